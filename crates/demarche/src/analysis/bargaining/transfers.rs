//! Bargaining solutions where one of two parties can pay the other beside the deal.
//!
//! A payment of t units takes `cost` t from the payer and gives `worth` t to the receiver, 0 <= t <= budget. For each deal the best payment has a closed form; the
//! best deal is then sought among the deals that are efficient before payment, rational or not, since a payment can make them so. With g the gains
//! over no deal: Nash (1950) t = (worth g_payer - cost g_receiver) / (2 cost worth); equal shares of the ideal gains (Kalai & Smorodinsky 1975);
//! equal gains (Kalai 1977); and for the sum, all or nothing. Each is cut to the payments that leave both at least what no deal gives. Exact.
//! What costs nothing is paid in full. Tie rule: all deals with the greatest measure, each with its payment (the least, where all are as good to both
//! together), except where another of them, payment included, is better for one and no worse for the other.

use crate::analysis::bargaining::frontier::{Frontier, gains};
use crate::finding::Concept;
use crate::index::StateId;
use crate::rational::Rational;

/// Who can pay, and what a unit is worth.
#[derive(Clone, Debug)]
pub struct Payment {
    /// Position of the payer: 0 or 1; the other receives.
    pub payer: usize,
    /// What a unit costs the payer on its own scale; not negative.
    pub cost: Rational,
    /// What a unit is worth to the receiver on its own scale; positive.
    pub worth: Rational,
    /// The most that can be paid; `None` for no limit, which needs a cost.
    pub budget: Option<Rational>,
}

/// A deal with the payment that goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// The deals, equally good to both.
    pub states: Vec<StateId>,
    /// Units that the payer pays.
    pub payment: Rational,
    /// What both gain over no deal, payment included: in the order of the parties.
    pub gains: [Rational; 2],
}

/// The solutions that have a closed form with payments.
pub const CONCEPTS: [Concept; 4] = [Concept::Nash, Concept::KalaiSmorodinsky, Concept::Egalitarian, Concept::Utilitarian];

/// The measure of a solution and all deals that reach it; `None` if no deal can be made rational for both, or payments are without bound and
/// cost.
pub fn solve(concept: Concept, frontier: &Frontier, no_deal: &[Rational], payment: &Payment) -> Option<(Rational, Vec<Paid>)> {
    let deals: Vec<Deal> = (0..frontier.len())
        .filter_map(|point| {
            let [first, second] = <[Rational; 2]>::try_from(gains(&frontier.rows.worth(point), no_deal)).ok()?;
            let (payer, receiver) = if payment.payer == 0 { (first, second) } else { (second, first) };
            Deal::new(payer, receiver, payment, frontier.states(point))
        })
        .collect();
    let ideal_payer = deals.iter().map(|deal| deal.payer_at(&deal.low, payment)).max()?;
    let ideal_receiver = deals.iter().map(|deal| deal.receiver_at(&deal.high, payment)).max()?;
    let mut best: Option<(Rational, Vec<Paid>)> = None;
    for deal in &deals {
        let at = match concept {
            Concept::Nash => deal.nash(payment),
            Concept::KalaiSmorodinsky => deal.equal_shares(payment, &ideal_payer, &ideal_receiver),
            Concept::Egalitarian => deal.equal_shares(payment, &Rational::integer(1), &Rational::integer(1)),
            Concept::Utilitarian => deal.cut(if payment.worth > payment.cost {
                deal.high.clone()
            } else {
                deal.low.clone()
            }),
            _ => return None,
        };
        let (payer, receiver) = (deal.payer_at(&at, payment), deal.receiver_at(&at, payment));
        let share = |gain: &Rational, ideal: &Rational| gain.checked_div(ideal).unwrap_or_else(|| Rational::integer(1));
        let measure = match concept {
            Concept::Nash => &payer * &receiver,
            Concept::KalaiSmorodinsky => share(&payer, &ideal_payer).min(share(&receiver, &ideal_receiver)),
            Concept::Egalitarian => payer.clone().min(receiver.clone()),
            _ => &payer + &receiver,
        };
        let paid = Paid {
            states: deal.states.to_vec(),
            payment: at,
            gains: if payment.payer == 0 { [payer, receiver] } else { [receiver, payer] },
        };
        match &mut best {
            Some((greatest, _)) if measure < *greatest => {}
            Some((greatest, all)) if measure == *greatest => all.push(paid),
            _ => best = Some((measure, vec![paid])),
        }
    }
    best.map(|(measure, paid)| (measure, efficient(paid)))
}

/// Those that no other is better than for both, payment included; equal ones stay together. The best payments of all deals that tie are enough to
/// compare with: whatever is better than one of them ties too, and a deal has one best payment.
fn efficient(paid: Vec<Paid>) -> Vec<Paid> {
    let mut order: Vec<usize> = (0..paid.len()).collect();
    order.sort_unstable_by(|left, right| paid[*right].gains.cmp(&paid[*left].gains));
    let mut is_kept = vec![false; paid.len()];
    let mut last: Option<usize> = None;
    for at in order {
        let gains = &paid[at].gains;
        if last.is_none_or(|last| gains[1] > paid[last].gains[1] || *gains == paid[last].gains) {
            is_kept[at] = true;
            last = Some(at);
        }
    }
    paid.into_iter()
        .zip(is_kept)
        .filter(|(_, is_kept)| *is_kept)
        .map(|(paid, _)| paid)
        .collect()
}

/// A deal's gains before payment, and the payments that leave both at least what no deal gives.
struct Deal<'s> {
    payer: Rational,
    receiver: Rational,
    low: Rational,
    high: Rational,
    states: &'s [StateId],
}

impl<'s> Deal<'s> {
    fn new(payer: Rational, receiver: Rational, payment: &Payment, states: &'s [StateId]) -> Option<Self> {
        let low = (-&receiver).checked_div(&payment.worth)?.max(Rational::zero());
        let bearable = payer.checked_div(&payment.cost);
        if bearable.is_none() && payer < Rational::zero() {
            return None;
        }
        let high = match (bearable, &payment.budget) {
            (Some(bearable), Some(budget)) => bearable.min(budget.clone()),
            (Some(bearable), None) => bearable,
            (None, Some(budget)) => budget.clone(),
            (None, None) => return None,
        };
        (low <= high).then_some(Deal {
            payer,
            receiver,
            low,
            high,
            states,
        })
    }

    fn payer_at(&self, paid: &Rational, payment: &Payment) -> Rational {
        &self.payer - &(&payment.cost * paid)
    }

    fn receiver_at(&self, paid: &Rational, payment: &Payment) -> Rational {
        &self.receiver + &(&payment.worth * paid)
    }

    fn cut(&self, paid: Rational) -> Rational {
        paid.max(self.low.clone()).min(self.high.clone())
    }

    fn nash(&self, payment: &Payment) -> Rational {
        let above = &(&payment.worth * &self.payer) - &(&payment.cost * &self.receiver);
        let below = &(&payment.cost * &payment.worth) * &Rational::integer(2);
        // What costs nothing is paid as far as it goes.
        self.cut(above.checked_div(&below).unwrap_or_else(|| self.high.clone()))
    }

    /// Where both gains are the same share of the two ideals; all, where that costs nothing.
    fn equal_shares(&self, payment: &Payment, ideal_payer: &Rational, ideal_receiver: &Rational) -> Rational {
        if payment.cost == Rational::zero() {
            return self.high.clone();
        }
        let above = &(&self.payer * ideal_receiver) - &(&self.receiver * ideal_payer);
        let below = &(&payment.cost * ideal_receiver) + &(&payment.worth * ideal_payer);
        // Nothing below the line: neither can gain anywhere, and there is one payment only.
        self.cut(above.checked_div(&below).unwrap_or_else(|| self.low.clone()))
    }
}
