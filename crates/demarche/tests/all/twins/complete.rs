//! Complete preferences: each engine against the definitions, on the same random cases.

use demarche::analysis::evolution::Paths;
use demarche::analysis::stability::coalition::Coalitions;
use demarche::analysis::stability::farsighted::largest_consistent_set;
use demarche::analysis::stability::holding::Holdings;
use demarche::analysis::stability::ladder::THRESHOLD_NOTIONS;
use demarche::analysis::stability::reply::Examined;
use demarche::analysis::stability::scope::Scope;
use demarche::analysis::watch::Unwatched;
use demarche::finding::{Notion, Verdict};
use demarche::index::{Key, PartyId, StateId};
use demarche::model::{Limits, Model, PartySet};

use crate::memory::{case, model};
use crate::twins::completion::completion;
use crate::twins::draft::Draft;
use crate::twins::generate::{Kind, drafts};
use crate::twins::graph::{Graph, legal};
use crate::twins::joint::Joint;
use crate::twins::notions::Valued;
use crate::twins::random::{Dice, for_random_drafts};

/// A draft, what the engine makes of it, and what the twins do.
struct Both {
    model: Model,
    graph: Graph,
    value: Vec<Vec<i64>>,
}

impl Both {
    fn new(draft: &Draft) -> Self {
        let graph = Graph::new(draft);
        let combinations = draft.combinations();
        let feasible = |values: Vec<i64>| {
            combinations
                .iter()
                .zip(values)
                .filter(|(of, _)| draft.is_feasible(of))
                .map(|(_, value)| value)
                .collect()
        };
        let value = (0..draft.parties)
            .map(|party| feasible(completion(draft, party, &mut Dice::new(0)).unwrap()))
            .collect();
        Both {
            model: model(&draft.text()),
            graph,
            value,
        }
    }

    fn states(&self) -> impl Iterator<Item = (usize, StateId)> + use<> {
        (0..self.graph.states.len()).map(|state| (state, StateId::from_index(state)))
    }

    fn parties(&self) -> impl Iterator<Item = (usize, PartyId)> + use<> {
        (0..self.graph.parties).map(|party| (party, PartyId::from_index(party)))
    }
}

fn indices(states: impl IntoIterator<Item = StateId>) -> Vec<usize> {
    let mut indices: Vec<usize> = states.into_iter().map(Key::index).collect();
    indices.sort_unstable();
    indices
}

/// The cases are shared, since drawing and reading them costs as much as examining them.
#[test]
fn engines_agree_with_their_twins() {
    for_random_drafts(drafts(Kind::Complete), |draft| {
        let both = Both::new(draft);
        states_moves_and_rankings(draft, &both);
        individual_stability(&both);
        crate::twins::engines::check(&both.model, &both.graph, &both.value);
        stability_within_a_scope(draft, &both);
        coalitional_stability(draft, &both);
        farsighted_stability(&both);
        paths_from_the_status_quo(draft, &both);
        crate::twins::conflict::check(draft, &both.model, &both.graph, &mut Dice::new(draft.seed));
        crate::twins::signing::check(draft, &both.model, &both.graph, std::slice::from_ref(&both.value));
    });
}

fn states_moves_and_rankings(draft: &Draft, both: &Both) {
    let Both { model, graph, value } = both;
    let found: Vec<Vec<u32>> = model.space.states().map(|state| model.space.values(state)).collect();
    assert_eq!(found, graph.states, "feasible states");
    for (from, from_id) in both.states() {
        assert_eq!(model.space.state(model.space.combination(from_id)), Some(from_id));
        for (party, id) in both.parties() {
            assert_eq!(
                indices(model.moves.parties[id].reached(from_id)),
                graph.own[party][from],
                "moves of p{party} from {from}"
            );
        }
        for set in PartySet::all(draft.parties).subsets() {
            let reached: Vec<usize> = (0..found.len())
                .filter(|to| *to == from || graph.able[from][*to][set.0 as usize])
                .collect();
            assert_eq!(
                indices(model.effectivity.reachable(&model.space, set, from_id)),
                reached,
                "makeable by {set:?} from {from}"
            );
        }
        for (to, to_id) in both.states() {
            let able = |set: &PartySet| graph.able[from][to][set.0 as usize];
            for set in PartySet::all(draft.parties).subsets() {
                assert_eq!(model.effectivity.can(&model.space, set, from_id, to_id), able(&set));
            }
            let everybody = PartySet::all(draft.parties);
            let in_every_coalition = everybody.subsets().filter(able).fold(everybody, PartySet::intersect);
            let expected = if able(&everybody) && from != to {
                in_every_coalition
            } else {
                PartySet::EMPTY
            };
            assert_eq!(
                everybody.indispensable(|who| model.effectivity.can(&model.space, who, from_id, to_id)),
                expected,
                "veto on {from} -> {to}"
            );
        }
    }
    for (party, id) in both.parties() {
        let ranks = model.parties[id].voter.preference.ranks().unwrap();
        let mut distinct: Vec<i64> = value[party].clone();
        distinct.sort_unstable();
        distinct.dedup();
        let expected: Vec<u32> = value[party]
            .iter()
            .map(|value| distinct.binary_search(value).unwrap() as u32)
            .collect();
        assert_eq!(ranks, expected, "ranks of p{party}");
    }
    // Where the engine takes moves for transitive, they are.
    if model.moves.transitive {
        for own in &graph.own {
            for (from, reached) in own.iter().enumerate() {
                let two_moves = reached.iter().flat_map(|middle| &own[*middle]);
                assert!(
                    two_moves.into_iter().all(|end| *end == from || reached.contains(end)),
                    "not transitive"
                );
            }
        }
    }
}

fn individual_stability(both: &Both) {
    let Both { model, graph, value } = both;
    let valued = Valued::new(graph, value);
    crate::twins::unknown::coincide(model, &valued);
    let everything = Scope::everything(model);
    let whole = Holdings::new(model, &Limits::STANDARD, &mut Unwatched).unwrap();
    let by_levels_only = Limits {
        partial_states: 0,
        ..Limits::STANDARD
    };
    let levels = Holdings::new(model, &by_levels_only, &mut Unwatched).unwrap();
    assert!(levels.replies.is_none());
    let ladder = whole.ladder.as_ref().unwrap();
    for (party, id) in both.parties() {
        let rank = |state: usize| i64::from(ladder.ranks(id)[state]);
        for (state, state_id) in both.states() {
            let examined = whole.examine(id, state_id, &everything);
            let by_levels = levels.examine(id, state_id, &everything);
            let mut stable = [false; 6];
            for (slot, notion) in Notion::ALL.into_iter().enumerate() {
                let what = format!("{} of p{party} at state {state}", notion.abbreviation());
                stable[slot] = valued.is_stable(party, state, notion);
                let expected = Some(Verdict::from_bool(stable[slot]));
                assert_eq!(examined[slot].verdict, expected, "{what}, by definition");
                replay(both, &valued, party, state, notion, &examined[slot]);
                if notion == Notion::Sim {
                    continue;
                }
                assert_eq!(ladder.is_stable(id, notion, state_id), stable[slot], "{what}, by threshold");
                assert_eq!(by_levels[slot].verdict, expected, "{what}, by levels");
                replay(both, &valued, party, state, notion, &by_levels[slot]);
                // The margin, in ranks: the value of the secured level is that of some state.
                let secured = valued.secured(party, state, notion);
                let level = secured.map(|level| rank(value[party].iter().position(|value| *value == level).unwrap()));
                assert_eq!(
                    ladder.margin(id, notion, state_id),
                    level.map(|level| rank(state) - level),
                    "margin, {what}"
                );
                let margin = whole.margin(id, state_id, notion, &everything);
                assert_eq!(
                    margin.map(|(margin, _)| margin),
                    level.map(|level| rank(state) - level),
                    "margin, {what}"
                );
                assert_eq!(margin.map(|(_, witness)| rank(witness.index())), level, "level, {what}");
            }
            let [nash, seq, sseq, _, smr, gmr] = stable;
            let implies = |premise: bool, conclusion: bool| !premise || conclusion;
            assert!(
                implies(nash, seq) && implies(nash, smr) && implies(smr, gmr) && implies(seq, gmr),
                "{stable:?}"
            );
            assert!(implies(nash, sseq) && implies(sseq, seq) && implies(sseq, smr), "{stable:?}");
        }
    }
    for notion in THRESHOLD_NOTIONS {
        for (state, state_id) in both.states() {
            let everybody_stays = both.parties().all(|(party, _)| valued.is_stable(party, state, notion));
            assert_eq!(
                ladder.is_equilibrium(notion, state_id),
                everybody_stays,
                "{} at state {state}",
                notion.abbreviation()
            );
        }
    }
}

/// What the engine reports is replayed: the move is legal and tempting, each step of the reprisal is legal and of the kind that the notion asks for, and
/// its end deters; a move that breaks the state is deterred by nothing.
fn replay(both: &Both, valued: &Valued<'_>, focal: usize, state: usize, notion: Notion, examined: &Examined) {
    let Both { graph, value, .. } = both;
    let what = format!("{} of p{focal} at state {state}: {examined:?}", notion.abbreviation());
    let mine = &value[focal];
    let Some(tempted) = &examined.temptation else {
        assert_eq!(examined.verdict, Some(Verdict::Yes), "{what}");
        assert!(
            graph.own[focal][state].iter().all(|to| mine[*to] <= mine[state]),
            "a temptation was passed over; {what}"
        );
        return;
    };
    let to = tempted.to.index();
    assert!(
        graph.own[focal][state].contains(&to) && mine[to] > mine[state],
        "no temptation; {what}"
    );
    if examined.verdict == Some(Verdict::No) {
        assert!(tempted.reprisal.is_empty(), "{what}");
        let only_this = |from: usize, end: usize| from != state || end == to;
        // The escape is not narrowed: only the move away is.
        let deterred = match notion {
            Notion::Smr | Notion::Sseq => valued.is_stable(focal, state, notion),
            _ => valued.is_stable_within(focal, state, notion, &only_this),
        };
        assert!(!deterred, "the move is deterred; {what}");
        return;
    }
    let end = if notion == Notion::Sim {
        let [step] = tempted.reprisal.as_slice() else { panic!("{what}") };
        assert!(valued.simultaneous(focal, state, to).contains(&step.to.index()), "{what}");
        assert!(!step.by.is_empty() && !step.by.contains(&PartyId::from_index(focal)), "{what}");
        step.to.index()
    } else {
        assert!(!tempted.reprisal.is_empty(), "{what}");
        let (mut here, mut last) = (to, focal);
        for step in &tempted.reprisal {
            let [by] = step.by.as_slice() else { panic!("{what}") };
            let (by, there) = (by.index(), step.to.index());
            assert!(by != focal && by != last, "out of turn; {what}");
            assert!(graph.own[by][here].contains(&there), "illegal step; {what}");
            if matches!(notion, Notion::Seq | Notion::Sseq) {
                assert!(value[by][there] > value[by][here], "a step to the mover's own harm; {what}");
            }
            (here, last) = (there, by);
        }
        here
    };
    assert!(mine[end] <= mine[state], "the reprisal does not deter; {what}");
    if matches!(notion, Notion::Smr | Notion::Sseq) {
        assert!(
            graph.own[focal][end].iter().all(|escape| mine[*escape] <= mine[state]),
            "there is an escape; {what}"
        );
    }
}

/// A deal's scope narrows a party's own moves and escapes, and nothing else.
fn stability_within_a_scope(draft: &Draft, both: &Both) {
    let Both { model, graph, value } = both;
    let valued = Valued::new(graph, value);
    let case = case(&draft.text());
    let whole = Holdings::new(model, &Limits::STANDARD, &mut Unwatched).unwrap();
    let by_levels_only = Limits {
        partial_states: 0,
        ..Limits::STANDARD
    };
    let levels = Holdings::new(model, &by_levels_only, &mut Unwatched).unwrap();
    let mut dice = Dice::new(draft.seed);
    for _ in 0..3 {
        let state = dice.below(graph.states.len());
        let scope = Scope::of_deal(&case, model, StateId::from_index(state));
        let in_scope: Vec<usize> = scope.issues().iter().map(|issue| issue.index()).collect();
        let allows = |from: usize, to: usize| {
            (0..draft.issues.len()).all(|issue| graph.states[from][issue] == graph.states[to][issue] || in_scope.contains(&issue))
        };
        for (party, id) in both.parties() {
            let examined = whole.examine(id, StateId::from_index(state), &scope);
            let by_levels = levels.examine(id, StateId::from_index(state), &scope);
            for (slot, notion) in Notion::ALL.into_iter().enumerate() {
                let what = format!("{} of p{party} at state {state} within {in_scope:?}", notion.abbreviation());
                let expected = Some(Verdict::from_bool(valued.is_stable_within(party, state, notion, &allows)));
                assert_eq!(examined[slot].verdict, expected, "{what}");
                if by_levels[slot].verdict.is_some() {
                    assert_eq!(by_levels[slot].verdict, expected, "{what}, by levels");
                }
                if let Some((margin, _)) = whole.margin(id, StateId::from_index(state), notion, &scope) {
                    assert_eq!(Some(Verdict::from_bool(margin >= 0)), expected, "{what}, by margin");
                }
            }
        }
    }
}

fn coalitional_stability(draft: &Draft, both: &Both) {
    let joint = Joint::new(&both.graph, &both.value);
    let coalitions = Coalitions::new(&both.model);
    let mut dice = Dice::new(draft.seed);
    for _ in 0..8 {
        let state = dice.below(both.graph.states.len());
        let id = StateId::from_index(state);
        for notion in [Notion::Nash, Notion::Seq, Notion::Smr, Notion::Gmr] {
            let mut all = true;
            for set in PartySet::all(draft.parties).subsets() {
                let expected = joint.is_stable(set.0 as usize, state, notion);
                all &= expected;
                let found = coalitions.examine(set, id, notion);
                assert_eq!(
                    found.verdict,
                    Verdict::from_bool(expected),
                    "{} of {set:?} at state {state}",
                    notion.abbreviation()
                );
                assert_eq!(found.step.is_none(), expected);
            }
            assert_eq!(
                coalitions.is_universal(id, notion),
                Verdict::from_bool(all),
                "{} at state {state}",
                notion.abbreviation()
            );
        }
    }
}

fn farsighted_stability(both: &Both) {
    let Both { model, graph, value } = both;
    let ranks: Vec<&[u32]> = model
        .parties
        .values()
        .map(|party| party.voter.preference.ranks().unwrap())
        .collect();
    let found = largest_consistent_set(&model.space, &model.effectivity, &ranks, &mut Unwatched).unwrap();
    assert_eq!(indices(found), crate::twins::farsighted::largest_consistent_set(graph, value));
}

fn paths_from_the_status_quo(draft: &Draft, both: &Both) {
    let Both { model, graph, value } = both;
    let start = graph.states.iter().position(|values| *values == draft.today()).unwrap();
    assert_eq!(model.status_quo.unwrap().index(), start);
    let everybody: Vec<usize> = (0..draft.parties).collect();
    let improving = |mover: usize, from: usize| -> Vec<usize> {
        graph.own[mover][from]
            .iter()
            .copied()
            .filter(|to| value[mover][*to] > value[mover][from])
            .collect()
    };
    let mut expected = legal(graph.states.len(), &everybody, start, &improving);
    if !expected.contains(&start) {
        expected.push(start);
        expected.sort_unstable();
    }
    let paths = Paths::new(model, model.status_quo.unwrap());
    assert_eq!(indices(paths.states.iter().copied()), expected);
    for end in &paths.states {
        let mut here = start;
        let mut last = None;
        for step in paths.way_to(*end).unwrap() {
            let (by, there) = (step.by.index(), step.to.index());
            assert!(Some(by) != last && improving(by, here).contains(&there), "the way to {end:?}");
            (here, last) = (there, Some(by));
        }
        assert_eq!(here, end.index());
    }
}
