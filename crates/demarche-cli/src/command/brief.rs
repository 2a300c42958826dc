//! `demarche brief`: the whole, on the terminal, and as a page, Markdown or JSON where asked for.

use demarche::analysis;
use demarche::brief;

use crate::arguments::BriefArguments;
use crate::disk::target::Target;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, json};
use crate::terminal::{self, Style};

/// Prints the brief, and writes it to the files that were named.
pub(crate) fn run(arguments: &BriefArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let opened = Opened::new(&analysis.case)?;
    let named = [&arguments.html, &arguments.markdown, &analysis.json];
    let [html, markdown, findings] = opened.targets(named.map(Option::as_deref))?;

    let document = analyze(|watch| analysis::brief(&opened.case, &opened.files, &analysis.settings(), watch))?;
    let page = brief::brief(&document);
    if let Some(target) = &html {
        target.write(&brief::html(&page))?;
    }
    if let Some(target) = &markdown {
        target.write(&brief::markdown(&page))?;
    }
    if let Some(target) = &findings {
        target.write(&json(&document)?)?;
    }
    // What was asked for on standard output stands there alone.
    let taken = [&html, &markdown, &findings]
        .into_iter()
        .flatten()
        .any(|target| *target == Target::Stdout);
    if !taken {
        terminal::print(&brief::terminal(&page, &style.into()))?;
    }
    Ok(Exit::Fine)
}
