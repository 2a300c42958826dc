//! States that the case names and rules out at once: errors, since every analysis starts from them.

use crate::case::lint::Marks;
use crate::case::lint::states::holds;
use crate::case::{Case, Start};
use crate::diagnostic::Diagnostic;

/// The status quo and the states without a deal must be feasible.
pub(crate) fn check(case: &Case, marks: &Marks) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if case.start == Start::Nothing {
        return found;
    }
    let today: Vec<u32> = case.issues.values().map(|issue| issue.status_quo).collect();
    for (never, place) in case.never.iter().zip(&marks.never) {
        if holds(&never.formula, &today) {
            let message = "the status quo cannot be: a `[[never]]` rules it out";
            let help = format!(
                "today {}; change a `status-quo`, or the formula",
                described(case, &never.formula.issues(), &today)
            );
            found.push(
                Diagnostic::error("status-quo-infeasible", message)
                    .at(*place, "holds today")
                    .help(help),
            );
        }
    }
    for state in &case.no_deal {
        if state.values == today {
            continue;
        }
        let broken = case
            .never
            .iter()
            .zip(&marks.never)
            .find(|(never, _)| holds(&never.formula, &state.values));
        if let Some((never, place)) = broken {
            let fault =
                Diagnostic::error("no-deal-infeasible", "this state cannot be: a `[[never]]` rules it out").at(state.span, "no deal");
            let there = described(case, &never.formula.issues(), &state.values);
            let help = format!("without a deal {there}; issues left out keep their status quo");
            found.push(fault.with(*place, "rules it out").help(help));
        }
    }
    found
}

fn described(case: &Case, issues: &[crate::index::IssueId], state: &[u32]) -> String {
    let mut parts = Vec::new();
    for (key, issue) in case.issues.iter().filter(|(key, _)| issues.contains(key)) {
        let position = state.get(crate::index::Key::index(key)).copied().unwrap_or(0);
        if let Some(value) = issue.values.get(position as usize) {
            parts.push(format!("`{} = {}`", issue.id, value.id));
        }
    }
    parts.join(" and ")
}
