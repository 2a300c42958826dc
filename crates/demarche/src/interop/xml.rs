//! XML with places. A document type is refused, so that no entity is ever expanded and nothing is fetched.

use std::ops::Range;

use roxmltree::{Document, Error, Node, ParsingOptions};

use super::exact::Number;
use super::fault::{Faults, Place};
use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Span};

/// Elements and texts in one file.
const MAX_NODES: u32 = 1_000_000;

/// A file's elements.
pub(super) struct Xml<'t> {
    document: Document<'t>,
    file: FileId,
    /// Bytes before the first element that were skipped: blanks, which may not stand before a declaration.
    skipped: usize,
}

/// Reads a whole file; the first fault ends the reading.
pub(super) fn parse<'t>(file: FileId, text: &'t str, faults: &mut Faults) -> Option<Xml<'t>> {
    let trimmed = text.trim_start();
    let skipped = text.len() - trimmed.len();
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    match Document::parse_with_options(trimmed, options) {
        Ok(document) => Some(Xml { document, file, skipped }),
        Err(error) => {
            let at = skipped + offset(trimmed, &error);
            let diagnostic = match error {
                Error::DtdDetected => Diagnostic::error("import-syntax", "this file declares a document type, which could define entities")
                    .help("entities are never expanded: remove the `<!DOCTYPE ...>`"),
                Error::UnknownEntityReference(name, _) => {
                    Diagnostic::error("import-syntax", format!("the entity `&{name};` is not one of XML's own"))
                        .help("entities are never expanded: write the text itself")
                }
                Error::NodesLimitReached => Diagnostic::error("import-syntax", format!("this file has more than {MAX_NODES} elements")),
                other => Diagnostic::error("import-syntax", format!("this is no XML that can be read: {other}")),
            };
            faults.error(diagnostic.at(Span::new(file, at..at), ""));
            None
        }
    }
}

fn offset(text: &str, error: &Error) -> usize {
    let place = error.pos();
    let line = text
        .split_inclusive('\n')
        .take((place.row as usize).saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let rest = text.get(line..).unwrap_or_default();
    line + rest
        .char_indices()
        .nth((place.col as usize).saturating_sub(1))
        .map_or(rest.len(), |(byte, _)| byte)
}

/// An element.
#[derive(Clone, Copy)]
pub(super) struct Element<'x> {
    node: Node<'x, 'x>,
    file: FileId,
    skipped: usize,
}

impl<'t> Xml<'t> {
    /// The outermost element.
    pub(super) fn root(&self) -> Element<'_> {
        Element {
            node: self.document.root_element(),
            file: self.file,
            skipped: self.skipped,
        }
    }
}

impl<'x> Element<'x> {
    /// Whether it has this name; capital letters do not matter.
    pub(super) fn is(&self, name: &str) -> bool {
        self.node.tag_name().name().eq_ignore_ascii_case(name)
    }

    /// The elements below it with this name, at any depth, in order.
    pub(super) fn all(self, name: &'static str) -> impl Iterator<Item = Element<'x>> {
        self.node
            .descendants()
            .filter(Node::is_element)
            .map(move |node| Element { node, ..self })
            .filter(move |element| element.is(name))
    }

    /// The elements in it.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'x>> {
        self.node
            .children()
            .filter(Node::is_element)
            .map(move |node| Element { node, ..self })
    }

    /// The first element in it with this name.
    pub(super) fn child(self, name: &str) -> Option<Element<'x>> {
        self.children().find(|element| element.is(name))
    }

    /// The element around it.
    pub(super) fn parent(self) -> Option<Element<'x>> {
        let node = self.node.parent_element()?;
        Some(Element { node, ..self })
    }

    /// An attribute without the blanks around it; capital letters in its name do not matter.
    pub(super) fn get(&self, name: &str) -> Option<&'x str> {
        self.attribute(name).map(|(value, _)| value.trim())
    }

    /// An attribute as it stands, and its place.
    fn attribute(&self, name: &str) -> Option<(&'x str, Place)> {
        let attribute = self
            .node
            .attributes()
            .find(|attribute| attribute.name().eq_ignore_ascii_case(name))?;
        Some((attribute.value(), self.shifted(attribute.range_value())))
    }

    /// The first of several attributes that is there: its text and place.
    pub(super) fn first(&self, names: &[&str]) -> Option<(&'x str, Place)> {
        names
            .iter()
            .find_map(|name| self.attribute(name))
            .map(|(value, place)| (value.trim(), place))
    }

    /// A number in an attribute, if the attribute is there; a fault if it is no number.
    pub(super) fn number(&self, names: &[&str], faults: &mut Faults) -> Option<Number> {
        let (text, place) = self.first(names).filter(|(text, _)| !text.is_empty())?;
        let number = Number::parse(text);
        if number.is_none() {
            faults.number(&place, text);
        }
        number
    }

    /// A number that must be there.
    pub(super) fn need_number(&self, name: &str, faults: &mut Faults) -> Option<Number> {
        if self.get(name).is_none_or(str::is_empty) {
            faults.shape(&self.place(), format!("`{name}` is missing here"));
        }
        self.number(&[name], faults)
    }

    /// Its opening tag.
    pub(super) fn place(&self) -> Place {
        let range = self.node.range();
        let text = self.node.document().input_text();
        let end = text[range.clone()].find('>').map_or(range.end, |close| range.start + close + 1);
        self.shifted(range.start..end)
    }

    /// The place of an attribute, or of the opening tag.
    pub(super) fn place_of(&self, name: &str) -> Place {
        self.attribute(name).map_or_else(|| self.place(), |(_, place)| place)
    }

    fn shifted(&self, range: Range<usize>) -> Place {
        Place {
            file: self.file,
            range: range.start + self.skipped..range.end + self.skipped,
        }
    }
}
