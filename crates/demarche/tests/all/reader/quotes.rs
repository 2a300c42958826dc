//! Quotations over several sentences: every sentence has its speaker, whichever side the verb of saying stands on.

use demarche::reader::evidence::{Evidence, SourceKind};
use demarche::reader::{Document, Markup, Reader};

fn records(text: &str) -> Vec<Evidence> {
    Reader::default()
        .read(&Document::new("text", text.as_bytes(), Markup::Plain), Some(2023))
        .evidence
}

/// Sentence, event, country of who acts, and who says so, of each record of rank 1.
fn check(text: &str, expected: &[(u32, &str, &str, &str)]) {
    let found: Vec<(u32, String, String, String)> = records(text)
        .into_iter()
        .filter(|record| record.id.ends_with(".1"))
        .map(|record| {
            let event = record.plover.map(|plover| plover.event).unwrap_or_default();
            let actor = record.actor.first().map(|actor| actor.country.clone()).unwrap_or_default();
            let source = record.attribution.first().map(|source| source.source.clone()).unwrap_or_default();
            (record.sentence, event, actor, source)
        })
        .collect();
    let found: Vec<(u32, &str, &str, &str)> = found
        .iter()
        .map(|(sentence, event, actor, source)| (*sentence, event.as_str(), actor.as_str(), source.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

const ZELENSKYY: &str = "Volodymyr Zelenskyy";

#[test]
fn a_verb_of_saying_behind_several_sentences() {
    check(
        "“Russia must withdraw its troops. We reject the plan. Our army will not leave Kharkiv,” President Zelenskyy said on Monday.",
        &[
            (1, "REQUEST", "UKR", ZELENSKYY),
            (2, "REJECT", "UKR", ZELENSKYY),
            (3, "REJECT", "UKR", ZELENSKYY),
        ],
    );
}

#[test]
fn an_inverted_verb_of_saying() {
    check(
        "“Russia must withdraw its troops. We reject the plan,” said President Zelenskyy.",
        &[(1, "REQUEST", "UKR", ZELENSKYY), (2, "REJECT", "UKR", ZELENSKYY)],
    );
    check(
        "“Russia must withdraw its troops. We reject the plan.” President Zelenskyy said on Monday.",
        &[(1, "REQUEST", "UKR", ZELENSKYY), (2, "REJECT", "UKR", ZELENSKYY)],
    );
}

#[test]
fn a_verb_of_saying_before_several_sentences() {
    check(
        "President Zelenskyy said: “We demand an apology. Russia must withdraw its troops. I reject the plan.” Russia rejected the demand.",
        &[
            (1, "REQUEST", "UKR", ZELENSKYY),
            (2, "REQUEST", "UKR", ZELENSKYY),
            (3, "REJECT", "UKR", ZELENSKYY),
            (4, "REJECT", "RUS", ""),
        ],
    );
}

#[test]
fn a_verb_of_saying_between_two_parts() {
    check(
        "“We reject the plan,” President Zelenskyy said. “Russia must withdraw its troops. We demand an apology.”",
        &[
            (1, "REJECT", "UKR", ZELENSKYY),
            (2, "REQUEST", "UKR", ZELENSKYY),
            (3, "REQUEST", "UKR", ZELENSKYY),
        ],
    );
}

#[test]
fn paragraphs_that_open_with_a_quote_go_on_with_it() {
    check(
        "President Zelenskyy said: “We reject the plan.\n\n“Russia must withdraw its troops.\n\n“We demand an apology.”\n\nRussia rejected the demand.",
        &[
            (1, "REJECT", "UKR", ZELENSKYY),
            (2, "REQUEST", "UKR", ZELENSKYY),
            (3, "REQUEST", "UKR", ZELENSKYY),
            (4, "REJECT", "RUS", ""),
        ],
    );
}

#[test]
fn a_quote_that_is_never_closed_ends_with_its_paragraph() {
    check(
        "President Zelenskyy said: “We reject the plan. We demand an apology.\n\nRussia rejected the demand. Iran demanded an apology.",
        &[
            (1, "REJECT", "UKR", ZELENSKYY),
            (2, "REQUEST", "UKR", ZELENSKYY),
            (3, "REJECT", "RUS", ""),
            (4, "REQUEST", "IRN", ""),
        ],
    );
}

#[test]
fn nobody_speaks_for_words_in_quotes_that_are_only_names() {
    check(
        "The so-called “peace plan” was rejected by Iran. We demand an apology.",
        &[(1, "REJECT", "IRN", ""), (2, "REQUEST", "", "")],
    );
}

#[test]
fn the_passage_of_a_speaker_lies_where_the_name_stands() {
    let text = "“Russia must withdraw. We reject the plan,” President Zelenskyy said.";
    let found = records(text);
    let first = &found[0];
    let span = &first.actor[0].span;
    assert_eq!(&text[span.start as usize..span.end as usize], "President Zelenskyy");
    assert_eq!(first.attribution[0].kind, SourceKind::Named);
    let cue = &first.attribution[0].cue;
    assert_eq!(&text[cue.start as usize..cue.end as usize], "said");
}
