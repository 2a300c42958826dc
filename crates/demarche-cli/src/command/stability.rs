//! `demarche stability`: every state, every party, every notion.

use demarche::analysis;
use demarche::brief::{self, TerminalStyle};

use crate::arguments::AnalysisArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, json};
use crate::terminal::{self, Style};

/// Prints the answer.
pub(crate) fn run(arguments: &AnalysisArguments, style: Style) -> Result<Exit, Failure> {
    let opened = Opened::new(&arguments.case.case, &arguments.case.read_limits())?;
    let [findings] = opened.targets([arguments.json.as_deref()])?;
    let document = analyze(|watch| analysis::stability_of_all(&opened.case, &opened.files, &arguments.settings(), watch))?;
    match findings {
        Some(target) => target.write(&json(&document)?)?,
        None => {
            let page = brief::stability(&document);
            terminal::print(&brief::terminal(
                &page,
                &TerminalStyle {
                    width: style.width,
                    color: style.color,
                },
            ))?;
        }
    }
    Ok(Exit::Fine)
}
