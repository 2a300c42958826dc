//! Any bytes as a case file: reading never panics, and a case without errors becomes a model and a
//! brief, or a refusal.
//!
//! A line `#file NAME` starts another file that the case may include.

#![no_main]

use std::collections::BTreeMap;

use demarche::analysis::{Settings, Unwatched, brief, stability_of_all};
use demarche::brief as words;
use demarche::case::Positions;
use demarche::case::read::{LoadError, Loaded, Loader, ReadLimits, read};
use demarche::diagnostic::render_plain;
use demarche::model::{Limits, Model};
use libfuzzer_sys::fuzz_target;

/// The files of one input, by name.
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

const LIMITS: Limits = Limits {
    combinations: 1 << 10,
    moves: 20_000,
    partial_states: 64,
    coalition_states: 32,
    farsighted_states: 32,
    simultaneous_replies: 1_000,
    coalition_parties: 4,
    ..Limits::STANDARD
};

fuzz_target!(|bytes: &[u8]| {
    let input = String::from_utf8_lossy(bytes);
    let mut parts = input.split("\n#file ");
    let text = parts.next().unwrap_or_default();
    let file = |part: &str| part.split_once('\n').map(|(name, text)| (name.trim().to_owned(), text.to_owned()));
    let mut loader = Memory(parts.filter_map(file).collect());
    let reading = read("case.toml", text, &mut loader, &ReadLimits::default());
    let _ = render_plain(&reading.files, &reading.diagnostics);
    assert_eq!(
        reading.case.is_none(),
        reading.has_errors(),
        "a case is given exactly if nothing is wrong"
    );
    let Some(case) = reading.case else { return };
    for positions in [Positions::RedLines, Positions::Openings] {
        if let Ok(model) = Model::new(&case, positions, &LIMITS) {
            assert!(model.space.state(model.space.combination(model.status_quo)).is_some());
        }
    }
    let settings = Settings {
        positions: None,
        limits: LIMITS,
    };
    if let Ok(document) = brief(&case, &reading.files, &settings, &mut Unwatched) {
        let page = words::brief(&document);
        let _ = (words::html(&page), words::markdown(&page));
        let width = 30 + bytes.len() % 100;
        let _ = words::terminal(&page, &words::TerminalStyle { width, color: false });
    }
    if let Ok(document) = stability_of_all(&case, &reading.files, &settings, &mut Unwatched) {
        let _ = words::markdown(&words::stability(&document));
    }
});
