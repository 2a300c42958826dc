//! What stated positions put each party to.

use crate::brief::page::{Block, Column, Row, Table};
use crate::brief::prose::{Mark, Prose};
use crate::brief::words::{Words, capital, counted};
use crate::finding::*;

/// Deals of a position that are named.
const NAMED: usize = 4;

/// The section.
pub(super) fn section(words: Words, dilemmas: &Dilemmas) -> Block {
    let mut blocks = vec![Block::List(positions(words, dilemmas))];
    if dilemmas.pairs.is_empty() {
        blocks.push(Block::Paragraph(Prose::from(
            "Dilemmas are asked of two parties that have each stated a position: there are no such two.",
        )));
    } else {
        blocks.push(Block::Table(table(words, dilemmas)));
        let told = dilemmas.pairs.iter().flat_map(|pair| sentences(words, pair));
        blocks.push(Block::List(together(words, dilemmas).into_iter().chain(told).collect()));
        blocks.push(Block::Note(
            Prose::from(
                "A yes: so for every deal that meets the position; a no: for none; indifference counts for persuasion, rejection and positioning. Where some deal meets both positions, only ",
            )
            .text("cooperation and trust arise. A dilemma is a strain on what is said, not a forecast."),
        ));
    }
    Block::section("dilemmas", "What stated positions put each side to", blocks)
}

fn positions(words: Words, dilemmas: &Dilemmas) -> Vec<Prose> {
    let mut points = Vec::new();
    let with = dilemmas
        .goal
        .as_ref()
        .map_or_else(Prose::new, |goal| Prose::from(" with ").code(goal));
    for stated in &dilemmas.positions {
        let point = Prose::from(format!("{}: its position is met by ", words.party(&stated.party)))
            .text(counted(stated.deals, "deal", "deals"))
            .then(with.clone());
        let named = !stated.states.is_empty() && stated.states.len() <= NAMED;
        let point = if named {
            point.text(": ").then(words.states(&stated.states, NAMED))
        } else {
            point
        };
        let point = point.then(words.bracketed(&stated.rests_on)).text(".");
        points.push(if stated.preferences.is_empty() {
            point.text(" Nothing is said of what it prefers.")
        } else {
            point.text(" What it prefers: ").then(words.lines(&stated.preferences)).text(".")
        });
    }
    if !dilemmas.silent.is_empty() {
        points.push(Prose::from(format!(
            "No position is stated by {}.",
            words.parties(&dilemmas.silent)
        )));
    }
    if !dilemmas.threatened.is_empty() {
        let threatened = words.states(&dilemmas.threatened, NAMED);
        points.push(Prose::from("The threatened future, no deal: ").then(threatened).text("."));
    }
    points
}

/// Whether two positions can be met together, once for each two parties.
fn together(words: Words, dilemmas: &Dilemmas) -> Vec<Prose> {
    let met = |party: &PartyName| dilemmas.positions.iter().any(|one| one.party == *party && one.deals > 0);
    let before = |pair: &PairDilemmas| {
        let place = |party: &PartyName| dilemmas.positions.iter().position(|one| one.party == *party);
        place(&pair.party) < place(&pair.facing)
    };
    let pairs = dilemmas
        .pairs
        .iter()
        .filter(|pair| before(pair) && met(&pair.party) && met(&pair.facing));
    let told = pairs.map(|pair| {
        let both = words.parties(&[pair.party.clone(), pair.facing.clone()]);
        Prose::from(match pair.shared {
            0 => format!("What {both} ask for is met together by no deal."),
            shared => format!(
                "What {both} ask for is met together by {}: only cooperation and trust arise.",
                counted(shared, "deal", "deals")
            ),
        })
    });
    told.collect()
}

fn table(words: Words, dilemmas: &Dilemmas) -> Table {
    let column = |finding: &DilemmaFinding| Column {
        group: None,
        head: name(finding.kind).to_string(),
        marks: true,
    };
    let first = dilemmas.pairs.first();
    let rows = dilemmas.pairs.iter().map(|pair| Row {
        head: Prose::from(format!("{} facing {}", words.short(&pair.party), words.short(&pair.facing))),
        cells: pair
            .dilemmas
            .iter()
            .map(|finding| Prose::new().mark(finding.verdict.map_or(Mark::Absent, Mark::Verdict)))
            .collect(),
    });
    Table {
        caption: "Dilemmas of each party that has stated a position, facing another".to_string(),
        corner: "Whose".to_string(),
        columns: first.map_or_else(Vec::new, |pair| pair.dilemmas.iter().map(column).collect()),
        rows: rows.collect(),
    }
}

fn name(kind: DilemmaKind) -> &'static str {
    match kind {
        DilemmaKind::Cooperation => "cooperation",
        DilemmaKind::Trust => "trust",
        DilemmaKind::Persuasion => "persuasion",
        DilemmaKind::Rejection => "rejection",
        DilemmaKind::Threat => "threat",
        DilemmaKind::Positioning => "positioning",
    }
}

/// One sentence for each dilemma that is there or may be; or one that says why none of conflict arises.
fn sentences(words: Words, pair: &PairDilemmas) -> Vec<Prose> {
    let (me, you) = (words.party(&pair.party), words.party(&pair.facing));
    let told = pair.dilemmas.iter().filter_map(|finding| {
        let said = claim(finding.kind, me, you);
        let said = match finding.verdict? {
            Verdict::Yes => format!("{said}, so that {}.", strained(finding.kind, me, you)),
            Verdict::Open if finding.depends_on_deal => format!("{said}: so for some deals that are asked for, and not for others."),
            Verdict::Open => format!("the case does not settle whether {said}."),
            Verdict::No => return None,
        };
        let lead = capital(&format!("{}, {me} facing {you}:", name(finding.kind)));
        Some(Prose::new().strong(lead).text(format!(" {said}")))
    });
    told.collect()
}

fn claim(kind: DilemmaKind, me: &str, you: &str) -> String {
    match kind {
        DilemmaKind::Cooperation => format!("a move open to {me} alone is better for {me} than what {me} asks for"),
        DilemmaKind::Trust => format!("a move open to {you} alone is better for {you} than what {me} asks for"),
        DilemmaKind::Persuasion => format!("no deal is at least as good for {you} as what {me} asks for"),
        DilemmaKind::Rejection => format!("what {you} asks for is at least as good for {me} as no deal"),
        DilemmaKind::Threat => format!("a move open to {me} alone is better for {me} than no deal"),
        DilemmaKind::Positioning => format!("what {you} asks for is at least as good for {me} as what {me} asks for"),
    }
}

/// What a dilemma puts in doubt.
fn strained(kind: DilemmaKind, me: &str, you: &str) -> String {
    match kind {
        DilemmaKind::Cooperation => format!("the promise of {me} is in doubt"),
        DilemmaKind::Trust => format!("{me} cannot rely on {you}"),
        DilemmaKind::Persuasion => format!("nothing yet moves {you} there"),
        DilemmaKind::Rejection => format!("a refusal by {me} is in doubt"),
        DilemmaKind::Threat => format!("the threat of {me} to leave it there is in doubt"),
        DilemmaKind::Positioning => format!("the position of {me} is in doubt"),
    }
}
