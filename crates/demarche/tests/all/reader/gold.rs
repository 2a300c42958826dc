//! The gold sets of `tests/text/`, and counting against them.

use std::fmt;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// Which half of the PLOVER records: rules are tuned on one, and reported on the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Tune,
    Test,
}

/// A sentence with its event.
pub(super) struct PloverRow {
    pub(super) sentence: String,
    pub(super) event: String,
    pub(super) actors: Vec<String>,
    pub(super) targets: Vec<String>,
    /// Contexts in the gold set's own, older names.
    pub(super) contexts: Vec<String>,
}

/// A sentence with who does something to whom, in codes of three letters.
pub(super) struct PetrarchRow {
    pub(super) sentence: String,
    pub(super) pairs: Vec<(String, String)>,
}

/// A phrase with its country and sector.
pub(super) struct PhraseRow {
    pub(super) phrase: String,
    pub(super) country: String,
    pub(super) sector: String,
    /// The first sector, and the second where there is one.
    pub(super) sectors: Vec<String>,
    pub(super) year: Option<u16>,
}

fn rows(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/text").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().trim().to_owned()
}

pub(super) fn plover_rows(half: Half) -> Vec<PloverRow> {
    let even = |row: &Value| Sha256::digest(text(row, "id").as_bytes())[0].is_multiple_of(2);
    let rows = rows("plover_gsr.jsonl");
    let wanted = rows.iter().filter(|row| even(row) == (half == Half::Tune));
    wanted
        .map(|row| {
            let codes = |key: &str| row[key].as_array().unwrap().iter().map(|actor| text(actor, "code")).collect();
            PloverRow {
                sentence: text(row, "sentence"),
                event: text(row, "event_plover2"),
                actors: codes("source"),
                targets: codes("target"),
                contexts: text(row, "context")
                    .split(',')
                    .map(str::trim)
                    .filter(|name| !name.is_empty())
                    .map(|name| older_context(name).to_owned())
                    .collect(),
            }
        })
        .collect()
}

/// A context of PLOVER 2.0, or a name that the gold set has for one, under the coarser names of the gold set.
pub(super) fn older_context(name: &str) -> &str {
    match name {
        "peacekeeping" => "military",
        "executive" | "legislative" | "political_institutions" | "pro_democracy" | "pro_autocracy" | "government" => "political",
        "reparations" | "assets" => "legal",
        "human_rights" | "rights_freedoms" | "repression" => "rights",
        "territory" | "natural_resource" => "resource",
        "asylum" | "migration" | "refugees" => "refugee",
        "inequality" | "religion_ethnicity" => "discrimination",
        other => other,
    }
}

/// Whether two codes mean the same: the gold sets write IGO where others write UNO or NGO, and have a few codes of their own.
pub(super) fn same_group(one: &str, other: &str) -> bool {
    let plain = |code: &str| match code {
        "JAP" => "JPN".to_owned(),
        "ITL" => "ITA".to_owned(),
        "UNO" | "NGO" | "EUR" | "EEC" => "IGO".to_owned(),
        other => other.to_owned(),
    };
    plain(one) == plain(other)
}

pub(super) fn petrarch_rows() -> Vec<PetrarchRow> {
    let code = |code: String| code.get(..3).unwrap_or_default().to_owned();
    let rows = rows("petrarch_unit.jsonl").into_iter().map(|row| PetrarchRow {
        sentence: text(&row, "sentence"),
        pairs: row["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| (code(text(event, "source")), code(text(event, "target"))))
            .filter(|(source, target)| source != "---" && target != "---")
            .collect(),
    });
    rows.filter(|row| !row.pairs.is_empty()).collect()
}

/// The set's own names as a user's table of actors: its invented places are its parties.
pub(super) fn petrarch_actors() -> String {
    let mut table = String::new();
    for row in rows("petrarch_unit_actors.jsonl") {
        let codes = row["codes"].as_array().unwrap();
        let code = codes.iter().filter_map(Value::as_str).next().unwrap_or_default().to_uppercase();
        let Some(code) = code.get(..3).filter(|code| code.chars().all(char::is_alphabetic)) else {
            continue;
        };
        let aliases = row["aliases"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned);
        for alias in std::iter::once(text(&row, "name")).chain(aliases) {
            table += &format!("{}\t{}\t{code}\tcountry\n", alias.to_lowercase(), text(&row, "name"));
        }
    }
    table
}

pub(super) fn phrase_rows() -> Vec<PhraseRow> {
    let rows = rows("ngec_actor_resolution.jsonl").into_iter().map(|row| {
        let sectors = ["code_1", "code_2"].map(|key| text(&row, key));
        let date = text(&row, "query_date");
        PhraseRow {
            phrase: text(&row, "phrase"),
            country: text(&row, "country"),
            sector: sectors[0].clone(),
            sectors: sectors.into_iter().filter(|sector| !sector.is_empty()).collect(),
            year: date
                .split(['-', ' '])
                .filter_map(|part| part.parse().ok())
                .find(|year| *year > 1900),
        }
    });
    rows.collect()
}

/// How often something is in the gold set, was found, and was found right.
pub(super) struct Table {
    name: &'static str,
    gold: u32,
    found: u32,
    right: u32,
}

impl Table {
    pub(super) fn new(name: &'static str) -> Self {
        Table {
            name,
            gold: 0,
            found: 0,
            right: 0,
        }
    }

    pub(super) fn count(&mut self, gold: bool, found: bool, right: bool) {
        self.gold += u32::from(gold);
        self.found += u32::from(found);
        self.right += u32::from(right);
    }

    pub(super) fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from(self.found.max(1))
    }

    pub(super) fn recall(&self) -> f64 {
        f64::from(self.right) / f64::from(self.gold.max(1))
    }

    pub(super) fn f1(&self) -> f64 {
        2.0 * f64::from(self.right) / f64::from((self.found + self.gold).max(1))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, form: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (precision, recall, f1) = (self.precision(), self.recall(), self.f1());
        let (right, found, gold) = (self.right, self.found, self.gold);
        write!(
            form,
            "{:24} P {precision:.3}  R {recall:.3}  F1 {f1:.3}  ({right} right, {found} found, {gold} gold)",
            self.name
        )
    }
}
