//! What parties believe: each one's own picture of the case, and where it leads elsewhere than the case itself.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use super::deal::Notion;

/// The pictures of the parties, beside the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Views {
    /// One for each party that has a picture of its own.
    pub views: Vec<ViewFinding>,
    /// Every party acting on its own picture (the case, for those without one).
    pub each: Seen,
}

/// One party's picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ViewFinding {
    /// Whose.
    pub party: PartyName,
    /// The line that says so.
    pub line: LineName,
    /// Lines that it does not believe.
    pub without: Vec<LineName>,
    /// Names of issues that it does not see.
    pub unaware: Vec<String>,
    /// Lines that it believes instead.
    pub believes: Vec<LineName>,
    /// What follows in it for all parties.
    pub seen: Seen,
}

/// Where a picture leads elsewhere than the case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Seen {
    /// Listed deals that stand otherwise.
    pub deals: Vec<SeenDeal>,
    /// Notion by notion the states at rest for all parties, where they are not the same.
    pub equilibria: Vec<SeenEquilibria>,
}

/// A deal that stands otherwise than in the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SeenDeal {
    /// The deal.
    pub state: StateRef,
    /// Who would sign.
    pub signatories: Vec<PartyName>,
    /// Whether it can be signed, if that differs.
    pub signable: Option<SeenVerdict>,
    /// Whether it holds, where that differs.
    pub holds: Vec<(Notion, SeenVerdict)>,
}

/// A verdict in the case, and in the picture; `None` where the picture has no such state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SeenVerdict {
    /// In the case.
    pub case: Verdict,
    /// In the picture.
    pub seen: Option<Verdict>,
}

/// States at rest for all parties (surely so) in one of the two only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SeenEquilibria {
    /// The notion.
    pub notion: Notion,
    /// How many there are in the case.
    pub case: u64,
    /// How many in the picture.
    pub seen: u64,
    /// Some of those in the case only.
    pub only_case: Vec<StateRef>,
    /// Some of those in the picture only.
    pub only_seen: Vec<StateRef>,
}
