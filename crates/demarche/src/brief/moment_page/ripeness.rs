//! Whether the moment is ripe.

use crate::brief::bottom_line::rests;
use crate::brief::levers::expecting;
use crate::brief::page::Block;
use crate::brief::prose::{Mark, Prose};
use crate::brief::readings::Readings;
use crate::brief::words::{Words, counted, number};
use crate::finding::*;

/// Lines named for one answer.
const LINES: usize = 8;

/// The section.
pub(super) fn section<'a>(words: Words<'a>, readings: Readings<'a, Moment>) -> Block {
    let mut blocks = Vec::new();
    match readings.first().and_then(|moment| moment.ripeness.as_ref()) {
        None => blocks.push(Block::Paragraph(Prose::from(
            "The negotiation starts from nothing: there is no state of today in which anybody could be stuck.",
        ))),
        Some(first) => {
            let say =
                |speak: &dyn Fn(&'a Ripeness) -> Prose| readings.say(|moment| moment.ripeness.as_ref().map_or_else(Prose::new, speak));
            let mut points = vec![say(&|found| stalemate(words, found))];
            points.extend(first.parties.iter().map(|party| one(words, party)));
            points.push(Prose::from(
                "Whether today's state grows worse: not known; no line of a case says how it develops.",
            ));
            points.push(say(&|found| way_out(words, found)));
            points.push(say(&|found| opportunity(words, found)));
            points.push(say(&ripe));
            blocks.push(Block::List(points));
            blocks.push(Block::Note(Prose::from(
                "After Zartman (2000): a stalemate that hurts all sides and a way out are needed for talks to begin, and do not make them begin; an opportunity is what makes a settlement last. \
                 Ripeness is in the eye of the parties: each is asked in its own picture, where the case gives it one.",
            )));
        }
    }
    Block::section("ripeness", "Whether the time is ripe", blocks)
}

fn lead(verdict: Verdict, what: &str) -> Prose {
    Prose::new().mark(Mark::Verdict(verdict)).text(" ").strong(what).text(" ")
}

fn stalemate(words: Words, found: &Ripeness) -> Prose {
    let table = words.table(&found.table);
    lead(found.stalemate, "A stalemate today:").text(match found.stalemate {
        Verdict::Yes => format!("nobody of {table} has a better move of its own."),
        Verdict::No => format!("not so: somebody of {table} has a better move of its own."),
        Verdict::Open => format!("open whether somebody of {table} has a better move of its own."),
    })
}

fn one(words: Words, party: &StuckParty) -> Prose {
    let name = words.party(&party.party);
    let seen = if party.own_view.is_some() { ", in its own picture" } else { "" };
    let lead = Prose::from(format!("{name}{seen}: "));
    let said = match (party.stuck, &party.way) {
        (Verdict::Yes, _) => lead.text("no move of its own is better than today"),
        (Verdict::No, Some(way)) => lead.text("better than today by a move of its own: ").then(words.changes(way)),
        (_, Some(way)) => lead.text("a move of its own may be better than today: ").then(words.changes(way)),
        _ => lead.text("not known whether a move of its own is better than today"),
    };
    said.then(words.bracketed(&party.rests_on)).text(".")
}

fn way_out<'a>(words: Words<'a>, found: &'a Ripeness) -> Prose {
    let deals = counted(found.signable.total(), "deal", "deals");
    let made = format!("of {deals} that {} can make,", words.table(&found.table));
    let said = lead(found.way_out, "A way out:");
    let named = |said: Prose, count: u64| match &found.way {
        Some(way) => said
            .text(if count == 1 { ": " } else { ", among them " })
            .state(&way.label)
            .text(".")
            .sentence(rests(words, &found.way_rests_on.iter().collect::<Vec<_>>(), LINES)),
        None => said.text("."),
    };
    let Count { yes, open, .. } = found.signable;
    match found.way_out {
        Verdict::Yes => named(said.text(format!("{made} {} can be signed", number(yes))), yes),
        Verdict::Open => named(said.text(format!("{made} none surely can be signed; {} may", number(open))), open),
        Verdict::No => said.text(format!("{made} none can be signed.")),
    }
}

fn opportunity<'a>(words: Words<'a>, found: &'a Ripeness) -> Prose {
    let how = expecting(found.notion);
    let what = "An enticing opportunity:";
    let lead = |verdict: Verdict| lead(verdict, what);
    let resting = |said: Prose| said.sentence(rests(words, &found.opportunity_rests_on.iter().collect::<Vec<_>>(), LINES));
    match (found.opportunity, &found.opportunity_deal) {
        (None, _) => Prose::new().strong(what).text(" not known; whether deals hold was left out."),
        (Some(verdict @ Verdict::Yes), Some(deal)) => {
            resting(lead(verdict).state(&deal.label).text(format!(" can be signed and holds, {how}.")))
        }
        (Some(verdict @ Verdict::Open), Some(deal)) => resting(
            lead(verdict)
                .text("no deal surely can be signed and holds; ")
                .state(&deal.label)
                .text(format!(" may, {how}.")),
        ),
        (Some(verdict @ Verdict::No), _) => lead(verdict).text(format!("no deal can be signed and holds, {how}.")),
        (Some(verdict), None) => lead(verdict).text("not every deal was asked."),
    }
}

fn ripe(found: &Ripeness) -> Prose {
    let what = "Ripe:";
    match found.ripe {
        Verdict::No if found.stalemate == Verdict::No && found.way_out == Verdict::No => {
            lead(Verdict::No, what).text("no; there is neither a stalemate nor a way out.")
        }
        Verdict::No if found.stalemate == Verdict::No => lead(Verdict::No, what).text("no; there is no stalemate."),
        Verdict::No => lead(Verdict::No, what).text("no; there is no way out."),
        _ => lead(found.ripe, what).text("open; that also needs a stalemate that hurts, which is not known."),
    }
}
