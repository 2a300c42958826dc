//! Other programs' files: samples of our own in every format, with the case that each becomes, word for word; faults; hostile files; ways
//! there and back; and, where they are at hand, scenarios with known answers.
//!
//! Each folder of `tests/samples/` holds the files of one scenario, `imported.toml` (the case) and `said.txt` (what was not carried over or
//! was doubtful, and what the reader of cases says of the result). `UPDATE_EXPECT=1` rewrites them.

mod back;
mod bargains;
mod hostile;
mod scenarios;

use std::path::{Path, PathBuf};

use demarche::case::{Case, ReadLimits, read};
use demarche::diagnostic::{Severity, render_plain};
use demarche::interop::{Foreign, ImportOptions, Imported, Refused, import};
use expect_test::expect_file;

use crate::memory::Nothing;

/// The folder with our samples.
fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

/// The files of a folder that are not expectations, by name.
fn files(folder: &Path) -> Vec<Foreign> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .filter(|path| !["imported.toml", "said.txt"].contains(&name(path)))
        .map(|path| Foreign {
            name: name(&path).to_owned(),
            bytes: std::fs::read(&path).unwrap(),
        })
        .collect()
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// A file with this text.
fn file(name: &str, text: &str) -> Foreign {
    Foreign {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

/// The import of files that are in order.
fn imported(files: &[Foreign]) -> Imported {
    import(files, &ImportOptions::default()).unwrap_or_else(|refused| panic!("{}", shown(&refused)))
}

/// Why files are refused.
fn refused(files: &[Foreign]) -> String {
    match import(files, &ImportOptions::default()) {
        Ok(imported) => panic!("this was read:\n{}", imported.text),
        Err(refused) => shown(&refused),
    }
}

fn shown(refused: &Refused) -> String {
    assert!(refused.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error));
    render_plain(&refused.files, &refused.diagnostics)
}

/// The case of an imported text, which must be without errors; and what is doubtful in it.
fn case_of(text: &str) -> (Case, String) {
    let reading = read("imported.toml", text, &mut Nothing, &ReadLimits::default());
    let said = render_plain(&reading.files, &reading.diagnostics);
    (reading.case.unwrap_or_else(|| panic!("{said}\n{text}")), said)
}

#[test]
fn samples_become_the_cases_we_mean() {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(samples()).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 11);
    for folder in folders {
        let imported = imported(&files(&folder));
        expect_file![folder.join("imported.toml")].assert_eq(&imported.text);
        let mut said = format!("read as {}\n", imported.format.name());
        for loss in &imported.losses {
            said.push_str(&format!("not carried over: {}\n", loss.text));
        }
        said.push_str(&render_plain(&imported.files, &imported.warnings));
        let (_, doubts) = case_of(&imported.text);
        if !doubts.is_empty() {
            said.push_str(&format!("--- of the case:\n{doubts}"));
        }
        expect_file![folder.join("said.txt")].assert_eq(&said);
    }
}

#[test]
fn raw_scores_are_not_divided() {
    let options = ImportOptions {
        raw_scores: true,
        ..ImportOptions::default()
    };
    let raw = import(&files(&samples().join("genius")), &options).unwrap();
    assert!(raw.text.contains("\"crop = apples\" = 9\n"), "{}", raw.text);
    assert!(raw.text.contains("\"crop = figs\"   = -0.2\n"), "{}", raw.text);
    case_of(&raw.text);
}

#[test]
fn steps_cut_real_numbers() {
    let options = ImportOptions {
        intervals: 4,
        ..ImportOptions::default()
    };
    let water = import(&files(&samples().join("genius-real")), &options).unwrap();
    assert!(water.text.contains("step  = 0.625\n"), "{}", water.text);
    let options = ImportOptions {
        intervals: 3,
        ..ImportOptions::default()
    };
    let refused = import(&files(&samples().join("genius-real")), &options).unwrap_err();
    assert!(shown(&refused).contains("3 steps do not cut"), "{}", shown(&refused));
}
