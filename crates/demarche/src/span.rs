//! Where something stands in the analyst's files.
//!
//! Every value that the case keeps remembers its [`Span`], so that a diagnostic, a finding or a citation can point at the very
//! characters. Offsets are bytes of the UTF-8 text, half open: `start..end`.

use serde::Serialize;

/// Which of the case's files; opens [`Files`] only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
pub struct FileId(pub u32);

/// A run of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        // Files are limited to far less than 4 GiB before they are parsed.
        Span {
            file,
            start: range.start as u32,
            end: range.end as u32,
        }
    }

    /// The span as a range of byte offsets.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// `range` counted from the start of this span, e.g. a name inside a formula.
    pub fn slice(self, range: std::ops::Range<usize>) -> Self {
        Span {
            file: self.file,
            start: self.start + range.start as u32,
            end: self.start + range.end as u32,
        }
    }
}

/// One text file of a case: its name as the user wrote it, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The name shown in messages.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// All files that were read for one case, in reading order: the file that the user named comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    files: Vec<File>,
}

impl Files {
    /// No file yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and returns the index that opens it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(File {
            name: name.into(),
            text: text.into(),
        });
        FileId(self.files.len() as u32 - 1)
    }

    /// The file behind an index of this table.
    pub fn get(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }

    /// The text under a span of this table; empty if the span does not fit the text.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.range()).unwrap_or_default()
    }

    /// One-based line and column (in characters) of the span's first byte.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let text = &self.get(span.file).text;
        let mut end = (span.start as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        (line, column)
    }

    /// The files in reading order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }
}
