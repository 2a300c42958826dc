//! What coalitions can claim: their worths, and the divisions from which nobody walks off.

use crate::brief::prose::{Prose, listed};
use crate::brief::words::{Words, grouped};
use crate::finding::*;
use crate::rational::Rational;

pub(super) fn coalitions(words: Words, answer: &CoalitionAnswer) -> Vec<Prose> {
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

/// The number, and to three places if it is not shown by them: `421/2145 (0.196)`.
fn about(amount: &Rational) -> String {
    let exact = amount.to_string();
    match amount.rounded(3) {
        (_, true) => exact,
        (near, false) => format!("{exact} ({near})"),
    }
}
