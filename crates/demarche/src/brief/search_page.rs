//! The page of `demarche search`: what can be signed where states are too many to be listed, and how far each answer is settled.

use super::limits;
use super::page::{Block, Column, Row, Table};
use super::prose::Prose;
use super::readings::Readings;
use super::words::{Words, capital, counted, grouped_digits, told};
use crate::finding::*;
use crate::rational::Rational;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, SearchAnswer>) -> Vec<Block> {
    let mut blocks = vec![Block::section(
        "answer",
        "The answer",
        vec![
            Block::List(readings.points(|answer| points(words, answer))),
            Block::Note(Prose::from(
                "Exact: proven, nothing was left out. Bound: what is told is proven, and more may be so. Timed out, interrupted: what is told was proven until then.",
            )),
        ],
    )];
    let several = readings.several();
    for reading in readings.0 {
        let under = if several {
            format!(", {}", super::readings::heading(reading.positions).to_lowercase())
        } else {
            String::new()
        };
        blocks.extend(deals(words, &reading.answer, &under));
    }
    let counts = readings.0.iter().filter_map(|reading| {
        let caption = if several {
            super::readings::heading(reading.positions)
        } else {
            "Numbers of deals"
        };
        reading.answer.counts.as_ref().map(|counts| numbers(counts, caption))
    });
    let counts: Vec<Block> = counts.collect();
    if !counts.is_empty() {
        blocks.push(Block::section("numbers", "How many", counts));
    }
    let cuts = limits::all(readings.answers().flat_map(|answer| &answer.cuts));
    if !cuts.is_empty() {
        let cuts = cuts.into_iter().map(|cut| Prose::from(format!("{}.", capital(&limits::cut(cut)))));
        blocks.push(Block::section("limits", "Limits that were met", vec![Block::List(cuts.collect())]));
    }
    blocks
}

fn points(words: Words, answer: &SearchAnswer) -> Vec<Prose> {
    let mut points = vec![existence(words, answer)];
    if let Some(best) = &answer.surely.best {
        points.push(best_of(words, best, "can sign"));
    }
    let perhaps = answer.possibly.as_ref();
    if let Some(best) = perhaps
        .and_then(|side| side.best.as_ref())
        .filter(|best| answer.surely.best.as_ref() != Some(best))
    {
        points.push(best_of(words, best, "may be able to sign"));
    }
    if let Some(near) = &answer.surely.nearest {
        points.push(nearest(near, "can sign"));
    }
    if let Some(near) = perhaps
        .and_then(|side| side.nearest.as_ref())
        .filter(|near| answer.surely.nearest.as_ref() != Some(near))
    {
        points.push(nearest(near, "may be able to sign"));
    }
    if let Some(counts) = &answer.counts {
        points.push(how_many(answer, counts));
    }
    for doubt in &answer.doubtful {
        let said = format!(
            "Of {} only bounds are taken: values and comparisons bear on the same deals, and are not weighed together here",
            holder(words, &doubt.holder)
        );
        points.push(Prose::from(said).then(words.bracketed(&doubt.lines)).text("."));
    }
    points
}

fn holder(words: Words, holder: &str) -> String {
    match holder.split_once('.') {
        Some((party, member)) => format!("{member} ({})", words.party(party)),
        None => words.party(holder).to_string(),
    }
}

/// What the deals are that are asked about: `a deal with c = yes worth at least 12 to Aland`.
fn meant(words: Words, answer: &SearchAnswer, deal: &str) -> Prose {
    let mut said = Prose::from(deal);
    if let Some(with) = &answer.with {
        said = said.text(" with ").code(with);
    }
    let worths = answer
        .at_least
        .iter()
        .map(|(party, least)| format!("{} to {}", told(least), words.party(party)));
    let worths: Vec<String> = worths.collect();
    if worths.is_empty() {
        said
    } else {
        said.text(format!(" worth at least {}", super::prose::listed(&worths)))
    }
}

fn existence(words: Words, answer: &SearchAnswer) -> Prose {
    let table = words.table(&answer.signatories);
    let surely = &answer.surely.existence;
    let possibly = answer.possibly.as_ref().map_or(surely, |side| &side.existence);
    let said = match (surely.exists, possibly.exists) {
        (Some(true), _) => Prose::new()
            .strong("Yes")
            .text(format!(": {table} can sign "))
            .then(meant(words, answer, "a deal"))
            .text("."),
        (_, Some(false)) => Prose::new()
            .strong("No")
            .text(format!(": {table} can sign no "))
            .then(meant(words, answer, "deal"))
            .text("."),
        (Some(false), Some(true)) => Prose::new()
            .strong("Perhaps")
            .text(format!(": there is no deal that {table} surely can sign"))
            .text(" among those asked about, and one that it may be able to: the case does not settle more."),
        _ => Prose::new()
            .strong("Not settled")
            .text(format!(": whether {table} can sign "))
            .then(meant(words, answer, "a deal"))
            .text("."),
    };
    let worst = if surely.exists == Some(true) || possibly.exists == Some(false) {
        Settled::Exact
    } else {
        surely.settled.max(possibly.settled)
    };
    said.then(status(worst))
}

/// ` [exact]`.
fn status(settled: Settled) -> Prose {
    Prose::from(format!(" [{}]", word(settled)))
}

fn word(settled: Settled) -> &'static str {
    match settled {
        Settled::Exact => "exact",
        Settled::Bound => "bound",
        Settled::TimedOut => "timed out",
        Settled::Interrupted => "interrupted",
    }
}

fn best_of(words: Words, best: &SearchBest, can: &str) -> Prose {
    let what = match &best.goal {
        SearchGoal::Party { party } => format!("Best for {}", words.party(party)),
        SearchGoal::Sum => "The greatest sum of values".to_owned(),
        SearchGoal::LeastGain => "The greatest least gain".to_owned(),
    };
    let lead = Prose::from(format!("{what}, of the deals that the table {can}: "));
    let said = match (&best.deal, &best.reached) {
        (None, _) if best.settled == Settled::Exact => lead.text("there is none."),
        (None, reached) => lead.text("none was found").then(bound(None, reached.as_ref())).text("."),
        (Some(deal), reached) => {
            let said = lead.then(summary(deal)).then(reaches(reached.as_ref()));
            let said = said.then(bound(Some(()), reached.as_ref())).text(".");
            if best.efficient {
                said.text(" No other of these deals is at least as good for everybody at the table and better for one.")
            } else {
                said
            }
        }
    };
    said.then(status(best.settled))
}

/// `a deal of 12 terms`.
fn summary(deal: &SearchDeal) -> Prose {
    Prose::from(format!("a deal of {}", counted(deal.changes.len() as u64, "term", "terms")))
}

fn reaches(reached: Option<&SearchReach>) -> Prose {
    match reached {
        Some(SearchReach::Worth { reached: Some(worth), .. }) => Prose::from(format!(", {}", number(worth))),
        Some(SearchReach::Priorities { met, .. }) => {
            let kept = met.iter().filter(|(_, met)| *met).count() as u64;
            let first = met.iter().find(|(_, met)| !*met);
            let said = Prose::from(format!(", which meets {} of its {} priorities", kept, met.len()));
            match first {
                Some((text, _)) => said.text("; the first that it does not is ").code(text),
                None => said,
            }
        }
        Some(SearchReach::Place { place, of, .. }) if place <= of => Prose::from(format!(", on place {place} of {of} in its ranking")),
        Some(SearchReach::Place { .. }) => Prose::from(", which its ranking does not name"),
        _ => Prose::new(),
    }
}

/// What no deal exceeds, where that is not what was reached.
fn bound(found: Option<()>, reached: Option<&SearchReach>) -> Prose {
    match reached {
        Some(SearchReach::Worth {
            reached,
            bound: Some(bound),
        }) if reached.as_ref() != Some(bound) => Prose::from(format!("; no deal reaches more than {}", number(bound))),
        Some(SearchReach::Place { place, first_possible, .. }) if found.is_some() && first_possible < place => {
            Prose::from(format!("; no deal has a place before {first_possible}"))
        }
        Some(SearchReach::Priorities { met, settled }) if found.is_some() && (*settled as usize) < met.len() => {
            Prose::from(format!("; settled for the first {settled}"))
        }
        _ => Prose::new(),
    }
}

fn number(worth: &Rational) -> String {
    told(worth)
}

fn nearest(near: &SearchNear, can: &str) -> Prose {
    let to = match &near.to {
        None => Prose::from("today's state"),
        Some(formula) => Prose::new().code(formula),
    };
    let lead = Prose::from(format!("Nearest of the deals that the table {can} to "))
        .then(to)
        .text(": ");
    let said = if near.target == Some(false) {
        lead.text("no feasible state meets it, so that nothing is near.")
    } else {
        match near.distance {
            None if near.settled == Settled::Exact => lead.text("there is none."),
            None => lead.text(format!(
                "none was found; none differs on fewer than {}.",
                counted(u64::from(near.at_least), "issue", "issues")
            )),
            Some(0) => lead.text("one that is as asked, with nothing settled otherwise."),
            Some(distance) => {
                let labels = near.otherwise.iter().map(|label| Prose::new().state(label)).collect();
                let said = lead
                    .text(format!("{} settled otherwise: ", counted(u64::from(distance), "issue", "issues")))
                    .then(Prose::list(labels));
                if near.at_least < distance {
                    said.text(format!(
                        "; none differs on fewer than {}.",
                        counted(u64::from(near.at_least), "issue", "issues")
                    ))
                } else {
                    said.text(".")
                }
            }
        }
    };
    let said = match (near.more, near.deals.is_empty()) {
        (Some(true), _) => said.text(" Others are as near."),
        (None, false) => said.text(" Whether others are as near is not settled."),
        _ => said,
    };
    said.then(status(near.settled))
}

fn how_many(answer: &SearchAnswer, counts: &SearchCounts) -> Prose {
    let all = [&counts.feasible, &counts.deals, &counts.surely, &counts.possibly];
    let worst = all.iter().map(|counted| counted.settled).max().unwrap_or(Settled::Exact);
    let untold = |many: &HowMany| many.least == "0" && many.most.as_ref().is_none_or(|most| *most == counts.combinations);
    if worst != Settled::Exact && all.into_iter().all(untold) {
        let said = format!(
            "Nothing was counted; there are {} combinations of values.",
            short(&counts.combinations)
        );
        return Prose::from(said).then(status(worst));
    }
    let same = counts.surely == counts.possibly;
    let asked = if answer.with.is_some() || !answer.at_least.is_empty() {
        " as asked"
    } else {
        ""
    };
    let said = Prose::from(format!(
        "Of {} feasible states, the table can bring about {}{asked}",
        briefly(&counts.feasible),
        briefly(&counts.deals)
    ));
    let said = if same {
        said.text(format!(" and sign {} of them.", briefly(&counts.surely)))
    } else {
        said.text(format!(
            "; it can surely sign {} of them, and possibly {}.",
            briefly(&counts.surely),
            briefly(&counts.possibly)
        ))
    };
    said.then(status(worst))
}

/// A number of deals for a sentence: `1,234`, `some 5.3 × 10^21`, `between 4 and 17`.
fn briefly(many: &HowMany) -> String {
    match &many.most {
        Some(most) if *most == many.least => short(most),
        Some(most) if many.least == "0" => format!("at most {}", short(most)),
        Some(most) => format!("between {} and {}", short(&many.least), short(most)),
        None if many.least == "0" => "an unknown number".to_owned(),
        None => format!("at least {}", short(&many.least)),
    }
}

/// Digits up to which a number is written out in a sentence.
const DIGITS: usize = 9;

/// A whole number for a sentence: written out, or its first two digits and a power of ten.
fn short(number: &str) -> String {
    if number.len() <= DIGITS {
        return grouped_digits(number);
    }
    let (first, second) = (&number[..1], &number[1..2]);
    format!("some {first}.{second} × 10^{}", number.len() - 1)
}

fn numbers(counts: &SearchCounts, caption: &str) -> Block {
    let row = |what: &str, many: &HowMany| Row {
        head: Prose::from(what),
        cells: vec![
            Prose::from(match &many.most {
                Some(most) if *most == many.least => grouped_digits(most),
                Some(most) => format!("{} to {}", grouped_digits(&many.least), grouped_digits(most)),
                None => format!("{} or more", grouped_digits(&many.least)),
            }),
            Prose::from(word(many.settled)),
        ],
    };
    let mut rows = vec![
        Row {
            head: Prose::from("combinations of values"),
            cells: vec![Prose::from(grouped_digits(&counts.combinations)), Prose::from("exact")],
        },
        row("feasible states", &counts.feasible),
        row("deals that the table can bring about, as asked", &counts.deals),
    ];
    if counts.surely == counts.possibly {
        rows.push(row("of these it can sign", &counts.surely));
    } else {
        rows.push(row("of these it can surely sign", &counts.surely));
        rows.push(row("of these it can possibly sign", &counts.possibly));
    }
    Block::Table(Table {
        caption: caption.to_owned(),
        corner: "What".to_owned(),
        columns: vec![column("how many"), column("status")],
        rows,
    })
}

fn column(head: &str) -> Column {
    Column {
        group: None,
        head: head.to_owned(),
        marks: false,
    }
}

/// The deals that the answer names, each once, by their terms.
fn deals<'a>(words: Words<'a>, answer: &'a SearchAnswer, under: &str) -> Vec<Block> {
    let mut named: Vec<(String, &SearchDeal)> = Vec::new();
    let mut name = |what: String, deal: &'a SearchDeal| {
        if !named.iter().any(|(_, known)| *known == deal) {
            named.push((what, deal));
        }
    };
    let sides = [(Some(&answer.surely), ""), (answer.possibly.as_ref(), "perhaps ")];
    for (side, perhaps) in sides.into_iter().filter_map(|(side, perhaps)| side.map(|side| (side, perhaps))) {
        if let Some(deal) = side.best.as_ref().and_then(|best| best.deal.as_ref()) {
            name(format!("{perhaps}the best"), deal);
        }
        for (place, deal) in side.nearest.iter().flat_map(|near| &near.deals).enumerate() {
            name(format!("{perhaps}{}", if place == 0 { "the nearest" } else { "as near" }), deal);
        }
        if let Some(deal) = side
            .existence
            .deal
            .as_ref()
            .filter(|_| side.best.is_none() && side.nearest.is_none())
        {
            name(format!("{perhaps}one that can be signed"), deal);
        }
    }
    let mut blocks = Vec::new();
    for (place, (what, deal)) in named.into_iter().enumerate() {
        let heading = format!("{}{under}", capital(&what));
        let mut parts = vec![Block::Table(terms(deal))];
        if !deal.worths.is_empty() {
            parts.push(Block::List(deal.worths.iter().map(|worth| worth_of(words, worth)).collect()));
        }
        blocks.push(Block::section(&format!("deal-{}", place + 1), &heading, parts));
    }
    blocks
}

fn terms(deal: &SearchDeal) -> Table {
    let from_nothing = deal.changes.iter().all(|change| change.from.is_none());
    let rows = deal.changes.iter().map(|change| {
        let to = Prose::new().code(&change.to);
        Row {
            head: Prose::from(change.issue.clone()),
            cells: match &change.from {
                Some(from) => vec![Prose::new().code(from), to],
                None => vec![to],
            },
        }
    });
    Table {
        caption: "The terms; all other issues stay as they are".to_owned(),
        corner: "Issue".to_owned(),
        columns: if from_nothing {
            vec![column("in the deal")]
        } else {
            vec![column("today"), column("in the deal")]
        },
        rows: rows.collect(),
    }
}

fn worth_of(words: Words, worth: &SearchWorth) -> Prose {
    let said = format!("Worth {} to {}", number(&worth.worth), words.party(&worth.party));
    let gain = worth.gain.as_ref().map(|gain| {
        if gain.is_exact() {
            format!(", a gain of {} over no deal", number(&gain.low))
        } else {
            format!(", a gain between {} and {} over no deal", number(&gain.low), number(&gain.high))
        }
    });
    Prose::from(said + &gain.unwrap_or_default() + ".")
}
