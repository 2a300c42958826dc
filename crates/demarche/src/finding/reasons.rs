//! What carries a finding, and what would change it.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use super::deal::Notion;
use crate::case::{Interval, Kind};
use crate::rational::Rational;

/// What carries the findings of one reading, and what would change them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reasons {
    /// The findings that were looked at, in order; what follows refers to them by id.
    pub findings: Vec<FindingName>,
    /// What each finding that is necessary or impossible rests on.
    pub rests: Vec<RestsOn>,
    /// Each line on preferences that would change something, the one that changes most first.
    pub swings: Vec<LineSwing>,
    /// What the case leaves open and would settle or move most, if it were known; the best first.
    pub questions: Vec<OpenQuestion>,
    /// Each stated position, read the other way than this reading does, alone, with what changes then; those that change nothing included.
    pub positions: Vec<PositionSwitch>,
    /// Lines of one party that no preference meets together.
    pub contradictions: Vec<Contradiction>,
    /// How far single values move what a deal is worth to a party, where values are intervals.
    pub tornados: Vec<Tornado>,
    /// How many models each share of this part was counted in; 0 where none was drawn.
    pub draws: u64,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// A finding by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingName {
    /// For `--finding`, e.g. `sign:l,t` or `seq:l,t`.
    pub id: String,
    /// What is found.
    pub kind: FindingKind,
    /// The deal, if it is about one.
    pub state: Option<StateRef>,
    /// The goal's name, if it is about one.
    pub goal: Option<String>,
    /// Who would sign.
    pub signatories: Vec<PartyName>,
    /// Over all preferences that agree with the case.
    pub verdict: Option<Verdict>,
    /// In how many of the models drawn it is so, if that was counted.
    pub hits: Option<u64>,
}

/// Kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The deal can be signed.
    Signable,
    /// The deal holds.
    Holds(Notion),
    /// Some deal with the goal can be signed.
    GoalSignable,
}

/// What one finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RestsOn {
    /// The finding's id.
    pub finding: String,
    /// Minimal sets of lines on preferences that are enough for it, the smallest first. One that is empty: structure alone is enough.
    pub supports: Vec<Support>,
    /// Whether there may be others.
    pub cut: bool,
    /// Lines on structure (control, what is infeasible, what no deal means) that it uses.
    pub structure: Vec<LineName>,
    /// The weakest kind of line that it needs: `reported` if some set and the structure need reported lines only; `assumed` if no set does without an assumption.
    pub grade: Kind,
}

/// One set of lines that is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Support {
    /// The lines, in the case's order.
    pub lines: Vec<LineName>,
    /// The weakest kind among them.
    pub grade: Kind,
}

/// What changes if one line is left out, or turns out the other way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineSwing {
    /// The line.
    pub line: LineName,
    /// If it is left out.
    pub without: Effect,
    /// If it turns out the other way: a preference reversed, a position read the other way. `None` for lines that have no other way.
    pub otherwise: Option<Effect>,
}

/// What changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Effect {
    /// Findings whose verdict changes.
    pub flips: Vec<Flip>,
    /// The largest change of a share: the finding, and in how many draws it is so before and after; `None` where no share changes.
    pub largest: Option<ShareChange>,
}

/// A finding whose verdict changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Flip {
    /// The finding's id.
    pub finding: String,
    /// Its verdict as the case stands.
    pub before: Verdict,
    /// Its verdict then.
    pub after: Verdict,
}

/// A share that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ShareChange {
    /// The finding's id.
    pub finding: String,
    /// Draws in which it is so as the case stands.
    pub before: u64,
    /// Draws in which it is so then.
    pub after: u64,
}

/// A preference that the case leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenQuestion {
    /// Whose: a party's id, or `party.constituency`.
    pub holder: String,
    /// What it might prefer, as labels of values.
    pub better: Vec<String>,
    /// To what, likewise.
    pub worse: Vec<String>,
    /// If it does.
    pub if_so: Effect,
    /// If it prefers the contrary.
    pub if_not: Effect,
    /// The finding whose share differs most between the two answers: before is the share if it does, after if it does not.
    pub swing: Option<ShareChange>,
}

/// A stated position read the other way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PositionSwitch {
    /// The line.
    pub line: LineName,
    /// What changes.
    pub flips: Vec<Flip>,
}

/// Lines that no preference meets together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Contradiction {
    /// Whose lines: a party's id, or `party.constituency`.
    pub holder: String,
    /// Minimal sets of them, the smallest first.
    pub sets: Vec<Vec<LineName>>,
}

/// How much each value that is an interval moves what a deal is worth to a party against no deal, the others in the middle of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tornado {
    /// The deal.
    pub state: StateRef,
    /// The party.
    pub party: PartyName,
    /// The gain over no deal with all values in the middle.
    pub middle: Rational,
    /// The gain over all values.
    pub whole: Interval,
    /// One bar a value, the longest first.
    pub bars: Vec<TornadoBar>,
}

/// One value of a tornado.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TornadoBar {
    /// The line.
    pub line: LineName,
    /// What is valued, as written; `no deal` for a reservation value.
    pub what: String,
    /// The gain with this value at its lower end and at its upper end.
    pub at_low: Rational,
    /// See `at_low`.
    pub at_high: Rational,
}
