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
    /// The state that is asked about: of those the one with the fewest terms; nothing if there is none.
    pub state: Option<StateRef>,
    /// Under which notion it is to be stable.
    pub notion: Notion,
    /// Every party's least change, the others staying as they are.
    pub parties: Vec<PartyInverse>,
    /// Whether the state is stable for everybody once every party's ranking has changed as told; nothing if some ranking is not known.
    pub together: Option<bool>,
    /// Adjacent swaps of all parties together, to stay; nothing if some ranking is not known.
    pub swaps_together: Option<u32>,
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
    /// Adjacent swaps after which no deal is no better for it than the state; nothing if its ranking is not known, or no deal is not known.
    pub to_sign: Option<Swapped>,
    /// Adjacent swaps after which it stays; nothing if its ranking, or another's on which that depends, is not known.
    pub to_hold: Option<Swapped>,
    /// The lines that say what it prefers.
    pub rests_on: Vec<LineName>,
}

/// A ranking in which the state has moved up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Swapped {
    /// How many adjacent swaps; states that tie stand at one place.
    pub swaps: u32,
    /// The highest state that it has to pass.
    pub past: Option<StateRef>,
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
