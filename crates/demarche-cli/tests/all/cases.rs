//! Every case of the repository and its answers, word for word.
//!
//! The answers stand beside the case in `golden/`: `brief.json`, `brief.md`, `brief.txt` (80 columns) for `case.toml`, and
//! `VARIANT.brief.json` and so on for its variants; `check.txt` is what `check` says,
//! `power.json` and `power.txt` what `power` says of some, `tip.txt` what `tip` does, `moment.txt` what `moment` does. The JSON lists
//! few deals and states, so that a change of it can be read. `UPDATE_EXPECT=1` rewrites them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use expect_test::expect_file;

use crate::run::{demarche, root};

/// All case files, by folder and name.
fn cases() -> Vec<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let folders = inside(&root().join("cases")).into_iter().filter(|path| path.is_dir());
    let cases: Vec<PathBuf> = folders
        .flat_map(|folder| inside(&folder))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    assert!(cases.len() >= 14, "{cases:?}");
    cases
}

/// Runs a command on the case from its own folder, so that no path of this machine is in the answer.
fn answer(case: &Path, command: &str, more: &[&str]) -> String {
    let name = case.file_name().unwrap().to_str().unwrap();
    let finished = demarche([command, name].iter().chain(more).chain(&["--width", "80"]))
        .within(case.parent().unwrap())
        .finish();
    assert_eq!(finished.code, Some(0), "{}: {}", case.display(), finished.seen());
    finished.stdout
}

#[test]
fn briefs_are_the_ones_we_mean() {
    for case in cases() {
        let stem = case.file_stem().unwrap().to_str().unwrap();
        let prefix = if stem == "case" { String::new() } else { format!("{stem}.") };
        let golden = |extension: &str| expect_file![case.with_file_name("golden").join(format!("{prefix}brief.{extension}"))];
        golden("json").assert_eq(&answer(&case, "brief", &["--json=-", "--max-deals", "2", "--max-listed", "4"]));
        golden("md").assert_eq(&answer(&case, "brief", &["--markdown", "-"]));
        golden("txt").assert_eq(&answer(&case, "brief", &[]));
    }
}

#[test]
fn power_is_the_one_we_mean() {
    for case in ["security-council", "eec1958", "empty-core"] {
        let case = root().join("cases").join(case).join("case.toml");
        let golden = |extension: &str| expect_file![case.with_file_name("golden").join(format!("power.{extension}"))];
        golden("json").assert_eq(&answer(&case, "power", &["--json=-"]));
        golden("txt").assert_eq(&answer(&case, "power", &[]));
    }
}

/// The page of `tip`, where a case is about it.
#[test]
fn what_tips_is_what_we_mean() {
    const SUMMIT: &str = "l and t and not (c or w or n or g or p or e)";
    for (case, name, asked) in [
        (
            "alaska2025/case.toml",
            "tip-clause",
            vec!["--goal", SUMMIT, "--ask", "hold", "--notion", "nash"],
        ),
        ("alaska2025/case.toml", "tip-ceasefire", vec!["--goal", "c", "--ask", "sign"]),
        ("land-for-peace/case.toml", "tip", vec!["--goal", "war = peace", "--notion", "nash"]),
        ("excluded-veto/case.toml", "tip", vec!["--goal", "x", "--ask", "sign"]),
        (
            "excluded-veto/half-rate.toml",
            "half-rate.tip",
            vec!["--goal", "x", "--ask", "sign"],
        ),
        ("price/case.toml", "tip", vec!["--goal", "x", "--ask", "sign"]),
        ("threat/case.toml", "tip", vec!["--goal", "comply", "--ask", "sign"]),
        ("threat/audience.toml", "audience.tip", vec!["--goal", "comply", "--ask", "sign"]),
        (
            "prisoners-dilemma/case.toml",
            "tip",
            vec!["--goal", "r = cooperate and k = cooperate", "--notion", "nash"],
        ),
    ] {
        let case = root().join("cases").join(case);
        let golden = |extension: &str| expect_file![case.with_file_name("golden").join(format!("{name}.{extension}"))];
        golden("txt").assert_eq(&answer(&case, "tip", &asked));
    }
    let case = root().join("cases/land-for-peace/case.toml");
    let golden = expect_file![case.with_file_name("golden").join("tip.json")];
    golden.assert_eq(&answer(&case, "tip", &["--goal", "war = peace", "--notion", "nash", "--json"]));
}

/// The page of `inverse`, where a case is about it.
#[test]
fn inverse_questions_stay_answered() {
    for (case, asked) in [
        (
            "prisoners-dilemma/case.toml",
            vec!["r = cooperate and k = cooperate", "--notion", "nash"],
        ),
        (
            "euphrates1975/case.toml",
            vec!["syria-does = release and attack = no", "--free", "syria"],
        ),
        ("elmira1991/case.toml", vec!["modify", "--notion", "nash"]),
        ("alaska2025/case.toml", vec!["t = yes"]),
    ] {
        let case = root().join("cases").join(case);
        let golden = |extension: &str| expect_file![case.with_file_name("golden").join(format!("inverse.{extension}"))];
        golden("txt").assert_eq(&answer(&case, "inverse", &asked));
    }
    let case = root().join("cases/euphrates1975/case.toml");
    let golden = expect_file![case.with_file_name("golden").join("inverse.json")];
    golden.assert_eq(&answer(&case, "inverse", &["syria-does = release and attack = no", "--json"]));
}

/// The page of `moment`, where a case is about it.
#[test]
fn moments_are_the_ones_we_mean() {
    for (case, name, asked) in [
        ("two-level/base.toml", "base.moment", vec![]),
        ("two-level/case.toml", "moment", vec![]),
        ("two-level/too-strict.toml", "too-strict.moment", vec![]),
        ("prisoners-dilemma/case.toml", "moment", vec![]),
        ("prisoners-dilemma/positions.toml", "positions.moment", vec![]),
        ("chicken/positions.toml", "positions.moment", vec![]),
        ("land-for-peace/case.toml", "moment", vec![]),
        ("land-for-peace/tranches.toml", "tranches.moment", vec![]),
        (
            "alaska2025/later-aggression.toml",
            "later-aggression.moment",
            vec!["--goal", "c and w"],
        ),
        ("misread-intention/case.toml", "moment", vec![]),
        ("panama-canal/case.toml", "moment", vec![]),
        ("security-council/case.toml", "moment", vec![]),
        ("alaska2025/case.toml", "moment", vec![]),
        ("alaska2025/case.toml", "moment-ceasefire", vec!["--goal", "c"]),
    ] {
        let case = root().join("cases").join(case);
        expect_file![case.with_file_name("golden").join(format!("{name}.txt"))].assert_eq(&answer(&case, "moment", &asked));
    }
    let case = root().join("cases/two-level/case.toml");
    expect_file![case.with_file_name("golden").join("moment.json")].assert_eq(&answer(&case, "moment", &["--json"]));
}

/// The page of `bargain`, where a case is about it.
#[test]
fn bargaining_points_are_the_ones_we_mean() {
    let case = root().join("cases/panama-canal/case.toml");
    let golden = |extension: &str| expect_file![case.with_file_name("golden").join(format!("bargain.{extension}"))];
    golden("json").assert_eq(&answer(&case, "bargain", &["--json", "--max-deals", "2"]));
    golden("txt").assert_eq(&answer(&case, "bargain", &[]));
}

#[test]
fn doubts_are_the_ones_we_mean() {
    for case in cases() {
        let name = case.file_name().unwrap();
        let finished = demarche([OsStr::new("check"), name]).within(case.parent().unwrap()).finish();
        let stem = case.file_stem().unwrap().to_str().unwrap();
        let prefix = if stem == "case" { String::new() } else { format!("{stem}.") };
        expect_file![case.with_file_name("golden").join(format!("{prefix}check.txt"))].assert_eq(&finished.seen());
    }
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let case = root().join("cases/alaska2025/case.toml");
    for (command, more) in [("brief", vec!["--html", "-"]), ("deals", vec![]), ("stability", vec!["--json"])] {
        assert_eq!(answer(&case, command, &more), answer(&case, command, &more), "{command}");
    }
}
