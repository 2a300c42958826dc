//! Preferences of one party that run in a circle: the shortest circle is named.
//!
//! Two formulas are the same here if the same feasible states meet them.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};

use crate::case::lint::states::{States, Truth};
use crate::case::lint::{holder_name, holders};
use crate::case::{Case, Content, Holder, Said};
use crate::diagnostic::Diagnostic;

/// The most `prefers` lines of one party that are searched.
const MAX_LINES: usize = 200;

struct Line<'c> {
    id: &'c str,
    better: usize,
    worse: usize,
    said: &'c Said,
}

/// For each party, a shortest circle of its `prefers` lines, if there is any.
pub(crate) fn check(case: &Case, states: &mut States) -> Vec<Diagnostic> {
    holders(case)
        .into_iter()
        .filter_map(|holder| circle(case, holder, states))
        .collect()
}

fn circle(case: &Case, holder: Holder, states: &mut States) -> Option<Diagnostic> {
    let mut nodes: BTreeMap<Truth, usize> = BTreeMap::new();
    let mut lines: Vec<Line<'_>> = Vec::new();
    for statement in case.statements.values() {
        let Content::Prefers(of, better, worse) = &statement.content else {
            continue;
        };
        if *of != holder {
            continue;
        }
        let mut node = |said: &Said| {
            let truth = states.truth(&said.formula)?;
            let next = nodes.len();
            Some(*nodes.entry(truth).or_insert(next))
        };
        lines.push(Line {
            id: &statement.id,
            better: node(better)?,
            worse: node(worse)?,
            said: better,
        });
    }
    if lines.len() > MAX_LINES {
        return None;
    }
    let shortest = (0..lines.len()).filter_map(|start| back_to(&lines, start)).min_by_key(Vec::len)?;
    let members: Vec<&Line<'_>> = shortest.iter().filter_map(|position| lines.get(*position)).collect();
    if let [only] = members.as_slice() {
        let message = format!("`{}` prefers a thing to itself", holder_name(case, holder));
        let fault = Diagnostic::warning("contradicting-statements", message).at(only.said.span, "the same states on both sides");
        return Some(fault.help("say what it is preferred to: `over = \"...\"`"));
    }
    let names: Vec<String> = members.iter().map(|line| format!("`{}`", line.id)).collect();
    let message = format!(
        "the preferences of `{}` run in a circle: {}",
        holder_name(case, holder),
        names.join(", ")
    );
    let mut fault = Diagnostic::warning("contradicting-statements", message);
    for (number, line) in members.iter().rev().enumerate() {
        fault = if number == 0 {
            fault.at(line.said.span, "closes the circle")
        } else {
            fault.with(line.said.span, "")
        };
    }
    Some(fault.help("no ranking of the states agrees with all of these lines; correct one"))
}

/// A shortest circle through a line: the lines' positions, starting with it.
fn back_to(lines: &[Line<'_>], start: usize) -> Option<Vec<usize>> {
    let first = lines.get(start)?;
    let mut reached: BTreeMap<usize, Vec<usize>> = BTreeMap::from([(first.worse, vec![start])]);
    let mut open = VecDeque::from([first.worse]);
    while let Some(node) = open.pop_front() {
        let path = reached.get(&node).cloned().unwrap_or_default();
        if node == first.better {
            return Some(path);
        }
        for (position, line) in lines.iter().enumerate().filter(|(_, line)| line.better == node) {
            if let Entry::Vacant(place) = reached.entry(line.worse) {
                let mut longer = path.clone();
                longer.push(position);
                place.insert(longer);
                open.push_back(line.worse);
            }
        }
    }
    None
}
