//! `demarche nearest`: the nearest deals that can be signed, and that hold.

use demarche::analysis;
use demarche::brief;

use super::why::question;
use crate::arguments::NearestArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer};
use crate::terminal::Style;

/// Prints the answer.
pub(crate) fn run(arguments: &NearestArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let mut opened = Opened::new(&analysis.case)?;
    let [findings] = opened.targets([analysis.json.as_deref()])?;
    let settings = analysis.settings();
    let asked = question(&mut opened, &arguments.question, &settings.limits)?;
    let notion = arguments.notion.into();
    let document = analyze(|watch| analysis::nearest(&opened.case, &opened.files, &asked, notion, &settings, watch))?;
    answer(findings, &document, &brief::nearest(&document), style)?;
    Ok(Exit::Fine)
}
