//! Other programs' files: read as a case, and written from one.
//!
//! [`import`] takes files of one scenario in any of the formats below and gives the text of a case, with a list of what that text does not
//! carry. Parts, in reading order: `recognize` (which format a file has, by its content), one file a format (`genius`, `genius_web`,
//! `negmas`, `scoring_sheet`, `ktab`, `csv_sheet`, `gmcr`), `scenario` (the shape that most of them share), `draft` and
//! `write` (a case and its text), and under them the syntaxes (`xml`, `json`, `yaml`, `csv`, all with places and without binary
//! floating point), `exact` numbers, `names`, `lookup` and `fault`. [`export()`] goes the other way.
//!
//! Files are other people's: nothing here expands entities, follows references, recurses without a bound or panics.

mod csv;
mod csv_sheet;
mod draft;
mod exact;
mod export;
mod fault;
mod genius;
mod genius_web;
mod gmcr;
mod json;
mod ktab;
mod lookup;
mod names;
mod negmas;
mod recognize;
mod scenario;
mod scoring_sheet;
mod tree;
mod write;
mod xml;
mod yaml;

use crate::diagnostic::Diagnostic;
use crate::span::Files;
pub use export::{ExportFormat, Findings, Written, export};
use fault::Faults;

/// A file of another program: its name, and its bytes.
#[derive(Clone, Debug)]
pub struct Foreign {
    /// The name shown in messages; its last part may name a party.
    pub name: String,
    /// The whole content.
    pub bytes: Vec<u8>,
}

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// GENIUS XML: a domain and its profiles.
    Genius,
    /// GeniusWeb JSON: a domain and its profiles.
    GeniusWeb,
    /// NegMAS YAML or JSON: an outcome space and its utility functions.
    Negmas,
    /// A scoring-sheet game in JSON.
    ScoringSheet,
    /// KTAB's table of actors for a spatial model.
    Ktab,
    /// A plain table: issue, value, one column a party.
    CsvSheet,
    /// A save file of GMCR+.
    Gmcr,
}

impl Format {
    /// The name in sentences.
    pub fn name(self) -> &'static str {
        match self {
            Format::Genius => "GENIUS XML",
            Format::GeniusWeb => "GeniusWeb JSON",
            Format::Negmas => "a NegMAS scenario",
            Format::ScoringSheet => "a scoring-sheet game",
            Format::Ktab => "a KTAB table",
            Format::CsvSheet => "a score sheet",
            Format::Gmcr => "a GMCR+ save file",
        }
    }
}

/// How files are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOptions {
    /// GENIUS scores as they stand: not divided by the largest of their issue, lines counted from 0 and not cut.
    pub raw_scores: bool,
    /// Intervals into which an issue of real numbers is cut.
    pub intervals: u32,
}

impl Default for ImportOptions {
    fn default() -> Self {
        ImportOptions {
            raw_scores: false,
            intervals: 10,
        }
    }
}

/// Something that a file says and the case does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// One sentence, without a final stop.
    pub text: String,
}

impl Loss {
    fn new(text: impl Into<String>) -> Self {
        Loss {
            text: write::one_line(&text.into()),
        }
    }
}

/// Files, read as a case.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The text of the case.
    pub text: String,
    /// What the files are.
    pub format: Format,
    /// What the case does not carry.
    pub losses: Vec<Loss>,
    /// What may have been meant otherwise; places are in `files`.
    pub warnings: Vec<Diagnostic>,
    /// The files, as text.
    pub files: Files,
}

/// Why there is no case.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What is wrong; places are in `files`.
    pub diagnostics: Vec<Diagnostic>,
    /// The files, as text.
    pub files: Files,
}

/// Reads the files of one scenario as a case.
///
/// # Errors
/// [`Refused`] if a file cannot be read, or they do not make one scenario.
pub fn import(foreign: &[Foreign], options: &ImportOptions) -> Result<Imported, Box<Refused>> {
    let mut files = Files::new();
    let mut faults = Faults::default();
    let draft = recognize::documents(foreign, &mut files, &mut faults).and_then(|(format, documents)| {
        let scenario = match format {
            Format::Genius => genius::read(&documents, &files, options, &mut faults),
            Format::GeniusWeb => genius_web::read(&documents, &mut faults),
            Format::Negmas => negmas::read(&documents, options, &mut faults),
            Format::ScoringSheet => scoring_sheet::read(&documents, &mut faults),
            Format::Ktab => ktab::read(&documents, options, &mut faults),
            Format::CsvSheet => csv_sheet::read(&documents, &mut faults),
            Format::Gmcr => return gmcr::read(&documents, &mut faults),
        };
        scenario::draft(&scenario?, &mut faults)
    });
    match draft {
        Some(draft) if faults.errors.is_empty() => Ok(Imported {
            text: write::write(&draft),
            format: draft.format,
            losses: draft.losses,
            warnings: faults.warnings,
            files,
        }),
        _ => Err(Box::new(Refused {
            diagnostics: faults.errors,
            files,
        })),
    }
}

/// Whether a file is of one of the formats, as far as its first look tells; files beside a scenario, such as statistics, are not.
pub fn is_foreign(foreign: &Foreign) -> bool {
    recognize::is_foreign(foreign)
}

/// Whether a file has one of the formats, or is damaged so that it cannot be told. In a folder such a file is not passed over in silence: what it
/// says would be missing.
pub fn may_be_foreign(foreign: &Foreign) -> bool {
    recognize::may_be_foreign(foreign)
}
