//! The three vetoes: whose consent a goal needs, who must ratify, who can spoil.

use super::bottom_line::GOALS;
use super::goals;
use super::page::Block;
use super::prose::{Prose, listed};
use super::readings::Readings;
use super::words::{Words, counted};
use crate::finding::*;

/// Consent, ratification and spoiling.
pub(super) fn section<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Block {
    let mut points = readings.points(|brief| {
        let goals = brief.goals.iter().enumerate();
        goals
            .flat_map(|(index, goal)| {
                if index < GOALS {
                    goals::remainder(words, goal)
                } else {
                    goals::points(words, goal)
                }
            })
            .collect()
    });
    points.extend(ratification(words));
    points.extend(readings.points(|brief| spoiling(words, &brief.spoilers)));
    Block::section(
        "vetoes",
        "Who can stop it: consent, ratification, spoiling",
        vec![Block::List(points)],
    )
}

/// Who can break deals, one point each; then, in one point, of whom it is open.
fn spoiling<'a>(words: Words<'a>, spoilers: &'a [SpoilerFinding]) -> Vec<Prose> {
    let mut points: Vec<Prose> = spoilers
        .iter()
        .filter(|spoiler| !spoiler.breaks.is_empty())
        .map(|spoiler| spoils(words, spoiler))
        .collect();
    if words.case.status_quo.is_none() {
        let said = "Not asked: the case does not say what anybody can do once a deal is signed.";
        return vec![Prose::new().strong("Spoiling. ").text(said)];
    }
    if points.is_empty() {
        points.push(
            Prose::new()
                .strong("Spoiling. ")
                .text("No party is known to have an undeterred improving move against a listed deal that some table can or may sign."),
        );
    }
    let open: Vec<String> = spoilers
        .iter()
        .filter(|spoiler| spoiler.breaks.is_empty() && !spoiler.may_break.is_empty())
        .map(|spoiler| {
            let place = if spoiler.outsider { "outside the table, " } else { "" };
            let deals = counted(spoiler.may_break.len() as u64, "listed deal", "listed deals");
            format!("{} ({place}{deals})", words.party(&spoiler.party))
        })
        .collect();
    if !open.is_empty() {
        points.push(Prose::new().strong("Spoiling, open. ").text(format!(
            "The case does not settle whether these can gain by breaking: {}.",
            listed(&open)
        )));
    }
    points
}

fn ratification(words: Words) -> Vec<Prose> {
    let bound: Vec<Prose> = words
        .case
        .parties
        .iter()
        .filter_map(|party| {
            party
                .ratification
                .as_ref()
                .map(|ballot| Prose::from(format!("{} (by {ballot})", party.name)))
        })
        .collect();
    let said = Prose::new().strong("Ratification. ");
    vec![if bound.is_empty() {
        said.text("The case names no constituency that must ratify.")
    } else {
        said.text("Needed for ").then(Prose::list(bound)).text(".")
    }]
}

fn spoils<'a>(words: Words<'a>, spoiler: &'a SpoilerFinding) -> Prose {
    let place = if spoiler.outsider { "outside the table" } else { "at the table" };
    let reach = match spoiler.total {
        Verdict::Yes => "total (for this party, no deal is better than every state that can be made)",
        Verdict::Open => "limited or total: open",
        Verdict::No => "limited (some deals, not all)",
    };
    let mut said = Prose::new()
        .strong("Spoiling. ")
        .text(format!("{}: {place}, {reach}.", words.party(&spoiler.party)));
    if !spoiler.breaks.is_empty() {
        said = said.text(" Can break ").then(words.states(&spoiler.breaks, 3)).text(".");
    }
    if !spoiler.may_break.is_empty() {
        said = said.text(" Open for ").then(words.states(&spoiler.may_break, 3)).text(".");
    }
    said
}
