//! The core records of a report that may not be copied here.
//!
//! `DEMARCHE_READER_GOLD` names a file of records in JSON and `DEMARCHE_READER_REPORT` the report that they annotate. Without them
//! the test says that it measured nothing.

use demarche::reader::evidence::{Evidence, Position, SourceKind};
use demarche::reader::{Document, Markup, Reader};
use serde_json::Value;

/// The country that the records' party name means.
fn code(party: &str) -> &str {
    match party {
        "Russia" => "RUS",
        "Ukraine" => "UKR",
        "United States" => "USA",
        "China" => "CHN",
        "West" => "WST",
        other => other,
    }
}

fn overlaps(record: &Evidence, gold: &Value) -> bool {
    let (start, end) = (gold["byte_start"].as_u64().unwrap(), gold["byte_end"].as_u64().unwrap());
    record.span.start < end && start < record.span.end
}

fn same_actor(record: &Evidence, gold: &Value) -> bool {
    let wanted: Vec<&str> = gold["actor"]["party"].as_str().unwrap_or_default().split(" + ").map(code).collect();
    let found: Vec<&str> = record.actor.iter().map(|actor| actor.country.as_str()).collect();
    wanted.iter().all(|party| found.contains(party)) && found.iter().all(|party| wanted.contains(party))
}

/// The same event; where there is none, the same position.
fn same_act(record: &Evidence, gold: &Value) -> bool {
    let event = record.plover.as_ref().map(|plover| plover.event.as_str());
    let position = match record.position {
        Some(Position::Argument) => "argument",
        Some(Position::RedLine) => "red_line",
        Some(Position::Leverage) => "leverage",
        Some(Position::Agenda) => "agenda",
        _ => "",
    };
    match gold["plover"]["event"].as_str() {
        Some(wanted) => event == Some(wanted),
        None => event.is_none() && gold["position"].as_str() == Some(position),
    }
}

fn same_source(record: &Evidence, gold: &Value) -> bool {
    let found = record.attribution.first();
    match gold["attribution"]["type"].as_str().unwrap_or_default() {
        "unattributed" => found.is_none(),
        "named" => {
            let source = gold["attribution"]["source"].as_str().unwrap_or_default();
            found.is_some_and(|found| found.kind == SourceKind::Named && found.source == source)
        }
        "anonymous" => found.is_some_and(|found| found.kind == SourceKind::Anonymous),
        "outlet" => found.is_some_and(|found| found.kind == SourceKind::Outlet),
        _ => false,
    }
}

#[test]
fn core_records_of_the_report() {
    let paths = ["DEMARCHE_READER_GOLD", "DEMARCHE_READER_REPORT"].map(|name| std::env::var(name).ok());
    let [Some(gold), Some(report)] = paths else {
        println!("NOT MEASURED: DEMARCHE_READER_GOLD and DEMARCHE_READER_REPORT name no files");
        return;
    };
    let gold: Value = serde_json::from_str(&std::fs::read_to_string(gold).unwrap()).unwrap();
    let bytes = std::fs::read(report).unwrap();
    let reading = Reader::default().read(&Document::new("report", &bytes, Markup::Plain), Some(2025));
    let records = gold["records"].as_array().unwrap();
    let fits = |record: &Evidence, gold: &Value| {
        overlaps(record, gold) && same_actor(record, gold) && same_act(record, gold) && same_source(record, gold)
    };
    let core: Vec<&Value> = records.iter().filter(|gold| gold["tier"] == "core").collect();
    let mut right = 0;
    for gold in &core {
        let found = reading.evidence.iter().any(|record| fits(record, gold));
        right += u32::from(found);
        if !found {
            println!("missed: {} of sentence {}", gold["id"], gold["sentence"]);
        }
    }
    let mut wrong = 0;
    for record in &reading.evidence {
        if !records.iter().any(|gold| fits(record, gold)) {
            wrong += 1;
            println!("wrong or not in the gold: {} {:?}", record.id, record.span.text);
        }
    }
    println!(
        "report: {right} of {} core records right, {wrong} of {} records wrong",
        core.len(),
        reading.evidence.len()
    );
    assert!(right >= 12);
    assert!(wrong <= right);
}
