//! Formulas that no feasible state meets, or that every state meets where that says too much.

use crate::case::lint::states::States;
use crate::case::lint::{Marks, formulas, holder_name};
use crate::case::{Case, Content, Formula, Said};
use crate::diagnostic::Diagnostic;

/// Asks of each formula whether some feasible state meets it.
pub(crate) fn check(case: &Case, marks: &Marks, states: &mut States) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for said in &marks.conditions {
        found.extend(unsatisfiable(said, states));
    }
    for statement in case.statements.values() {
        found.extend(red_line(case, &statement.content, states));
        if matches!(statement.content, Content::Requires(..)) {
            continue;
        }
        for said in formulas(&statement.content) {
            // The rest of a ranking may be empty.
            if said.text != "*" {
                found.extend(unsatisfiable(said, states));
            }
        }
        if let Content::Ranking(_, groups) = &statement.content {
            found.extend(without_rest(groups, states));
        }
    }
    found
}

fn unsatisfiable(said: &Said, states: &mut States) -> Option<Diagnostic> {
    if states.some_meets(&said.formula) {
        return None;
    }
    let message = format!("no feasible state meets `{}`", said.text);
    let help = "check it against the values of the issues and the `[[never]]` formulas";
    Some(
        Diagnostic::warning("unsatisfiable-statement", message)
            .at(said.span, "true nowhere")
            .help(help),
    )
}

/// A red line that leaves nothing acceptable.
fn red_line(case: &Case, content: &Content, states: &mut States) -> Option<Diagnostic> {
    let (holder, said, acceptable) = match content {
        Content::Requires(holder, said) => (holder, said, said.formula.clone()),
        Content::Refuses(holder, said) => (holder, said, Formula::Not(Box::new(said.formula.clone()))),
        _ => return None,
    };
    if states.some_meets(&acceptable) {
        return None;
    }
    let message = format!("this red line leaves `{}` no feasible state to accept", holder_name(case, *holder));
    let label = if matches!(content, Content::Requires(..)) {
        "true nowhere"
    } else {
        "true everywhere"
    };
    let help = "check it against the values of the issues and the `[[never]]` formulas";
    Some(Diagnostic::warning("red-line-never-met", message).at(said.span, label).help(help))
}

fn without_rest(groups: &[Vec<Said>], states: &mut States) -> Option<Diagnostic> {
    let said: Vec<&Said> = groups.iter().flatten().collect();
    if said.iter().any(|said| said.text == "*") {
        return None;
    }
    let rest = Formula::Not(Box::new(Formula::Or(said.iter().map(|said| said.formula.clone()).collect())));
    if !states.some_meets(&rest) {
        return None;
    }
    let last = said.last()?;
    let message = "this ranking leaves states out, and nothing is known of them";
    let help = "add `\"*\"` where all other states rank, e.g. at the end";
    Some(
        Diagnostic::warning("ranking-without-rest", message)
            .at(last.span, "the last of the ranking")
            .help(help),
    )
}
