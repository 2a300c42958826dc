//! Score sheets in CSV, for spreadsheets: the columns `issue`, `value`, and one a party.
//!
//! A row scores one value of one issue; an empty `issue` repeats the one above. A row whose issue is `reservation` (or `no deal`, or
//! `minimum`) and whose value is empty has the value of no deal.

use num_traits::Zero;

use super::csv::{Cell, Sheet};
use super::exact::Number;
use super::fault::{Faults, Place};
use super::names::stem;
use super::recognize::{Document, Kind, title};
use super::scenario::{Domain, MOST_VALUES, Profile, Reservation, Scenario, Topic, Worth};
use super::{Format, Loss};

/// Names of the row with the value of no deal.
const RESERVATION: [&str; 4] = ["reservation", "no deal", "no-deal", "minimum"];

/// Reads a sheet.
pub(super) fn read(documents: &[Document], faults: &mut Faults) -> Option<Scenario> {
    let document = Document::only(documents, Kind::CsvSheet, "score sheets", faults)?;
    let sheet = document.sheet()?;
    let place = |cell: &Cell| Place {
        file: document.file,
        range: cell.range.clone(),
    };
    let header = sheet.rows.first()?;
    let mut profiles: Vec<Profile> = Vec::new();
    let columns = header.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
    for cell in header.iter().take(columns).skip(2) {
        if cell.text.is_empty() {
            faults.shape(&place(cell), "this column has no party");
        } else if profiles.iter().any(|other| other.name == cell.text) {
            faults.twice(&place(cell), "party", &cell.text, None);
        }
        profiles.push(Profile::new(&cell.text, 0, place(cell), 0));
    }
    if profiles.is_empty() {
        faults.shape(
            &place(&header[0]),
            "after `issue` and `value`, each column is a party; there is none",
        );
        return None;
    }
    let mut topics: Vec<(String, Vec<String>)> = Vec::new();
    let mut seen: std::collections::BTreeSet<(usize, String)> = std::collections::BTreeSet::new();
    let mut losses = Vec::new();
    for row in &sheet.rows[1..] {
        let [issue, rest @ ..] = row.as_slice() else { continue };
        let value = rest.first().filter(|value| !value.text.is_empty());
        for extra in row.iter().skip(columns).filter(|cell| !cell.text.is_empty()) {
            faults.shape(&place(extra), "this cell is under no party");
        }
        let scores: Vec<Option<Number>> = (0..profiles.len())
            .map(|party| row.get(party + 2).and_then(|cell| score(cell, sheet, &place(cell), faults)))
            .collect();
        let Some(value) = value else {
            if RESERVATION.contains(&issue.text.to_lowercase().as_str()) {
                for ((profile, score), cell) in profiles.iter_mut().zip(scores).zip(&row[2.min(row.len())..]) {
                    profile.place = place(cell);
                    profile.reservation = score.map_or(Reservation::Unknown, Reservation::Stated);
                }
            } else {
                faults.shape(&place(issue), "this row has no value; only the row `reservation` has none");
            }
            continue;
        };
        let position = match topics.iter().position(|(name, _)| *name == issue.text) {
            Some(position) => position,
            None if issue.text.is_empty() && !topics.is_empty() => topics.len() - 1,
            None if issue.text.is_empty() => {
                faults.shape(&place(issue), "this row has no issue");
                continue;
            }
            None => {
                topics.push((issue.text.clone(), Vec::new()));
                for profile in &mut profiles {
                    profile.weights.push(None);
                    profile.worths.push(Worth::Scores(Vec::new()));
                }
                topics.len() - 1
            }
        };
        let (name, values) = &mut topics[position];
        if !seen.insert((position, value.text.clone())) {
            faults.twice(&place(value), &format!("value of `{name}`"), &value.text, None);
            continue;
        }
        if values.len() >= MOST_VALUES {
            faults.shape(&place(value), format!("`{name}` has more than {MOST_VALUES} values"));
            return None;
        }
        values.push(value.text.clone());
        for (profile, score) in profiles.iter_mut().zip(scores) {
            if score.is_none() {
                faults.doubt(
                    &place(value),
                    format!("`{}` does not score `{}`: it counts 0", profile.name, value.text),
                );
            }
            if let Worth::Scores(list) = &mut profile.worths[position] {
                list.push(score);
            }
        }
    }
    if topics.is_empty() {
        faults.shape(&document.place(), "this sheet has no rows");
        return None;
    }
    if profiles.iter().any(|profile| matches!(profile.reservation, Reservation::Unknown)) {
        losses.push(Loss::new(
            "the value of no deal, which the sheet does not have for every party: add a row `reservation,,...`",
        ));
    }
    Some(Scenario {
        format: Format::CsvSheet,
        title: stem(&document.name),
        remarks: vec!["A deal is worth the sum of its scores.".to_owned()],
        files: vec![(stem(&document.name), title(document))],
        domain: 0,
        topics: topics
            .into_iter()
            .map(|(name, values)| Topic {
                name,
                domain: Domain::Listed(values),
                remark: None,
            })
            .collect(),
        profiles,
        agreement: None,
        scales: Some("A sheet puts the parties' scores side by side, as if one point were worth as much to each.".to_owned()),
        losses,
    })
}

/// A number; where cells are not separated by commas, a comma may stand for the point.
fn score(cell: &Cell, sheet: &Sheet, place: &Place, faults: &mut Faults) -> Option<Number> {
    if cell.text.is_empty() {
        return None;
    }
    let text = if sheet.separator != ',' && !cell.text.contains('.') {
        cell.text.replacen(',', ".", 1)
    } else {
        cell.text.clone()
    };
    let number = Number::parse(&text);
    if number.is_none() {
        faults.number(place, &cell.text);
        return Some(Number::of(num_rational::BigRational::zero()));
    }
    number
}
