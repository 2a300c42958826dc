//! A TOML file as a tree in which every key and value knows its place.
//!
//! The `toml` crate does the reading and goes on after a fault, so that several are reported at once. Numbers keep the characters they
//! were written with: a value such as `0.1` must never pass through binary floating point. Entries keep the order of the file.

mod syntax;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Span};

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it is written; for a table with a header, the header.
    pub span: Span,
    /// What is written.
    pub value: Value,
}

/// What a key may be set to.
#[derive(Clone, Debug)]
pub enum Value {
    /// A string.
    Text(Text),
    /// A number, as written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// A date or time, as written.
    Date(String),
    /// An array, or an array of tables.
    List(Vec<Node>),
    /// A table, inline or with a header.
    Table(Fields),
}

/// A string with the place of its characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The string, escapes decoded.
    pub value: String,
    /// The string in the file, quotation marks included.
    pub span: Span,
    /// The characters between the quotation marks, if they are the string itself (no escapes).
    pub inner: Option<Span>,
}

impl Text {
    /// A text that is the whole of a file, e.g. a formula typed on the command line.
    pub fn whole(file: FileId, text: &str) -> Self {
        let span = Span::new(file, 0..text.len());
        Text {
            value: text.to_owned(),
            span,
            inner: Some(span),
        }
    }

    /// The place of some bytes of [`Text::value`]: the very characters, or the whole string where escapes hide them.
    pub fn place(&self, range: Range<usize>) -> Span {
        match self.inner {
            Some(inner) => inner.slice(range),
            None => self.span,
        }
    }

    /// The characters without quotation marks, where they can be told.
    pub fn content(&self) -> Span {
        self.inner.unwrap_or(self.span)
    }
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Text,
    /// The value.
    pub node: Node,
}

/// The entries of a table, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// The entries.
    pub entries: Vec<Entry>,
}

impl Fields {
    /// The entry under a key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }

    /// Takes the entry under a key out of the table.
    pub fn take(&mut self, key: &str) -> Option<Entry> {
        let position = self.entries.iter().position(|entry| entry.key.value == key)?;
        Some(self.entries.remove(position))
    }
}

impl Node {
    /// What the value is, in the user's words.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Text(_) => "text",
            Value::Number(_) => "a number",
            Value::Bool(_) => "true or false",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// The place from a table's header to the end of its last own entry; else the value's place.
    pub fn extent(&self) -> Span {
        let mut span = self.span;
        if let Value::Table(fields) = &self.value {
            for entry in &fields.entries {
                let nested_header = matches!(entry.node.value, Value::Table(_)) && entry.node.span.start < entry.key.span.end;
                if entry.node.span.file == span.file && entry.node.span.start > span.start && !nested_header {
                    span.end = span.end.max(entry.node.span.end);
                }
            }
        }
        span
    }
}

/// Reads TOML; every fault of syntax is a diagnostic, and the tree is what could be read.
pub fn read(file: FileId, text: &str) -> (Fields, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    (fields(file, text, table.get_ref()), syntax::faults(file, text, &errors))
}

fn fields(file: FileId, source: &str, table: &DeTable<'_>) -> Fields {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: string(file, source, key.get_ref(), key.span()),
            node: node(file, source, value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key.span.start);
    Fields { entries }
}

fn node(file: FileId, source: &str, spanned: &Spanned<DeValue<'_>>) -> Node {
    let range = spanned.span();
    let written = || source.get(range.clone()).unwrap_or_default().to_owned();
    let value = match spanned.get_ref() {
        DeValue::String(text) => Value::Text(string(file, source, text, range.clone())),
        DeValue::Integer(_) | DeValue::Float(_) => Value::Number(written()),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(_) => Value::Date(written()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(file, source, item)).collect()),
        DeValue::Table(table) => Value::Table(fields(file, source, table)),
    };
    Node {
        span: Span::new(file, range),
        value,
    }
}

/// Openings of TOML strings, longest first; the matching close is the same without line end.
const QUOTES: [&str; 8] = ["\"\"\"\r\n", "'''\r\n", "\"\"\"\n", "'''\n", "\"\"\"", "'''", "\"", "'"];

fn string(file: FileId, source: &str, decoded: &str, range: Range<usize>) -> Text {
    let written = source.get(range.clone()).unwrap_or_default();
    let opening = QUOTES
        .iter()
        .find(|quote| written.starts_with(**quote))
        .map_or(0, |quote| quote.len());
    let verbatim = written.get(opening..).is_some_and(|rest| rest.starts_with(decoded));
    let start = range.start + opening;
    Text {
        value: decoded.to_owned(),
        span: Span::new(file, range),
        inner: verbatim.then(|| Span::new(file, start..start + decoded.len())),
    }
}
