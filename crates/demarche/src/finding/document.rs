//! The whole answers that the commands print; each is one JSON document with a versioned schema.

use schemars::JsonSchema;
use serde::Serialize;

use super::bargaining::Bargaining;
use super::basics::*;
use super::deal::{Asked, Deal};
use super::doubt::Sure;
use super::stability::{Equilibria, Evolution, StabilityFinding};
use super::table::*;
use super::tip::{Near, TipLine};
use super::view::Views;
use crate::case::Positions;

/// The name and version of the JSON documents; the number grows when a reader would have to change.
pub const SCHEMA: &str = "demarche-findings/1";

/// A document: the case's particulars and one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Document<A> {
    /// [`SCHEMA`].
    pub schema: String,
    /// Version of the program.
    pub version: String,
    /// Which command's answer this is: the name of the command.
    pub answer: String,
    /// The case.
    pub case: CaseInfo,
    /// One answer for each way of reading stated positions; a single one where the case has none.
    pub readings: Vec<ReadingOf<A>>,
}

/// The particulars of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CaseInfo {
    /// Its title.
    pub title: String,
    /// Its summary; may be empty.
    pub summary: String,
    /// The day it speaks of.
    pub as_of: Option<String>,
    /// The parties.
    pub parties: Vec<PartyInfo>,
    /// The issues.
    pub issues: Vec<IssueInfo>,
    /// Every line with its evidence.
    pub lines: Vec<LineInfo>,
    /// The sources.
    pub sources: Vec<SourceInfo>,
    /// Combinations of issue values; `None` in the answer of `search`, which does not list them.
    pub combinations: Option<u64>,
    /// Those of them that are feasible; likewise.
    pub feasible: Option<u64>,
    /// Today's state; `None` where the negotiation starts from nothing, and in the answer of `search`, where states have no number.
    pub status_quo: Option<StateRef>,
    /// Questions that the measurements do not carry.
    pub refused: Vec<Refused>,
}

/// An answer under one reading of positions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadingOf<A> {
    /// The reading: `red-lines` or `openings`; `both` where the case states no position, so that the readings agree.
    pub positions: Positions,
    /// The answer.
    pub answer: A,
}

/// The answer of `demarche brief`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Brief {
    /// What happens when nothing is signed.
    pub no_deal: NoDealFinding,
    /// Each table: the declared one first, then every pair, then all parties.
    pub tables: Vec<TableFinding>,
    /// Deals that some listed table surely or possibly can sign: the declared table's first; then those that hold best.
    pub deals: Vec<Deal>,
    /// Where the classical bargaining solutions lie, if every party at the table has an exact scale.
    pub bargaining: Option<Bargaining>,
    /// What each goal of the case meets.
    pub goals: Vec<GoalFinding>,
    /// What would tip the first goals and the first deals that do not surely hold; nothing where the case is too large to ask.
    pub tipping: Vec<TipLine>,
    /// Who can spoil.
    pub spoilers: Vec<SpoilerFinding>,
    /// How sure the findings on the deals are, where preferences are not complete.
    pub sure: Option<Sure>,
    /// What the parties believe, if some have a picture of their own.
    pub views: Option<Views>,
    /// States that hold, per notion.
    pub equilibria: Vec<Equilibria>,
    /// Where improving moves lead from the status quo.
    pub evolution: Option<Evolution>,
    /// The largest consistent set (Chwe 1994), if it was computed.
    pub largest_consistent_set: Option<Vec<StateRef>>,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// The answer of `demarche deals`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Deals {
    /// What was asked for; `None` for the deals that some table can make and may sign.
    pub asked: Option<Asked>,
    /// What happens when nothing is signed.
    pub no_deal: NoDealFinding,
    /// Each table.
    pub tables: Vec<TableFinding>,
    /// The deals, as in the brief; or those that were asked for, the best first.
    pub deals: Vec<Deal>,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// The answer of `demarche stability`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stability {
    /// The stability of all states.
    pub stability: StabilityFinding,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// The answer of `demarche why`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Why {
    /// What happens when nothing is signed.
    pub no_deal: NoDealFinding,
    /// The question, read as a goal.
    pub goal: GoalFinding,
    /// The matching states as deals, the most promising first; the status quo is not a deal.
    pub deals: Vec<Deal>,
    /// Whether the status quo itself matches.
    pub status_quo_matches: bool,
    /// The nearest deals that can be signed, and that hold.
    pub near: Near,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}
