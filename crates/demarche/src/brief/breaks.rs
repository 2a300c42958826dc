//! Whether a deal holds, in sentences: the first move that breaks it, what the mover gains, which reprisal deters.

use super::prose::{Prose, listed};
use super::words::Words;
use crate::finding::*;

/// The notions that the brief prints; the other pages print all.
pub(super) const LADDER: [Notion; 4] = [Notion::Nash, Notion::Seq, Notion::Smr, Notion::Gmr];

/// The state of one rung of the ladder; `None` where there is no answer.
pub(super) fn rung(holds: &[Holding], notion: Notion) -> Option<&Holding> {
    holds.iter().find(|holding| holding.notion == notion)
}

/// The verdict of one rung.
pub(super) fn verdict(holds: &[Holding], notion: Notion) -> Option<Verdict> {
    rung(holds, notion).and_then(|holding| holding.verdict)
}

/// The party for which a notion fails first, or else is open, with the move.
fn first_break(holding: &Holding) -> Option<(&PartyHolding, &Temptation)> {
    [Verdict::No, Verdict::Open].into_iter().find_map(|wanted| {
        holding
            .parties
            .iter()
            .filter(|party| party.verdict == wanted)
            .find_map(|party| party.temptation.as_ref().map(|temptation| (party, temptation)))
    })
}

/// Whether a state holds and what breaks it, in one to three sentences.
pub(super) fn holding(words: Words, holds: &[Holding]) -> Prose {
    let (Some(nash), Some(credible)) = (rung(holds, Notion::Nash), rung(holds, Notion::Seq)) else {
        return Prose::from("Whether it holds was not computed.");
    };
    match (nash.verdict, credible.verdict) {
        (None, _) => Prose::from("Whether it holds was not computed."),
        (Some(Verdict::Yes), _) => Prose::from("It holds even if nobody reacts: no party gains by any move of its own."),
        (_, Some(Verdict::Yes)) => {
            Prose::from("It holds if reprisals in the reprisers' own interest are expected. ").then(tempted(words, nash))
        }
        (_, Some(Verdict::No)) => broken(words, credible, holds),
        (_, _) => open(words, if first_break(credible).is_some() { credible } else { nash }),
    }
}

/// The lines that a holding verdict rests on.
pub(super) fn rests_on(holds: &[Holding]) -> Vec<&LineName> {
    let mut lines: Vec<&LineName> = Vec::new();
    for holding in holds.iter().filter(|holding| matches!(holding.notion, Notion::Nash | Notion::Seq)) {
        lines.extend(&holding.rests_on);
        if let Some((_, temptation)) = first_break(holding) {
            lines.extend(&temptation.gain.lines);
        }
    }
    lines
}

fn tempted(words: Words, nash: &Holding) -> Prose {
    match first_break(nash) {
        Some((party, temptation)) => gains(words, &party.party, temptation, party.verdict)
            .text(", but is deterred by what can follow")
            .then(reprisal(words, temptation))
            .text("."),
        None => Prose::new(),
    }
}

fn broken(words: Words, credible: &Holding, holds: &[Holding]) -> Prose {
    let Some((party, temptation)) = first_break(credible) else {
        return Prose::from("It does not hold: some party has an undeterred move away.");
    };
    let first = gains(words, &party.party, temptation, Verdict::No).text("; no reprisal in the reprisers' own interest deters this.");
    let any = rung(holds, Notion::Gmr);
    let more = match any.and_then(|holding| holding.verdict) {
        Some(Verdict::Yes) => {
            let what = any
                .and_then(|holding| holding.parties.iter().find(|other| other.party == party.party))
                .and_then(|other| other.temptation.as_ref())
                .filter(|other| !other.reprisal.is_empty())
                .map(|other| reprisal(words, other));
            Prose::from("Only a reprisal that may damage the repriser deters it")
                .then(what.unwrap_or_default())
                .text(".")
        }
        Some(Verdict::No) => Prose::from("Not even a self-damaging reprisal makes every party stay."),
        _ => Prose::new(),
    };
    first.sentence(more)
}

fn open(words: Words, holding: &Holding) -> Prose {
    let Some((party, temptation)) = first_break(holding) else {
        return Prose::from("Whether it holds is open: the case does not settle it.");
    };
    let who = words.party(&party.party);
    Prose::from(format!("Open: {who} may gain by "))
        .then(words.changes(&temptation.step))
        .text("; ")
        .text(unknown(&temptation.gain))
        .text(".")
}

/// Why a comparison is open.
pub(super) fn unknown(compared: &Compared) -> String {
    if compared.unknown_issues.is_empty() {
        "the case does not settle it".to_string()
    } else {
        format!("the case does not say how this party values {}", listed(&compared.unknown_issues))
    }
}

/// `Russia can gain by no trade package (status quo)`: the move and where it leads.
pub(super) fn gains(words: Words, party: &str, temptation: &Temptation, verdict: Verdict) -> Prose {
    let can = if verdict == Verdict::Open { "may" } else { "can" };
    let who = words
        .case
        .parties
        .iter()
        .find(|info| info.id == party)
        .map_or(party, |info| info.name.as_str());
    let mut said = Prose::from(format!("{who} {can} gain by ")).then(words.changes(&temptation.step));
    if temptation.step.changes.as_slice() != [temptation.step.to.label.clone()] {
        said = said.text(" (leading to ").state(&temptation.step.to.label).text(")");
    }
    match amount(&temptation.gain) {
        Some(amount) => said.text(format!(", by {amount} on that party's own scale")),
        None => said,
    }
}

/// A gain on a party's own scale.
pub(super) fn amount(compared: &Compared) -> Option<String> {
    compared.gain.map(|gain| {
        if gain.is_exact() {
            gain.low.to_string()
        } else {
            format!("{} to {}", gain.low, gain.high)
        }
    })
}

/// ` (Ukraine: no ceasefire), which leaves the mover worse off than staying`.
fn reprisal(words: Words, temptation: &Temptation) -> Prose {
    if temptation.reprisal.is_empty() {
        return Prose::new();
    }
    let said = Prose::from(" (").then(words.steps(&temptation.reprisal)).text(")");
    match temptation.after.as_ref().and_then(|after| after_words(after.change)) {
        Some(outcome) => said.text(format!(", which leaves the mover {outcome}")),
        None => said,
    }
}

/// How the end of a chain compares with staying, for the mover.
pub(super) fn after_words(change: Change) -> Option<&'static str> {
    match change {
        Change::Better => Some("better off than staying"),
        Change::AtLeastAsGood => Some("at least as well off as staying"),
        Change::Same => Some("no better off than staying"),
        Change::AtMostAsGood => Some("at most as well off as staying"),
        Change::Worse => Some("worse off than staying"),
        Change::Unknown => None,
    }
}
