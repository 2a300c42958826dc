//! The page of `demarche power`: the rules of consent, the votes that carry deals, and what coalitions can claim.

use super::limits;
use super::page::{Block, Column, Row, Table};
use super::prose::{Prose, listed};
use super::readings::Readings;
use super::words::{Words, capital, counted, grouped, number};
use crate::finding::*;
use crate::rational::Rational;

/// The body of the page.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Power>) -> Vec<Block> {
    let mut blocks = vec![Block::section("rules", "Whose consent decides", rules(words, readings))];
    blocks.push(Block::section("pivots", "Whose agreement carries deals", pivots(words, readings)));
    blocks.push(Block::section(
        "coalitions",
        "What coalitions can claim",
        vec![Block::List(readings.points(|answer| coalitions(words, &answer.coalitions)))],
    ));
    let cuts = limits::all(readings.answers().flat_map(|answer| &answer.cuts));
    blocks.extend(
        cuts.iter()
            .map(|cut| Block::Note(Prose::from(format!("Cut short: {}.", limits::cut(cut))))),
    );
    blocks
}

/// Rules do not depend on how positions are read.
fn rules<'a>(words: Words<'a>, readings: Readings<'a, Power>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut plain, mut any_table) = (Vec::new(), false);
    for rule in readings.first().iter().flat_map(|answer| &answer.rules) {
        let decides = capital(&listed(&rule.decides.iter().map(decision).collect::<Vec<_>>()));
        let claim = Prose::new().strong(format!("{decides}:")).text(format!(" {}", rule.rule));
        let lines = words.bracketed(&rule.rests_on);
        match &rule.players {
            Some(players) if players.iter().any(|player| player.role == VotingRole::Voter) => {
                blocks.push(Block::Paragraph(claim.text(".").then(lines)));
                blocks.push(Block::Table(indices(players)));
                blocks.extend(rule.smallest.as_ref().map(|smallest| Block::Paragraph(smallest_sets(smallest))));
                any_table = true;
            }
            Some(players) => plain.push(claim.text(told_shortly(players)).then(lines)),
            None => plain.push(claim.text(", too many to count who decides how often.").then(lines)),
        }
    }
    if any_table {
        blocks.push(Block::Note(Prose::from(
            "Shapley-Shubik: how often a player is the one whose consent decides, over all orders of consenting. Banzhaf: in how many of all coalitions of the others its consent decides; \
             its share in all such swings beside. They measure the rule alone: neither wishes nor skill enter.",
        )));
    }
    if !plain.is_empty() {
        blocks.push(Block::List(plain));
    }
    blocks
}

fn decision(decision: &RuleDecision) -> String {
    match decision {
        RuleDecision::Agreement => "agreement at the table".to_string(),
        RuleDecision::Ratification { party } => format!("ratification by {party}"),
        RuleDecision::Issue { issue, values, guarded } => {
            // A thing that is done or not is named after the doing.
            let to = if values.is_empty() || *values == [issue.clone()] {
                String::new()
            } else {
                format!(" (to “{}”)", values.join("”, “"))
            };
            let sometimes = if *guarded { ", in some states only" } else { "" };
            format!("{issue}{to}{sometimes}")
        }
    }
}

/// Who decides, where no index is needed to say it.
fn told_shortly(players: &[PlayerPower]) -> String {
    let with = |role: VotingRole| {
        players
            .iter()
            .filter(move |player| player.role == role)
            .map(|player| player.name.as_str())
    };
    let dummies: Vec<&str> = with(VotingRole::Dummy).collect();
    let dummies = if dummies.is_empty() {
        String::new()
    } else {
        format!("; no say: {}", listed(&dummies))
    };
    let veto: Vec<&str> = with(VotingRole::Veto).collect();
    if veto.is_empty() {
        format!(" alone{dummies}.")
    } else {
        format!("; each has a veto, and equal power, 1/{}{dummies}.", veto.len())
    }
}

/// Players with the same numbers share a row.
fn indices(players: &[PlayerPower]) -> Table {
    let column = |head: &str| Column {
        group: None,
        head: head.to_string(),
        marks: false,
    };
    let numbers = |player: &PlayerPower| (player.shapley_shubik.clone(), player.swings, player.role);
    let mut groups: Vec<(&PlayerPower, Vec<&str>)> = Vec::new();
    for player in players {
        match groups.iter_mut().find(|(first, _)| numbers(first) == numbers(player)) {
            Some((_, names)) => names.push(&player.name),
            None => groups.push((player, vec![&player.name])),
        }
    }
    let row = |(player, names): (&PlayerPower, Vec<&str>)| {
        let each = if names.len() > 1 { " (each)" } else { "" };
        Row {
            head: Prose::from(format!("{}{each}", listed(&names))),
            cells: [
                fraction(&player.shapley_shubik),
                fraction(&player.banzhaf),
                fraction(&player.banzhaf_normalized),
                role(player.role).to_string(),
            ]
            .into_iter()
            .map(Prose::from)
            .collect(),
        }
    };
    Table {
        caption: "Power under the rule".to_string(),
        corner: "Player".to_string(),
        columns: ["Shapley-Shubik", "Banzhaf", "share of swings", "role"].map(column).into(),
        rows: groups.into_iter().map(row).collect(),
    }
}

fn role(role: VotingRole) -> &'static str {
    match role {
        VotingRole::Dictator => "decides alone",
        VotingRole::Veto => "veto",
        VotingRole::Voter => "",
        VotingRole::Dummy => "never decides",
    }
}

/// The number, and to three places if it is not shown by them: `421/2145 (0.196)`.
fn about(amount: &Rational) -> String {
    let exact = amount.to_string();
    match amount.rounded(3) {
        (_, true) => exact,
        (near, false) => format!("{exact} ({near})"),
    }
}

/// A quotient, and to three places: `3/20 (0.15)`.
fn fraction(amount: &Rational) -> String {
    let (numerator, denominator) = (amount.numerator(), amount.denominator());
    match amount.rounded(0) {
        (whole, true) => whole,
        _ => format!("{numerator}/{denominator} ({})", amount.rounded(3).0),
    }
}

fn smallest_sets(smallest: &SmallestSets) -> Prose {
    if smallest.total > smallest.listed.len() as u64 {
        return Prose::from(format!(
            "{} different smallest groups suffice, of which none can spare a member.",
            grouped(smallest.total)
        ));
    }
    let groups: Vec<String> = smallest.listed.iter().map(|names| listed(names)).collect();
    Prose::from(format!("Smallest groups that suffice: {}.", groups.join("; ")))
}

fn pivots<'a>(words: Words<'a>, readings: Readings<'a, Power>) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(readings.say(|answer| {
        let pivots = &answer.pivots;
        Prose::from(format!(
            "The declared table can make {}; it surely can sign {} of them, and of {} it is open.",
            counted(pivots.makeable, "deal", "deals"),
            number(pivots.signable),
            number(pivots.open)
        ))
    }))];
    let Some(first) = readings
        .first()
        .filter(|_| readings.answers().any(|answer| answer.pivots.signable > 0))
    else {
        return blocks;
    };
    let column = |head: &str| Column {
        group: None,
        head: head.to_string(),
        marks: false,
    };
    let rows = first.pivots.parties.iter().map(|party| {
        let count = |of: fn(&PartyPivots) -> u64| {
            readings.cell(|answer| {
                let same = answer.pivots.parties.iter().find(|other| other.party == party.party);
                Prose::from(same.map_or(String::new(), |party| grouped(of(party))))
            })
        };
        Row {
            head: Prose::from(words.party(&party.party).to_string()),
            cells: vec![
                count(|party| party.accepts),
                count(|party| party.open),
                count(|party| party.pivotal),
            ],
        }
    });
    blocks.push(Block::Table(Table {
        caption: "Deals that the table can make, and those that it can sign".to_string(),
        corner: "Party".to_string(),
        columns: ["accepts", "open", "pivotal"].map(column).into(),
        rows: rows.collect(),
    }));
    let deals = readings.points(|answer| answer.pivots.deals.iter().map(|deal| carried(words, deal)).collect());
    if !deals.is_empty() {
        blocks.push(Block::List(deals));
    }
    blocks.push(Block::Note(Prose::from(
        "Pivotal: the table can sign the deal, and could not if the party refused, whatever those do whose answer is open.",
    )));
    blocks
}

fn carried(words: Words, deal: &DealPivots) -> Prose {
    let mut said = Prose::new()
        .state(&deal.state.label)
        .text(format!(": accepted by {}", words.table(&deal.accepted_by)));
    if !deal.open.is_empty() {
        said = said.text(format!("; open for {}", words.parties(&deal.open)));
    }
    if deal.pivotal.is_empty() {
        said.text("; nobody is pivotal.")
    } else {
        said.text(format!("; pivotal: {}.", words.parties(&deal.pivotal)))
    }
}

fn coalitions(words: Words, answer: &CoalitionAnswer) -> Vec<Prose> {
    match answer {
        CoalitionAnswer::Refused { reason, parties } => vec![Prose::from(refused(words, *reason, parties))],
        CoalitionAnswer::Game(game) => claims(words, game),
    }
}

fn refused(words: Words, reason: NoCoalitions, parties: &[PartyName]) -> String {
    let why = match reason {
        NoCoalitions::NotComparable => {
            "it takes sums of gains across parties, and nothing in the case says that their scales compare".to_string()
        }
        NoCoalitions::NotExact => format!(
            "it takes exact worths, and the case does not give them for {}",
            words.parties(parties)
        ),
        NoCoalitions::NoDealNotExact => format!(
            "it takes one exact worth of no deal, and the case does not give it for {}",
            words.parties(parties)
        ),
        NoCoalitions::TooManyParties { limit } => format!("the case has more than {} parties", grouped(limit)),
        NoCoalitions::TooManyStates { limit } => format!("coalitions can bring about more than {} states, one by one", grouped(limit)),
    };
    format!("Not answered: {why}.")
}

fn claims(words: Words, game: &CoalitionGame) -> Vec<Prose> {
    let mut points = vec![
        Prose::from(
            "If gains over no deal are added and divided among the members of a coalition as they like: everybody together can gain ",
        )
        .text(gain(&game.whole))
        .then(at(&game.whole))
        .text(".")
        .then(words.bracketed(&game.rests_on)),
    ];
    points.push(if game.coalitions.is_empty() {
        Prose::from("No smaller coalition can gain anything by itself.")
    } else {
        let each = game
            .coalitions
            .iter()
            .map(|coalition| Prose::from(format!("{} {}", words.parties(&coalition.members), gain(coalition))).then(at(coalition)));
        Prose::from("By themselves, while all else stays as it is: ")
            .then(Prose::joined(each.collect(), "; ", "; "))
            .text(".")
    });
    match &game.core {
        Some(CoreFinding::Stable { division }) => points.push(Prose::from(format!(
            "The core is not empty: the whole can be divided so that no coalition does better by itself, for instance {}.",
            shares(words, division)
        ))),
        Some(CoreFinding::Empty { walks_off, claims }) => {
            let who: Vec<String> = walks_off
                .iter()
                .map(|(members, weight)| format!("{} ({weight})", words.parties(members)))
                .collect();
            points.push(Prose::from(format!(
                "The core is empty: however the whole is divided, one of these coalitions does better by itself: {}. With the weights in brackets, which sum to 1 for every party, they claim {claims}, more than the {} there is.",
                who.join("; "),
                game.whole.worth
            )));
        }
        None => points.push(Prose::from("Whether the core is empty was not proven.")),
    }
    points.extend(game.least_core.as_ref().map(|least| match least {
        Established::Proven(least) if least.epsilon > Rational::zero() => Prose::from(format!(
            "Least core: nobody walks off if walking off costs a coalition at least {}, with the division {}.",
            about(&least.epsilon),
            shares(words, &least.division)
        )),
        Established::Proven(least) => Prose::from(format!(
            "Least core: with the division {}, every coalition gets at least {} more than it can gain by itself.",
            shares(words, &least.division),
            about(&-&least.epsilon)
        )),
        Established::NotProven(near) => not_proven("Least core", near.as_deref()),
    }));
    points.push(match &game.nucleolus {
        Some(Established::Proven(nucleolus)) => Prose::from(format!(
            "Nucleolus, the division whose greatest dissatisfaction is least, then the next: {}.{}",
            shares(words, &nucleolus.division),
            tempted(words, nucleolus)
        )),
        Some(Established::NotProven(near)) => not_proven("Nucleolus", near.as_deref()),
        None => Prose::from("There is no nucleolus: everybody together gain less than each alone."),
    });
    points.push(match &game.cost_of_stability {
        Established::Proven(subsidy) if subsidy.amount > Rational::zero() => Prose::from(format!(
            "Cost of stability: an outsider who adds {} makes a division possible from which nobody walks off, for instance {}.",
            about(&subsidy.amount),
            shares(words, &subsidy.division)
        )),
        Established::Proven(_) => Prose::from("Cost of stability: 0; nothing need be added."),
        Established::NotProven(near) => not_proven("Cost of stability", near.as_deref()),
    });
    points
}

fn gain(coalition: &CoalitionWorth) -> String {
    about(&coalition.worth)
}

fn at(coalition: &CoalitionWorth) -> Prose {
    coalition
        .state
        .as_ref()
        .map_or_else(Prose::new, |state| Prose::from(", with ").state(&state.label))
}

fn tempted(words: Words, nucleolus: &NucleolusFinding) -> String {
    let groups: Vec<String> = nucleolus.most_tempted.iter().map(|members| words.parties(members)).collect();
    if groups.is_empty() {
        return String::new();
    }
    let groups = groups.join("; ");
    if nucleolus.excess > Rational::zero() {
        format!(" Most to gain by walking off, {}: {groups}.", about(&nucleolus.excess))
    } else {
        format!(
            " Nearest to walking off, which would lose {}: {groups}.",
            about(&-&nucleolus.excess)
        )
    }
}

fn shares(words: Words, division: &[PartyShare]) -> String {
    let shares: Vec<String> = division
        .iter()
        .map(|(party, share)| format!("{} {share}", words.party(party)))
        .collect();
    listed(&shares)
}

fn not_proven(what: &str, near: Option<&str>) -> Prose {
    let near = near.map_or(String::new(), |near| format!(", about {near} in floating point"));
    Prose::from(format!("{what}: not proven in exact numbers{near}."))
}
