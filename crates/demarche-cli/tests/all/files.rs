//! Results are written wholly or not at all, and never over the case.

use std::path::Path;

use crate::run::{SMALL, demarche, folder};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn each_result_goes_to_its_file_and_nothing_else_is_left() {
    let folder = folder(&[("case.toml", SMALL)]);
    let arguments = [
        "brief",
        "case.toml",
        "--html",
        "brief.html",
        "--markdown",
        "brief.md",
        "--json",
        "brief.json",
    ];
    let finished = demarche(arguments).within(folder.path()).finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    assert!(
        finished.stdout.contains("BOTTOM LINE"),
        "the brief is on the terminal as well: {}",
        finished.stdout
    );
    assert_eq!(names(folder.path()), ["brief.html", "brief.json", "brief.md", "case.toml"]);
    assert!(std::fs::read_to_string(folder.path().join("brief.html")).unwrap().contains("<html"));
}

#[test]
fn one_result_may_go_to_standard_output() {
    let folder = folder(&[("case.toml", SMALL)]);
    let finished = demarche(["brief", "case.toml", "--json", "-", "--markdown", "brief.md"])
        .within(folder.path())
        .finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    assert!(serde_json::from_str::<serde_json::Value>(&finished.stdout).is_ok());
    let finished = demarche(["brief", "case.toml", "--json", "-", "--markdown", "-"])
        .within(folder.path())
        .finish();
    assert_eq!(finished.code, Some(2));
}

#[test]
fn a_faulty_case_leaves_the_old_result() {
    let folder = folder(&[("case.toml", b"title = 1"), ("brief.html", b"old")]);
    let finished = demarche(["brief", "case.toml", "--html", "brief.html"])
        .within(folder.path())
        .finish();
    assert_eq!(finished.code, Some(2));
    assert_eq!(std::fs::read(folder.path().join("brief.html")).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["brief.html", "case.toml"]);
}

#[test]
fn targets_that_cannot_be_written_are_refused_before_the_work() {
    let folder = folder(&[("case.toml", SMALL), ("out/x", b""), ("base.toml", b"")]);
    for target in [
        "out",
        "out/",
        "nowhere/brief.html",
        "case.toml",
        "./case.toml",
        "out/../case.toml",
        "other.toml",
    ] {
        let finished = demarche(["brief", "case.toml", "--html", target]).within(folder.path()).finish();
        assert_eq!(finished.code, Some(2), "{target}");
        assert!(finished.stderr.contains("output-unwritable"), "{target}: {}", finished.stderr);
    }
    assert_eq!(std::fs::read(folder.path().join("case.toml")).unwrap(), SMALL);
    assert_eq!(names(folder.path()), ["base.toml", "case.toml", "out"]);
}

#[test]
fn a_file_that_the_case_includes_is_not_written_over() {
    let folder = folder(&[("case.toml", b"title = \"x\"\ninclude = [\"base.txt\"]\n"), ("base.txt", SMALL)]);
    let finished = demarche(["brief", "case.toml", "--html", "base.txt"])
        .within(folder.path())
        .finish();
    assert_eq!(finished.code, Some(2), "{}", finished.seen());
    assert_eq!(std::fs::read(folder.path().join("base.txt")).unwrap(), SMALL);
}

#[cfg(unix)]
#[test]
fn permissions_are_those_of_ordinary_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("case.toml", SMALL), ("private.md", b"old")]);
    let private = folder.path().join("private.md");
    std::fs::set_permissions(&private, PermissionsExt::from_mode(0o600)).unwrap();
    let finished = demarche(["brief", "case.toml", "--html", "brief.html", "--markdown", "private.md"])
        .within(folder.path())
        .finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    let mode = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("brief.html") & 0o133, 0, "readable, writable by its owner only");
    assert_eq!(mode("private.md"), 0o600, "as before");
    assert_ne!(std::fs::read(private).unwrap(), b"old");
}

#[cfg(unix)]
#[test]
fn a_link_is_followed() {
    let folder = folder(&[("case.toml", SMALL), ("real.md", b"old")]);
    std::os::unix::fs::symlink("real.md", folder.path().join("link.md")).unwrap();
    let finished = demarche(["brief", "case.toml", "--markdown", "link.md"])
        .within(folder.path())
        .finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    assert!(folder.path().join("link.md").is_symlink());
    assert_ne!(std::fs::read(folder.path().join("real.md")).unwrap(), b"old");
}
