//! What bounds an analysis, and what is said when a bound is met.
//!
//! Every limit is checked before the work starts. A refusal names the limit and the option that raises it.

use crate::finding::Rung;

/// Bounds on the size of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Combinations of issue values that are enumerated (`--max-states`).
    pub combinations: u64,
    /// Explicit moves kept for parties whose moves are guarded or one-way (`--max-moves`).
    pub moves: u64,
    /// Memory that the work may take, in bytes, by a generous estimate (`--memory`).
    pub memory: u64,
    /// Deals listed (`--max-deals`).
    pub deals: usize,
    /// States listed by `stability` (`--max-listed`).
    pub listed_states: usize,
    /// States for which incomplete preferences are compared pair by pair (fixed: the cost grows with the square).
    pub partial_states: usize,
    /// Steps to close one voter's comparisons from one state: combinations times what each comparison leads to (fixed).
    pub comparisons: u64,
    /// Pairs of states, times parties, for the same (fixed).
    pub partial_pairs: u64,
    /// States for which coalitional stability and simultaneous sanctions are computed for every state (fixed).
    pub coalition_states: usize,
    /// States for which the largest consistent set is computed (fixed: the cost grows with the cube).
    pub farsighted_states: usize,
    /// Combinations of simultaneous replies that are tried for one move (fixed).
    pub simultaneous_replies: u64,
    /// Parties up to which every coalition is examined (fixed).
    pub coalition_parties: usize,
}

impl Limits {
    /// The bounds that the commands use unless told otherwise.
    pub const STANDARD: Limits = Limits {
        combinations: 1 << 24,
        moves: 50_000_000,
        memory: 8 << 30,
        deals: 24,
        listed_states: 1_000,
        partial_states: 4_096,
        partial_pairs: 1 << 26,
        comparisons: 200_000_000,
        coalition_states: 512,
        farsighted_states: 512,
        simultaneous_replies: 1_000_000,
        coalition_parties: 6,
    };
}

/// An analysis that was not begun, since it would exceed a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Too many combinations of issue values; the number is exact unless it exceeds `u64`.
    Combinations {
        /// How many there are; `None` if more than 2^64.
        count: Option<u64>,
        /// The limit.
        limit: u64,
    },
    /// Too many explicit moves.
    Moves {
        /// The limit.
        limit: u64,
    },
    /// Comparisons that mention so many issues that closing them takes too many steps.
    Comparisons {
        /// The steps, for one state.
        needed: u64,
        /// The limit.
        limit: u64,
    },
    /// Too many states that comparisons tie together, for drawing orders of them.
    Orders {
        /// How many.
        needed: u64,
        /// The limit.
        limit: u64,
    },
    /// Too many deals to be sorted for a party whose order of them is incomplete.
    Tiers {
        /// How many there are.
        count: u64,
        /// The limit.
        limit: u64,
    },
    /// More memory than the limit allows.
    Memory {
        /// The estimate, in bytes.
        needed: u64,
        /// The limit, in bytes.
        limit: u64,
    },
    /// The status quo or a no-deal state is excluded by a `never`; the reader reports this with its place.
    InfeasibleReference,
    /// The negotiation starts from nothing, and nothing is said of what anybody can do once a deal is signed: there is no stability.
    NothingHolds,
    /// The case has no finding of this name.
    NoFinding {
        /// What was asked for.
        id: String,
        /// Some that it has.
        known: Vec<String>,
    },
    /// A party's values sum to numbers too large to be exact.
    Overflow,
    /// The case does not carry the question.
    NotMeasured {
        /// The rung that it needs.
        needs: Rung,
        /// The parties of whom less is known, by name.
        parties: Vec<String>,
    },
    /// It is asked what is near to today's state, and the negotiation starts from nothing.
    NoToday,
    /// The work was interrupted.
    Interrupted,
}
