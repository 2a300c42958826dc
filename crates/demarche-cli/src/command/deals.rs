//! `demarche deals`: the deals: by whom they can be made and signed, who accepts them and why.

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
    let document = analyze(|watch| analysis::deals(&opened.case, &opened.files, &arguments.settings(), watch))?;
    answer(findings, &document, &brief::deals(&document), style)?;
    Ok(Exit::Fine)
}
