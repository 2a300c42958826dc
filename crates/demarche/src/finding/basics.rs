//! The words in which findings speak.

use schemars::JsonSchema;
use serde::Serialize;

use crate::case::{Interval, Kind, Silence, Speaker};
use crate::index::StateId;

/// Whether something is so, for every preference that is consistent with the case.
///
/// `Yes` and `No` are proven for all of them. `Open` is the rest: the case does not settle it, or this version cannot prove it either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// So under every admissible preference.
    Yes,
    /// Not settled by the case.
    Open,
    /// Not so under any admissible preference.
    No,
}

impl Verdict {
    /// `Yes` or `No`.
    pub fn from_bool(value: bool) -> Self {
        if value { Verdict::Yes } else { Verdict::No }
    }

    /// `Yes` if it is surely so, else `No` if it surely is not.
    pub fn from_bounds(surely: bool, surely_not: bool) -> Self {
        match (surely, surely_not) {
            (true, _) => Verdict::Yes,
            (false, true) => Verdict::No,
            (false, false) => Verdict::Open,
        }
    }

    /// So if this is not.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Verdict::Yes => Verdict::No,
            Verdict::Open => Verdict::Open,
            Verdict::No => Verdict::Yes,
        }
    }

    /// So only if both are.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }

    /// So if either is.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.min(other)
    }
}

/// The id of a party.
pub type PartyName = String;

/// The id of a line of the case.
pub type LineName = String;

/// A feasible state.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct StateRef {
    /// Its number among the feasible states, from 1, in mixed-radix order (the first issue changes slowest).
    pub number: u32,
    /// What differs from the status quo, e.g. `ceasefire + trade package`; `status quo` if nothing does.
    pub label: String,
    /// The value of every issue, by id, in the case's order.
    pub values: Vec<String>,
}

impl StateRef {
    /// The state in the model that it was named from.
    pub fn id(&self) -> StateId {
        StateId(self.number - 1)
    }
}

/// A change of state by a party, or by several together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Move {
    /// Who moves.
    pub by: Vec<PartyName>,
    /// Where they move to.
    pub to: StateRef,
    /// What changes, as labels of the new values, e.g. `no trade package`.
    pub changes: Vec<String>,
}

/// How good the measurement of a party's preferences is. Each question names the rung that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub enum Rung {
    /// Accepts, refuses, unknown.
    L0,
    /// Ordinal: rankings, priorities, comparisons.
    L1,
    /// The party's own cardinal scale.
    L2,
    /// And its exchange rate to something that can be paid.
    L3,
    /// And comparable between parties.
    L4,
    /// And a distribution over what is unknown.
    L5,
}

/// In which form a party's preferences are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PreferenceForm {
    /// A complete ranking (explicit, or by priority).
    Ranked,
    /// Exact cardinal values.
    Scored,
    /// Comparisons or intervals: some pairs of states are settled, others open.
    Partial,
    /// Nothing but acceptance and refusal.
    Unknown,
}

/// A party as the brief introduces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyInfo {
    /// Its id.
    pub id: PartyName,
    /// Its name in sentences.
    pub name: String,
    /// Its name in tight tables.
    pub short: String,
    /// At the table.
    pub seat: bool,
    /// In which form its preferences are known.
    pub form: PreferenceForm,
    /// The highest rung that its lines support.
    pub rung: Rung,
    /// What silence means for it.
    pub silence: Silence,
    /// Names of the constituencies that it must carry.
    pub constituencies: Vec<String>,
    /// Which of them must approve, in words: `Senate and Assembly`, `2 of Senate, Assembly, Public`; nothing if no vote is needed.
    pub ratification: Option<String>,
    /// How it stands on each issue taken alone, all else as today: one entry an issue, in the case's order.
    pub leanings: Vec<Leaning>,
}

/// What a party is known to want on one issue, moving it alone away from the status quo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Leaning {
    /// The issue's id.
    pub issue: String,
    /// For each value other than the status quo, in order: `better`, `worse`, `indifferent`, `unknown`.
    pub values: Vec<(String, LeaningSign)>,
}

/// The sign of a leaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LeaningSign {
    /// Better than the status quo.
    Better,
    /// Worse than the status quo.
    Worse,
    /// As good as the status quo.
    Indifferent,
    /// The case does not say.
    Unknown,
    /// The issue cannot take the value alone: with all else as today, that is infeasible.
    Impossible,
}

/// An issue as the brief introduces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IssueInfo {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The question that it answers.
    pub question: String,
    /// Labels of its values, in order.
    pub values: Vec<String>,
    /// The label of today's value; `None` where the negotiation starts from nothing.
    pub status_quo: Option<String>,
    /// Who can change it, in words of the case, e.g. `ru and ua to start; ru or ua to stop`.
    pub control: Vec<ControlInfo>,
    /// The line that says so.
    pub line: LineName,
}

/// Who can make one change of an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ControlInfo {
    /// Label of the value before; `several values` where changes with the same controllers are told together.
    pub from: String,
    /// Label of the value after, likewise.
    pub to: String,
    /// Who can bring it about, with party names: `Russia and Ukraine`, `nobody`, `events`.
    pub by: String,
    /// Whether there is a condition on the state.
    pub guarded: bool,
    /// Whether this reverse move is assumed because nobody wrote it down.
    pub default_reverse: bool,
}

/// A line of the case with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineInfo {
    /// Its id.
    pub id: LineName,
    /// Reported, inferred or assumed.
    pub kind: Kind,
    /// Whose preference it is about, if any: a party's id, or `party.constituency`.
    pub holder: Option<String>,
    /// The verb, e.g. `demands`, `prefers`, `control`.
    pub verb: String,
    /// What it says, in the case's formulas.
    pub says: String,
    /// The analyst's paraphrase; may be empty.
    pub text: String,
    /// The passages.
    pub cites: Vec<CiteInfo>,
    /// Whose words.
    pub speaker: Option<Speaker>,
    /// Admiralty grade of the item, or else of its best source.
    pub grade: Option<String>,
    /// How far the analyst trusts it, if said.
    pub confidence: Option<crate::rational::Rational>,
    /// Where it stands: `case.toml:12`.
    pub place: String,
}

/// A cited passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CiteInfo {
    /// The source's id.
    pub source: String,
    /// First sentence cited, if sentences are.
    pub first: Option<u32>,
    /// Last sentence cited, if sentences are.
    pub last: Option<u32>,
    /// Words cited, if words are.
    pub quote: Option<String>,
}

/// A source with its grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourceInfo {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its author or outlet; may be empty.
    pub author: String,
    /// Day of publication.
    pub date: Option<String>,
    /// Public address; may be empty.
    pub url: String,
    /// Admiralty grade.
    pub grade: Option<String>,
    /// Whether its text was read and the citations checked against it.
    pub verified: bool,
    /// The sentences that are cited, if its text was read: number and words.
    pub passages: Vec<(u32, String)>,
}

/// A question that the case's measurements do not carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Refused {
    /// Which question.
    pub question: Question,
    /// The rung that it needs.
    pub needs: Rung,
    /// The parties whose preferences stand lower, with their rung.
    pub parties: Vec<(PartyName, Rung)>,
}

/// Questions that can be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// How large a gain is, on a party's own scale.
    Gain,
    /// What a signature or compliance would cost.
    Price,
    /// Sums and comparisons of gains between parties.
    JointGain,
    /// How likely something is.
    Likelihood,
    /// The largest consistent set.
    Farsighted,
}

/// A limit that cut an answer short, or a part that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cut {
    /// What was cut, e.g. `deals listed`.
    pub what: String,
    /// The limit.
    pub limit: u64,
    /// How many there are, if known.
    pub total: Option<u64>,
    /// The command-line option that raises the limit, if one does.
    pub option: Option<String>,
}

/// How much better one state is than another for a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Better under every admissible preference.
    Better,
    /// At least as good under every admissible preference, better under some.
    AtLeastAsGood,
    /// As good.
    Same,
    /// At most as good under every admissible preference, worse under some.
    AtMostAsGood,
    /// Worse under every admissible preference.
    Worse,
    /// Better under some, worse under others.
    Unknown,
}

/// A comparison that a finding used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Compared {
    /// How the first state compares with the second.
    pub change: Change,
    /// On the party's own scale, if it has one (rung L2).
    pub gain: Option<Interval>,
    /// Names of the issues whose effect on the party is not known, if that is why the change is unknown.
    pub unknown_issues: Vec<String>,
    /// The lines used.
    pub lines: Vec<LineName>,
}
