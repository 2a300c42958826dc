//! JSON and YAML as one tree, in which every value knows its place and numbers keep their digits.

use std::ops::Range;

use super::exact::Number;
use super::fault::{Faults, Place};
use crate::span::FileId;

/// The deepest nesting.
pub(super) const MAX_DEPTH: usize = 64;

/// Values in one file, copies made by YAML aliases included.
pub(super) const MAX_NODES: usize = 1_000_000;

/// A value and its bytes.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Where it is written.
    pub(super) range: Range<usize>,
    /// What is written.
    pub(super) data: Data,
}

/// What is written.
#[derive(Clone, Debug)]
pub(super) enum Data {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys, as written, and their values, in order.
    Map(Vec<(Key, Node)>),
}

/// A key and its bytes.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// The key.
    pub(super) text: String,
    /// Where it is written.
    pub(super) range: Range<usize>,
}

impl Node {
    /// The entries, if it has keys.
    pub(super) fn entries(&self) -> Option<&[(Key, Node)]> {
        match &self.data {
            Data::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub(super) fn items(&self) -> Option<&[Node]> {
        match &self.data {
            Data::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a key; nothing for `null`.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entries()?
            .iter()
            .find(|(found, _)| found.text == key)
            .map(|(_, node)| node)
            .filter(|node| !matches!(node.data, Data::Null))
    }

    /// A name: a string, or a number or truth value as written.
    pub(super) fn name(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) | Data::Number(text) => Some(text),
            Data::Bool(true) => Some("true"),
            Data::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// A name that is not empty, without the blanks around it.
    pub(super) fn word(&self) -> Option<&str> {
        self.name().map(str::trim).filter(|name| !name.is_empty())
    }
}

/// A file's tree, and where its faults go.
pub(super) struct Reader<'f> {
    /// The file.
    pub(super) file: FileId,
    /// What is wrong.
    pub(super) faults: &'f mut Faults,
}

impl Reader<'_> {
    /// The place of a value.
    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        Place {
            file: self.file,
            range: range.clone(),
        }
    }

    /// The place of a value, its first character only if it spans lines.
    pub(super) fn at(&self, node: &Node) -> Place {
        let range = match node.data {
            Data::List(_) | Data::Map(_) => node.range.start..node.range.start + 1,
            _ => node.range.clone(),
        };
        self.place(&range)
    }

    /// The value of a key that must be there.
    pub(super) fn need<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let found = node.get(key);
        if found.is_none() {
            let place = self.at(node);
            self.faults.shape(&place, format!("`{key}` is missing here"));
        }
        found
    }

    /// The items of what must be a list.
    pub(super) fn list<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [Node]> {
        let found = node.items();
        if found.is_none() {
            let place = self.at(node);
            self.faults.shape(&place, format!("{what} must be a list"));
        }
        found
    }

    /// The entries of what must have keys.
    pub(super) fn map<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [(Key, Node)]> {
        let found = node.entries();
        if found.is_none() {
            let place = self.at(node);
            self.faults.shape(&place, format!("{what} must be a table of names and values"));
        }
        found
    }

    /// A name that must be there.
    pub(super) fn word<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        let found = node.word();
        if found.is_none() {
            let place = self.at(node);
            self.faults.shape(&place, format!("{what} must be a name"));
        }
        found
    }

    /// A number; one in quotation marks counts as well.
    pub(super) fn number(&mut self, node: &Node) -> Option<Number> {
        let found = match &node.data {
            Data::Number(text) | Data::Text(text) => Number::parse(text),
            _ => None,
        };
        if found.is_none() {
            let place = self.at(node);
            self.faults.number(&place, node.name().unwrap_or("this"));
        }
        found
    }

    /// A position in a list of `length` things.
    pub(super) fn position(&mut self, node: &Node, length: usize, what: &str) -> Option<usize> {
        let found = match &node.data {
            Data::Number(text) => text.parse::<usize>().ok().filter(|position| *position < length),
            _ => None,
        };
        if found.is_none() {
            let place = self.at(node);
            self.faults
                .shape(&place, format!("{what} must be a number from 0 to {}", length.saturating_sub(1)));
        }
        found
    }
}
