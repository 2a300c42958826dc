//! Incomplete preferences: what is proven holds in every completion that is drawn, and what the case says of two states is neither
//! more nor less than what all admissible preferences share.

use demarche::analysis::stability::coalition::Coalitions;
use demarche::analysis::stability::reply::Replies;
use demarche::analysis::stability::scope::Scope;
use demarche::finding::{Notion, Verdict};
use demarche::index::{Key, PartyId, StateId};
use demarche::model::{Model, PartySet, Relation};

use crate::memory::model;
use crate::twins::completion::{completion, known, unknown_issues};
use crate::twins::draft::{Draft, Opinion};
use crate::twins::generate::{Kind, drafts};
use crate::twins::graph::Graph;
use crate::twins::joint::Joint;
use crate::twins::notions::Valued;
use crate::twins::random::{Dice, for_random_drafts};

/// Completions drawn for one case.
const COMPLETIONS: usize = 5;

/// Values of the feasible states for every party; `None` if some party's statements contradict each other.
pub(super) fn profile(draft: &Draft, dice: &mut Dice) -> Option<Vec<Vec<i64>>> {
    let feasible: Vec<bool> = draft.combinations().iter().map(|values| draft.is_feasible(values)).collect();
    let of = |party: usize| -> Option<Vec<i64>> {
        let values = completion(draft, party, dice)?;
        Some(
            values
                .into_iter()
                .zip(&feasible)
                .filter(|(_, feasible)| **feasible)
                .map(|(value, _)| value)
                .collect(),
        )
    };
    (0..draft.parties).map(of).collect()
}

/// A proven verdict agrees with what is so.
pub(super) fn agrees(verdict: Verdict, so: bool) -> bool {
    verdict == Verdict::Open || verdict == Verdict::from_bool(so)
}

fn relation(model: &Model, party: usize, state: usize, base: usize) -> Relation {
    let preference = &model.parties[PartyId::from_index(party)].voter.preference;
    preference.compare(&model.space, StateId::from_index(state), StateId::from_index(base))
}

#[test]
fn comparisons_hold_in_every_completion() {
    for_random_drafts(drafts(Kind::Incomplete), |draft| {
        let model = model(&draft.text());
        let mut dice = Dice::new(draft.seed);
        let states = model.space.len();
        for _ in 0..COMPLETIONS {
            let Some(values) = profile(draft, &mut dice) else { return };
            for (party, value) in values.iter().enumerate() {
                for state in 0..states {
                    for base in 0..states {
                        let relation = relation(&model, party, state, base);
                        let (left, right) = (value[state], value[base]);
                        let what = format!("p{party}: {state} against {base}: {relation:?}, {left} and {right}");
                        assert!(!relation.at_least || left >= right, "{what}");
                        assert!(!relation.better || left > right, "{what}");
                        assert!(!relation.at_most || left <= right, "{what}");
                        assert!(!relation.worse || left < right, "{what}");
                    }
                }
            }
        }
    });
}

/// Comparisons alone, and intervals alone, are exact.
#[test]
fn comparisons_miss_nothing() {
    for_random_drafts(drafts(Kind::Incomplete), |draft| {
        let model = model(&draft.text());
        let combinations = draft.combinations();
        for party in 0..draft.parties {
            let known = known(draft, party);
            for (state, left) in model
                .space
                .states()
                .map(|state| (state.index(), model.space.combination(state) as usize))
            {
                for (base, right) in model
                    .space
                    .states()
                    .map(|state| (state.index(), model.space.combination(state) as usize))
                {
                    let expected = match &draft.opinions[party].0 {
                        Opinion::Compared(..) | Opinion::Nothing => Relation {
                            at_least: known.weak[left][right],
                            better: known.strict[left][right],
                            at_most: known.weak[right][left],
                            worse: known.strict[right][left],
                        },
                        Opinion::Intervals(terms, beside) if beside.is_empty() => {
                            let silent = unknown_issues(draft, party);
                            if silent.iter().any(|issue| combinations[left][*issue] != combinations[right][*issue]) {
                                Relation::default()
                            } else {
                                by_corners(terms.iter().map(|(condition, low, high)| {
                                    let sign =
                                        i64::from(condition.holds(&combinations[left])) - i64::from(condition.holds(&combinations[right]));
                                    (sign * i64::from(*low), sign * i64::from(*high))
                                }))
                            }
                        }
                        _ => continue,
                    };
                    let found = relation(&model, party, state, base);
                    // A case that contradicts itself has no admissible preference; of a state and itself it then says nothing strict.
                    if state != base {
                        assert_eq!(found, expected, "p{party}: {state} against {base}");
                    } else {
                        assert_eq!(found, Relation::SAME);
                    }
                }
            }
        }
    });
}

/// The gain at every corner of the box of weights.
fn by_corners(terms: impl Iterator<Item = (i64, i64)>) -> Relation {
    let corners = terms.fold(vec![0], |sums: Vec<i64>, (low, high)| {
        sums.iter().flat_map(|sum| [sum + low, sum + high]).collect()
    });
    Relation {
        at_least: corners.iter().all(|gain| *gain >= 0),
        better: corners.iter().all(|gain| *gain > 0),
        at_most: corners.iter().all(|gain| *gain <= 0),
        worse: corners.iter().all(|gain| *gain < 0),
    }
}

#[test]
fn proven_stability_holds_in_every_completion() {
    for_random_drafts(drafts(Kind::Incomplete), |draft| {
        let model = model(&draft.text());
        let graph = Graph::new(draft);
        let everything = Scope::everything(&model);
        let replies = Replies::new(&model, 1_000_000);
        let mut dice = Dice::new(draft.seed);
        for _ in 0..COMPLETIONS {
            let Some(values) = profile(draft, &mut dice) else { return };
            let valued = Valued::new(&graph, &values);
            for party in 0..draft.parties {
                for state in 0..graph.states.len() {
                    let examined = replies.examine(PartyId::from_index(party), StateId::from_index(state), &everything);
                    for (notion, examined) in Notion::ALL.into_iter().zip(&examined) {
                        let stable = valued.is_stable(party, state, notion);
                        let verdict = examined.verdict.unwrap();
                        assert!(
                            agrees(verdict, stable),
                            "{} of p{party} at state {state}: {verdict:?} under {values:?}",
                            notion.abbreviation()
                        );
                    }
                }
            }
        }
    });
}

#[test]
fn proven_coalitional_stability_holds_in_every_completion() {
    for_random_drafts(drafts(Kind::Incomplete), |draft| {
        let model = model(&draft.text());
        let graph = Graph::new(draft);
        let coalitions = Coalitions::new(&model);
        let mut dice = Dice::new(draft.seed);
        for _ in 0..2 {
            let Some(values) = profile(draft, &mut dice) else { return };
            let joint = Joint::new(&graph, &values);
            for _ in 0..3 {
                let state = dice.below(graph.states.len());
                for notion in [Notion::Nash, Notion::Seq, Notion::Smr, Notion::Gmr] {
                    for set in PartySet::all(draft.parties).subsets() {
                        let verdict = coalitions.examine(set, StateId::from_index(state), notion).verdict;
                        let stable = joint.is_stable(set.0 as usize, state, notion);
                        assert!(
                            agrees(verdict, stable),
                            "{} of {set:?} at state {state}: {verdict:?}",
                            notion.abbreviation()
                        );
                    }
                }
            }
        }
    });
}
