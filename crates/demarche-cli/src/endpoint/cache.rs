//! Answers that are kept, so that nothing is asked twice: one file each, named by what was asked.

use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use demarche::reader::language_model::VERSION;

use super::MOST_ANSWER_BYTES;

/// Bytes of one file: an answer whose every letter is written as an escape of six.
const MOST_FILE_BYTES: u64 = 8 * MOST_ANSWER_BYTES;

/// A folder of answers. A file that is no answer is as none, and is replaced.
pub(crate) struct Cache {
    folder: PathBuf,
}

/// One file.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Digest of what was asked, once more: a file that was renamed or cut is none.
    asked: String,
    answer: String,
}

/// What the folder has for a question.
pub(crate) enum Found {
    /// The answer.
    Answer(String),
    /// A file that should hold it, and does not.
    Damaged,
    /// Nothing.
    Nothing,
}

impl Cache {
    /// The folder, made if it is not there.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn new(folder: &Path) -> std::io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Cache { folder: folder.to_owned() })
    }

    /// The answer of a model to a question, if it is kept.
    pub(crate) fn get(&self, model: &str, instructions: &str, question: &str) -> Found {
        let asked = digest(model, instructions, question);
        match read(&self.path(&asked)) {
            Ok(kept) if kept.asked == asked => Found::Answer(kept.answer),
            Err(error) if error.kind() == ErrorKind::NotFound => Found::Nothing,
            _ => Found::Damaged,
        }
    }

    /// Keeps an answer; the file is there whole or not at all.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn put(&self, model: &str, instructions: &str, question: &str, answer: &str) -> std::io::Result<()> {
        let asked = digest(model, instructions, question);
        let path = self.path(&asked);
        let kept = Kept {
            asked,
            answer: answer.to_owned(),
        };
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(serde_json::to_string(&kept)?.as_bytes())?;
        file.persist(path).map(drop).map_err(|error| error.error)
    }

    fn path(&self, asked: &str) -> PathBuf {
        self.folder.join(format!("{asked}.json"))
    }
}

fn read(path: &Path) -> std::io::Result<Kept> {
    let mut text = String::new();
    std::fs::File::open(path)?.take(MOST_FILE_BYTES).read_to_string(&mut text)?;
    Ok(serde_json::from_str(&text)?)
}

/// Of everything that the answer depends on, each part with its length.
fn digest(model: &str, instructions: &str, question: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(VERSION.to_le_bytes());
    for part in [model, instructions, question] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
