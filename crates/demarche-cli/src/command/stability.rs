//! `demarche stability`: every state, every party, every notion.

use demarche::analysis;
use demarche::brief;

use crate::arguments::AnalysisArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer};
use crate::terminal::Style;

/// Prints the answer.
pub(crate) fn run(arguments: &AnalysisArguments, style: Style) -> Result<Exit, Failure> {
    let opened = Opened::new(&arguments.case)?;
    let [findings] = opened.targets([arguments.json.as_deref()])?;
    let document = analyze(|watch| analysis::stability_of_all(&opened.case, &opened.files, &arguments.settings(), watch))?;
    answer(findings, &document, &brief::stability(&document), style)?;
    Ok(Exit::Fine)
}
