//! The text as a page with its evidence marked: by kind, with the record to hover or open, readable without scripts.
//!
//! Every sentence is there; one that gave no record looks so.

use std::collections::BTreeSet;

use maud::{DOCTYPE, PreEscaped, html};

use super::document::Document;
use super::evidence::{Actor, Evidence, Position, Reading, Sentence};
use super::language_model::METHOD;

const STYLE: &str = "body{font:1.05rem/1.6 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fff;overflow-wrap:anywhere}\
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2.5rem}p.legend{font:.85rem/1.9 system-ui,sans-serif}\
.sentence{margin:.35rem 0}.silent{color:#616161}.silent::after{content:' \u{2014} no record';font:.75rem system-ui,sans-serif;color:#6b6b6b}\
.number{font:.75rem system-ui,sans-serif;color:#6b6b6b;margin-right:.4rem}mark{color:inherit;background:none;padding:.05rem .1rem;border-radius:.15rem;border-bottom:3px solid #999}\
.asks{background:#fde7c7}.refuses{background:#f9d2cf}.gives{background:#d6efd8}.threatens{background:#e7d3f5}.meets{background:#d5e6fa}.other{background:#ececec}\
details{font:.85rem/1.5 system-ui,sans-serif;margin:.1rem 0 .6rem 1.2rem}summary{cursor:pointer;color:#444}dl{margin:.3rem 0 .6rem;display:grid;grid-template-columns:7rem 1fr;gap:.1rem .6rem}dt{color:#666}dd{margin:0}\
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}.asks{background:#5a4419}.refuses{background:#5d2926}.gives{background:#24492a}.threatens{background:#452d59}.meets{background:#233f5f}.other{background:#3a3a3a}.silent,.silent::after,.number,summary,dt{color:#b0b0b0}}\
@media print{details{display:block}}";

/// The page of texts and what was read in them. Linear in text and records.
pub fn marked_page(title: &str, texts: &[(&Document, &Reading)]) -> String {
    let parties = parties(texts);
    let mut records = texts.iter().flat_map(|(_, reading)| &reading.evidence);
    let by_model = records.any(|record| record.method.starts_with(METHOD));
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                p.legend {
                    @if by_model { "Marked by rules and by a language model, to be checked: " } @else { "Marked by rules, to be checked: " }
                    @for (class, name) in LEGEND { mark class=(class) { (name) } " " }
                    span.silent { "nothing found" }
                    @if !parties.is_empty() {
                        br;
                        "Underlined by party: "
                        @for name in &parties { mark style=(color(&parties, name)) { (name) } " " }
                    }
                }
                @for (document, reading) in texts {
                    h2 { (reading.document) }
                    @for sentence in &reading.sentences {
                        (PreEscaped(one_sentence(document, reading, sentence, &parties)))
                    }
                    @if reading.cut { p { "The text is longer than what was read." } }
                }
            }
        }
    }
    .into_string()
}

/// Colors of the lines under marks, one a party in the order of appearance; later parties share the last.
const PARTY_COLORS: [&str; 8] = [
    "#c0392b", "#2471a3", "#b7950b", "#1e8449", "#7d3c98", "#d35400", "#117a65", "#566573",
];

/// The first parties in the order of appearance, as many as have colors.
fn parties<'text>(texts: &[(&Document, &'text Reading)]) -> Vec<&'text str> {
    let mut found: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for record in texts.iter().flat_map(|(_, reading)| &reading.evidence) {
        for actor in &record.actor {
            if found.len() < PARTY_COLORS.len() && seen.insert(party(actor)) {
                found.push(party(actor));
            }
        }
    }
    found
}

/// What an actor is told apart by.
fn party(actor: &Actor) -> &str {
    if actor.country.is_empty() { &actor.name } else { &actor.country }
}

/// The color of a party.
fn color(parties: &[&str], wanted: &str) -> String {
    let index = parties.iter().position(|known| *known == wanted).unwrap_or(PARTY_COLORS.len());
    format!("border-color:{}", PARTY_COLORS[index.min(PARTY_COLORS.len() - 1)])
}

const LEGEND: [(&str, &str); 6] = [
    ("asks", "demand"),
    ("refuses", "refusal, red line"),
    ("gives", "offer, promise, concession, acceptance"),
    ("threatens", "threat, pressure"),
    ("meets", "meeting, mediation"),
    ("other", "other"),
];

fn class(record: &Evidence) -> &'static str {
    match record.position {
        Some(Position::Demand | Position::Precondition | Position::Proposal) => "asks",
        Some(Position::Refusal | Position::RedLine) => "refuses",
        Some(Position::Offer | Position::Promise | Position::Concession | Position::Acceptance) => "gives",
        Some(Position::Threat | Position::Pressure | Position::Deadline) => "threatens",
        Some(Position::Process | Position::Mediation | Position::Agenda) => "meets",
        _ => "other",
    }
}

fn one_sentence(document: &Document, reading: &Reading, sentence: &Sentence, parties: &[&str]) -> String {
    // Records stand in the order of sentences.
    let from = reading.evidence.partition_point(|record| record.sentence < sentence.number);
    let records: Vec<&Evidence> = reading.evidence[from..]
        .iter()
        .take_while(|record| record.sentence == sentence.number)
        .collect();
    let silent = records.is_empty();
    html! {
        div.sentence.silent[silent] {
            span.number { (sentence.number) }
            @for (text, record) in pieces(document, sentence, &records) {
                @match record {
                    Some(record) => mark class=(class(record)) title=(brief(record)) style=(mark_color(record, parties)) { (text) },
                    None => (text),
                }
            }
        }
        @if !silent {
            details {
                summary { (count(records.len())) }
                @for record in &records { (PreEscaped(one_record(record))) }
            }
        }
    }
    .into_string()
}

/// The color of the first actor's party.
fn mark_color(record: &Evidence, parties: &[&str]) -> String {
    record.actor.first().map(|actor| color(parties, party(actor))).unwrap_or_default()
}

fn count(records: usize) -> String {
    if records == 1 {
        "1 record".to_owned()
    } else {
        format!("{records} records")
    }
}

/// The sentence cut at the edges of its records; each piece with the shortest record over it.
fn pieces<'text>(
    document: &'text Document,
    sentence: &Sentence,
    records: &[&'text Evidence],
) -> Vec<(&'text str, Option<&'text Evidence>)> {
    let whole = document.shadow(sentence.passage.start as usize..sentence.passage.end as usize);
    let spans: Vec<(std::ops::Range<usize>, &Evidence)> = records
        .iter()
        .map(|record| (document.shadow(record.span.start as usize..record.span.end as usize), *record))
        .collect();
    let mut edges: BTreeSet<usize> = [whole.start, whole.end].into();
    for (span, _) in &spans {
        edges.extend([span.start, span.end].into_iter().filter(|edge| whole.contains(edge)));
    }
    let edges: Vec<usize> = edges.into_iter().collect();
    edges
        .windows(2)
        .filter_map(|pair| {
            let text = document.text().get(pair[0]..pair[1])?;
            let over = spans.iter().filter(|(span, _)| span.start <= pair[0] && pair[1] <= span.end);
            let shortest = over.min_by_key(|(span, _)| span.len()).map(|(_, record)| *record);
            Some((text, shortest))
        })
        .collect()
}

fn names(actors: &[Actor]) -> String {
    let names: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
    if names.is_empty() {
        "not named".to_owned()
    } else {
        names.join(" and ")
    }
}

/// The record in a line.
fn brief(record: &Evidence) -> String {
    let target = if record.target.is_empty() {
        String::new()
    } else {
        format!(" to {}", names(&record.target))
    };
    let source = record
        .attribution
        .first()
        .map(|source| format!(", according to {}", source.source))
        .unwrap_or_default();
    format!("{}: {}{target}{source}", names(&record.actor), record.act)
}

fn one_record(record: &Evidence) -> String {
    let plover = record.plover.as_ref().map(|plover| match &plover.mode {
        Some(mode) => format!("{} / {mode}", plover.event),
        None => plover.event.clone(),
    });
    let sources: Vec<String> = record
        .attribution
        .iter()
        .map(|source| format!("{} ({})", source.source, word(source.kind)))
        .collect();
    html! {
        dl {
            dt { "who" } dd { (names(&record.actor)) }
            dt { "act" } dd { (record.act) }
            @if let Some(plover) = &plover { dt { "event" } dd { (plover) } }
            @if let Some(position) = &record.position { dt { "position" } dd { (word(position)) } }
            @if !record.target.is_empty() { dt { "to whom" } dd { (names(&record.target)) } }
            @if let Some(issue) = &record.issue {
                dt { "about" } dd { (issue.phrase.text) @if let Some(topic) = &issue.topic { " (" (topic) ")" } }
            }
            @if !sources.is_empty() { dt { "according to" } dd { (sources.join(", ")) } }
            @if let Some(condition) = &record.condition { dt { "condition" } dd { (condition.text) } }
            @if let Some(deadline) = &record.deadline {
                dt { "deadline" } dd { (deadline.words.text) @if let Some(date) = &deadline.date { " (" (date) ")" } }
            }
            dt { "modality" } dd { (word(record.modality)) }
            dt { "place" } dd { "bytes " (record.span.start) " to " (record.span.end) }
            dt { "rule" } dd { (record.rule) ", confidence " (word(record.confidence)) }
            dt { "method" } dd { (record.method) }
            dt { "record" } dd { (record.id) @if let Some(other) = &record.agrees { ", says the same as " (other) } }
        }
    }
    .into_string()
}

/// The word that a value has in the schema.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
