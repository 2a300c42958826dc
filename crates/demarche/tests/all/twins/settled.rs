//! Necessary and possible, exactly: against all preferences that agree with a small case, one after the other.

use std::sync::OnceLock;

use demarche::analysis::doubt::Exact;
use demarche::analysis::doubt::claim::{Claim, verdicts};
use demarche::analysis::doubt::exact::Settled;
use demarche::analysis::stability::reply::Replies;
use demarche::analysis::stability::scope::Scope;
use demarche::case::{Content, Holder, Positions, Taken};
use demarche::finding::{Notion, Verdict};
use demarche::index::{Key, PartyId, StateId, StatementId};
use demarche::model::inequalities::Against;
use demarche::model::{Limits, Model, PartySet, Relation, Voter};
use proptest::prelude::any;

use crate::memory::{case, model};
use crate::twins::completion::{known, pairs, unknown_issues};
use crate::twins::draft::{Draft, Opinion};
use crate::twins::generate::{Kind, drafts};
use crate::twins::graph::Graph;
use crate::twins::notions::Valued;
use crate::twins::random::{Dice, for_random};

/// Combinations of a case that is looked at.
const COMBINATIONS: usize = 6;

/// Profiles that are enumerated.
const PROFILES: usize = 15_000;

/// Steps into which a unit of value is cut: more than any vertex of so few small intervals needs.
const STEPS: i64 = 12;

/// All weak orders of so many things, as levels; made once.
fn weak_orders(count: usize) -> &'static [Vec<i64>] {
    static MADE: [OnceLock<Vec<Vec<i64>>>; COMBINATIONS + 1] = [const { OnceLock::new() }; COMBINATIONS + 1];
    MADE[count].get_or_init(|| make_weak_orders(count))
}

fn make_weak_orders(count: usize) -> Vec<Vec<i64>> {
    let mut found = vec![vec![]];
    for _ in 0..count {
        found = found
            .into_iter()
            .flat_map(|order: Vec<i64>| {
                (0..count as i64).map(move |level| {
                    let mut longer = order.clone();
                    longer.push(level);
                    longer
                })
            })
            .collect();
    }
    let dense = |order: &Vec<i64>| {
        let top = order.iter().copied().max().unwrap_or(0);
        (0..=top).all(|level| order.contains(&level))
    };
    found.into_iter().filter(dense).collect()
}

/// Every way of ordering the combinations that agrees with what is said of one party; `None` where that is too much, or not a matter of finitely many steps.
fn orders(draft: &Draft, party: usize) -> Option<Vec<Vec<i64>>> {
    let combinations = draft.combinations();
    match &draft.opinions[party].0 {
        Opinion::Compared(..) | Opinion::Nothing => {
            let known = known(draft, party);
            let agrees = |order: &[i64]| {
                (0..order.len()).all(|a| {
                    (0..order.len()).all(|b| (!known.weak[a][b] || order[a] >= order[b]) && (!known.strict[a][b] || order[a] > order[b]))
                })
            };
            Some(
                weak_orders(combinations.len())
                    .iter()
                    .filter(|order| agrees(order))
                    .cloned()
                    .collect(),
            )
        }
        Opinion::Intervals(terms, comparisons) => {
            if !unknown_issues(draft, party).is_empty() {
                return None;
            }
            let points: i64 = terms.iter().map(|(_, low, high)| i64::from(high - low) * STEPS + 1).product();
            if points > 20_000 {
                return None;
            }
            let mut weights: Vec<Vec<i64>> = vec![vec![]];
            for (_, low, high) in terms {
                let range = i64::from(*low) * STEPS..=i64::from(*high) * STEPS;
                weights = weights
                    .into_iter()
                    .flat_map(|weights| {
                        range.clone().map(move |weight| {
                            let mut longer = weights.clone();
                            longer.push(weight);
                            longer
                        })
                    })
                    .collect();
            }
            let pairs = pairs(&combinations, comparisons);
            let mut found: Vec<Vec<i64>> = Vec::new();
            for weights in weights {
                let value = |values: &Vec<u32>| -> i64 {
                    let held = terms.iter().zip(&weights).filter(|((condition, ..), _)| condition.holds(values));
                    held.map(|(_, weight)| weight).sum()
                };
                let values: Vec<i64> = combinations.iter().map(value).collect();
                if pairs.iter().all(|(better, worse)| values[*better] > values[*worse]) {
                    let mut levels = values.clone();
                    levels.sort_unstable();
                    levels.dedup();
                    let order = values.iter().map(|value| levels.binary_search(value).unwrap() as i64).collect();
                    if !found.contains(&order) {
                        found.push(order);
                    }
                }
            }
            Some(found)
        }
        _ => {
            let mut dice = crate::twins::random::Dice::new(draft.seed);
            crate::twins::completion::completion(draft, party, &mut dice).map(|order| vec![order])
        }
    }
}

/// Whether something is so in all profiles, in none, or in some.
fn over<'p>(mut profiles: impl Iterator<Item = &'p bool>) -> Verdict {
    let first = *profiles.next().unwrap();
    if profiles.all(|so| *so == first) {
        Verdict::from_bool(first)
    } else {
        Verdict::Open
    }
}

fn check(draft: &Draft, compared: &std::cell::Cell<u32>, tighter: &std::cell::Cell<u32>) {
    if draft.combinations().len() > COMBINATIONS {
        return;
    }
    let model: Model = model(&draft.text());
    let Some(orders) = (0..draft.parties).map(|party| orders(draft, party)).collect::<Option<Vec<_>>>() else {
        return;
    };
    let count: usize = orders.iter().map(Vec::len).product();
    // Lines that contradict each other leave nothing to compare with.
    if count == 0 || count > PROFILES {
        return;
    }
    compared.set(compared.get() + 1);
    let graph = Graph::new(draft);
    let feasible: Vec<bool> = draft.combinations().iter().map(|values| draft.is_feasible(values)).collect();
    let notions = [Notion::Nash, Notion::Seq, Notion::Sseq, Notion::Smr, Notion::Gmr];
    // By state, notion and party, whether it stays in each profile.
    let (states, parties) = (model.space.len(), draft.parties);
    let mut stays: Vec<Vec<bool>> = vec![Vec::with_capacity(count); states * notions.len() * parties];
    for profile in 0..count {
        let mut rest = profile;
        let values: Vec<Vec<i64>> = orders
            .iter()
            .map(|orders| {
                let order = &orders[rest % orders.len()];
                rest /= orders.len();
                order
                    .iter()
                    .zip(&feasible)
                    .filter(|(_, feasible)| **feasible)
                    .map(|(value, _)| *value)
                    .collect()
            })
            .collect();
        let valued = Valued::new(&graph, &values);
        for state in 0..states {
            for (slot, notion) in notions.into_iter().enumerate() {
                for party in 0..parties {
                    stays[(state * notions.len() + slot) * parties + party].push(valued.is_stable(party, state, notion));
                }
            }
        }
    }
    comparisons_are_exact(&model, &orders, &feasible);
    let replies = Replies::new(&model, 1_000_000);
    let exact = Exact::new(&model);
    let scope = Scope::everything(&model);
    for state in 0..states {
        for (slot, notion) in notions.into_iter().enumerate() {
            let place = Notion::ALL.iter().position(|other| *other == notion).unwrap();
            let row = |party: usize| &stays[(state * notions.len() + slot) * parties + party];
            let bound = |party: usize| {
                replies.examine(PartyId::from_index(party), StateId::from_index(state), &scope)[place]
                    .verdict
                    .unwrap()
            };
            for party in 0..parties {
                let one = PartySet::one(PartyId::from_index(party));
                let found = exact.stays(one, StateId::from_index(state), notion, &scope, bound(party));
                let expected = over(row(party).iter());
                tighter.set(tighter.get() + u32::from(bound(party) == Verdict::Open && expected != Verdict::Open));
                let wanted = Settled {
                    verdict: expected,
                    settled: true,
                };
                assert_eq!(found, wanted, "{} of p{party} at {state}", notion.abbreviation());
            }
            let all: Vec<bool> = (0..count).map(|profile| (0..parties).all(|party| row(party)[profile])).collect();
            let bound = (0..parties).fold(Verdict::Yes, |all, party| all.and(bound(party)));
            let found = exact.stays(model.everybody(), StateId::from_index(state), notion, &scope, bound);
            let wanted = Settled {
                verdict: over(all.iter()),
                settled: true,
            };
            assert_eq!(found, wanted, "{} at {state}", notion.abbreviation());
        }
    }
}

/// Of two states nothing more is true, and nothing less, than what all orders share.
fn comparisons_are_exact(model: &Model, orders: &[Vec<Vec<i64>>], feasible: &[bool]) {
    for (party, orders) in orders.iter().enumerate() {
        let orders: Vec<Vec<i64>> = orders
            .iter()
            .map(|order| {
                order
                    .iter()
                    .zip(feasible)
                    .filter(|(_, feasible)| **feasible)
                    .map(|(value, _)| *value)
                    .collect()
            })
            .collect();
        let preference = &model.parties[PartyId::from_index(party)].voter.preference;
        for state in 0..model.space.len() {
            for base in 0..model.space.len() {
                let all = |so: &dyn Fn(i64, i64) -> bool| orders.iter().all(|order| so(order[state], order[base]));
                let expected = Relation {
                    at_least: all(&|one, other| one >= other),
                    better: all(&|one, other| one > other),
                    at_most: all(&|one, other| one <= other),
                    worse: all(&|one, other| one < other),
                };
                let found =
                    preference.compare_exactly(&model.space, StateId::from_index(state), &Against::State(StateId::from_index(base)));
                assert_eq!(found, expected, "p{party}: {state} against {base}");
            }
        }
    }
}

/// A line left out turns nothing that is possible into something impossible, and makes nothing necessary.
fn a_line_less(draft: &Draft) {
    let case = case(&draft.text());
    let mut dice = Dice::new(draft.seed);
    let lines: Vec<StatementId> = case
        .statements
        .iter()
        .filter(|(_, line)| line.can_be_left_out() && !matches!(line.content, Content::Refuses(..) | Content::Requires(..)))
        .map(|(line, _)| line)
        .collect();
    let all = Taken::all(Positions::RedLines);
    let full = Model::taking(&case, &all, &Limits::STANDARD).unwrap();
    let contradicts =
        |party: PartyId| Voter::contradicts_itself(&case, &full.space, Holder::itself(party), &all, &Limits::STANDARD).unwrap();
    let contradictory = full.parties.keys().any(contradicts);
    let deals: Vec<StateId> = full.space.states().filter(|state| full.is_deal(*state)).collect();
    if lines.is_empty() || deals.is_empty() || contradictory {
        return;
    }
    let state = deals[dice.below(deals.len())];
    let claims: Vec<Claim> = [Notion::Nash, Notion::Seq, Notion::Smr, Notion::Gmr]
        .into_iter()
        .map(|notion| Claim::Holds {
            state,
            notion,
            scope: Scope::of_deal(&case, &full, state),
        })
        .collect();
    let claims: Vec<&Claim> = claims.iter().collect();
    let fewer = all.clone().without([lines[dice.below(lines.len())]]);
    let less = Model::taking(&case, &fewer, &Limits::STANDARD).unwrap();
    let (more, less) = (
        verdicts(&claims, &full, &Limits::STANDARD),
        verdicts(&claims, &less, &Limits::STANDARD),
    );
    for (more, less) in more.iter().zip(&less) {
        assert!(less == more || *less == Some(Verdict::Open), "{less:?} without, {more:?} with");
    }
}

#[test]
fn a_line_less_makes_nothing_certain() {
    for_random(3, drafts(Kind::Incomplete), a_line_less);
}

#[test]
fn what_is_open_is_so_under_some_preferences_and_not_under_others() {
    let (compared, tighter) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    for_random(1, drafts(Kind::Incomplete), |draft| check(draft, &compared, &tighter));
    // Other cases: what is drawn before them moves them on.
    for_random(1, (any::<u64>(), drafts(Kind::Incomplete)), |(_, draft)| {
        check(draft, &compared, &tighter);
    });
    assert!(
        compared.get() >= 1_000 || std::env::var("DEMARCHE_CASES").is_ok(),
        "only {} cases",
        compared.get()
    );
    assert!(
        tighter.get() > 0 || std::env::var("DEMARCHE_CASES").is_ok(),
        "no bound was ever improved"
    );
}
