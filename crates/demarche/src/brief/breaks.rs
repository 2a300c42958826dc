//! Whether a deal holds, in sentences: the first move that breaks it, what the mover gains, which reprisal deters.

use super::prose::{Prose, listed};
use super::words::{Words, told};
use crate::finding::*;

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

/// The move that decides how far a state holds, and what answers it.
pub(super) struct KeyMove<'a> {
    /// Who is tempted.
    pub(super) party: &'a str,
    /// The move away.
    pub(super) temptation: &'a Temptation,
    /// Whether the move surely is a gain (`No`: it does not stay) or that is open.
    pub(super) verdict: Verdict,
    /// The reprisal that deters it, if one does, and whether that is in the reprisers' own interest.
    pub(super) answer: Option<(&'a Temptation, Deterrent)>,
}

/// What kind of reprisal deters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deterrent {
    /// In the reprisers' own interest.
    Credible,
    /// Any, even one that damages the repriser.
    Any,
}

/// The move that decides how far a state holds; `None` where nobody gains by moving, or nothing was computed.
pub(super) fn key_move(holds: &[Holding]) -> Option<KeyMove<'_>> {
    let nash = rung(holds, Notion::Nash)?;
    let credible = rung(holds, Notion::Seq)?;
    let source = match (nash.verdict?, credible.verdict) {
        (Verdict::Yes, _) => return None,
        (_, Some(Verdict::Yes) | None) => nash,
        (_, Some(_)) if first_break(credible).is_none() => nash,
        (_, Some(_)) => credible,
    };
    let (entry, temptation) = first_break(source)?;
    let answer = [(Notion::Seq, Deterrent::Credible), (Notion::Gmr, Deterrent::Any)]
        .into_iter()
        .find_map(|(notion, deterrent)| {
            let other = rung(holds, notion)?.parties.iter().find(|other| other.party == entry.party)?;
            let found = other.temptation.as_ref()?;
            (other.verdict == Verdict::Yes && !found.reprisal.is_empty()).then_some((found, deterrent))
        });
    // The reprisal belongs to the move that it answers: where the two rungs name different moves, the answered one is told.
    let temptation = match answer {
        Some((found, Deterrent::Credible)) => found,
        _ => temptation,
    };
    Some(KeyMove {
        party: &entry.party,
        temptation,
        verdict: entry.verdict,
        answer,
    })
}

/// Whether a state holds and what breaks it, in one to three sentences.
pub(super) fn holding(words: Words, holds: &[Holding]) -> Prose {
    if holds.is_empty() {
        return Prose::from("Whether it holds is not asked: the case does not say what anybody can do once a deal is signed.");
    }
    let Some(nash) = verdict(holds, Notion::Nash) else {
        return Prose::from("Whether it holds was not computed.");
    };
    if nash == Verdict::Yes {
        return Prose::from("It holds even if nobody reacts: no party gains by a move of its own against it.");
    }
    let credible = verdict(holds, Notion::Seq);
    let Some(key) = key_move(holds) else {
        return Prose::from(match credible {
            Some(Verdict::Yes) => "It holds if reprisals in the reprisers' own interest are expected.",
            Some(Verdict::No) => "It does not hold: some party has an undeterred move away.",
            _ => "Whether it holds is open: the case does not settle it.",
        });
    };
    match credible {
        Some(Verdict::Yes) => {
            Prose::from("It holds if reprisals in the reprisers' own interest are expected. ").then(deterred(words, &key))
        }
        Some(Verdict::No) if key.verdict == Verdict::No => broken(words, &key, holds),
        _ => open(words, &key),
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

fn deterred(words: Words, key: &KeyMove) -> Prose {
    let said = gains(words, key.party, key.temptation, key.verdict).text(" at once, but is deterred by what can follow");
    let answer = key.answer.map(|(answer, _)| reprisal(words, answer));
    said.then(answer.unwrap_or_default()).text(".")
}

fn broken(words: Words, key: &KeyMove, holds: &[Holding]) -> Prose {
    let first = gains(words, key.party, key.temptation, Verdict::No).text("; no reprisal in the reprisers' own interest deters this.");
    let more = match verdict(holds, Notion::Gmr) {
        Some(Verdict::Yes) => {
            let what = key.answer.map(|(answer, _)| reprisal(words, answer));
            Prose::from("Only a reprisal that may damage the repriser deters it")
                .then(what.unwrap_or_default())
                .text(".")
        }
        Some(Verdict::No) => Prose::from("Not even fear of a self-damaging reprisal makes every party stay."),
        _ => Prose::new(),
    };
    first.sentence(more)
}

fn open(words: Words, key: &KeyMove) -> Prose {
    let who = words.party(key.party);
    Prose::from(format!("Open: {who} may gain by "))
        .then(words.changes(&key.temptation.step))
        .text("; ")
        .text(unknown(&key.temptation.gain))
        .text(".")
}

/// Why a comparison is open.
pub(super) fn unknown(compared: &Compared) -> String {
    if compared.unknown_issues.is_empty() {
        "the case does not settle it".to_string()
    } else {
        format!(
            "the case does not settle what {} is worth to this party",
            listed(&compared.unknown_issues)
        )
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
    compared.gain.as_ref().map(|gain| {
        if gain.is_exact() {
            told(&gain.low)
        } else {
            format!("{} to {}", told(&gain.low), told(&gain.high))
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
