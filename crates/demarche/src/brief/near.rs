//! The nearest deals that can be signed, and that hold: a part of several pages, and the page of `demarche nearest`.

use super::levers::expecting;
use super::limits;
use super::page::Block;
use super::prose::Prose;
use super::readings::Readings;
use super::words::{Words, counted};
use crate::finding::*;

/// The body of the page of `demarche nearest`.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Nearest>) -> Vec<Block> {
    let asked = readings.points(|nearest| {
        vec![Prose::from("Asked about: ").code(&nearest.formula).text(format!(
            ", met by {}.",
            counted(nearest.states, "feasible state", "feasible states")
        ))]
    });
    let mut blocks = vec![Block::List(asked), section(words, readings, |nearest| &nearest.near)];
    let cuts = limits::all(readings.answers().flat_map(|nearest| &nearest.cuts));
    blocks.extend(limits::section(words, &cuts));
    blocks
}

/// The section on the nearest deals.
pub(super) fn section<'a, A>(words: Words<'a>, readings: Readings<'a, A>, near: impl Fn(&'a A) -> &'a Near) -> Block {
    let points = readings.points(|answer| points(words, near(answer)));
    Block::section(
        "nearest",
        "The nearest deals",
        vec![
            Block::List(points),
            Block::Note(Prose::from(
                "Near means: with the fewest issues settled otherwise; of several, the one with the fewest terms, then the lowest number.",
            )),
        ],
    )
}

/// One point for each table and question.
fn points(words: Words, near: &Near) -> Vec<Prose> {
    if near.tables.is_empty() {
        return vec![Prose::from("There is no state to be near to.")];
    }
    let mut points = Vec::new();
    for table in &near.tables {
        let who = words.table(&table.signatories);
        points.push(point(
            &format!("Nearest that {who} can sign: "),
            table.signable.as_ref(),
            table.perhaps_signable.as_ref(),
        ));
        if !near.holding_asked {
            continue;
        }
        points.push(point(
            &format!("Nearest that {who} can sign and that then holds, {}: ", expecting(near.notion)),
            table.holding.as_ref(),
            table.perhaps_holding.as_ref(),
        ));
    }
    points
}

fn point(lead: &str, surely: Option<&NearDeal>, perhaps: Option<&NearDeal>) -> Prose {
    let said = Prose::from(lead);
    let said = match surely {
        Some(deal) => said.then(told(deal)),
        None => said.text("none surely"),
    };
    match perhaps.filter(|perhaps| surely.is_none_or(|surely| perhaps.distance < surely.distance)) {
        Some(deal) => said.text("; perhaps ").then(told(deal)).text("."),
        None => said.text("."),
    }
}

fn told(near: &NearDeal) -> Prose {
    let said = Prose::new().state(&near.deal.label);
    if near.distance == 0 {
        return said.text(", as asked");
    }
    let changes = near.changes.iter().map(|change| Prose::new().state(change)).collect();
    said.text(format!(", {} otherwise: ", counted(u64::from(near.distance), "issue", "issues")))
        .then(Prose::list(changes))
}
