//! Other programs' files on the command line: imported, analysed as they are, exported.

use std::path::PathBuf;

use crate::run::{SMALL, demarche, folder, root};

/// The engine's own samples.
fn sample(name: &str) -> PathBuf {
    root().join("crates/demarche/tests/samples").join(name)
}

/// The files of a sample without its expectations, in a folder of their own.
fn copy(name: &str) -> tempfile::TempDir {
    let place = folder(&[]);
    for entry in std::fs::read_dir(sample(name)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if name != "imported.toml" && name != "said.txt" {
            std::fs::copy(&path, place.path().join(name)).unwrap();
        }
    }
    place
}

#[test]
fn a_case_is_printed_or_written_and_never_written_over() {
    let place = copy("csv-sheet");
    let printed = demarche(["import", "sheet.csv"]).within(place.path()).finish();
    assert_eq!(printed.code, Some(0));
    assert_eq!(printed.stdout, std::fs::read_to_string(sample("csv-sheet/imported.toml")).unwrap());
    assert!(printed.stderr.contains("everything is carried over"), "{}", printed.stderr);

    let written = demarche(["import", "sheet.csv", "-o", "case.toml"]).within(place.path()).finish();
    assert_eq!((written.code, written.stdout.as_str()), (Some(0), ""));
    assert_eq!(std::fs::read_to_string(place.path().join("case.toml")).unwrap(), printed.stdout);
    let again = demarche(["import", "sheet.csv", "-o", "case.toml"]).within(place.path()).finish();
    assert_eq!(again.code, Some(2));
    assert!(again.stderr.contains("`case.toml` is there already"), "{}", again.stderr);
    // Now the folder is that case.
    let checked = demarche(["check", "."]).within(place.path()).finish();
    assert!(checked.stdout.contains("2 parties, 2 issues"), "{}", checked.seen());
}

#[test]
fn analyses_take_files_and_folders() {
    let place = copy("genius");
    std::fs::write(place.path().join("notes.txt"), "nothing to do with it").unwrap();
    let all = demarche(["deals", "."]).within(place.path()).finish();
    assert_eq!(all.code, Some(0), "{}", all.seen());
    assert!(all.stderr.contains("not read in `.`: notes.txt"), "{}", all.stderr);
    let files = ["orchard-domain.xml", "orchard-cannery.xml", "orchard-grower.xml"];
    let named = demarche(["deals"].into_iter().chain(files)).within(place.path()).finish();
    assert_eq!(named.stdout, all.stdout);
    for command in [vec!["brief"], vec!["stability"], vec!["check"]] {
        let finished = demarche(command.iter().copied().chain(files)).within(place.path()).finish();
        assert!(!finished.stderr.contains("panicked"), "{}", finished.seen());
    }
    let why = demarche(["why"].into_iter().chain(files).chain(["crop = apples"]))
        .within(place.path())
        .finish();
    assert_eq!(why.code, Some(0), "{}", why.seen());
    // The doubts of the import point into the files.
    let checked = demarche(["check", "."]).within(place.path()).finish();
    assert_eq!(checked.code, Some(1));
    assert!(checked.stdout.contains("orchard-grower.xml:"), "{}", checked.stdout);
    let raw = demarche(["deals", ".", "--raw-scores"]).within(place.path()).finish();
    assert!(raw.code == Some(0) && raw.stdout != all.stdout, "{}", raw.seen());
}

#[test]
fn standard_input_may_be_another_programs_file() {
    let sheet = std::fs::read(sample("csv-sheet/sheet.csv")).unwrap();
    let deals = demarche(["deals", "-"]).reading(sheet).finish();
    assert_eq!(deals.code, Some(0), "{}", deals.seen());
    let case = demarche(["deals", "-"]).reading(SMALL).finish();
    assert_eq!(case.code, Some(0), "{}", case.seen());
}

#[test]
fn faults_point_into_the_files() {
    let place = folder(&[
        ("d.json", b"{\"issuesValues\": {\"a\": {\"values\": [\"x\", \"x\"]}}}"),
        ("case.toml", SMALL),
    ]);
    let finished = demarche(["brief", "d.json"]).within(place.path()).finish();
    assert_eq!(finished.code, Some(2));
    let finished = demarche(["import", "d.json"]).within(place.path()).finish();
    assert_eq!((finished.code, finished.stdout.as_str()), (Some(2), ""));
    assert!(finished.stderr.contains("no file says what a party wants"), "{}", finished.stderr);
    let finished = demarche(["brief", "d.json", "case.toml"]).within(place.path()).finish();
    assert_eq!(finished.code, Some(2));
    assert!(finished.stderr.contains("`case.toml` is a case file"), "{}", finished.stderr);
    let finished = demarche(["import", "d.json", "--max-file-bytes", "10"])
        .within(place.path())
        .finish();
    assert_eq!(finished.code, Some(2));
    assert!(finished.stderr.contains("more than 10 bytes"), "{}", finished.stderr);
}

#[test]
fn formats_of_several_files_go_to_a_folder() {
    let place = copy("genius");
    for (format, count) in [("genius", 3), ("negmas", 3)] {
        let none = demarche(["export", ".", "--to", format]).within(place.path()).finish();
        assert_eq!(none.code, Some(2));
        assert!(none.stderr.contains("-o FOLDER"), "{}", none.stderr);
        let target = format!("out/{format}");
        let finished = demarche(["export", ".", "--to", format, "-o", &target])
            .within(place.path())
            .finish();
        assert_eq!(finished.code, Some(0), "{}", finished.seen());
        assert_eq!(std::fs::read_dir(place.path().join(&target)).unwrap().count(), count);
        let back = demarche(["deals", &target]).within(place.path()).finish();
        assert_eq!(back.code, Some(0), "{}", back.seen());
    }
    let finished = demarche(["export", ".", "--to", "csv", "-o", "states.csv"])
        .within(place.path())
        .finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    let finished = demarche(["export", ".", "--to", "gambit"]).within(place.path()).finish();
    assert_eq!(finished.code, Some(2));
    assert!(finished.stderr.contains("nobody can do anything alone"), "{}", finished.stderr);
}
