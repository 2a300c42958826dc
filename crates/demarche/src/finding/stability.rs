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
