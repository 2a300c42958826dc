//! Every state, every party, every notion.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use super::deal::{Holding, Notion};

/// The stability of all states, or of as many as the limit allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StabilityFinding {
    /// One entry a state, in order.
    pub states: Vec<StateStability>,
    /// Per notion: the states that hold for every party.
    pub equilibria: Vec<Equilibria>,
    /// Where some party's preferences are not complete: the states at which every party stays, by its attitude to what is not known. Empty where
    /// preferences are complete, or a limit forbids an answer.
    pub uncertainty: Vec<UncertaintyFinding>,
    /// Coalitional notions, if they were asked for and within the limit.
    pub coalitional: Vec<CoalitionalStability>,
    /// The largest consistent set (Chwe 1994), if it was computed.
    pub largest_consistent_set: Option<Vec<StateRef>>,
    /// Where improving moves lead from the status quo.
    pub evolution: Evolution,
}

/// One state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StateStability {
    /// The state.
    pub state: StateRef,
    /// Notion by notion, party by party.
    pub holds: Vec<Holding>,
}

/// The states that hold under one notion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Equilibria {
    /// The notion.
    pub notion: Notion,
    /// How many states: surely, open, surely not. `None` where the notion could not be computed.
    pub count: Option<super::table::Count>,
    /// States that surely hold; at most the limit on listed states.
    pub yes: Vec<StateRef>,
    /// States of which it is open; at most the limit on listed states.
    pub open: Vec<StateRef>,
}

/// One notion under preferences of which not all is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UncertaintyFinding {
    /// `Nash`, `SEQ`, `SMR` or `GMR`.
    pub notion: Notion,
    /// How many states are proven to hold in all completions of what is known; further ones may.
    pub surely: u64,
    /// How many states are not proven to hold in none; some of them may hold in none.
    pub possibly: u64,
    /// Type by type.
    pub types: Vec<UncertaintyStability>,
}

/// The states that hold if every party has one attitude to what is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UncertaintyStability {
    /// The attitude.
    pub kind: UncertaintyType,
    /// How many states.
    pub count: u64,
    /// The states; at most the limit on listed states.
    pub states: Vec<StateRef>,
}

/// How a party takes what is not known of its own preferences: the four types of Li, Hipel, Kilgour and Fang (2004).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UncertaintyType {
    /// Bold, and hard to deter: leaves for what may be better, and is deterred only by what is surely no better.
    A,
    /// Wary, and hard to deter: leaves only for what is surely better, and is deterred only by what is surely no better.
    B,
    /// Bold, and easy to deter: leaves for what may be better, and is deterred by what may be no better.
    C,
    /// Wary, and easy to deter: leaves only for what is surely better, and is deterred by what may be no better.
    D,
}

impl UncertaintyType {
    /// All types, in the order in which findings list them.
    pub const ALL: [UncertaintyType; 4] = [UncertaintyType::A, UncertaintyType::B, UncertaintyType::C, UncertaintyType::D];

    /// Its letter in the literature.
    pub fn letter(self) -> char {
        match self {
            UncertaintyType::A => 'a',
            UncertaintyType::B => 'b',
            UncertaintyType::C => 'c',
            UncertaintyType::D => 'd',
        }
    }

    /// Whether it leaves for a state of which it is not known whether it is better.
    pub fn leaves_for_unknown(self) -> bool {
        matches!(self, UncertaintyType::A | UncertaintyType::C)
    }

    /// Whether a reprisal deters that ends in a state of which it is not known whether it is better.
    pub fn fears_unknown(self) -> bool {
        matches!(self, UncertaintyType::C | UncertaintyType::D)
    }
}

/// States that no joint move of one group breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoalitionalStability {
    /// The group; empty for "every group" (universal, or strong, stability).
    pub members: Vec<PartyName>,
    /// Per notion (`Nash`, `SEQ`, `SMR`, `GMR`): numbers of the states that are stable.
    pub stable: Vec<(Notion, Vec<u32>)>,
}

/// Where improving moves lead from the status quo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Evolution {
    /// States at rest that can be reached, each with a shortest path; the status quo first if it is one.
    pub reached: Vec<Reached>,
    /// Whether only sure improvements were followed because preferences are not complete; then further states may be reachable.
    pub partial: bool,
    /// How many states can be reached at all, the status quo included.
    pub visited: u64,
}

/// A state at rest and the way there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reached {
    /// The state.
    pub state: StateRef,
    /// Notions under which it surely holds for every party.
    pub notions: Vec<Notion>,
    /// A shortest sequence of single-party improvements from the status quo.
    pub path: Vec<Move>,
}
