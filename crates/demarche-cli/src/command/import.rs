//! `demarche import`: other programs' files as a case, and what that case does not carry.

use demarche::interop::Imported;

use crate::arguments::ImportArguments;
use crate::disk::source::Disk;
use crate::disk::target::Target;
use crate::failure::{Exit, Failure};
use crate::terminal::{self, Style};
use crate::{given, report};

/// Prints the case, and on the standard error stream what was doubtful and what is missing.
pub(crate) fn run(arguments: &ImportArguments, style: Style) -> Result<Exit, Failure> {
    let mut disk = Disk::new(arguments.read_limits().file_bytes);
    let files = given::files(&arguments.files, &mut disk)?;
    let target = match &arguments.output {
        Some(path) => Target::case(path, &disk)?,
        None => Target::Stdout,
    };
    let imported = given::imported(&files, &arguments.foreign.options())?;
    target.write(&imported.text)?;
    terminal::say(&said(&imported, style));
    Ok(Exit::Fine)
}

fn said(imported: &Imported, style: Style) -> String {
    let mut text = String::new();
    if !imported.warnings.is_empty() {
        text.push_str(&report::render(&imported.files, &imported.warnings, style));
    }
    if imported.losses.is_empty() {
        text.push_str(&format!("read as {}; everything is carried over\n", imported.format.name()));
    } else {
        text.push_str(&format!("read as {}; not carried over:\n", imported.format.name()));
        for loss in &imported.losses {
            text.push_str(&format!("- {}\n", loss.text));
        }
    }
    text
}
