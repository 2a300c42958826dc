//! Standard input, standard output, standard error, exit codes, color.

use std::io::Read;
use std::process::Stdio;

use crate::run::{SMALL, demarche, folder};

#[test]
fn a_case_can_come_from_standard_input() {
    let finished = demarche(["check", "-"]).reading(SMALL).finish();
    assert_eq!(
        finished.stdout,
        "2 parties, 1 issue, 3 lines, 0 sources: nothing is wrong or doubtful\n"
    );
    assert_eq!(finished.code, Some(0));
}

#[test]
fn includes_of_standard_input_start_where_the_user_stands() {
    let folder = folder(&[("base.toml", SMALL)]);
    let finished = demarche(["check", "-"])
        .within(folder.path())
        .reading("title = \"x\"\ninclude = [\"base.toml\"]\n")
        .finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
}

#[test]
fn exit_codes_tell_answered_doubtful_and_faulty_apart() {
    let doubtful = [SMALL, b"[party.silent]\n"].concat();
    let folder = folder(&[("fine.toml", SMALL), ("doubtful.toml", &doubtful), ("faulty.toml", b"title = 1")]);
    for (name, code) in [("fine.toml", 0), ("doubtful.toml", 1), ("faulty.toml", 2), ("missing.toml", 2)] {
        let finished = demarche(["check", name]).within(folder.path()).finish();
        assert_eq!(finished.code, Some(code), "{}", finished.seen());
    }
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut command = demarche(["schema", "brief"]).command();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(stderr, "");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_fault() {
    let mut command = demarche(["schema", "brief"]).command();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command.stdin(Stdio::null()).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("output-unwritable"));
}

#[test]
fn color_is_for_terminals_or_on_demand() {
    let folder = folder(&[("faulty.toml", b"title = 1")]);
    let colored = |arguments: &[&str], no_color: &str| {
        let finished = demarche(arguments).within(folder.path()).env("NO_COLOR", no_color).finish();
        finished.seen().contains('\u{1b}')
    };
    assert!(!colored(&["check", "faulty.toml"], ""), "a pipe is no terminal");
    assert!(colored(&["check", "faulty.toml", "--color", "always"], ""));
    assert!(colored(&["check", "faulty.toml", "--color", "always"], "1"), "the option wins");
    assert!(!colored(&["check", "faulty.toml", "--color", "never"], ""));
}

#[test]
fn nothing_moves_on_a_standard_error_that_is_no_terminal() {
    let finished = demarche(["brief", "cases/chicken/case.toml"]).finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    assert_eq!(finished.stderr, "");
}

/// Ctrl-C while models are drawn: what was drawn until then is told, and that there were to be more.
#[cfg(unix)]
#[test]
fn an_interrupt_tells_what_is_known() {
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["sure", "cases/two-level/base.toml", "--draws", "1000000000"])
        .current_dir(crate::run::root())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_secs(2));
    let asked = std::process::Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status()
        .unwrap();
    assert!(asked.success());
    let output = program.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("The work was interrupted: 1,000,000,000 models were"), "{said}");
}
