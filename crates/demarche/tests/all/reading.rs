//! Case files read: good ones without a diagnostic, bad ones with the diagnostics that stand beside them.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use demarche::case::read::{LoadError, Loaded, Loader, ReadLimits, Reading, read};
use demarche::case::{CASE_SCHEMA, Case, Content};
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

/// Every message has an entry in the manual, and every entry that a file of the corpus can show an example in the corpus.
#[test]
fn the_manual_explains_every_message() {
    let manual: BTreeSet<&str> = include_str!("../../../../docs/src/diagnostics.md")
        .split("## A whole run")
        .take(1)
        .flat_map(str::lines)
        .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
        .collect();
    let folder = corpus("bad");
    let readings: Vec<Reading> = names(&folder).iter().map(|name| read_from(&folder, name)).collect();
    let said: BTreeSet<&str> = readings
        .iter()
        .flat_map(|reading| &reading.diagnostics)
        .map(|diagnostic| diagnostic.code)
        .collect();
    assert_eq!(said.difference(&manual).collect::<Vec<_>>(), Vec::<&&str>::new());
    let never_said: Vec<&&str> = manual.difference(&said).collect();
    assert_eq!(never_said, [&"file-too-large", &"more-faults", &"source-file-unreadable"]);
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

/// A case without errors has no hole: every position that a line names is there.
fn is_whole(case: &Case) {
    for (key, issue) in case.issues.iter() {
        assert!(issue.values.len() >= 2 && (issue.status_quo as usize) < issue.values.len());
        assert!(matches!(case.statements[issue.statement].content, Content::Control(of) if of == key));
        assert!(
            issue
                .changes
                .iter()
                .all(|change| change.from != change.to && (change.from.max(change.to) as usize) < issue.values.len())
        );
    }
    for line in case.statements.values() {
        let there = match line.content {
            Content::Never(position) => position < case.never.len(),
            Content::Coalition(position) => position < case.coalitions.len(),
            Content::Payable(position) => position < case.payables.len(),
            Content::Lever(position) => position < case.levers.len(),
            Content::NoDeal => line.id == "no-deal" || line.id.chars().all(|character| character != '.'),
            _ => true,
        };
        assert!(there, "{line:?}");
    }
    assert!(case.no_deal.iter().all(|state| state.values.len() == case.issues.len()));
}

/// Reading must neither panic nor take forever, and diagnostics must be shown.
fn survives(text: &str) -> Reading {
    let reading = read_text(text);
    let _ = render_plain(&reading.files, &reading.diagnostics);
    assert_eq!(reading.case.is_none(), reading.has_errors());
    if let Some(case) = &reading.case {
        is_whole(case);
    }
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

#[test]
fn deep_nesting_is_survived() {
    for deep in [
        format!("a{} = 1", ".a".repeat(200_000)),
        format!("[a{}]", ".a".repeat(200_000)),
        format!("[[a{}]]\nb = 1", ".a".repeat(200_000)),
        format!("a = {}{}", "[".repeat(200_000), "]".repeat(200_000)),
        format!("a = {}1{}", "{a=".repeat(200_000), "}".repeat(200_000)),
        format!("a = {{ a{} = 1 }}", ".a".repeat(200_000)),
        "a = [".repeat(200_000),
    ] {
        survives(&deep);
    }
}

#[test]
fn limits_are_said() {
    let limits = ReadLimits {
        file_bytes: 1_000,
        issues: 2,
        statements: 1,
        parties: 1,
        sources: 1,
        values: 3,
        ..ReadLimits::default()
    };
    let base = "title = \"T\"\n[party.a]\n[issue.x]\n";
    for (text, expected) in [
        ("#".repeat(1_001), "`case.toml` has 1001 bytes; at most 1000 are read"),
        (
            format!("{base}[issue.y]\n[issue.z]\n"),
            "this case has 3 issues; at most 2 are read",
        ),
        (format!("{base}[party.b]\n"), "this case has 2 parties; at most 1 are read"),
        (
            format!("{base}[source.s]\ntitle = \"S\"\n[source.t]\ntitle = \"T\"\n"),
            "this case has 2 sources; at most 1 are read",
        ),
        (
            format!("{base}[[never]]\nformula = \"x\"\n[[statement]]\n"),
            "this case has 2 lines; at most 1 are read",
        ),
        (
            format!("{base}[issue.y]\nvalues = [1, 2, 3, 4]\n"),
            "this issue has 4 values; at most 3 are read",
        ),
    ] {
        let reading = read("case.toml", &text, &mut Memory::default(), &limits);
        let messages: Vec<&str> = reading.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        assert_eq!(messages, [expected]);
    }
}

#[test]
fn marks_of_other_editors_are_read() {
    let text = "\u{feff}title = \"T\"\r\n[party.a]\r\n[issue.x]\r\nby = \"a\"\r\n";
    assert!(survives(text).case.is_some());
}

#[test]
fn a_flood_of_faults_is_counted() {
    let mut text = "title = \"T\"\n[party.a]\n".to_owned();
    text.extend((0..200).map(|number| format!("[issue.issue{number}]\nby = \"a\"\nback = \"a\"\n")));
    text.extend((0..9_000).map(|number| format!("[[statement]]\nparty = \"a\"\nprefers = \"isue{number} and other\"\n")));
    let reading = survives(&text);
    let last = reading.diagnostics.last().unwrap();
    assert_eq!(
        (reading.diagnostics.len(), last.message.as_str()),
        (1_001, "17000 more faults are not listed")
    );
}
