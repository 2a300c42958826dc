//! Questions to the analyst about a case without errors.

use crate::case::Case;
use crate::diagnostic::Diagnostic;

/// Everything that is worth a question.
pub fn check(case: &Case) -> Vec<Diagnostic> {
    let _ = case;
    Vec::new()
}
