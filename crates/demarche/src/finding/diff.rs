//! Two versions of a case: what was changed, which findings changed, and which changes did it.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use super::reasons::FindingName;

/// The answer of `demarche diff`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Diff {
    /// What was changed in the case.
    pub changes: Vec<CaseChange>,
    /// Lines that say the same and whose evidence changed (kind, citations, grade, confidence): ids in the new version.
    pub evidence: Vec<LineName>,
    /// Findings that changed; the gravest first.
    pub shifts: Vec<FindingShift>,
    /// Findings that were compared and did not change.
    pub unchanged: u64,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// One change of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CaseChange {
    /// What it is about: the id of a line, an issue or a party.
    pub about: String,
    /// The kind of piece: `line`, `issue`, `party`, `never`, `no-deal`, `agreement`, or `shape` for parties, issues and values of one version only.
    pub piece: Piece,
    /// What the old version says; `None` if nothing.
    pub before: Option<String>,
    /// What the new version says; `None` if nothing.
    pub after: Option<String>,
}

/// Kinds of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// A line on preferences.
    Line,
    /// Who controls an issue.
    Issue,
    /// A party's attributes.
    Party,
    /// What cannot be.
    Never,
    /// What no deal means.
    NoDeal,
    /// Who must agree.
    Agreement,
    /// Parties, issues and values themselves.
    Shape,
}

/// A finding that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingShift {
    /// The finding, as it is now.
    pub finding: FindingName,
    /// Its verdict before; `None` if the old version has no such finding.
    pub before: Option<Verdict>,
    /// Its verdict now; `None` if the new version has no such finding.
    pub after: Option<Verdict>,
    /// Positions in `changes` of a minimal set of changes that brings it about: made in the old version, they are enough, and none of them can be spared. Empty if the
    /// versions are different cases, or the search met its bound.
    pub responsible: Vec<usize>,
}
