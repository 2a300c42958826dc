//! The bottom line: three to five judgments, each followed, apart, by what it rests on.

use super::breaks;
use super::prose::{Mark, Prose, Span};
use super::readings::Readings;
use super::words::{Words, counted, number};
use crate::case::{Kind, Positions};
use crate::finding::*;

/// A judgment of the bottom line with the lines that it rests on.
pub(super) struct Headline<'a> {
    pub(super) topic: &'static str,
    pub(super) claim: Prose,
    pub(super) lines: Vec<&'a LineName>,
}

/// How many goals the bottom line speaks of.
const GOALS: usize = 2;

/// The judgments, most asked first.
pub(super) fn headlines<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Vec<Headline<'a>> {
    let mut all = vec![Headline {
        topic: "What can be signed",
        claim: readings.say(|brief| signable(words, brief)),
        lines: words.sorted(readings.answers().flat_map(signable_lines)),
    }];
    let goals = readings.first().map_or(0, |brief| brief.goals.len());
    for index in 0..goals.min(GOALS) {
        let structure = readings.say(|brief| brief.goals.get(index).map(|goal| consent(words, goal)).unwrap_or_default());
        let conflict = readings.say(|brief| brief.goals.get(index).map(|goal| standing(words, goal)).unwrap_or_default());
        all.push(Headline {
            topic: "Who must consent",
            claim: structure.sentence(conflict),
            lines: words.sorted(readings.answers().filter_map(|brief| brief.goals.get(index)).flat_map(goal_lines)),
        });
    }
    all.push(Headline {
        topic: "What holds",
        claim: readings.say(|brief| holds(words, brief)),
        lines: words.sorted(
            readings
                .answers()
                .flat_map(|brief| focus(brief).into_iter().flat_map(|deal| breaks::rests_on(&deal.holds))),
        ),
    });
    all.extend(differ(readings));
    all
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

/// Whose consent a goal needs, and what the declared table can do about it.
pub(super) fn consent<'a>(words: Words<'a>, goal: &'a GoalFinding) -> Prose {
    let mut said = Prose::new().text("The goal ").strong(&goal.name).text(" ");
    if goal.states == 0 {
        return said.text("is met by no feasible state.");
    }
    said = if goal.consent_veto.is_empty() {
        said.text("needs no single party's consent.")
    } else {
        said.text(format!("needs the consent of {}.", words.parties(&goal.consent_veto)))
    };
    if !goal.excluded_veto.is_empty() {
        said = said
            .text(" Needed but without a seat: ")
            .strong(words.parties(&goal.excluded_veto))
            .text(".");
    }
    said
}

/// Whether a goal can be signed anywhere, and which clauses rule it out.
fn standing<'a>(words: Words<'a>, goal: &'a GoalFinding) -> Prose {
    if goal.states == 0 {
        return Prose::new();
    }
    let said = Prose::new().sentence(at_tables(words, goal));
    let count = goal.conflicts.len() as u64;
    if count == 0 {
        return said;
    }
    let list: Vec<Prose> = goal.conflicts.iter().map(|conflict| clauses(words, &conflict.clauses)).collect();
    said.sentence(
        Prose::from(format!(
            "{} between clauses of the parties {} it out: ",
            super::words::capital(&counted(count, "conflict", "conflicts")),
            if count == 1 { "rules" } else { "rule" }
        ))
        .then(Prose::joined(list, "; ", "; "))
        .text("."),
    )
}

/// Which tables can sign a goal.
pub(super) fn at_tables<'a>(words: Words<'a>, goal: &'a GoalFinding) -> Prose {
    let named = |wanted: Verdict| -> Vec<String> {
        goal.tables
            .iter()
            .filter(|table| table.makeable > 0 && table.signable == wanted)
            .map(|table| words.group(&table.signatories))
            .collect()
    };
    let mut said = Prose::new();
    if let Some(table) = goal.tables.iter().find(|table| table.role == TableRole::Declared) {
        said = match (table.makeable, table.signable) {
            (0, _) => said.text("The declared table cannot make it."),
            (_, Verdict::Yes) => said.text("The declared table can sign it."),
            (_, Verdict::Open) => said.text("Whether the declared table can sign it is open."),
            (_, Verdict::No) => said.text("The declared table can make it but not sign it."),
        };
    }
    for (wanted, words) in [
        (Verdict::Yes, "Can be signed by: "),
        (Verdict::Open, "Open for: "),
        (Verdict::No, "Can be made but not signed by: "),
    ] {
        let names = named(wanted);
        if !names.is_empty() {
            said = said.sentence(Prose::from(format!("{words}{}.", names.join(", "))));
        }
    }
    if goal.tables.iter().all(|table| table.makeable == 0) {
        said = said.sentence(Prose::from("No listed table can make it."));
    }
    said
}

/// `w, demanded by Russia, against w, rejected by Ukraine`.
pub(super) fn clauses<'a>(words: Words<'a>, clauses: &'a [Clause]) -> Prose {
    let items = clauses.iter().map(|clause| {
        let verb = match (clause.verb, clause.position) {
            (ClauseVerb::Requires, true) => "demanded",
            (ClauseVerb::Requires, false) => "required",
            (ClauseVerb::Refuses, true) => "rejected",
            (ClauseVerb::Refuses, false) => "refused",
        };
        Prose::new()
            .code(&clause.formula)
            .text(format!(" {verb} by {} ", words.party(&clause.party)))
            .text("[")
            .span(words.line(&clause.line))
            .text("]")
    });
    Prose::joined(items.collect(), ", ", ", ")
}

fn goal_lines(goal: &GoalFinding) -> Vec<&LineName> {
    let clauses = goal.conflicts.iter().flat_map(|conflict| &conflict.clauses);
    goal.rests_on.iter().chain(clauses.map(|clause| &clause.line)).collect()
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
fn differ<'a>(readings: Readings<'a, Brief>) -> Option<Headline<'a>> {
    let claim = match readings.0 {
        [one] if one.positions == Positions::Both => return None,
        [one] => {
            let how = match one.positions {
                Positions::RedLines => "red lines, which nothing compensates",
                _ => "openings, which bind nobody",
            };
            Prose::from(format!("Stated positions are read as {how}; the other reading was not asked for."))
        }
        [] => return None,
        several => {
            let count = |pick: fn(&Count) -> u64| -> Vec<u64> {
                several
                    .iter()
                    .map(|reading| declared(&reading.answer.tables).map_or(0, |table| pick(&table.signable)))
                    .collect()
            };
            let same = count(|count| count.yes).windows(2).all(|pair| pair[0] == pair[1])
                && count(|count| count.open).windows(2).all(|pair| pair[0] == pair[1]);
            let conflicts: Vec<bool> = several
                .iter()
                .map(|reading| reading.answer.goals.iter().any(|goal| !goal.conflicts.is_empty()))
                .collect();
            let mut said = Prose::from(
                "Stated positions are read twice: as red lines, which nothing compensates, and as openings, which bind nobody.",
            );
            said = said.text(if same {
                " What the declared table can sign is the same in number under both."
            } else {
                " What the declared table can sign differs between the two."
            });
            if conflicts.windows(2).any(|pair| pair[0] != pair[1]) {
                said = said.text(" The conflicts over the goals stand under one reading only.");
            }
            said
        }
    };
    Some(Headline {
        topic: "How positions are read",
        claim,
        lines: Vec::new(),
    })
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
