//! `demarche diff`: what changed between two versions of a case.

use demarche::analysis;
use demarche::brief;

use crate::arguments::DiffArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer};
use crate::terminal::Style;

/// Prints the answer.
pub(crate) fn run(arguments: &DiffArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let (old, new) = (Opened::new(&analysis.case.alone(0))?, Opened::new(&analysis.case.alone(1))?);
    let [findings] = new.targets([analysis.json.as_deref()])?;
    let settings = analysis.settings();
    let versions = ((&old.case, &old.files), (&new.case, &new.files));
    let document = analyze(|watch| analysis::diff(versions.0, versions.1, &settings, watch))?;
    answer(findings, &document, &brief::diff(&document), style)?;
    Ok(Exit::Fine)
}
