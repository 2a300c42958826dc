//! What is known of the terminal: its width and whether it wants color; and printing that takes a closed pipe for an answer.

use std::io::{self, IsTerminal, Write};

use demarche::brief::TerminalStyle;
use demarche::diagnostic::Diagnostic;

use crate::arguments::{Arguments, ColorChoice};
use crate::failure::Failure;

/// Columns where there is no terminal to ask.
const DEFAULT_WIDTH: usize = 80;
/// Columns beyond which lines of prose become hard to read; more only on demand.
const WIDEST: usize = 110;

/// How to print on one of the two streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    /// Columns.
    pub(crate) width: usize,
    /// Whether to use color.
    pub(crate) color: bool,
}

impl From<Style> for TerminalStyle {
    fn from(style: Style) -> Self {
        TerminalStyle {
            width: style.width,
            color: style.color,
        }
    }
}

impl Style {
    /// For results.
    pub(crate) fn of_stdout(arguments: &Arguments) -> Self {
        Self::of(arguments, &io::stdout())
    }

    /// For everything else.
    pub(crate) fn of_stderr(arguments: &Arguments) -> Self {
        Self::of(arguments, &io::stderr())
    }

    #[cfg(unix)]
    fn of<S: IsTerminal + std::os::fd::AsFd>(arguments: &Arguments, stream: &S) -> Self {
        Self::new(arguments, stream.is_terminal(), terminal_size::terminal_size_of(stream))
    }

    #[cfg(not(unix))]
    fn of<S: IsTerminal>(arguments: &Arguments, stream: &S) -> Self {
        Self::new(arguments, stream.is_terminal(), terminal_size::terminal_size())
    }

    fn new(arguments: &Arguments, is_terminal: bool, size: Option<(terminal_size::Width, terminal_size::Height)>) -> Self {
        let measured = size
            .filter(|_| is_terminal)
            .map(|(width, _)| usize::from(width.0).clamp(40, WIDEST));
        let color = match arguments.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        };
        Style {
            width: arguments.width.map(usize::from).or(measured).unwrap_or(DEFAULT_WIDTH),
            color,
        }
    }
}

/// Whether an environment variable has a value, as the convention of NO_COLOR asks.
fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Prints a result. A reader that has seen enough and went away is no fault.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let message = format!("standard output cannot be written: {}", crate::disk::reason(&error));
            Err(Failure::of_run(Diagnostic::error("output-unwritable", message)))
        }
        _ => Ok(()),
    }
}

/// Says something that is not the result.
pub(crate) fn say(text: &str) {
    // If the standard error stream is gone, there is nobody to tell.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
