//! The page of `demarche deals`: every listed deal in full tables.

use super::deal_table::{breaking, find, legend, matrix, tables, union};
use super::page::Block;
use super::prose::Prose;
use super::readings::Readings;
use super::why_page::acceptance;
use super::words::{Words, capital};
use super::{limits, no_deal, why_page};
use crate::finding::*;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Deals>) -> Vec<Block> {
    let states = union(readings);
    let mut blocks = vec![Block::section(
        "tables",
        "What each table can make and sign",
        vec![tables(words, readings)],
    )];
    if states.is_empty() {
        blocks.push(Block::Paragraph(Prose::from(
            "No listed table can sign any deal, surely or possibly.",
        )));
    } else {
        blocks.push(Block::section(
            "deals",
            "Every listed deal",
            vec![
                Block::Table(matrix(words, readings, &states, &Notion::ALL, true)),
                Block::Note(legend(readings.several()).text(
                    " SSEQ: as SEQ, and the mover cannot escape. SIM: the others may move at the same time, in their own interest. Efficient: no feasible state is at least as good for all and better for one.",
                )),
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
