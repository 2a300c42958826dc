//! `demarche moment`: what each side has room for today, which dilemmas stated positions put it to, and whether the time is ripe.

use demarche::analysis;
use demarche::brief;

use super::why::question;
use crate::arguments::MomentArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer};
use crate::terminal::Style;

/// Prints the answer.
pub(crate) fn run(arguments: &MomentArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let mut opened = Opened::new(&analysis.case)?;
    let [findings] = opened.targets([analysis.json.as_deref()])?;
    let settings = analysis.settings();
    let goal = match &arguments.goal {
        Some(goal) => Some(question(&mut opened, goal, &settings.limits)?),
        None => None,
    };
    let document = analyze(|watch| analysis::moment_of(&opened.case, &opened.files, goal.as_ref(), &settings, watch))?;
    answer(findings, &document, &brief::moment(&document), style)?;
    Ok(Exit::Fine)
}
