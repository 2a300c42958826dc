//! The page of `demarche why`: why states can or cannot be signed, and why they hold or do not, in sentences.

use super::breaks::{self, after_words, amount, gains, unknown};
use super::deal_table::{HasDeals, find, union};
use super::page::Block;
use super::prose::{Mark, Prose, listed};
use super::readings::Readings;
use super::words::{Words, capital, counted};
use super::{goals, limits, near, no_deal};
use crate::finding::*;

/// How many states are explained in full.
const STATES: usize = 6;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Why>) -> Vec<Block> {
    let mut answer = readings.points(|why| {
        let goal = &why.goal;
        let mut points = vec![
            Prose::from("Asked about: ")
                .code(&goal.formula)
                .text(format!(", met by {}.", counted(goal.states, "feasible state", "feasible states"))),
        ];
        if why.status_quo_matches {
            points.push(Prose::from("Today's state meets it already; keeping it needs no deal."));
        }
        points.extend(goals::points(words, goal));
        points
    });
    let states = union(readings);
    if states.is_empty() {
        answer.push(Prose::from("No state to explain as a deal."));
    }
    let mut blocks = vec![Block::section("answer", "The answer", vec![Block::List(answer)])];
    for (position, state) in states.iter().take(STATES).enumerate() {
        blocks.push(Block::section(
            &format!("state-{}", position + 1),
            &capital(&state.label),
            state_blocks(words, readings, state),
        ));
    }
    if states.len() > STATES {
        let rest: Vec<&StateRef> = states[STATES..].to_vec();
        let said = Prose::from("Also matching, not explained here: ")
            .then(words.states(rest, 12))
            .text(".");
        blocks.push(Block::Note(said));
    }
    blocks.push(Block::section(
        "no-deal",
        "The measure: no deal",
        vec![Block::List(readings.points(|why| no_deal::finding(words, &why.no_deal)))],
    ));
    blocks.push(near::section(words, readings, |why| &why.near));
    let cuts = limits::all(readings.answers().flat_map(|why| &why.cuts));
    blocks.extend(limits::section(words, &cuts));
    blocks
}

fn state_blocks<'a, A: HasDeals>(words: Words<'a>, readings: Readings<'a, A>, state: &StateRef) -> Vec<Block> {
    let deal = |answer: &'a A| find(answer, state.number);
    let terms = readings.points(|answer| {
        deal(answer)
            .map(|deal| deal.terms.iter().map(|term| one_term(words, term)).collect())
            .unwrap_or_default()
    });
    let tables = readings.points(|answer| deal(answer).map(|deal| signing(words, deal)).unwrap_or_default());
    let accepts = readings.points(|answer| {
        deal(answer)
            .map(|deal| deal.acceptance.iter().map(|entry| acceptance(words, entry)).collect())
            .unwrap_or_default()
    });
    let holds = readings.points(|answer| deal(answer).map(|deal| holding(words, deal)).unwrap_or_default());
    let part = |id: &str, heading: &str, items: Vec<Prose>| {
        (!items.is_empty()).then(|| Block::section(&format!("state-{}-{id}", state.number), heading, vec![Block::List(items)]))
    };
    [
        part("terms", "What it changes", terms),
        part("tables", "Who can sign it", tables),
        part("accepts", "Who accepts it, and why", accepts),
        part("holds", "Whether it holds, for each party", holds),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn one_term<'a>(words: Words<'a>, term: &'a Term) -> Prose {
    Prose::new()
        .state(&term.label)
        .text(format!(", brought about by {} ", term.by))
        .span(words.line(&term.line))
}

fn signing<'a>(words: Words<'a>, deal: &'a Deal) -> Vec<Prose> {
    let mut points: Vec<Prose> = deal
        .tables
        .iter()
        .map(|table| {
            let who = words.parties(&table.signatories);
            let holdouts = words.parties(&table.holdouts);
            let refuses = |name: &&PartyName| {
                deal.acceptance
                    .iter()
                    .any(|entry| entry.party == **name && entry.verdict == Verdict::No)
            };
            let refusers: Vec<PartyName> = table.holdouts.iter().filter(refuses).cloned().collect();
            let undecided: Vec<PartyName> = table.holdouts.iter().filter(|name| !refuses(name)).cloned().collect();
            let beside = if undecided.is_empty() || refusers.is_empty() {
                String::new()
            } else {
                format!("; open for {}", words.parties(&undecided))
            };
            let said = match table.verdict {
                Verdict::Yes => format!(
                    ": can sign{}.",
                    if table.knife_edge {
                        ", on a tie: somebody is indifferent between it and no deal"
                    } else {
                        ""
                    }
                ),
                Verdict::No if refusers.is_empty() => ": can make it but not sign it; nobody of them gains.".to_string(),
                Verdict::No => format!(
                    ": can make it but not sign it; not accepted by {}{beside}.",
                    words.parties(&refusers)
                ),
                Verdict::Open if holdouts.is_empty() => ": open.".to_string(),
                Verdict::Open => format!(": open; it turns on {holdouts}."),
            };
            Prose::new().strong(who).text(said).then(words.bracketed(&table.rests_on))
        })
        .collect();
    if deal.tables.is_empty() {
        points.push(Prose::from("No listed table can make it."));
    }
    if !deal.consent_veto.is_empty() {
        let mut said = Prose::from(format!("Consent is needed from {}.", words.parties(&deal.consent_veto)));
        if !deal.excluded_veto.is_empty() {
            said = said.text(format!(" Without a seat: {}.", words.parties(&deal.excluded_veto)));
        }
        points.push(said);
    }
    if let Some(better) = &deal.efficient.dominated_by {
        points.push(
            Prose::from("It leaves something on the table: ")
                .state(&better.label)
                .text(" is at least as good for all parties and better for one."),
        );
    }
    points
}

/// Whether a party accepts, and why.
pub(super) fn acceptance<'a>(words: Words<'a>, entry: &'a Acceptance) -> Prose {
    let verdict = match entry.verdict {
        Verdict::Yes => "accepted",
        Verdict::Open => "open",
        Verdict::No => "not accepted",
    };
    let mut said = Prose::new()
        .strong(words.party(&entry.party))
        .text(format!(": {verdict}; "))
        .then(reason(words, &entry.why))
        .text(".");
    for vote in &entry.votes {
        let result = match vote.verdict {
            Verdict::Yes => "approves",
            Verdict::Open => "open",
            Verdict::No => "does not approve",
        };
        said = said
            .text(format!(" Vote of {}: {result}; ", vote.constituency))
            .then(reason(words, &vote.why))
            .text(".");
    }
    match entry.ratified {
        Some(Verdict::Yes) => said.text(" Ratified."),
        Some(Verdict::No) => said.text(" Not ratified."),
        Some(Verdict::Open) => said.text(" Ratification open."),
        None => said,
    }
}

fn reason<'a>(words: Words<'a>, why: &'a AcceptanceReason) -> Prose {
    match why {
        AcceptanceReason::Refused { line, position } => Prose::from(if *position {
            "it crosses a stated position, read as a red line, "
        } else {
            "it crosses a red line, "
        })
        .span(words.line(line)),
        AcceptanceReason::Accepted { line } => Prose::from("declared acceptable by ").span(words.line(line)),
        AcceptanceReason::NothingKnown => Prose::from("no line of the case compares it with no deal"),
        AcceptanceReason::Compared { compared, with } => {
            let how = match compared.change {
                Change::Better => "better than no deal, ".to_string(),
                Change::AtLeastAsGood => "at least as good as no deal, ".to_string(),
                Change::Same => "as good as no deal, ".to_string(),
                Change::AtMostAsGood => "at most as good as no deal, ".to_string(),
                Change::Worse => "worse than no deal, ".to_string(),
                Change::Unknown => format!("{}; compared with ", unknown(compared)),
            };
            by_amount(Prose::from(how).state(&with.label), compared).then(words.bracketed(&compared.lines))
        }
        AcceptanceReason::Reserved { compared, line } => {
            let how = match compared.change {
                Change::Better => "better than no deal is worth, ",
                Change::AtLeastAsGood => "at least as good as no deal is worth, ",
                Change::Same => "as good as no deal is worth, ",
                Change::AtMostAsGood => "at most as good as no deal is worth, ",
                Change::Worse => "worse than no deal is worth, ",
                Change::Unknown => "not settled against what no deal is worth, ",
            };
            by_amount(Prose::from(how).span(words.line(line)), compared).then(words.bracketed(&compared.lines))
        }
    }
}

/// By how much, if that is known: "worse by 8", not "worse by -8"; and no amount where there is no difference.
fn by_amount(said: Prose, compared: &Compared) -> Prose {
    match (compared.change, amount(compared)) {
        (Change::Same, _) | (_, None) => said,
        (Change::Worse, Some(amount)) if compared.gain.as_ref().is_some_and(|gain| gain.is_exact()) => {
            said.text(format!(", by {} on that party's own scale", amount.replace(['-', '−'], "")))
        }
        (Change::Better, Some(amount)) => said.text(format!(", by {amount} on that party's own scale")),
        (_, Some(amount)) => said.text(format!(", a gain of {amount} on that party's own scale")),
    }
}

fn holding<'a>(words: Words<'a>, deal: &'a Deal) -> Vec<Prose> {
    let mut points = vec![breaks::holding(words, &deal.holds).then(words.bracketed(breaks::rests_on(&deal.holds)))];
    points.extend(scope(words, deal));
    let mut settled: Vec<&str> = Vec::new();
    for party in &words.case.parties {
        let found: Vec<(Notion, &PartyHolding)> = deal
            .holds
            .iter()
            .filter_map(|holding| {
                holding
                    .parties
                    .iter()
                    .find(|entry| entry.party == party.id)
                    .map(|entry| (holding.notion, entry))
            })
            .collect();
        let stays = found.iter().all(|(_, entry)| entry.verdict == Verdict::Yes);
        let tempted = found.iter().any(|(_, entry)| entry.temptation.is_some());
        match (found.is_empty(), stays && !tempted) {
            (true, _) => {}
            (false, true) => settled.push(&party.name),
            (false, false) => points.push(party_holding(words, party, &found)),
        }
    }
    if !settled.is_empty() {
        points.push(
            Prose::new()
                .strong(listed(&settled))
                .text(": no move away is a gain, under any notion."),
        );
    }
    for coalition in &deal.coalitions {
        points.push(jointly(words, coalition));
    }
    match deal.farsighted {
        Some(true) => points.push(Prose::from(
            "It may hold if parties look to the end of the chain (it is in the largest consistent set).",
        )),
        Some(false) => points.push(Prose::from(
            "It is not in the largest consistent set: parties that look to the end of the chain can leave it.",
        )),
        None => {}
    }
    points
}

/// Against which moves holding was judged, and whether the whole state is at rest.
fn scope(words: Words, deal: &Deal) -> Vec<Prose> {
    let mut points = Vec::new();
    if !deal.scope.is_empty() {
        let names: Vec<&str> = deal
            .scope
            .iter()
            .map(|id| {
                words
                    .case
                    .issues
                    .iter()
                    .find(|issue| issue.id == *id)
                    .map_or(id.as_str(), |issue| issue.name.as_str())
            })
            .collect();
        points.push(Prose::from(format!("Judged against moves on {}.", listed(&names))));
    }
    if !deal.at_rest.is_empty() {
        let marks = deal.at_rest.iter().map(|rest| {
            let mark = rest.verdict.map_or(Mark::Absent, Mark::Verdict);
            Prose::from(format!("{}\u{a0}", rest.notion.abbreviation())).mark(mark)
        });
        points.push(
            Prose::from("The whole state at rest, against moves of any kind: ")
                .then(Prose::joined(marks.collect(), ", ", ", "))
                .text("."),
        );
    }
    points
}

/// One party's verdicts under every notion, and each different reason once, with the notions that it belongs to.
fn party_holding(words: Words, party: &PartyInfo, found: &[(Notion, &PartyHolding)]) -> Prose {
    let marks = found
        .iter()
        .map(|(notion, entry)| Prose::from(format!("{}\u{a0}", notion.abbreviation())).mark(Mark::Verdict(entry.verdict)));
    let mut said = Prose::new()
        .strong(&party.name)
        .text(": ")
        .then(Prose::joined(marks.collect(), ", ", ", "))
        .text(".");
    let mut told: Vec<(Vec<&str>, Prose)> = Vec::new();
    for (notion, entry) in found {
        let Some(temptation) = &entry.temptation else { continue };
        let reason = tempting(words, &party.id, temptation, entry.verdict);
        match told.iter_mut().find(|(_, other)| *other == reason) {
            Some((notions, _)) => notions.push(notion.abbreviation()),
            None => told.push((vec![notion.abbreviation()], reason)),
        }
    }
    for (notions, reason) in told {
        said = said.text(format!(" {}: ", notions.join(", "))).then(reason);
    }
    said
}

fn tempting<'a>(words: Words<'a>, party: &'a str, temptation: &'a Temptation, verdict: Verdict) -> Prose {
    let better = matches!(temptation.gain.change, Change::Better | Change::AtLeastAsGood);
    let mut said = if better || verdict == Verdict::No {
        gains(words, party, temptation, Verdict::No)
    } else if temptation.gain.change == Change::Unknown {
        gains(words, party, temptation, Verdict::Open).text(format!(" ({})", unknown(&temptation.gain)))
    } else {
        Prose::from("the closest move, ")
            .then(words.changes(&temptation.step))
            .text(", is no gain")
    };
    said = said.then(words.bracketed(&temptation.gain.lines));
    if !temptation.reprisal.is_empty() {
        said = said.text("; deterred by ").then(words.steps(&temptation.reprisal));
        if let Some(after) = &temptation.after {
            said = said.text(after_words(after.change).map_or_else(String::new, |outcome| format!(", which leaves the mover {outcome}")));
            said = said.then(words.bracketed(&after.lines));
        }
    } else if verdict == Verdict::No {
        said = said.text("; nothing deters it");
    }
    said.text(".")
}

/// Whether joint moves of a group break a state.
pub(super) fn jointly<'a>(words: Words<'a>, coalition: &'a CoalitionHolding) -> Prose {
    let who = words.parties(&coalition.members);
    let name = coalition.name.as_ref().map_or(String::new(), |name| format!(" ({name})"));
    let marks = coalition
        .notions
        .iter()
        .map(|entry| Prose::from(format!("{} ", entry.notion.abbreviation())).mark(Mark::Verdict(entry.verdict)));
    let said = Prose::from("Against joint moves of ")
        .strong(format!("{who}{name}"))
        .text(": ")
        .then(Prose::joined(marks.collect(), ", ", ", "))
        .text(".");
    match coalition.notions.iter().find_map(|entry| entry.step.as_ref()) {
        Some(step) => said
            .text(" The move: ")
            .then(words.changes(step))
            .text(", leading to ")
            .state(&step.to.label)
            .text("."),
        None => said,
    }
}
