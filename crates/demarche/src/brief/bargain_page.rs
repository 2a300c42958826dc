//! The page of `demarche bargain`: what the table could agree on, what of that is efficient, and where the classical solutions lie.

mod beside;

use beside::{divided, division_section, paid, refusals};

use super::limits;
use super::page::{Block, Column, Row, Table};
use super::prose::{Prose, listed};
use super::readings::Readings;
use super::words::{Words, counted, grouped, number, short};
use crate::finding::*;
use crate::rational::Rational;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Bargaining>) -> Vec<Block> {
    let mut blocks = vec![Block::section(
        "set",
        "What can be agreed",
        vec![Block::List(readings.points(|answer| agreement(words, answer)))],
    )];
    for reading in readings.0 {
        let answer = &reading.answer;
        if answer.solutions.is_empty() {
            continue;
        }
        let name = |base: &str| {
            if readings.several() {
                format!("{base}: {}", super::readings::heading(reading.positions).to_lowercase())
            } else {
                base.to_string()
            }
        };
        blocks.push(Block::section(
            "solutions",
            &name("Where the classical solutions lie"),
            vec![
                Block::Table(solutions(words, answer, false)),
                Block::Paragraph(apart(answer)),
                Block::Note(legend()),
            ],
        ));
        blocks.push(Block::section(
            "variants",
            &name("Variants, as other programs compute them"),
            vec![Block::Table(solutions(words, answer, true)), Block::Note(variants())],
        ));
        blocks.push(Block::section(
            "efficient",
            &name("The efficient deals"),
            vec![Block::Table(efficient(words, answer))],
        ));
    }
    if let Some(division) = readings.first().and_then(|answer| answer.adjusted_winner.as_ref()) {
        blocks.push(division_section(words, division));
    }
    let paid = readings.points(|answer| answer.payments.iter().map(|payment| paid(words, payment)).collect());
    if !paid.is_empty() {
        blocks.push(Block::section(
            "payments",
            "With a payment beside the deal",
            vec![
                Block::List(paid),
                Block::Note(Prose::from(
                    "One payable at a time, within its budget; each payment leaves both at least what no deal gives.",
                )),
            ],
        ));
    }
    let refused = readings.points(|answer| refusals(words, answer));
    if !refused.is_empty() {
        blocks.push(Block::section("refused", "What was not answered", vec![Block::List(refused)]));
    }
    let cuts = limits::all(readings.answers().flat_map(|answer| &answer.cuts));
    blocks.extend(
        cuts.iter()
            .map(|cut| Block::Note(Prose::from(format!("Cut short: {}.", limits::cut(cut))))),
    );
    blocks
}

/// A short section for the brief: where the solutions lie and where they disagree; nothing where the question could not be asked.
pub(super) fn in_brief<'a>(words: Words<'a>, readings: Readings<'a, Brief>) -> Option<Block> {
    let asked = |brief: &'a Brief| brief.bargaining.as_ref().filter(|answer| !answer.solutions.is_empty());
    if !readings.answers().any(|brief| asked(brief).is_some()) {
        return None;
    }
    let points = readings.points(|brief| {
        let Some(answer) = asked(brief) else { return Vec::new() };
        let mut points = vec![Prose::from(format!(
            "{} {} at least as good as no deal for everybody at the table; {} of them {} efficient.",
            super::words::capital(&counted(answer.agreement_set, "deal", "deals")),
            if answer.agreement_set == 1 { "is" } else { "are" },
            number(answer.efficient.deals),
            if answer.efficient.deals == 1 { "is" } else { "are" }
        ))];
        points.extend(groups(answer).into_iter().map(|(names, solution)| {
            Prose::new()
                .strong(format!("{}: ", listed(&names)))
                .then(where_it_lies(words, answer, solution, 2))
                .text(".")
        }));
        points.push(apart(answer));
        points.extend(answer.adjusted_winner.as_ref().map(|division| divided(words, division)));
        points
    });
    Some(Block::section(
        "bargaining",
        "Where the classical solutions lie",
        vec![Block::List(points)],
    ))
}

fn agreement(words: Words, answer: &Bargaining) -> Vec<Prose> {
    if let Some(unasked) = &answer.unasked {
        return vec![Prose::from(match unasked {
            Unasked::NoTable => "Fewer than two parties sit at the table: there is nobody to bargain.".to_string(),
            Unasked::NoScale { parties } => format!(
                "Not asked: the classical solutions need an exact scale of each party's own (rung L2), and {} {} none.",
                listed(&parties.iter().map(|(party, _)| words.party(party)).collect::<Vec<_>>()),
                if parties.len() == 1 { "has" } else { "have" }
            ),
            Unasked::NoDealUnclear { parties } => format!(
                "Not asked: what no deal is worth to {} is not one number. Say it with a `reservation`.",
                words.parties(parties)
            ),
        })];
    }
    let worths = answer.parties.iter().zip(&answer.no_deal);
    let worths: Vec<String> = worths
        .map(|(party, worth)| format!("{} {}", words.party(party), short(worth)))
        .collect();
    let mut points = vec![
        Prose::from(format!("The table: {}.", words.parties(&answer.parties))),
        Prose::from(format!("No deal is worth, each on its own scale: {}.", listed(&worths))),
        Prose::from(format!(
            "Deals that the table can make and that cross nobody's red line: {}. Of these {} at least as good as no deal for everybody at it (the agreement set), {} better for everybody.",
            grouped(answer.deals),
            number_are(answer.agreement_set),
            number_are(answer.strictly_better),
        )),
        Prose::from(format!(
            "Efficient: {} of the agreement set, with {}; {} of all, rational or not, with {}.",
            counted(answer.efficient.deals, "deal", "deals"),
            counted(answer.efficient.points, "different worth", "different worths"),
            counted(answer.efficient_of_all.0, "deal", "deals"),
            counted(answer.efficient_of_all.1, "different worth", "different worths"),
        )),
    ];
    if answer.unratified > 0 {
        points.push(Prose::from(format!(
            "Of the agreement set {} for ratifiers of whom the case leaves it open.",
            if answer.unratified == 1 {
                "one deal waits".to_string()
            } else {
                format!("{} deals wait", grouped(answer.unratified))
            }
        )));
    }
    if let Some(signable) = answer.signable_under_rule {
        points.push(Prose::from(format!(
            "Under the rule of agreement, which may not need everybody, {} can be signed; the solutions are sought where everybody agrees.",
            counted(signable, "deal", "deals")
        )));
    }
    if !answer.ideal.is_empty() {
        let ideals = answer.parties.iter().zip(&answer.ideal);
        let ideals: Vec<String> = ideals
            .map(|(party, worth)| format!("{} {}", words.party(party), short(worth)))
            .collect();
        points.push(Prose::from(format!(
            "The best that each can have in the agreement set (ideal point): {}.",
            listed(&ideals)
        )));
    }
    points
}

fn number_are(count: u64) -> String {
    format!("{} {}", grouped(count), if count == 1 { "is" } else { "are" })
}

fn solutions(words: Words, answer: &Bargaining, variants: bool) -> Table {
    let mut columns = vec![plain("what it makes greatest"), plain("deal")];
    columns.extend(answer.parties.iter().map(|party| Column {
        group: Some("gain".to_string()),
        head: words.short(party).to_string(),
        marks: false,
    }));
    let mut rows = Vec::new();
    for solution in answer.solutions.iter().filter(|solution| solution.concept.is_variant() == variants) {
        for (index, point) in solution.points.iter().take(3).enumerate() {
            let mut cells = vec![
                if index == 0 {
                    Prose::from(format!("{}: {}", makes_greatest(solution.concept), measures(&solution.measure)))
                } else {
                    Prose::new()
                },
                deals(point, 2),
            ];
            cells.extend(point.gains.iter().map(|gain| Prose::from(short(gain))));
            rows.push(Row {
                head: if index == 0 {
                    Prose::from(name(solution.concept).to_string())
                } else {
                    Prose::from("or".to_string())
                },
                cells,
            });
        }
    }
    Table {
        caption: "Solutions, what they make greatest, and where; gains are over no deal".to_string(),
        corner: "Solution".to_string(),
        columns,
        rows,
    }
}

fn efficient(words: Words, answer: &Bargaining) -> Table {
    let mut columns = vec![plain("deal")];
    columns.extend(answer.parties.iter().map(|party| Column {
        group: Some("worth".to_string()),
        head: words.short(party).to_string(),
        marks: false,
    }));
    let chosen = |point: &PointFinding| {
        let solutions = answer.solutions.iter().filter(|solution| !solution.concept.is_variant());
        let at = |solution: &&SolutionFinding| solution.points.iter().any(|other| other.worth == point.worth);
        solutions.filter(at).map(|solution| name(solution.concept)).collect::<Vec<_>>()
    };
    columns.push(plain("solutions"));
    let rows = answer.efficient.listed.iter().enumerate().map(|(index, point)| {
        let mut cells = vec![deals(point, 2)];
        cells.extend(point.worth.iter().map(|worth| Prose::from(short(worth))));
        cells.push(Prose::from(chosen(point).join(", ")));
        Row {
            head: Prose::from(format!("{}", index + 1)),
            cells,
        }
    });
    Table {
        caption: "Efficient deals of the agreement set, the best for the first party first".to_string(),
        corner: "No.".to_string(),
        columns,
        rows: rows.collect(),
    }
}

fn plain(head: &str) -> Column {
    Column {
        group: None,
        head: head.to_string(),
        marks: false,
    }
}

/// The deals of a point: the first, and how many more are worth the same.
fn deals(point: &PointFinding, most: usize) -> Prose {
    let named: Vec<Prose> = point.deals.iter().take(most).map(|deal| Prose::new().state(&deal.label)).collect();
    let more = point.count.saturating_sub(named.len() as u64);
    let said = Prose::joined(named, "; ", "; ");
    if more == 0 {
        said
    } else {
        said.text(format!("; and {} worth the same", grouped(more)))
    }
}

/// Solutions with the same points, told together.
fn groups(answer: &Bargaining) -> Vec<(Vec<&'static str>, &SolutionFinding)> {
    let mut groups: Vec<(Vec<&'static str>, &SolutionFinding)> = Vec::new();
    for solution in answer.solutions.iter().filter(|solution| !solution.concept.is_variant()) {
        match groups.iter_mut().find(|(_, other)| other.points == solution.points) {
            Some((names, _)) => names.push(name(solution.concept)),
            None => groups.push((vec![name(solution.concept)], solution)),
        }
    }
    groups
}

fn where_it_lies(words: Words, answer: &Bargaining, solution: &SolutionFinding, most: usize) -> Prose {
    let points = solution.points.iter().take(most).map(|point| {
        let gains = answer.parties.iter().zip(&point.gains);
        let gains: Vec<String> = gains
            .map(|(party, gain)| format!("{} {}", words.party(party), short(gain)))
            .collect();
        deals(point, 1).text(format!(" (gains: {})", gains.join(", ")))
    });
    let said = Prose::joined(points.collect(), " or ", " or ");
    let more = solution.count.saturating_sub(most as u64);
    if more == 0 {
        said
    } else {
        said.text(format!(", or {} more", grouped(more)))
    }
}

/// Whether the solutions agree, and where not.
fn apart(answer: &Bargaining) -> Prose {
    let groups = groups(answer);
    match groups.as_slice() {
        [] => Prose::new(),
        [(names, _)] if names.len() > 1 => Prose::from("They all point at the same."),
        [_] => Prose::new(),
        _ => {
            let told: Vec<String> = groups.iter().map(|(names, _)| listed(names)).collect();
            Prose::from(format!(
                "They disagree: {}. Which of them is fair is not for this program to say; each rests on its own idea of it.",
                told.join("; against ")
            ))
        }
    }
}

fn legend() -> Prose {
    Prose::from(
        "Over the efficient deals of the agreement set; all deals that tie are given. Nash (1950): product of the gains over no deal. Kalai-Smorodinsky (1975): the least share of what each could gain \
         at best in the agreement set; who can gain nothing decides nothing. Relative utilitarian (Dhillon and Mertens 1999): sum of such shares, of the best over all deals. Egalitarian (Kalai 1977): the least gain; \
         leximin: then the second least. Utilitarian (Harsanyi 1955): the sum. Numbers with ≈ are rounded for reading; comparisons are exact.",
    )
}

fn variants() -> Prose {
    Prose::from(
        "From the floor: gains count from no deal or from the worst deal, whichever is worth more. Over all: the ideal is the best over all deals, rational or not. Least spread: the shares lie closest together; \
         a widely used program prints it as Kalai-Smorodinsky.",
    )
}

/// The solution's name.
fn name(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "Nash",
        Concept::KalaiSmorodinsky => "Kalai-Smorodinsky",
        Concept::Egalitarian => "Egalitarian",
        Concept::Leximin => "Leximin",
        Concept::Utilitarian => "Utilitarian",
        Concept::RelativeUtilitarian => "Relative utilitarian",
        Concept::KalaiSmorodinskyOverAll => "Kalai-Smorodinsky over all, from the floor",
        Concept::NashFromFloor => "Nash from the floor",
        Concept::EgalitarianFromFloor => "Egalitarian from the floor",
        Concept::LeastSpread => "Least spread",
    }
}

fn makes_greatest(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash | Concept::NashFromFloor => "product of gains",
        Concept::KalaiSmorodinsky | Concept::KalaiSmorodinskyOverAll => "least share",
        Concept::Egalitarian | Concept::EgalitarianFromFloor => "least gain",
        Concept::Leximin => "gains, the least first",
        Concept::Utilitarian => "sum of worths",
        Concept::RelativeUtilitarian => "sum of shares",
        Concept::LeastSpread => "spread of shares (least)",
    }
}

fn measures(measures: &[Rational]) -> String {
    measures.iter().map(short).collect::<Vec<_>>().join(", ")
}
