//! The page of `demarche stability`: every state, every party, every notion.

mod uncertainty;

use super::page::{Block, Column, Row, Table};
use super::prose::{Mark, Prose};
use super::readings::Readings;
use super::words::Words;
use super::{limits, no_deal};
use crate::finding::*;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Stability>) -> Vec<Block> {
    let mut rest = readings.points(|answer| no_deal::equilibria(words, &answer.stability.equilibria));
    rest.extend(readings.points(|answer| {
        answer
            .stability
            .largest_consistent_set
            .as_ref()
            .map(|set| vec![no_deal::farsighted(words, set)])
            .unwrap_or_default()
    }));
    let mut blocks = vec![
        Block::section("equilibria", "States at rest for every party", vec![Block::List(rest)]),
        Block::section(
            "evolution",
            "Where improving moves lead",
            vec![Block::List(
                readings.points(|answer| no_deal::evolution(words, &answer.stability.evolution)),
            )],
        ),
    ];
    blocks.extend(uncertainty::section(words, readings));
    if let Some(first) = readings.first() {
        blocks.push(Block::section(
            "grid",
            "State by state",
            vec![
                Block::Table(grid(words, readings, &first.stability)),
                Block::Note(legend(words, readings.several())),
            ],
        ));
    }
    let joint = readings.points(|answer| {
        answer
            .stability
            .coalitional
            .iter()
            .map(|group| coalitional(words, &answer.stability, group))
            .collect()
    });
    if !joint.is_empty() {
        blocks.push(Block::section("coalitions", "Against joint moves", vec![Block::List(joint)]));
    }
    let cuts = limits::all(readings.answers().flat_map(|answer| &answer.cuts));
    blocks.extend(limits::section(words, &cuts));
    blocks
}

/// A column a notion; in it, everybody's verdict, then each party's.
fn grid<'a>(words: Words<'a>, readings: Readings<'a, Stability>, first: &StabilityFinding) -> Table {
    let columns = Notion::ALL.iter().flat_map(|notion| {
        let group = Some(notion.abbreviation().to_string());
        std::iter::once("all".to_string())
            .chain(words.case.parties.iter().map(|party| party.short.clone()))
            .map(move |head| Column {
                group: group.clone(),
                head,
                marks: true,
            })
    });
    let rows = first.states.iter().map(|state| {
        let number = state.state.number;
        let mut cells: Vec<Prose> = Vec::new();
        for notion in Notion::ALL {
            cells.push(readings.cell(|answer| mark(held(answer, number, notion).and_then(|holding| holding.verdict))));
            for party in &words.case.parties {
                cells.push(readings.cell(|answer| {
                    let entry =
                        held(answer, number, notion).and_then(|holding| holding.parties.iter().find(|entry| entry.party == party.id));
                    mark(entry.map(|entry| entry.verdict))
                }));
            }
        }
        Row {
            head: Prose::new().state(&state.state.label),
            cells,
        }
    });
    Table {
        caption: "States by notion and party".to_string(),
        corner: "State".to_string(),
        columns: columns.collect(),
        rows: rows.collect(),
    }
}

fn mark(verdict: Option<Verdict>) -> Prose {
    Prose::new().mark(verdict.map_or(Mark::Absent, Mark::Verdict))
}

fn held(answer: &Stability, number: u32, notion: Notion) -> Option<&Holding> {
    let state = answer.stability.states.iter().find(|state| state.state.number == number)?;
    state.holds.iter().find(|holding| holding.notion == notion)
}

fn legend(words: Words, several: bool) -> Prose {
    let names: Vec<String> = words
        .case
        .parties
        .iter()
        .map(|party| format!("{} {}", party.short, party.name))
        .collect();
    let said = format!("✓ stays, ✗ can gain by leaving, ? open, · not computed. {}.", names.join(", "));
    if several {
        Prose::from(said).text(" Where two marks stand, left: stated positions as red lines; right: as openings.")
    } else {
        Prose::from(said)
    }
}

fn coalitional<'a>(words: Words<'a>, stability: &'a StabilityFinding, group: &'a CoalitionalStability) -> Prose {
    let who = if group.members.is_empty() {
        "every group".to_string()
    } else {
        words.parties(&group.members)
    };
    let mut said = Prose::from("Joint moves of ").strong(who).text(". ");
    for (notion, numbers) in &group.stable {
        let states: Vec<&StateRef> = stability
            .states
            .iter()
            .map(|state| &state.state)
            .filter(|state| numbers.contains(&state.number))
            .collect();
        let missing = numbers.len() - states.len();
        said = said.text(format!("{}: ", notion.abbreviation()));
        said = if numbers.is_empty() {
            said.text("no state holds")
        } else {
            said.then(words.states(states, 6))
        };
        said = if missing > 0 {
            said.text(format!(" and {missing} not listed. "))
        } else {
            said.text(". ")
        };
    }
    said
}
