//! `demarche read --endpoint`: a server on this machine plays back good and broken answers.

mod hard;
#[cfg(target_os = "linux")]
mod secure;
mod server;

use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::run::{Finished, demarche, folder};
use server::{Play, server};

const TEXT: &str = "Russia demanded that Ukraine withdraw from the eastern regions before any talks. After a week Paris ruled out any  new \
                    round of\ntalks with Berlin. The minister said “nobody will give way” on Monday.\n";
const KEY: &str = "sk-very-secret-0123456789";

/// An answer by the protocol with these words of the model.
fn words(content: &str) -> String {
    json!({ "id": "1", "object": "chat.completion", "choices": [{ "index": 0, "message": { "role": "assistant", "content": content }, "finish_reason": "stop" }] }).to_string()
}

fn ok(content: &str) -> Play {
    Play::Reply(200, "", words(content))
}

/// A record of the second sentence; `changed` in some fields.
fn record(changed: &Value) -> Value {
    let mut record = json!({
        "sentence": 2, "quote": "Paris ruled out any new round of talks with Berlin", "cue": "ruled out", "actor": ["Paris"], "target": ["Berlin"],
        "issue": "new round of talks", "source": "", "act": "rule out", "event": "REJECT", "position": "red-line", "modality": "asserted",
    });
    for (field, value) in changed.as_object().unwrap() {
        record[field] = value.clone();
    }
    record
}

fn list(records: &[Value]) -> String {
    json!({ "records": records }).to_string()
}

/// Reads [`TEXT`] with the model, and what else is said.
fn read(address: &str, home: &Path, more: &[&str]) -> Finished {
    std::fs::write(home.join("report.txt"), TEXT).unwrap();
    let arguments = ["read", "report.txt", "--endpoint", address, "--model", "tiny"];
    demarche(arguments.iter().chain(more))
        .within(home)
        .env("DEMARCHE_API_KEY", KEY)
        .finish()
}

fn records(finished: &Finished) -> Vec<Value> {
    finished.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn of_model(finished: &Finished) -> Vec<Value> {
    records(finished)
        .into_iter()
        .filter(|record| record["method"] == "llm:tiny")
        .collect()
}

/// The passage of the text, by its bytes.
fn passage(record: &Value, field: &str) -> &'static str {
    let place = |end: &str| record[field][end].as_u64().unwrap() as usize;
    &TEXT[place("start")..place("end")]
}

#[test]
fn records_of_a_model_stand_beside_those_of_the_rules() {
    let home = folder(&[]);
    let quoted = record(
        &json!({ "sentence": 3, "quote": "The minister said \"nobody will give way\"", "cue": "will give way", "actor": [], "target": [], "issue": "",
        "act": "refuse", "position": "refusal" }),
    );
    let (address, requests) = server(vec![ok(&list(&[record(&json!({})), quoted]))]);
    let finished = read(&address, home.path(), &[]);
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    let found = of_model(&finished);
    assert_eq!(found.len(), 2, "{}", finished.seen());
    // Line breaks, double spaces and curly quotes are the text's own.
    assert_eq!(passage(&found[0], "span"), "Paris ruled out any  new round of\ntalks with Berlin");
    assert_eq!(passage(&found[1], "span"), "The minister said “nobody will give way”");
    assert_eq!(
        (&found[0]["actor"][0]["country"], &found[0]["target"][0]["country"]),
        (&json!("FRA"), &json!("DEU"))
    );
    let schema: Value = serde_json::from_str(&demarche(["schema", "read"]).finish().stdout).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    for record in records(&finished) {
        assert!(schema.is_valid(&record), "{record}");
    }
    let both = records(&finished)
        .into_iter()
        .find(|record| record["id"] == found[0]["agrees"])
        .unwrap();
    assert_eq!((&both["method"], &both["agrees"]), (&json!("rules"), &found[0]["id"]));
    assert!(
        finished
            .stderr
            .contains("tiny: 1 of 1 questions answered; 2 records, of which 1 say what the rules say too"),
        "{}",
        finished.stderr
    );
    let request = requests.recv().unwrap();
    assert!(request.head.starts_with("post /v1/chat/completions "), "{}", request.head);
    assert!(request.head.contains(&format!("authorization: bearer {KEY}")), "{}", request.head);
    let body = &request.body;
    assert_eq!((&body["model"], &body["temperature"]), (&json!("tiny"), &json!(0)));
    let form = &body["response_format"];
    assert_eq!(
        (&form["type"], &form["json_schema"]["strict"]),
        (&json!("json_schema"), &json!(true))
    );
    assert!(form["json_schema"]["schema"]["properties"]["records"].is_object());
    assert!(
        body["messages"][1]["content"].as_str().unwrap().contains("2: After a week Paris"),
        "{body}"
    );
}

#[test]
fn what_does_not_stand_in_the_text_is_dropped_and_counted() {
    let home = folder(&[]);
    let wrong = [
        record(&json!({ "quote": "Paris ruled out a war with Berlin" })),
        record(&json!({ "sentence": 1 })),
        record(&json!({ "sentence": 17 })),
        record(&json!({ "event": "SURRENDER" })),
        record(&json!({ "position": "wish" })),
        record(&json!({ "actor": ["Rome"] })),
        json!({ "sentence": 2 }),
        json!("words"),
        record(&json!({})),
        record(&json!({})),
    ];
    let (address, _requests) = server(vec![ok(&list(&wrong))]);
    let finished = read(&address, home.path(), &[]);
    assert_eq!((finished.code, of_model(&finished).len()), (Some(0), 1), "{}", finished.seen());
    for told in [
        "2 without the fields that were asked for",
        "2 of a class that there is none",
        "1 of a sentence that was not asked about",
        "2 whose quote is not in the sentence",
        "1 with words that are not in the text",
        "1 said before",
    ] {
        assert!(finished.stderr.contains(told), "{told}\n{}", finished.stderr);
    }
}

#[test]
fn a_server_that_ignores_the_schema_is_told_so() {
    let home = folder(&[]);
    let fenced = format!("Sure, here you are:\n```json\n{}\n```\nAnything else?", list(&[record(&json!({}))]));
    for (content, found, code) in [(fenced.as_str(), 1, 0), ("I am sorry, I cannot do that.", 0, 1), ("", 0, 1)] {
        let (address, _requests) = server(vec![ok(content)]);
        let finished = read(&address, home.path(), &[]);
        assert_eq!(
            (finished.code, of_model(&finished).len()),
            (Some(code), found),
            "{}",
            finished.seen()
        );
        assert!(
            finished.stderr.contains("does not hold its model to the schema"),
            "{}",
            finished.stderr
        );
        assert!(!records(&finished).is_empty());
    }
    let whole = list(&[record(&json!({})), record(&json!({ "act": "refuse", "position": "refusal" }))]);
    let (address, _requests) = server(vec![ok(&whole[..whole.len() - 40])]);
    let finished = read(&address, home.path(), &[]);
    assert_eq!(of_model(&finished).len(), 1, "{}", finished.seen());
    assert!(finished.stderr.contains("1 answers break off"), "{}", finished.stderr);
}

#[test]
fn a_server_that_does_not_know_the_form_is_asked_for_less() {
    let home = folder(&[]);
    let unknown = |status| {
        Play::Reply(
            status,
            "",
            json!({ "error": { "message": "response_format.type is not supported" } }).to_string(),
        )
    };
    let (address, requests) = server(vec![unknown(400), unknown(500), unknown(422), ok(&list(&[record(&json!({}))]))]);
    let finished = read(&address, home.path(), &[]);
    assert_eq!((finished.code, of_model(&finished).len()), (Some(0), 1), "{}", finished.seen());
    let forms: Vec<Value> = requests
        .iter()
        .take(4)
        .map(|request| {
            let form = &request.body["response_format"];
            json!([form["type"], form["json_schema"].is_object(), form["schema"].is_object()])
        })
        .collect();
    assert_eq!(
        forms,
        [
            json!(["json_schema", true, false]),
            json!(["json_object", false, true]),
            json!(["json_object", false, false]),
            json!([null, false, false])
        ]
    );
}

#[test]
fn busy_servers_are_asked_again() {
    let home = folder(&[]);
    let busy = || Play::Reply(429, "retry-after: 0\r\n", "slow down".to_owned());
    let (address, requests) = server(vec![busy(), Play::Break, Play::Chunks(words(&list(&[record(&json!({}))])))]);
    let finished = read(&address, home.path(), &[]);
    assert_eq!((finished.code, of_model(&finished).len()), (Some(0), 1), "{}", finished.seen());
    assert_eq!(requests.try_iter().count(), 3);
}

/// The rules' records are there, the run ends with 1, and the message says what to do.
fn fails(plays: Vec<Play>, more: &[&str], told: &[&str], times: usize) {
    let home = folder(&[]);
    let (address, requests) = server(plays);
    let finished = read(&address, home.path(), more);
    assert_eq!(finished.code, Some(1), "{}", finished.seen());
    assert!(
        records(&finished).len() >= 2 && of_model(&finished).is_empty(),
        "{}",
        finished.seen()
    );
    for told in told {
        assert!(finished.stderr.contains(told), "{told}\n{}", finished.stderr);
    }
    assert!(!finished.seen().contains(KEY), "{}", finished.seen());
    assert_eq!(requests.try_iter().count(), times, "{}", finished.seen());
}

#[test]
fn a_server_that_fails_costs_no_record_of_the_rules() {
    let failing = || Play::Reply(500, "retry-after: 0\r\n", "out of memory".to_owned());
    fails(
        vec![failing()],
        &[],
        &["status 500: out of memory", "the records of the rules are all there"],
        4,
    );
    let echo = Play::Reply(401, "", format!("wrong key {KEY}"));
    fails(vec![echo], &[], &["wants a key", "DEMARCHE_API_KEY"], 1);
    fails(
        vec![Play::Reply(418, "", format!("your key is {KEY}"))],
        &[],
        &["status 418: your key is (the key)"],
        1,
    );
    fails(
        vec![Play::Reply(200, "", "<html>Welcome</html>".to_owned())],
        &[],
        &["does not speak the protocol", "<html>Welcome"],
        1,
    );
    fails(
        vec![Play::Reply(200, "", "{\"choices\":[]}".to_owned())],
        &[],
        &["does not speak the protocol"],
        1,
    );
    fails(
        vec![Play::Reply(200, "", words(&"x".repeat(5 << 20)))],
        &[],
        &["more than an answer can have"],
        1,
    );
    fails(
        vec![Play::Reply(302, "location: http://127.0.0.1:9/\r\n", String::new())],
        &[],
        &["not followed"],
        1,
    );
    fails(
        vec![Play::Wait(Duration::from_secs(3))],
        &["--answer-time", "0.2"],
        &["did not answer in time", "--answer-time"],
        4,
    );
}

#[test]
fn nobody_there_is_told() {
    let home = folder(&[]);
    // The port was free a moment ago.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let finished = read(&format!("http://127.0.0.1:{port}/v1"), home.path(), &[]);
    assert_eq!(finished.code, Some(1), "{}", finished.seen());
    assert!(
        finished.stderr.contains("cannot be reached") && records(&finished).len() >= 2,
        "{}",
        finished.seen()
    );
}

#[test]
fn answers_are_kept_and_nothing_is_asked_twice() {
    let home = folder(&[]);
    let (address, requests) = server(vec![ok(&list(&[record(&json!({}))])), Play::Reply(500, "", String::new())]);
    let kept = ["--cache", "answers"];
    let first = read(&address, home.path(), &kept);
    let second = read(&address, home.path(), &kept);
    assert_eq!((first.code, &first.stdout), (Some(0), &second.stdout), "{}", second.seen());
    assert!(
        second.stderr.contains("1 of 1 questions answered, 1 from the cache"),
        "{}",
        second.stderr
    );
    assert_eq!(requests.try_iter().count(), 1);
    // The key is nowhere; a file that is damaged is as none.
    let files: Vec<_> = std::fs::read_dir(home.path().join("answers"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1);
    assert!(!std::fs::read_to_string(&files[0]).unwrap().contains(KEY));
    std::fs::write(&files[0], "{\"asked\": 3").unwrap();
    let (address, requests) = server(vec![ok(&list(&[record(&json!({}))]))]);
    let third = read(&address, home.path(), &kept);
    assert_eq!((third.code, &third.stdout), (Some(0), &first.stdout), "{}", third.seen());
    assert_eq!(requests.try_iter().count(), 1);
    std::fs::write(home.path().join("file"), "").unwrap();
    let finished = read(&address, home.path(), &["--cache", "file"]);
    assert!(
        finished.code == Some(2) && finished.stderr.contains("cache-unusable"),
        "{}",
        finished.seen()
    );
}

#[test]
fn what_only_a_model_says_is_inferred_in_a_draft() {
    let home = folder(&[]);
    let alone = record(
        &json!({ "sentence": 3, "quote": "nobody will give way", "cue": "give way", "actor": ["Paris"], "target": [], "issue": "give way", "act": "demand",
        "event": "REQUEST", "position": "demand", "modality": "standing" }),
    );
    let (address, _requests) = server(vec![ok(&list(&[alone]))]);
    let finished = read(&address, home.path(), &["--draft", "draft.toml"]);
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    let draft = std::fs::read_to_string(home.path().join("draft.toml")).unwrap();
    let statement = draft
        .split("[[statement]]")
        .find(|part| part.contains("nobody will give way"))
        .unwrap();
    assert!(statement.contains("kind = \"inferred\""), "{draft}");
    assert!(draft.contains("kind = \"reported\""), "{draft}");
}

#[test]
fn misuse_is_refused() {
    let home = folder(&[]);
    for (address, told) in [
        ("https://", "expected an address"),
        ("http://me:word@localhost/v1", "DEMARCHE_API_KEY"),
        ("localhost", "expected an address"),
    ] {
        let finished = read(address, home.path(), &[]);
        assert!(finished.code == Some(2) && finished.stderr.contains(told), "{}", finished.seen());
    }
    let (address, requests) = server(vec![ok("{}")]);
    let finished = read(&address, home.path(), &["--max-questions", "0"]);
    assert!(
        finished.code == Some(2) && finished.stderr.contains("--max-questions"),
        "{}",
        finished.seen()
    );
    assert_eq!(requests.try_iter().count(), 0);
}
