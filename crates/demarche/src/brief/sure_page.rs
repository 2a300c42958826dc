//! The page of `demarche sure`: what is certain, what is open, and in which share of the preference models that were drawn it is so.

use super::deal_table::{error, share};
use super::limits;
use super::page::{Block, Column, Row, Table};
use super::prose::{Mark, Prose, Span, listed};
use super::readings::{Readings, heading};
use super::reasons_page;
use super::words::{Words, grouped};
use crate::finding::*;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Sure>) -> Vec<Block> {
    let mut blocks = vec![Block::section(
        "drawn",
        "What was drawn",
        vec![Block::List(readings.points(|answer| drawn(words, answer)))],
    )];
    for reading in readings.0 {
        let title = if readings.several() {
            format!("How sure: {}", heading(reading.positions).to_lowercase())
        } else {
            "How sure".to_string()
        };
        let body = if reading.answer.deals.is_empty() {
            vec![Block::Paragraph(Prose::from(
                "No listed table can sign any deal, surely or possibly.",
            ))]
        } else {
            vec![Block::Table(table(words, &reading.answer)), Block::Note(legend(&reading.answer))]
        };
        blocks.push(Block::section("sure", &title, body));
    }
    blocks.extend(reasons_page::sections(words, readings));
    let cuts = limits::all(readings.answers().flat_map(|answer| answer.cuts.iter().chain(&answer.reasons.cuts)));
    blocks.extend(
        cuts.iter()
            .map(|cut| Block::Note(Prose::from(format!("Cut short: {}.", limits::cut(cut))))),
    );
    blocks
}

fn drawn(words: Words, answer: &Sure) -> Vec<Prose> {
    let which = match answer.models {
        DrawnModels::Additive => "They are additive, each weight anywhere in the range that the lines leave it",
        DrawnModels::Orders => "They are orders of all states, without ties except where the lines say so",
    };
    let mut points = vec![Prose::from(format!(
        "{} preference models that agree with the case, with the seed {}. {which}, all equally likely: a convention, and not what anybody believes.",
        grouped(answer.draws),
        answer.seed
    ))];
    if !answer.doubted.is_empty() {
        let said = Prose::from("A line with a confidence is dropped, never negated, in as many draws as its confidence leaves: ");
        points.push(said.then(words.lines(&answer.doubted)).text("."));
    }
    if !answer.kept.is_empty() {
        let said = Prose::from("Lines on structure count in every draw, whatever their confidence: ");
        points.push(said.then(words.lines(&answer.kept)).text("."));
    }
    if answer.draws < answer.draws_asked && answer.not_found.is_empty() {
        points.push(Prose::from(format!(
            "The work was interrupted: {} models were asked for. What follows counts those that were drawn.",
            grouped(answer.draws_asked)
        )));
    }
    if !answer.unknown.is_empty() {
        points.push(Prose::from(format!(
            "Of the preferences of {} nothing is said, red lines and acceptances aside: every weight may point either way.",
            listed(&names(words, &answer.unknown))
        )));
    }
    if !answer.left_open.is_empty() {
        points.push(Prose::from(format!(
            "The comparisons of {} are too many to draw from: what depends on them counts as not so.",
            listed(&names(words, &answer.left_open))
        )));
    }
    if !answer.not_found.is_empty() {
        points.push(Prose::from(format!(
            "For {} there is no such model that meets all comparisons, so that nothing more was drawn.",
            listed(&names(words, &answer.not_found))
        )));
    }
    points
}

fn names<'b>(words: Words<'b>, ids: &'b [String]) -> Vec<&'b str> {
    ids.iter().map(|id| words.party(id)).collect()
}

fn table(words: Words, answer: &Sure) -> Table {
    let column = |group: Option<&str>, head: &str| Column {
        group: group.map(str::to_string),
        head: head.to_string(),
        marks: false,
    };
    let holds_asked = answer.deals.iter().any(|deal| !deal.holds.is_empty());
    let mut columns = vec![column(None, "signed by"), column(None, "can be signed")];
    if holds_asked {
        columns.extend(Notion::LADDER.iter().map(|notion| column(Some("holds"), notion.abbreviation())));
        columns.push(column(None, "both"));
    }
    let rows = answer.deals.iter().map(|deal| {
        let mut cells = vec![Prose::from(words.tight(&deal.signatories)), share(deal.signable, answer.draws)];
        if holds_asked {
            for notion in Notion::LADDER {
                let found = deal.holds.iter().find(|(other, _)| *other == notion);
                cells.push(found.map_or_else(|| Prose::new().mark(Mark::Absent), |(_, found)| share(*found, answer.draws)));
            }
            cells.push(match deal.signable_and_holds {
                Some(hits) if answer.draws > 0 => Prose::new().span(Span::Share { hits, draws: answer.draws }),
                _ => Prose::new().mark(Mark::Absent),
            });
        }
        Row {
            head: Prose::new().state(&deal.state.label),
            cells,
        }
    });
    Table {
        caption: "Deals: certain, open, impossible, and the share of models in which it is so".to_string(),
        corner: "Deal".to_string(),
        columns,
        rows: rows.collect(),
    }
}

fn legend(answer: &Sure) -> Prose {
    let holds = answer.deals.iter().any(|deal| !deal.holds.is_empty());
    let both = if holds {
        " Both: can be signed, and holds if reprisals in the reprisers' own interest are expected."
    } else {
        ""
    };
    let error = if answer.draws > 0 {
        format!(" One standard error of drawing is {} points at most.", error(answer.draws))
    } else {
        String::new()
    };
    Prose::from(format!(
        "✓ necessary: so under every preference that agrees with the case, additive or not; ✗ impossible: under none. A share says in which part of the drawn preference models an open \
         finding is so; it is no probability, and what is so in all models drawn need not be necessary.{error}{both}"
    ))
}
