//! The page of `demarche deals`: every listed deal in full tables.

use super::deal_table::{breaking, find, legend, matrix, tables, union};
use super::page::{Block, Column, Row, Table};
use super::prose::{Mark, Prose};
use super::readings::Readings;
use super::why_page::acceptance;
use super::words::{Words, capital, counted, grouped};
use super::{deals_csv, limits, no_deal, why_page};
use crate::finding::*;

/// Which deals were asked for, and how many there are.
fn question(words: Words, asked: &Asked) -> Prose {
    let mut conditions: Vec<String> = Vec::new();
    if !asked.accepted_by.is_empty() {
        conditions.push(format!("accepted by {}", words.parties(&asked.accepted_by)));
    }
    if asked.signable {
        conditions.push("that the declared table can sign".to_string());
    }
    if let Some(notion) = asked.holds {
        conditions.push(format!("that hold under {}", notion.abbreviation()));
    }
    if let Some(formula) = &asked.with {
        conditions.push(format!("with {formula}"));
    }
    let which = if conditions.is_empty() {
        "that can be made".to_string()
    } else {
        conditions.join(", ")
    };
    let order = match &asked.best_for {
        Some(party) if asked.by_tiers => format!(
            ", the best for {} first, by tiers: within a tier none surely beats another",
            words.party(party)
        ),
        Some(party) => format!(", the best for {} first", words.party(party)),
        None => ", the fewest terms first".to_string(),
    };
    let open = if asked.or_open {
        " What the case leaves open counts as met."
    } else {
        " Only what is so under every preference that agrees with the case counts."
    };
    Prose::from(format!("Deals {which}{order}: {}.{open}", counted(asked.matching, "deal", "deals")))
}

/// Where each listed deal stands for the party that it is to be best for.
fn order<'a>(words: Words<'a>, readings: Readings<'a, Deals>, states: &[&'a StateRef]) -> Option<Block> {
    let asked = |answer: &'a Deals| answer.asked.as_ref();
    let party = readings.answers().filter_map(asked).find_map(|asked| asked.best_for.as_ref())?;
    let by_tiers = readings.answers().filter_map(asked).any(|asked| asked.by_tiers);
    let placed = |answer: &'a Deals, number: u32| asked(answer)?.places.iter().find(|placed| placed.state == number);
    let has_worth = |answer: &'a Deals| asked(answer).is_some_and(|asked| asked.places.iter().any(|placed| placed.worth.is_some()));
    let column = |head: &str| Column {
        group: None,
        head: head.to_string(),
        marks: false,
    };
    let mut columns = vec![column(if by_tiers { "tier" } else { "place" }), column("deals there")];
    let valued = readings.answers().any(has_worth);
    if valued {
        columns.push(column(&format!("worth to {}", words.party(party))));
    }
    let rows = states.iter().map(|state| {
        let cell = |say: &dyn Fn(&Placed) -> String| {
            readings.cell(|answer| match placed(answer, state.number) {
                Some(placed) => Prose::from(say(placed)),
                None => Prose::new().mark(Mark::Unlisted),
            })
        };
        let mut cells = vec![cell(&|placed| grouped(placed.place)), cell(&|placed| grouped(placed.tied))];
        if valued {
            cells.push(cell(&|placed| placed.worth.as_ref().map(deals_csv::interval).unwrap_or_default()));
        }
        Row {
            head: Prose::new().state(&state.label),
            cells,
        }
    });
    let rows: Vec<Row> = rows.collect();
    let title = format!("Where they stand for {}", words.party(party));
    (!rows.is_empty()).then(|| {
        let table = Table {
            caption: title.clone(),
            corner: "Deal".to_string(),
            columns,
            rows,
        };
        Block::section("order", &title, vec![Block::Table(table)])
    })
}

/// The legend with what only this page shows.
fn full_legend(words: Words, several: bool) -> Prose {
    let notions = " SSEQ: as SEQ, and the mover cannot escape. SIM: the others may move at the same time, in their own interest.";
    let said = legend(words, several, None).text(if words.case.status_quo.is_some() { notions } else { "" });
    said.text(" Efficient: no feasible state is at least as good for all and better for one.")
}

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Deals>) -> Vec<Block> {
    let states = union(readings);
    let asked = readings.points(|answer| answer.asked.iter().map(|asked| question(words, asked)).collect());
    let mut blocks = vec![Block::section(
        "tables",
        "What each table can make and sign",
        vec![tables(words, readings)],
    )];
    let anything_asked = !asked.is_empty();
    if anything_asked {
        blocks.insert(0, Block::section("asked", "What was asked for", vec![Block::List(asked)]));
        if let Some(order) = order(words, readings, &states) {
            blocks.insert(1, order);
        }
    }
    if states.is_empty() {
        blocks.push(Block::Paragraph(Prose::from(if anything_asked {
            "No deal matches."
        } else {
            "No listed table can sign any deal, surely or possibly."
        })));
    } else {
        blocks.push(Block::section(
            "deals",
            "Every listed deal",
            vec![
                Block::Table(matrix(words, readings, &states, &Notion::ALL, true)),
                Block::Note(full_legend(words, readings.several())),
            ],
        ));
        blocks.push(Block::section(
            "breaks",
            "What breaks each deal",
            vec![breaking(words, readings, &states)],
        ));
        let reasons = states.iter().enumerate().map(|(position, state)| {
            let mut points = readings.points(|answer| {
                find(answer, state.number)
                    .map(|deal| deal.acceptance.iter().map(|entry| acceptance(words, entry)).collect())
                    .unwrap_or_default()
            });
            points.extend(readings.points(|answer| {
                find(answer, state.number)
                    .map(|deal| {
                        deal.coalitions
                            .iter()
                            .map(|coalition| why_page::jointly(words, coalition))
                            .collect()
                    })
                    .unwrap_or_default()
            }));
            Block::section(&format!("deal-{}", position + 1), &capital(&state.label), vec![Block::List(points)])
        });
        blocks.push(Block::section("reasons", "Who accepts what, and why", reasons.collect()));
    }
    blocks.push(Block::section(
        "no-deal",
        "The measure: no deal",
        vec![Block::List(readings.points(|answer| no_deal::finding(words, &answer.no_deal)))],
    ));
    let cuts = limits::all(readings.answers().flat_map(|answer| &answer.cuts));
    blocks.extend(limits::section(words, &cuts));
    blocks
}
