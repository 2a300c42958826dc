//! Runs the built program. The only place that knows how.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A finished run.
#[derive(Debug)]
pub(crate) struct Finished {
    /// The exit code; `None` if a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Finished {
    /// Everything that a person would see, with the exit code unless it is 0.
    pub(crate) fn seen(&self) -> String {
        let mut seen = format!("{}{}", self.stdout, self.stderr);
        if !seen.is_empty() && !seen.ends_with('\n') {
            seen.push('\n');
        }
        match self.code {
            Some(0) => seen,
            Some(code) => format!("{seen}(exit code {code})\n"),
            None => format!("{seen}(ended by a signal)\n"),
        }
    }
}

/// The program, not yet run: in the repository's root, with nothing to read and no color.
pub(crate) struct Run {
    command: Command,
    input: Vec<u8>,
}

/// The program with these arguments.
pub(crate) fn demarche<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.args(arguments).current_dir(root());
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("COLUMNS", "80");
    Run {
        command,
        input: Vec::new(),
    }
}

impl Run {
    /// In another folder.
    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// With something on standard input.
    pub(crate) fn reading(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    /// With an environment variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// The command itself, for what the other methods do not offer.
    pub(crate) fn command(self) -> Command {
        self.command
    }

    /// Runs it to its end.
    pub(crate) fn finish(mut self) -> Finished {
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // The program may end without reading what it was given.
        let _ = stdin.write_all(&self.input);
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        Finished {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A folder that goes away with the test, with these files in it.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// The smallest case worth reading: two parties, one issue.
pub(crate) const SMALL: &[u8] = br#"title = "Small"
[party.a]
[party.b]
[issue.c]
by = "a and b"
back = "a or b"
kind = "assumed"
[[statement]]
party = "a"
prefers = "c"
kind = "inferred"
[[statement]]
party = "b"
prefers = "c"
kind = "inferred"
"#;

/// All files in a folder and those below it.
pub(crate) fn files_under(folder: PathBuf) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![folder], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}
