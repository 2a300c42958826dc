//! Drafts are cases: whatever the text, the engine reads them without an error, and an addition to a case is one again.

use std::sync::LazyLock;

use demarche::case::ReadLimits;
use demarche::case::read::{LoadError, Loaded, Loader, read};
use demarche::diagnostic::render_plain;
use demarche::reader::draft::{SourceText, additions, draft};
use demarche::reader::evidence::Reading;
use demarche::reader::{Document, Markup, Reader};
use proptest::prelude::*;

static READER: LazyLock<Reader> = LazyLock::new(Reader::default);

/// No other files.
struct Nothing;

impl Loader for Nothing {
    fn load(&mut self, _: &str, _: Option<&str>) -> Result<Loaded, LoadError> {
        Err(LoadError::Missing)
    }
}

fn reading(text: &str) -> Reading {
    READER.read(&Document::new("text", text.as_bytes(), Markup::Plain), Some(2020))
}

fn source<'text>(id: &'text str, text: &'text str, reading: &'text Reading) -> SourceText<'text> {
    SourceText {
        id,
        title: "A \"text\"",
        file: None,
        bytes: text.as_bytes(),
        reading,
    }
}

/// The case, if there is anything to draft.
fn case_of(text: &str) -> Option<(String, demarche::case::Case)> {
    let found = reading(text);
    let drafted = draft(&[source("report", text, &found)], Some("2025-08-14"))?.text;
    let case = as_case(&drafted);
    Some((drafted, case))
}

fn as_case(text: &str) -> demarche::case::Case {
    let found = read("draft.toml", text, &mut Nothing, &ReadLimits::default());
    let faults = render_plain(&found.files, &found.diagnostics);
    found.case.unwrap_or_else(|| panic!("{text}\n{faults}"))
}

/// Sentences that hold positions, and words that break them.
fn sentences() -> impl Strategy<Value = String> {
    let actor = prop::sample::select(vec![
        "Russia",
        "Kyiv",
        "The union",
        "The \u{201c}rebels\u{201d}",
        "France and Spain",
        "He",
        "Putin",
        "The EU",
        "Officials",
        "Iran",
    ]);
    let act = prop::sample::select(vec![
        "demands that",
        "rejected",
        "must",
        "offered to",
        "threatened to",
        "ruled out",
        "called on",
        "will not",
        "agreed to",
        "said it would",
        "insists on",
    ]);
    let what = prop::sample::select(vec![
        "Ukraine leave the east and drop its bid",
        "withdraw",
        "the demand",
        "a wage rise of 6 percent",
        "in",
        "not \\ or \"true\"",
        "attack Israel unless it stops",
        "giving up land",
        "Britain to pay",
        "the proposal \u{0} of Germany",
        "and or implies",
        "release 25 prisoners",
        "\u{1F642} talks",
        "",
    ]);
    prop::collection::vec((actor, act, what), 1..12).prop_map(|parts| {
        let sentences: Vec<String> = parts.iter().map(|(actor, act, what)| format!("{actor} {act} {what}.")).collect();
        sentences.join(" ")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn a_draft_is_a_case(text in sentences()) {
        let _ = case_of(&text);
    }

    #[test]
    fn what_is_added_makes_a_case_to_which_nothing_is_added(first in sentences(), second in sentences()) {
        let Some((drafted, case)) = case_of(&first) else { return Ok(()) };
        let found = reading(&second);
        let added = additions(&case, &[source("later", &second, &found)]);
        let whole = as_case(&(drafted + &added.text));
        let again = additions(&whole, &[source("later", &second, &found)]);
        prop_assert_eq!(again.lines, 0, "{}", again.text);
    }
}

/// The first text speaks of land, the second of withdrawing from it, once with and once without somebody who could.
#[test]
fn a_position_known_on_an_issue_of_the_topic_stays_known_when_the_name_is_taken() {
    let (first, second) = (
        "Russia insists on giving up land. Kyiv demands that Ukraine leave the east and drop its bid.",
        "Russia rejected withdraw. Putin called on withdraw.",
    );
    let (drafted, case) = case_of(first).unwrap();
    let found = reading(second);
    let added = additions(&case, &[source("later", second, &found)]);
    let whole = as_case(&(drafted + &added.text));
    assert_eq!(additions(&whole, &[source("later", second, &found)]).lines, 0);
}

#[test]
fn a_draft_holds_demands_and_refusals() {
    let text = "Russia demands that Ukraine leave the east and drop its bid to join NATO, which Kyiv has refused. Officials met.";
    let (drafted, case) = case_of(text).unwrap();
    assert_eq!(case.parties.len(), 2);
    assert_eq!(case.issues.len(), 2);
    assert_eq!(drafted.matches("demands = ").count(), 2);
    assert_eq!(drafted.matches("rejects = ").count(), 2);
    assert!(drafted.contains("kind = \"reported\"") && drafted.contains("report: "));
}

#[test]
fn nothing_is_drafted_from_nothing() {
    assert!(case_of("It rained all day.").is_none());
}
