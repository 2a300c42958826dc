//! What coalitions can gain, and how the whole could be divided.

use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::power::cooperative::{CooperativeGame, MOST_PLAYERS};
use crate::analysis::power::core::{self, core};
use crate::analysis::power::cost_of_stability::cost_of_stability;
use crate::analysis::power::joint_gain::{JointGain, MOST_STATES, NoGame, joint_gain};
use crate::analysis::power::least_core::{self, least_core};
use crate::analysis::power::nucleolus::nucleolus;
use crate::analysis::power::{Coalition, Unproven, members};
use crate::analysis::watch::Watch;
use crate::finding::*;
use crate::index::{Key, PartyId, StatementId};
use crate::model::Refusal;
use crate::rational::Rational;

/// CoalitionAnswer that are listed.
const MOST_LISTED: usize = 31;

pub(super) fn coalitions(situation: &Situation<'_>, cuts: &mut Vec<Cut>, watch: &mut dyn Watch) -> Result<CoalitionAnswer, Refusal> {
    match joint_gain(situation.case, situation.model, watch)? {
        Ok(found) => Ok(CoalitionAnswer::Game(Box::new(game(situation, &found, cuts)))),
        Err(reason) => Ok(refused(situation, &reason)),
    }
}

fn refused(situation: &Situation<'_>, reason: &NoGame) -> CoalitionAnswer {
    let (reason, parties) = match reason {
        NoGame::NotComparable => (NoCoalitions::NotComparable, None),
        NoGame::NotExact(parties) => (NoCoalitions::NotExact, Some(*parties)),
        NoGame::NoDealNotExact(parties) => (NoCoalitions::NoDealNotExact, Some(*parties)),
        NoGame::TooManyParties => (
            NoCoalitions::TooManyParties {
                limit: MOST_PLAYERS as u64,
            },
            None,
        ),
        NoGame::TooManyStates => (NoCoalitions::TooManyStates { limit: MOST_STATES }, None),
    };
    let parties = parties.map_or_else(Vec::new, |parties| situation.naming.parties(parties.iter()));
    CoalitionAnswer::Refused { reason, parties }
}

fn game(situation: &Situation<'_>, found: &JointGain, cuts: &mut Vec<Cut>) -> CoalitionGame {
    let (naming, game) = (situation.naming, &found.game);
    let group = |coalition: Coalition| -> Vec<PartyName> { naming.parties(members(coalition).map(PartyId::from_index)) };
    let worth = |coalition: Coalition| CoalitionWorth {
        members: group(coalition),
        worth: game.worth(coalition),
        state: found.best[coalition as usize].map(|state| naming.state(state)),
    };
    let mut gaining: Vec<Coalition> = game
        .proper()
        .filter(|coalition| found.best[*coalition as usize].is_some())
        .collect();
    gaining.sort_by_key(|coalition| (coalition.count_ones(), *coalition));
    if gaining.len() > MOST_LISTED {
        cuts.push(Cut {
            what: "coalitions listed".to_owned(),
            limit: MOST_LISTED as u64,
            total: Some(gaining.len() as u64),
            option: None,
        });
    }
    let shares = |division: &[Rational]| -> Vec<PartyShare> { group(game.everybody()).into_iter().zip(division.iter().cloned()).collect() };
    let least = least_core(game);
    let told_core = |least: Option<&least_core::LeastCore>| match core(game, least) {
        core::Core::Stable { division } => CoreFinding::Stable {
            division: shares(&division),
        },
        core::Core::Empty { claims } => CoreFinding::Empty {
            walks_off: claims
                .weights
                .iter()
                .map(|(coalition, weight)| (group(*coalition), weight.clone()))
                .collect(),
            claims: claims.claims,
        },
    };
    let told_least = |least: Option<least_core::LeastCore>| {
        least.map(|least| LeastCoreFinding {
            division: shares(&least.division),
            epsilon: least.epsilon,
        })
    };
    let told_nucleolus = |division: Vec<Rational>| {
        let (excess, most_tempted) = tempted(game, &division);
        NucleolusFinding {
            division: shares(&division),
            excess,
            most_tempted: most_tempted.into_iter().map(group).collect(),
        }
    };
    let subsidy = cost_of_stability(game).map(|cost| Subsidy {
        amount: cost.subsidy,
        division: shares(&cost.division),
    });
    CoalitionGame {
        whole: worth(game.everybody()),
        coalitions: gaining.into_iter().take(MOST_LISTED).map(worth).collect(),
        core: least.as_ref().ok().map(|least| told_core(least.as_ref())),
        least_core: least.map(told_least).transpose().map(established),
        nucleolus: nucleolus(game)
            .map(|division| division.map(told_nucleolus))
            .transpose()
            .map(established),
        cost_of_stability: established(subsidy),
        rests_on: naming.lines(lines(situation)),
    }
}

fn established<T>(result: Result<T, Unproven>) -> Established<T> {
    match result {
        Ok(found) => Established::Proven(found),
        Err(unproven) => Established::NotProven(unproven.about.map(|about| format!("{about:.3}"))),
    }
}

/// The most that a coalition would gain by walking off from a division, and the coalitions that would; nobody can from a single party.
fn tempted(game: &CooperativeGame, division: &[Rational]) -> (Rational, Vec<Coalition>) {
    let excesses: Vec<(Coalition, Rational)> = game
        .proper()
        .map(|coalition| (coalition, game.excess(coalition, division)))
        .collect();
    let most = excesses
        .iter()
        .map(|(_, excess)| excess)
        .max()
        .cloned()
        .unwrap_or_else(Rational::zero);
    let tempted = excesses
        .into_iter()
        .filter(|(_, excess)| *excess == most)
        .map(|(coalition, _)| coalition)
        .collect();
    (most, tempted)
}

/// The lines that worths rest on: that scales compare, what the parties want and refuse, what no deal is, who can do what.
fn lines(situation: &Situation<'_>) -> Vec<StatementId> {
    let (case, naming) = (situation.case, situation.naming);
    let wants = case.parties.keys().flat_map(|party| support::worths(naming, party));
    let control = case.issues.values().map(|issue| issue.statement);
    let rule = case.agreement.as_ref().map(|agreement| agreement.statement);
    let lines = case.comparable.into_iter().chain(rule).chain(wants).chain(control);
    lines.chain(support::no_deal(situation.model)).collect()
}
