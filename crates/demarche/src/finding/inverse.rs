//! How far preferences are from those under which a deal could be signed and would hold.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use super::deal::Notion;
use crate::rational::Rational;

/// The answer of `demarche inverse`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Inverse {
    /// The question as written.
    pub formula: String,
    /// Feasible states that meet it.
    pub states: u64,
    /// The state that is asked about: of those the one that needs the fewest swaps of all parties together; where that is not known, or where several do, a deal if there is one, with the fewest terms. Nothing if no state meets it.
    pub state: Option<StateRef>,
    /// Whether it is the one that needs the fewest swaps, of several.
    pub by_swaps: bool,
    /// Under which notion it is to be stable.
    pub notion: Notion,
    /// Every party's least change, the others staying as they are.
    pub parties: Vec<PartyInverse>,
    /// The least change of all rankings together under which the state is stable for everybody; nothing if some ranking is not known, or for SIM.
    pub together: Option<JointChange>,
    /// Rankings of one party, or of the parties that were named, under which the state is an equilibrium.
    pub counts: Vec<RankingCount>,
}

/// One party's least change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyInverse {
    /// Who.
    pub party: PartyName,
    /// Whether its signature is needed at the declared table.
    pub signs: bool,
    /// Of its ranking, after which no deal is no better for it than the state.
    pub to_sign: RankingChange,
    /// Of its ranking, after which it stays.
    pub to_hold: RankingChange,
    /// Of its values, after which no deal is no better for it; nothing where it has no exact values.
    pub values_to_sign: Option<ValueChange>,
    /// Of its values, after which it stays; likewise.
    pub values_to_hold: Option<ValueChange>,
    /// The lines that say what it prefers.
    pub rests_on: Vec<LineName>,
}

/// How far a ranking is from one that would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum RankingChange {
    /// So many adjacent swaps; fewer never do.
    Known {
        /// How many; states that tie stand at one place.
        swaps: u32,
        /// The highest state that the state asked about has to pass.
        past: Option<StateRef>,
    },
    /// The party's own ranking is not known well enough.
    Unranked,
    /// It stays or leaves depending on what this party prefers, which is not known well enough.
    Depends {
        /// Who.
        on: PartyName,
    },
    /// What no deal is worth to it is a number, and not that of a state, and the state asked about may be worth less.
    Reserved,
    /// SIM is not answered: its reprisals are made at once.
    Simultaneous,
}

/// How far values are from such as would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum ValueChange {
    /// The least sum of absolute changes.
    Known {
        /// The sum, on the party's own scale.
        least: Rational,
        /// One way to reach it: the terms that change.
        terms: Vec<TermChange>,
    },
    /// It was not found within the limit.
    Unsolved {
        /// Linear programs, at most.
        limit: u32,
    },
}

/// A term and what it would be worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TermChange {
    /// As written; for a curve one number of its issue.
    pub term: String,
    /// What it is worth.
    pub from: Rational,
    /// What it would be worth.
    pub to: Rational,
}

/// How far all rankings together are from such as would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct JointChange {
    /// Fewer swaps never do.
    pub at_least: u32,
    /// So many do; nothing if none were found within the limit.
    pub at_most: Option<u32>,
    /// Whether every party's own least change, all made together, do; where reprisals must be liked they can undo each other.
    pub own_changes_do: bool,
    /// The swaps, one by one, where these are fewer than the parties' own least changes together, or those do not do.
    pub swaps: Vec<SwapMade>,
    /// Combinations of rankings that are looked at, at most.
    pub limit: u64,
}

/// One swap in a party's ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SwapMade {
    /// Whose.
    pub party: PartyName,
    /// What comes to stand higher.
    pub above: StateRef,
    /// Than what.
    pub below: StateRef,
}

/// How many rankings there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RankingCount {
    /// Whose rankings are free, each independent of the others'.
    pub free: Vec<PartyName>,
    /// The share of their strict rankings of all states under which the state is an equilibrium; nothing if it was not counted.
    pub share: Option<Rational>,
    /// The number of these, in digits, where there are at most 20 states.
    pub rankings: Option<String>,
    /// The number of all, likewise.
    pub of: Option<String>,
    /// Why it was not counted.
    pub uncounted: Option<UncountedReason>,
}

/// Why rankings were not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum UncountedReason {
    /// This party is not free, and its ranking is not known.
    Unordered {
        /// Who.
        party: PartyName,
    },
    /// More sets of states than the limit.
    Sets {
        /// The limit.
        limit: u64,
    },
    /// More orders of moves than the limit.
    Orders {
        /// The limit.
        limit: u64,
    },
    /// SIM is not counted.
    Simultaneous,
}
