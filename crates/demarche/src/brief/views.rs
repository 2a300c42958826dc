//! What the parties believe, in words: where a party's picture of the case leads elsewhere than the case.

use super::page::Block;
use super::prose::{Mark, Prose};
use super::words::{Words, number};
use crate::finding::*;

/// Deals told for one picture.
const DEALS: usize = 6;

/// States named in one list.
const STATES: usize = 3;

/// What is told of all pictures, one point each.
pub(super) fn points(words: Words, views: &Views) -> Vec<Prose> {
    let mut points: Vec<Prose> = views.views.iter().map(|view| told(words, view)).collect();
    points.push(
        Prose::new()
            .strong("Each party on its own picture.")
            .text(" ")
            .then(differences(words, &views.each)),
    );
    points
}

/// The section of a page; nothing where no party has a picture of its own.
pub(super) fn section(points: &[Prose]) -> Option<Block> {
    let note = "A picture is what a party takes to be so, and acts on. Compared are the listed deals, and the states at rest for all parties. Left the case, right the picture.";
    let body = vec![Block::List(points.to_vec()), Block::Note(Prose::from(note))];
    (!points.is_empty()).then(|| Block::section("views", "What the parties believe", body))
}

fn told(words: Words, view: &ViewFinding) -> Prose {
    let mut said = Prose::new().strong(format!("{}'s picture.", words.party(&view.party))).text(" ");
    if !view.without.is_empty() {
        said = said.text("Not believed: ").then(words.lines(&view.without)).text(". ");
    }
    if !view.unaware.is_empty() {
        said = said.text(format!("Not seen: {}. ", view.unaware.join(", ")));
    }
    if !view.believes.is_empty() {
        said = said.text("Believed instead: ").then(words.lines(&view.believes)).text(". ");
    }
    said.then(differences(words, &view.seen))
        .text(" (")
        .span(words.line(&view.line))
        .text(")")
}

fn differences(words: Words, seen: &Seen) -> Prose {
    if seen.deals.is_empty() && seen.equilibria.is_empty() {
        return Prose::from("It leads nowhere else than the case.");
    }
    let mut parts: Vec<Prose> = seen.deals.iter().take(DEALS).map(|found| deal(words, found)).collect();
    if seen.deals.len() > DEALS {
        parts.push(Prose::from(format!(
            "{} further deals stand otherwise",
            number((seen.deals.len() - DEALS) as u64)
        )));
    }
    parts.extend(seen.equilibria.iter().map(|found| equilibria(words, found)));
    Prose::joined(parts, "; ", "; ").text(".")
}

fn change(verdicts: SeenVerdict) -> Prose {
    let case = Prose::new().mark(Mark::Verdict(verdicts.case)).text(" → ");
    match verdicts.seen {
        Some(seen) => case.mark(Mark::Verdict(seen)),
        None => case.text("no such state"),
    }
}

fn deal(words: Words, found: &SeenDeal) -> Prose {
    let mut parts = Vec::new();
    if let Some(signable) = found.signable {
        parts.push(Prose::from(format!("can be signed by {} ", words.table(&found.signatories))).then(change(signable)));
    }
    let mut groups: Vec<(SeenVerdict, Vec<&str>)> = Vec::new();
    for (notion, verdicts) in &found.holds {
        match groups.iter_mut().find(|(other, _)| other == verdicts) {
            Some((_, notions)) => notions.push(notion.abbreviation()),
            None => groups.push((*verdicts, vec![notion.abbreviation()])),
        }
    }
    for (verdicts, notions) in groups {
        parts.push(Prose::from(format!("holds ({}) ", notions.join(", "))).then(change(verdicts)));
    }
    Prose::new()
        .state(&found.state.label)
        .text(" ")
        .then(Prose::joined(parts, ", ", ", "))
}

fn equilibria(words: Words, found: &SeenEquilibria) -> Prose {
    let mut said = Prose::from(format!(
        "states at rest ({}): {} in the case, {} here",
        found.notion.abbreviation(),
        number(found.case),
        number(found.seen)
    ));
    if !found.only_seen.is_empty() {
        said = said.text("; only here: ").then(words.states(&found.only_seen, STATES));
    }
    if !found.only_case.is_empty() {
        said = said.text("; only in the case: ").then(words.states(&found.only_case, STATES));
    }
    said
}
