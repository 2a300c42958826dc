//! The bottom line: three to five judgments, each followed, apart, by what it rests on.

use super::prose::{Mark, Prose, Span, listed};
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
pub(super) const GOALS: usize = 2;

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
        lines: words.sorted(readings.answers().flat_map(holds_lines)),
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

/// The listed deals that the declared table can sign; if there are none, those of which it is open; if none, those that another table can sign.
pub(super) fn focus(brief: &Brief) -> Vec<&Deal> {
    let own = declared(&brief.tables).and_then(|table| {
        [Verdict::Yes, Verdict::Open]
            .into_iter()
            .map(|wanted| with_verdict(brief, table, wanted))
            .find(|deals| !deals.is_empty())
    });
    own.unwrap_or_else(|| {
        let signed = |deal: &&Deal| deal.tables.iter().any(|table| table.verdict == Verdict::Yes);
        brief.deals.iter().filter(signed).collect()
    })
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
    let makeable = table.signable.total();
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
        .then(turns_on(words, brief, table, "; "))
        .text("."),
        (_, _) if makeable == 1 => Prose::from(format!("{of}, ")).then(among(Verdict::Yes)).text(", can be signed."),
        (yes, open) => {
            let named = with_verdict(brief, table, Verdict::Yes);
            let shown = if (named.len() as u64) < yes {
                format!("{of}, it can sign {}; {} are listed: ", number(yes), number(named.len() as u64))
            } else {
                format!("{of}, it can sign {}: ", number(yes))
            };
            let first = Prose::from(shown).then(among(Verdict::Yes)).text(".");
            if open == 0 {
                first
            } else {
                let left = format!(" {} left open by the case", super::words::capital(&remain(open)));
                first.text(left).then(turns_on(words, brief, table, ": ")).text(".")
            }
        }
    }
}

/// What the open deals of a table turn on: whose value of what the case does not give. Nothing where it is a matter of magnitudes only.
fn turns_on(words: Words, brief: &Brief, table: &TableFinding, after: &str) -> Prose {
    let open = with_verdict(brief, table, Verdict::Open);
    let mut unknown: Vec<Prose> = Vec::new();
    for party in &table.signatories {
        let mut issues: Vec<&String> = Vec::new();
        let mut nothing = false;
        for acceptance in open
            .iter()
            .flat_map(|deal| &deal.acceptance)
            .filter(|acceptance| acceptance.party == *party)
        {
            match &acceptance.why {
                AcceptanceReason::Compared { compared, .. } => issues.extend(&compared.unknown_issues),
                AcceptanceReason::NothingKnown => nothing = true,
                _ => {}
            }
        }
        let named: Vec<Prose> = words
            .case
            .issues
            .iter()
            .filter(|issue| issues.contains(&&issue.name))
            .map(|issue| Prose::new().state(&issue.name))
            .collect();
        let name = words.party(party);
        let scored = words.info(party).is_some_and(|info| info.form == PreferenceForm::Scored);
        if nothing && scored {
            unknown.push(Prose::from(format!("what no deal is worth to {name}")));
        } else if nothing {
            unknown.push(Prose::from(format!("anything of what {name} can gain or lose")));
        } else if !named.is_empty() {
            unknown.push(Prose::from("the value of ").then(Prose::list(named)).text(format!(" to {name}")));
        }
    }
    if unknown.is_empty() {
        return Prose::new();
    }
    Prose::from(format!("{after}the case does not give ")).then(Prose::list(unknown))
}

fn remain(count: u64) -> String {
    format!("{} {}", number(count), if count == 1 { "is" } else { "are" })
}

/// What is said of holding rests on the deals' ladders; where no deal is tested, on what keeps them from being signed.
fn holds_lines(brief: &Brief) -> Vec<&LineName> {
    let deals = focus(brief);
    if deals.is_empty() {
        return signable_lines(brief);
    }
    deals.into_iter().flat_map(|deal| breaks::rests_on(&deal.holds)).collect()
}

fn signable_lines(brief: &Brief) -> Vec<&LineName> {
    let Some(table) = declared(&brief.tables) else { return Vec::new() };
    // How many can be signed rests on the refusals too.
    let judged = brief.deals.iter().filter_map(|deal| at_table(deal, &table.signatories));
    table.rests_on.iter().chain(judged.flat_map(|entry| &entry.rests_on)).collect()
}

fn holds<'a>(words: Words<'a>, brief: &'a Brief) -> Prose {
    let deals = focus(brief);
    let Some(first) = deals.first() else {
        return Prose::from("No listed deal can be signed on what the case says, so none is tested for holding.");
    };
    if words.case.status_quo.is_none() {
        return Prose::from(
            "Whether a deal would hold is not asked: the case starts from nothing, and does not say what anybody can do once a deal is signed.",
        );
    }
    let total = deals.len() as u64;
    let own = declared(&brief.tables)
        .and_then(|table| at_table(first, &table.signatories))
        .is_some_and(|entry| entry.verdict != Verdict::No);
    let lead = if own {
        Prose::new()
    } else {
        Prose::from("What other tables can sign is tested for holding.")
    };
    let said = if total == 1 {
        Prose::new()
    } else {
        Prose::from(format!(
            "Of the {} such deals that are listed, those that hold even if nobody reacts: {}; if reprisals in the reprisers' own interest are expected: {}; if any reprisal is feared: {}.",
            number(total),
            tally(&deals, Notion::Nash),
            tally(&deals, Notion::Seq),
            tally(&deals, Notion::Gmr)
        ))
    };
    let shown = deals
        .iter()
        .find(|deal| breaks::verdict(&deal.holds, Notion::Nash) != Some(Verdict::Yes))
        .unwrap_or(first);
    lead.sentence(said).sentence(
        Prose::new()
            .state(&shown.state.label)
            .text(": ")
            .then(breaks::holding(words, &shown.holds)),
    )
}

/// How many deals surely hold; and of how many that is open, or was not computed.
fn tally(deals: &[&Deal], notion: Notion) -> String {
    let count = |wanted: Option<Verdict>| deals.iter().filter(|deal| breaks::verdict(&deal.holds, notion) == wanted).count() as u64;
    let (yes, open, unknown) = (count(Some(Verdict::Yes)), count(Some(Verdict::Open)), count(None));
    let rest = [(open, "open"), (unknown, "not computed")];
    let rest: Vec<String> = rest
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", number(count)))
        .collect();
    if rest.is_empty() {
        number(yes)
    } else {
        format!("{} ({})", number(yes), rest.join(", "))
    }
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
            said.sentence(counts(readings))
                .sentence(goals_differ(readings))
                .sentence(deals_differ(words, readings))
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

/// What the declared table can sign under each reading, in number.
fn counts(readings: Readings<Brief>) -> Prose {
    let counts: Vec<(u64, u64)> = readings
        .answers()
        .filter_map(|brief| declared(&brief.tables))
        .map(|table| (table.signable.yes, table.signable.open))
        .collect();
    let told = |(yes, open): &(u64, u64)| format!("{} ({} open)", number(*yes), number(*open));
    match counts.as_slice() {
        [] => Prose::new(),
        [first, rest @ ..] if rest.iter().all(|count| count == first) => Prose::from(format!(
            "Under both, the deals that the declared table can sign are the same in number: {}.",
            told(first)
        )),
        all => {
            let told: Vec<String> = all.iter().map(told).collect();
            Prose::from(format!(
                "Deals that the declared table can sign, reading by reading: {}.",
                listed(&told)
            ))
        }
    }
}

/// The goals on which the readings differ.
fn goals_differ(readings: Readings<Brief>) -> Prose {
    let Some(first) = readings.first() else { return Prose::new() };
    let verdicts = |brief: &Brief, index: usize| -> Vec<Verdict> {
        brief
            .goals
            .get(index)
            .map(|goal| goal.tables.iter().map(|table| table.signable).collect())
            .unwrap_or_default()
    };
    let names: Vec<Prose> = first
        .goals
        .iter()
        .enumerate()
        .filter(|(index, _)| readings.answers().any(|brief| verdicts(brief, *index) != verdicts(first, *index)))
        .map(|(_, goal)| Prose::new().strong(&goal.name))
        .collect();
    if names.is_empty() {
        Prose::new()
    } else {
        Prose::from("They differ on who can sign ").then(Prose::list(names)).text(".")
    }
}

/// The deals on both lists whose signing differs. A deal on one list only proves nothing: lists have a limit.
fn deals_differ<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Prose {
    let verdicts = |deal: &'a Deal| -> Vec<(&'a [PartyName], Verdict)> {
        deal.tables
            .iter()
            .map(|table| (table.signatories.as_slice(), table.verdict))
            .collect()
    };
    let differing: Vec<&StateRef> = deal_table::union(readings)
        .into_iter()
        .filter(|state| {
            let found: Vec<&Deal> = readings
                .answers()
                .filter_map(|brief| deal_table::find(brief, state.number))
                .collect();
            found.len() == readings.0.len() && found.windows(2).any(|pair| verdicts(pair[0]) != verdicts(pair[1]))
        })
        .collect();
    if differing.is_empty() {
        Prose::from("Of the deals listed under both, none differs in who can sign it.")
    } else {
        Prose::from("Of the deals listed under both, these differ in who can sign: ")
            .then(words.states(differing, 3))
            .text(".")
    }
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
    // A way back that nobody wrote down is an assumption, whatever kind the line on control is of.
    let assumes_way_back = words
        .case
        .issues
        .iter()
        .any(|issue| lines.iter().any(|line| **line == issue.line) && issue.control.iter().any(|change| change.default_reverse));
    let beside = if assumes_way_back { ", and on assumed ways back" } else { "" };
    let mut said = Prose::from(format!("Rests on {}{beside}: ", listed(&kinds)));
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
