//! Listed deals as comma-separated values (RFC 4180), for spreadsheets: one row a deal and reading of positions.
//!
//! Verdicts are `yes`, `open` and `no`; a cell is empty where nothing was computed. Gains are exact, on each party's own scale; an interval is
//! `least to greatest`.

use super::bottom_line::{at_table, declared};
use super::breaks;
use super::readings::heading;
use crate::case::Interval;
use crate::finding::*;

/// The table.
pub(super) fn table(document: &Document<Deals>) -> String {
    let case = &document.case;
    let several = document.readings.len() > 1;
    let mut head: Vec<String> = vec!["state".to_string(), "deal".to_string()];
    if several {
        head.push("reading".to_string());
    }
    head.extend(case.issues.iter().map(|issue| issue.name.clone()));
    head.extend(case.parties.iter().map(|party| format!("{} accepts", party.name)));
    head.extend(case.parties.iter().map(|party| format!("gain of {}", party.name)));
    head.push("declared table can sign".to_string());
    head.extend(Notion::ALL.iter().map(|notion| format!("holds {}", notion.abbreviation())));
    head.push("efficient".to_string());
    let best_for = document
        .readings
        .iter()
        .find_map(|reading| reading.answer.asked.as_ref()?.best_for.as_ref());
    if let Some(party) = best_for {
        let name = case.parties.iter().find(|info| info.id == *party).map_or(party, |info| &info.name);
        head.extend([format!("place for {name}"), "deals there".to_string(), format!("worth to {name}")]);
    }
    let mut out = row(&head);
    for reading in &document.readings {
        for deal in &reading.answer.deals {
            let mut cells = vec![deal.state.number.to_string(), deal.state.label.clone()];
            if several {
                cells.push(heading(reading.positions).to_string());
            }
            cells.extend(deal.state.values.iter().cloned());
            let accepts = |party: &PartyInfo| deal.acceptance.iter().find(|entry| entry.party == party.id);
            cells.extend(case.parties.iter().map(|party| verdict(accepts(party).map(|entry| entry.verdict))));
            cells.extend(
                case.parties
                    .iter()
                    .map(|party| accepts(party).and_then(gain).map(interval).unwrap_or_default()),
            );
            let table = declared(&reading.answer.tables).and_then(|table| at_table(deal, &table.signatories));
            cells.push(verdict(table.map(|entry| entry.verdict)));
            cells.extend(Notion::ALL.iter().map(|notion| verdict(breaks::verdict(&deal.holds, *notion))));
            cells.push(verdict(deal.efficient.verdict));
            if best_for.is_some() {
                let places = reading.answer.asked.iter().flat_map(|asked| &asked.places);
                let placed = places.into_iter().find(|placed| placed.state == deal.state.number);
                cells.push(placed.map(|placed| placed.place.to_string()).unwrap_or_default());
                cells.push(placed.map(|placed| placed.tied.to_string()).unwrap_or_default());
                cells.push(placed.and_then(|placed| placed.worth.as_ref()).map(interval).unwrap_or_default());
            }
            out.push_str(&row(&cells));
        }
    }
    out
}

fn gain(entry: &Acceptance) -> Option<&Interval> {
    match &entry.why {
        AcceptanceReason::Compared { compared, .. } | AcceptanceReason::Reserved { compared, .. } => compared.gain.as_ref(),
        _ => None,
    }
}

/// An exact number, or `least to greatest`.
pub(super) fn interval(interval: &Interval) -> String {
    if interval.is_exact() {
        interval.low.to_string()
    } else {
        format!("{} to {}", interval.low, interval.high)
    }
}

fn verdict(verdict: Option<Verdict>) -> String {
    let word = match verdict {
        Some(Verdict::Yes) => "yes",
        Some(Verdict::Open) => "open",
        Some(Verdict::No) => "no",
        None => "",
    };
    word.to_string()
}

/// One row, cells quoted where they must be. A cell that a spreadsheet would take for a formula is preceded by an apostrophe, unless it is a number.
fn row(cells: &[String]) -> String {
    let cell = |cell: &String| {
        let clean = super::clean(cell);
        let risky = clean.starts_with(['=', '+', '-', '@']) && crate::rational::Rational::parse(&clean).is_none();
        let safe = if risky { format!("'{clean}") } else { clean };
        if safe.contains([',', '"']) {
            format!("\"{}\"", safe.replace('"', "\"\""))
        } else {
            safe
        }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n"
}
