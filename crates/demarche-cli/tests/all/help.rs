//! Help, version and misuse.

use expect_test::expect_file;

use crate::run::demarche;

#[test]
fn help_is_the_one_we_mean() {
    for (arguments, golden) in [
        (vec!["-h"], expect_file!["golden/help.txt"]),
        (vec!["brief", "-h"], expect_file!["golden/help-brief.txt"]),
        (vec!["why", "-h"], expect_file!["golden/help-why.txt"]),
        (vec!["tip", "-h"], expect_file!["golden/help-tip.txt"]),
        (vec!["power", "-h"], expect_file!["golden/help-power.txt"]),
        (vec!["search", "-h"], expect_file!["golden/help-search.txt"]),
        (vec!["check", "-h"], expect_file!["golden/help-check.txt"]),
    ] {
        let finished = demarche(arguments).finish();
        assert_eq!(finished.code, Some(0));
        assert_eq!(finished.stderr, "");
        golden.assert_eq(&finished.stdout);
    }
}

#[test]
fn version_is_printed() {
    let finished = demarche(["--version"]).finish();
    assert_eq!(finished.stdout, format!("demarche {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(finished.code, Some(0));
}

#[test]
fn misuse_ends_with_2_and_prints_nothing_on_standard_output() {
    for arguments in [
        vec![],
        vec!["nonsense"],
        vec!["brief"],
        vec!["brief", "--json", "cases/chicken/case.toml"],
        vec!["brief", "cases/chicken/case.toml", "--max-states", "0"],
        vec!["brief", "cases/chicken/case.toml", "--positions", "sideways"],
        vec!["brief", "cases/chicken/case.toml", "--width", "3"],
        vec!["why", "cases/chicken/case.toml"],
        vec!["schema", "nonsense"],
    ] {
        let finished = demarche(&arguments).finish();
        assert_eq!(finished.code, Some(2), "{arguments:?}");
        assert_eq!(finished.stdout, "", "{arguments:?}");
        assert!(!finished.stderr.is_empty(), "{arguments:?}");
    }
}
