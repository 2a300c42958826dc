//! The three vetoes: whose consent a goal needs, who must ratify, who can spoil.

use super::bottom_line::{at_tables, clauses, consent};
use super::page::Block;
use super::prose::Prose;
use super::readings::Readings;
use super::words::{Words, capital, counted};
use crate::finding::*;

/// How many corrections are spelled out.
const CORRECTIONS: usize = 4;

/// Consent, ratification and spoiling.
pub(super) fn section<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Block {
    let mut points = readings.points(|brief| brief.goals.iter().flat_map(|goal| goal_points(words, goal)).collect());
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

/// What a goal meets: consent, tables, conflicts, corrections; a point each, so that readings share what they can.
pub(super) fn goal_points<'a>(words: Words<'a>, goal: &'a GoalFinding) -> Vec<Prose> {
    let mut points = vec![
        Prose::new()
            .strong("Consent. ")
            .then(consent(words, goal))
            .then(words.bracketed(&goal.rests_on)),
    ];
    if goal.states == 0 {
        return points;
    }
    points.push(
        Prose::new()
            .strong(format!("{}. ", capital(&goal.name)))
            .then(at_tables(words, goal)),
    );
    if !goal.conflicts.is_empty() {
        let list = goal.conflicts.iter().map(|conflict| clauses(words, &conflict.clauses));
        let group = words.parties(&goal.conflict_group);
        points.push(
            Prose::new()
                .strong(format!("{}: conflict. ", capital(&goal.name)))
                .text(format!(
                    "For {group}, the clauses of the parties rule it out in {}: ",
                    counted(goal.conflicts.len() as u64, "way", "ways")
                ))
                .then(Prose::joined(list.collect(), "; ", "; "))
                .text("."),
        );
    }
    if !goal.corrections.is_empty() {
        let total = goal.corrections.len();
        let list = goal.corrections.iter().take(CORRECTIONS).map(|correction| {
            let spans = correction.iter().map(|clause| {
                Prose::from(format!("{}: ", words.party(&clause.party)))
                    .code(&clause.formula)
                    .text(" [")
                    .span(words.line(&clause.line))
                    .text("]")
            });
            Prose::list(spans.collect())
        });
        let mut said = Prose::new()
            .strong(format!("{}: what can give way. ", capital(&goal.name)))
            .text("The least sets of clauses without which it can be signed: ")
            .then(Prose::joined(list.collect(), "; or ", "; or "));
        if total > CORRECTIONS {
            said = said.text(format!("; and {} more", total - CORRECTIONS));
        }
        points.push(said.text("."));
    }
    points
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
