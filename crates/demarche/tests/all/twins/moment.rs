//! Win-sets, dilemmas and stalemate against their definitions, for complete preferences exactly and for incomplete ones in every completion that is drawn.

use std::fmt::Write;

use demarche::analysis::moment::dilemmas::{Found, dilemma, positions};
use demarche::analysis::moment::ripeness::stuck;
use demarche::analysis::moment::room::{Stage, accepts, in_zone, stages};
use demarche::case::Positions;
use demarche::finding::{DilemmaKind as Dilemma, Verdict};
use demarche::index::{Key, PartyId, StateId};
use demarche::model::{Limits, Model, PartySet};

use crate::memory::{case, model};
use crate::twins::draft::{Condition, Draft};
use crate::twins::generate::{Kind, drafts};
use crate::twins::graph::Graph;
use crate::twins::incomplete::{agrees, profile};
use crate::twins::random::{Dice, for_random};
use crate::twins::signing::Signed;

/// Completions drawn for one case of incomplete preferences.
const COMPLETIONS: u64 = 4;

/// What the definitions say for every completion, beside what was found: exactly so where there is one completion and the truth is one.
fn compare(found: Verdict, truths: &[bool], exact: bool, what: &str) {
    assert!(truths.iter().all(|so| agrees(found, *so)), "{what}: {found:?}, {truths:?}");
    let settled = truths.iter().all(|so| *so == truths[0]);
    assert!(!exact || !settled || found != Verdict::Open, "{what}: open, {truths:?}");
    assert!(!exact || settled || found == Verdict::Open, "{what}: {found:?}, {truths:?}");
}

fn completions(draft: &Draft, complete: bool) -> Vec<Vec<Vec<i64>>> {
    let seeds = 0..if complete { 1 } else { COMPLETIONS };
    seeds
        .filter_map(|seed| profile(draft, &mut Dice::new(draft.seed.wrapping_add(seed))))
        .collect()
}

/// No-deal states by their place among the feasible ones.
fn fallbacks(draft: &Draft, graph: &Graph) -> Vec<usize> {
    let position = |values: &Vec<u32>| graph.states.iter().position(|state| state == values).unwrap();
    let mut found: Vec<usize> = draft.no_deal.iter().map(position).collect();
    if found.is_empty() {
        found.push(position(&draft.today()));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The first party negotiates, and what is said of the others is said of its constituencies as well: all of them must approve, or any one.
fn two_level(draft: &Draft, all: bool) -> String {
    let text = draft.text();
    let members: Vec<String> = (1..draft.parties).map(|party| format!("c{party}")).collect();
    let ballot = members.join(if all { " and " } else { " or " });
    let mut more = text.replacen("[party.p0]\n", &format!("[party.p0]\nratification = '{ballot}'\n"), 1);
    for party in 1..draft.parties {
        writeln!(more, "[party.p0.constituency.c{party}]").unwrap();
        let about = format!("\nparty = 'p{party}'\n");
        for line in text.split("[[statement]]").skip(1).filter(|line| line.starts_with(&about)) {
            writeln!(
                more,
                "[[statement]]{}",
                line.replacen(&about, &format!("\nparty = 'p0.c{party}'\n"), 1)
            )
            .unwrap();
        }
    }
    more
}

fn rooms_agree(draft: &Draft, complete: bool) {
    let alike = draft.opinions.iter().all(|(_, silence)| *silence == draft.opinions[0].1);
    if draft.parties < 2 || !alike {
        return;
    }
    let all = draft.seed.is_multiple_of(2);
    let (model, graph) = (model(&two_level(draft, all)), Graph::new(draft));
    let completions = completions(draft, complete);
    if completions.is_empty() {
        return;
    }
    let no_deals = fallbacks(draft, &graph);
    let members: Vec<usize> = (1..draft.parties).collect();
    let table = PartySet::all(draft.parties);
    assert_eq!(stages(&model, table).len(), members.len() + 2);
    for state in 0..graph.states.len() {
        let id = StateId::from_index(state);
        // What each completion and each no-deal state say of each party.
        let accepted: Vec<Vec<Vec<bool>>> = completions
            .iter()
            .map(|value| {
                let signed = Signed {
                    draft,
                    graph: &graph,
                    value,
                };
                let at = |no_deal: &usize| (0..draft.parties).map(|party| signed.accepts(party, state, *no_deal)).collect();
                no_deals.iter().map(at).collect()
            })
            .collect();
        let each: Vec<&Vec<bool>> = accepted.iter().flatten().collect();
        let carries = |votes: &[bool]| {
            let mut votes = members.iter().map(|party| votes[*party]);
            if all { votes.all(|vote| vote) } else { votes.any(|vote| vote) }
        };
        let told = |found: Verdict, so: &dyn Fn(&[bool]) -> bool, what: &str| {
            let truths: Vec<bool> = each.iter().map(|votes| so(votes)).collect();
            compare(found, &truths, complete, &format!("{what} at {state}"));
        };
        let parties: Vec<_> = (0..draft.parties)
            .map(|party| accepts(&model, PartyId::from_index(party), id))
            .collect();
        told(parties[0].alone, &|votes| votes[0], "alone");
        told(parties[0].ratified, &|votes| votes[0] && carries(votes), "ratified");
        for (place, member) in members.iter().enumerate() {
            told(parties[0].with[place], &|votes| votes[0] && votes[*member], "with one");
        }
        for stage in stages(&model, table) {
            let found = in_zone(&model, &parties, stage);
            // Each party may expect any of the no-deal states, whatever the others expect.
            let truths = accepted.iter().flat_map(|over| {
                let head = |votes: &Vec<bool>| match stage {
                    Stage::Nobody => votes[0],
                    Stage::One(_, place) => votes[0] && votes[members[place]],
                    Stage::All => votes[0] && carries(votes),
                };
                let own = |party: usize| -> Vec<bool> {
                    over.iter()
                        .map(|votes| if party == 0 { head(votes) } else { votes[party] })
                        .collect()
                };
                (0..draft.parties).fold(vec![true], |so, party| {
                    so.iter()
                        .flat_map(|one| own(party).into_iter().map(move |vote| *one && vote))
                        .collect()
                })
            });
            compare(found, &truths.collect::<Vec<bool>>(), complete, &format!("{stage:?} at {state}"));
        }
    }
}

#[test]
fn win_sets_are_what_the_definitions_say() {
    for_random(10, drafts(Kind::Complete), |draft| rooms_agree(draft, true));
}

#[test]
fn win_sets_that_are_proven_hold_in_every_completion() {
    for_random(20, drafts(Kind::Incomplete), |draft| rooms_agree(draft, false));
}

/// What each party has stated: red lines taken for positions, and one demand or rejection drawn for it.
fn stated(draft: &Draft) -> (String, Vec<Vec<(Condition, bool)>>) {
    let mut dice = Dice::new(draft.seed);
    let mut text = draft
        .text()
        .replace("\nrefuses = ", "\nrejects = ")
        .replace("\nrequires = ", "\ndemands = ");
    let mut said: Vec<Vec<(Condition, bool)>> = vec![Vec::new(); draft.parties];
    for (party, refuses, what) in &draft.red_lines {
        said[*party].push((what.clone(), !refuses));
    }
    for (party, said) in said.iter_mut().enumerate() {
        let issue = dice.below(draft.issues.len());
        let what = Condition::Is(issue, dice.below(draft.issues[issue].radix as usize) as u32);
        let wanted = dice.below(3) > 0;
        let verb = if wanted { "demands" } else { "rejects" };
        writeln!(text, "[[statement]]\nparty = 'p{party}'\n{verb} = '{}'", what.text()).unwrap();
        said.push((what, wanted));
    }
    (text, said)
}

/// The six definitions, word for word, for one completion: one truth for each deal (or pair of deals) and each no-deal state.
fn literally(
    which: Dilemma,
    graph: &Graph,
    value: &[Vec<i64>],
    (me, own): (usize, &[usize]),
    (you, other): (usize, &[usize]),
    future: &[usize],
) -> Vec<bool> {
    let improves = |party: usize, at: usize| graph.own[party][at].iter().any(|to| value[party][*to] > value[party][at]);
    let pairs = |left: &[usize], right: &[usize], so: &dyn Fn(usize, usize) -> bool| -> Vec<bool> {
        left.iter().flat_map(|one| right.iter().map(move |two| so(*one, *two))).collect()
    };
    match which {
        Dilemma::Cooperation => own.iter().map(|at| improves(me, *at)).collect(),
        Dilemma::Trust => own.iter().map(|at| improves(you, *at)).collect(),
        Dilemma::Threat => future.iter().map(|at| improves(me, *at)).collect(),
        Dilemma::Rejection => pairs(other, future, &|theirs, none| value[me][theirs] >= value[me][none]),
        Dilemma::Persuasion => pairs(own, future, &|mine, none| value[you][none] >= value[you][mine]),
        Dilemma::Positioning => pairs(other, own, &|theirs, mine| value[me][theirs] >= value[me][mine]),
    }
}

fn dilemmas_and_stalemate_agree(draft: &Draft, complete: bool) {
    let (text, said) = stated(draft);
    let case = case(&text);
    let model = Model::new(&case, Positions::Openings, &Limits::STANDARD).unwrap();
    let graph = Graph::new(draft);
    let completions = completions(draft, complete);
    if completions.is_empty() {
        return;
    }
    let future = fallbacks(draft, &graph);
    let found = positions(&case, &model, None);
    assert_eq!(found.len(), draft.parties);
    let meant: Vec<Vec<usize>> = said
        .iter()
        .map(|said| {
            let meets = |state: &usize| {
                let values = &graph.states[*state];
                *values != draft.today() && !future.contains(state) && said.iter().all(|(what, wanted)| what.holds(values) == *wanted)
            };
            (0..graph.states.len()).filter(meets).collect()
        })
        .collect();
    for (position, meant) in found.iter().zip(&meant) {
        let deals: Vec<usize> = position.deals.iter().map(|state| state.index()).collect();
        assert_eq!(deals, *meant);
    }
    for me in 0..draft.parties {
        for today in 0..graph.states.len() {
            let found = stuck(&model, PartyId::from_index(me), StateId::from_index(today));
            let better = |value: &Vec<Vec<i64>>, to: usize| value[me][to] > value[me][today];
            let alone = |value: &Vec<Vec<i64>>| !graph.own[me][today].iter().any(|to| better(value, *to));
            let truths: Vec<bool> = completions.iter().map(alone).collect();
            compare(found.verdict, &truths, complete, &format!("p{me} stuck at {today}"));
            assert_eq!(found.better.is_none(), found.verdict == Verdict::Yes);
            if let Some(to) = found.better.filter(|_| found.verdict == Verdict::No) {
                assert!(graph.own[me][today].contains(&to.index()));
                assert!(completions.iter().all(|value| better(value, to.index())));
            }
        }
        for you in (0..draft.parties).filter(|you| *you != me) {
            let empty = meant[me].is_empty() || meant[you].is_empty();
            let shared = meant[me].iter().any(|state| meant[you].contains(state));
            for which in Dilemma::ALL {
                let of_conflict = !matches!(which, Dilemma::Cooperation | Dilemma::Trust);
                let found = dilemma(&model, &found[me], &found[you], which);
                assert_eq!(
                    found.is_none(),
                    empty || (of_conflict && shared),
                    "{which:?} of p{me} facing p{you}"
                );
                let Some(Found { verdict, depends_on_deal }) = found else {
                    continue;
                };
                let mut truths = Vec::new();
                for value in &completions {
                    let once = literally(which, &graph, value, (me, &meant[me]), (you, &meant[you]), &future);
                    let differ = once.contains(&true) && once.contains(&false);
                    assert!(differ || !depends_on_deal, "{which:?} of p{me} facing p{you}: {once:?}");
                    assert!(!complete || differ == depends_on_deal);
                    truths.extend(once);
                }
                compare(verdict, &truths, complete, &format!("{which:?} of p{me} facing p{you}"));
            }
        }
    }
}

#[test]
fn dilemmas_and_stalemate_are_what_the_definitions_say() {
    for_random(5, drafts(Kind::Complete), |draft| dilemmas_and_stalemate_agree(draft, true));
}

#[test]
fn dilemmas_and_stalemate_that_are_proven_hold_in_every_completion() {
    for_random(10, drafts(Kind::Incomplete), |draft| dilemmas_and_stalemate_agree(draft, false));
}
