//! A model's answers: whatever it says of whatever text, nothing panics, and only what stands in the text becomes evidence.

use std::time::{Duration, Instant};

use demarche::reader::draft::{SourceText, draft};
use demarche::reader::evidence::{Reading, Resolution};
use demarche::reader::language_model::{Answered, NAMES_BEFORE, Reason, join, questions, records};
use demarche::reader::{Document, Markup, Reader};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(reader: &Reader, text: &[u8]) -> (Document, Reading) {
    let document = Document::new("text", text, Markup::Plain);
    let reading = reader.read(&document, Some(2023));
    (document, reading)
}

/// A record that has only words of its quote, and nobody in it.
fn record(sentence: u32, quote: &str, cue: &str) -> Value {
    json!({
        "sentence": sentence, "quote": quote, "cue": cue, "actor": [], "target": [], "issue": "", "source": "",
        "act": "refuse", "event": "REJECT", "position": "refusal", "modality": "asserted",
    })
}

fn list(records: &[Value]) -> String {
    json!({ "records": records }).to_string()
}

/// Letters and digits alone, which no reading of quotes and spaces changes.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// What a model could make of quotes and spaces.
fn retold(quote: &str) -> String {
    let straight = quote.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
    straight.split_whitespace().collect::<Vec<_>>().join("\n  ")
}

/// Answers that quote runs of words of each sentence as they are, retold, and of the sentence before: what is kept stands in its sentence.
fn check(text: &[u8]) {
    let reader = Reader::default();
    let (document, reading) = read(&reader, text);
    for question in questions(&document, &reading) {
        let mut said = Vec::new();
        for sentence in &reading.sentences {
            let words: Vec<&str> = sentence.passage.text.split_whitespace().collect();
            let Some(last) = words.last() else { continue };
            for quote in [sentence.passage.text.clone(), words[words.len() / 2..].join(" ")] {
                said.push(record(sentence.number, &quote, last));
                said.push(record(sentence.number, &retold(&quote), last));
                said.push(record(sentence.number + 1, &quote, last));
            }
        }
        let Answered { evidence, .. } = records(&reader, (&document, &reading), &question, &list(&said), "m", None).unwrap();
        for found in evidence {
            let place = &reading.sentences[found.sentence as usize - 1].passage;
            assert!((question.first..=question.last).contains(&found.sentence));
            assert!(place.start <= found.span.start && found.span.end <= place.end, "{found:?}");
            assert!(found.span.start <= found.cue.start && found.cue.end <= found.span.end, "{found:?}");
            let bytes = &text[found.span.start as usize..found.span.end as usize];
            if let Ok(passage) = std::str::from_utf8(bytes) {
                assert_eq!(letters(passage), letters(&found.span.text), "{found:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn quotes_of_any_bytes_are_looked_up(text in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&text);
    }

    #[test]
    fn quotes_of_any_text_are_looked_up(text in "(\\PC|[“”‘’ .\n\u{a0}\u{ad}]|Paris |ﬁ|İ){0,120}") {
        check(text.as_bytes());
    }

    #[test]
    fn any_answer_is_taken(answer in "(\\PC|\"records\"|[\\[\\]{}:,\"\\\\]|\"quote\":|\"sentence\":1){0,80}") {
        let reader = Reader::default();
        let (document, reading) = read(&reader, "Paris ruled out any new round of talks with Berlin.".as_bytes());
        for question in questions(&document, &reading) {
            let _ = records(&reader, (&document, &reading), &question, &answer, "m", None);
        }
    }

    /// What stands in the text is found, however its spaces and quotes are written, and nothing else is.
    #[test]
    fn words_of_a_sentence_are_found(from in 0_usize..14, count in 2_usize..8) {
        let text = "Yesterday Paris, after a long meeting of its cabinet,  “ruled\nout” any\u{a0}new round of the minister’s talks.";
        let reader = Reader::default();
        let (document, reading) = read(&reader, text.as_bytes());
        let words: Vec<&str> = text.split_whitespace().skip(from).take(count).collect();
        let (quote, last) = (words.join(" "), words[words.len() - 1]);
        let mut turned = words.clone();
        turned.reverse();
        let said = list(&[record(1, &retold(&quote), last), record(1, &turned.join(" "), last)]);
        let asked = questions(&document, &reading);
        let answered = records(&reader, (&document, &reading), &asked[0], &said, "m", None).unwrap();
        let found: Vec<&str> = answered.evidence.iter().map(|found| &text[found.span.start as usize..found.span.end as usize]).collect();
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(letters(found[0]), letters(&quote));
        prop_assert_eq!(answered.dropped.get(&Reason::Quote), Some(&1));
    }
}

/// Who is meant by a pronoun stands in an earlier sentence: of the question, or of those before it, but not further back than is looked, and never behind.
#[test]
fn names_are_looked_for_before_the_sentence() {
    let reader = Reader::default();
    let near = "Nothing else was said on that day. ".repeat(40);
    let far = "Nothing else was said on that day. ".repeat(NAMES_BEFORE / 35 + 40);
    for (between, kept) in [("", true), (near.as_str(), true), (far.as_str(), false)] {
        let text = format!("Paris kept silent on Monday. {between}On Friday he ruled out new talks. Then Berlin answered in a letter.");
        let (document, reading) = read(&reader, text.as_bytes());
        let question = questions(&document, &reading).pop().unwrap();
        let of = |name: &str| {
            let mut record = record(question.last - 1, "he ruled out new talks", "ruled out");
            record["actor"] = json!([name]);
            records(&reader, (&document, &reading), &question, &list(&[record]), "m", Some(2023)).unwrap()
        };
        let found: Vec<_> = of("Paris").evidence.into_iter().flat_map(|record| record.actor).collect();
        assert_eq!(found.len(), usize::from(kept), "{} bytes between", between.len());
        for actor in found {
            assert_eq!(
                (actor.country.as_str(), actor.span.start, actor.found),
                ("FRA", 0, Resolution::Earlier)
            );
        }
        assert_eq!(of("Berlin").dropped.get(&Reason::Words), Some(&1));
    }
}

/// Names that stand only at the beginning of a long text are looked for once for each record: a look through all of it for each would take minutes.
#[test]
fn answers_on_long_texts_are_checked_in_time() {
    let text = format!(
        "Ruritania was silent on Monday. {}",
        "Paris ruled out new talks with Berlin. ".repeat(40_000)
    );
    let reader = Reader::default();
    let (document, reading) = read(&reader, text.as_bytes());
    let question = questions(&document, &reading).pop().unwrap();
    let said: Vec<Value> = (0..4_000)
        .map(|index| {
            let mut record = record(question.last, "Paris ruled out new talks with Berlin", "ruled out");
            record["actor"] = json!(["Ruritania", "Paris", format!("Nobody{index}")]);
            record
        })
        .collect();
    let begun = Instant::now();
    let answered = records(&reader, (&document, &reading), &question, &list(&said), "m", None).unwrap();
    assert_eq!(answered.dropped.get(&Reason::Words), Some(&4_000));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

/// The reading of a text of one sentence with a model's record beside the rules', and how many pairs say the same.
fn joined(text: &str, said: &Value) -> (Reading, usize) {
    let reader = Reader::default();
    let (document, mut reading) = read(&reader, text.as_bytes());
    let question = questions(&document, &reading).pop().unwrap();
    let answer = list(std::slice::from_ref(said));
    let answered = records(&reader, (&document, &reading), &question, &answer, "m", None).unwrap();
    assert_eq!(answered.evidence.len(), 1, "{:?}", answered.dropped);
    let agreement = join(&mut reading, answered.evidence, |_| true);
    (reading, agreement.both)
}

/// A refusal by somebody, of something.
fn refusal(quote: &str, cue: &str, actor: &str, issue: &str, modality: &str) -> Value {
    let mut said = record(1, quote, cue);
    said["actor"] = json!([actor]);
    said["issue"] = json!(issue);
    said["modality"] = json!(modality);
    said
}

#[test]
fn only_the_same_said_of_the_same_agrees() {
    let not = "Hamas has not rejected the ceasefire proposal.";
    let two = "Israel refused to release the prisoners and urged Hamas to disarm.";
    let expected = "Russia is expected to reject the proposal of Germany.";
    let (rejected, release) = ("rejected the ceasefire proposal", "Israel refused to release the prisoners");
    for (text, said, both) in [
        (not, refusal(rejected, "rejected", "Hamas", "ceasefire proposal", "negated"), 1),
        (not, refusal(rejected, "rejected", "Hamas", "ceasefire proposal", "asserted"), 0),
        (two, refusal(release, "refused", "Israel", "prisoners", "asserted"), 1),
        (two, refusal("Hamas to disarm", "disarm", "Israel", "disarm", "asserted"), 0),
        (two, refusal(two, "refused", "Israel", "disarm", "asserted"), 0),
        (two, refusal(release, "release", "Israel", "prisoners", "asserted"), 0),
        (expected, refusal(expected, "reject", "Russia", "proposal", "expected"), 1),
        (expected, refusal(expected, "reject", "Russia", "proposal", "asserted"), 0),
    ] {
        let (reading, found) = joined(text, &said);
        assert_eq!(found, both, "{said}\n{:?}", reading.evidence);
    }
}

#[test]
fn a_model_that_leaves_out_a_negation_is_not_believed_in_a_draft() {
    let text = "Hamas has not rejected the ceasefire proposal.";
    let said = refusal(
        "rejected the ceasefire proposal",
        "rejected",
        "Hamas",
        "ceasefire proposal",
        "asserted",
    );
    let (reading, _) = joined(text, &said);
    let source = SourceText {
        id: "text",
        title: "text",
        file: None,
        bytes: text.as_bytes(),
        reading: &reading,
    };
    let drafted = draft(&[source], None).unwrap().text;
    assert!(
        drafted.contains("rejects = ") && !drafted.contains("kind = \"reported\""),
        "{drafted}"
    );
}
