//! What is known of deals in spaces that may be too large to be listed, and how far it is settled.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::{Cut, LineName, PartyName};
use crate::case::Interval;
use crate::rational::Rational;

/// How far an answer is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Settled {
    /// Proven: nothing remains to be looked at.
    Exact,
    /// What is told is proven, and more may be so: a limit on the work was met, or only bounds are taken of some party.
    Bound,
    /// What is told is proven; the time that was given was over.
    TimedOut,
    /// What is told is proven; the work was interrupted.
    Interrupted,
}

/// A number of deals: whole numbers in decimal, since they may be longer than any machine word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HowMany {
    /// How far it is settled.
    pub settled: Settled,
    /// At least so many.
    pub least: String,
    /// At most so many; nothing where that is not known.
    pub most: Option<String>,
}

/// How many there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SearchCounts {
    /// Combinations of issue values, feasible or not.
    pub combinations: String,
    /// Feasible states.
    pub feasible: HowMany,
    /// Deals that the table can bring about, and that are as asked.
    pub deals: HowMany,
    /// Those of them that it can surely sign.
    pub surely: HowMany,
    /// Those of which it is not excluded that it can.
    pub possibly: HowMany,
}

/// A deal, by its terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SearchDeal {
    /// What differs from today; everything, from nothing.
    pub label: String,
    /// The value of every issue, by id, in the case's order.
    pub values: Vec<String>,
    /// What changes, in the case's order.
    pub changes: Vec<SearchTerm>,
    /// What it is worth to those at the table whose scale is known.
    pub worths: Vec<SearchWorth>,
}

/// One term of a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SearchTerm {
    /// The issue's name.
    pub issue: String,
    /// The value of today, by id; nothing where the negotiation starts from nothing.
    pub from: Option<String>,
    /// The value in the deal, by id.
    pub to: String,
}

/// What a deal is worth to one party, on its own scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SearchWorth {
    /// Who.
    pub party: PartyName,
    /// How much.
    pub worth: Rational,
    /// By how much that is more than no deal: from the best of what may follow to the worst; nothing where the case does not say.
    pub gain: Option<Interval>,
}

/// Whether there is a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Existence {
    /// How far it is settled.
    pub settled: Settled,
    /// Whether there is one; nothing where that is not settled.
    pub exists: Option<bool>,
    /// One of them.
    pub deal: Option<SearchDeal>,
}

/// What the best deal is the best for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SearchGoal {
    /// For one party.
    Party {
        /// Which.
        party: PartyName,
    },
    /// The greatest sum of values of those at the table.
    Sum,
    /// The greatest least gain of those at the table.
    LeastGain,
}

/// What the best deal reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "scale", rename_all = "kebab-case")]
pub enum SearchReach {
    /// So much.
    Worth {
        /// In the deal that is told; nothing where none was found.
        reached: Option<Rational>,
        /// No deal reaches more than this; nothing where that is not known.
        bound: Option<Rational>,
    },
    /// These priorities of the party, the most important first.
    Priorities {
        /// As written, with whether the deal meets it.
        met: Vec<(String, bool)>,
        /// So many of the first are settled: no deal does better on them.
        settled: u32,
    },
    /// A place in the party's ranking.
    Place {
        /// Counted from 1, the best; one more than there are where no group has it.
        place: u32,
        /// No deal has a place before this.
        first_possible: u32,
        /// How many places the ranking has.
        of: u32,
    },
}

/// The best deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SearchBest {
    /// For what.
    pub goal: SearchGoal,
    /// How far it is settled that none is better.
    pub settled: Settled,
    /// The best that was found.
    pub deal: Option<SearchDeal>,
    /// What it reaches; nothing where there is no deal.
    pub reached: Option<SearchReach>,
    /// Whether no deal that was searched is at least as good for everybody at the table and better for one: proven where it is so.
    pub efficient: bool,
}

/// The nearest deals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SearchNear {
    /// To what: a formula; nothing for today's state.
    pub to: Option<String>,
    /// Whether there is any feasible state to be near to; nothing where that is not settled.
    pub target: Option<bool>,
    /// How far it is settled that none is nearer.
    pub settled: Settled,
    /// On how many issues the nearest that was found differs.
    pub distance: Option<u32>,
    /// No deal differs on fewer issues.
    pub at_least: u32,
    /// Some of the nearest.
    pub deals: Vec<SearchDeal>,
    /// Whether there are more as near; nothing where that is not settled.
    pub more: Option<bool>,
    /// What the first has otherwise than the state that it is near to, as labels.
    pub otherwise: Vec<String>,
}

/// What is known of the deals that can be signed, surely or possibly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SearchSide {
    /// Whether there are any.
    pub existence: Existence,
    /// The nearest, if asked.
    pub nearest: Option<SearchNear>,
    /// The best, if asked.
    pub best: Option<SearchBest>,
}

/// Somebody of whom only bounds are taken, and the lines that make it so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SearchDoubt {
    /// A party's id, or `party.constituency`.
    pub holder: String,
    /// Its values and comparisons, which bear on the same deals.
    pub lines: Vec<LineName>,
}

/// The answer of `demarche search`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SearchAnswer {
    /// The table.
    pub signatories: Vec<PartyName>,
    /// Only deals with this.
    pub with: Option<String>,
    /// Only deals worth at least so much to these parties.
    pub at_least: Vec<(PartyName, Rational)>,
    /// How many there are, if asked.
    pub counts: Option<SearchCounts>,
    /// Of deals that can surely be signed.
    pub surely: SearchSide,
    /// Of deals of which it is not excluded that they can be signed; nothing where these are the same.
    pub possibly: Option<SearchSide>,
    /// Of whom only bounds are taken.
    pub doubtful: Vec<SearchDoubt>,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

impl SearchAnswer {
    /// Says of everything that was interrupted that its time was over.
    pub fn time_was_over(&mut self) {
        let counts = self.counts.iter_mut();
        let counted = counts.flat_map(|counts| [&mut counts.feasible, &mut counts.deals, &mut counts.surely, &mut counts.possibly]);
        let sides = std::iter::once(&mut self.surely).chain(&mut self.possibly).flat_map(|side| {
            let nearest = side.nearest.iter_mut().map(|nearest| &mut nearest.settled);
            let best = side.best.iter_mut().map(|best| &mut best.settled);
            std::iter::once(&mut side.existence.settled).chain(nearest).chain(best)
        });
        for settled in counted.map(|counted| &mut counted.settled).chain(sides) {
            if *settled == Settled::Interrupted {
                *settled = Settled::TimedOut;
            }
        }
    }
}
