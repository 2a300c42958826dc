//! What every line of a case carries: a name, what stands behind it, where it is said.

use std::collections::BTreeMap;

use crate::case::read::Reader;
use crate::case::read::citation::cites;
use crate::case::read::faults::{Expected, Faults};
use crate::case::read::names::check_name;
use crate::case::{Case, Content, Grade, Kind, Speaker, Statement};
use crate::diagnostic::Diagnostic;
use crate::index::{SourceId, StatementId};
use crate::rational::Rational;
use crate::span::Span;
use crate::text::tree::{Fields, Node, Value};

/// What is known of the lines so far.
#[derive(Default)]
pub(crate) struct Lines {
    /// Every line's name and its place.
    names: BTreeMap<String, Span>,
    /// How many lines share the start of a made-up name.
    counts: BTreeMap<String, u32>,
    /// The sources by name, once somebody cites one.
    pub(crate) sources: BTreeMap<String, SourceId>,
    /// The sources' texts, white space normalized, once somebody quotes them.
    pub(crate) texts: BTreeMap<SourceId, String>,
}

/// How a line is called if it has no `id`.
pub(crate) enum Name {
    /// Exactly so.
    Fixed(String),
    /// So, with a number.
    Numbered(String),
}

/// Reads the evidence of a line and adds the line to the case.
pub(crate) fn line(reader: &mut Reader<'_>, case: &mut Case, node: &Node, fields: &Fields, name: Name, content: Content) -> StatementId {
    let id = id(reader, node, fields, name);
    let cites = cites(reader, case, fields);
    let faults = &mut reader.faults;
    let kind = match content {
        Content::Lever(_) => None,
        _ => faults.choice(
            fields,
            "kind",
            &[
                ("reported", Kind::Reported),
                ("inferred", Kind::Inferred),
                ("assumed", Kind::Assumed),
            ],
        ),
    };
    if kind == Some(Kind::Reported)
        && fields
            .get("cites")
            .is_none_or(|entry| matches!(&entry.node.value, Value::List(items) if items.is_empty()))
        && let Some(entry) = fields.get("kind")
    {
        let fault = Diagnostic::error("uncited-reported", format!("`{id}` is reported, but cites nothing"));
        faults.push(
            fault
                .at(entry.node.span, "reported by whom?")
                .help("add `cites = [\"SOURCE:SENTENCE\"]`, or say `kind = \"assumed\"`"),
        );
    }
    let speakers = [
        ("own", Speaker::Own),
        ("opponent", Speaker::Opponent),
        ("third-party", Speaker::ThirdParty),
        ("anonymous", Speaker::Anonymous),
    ];
    let statement = Statement {
        id,
        kind: kind.unwrap_or(if cites.is_empty() { Kind::Assumed } else { Kind::Reported }),
        kind_given: kind.is_some(),
        cites,
        grade: grade(fields, faults),
        speaker: faults.choice(fields, "speaker", &speakers),
        date: date(fields, "date", faults),
        confidence: confidence(fields, faults),
        text: faults.prose(fields, "text", Expected("text", "text = \"why\"")),
        content,
        span: node.extent(),
    };
    case.statements.push(statement)
}

fn id(reader: &mut Reader<'_>, node: &Node, fields: &Fields, name: Name) -> String {
    let made = match name {
        Name::Fixed(name) => name,
        Name::Numbered(start) => {
            let count = reader.lines.counts.entry(start.clone()).or_default();
            *count += 1;
            format!("{start}.{count}")
        }
    };
    let given = reader.faults.text(fields, "id", Expected("a name", "id = \"ru-withdrawal\""));
    let (id, place) = match given {
        Some(text) if check_name(text, &mut reader.faults) => (text.value.clone(), text.content()),
        _ => (made, node.span),
    };
    if let Some(earlier) = reader.lines.names.get(&id) {
        let fault = Diagnostic::error("duplicate-id", format!("two lines are called `{id}`")).at(place, "again here");
        reader
            .faults
            .push(fault.with(*earlier, "first here").help("give each line a name of its own"));
    } else {
        reader.lines.names.insert(id.clone(), place);
    }
    id
}

/// An Admiralty grade under `grade`.
pub(crate) fn grade(fields: &Fields, faults: &mut Faults) -> Option<Grade> {
    let text = faults.text(fields, "grade", Expected("a grade", "grade = \"B2\""))?;
    let mut characters = text.value.chars();
    let grade = match (characters.next(), characters.next(), characters.next()) {
        (Some(reliability @ 'A'..='F'), Some(credibility @ '1'..='6'), None) => Some(Grade {
            reliability,
            credibility: credibility.to_digit(10).unwrap_or(6) as u8,
        }),
        _ => None,
    };
    if grade.is_none() {
        let fault = Diagnostic::error("bad-grade", format!("`{}` is no Admiralty grade", text.value)).at(text.content(), "");
        faults.push(
            fault.help(
                "write a letter from `A` (reliable) to `F` (unknown) and a digit from `1` (confirmed) to `6` (unknown), such as `B2`",
            ),
        );
    }
    grade
}

/// A day, or less precisely a month or a year in quotation marks.
pub(crate) fn date(fields: &Fields, key: &str, faults: &mut Faults) -> Option<String> {
    let node = &fields.get(key)?.node;
    let (written, place) = match &node.value {
        Value::Date(written) => (written, node.span),
        Value::Text(text) => (&text.value, text.content()),
        _ => {
            faults.wrong_type(
                node,
                Expected(
                    "a day",
                    if key == "as-of" {
                        "as-of = 2025-08-14"
                    } else {
                        "date = 2025-08-14"
                    },
                ),
            );
            return None;
        }
    };
    if is_date(written) {
        return Some(written.clone());
    }
    let fault = Diagnostic::error("bad-date", format!("`{written}` is not a day")).at(place, "");
    faults.push(fault.help("write year, month and day: `2025-08-14`; a month or a year alone in quotation marks: `\"2025-08\"`"));
    None
}

fn is_date(written: &str) -> bool {
    let parts: Vec<&str> = written.split('-').collect();
    let widths = [4, 2, 2];
    if parts.len() > 3
        || parts
            .iter()
            .zip(widths)
            .any(|(part, width)| part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return false;
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    match numbers.as_slice() {
        [_] => true,
        [_, month] => (1..=12).contains(month),
        [year, month, day] => {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let days = match month {
                1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
                4 | 6 | 9 | 11 => 30,
                2 => 28 + u32::from(leap),
                _ => 0,
            };
            (1..=days).contains(day)
        }
        _ => false,
    }
}

fn confidence(fields: &Fields, faults: &mut Faults) -> Option<Rational> {
    let node = &fields.get("confidence")?.node;
    let number = faults.number(node, Expected("a number from 0 to 1", "confidence = 0.8"))?;
    if number < Rational::zero() || number > Rational::integer(1) {
        let fault = Diagnostic::error("bad-confidence", format!("confidence is from 0 to 1, this is {number}")).at(node.span, "");
        faults.push(fault.help("write for instance `confidence = 0.8`"));
        return None;
    }
    Some(number)
}
