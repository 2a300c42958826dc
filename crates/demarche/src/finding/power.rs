//! Who matters, formally: power under the rules of consent, votes that carry deals, and what coalitions can claim.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use crate::rational::Rational;

/// The answer of `demarche power`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Power {
    /// Rules of consent: of agreement at the declared table, of ratification, of settling or changing issues. Rules that say the same are
    /// told together.
    pub rules: Vec<RulePower>,
    /// Whose agreement carries the deals of the declared table.
    pub pivots: Pivots,
    /// The cooperative game of the case.
    pub coalitions: CoalitionAnswer,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// One rule of consent as a simple game.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RulePower {
    /// What it decides: at least one thing.
    pub decides: Vec<RuleDecision>,
    /// The rule in words, with names.
    pub rule: String,
    /// The power of those who have a say, in the order of the case; `None` if there are too many of them to count coalitions.
    pub players: Option<Vec<PlayerPower>>,
    /// SmallestSets sets that suffice, by name: none of their members can be spared. `None` if they were not counted.
    pub smallest: Option<SmallestSets>,
    /// The lines that the rule rests on.
    pub rests_on: Vec<LineName>,
}

/// What a rule of consent decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub enum RuleDecision {
    /// Whether the declared table agrees to a deal.
    Agreement,
    /// Whether a party ratifies.
    Ratification {
        /// The party's name.
        party: String,
    },
    /// Whether an issue comes to have a value that it has not today; from nothing, how it is settled.
    Issue {
        /// The issue's name.
        issue: String,
        /// Labels of the values; empty if the rule is that of all of them.
        values: Vec<String>,
        /// Whether the rule suffices in some states only.
        guarded: bool,
    },
}

/// The power of one player under one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlayerPower {
    /// Its name.
    pub name: String,
    /// How often it is the one whose consent decides, over all orders of consenting (Shapley & Shubik 1954); the players' sum to 1.
    pub shapley_shubik: Rational,
    /// How many coalitions of others suffice with it and not without.
    pub swings: u64,
    /// Their share in all coalitions of others (Banzhaf's absolute index; Penrose 1946).
    pub banzhaf: Rational,
    /// Its share in the swings of all players (Banzhaf 1965).
    pub banzhaf_normalized: Rational,
    /// Its role.
    pub role: VotingRole,
}

/// A role in a simple game.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VotingRole {
    /// Its consent suffices, and nothing goes without it.
    Dictator,
    /// Nothing goes without it.
    Veto,
    /// Its consent sometimes decides.
    Voter,
    /// Its consent never decides.
    Dummy,
}

/// Sets that suffice and need each of their members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SmallestSets {
    /// Some of them, by name.
    pub listed: Vec<Vec<String>>,
    /// How many there are.
    pub total: u64,
}

/// Whose agreement carries the deals of the declared table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pivots {
    /// Deals that the table can make.
    pub makeable: u64,
    /// Those of them that it surely can sign.
    pub signable: u64,
    /// Those of which it is open.
    pub open: u64,
    /// The parties at the table.
    pub parties: Vec<PartyPivots>,
    /// Deals that it surely can sign, the fewest terms first; at most the limit on deals.
    pub deals: Vec<DealPivots>,
}

/// How often a party's agreement decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyPivots {
    /// The party.
    pub party: PartyName,
    /// Deals of those that the table can make that it surely accepts.
    pub accepts: u64,
    /// Those of which it is open.
    pub open: u64,
    /// Deals of those that the table surely can sign that could not be signed if it refused, whatever the others whose answer is open do.
    pub pivotal: u64,
}

/// One deal and those who carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DealPivots {
    /// The state.
    pub state: StateRef,
    /// Who surely accepts it.
    pub accepted_by: Vec<PartyName>,
    /// Of whom it is open.
    pub open: Vec<PartyName>,
    /// Without whose agreement it could not be signed.
    pub pivotal: Vec<PartyName>,
}

/// The cooperative game, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum CoalitionAnswer {
    /// Not answered.
    Refused {
        /// Why.
        reason: NoCoalitions,
        /// The parties that it is about, if it is about some.
        parties: Vec<PartyName>,
    },
    /// Answered.
    Game(Box<CoalitionGame>),
}

/// Why there is no cooperative game.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoCoalitions {
    /// Nothing says that the parties' scales compare (rung L4 is needed).
    NotComparable,
    /// What states are worth to a party is not known on a scale, or in bounds only.
    NotExact,
    /// What no deal is worth is not known, or known in bounds only, or it depends on which no-deal state is meant.
    NoDealNotExact,
    /// More parties than the limit.
    TooManyParties {
        /// The limit.
        limit: u64,
    },
    /// More states of coalitions than the limit.
    TooManyStates {
        /// The limit.
        limit: u64,
    },
}

/// What coalitions can gain over no deal, if their members divide gains among themselves as they like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoalitionGame {
    /// What everybody together can gain.
    pub whole: CoalitionWorth,
    /// CoalitionAnswer that can gain something by themselves, smaller ones first; everybody is left out.
    pub coalitions: Vec<CoalitionWorth>,
    /// The least core; `None` for a single party.
    pub least_core: Option<Established<LeastCoreFinding>>,
    /// The core, or why it is empty; `None` if that was not established.
    pub core: Option<CoreFinding>,
    /// The nucleolus, if it exists.
    pub nucleolus: Option<Established<NucleolusFinding>>,
    /// What an outsider must add so that a division exists from which nobody walks off.
    pub cost_of_stability: Established<Subsidy>,
    /// The lines that the worths rest on.
    pub rests_on: Vec<LineName>,
}

/// What one coalition can gain by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoalitionWorth {
    /// Its members.
    pub members: Vec<PartyName>,
    /// The most that they can gain together over no deal; at least 0.
    pub worth: Rational,
    /// A state in which they do; `None` if they are not better off in any that they can bring about by themselves.
    pub state: Option<StateRef>,
}

/// Proved in exact numbers, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Established<T> {
    /// So.
    Proven(T),
    /// What the solver found could not be confirmed; its number in a few digits, if it had one.
    NotProven(Option<String>),
}

impl<T> Established<T> {
    /// What is proved.
    pub fn proven(&self) -> Option<&T> {
        match self {
            Established::Proven(value) => Some(value),
            Established::NotProven(_) => None,
        }
    }
}

/// A party's share of what all gain together.
pub type PartyShare = (PartyName, Rational);

/// The least that every coalition must forgo so that nobody walks off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeastCoreFinding {
    /// The least `epsilon` with `x(S) >= v(S) - epsilon` for every coalition that is neither empty nor everybody; greater than 0 iff the core
    /// is empty.
    pub epsilon: Rational,
    /// A division that attains it.
    pub division: Vec<PartyShare>,
}

/// Whether the whole can be divided so that no coalition would do better on its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "core", rename_all = "kebab-case")]
pub enum CoreFinding {
    /// It can.
    Stable {
        /// One such division.
        division: Vec<PartyShare>,
    },
    /// It cannot.
    Empty {
        /// CoalitionAnswer with weights such that every party's sum to 1: who would walk off with whom.
        walks_off: Vec<(Vec<PartyName>, Rational)>,
        /// The weighted sum of their worths, which exceeds that of everybody.
        claims: Rational,
    },
}

/// The division whose greatest dissatisfaction is least, then the next, and so on (Schmeidler 1969).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NucleolusFinding {
    /// One share a party.
    pub division: Vec<PartyShare>,
    /// The most that a coalition could gain by walking off from it; less than 0 if every coalition would lose.
    pub excess: Rational,
    /// The coalitions that could gain so much.
    pub most_tempted: Vec<Vec<PartyName>>,
}

/// What would keep everybody together (Bachrach et al. 2009).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Subsidy {
    /// The least amount; 0 iff the core is not empty.
    pub amount: Rational,
    /// A division of the whole and the amount from which nobody walks off.
    pub division: Vec<PartyShare>,
}
