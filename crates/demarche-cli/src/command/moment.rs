//! `demarche moment`: what each side has room for today.

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
    let document = analyze(|watch| analysis::moment_of(&opened.case, &opened.files, &arguments.settings(), watch))?;
    answer(findings, &document, &brief::moment(&document), style)?;
    Ok(Exit::Fine)
}
