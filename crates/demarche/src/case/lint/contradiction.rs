//! Positions, red lines and acceptances of one party that no feasible state meets together: a smallest such set is named.
//!
//! The set is found by leaving out one line after the other as long as the rest still excludes every state; what remains is minimal.

use crate::case::lint::states::{States, Truth};
use crate::case::lint::{holder_name, holders};
use crate::case::{Case, Content, Formula, Holder, Said};
use crate::diagnostic::Diagnostic;

/// The most lines of one party that are compared with each other.
const MAX_LINES: usize = 200;

/// For each party, one smallest set of lines that exclude each other, if there is any.
pub(crate) fn check(case: &Case, states: &mut States) -> Vec<Diagnostic> {
    holders(case)
        .into_iter()
        .filter_map(|holder| contradiction(case, holder, states))
        .collect()
}

fn contradiction(case: &Case, holder: Holder, states: &mut States) -> Option<Diagnostic> {
    let mut lines: Vec<(&str, &Said, Truth)> = Vec::new();
    for statement in case.statements.values().filter(|line| line.content.holder() == Some(holder)) {
        let (said, wanted) = match &statement.content {
            Content::Demands(_, said) | Content::Requires(_, said) => (said, said.formula.clone()),
            Content::Rejects(_, said) | Content::Refuses(_, said) => (said, Formula::Not(Box::new(said.formula.clone()))),
            _ => continue,
        };
        let truth = states.truth(&wanted)?;
        // A line that no state meets is a matter of its own.
        if !truth.is_empty() {
            lines.push((statement.id.as_str(), said, truth));
        }
    }
    if lines.len() > MAX_LINES {
        return None;
    }
    if !excludes(&lines) {
        // What is accepted outright must leave some state that no red line forbids. Each acceptance is asked alone: one of them is enough.
        for statement in case.statements.values().filter(|line| line.content.holder() == Some(holder)) {
            let Content::Accepts(_, said) = &statement.content else { continue };
            let truth = states.truth(&said.formula)?;
            if truth.is_empty() {
                continue;
            }
            lines.push((statement.id.as_str(), said, truth));
            if excludes(&lines) {
                return Some(smallest(case, holder, lines));
            }
            lines.pop();
        }
        return None;
    }
    Some(smallest(case, holder, lines))
}

/// Leaves out what can be left out, and says what remains.
fn smallest(case: &Case, holder: Holder, mut lines: Vec<(&str, &Said, Truth)>) -> Diagnostic {
    let mut position = 0;
    while position < lines.len() {
        let line = lines.remove(position);
        if !excludes(&lines) {
            lines.insert(position, line);
            position += 1;
        }
    }
    let names: Vec<String> = lines.iter().map(|(id, ..)| format!("`{id}`")).collect();
    let message = format!(
        "no feasible state gives `{}` all of {}",
        holder_name(case, holder),
        names.join(", ")
    );
    let mut fault = Diagnostic::warning("contradicting-statements", message);
    for (number, (_, said, _)) in lines.iter().rev().enumerate() {
        fault = if number == 0 {
            fault.at(said.span, "with the others, too much")
        } else {
            fault.with(said.span, "")
        };
    }
    fault.help("without any one of these lines the others can be met; correct one, or lower its `confidence`")
}

fn excludes(lines: &[(&str, &Said, Truth)]) -> bool {
    let Some(((.., first), rest)) = lines.split_first() else {
        return false;
    };
    rest.iter().fold(first.clone(), |all, (.., truth)| all.and(truth)).is_empty()
}
