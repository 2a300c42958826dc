//! Case files read: good ones without a diagnostic, bad ones with the diagnostics that stand beside them.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use demarche::case::CASE_SCHEMA;
use demarche::case::read::{LoadError, Loaded, Loader, ReadLimits, Reading, read};
use demarche::diagnostic::render_plain;
use expect_test::expect_file;
use proptest::prelude::*;

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

/// The TOML of a case as JSON, dates as text.
fn json(value: &toml::de::DeValue<'_>, number: &impl Fn(&str) -> serde_json::Value) -> serde_json::Value {
    use toml::de::DeValue;
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(whole) => number(whole.as_str()),
        DeValue::Float(float) => number(float.as_str()),
        DeValue::Boolean(truth) => (*truth).into(),
        DeValue::Datetime(date) => date.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref(), number)).collect(),
        DeValue::Table(fields) => fields
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref(), number)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}

#[test]
fn the_schema_accepts_good_cases_and_rejects_unknown_keys() {
    let schema = serde_json::from_str(CASE_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let convert = |text: &str| {
        let table = toml::de::DeTable::parse(text).unwrap();
        let number = |text: &str| serde_json::from_str(text).unwrap();
        json(&toml::de::DeValue::Table(table.into_inner()), &number)
    };
    let folder = corpus("good");
    for name in names(&folder) {
        let case = convert(&std::fs::read_to_string(folder.join(&name)).unwrap());
        let errors: Vec<String> = validator
            .iter_errors(&case)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        let included = case.get("include").is_some();
        assert!(errors.is_empty() || included, "{name}: {errors:#?}");
    }
    for name in [
        "head-unknown-keys",
        "party-unknown-keys",
        "issue-unknown-key",
        "statement-two-verbs",
        "statement-unknown-key",
    ] {
        let case = convert(&std::fs::read_to_string(corpus("bad").join(format!("{name}.toml"))).unwrap());
        assert!(!validator.is_valid(&case), "{name}");
    }
}

const EVERYTHING: &str = include_str!("../../../../tests/cases/good/everything.toml");

/// Reading must neither panic nor take forever, and diagnostics must be shown.
fn survives(text: &str) -> Reading {
    let reading = read_text(text);
    let _ = render_plain(&reading.files, &reading.diagnostics);
    assert_eq!(reading.case.is_none(), reading.has_errors());
    reading
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn any_formula_is_survived(text in "([a-z(){},<>=!0-9 -]|and |or |not |count\\(|implies |iff | in |war|peace|land|cede|of ){0,40}") {
        survives(&format!("{EVERYTHING}\n[[never]]\nformula = '{text}'\n[issue.extra]\nby = '{text}'\n"));
    }

    #[test]
    fn broken_cases_are_survived(cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, any::<prop::sample::Index>()), 1..6)) {
        let mut characters: Vec<char> = EVERYTHING.chars().collect();
        for (from, length, to) in cuts {
            let start = from.index(characters.len());
            let end = (start + length).min(characters.len());
            let piece: Vec<char> = characters[start..end].to_vec();
            if length % 2 == 0 {
                characters.drain(start..end);
            }
            let to = to.index(characters.len() + 1);
            characters.splice(to..to, piece);
        }
        survives(&characters.into_iter().collect::<String>());
    }

    #[test]
    fn lines_may_be_lost(keep in prop::collection::vec(prop::bool::weighted(0.9), EVERYTHING.lines().count())) {
        let text: String = EVERYTHING.lines().zip(keep).filter(|(_, keep)| *keep).map(|(line, _)| format!("{line}\n")).collect();
        survives(&text);
    }
}
