//! `demarche brief`: the whole, for the terminal or as a page, Markdown or JSON.

use demarche::analysis;
use demarche::brief::{self, TerminalStyle};

use crate::arguments::BriefArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, json};
use crate::terminal::{self, Style};

/// Prints the brief, or writes it to the files that were named.
pub(crate) fn run(arguments: &BriefArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let opened = Opened::new(&analysis.case.case, &analysis.case.read_limits())?;
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
    if html.is_none() && markdown.is_none() && findings.is_none() {
        terminal::print(&brief::terminal(
            &page,
            &TerminalStyle {
                width: style.width,
                color: style.color,
            },
        ))?;
    }
    Ok(Exit::Fine)
}
