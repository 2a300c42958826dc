//! One set of levers for one deal: whether it makes the deal signable, or makes it hold, surely or perhaps; and what must be paid.
//!
//! *Surely* stands for: under every preference that agrees with the case, with the same payments. Each inequality speaks of one party, so that its least favorable case can be taken by itself.
//! *Perhaps* takes the most favorable case of each inequality by itself, which is a bound where one party has several.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::analysis::stability::Scope;
use crate::analysis::tipping::funding::{Funding, Need, Stream, fund};
use crate::analysis::tipping::lapse::{Lapse, Lapsing};
use crate::analysis::tipping::lever::{Act, Due, Lever, instead};
use crate::analysis::tipping::slack::{self, Fine, Leaving, Level, Signing, Slack, Staying};
use crate::case::{Case, Consent, Interval};
use crate::finding::{Notion, Verdict};
use crate::index::{PartyId, StateId};
use crate::model::{Model, PartySet};
use crate::rational::Rational;

/// What a set is to bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// That the table can sign the deal.
    pub sign: bool,
    /// That it holds once signed, under this notion.
    pub hold: Option<Notion>,
}

/// How a set does it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way {
    /// By payment its lever and amount: one way of paying the least in all.
    pub payments: Vec<(usize, Rational)>,
    /// How far each of them can go where the least in all is paid.
    pub ranges: Vec<Interval>,
    /// Whether a little more than these amounts is needed, since at these nobody would gain.
    pub more_than: bool,
    /// The most that could be paid in all; `None` if nothing is paid, or nothing bounds it.
    pub most: Option<Rational>,
    /// By penalty or threat whose size the case leaves open its lever and the least size; `None` if that is not known in numbers.
    pub sizes: Vec<(usize, Option<Rational>)>,
}

/// Whether and how a set does it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// Under every preference that agrees with the case.
    pub surely: Option<Way>,
    /// Under some.
    pub perhaps: Option<Way>,
}

impl Judged {
    /// In one word.
    pub fn verdict(&self) -> Verdict {
        match (&self.surely, &self.perhaps) {
            (Some(_), _) => Verdict::Yes,
            (None, Some(_)) => Verdict::Open,
            (None, None) => Verdict::No,
        }
    }
}

/// Which preferences are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Worst,
    Best,
}

impl Side {
    /// Whether what stands in the way does so under none, or not under all, of the preferences.
    fn allows(self, barred: Verdict) -> bool {
        match self {
            Side::Worst => barred == Verdict::No,
            Side::Best => barred != Verdict::Yes,
        }
    }

    fn of(self, slack: &Slack) -> Level {
        match self {
            Side::Worst => slack.worst.clone(),
            Side::Best => slack.best.clone(),
        }
    }
}

/// Minimal sets of signatories that satisfy a rule of agreement, at most.
const MOST_CARRYING: usize = 64;

/// Answers about single parties that are kept for one deal while others are looked at, at most.
const MOST_KEPT: usize = 128;

type Setting = (Vec<usize>, Vec<usize>, Vec<StateId>, bool);

/// The questions about one deal. What is known of single parties is kept.
pub struct Judge<'a> {
    case: &'a Case,
    model: &'a Model,
    levers: &'a [Lever],
    asked: Asked,
    state: StateId,
    scope: &'a Scope,
    table: PartySet,
    signing: RefCell<BTreeMap<(PartyId, Vec<StateId>), Signing>>,
    leaving: RefCell<BTreeMap<(PartyId, Setting), Leaving>>,
}

impl<'a> Judge<'a> {
    /// About the deal that brings about `state`.
    pub fn new(case: &'a Case, model: &'a Model, levers: &'a [Lever], asked: Asked, state: StateId, scope: &'a Scope) -> Self {
        Judge {
            case,
            model,
            levers,
            asked,
            state,
            scope,
            table: model.table,
            signing: RefCell::default(),
            leaving: RefCell::default(),
        }
    }

    /// The same deal, asked something else.
    pub fn asking(&self, asked: Asked) -> Judge<'a> {
        Judge::new(self.case, self.model, self.levers, asked, self.state, self.scope).at(self.table)
    }

    /// With others at the table than the case declares.
    #[must_use]
    pub fn at(mut self, table: PartySet) -> Self {
        self.table = table;
        self
    }

    /// The table with these levers.
    pub fn table(&self, set: &[usize]) -> PartySet {
        set.iter().fold(self.table, |table, lever| match self.levers[*lever].act {
            Act::Seat { party, given: true } => table.with(party),
            Act::Seat { party, given: false } => table.without(party),
            _ => table,
        })
    }

    /// What no deal is with these levers; `None` if a threat leads to what cannot be.
    pub fn no_deal(&self, set: &[usize]) -> Option<Vec<StateId>> {
        let declared: Vec<StateId> = self.model.no_deal.iter().map(|(state, _)| *state).collect();
        set.iter().try_fold(declared, |states, lever| match self.levers[*lever].act {
            Act::Instead { issue, value } => states.into_iter().map(|state| instead(self.model, state, issue, value)).collect(),
            _ => Some(states),
        })
    }

    /// The terms that lapse with these levers, and when.
    pub fn lapses(&self, set: &[usize]) -> Vec<Lapse<'a>> {
        let levers = self.levers;
        let lapse = |lever: &usize| match &levers[*lever].act {
            Act::Condition { breach, lapses } => Some((breach, *lapses)),
            _ => None,
        };
        set.iter().filter_map(lapse).collect()
    }

    /// Whether the set does what is asked.
    pub fn judge(&self, set: &[usize]) -> Judged {
        let table = self.table(set);
        let makers = if self.asked.sign { table } else { self.model.everybody() };
        let Some(no_deal) = self.no_deal(set) else {
            return Judged::default();
        };
        if table.is_empty() || !self.model.can_make(makers, self.state) {
            return Judged::default();
        }
        let pays = set.iter().any(|lever| matches!(self.levers[*lever].act, Act::Pay { .. }));
        let groups = |side: Side| match (&self.model.agreement, self.asked.sign) {
            (Some(rule), true) if pays => carrying(rule, table),
            (Some(rule), true) => {
                let willing = self.willing(set, table, &no_deal, side);
                Some(willing)
                    .filter(|willing| rule.holds(&|party| willing.has(party)))
                    .into_iter()
                    .collect()
            }
            _ => vec![table],
        };
        let way = |side: Side| {
            groups(side)
                .into_iter()
                .find_map(|accepting| self.way(set, table, accepting, &no_deal, side))
        };
        let surely = way(Side::Worst);
        let perhaps = way(Side::Best).or_else(|| surely.clone());
        Judged { surely, perhaps }
    }

    /// How `party` stands to signing with these levers.
    pub fn signing(&self, party: PartyId, no_deal: &[StateId]) -> Signing {
        let key = (party, no_deal.to_vec());
        let mut kept = self.signing.borrow_mut();
        kept.entry(key)
            .or_insert_with(|| slack::signing(self.model, party, self.state, no_deal))
            .clone()
    }

    /// Drops what is kept if it is much: there may be many deals to keep something about.
    pub fn forget(&self) {
        let (mut signing, mut leaving) = (self.signing.borrow_mut(), self.leaving.borrow_mut());
        if signing.len() + leaving.len() > MOST_KEPT {
            signing.clear();
            leaving.clear();
        }
    }

    /// How `party` stands to leaving with these levers, if it `signed` or not.
    pub fn leaving(&self, party: PartyId, set: &[usize], no_deal: &[StateId], signed: bool, notion: Notion) -> Leaving {
        let conditions: Vec<usize> = set
            .iter()
            .copied()
            .filter(|lever| matches!(self.levers[*lever].act, Act::Condition { .. }))
            .collect();
        let penalties: Vec<usize> = set
            .iter()
            .copied()
            .filter(|lever| matches!(self.levers[*lever].act, Act::Guarantee { on, .. } if on == party))
            .collect();
        let key = (
            party,
            (
                conditions.clone(),
                penalties.clone(),
                if signed { no_deal.to_vec() } else { Vec::new() },
                signed,
            ),
        );
        if let Some(known) = self.leaving.borrow().get(&key) {
            return known.clone();
        }
        let lapses = self.lapses(&conditions);
        let staying = Staying {
            model: self.model,
            moves: Lapsing::new(self.model, &lapses),
            scope: self.scope,
            state: self.state,
            notion,
        };
        let penalty = |to: StateId| {
            let bears = |lever: &&usize| match &self.levers[**lever].act {
                Act::Guarantee { when, .. } => when.as_ref().is_none_or(|when| self.model.space.holds(when, to)),
                _ => false,
            };
            // Penalties add up; one that is as large as need be is enough.
            let fines = penalties.iter().filter(bears).map(|lever| match &self.levers[*lever].act {
                Act::Guarantee { size: Some(size), .. } => Fine::Of(size.clone()),
                _ => Fine::Enough,
            });
            fines.reduce(Fine::plus)
        };
        let made = staying.leaving(party, &penalty, signed.then_some(no_deal));
        self.leaving.borrow_mut().insert(key, made.clone());
        made
    }

    /// Those at the table who accept without being paid.
    fn willing(&self, set: &[usize], table: PartySet, no_deal: &[StateId], side: Side) -> PartySet {
        let accepts = |party: &PartyId| {
            let standing = self.signing(*party, no_deal);
            let (level, _) = self.threatened(set, *party, side.of(&standing.slack), side);
            side.allows(standing.barred) && level.is_enough()
        };
        table.iter().filter(accepts).collect()
    }

    /// What a party's slack is with the threats on it; and the threat on it whose size is open, which makes up for whatever is lacking.
    fn threatened(&self, set: &[usize], party: PartyId, mut level: Level, side: Side) -> (Level, Option<OpenSize>) {
        let mut open = None;
        for lever in set {
            let Act::Threat { on, size } = &self.levers[*lever].act else {
                continue;
            };
            if *on != party {
                continue;
            }
            match size {
                Some(size) => level = level.plus(if side == Side::Worst { &size.low } else { &size.high }),
                None => {
                    open = Some(OpenSize {
                        lever: *lever,
                        party,
                        lacking: std::mem::replace(&mut level, Level::Boundless),
                        all_payments: true,
                    });
                }
            }
        }
        (level, open)
    }

    fn way(&self, set: &[usize], table: PartySet, accepting: PartySet, no_deal: &[StateId], side: Side) -> Option<Way> {
        let streams = self.streams(set, side)?;
        let mut way = Way::default();
        let mut needs: Vec<Need> = Vec::new();
        let mut gainers: Vec<usize> = Vec::new();
        let mut gains = false;
        let paying = |party: PartyId| streams.iter().any(|stream| stream.payer == party);
        // Penalties and threats whose size is open: what is lacking before payments, and which payments count.
        let mut open_sizes: Vec<OpenSize> = Vec::new();
        for party in self.model.parties.keys() {
            let signs = self.asked.sign && accepting.has(party);
            if !(signs || paying(party) || self.asked.sign && table.has(party)) {
                continue;
            }
            let standing = self.signing(party, no_deal);
            let mut level = side.of(&standing.slack);
            if signs {
                if !side.allows(standing.barred) {
                    return None;
                }
                let (after, open) = self.threatened(set, party, level, side);
                level = after;
                open_sizes.extend(open);
            }
            let gain = match side {
                Side::Worst => standing.gains == Verdict::Yes,
                Side::Best => standing.gains != Verdict::No,
            };
            if signs || paying(party) {
                match &level {
                    Level::Short => return None,
                    Level::Number(slack) => {
                        if self.asked.sign && table.has(party) {
                            gainers.push(needs.len());
                        }
                        needs.push(Need {
                            party,
                            slack: slack.clone(),
                            all_payments: true,
                        });
                    }
                    Level::Boundless => {}
                }
            }
            // What is known only as a sign cannot be outweighed by a payment that is not there.
            gains |= gain && self.asked.sign && table.has(party) && !paying(party);
        }
        if let Some(notion) = self.asked.hold {
            for party in self.model.parties.keys() {
                let leaving = self.leaving(party, set, no_deal, self.has_signed(party, set, accepting, no_deal), notion);
                let net_slack = match side.of(&leaving.slack) {
                    Level::Short => return None,
                    Level::Number(slack) => Some(slack),
                    Level::Boundless => None,
                };
                if let Some(slack) = net_slack {
                    needs.push(Need {
                        party,
                        slack,
                        all_payments: false,
                    });
                }
                for lever in set {
                    if matches!(&self.levers[*lever].act, Act::Guarantee { on, size: None, .. } if *on == party) {
                        open_sizes.push(OpenSize {
                            lever: *lever,
                            party,
                            lacking: side.of(&leaving.covered),
                            all_payments: false,
                        });
                    }
                }
            }
        }
        let gainers = if gains || !self.asked.sign { Vec::new() } else { gainers };
        if self.asked.sign && !gains && gainers.is_empty() {
            return None;
        }
        if streams.is_empty() {
            let met = needs.iter().all(|need| need.slack >= Rational::zero());
            let gained = self
                .asked
                .sign
                .then(|| gains || gainers.iter().any(|index| needs[*index].slack > Rational::zero()));
            way.sizes = open_sizes.iter().map(|open| open.after(&streams, &[])).collect();
            return (met && gained != Some(false)).then_some(way);
        }
        let budgets: Vec<Option<Rational>> = self.case.payables.iter().map(|payable| payable.budget.clone()).collect();
        let Funding {
            amounts,
            ranges,
            more_than,
            most,
        } = fund(&streams, &needs, &gainers, &budgets)?;
        way.sizes = open_sizes.iter().map(|open| open.after(&streams, &amounts)).collect();
        way.ranges = ranges;
        way.payments = streams.iter().map(|stream| stream.lever).zip(amounts).collect();
        way.more_than = more_than;
        way.most = most;
        Some(way)
    }

    /// Whether that a party has signed tells that the deal is as good to it as no deal, payments while the deal is kept included.
    fn has_signed(&self, party: PartyId, set: &[usize], accepting: PartySet, no_deal: &[StateId]) -> bool {
        if !accepting.has(party) || (self.model.agreement.is_some() && !self.asked.sign) {
            return false;
        }
        let standing = self.signing(party, no_deal);
        let accepts_outright = self.model.parties[party]
            .voter
            .clauses
            .accepted(&self.model.space, self.state)
            .is_some();
        let otherwise = set.iter().any(|lever| match &self.levers[*lever].act {
            Act::Pay {
                to, due: Due::OnSignature, ..
            } => *to == party,
            Act::Threat { on, .. } => *on == party,
            _ => false,
        });
        standing.barred != Verdict::Yes && standing.slack.best.is_enough() && !accepts_outright && !otherwise
    }

    /// The payments of a set; `None` if one of them is worth nothing to its receiver.
    fn streams(&self, set: &[usize], side: Side) -> Option<Vec<Stream>> {
        let mut streams = Vec::new();
        for lever in set {
            let Act::Pay { payable: index, to, due } = self.levers[*lever].act else {
                continue;
            };
            let payable = &self.case.payables[index];
            let rate = |party: PartyId| payable.worth.iter().find(|(who, _)| *who == party).map(|(_, worth)| worth);
            let worth = rate(to)?;
            let worth = if side == Side::Worst { &worth.low } else { &worth.high };
            if *worth <= Rational::zero() {
                return None;
            }
            let cost = rate(payable.payer).map_or_else(Rational::zero, |worth| match side {
                Side::Worst => -&worth.low,
                Side::Best => -&worth.high,
            });
            streams.push(Stream {
                lever: *lever,
                payable: index,
                payer: payable.payer,
                to,
                due,
                cost,
                worth: worth.clone(),
            });
        }
        Some(streams)
    }
}

/// A penalty or a threat whose size the case leaves open.
struct OpenSize {
    lever: usize,
    party: PartyId,
    /// The slack that it makes up for, before payments.
    lacking: Level,
    all_payments: bool,
}

impl OpenSize {
    /// The least size with these payments, if it is known in numbers.
    fn after(&self, streams: &[Stream], amounts: &[Rational]) -> (usize, Option<Rational>) {
        let size = match &self.lacking {
            Level::Short => None,
            Level::Boundless => Some(Rational::zero()),
            Level::Number(slack) => {
                let counted = streams
                    .iter()
                    .zip(amounts)
                    .filter(|(stream, _)| self.all_payments || stream.due == Due::WhileKept);
                let net = counted.fold(slack.clone(), |net, (stream, amount)| {
                    let received = if stream.to == self.party {
                        &stream.worth * amount
                    } else {
                        Rational::zero()
                    };
                    let paid = if stream.payer == self.party {
                        &stream.cost * amount
                    } else {
                        Rational::zero()
                    };
                    &(&net + &received) - &paid
                });
                Some((-&net).max(Rational::zero()))
            }
        };
        (self.lever, size)
    }
}

/// The minimal sets of signatories whose acceptance satisfies the rule.
fn carrying(rule: &Consent<PartyId>, table: PartySet) -> Vec<PartySet> {
    let mut found: Vec<PartySet> = Vec::new();
    let mut subsets: Vec<PartySet> = table.subsets().filter(|subset| rule.holds(&|party| subset.has(party))).collect();
    subsets.sort_by_key(|subset| subset.len());
    for subset in subsets {
        if !found.iter().any(|known| known.minus(subset).is_empty()) {
            found.push(subset);
        }
        if found.len() == MOST_CARRYING {
            break;
        }
    }
    found
}
