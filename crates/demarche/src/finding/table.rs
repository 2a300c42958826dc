//! Who sits together, what each group can do, and what stands in the way of a goal.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;

/// What one group of signatories can make and sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TableFinding {
    /// Who signs.
    pub signatories: Vec<PartyName>,
    /// Why this group is listed.
    pub role: TableRole,
    /// How many feasible states it can bring about from the status quo, the status quo included.
    pub makeable: u64,
    /// Among them, other than the status quo: surely signable, open, surely not.
    pub signable: Count,
    /// The lines on control that the count rests on.
    pub rests_on: Vec<LineName>,
}

/// Why a group is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TableRole {
    /// The table that the case declares.
    Declared,
    /// Two parties.
    Pair,
    /// Everybody.
    All,
}

/// How many of each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Count {
    /// Surely.
    pub yes: u64,
    /// Not settled.
    pub open: u64,
    /// Surely not.
    pub no: u64,
}

impl Count {
    /// How many in all.
    pub fn total(self) -> u64 {
        self.yes + self.open + self.no
    }

    /// Counts one verdict.
    pub fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Yes => self.yes += 1,
            Verdict::Open => self.open += 1,
            Verdict::No => self.no += 1,
        }
    }
}

/// What a goal of the case meets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GoalFinding {
    /// Its name.
    pub name: String,
    /// The formula as written.
    pub formula: String,
    /// Feasible states that meet it.
    pub states: u64,
    /// Whether today's state meets it already.
    pub met_today: bool,
    /// Parties whose consent every such state needs.
    pub consent_veto: Vec<PartyName>,
    /// Those of them that have no seat.
    pub excluded_veto: Vec<PartyName>,
    /// For each table: how many such states it can make, and whether one of them is signable.
    pub tables: Vec<GoalTable>,
    /// Whether clauses of the parties (red lines) rule the goal out for the group that would have to sign.
    pub conflicts: Vec<Conflict>,
    /// The least sets of clauses that would have to give way.
    pub corrections: Vec<Vec<Clause>>,
    /// The group for which conflicts were sought: the smallest table that can make the goal and contains all consent vetoes.
    pub conflict_group: Vec<PartyName>,
    /// The lines on control that the vetoes rest on.
    pub rests_on: Vec<LineName>,
}

/// A goal at one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GoalTable {
    /// Who signs.
    pub signatories: Vec<PartyName>,
    /// Why this group is listed.
    pub role: TableRole,
    /// States with the goal that it can make.
    pub makeable: u64,
    /// Whether one of them is signable: `Yes` if one surely is, `No` if none can be.
    pub signable: Verdict,
    /// How many are surely signable, open, surely not.
    pub count: Count,
    /// The states that are surely signable, or else open, that hold best; at most a few.
    pub best: Vec<StateRef>,
    /// The lines that the verdict rests on, of as many states as are judged one by one.
    pub rests_on: Vec<LineName>,
}

/// Clauses that together rule a goal out, none of which can be spared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Conflict {
    /// The clauses.
    pub clauses: Vec<Clause>,
}

/// A clause that does not compensate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Clause {
    /// Whose.
    pub party: PartyName,
    /// `requires` or `refuses`.
    pub verb: ClauseVerb,
    /// The formula as written.
    pub formula: String,
    /// Whether it is a stated position, read as a red line.
    pub position: bool,
    /// The line.
    pub line: LineName,
}

/// Which way a clause cuts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClauseVerb {
    /// Only states with this.
    Requires,
    /// No state with this.
    Refuses,
}

/// What happens when nothing is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NoDealFinding {
    /// The states that the case declares; the status quo if it declares none.
    pub declared: Vec<StateRef>,
    /// Whether the case says so, or the status quo was taken.
    pub by_default: bool,
    /// Where single-party improvements lead from the status quo.
    pub derived: DerivedNoDeal,
    /// The lines that say so.
    pub rests_on: Vec<LineName>,
}

/// The states in which unilateral improvements from the status quo come to rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum DerivedNoDeal {
    /// These states, each Nash-stable.
    Rests {
        /// The states.
        states: Vec<StateRef>,
        /// Whether they differ from the declared ones.
        differs: bool,
    },
    /// Improvements never come to rest.
    NeverRests,
    /// Not settled: from the status quo, or from where sure improvements lead, it is open whether these moves are improvements.
    Open {
        /// The open moves, at most twelve.
        moves: Vec<Move>,
    },
    /// Not asked: the negotiation starts from nothing.
    FromNothing,
    /// Not computed, since the case exceeds a limit.
    Cut(Cut),
}

/// A party that can spoil, over all deals that some table can sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpoilerFinding {
    /// The party.
    pub party: PartyName,
    /// Outside the declared table.
    pub outsider: bool,
    /// Whether it likes no deal better than every makeable state (total spoiler, Stedman 1997), rather than some (limited).
    pub total: Verdict,
    /// Deals (of those listed) from which it surely has an undeterred improving move.
    pub breaks: Vec<StateRef>,
    /// Deals for which that is open.
    pub may_break: Vec<StateRef>,
}
