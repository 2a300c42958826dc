//! Any bytes in: no panic, every passage where it says it is, the same records every time.

use std::sync::LazyLock;

use demarche::reader::evidence::{Passage, Reading};
use demarche::reader::{Document, Markup, Reader, deepest, json_lines, toml};
use proptest::prelude::*;

static READER: LazyLock<Reader> = LazyLock::new(Reader::default);

const MARKUPS: [Markup; 3] = [Markup::Plain, Markup::Markdown, Markup::Html];

fn read(bytes: &[u8], markup: Markup) -> Reading {
    READER.read(&Document::new("text", bytes, markup), Some(2020))
}

/// The passage lies in the bytes; letters that both have in common are the same.
fn stands(passage: &Passage, bytes: &[u8]) {
    let range = passage.start as usize..passage.end as usize;
    assert!(range.start <= range.end && range.end <= bytes.len(), "{passage:?}");
    let letters = |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
    let found = letters(&String::from_utf8_lossy(&bytes[range]));
    // Markup may stand between the words of a passage.
    let mut rest = found.chars();
    for letter in letters(&passage.text).chars() {
        assert!(rest.any(|other| other == letter), "{passage:?} is not in {found:?}");
    }
}

fn check(bytes: &[u8]) {
    let _ = deepest(bytes);
    for markup in MARKUPS {
        let reading = read(bytes, markup);
        for sentence in &reading.sentences {
            if markup != Markup::Html {
                stands(&sentence.passage, bytes);
            }
        }
        for record in &reading.evidence {
            assert!(!record.span.text.is_empty() && !record.rule.is_empty());
            assert!(record.span.start <= record.span.end && record.span.end <= bytes.len() as u64);
            let sentence = &reading.sentences[record.sentence as usize - 1];
            assert!(sentence.passage.start <= record.span.start && record.span.end <= sentence.passage.end);
            if markup == Markup::Plain {
                stands(&record.span, bytes);
                record
                    .actor
                    .iter()
                    .chain(&record.target)
                    .for_each(|actor| stands(&actor.span, bytes));
            }
        }
        let lines = json_lines(&reading.evidence);
        assert_eq!(lines.lines().count(), reading.evidence.len());
        for (line, record) in lines.lines().zip(&reading.evidence) {
            assert_eq!(&serde_json::from_str::<demarche::reader::Evidence>(line).unwrap(), record);
        }
        toml::de::DeTable::parse(&toml(&reading.evidence)).unwrap();
    }
}

/// Words that rules look at, marks, and letters of several scripts.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Russia",
        "Kyiv",
        "the",
        "US",
        "us",
        "demands",
        "demand",
        "rejected",
        "must",
        "withdraw",
        "to",
        "that",
        "said",
        "according",
        "unless",
        "agreed",
        "offered",
        "talks",
        "with",
        "its",
        "his",
        "both",
        "leaders",
        "of",
        "and",
        ",",
        ".",
        ":",
        "\"",
        "\u{201c}",
        "\u{2019}s",
        "'s",
        "\n\n",
        "(",
        ")",
        "<p>",
        "</nav>",
        "<nav>",
        "&amp;",
        "&#x41;",
        "**",
        "- ",
        "# ",
        "U.S.",
        "25,000",
        "Friday",
        "ruled",
        "out",
        "giving",
        "warning",
        "if",
        "by",
        "was",
        "has",
        "not",
        "will",
        "who",
        "which",
        "\u{fffd}",
        "é",
        "中国",
        "🙂",
        "\u{0}",
        "-based",
        "n't",
        "Mr.",
        "President",
        "Putin",
        "Zelenskyy",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        check(&bytes);
    }

    #[test]
    fn any_words_are_read(text in words()) {
        check(text.as_bytes());
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(text.as_bytes());
    }
}

#[test]
fn the_same_text_gives_the_same_records() {
    let text = b"Russia demands that Ukraine withdraw. Kyiv has rejected the demand, officials said.";
    assert_eq!(
        read(text, Markup::Plain),
        Reader::default().read(&Document::new("text", text, Markup::Plain), Some(2020))
    );
}

/// What is long, deep or endless takes time in proportion: a quadratic step would take minutes here.
#[test]
fn hard_texts_are_read_in_time() {
    let hard = [
        "a ".repeat(200_000),
        "Russia demands, ".repeat(20_000),
        "said that ".repeat(40_000),
        "and Russia ".repeat(40_000),
        "to ".repeat(100_000),
        "(".repeat(200_000),
        "\"".repeat(200_000),
        "<nav>".repeat(60_000),
        "<!--".repeat(60_000),
        "<a href='".repeat(60_000),
        "&".repeat(200_000),
        "of the ".repeat(50_000),
        "U.S. ".repeat(50_000),
        ".\n".repeat(100_000),
        "x".repeat(400_000),
        "must withdraw and ".repeat(20_000),
    ];
    for text in hard {
        for markup in MARKUPS {
            let _ = read(text.as_bytes(), markup);
        }
    }
}
