//! Does a party's account have one form? An order of the states and numbers for them are two accounts of the same thing.

use crate::case::lint::{holder_name, holders};
use crate::case::{Case, Content, Holder, Said};
use crate::diagnostic::Diagnostic;

/// A question for each party that has an order of the states and values beside it.
pub(crate) fn check(case: &Case) -> Vec<Diagnostic> {
    holders(case).into_iter().filter_map(|holder| mixed(case, holder)).collect()
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
        Content::Value(_, terms) => terms.first().map(|(said, _)| said),
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
