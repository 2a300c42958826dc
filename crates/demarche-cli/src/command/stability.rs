//! `demarche stability`: every state, every party, every notion.

use demarche::analysis;
use demarche::brief;

use crate::arguments::StabilityArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer, pretty};
use crate::refusal;
use crate::terminal::{self, Style};

/// Prints the answer.
pub(crate) fn run(arguments: &StabilityArguments, style: Style) -> Result<Exit, Failure> {
    let opened = Opened::new(&arguments.analysis.case)?;
    let [findings] = opened.targets([arguments.analysis.json.as_deref()])?;
    if arguments.explain_plan {
        let plan = analysis::plan::plan(&opened.case, &arguments.analysis.settings().limits);
        let plan = plan.map_err(|refused| Failure::of_run(refusal::diagnostic(&refused)))?;
        match findings {
            Some(target) => target.write(&pretty(&plan)?)?,
            None => terminal::print(&brief::terminal(&brief::plan(&plan), &style.into()))?,
        }
        return Ok(Exit::Fine);
    }
    let document = analyze(|watch| analysis::stability_of_all(&opened.case, &opened.files, &arguments.analysis.settings(), watch))?;
    answer(findings, &document, &brief::stability(&document), style)?;
    Ok(Exit::Fine)
}
