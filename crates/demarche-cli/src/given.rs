//! What the user named: a case, or another program's files.
//!
//! One file is a case unless its content or its ending says otherwise; several are the files of one scenario. A folder is its `case.toml`,
//! or else all files in it that have one of the formats.

use std::path::{Path, PathBuf};

use demarche::case::read::{Loaded, Reading};
use demarche::diagnostic::{Diagnostic, Label};
use demarche::interop::{self, Foreign, ImportOptions, Imported};
use demarche::span::{FileId, Span};

use crate::disk::source::Disk;
use crate::failure::Failure;
use crate::refusal::grouped;
use crate::terminal;

/// The name in messages of a case that is in no file.
pub(crate) const IMPORTED: &str = "imported case";

/// Files in a folder that are looked at.
const MOST_FILES: usize = 1_000;

/// Bytes of all files of a scenario together.
const MOST_BYTES: usize = 64 << 20;

/// Endings of files that are no cases, even if something is wrong with them.
const ENDINGS: [&str; 7] = ["xml", "json", "gmcr", "yml", "yaml", "csv", "tsv"];

/// What was named.
pub(crate) enum Given {
    /// A case.
    Case(Loaded),
    /// Other programs' files.
    Foreign(Vec<Foreign>),
}

impl Given {
    /// Reads what was named.
    pub(crate) fn new(paths: &[PathBuf], disk: &mut Disk) -> Result<Self, Failure> {
        if let [path] = paths {
            if path.is_dir() {
                let case = path.join("case.toml");
                return match case.is_file() {
                    true => Ok(Given::Case(Disk::case(disk.named(&case)?)?)),
                    false => folder(path, disk).map(Given::Foreign),
                };
            }
            let named = disk.named(path)?;
            return if is_foreign(path, &named) {
                Ok(Given::Foreign(vec![named]))
            } else {
                Disk::case(named).map(Given::Case)
            };
        }
        if let Some(case) = paths.iter().find(|path| has_ending(path, "toml")) {
            let message = format!("`{}` is a case file, and other files are named beside it", case.display());
            return Err(Failure::of_run(
                Diagnostic::error("case-unreadable", message).help("name one case, or the files of one scenario of another program"),
            ));
        }
        files(paths, disk).map(Given::Foreign)
    }
}

/// The files of one scenario: those that were named, and of a folder those that have one of the formats.
pub(crate) fn files(paths: &[PathBuf], disk: &mut Disk) -> Result<Vec<Foreign>, Failure> {
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            all.extend(folder(path, disk)?);
        } else {
            all.push(disk.named(path)?);
        }
        bounded(&all)?;
    }
    Ok(all)
}

fn bounded(files: &[Foreign]) -> Result<(), Failure> {
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let message = format!("the files have more than {} bytes together", grouped(MOST_BYTES));
    Err(Failure::of_run(
        Diagnostic::error("case-unreadable", message).help("name the files of one scenario only; this limit is fixed"),
    ))
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

fn is_foreign(path: &Path, named: &Foreign) -> bool {
    if has_ending(path, "toml") {
        return false;
    }
    let first = named.bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(first, Some(b'<' | b'{')) || ENDINGS.iter().any(|ending| has_ending(path, ending)) || interop::is_foreign(named)
}

/// The files of a folder that have one of the formats, by name; the others are named in a note.
fn folder(path: &Path, disk: &mut Disk) -> Result<Vec<Foreign>, Failure> {
    let unreadable = |error: &std::io::Error| {
        let message = format!("`{}` cannot be read: {}", path.display(), crate::disk::reason(error));
        Failure::of_run(Diagnostic::error("case-unreadable", message))
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| unreadable(&error))? {
        let inside = entry.map_err(|error| unreadable(&error))?.path();
        if inside.is_file() {
            paths.push(inside);
        }
        if paths.len() > MOST_FILES {
            let message = format!("`{}` has more than {} files", path.display(), grouped(MOST_FILES));
            return Err(Failure::of_run(
                Diagnostic::error("case-unreadable", message).help("name the files of one scenario"),
            ));
        }
    }
    paths.sort();
    let mut found = Vec::new();
    let mut others = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let may_be = ENDINGS.iter().any(|ending| has_ending(&path, ending));
        let foreign = if may_be { Some(disk.named(&path)?) } else { None };
        // A table may be anything; what is meant for a program and cannot be read is an error.
        let table = ["csv", "tsv"].iter().any(|ending| has_ending(&path, ending));
        let counts = |foreign: &Foreign| interop::is_foreign(foreign) || !table && interop::may_be_foreign(foreign);
        match foreign.filter(counts) {
            Some(foreign) => found.push(foreign),
            None => others.push(name),
        }
        bounded(&found)?;
    }
    if found.is_empty() {
        let message = format!(
            "`{}` has no `case.toml`, and no file of a format that can be imported",
            path.display()
        );
        return Err(Failure::of_run(
            Diagnostic::error("case-unreadable", message).help("name an existing case file, or `-` to read standard input"),
        ));
    }
    if !others.is_empty() {
        terminal::say(&format!("not read in `{}`: {}\n", path.display(), others.join(", ")));
    }
    Ok(found)
}

/// The files as a case.
pub(crate) fn imported(files: &[Foreign], options: &ImportOptions) -> Result<Imported, Failure> {
    interop::import(files, options).map_err(|refused| Failure {
        files: refused.files,
        diagnostics: refused.diagnostics,
    })
}

/// Says how much the case does not carry.
pub(crate) fn say_losses(imported: &Imported, shown: &str) {
    let losses = match imported.losses.len() {
        0 => String::new(),
        1 => "; one thing is not carried over".to_owned(),
        count => format!("; {count} things are not carried over"),
    };
    terminal::say(&format!(
        "read as {}{losses}: see `demarche import {shown}`\n",
        imported.format.name()
    ));
}

/// Adds the doubts of the import, with its files, to those of the case.
pub(crate) fn add_warnings(reading: &mut Reading, imported: Imported) {
    let ids: Vec<FileId> = imported
        .files
        .iter()
        .map(|(_, file)| reading.files.add(file.name.clone(), file.text.clone()))
        .collect();
    let moved = |label: Label| Label {
        span: Span {
            file: ids[label.span.file.0 as usize],
            ..label.span
        },
        ..label
    };
    for warning in imported.warnings {
        reading.diagnostics.push(Diagnostic {
            primary: warning.primary.map(moved),
            secondary: warning.secondary.into_iter().map(moved).collect(),
            ..warning
        });
    }
}
