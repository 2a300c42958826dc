//! Case files read: good ones without a diagnostic, bad ones with the diagnostics that stand beside them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use demarche::case::read::{LoadError, Loaded, Loader, ReadLimits, Reading, read};
use demarche::diagnostic::render_plain;
use expect_test::expect_file;

/// Files in memory, by name.
#[derive(Default)]
struct Memory(BTreeMap<String, String>);

impl Loader for Memory {
    fn load(&mut self, path: &str, _from: Option<&str>) -> Result<Loaded, LoadError> {
        let text = self.0.get(path).ok_or(LoadError::Missing)?.clone();
        Ok(Loaded {
            name: path.to_owned(),
            text,
        })
    }
}

fn corpus(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(folder)
}

/// The names of the case files of a folder; those that start with `_` are only included by others.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".toml") && !name.starts_with('_'))
        .collect();
    names.sort();
    names
}

fn read_from(folder: &Path, name: &str) -> Reading {
    let mut memory = Memory::default();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if let (Some(name), Ok(text)) = (path.file_name(), std::fs::read_to_string(&path)) {
            memory.0.insert(name.to_string_lossy().into_owned(), text);
        }
    }
    let text = memory.0.get(name).unwrap().clone();
    read(name, &text, &mut memory, &ReadLimits::default())
}

fn read_text(text: &str) -> Reading {
    read("case.toml", text, &mut Memory::default(), &ReadLimits::default())
}

#[test]
fn good_cases_have_nothing_to_say() {
    let folder = corpus("good");
    for name in names(&folder) {
        let reading = read_from(&folder, &name);
        assert_eq!(render_plain(&reading.files, &reading.diagnostics), "", "{name}");
        assert!(reading.case.is_some(), "{name}");
    }
}

#[test]
fn bad_cases_say_what_is_wrong() {
    let folder = corpus("bad");
    for name in names(&folder) {
        let reading = read_from(&folder, &name);
        let shown = render_plain(&reading.files, &reading.diagnostics);
        assert!(!shown.is_empty(), "{name} has no fault");
        assert_eq!(reading.case.is_none(), reading.has_errors(), "{name}");
        expect_file![folder.join(name.replace(".toml", ".txt"))].assert_eq(&shown);
    }
}

/// The manual's examples are TOML, and no key in them is unknown.
#[test]
fn the_manual_is_right() {
    let manual = include_str!("../../../../docs/src/case-file.md");
    let blocks = manual.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    for block in blocks {
        // The keys of every line stand in the manual without the line that they belong to.
        let header = if block.starts_with("id ") { "[[statement]]\n" } else { "" };
        let block = format!("{header}{block}");
        let reading = read_text(&block);
        let shown = render_plain(&reading.files, &reading.diagnostics);
        assert!(!shown.contains("toml-syntax") && !shown.contains("unknown-key"), "{block}\n{shown}");
    }
}
