//! The `demarche` command: files, terminal, progress, exit codes. All knowledge of negotiation is in the engine.
//!
//! Parts, in reading order: [`arguments`] (what can be typed), [`command`] (one command a file), [`given`] (what was named: a case, or
//! other programs' files), [`opened`] (a case that was read, and what analyses need), [`disk`] (files in and out), [`report`] (diagnostics for people), [`refusal`] (limits in words), [`progress`],
//! [`terminal`].

mod arguments;
mod command;
mod disk;
mod endpoint;
mod failure;
mod given;
mod interrupted;
mod opened;
mod progress;
mod refusal;
mod report;
mod terminal;

use std::process::ExitCode;

fn main() -> ExitCode {
    match arguments::parse() {
        Ok(arguments) => command::run(&arguments).into(),
        Err(misuse) => arguments::complain(&misuse).into(),
    }
}
