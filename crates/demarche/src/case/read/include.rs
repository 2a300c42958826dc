//! Several files, one tree: `include` brings other files in before the including file adds to them.
//!
//! Tables are merged key by key, the including file winning. Arrays of tables are put one after the other, except that an entry with
//! the `id` of an earlier one takes its place. A file that is reached twice is read once; a file that includes itself is an error.

use std::collections::BTreeMap;

use crate::case::read::Reader;
use crate::case::read::faults::Expected;
use crate::case::read::keys::REPEATED;
use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Span};
use crate::text::tree::{self, Entry, Fields, Node, Text, Value};

/// Gives the text of a file that a case names: the command line reads the disk, tests a map.
pub trait Loader {
    /// The file at `path`, which is relative to the file called `from`.
    fn load(&mut self, path: &str, from: Option<&str>) -> Result<Loaded, LoadError>;
}

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its normalized name: two paths to one file give one name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Why a file cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    Missing,
    /// It has more bytes than are read.
    TooLarge {
        /// How many are read.
        limit: usize,
    },
    /// It is not UTF-8 text.
    NotUtf8 {
        /// The first byte that is not.
        offset: usize,
    },
    /// Anything else, e.g. a missing permission.
    Other(String),
}

impl LoadError {
    /// What happened, to follow the file's name.
    pub(crate) fn said(&self) -> String {
        match self {
            LoadError::Missing => "is not there".to_owned(),
            LoadError::TooLarge { limit } => format!("has more than {limit} bytes"),
            LoadError::NotUtf8 { offset } => format!("is not UTF-8 text (byte {offset})"),
            LoadError::Other(reason) => format!("cannot be read: {reason}"),
        }
    }

    /// How to mend it.
    pub(crate) fn help(&self) -> &'static str {
        match self {
            LoadError::Missing => "paths are relative to the file that names them",
            LoadError::TooLarge { .. } => "raise the limit with `--max-file-bytes`",
            LoadError::NotUtf8 { .. } => "save the file as UTF-8",
            LoadError::Other(_) => "check that the file can be opened",
        }
    }
}

/// The merged tree of a file and all that it includes; `None` if some file is not TOML, since what follows would be guesswork.
pub(crate) fn load(reader: &mut Reader<'_>, name: &str, text: &str) -> Option<Fields> {
    let mut inclusion = Inclusion {
        open: Vec::new(),
        seen: Vec::new(),
    };
    let root = inclusion.file(reader, name, text, None);
    root.filter(|_| !reader.faults.has_errors())
}

struct Inclusion {
    /// Files that are being read, outermost first.
    open: Vec<String>,
    /// Files that were read.
    seen: Vec<String>,
}

impl Inclusion {
    fn file(&mut self, reader: &mut Reader<'_>, name: &str, text: &str, from: Option<Span>) -> Option<Fields> {
        let limit = reader.limits.file_bytes.min(u32::MAX as usize);
        if text.len() > limit {
            let file = reader.files.add(name, "");
            let fault = Diagnostic::error(
                "file-too-large",
                format!("`{name}` has {} bytes; at most {limit} are read", text.len()),
            );
            let place = from.unwrap_or(Span::new(file, 0..0));
            reader
                .faults
                .push(fault.at(place, "").help("raise the limit with `--max-file-bytes`"));
            return None;
        }
        let file = reader.files.add(name, text);
        self.seen.push(name.to_owned());
        let (mut fields, faults) = tree::read(file, text);
        faults.into_iter().for_each(|fault| reader.faults.push(fault));
        let Some(include) = fields.take("include") else {
            return Some(fields);
        };
        self.open.push(name.to_owned());
        let mut base = Fields::default();
        for path in reader
            .faults
            .texts(&include.node, Expected("a list of file names", "include = [\"base.toml\"]"))
        {
            if let Some(included) = self.include(reader, name, path) {
                merge(&mut base, included);
            }
        }
        self.open.pop();
        merge(&mut base, fields);
        Some(base)
    }

    fn include(&mut self, reader: &mut Reader<'_>, from: &str, path: &Text) -> Option<Fields> {
        let place = path.content();
        if self.open.len() > reader.limits.include_depth {
            let message = format!("files are included more than {} levels deep", reader.limits.include_depth);
            reader
                .faults
                .push(Diagnostic::error("too-many", message).at(place, "").help("this limit is fixed"));
            return None;
        }
        let loaded = match reader.loader.load(&path.value, Some(from)) {
            Ok(loaded) => loaded,
            Err(error) => {
                let fault = Diagnostic::error("include-unreadable", format!("`{}` {}", path.value, error.said()));
                reader.faults.push(fault.at(place, "included here").help(error.help()));
                return None;
            }
        };
        if self.open.contains(&loaded.name) {
            let mut cycle: Vec<String> = self
                .open
                .iter()
                .skip_while(|name| **name != loaded.name)
                .map(|name| format!("`{name}`"))
                .collect();
            cycle.push(format!("`{}`", loaded.name));
            let fault = Diagnostic::error("include-cycle", format!("`{}` includes itself", loaded.name)).at(place, "closes the circle");
            reader
                .faults
                .push(fault.help(format!("remove one of the inclusions in {}", cycle.join(" -> "))));
            return None;
        }
        if self.seen.contains(&loaded.name) {
            return None;
        }
        if self.seen.len() >= reader.limits.files {
            let message = format!("this case has more than {} files", reader.limits.files);
            reader
                .faults
                .push(Diagnostic::error("too-many", message).at(place, "").help("this limit is fixed"));
            return None;
        }
        self.file(reader, &loaded.name, &loaded.text, Some(place))
    }
}

/// Adds to `base` what `over` says; `over` wins.
fn merge(base: &mut Fields, over: Fields) {
    let mut earlier = Fields::default();
    for entry in over.entries {
        let repeated = REPEATED.contains(&entry.key.value.as_str());
        let found = base
            .entries
            .iter_mut()
            .find(|earlier| repeated && earlier.key.value == entry.key.value);
        match (found.map(|earlier| &mut earlier.node.value), entry.node.value) {
            (Some(Value::List(items)), Value::List(more)) => append(items, more),
            (_, value) => earlier.entries.push(Entry {
                key: entry.key,
                node: Node {
                    span: entry.node.span,
                    value,
                },
            }),
        }
    }
    merge_tables(base, earlier);
}

fn merge_tables(base: &mut Fields, over: Fields) {
    let positions: BTreeMap<String, usize> = base
        .entries
        .iter()
        .enumerate()
        .map(|(position, entry)| (entry.key.value.clone(), position))
        .collect();
    for entry in over.entries {
        let place = positions.get(&entry.key.value).and_then(|position| base.entries.get_mut(*position));
        match place {
            None => base.entries.push(entry),
            Some(earlier) => match (&mut earlier.node.value, entry.node.value) {
                (Value::Table(fields), Value::Table(more)) => merge_tables(fields, more),
                (_, value) => {
                    *earlier = Entry {
                        key: entry.key,
                        node: Node {
                            span: entry.node.span,
                            value,
                        },
                    }
                }
            },
        }
    }
}

fn append(items: &mut Vec<Node>, more: Vec<Node>) {
    let positions: BTreeMap<String, usize> = items
        .iter()
        .enumerate()
        .filter_map(|(position, item)| Some((id_of(item)?.to_owned(), position)))
        .collect();
    for node in more {
        let same = id_of(&node)
            .and_then(|id| positions.get(id))
            .and_then(|position| items.get_mut(*position));
        match same {
            Some(item) => *item = node,
            None => items.push(node),
        }
    }
}

fn id_of(node: &Node) -> Option<&str> {
    let Value::Table(fields) = &node.value else { return None };
    match &fields.get("id")?.node.value {
        Value::Text(text) => Some(&text.value),
        _ => None,
    }
}

/// The name of a file that was read.
pub(crate) fn name_of(reader: &Reader<'_>, file: FileId) -> String {
    reader.files.get(file).name.clone()
}
