//! `demarche sure`: how sure the findings are.

use demarche::analysis::{self, Doubt};
use demarche::brief;

use crate::arguments::SureArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer};
use crate::terminal::Style;

/// Prints the answer.
pub(crate) fn run(arguments: &SureArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let opened = Opened::new(&analysis.case)?;
    let [findings] = opened.targets([analysis.json.as_deref()])?;
    let doubt = Doubt {
        draws: u64::from(arguments.draws),
        seed: arguments.seed,
        models: arguments.models.into(),
        finding: arguments.finding.clone(),
    };
    let document = analyze(|watch| analysis::sure(&opened.case, &opened.files, &doubt, &analysis.settings(), watch))?;
    answer(findings, &document, &brief::sure(&document), style)?;
    Ok(Exit::Fine)
}
