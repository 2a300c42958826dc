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

/// The lines that a difference adds.
fn lines_added(difference: &str) -> String {
    let lines = difference.lines().skip(3).filter_map(|line| line.strip_prefix('+'));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_text_of_the_same_name_is_another_source() {
    let place = folder(&[
        ("one.txt", b"Russia demands that Ukraine leave the east."),
        ("other/one.txt", b"Iran demands that Israel release the prisoners."),
    ]);
    demarche(["read", "one.txt", "--draft", "case.toml"]).within(place.path()).finish();
    let before = std::fs::read_to_string(place.path().join("case.toml")).unwrap();
    let finished = demarche(["read", "other/one.txt", "--into", "case.toml"])
        .within(place.path())
        .finish();
    let added = lines_added(&finished.stdout);
    assert!(
        added.contains("[source.one-2]") && added.contains("file = \"other/one.txt\"") && added.contains("\"one-2: "),
        "{}",
        finished.seen()
    );
    std::fs::write(place.path().join("case.toml"), before + &added).unwrap();
    let checked = demarche(["check", "case.toml"]).within(place.path()).finish();
    assert!(
        checked.code != Some(2) && !checked.seen().contains("passage-not-found"),
        "{}",
        checked.seen()
    );
    // However the file is named, it is the one that the case has.
    let whole = place.path().join("other/one.txt");
    for name in ["other/one.txt", "./other/../other/one.txt", whole.to_str().unwrap()] {
        let again = demarche(["read", name, "--into", "./case.toml"]).within(place.path()).finish();
        assert_eq!((again.code, again.stdout.as_str()), (Some(0), ""), "{name}\n{}", again.seen());
    }
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_refused() {
    let place = folder(&[("report.txt", REPORT.as_bytes())]);
    for (day, code) in [
        ("2025-02-30", 2),
        ("2025-02-29", 2),
        ("2025-04-31", 2),
        ("2024-02-29", 0),
        ("2025", 0),
    ] {
        let finished = demarche(["read", "report.txt", "--date", day]).within(place.path()).finish();
        assert_eq!(finished.code, Some(code), "{day}\n{}", finished.seen());
    }
}

#[test]
fn a_text_that_is_no_unicode_is_cited_without_its_file() {
    let place = folder(&[("report.txt", b"Russia demands that Ukraine leave the \xffeast.")]);
    let drafted = demarche(["read", "report.txt", "--draft", "case.toml"])
        .within(place.path())
        .finish();
    assert_eq!(drafted.code, Some(0), "{}", drafted.seen());
    let case = std::fs::read_to_string(place.path().join("case.toml")).unwrap();
    assert!(!case.contains("file = ") && case.contains("[[statement]]"), "{case}");
    let checked = demarche(["check", "case.toml"]).within(place.path()).finish();
    assert!(!checked.seen().contains("source-file-unreadable"), "{}", checked.seen());
}

#[test]
fn the_marked_page_tells_conditions_and_methods() {
    let place = folder(&[("text.txt", b"Hamas will release the hostages if Israel withdraws from Gaza.")]);
    let finished = demarche(["read", "text.txt", "--html", "page.html"]).within(place.path()).finish();
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    let page = std::fs::read_to_string(place.path().join("page.html")).unwrap();
    for told in [
        "Marked by rules, to be checked",
        "<dt>condition</dt><dd>if Israel withdraws",
        "<dt>method</dt><dd>rules</dd>",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
}
