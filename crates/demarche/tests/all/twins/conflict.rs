//! Conflicts between red lines and their corrections by definition: every set of red lines is tried.

use demarche::analysis::conflict::{conflicts, red_lines};
use demarche::index::{Key, StateId, StatementId};
use demarche::model::Model;

use crate::twins::draft::Draft;
use crate::twins::graph::Graph;
use crate::twins::random::Dice;

pub(super) fn check(draft: &Draft, model: &Model, graph: &Graph, dice: &mut Dice) {
    let goals: Vec<usize> = (0..graph.states.len()).filter(|_| dice.below(3) == 0).collect();
    if goals.is_empty() {
        return;
    }
    // The lines of the case ascend in the order in which they are written.
    let mut lines: Vec<StatementId> = red_lines(model).iter().map(|line| line.line).collect();
    lines.sort_unstable();
    assert_eq!(lines.len(), draft.red_lines.len());
    let crosses = |line: usize, state: usize| {
        let (_, refuses, what) = &draft.red_lines[line];
        what.holds(&graph.states[state]) == *refuses
    };
    let all = 0..1usize << lines.len();
    let members = |set: usize| (0..lines.len()).filter(move |line| set >> line & 1 == 1);
    // Withdrawn, such a set leaves some goal free of red lines.
    let frees = |set: usize| {
        goals
            .iter()
            .any(|state| (0..lines.len()).all(|line| set >> line & 1 == 1 || !crosses(line, *state)))
    };
    // Such a set rules out every goal.
    let blocks = |set: usize| goals.iter().all(|state| members(set).any(|line| crosses(line, *state)));
    let minimal = |has: &dyn Fn(usize) -> bool| -> Vec<Vec<StatementId>> {
        let is_minimal = |set: &usize| has(*set) && all.clone().all(|other| other == *set || other & set != other || !has(other));
        let named = |set: usize| members(set).map(|line| lines[line]).collect();
        let mut sets: Vec<Vec<StatementId>> = all.clone().filter(is_minimal).map(named).collect();
        sets.sort();
        sets
    };
    let sorted = |sets: &[Vec<StatementId>]| -> Vec<Vec<StatementId>> {
        let ascending = |set: &Vec<StatementId>| {
            let mut set = set.clone();
            set.sort_unstable();
            set
        };
        let mut sets: Vec<Vec<StatementId>> = sets.iter().map(ascending).collect();
        sets.sort();
        sets
    };
    let found = conflicts(model, goals.iter().map(|state| StateId::from_index(*state)));
    assert!(!found.cut);
    assert_eq!(sorted(&found.conflicts), minimal(&blocks), "conflicts over {goals:?}");
    // Where nothing stands in the way, the only minimal correction is empty, and none is listed.
    let corrections = if frees(0) { Vec::new() } else { minimal(&frees) };
    assert_eq!(sorted(&found.corrections), corrections, "corrections over {goals:?}");
}
