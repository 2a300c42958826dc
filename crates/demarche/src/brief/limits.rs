//! What is assumed, what was refused, what was cut short, and what was not read.

use super::page::Block;
use super::prose::Prose;
use super::words::{Words, grouped};
use crate::case::Kind;
use crate::finding::*;

/// Every assumed line.
pub(super) fn assumed(words: Words) -> Block {
    let lines: Vec<&LineInfo> = words.case.lines.iter().filter(|line| line.kind == Kind::Assumed).collect();
    if lines.is_empty() {
        return Block::section(
            "assumed",
            "What is assumed",
            vec![Block::Paragraph(Prose::from("No line of the case is assumed."))],
        );
    }
    let items = lines.into_iter().map(|line| {
        let said = Prose::new().span(words.line(&line.id)).text(" ");
        said.then(super::evidence::says(words, line))
    });
    Block::section("assumed", "What is assumed", vec![Block::List(items.collect())])
}

/// Refusals, cuts and unread lines; nothing if there are none.
pub(super) fn section(words: Words, cuts: &[&Cut]) -> Vec<Block> {
    let mut points: Vec<Prose> = words.case.refused.iter().map(|refused| refusal(words, refused)).collect();
    points.extend(cuts.iter().map(|found| Prose::from(format!("Cut short: {}.", cut(found)))));
    if !words.case.unread.is_empty() {
        points.push(
            Prose::from("Declared, but read by no analysis of this version (payables and levers): ")
                .then(words.lines(&words.case.unread))
                .text("."),
        );
    }
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

fn refusal(words: Words, refused: &Refused) -> Prose {
    let who: Vec<String> = refused
        .parties
        .iter()
        .map(|(party, rung)| {
            format!(
                "{} ({})",
                words
                    .case
                    .parties
                    .iter()
                    .find(|info| info.id == *party)
                    .map_or(party.as_str(), |info| &info.name),
                rung_word(*rung)
            )
        })
        .collect();
    let held = if who.is_empty() {
        "the case supports less".to_string()
    } else {
        format!("the case supports less for {}", super::prose::listed(&who))
    };
    Prose::new()
        .strong(question(refused.question))
        .text(format!(" Not answered: this needs {}; {held}.", rung_word(refused.needs)))
}

fn question(question: Question) -> &'static str {
    match question {
        Question::Efficiency => "Which deals leave nothing on the table?",
        Question::Stability => "Which states hold?",
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
