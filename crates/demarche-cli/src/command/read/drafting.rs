//! A case drafted from texts, and what an existing case lacks of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use demarche::case::read::read;
use demarche::case::{Case, ReadLimits};
use demarche::diagnostic::Diagnostic;
use demarche::interop::Foreign;
use demarche::reader::draft::{SourceText, additions, draft, quotable};
use demarche::reader::evidence::Reading;
use demarche::span::Files;

use crate::arguments::ReadArguments;
use crate::disk::source::{Disk, STDIN};
use crate::disk::target::Target;
use crate::failure::Failure;
use crate::terminal;

/// Writes the draft; says how much of the evidence it uses.
pub(super) fn draft_case(arguments: &ReadArguments, files: &[Foreign], readings: &[Reading], target: &Target) -> Result<String, Failure> {
    let folder = match target {
        Target::Stdout => Path::new(""),
        Target::File { named, .. } => named.parent().unwrap_or(Path::new("")),
    };
    let named = names(files, folder, |_, _| Holds::Nothing);
    let day = arguments.date.as_ref().and_then(|date| date.day.as_deref());
    let Some(drafted) = draft(&sources(files, readings, &named), day) else {
        let message = "no demand, refusal or offer of a known party was found";
        let help = "name the parties in a table of actors (`--actors`), or look at the records without `--draft`";
        return Err(Failure::of_run(Diagnostic::error("nothing-to-draft", message).help(help)));
    };
    target.write(&drafted.text)?;
    Ok(format!(
        "drafted: {} lines of a case; {} records are remarks at its end\n",
        drafted.lines, drafted.remarks
    ))
}

/// Prints the difference that adds to the case what it lacks.
pub(super) fn add_to_case(path: &Path, arguments: &ReadArguments, files: &[Foreign], readings: &[Reading]) -> Result<String, Failure> {
    let mut disk = Disk::new(arguments.file_bytes());
    let loaded = Disk::case(disk.named(path)?)?;
    let limits = ReadLimits {
        file_bytes: arguments.file_bytes(),
        ..ReadLimits::default()
    };
    let found = read(&loaded.name, &loaded.text, &mut disk, &limits);
    let Some(case) = found.case else {
        return Err(Failure {
            files: found.files,
            diagnostics: found.diagnostics,
        });
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let named = names(files, folder, |id, text| held(&case, &found.files, id, text));
    let added = additions(&case, &sources(files, readings, &named));
    if added.lines > 0 {
        terminal::print(&difference(&loaded.name, &loaded.text, &added.text))?;
    }
    let mut said = format!("{} lines to add; {} positions are in the case already\n", added.lines, added.known);
    for remark in &added.given_up {
        said.push_str(&format!("given up, to look at: {remark}\n"));
    }
    Ok(said)
}

/// A difference in the unified form, which `patch` takes: lines added at the end.
fn difference(name: &str, old: &str, added: &str) -> String {
    let count = old.lines().count();
    let lines: Vec<&str> = added.lines().collect();
    let mut text = format!("--- {name}\n+++ {name}\n");
    let last = old.lines().next_back().unwrap_or_default();
    let open = !old.is_empty() && !old.ends_with('\n');
    if open {
        // The last line of the case has no line break, so that it changes.
        text.push_str(&format!(
            "@@ -{count},1 +{count},{} @@\n-{last}\n\\ No newline at end of file\n+{last}\n",
            lines.len() + 1
        ));
    } else {
        text.push_str(&format!("@@ -{count},0 +{},{} @@\n", count + 1, lines.len()));
    }
    for line in lines {
        text.push_str(&format!("+{line}\n"));
    }
    text
}

/// How the case names a text: an id, and where it finds the file.
struct Named {
    id: String,
    title: String,
    /// Where the file is; none for standard input.
    path: Option<PathBuf>,
    /// The same as the case finds it.
    file: Option<String>,
}

/// What a case has by the id of a source.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    /// The text that is asked about.
    Same,
    Other,
}

/// What the case has by an id: its source is the same text if both are one file, or neither has a file and the titles are the same.
fn held(case: &Case, places: &Files, id: &str, text: &Named) -> Holds {
    let Some(source) = case.sources.values().find(|source| source.id == id) else {
        return Holds::Nothing;
    };
    let same = match (&source.file, &text.path) {
        (Some(file), Some(path)) => {
            // Paths are relative to the file that names them, which the case may include.
            let folder = Path::new(&places.get(source.span.file).name).parent().unwrap_or(Path::new(""));
            let whole = folder.join(&file.path).canonicalize();
            whole.is_ok_and(|whole| path.canonicalize().is_ok_and(|path| path == whole))
        }
        (Some(_), None) => false,
        (None, _) => text.file.is_none() && source.title == text.title,
    };
    if same { Holds::Same } else { Holds::Other }
}

/// An id for each text: that of its file's name, with a number if another text has it here or in the case. `held` tells what the case
/// has by an id.
fn names(files: &[Foreign], folder: &Path, held: impl Fn(&str, &Named) -> Holds) -> Vec<Named> {
    let mut taken = BTreeSet::new();
    let mut named = Vec::new();
    for file in files {
        let path = Path::new(&file.name);
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let plain: String = stem
            .chars()
            .map(|letter| {
                if letter.is_ascii_alphanumeric() {
                    letter.to_ascii_lowercase()
                } else {
                    '-'
                }
            })
            .collect();
        let plain = plain.trim_matches('-');
        let base = if plain.is_empty() || plain.chars().all(|letter| letter.is_ascii_digit() || letter == '-') {
            "text"
        } else {
            plain
        };
        let found = (file.name != STDIN && quotable(&file.name, &file.bytes)).then(|| relative(path, folder));
        let mut text = Named {
            id: String::new(),
            title: path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_else(|| "text".to_owned()),
            path: (file.name != STDIN).then(|| path.to_owned()),
            file: found.flatten(),
        };
        let ids = (1..).map(|count| if count == 1 { base.to_owned() } else { format!("{base}-{count}") });
        let id = ids
            .filter(|id| !taken.contains(id))
            .find(|id| held(id, &text) != Holds::Other)
            .unwrap_or_default();
        taken.insert(id.clone());
        text.id = id;
        named.push(text);
    }
    named
}

/// A file as seen from the folder of the case; nothing where only an absolute path leads there.
fn relative(path: &Path, folder: &Path) -> Option<String> {
    let seen = if folder.as_os_str().is_empty() {
        Some(path)
    } else {
        path.strip_prefix(folder).ok()
    };
    seen.map(|path| path.to_string_lossy().into_owned())
}

fn sources<'text>(files: &'text [Foreign], readings: &'text [Reading], named: &'text [Named]) -> Vec<SourceText<'text>> {
    files
        .iter()
        .zip(readings)
        .zip(named)
        .map(|((file, reading), named)| SourceText {
            id: &named.id,
            title: &named.title,
            file: named.file.as_deref(),
            bytes: &file.bytes,
            reading,
        })
        .collect()
}
