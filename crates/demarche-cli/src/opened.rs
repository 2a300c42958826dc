//! A case that was read, and what every analysis needs beside it.

use std::path::Path;

use demarche::brief::{self, page::Page};
use demarche::case::read::{ReadLimits, Reading};
use demarche::case::{Case, read};
use demarche::diagnostic::{Diagnostic, Severity};
use demarche::finding::Document;
use demarche::model::Refusal;
use demarche::span::Files;
use serde::Serialize;

use crate::arguments::CaseArguments;
use crate::disk::source::Disk;
use crate::disk::target::Target;
use crate::failure::Failure;
use crate::given::{self, Given};
use crate::progress::Progress;
use crate::terminal::Style;
use crate::{refusal, report, terminal};

/// A case without errors.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The case.
    pub(crate) case: Case,
    /// Its files.
    pub(crate) files: Files,
    /// What was read, so that it is not written over.
    pub(crate) disk: Disk,
}

impl Opened {
    /// Reads the case for an analysis; its warnings are counted, not shown.
    pub(crate) fn new(arguments: &CaseArguments) -> Result<Self, Failure> {
        let (reading, disk) = reading(arguments)?;
        let Some(case) = reading.case else {
            return Err(Failure {
                files: reading.files,
                diagnostics: reading.diagnostics,
            });
        };
        let warnings: Vec<Diagnostic> = reading
            .diagnostics
            .into_iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Warning)
            .collect();
        if !warnings.is_empty() {
            let them = if warnings.len() == 1 { "it" } else { "them" };
            let name = arguments.shown();
            terminal::say(&format!(
                "{} about this case; `demarche check {name}` shows {them}\n",
                report::tally(&warnings)
            ));
        }
        Ok(Opened {
            case,
            files: reading.files,
            disk,
        })
    }

    /// The targets that were asked for, each checked; no two may be the same.
    pub(crate) fn targets<const N: usize>(&self, named: [Option<&Path>; N]) -> Result<[Option<Target>; N], Failure> {
        let mut targets = [const { None }; N];
        for (index, path) in named.into_iter().enumerate() {
            let Some(path) = path else { continue };
            let target = Target::new(path, &self.disk)?;
            if targets.iter().flatten().any(|other| *other == target) {
                let message = format!("`{}` is named for two results", path.display());
                return Err(Failure::of_run(
                    Diagnostic::error("output-unwritable", message).help("give each result a file of its own"),
                ));
            }
            targets[index] = Some(target);
        }
        Ok(targets)
    }
}

/// Reads a case with all that is wrong or doubtful in it; other programs' files are imported first.
pub(crate) fn reading(arguments: &CaseArguments) -> Result<(Reading, Disk), Failure> {
    let limits = arguments.read_limits();
    let mut disk = Disk::new(limits.file_bytes);
    match Given::new(&arguments.case, &mut disk)? {
        Given::Case(loaded) => {
            let reading = read(&loaded.name, &loaded.text, &mut disk, &limits);
            Ok((reading, disk))
        }
        Given::Foreign(foreign) => {
            let imported = given::imported(&foreign, &arguments.foreign.options())?;
            given::say_losses(&imported, &arguments.shown());
            // What was imported is no longer than the files, which were within the limit; the text of a case has more words.
            let limits = ReadLimits {
                file_bytes: limits.file_bytes.max(imported.text.len()),
                ..limits
            };
            let mut reading = read(given::IMPORTED, &imported.text, &mut disk, &limits);
            given::add_warnings(&mut reading, imported);
            Ok((reading, disk))
        }
    }
}

/// Runs an analysis under a progress bar.
pub(crate) fn analyze<A>(work: impl FnOnce(&mut Progress) -> Result<A, Refusal>) -> Result<A, Failure> {
    let mut progress = Progress::new();
    work(&mut progress).map_err(|refused| Failure::of_run(refusal::diagnostic(&refused)))
}

/// The findings as JSON.
pub(crate) fn json<A: Serialize>(document: &Document<A>) -> Result<String, Failure> {
    pretty(document)
}

/// Any document as JSON, with a newline at its end.
pub(crate) fn pretty<T: Serialize>(document: &T) -> Result<String, Failure> {
    match serde_json::to_string_pretty(document) {
        Ok(text) => Ok(text + "\n"),
        Err(error) => Err(Failure::of_run(Diagnostic::error(
            "output-unwritable",
            format!("the findings cannot be written as JSON: {error}"),
        ))),
    }
}

/// Writes the findings where they were asked for as JSON, or else prints the page.
pub(crate) fn answer<A: Serialize>(target: Option<Target>, document: &Document<A>, page: &Page, style: Style) -> Result<(), Failure> {
    match target {
        Some(target) => target.write(&json(document)?),
        None => terminal::print(&brief::terminal(page, &style.into())),
    }
}
