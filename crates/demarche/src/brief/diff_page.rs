//! The page of `demarche diff`: what was changed in a case, which findings changed, and which changes did it.

use super::limits;
use super::page::Block;
use super::prose::{Mark, Prose};
use super::readings::Readings;
use super::reasons_page;
use super::words::{Words, capital, counted};
use crate::finding::*;

/// Deals named in one point.
const NAMED: usize = 6;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Diff>) -> Vec<Block> {
    let Some(first) = readings.first() else { return Vec::new() };
    let mut blocks = Vec::new();
    let shifts = readings.points(|answer| groups(words, answer));
    let unchanged = readings.points(|answer| {
        vec![Prose::from(format!(
            "{} did not change.",
            capital(&counted(
                answer.unchanged,
                "further finding that was compared",
                "further findings that were compared"
            ))
        ))]
    });
    let mut body = Vec::new();
    if shifts.is_empty() {
        body.push(Block::Paragraph(Prose::from("No finding that was compared changed.")));
    } else {
        body.push(Block::List(shifts));
    }
    body.push(Block::List(unchanged));
    body.push(Block::Note(Prose::from(
        "After “because of”: changes that are enough by themselves, made in the old version, and none of which can be spared. Other such sets may exist.",
    )));
    blocks.push(Block::section("judgments", "Findings that changed", body));
    let mut changes: Vec<Prose> = first.changes.iter().map(|change| changed(words, change)).collect();
    if !first.evidence.is_empty() {
        changes.push(
            Prose::from("Same words, other evidence: ")
                .then(words.lines(&first.evidence))
                .text("."),
        );
    }
    if changes.is_empty() {
        changes.push(Prose::from("Nothing that bears on a finding."));
    }
    blocks.push(Block::section(
        "changes",
        "What was changed in the case",
        vec![Block::List(changes)],
    ));
    let cuts = limits::all(readings.answers().flat_map(|answer| &answer.cuts));
    blocks.extend(
        cuts.iter()
            .map(|cut| Block::Note(Prose::from(format!("Cut short: {}.", limits::cut(cut))))),
    );
    blocks
}

fn verdict(verdict: Option<Verdict>) -> Prose {
    match verdict {
        Some(verdict) => Prose::new().mark(Mark::Verdict(verdict)),
        None => Prose::from("not a finding"),
    }
}

/// Findings that changed alike, for the same reason, in one point.
fn groups(words: Words, answer: &Diff) -> Vec<Prose> {
    let alike = |one: &FindingShift, other: &FindingShift| {
        let key = |shift: &FindingShift| {
            (
                shift.before,
                shift.after,
                shift.finding.kind,
                shift.finding.signatories.clone(),
                shift.finding.goal.clone(),
                shift.responsible.clone(),
            )
        };
        key(one) == key(other)
    };
    let mut groups: Vec<Vec<&FindingShift>> = Vec::new();
    for shift in &answer.shifts {
        match groups.iter_mut().find(|group| alike(group[0], shift)) {
            Some(group) => group.push(shift),
            None => groups.push(vec![shift]),
        }
    }
    groups.iter().map(|group| told(words, answer, group)).collect()
}

fn told(words: Words, answer: &Diff, group: &[&FindingShift]) -> Prose {
    let shift = group[0];
    let said = Prose::new()
        .then(verdict(shift.before))
        .text(" → ")
        .then(verdict(shift.after))
        .text(format!(" {}", phrase(shift)));
    let causes: Vec<Prose> = shift
        .responsible
        .iter()
        .filter_map(|place| answer.changes.get(*place))
        .map(|change| name(words, change))
        .collect();
    let said = if causes.is_empty() {
        said
    } else {
        said.text(", because of ").then(Prose::list(causes))
    };
    let states = group.iter().filter_map(|shift| shift.finding.state.as_ref());
    let deals = words.states(states, NAMED);
    if deals.is_empty() {
        return said.text(": ").then(reasons_page::finding(words, &shift.finding)).text(".");
    }
    said.text(format!(": {}: ", reasons_page::predicate(words, &shift.finding)))
        .then(deals)
        .text(".")
}

fn phrase(shift: &FindingShift) -> &'static str {
    match (shift.before, shift.after) {
        (_, Some(Verdict::Yes)) => "now necessary",
        (_, Some(Verdict::No)) => "now impossible",
        (Some(Verdict::Yes), Some(Verdict::Open)) => "no longer necessary, now open",
        (Some(Verdict::No), Some(Verdict::Open)) => "no longer impossible, now open",
        (_, Some(Verdict::Open)) => "now open",
        (_, None) => "no such deal any more",
    }
}

fn name(words: Words, change: &CaseChange) -> Prose {
    match change.piece {
        Piece::Line => Prose::new().span(words.line(&change.about)),
        Piece::Issue => Prose::from("the control of ").code(&change.about),
        Piece::Party => Prose::from(format!("what is said of {}", words.party(&change.about))),
        Piece::Never => Prose::from("what cannot be"),
        Piece::NoDeal => Prose::from("what no deal means"),
        Piece::Agreement => Prose::from("who must agree"),
        Piece::Shape => Prose::from(change.about.clone()),
    }
}

fn changed(words: Words, change: &CaseChange) -> Prose {
    let head = Prose::new().then(name(words, change));
    let formula = |text: &String| Prose::new().code(words.formula(text));
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => head
            .text(": ")
            .then(formula(before))
            .text(" before, ")
            .then(formula(after))
            .text(" now."),
        (Some(before), None) => head.text(": left out; before: ").then(formula(before)).text("."),
        (None, Some(after)) => head.text(": new: ").then(formula(after)).text("."),
        (None, None) => head.text("."),
    }
}
