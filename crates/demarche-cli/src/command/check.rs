//! `demarche check`: what is wrong or doubtful in a case. Here the diagnostics are the result.

use demarche::case::Case;
use demarche::case::read::Reading;
use demarche::diagnostic::{Diagnostic, Severity};
use demarche::index::Table;
use demarche::span::Span;
use schemars::JsonSchema;
use serde::Serialize;

use crate::arguments::CheckArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{pretty, reading};
use crate::refusal::grouped;
use crate::report;
use crate::terminal::{self, Style};

/// The name and version of the document; the number grows when a reader would have to change.
const SCHEMA: &str = "demarche-check/1";

/// What `check --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Checked {
    /// `demarche-check/1`.
    schema: &'static str,
    /// Version of the program.
    version: &'static str,
    /// Names of the files that were read, the case first.
    files: Vec<String>,
    /// How many diagnostics are errors.
    errors: usize,
    /// How many are warnings.
    warnings: usize,
    /// All of them, in the order of the files.
    diagnostics: Vec<Finding>,
}

/// A diagnostic with the places it points at.
#[derive(Debug, Serialize, JsonSchema)]
struct Finding {
    /// Stable name.
    code: &'static str,
    /// What the program does about it.
    severity: Severity,
    /// What is wrong.
    message: String,
    /// The guilty text, unless the fault is one of the whole run.
    place: Option<Place>,
    /// Other places that take part.
    others: Vec<Place>,
    /// How to mend it.
    help: Option<String>,
}

/// A place in a file.
#[derive(Debug, Serialize, JsonSchema)]
struct Place {
    /// The file's name.
    file: String,
    /// Line, from 1.
    line: usize,
    /// Column in characters, from 1.
    column: usize,
    /// First byte.
    start: u32,
    /// One past the last byte.
    end: u32,
    /// What the place has to do with the matter; may be empty.
    label: String,
}

/// Prints what is wrong or doubtful.
pub(crate) fn run(arguments: &CheckArguments, style: Style) -> Result<Exit, Failure> {
    let (reading, _) = reading(&arguments.case)?;
    let text = match &reading.case {
        _ if arguments.json => pretty(&checked(&reading))?,
        Some(case) if reading.diagnostics.is_empty() => format!("{}: nothing is wrong or doubtful\n", inventory(case)),
        _ => report::render(&reading.files, &reading.diagnostics, style),
    };
    terminal::print(&text)?;
    Ok(match reading.diagnostics.iter().map(|diagnostic| diagnostic.severity).max() {
        Some(Severity::Error) => Exit::Faulty,
        Some(Severity::Warning) => Exit::Questions,
        Some(Severity::Note) | None => Exit::Fine,
    })
}

/// `4 parties, 8 issues, 31 lines, 1 source`.
fn inventory(case: &Case) -> String {
    fn counted<K: demarche::index::Key, T>(table: &Table<K, T>, one: &str, many: &str) -> String {
        format!("{} {}", grouped(table.len()), if table.len() == 1 { one } else { many })
    }
    [
        counted(&case.parties, "party", "parties"),
        counted(&case.issues, "issue", "issues"),
        counted(&case.statements, "line", "lines"),
        counted(&case.sources, "source", "sources"),
    ]
    .join(", ")
}

fn checked(reading: &Reading) -> Checked {
    let count = |severity| {
        reading
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    Checked {
        schema: SCHEMA,
        version: env!("CARGO_PKG_VERSION"),
        files: reading.files.iter().map(|(_, file)| file.name.clone()).collect(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        diagnostics: reading.diagnostics.iter().map(|diagnostic| finding(reading, diagnostic)).collect(),
    }
}

fn finding(reading: &Reading, diagnostic: &Diagnostic) -> Finding {
    let place = |span: Span, label: &str| {
        let (line, column) = reading.files.line_column(span);
        let file = reading.files.get(span.file).name.clone();
        Place {
            file,
            line,
            column,
            start: span.start,
            end: span.end,
            label: label.to_owned(),
        }
    };
    Finding {
        code: diagnostic.code,
        severity: diagnostic.severity,
        message: diagnostic.message.clone(),
        place: diagnostic.primary.as_ref().map(|label| place(label.span, &label.text)),
        others: diagnostic.secondary.iter().map(|label| place(label.span, &label.text)).collect(),
        help: diagnostic.help.clone(),
    }
}
