//! One command a file: each reads the case, asks the engine one question, and prints the answer.

mod bargain;
mod brief;
mod check;
mod deals;
mod diff;
mod export;
mod import;
mod inverse;
mod moment;
mod nearest;
mod power;
mod read;
mod schema;
mod search;
mod stability;
mod sure;
mod tip;
mod what_if;
mod why;

pub(crate) use search::seconds;

use crate::arguments::{Arguments, Command};
use crate::failure::Exit;
use crate::terminal::Style;
use crate::{report, terminal};

/// Runs the command; what keeps it from answering is said on the standard error stream.
pub(crate) fn run(arguments: &Arguments) -> Exit {
    let style = Style::of_stdout(arguments);
    let outcome = match &arguments.command {
        Command::Brief(brief) => brief::run(brief, style),
        Command::Deals(deals) => deals::run(deals, style),
        Command::Bargain(bargain) => bargain::run(bargain, style),
        Command::Stability(stability) => stability::run(stability, style),
        Command::Sure(sure) => sure::run(sure, style),
        Command::Why(why) => why::run(why, style),
        Command::Tip(tip) => tip::run(tip, style),
        Command::Nearest(nearest) => nearest::run(nearest, style),
        Command::Search(search) => search::run(search, style),
        Command::Inverse(inverse) => inverse::run(inverse, style),
        Command::Moment(moment) => moment::run(moment, style),
        Command::Diff(diff) => diff::run(diff, style),
        Command::WhatIf(what_if) => what_if::run(what_if, style),
        Command::Power(power) => power::run(power, style),
        Command::Check(check) => check::run(check, style),
        Command::Read(read) => read::run(read),
        Command::Import(import) => import::run(import, Style::of_stderr(arguments)),
        Command::Export(export) => export::run(export),
        Command::Schema(schema) => schema::run(schema),
    };
    outcome.unwrap_or_else(|failure| {
        terminal::say(&report::render(&failure.files, &failure.diagnostics, Style::of_stderr(arguments)));
        Exit::Faulty
    })
}
