//! Faults of TOML in the words of somebody who does not know TOML, each with a remedy.

use toml::de::Error;

use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Span};

/// The faults of one file. What follows a list that is not closed is left out: it is guesswork.
pub(super) fn faults(file: FileId, text: &str, errors: &[Error]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut skip = 0..0;
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let place = Place {
            file,
            text,
            start: range.start.min(text.len()),
            end: range.end.min(text.len()),
        };
        let (unquoted, comma) = ("string values must be quoted", "missing comma between array elements");
        if skip.contains(&place.start) {
            continue;
        }
        if let Some(fault) = place.formula().filter(|_| error.message().starts_with(unquoted)) {
            skip = place.start..place.line_end();
            found.push(fault);
            continue;
        }
        if error.message().starts_with(comma) && place.starts_table() {
            let fault = Diagnostic::error("toml-syntax", "a list above this line is not closed").at(place.span(), "");
            found.push(fault.help("write `]` after its last entry"));
            break;
        }
        found.push(fault(&place, error.message()));
    }
    found
}

/// The guilty bytes of a file.
struct Place<'t> {
    file: FileId,
    text: &'t str,
    start: usize,
    end: usize,
}

impl Place<'_> {
    fn guilty(&self) -> &str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    fn span(&self) -> Span {
        Span::new(self.file, self.start..self.end.max(self.start))
    }

    /// Whether it opens a table's header: a bracket at the start of its line.
    fn starts_table(&self) -> bool {
        let (before, after) = self.text.split_at_checked(self.start).unwrap_or_default();
        after.starts_with('[') && before.rsplit('\n').next().is_none_or(|line| line.trim().is_empty())
    }

    fn line_end(&self) -> usize {
        let after = self.text.get(self.start..).unwrap_or_default();
        self.start + after.find(['\n', '\r', '#']).unwrap_or(after.len())
    }

    /// Text without quotation marks in which an `=` follows: most likely a formula.
    fn formula(&self) -> Option<Diagnostic> {
        let after = self.text.get(self.end..self.line_end())?;
        if !after.trim_start().starts_with(['=', '!', '<', '>']) || self.guilty().is_empty() {
            return None;
        }
        let formula = self.text.get(self.start..self.line_end())?.trim_end();
        let place = Span::new(self.file, self.start..self.start + formula.len());
        let fault = Diagnostic::error("toml-syntax", "a formula must stand in quotation marks").at(place, "");
        Some(fault.help(format!("write `\"{formula}\"`")))
    }

    /// Whether it is the name in a header of the form `[[name]]`.
    fn in_double_brackets(&self) -> bool {
        self.text.get(..self.start).is_some_and(|before| before.trim_end().ends_with("[["))
    }
}

fn fault(place: &Place<'_>, message: &str) -> Diagnostic {
    let guilty = place.guilty();
    let error = |said: String| Diagnostic::error("toml-syntax", said).at(place.span(), "");
    if message.starts_with("duplicate key") {
        let help = match place.in_double_brackets() {
            true => format!("head each of these entries with two brackets: `[[{guilty}]]`"),
            false => "keep one of the two, or give the second another name".to_owned(),
        };
        return Diagnostic::error("duplicate-key", format!("`{guilty}` is set twice"))
            .at(place.span(), "set here again")
            .help(help);
    }
    if message.starts_with("string values must be quoted") {
        return match guilty.trim() {
            "" => error("there is no value after `=`".to_owned()).help("write a value; text stands in quotation marks"),
            _ if guilty.contains(['“', '”', '„', '«', '‘', '’']) => {
                error("these quotation marks are not TOML's".to_owned()).help("use straight quotation marks: `\"`")
            }
            _ => error(format!("`{guilty}` must stand in quotation marks")).help(format!("write `\"{guilty}\"`")),
        };
    }
    if message.starts_with("invalid date") || message.starts_with("invalid month") || message.starts_with("invalid day") {
        return error(format!("`{guilty}` is not a day of any calendar year")).help("write year, month and day: `2025-08-14`");
    }
    for (start, said, help) in KNOWN {
        if message.starts_with(start) {
            return error(said.to_owned()).help(help);
        }
    }
    error(format!("this is not TOML: {message}"))
}

/// How a message of the TOML reader starts, what is said instead, and the remedy. Longer starts come before shorter ones.
const KNOWN: [(&str, &str, &str); 17] = [
    (
        "unclosed array table",
        "the header of this entry is not closed",
        "write two brackets at both ends: `[[statement]]`",
    ),
    (
        "unclosed table",
        "the header of this table is not closed",
        "write `]` after the name: `[party.a]`",
    ),
    ("unclosed array", "this list is not closed", "write `]` after its last entry"),
    (
        "unclosed inline table",
        "this table is not closed",
        "write `}` after its last entry",
    ),
    ("key with no value", "this key has no value", "write `key = value`"),
    (
        "missing value",
        "there is no value after `=`",
        "write a value; text stands in quotation marks",
    ),
    (
        "missing comma between array elements",
        "two entries of this list have no comma between them",
        "write a comma between them",
    ),
    (
        "missing comma between key-value pairs",
        "two entries of this table have no comma between them",
        "write a comma between them",
    ),
    ("extra comma", "there is a comma too many", "remove it"),
    (
        "extra `=`",
        "there is a second `=`",
        "a formula stands in quotation marks: `demands = \"land = cede\"`",
    ),
    (
        "missing escaped value",
        "this backslash means nothing here",
        "write two backslashes for one, or put the text in single quotation marks",
    ),
    (
        "invalid basic string",
        "this text is not closed, or holds a character that it may not hold",
        "close it with `\"` on the same line; write `\\\"` for a quotation mark and two backslashes for one",
    ),
    (
        "invalid literal string",
        "this text is not closed",
        "close it with `'` on the same line",
    ),
    (
        "unexpected key or value",
        "something stands here that is neither a key nor a table",
        "one `key = value` a line; text stands in quotation marks",
    ),
    (
        "unexpected content",
        "something stands here that does not belong to the line",
        "one `key = value` a line; a comment starts with `#`",
    ),
    (
        "cannot recurse further",
        "lists and tables are nested too deeply",
        "at most 80 levels are read",
    ),
    (
        "missing table open",
        "this bracket closes nothing",
        "a header is written `[party.a]`",
    ),
];
