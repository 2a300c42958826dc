//! Reads a case and the files that it names.
//!
//! A file's size is looked at before it is read, and no more than the limit is read of what has no size, such as a pipe. A byte-order mark of UTF-8 is
//! skipped; text in another encoding is an error that says where.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use demarche::case::read::{LoadError, Loaded, Loader};
use demarche::diagnostic::Diagnostic;
use demarche::interop::Foreign;

use crate::failure::Failure;
use crate::refusal::grouped;

/// The name of standard input in messages.
pub(crate) const STDIN: &str = "<stdin>";

/// Reads files, and remembers which.
#[derive(Debug)]
pub(crate) struct Disk {
    limit: usize,
    /// Files that were read, by their one true path, with the name they were first given.
    names: BTreeMap<PathBuf, String>,
}

impl Disk {
    /// Reads at most `limit` bytes of a file.
    pub(crate) fn new(limit: usize) -> Self {
        Disk {
            limit,
            names: BTreeMap::new(),
        }
    }

    /// A file that the user named, or standard input: its name in messages, and its bytes.
    pub(crate) fn named(&mut self, path: &Path) -> Result<Foreign, Failure> {
        let (name, read) = if path.as_os_str() == "-" {
            (STDIN.to_owned(), bounded(&mut io::stdin().lock(), self.limit))
        } else {
            let name = path.to_string_lossy().into_owned();
            let read = self.bytes(path);
            self.remember(path, &name);
            (name, read)
        };
        match read {
            Ok(bytes) => Ok(Foreign { name, bytes }),
            Err(error) => Err(Failure::of_run(unreadable(&name, &error))),
        }
    }

    /// A file that the user named, as the text of a case.
    pub(crate) fn case(foreign: Foreign) -> Result<Loaded, Failure> {
        let Foreign { name, bytes } = foreign;
        match text(bytes) {
            Ok(text) => Ok(Loaded { name, text }),
            Err(error) => Err(Failure::of_run(unreadable(&name, &error))),
        }
    }

    /// Whether `path` leads to a file that was read.
    pub(crate) fn has_read(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|path| self.names.contains_key(&path))
    }

    fn file(&self, path: &Path) -> Result<String, LoadError> {
        self.bytes(path).and_then(text)
    }

    fn bytes(&self, path: &Path) -> Result<Vec<u8>, LoadError> {
        let metadata = std::fs::metadata(path).map_err(|error| failed(&error))?;
        if metadata.is_dir() {
            return Err(LoadError::Other("it is a folder".to_owned()));
        }
        if metadata.len() > self.limit as u64 {
            return Err(LoadError::TooLarge { limit: self.limit });
        }
        let mut file = File::open(path).map_err(|error| failed(&error))?;
        bounded(&mut file, self.limit)
    }

    /// The name under which the file was first read, and from now on.
    fn remember(&mut self, path: &Path, name: &str) -> String {
        match path.canonicalize() {
            Ok(path) => self.names.entry(path).or_insert_with(|| name.to_owned()).clone(),
            Err(_) => name.to_owned(),
        }
    }
}

impl Loader for Disk {
    fn load(&mut self, path: &str, from: Option<&str>) -> Result<Loaded, LoadError> {
        let folder = from
            .filter(|from| *from != STDIN)
            .and_then(|from| Path::new(from).parent())
            .unwrap_or(Path::new(""));
        let path = tidy(&folder.join(path));
        let text = self.file(&path)?;
        Ok(Loaded {
            name: self.remember(&path, &path.to_string_lossy()),
            text,
        })
    }
}

/// `a/./b` as `a/b`. `..` stays, since what it means depends on links.
fn tidy(path: &Path) -> PathBuf {
    path.components().filter(|component| *component != Component::CurDir).collect()
}

fn failed(error: &io::Error) -> LoadError {
    match error.kind() {
        io::ErrorKind::NotFound => LoadError::Missing,
        io::ErrorKind::IsADirectory => LoadError::Other("it is a folder".to_owned()),
        _ => LoadError::Other(super::reason(error)),
    }
}

fn bounded(reader: &mut dyn Read, limit: usize) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    reader
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(&error))?;
    if bytes.len() > limit {
        Err(LoadError::TooLarge { limit })
    } else {
        Ok(bytes)
    }
}

fn text(bytes: Vec<u8>) -> Result<String, LoadError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(LoadError::Other("it is UTF-16 text; save it as UTF-8".to_owned()));
    }
    let text = String::from_utf8(bytes).map_err(|error| LoadError::NotUtf8 {
        offset: error.utf8_error().valid_up_to(),
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

fn unreadable(name: &str, error: &LoadError) -> Diagnostic {
    let (said, help) = match error {
        LoadError::Missing => (
            "is not there".to_owned(),
            "name an existing case file, or `-` to read standard input",
        ),
        LoadError::TooLarge { limit } => (
            format!("has more than {} bytes", grouped(*limit)),
            "raise the limit with `--max-file-bytes`",
        ),
        LoadError::NotUtf8 { offset } => (
            format!("is not UTF-8 text: the first faulty byte is number {}", grouped(offset + 1)),
            "save the file as UTF-8",
        ),
        LoadError::Other(reason) => (format!("cannot be read: {reason}"), "a case is one text file in UTF-8"),
    };
    Diagnostic::error("case-unreadable", format!("`{name}` {said}")).help(help)
}
