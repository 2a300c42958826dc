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
fn what_is_proven_holds_in_every_completion() {
    for_random_drafts(drafts(Kind::Incomplete), |draft| {
        let model = model(&draft.text());
        let said: Vec<Option<Vec<Vec<Relation>>>> = (0..draft.parties).map(|party| said(draft, party)).collect();
        comparisons_miss_nothing(draft, &model, &said);
        let graph = Graph::new(draft);
        let combination = |state: usize| model.space.combination(StateId::from_index(state)) as usize;
        crate::twins::unknown::check(&model, &graph, &|party, state, base| match &said[party] {
            Some(said) => said[combination(state)][combination(base)],
            None => relation(&model, party, state, base),
        });
        let replies = Replies::new(&model, 1_000_000);
        crate::twins::unknown::brackets(&model, &replies);
        let mut dice = Dice::new(draft.seed);
        let completions: Option<Vec<Vec<Vec<i64>>>> = (0..COMPLETIONS).map(|_| profile(draft, &mut dice)).collect();
        // Statements that contradict each other leave no admissible preference.
        let Some(completions) = completions else { return };
        let coalitions = Coalitions::new(&model);
        for value in &completions {
            comparisons_hold(&model, value);
            proven_stability_holds(&replies, &model, &Valued::new(&graph, value));
        }
        for value in &completions[..2] {
            proven_coalitional_stability_holds(&coalitions, &graph, value, &mut dice);
        }
        crate::twins::signing::check(draft, &model, &graph, &completions);
        // Reachable sets are kept once computed; what was asked before must not matter.
        let (party, state) = (
            PartyId::from_index(dice.below(draft.parties)),
            StateId::from_index(dice.below(graph.states.len())),
        );
        let afresh = Replies::new(&model, 1_000_000);
        let everything = Scope::everything(&model);
        assert_eq!(
            replies.examine(party, state, &everything),
            afresh.examine(party, state, &everything)
        );
    });
}

fn comparisons_hold(model: &Model, values: &[Vec<i64>]) {
    for (party, value) in values.iter().enumerate() {
        for state in 0..value.len() {
            for base in 0..value.len() {
                let relation = relation(model, party, state, base);
                let (left, right) = (value[state], value[base]);
                let so = (!relation.at_least || left >= right)
                    && (!relation.better || left > right)
                    && (!relation.at_most || left <= right)
                    && (!relation.worse || left < right);
                assert!(so, "p{party}: {state} against {base}: {relation:?}, {left} and {right}");
            }
        }
    }
}

fn proven_stability_holds(replies: &Replies<'_>, model: &Model, valued: &Valued<'_>) {
    let everything = Scope::everything(model);
    for party in model.parties.keys() {
        for state in model.space.states() {
            let examined = replies.examine(party, state, &everything);
            for (notion, examined) in Notion::ALL.into_iter().zip(&examined) {
                let stable = valued.is_stable(party.index(), state.index(), notion);
                let verdict = examined.verdict.unwrap();
                assert!(
                    agrees(verdict, stable),
                    "{} of {party:?} at {state:?}: {verdict:?} under {:?}",
                    notion.abbreviation(),
                    valued.value
                );
            }
        }
    }
}

fn proven_coalitional_stability_holds(coalitions: &Coalitions<'_>, graph: &Graph, value: &[Vec<i64>], dice: &mut Dice) {
    let joint = Joint::new(graph, value);
    for _ in 0..3 {
        let state = dice.below(graph.states.len());
        for notion in [Notion::Nash, Notion::Seq, Notion::Smr, Notion::Gmr] {
            for set in PartySet::all(graph.parties).subsets() {
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

/// Comparisons alone, and intervals alone, are exact.
fn comparisons_miss_nothing(draft: &Draft, model: &Model, said: &[Option<Vec<Vec<Relation>>>]) {
    let combination = |state: usize| model.space.combination(StateId::from_index(state)) as usize;
    for (party, said) in said.iter().enumerate() {
        let Some(said) = said else { continue };
        for state in 0..model.space.len() {
            for base in 0..model.space.len() {
                let found = relation(model, party, state, base);
                let expected = said[combination(state)][combination(base)];
                assert_eq!(found, expected, "p{party}: {state} against {base} of {draft:?}");
            }
        }
    }
}

/// What a party's statements say of any two combinations; `None` where intervals and comparisons stand side by side, and only a sound bound is promised.
fn said(draft: &Draft, party: usize) -> Option<Vec<Vec<Relation>>> {
    let combinations = draft.combinations();
    let table = |of: &dyn Fn(usize, usize) -> Relation| -> Vec<Vec<Relation>> {
        let cell = |left: usize, right: usize| {
            let relation = of(left, right);
            // Where a case contradicts itself, nothing is claimed; of a state and itself it says nothing strict.
            let contradictory = (relation.better && relation.at_most) || (relation.worse && relation.at_least);
            match (left == right, contradictory) {
                (true, _) => Relation::SAME,
                (false, true) => Relation::default(),
                (false, false) => relation,
            }
        };
        let row = |left: usize| (0..combinations.len()).map(|right| cell(left, right)).collect();
        (0..combinations.len()).map(row).collect()
    };
    match &draft.opinions[party].0 {
        Opinion::Compared(..) | Opinion::Nothing => {
            let known = known(draft, party);
            Some(table(&|left, right| Relation {
                at_least: known.weak[left][right],
                better: known.strict[left][right],
                at_most: known.weak[right][left],
                worse: known.strict[right][left],
            }))
        }
        Opinion::Intervals(_, beside) if !beside.is_empty() => None,
        Opinion::Intervals(terms, _) => {
            let silent = unknown_issues(draft, party);
            Some(table(&|left, right| {
                let (left, right) = (&combinations[left], &combinations[right]);
                if silent.iter().any(|issue| left[*issue] != right[*issue]) {
                    return Relation::default();
                }
                by_corners(terms.iter().map(|(condition, low, high)| {
                    let sign = i64::from(condition.holds(left)) - i64::from(condition.holds(right));
                    (sign * i64::from(*low), sign * i64::from(*high))
                }))
            }))
        }
        Opinion::Ranking(_) | Opinion::Priority(_) | Opinion::Values(_) => {
            let values = completion(draft, party, &mut Dice::new(0))?;
            Some(table(&|left, right| Relation::from_ordering(values[left].cmp(&values[right]))))
        }
    }
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
