//! Which deals are efficient, and which of them the classical solutions point at.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use crate::rational::Rational;

/// The bargaining solutions, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Concept {
    /// The greatest product of gains over no deal (Nash 1950).
    Nash,
    /// The greatest least share of the ideal gain; ideal over the individually rational deals (Kalai & Smorodinsky 1975).
    KalaiSmorodinsky,
    /// The greatest least gain (Kalai 1977).
    Egalitarian,
    /// The greatest least gain, then the greatest second least, and so on (Sen 1970).
    Leximin,
    /// The greatest sum of worths (Harsanyi 1955).
    Utilitarian,
    /// The greatest sum of gains, each as a share of the most that the party could gain over all deals (Dhillon & Mertens 1999).
    RelativeUtilitarian,
    /// As Kalai-Smorodinsky, with the ideal over all deals, and gains over the floor: no deal, or the worst deal where that is worth more.
    KalaiSmorodinskyOverAll,
    /// As Nash, with gains over the floor.
    NashFromFloor,
    /// As egalitarian, with gains over the floor.
    EgalitarianFromFloor,
    /// The least spread of the shares of the ideal over all deals, with gains over the floor: what a widely used program calls Kalai-Smorodinsky.
    LeastSpread,
}

impl Concept {
    /// All of them.
    pub const ALL: [Concept; 10] = [
        Concept::Nash,
        Concept::KalaiSmorodinsky,
        Concept::Egalitarian,
        Concept::Leximin,
        Concept::Utilitarian,
        Concept::RelativeUtilitarian,
        Concept::KalaiSmorodinskyOverAll,
        Concept::NashFromFloor,
        Concept::EgalitarianFromFloor,
        Concept::LeastSpread,
    ];

    /// The rung of measurement that it needs.
    pub fn rung(self) -> Rung {
        match self {
            Concept::Egalitarian | Concept::Leximin | Concept::Utilitarian | Concept::EgalitarianFromFloor => Rung::L4,
            _ => Rung::L2,
        }
    }

    /// Whether it is a variant of another, kept apart so that numbers of other programs can be compared.
    pub fn is_variant(self) -> bool {
        matches!(
            self,
            Concept::KalaiSmorodinskyOverAll | Concept::NashFromFloor | Concept::EgalitarianFromFloor | Concept::LeastSpread
        )
    }
}

/// The answer of `demarche bargain`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bargaining {
    /// What kept the question from being asked at all; then nothing below says anything.
    pub unasked: Option<Unasked>,
    /// The parties at the declared table.
    pub parties: Vec<PartyName>,
    /// What no deal is worth to each, on its own scale.
    pub no_deal: Vec<Rational>,
    /// Deals that the table can make and that cross nobody's red line.
    pub deals: u64,
    /// Those that are worth at least as much as no deal to everybody at the table: the agreement set.
    pub agreement_set: u64,
    /// Those that are worth more than no deal to everybody at the table.
    pub strictly_better: u64,
    /// Those of the agreement set that wait for ratifiers of whom the case leaves it open.
    pub unratified: u64,
    /// Deals that can surely be signed under the rule of agreement, which may not need everybody; `None` without a rule.
    pub signable_under_rule: Option<u64>,
    /// The efficient deals of the agreement set.
    pub efficient: Efficient,
    /// The efficient deals of all that the table can make, rational or not: how many deals, and how many different worths.
    pub efficient_of_all: (u64, u64),
    /// The best that each party can have in the agreement set (ideal point).
    pub ideal: Vec<Rational>,
    /// The solutions.
    pub solutions: Vec<SolutionFinding>,
    /// Solutions that the measurements do not carry.
    pub refused: Vec<Concept>,
    /// Parties whose scales stand below the rung that the refused solutions need; all, if nothing says that scales can be compared.
    pub refused_for: Vec<PartyName>,
    /// Adjusted Winner, where it applies.
    pub adjusted_winner: Option<AdjustedWinner>,
    /// Why Adjusted Winner does not apply, where some issue can be split.
    pub undivided: Option<Undivided>,
    /// Solutions with a payment beside the deal, where something can be paid.
    pub payments: Vec<PaymentFinding>,
    /// What can be paid and was left out, with the reason.
    pub unpaid: Vec<Unpaid>,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

impl Bargaining {
    /// An answer that says nothing yet.
    pub fn empty() -> Self {
        Bargaining {
            unasked: None,
            parties: Vec::new(),
            no_deal: Vec::new(),
            deals: 0,
            agreement_set: 0,
            strictly_better: 0,
            unratified: 0,
            signable_under_rule: None,
            efficient: Efficient {
                deals: 0,
                points: 0,
                listed: Vec::new(),
            },
            efficient_of_all: (0, 0),
            ideal: Vec::new(),
            solutions: Vec::new(),
            refused: Vec::new(),
            refused_for: Vec::new(),
            adjusted_winner: None,
            undivided: None,
            payments: Vec::new(),
            unpaid: Vec::new(),
            cuts: Vec::new(),
        }
    }
}

/// Why there is no bargaining problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Unasked {
    /// Nobody, or one party, sits at the table.
    NoTable,
    /// These parties at the table have no exact scale of their own (rung L2): the classical points need one.
    NoScale {
        /// The parties, with their rungs.
        parties: Vec<(PartyName, Rung)>,
    },
    /// What no deal is worth to these parties is not one number.
    NoDealUnclear {
        /// The parties.
        parties: Vec<PartyName>,
    },
}

/// Efficient deals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Efficient {
    /// How many deals, ties counted.
    pub deals: u64,
    /// How many different worths.
    pub points: u64,
    /// The points, by the first party's worth, the greatest first; at most the limit on deals.
    pub listed: Vec<PointFinding>,
}

/// Deals that are worth the same to everybody at the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PointFinding {
    /// What they are worth, in the order of the parties.
    pub worth: Vec<Rational>,
    /// What each gains over no deal.
    pub gains: Vec<Rational>,
    /// How many deals there are.
    pub count: u64,
    /// The deals, at most a few.
    pub deals: Vec<StateRef>,
}

/// A solution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SolutionFinding {
    /// Which.
    pub concept: Concept,
    /// Its measure: one number, or for leximin one a party, the least first.
    pub measure: Vec<Rational>,
    /// All points that reach it; at most the limit on deals.
    pub points: Vec<PointFinding>,
    /// How many points there are.
    pub count: u64,
}

/// What Adjusted Winner gives two parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AdjustedWinner {
    /// The two parties.
    pub parties: Vec<PartyName>,
    /// Issue by issue.
    pub issues: Vec<Divided>,
    /// The issue that is split, if one is: its id.
    pub split: Option<String>,
    /// What each gets of its own total: the same for both.
    pub share: Rational,
    /// What each gets in its own points, contested issues only.
    pub points: Vec<Rational>,
}

/// Why issues were not divided, though some can be split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Undivided {
    /// The procedure is for two parties at the table.
    NotTwoParties,
    /// Any issue may be the one that has to be split, and these cannot be.
    CannotBeSplit {
        /// The issues' names.
        issues: Vec<String>,
    },
    /// Some combinations are infeasible, so that an issue cannot go to either side whatever happens to the others.
    Infeasible,
    /// What the issues are worth to these parties is not exact, or does not add up issue by issue.
    NotAdditive {
        /// The parties.
        parties: Vec<PartyName>,
    },
    /// The two cannot settle these issues either way between them.
    NotTheirs {
        /// The issues' names.
        issues: Vec<String>,
    },
    /// Red lines, acceptances or ratifiers stand beside the worths, of which points know nothing.
    Bound {
        /// The parties that have them.
        parties: Vec<PartyName>,
    },
    /// A party has no points on any issue on which the two differ: there is nothing to divide.
    NoContest,
}

/// One issue of a division.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Divided {
    /// The issue's name.
    pub issue: String,
    /// Each party's points on it.
    pub points: Vec<Rational>,
    /// The part that goes the way of the first party, from 0 to 1.
    pub first_gets: Rational,
    /// What each party wants: labels of values, in the order of the parties; the same twice where they agree.
    pub wants: Vec<String>,
}

/// A solution with a payment beside the deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PaymentFinding {
    /// What is paid.
    pub payable: String,
    /// Who pays.
    pub payer: PartyName,
    /// Which solution.
    pub concept: Concept,
    /// Its measure.
    pub measure: Rational,
    /// The deals that reach it, each with its payment.
    pub deals: Vec<PaidDeal>,
}

/// A deal with a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PaidDeal {
    /// The deal.
    pub deal: StateRef,
    /// Units that are paid.
    pub payment: Rational,
    /// What each party gains over no deal, payment included.
    pub gains: Vec<Rational>,
}

/// Something that can be paid and for which no solution was sought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unpaid {
    /// What could be paid.
    pub payable: String,
    /// Who could pay.
    pub payer: PartyName,
    /// Why it was left out.
    pub reason: WhyUnpaid,
}

/// Why no solution was sought with a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhyUnpaid {
    /// More than two parties sit at the table: the best payments are then a programme of their own.
    NotTwoParties,
    /// The payer does not sit at the table.
    PayerAway,
    /// What a unit is worth to one of the two is an interval.
    Inexact,
    /// A unit is worth nothing to the receiver.
    OfNoWorth,
    /// To pay is itself a gain to the payer.
    GainsByPaying,
    /// It costs the payer nothing and has no limit.
    Boundless,
}
