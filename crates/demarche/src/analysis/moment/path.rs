//! Whether the way to a deal holds: its terms are carried out one after another, and whoever has to take the next step can stop instead.
//!
//! Along an order of the steps the way is solved from its end (backward induction): after the last step there is the deal; before each step those who can take it go on if what follows is at least as
//! good for each of them as what there is. Where all later steps are taken, what follows is the deal, so that the way holds if at every step some of those who can take it, enough to take it, like the deal at
//! least as well as what has been done so far. Nobody takes back a step here: what one who stops has got, it keeps, and so do the others. Whether the deal holds once it is there is another question.
//!
//! What matters before a step is which steps have been taken and not in which order, so that sets of steps are gone through and not orders: 2 to the power of the terms, times the terms, at most
//! [`MOST_TERMS`] of these.
//!
//! A step that tempts the receiver to stop can be divided ([`tranches`]; Schelling 1960 on trust in small portions).

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;

use crate::analysis::acceptance::judge;
use crate::finding::Verdict;
use crate::index::{IssueId, PartyId, StateId};
use crate::model::inequalities::Against;
use crate::model::{Model, PartySet};
use crate::rational::Rational;

/// Terms of a deal, at most.
pub const MOST_TERMS: usize = 16;

/// All orders of a deal's steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The terms.
    pub terms: Vec<IssueId>,
    /// Orders in which every step can be taken and every state between is feasible.
    pub possible: u64,
    /// Of these, how many surely hold.
    pub holding: u64,
    /// Of these, how many hold or may hold.
    pub perhaps: u64,
    /// An order that holds, or else one that may.
    pub order: Vec<IssueId>,
    /// Where orders first fail, or may: after steps that are surely taken.
    pub stops: Vec<Stop>,
}

/// A step that is not taken, or may not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// What there is when it is due.
    pub at: StateId,
    /// The step.
    pub next: IssueId,
    /// Those without whom it cannot be taken and who surely stop, or may, if that is open. If no one of these is indispensable, those of one group that could take it.
    pub who: PartySet,
    /// Whether each of them is indispensable.
    pub indispensable: bool,
    /// Whether it is surely not taken ([`Verdict::No`]) or that is open.
    pub taken: Verdict,
}

impl Paths {
    /// Whether there is an order that holds.
    pub fn verdict(&self) -> Verdict {
        match (self.holding, self.perhaps) {
            (1.., _) => Verdict::Yes,
            (0, 1..) => Verdict::Open,
            (0, 0) => Verdict::No,
        }
    }
}

/// All ways from today to `deal`; nothing where today is not known or the terms are more than [`MOST_TERMS`].
pub fn paths(model: &Model, deal: StateId) -> Option<Paths> {
    let today = model.status_quo?;
    let terms = model.terms(deal);
    if terms.len() > MOST_TERMS {
        return None;
    }
    let way = Way {
        model,
        deal,
        today: model.space.combination(today),
        terms: &terms,
    };
    let sets = 1usize << terms.len();
    let mut counts = vec![Counts::default(); sets];
    counts[0] = Counts {
        possible: 1,
        holding: 1,
        perhaps: 1,
    };
    let mut stops = Vec::new();
    for done in 0..sets {
        let so_far = counts[done];
        if so_far.possible == 0 {
            continue;
        }
        for next in (0..terms.len()).filter(|term| done & 1 << term == 0) {
            let Some((taken, who, indispensable)) = way.step(done, next) else {
                continue;
            };
            if let Some(at) = way.state(done).filter(|_| so_far.holding > 0 && taken != Verdict::Yes) {
                stops.push(Stop {
                    at,
                    next: terms[next],
                    who,
                    indispensable,
                    taken,
                });
            }
            let after = &mut counts[done | 1 << next];
            after.possible += so_far.possible;
            after.perhaps += if taken == Verdict::No { 0 } else { so_far.perhaps };
            after.holding += if taken == Verdict::Yes { so_far.holding } else { 0 };
        }
    }
    let all = counts[sets - 1];
    let order = match (all.holding, all.perhaps) {
        (1.., _) => way.order(|done| counts[done].holding, |taken| taken == Verdict::Yes),
        (0, 1..) => way.order(|done| counts[done].perhaps, |taken| taken != Verdict::No),
        (0, 0) => Vec::new(),
    };
    Some(Paths {
        possible: all.possible,
        holding: all.holding,
        perhaps: all.perhaps,
        order,
        stops,
        terms,
    })
}

/// Orders of the steps of a set.
#[derive(Clone, Copy, Default)]
struct Counts {
    possible: u64,
    holding: u64,
    perhaps: u64,
}

struct Way<'a> {
    model: &'a Model,
    deal: StateId,
    today: u64,
    terms: &'a [IssueId],
}

impl Way<'_> {
    /// What there is once the terms of `done` are carried out.
    fn combination(&self, done: usize) -> u64 {
        let space = &self.model.space;
        let taken = self.terms.iter().enumerate().filter(|(index, _)| done & 1 << index != 0);
        taken.fold(self.today, |now, (_, term)| {
            space.replace(now, *term, space.value(self.deal, *term))
        })
    }

    fn state(&self, done: usize) -> Option<StateId> {
        self.model.space.state(self.combination(done))
    }

    /// Whether the next step is taken, and who stands in its way if not; nothing if it cannot be.
    fn step(&self, done: usize, next: usize) -> Option<(Verdict, PartySet, bool)> {
        let model = self.model;
        let (before, term) = (self.combination(done), self.terms[next]);
        let now = model.space.state(before)?;
        self.state(done | 1 << next)?;
        let value = model.space.value(self.deal, term);
        let can = |who: PartySet| model.effectivity.can_change(&model.space, who, before, term, value);
        let everybody = model.everybody();
        if !can(everybody) {
            return None;
        }
        let goes_on = |most: Verdict| -> PartySet { everybody.iter().filter(|party| self.goes_on(*party, now) <= most).collect() };
        let (surely, perhaps) = (goes_on(Verdict::Yes), goes_on(Verdict::Open));
        let taken = match (can(surely), can(perhaps)) {
            (true, _) => Verdict::Yes,
            (false, true) => Verdict::Open,
            (false, false) => Verdict::No,
        };
        let refuse = everybody.minus(if taken == Verdict::No { perhaps } else { surely });
        let indispensable: PartySet = refuse.iter().filter(|party| !can(everybody.without(*party))).collect();
        if !indispensable.is_empty() {
            return Some((taken, indispensable, true));
        }
        // Nobody is, but enough of them refuse: those of one group that could take it, as far as leaving one out after the other finds them.
        let group = refuse.iter().fold(everybody, |group, party| {
            let without = group.without(party);
            if can(without) { without } else { group }
        });
        Some((taken, refuse.minus(everybody.minus(group)), false))
    }

    /// Whether the whole deal is at least as good for a party as what there is.
    fn goes_on(&self, party: PartyId, now: StateId) -> Verdict {
        let model = self.model;
        let voter = &model.parties[party].voter;
        let relation = voter.preference.compare_exactly(&model.space, self.deal, &Against::State(now));
        if relation.at_least {
            return Verdict::Yes;
        }
        if relation.worse {
            return Verdict::No;
        }
        // What a party is said to accept is no worse for it than no deal.
        let no_deal = model.no_deal.iter().any(|(state, _)| *state == now);
        let accepts = no_deal && judge(&model.space, voter, self.deal, Some(now)).verdict == Verdict::Yes;
        if accepts { Verdict::Yes } else { Verdict::Open }
    }

    /// An order of which every part is counted, from its end.
    fn order(&self, count: impl Fn(usize) -> u64, counts: impl Fn(Verdict) -> bool) -> Vec<IssueId> {
        let mut done = (1usize << self.terms.len()) - 1;
        let mut order = Vec::new();
        while done != 0 {
            let last = (0..self.terms.len()).rev().filter(|term| done & 1 << term != 0).find(|term| {
                let before = done & !(1 << term);
                count(before) > 0 && self.step(before, *term).is_some_and(|(taken, ..)| counts(taken))
            });
            let Some(last) = last else { break };
            order.push(self.terms[last]);
            done &= !(1 << last);
        }
        order.reverse();
        order
    }
}

/// How many equal parts something must at least be handed over in, if it is worth `value` to the receiver to have it and break off, it cannot be got back, and breaking off costs the receiver `cost` each time: so many that
/// no part is worth more than that. Nothing if breaking off costs nothing.
///
/// ```
/// use demarche::analysis::moment::path::tranches;
/// use demarche::rational::Rational;
///
/// let least = tranches(&Rational::integer(10), &Rational::integer(3)).unwrap();
/// assert_eq!(least.to_string(), "4");
/// ```
pub fn tranches(value: &Rational, cost: &Rational) -> Option<BigInt> {
    if *value <= Rational::zero() {
        return Some(BigInt::one());
    }
    let parts = value.checked_div(cost).filter(|parts| *parts > Rational::zero())?;
    Some(parts.numerator().div_ceil(parts.denominator()))
}
