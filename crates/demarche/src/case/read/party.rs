//! Parties, their constituencies and their rules of ratification.

use std::collections::BTreeSet;

use crate::case::read::Reader;
use crate::case::read::faults::Expected;
use crate::case::read::keys::{CONSTITUENCY, PARTY};
use crate::case::read::names::{PartyNames, check_member_name};
use crate::case::read::resolve::ballot_of;
use crate::case::{Case, Constituency, Party, Silence};
use crate::diagnostic::Diagnostic;
use crate::index::PartyId;
use crate::span::{FileId, Span};
use crate::text::tree::{Entry, Fields};

/// Reads the parties and gives what each says about its seat.
pub(crate) fn read(reader: &mut Reader<'_>, root: &Fields, case: &mut Case) -> Vec<Option<bool>> {
    let parties = reader
        .faults
        .tables(root, "party", Expected("a table for each party", "[party.ru]"));
    if let Some(entry) = root.get("party") {
        let limit = reader.limits.parties.min(32);
        if reader.over_limit(entry.node.span, "parties", parties.len(), limit) {
            return Vec::new();
        }
    }
    if parties.is_empty()
        && root
            .get("party")
            .is_none_or(|entry| matches!(&entry.node.value, crate::text::tree::Value::Table(_)))
    {
        reader
            .faults
            .missing(Span::new(FileId(0), 0..0), "this case", "party", "[party.NAME]");
    }
    parties
        .into_iter()
        .map(|(entry, fields)| party(reader, entry, fields, case))
        .collect()
}

fn party(reader: &mut Reader<'_>, entry: &Entry, fields: &Fields, case: &mut Case) -> Option<bool> {
    let id = entry.key.value.clone();
    check_member_name(&entry.key, &mut reader.faults);
    reader.faults.unknown_keys(fields, &PARTY);
    let constituencies = constituencies(reader, fields);
    let faults = &mut reader.faults;
    let name = faults.text(fields, "name", Expected("a name", "name = \"Russia\""));
    let short = faults.text(fields, "short", Expected("two to four letters", "short = \"RU\""));
    let seat = faults.flag(fields, "seat", "seat = false");
    let silence = faults.choice(
        fields,
        "silence",
        &[("unknown", Silence::Unknown), ("indifferent", Silence::Indifferent)],
    );
    let names: Vec<String> = constituencies.iter().map(|constituency| constituency.id.clone()).collect();
    let ratification = faults
        .text(
            fields,
            "ratification",
            Expected("a rule over constituencies", "ratification = \"parliament\""),
        )
        .and_then(|text| ballot_of(text, &id, &names, faults));
    reader.scope.add_party(PartyNames { id: id.clone() });
    case.parties.push(Party {
        name: name.map_or_else(|| id.clone(), |text| text.value.clone()),
        short: short.map_or_else(|| id.to_uppercase(), |text| text.value.clone()),
        seat: true,
        silence: silence.unwrap_or(Silence::ByForm),
        constituencies,
        ratification,
        span: entry.node.span,
        id,
    });
    seat
}

fn constituencies(reader: &mut Reader<'_>, fields: &Fields) -> Vec<Constituency> {
    let expected = Expected("a table for each constituency", "[party.ru.constituency.duma]");
    let entries = reader.faults.tables(fields, "constituency", expected);
    if let Some(entry) = fields.get("constituency") {
        let limit = reader.limits.constituencies.min(32);
        if reader.over_limit(entry.node.span, "constituencies of one party", entries.len(), limit) {
            return Vec::new();
        }
    }
    let mut found = Vec::new();
    for (entry, fields) in entries {
        check_member_name(&entry.key, &mut reader.faults);
        reader.faults.unknown_keys(fields, &CONSTITUENCY);
        let name = reader.faults.text(fields, "name", Expected("a name", "name = \"State Duma\""));
        found.push(Constituency {
            id: entry.key.value.clone(),
            name: name.map_or_else(|| entry.key.value.clone(), |text| text.value.clone()),
            span: entry.node.span,
        });
    }
    found
}

/// Seats the parties: what a party says itself, else whether `table` names it, else everybody.
pub(crate) fn seat(reader: &mut Reader<'_>, root: &Fields, seats: &[Option<bool>], case: &mut Case) {
    let mut seated: Option<BTreeSet<PartyId>> = None;
    if let Some(entry) = root.get("table") {
        let mut at_table = BTreeSet::new();
        let texts = reader
            .faults
            .texts(&entry.node, Expected("a list of names", "table = [\"a\", \"b\"]"));
        for text in texts {
            if let Some(party) = reader.scope.party(text, &mut reader.faults)
                && !at_table.insert(party)
            {
                let fault = Diagnostic::error("duplicate-name", format!("`{}` is named twice", text.value)).at(text.content(), "");
                reader.faults.push(fault.help("name each party once"));
            }
        }
        seated = Some(at_table);
    }
    let keys: Vec<PartyId> = case.parties.keys().collect();
    for (party, own) in keys.into_iter().zip(seats) {
        let named = seated.as_ref().is_none_or(|seated| seated.contains(&party));
        case.parties[party].seat = own.unwrap_or(named);
    }
}
