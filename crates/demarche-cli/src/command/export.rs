//! `demarche export`: a case in another program's format, and what its files do not carry.

use std::path::Path;

use demarche::analysis::{self, Query};
use demarche::case::Positions;
use demarche::diagnostic::Diagnostic;
use demarche::finding::{Deals, Document, Stability};
use demarche::interop::{self, ExportFormat, Findings, Written};
use demarche::model::Model;

use crate::arguments::{ExportArguments, ExportChoice};
use crate::disk::target::Target;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze};
use crate::{refusal, terminal};

/// Writes the files of the format.
pub(crate) fn run(arguments: &ExportArguments) -> Result<Exit, Failure> {
    let opened = Opened::new(&arguments.analysis.case)?;
    let to = match arguments.to {
        ExportChoice::Genius => ExportFormat::Genius,
        ExportChoice::Negmas => ExportFormat::Negmas,
        ExportChoice::Gambit => ExportFormat::Gambit,
        ExportChoice::Gmcr => ExportFormat::Gmcr,
        ExportChoice::Csv => ExportFormat::Csv,
    };
    let is_folder = !to.needs_states();
    let place = Place::new(arguments.output.as_deref(), is_folder, &opened)?;
    let settings = arguments.analysis.settings();
    let model = if to.needs_states() {
        // Payoffs and rankings do not depend on how positions are read.
        let model = Model::new(&opened.case, Positions::Openings, &settings.limits);
        Some(model.map_err(|refused| Failure::of_run(refusal::diagnostic(&refused)))?)
    } else {
        None
    };
    let (deals, stability) = if to == ExportFormat::Csv {
        findings(&opened, arguments)?
    } else {
        (None, None)
    };
    let found = Findings {
        deals: deals
            .as_ref()
            .and_then(|document| document.readings.first())
            .map(|reading| &reading.answer),
        stability: stability
            .as_ref()
            .and_then(|document| document.readings.first())
            .map(|reading| &reading.answer),
    };
    let written = interop::export(&opened.case, model.as_ref(), to, found).map_err(|diagnostic| Failure::of_run(*diagnostic))?;
    place.write(&written, &opened)?;
    terminal::say(&said(&written));
    Ok(Exit::Fine)
}

type Found = (Option<Document<Deals>>, Option<Document<Stability>>);

/// What can be signed and what holds, under the first reading; what cannot be answered is left out of the table.
fn findings(opened: &Opened, arguments: &ExportArguments) -> Result<Found, Failure> {
    let settings = arguments.analysis.settings();
    let deals = analyze(|watch| analysis::deals(&opened.case, &opened.files, &Query::default(), &settings, watch))?;
    let stability = analyze(|watch| analysis::stability_of_all(&opened.case, &opened.files, &settings, watch)).ok();
    Ok((Some(deals), stability))
}

/// Where the files go.
enum Place<'a> {
    /// One file, or standard output.
    One(Target),
    /// A folder.
    Folder(&'a Path),
}

impl<'a> Place<'a> {
    fn new(named: Option<&'a Path>, is_folder: bool, opened: &Opened) -> Result<Self, Failure> {
        match (named, is_folder) {
            (Some(folder), true) if folder.as_os_str() != "-" => {
                if folder.exists() && !folder.is_dir() {
                    let message = format!("`{}` is no folder", folder.display());
                    return Err(Failure::of_run(
                        Diagnostic::error("output-unwritable", message).help("this format has several files"),
                    ));
                }
                Ok(Place::Folder(folder))
            }
            (_, true) => Err(Failure::of_run(
                Diagnostic::error("output-unwritable", "this format has several files").help("name a folder for them: `-o FOLDER`"),
            )),
            (Some(file), false) => Ok(Place::One(Target::new(file, &opened.disk)?)),
            (None, false) => Ok(Place::One(Target::Stdout)),
        }
    }

    fn write(&self, written: &Written, opened: &Opened) -> Result<(), Failure> {
        match self {
            Place::One(target) => written.files.iter().try_for_each(|(_, text)| target.write(text)),
            Place::Folder(folder) => {
                std::fs::create_dir_all(folder).map_err(|error| {
                    let message = format!("`{}` cannot be made: {}", folder.display(), crate::disk::reason(&error));
                    Failure::of_run(Diagnostic::error("output-unwritable", message))
                })?;
                let targets: Result<Vec<Target>, Failure> = written
                    .files
                    .iter()
                    .map(|(name, _)| Target::new(&folder.join(name), &opened.disk))
                    .collect();
                for (target, (_, text)) in targets?.iter().zip(&written.files) {
                    target.write(text)?;
                }
                Ok(())
            }
        }
    }
}

fn said(written: &Written) -> String {
    if written.losses.is_empty() {
        return String::new();
    }
    let mut text = "not carried over:\n".to_owned();
    for loss in &written.losses {
        text.push_str(&format!("- {}\n", loss.text));
    }
    text
}
