//! What would tip a deal: prices, levers, minimal sets of them; and the deals next to one.

use schemars::JsonSchema;
use serde::Serialize;

use super::basics::*;
use super::deal::Notion;
use super::table::GoalFinding;
use crate::case::Interval;
use crate::rational::Rational;

/// The answer of `demarche tip`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tip {
    /// What is to be so.
    pub asked: TipAsked,
    /// What the goal meets without any lever: who must consent, which red lines stand in the way.
    pub goal: GoalFinding,
    /// Whether some deal with the goal is as asked without any lever.
    pub now: Verdict,
    /// The deal of which it is so, or may be.
    pub now_at: Option<StateRef>,
    /// Deals with the goal that somebody can make.
    pub targets: u64,
    /// The deals with the goal and no further term, the fewest terms first; at most eight.
    pub bases: Vec<StateRef>,
    /// What every party lacks to sign the first of them, and to stay; nothing if there is none.
    pub prices: Option<Prices>,
    /// How the first of them stands without any lever.
    pub first: Option<Alone>,
    /// What can be done: what the case declares, and what follows from it.
    pub levers: Vec<LeverInfo>,
    /// The minimal sets of levers that make it so under every preference that agrees with the case.
    pub sets: Vec<TippingSet>,
    /// Where it is not so now under any: the minimal sets that make it so under some.
    pub perhaps: Vec<TippingSet>,
    /// Minimal sets that would do, if their owners would carry out threats and penalties that they are better off not to carry out: such a threat moves nobody.
    pub unbelieved: Vec<TippingSet>,
    /// Sets that the closed forms found and the changed case did not confirm.
    pub unconfirmed: u64,
    /// Declared levers that bear on the way to a deal and not on the deal: of kind `sequence`.
    pub elsewhere: Vec<LineName>,
    /// The nearest deals that can be signed, and that hold as well.
    pub near: Near,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// What would tip one goal or one deal, as the brief tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TipLine {
    /// The goal's name; nothing if it is about one deal.
    pub goal: Option<String>,
    /// The deal; nothing if it is about a goal.
    pub deal: Option<StateRef>,
    /// What is to be so.
    pub asked: TipAsked,
    /// Whether it is so of some deal without any lever.
    pub now: Verdict,
    /// The levers of the sets that are told.
    pub levers: Vec<LeverInfo>,
    /// The first minimal sets that make it so under every preference that agrees with the case.
    pub sets: Vec<TippingSet>,
    /// How many more there are.
    pub more: u64,
    /// Where there are none: the first minimal set that makes it so under some.
    pub perhaps: Option<TippingSet>,
    /// Where there are none: the first that would do if it were believed.
    pub unbelieved: Option<TippingSet>,
    /// The lines that it rests on: those of its sets or, where there are none, those that say who can make it and what the table thinks of it.
    pub lines: Vec<LineName>,
}

/// What is to be brought about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TipAsked {
    /// The states meant.
    pub formula: String,
    /// Whether the declared table is to be able to sign it.
    pub sign: bool,
    /// Under which notion it is to hold once signed, if it is.
    pub hold: Option<Notion>,
    /// Levers in a set, at most.
    pub most: u32,
}

/// What the parties lack of one deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Prices {
    /// The deal.
    pub deal: StateRef,
    /// Party by party.
    pub parties: Vec<PartyPrice>,
}

/// What one party lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyPrice {
    /// Who.
    pub party: PartyName,
    /// Whether its signature is needed at the declared table.
    pub signs: bool,
    /// The red line that the deal crosses, which no payment removes.
    pub red_line: Option<LineName>,
    /// Whether those who ratify for it carry the deal, which no payment to the party changes; nothing if nobody does.
    pub ratified: Option<Verdict>,
    /// Whether it gains without any payment.
    pub gains: Verdict,
    /// What it lacks to be as well off as without a deal, on its own scale.
    pub to_sign: Lack,
    /// What it lacks to stay once signed, under the notion asked.
    pub to_hold: Option<Lack>,
    /// The move that it lacks something against.
    pub tempting: Option<Move>,
    /// What each payable would have to pay it, beside the deal or as long as the deal is kept.
    pub payments: Vec<Payment>,
}

/// Something lacking, on a party's own scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "lack", rename_all = "kebab-case")]
pub enum Lack {
    /// Nothing, under any preference that agrees with the case.
    Nothing,
    /// So much, between the least and the greatest that agree with the case; the least is zero where it may be nothing.
    Between {
        /// The least.
        least: Rational,
        /// The greatest.
        most: Rational,
    },
    /// Something, or perhaps nothing, that is not known in numbers.
    Unmeasured {
        /// Whether it surely lacks something.
        surely: bool,
        /// The issues of which the case does not say what they are worth to the party: one number each would allow a price.
        issues: Vec<String>,
    },
}

/// What one payable would have to pay one party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Payment {
    /// The payable's name.
    pub payable: String,
    /// Who pays.
    pub payer: PartyName,
    /// To sign; nothing if it lacks nothing or that is not known in numbers.
    pub to_sign: Option<PriceRange>,
    /// To stay, paid as long as the deal is kept; likewise.
    pub to_hold: Option<PriceRange>,
    /// The most that can be paid.
    pub budget: Option<Rational>,
    /// What the payer can pay and still be as well off as without a deal, surely; nothing if that is not known in numbers, or nothing bounds it.
    pub bears: Option<Rational>,
    /// The line that declares it.
    pub line: LineName,
}

/// A price under the preferences that agree with the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PriceRange {
    /// With less than this it is not so under any of them: the possible price.
    pub least: Rational,
    /// With this it is so under all of them: the necessary price; nothing if a unit may be worth nothing to the receiver.
    pub most: Option<Rational>,
}

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeverInfo {
    /// Its number in sets, from 1.
    pub number: u32,
    /// What it is.
    pub act: LeverAct,
    /// Whose it is, if the case says so.
    pub owner: Option<PartyName>,
    /// The line that declares it; nothing for a proposal of the program.
    pub declared: Option<LineName>,
    /// Whether the owner would carry it out when it falls due, audience cost included; nothing where there is nothing to be carried out.
    pub credible: Option<Verdict>,
    /// The least audience cost with which the owner would carry it out, if its own numbers are known.
    pub audience_cost: Option<Interval>,
    /// What the lever does by itself to the first deal; nothing if there is none, or it does not bear on it.
    pub alone: Option<Alone>,
}

/// Whether a deal can be signed by the table, and whether it holds once signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Alone {
    /// Whether it can be signed.
    pub sign: Verdict,
    /// Whether it holds; nothing where it was not asked.
    pub hold: Option<Verdict>,
}

impl TippingSet {
    /// Whether it differs from another set only in when payments are made: once, or as long as the deal is kept.
    pub fn is_variant_of(&self, other: &TippingSet, levers: &[LeverInfo]) -> bool {
        let acts = |set: &TippingSet| -> Vec<LeverAct> {
            let acts = set.levers.iter().filter_map(|number| levers.get(*number as usize - 1));
            acts.map(|info| info.act.whenever_paid()).collect()
        };
        let (own, others) = (acts(self), acts(other));
        self.deal == other.deal && own.len() == others.len() && own.iter().all(|act| others.contains(act))
    }
}

impl LeverAct {
    fn whenever_paid(&self) -> Self {
        let mut act = self.clone();
        if let LeverAct::Pay { while_kept, .. } = &mut act {
            *while_kept = false;
        }
        act
    }
}

/// The sets without variants of earlier ones, which differ only in when payments are made.
pub fn distinct<'s>(sets: &'s [TippingSet], levers: &[LeverInfo]) -> Vec<&'s TippingSet> {
    let mut found: Vec<&TippingSet> = Vec::new();
    for set in sets {
        if !found.iter().any(|known| set.is_variant_of(known, levers)) {
            found.push(set);
        }
    }
    found
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum LeverAct {
    /// A value of an issue joins the terms.
    Package {
        /// The value's label.
        value: String,
        /// Who can bring it about, in words.
        by: String,
    },
    /// A payment, as much as is needed.
    Pay {
        /// What is paid.
        payable: String,
        /// Who pays.
        payer: PartyName,
        /// Who receives it.
        to: PartyName,
        /// Whether it goes on only while the deal is kept; else it is paid once, on signature.
        while_kept: bool,
    },
    /// A penalty on a party for leaving.
    Guarantee {
        /// On whom.
        on: PartyName,
        /// In which states; nothing: wherever it leaves to.
        when: Option<String>,
        /// What it costs that party; nothing: as much as is needed.
        size: Option<Interval>,
    },
    /// A harm if there is no deal.
    Threat {
        /// On whom.
        on: PartyName,
        /// What it costs that party; nothing: as much as is needed.
        size: Option<Interval>,
    },
    /// Something that follows if there is no deal.
    Instead {
        /// The value's label.
        value: String,
    },
    /// A term lapses on a breach.
    Condition {
        /// The label of the term whose end is the breach, or the breach as written.
        breach: String,
        /// Whether `breach` is a formula of the case.
        written: bool,
        /// The label of what lapses.
        lapses: String,
    },
    /// A seat at the table.
    Seat {
        /// Whose.
        party: PartyName,
        /// Whether it is given; else it is taken.
        given: bool,
    },
}

/// A minimal set of levers for one deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TippingSet {
    /// The deal.
    pub deal: StateRef,
    /// Numbers of its levers, ascending.
    pub levers: Vec<u32>,
    /// What is paid, in the order of the levers.
    pub payments: Vec<SetPayment>,
    /// Whether a little more than these amounts is needed, since at these nobody would gain.
    pub more_than: bool,
    /// The most that could be paid in all, with every payer as well off as without a deal and within budgets; nothing if nothing is paid or nothing bounds it.
    pub most: Option<Rational>,
    /// How large penalties and threats must be whose size the case leaves open.
    pub sizes: Vec<SetSize>,
    /// Whether all its threats and penalties would be carried out; nothing if there are none.
    pub credible: Option<Verdict>,
    /// How many different owners its levers have.
    pub owners: u32,
    /// Whether no other set asks at most as much of every payer and of every penalty, of at most as many owners, and is at least as credible.
    pub efficient: bool,
    /// Whether the changed case, analysed again, confirms it; nothing where preferences are incomplete, so that the closed forms stand alone.
    pub confirmed: Option<bool>,
    /// Lines of the case that it rests on beside the structure: levers, payables, and what the parties with numbers say.
    pub lines: Vec<LineName>,
}

/// One payment of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SetPayment {
    /// The lever's number.
    pub lever: u32,
    /// The amount, in one way of paying the least in all.
    pub amount: Rational,
    /// How far it can go where the least in all is paid.
    pub range: Interval,
}

/// The size of a penalty or a threat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SetSize {
    /// The lever's number.
    pub lever: u32,
    /// The least that it must cost, on the scale of the party that it bears on; nothing if that is not known in numbers.
    pub least: Option<Rational>,
}

/// The answer of `demarche nearest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Nearest {
    /// The states meant.
    pub formula: String,
    /// How many there are.
    pub states: u64,
    /// What is next to them.
    pub near: Near,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// The nearest deals to those that were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Near {
    /// The notion under which deals hold here.
    pub notion: Notion,
    /// Whether it is asked at all what holds: not where the negotiation starts from nothing.
    pub holding_asked: bool,
    /// For the declared table, then for all parties together.
    pub tables: Vec<NearTable>,
}

/// The nearest deals for one group of signatories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NearTable {
    /// The group.
    pub signatories: Vec<PartyName>,
    /// The nearest that it can surely sign.
    pub signable: Option<NearDeal>,
    /// The nearest that it may be able to sign, where that is nearer.
    pub perhaps_signable: Option<NearDeal>,
    /// The nearest that it can surely sign and that then surely holds.
    pub holding: Option<NearDeal>,
    /// The nearest of which both may be so, where that is nearer.
    pub perhaps_holding: Option<NearDeal>,
}

/// A deal near another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NearDeal {
    /// The deal.
    pub deal: StateRef,
    /// On how many issues it differs from the nearest of those that were asked for.
    pub distance: u32,
    /// What it has there, as labels.
    pub changes: Vec<String>,
}
