//! What carries the findings, and what would change them, in words.

use super::page::{Block, Column, Figure, Row, Table};
use super::prose::{Mark, Prose, percent};
use super::readings::Readings;
use super::tornado;
use super::words::{Words, capital, counted, told};
use crate::case::{Kind, Positions};
use crate::finding::*;

/// Deals named in one group of changes.
const NAMED: usize = 3;

/// Sets of lines told for one finding.
const SETS: usize = 3;

/// Lines that are told, those that change most first.
const LINES: usize = 12;

/// The sections of a page on doubt.
pub(super) fn sections<'a>(words: Words<'a>, readings: Readings<'a, Sure>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut section = |id: &str, title: &str, body: Vec<Block>| {
        if !body.is_empty() {
            blocks.push(Block::section(id, title, body));
        }
    };
    let points = |speak: &dyn Fn(&'a Reasons) -> Vec<Prose>| {
        let points = readings.points(|answer| speak(&answer.reasons));
        if points.is_empty() { Vec::new() } else { vec![Block::List(points)] }
    };
    section(
        "contradictions",
        "Lines that contradict each other",
        points(&|reasons| contradictions(words, reasons)),
    );
    let mut carried = points(&|reasons| rests(words, reasons));
    if !carried.is_empty() {
        carried.push(Block::Note(Prose::from(
            "Named are minimal sets of lines on preferences: each is enough for the finding, all other lines on preferences being left out, and no part of it is. The lines on structure (who controls what, what cannot be, what no deal means) stand throughout.",
        )));
    }
    section("carried", "What each finding rests on", carried);
    section(
        "swing",
        "What would change it, line by line",
        points(&|reasons| swings(words, reasons, LINES)),
    );
    section(
        "next",
        "What to find out next",
        points(&|reasons| questions(words, reasons, usize::MAX)),
    );
    section("positions", "If a stated position is meant otherwise", positions(words, readings));
    let drawings = readings.first().map(|answer| tornados(words, &answer.reasons)).unwrap_or_default();
    section("tornado", "One value at a time", drawings);
    blocks
}

/// Lines and questions that the brief tells.
const IN_BRIEF: usize = 3;

/// Drawings that the brief shows.
const DRAWINGS: usize = 2;

/// The brief's section: the lines on which most turns, and the questions whose answer would settle most.
pub(super) fn in_brief<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Option<Block> {
    let points = |speak: &dyn Fn(&'a Reasons) -> Vec<Prose>| {
        readings.points(|brief| brief.sure.as_ref().map(|sure| speak(&sure.reasons)).unwrap_or_default())
    };
    let questions = points(&|reasons| questions(words, reasons, IN_BRIEF));
    let mut lines = points(&|reasons| {
        let named = |swing: &LineSwing| {
            let said = without(words, reasons, &swing.line)?;
            let info = words.case.lines.iter().find(|line| line.id == swing.line);
            let says = info.map_or_else(Prose::new, |info| super::evidence::says_briefly(words, info).text(" "));
            Some(says.text("[").span(words.line(&swing.line)).text("]. ").then(said))
        };
        reasons.swings.iter().take(IN_BRIEF).filter_map(named).collect()
    });
    lines.extend(points(&|reasons| contradictions(words, reasons)));
    let sure = readings.first().and_then(|brief| brief.sure.as_ref());
    // One bar alone says no more than the table.
    let several = |reasons: &Reasons| Reasons {
        tornados: reasons.tornados.iter().filter(|found| found.bars.len() > 1).cloned().collect(),
        ..Reasons::default()
    };
    let drawings = sure.map(|sure| tornados(words, &several(&sure.reasons))).unwrap_or_default();
    if questions.is_empty() && lines.is_empty() && drawings.is_empty() {
        return None;
    }
    let mut body = Vec::new();
    if !questions.is_empty() {
        body.push(Block::Paragraph(
            Prose::new()
                .strong("To find out next.")
                .text(" What the case leaves open and would settle most:"),
        ));
        body.push(Block::List(questions));
    }
    if !lines.is_empty() {
        body.push(Block::Paragraph(Prose::new().strong("Lines on which most turns.")));
        body.push(Block::List(lines));
    }
    body.extend(drawings.into_iter().take(DRAWINGS));
    body.push(Block::Note(Prose::from(
        "✓ → ?: necessary before, open then. All lines, and what each finding rests on: demarche sure.",
    )));
    Some(Block::section("doubt", "What would change the answer", body))
}

/// What changes if a line is left out; `None` if nothing does.
pub(super) fn without(words: Words, reasons: &Reasons, line: &str) -> Option<Prose> {
    let swing = reasons.swings.iter().find(|swing| swing.line == line)?;
    (swing.without != Effect::default()).then(|| Prose::from("Left out: ").then(effect(words, reasons, &swing.without)).text("."))
}

/// A finding in words: `“t” can be signed`.
pub(super) fn finding(words: Words, name: &FindingName) -> Prose {
    let deal = || Prose::new().state(name.state.as_ref().map_or("", |state| &state.label));
    match name.kind {
        FindingKind::Signable => deal().text(format!(" can be signed by {}", words.table(&name.signatories))),
        FindingKind::Holds(notion) => deal().text(format!(" holds ({})", notion.abbreviation())),
        FindingKind::GoalSignable => Prose::from(format!(
            "{} can sign some deal with {}",
            words.table(&name.signatories),
            name.goal.as_deref().unwrap_or_default()
        )),
    }
}

/// What is found of a deal, or of a goal, without its name: `can be signed by Russia and Ukraine`.
pub(super) fn predicate(words: Words, name: &FindingName) -> String {
    match name.kind {
        FindingKind::Signable => format!("can be signed by {}", words.table(&name.signatories)),
        FindingKind::Holds(notion) => format!("holds ({})", notion.abbreviation()),
        FindingKind::GoalSignable => format!(
            "{} can be signed by {}",
            name.goal.as_deref().unwrap_or_default(),
            words.table(&name.signatories)
        ),
    }
}

fn named<'a>(reasons: &'a Reasons, id: &str) -> Option<&'a FindingName> {
    reasons.findings.iter().find(|finding| finding.id == id)
}

fn grade(kind: Kind) -> &'static str {
    match kind {
        Kind::Reported => "Reported lines are enough",
        Kind::Inferred => "No assumption is needed, but inference is",
        Kind::Assumed => "Not without an assumption",
    }
}

fn rests(words: Words, reasons: &Reasons) -> Vec<Prose> {
    reasons.rests.iter().filter_map(|rest| rests_on(words, reasons, rest)).collect()
}

/// What one finding rests on.
pub(super) fn rests_on(words: Words, reasons: &Reasons, rest: &RestsOn) -> Option<Prose> {
    let name = named(reasons, &rest.finding)?;
    let verdict = name.verdict?;
    let claim = finding(words, name);
    let sure = match verdict {
        Verdict::No => "impossible",
        _ => "necessary",
    };
    let mut said = Prose::new()
        .mark(Mark::Verdict(verdict))
        .text(" ")
        .then(claim)
        .text(format!(": {sure}. {}. Rests on ", grade(rest.grade)));
    let sets = rest.supports.iter().take(SETS).map(|support| {
        if support.lines.is_empty() {
            Prose::from("structure alone")
        } else {
            words.lines(&support.lines)
        }
    });
    said = said.then(Prose::joined(sets.collect(), "; or ", "; or "));
    let more = rest.supports.len().saturating_sub(SETS);
    if more > 0 || rest.cut {
        said = said.text(if rest.cut {
            "; there may be others".to_string()
        } else {
            format!("; or {}", counted(more as u64, "other set", "other sets"))
        });
    }
    said = said.text(".");
    if rest.structure.is_empty() {
        return Some(said);
    }
    Some(said.text(" Structure: ").then(words.lines(&rest.structure)).text("."))
}

/// What changes, findings that change alike together; `nothing` if nothing does.
fn effect(words: Words, reasons: &Reasons, effect: &Effect) -> Prose {
    // First by what is found and how it changes, then what changes alike for the same deals: `can be signed, holds (Nash, SEQ) ? → ✓: a and b`.
    let mut groups: Vec<Group> = Vec::new();
    for flip in &effect.flips {
        let Some(name) = named(reasons, &flip.finding) else { continue };
        let change = (flip.before, flip.after);
        match groups.iter_mut().find(|group| group.change == change && group.is_about(name)) {
            Some(group) => group.deals.extend(&name.state),
            None => groups.push(Group {
                change,
                what: vec![name],
                deals: name.state.iter().collect(),
            }),
        }
    }
    let mut together: Vec<Group> = Vec::new();
    for group in groups {
        let same = |other: &&mut Group| other.change == group.change && other.deals == group.deals && !group.deals.is_empty();
        match together.iter_mut().find(same) {
            Some(other) => other.what.extend(group.what),
            None => together.push(group),
        }
    }
    let told = together.iter().map(|group| group.told(words));
    let mut parts: Vec<Prose> = told.collect();
    if let Some(change) = &effect.largest
        && let Some(name) = named(reasons, &change.finding)
    {
        parts.push(Prose::from("share of models in which ").then(finding(words, name)).text(format!(
            ": {} → {}",
            percent(change.before, reasons.draws),
            percent(change.after, reasons.draws)
        )));
    }
    if parts.is_empty() {
        return Prose::from("nothing");
    }
    Prose::joined(parts, "; ", "; ")
}

/// Findings that change alike.
struct Group<'a> {
    change: (Verdict, Verdict),
    /// One for each kind of finding.
    what: Vec<&'a FindingName>,
    deals: Vec<&'a StateRef>,
}

impl<'a> Group<'a> {
    fn is_about(&self, name: &FindingName) -> bool {
        name.goal.is_none() && self.what.iter().any(|known| known.kind == name.kind && known.goal.is_none())
    }

    fn told(&self, words: Words<'_>) -> Prose {
        let mut parts: Vec<String> = Vec::new();
        let mut notions: Vec<&str> = Vec::new();
        for name in &self.what {
            match name.kind {
                FindingKind::Signable => parts.push("can be signed".to_string()),
                FindingKind::Holds(notion) => notions.push(notion.abbreviation()),
                FindingKind::GoalSignable => parts.push(predicate(words, name)),
            }
        }
        if !notions.is_empty() {
            parts.push(format!("holds ({})", notions.join(", ")));
        }
        let (before, after) = self.change;
        let said = Prose::from(format!("{} {} → {}", parts.join(", "), glyph(before), glyph(after)));
        if self.deals.is_empty() {
            return said;
        }
        said.text(": ").then(words.states(self.deals.iter().copied(), NAMED))
    }
}

fn glyph(verdict: Verdict) -> &'static str {
    Mark::Verdict(verdict).glyph()
}

/// The lines that change most.
pub(super) fn swings(words: Words, reasons: &Reasons, most: usize) -> Vec<Prose> {
    let line = |swing: &LineSwing| {
        let info = words.case.lines.iter().find(|line| line.id == swing.line);
        let mut said = Prose::new().span(words.line(&swing.line)).text(" ");
        if let Some(info) = info {
            said = said.then(super::evidence::says(words, info)).text(" ");
        }
        if swing.without != Effect::default() {
            said = said.text("Left out: ").then(effect(words, reasons, &swing.without)).text(". ");
        }
        match &swing.otherwise {
            Some(otherwise) if *otherwise != swing.without && *otherwise != Effect::default() => {
                let position = info.is_some_and(|info| matches!(info.verb.as_str(), "demands" | "rejects"));
                let how = if position {
                    "Read the other way: "
                } else {
                    "If it is the other way round: "
                };
                said.text(how).then(effect(words, reasons, otherwise)).text(".")
            }
            _ => said,
        }
    };
    let mut told: Vec<Prose> = reasons.swings.iter().take(most).map(line).collect();
    let more = reasons.swings.len().saturating_sub(most);
    if more > 0 && most > 0 {
        told.push(Prose::from(format!(
            "{} would change less.",
            capital(&counted(more as u64, "further line", "further lines"))
        )));
    }
    told
}

/// The questions, phrased so that an answer can be observed.
pub(super) fn questions(words: Words, reasons: &Reasons, most: usize) -> Vec<Prose> {
    let one = |question: &OpenQuestion| {
        let labels = |labels: &[String]| Prose::list(labels.iter().map(|label| Prose::new().state(label)).collect());
        let mut said = Prose::new()
            .strong(holder(words, &question.holder))
            .text(": ")
            .then(labels(&question.better))
            .text(" rather than ")
            .then(labels(&question.worse))
            .text(", all else equal?");
        if !question.if_so.flips.is_empty() || !question.if_not.flips.is_empty() {
            said = said
                .text(" If so: ")
                .then(settles(words, reasons, &question.if_so))
                .text(". If the contrary: ")
                .then(settles(words, reasons, &question.if_not))
                .text(".");
        }
        if let Some(change) = &question.swing
            && let Some(name) = named(reasons, &change.finding)
        {
            said = said.text(" The share of models in which ").then(finding(words, name)).text(format!(
                " would be {} if so and {} if not.",
                percent(change.before, reasons.draws),
                percent(change.after, reasons.draws)
            ));
        }
        said
    };
    reasons.questions.iter().take(most).map(one).collect()
}

/// What an answer would settle.
fn settles(words: Words, reasons: &Reasons, answer: &Effect) -> Prose {
    if answer.flips.is_empty() {
        return Prose::from("nothing is settled");
    }
    let only = Effect {
        flips: answer.flips.clone(),
        largest: None,
    };
    effect(words, reasons, &only)
}

/// A party, or `Senate of the Republic`.
fn holder(words: Words, id: &str) -> String {
    match id.split_once('.') {
        Some((party, inside)) => format!("{inside} ({})", words.party(party)),
        None => words.party(id).to_string(),
    }
}

/// A table: each position down, the readings across, in each what changes if it alone is read the other way.
fn positions<'a>(words: Words<'a>, readings: Readings<'a, Sure>) -> Vec<Block> {
    let Some(first) = readings.first().filter(|answer| !answer.reasons.positions.is_empty()) else {
        return Vec::new();
    };
    if readings
        .answers()
        .all(|answer| answer.reasons.positions.iter().all(|position| position.flips.is_empty()))
    {
        let said = "No single stated position, read the other way alone, changes any finding that was asked. Which of them would have to give way together is said for each goal in the brief.";
        return vec![Block::Paragraph(Prose::from(said))];
    }
    let columns = readings.0.iter().map(|reading| Column {
        group: None,
        head: match reading.positions {
            Positions::Openings => "All are openings, this one a red line",
            _ => "All are red lines, this one an opening",
        }
        .to_string(),
        marks: false,
    });
    let rows = first.reasons.positions.iter().map(|position| {
        let cells = readings.answers().map(|answer| {
            let found = answer.reasons.positions.iter().find(|other| other.line == position.line);
            found.map_or_else(Prose::new, |found| {
                let only = Effect {
                    flips: found.flips.clone(),
                    largest: None,
                };
                effect(words, &answer.reasons, &only)
            })
        });
        Row {
            head: Prose::new().span(words.line(&position.line)),
            cells: cells.collect(),
        }
    });
    vec![
        Block::Table(Table {
            caption: "Each stated position read the other way, alone: what changes".to_string(),
            corner: "Position".to_string(),
            columns: columns.collect(),
            rows: rows.collect(),
        }),
        Block::Note(Prose::from(
            "One rule for all parties: a position read as a red line is never given up, one read as an opening binds nobody. ✓ → ?: necessary before, open then.",
        )),
    ]
}

fn contradictions(words: Words, reasons: &Reasons) -> Vec<Prose> {
    let one = |found: &Contradiction| {
        let sets = found.sets.iter().map(|set| words.lines(set));
        Prose::new()
            .strong(holder(words, &found.holder))
            .text(": no preference meets these together: ")
            .then(Prose::joined(sets.collect(), "; nor these: ", "; nor these: "))
            .text(". Of states that they order both ways nothing is claimed.")
    };
    reasons.contradictions.iter().map(one).collect()
}

fn tornados(words: Words, reasons: &Reasons) -> Vec<Block> {
    let figures = reasons.tornados.iter().enumerate().map(|(index, found)| {
        let who = words.party(&found.party);
        let title = format!("What {} is worth to {who} against no deal, one value at a time", found.state.label);
        let bars = found.bars.iter().map(|bar| {
            Prose::from(format!("{}: ", words.formula(&bar.what)))
                .text(format!("{} to {} ", told(&bar.at_low), told(&bar.at_high)))
                .span(words.line(&bar.line))
        });
        let whole = Prose::from(format!(
            "All values together: {} to {}; all in the middle: {}.",
            told(&found.whole.low),
            told(&found.whole.high),
            told(&found.middle)
        ));
        Block::Figure(Figure {
            id: format!("tornado-{}", index + 1),
            caption: Prose::from("What ")
                .state(&found.state.label)
                .text(format!(
                    " is worth to {who} against no deal, on its own scale: each value from one end of its interval to the other, the others in the middle of theirs. Left of 0 it would not accept."
                )),
            svg: tornado::draw(words, found, &format!("tornado-{}", index + 1), &title),
            words: bars.chain([whole]).collect(),
        })
    });
    figures.collect()
}
