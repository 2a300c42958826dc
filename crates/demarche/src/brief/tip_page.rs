//! The page of `demarche tip`: what would make a thing signable, and make it hold; and what parties lack.

use super::bottom_line::{mark, rests};
use super::levers::{self, act, expecting};
use super::page::{Block, Column, Judgment, Row, Table};
use super::prose::{Mark, Prose, listed};
use super::readings::{Readings, heading};
use super::words::{Words, capital, counted, number, told};
use super::{LINES, goals, limits, near};
use crate::finding::*;
use crate::rational::Rational;

/// Sets that are spelled out under one reading.
const SETS: usize = 12;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Tip>) -> Vec<Block> {
    let Some(first) = readings.first() else { return Vec::new() };
    let mut answer = vec![Block::Paragraph(
        Prose::from("Asked: what is the least that makes it so that ")
            .then(asked(words, first))
            .text("?"),
    )];
    let standing = readings.points(|tip| {
        let mut points = vec![now(tip)];
        points.extend(goals::points(words, &tip.goal));
        points
    });
    answer.push(Block::List(standing));
    let mut blocks = vec![Block::section("answer", "As it stands", answer)];
    blocks.push(Block::section("sets", "What would tip it", sets(words, readings)));
    blocks.extend(prices(words, readings));
    blocks.extend(alone(words, readings));
    blocks.push(near::section(words, readings, |tip| &tip.near));
    let cuts = limits::all(readings.answers().flat_map(|tip| &tip.cuts));
    blocks.extend(limits::section(words, &cuts));
    blocks
}

/// `the table can sign X, and it holds`.
fn asked(words: Words, tip: &Tip) -> Prose {
    let what = Prose::new().code(words.formula(&tip.asked.formula));
    match (tip.asked.sign, tip.asked.hold) {
        (true, None) => Prose::from("the table can sign a deal with ").then(what),
        (false, Some(notion)) => Prose::from("a deal with ")
            .then(what)
            .text(format!(" holds once signed, {}", expecting(notion))),
        (_, notion) => Prose::from("the table can sign a deal with ")
            .then(what)
            .text(format!(", and it then holds, {}", notion.map_or("", expecting))),
    }
}

fn now(tip: &Tip) -> Prose {
    let at = |tip: &Tip| {
        tip.now_at
            .as_ref()
            .map_or(Prose::new(), |state| Prose::from(" of ").state(&state.label))
    };
    match tip.now {
        Verdict::Yes => Prose::from("Nothing is needed: it is so").then(at(tip)).text(" already."),
        Verdict::Open => Prose::from("Without any lever it is open").then(at(tip)).text("."),
        Verdict::No if tip.targets == 0 => Prose::from("No deal with it can be made by anybody: no lever here changes that."),
        Verdict::No if tip.targets == 1 => Prose::from("Without any lever it is not so."),
        Verdict::No => {
            let bases = tip.bases.iter().map(|base| Prose::new().state(&base.label)).collect();
            Prose::from("Without any lever it is not so of ")
                .then(Prose::list(bases))
                .text(format!(
                    " alone. {} with it can be made; each further term counts as a lever.",
                    capital(&counted(tip.targets, "deal", "deals"))
                ))
        }
    }
}

/// The sets, reading by reading.
fn sets<'a>(words: Words<'a>, readings: Readings<'a, Tip>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let same = readings.answers().collect::<Vec<_>>().windows(2).all(|pair| {
        let key = |tip: &Tip| {
            (
                tip.sets.clone(),
                tip.perhaps.clone(),
                tip.unbelieved.clone(),
                tip.levers.clone(),
                tip.now,
            )
        };
        key(pair[0]) == key(pair[1])
    });
    for reading in readings.0.iter().take(if same { 1 } else { usize::MAX }) {
        let name = (!same).then(|| heading(reading.positions));
        blocks.extend(of_reading(words, &reading.answer, name));
    }
    blocks
}

fn of_reading<'a>(words: Words<'a>, tip: &'a Tip, name: Option<&str>) -> Vec<Block> {
    let lead = |said: Prose| match name {
        Some(name) => Block::Paragraph(Prose::new().strong(format!("{name}:")).text(" ").then(said)),
        None => Block::Paragraph(said),
    };
    if tip.now == Verdict::Yes {
        return vec![lead(Prose::from("Nothing is needed."))];
    }
    let mut blocks = Vec::new();
    let judged = |set: &'a TippingSet| Judgment {
        claim: for_deal(tip, set).then(levers::set(words, &tip.levers, set)).text("."),
        sides: Vec::new(),
        rests: levers::remarks(words, &tip.levers, set).sentence(rests(words, &set.lines.iter().collect::<Vec<_>>(), LINES)),
    };
    if tip.sets.is_empty() {
        blocks.push(lead(
            Prose::from(format!(
                "No set of at most {} makes it so under every preference that agrees with the case.",
                counted(u64::from(tip.asked.most), "lever", "levers")
            ))
            .then(in_the_way(words, tip)),
        ));
    } else {
        let sets = distinct(&tip.sets, &tip.levers);
        let shown = sets.len().min(SETS);
        let more = sets.len() - shown;
        let rest = if more > 0 {
            format!("; {more} more stand in the JSON")
        } else {
            String::new()
        };
        blocks.push(lead(Prose::from(format!(
            "{} of at most {} {} enough under every preference that agrees with the case, and no part of one is{rest}.",
            capital(&counted(sets.len() as u64, "set", "sets")),
            counted(u64::from(tip.asked.most), "lever", "levers"),
            if sets.len() == 1 { "is" } else { "are each" },
        ))));
        let variants = tip.sets.len() - sets.len();
        blocks.push(Block::Judgments(sets.into_iter().take(SETS).map(judged).collect()));
        if variants > 0 {
            blocks.push(Block::Note(Prose::from(format!(
                "Not shown: {} that {} from these only in when payments are made, once or as long as the deal is kept.",
                counted(variants as u64, "set", "sets"),
                if variants == 1 { "differs" } else { "differ" },
            ))));
        }
    }
    if !tip.perhaps.is_empty() {
        blocks.push(Block::Paragraph(Prose::from(
            "Enough under some preferences that agree with the case, and not under others:",
        )));
        blocks.push(Block::Judgments(tip.perhaps.iter().take(SETS).map(judged).collect()));
    }
    if !tip.unbelieved.is_empty() {
        blocks.push(Block::Paragraph(Prose::from(
            "Would be enough if it were believed; as it stands, a threat that its owner is better off not to carry out, or cannot, moves nobody:",
        )));
        blocks.push(Block::Judgments(tip.unbelieved.iter().take(SETS).map(judged).collect()));
    }
    if !tip.elsewhere.is_empty() {
        blocks.push(Block::Note(
            Prose::from("Steps handed over in parts bear on the way to a deal: see ")
                .code("demarche moment")
                .then(words.bracketed(&tip.elsewhere))
                .text("."),
        ));
    }
    if tip.unconfirmed > 0 {
        blocks.push(Block::Note(Prose::from(format!(
            "{} that would do by the closed forms did not stand when the changed case was run again, and {} left out.",
            capital(&counted(tip.unconfirmed, "set", "sets")),
            if tip.unconfirmed == 1 { "is" } else { "are" }
        ))));
    }
    blocks
}

/// What no payment removes: votes that do not carry, and that nobody at the table gains.
fn in_the_way(words: Words, tip: &Tip) -> Prose {
    let mut said = Prose::new();
    let Some(prices) = tip.prices.as_ref().filter(|_| tip.asked.sign) else {
        return said;
    };
    let signers = || prices.parties.iter().filter(|party| party.signs);
    for party in signers() {
        let rule = words
            .info(&party.party)
            .and_then(|info| info.ratification.as_deref())
            .unwrap_or_default();
        let who = words.party(&party.party);
        match party.ratified {
            Some(Verdict::No) => {
                said = said.text(format!(
                    " The vote that {who} needs ({rule}) does not carry “{}”: no payment to {who} changes that.",
                    prices.deal.label
                ));
            }
            Some(Verdict::Open) => {
                said = said.text(format!(
                    " Whether the vote that {who} needs ({rule}) carries “{}” is open.",
                    prices.deal.label
                ));
            }
            Some(Verdict::Yes) | None => {}
        }
    }
    if signers().all(|party| party.gains == Verdict::No) {
        said = said.text(format!(
            " Nobody at the table gains by “{}” itself, and what nobody gains by is not signed.",
            prices.deal.label
        ));
    }
    said
}

/// The deal, where there are several.
fn for_deal(tip: &Tip, set: &TippingSet) -> Prose {
    if tip.targets == 1 {
        Prose::new()
    } else {
        Prose::from("For ").state(&set.deal.label).text(": ")
    }
}

/// The section of the brief: one judgment for each goal and deal.
pub(super) fn in_brief<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Option<Block> {
    let mut about: Vec<(&Option<String>, Option<&str>)> = Vec::new();
    for line in readings.answers().flat_map(|brief| &brief.tipping) {
        let key = (&line.goal, line.deal.as_ref().map(|deal| deal.label.as_str()));
        if !about.contains(&key) {
            about.push(key);
        }
    }
    let judgments: Vec<Judgment> = about
        .into_iter()
        .map(|key| {
            let of = |brief: &'a Brief| {
                let mut lines = brief.tipping.iter();
                lines.find(|line| (&line.goal, line.deal.as_ref().map(|deal| deal.label.as_str())) == key)
            };
            let wanted = readings.answers().find_map(of).map(|line| wanted(words, line)).unwrap_or_default();
            let none = || vec![Prose::from("nothing is needed.")];
            let told = |brief: &'a Brief| of(brief).map_or_else(none, |line| ways(words, line));
            let joined = |brief: &'a Brief| Prose::joined(told(brief), " Or ", " Or ");
            let agreed = readings.sides(joined).is_empty();
            let ways = readings.first().map(told).filter(|_| agreed).unwrap_or_default();
            let lines = readings.answers().filter_map(of).flat_map(|line| &line.lines);
            Judgment {
                claim: if ways.len() == 1 {
                    wanted.text(" ").then(ways[0].clone())
                } else {
                    wanted
                },
                sides: match ways.len() {
                    0 => readings.sides(joined),
                    1 => Vec::new(),
                    _ => ways,
                },
                rests: rests(words, &words.sorted(lines), LINES),
            }
        })
        .collect();
    if judgments.is_empty() {
        return None;
    }
    let note = "The least sets of payments, penalties, conditions, threats, seats and further terms, of at most three; what the case does not declare is a proposal. ";
    Some(Block::section(
        "tipping",
        "What would tip it",
        vec![
            Block::Judgments(judgments),
            Block::Note(Prose::from(note).code("demarche tip").text(" tells all of them, with prices.")),
        ],
    ))
}

/// What is wanted, to open a sentence with.
fn wanted(words: Words, line: &TipLine) -> Prose {
    let what = match (&line.goal, &line.deal) {
        (Some(goal), _) => Prose::new().strong(goal),
        (None, Some(deal)) => Prose::new().state(&deal.label),
        (None, None) => Prose::new().code(words.formula(&line.asked.formula)),
    };
    let holds = line.asked.hold.map_or("", expecting);
    match (line.asked.sign, line.asked.hold) {
        (true, None) => Prose::from("For the table to sign ").then(what).text(":"),
        (true, Some(_)) => Prose::from("For the table to sign ")
            .then(what)
            .text(format!(" and for it to hold, {holds}:")),
        (false, _) => Prose::from("For ").then(what).text(format!(" to hold once signed, {holds}:")),
    }
}

/// What would do it: each way by itself.
fn ways(words: Words, line: &TipLine) -> Vec<Prose> {
    let one = |set: &TippingSet| {
        let said = levers::set(words, &line.levers, set);
        match &line.goal {
            Some(goal) if set.deal.label != *goal => Prose::new().state(&set.deal.label).text(": ").then(said),
            _ => said,
        }
    };
    if line.sets.is_empty() {
        let said = Prose::from("no set of at most three levers is surely enough");
        return vec![match (&line.perhaps, &line.unbelieved) {
            (Some(set), _) => said.text("; perhaps enough: ").then(one(set)).text("."),
            (None, Some(set)) => said.text("; enough, if it were believed: ").then(one(set)).text("."),
            (None, None) => said.text("."),
        }];
    }
    let mut ways: Vec<Prose> = line.sets.iter().map(|set| one(set).text(".")).collect();
    if line.more > 0 {
        ways.push(Prose::from(format!("Or {}.", counted(line.more, "other set", "other sets"))));
    }
    ways
}

/// What every party lacks of the first deal.
fn prices<'a>(words: Words<'a>, readings: Readings<'a, Tip>) -> Option<Block> {
    let first = readings.first()?.prices.as_ref()?;
    let holds = first.parties.iter().any(|party| party.to_hold.is_some());
    let column = |head: &str| Column {
        group: None,
        head: head.to_string(),
        marks: false,
    };
    let mut columns = vec![column("lacks to sign")];
    if holds {
        columns.push(column("lacks to stay"));
    }
    columns.push(column("what a payment must be"));
    let rows = first.parties.iter().enumerate().map(|(place, party)| {
        let of = |tip: &'a Tip| tip.prices.as_ref().and_then(|prices| prices.parties.get(place));
        let cell = |speak: &dyn Fn(&'a PartyPrice) -> Prose| readings.cell(|tip| of(tip).map(speak).unwrap_or_default());
        let mut cells = vec![cell(&|party| signing(words, party))];
        if holds {
            cells.push(cell(&|party| staying(words, party)));
        }
        cells.push(cell(&|party| payments(words, party)));
        Row {
            head: Prose::from(words.party(&party.party)).text(if party.signs { "" } else { " (no seat)" }),
            cells,
        }
    });
    let table = Table {
        caption: format!("What each party lacks of “{}”, each on its own scale", first.deal.label),
        corner: "Party".to_string(),
        columns,
        rows: rows.collect(),
    };
    let note = "To sign: what no deal is worth more than the deal. To stay: what the best undeterred move away from it is worth more. A payment on signature buys a signature and never compliance; one that ends with the deal \
                buys both. A price such as “3.75 to 8.75” is possible from the first number on and enough with the second, whatever agrees with the case.";
    Some(Block::section(
        "prices",
        "Prices",
        vec![Block::Table(table), Block::Note(Prose::from(note))],
    ))
}

fn signing(words: Words, party: &PartyPrice) -> Prose {
    match &party.red_line {
        Some(line) => Prose::from("red line: no payment helps ").span(words.line(line)),
        None => lack(&party.to_sign),
    }
}

fn staying(words: Words, party: &PartyPrice) -> Prose {
    let Some(found) = &party.to_hold else {
        return Prose::new().mark(Mark::Absent);
    };
    match &party.tempting {
        Some(step) if *found != Lack::Nothing => lack(found).text(" (tempted by ").then(words.changes(step)).text(")"),
        _ => lack(found),
    }
}

fn lack(lack: &Lack) -> Prose {
    match lack {
        Lack::Nothing => Prose::from("nothing"),
        Lack::Between { least, most } if least == most => Prose::from(told(most)),
        Lack::Between { least, most } => Prose::from(format!("{} to {}", told(least), told(most))),
        Lack::Unmeasured { surely, issues } => {
            let said = if *surely { "something, not known in numbers" } else { "not known" };
            if issues.is_empty() {
                Prose::from(said)
            } else {
                Prose::from(format!("{said}: a `value` for {} would tell", listed(issues)))
            }
        }
    }
}

fn payments(words: Words, party: &PartyPrice) -> Prose {
    let price = |range: &PriceRange| match &range.most {
        Some(most) if *most == range.least => told(most),
        Some(most) => format!("{} to {}", told(&range.least), told(most)),
        None => format!("at least {}, and no sum is surely enough", told(&range.least)),
    };
    let said = party.payments.iter().filter_map(|payment| {
        let parts: Vec<String> = [("to sign", &payment.to_sign), ("to stay", &payment.to_hold)]
            .into_iter()
            .filter_map(|(what, range)| range.as_ref().map(|range| format!("{} {what}", price(range))))
            .collect();
        if parts.is_empty() {
            return None;
        }
        let mut bounds = Vec::new();
        if let Some(budget) = &payment.budget {
            bounds.push(format!("budget {}", told(budget)));
        }
        if let Some(bears) = &payment.bears {
            bounds.push(format!("can spare {}", told(bears)));
        }
        let bounds = if bounds.is_empty() {
            String::new()
        } else {
            format!(" ({})", bounds.join("; "))
        };
        Some(format!(
            "{} of “{}” from {}{bounds}",
            parts.join(", "),
            payment.payable,
            words.party(&payment.payer)
        ))
    });
    let mut said: Vec<String> = said.collect();
    if said.is_empty() {
        return Prose::new().mark(Mark::Absent);
    }
    if let Some(share) = covered(party).filter(|share| *share < Rational::integer(1)) {
        let who = if said.len() == 1 {
            "that covers"
        } else {
            "all of it together covers"
        };
        said.push(format!(
            "{who} {} of the price that would surely do: no such price can be paid",
            told(&share)
        ));
    }
    Prose::from(said.join("; "))
}

/// The share of the necessary price to sign that all payers together surely cover at most; nothing if something about it is not bounded or not known.
fn covered(party: &PartyPrice) -> Option<Rational> {
    let shares = party.payments.iter().map(|payment| {
        let price = payment.to_sign.as_ref()?.most.as_ref()?;
        let most = [&payment.budget, &payment.bears].into_iter().flatten().min()?;
        most.checked_div(price)
    });
    shares.into_iter().try_fold(Rational::zero(), |sum, share| Some(&sum + &share?))
}

/// What each lever does by itself to the first deal.
fn alone<'a>(words: Words<'a>, readings: Readings<'a, Tip>) -> Option<Block> {
    let first = readings.first()?;
    let (deal, now) = (&first.prices.as_ref()?.deal, first.first?);
    let mut columns = vec![Column {
        group: None,
        head: "can be signed".to_string(),
        marks: true,
    }];
    if now.hold.is_some() {
        columns.push(Column {
            group: None,
            head: "holds once signed".to_string(),
            marks: true,
        });
    }
    let cells = |of: &dyn Fn(&'a Tip) -> Option<Alone>| {
        let cell = |speak: &dyn Fn(Alone) -> Option<Verdict>| readings.cell(|tip| Prose::new().mark(mark(of(tip).and_then(speak))));
        let mut cells = vec![cell(&|alone| Some(alone.sign))];
        if now.hold.is_some() {
            cells.push(cell(&|alone| alone.hold));
        }
        cells
    };
    let mut rows = vec![Row {
        head: Prose::from("as it stands"),
        cells: cells(&|tip| tip.first),
    }];
    let mut idle = 0u64;
    for (place, info) in first.levers.iter().enumerate() {
        let of = |tip: &'a Tip| {
            tip.levers
                .get(place)
                .filter(|other| other.act == info.act)
                .and_then(|other| other.alone)
        };
        let changes = readings.answers().any(|tip| of(tip).is_some() && of(tip) != tip.first);
        if of(first).is_none() {
            continue;
        }
        if !changes && info.declared.is_none() {
            idle += 1;
            continue;
        }
        let origin = match &info.declared {
            Some(line) => Prose::from(" ").span(words.line(line)),
            None => Prose::from(" (a proposal)"),
        };
        rows.push(Row {
            head: act(words, info, None).then(origin),
            cells: cells(&of),
        });
    }
    let table = Table {
        caption: format!("What each lever does by itself to “{}”", deal.label),
        corner: "Lever".to_string(),
        columns,
        rows,
    };
    let taken = "Payments and penalties are taken as large as they need to be.";
    let note = match idle {
        0 => taken.to_string(),
        1 => format!("One more proposal changes nothing of this by itself. {taken}"),
        _ => format!(
            "{} more proposals change nothing of this by themselves. {taken}",
            capital(&number(idle))
        ),
    };
    Some(Block::section(
        "levers",
        "One lever at a time",
        vec![Block::Table(table), Block::Note(Prose::from(note))],
    ))
}
