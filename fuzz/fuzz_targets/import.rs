//! Any bytes as another program's files: importing never panics; what is imported reads as a case without a fault of syntax or names;
//! and what can be written in the other formats is read again.
//!
//! A line `#file NAME` starts another file of the scenario.

#![no_main]

use demarche::analysis::{Settings, Unwatched, bargain, brief};
use demarche::case::Positions;
use demarche::case::read::{LoadError, Loaded, Loader, ReadLimits, read};
use demarche::diagnostic::render_plain;
use demarche::interop::{ExportFormat, Findings, Foreign, ImportOptions, export, import};
use demarche::model::{Limits, Model};
use libfuzzer_sys::fuzz_target;

/// No other files.
struct Nothing;

impl Loader for Nothing {
    fn load(&mut self, _: &str, _: Option<&str>) -> Result<Loaded, LoadError> {
        Err(LoadError::Missing)
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

fn files(bytes: &[u8]) -> Vec<Foreign> {
    let mark = b"\n#file ";
    let mut starts = vec![0];
    starts.extend(bytes.windows(mark.len()).enumerate().filter(|(_, window)| *window == mark).map(|(at, _)| at));
    starts.push(bytes.len());
    starts
        .windows(2)
        .filter(|pair| pair[0] < pair[1])
        .map(|pair| {
            let part = &bytes[pair[0]..pair[1]];
            let named = part.strip_prefix(mark).and_then(|rest| {
                let end = rest.iter().position(|byte| *byte == b'\n')?;
                Some((String::from_utf8_lossy(&rest[..end]).trim().to_owned(), &rest[end + 1..]))
            });
            let (name, bytes) = named.unwrap_or_else(|| ("first".to_owned(), part));
            Foreign {
                name,
                bytes: bytes.to_vec(),
            }
        })
        .collect()
}

fuzz_target!(|bytes: &[u8]| {
    let options = ImportOptions {
        raw_scores: bytes.len().is_multiple_of(2),
        ..ImportOptions::default()
    };
    let imported = match import(&files(bytes), &options) {
        Ok(imported) => imported,
        Err(refused) => {
            assert!(!refused.diagnostics.is_empty());
            let _ = render_plain(&refused.files, &refused.diagnostics);
            return;
        }
    };
    let limits = ReadLimits {
        file_bytes: imported.text.len() + 1,
        ..ReadLimits::default()
    };
    let reading = read("imported.toml", &imported.text, &mut Nothing, &limits);
    let faults = render_plain(&reading.files, &reading.diagnostics);
    assert!(!faults.contains("toml-syntax") && !faults.contains("unknown-"), "{}\n{faults}", imported.text);
    let Some(case) = reading.case else { return };
    let Ok(model) = Model::new(&case, Positions::RedLines, &LIMITS) else { return };
    let settings = Settings {
        limits: LIMITS,
        ..Settings::STANDARD
    };
    let _ = brief(&case, &reading.files, &settings, &mut Unwatched);
    let _ = bargain(&case, &reading.files, &settings, &mut Unwatched);
    for format in [ExportFormat::Genius, ExportFormat::Negmas, ExportFormat::Gambit, ExportFormat::Gmcr] {
        let Ok(written) = export(&case, Some(&model), format, Findings::default()) else { continue };
        if matches!(format, ExportFormat::Gambit) {
            continue;
        }
        let files: Vec<Foreign> = written
            .files
            .into_iter()
            .map(|(name, text)| Foreign {
                name,
                bytes: text.into_bytes(),
            })
            .collect();
        if let Err(refused) = import(&files, &ImportOptions::default()) {
            panic!("{format:?} does not come back: {}", render_plain(&refused.files, &refused.diagnostics));
        }
    }
});
