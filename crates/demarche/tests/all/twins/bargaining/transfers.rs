//! Payments beside a deal: no payment on a fine grid does better than the closed form, and none is better for both than what is told.

use demarche::analysis::bargaining::transfers::{self, CONCEPTS, Paid, Payment};
use demarche::analysis::bargaining::{Frontier, Problem};
use demarche::finding::Concept;
use demarche::rational::Rational;
use num_rational::Ratio;
use num_traits::{One, Signed, ToPrimitive, Zero};
use proptest::prelude::*;

use super::numbers::{Worths, efficient};
use crate::twins::random::for_random;

type Number = Ratio<i128>;

/// Payments are tried in steps of a twelfth.
const STEPS: i128 = 12;

#[derive(Clone, Debug)]
struct Market {
    rows: Vec<[i64; 2]>,
    no_deal: [i64; 2],
    payer: usize,
    cost: (i64, i64),
    worth: (i64, i64),
    budget: Option<(i64, i64)>,
}

fn markets() -> impl Strategy<Value = Market> {
    let number = || -5i64..=5;
    let rows = prop::collection::vec([number(), number()], 1..=5);
    let budget = prop::option::of((0i64..=6, 1i64..=2));
    let prices = ((0i64..=3, 1i64..=3), (1i64..=3, 1i64..=3), budget);
    (rows, [-2i64..=2, -2i64..=2], 0usize..2, prices).prop_map(|(rows, no_deal, payer, (cost, worth, budget))| Market {
        rows,
        no_deal,
        payer,
        cost,
        worth,
        budget,
    })
}

fn ratio((above, below): (i64, i64)) -> Number {
    Ratio::new(above.into(), below.into())
}

fn rational((above, below): (i64, i64)) -> Rational {
    Rational::new(above, below).unwrap()
}

fn plain(number: &Rational) -> Number {
    Ratio::new(number.numerator().to_i128().unwrap(), number.denominator().to_i128().unwrap())
}

impl Market {
    /// What payer and receiver gain by a deal and a payment; `None` where one of them loses, or the payment cannot be made.
    fn gains(&self, deal: usize, paid: Number) -> Option<[Number; 2]> {
        let gain = |party: usize| Number::from(i128::from(self.rows[deal][party] - self.no_deal[party]));
        let payer = gain(self.payer) - ratio(self.cost) * paid;
        let receiver = gain(1 - self.payer) + ratio(self.worth) * paid;
        let within = !paid.is_negative() && self.budget.is_none_or(|budget| paid <= ratio(budget));
        (within && !payer.is_negative() && !receiver.is_negative()).then_some([payer, receiver])
    }

    /// Deals and payments to try, all of them possible: a grid, and the payments that leave one of the two with nothing.
    fn tries(&self) -> Vec<(usize, Number)> {
        let mut tries = Vec::new();
        for (deal, row) in self.rows.iter().enumerate() {
            let gain = |party: usize| Number::from(i128::from(row[party] - self.no_deal[party]));
            let mut payments: Vec<Number> = (0..=7 * STEPS).map(|step| Ratio::new(step, STEPS)).collect();
            payments.push(-gain(1 - self.payer) / ratio(self.worth));
            if self.cost.0 > 0 {
                payments.push(gain(self.payer) / ratio(self.cost));
            }
            payments.extend(self.budget.map(ratio));
            let possible = payments.into_iter().filter(|paid| self.gains(deal, *paid).is_some());
            tries.extend(possible.map(|paid| (deal, paid)));
        }
        tries
    }
}

fn measure(concept: Concept, gains: [Number; 2], ideal: [Number; 2]) -> Number {
    let share = |role: usize| {
        if ideal[role].is_zero() {
            Number::one()
        } else {
            gains[role] / ideal[role]
        }
    };
    match concept {
        Concept::Nash => gains[0] * gains[1],
        Concept::KalaiSmorodinsky => share(0).min(share(1)),
        Concept::Egalitarian => gains[0].min(gains[1]),
        _ => gains[0] + gains[1],
    }
}

fn check(market: &Market) {
    let worths = Worths {
        rows: market.rows.iter().map(|row| row.map(Rational::integer).to_vec()).collect(),
        among: vec![true; market.rows.len()],
    };
    let scores = worths.scores();
    let problem = Problem {
        scores: scores.iter().collect(),
        no_deal: market.no_deal.map(Rational::integer).to_vec(),
        deals: worths.among.clone(),
    };
    let frontier = Frontier::new(&problem, &worths.among);
    let payment = Payment {
        payer: market.payer,
        cost: rational(market.cost),
        worth: rational(market.worth),
        budget: market.budget.map(rational),
    };
    let kept = efficient(&worths.plain(), &worths.among);
    let tries = market.tries();
    let boundless = market.cost.0 == 0 && market.budget.is_none();
    for concept in CONCEPTS {
        let solution = transfers::solve(concept, &frontier, &problem.no_deal, &payment);
        assert_eq!(solution.is_none(), tries.is_empty() || boundless, "{concept:?}");
        let Some((greatest, all)) = solution else { continue };
        let greatest = plain(&greatest);
        let possible = || tries.iter().filter_map(|(deal, paid)| Some((*deal, market.gains(*deal, *paid)?)));
        // Gains are straight lines in the payment, so that the tries hold the ideals.
        let ideal = [0, 1].map(|role| possible().map(|(_, gains)| gains[role]).max().unwrap());
        let mut reported = Vec::new();
        for Paid { states, payment, gains } in &all {
            for state in states {
                let own = market.gains(state.0 as usize, plain(payment)).unwrap();
                let in_order = if market.payer == 0 { own } else { [own[1], own[0]] };
                assert_eq!(gains.each_ref().map(plain), in_order, "{concept:?}");
                assert_eq!(measure(concept, own, ideal), greatest, "{concept:?}");
                reported.push(state.0);
            }
        }
        reported.sort_unstable();
        assert!(reported.windows(2).all(|pair| pair[0] < pair[1]));
        for (deal, gains) in possible() {
            let reached = measure(concept, gains, ideal);
            assert!(
                reached <= greatest,
                "{concept:?}: deal {deal} with {gains:?} reaches {reached}, more than {greatest}"
            );
            let is_better = |other: [Number; 2]| other[0] >= gains[0] && other[1] >= gains[1] && other != gains;
            let ties = reached == greatest && kept.contains(&(deal as u32)) && !possible().any(|(_, other)| is_better(other));
            assert!(!ties || reported.contains(&(deal as u32)), "{concept:?}: deal {deal} ties");
            for Paid { gains: told, .. } in &all {
                let told = told.each_ref().map(plain);
                let told = if market.payer == 0 { told } else { [told[1], told[0]] };
                let worse = gains[0] >= told[0] && gains[1] >= told[1] && gains != told;
                assert!(
                    !worse,
                    "{concept:?}: {told:?} is told, and deal {deal} with {gains:?} is better for both"
                );
            }
        }
    }
}

/// The first deal has the second's least gain and more for the payer: only the first is told.
#[test]
fn a_deal_that_ties_and_is_worse_with_its_payment_is_not_told() {
    check(&Market {
        rows: vec![[3, 1], [0, 3]],
        no_deal: [0, 0],
        payer: 1,
        cost: (2, 1),
        worth: (1, 1),
        budget: Some((4, 1)),
    });
}

/// What costs nothing is paid in full, though the receiver then gains the greater share.
#[test]
fn what_costs_nothing_is_paid_in_full() {
    check(&Market {
        rows: vec![[1, 0]],
        no_deal: [0, 0],
        payer: 0,
        cost: (0, 1),
        worth: (1, 1),
        budget: Some((3, 1)),
    });
}

/// The payer can gain by no deal and loses nothing by paying: then the receiver's share decides.
#[test]
fn what_costs_nothing_is_paid_to_a_receiver_who_alone_can_gain() {
    check(&Market {
        rows: vec![[0, 0]],
        no_deal: [0, 0],
        payer: 0,
        cost: (0, 1),
        worth: (1, 1),
        budget: Some((1, 1)),
    });
}

#[test]
fn no_payment_does_better() {
    for_random(10, markets(), check);
}
