//! Collects what is wrong, and asks the tree for values of the expected kind in the user's words.

use crate::case::Interval;
use crate::case::read::keys::Keys;
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::rational::Rational;
use crate::span::Span;
use crate::text::tree::{Entry, Fields, Node, Text, Value};

/// The most diagnostics that are kept.
const MAX_FAULTS: usize = 1_000;

/// The diagnostics so far.
#[derive(Default)]
pub(crate) struct Faults {
    pub(crate) list: Vec<Diagnostic>,
    /// How many more there were.
    left_out: usize,
    /// Whether one of those is an error.
    errors_left_out: bool,
}

/// What a key takes: how a message says it, and an example.
#[derive(Clone, Copy)]
pub(crate) struct Expected(pub(crate) &'static str, pub(crate) &'static str);

impl Faults {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.list.len() < MAX_FAULTS {
            self.list.push(diagnostic);
        } else {
            self.left_out += 1;
            self.errors_left_out |= diagnostic.severity == Severity::Error;
        }
    }

    /// Whether one more error would be left out; if so it is counted, and need not be made.
    pub(crate) fn leave_out(&mut self) -> bool {
        let full = self.list.len() >= MAX_FAULTS;
        self.left_out += usize::from(full);
        self.errors_left_out |= full;
        full
    }

    /// Whether there is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.errors_left_out || self.list.iter().any(|fault| fault.severity == Severity::Error)
    }

    /// All diagnostics in the order of the files.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.list
            .sort_by_key(|fault| fault.primary.as_ref().map(|label| (label.span.file, label.span.start)));
        if self.left_out > 0 {
            let message = format!("{} more faults are not listed", self.left_out);
            let more = if self.errors_left_out {
                Diagnostic::error("more-faults", message)
            } else {
                Diagnostic::note("more-faults", message)
            };
            self.list
                .push(more.help(format!("mend the first {MAX_FAULTS}; perhaps they have one cause")));
        }
        self.list
    }

    /// A value of the wrong kind.
    pub(crate) fn wrong_type(&mut self, node: &Node, expected: Expected) {
        let label = match &node.value {
            Value::Text(_) => "this is text",
            Value::Number(_) => "this is a number",
            Value::Bool(_) => "this is true or false",
            Value::Date(_) => "this is a date",
            Value::List(_) => "this is a list",
            Value::Table(_) => "this is a table",
        };
        let message = format!("expected {}, found {}", expected.0, node.kind());
        let fault = Diagnostic::error("wrong-type", message).at(node.span, label);
        self.push(fault.help(format!("write for instance `{}`", expected.1)));
    }

    /// Keys that nobody reads.
    pub(crate) fn unknown_keys(&mut self, fields: &Fields, keys: &Keys) {
        for entry in &fields.entries {
            let key = entry.key.value.as_str();
            if keys.all().any(|known| known == key) || self.leave_out() {
                continue;
            }
            let fault =
                Diagnostic::error("unknown-key", format!("{} has no key `{key}`", keys.table)).at(entry.key.content(), "unknown key");
            let help = match did_you_mean(key, keys.all()) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("its keys are {}", listed(keys.all())),
            };
            self.push(fault.help(help));
        }
    }

    /// The text under a key.
    pub(crate) fn text<'t>(&mut self, fields: &'t Fields, key: &str, expected: Expected) -> Option<&'t Text> {
        self.as_text(&fields.get(key)?.node, expected)
    }

    /// A node that must be text, and not blank.
    pub(crate) fn as_text<'t>(&mut self, node: &'t Node, expected: Expected) -> Option<&'t Text> {
        match &node.value {
            Value::Text(text) if text.value.trim().is_empty() => {
                let fault = Diagnostic::error("empty-text", format!("expected {}, found empty text", expected.0)).at(node.span, "");
                self.push(fault.help(format!("write for instance `{}`, or leave the key out", expected.1)));
                None
            }
            Value::Text(text) => Some(text),
            _ => {
                self.wrong_type(node, expected);
                None
            }
        }
    }

    /// The text under a key, which may be left out or blank.
    pub(crate) fn prose(&mut self, fields: &Fields, key: &str, expected: Expected) -> String {
        match fields.get(key).map(|entry| &entry.node) {
            None => String::new(),
            Some(Node {
                value: Value::Text(text), ..
            }) => text.value.clone(),
            Some(node) => {
                self.wrong_type(node, expected);
                String::new()
            }
        }
    }

    /// `true` or `false` under a key.
    pub(crate) fn flag(&mut self, fields: &Fields, key: &str, example: &'static str) -> Option<bool> {
        let node = &fields.get(key)?.node;
        match node.value {
            Value::Bool(value) => Some(value),
            _ => {
                self.wrong_type(node, Expected("true or false", example));
                None
            }
        }
    }

    /// A table under a key of the root, e.g. all parties.
    pub(crate) fn tables<'t>(&mut self, fields: &'t Fields, key: &str, expected: Expected) -> Vec<(&'t Entry, &'t Fields)> {
        let Some(entry) = fields.get(key) else { return Vec::new() };
        let Value::Table(inner) = &entry.node.value else {
            self.wrong_type(&entry.node, expected);
            return Vec::new();
        };
        let mut found = Vec::new();
        for entry in &inner.entries {
            match &entry.node.value {
                Value::Table(fields) => found.push((entry, fields)),
                _ => self.wrong_type(&entry.node, expected),
            }
        }
        found
    }

    /// The entries of an array of tables.
    pub(crate) fn repeated<'t>(&mut self, fields: &'t Fields, key: &str, expected: Expected) -> Vec<(&'t Node, &'t Fields)> {
        let Some(entry) = fields.get(key) else { return Vec::new() };
        let Value::List(items) = &entry.node.value else {
            self.wrong_type(&entry.node, expected);
            return Vec::new();
        };
        let mut found = Vec::new();
        for node in items {
            match &node.value {
                Value::Table(fields) => found.push((node, fields)),
                _ => self.wrong_type(node, expected),
            }
        }
        found
    }

    /// The texts of a list; a single text stands for a list of one.
    pub(crate) fn texts<'t>(&mut self, node: &'t Node, expected: Expected) -> Vec<&'t Text> {
        match &node.value {
            Value::List(items) => items
                .iter()
                .filter_map(|item| self.as_text(item, Expected("text in this list", expected.1)))
                .collect(),
            Value::Text(_) => self.as_text(node, expected).into_iter().collect(),
            _ => {
                self.wrong_type(node, expected);
                Vec::new()
            }
        }
    }

    /// One of a few words under a key.
    pub(crate) fn choice<T: Copy>(&mut self, fields: &Fields, key: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let node = &fields.get(key)?.node;
        let words = || choices.iter().map(|(word, _)| *word);
        let Value::Text(text) = &node.value else {
            let message = format!("expected one of {}, found {}", listed(words()), node.kind());
            self.push(
                Diagnostic::error("wrong-type", message)
                    .at(node.span, "")
                    .help("write the word in quotation marks"),
            );
            return None;
        };
        let found = choices.iter().find(|(word, _)| *word == text.value).map(|(_, value)| *value);
        if found.is_none() {
            let fault = Diagnostic::error("unknown-word", format!("`{key}` cannot be `{}`", text.value)).at(text.content(), "");
            self.push(fault.help(suggestion(&text.value, words(), "it is one of")));
        }
        found
    }

    /// An exact number.
    pub(crate) fn number(&mut self, node: &Node, expected: Expected) -> Option<Rational> {
        let (written, place) = match &node.value {
            Value::Number(written) => (written.as_str(), node.span),
            Value::Text(text) => (text.value.trim(), text.content()),
            _ => {
                self.wrong_type(node, expected);
                return None;
            }
        };
        let number = Rational::parse(written);
        if number.is_none() {
            let decimal = written
                .chars()
                .all(|character| character.is_ascii_digit() || "+-._eE/ ".contains(character));
            let (problem, help) = match decimal {
                true => (
                    "cannot be kept exactly",
                    "at most sixty digits before and sixty after the point; or a quotient such as `\"1/3\"`",
                ),
                false => ("is not a decimal number", "write for instance `12`, `0.25` or `\"1/3\"`"),
            };
            self.push(
                Diagnostic::error("bad-number", format!("`{written}` {problem}"))
                    .at(place, "")
                    .help(help),
            );
        }
        number
    }

    /// A number, or a list of two: the least and the greatest.
    pub(crate) fn interval(&mut self, node: &Node, expected: Expected) -> Option<Interval> {
        let Value::List(items) = &node.value else {
            let number = self.number(node, expected)?;
            return Some(Interval::exact(number));
        };
        let [low, high] = items.as_slice() else {
            let message = format!("an interval has two numbers, this list has {}", items.len());
            self.push(
                Diagnostic::error("bad-interval", message)
                    .at(node.span, "")
                    .help("write `[least, greatest]`"),
            );
            return None;
        };
        let (low, high) = (self.number(low, expected), self.number(high, expected));
        let (low, high) = (low?, high?);
        if low > high {
            let fault = Diagnostic::error("bad-interval", format!("the interval from {low} to {high} is empty")).at(node.span, "");
            self.push(fault.help(format!("write the smaller number first: `[{high}, {low}]`")));
            return None;
        }
        Some(Interval { low, high })
    }

    /// A key that a table must have.
    pub(crate) fn missing(&mut self, span: Span, what: &str, key: &str, example: &str) {
        let fault = Diagnostic::error("missing-key", format!("{what} has no `{key}`")).at(span, "");
        self.push(fault.help(format!("add `{example}`")));
    }
}

/// Names in backticks, the last joined by "and"; a long list is cut.
pub(crate) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    const SHOWN: usize = 20;
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(SHOWN);
    if more > 0 {
        names.truncate(SHOWN);
        names.push(format!("{more} more"));
    }
    match names.pop() {
        None => "none".to_owned(),
        Some(only) if names.is_empty() => only,
        Some(last) => format!("{} and {last}", names.join(", ")),
    }
}

/// "did you mean" for a close name, else the list of what there is.
pub(crate) fn suggestion<'n>(typed: &str, known: impl Iterator<Item = &'n str> + Clone, otherwise: &str) -> String {
    match did_you_mean(typed, known.clone()) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("{otherwise} {}", listed(known)),
    }
}
