//! The page of `demarche power`: the rules of consent, the votes that carry deals, and what coalitions can claim.

mod claims;
mod rules;

use super::limits;
use super::page::{Block, Column, Row, Table};
use super::prose::Prose;
use super::readings::Readings;
use super::words::{Words, counted, grouped, number};
use crate::finding::*;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Power>) -> Vec<Block> {
    let mut blocks = vec![Block::section("rules", "Whose consent decides", rules::rules(words, readings))];
    blocks.push(Block::section("pivots", "Whose agreement carries deals", pivots(words, readings)));
    blocks.push(Block::section(
        "coalitions",
        "What coalitions can claim",
        vec![Block::List(readings.points(|answer| claims::coalitions(words, &answer.coalitions)))],
    ));
    let cuts = limits::all(readings.answers().flat_map(|answer| &answer.cuts));
    blocks.extend(
        cuts.iter()
            .map(|cut| Block::Note(Prose::from(format!("Cut short: {}.", limits::cut(cut))))),
    );
    blocks
}

fn pivots<'a>(words: Words<'a>, readings: Readings<'a, Power>) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(readings.say(|answer| {
        let pivots = &answer.pivots;
        Prose::from(format!(
            "The declared table can make {}; it surely can sign {} of them, and of {} it is open.",
            counted(pivots.makeable, "deal", "deals"),
            number(pivots.signable),
            number(pivots.open)
        ))
    }))];
    let Some(first) = readings
        .first()
        .filter(|_| readings.answers().any(|answer| answer.pivots.signable > 0))
    else {
        return blocks;
    };
    let column = |head: &str| Column {
        group: None,
        head: head.to_string(),
        marks: false,
    };
    let rows = first.pivots.parties.iter().map(|party| {
        let count = |of: fn(&PartyPivots) -> u64| {
            readings.cell(|answer| {
                let same = answer.pivots.parties.iter().find(|other| other.party == party.party);
                Prose::from(same.map_or(String::new(), |party| grouped(of(party))))
            })
        };
        Row {
            head: Prose::from(words.party(&party.party).to_string()),
            cells: vec![
                count(|party| party.accepts),
                count(|party| party.open),
                count(|party| party.pivotal),
            ],
        }
    });
    blocks.push(Block::Table(Table {
        caption: "Deals that the table can make, and those that it can sign".to_string(),
        corner: "Party".to_string(),
        columns: ["accepts", "open", "pivotal"].map(column).into(),
        rows: rows.collect(),
    }));
    let deals = readings.points(|answer| answer.pivots.deals.iter().map(|deal| carried(words, deal)).collect());
    if !deals.is_empty() {
        blocks.push(Block::List(deals));
    }
    blocks.push(Block::Note(Prose::from(
        "Pivotal: the table can sign the deal, and could not if the party refused, whatever those do whose answer is open.",
    )));
    blocks
}

fn carried(words: Words, deal: &DealPivots) -> Prose {
    let mut said = Prose::new()
        .state(&deal.state.label)
        .text(format!(": accepted by {}", words.table(&deal.accepted_by)));
    if !deal.open.is_empty() {
        said = said.text(format!("; open for {}", words.parties(&deal.open)));
    }
    if deal.pivotal.is_empty() {
        said.text("; nobody is pivotal.")
    } else {
        said.text(format!("; pivotal: {}.", words.parties(&deal.pivotal)))
    }
}
