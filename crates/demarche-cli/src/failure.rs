//! How a command ends: its exit code, or the diagnostics that kept it from answering.

use std::process::ExitCode;

use demarche::diagnostic::Diagnostic;
use demarche::span::Files;

/// The three ways to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Answered.
    Fine,
    /// Answered, and there is something to look at: `check` found warnings.
    Questions,
    /// Not answered: the input is faulty, or the command was misused.
    Faulty,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Fine => 0,
            Exit::Questions => 1,
            Exit::Faulty => 2,
        })
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The files that the diagnostics point into.
    pub(crate) files: Files,
    /// What is wrong.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// A failure that has no place in a file.
    pub(crate) fn of_run(diagnostic: Diagnostic) -> Self {
        Failure {
            files: Files::new(),
            diagnostics: vec![diagnostic],
        }
    }
}
