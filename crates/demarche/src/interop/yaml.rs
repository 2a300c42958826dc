//! YAML to a tree. An alias is a copy, and copies count, so that a small file cannot grow large.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::exact::Number;
use super::fault::{Faults, Place};
use super::tree::{Data, Key, MAX_DEPTH, MAX_NODES, Node};
use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Span};

/// Reads a file that holds one document; faults are added, and the first one of syntax ends the reading.
pub(super) fn parse(file: FileId, text: &str, faults: &mut Faults) -> Option<Node> {
    let offsets = Offsets::new(text);
    let mut builder = Builder {
        file,
        open: Vec::new(),
        anchors: std::collections::BTreeMap::new(),
        nodes: 0,
        done: None,
    };
    for event in Parser::new_from_str(text) {
        let fault = match event {
            Ok((event, span)) => {
                let range = offsets.byte(span.start.index())..offsets.byte(span.end.index());
                builder
                    .take(event, range.clone(), faults)
                    .err()
                    .map(|message| (range.start, message))
            }
            Err(error) => Some((offsets.byte(error.marker().index()), error.info().to_owned())),
        };
        if let Some((at, message)) = fault {
            let diagnostic = Diagnostic::error("import-syntax", format!("this is no YAML that can be read: {message}"));
            faults.error(diagnostic.at(Span::new(file, at..at), ""));
            return None;
        }
    }
    if builder.done.is_none() {
        let place = Place { file, range: 0..0 };
        faults.shape(&place, "this file is empty");
    }
    builder.done
}

/// Bytes of characters: the parser counts characters.
struct Offsets {
    /// The byte of every character; empty where a character is a byte.
    marks: Vec<usize>,
    ascii: bool,
    length: usize,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let ascii = text.is_ascii();
        Offsets {
            marks: if ascii {
                Vec::new()
            } else {
                text.char_indices().map(|(byte, _)| byte).collect()
            },
            ascii,
            length: text.len(),
        }
    }

    fn byte(&self, character: usize) -> usize {
        if self.ascii {
            character.min(self.length)
        } else {
            self.marks.get(character).copied().unwrap_or(self.length)
        }
    }
}

struct Builder {
    file: FileId,
    open: Vec<Open>,
    anchors: std::collections::BTreeMap<usize, (Node, usize)>,
    nodes: usize,
    done: Option<Node>,
}

/// A list or table that has not ended.
struct Open {
    start: usize,
    anchor: usize,
    nodes_before: usize,
    kind: Kind,
}

enum Kind {
    List(Vec<Node>),
    Map(
        Vec<(Key, Node)>,
        Option<Key>,
        std::collections::BTreeMap<String, std::ops::Range<usize>>,
    ),
}

impl Builder {
    fn take(&mut self, event: Event<'_>, range: std::ops::Range<usize>, faults: &mut Faults) -> Result<(), String> {
        match event {
            Event::DocumentStart(_) if self.done.is_some() => Err("a second document starts here".to_owned()),
            Event::SequenceStart(anchor, _) => self.begin(range.start, anchor, Kind::List(Vec::new())),
            Event::MappingStart(anchor, _) => {
                self.begin(range.start, anchor, Kind::Map(Vec::new(), None, std::collections::BTreeMap::new()))
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else {
                    return Err("something ends that did not start".to_owned());
                };
                let data = match open.kind {
                    Kind::List(items) => Data::List(items),
                    Kind::Map(entries, ..) => Data::Map(entries),
                };
                let node = Node {
                    range: open.start..range.end.max(open.start + 1),
                    data,
                };
                self.name(open.anchor, &node, self.nodes - open.nodes_before);
                self.put(node, faults)
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.count(1)?;
                let node = Node {
                    range,
                    data: scalar(text, style, tag.as_deref()),
                };
                self.name(anchor, &node, 1);
                self.put(node, faults)
            }
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor).cloned() else {
                    return Err("this alias stands for something that contains it".to_owned());
                };
                self.count(size)?;
                self.put(node, faults)
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, start: usize, anchor: usize, kind: Kind) -> Result<(), String> {
        if self.open.len() >= MAX_DEPTH {
            return Err(format!("it is nested more than {MAX_DEPTH} levels deep"));
        }
        let nodes_before = self.nodes;
        self.count(1)?;
        self.open.push(Open {
            start,
            anchor,
            nodes_before,
            kind,
        });
        Ok(())
    }

    fn count(&mut self, nodes: usize) -> Result<(), String> {
        self.nodes += nodes;
        if self.nodes > MAX_NODES {
            return Err(format!(
                "it has more than {MAX_NODES} values, aliases counted as often as they are used"
            ));
        }
        Ok(())
    }

    fn name(&mut self, anchor: usize, node: &Node, size: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), size));
        }
    }

    fn put(&mut self, node: Node, faults: &mut Faults) -> Result<(), String> {
        let file = self.file;
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.done = Some(node),
            Some(Kind::List(items)) => items.push(node),
            Some(Kind::Map(entries, waiting, seen)) => match waiting.take() {
                Some(key) => entries.push((key, node)),
                None => {
                    let Some(text) = node
                        .name()
                        .map(str::to_owned)
                        .or_else(|| matches!(node.data, Data::Null).then(|| "null".to_owned()))
                    else {
                        return Err("a key must be a name or a number".to_owned());
                    };
                    if let Some(first) = seen.insert(text.clone(), node.range.clone()) {
                        let place = |range| Place { file, range };
                        faults.twice(&place(node.range.clone()), "key", &text, Some(&place(first)));
                    }
                    *waiting = Some(Key { text, range: node.range });
                }
            },
        }
        Ok(())
    }
}

/// What a scalar stands for: only plain ones can be numbers, truth values or nothing.
fn scalar(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>) -> Data {
    let string = tag.is_some_and(|tag| tag.suffix == "str");
    if style != ScalarStyle::Plain || string {
        return Data::Text(text.into_owned());
    }
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => Data::Null,
        "true" | "True" | "TRUE" => Data::Bool(true),
        "false" | "False" | "FALSE" => Data::Bool(false),
        plain if Number::parse(plain).is_some() || is_special(plain) => Data::Number(plain.to_owned()),
        _ => Data::Text(text.into_owned()),
    }
}

/// The numbers that are none.
fn is_special(text: &str) -> bool {
    matches!(text.trim_start_matches(['-', '+']).to_ascii_lowercase().as_str(), ".inf" | ".nan")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Node>, Vec<String>) {
        let mut faults = Faults::default();
        let node = parse(FileId(0), text, &mut faults);
        (node, faults.errors.into_iter().map(|error| error.message).collect())
    }

    #[test]
    fn values_are_read() {
        let text = "é: &x [1.50, 'no', yes]\nb: *x\n3: {k: null}\n";
        let (node, faults) = read(text);
        assert_eq!(faults, Vec::<String>::new());
        let node = node.unwrap();
        let items = node.get("b").and_then(Node::items).unwrap();
        assert_eq!(items[0].name(), Some("1.50"));
        assert_eq!(&text[items[0].range.clone()], "1.50");
        assert_eq!(node.get("3").unwrap().entries().unwrap().len(), 1);
    }

    #[test]
    fn aliases_cannot_explode() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let copies = vec![format!("*a{}", level - 1); 10].join(", ");
            text += &format!("a{level}: &a{level} [{copies}]\n");
        }
        let (node, faults) = read(&text);
        assert!(node.is_none());
        assert!(faults[0].contains("more than"), "{faults:?}");
    }

    #[test]
    fn faults_are_said() {
        assert_eq!(read("a: 1\na: 2\n").1, ["the key `a` stands there twice"]);
        for text in [
            "a: [",
            "{a: }}",
            "- [",
            "\"",
            "a: b: c",
            &"[".repeat(1000),
            "--- 1\n--- 2\n",
            "? [1]\n: 2\n",
            "*x",
        ] {
            assert!(!read(text).1.is_empty(), "{text}");
        }
    }
}
