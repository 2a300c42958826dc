//! What a server, a key, a folder of answers and a hand at the keyboard can do at their worst.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::server::{Play, server};
use super::{KEY, TEXT, fails, list, of_model, ok, read, record};
use crate::run::{demarche, files_under, folder};

/// A server that never stops sending is not read for longer than an answer may take.
#[test]
fn a_server_that_dribbles_is_late() {
    let begun = Instant::now();
    fails(vec![Play::Dribble], &["--answer-time", "0.5"], &["did not answer in time"], 4);
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

/// Whatever the key is, it is told nowhere: not by the program, not in its files, not by a server that says it back.
#[test]
fn the_key_is_nowhere() {
    let home = folder(&[]);
    let echo = format!("{}\nYour key is {KEY}.", list(&[record(&json!({}))]));
    let (address, _requests) = server(vec![ok(&echo)]);
    let more = [
        "--cache",
        "answers",
        "--draft",
        "draft.toml",
        "--html",
        "page.html",
        "--output",
        "records.jsonl",
    ];
    let finished = read(&address, home.path(), &more);
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    assert!(!finished.seen().contains(KEY), "{}", finished.seen());
    let files = files_under(home.path().to_owned());
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains(KEY), "{}", path.display());
    }
    assert!(files.len() >= 4, "{files:?}");
}

/// A key that no header can hold is refused before anything is sent, and not shown.
#[test]
fn a_key_that_cannot_be_sent_is_refused() {
    let home = folder(&[("report.txt", TEXT.as_bytes())]);
    let (address, requests) = server(vec![ok(&list(&[]))]);
    let finished = demarche(["read", "report.txt", "--endpoint", &address, "--model", "tiny"])
        .within(home.path())
        .env("DEMARCHE_API_KEY", "sk-first\nsk-second")
        .finish();
    assert_eq!(finished.code, Some(2), "{}", finished.seen());
    assert!(finished.stderr.contains("DEMARCHE_API_KEY"), "{}", finished.seen());
    assert!(!finished.seen().contains("sk-"), "{}", finished.seen());
    assert_eq!(requests.try_iter().count(), 0);
}

/// A kept answer that is damaged is asked for again, and the summary says so.
#[test]
fn a_damaged_answer_is_replaced_with_a_note() {
    let home = folder(&[]);
    let (address, _requests) = server(vec![ok(&list(&[record(&json!({}))]))]);
    let kept = ["--cache", "answers"];
    let first = read(&address, home.path(), &kept);
    assert!(!first.stderr.contains("damaged"), "{}", first.stderr);
    let file = std::fs::read_dir(home.path().join("answers"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let whole = std::fs::read(&file).unwrap();
    for damaged in [
        &whole[..whole.len() / 2],
        b"",
        b"\xff\xfe",
        b"{\"asked\":\"another\",\"answer\":\"{}\"}",
    ] {
        std::fs::write(&file, damaged).unwrap();
        let again = read(&address, home.path(), &kept);
        assert_eq!((again.code, &again.stdout), (Some(0), &first.stdout), "{}", again.seen());
        assert!(
            again.stderr.contains("1 kept answers were damaged, and asked for again"),
            "{}",
            again.stderr
        );
        assert_eq!(std::fs::read(&file).unwrap(), whole);
    }
    // Nobody is there any more, and nobody is needed.
    let gone = format!(
        "http://127.0.0.1:{}/v1",
        TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
    );
    let last = read(&gone, home.path(), &kept);
    assert_eq!((last.code, &last.stdout), (Some(0), &first.stdout), "{}", last.seen());
}

/// Times and ports at the edge of what can be written are refused or kept to, without a panic.
#[test]
fn odd_numbers_are_taken() {
    let home = folder(&[]);
    let (address, _requests) = server(vec![ok(&list(&[record(&json!({}))]))]);
    for (time, codes) in [("10000000000000000000", [0, 2]), ("0", [1, 2]), ("1e-9", [1, 2])] {
        let finished = read(&address, home.path(), &["--answer-time", time]);
        assert!(
            finished.code.is_some_and(|code| codes.contains(&code)),
            "{time}\n{}",
            finished.seen()
        );
        assert!(!finished.stderr.contains("panicked"), "{time}\n{}", finished.seen());
    }
    for address in [
        "http://localhost:99999/v1",
        "http://localhost:port/v1",
        "http://[::1/v1",
        "http://:80/v1",
    ] {
        let finished = read(address, home.path(), &[]);
        assert_eq!(finished.code, Some(2), "{address}\n{}", finished.seen());
    }
}

/// Ctrl-C while a server is silent: at once, and with the records of the rules.
#[cfg(unix)]
#[test]
fn an_interrupt_does_not_wait_for_the_server() {
    let home = folder(&[("report.txt", TEXT.as_bytes())]);
    let (address, requests) = server(vec![Play::Wait(Duration::from_secs(60))]);
    let program = demarche(["read", "report.txt", "--endpoint", &address, "--model", "tiny"])
        .within(home.path())
        .command()
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let _asked = requests.recv_timeout(Duration::from_secs(30)).unwrap();
    let begun = Instant::now();
    let told = std::process::Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status();
    assert!(told.unwrap().success());
    let output = program.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("interrupted; the records of the rules are all there"), "{said}");
    assert!(output.stdout.iter().filter(|byte| **byte == b'\n').count() >= 2, "{said}");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

/// The key with one letter written as JSON may write any.
fn escaped_key() -> String {
    KEY.replacen('v', "\\u0076", 1)
}

/// A server that says the key back in another way than it was given it tells nobody.
#[test]
fn the_key_is_known_however_it_is_written() {
    for written in [escaped_key(), KEY.replacen('v', "\u{1}v", 1), KEY.replacen('v', "\n v", 1)] {
        let home = folder(&[]);
        let (address, _requests) = server(vec![Play::Reply(418, "", format!("{{\"error\":\"bad key {written}\"}}"))]);
        let finished = read(&address, home.path(), &[]);
        assert_eq!(finished.code, Some(1), "{}", finished.seen());
        assert!(
            finished.stderr.contains("status 418") && !finished.stderr.contains("0123456789"),
            "{}",
            finished.seen()
        );
    }
    let home = folder(&[]);
    let echo = list(&[record(&json!({}))]).replacen('{', &format!("{{\"note\":\"{}\",", escaped_key()), 1);
    assert!(serde_json::from_str::<Value>(&echo).unwrap()["note"] == KEY);
    let (address, _requests) = server(vec![ok(&echo)]);
    let finished = read(&address, home.path(), &["--cache", "answers"]);
    assert_eq!((finished.code, of_model(&finished).len()), (Some(0), 1), "{}", finished.seen());
    assert!(finished.stderr.contains("answers could not be kept"), "{}", finished.stderr);
    assert_eq!(std::fs::read_dir(home.path().join("answers")).unwrap().count(), 0);
}

#[test]
fn an_answer_that_breaks_off_is_asked_for_again() {
    let home = folder(&[]);
    let whole = list(&[record(&json!({})), record(&json!({ "act": "refuse", "position": "refusal" }))]);
    let (address, requests) = server(vec![ok(&whole[..whole.len() - 40]), ok(&whole)]);
    for (found, asked) in [(1, 1), (2, 1), (2, 0)] {
        let finished = read(&address, home.path(), &["--cache", "answers"]);
        assert_eq!(
            (of_model(&finished).len(), requests.try_iter().count()),
            (found, asked),
            "{}",
            finished.seen()
        );
        assert_eq!(finished.stderr.contains("break off"), found == 1, "{}", finished.stderr);
    }
}

#[test]
fn an_empty_answer_is_told_as_one() {
    fails(vec![Play::Reply(200, "", String::new())], &[], &["it said: (no words)"], 1);
    fails(vec![Play::Reply(418, "", " \n".to_owned())], &[], &["status 418: (no words)"], 1);
}

#[test]
fn the_marked_page_tells_which_records_are_a_models() {
    let home = folder(&[]);
    let (address, _requests) = server(vec![ok(&list(&[record(&json!({}))]))]);
    let finished = read(&address, home.path(), &["--html", "page.html"]);
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    let page = std::fs::read_to_string(home.path().join("page.html")).unwrap();
    for told in [
        "Marked by rules and by a language model, to be checked",
        "<dt>method</dt><dd>llm:tiny</dd>",
        "<dt>record</dt><dd>report.txt:2.m1, says the same as report.txt:2.",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
}
