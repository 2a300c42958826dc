//! States at rest by attitude to what is not known of preferences, beside what is so whatever they are.

use crate::brief::page::{Block, Column, Row, Table};
use crate::brief::prose::Prose;
use crate::brief::readings::Readings;
use crate::brief::words::{Words, grouped};
use crate::finding::*;

/// Up to so many states are named in a cell.
const MOST_NAMED: usize = 3;

/// The section of `demarche stability`; none where preferences are complete.
pub(super) fn section<'a>(words: Words<'a>, readings: Readings<'a, Stability>) -> Option<Block> {
    let notions: Vec<Notion> = readings.first()?.stability.uncertainty.iter().map(|one| one.notion).collect();
    if notions.is_empty() {
        return None;
    }
    let row = |head: String, cell: &dyn Fn(&'a StabilityFinding, Notion) -> Prose| Row {
        head: Prose::from(head),
        cells: notions
            .iter()
            .map(|notion| readings.cell(|answer| cell(&answer.stability, *notion)))
            .collect(),
    };
    let mut rows = vec![row("in all completions (at least)".to_string(), &|stability, notion| {
        surely(words, stability, notion)
    })];
    rows.extend(UncertaintyType::ALL.map(|kind| row(attitude(kind), &|stability, notion| of_type(words, stability, kind, notion))));
    rows.push(row("in some completion (at most)".to_string(), &|stability, notion| {
        possibly(words, stability, notion)
    }));
    let columns = notions.iter().map(|notion| Column {
        group: None,
        head: notion.abbreviation().to_string(),
        marks: false,
    });
    let table = Table {
        caption: "States at which every party stays, by attitude to what is not known".to_string(),
        corner: "Parties".to_string(),
        columns: columns.collect(),
        rows,
    };
    Some(Block::section(
        "uncertainty",
        "By attitude to what is not known",
        vec![Block::Table(table), Block::Note(note())],
    ))
}

/// How a party of one type leaves, and what it fears.
fn attitude(kind: UncertaintyType) -> String {
    let leaves = if kind.leaves_for_unknown() { "bold" } else { "wary" };
    let fears = if kind.fears_unknown() { "easy to deter" } else { "hard to deter" };
    format!("{}: {leaves}, {fears}", kind.letter())
}

fn note() -> Prose {
    Prose::from(
        "Where the case does not tell whether a party likes a state better, rows a to d give every party one attitude to that \
         (Li, Hipel, Kilgour and Fang 2004). Bold: it moves where it may gain; wary: only where it surely gains. \
         Easy to deter: a reprisal holds it back if it may be left no better off; hard to deter: only if it surely is. \
         The others take every step that may be a gain for them, where reprisals must be gains (SEQ). \
         A completion gives each party one of the complete preferences that agree with the case.",
    )
}

fn of(stability: &StabilityFinding, notion: Notion) -> Option<&UncertaintyFinding> {
    stability.uncertainty.iter().find(|one| one.notion == notion)
}

fn of_type(words: Words<'_>, stability: &StabilityFinding, kind: UncertaintyType, notion: Notion) -> Prose {
    match of(stability, notion).and_then(|one| one.types.iter().find(|one| one.kind == kind)) {
        Some(one) => cell(words, one.count, one.states.iter().collect()),
        None => Prose::new(),
    }
}

fn surely(words: Words<'_>, stability: &StabilityFinding, notion: Notion) -> Prose {
    let states = at_rest(stability, notion)
        .map(|found| found.yes.iter().collect())
        .unwrap_or_default();
    of(stability, notion).map_or_else(Prose::new, |one| cell(words, one.surely, states))
}

fn possibly(words: Words<'_>, stability: &StabilityFinding, notion: Notion) -> Prose {
    let mut states: Vec<&StateRef> = at_rest(stability, notion)
        .map(|found| found.yes.iter().chain(&found.open).collect())
        .unwrap_or_default();
    states.sort_by_key(|state| state.number);
    of(stability, notion).map_or_else(Prose::new, |one| cell(words, one.possibly, states))
}

fn at_rest(stability: &StabilityFinding, notion: Notion) -> Option<&Equilibria> {
    stability.equilibria.iter().find(|found| found.notion == notion)
}

/// A count, and the states where they are few and all listed.
fn cell(words: Words<'_>, count: u64, states: Vec<&StateRef>) -> Prose {
    let said = Prose::from(grouped(count));
    if states.is_empty() || states.len() > MOST_NAMED || states.len() as u64 != count {
        return said;
    }
    said.text(": ").then(words.states(states, MOST_NAMED))
}
