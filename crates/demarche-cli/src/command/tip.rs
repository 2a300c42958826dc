//! `demarche tip`: what would make a deal signable, and make it hold.

use demarche::analysis::{self, Tipping};
use demarche::brief;

use super::why::question;
use crate::arguments::{AskChoice, TipArguments};
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer};
use crate::terminal::Style;

/// Prints the answer.
pub(crate) fn run(arguments: &TipArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let mut opened = Opened::new(&analysis.case)?;
    let [findings] = opened.targets([analysis.json.as_deref()])?;
    let settings = analysis.settings();
    let goal = question(&mut opened, &arguments.goal, &settings.limits)?;
    let tipping = Tipping {
        sign: arguments.ask != AskChoice::Hold,
        hold: (arguments.ask != AskChoice::Sign).then_some(arguments.notion.into()),
        most: arguments.size,
    };
    let document = analyze(|watch| analysis::tip(&opened.case, &opened.files, &goal, tipping, &settings, watch))?;
    answer(findings, &document, &brief::tip(&document), style)?;
    Ok(Exit::Fine)
}
