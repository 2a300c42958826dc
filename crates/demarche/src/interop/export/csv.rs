//! A table of the feasible states: what is in each, what it is worth to whom, and what was found about it.
//!
//! Spreadsheets take no quotients: a worth that is no decimal is rounded to 20 digits.

use super::{Findings, Written, value_names};
use crate::case::Case;
use crate::finding::{Deal, Notion, Verdict};
use crate::index::StateId;
use crate::interop::Loss;
use crate::interop::exact::as_decimal;
use crate::interop::names::slug;
use crate::model::Model;
use crate::rational::Rational;

/// States in one table.
const MOST_STATES: usize = 1_000_000;

/// Writes the table.
pub(super) fn write(case: &Case, model: &Model, findings: Findings<'_>) -> Written {
    let mut losses = Vec::new();
    let mut columns: Vec<(String, Column<'_>)> = Vec::new();
    for (id, issue) in case.issues.iter() {
        let names = value_names(issue);
        columns.push((
            issue.name.clone(),
            Box::new(move |state| names.get(model.space.value(state, id) as usize).cloned()),
        ));
    }
    for (id, party) in case.parties.iter() {
        let preference = &model.parties[id].voter.preference;
        let has_worth = model
            .space
            .states()
            .next()
            .is_some_and(|state| preference.worth(&model.space, state).is_some());
        if has_worth {
            columns.push((
                format!("worth to {}", party.name),
                Box::new(move |state| {
                    let worth = preference.worth(&model.space, state)?;
                    let digits = |number: &Rational| as_decimal(number.as_big()).0;
                    let (low, high) = (digits(&worth.low), digits(&worth.high));
                    Some(if worth.is_exact() { low } else { format!("{low} to {high}") })
                }),
            ));
        } else if let Some(ranks) = preference.ranks() {
            columns.push((
                format!("rank for {} (higher is better)", party.name),
                Box::new(move |state| ranks.get(state.0 as usize).map(u32::to_string)),
            ));
        } else {
            losses.push(Loss::new(format!(
                "what `{}` wants, which is neither values nor a complete order",
                party.name
            )));
        }
    }
    found(findings, &mut columns);
    let mut text = String::from("state");
    for (header, _) in &columns {
        text.push(',');
        text.push_str(&cell(header));
    }
    text.push_str("\r\n");
    for state in model.space.states().take(MOST_STATES) {
        text.push_str(&(state.0 + 1).to_string());
        for (_, column) in &columns {
            text.push(',');
            text.push_str(&cell(&column(state).unwrap_or_default()));
        }
        text.push_str("\r\n");
    }
    if model.space.len() > MOST_STATES {
        losses.push(Loss::new(format!("states after the first {MOST_STATES}")));
    }
    Written {
        files: vec![(format!("{}.csv", slug(&case.title, "case")), text)],
        losses,
    }
}

/// What stands in a column for a state.
type Column<'c> = Box<dyn Fn(StateId) -> Option<String> + 'c>;

/// Columns for what was found: whether the declared table can sign, whether nothing is better for all, and under which notions it holds.
fn found<'f>(findings: Findings<'f>, columns: &mut Vec<(String, Column<'f>)>) {
    let word = |verdict| match verdict {
        Verdict::Yes => "yes".to_owned(),
        Verdict::Open => "open".to_owned(),
        Verdict::No => "no".to_owned(),
    };
    if let Some(deals) = findings.deals {
        let by_number: std::collections::BTreeMap<u32, &Deal> = deals.deals.iter().map(|deal| (deal.state.number, deal)).collect();
        let other = by_number.clone();
        columns.push((
            "can be signed".to_owned(),
            Box::new(move |state| Some(word(by_number.get(&(state.0 + 1))?.tables.first()?.verdict))),
        ));
        columns.push((
            "efficient".to_owned(),
            Box::new(move |state| other.get(&(state.0 + 1))?.efficient.verdict.map(word)),
        ));
    }
    if let Some(stability) = findings.stability {
        for notion in Notion::ALL {
            let by_number: std::collections::BTreeMap<u32, String> = stability
                .stability
                .states
                .iter()
                .filter_map(|state| {
                    let holding = state.holds.iter().find(|holding| holding.notion == notion)?;
                    Some((state.state.number, word(holding.verdict?)))
                })
                .collect();
            if !by_number.is_empty() {
                columns.push((
                    format!("holds ({})", notion.abbreviation()),
                    Box::new(move |state| by_number.get(&(state.0 + 1)).cloned()),
                ));
            }
        }
    }
}

/// A cell; a text that a spreadsheet would take for a formula gets an apostrophe.
fn cell(text: &str) -> String {
    let is_number = crate::interop::exact::Number::parse(text).is_some();
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
    let text = if risky { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
