//! What changes if a party or an issue is dropped or added, an issue settled, a seat given or taken.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use super::table::Count;

/// The answer of `demarche what-if`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WhatIf {
    /// What is supposed.
    pub edits: Vec<Edit>,
    /// What the declared table can do, and what each goal meets, as the case stands.
    pub before: Outlook,
    /// The same under the supposition.
    pub after: Outlook,
    /// Whether deals of the two cases can be told to be the same: not if they start from nothing and have different issues.
    pub matched: bool,
    /// Deals that stand otherwise than before; at most the limit on deals.
    pub shifts: Vec<Shift>,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// One supposition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "edit", rename_all = "kebab-case")]
pub enum Edit {
    /// The party had not been there.
    WithoutParty {
        /// Its name.
        name: String,
    },
    /// The issue keeps the value of today.
    WithoutIssue {
        /// Its name.
        name: String,
    },
    /// The issue has this value from the start.
    Settled {
        /// The value's label.
        label: String,
    },
    /// The party gets a seat.
    Seated {
        /// Its name.
        name: String,
    },
    /// The party loses its seat.
    Unseated {
        /// Its name.
        name: String,
    },
    /// What this file says is added.
    WithFile {
        /// The file's name.
        name: String,
    },
}

/// What a case comes to, in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Outlook {
    /// Names of the parties at the table.
    pub table: Vec<String>,
    /// Feasible states.
    pub feasible: u64,
    /// Deals that the declared table can make: surely signable, open, surely not.
    pub declared: Count,
    /// Deals that all parties together can make, likewise.
    pub everybody: Count,
    /// What each goal of the case meets.
    pub goals: Vec<GoalOutlook>,
}

/// What one goal meets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GoalOutlook {
    /// Its name.
    pub name: String,
    /// States with it that the declared table can make.
    pub makeable: u64,
    /// Whether the declared table can sign one of them.
    pub signable: Verdict,
    /// Names of the parties whose consent every such state needs.
    pub consent_veto: Vec<String>,
    /// Names of those of them that have no seat.
    pub excluded_veto: Vec<String>,
}

/// A deal that stands otherwise than before. States are recognized by their labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shift {
    /// What the deal changes.
    pub label: String,
    /// How it stood; `None` if the declared table could not make it.
    pub before: Option<Standing>,
    /// How it stands; `None` if the declared table cannot make it.
    pub after: Option<Standing>,
}

/// How a deal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Standing {
    /// Whether the declared table can sign it.
    pub signable: Verdict,
    /// Whether it holds even if nobody reacts, for deals that can or may be signed.
    pub nash: Option<Verdict>,
    /// Whether it holds if reprisals in the reprisers' own interest are expected, likewise.
    pub seq: Option<Verdict>,
}
