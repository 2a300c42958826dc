//! Which lines of the case a finding used.
//!
//! A support is sufficient for the finding, not always minimal: it holds the lines that bear on what was compared. Minimal supports are a
//! matter of quantifying over statements.

use crate::analysis::answer::naming::Naming;
use crate::case::{Content, Holder, Term};
use crate::index::{IssueId, PartyId, StateId, StatementId};
use crate::model::{Model, PartySet};

/// Lines on control of the issues on which two states differ.
pub fn control(naming: Naming<'_>, from: StateId, to: StateId) -> Vec<StatementId> {
    naming
        .space
        .differing(from, to)
        .into_iter()
        .map(|issue| naming.case.issues[issue].statement)
        .collect()
}

/// Lines on who can bring about what a deal settles, and on whose agreement it takes.
pub fn making(naming: Naming<'_>, model: &Model, state: StateId) -> Vec<StatementId> {
    let issues = model.terms(state).into_iter().map(|issue| naming.case.issues[issue].statement);
    issues
        .chain(naming.case.agreement.as_ref().map(|agreement| agreement.statement))
        .collect()
}

/// Lines on what a state is worth to a holder, and on what no deal is.
pub fn worth(naming: Naming<'_>, holder: Holder, state: StateId) -> Vec<StatementId> {
    let bears = |content: &Content| match content {
        Content::Reservation(..) => true,
        Content::Value(_, worth) => worth.terms.iter().any(|term| match term {
            Term::Formula(said, _) => naming.space.holds(&said.formula, state),
            Term::Curve(..) => true,
        }),
        _ => false,
    };
    lines_of(naming, holder, bears)
}

/// Lines on control of every issue that one of `parties` can change alone.
pub fn control_of(naming: Naming<'_>, parties: PartySet) -> Vec<StatementId> {
    let can = |issue: &IssueId| {
        naming.case.issues[*issue]
            .changes
            .iter()
            .any(|change| parties.iter().any(|party| change.by.holds(&|member| member == party)))
    };
    naming
        .case
        .issues
        .keys()
        .filter(can)
        .map(|issue| naming.case.issues[issue].statement)
        .collect()
}

/// Lines about a holder's preference that bear on how two states compare.
pub fn comparison(naming: Naming<'_>, holder: Holder, left: StateId, right: StateId) -> Vec<StatementId> {
    let differing = naming.space.differing(left, right);
    let touches = |issues: &[IssueId]| issues.iter().any(|issue| differing.contains(issue));
    let bears = |content: &Content| match content {
        Content::Ranking(..) | Content::Priority(..) => true,
        Content::Prefers(_, better, worse) => touches(&better.formula.issues()) || touches(&worse.formula.issues()),
        Content::Indifferent(_, issue) => differing.contains(issue),
        Content::Value(_, worth) => worth.terms.iter().any(|term| match term {
            Term::Formula(said, _) => naming.space.holds(&said.formula, left) != naming.space.holds(&said.formula, right),
            Term::Curve(_, issue, _) => differing.contains(issue),
        }),
        _ => false,
    };
    lines_of(naming, holder, bears)
}

/// Lines that bear on any move that a party can make alone on one of `issues`: control of those issues, and its preference where it speaks of them.
pub fn own_moves(naming: Naming<'_>, party: PartyId, issues: &[IssueId]) -> Vec<StatementId> {
    let alone = |issue: &&IssueId| {
        naming.case.issues[**issue]
            .changes
            .iter()
            .any(|change| change.by.holds(&|member| member == party))
    };
    let own: Vec<IssueId> = issues.iter().filter(alone).copied().collect();
    let touches = |issues: &[IssueId]| issues.iter().any(|issue| own.contains(issue));
    let bears = |content: &Content| match content {
        Content::Ranking(..) | Content::Priority(..) => !own.is_empty(),
        Content::Prefers(_, better, worse) => touches(&better.formula.issues()) || touches(&worse.formula.issues()),
        Content::Indifferent(_, issue) => own.contains(issue),
        Content::Value(_, worth) => worth.terms.iter().any(|term| touches(&term.issues())),
        _ => false,
    };
    let mut lines = lines_of(naming, Holder::itself(party), bears);
    lines.extend(own.iter().map(|issue| naming.case.issues[*issue].statement));
    lines
}

/// All lines about a party's own preference.
pub fn preference(naming: Naming<'_>, party: PartyId) -> Vec<StatementId> {
    let bears = |content: &Content| {
        matches!(
            content,
            Content::Ranking(..) | Content::Priority(..) | Content::Prefers(..) | Content::Indifferent(..) | Content::Value(..)
        )
    };
    lines_of(naming, Holder::itself(party), bears)
}

/// A party's lines on what it accepts, refuses and requires, and on what no deal is worth to it.
pub fn clauses(naming: Naming<'_>, party: PartyId) -> Vec<StatementId> {
    lines_of(naming, Holder::itself(party), is_clause)
}

fn is_clause(content: &Content) -> bool {
    matches!(
        content,
        Content::Accepts(..)
            | Content::Reservation(..)
            | Content::Refuses(..)
            | Content::Requires(..)
            | Content::Demands(..)
            | Content::Rejects(..)
    )
}

/// All lines on those who ratify for a party.
pub fn ratifying(naming: Naming<'_>, party: PartyId) -> Vec<StatementId> {
    let about = |content: &Content| {
        content
            .holder()
            .is_some_and(|holder| holder.party == party && holder.constituency.is_some())
    };
    let statements = naming.case.statements.iter();
    statements
        .filter(|(_, statement)| about(&statement.content))
        .map(|(line, _)| line)
        .collect()
}

/// All lines on what states and no deal are worth to a party, and on its red lines.
pub fn worths(naming: Naming<'_>, party: PartyId) -> Vec<StatementId> {
    let bears = |content: &Content| {
        matches!(
            content,
            Content::Value(..)
                | Content::Reservation(..)
                | Content::Refuses(..)
                | Content::Requires(..)
                | Content::Demands(..)
                | Content::Rejects(..)
        )
    };
    lines_of(naming, Holder::itself(party), bears)
}

/// All lines about a holder that bear on what it accepts: preferences, red lines, positions, worths.
pub fn accepting(naming: Naming<'_>, holder: Holder) -> Vec<StatementId> {
    lines_of(naming, holder, |_| true)
}

/// The lines that declare no deal.
pub fn no_deal(model: &Model) -> Vec<StatementId> {
    model.no_deal.iter().filter_map(|(_, line)| *line).collect()
}

fn lines_of(naming: Naming<'_>, holder: Holder, bears: impl Fn(&Content) -> bool) -> Vec<StatementId> {
    naming
        .case
        .statements
        .iter()
        .filter(|(_, statement)| statement.content.holder() == Some(holder) && bears(&statement.content))
        .map(|(line, _)| line)
        .collect()
}
