//! `demarche read`: pages, tables of actors, drafts that `check` takes, and what an existing case lacks.

use serde_json::Value;

use crate::run::{demarche, folder};

const REPORT: &str = "Russia demands that Ukraine leave the east and drop its bid to join NATO. Kyiv has refused the demand from the start. \
The United States threatened to impose sanctions on Russia. Zelenskyy \u{201c}ruled out\u{201d} giving up land.\n";

fn records(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn records_fit_their_schema() {
    let schema: Value = serde_json::from_str(&demarche(["schema", "read"]).finish().stdout).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let finished = demarche(["read", "-"]).reading(REPORT).finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    let found = records(&finished.stdout);
    assert!(found.len() >= 4, "{}", finished.seen());
    for record in found {
        assert!(schema.is_valid(&record), "{record}");
    }
}

#[test]
fn the_article_of_a_page_is_read_and_places_count_its_bytes() {
    let article = "<p>The government of France rejected on Monday a proposal by Germany, <b>officials</b> said in the capital, where the two sides had met for a week of talks about the budget.</p>";
    let more = "<p>The talks, which had begun in the spring, were the third attempt in a year, and neither side had expected much of them, as people close to the negotiations said.</p>";
    let page = format!(
        "<!doctype html><html><head><title>Talks</title></head><body><nav><a href='/'>Italy attacks Spain</a></nav><article><h1>Talks fail</h1>{article}{}</article>\
         <div class='sidebar'><ul><li><a href='/x'>Japan threatens to attack China</a></li></ul></div></body></html>",
        more.repeat(6)
    );
    let place = folder(&[("page.html", page.as_bytes())]);
    let finished = demarche(["read", "page.html"]).within(place.path()).finish();
    let found = records(&finished.stdout);
    let countries: Vec<&str> = found.iter().filter_map(|record| record["actor"][0]["country"].as_str()).collect();
    assert!(
        countries.contains(&"FRA") && !countries.contains(&"ITA") && !countries.contains(&"JPN"),
        "{}",
        finished.seen()
    );
    let record = found.iter().find(|record| record["plover"]["event"] == "REJECT").unwrap();
    let (start, end) = (
        record["span"]["start"].as_u64().unwrap() as usize,
        record["span"]["end"].as_u64().unwrap() as usize,
    );
    assert!(
        page[start..end].starts_with("The government of France rejected"),
        "{}",
        &page[start..end]
    );
}

#[test]
fn deep_pages_are_read_whole() {
    let page = format!(
        "<html><body>{}<p>France rejected a proposal by Germany.</p>",
        "<div>".repeat(20_000)
    );
    let finished = demarche(["read", "-"]).reading(page).finish();
    assert_eq!(finished.code, Some(0));
    assert_eq!(records(&finished.stdout).len(), 1, "{}", finished.seen());
}

#[test]
fn actors_of_ones_own() {
    let text = "The union rejected the offer of Acme.";
    let place = folder(&[
        ("text.txt", text.as_bytes()),
        ("actors.tsv", b"the union\tMetal Workers\tMWU\tbody\tLAB\nAcme\tAcme Ltd\tACME\n"),
        ("faulty.tsv", b"the union\n"),
    ]);
    let finished = demarche(["read", "text.txt", "--actors", "actors.tsv"])
        .within(place.path())
        .finish();
    let found = records(&finished.stdout);
    assert_eq!(found[0]["actor"][0]["country"], "MWU", "{}", finished.seen());
    assert_eq!(found[0]["target"][0]["country"], "ACME", "{}", finished.seen());
    let finished = demarche(["read", "text.txt", "--actors", "faulty.tsv"])
        .within(place.path())
        .finish();
    assert_eq!(finished.code, Some(2));
    assert!(finished.stderr.contains("actors-unreadable"), "{}", finished.seen());
}

#[test]
fn a_draft_is_a_case_whose_passages_are_found() {
    let place = folder(&[("report.txt", REPORT.as_bytes())]);
    let drafted = demarche(["read", "report.txt", "--draft", "draft.toml", "--date", "2025-08-14"])
        .within(place.path())
        .finish();
    assert_eq!(drafted.code, Some(0), "{}", drafted.seen());
    let checked = demarche(["check", "draft.toml"]).within(place.path()).finish();
    assert_ne!(checked.code, Some(2), "{}", checked.seen());
    assert!(!checked.seen().contains("passage-not-found"), "{}", checked.seen());
    let again = demarche(["read", "report.txt", "--draft", "draft.toml"])
        .within(place.path())
        .finish();
    assert_eq!(again.code, Some(2), "a case is never written over");
}

#[test]
fn an_existing_case_gets_only_what_is_new() {
    let later = "Ukraine called on Russia to release the prisoners. Russia demands that Ukraine leave the east.\n";
    let place = folder(&[("report.txt", REPORT.as_bytes()), ("later.txt", later.as_bytes())]);
    demarche(["read", "report.txt", "--draft", "draft.toml"])
        .within(place.path())
        .finish();
    let before = std::fs::read_to_string(place.path().join("draft.toml")).unwrap();
    let same = demarche(["read", "report.txt", "--into", "draft.toml"])
        .within(place.path())
        .finish();
    assert_eq!(same.stdout, "", "{}", same.seen());
    let finished = demarche(["read", "later.txt", "--into", "draft.toml"])
        .within(place.path())
        .finish();
    assert_eq!(before, std::fs::read_to_string(place.path().join("draft.toml")).unwrap());
    let added: String = finished
        .stdout
        .lines()
        .skip(3)
        .map(|line| format!("{}\n", line.strip_prefix('+').unwrap()))
        .collect();
    assert!(
        added.contains("release the prisoners") && !added.contains("leave-east"),
        "{}",
        finished.seen()
    );
    std::fs::write(place.path().join("draft.toml"), before + &added).unwrap();
    let checked = demarche(["check", "draft.toml"]).within(place.path()).finish();
    assert_ne!(checked.code, Some(2), "{}", checked.seen());
    let same = demarche(["read", "later.txt", "--into", "draft.toml"])
        .within(place.path())
        .finish();
    assert_eq!(same.stdout, "", "{}", same.seen());
}

#[test]
fn nothing_to_draft_is_said() {
    let place = folder(&[("text.txt", b"It rained all day.")]);
    let finished = demarche(["read", "text.txt", "--draft", "draft.toml"])
        .within(place.path())
        .finish();
    assert_eq!(finished.code, Some(2));
    assert!(finished.stderr.contains("nothing-to-draft"), "{}", finished.seen());
}

#[test]
fn the_marked_page_holds_every_sentence() {
    let place = folder(&[("text.txt", b"It rained <all> day. France rejected a proposal by Germany.")]);
    let finished = demarche(["read", "text.txt", "--html", "page.html"]).within(place.path()).finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    let page = std::fs::read_to_string(place.path().join("page.html")).unwrap();
    assert!(
        page.contains("It rained &lt;all&gt; day.") && page.contains("sentence silent") && page.contains("<mark class=\"refuses\""),
        "{page}"
    );
    assert!(!page.contains("<script"));
}
