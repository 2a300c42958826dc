//! Questions to the analyst about a case that can be read.
//!
//! Each file asks one kind of question: `feasible` (errors: states that the case itself rules out), `issue` (ways back, who can
//! start), `party` (silence, unequal treatment), `evidence` (how much is assumed), `form` (two kinds of preference for one
//! party), `formula` (formulas that no state meets),
//! `contradiction` (positions that exclude each other), `cycle` (preferences in a circle), `worth` (values against
//! preferences). Questions about states are asked only where the issues have at most 65,536 combinations.

mod contradiction;
mod cycle;
mod evidence;
mod feasible;
mod form;
mod formula;
mod issue;
mod party;
mod states;
mod worth;

use std::collections::BTreeSet;

use crate::case::{Case, Content, Holder, Said, Start, Term};
use crate::diagnostic::Diagnostic;
use crate::index::IssueId;
use crate::span::Span;
use states::States;

/// What the reader saw and the case does not keep.
#[derive(Default)]
pub(crate) struct Marks {
    /// Issues whose missing way back is meant.
    pub(crate) irreversible: BTreeSet<IssueId>,
    /// Issues that the analyst says nobody can change.
    pub(crate) fixed: BTreeSet<IssueId>,
    /// Where the formulas of [`Case::never`] stand.
    pub(crate) never: Vec<Span>,
    /// Formulas outside of statements: goals, and what changes and levers depend on.
    pub(crate) conditions: Vec<Said>,
}

/// Everything that is worth a question, and what the case itself rules out.
pub(crate) fn check(case: &Case, marks: &Marks) -> Vec<Diagnostic> {
    let mut found = feasible::check(case, marks);
    if !found.is_empty() {
        return found;
    }
    if case.start == Start::Today {
        found.extend(issue::check(case, marks));
    }
    found.extend(party::check(case));
    found.extend(evidence::check(case));
    found.extend(form::check(case));
    if let Some(mut states) = States::of(case) {
        if states.iter().next().is_none() {
            let message = "the `[[never]]` formulas leave no combination of values: nothing can be agreed";
            found.push(Diagnostic::warning("nothing-feasible", message).help("check them against the values of the issues"));
        }
        found.extend(formula::check(case, marks, &mut states));
        found.extend(contradiction::check(case, &mut states));
        found.extend(worth::check(case, &mut states));
        found.extend(cycle::check(case, &mut states));
    } else {
        found.push(
            Diagnostic::note(
                "not-all-checked",
                "the case has too many combinations of values to look for statements that cannot hold or contradict each other",
            )
            .help(format!(
                "these questions are asked of at most {} combinations",
                states::MAX_COMBINATIONS
            )),
        );
    }
    found
}

/// The holders of preferences, each once, in the order of their first line.
fn holders(case: &Case) -> Vec<Holder> {
    let mut holders = Vec::new();
    for statement in case.statements.values() {
        if let Some(holder) = statement.content.holder()
            && !holders.contains(&holder)
        {
            holders.push(holder);
        }
    }
    holders
}

/// How a message names a holder.
fn holder_name(case: &Case, holder: Holder) -> String {
    let Some(party) = case.parties.get(holder.party) else {
        return String::new();
    };
    match holder.constituency.and_then(|position| party.constituencies.get(position as usize)) {
        Some(constituency) => format!("{}.{}", party.id, constituency.id),
        None => party.id.clone(),
    }
}

/// The formulas that are written in a line about preferences; the other side of a preference may be made, not written.
fn formulas(content: &Content) -> Vec<&Said> {
    match content {
        Content::Prefers(_, better, worse) if better.span == worse.span => vec![better],
        Content::Prefers(_, better, worse) => vec![better, worse],
        Content::Demands(_, said)
        | Content::Rejects(_, said)
        | Content::Refuses(_, said)
        | Content::Requires(_, said)
        | Content::Accepts(_, said) => vec![said],
        Content::Priority(_, said) => said.iter().collect(),
        Content::Value(_, worth) => worth.terms.iter().map(Term::said).collect(),
        Content::Ranking(_, groups) => groups.iter().flatten().collect(),
        _ => Vec::new(),
    }
}
