//! What is assumed, what was refused, what was cut short, and what was not read.

use super::page::Block;
use super::prose::Prose;
use super::readings::Readings;
use super::words::{Words, grouped};
use crate::case::Kind;
use crate::finding::*;

/// Every assumed line, those first on which most turns, and the ways back that are assumed because nobody wrote them down.
pub(super) fn assumed<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Block {
    let reasons = || readings.answers().filter_map(|brief| brief.sure.as_ref()).map(|sure| &sure.reasons);
    // Lines are sorted by what changes without them; those without which nothing does stand last, in their order.
    let place = |id: &str| {
        let places = reasons().filter_map(|reasons| reasons.swings.iter().position(|swing| swing.line == id));
        places.min().unwrap_or(usize::MAX)
    };
    let mut lines: Vec<&LineInfo> = words.case.lines.iter().filter(|line| line.kind == Kind::Assumed).collect();
    lines.sort_by_key(|line| place(&line.id));
    let told = |line: &LineInfo| {
        let said = Prose::new()
            .span(words.line(&line.id))
            .text(" ")
            .then(super::evidence::says(words, line));
        let effect = readings.say(|brief| {
            let reasons = brief.sure.as_ref().map(|sure| &sure.reasons);
            reasons
                .and_then(|reasons| super::reasons_page::without(words, reasons, &line.id))
                .unwrap_or_default()
        });
        said.sentence(effect)
    };
    let mut points: Vec<Prose> = lines.into_iter().map(told).collect();
    let back: Vec<Prose> = words
        .case
        .issues
        .iter()
        .filter(|issue| issue.control.iter().any(|change| change.default_reverse))
        .map(|issue| Prose::from(format!("{} [", issue.name)).span(words.line(&issue.line)).text("]"))
        .collect();
    if !back.is_empty() {
        points.push(
            Prose::from("A way back that nobody wrote down: whoever can take the step can undo it. So for ")
                .then(Prose::list(back))
                .text("."),
        );
    }
    if points.is_empty() {
        points.push(Prose::from("No line of the case is assumed, and no way back."));
    }
    Block::section("assumed", "What is assumed", vec![Block::List(points)])
}

/// Refusals and cuts; nothing if there are none.
pub(super) fn section(words: Words, cuts: &[&Cut]) -> Vec<Block> {
    let mut points: Vec<Prose> = refusals(words, &words.case.refused);
    points.extend(cuts.iter().map(|found| Prose::from(format!("Cut short: {}.", cut(found)))));
    if points.is_empty() {
        return Vec::new();
    }
    vec![Block::section("limits", "What was not answered", vec![Block::List(points)])]
}

/// All readings' cuts, each once.
pub(super) fn all<'a>(cuts: impl Iterator<Item = &'a Cut>) -> Vec<&'a Cut> {
    let mut out: Vec<&Cut> = Vec::new();
    for found in cuts {
        if !out.contains(&found) {
            out.push(found);
        }
    }
    out
}

/// A limit that was hit.
pub(super) fn cut(cut: &Cut) -> String {
    let of = cut.total.map_or(String::new(), |total| format!(" of {}", grouped(total)));
    let option = cut
        .option
        .as_ref()
        .map_or(String::new(), |option| format!("; raise it with {option}"));
    format!("{}, limit {}{of}{option}", cut.what, grouped(cut.limit))
}

/// What the measurements do not carry, and how far each party's go: said once for all questions.
fn refusals(words: Words, refused: &[Refused]) -> Vec<Prose> {
    if refused.is_empty() {
        return Vec::new();
    }
    let mut points: Vec<Prose> = refused
        .iter()
        .map(|refused| {
            let needs = match refused.question {
                Question::Farsighted => "needs a complete order of preference for every party".to_string(),
                _ => format!("needs {}", rung_word(refused.needs)),
            };
            Prose::new()
                .strong(question(refused.question))
                .text(format!(" Not answered: {needs}."))
        })
        .collect();
    let mut rungs: Vec<(Rung, Vec<PartyName>)> = Vec::new();
    for party in &words.case.parties {
        match rungs.iter_mut().find(|(other, _)| *other == party.rung) {
            Some((_, parties)) => parties.push(party.id.clone()),
            None => rungs.push((party.rung, vec![party.id.clone()])),
        }
    }
    let who: Vec<String> = rungs
        .iter()
        .map(|(rung, parties)| format!("{}: {}", words.parties(parties), rung_word(*rung)))
        .collect();
    points.push(Prose::from(format!("What the case supports. {}.", who.join("; "))));
    points
}

fn question(question: Question) -> &'static str {
    match question {
        Question::Gain => "How large is a gain, on a party's own scale?",
        Question::Price => "What do a signature and compliance cost?",
        Question::JointGain => "How do gains compare and add up between parties?",
        Question::Likelihood => "How often does it come about?",
        Question::Farsighted => "What may hold if parties look to the end of the chain?",
    }
}

/// A rung of the ladder of measurement in words.
pub(super) fn rung_word(rung: Rung) -> &'static str {
    match rung {
        Rung::L0 => "acceptance and refusal only, L0",
        Rung::L1 => "an order of preference, L1",
        Rung::L2 => "the party's own scale, L2",
        Rung::L3 => "a rate of exchange to something that can be paid, L3",
        Rung::L4 => "a scale shared between parties, L4",
        Rung::L5 => "a distribution over what is unknown, L5",
    }
}
