//! A case drafted from texts, and what an existing case lacks of them.

use std::collections::BTreeSet;
use std::path::Path;

use demarche::case::ReadLimits;
use demarche::case::read::read;
use demarche::diagnostic::Diagnostic;
use demarche::interop::Foreign;
use demarche::reader::draft::{SourceText, additions, draft, quotable};
use demarche::reader::evidence::Reading;

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
    let named = names(files, folder);
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
    let named = names(files, path.parent().unwrap_or(Path::new("")));
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
    file: Option<String>,
}

fn names(files: &[Foreign], folder: &Path) -> Vec<Named> {
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
        let id = (1..)
            .map(|count| if count == 1 { base.to_owned() } else { format!("{base}-{count}") })
            .find(|id| !taken.contains(id));
        let id = id.unwrap_or_default();
        taken.insert(id.clone());
        let found = (file.name != STDIN && quotable(&file.name, &file.bytes)).then(|| relative(path, folder));
        named.push(Named {
            id,
            title: path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_else(|| "text".to_owned()),
            file: found.flatten(),
        });
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
