//! How sure: what is so under all preferences that agree with the case, under some, and in which share of those that were drawn.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use super::deal::Notion;
use super::reasons::Reasons;

/// The answer of `demarche sure`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sure {
    /// How many preference models were drawn, of each party whose preferences are not complete.
    pub draws: u64,
    /// How many were asked for.
    pub draws_asked: u64,
    /// The seed that was used: the same seed gives the same draws.
    pub seed: u64,
    /// Which models.
    pub models: DrawnModels,
    /// The listed deals.
    pub deals: Vec<SureDeal>,
    /// What carries the findings, and what would change them.
    pub reasons: Reasons,
    /// Parties, or `party.constituency`, of whose preferences nothing is said: their weights may point either way.
    pub unknown: Vec<String>,
    /// Those whose lines are too much to draw from; what depends on them counts as not so.
    pub left_open: Vec<String>,
    /// Likewise those for whom no model meets all their comparisons; then nothing more was drawn.
    pub not_found: Vec<String>,
    /// Lines that count in some draws only: each is dropped, never negated, with probability 1 less its confidence.
    pub doubted: Vec<LineName>,
    /// Lines on structure that have a confidence below 1: they count in every draw.
    pub kept: Vec<LineName>,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// Which preference models are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DrawnModels {
    /// Additive ones: weights of values and terms, uniform on all that agree with the lines.
    Additive,
    /// Orders of all states, uniform on all that agree with the lines.
    Orders,
}

/// How sure the findings on one deal are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SureDeal {
    /// The deal.
    pub state: StateRef,
    /// Who would sign: the declared table if it can make the deal, else the first group listed that can.
    pub signatories: Vec<PartyName>,
    /// Whether they can sign it.
    pub signable: Sureness,
    /// Whether it holds, notion by notion; empty where that is not asked.
    pub holds: Vec<(Notion, Sureness)>,
    /// In how many draws it can be signed and holds if reprisals in the reprisers' own interest are expected; `None` where that is not asked.
    pub signable_and_holds: Option<u64>,
}

/// A finding under doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sureness {
    /// `Yes`: necessary, so under every preference that agrees with the case. `No`: impossible. `Open`: not proven either way.
    pub verdict: Option<Verdict>,
    /// In how many draws it is so; `None` where some draw gave no verdict.
    pub hits: Option<u64>,
}
