//! The three vetoes: whose consent a goal needs, who must ratify, who can spoil.

use super::goals;
use super::page::Block;
use super::prose::Prose;
use super::readings::Readings;
use super::words::Words;
use crate::finding::*;

/// Consent, ratification and spoiling.
pub(super) fn section<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Block {
    let mut points = readings.points(|brief| brief.goals.iter().flat_map(|goal| goals::points(words, goal)).collect());
    points.extend(ratification(words));
    points.extend(readings.points(|brief| brief.spoilers.iter().map(|spoiler| spoils(words, spoiler)).collect()));
    if readings.answers().all(|brief| brief.spoilers.is_empty()) {
        points.push(
            Prose::new()
                .strong("Spoiling. ")
                .text("From no deal on the list has any party an undeterred improving move, as far as the case settles it."),
        );
    }
    Block::section(
        "vetoes",
        "Who can stop it: consent, ratification, spoiling",
        vec![Block::List(points)],
    )
}

fn ratification(words: Words) -> Vec<Prose> {
    let bound: Vec<Prose> = words
        .case
        .parties
        .iter()
        .filter(|party| !party.constituencies.is_empty())
        .map(|party| Prose::from(format!("{} (by {})", party.name, super::prose::listed(&party.constituencies))))
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
        Verdict::Yes => "total (no deal at all is better for this party than no deal being signed)",
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
