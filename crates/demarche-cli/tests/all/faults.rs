//! What is said of faulty input, word for word.

use expect_test::{ExpectFile, expect_file};

use crate::run::{SMALL, demarche, folder};

/// What a run in a folder with these files says.
fn check(files: &[(&str, &[u8])], arguments: &[&str], golden: &ExpectFile) {
    let folder = folder(files);
    let finished = demarche(arguments).within(folder.path()).finish();
    golden.assert_eq(&finished.seen());
}

#[test]
fn several_faults_are_reported_in_one_run() {
    let text = br#"title = "Several faults"
table = ["a", "zz"]
[party.a]
[party.b]
[issue.cease]
by = "a and bb"
[[statement]]
party = "a"
prefers = "ceaze and dd"
[[statement]]
party = "aa"
wants = "cease"
"#;
    check(
        &[("case.toml", text)],
        &["check", "case.toml"],
        &expect_file!["golden/several-faults.txt"],
    );
}

#[test]
fn a_syntax_error_is_pointed_at() {
    check(
        &[("case.toml", b"title = \"x\n[party.a]\n")],
        &["brief", "case.toml"],
        &expect_file!["golden/syntax.txt"],
    );
}

#[test]
fn a_fault_in_an_included_file_names_that_file() {
    let files: [(&str, &[u8]); 2] = [
        ("case.toml", b"title = \"x\"\ninclude = [\"parts/base.toml\"]\n"),
        ("parts/base.toml", b"[party.a]\nnmae = \"A\"\n[issue.c]\nby = \"a\"\nback = \"a\"\n"),
    ];
    check(&files, &["check", "case.toml"], &expect_file!["golden/included-fault.txt"]);
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let golden = |name: &str| expect_file![format!("golden/unreadable-{name}.txt")];
    check(&[], &["brief", "nowhere.toml"], &golden("missing"));
    check(&[("folder/x", b"")], &["brief", "folder"], &golden("folder"));
    check(
        &[("case.toml", b"title = \"caf\xE9\"\n")],
        &["brief", "case.toml"],
        &golden("latin-1"),
    );
    check(&[("case.toml", b"\xFF\xFEt\0i\0")], &["brief", "case.toml"], &golden("utf-16"));
    check(
        &[("case.toml", SMALL)],
        &["brief", "case.toml", "--max-file-bytes", "100"],
        &golden("large"),
    );
    check(
        &[("case.toml", b"title = \"x\"\ninclude = [\"gone.toml\"]\n")],
        &["brief", "case.toml"],
        &golden("include"),
    );
}

#[test]
fn included_files_have_the_same_limit() {
    let large = format!("# {}\n", "x".repeat(2000));
    let files: [(&str, &[u8]); 2] = [
        ("case.toml", b"title = \"x\"\ninclude = [\"large.toml\"]\n"),
        ("large.toml", large.as_bytes()),
    ];
    check(
        &files,
        &["check", "case.toml", "--max-file-bytes", "1_000"],
        &expect_file!["golden/included-large.txt"],
    );
}

#[test]
fn a_question_that_is_no_formula_is_pointed_at() {
    check(
        &[("case.toml", SMALL)],
        &["why", "case.toml", "c and (d"],
        &expect_file!["golden/question-formula.txt"],
    );
    check(
        &[("case.toml", SMALL)],
        &["why", "case.toml", "#3"],
        &expect_file!["golden/question-number.txt"],
    );
}

#[test]
fn a_limit_is_named_with_the_option_that_raises_it() {
    let mut text = String::from("title = \"Large\"\n[party.a]\n[party.b]\n");
    for issue in 0..30 {
        text.push_str(&format!("[issue.i{issue}]\nby = \"a and b\"\nback = \"a and b\"\n"));
    }
    check(
        &[("case.toml", text.as_bytes())],
        &["deals", "case.toml"],
        &expect_file!["golden/too-many-states.txt"],
    );
}

#[test]
fn orders_are_drawn_of_few_states_only() {
    let draw = |issues: usize, models: &str, draws: &str| {
        let mut text = String::from("title = \"Orders\"\n[party.a]\n");
        for issue in 0..issues {
            text.push_str(&format!(
                "[issue.i{issue}]\nby = \"a\"\n[[statement]]\nparty = \"a\"\nprefers = \"i{issue}\"\n"
            ));
        }
        let folder = folder(&[("case.toml", text.as_bytes())]);
        let arguments = ["sure", "case.toml", "--models", models, "--draws", draws];
        demarche(arguments).within(folder.path()).finish()
    };
    let few = draw(3, "orders", "100");
    assert!(few.code == Some(0) && few.stdout.contains("orders of all states"), "{}", few.seen());
    let many = draw(8, "orders", "100");
    assert!(many.code != Some(0) && many.stderr.contains("too-many-to-order"), "{}", many.seen());
    assert_eq!(draw(8, "additive", "100").code, Some(0));
    assert!(draw(3, "additive", "2000000000").stderr.contains("1,000,000,000"));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let folder = folder(&[(
        "case.toml",
        b"title = \"x\"\n[party.a]\n[issue.c]\nby = \"\x1b[31m a \\u001b[2J\"\n",
    )]);
    let finished = demarche(["check", "case.toml"]).within(folder.path()).finish();
    assert!(!finished.seen().contains('\u{1b}'), "{}", finished.seen());
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let folder = folder(&[("case.toml", &[b"\xEF\xBB\xBF", SMALL].concat())]);
    let finished = demarche(["check", "case.toml"]).within(folder.path()).finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
}

#[test]
fn check_speaks_json() {
    let folder = folder(&[("case.toml", b"title = \"x\"\n[party.a]\n[issue.c]\nby = \"b\"\nback = \"a\"\n")]);
    let finished = demarche(["check", "case.toml", "--json"]).within(folder.path()).finish();
    assert_eq!(finished.code, Some(2));
    let said: serde_json::Value = serde_json::from_str(&finished.stdout).unwrap();
    assert_eq!(said["schema"], "demarche-check/1");
    assert_eq!(said["errors"], 1);
    assert_eq!(said["diagnostics"][0]["code"], "unknown-party");
    assert_eq!(said["diagnostics"][0]["place"]["line"], 4);
    assert_eq!(said["diagnostics"][0]["place"]["column"], 7);
}
