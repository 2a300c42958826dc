//! How much of the case is the analyst's own supposition?

use crate::case::{Case, Kind};
use crate::diagnostic::Diagnostic;

/// A question if more than half of the lines are assumed.
pub(crate) fn check(case: &Case) -> Option<Diagnostic> {
    let all = case.statements.len();
    let assumed = case.statements.values().filter(|line| line.kind == Kind::Assumed).count();
    if assumed * 2 <= all {
        return None;
    }
    let message = format!("{assumed} of {all} lines are assumed");
    Some(
        Diagnostic::warning("mostly-assumed", message)
            .help("cite sources with `cites = [\"SOURCE:SENTENCE\"]`; what cites nothing is assumed"),
    )
}
