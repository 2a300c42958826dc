//! Does a party's account have one form? An order of the states and numbers for them are two accounts of the same thing.

use crate::case::lint::{holder_name, holders};
use crate::case::{Case, Content, Holder, Said, Term};
use crate::diagnostic::Diagnostic;

/// A question for each party that has an order of the states and values beside it, or what no deal is worth without a scale or twice.
pub(crate) fn check(case: &Case) -> Vec<Diagnostic> {
    let holders = holders(case).into_iter();
    holders
        .flat_map(|holder| mixed(case, holder).into_iter().chain(reservation(case, holder)))
        .collect()
}

fn reservation(case: &Case, holder: Holder) -> Option<Diagnostic> {
    let lines = || case.statements.values().filter(move |line| line.content.holder() == Some(holder));
    let mut reservations = lines().filter(|line| matches!(line.content, Content::Reservation(..)));
    let first = reservations.next()?;
    let name = holder_name(case, holder);
    if let Some(second) = reservations.next() {
        let message = format!("`{name}` has two reservation values, and the last one is taken");
        let fault = Diagnostic::warning("two-reservations", message).at(second.span, "again here");
        return Some(fault.with(first.span, "first here").help("keep the one that the sources support"));
    }
    if lines().any(|line| matches!(line.content, Content::Value(..))) {
        return None;
    }
    let message = format!("`{name}` has a reservation value, but no scale to compare it with");
    let help = "say with `value` what the party's states are worth; until then nothing follows from this number";
    Some(
        Diagnostic::warning("reservation-without-scale", message)
            .at(first.span, "")
            .help(help),
    )
}

fn mixed(case: &Case, holder: Holder) -> Option<Diagnostic> {
    let contents = || {
        case.statements
            .values()
            .map(|line| &line.content)
            .filter(move |content| content.holder() == Some(holder))
    };
    let (name, order): (&str, &Said) = contents().find_map(|content| match content {
        Content::Ranking(_, groups) => Some(("ranking", groups.iter().flatten().next()?)),
        Content::Priority(_, said) => Some(("priority", said.first()?)),
        _ => None,
    })?;
    let value = contents().find_map(|content| match content {
        Content::Value(_, worth) => worth.terms.first().map(Term::said),
        _ => None,
    })?;
    let message = format!(
        "`{}` has both a `{name}` and a `value`: two accounts of the same preferences",
        holder_name(case, holder)
    );
    let fault = Diagnostic::warning("mixed-forms", message)
        .at(value.span, "its values")
        .with(order.span, format!("its {name}"));
    Some(fault.help("keep the one that the sources support"))
}
