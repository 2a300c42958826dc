//! Any bytes as news text, in every markup: reading never panics, and every passage lies within the bytes and within its sentence.

#![no_main]

use std::sync::LazyLock;

use demarche::reader::{Document, Markup, Reader, deepest, json_lines, toml};
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> = LazyLock::new(Reader::default);

fuzz_target!(|bytes: &[u8]| {
    let _ = deepest(bytes);
    for markup in [Markup::Plain, Markup::Markdown, Markup::Html] {
        let reading = READER.read(&Document::new("text", bytes, markup), Some(2000));
        for record in &reading.evidence {
            assert!(record.span.start <= record.span.end && record.span.end <= bytes.len() as u64);
            assert!(record.cue.start <= record.cue.end && record.cue.end <= bytes.len() as u64);
        }
        let _ = json_lines(&reading.evidence);
        let _ = toml(&reading.evidence);
    }
});
