//! What `demarche stability --explain-plan` tells: what would be done, by which engine and why, and what it takes.

use schemars::JsonSchema;
use serde::Serialize;

use super::deal::Notion;

/// The plan of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Plan {
    /// The case's title.
    pub title: String,
    /// Combinations of issue values.
    pub combinations: u64,
    /// How many there may be (`--max-states`).
    pub most_combinations: u64,
    /// Whether some combinations are ruled out.
    pub gaps: bool,
    /// The parts of the memory, each an estimate from above.
    pub memory: Vec<Memory>,
    /// What they may take together, in bytes (`--memory`).
    pub most_memory: u64,
    /// Moves that may have to be listed one by one, at most; 0 on a grid.
    pub listed_moves: u64,
    /// How many may be (`--max-moves`).
    pub most_moves: u64,
    /// Which engine looks at moves.
    pub engine: EngineChoice,
    /// Party by party.
    pub parties: Vec<PartyPlan>,
    /// Notion by notion.
    pub notions: Vec<NotionPlan>,
    /// Whether all preferences are complete, so that all states are judged at once.
    pub complete: bool,
    /// States up to which incomplete preferences are judged, state by state.
    pub most_incomplete: u64,
}

/// A part of the memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Memory {
    /// What for.
    pub what: String,
    /// Bytes.
    pub bytes: u64,
}

/// Which engine looks at moves, and why not the fastest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "engine")]
pub enum EngineChoice {
    /// Every party moves along its own issues, whatever the others do.
    Grid,
    /// States between which a party moves freely are blocks.
    Blocks {
        /// Why there is no grid.
        why: NoGridReason,
    },
    /// Moves are kept one by one.
    Arcs {
        /// Why there are no blocks.
        why: NoGridReason,
    },
}

/// Why states are no grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum NoGridReason {
    /// What a party can change depends on other issues (`when`).
    Guarded {
        /// Its id.
        party: String,
    },
    /// A party needs two moves for what it cannot do by one.
    Intransitive {
        /// Its id.
        party: String,
    },
    /// Two parties can change the same issue alone.
    Shared {
        /// The issue's id.
        issue: String,
    },
    /// There are 2^31 combinations or more.
    Large,
    /// A party's one-way changes combine in too many ways.
    OneWay {
        /// Its id.
        party: String,
    },
}

/// How one party moves and ranks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyPlan {
    /// Its id.
    pub party: String,
    /// Issues that it can change alone.
    pub issues: u64,
    /// Combinations of their values.
    pub positions: u64,
    /// Groups of them between which one-way changes lead; 1 where everything can be taken back.
    pub classes: u64,
    /// What its ranks are made of.
    pub ranks: RanksPlan,
}

/// What ranks are made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "from")]
pub enum RanksPlan {
    /// An explicit ranking.
    Ranking {
        /// Formulas in it.
        formulas: u64,
    },
    /// Priorities.
    Priorities {
        /// Formulas.
        formulas: u64,
        /// Those that speak of one issue at most, whose parts are added up through tables.
        single: u64,
    },
    /// Exact values.
    Values {
        /// Formulas.
        formulas: u64,
        /// Those that speak of one issue at most, whose parts are added up through tables.
        single: u64,
    },
    /// Lines that leave preferences open.
    Open,
}

/// How one notion is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NotionPlan {
    /// Which.
    pub notion: Notion,
    /// How.
    pub method: MethodPlan,
}

/// How what a party secures is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MethodPlan {
    /// The best of what the party's own moves reach.
    Reach,
    /// Axis by axis.
    Product,
    /// Axis by axis if every other party ranks its own choices alike whatever else is so, which is seen when ranks are known; else backwards from the lowest levels, row by row or along sorted lines.
    ProductIfAlike,
    /// By what moves tie together.
    Components,
    /// From the best positions down if every other party ranks its own choices alike whatever else is so, without ties; else backwards from the lowest levels, row by row or along sorted lines.
    DescentIfAlike,
    /// Backwards through blocks.
    Blocks,
    /// Backwards through moves, for each party that may have moved last.
    LastMovers,
    /// State by state, in small cases.
    StateByState,
}
