//! What can be signed, who accepts it and why, and whether it would hold.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use crate::case::Interval;

/// A state other than the status quo, as a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Deal {
    /// The state that the deal would bring about.
    pub state: StateRef,
    /// What it changes, issue by issue.
    pub terms: Vec<Term>,
    /// Parties that are in every group that can bring it about from the status quo: their consent is needed.
    pub consent_veto: Vec<PartyName>,
    /// Those of them that have no seat.
    pub excluded_veto: Vec<PartyName>,
    /// Whether, by whom: one entry for each table that can make it.
    pub tables: Vec<Signable>,
    /// For each party of the case: would it accept.
    pub acceptance: Vec<Acceptance>,
    /// Whether no feasible state is at least as good for all parties and better for one.
    pub efficient: Efficiency,
    /// The holding ladder against breach: nobody has an undeterred improving move within the deal's [`scope`](Deal::scope). Nash, SEQ, SSEQ, SIM, SMR, GMR.
    pub holds: Vec<Holding>,
    /// Ids of the issues that the deal is about: its terms, and what they open or close. A party's own moves are limited to them when
    /// holding is judged; the others' reprisals are not.
    pub scope: Vec<String>,
    /// The graph model's stability of the whole state: nobody has an undeterred improving move of any kind.
    pub at_rest: Vec<RestVerdict>,
    /// Holding against joint moves: by the signatories of each table that can make it, and by declared coalitions.
    pub coalitions: Vec<CoalitionHolding>,
    /// Whether the state is in the largest consistent set, if that was computed.
    pub farsighted: Option<bool>,
    /// Parties with an improving move away that credible reprisals (SEQ) do not deter, or that the case does not settle.
    pub spoilers: Vec<DealSpoiler>,
}

/// Which deals were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Asked {
    /// The best first for this party.
    pub best_for: Option<PartyName>,
    /// Whether that order goes by tiers, since the case leaves the party's own order incomplete: in one tier are deals of which none surely beats
    /// another.
    pub by_tiers: bool,
    /// Only what these parties accept.
    pub accepted_by: Vec<PartyName>,
    /// Only what the declared table can sign.
    pub signable: bool,
    /// Only what holds under this notion.
    pub holds: Option<Notion>,
    /// Only states with this, in the case's formulas.
    pub with: Option<String>,
    /// Whether what the case leaves open counts as met.
    pub or_open: bool,
    /// How many deals match.
    pub matching: u64,
    /// Where the listed deals stand in the order of the party that they are to be best for, in the order of the list; none without such a party.
    pub places: Vec<Placed>,
}

/// Where a listed deal stands among all that match, in one party's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Placed {
    /// The number of the state.
    pub state: u32,
    /// One more than the number of matching deals that are better for the party; by tiers, the number of the tier, from 1.
    pub place: u64,
    /// How many matching deals have this place, listed or not, this one included.
    pub tied: u64,
    /// What the deal is worth to the party on its own scale, if it has one.
    pub worth: Option<Interval>,
}

/// One change that a deal makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Term {
    /// The issue's id.
    pub issue: String,
    /// Label of the new value.
    pub label: String,
    /// Who must bring it about, with party names.
    pub by: String,
    /// The line that says who controls it.
    pub line: LineName,
}

/// Whether one table can sign a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Signable {
    /// Who signs.
    pub signatories: Vec<PartyName>,
    /// Whether every signatory prefers it to no deal (at least one strictly), no red line is crossed, and it is ratified.
    pub verdict: Verdict,
    /// Whether it turns on a tie: some signatory is indifferent between the deal and no deal.
    pub knife_edge: bool,
    /// Signatories that do not accept, or of which it is open.
    pub holdouts: Vec<PartyName>,
    /// The lines that the verdict rests on.
    pub rests_on: Vec<LineName>,
}

/// Whether one party accepts a state, rather than no deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Acceptance {
    /// The party.
    pub party: PartyName,
    /// Whether it accepts, ratification included.
    pub verdict: Verdict,
    /// Why.
    pub why: AcceptanceReason,
    /// Its constituencies' votes, if it must carry any.
    pub votes: Vec<Vote>,
    /// The result of the ballot, if there is one.
    pub ratified: Option<Verdict>,
}

/// Why a party (or a constituency) accepts or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum AcceptanceReason {
    /// A red line is crossed: this line refuses such states.
    Refused {
        /// The line.
        line: LineName,
        /// Whether it is a stated position, read as a red line.
        position: bool,
    },
    /// A line says that such states are accepted.
    Accepted {
        /// The line.
        line: LineName,
    },
    /// By comparison with no deal; with several no-deal states, the least favorable comparison.
    Compared {
        /// The comparison of the deal with no deal.
        compared: Compared,
        /// The no-deal state compared with.
        with: StateRef,
    },
    /// By comparison with what no deal is said to be worth.
    Reserved {
        /// The comparison of the deal with that worth.
        compared: Compared,
        /// The line that says it.
        line: LineName,
    },
    /// Nothing is known about its preferences.
    NothingKnown,
}

/// One constituency's vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Vote {
    /// The constituency's name.
    pub constituency: String,
    /// Whether it approves.
    pub verdict: Verdict,
    /// Why.
    pub why: AcceptanceReason,
}

/// Whether a deal leaves nothing on the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Efficiency {
    /// Whether it is Pareto-efficient for all parties of the case over all feasible states; `None` where the rung does not allow it.
    pub verdict: Option<Verdict>,
    /// A state that is at least as good for all and better for one, if there surely is one.
    pub dominated_by: Option<StateRef>,
}

/// The notions under which a state can hold, for single parties. See the manual for definitions and sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub enum Notion {
    /// Nobody gains by moving, even if nobody would react (Nash 1950).
    Nash,
    /// Sequential: reprisals that are in the reprisers' own interest deter (Fraser & Hipel 1979).
    #[serde(rename = "SEQ")]
    Seq,
    /// Symmetric sequential: and the mover cannot escape the reprisal (Rego & Vieira 2017).
    #[serde(rename = "SSEQ")]
    Sseq,
    /// Simultaneous: the others may move at the same time, in their own interest (Fraser & Hipel 1979).
    #[serde(rename = "SIM")]
    Sim,
    /// Symmetric metarational: any reprisal deters if the mover cannot escape it (Howard 1971).
    #[serde(rename = "SMR")]
    Smr,
    /// General metarational: any reprisal deters, even a self-damaging one (Howard 1971).
    #[serde(rename = "GMR")]
    Gmr,
}

impl Notion {
    /// All notions, in the order in which findings list them.
    pub const ALL: [Notion; 6] = [Notion::Nash, Notion::Seq, Notion::Sseq, Notion::Sim, Notion::Smr, Notion::Gmr];

    /// Those that most answers tell, from the least to the most feared reprisals.
    pub const LADDER: [Notion; 4] = [Notion::Nash, Notion::Seq, Notion::Smr, Notion::Gmr];

    /// Its position in [`Notion::ALL`], and so in every answer that lists all notions in that order.
    pub fn slot(self) -> usize {
        self as usize
    }

    /// The usual abbreviation.
    pub fn abbreviation(self) -> &'static str {
        match self {
            Notion::Nash => "Nash",
            Notion::Seq => "SEQ",
            Notion::Sseq => "SSEQ",
            Notion::Sim => "SIM",
            Notion::Smr => "SMR",
            Notion::Gmr => "GMR",
        }
    }
}

/// Whether a state holds under one notion, for everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Holding {
    /// The notion.
    pub notion: Notion,
    /// Whether it holds for every party; `None` where a limit or the rung forbids an answer.
    pub verdict: Option<Verdict>,
    /// Whether an open verdict is settled: so under some preferences that agree with the case, and not so under others. Where it is false, a bound was met, and the
    /// state may still hold, or not, under all of them.
    pub settled: bool,
    /// Party by party.
    pub parties: Vec<PartyHolding>,
    /// The lines that the verdict rests on.
    pub rests_on: Vec<LineName>,
}

/// Whether a state as a whole is at rest under one notion, for everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RestVerdict {
    /// The notion.
    pub notion: Notion,
    /// Whether it is; `None` where a limit or the rung forbids an answer.
    pub verdict: Option<Verdict>,
}

/// Whether a state holds for one party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyHolding {
    /// The party.
    pub party: PartyName,
    /// Whether it stays.
    pub verdict: Verdict,
    /// Value of the state minus the level that the party can secure by leaving, in ranks (equal ranks are one step); negative is
    /// unstable. Only for complete preferences, and where the party has a move at all.
    pub margin: Option<i64>,
    /// The same on the party's own cardinal scale, where it has one (rung L2).
    pub margin_value: Option<Interval>,
    /// The most tempting move: the one that breaks, or that comes closest.
    pub temptation: Option<Temptation>,
}

/// A move that a party may make, and what could follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Temptation {
    /// The move away.
    pub step: Move,
    /// What the mover gains at once.
    pub gain: Compared,
    /// The reprisal that deters it: a legal sequence of moves by the others. Empty if nothing deters it.
    pub reprisal: Vec<Move>,
    /// Where the mover would end, compared with staying, after the reprisal.
    pub after: Option<Compared>,
}

/// Whether a state holds against joint moves of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoalitionHolding {
    /// The group.
    pub members: Vec<PartyName>,
    /// Its declared name, if any.
    pub name: Option<String>,
    /// Coalitional Nash, SEQ, GMR, SMR, as far as they were computed.
    pub notions: Vec<CoalitionVerdict>,
}

/// One coalitional notion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoalitionVerdict {
    /// `Nash`, `SEQ`, `SMR` or `GMR`, in the coalitional sense of Inohara & Hipel (2008).
    pub notion: Notion,
    /// Whether no joint move of the group breaks it.
    pub verdict: Verdict,
    /// The joint move that breaks it.
    pub step: Option<Move>,
}

/// A party that can break a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DealSpoiler {
    /// The party.
    pub party: PartyName,
    /// `Yes`: surely an undeterred improving move; `Open`: not settled.
    pub verdict: Verdict,
    /// Whether it is outside the declared table.
    pub outsider: bool,
    /// The move.
    pub step: Move,
}
