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

/// The lines of a draft of several texts, in the order of time.
fn drafted(texts: &[&str]) -> String {
    let readings: Vec<Reading> = texts.iter().map(|text| reading(text)).collect();
    let ids = ["first", "second", "third"];
    let sources: Vec<SourceText> = texts
        .iter()
        .zip(&readings)
        .zip(ids)
        .map(|((text, reading), id)| source(id, text, reading))
        .collect();
    let text = draft(&sources, None).unwrap().text;
    as_case(&text);
    text
}

#[test]
fn the_same_position_in_several_texts_is_one_line_with_their_passages() {
    let text = drafted(&[
        "Russia demands that Ukraine withdraw from the east. Ukraine rejected the demand.",
        "Russia again demanded that Ukraine withdraw from the eastern regions.",
    ]);
    assert_eq!(text.matches("demands = ").count(), 1, "{text}");
    let line = text
        .lines()
        .find(|line| line.starts_with("cites") && line.contains("second: "))
        .unwrap_or_default();
    assert!(
        line.contains("first: Russia demands") && line.contains("second: Russia again"),
        "{text}"
    );
}

#[test]
fn what_is_reported_counts_for_more_than_what_is_expected() {
    let text = drafted(&[
        "Russia is expected to demand that Ukraine withdraw from the east.",
        "Russia demands that Ukraine withdraw from the east.",
    ]);
    let at = text.find("demands = ").unwrap();
    assert!(text[at..].contains("kind = \"reported\""), "{text}");
}

#[test]
fn a_demand_that_is_dropped_later_is_a_remark() {
    let demand = "Russia demands that Ukraine withdraw from the east. The union demanded higher wages from France.";
    let dropped = "Russia dropped its demand that Ukraine withdraw from the east.";
    let text = drafted(&[demand, dropped]);
    assert_eq!(text.matches("demands = ").count(), 1, "{text}");
    assert!(
        text.contains("# Given up: Russia demands this (first: Russia demands that Ukraine withdraw"),
        "{text}"
    );
    assert!(text.contains("second, sentence 1: Russia dropped its demand"), "{text}");
    // The later word counts: a demand made again stands.
    let text = drafted(&[dropped, demand]);
    assert_eq!(text.matches("demands = ").count(), 2, "{text}");
}

#[test]
fn a_refusal_is_given_up_by_doing_the_thing_and_by_nothing_else() {
    let refused = "Ukraine demands that Russia release the prisoners. Russia rejected the demand.";
    let text = drafted(&[refused, "Russia released the prisoners."]);
    assert_eq!(
        (text.matches("demands = ").count(), text.matches("rejects = ").count()),
        (1, 0),
        "{text}"
    );
    assert!(text.contains("# Given up: Russia rejects this"), "{text}");
    for other in [
        "Ukraine released the prisoners.",
        "Russia lifted the sanctions.",
        "Russia may release the prisoners.",
    ] {
        let text = drafted(&[refused, other]);
        assert_eq!(text.matches("rejects = ").count(), 1, "{other}\n{text}");
    }
}

#[test]
fn a_position_of_the_case_that_is_given_up_is_named() {
    let (_, case) = case_of("Russia demands that Ukraine withdraw from the east. Ukraine rejected the demand.").unwrap();
    let later = "Russia dropped its demand that Ukraine withdraw from the east.";
    let found = reading(later);
    let added = additions(&case, &[source("later", later, &found)]);
    assert_eq!(added.lines, 0, "{}", added.text);
    assert_eq!(added.given_up.len(), 1, "{:?}", added.given_up);
    assert!(added.given_up[0].starts_with("russia demands `"), "{:?}", added.given_up);
}

/// What is demanded in a text of a case that demands the same words of somebody else: the lines that are added, and the case with them.
fn added_to(first: &str, second: &str) -> (String, demarche::case::Case) {
    let (drafted, case) = case_of(first).unwrap();
    let found = reading(second);
    let added = additions(&case, &[source("later", second, &found)]).text;
    let whole = as_case(&(drafted + &added));
    assert_eq!(additions(&whole, &[source("later", second, &found)]).text, "");
    (added, whole)
}

#[test]
fn what_another_could_do_is_another_issue() {
    let (added, case) = added_to(
        "Russia demands that Ukraine withdraw its troops.",
        "Ukraine demands that Russia withdraw its troops.",
    );
    assert!(
        added.contains("[issue.withdraw-troops-2]")
            && added.contains("demands = \"withdraw-troops-2\"")
            && added.contains("by = \"russia\""),
        "{added}"
    );
    assert_eq!(case.issues.len(), 2);
    // Of the same party it is the same issue, whoever speaks.
    let (added, case) = added_to(
        "Russia demands that Ukraine withdraw its troops.",
        "Iran demands that Ukraine withdraw its troops.",
    );
    assert!(added.contains("demands = \"withdraw-troops\"") && case.issues.len() == 1, "{added}");
}

#[test]
fn an_issue_stays_the_same_if_the_analyst_says_that_somebody_else_settles_it() {
    let text = "Russia demands that Ukraine withdraw its troops.";
    let (drafted, _) = case_of(text).unwrap();
    let corrected = drafted.replace("by = \"ukraine\"", "by = \"russia\"");
    assert_ne!(drafted, corrected);
    let found = reading(text);
    let added = additions(&as_case(&corrected), &[source("report", text, &found)]);
    assert_eq!(added.text, "");
}
