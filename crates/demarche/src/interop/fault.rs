//! What is wrong with a file of another program, with its place.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::span::{FileId, Span};

/// Faults kept; a file that has more is hardly of the format it claims to be.
const MOST_FAULTS: usize = 200;

/// Faults and questions, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// What keeps the files from being read.
    pub(super) errors: Vec<Diagnostic>,
    /// What was read otherwise than it may have been meant.
    pub(super) warnings: Vec<Diagnostic>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The file.
    pub(super) file: FileId,
    /// Its bytes.
    pub(super) range: Range<usize>,
}

impl Place {
    fn span(&self) -> Span {
        Span::new(self.file, self.range.clone())
    }
}

impl Faults {
    /// Adds an error, unless there are too many already.
    pub(super) fn error(&mut self, diagnostic: Diagnostic) {
        if self.errors.len() < MOST_FAULTS {
            self.errors.push(diagnostic);
        }
    }

    /// Adds a question.
    pub(super) fn warning(&mut self, diagnostic: Diagnostic) {
        if self.warnings.len() < MOST_FAULTS {
            self.warnings.push(diagnostic);
        }
    }

    /// Something is missing, or is not what the format has there.
    pub(super) fn shape(&mut self, place: &Place, message: impl Into<String>) {
        self.error(Diagnostic::error("import-shape", message).at(place.span(), ""));
    }

    /// Something that is no number, or one with too many digits.
    pub(super) fn number(&mut self, place: &Place, text: &str) {
        let short: String = text.chars().take(80).collect();
        self.error(
            Diagnostic::error("import-number", format!("`{short}` is no number that a case can hold"))
                .at(place.span(), "")
                .help("write a decimal number with at most 60 digits before and after the point"),
        );
    }

    /// A name that no other file declares.
    pub(super) fn unknown(&mut self, place: &Place, what: &str, name: &str, help: Option<String>) {
        let short: String = name.chars().take(80).collect();
        let mut diagnostic = Diagnostic::error("import-unknown-name", format!("there is no {what} `{short}`")).at(place.span(), "");
        diagnostic.help = help;
        self.error(diagnostic);
    }

    /// A name that is given twice.
    pub(super) fn twice(&mut self, place: &Place, what: &str, name: &str, first: Option<&Place>) {
        let short: String = name.chars().take(80).collect();
        let mut diagnostic =
            Diagnostic::error("import-duplicate", format!("the {what} `{short}` stands there twice")).at(place.span(), "again here");
        if let Some(first) = first {
            diagnostic = diagnostic.with(first.span(), "first here");
        }
        self.error(diagnostic.help("give each its own name"));
    }

    /// "Did you mean", unless there are so many faults or names that looking would take longer than it helps.
    pub(super) fn hint<'k>(&self, typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
        if self.errors.len() > 20 || typed.len() > 100 {
            return None;
        }
        let near = did_you_mean(typed, known.into_iter().filter(|name| name.len() <= 100).take(1_000))?;
        Some(format!("did you mean `{near}`?"))
    }

    /// A file that has to be there beside the others.
    pub(super) fn missing(&mut self, message: impl Into<String>, help: impl Into<String>) {
        self.error(Diagnostic::error("import-missing-file", message).help(help));
    }

    /// A thing that is read as the format's own program reads it, though it may not be meant.
    pub(super) fn doubt(&mut self, place: &Place, message: impl Into<String>) {
        self.warning(Diagnostic::warning("import-doubtful", message).at(place.span(), ""));
    }

    /// Something that the format can say and no case can.
    pub(super) fn unsupported(&mut self, place: &Place, message: impl Into<String>) {
        self.error(Diagnostic::error("import-unsupported", message).at(place.span(), ""));
    }
}
