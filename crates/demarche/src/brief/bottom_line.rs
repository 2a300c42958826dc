//! The bottom line: three to five judgments, each followed, apart, by what it rests on.

use super::prose::{Mark, Prose, Span};
use super::readings::Readings;
use super::words::{Words, counted, number};
use super::{breaks, deal_table, goals};
use crate::case::{Kind, Positions};
use crate::finding::*;

/// A judgment of the bottom line with the lines that it rests on.
pub(super) struct Headline<'a> {
    pub(super) topic: &'static str,
    pub(super) claim: Prose,
    /// What it comes to under each reading, where they differ.
    pub(super) sides: Vec<Prose>,
    pub(super) lines: Vec<&'a LineName>,
}

/// How many goals the bottom line speaks of.
const GOALS: usize = 2;

/// The judgments, most asked first.
pub(super) fn headlines<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Vec<Headline<'a>> {
    let mut all = vec![Headline {
        topic: "What can be signed",
        claim: readings.agreed(|brief| signable(words, brief)),
        sides: readings.sides(|brief| signable(words, brief)),
        lines: words.sorted(readings.answers().flat_map(signable_lines)),
    }];
    let goals = readings.first().map_or(0, |brief| brief.goals.len());
    all.extend((0..goals.min(GOALS)).map(|index| about_goal(words, readings, index)));
    all.push(Headline {
        topic: "What holds",
        claim: readings.agreed(|brief| holds(words, brief)),
        sides: readings.sides(|brief| holds(words, brief)),
        lines: words.sorted(
            readings
                .answers()
                .flat_map(|brief| focus(brief).into_iter().flat_map(|deal| breaks::rests_on(&deal.holds))),
        ),
    });
    all.extend(differ(words, readings));
    for headline in &mut all {
        if headline.claim.is_empty() && !headline.sides.is_empty() {
            headline.claim = Prose::from(format!("{}: the readings of positions differ.", headline.topic));
        }
    }
    all
}

/// Whose consent a goal needs, and whether it can be signed.
fn about_goal<'a>(words: Words<'a>, readings: Readings<'a, Brief>, index: usize) -> Headline<'a> {
    let speak = |say: &dyn Fn(&'a GoalFinding) -> Prose| -> (Prose, Vec<Prose>) {
        let one = |brief: &'a Brief| brief.goals.get(index).map(say).unwrap_or_default();
        (readings.agreed(one), readings.sides(one))
    };
    let (consent, _) = speak(&|goal| goals::consent(words, goal));
    let (table, _) = speak(&goals::declared);
    let (standing, sides) = speak(&|goal| goals::standing(words, goal));
    Headline {
        topic: "Who must consent",
        claim: consent.sentence(table).sentence(standing),
        sides,
        lines: words.sorted(readings.answers().filter_map(|brief| brief.goals.get(index)).flat_map(goals::lines)),
    }
}

/// The table that the case declares, or else the first.
pub(super) fn declared(tables: &[TableFinding]) -> Option<&TableFinding> {
    tables.iter().find(|table| table.role == TableRole::Declared).or(tables.first())
}

/// How one group stands to a deal; `None` if it cannot make it.
pub(super) fn at_table<'a>(deal: &'a Deal, signatories: &[PartyName]) -> Option<&'a Signable> {
    deal.tables.iter().find(|table| table.signatories == signatories)
}

/// The listed deals that the declared table can sign; if there are none, those of which it is open.
pub(super) fn focus(brief: &Brief) -> Vec<&Deal> {
    let Some(table) = declared(&brief.tables) else { return Vec::new() };
    [Verdict::Yes, Verdict::Open]
        .into_iter()
        .map(|wanted| with_verdict(brief, table, wanted))
        .find(|deals| !deals.is_empty())
        .unwrap_or_default()
}

fn with_verdict<'a>(brief: &'a Brief, table: &TableFinding, wanted: Verdict) -> Vec<&'a Deal> {
    brief
        .deals
        .iter()
        .filter(|deal| at_table(deal, &table.signatories).is_some_and(|entry| entry.verdict == wanted))
        .collect()
}

fn signable<'a>(words: Words<'a>, brief: &'a Brief) -> Prose {
    let Some(table) = declared(&brief.tables) else {
        return Prose::from("The case declares no table.");
    };
    let who = words.parties(&table.signatories);
    let makeable = table.makeable.saturating_sub(1);
    let Count { yes, open, .. } = table.signable;
    let can_make = format!(
        "{} that the declared table ({who}) can make without others",
        counted(makeable, "deal", "deals")
    );
    let among = |wanted| words.states(with_verdict(brief, table, wanted).into_iter().map(|deal| &deal.state), 3);
    if makeable == 0 {
        return Prose::from(format!("The declared table ({who}) can make no deal without others."));
    }
    let of = if makeable == 1 {
        format!("The {}", &can_make[4..])
    } else {
        format!("Of the {can_make}")
    };
    match (yes, open) {
        (0, 0) if makeable == 1 => Prose::from(format!("{of} cannot be signed.")),
        (0, 0) => Prose::from(format!("{of}, it can sign none.")),
        (0, _) if makeable == 1 => Prose::from(format!("{of}, "))
            .then(among(Verdict::Open))
            .text(", is open: the case does not settle whether it can be signed."),
        (0, open) => Prose::from(format!(
            "{of}, none can be signed on what the case says; {} left open: ",
            remain(open)
        ))
        .then(among(Verdict::Open))
        .text("."),
        (_, _) if makeable == 1 => Prose::from(format!("{of}, ")).then(among(Verdict::Yes)).text(", can be signed."),
        (yes, open) => {
            let first = Prose::from(format!("{of}, it can sign {}: ", number(yes)))
                .then(among(Verdict::Yes))
                .text(".");
            if open == 0 {
                first
            } else {
                first.text(format!(" {} left open by the case.", super::words::capital(&remain(open))))
            }
        }
    }
}

fn remain(count: u64) -> String {
    format!("{} {}", number(count), if count == 1 { "is" } else { "are" })
}

fn signable_lines(brief: &Brief) -> Vec<&LineName> {
    let Some(table) = declared(&brief.tables) else { return Vec::new() };
    let deals = focus(brief);
    let signed = deals.iter().filter_map(|deal| at_table(deal, &table.signatories));
    table.rests_on.iter().chain(signed.flat_map(|entry| &entry.rests_on)).collect()
}

fn holds<'a>(words: Words<'a>, brief: &'a Brief) -> Prose {
    let deals = focus(brief);
    let Some(first) = deals.first() else {
        return Prose::from("No deal of the declared table is signable, so none is tested for holding.");
    };
    let tally = |notion| {
        deals
            .iter()
            .filter(|deal| breaks::verdict(&deal.holds, notion) == Some(Verdict::Yes))
            .count() as u64
    };
    let (alone, credible, any) = (tally(Notion::Nash), tally(Notion::Seq), tally(Notion::Gmr));
    let total = deals.len() as u64;
    let said = if total == 1 {
        Prose::new()
    } else {
        Prose::from(format!(
            "Of these {} deals {} even if nobody reacts, {} if reprisals in the reprisers' own interest are expected, {} if any reprisal is feared.",
            number(total),
            hold(alone),
            number(credible),
            number(any)
        ))
    };
    let shown = deals
        .iter()
        .find(|deal| breaks::verdict(&deal.holds, Notion::Nash) != Some(Verdict::Yes))
        .unwrap_or(first);
    said.sentence(
        Prose::new()
            .state(&shown.state.label)
            .text(": ")
            .then(breaks::holding(words, &shown.holds)),
    )
}

fn hold(count: u64) -> String {
    format!("{} {}", number(count), if count == 1 { "holds" } else { "hold" })
}

/// Where the readings of positions differ.
fn differ<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Option<Headline<'a>> {
    let claim = match readings.0 {
        [] => return None,
        [one] => match one.positions {
            Positions::Both => return None,
            Positions::RedLines => {
                Prose::from("Stated positions are read as red lines, which nothing compensates; the other reading was not asked for.")
            }
            Positions::Openings => {
                Prose::from("Stated positions are read as openings, which bind nobody; the other reading was not asked for.")
            }
        },
        _ => {
            let said = Prose::from(
                "Stated positions are read twice: as red lines, which nothing compensates, and as openings, which bind nobody.",
            );
            let states = deal_table::union(readings);
            let differing: Vec<&StateRef> = states
                .iter()
                .copied()
                .filter(|state| signed_differently(readings, state.number))
                .collect();
            if differing.is_empty() {
                said.text(" Who can sign which listed deal is the same under both.")
            } else if differing.len() == states.len() {
                said.text(" Who can sign differs for every listed deal.")
            } else {
                let others = states.len() - differing.len();
                said.text(" Who can sign differs for ")
                    .then(words.states(differing, 3))
                    .text(format!(
                        "; it is the same for {}.",
                        counted(others as u64, "other listed deal", "other listed deals")
                    ))
            }
        }
    };
    let positions = words
        .case
        .lines
        .iter()
        .filter(|line| matches!(line.verb.as_str(), "demands" | "rejects"));
    Some(Headline {
        topic: "How positions are read",
        claim,
        sides: Vec::new(),
        lines: positions.map(|line| &line.id).collect(),
    })
}

/// Whether the readings give different verdicts on who can sign a deal.
fn signed_differently(readings: Readings<Brief>, number: u32) -> bool {
    let verdicts: Vec<Vec<(&[PartyName], Verdict)>> = readings
        .answers()
        .map(|brief| {
            let tables = deal_table::find(brief, number).map_or(&[][..], |deal| &deal.tables);
            tables
                .iter()
                .filter(|table| table.verdict != Verdict::No)
                .map(|table| (table.signatories.as_slice(), table.verdict))
                .collect()
        })
        .collect();
    verdicts.windows(2).any(|pair| pair[0] != pair[1])
}

/// What a headline rests on: how many lines of each kind, and which.
pub(super) fn rests(words: Words, lines: &[&LineName], most: usize) -> Prose {
    if lines.is_empty() {
        return Prose::new();
    }
    let kinds: Vec<String> = [Kind::Reported, Kind::Inferred, Kind::Assumed]
        .into_iter()
        .filter_map(|kind| {
            let count = lines
                .iter()
                .filter(|id| words.case.lines.iter().any(|line| line.id == ***id && line.kind == kind))
                .count();
            (count > 0).then(|| format!("{count} {}", kind_word(kind)))
        })
        .collect();
    let mut said = Prose::from(format!("Rests on {}: ", super::prose::listed(&kinds)));
    said = said.then(words.lines(lines.iter().take(most).copied()));
    if lines.len() > most {
        said = said.text(" ").span(Span::Anchor {
            label: format!("and {} more", lines.len() - most),
            target: "rests".to_string(),
        });
    }
    said
}

/// The kind of a line, as an adjective.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Reported => "reported",
        Kind::Inferred => "inferred",
        Kind::Assumed => "assumed",
    }
}

/// A verdict as a mark, or the mark of absence.
pub(super) fn mark(verdict: Option<Verdict>) -> Mark {
    verdict.map_or(Mark::Absent, Mark::Verdict)
}
