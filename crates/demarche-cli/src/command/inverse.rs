//! `demarche inverse`: what would have to be otherwise in the parties' preferences.

use demarche::analysis;
use demarche::brief;
use demarche::index::PartyId;

use super::what_if::party;
use super::why::question;
use crate::arguments::InverseArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer};
use crate::terminal::Style;

/// Prints the answer.
pub(crate) fn run(arguments: &InverseArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let mut opened = Opened::new(&analysis.case)?;
    let [findings] = opened.targets([analysis.json.as_deref()])?;
    let settings = analysis.settings();
    let asked = question(&mut opened, &arguments.question, &settings.limits)?;
    let case = opened.case.clone();
    let free: Vec<PartyId> = arguments
        .free
        .iter()
        .map(|text| party(&mut opened, &case, text, "<--free>"))
        .collect::<Result<_, _>>()?;
    let notion = arguments.notion.into();
    let document = analyze(|watch| analysis::inverse_of(&opened.case, &opened.files, &asked, notion, &free, &settings, watch))?;
    answer(findings, &document, &brief::inverse(&document), style)?;
    Ok(Exit::Fine)
}
