//! What happens with no deal: as declared, as derived, where they differ; and where improving moves lead from the status quo.

use super::page::Block;
use super::prose::Prose;
use super::readings::Readings;
use super::words::{Words, capital, counted, grouped};
use crate::finding::*;

/// The brief's section.
pub(super) fn section<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Block {
    let mut points = readings.points(|brief| finding(words, &brief.no_deal));
    points.extend(readings.points(|brief| brief.evolution.as_ref().map(|path| evolution(words, path)).unwrap_or_default()));
    points.extend(readings.points(|brief| equilibria(words, &brief.equilibria)));
    points.extend(readings.points(|brief| {
        brief
            .largest_consistent_set
            .as_ref()
            .map(|set| vec![farsighted(words, set)])
            .unwrap_or_default()
    }));
    Block::section("no-deal", "If nothing is signed", vec![Block::List(points)])
}

/// Declared and derived no-deal.
pub(super) fn finding<'a>(words: Words<'a>, no_deal: &'a NoDealFinding) -> Vec<Prose> {
    if no_deal.declared.is_empty() {
        let said = "The negotiation starts from nothing: no combination of terms holds today. What follows without a deal is known only by its worth to each party.";
        return vec![Prose::from(said)];
    }
    let how = if no_deal.by_default {
        "No state is declared for no deal; taken, as an assumption: "
    } else {
        "Declared: "
    };
    let declared = Prose::from(how)
        .then(words.states(&no_deal.declared, 4))
        .text(".")
        .then(words.bracketed(&no_deal.rests_on));
    let derived = match &no_deal.derived {
        DerivedNoDeal::Rests { states, differs } => {
            let said = Prose::from("Derived: moves by single parties, each a gain for the mover, come to rest in ")
                .then(words.states(states, 4))
                .text(".");
            said.text(if *differs {
                " This differs from what is declared: deals are compared with the declared state."
            } else {
                " The two agree."
            })
        }
        DerivedNoDeal::NeverRests => Prose::from("Derived: moves by single parties, each a gain for the mover, never come to rest."),
        DerivedNoDeal::Open { moves } => {
            let list = moves.iter().take(3).map(|step| words.step(step)).collect();
            let more = moves.len().saturating_sub(3);
            let said = Prose::from("Derived: open. The case does not settle whether these moves, from today's state or from where sure gains lead, are gains: ")
                .then(Prose::joined(list, "; ", "; "));
            if more > 0 {
                said.text(format!("; and {more} more."))
            } else {
                said.text(".")
            }
        }
        DerivedNoDeal::FromNothing => Prose::from("Derived: nothing, since the negotiation starts from nothing."),
        DerivedNoDeal::Cut(cut) => Prose::from(format!("Derived: not computed ({}).", super::limits::cut(cut))),
    };
    vec![declared, derived]
}

/// Where improving moves lead from the status quo.
pub(super) fn evolution<'a>(words: Words<'a>, evolution: &'a Evolution) -> Vec<Prose> {
    let mut points: Vec<Prose> = evolution
        .reached
        .iter()
        .take(4)
        .map(|reached| {
            let said = if reached.path.is_empty() {
                Prose::from("From the status quo: it stays")
            } else {
                Prose::from("From the status quo: ")
                    .then(words.steps(&reached.path))
                    .text("; there it stays")
            };
            let notions: Vec<&str> = reached.notions.iter().map(|notion| notion.abbreviation()).collect();
            if notions.is_empty() {
                said.text(".")
            } else {
                said.text(format!(" under {}.", notions.join(", ")))
            }
        })
        .collect();
    if evolution.reached.is_empty() {
        points.push(Prose::from(match (evolution.partial, evolution.visited) {
            (true, 0 | 1) => "From the status quo, no move by a single party is a gain on what the case says.",
            (true, _) => {
                "From the status quo, moves that are gains on what the case says reach no state that is known to stay under any notion."
            }
            (false, _) => "From the status quo, moves that are gains for the mover reach no state that stays under any notion.",
        }));
    }
    if evolution.partial {
        points.push(Prose::from(
            "Preferences are not complete: only moves that are gains on what the case says were followed, so that further states may be reachable.",
        ));
    }
    points
}

/// The states at rest under each notion that was computed; notions with the same answer together.
pub(super) fn equilibria(words: Words, found: &[Equilibria]) -> Vec<Prose> {
    let mut groups: Vec<(Vec<&str>, Prose)> = Vec::new();
    for one in found {
        let Some(count) = &one.count else { continue };
        let said = Prose::from(format!(
            "{} at which every party stays, {} open, {} not",
            counted(count.yes, "state", "states"),
            grouped(count.open),
            grouped(count.no)
        ));
        let said = if one.yes.is_empty() {
            said.text(".")
        } else {
            said.text(": ").then(words.states(&one.yes, 4)).text(".")
        };
        match groups.iter_mut().find(|(_, other)| *other == said) {
            Some((notions, _)) => notions.push(one.notion.abbreviation()),
            None => groups.push((vec![one.notion.abbreviation()], said)),
        }
    }
    groups
        .into_iter()
        .map(|(notions, said)| Prose::new().strong(format!("{}: ", notions.join(", "))).then(said))
        .collect()
}

/// The largest consistent set.
pub(super) fn farsighted(words: Words, set: &[StateRef]) -> Prose {
    if set.is_empty() {
        return Prose::from("If parties look to the end of the chain: no state is in the largest consistent set.");
    }
    Prose::from(capital(
        "may hold if parties look to the end of the chain (largest consistent set): ",
    ))
    .then(words.states(set, 6))
    .text(".")
}
