//! The moment: what each side has room for, which dilemmas stated positions put it to, and whether the time is ripe.
//!
//! One document of several sections, each a struct of its own; a section is added as one more field of [`Moment`].

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use super::deal::Notion;
use super::table::Count;
use crate::case::Interval;

/// The answer of `demarche moment`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moment {
    /// What negotiators and those who ratify leave of the deals (two-level games).
    pub room: Room,
    /// What stated positions put each party to (drama theory).
    pub dilemmas: Dilemmas,
    /// Whether the moment is ripe; nothing where the negotiation starts from nothing.
    pub ripeness: Option<Ripeness>,
    /// Of the first deals, whether the way there holds, and what they make parties able and willing to do.
    pub ways: Vec<DealWay>,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// The win-sets of a table: which deals its parties accept, alone and with those who ratify for them (Putnam 1988).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Room {
    /// The declared table; all parties where none is declared.
    pub table: Vec<PartyName>,
    /// Feasible deals: all states but today's.
    pub deals: u64,
    /// Of these, how many the table can bring about.
    pub makeable: u64,
    /// Whether a rule of agreement says whose acceptance is enough; otherwise everybody at the table must accept.
    pub by_rule: bool,
    /// Each party of the table.
    pub parties: Vec<PartyRoom>,
    /// What the table agrees on: first the negotiators alone, then with each one who ratifies, at last with every rule of ratification.
    pub zones: Vec<Zone>,
}

/// What one party accepts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyRoom {
    /// Who.
    pub party: PartyName,
    /// Deals that it accepts itself, whoever ratifies.
    pub alone: WinSet,
    /// Deals that it accepts together with one who ratifies, one after the other.
    pub with: Vec<RatifierRoom>,
    /// Deals that it accepts and that carry its rule of ratification; nothing if it needs no vote.
    pub ratified: Option<WinSet>,
    /// The lines that say what it accepts.
    pub rests_on: Vec<LineName>,
}

/// What a party accepts together with one who ratifies for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RatifierRoom {
    /// Who ratifies, by name.
    pub ratifier: String,
    /// Deals that both accept.
    pub both: WinSet,
    /// The lines that say what the one who ratifies accepts.
    pub rests_on: Vec<LineName>,
}

/// Where all who must sign accept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Zone {
    /// Whose ratification counts.
    pub stage: ZoneStage,
    /// Deals that are accepted, whether or not the table can make them.
    pub accepted: WinSet,
    /// Of these, the deals that the table can make.
    pub makeable: WinSet,
}

/// Whose ratification counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "with", rename_all = "kebab-case")]
pub enum ZoneStage {
    /// Nobody's: the negotiators alone.
    Nobody,
    /// One ratifier's.
    One {
        /// The party for which it ratifies.
        party: PartyName,
        /// Its name.
        ratifier: String,
    },
    /// Everybody's, by every party's own rule.
    All,
}

/// A set of deals with three-valued membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WinSet {
    /// How many are in it surely, how many may be, how many are not.
    pub count: Count,
    /// Those that surely are.
    pub surely: SomeStates,
    /// Those that may be: preferences that agree with the case differ on them.
    pub open: SomeStates,
}

/// Some states: as a range, or one by one if they are few.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SomeStates {
    /// From the least to the greatest value, where all deals differ in one ordered issue only and these stand side by side.
    pub range: Option<ValueRange>,
    /// One by one; none of them if they are more than twelve.
    pub states: Vec<StateRef>,
}

/// Neighboring values of an ordered issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ValueRange {
    /// The issue's id.
    pub issue: String,
    /// Label of the least value.
    pub from: String,
    /// Label of the greatest value.
    pub to: String,
}

/// The six dilemmas of drama theory for each ordered pair of parties that have stated a position (Howard 1999).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Dilemmas {
    /// The formula that the deals looked at meet, as written; nothing if all are.
    pub goal: Option<String>,
    /// The threatened future: the no-deal states.
    pub threatened: Vec<StateRef>,
    /// What has been stated.
    pub positions: Vec<StatedPosition>,
    /// Parties that have stated none.
    pub silent: Vec<PartyName>,
    /// Each ordered pair of those that have.
    pub pairs: Vec<PairDilemmas>,
}

/// A party's stated position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatedPosition {
    /// Whose.
    pub party: PartyName,
    /// How many deals meet all that it demands and rejects: neither today's state nor a no-deal state.
    pub deals: u64,
    /// These one by one; none of them if they are more than twelve.
    pub states: Vec<StateRef>,
    /// The lines that state it.
    pub rests_on: Vec<LineName>,
    /// The lines that say what the party prefers.
    pub preferences: Vec<LineName>,
}

/// One party facing another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PairDilemmas {
    /// Whose dilemmas.
    pub party: PartyName,
    /// Whom it faces.
    pub facing: PartyName,
    /// How many deals meet both positions.
    pub shared: u64,
    /// The six, in the order of [`DilemmaKind`].
    pub dilemmas: Vec<DilemmaFinding>,
}

/// Whether a dilemma is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DilemmaFinding {
    /// Which.
    pub kind: DilemmaKind,
    /// Whether it is there for every deal that meets the position, or for none; nothing if it does not arise.
    pub verdict: Option<Verdict>,
    /// Whether it surely is there for some of these deals and surely not for others.
    pub depends_on_deal: bool,
}

/// The dilemmas: two of keeping to a position, then four of positions that exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DilemmaKind {
    /// A move of its own is better for the party than its own position: its promise is in doubt.
    Cooperation,
    /// A move of the other's own is better for the other than the party's position: the party cannot rely on it.
    Trust,
    /// No deal is at least as good for the other as the party's position: nothing moves the other. Also called deterrence.
    Persuasion,
    /// The other's position is at least as good for the party as no deal: its refusal is in doubt. Also called inducement.
    Rejection,
    /// A move of its own is better for the party than no deal: its threat is in doubt.
    Threat,
    /// The other's position is at least as good for the party as its own: its position is in doubt.
    Positioning,
}

impl DilemmaKind {
    /// All six: those of keeping to a position, then those of positions that exclude each other.
    pub const ALL: [DilemmaKind; 6] = [
        DilemmaKind::Cooperation,
        DilemmaKind::Trust,
        DilemmaKind::Persuasion,
        DilemmaKind::Rejection,
        DilemmaKind::Threat,
        DilemmaKind::Positioning,
    ];

    /// Whether it arises only between positions that no deal meets together.
    pub fn is_of_conflict(self) -> bool {
        !matches!(self, DilemmaKind::Cooperation | DilemmaKind::Trust)
    }
}

/// The conditions of a ripe moment (Zartman 2000), as far as a case can say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ripeness {
    /// The declared table; all parties where none is declared.
    pub table: Vec<PartyName>,
    /// Each party of the table: whether it is stuck today.
    pub parties: Vec<StuckParty>,
    /// Whether all of them are.
    pub stalemate: Verdict,
    /// Whether the stalemate hurts all of them: no, if there is none; else open, since no line says how today's state develops.
    pub hurting: Verdict,
    /// Deals that the table can make, by whether it can sign them.
    pub signable: Count,
    /// Whether it can sign some deal.
    pub way_out: Verdict,
    /// A deal that it can sign; or may, if that is open.
    pub way: Option<StateRef>,
    /// The lines that this rests on.
    pub way_rests_on: Vec<LineName>,
    /// The notion under which deals are to hold.
    pub notion: Notion,
    /// Whether some deal can be signed and holds; nothing if holding was left out.
    pub opportunity: Option<Verdict>,
    /// Such a deal; or one that may be, if that is open.
    pub opportunity_deal: Option<StateRef>,
    /// The lines that this rests on.
    pub opportunity_rests_on: Vec<LineName>,
    /// Whether the moment is ripe: a stalemate that hurts, and a way out.
    pub ripe: Verdict,
}

/// Whether a party can better its lot alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StuckParty {
    /// Who.
    pub party: PartyName,
    /// The line that gives it a picture of its own, in which it is asked; nothing if it has none.
    pub own_view: Option<LineName>,
    /// Whether no move of its own is better for it than today's state.
    pub stuck: Verdict,
    /// A move of its own that is better for it; or may be, if that is open.
    pub way: Option<Move>,
    /// The lines on what it can do alone, and on what it prefers.
    pub rests_on: Vec<LineName>,
}

/// A deal as a way to go, and what it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DealWay {
    /// The deal.
    pub deal: StateRef,
    /// Whether the table can sign it.
    pub signable: Verdict,
    /// The orders of its steps; nothing if it has too many terms.
    pub path: Option<PathFinding>,
    /// Labels of the terms that nobody can take back once they are carried out.
    pub for_good: Vec<String>,
    /// What some party can do alone once it is carried out, and cannot today: changes of what the deal leaves as it is.
    pub opens: Vec<TurnFinding>,
    /// What some party can do alone today, and not once it is carried out.
    pub closes: Vec<TurnFinding>,
    /// What each party likes best of what it can then do alone, against the deal's own terms and what they open, close or make more attractive.
    pub temptations: Vec<TemptationFinding>,
    /// The lines on control and on preferences that this rests on.
    pub rests_on: Vec<LineName>,
}

/// The orders of a deal's steps (backward induction).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PathFinding {
    /// How many terms.
    pub terms: u32,
    /// Orders in which each step can be taken.
    pub possible: u64,
    /// Of these, how many surely hold.
    pub holding: u64,
    /// Of these, how many hold or may hold.
    pub perhaps: u64,
    /// Whether one holds.
    pub verdict: Verdict,
    /// Labels of the steps in an order that holds, or else may.
    pub order: Vec<String>,
    /// Where orders first fail, or may; the first twelve.
    pub stops: Vec<PathStop>,
    /// How many such places there are.
    pub stops_in_all: u64,
}

/// A step that is not taken, or may not be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PathStop {
    /// What there is when it is due.
    pub at: StateRef,
    /// Label of the step.
    pub next: String,
    /// Whether it is surely not taken, or that is open.
    pub taken: Verdict,
    /// Those without whom it cannot be taken and who surely stop, or may, if that is open. If no one of these is indispensable, those of one group that could take it.
    pub who: Vec<Stopper>,
    /// Whether each of them is indispensable.
    pub indispensable: bool,
}

/// Somebody who would rather stop, or may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stopper {
    /// Who.
    pub party: PartyName,
    /// What stopping is worth to it more than the deal, on its own scale; nothing if it has none.
    pub gain: Option<Interval>,
    /// In how many parts a step should be handed over, where the case says what breaking off costs this party.
    pub tranches: Vec<Tranches>,
}

/// A step that is handed over in parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tranches {
    /// The line that says so, a lever of kind `sequence`.
    pub line: LineName,
    /// The step.
    pub step: String,
    /// What breaking off costs each time.
    pub cost: Interval,
    /// At least so many parts under every value that agrees with the case; nothing if no number is enough.
    pub possible: Option<String>,
    /// So many are enough for all of them; nothing if no number is.
    pub necessary: Option<String>,
}

/// Something that a party can do alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TurnFinding {
    /// Who.
    pub party: PartyName,
    /// Label of what it can bring about.
    pub change: String,
    /// Whether some move that brings it about is better for it than staying, where it can be made.
    pub liked: Verdict,
}

/// What a party gains by leaving a deal, once, with nobody answering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TemptationFinding {
    /// Who.
    pub party: PartyName,
    /// Whether some move of its own is better for it than the deal.
    pub tempted: Verdict,
    /// The best, as far as that is known; nothing if it is surely not tempted.
    pub step: Option<Move>,
    /// What that is worth more, on its own scale: what breaking the deal must cost, or keeping it be paid with, at least (bound of two periods).
    pub gain: Option<Interval>,
}
