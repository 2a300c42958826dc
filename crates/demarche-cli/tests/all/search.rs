//! `demarche search` on a case of sixty issues: answered in seconds, each answer with its status; and what it says to faulty questions.

use std::time::{Duration, Instant};

use expect_test::expect_file;
use serde_json::Value;

use crate::run::{demarche, folder};

const CASE: &str = "tests/cases/vast/agreement.toml";

fn search(arguments: &[&str]) -> Value {
    let finished = demarche(["search", CASE].iter().chain(arguments).chain(&["--json=-"])).finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    serde_json::from_str::<Value>(&finished.stdout).unwrap()["readings"][0]["answer"].clone()
}

#[test]
fn sixty_issues_are_answered_in_seconds() {
    let begun = Instant::now();
    let best = search(&["--best", "union"]);
    let best = &best["surely"]["best"];
    assert_eq!((&best["settled"], &best["efficient"]), (&"exact".into(), &true.into()));
    assert_eq!(best["reached"]["reached"], best["reached"]["bound"]);
    let nearest = &search(&["--nearest"])["surely"]["nearest"];
    assert_eq!((&nearest["settled"], &nearest["distance"]), (&"exact".into(), &nearest["at_least"]));
    assert_eq!(
        nearest["deals"][0]["changes"].as_array().unwrap().len() as u64,
        nearest["distance"].as_u64().unwrap()
    );
    let none = search(&["--with", "visas = new and asylum = old"]);
    assert_eq!(
        none["surely"]["existence"],
        serde_json::json!({ "settled": "exact", "exists": false, "deal": null })
    );
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn memory_bounds_the_diagrams() {
    let begun = Instant::now();
    for memory in ["1", "16", "256"] {
        let answer = search(&["--best", "union", "--count", "--memory", memory]);
        let cuts = answer["cuts"].as_array().unwrap();
        let limit = 32 * memory.parse::<u64>().unwrap();
        let of_diagrams = cuts.iter().find(|cut| cut["option"] == "--memory");
        assert!(of_diagrams.is_none_or(|cut| cut["limit"] == limit), "{cuts:?}");
        assert!(memory != "1" || of_diagrams.is_some(), "{answer}");
    }
    assert!(begun.elapsed() < Duration::from_secs(200), "{:?}", begun.elapsed());
}

#[test]
fn a_bound_on_the_best_is_a_bound_on_what_others_leave() {
    let alone = search(&["--best", "union"]);
    let beside = search(&["--best", "union", "--at-least", "applicant=150"]);
    let number = |answer: &Value| -> f64 {
        let reached = answer["surely"]["best"]["reached"]["reached"].as_str().unwrap();
        reached.parse().unwrap()
    };
    assert!(number(&beside) < number(&alone));
    let worths = beside["surely"]["best"]["deal"]["worths"].as_array().unwrap();
    let applicant = worths.iter().find(|worth| worth["party"] == "applicant").unwrap();
    assert!(applicant["worth"].as_str().unwrap().parse::<f64>().unwrap() >= 150.0);
}

#[test]
fn the_page_is_the_one_we_mean() {
    let finished = demarche([
        "search",
        CASE,
        "--best",
        "least-gain",
        "--nearest",
        "visas = new and budget-share = old",
    ])
    .finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    expect_file!["golden/search.txt"].assert_eq(&finished.stdout);
}

#[test]
fn no_time_leaves_everything_unsettled() {
    let answer = search(&["--count", "--nearest", "--best", "union", "--time-limit", "0"]);
    assert_eq!(answer["surely"]["existence"]["exists"], Value::Null);
    for settled in [
        &answer["surely"]["existence"]["settled"],
        &answer["surely"]["nearest"]["settled"],
        &answer["counts"]["surely"]["settled"],
    ] {
        assert_eq!(settled, "timed-out");
    }
}

/// Ctrl-C while deals are counted: what is known is told, and that it was interrupted.
#[cfg(unix)]
#[test]
fn an_interrupt_tells_what_is_known() {
    let large = large();
    let place = folder(&[("large.toml", large.as_bytes())]);
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["search", "large.toml", "--count"])
        .current_dir(place.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    let asked = std::process::Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status();
    assert!(asked.unwrap().success());
    let output = program.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("interrupted"), "{said}");
}

/// Sixty issues, five parties, values without a common measure: too many sums to be counted at once.
fn large() -> String {
    let mut text = String::from("title = 'large'\n");
    for party in 0..5 {
        text += &format!("[party.p{party}]\n");
    }
    for issue in 0..60 {
        text += &format!("[issue.i{issue}]\nvalues = ['a', 'b', 'c', 'd']\nby = 'p0'\nback = 'p0'\n");
    }
    for party in 0..5u64 {
        text += &format!("[[statement]]\nparty = 'p{party}'\n[statement.value]\n");
        for issue in 0..60u64 {
            for (place, value) in ["b", "c", "d"].iter().enumerate() {
                let worth = (issue * 37 + party * 101 + place as u64 * 53 + issue * party * 7) % 199;
                text += &format!("'i{issue} = {value}' = {}\n", worth as i64 - 99);
            }
        }
    }
    text
}

#[test]
fn faulty_questions_say_what_is_wrong() {
    for (arguments, code, help) in [
        (vec!["--best", "nobody"], "unknown-party", "the parties are"),
        (vec!["--with", "nothing = new"], "unknown-issue", "the issues are"),
        (vec!["--nearest", "visas = never"], "unknown-value", ""),
        (vec!["--at-least", "union=much"], "number-expected", "--at-least a=12.5"),
        (vec!["--at-least", "union"], "number-expected", "--at-least a=12.5"),
    ] {
        let finished = demarche(["search", CASE].iter().chain(&arguments)).finish();
        assert_eq!(finished.code, Some(2), "{}", finished.seen());
        assert!(
            finished.stderr.contains(code) && finished.stderr.contains(help),
            "{}",
            finished.stderr
        );
        assert_eq!(finished.stdout, "");
    }
    for limit in ["-1", "soon", "1e400"] {
        let finished = demarche(["search", CASE, "--time-limit", limit]).finish();
        assert_eq!(finished.code, Some(2), "{}", finished.seen());
    }
}

#[test]
fn what_a_case_does_not_carry_is_refused() {
    for (case, arguments, said) in [
        (
            "cases/alaska2025/case.toml",
            vec!["--best", "ru"],
            "does not put all deals in one order",
        ),
        ("cases/alaska2025/case.toml", vec!["--at-least", "ru=1"], "single numbers"),
        ("cases/linkage/case.toml", vec!["--best", "sum"], "can be compared and added"),
        ("tests/cases/good/from-nothing.toml", vec!["--nearest"], "starts from nothing"),
    ] {
        let finished = demarche(["search", case].iter().chain(&arguments)).finish();
        assert_eq!(finished.code, Some(2), "{case}: {}", finished.seen());
        assert!(finished.stderr.contains(said), "{}", finished.stderr);
    }
}
