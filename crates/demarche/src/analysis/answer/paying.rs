//! Bargaining solutions with a payment beside the deal, for each thing that one of two parties can pay the other.

use crate::analysis::answer::situation::Situation;
use crate::analysis::bargaining::Frontier;
use crate::analysis::bargaining::transfers::{CONCEPTS, Payment, solve};
use crate::case::Payable;
use crate::finding::{PaidDeal, PaymentFinding, Rung, Unpaid, WhyUnpaid};
use crate::index::PartyId;
use crate::rational::Rational;

/// Every solution with every payable, one payable at a time; and what was left out.
pub fn payments(
    situation: &Situation<'_>,
    parties: &[PartyId],
    efficient: &Frontier,
    no_deal: &[Rational],
    limit: usize,
) -> (Vec<PaymentFinding>, Vec<Unpaid>) {
    let comparable = situation.case.comparable.is_some();
    let (mut found, mut unpaid) = (Vec::new(), Vec::new());
    for payable in &situation.case.payables {
        let payment = match payment(payable, parties) {
            Ok(payment) => payment,
            Err(reason) => {
                unpaid.push(Unpaid {
                    payable: payable.name.clone(),
                    payer: situation.naming.party(payable.payer),
                    reason,
                });
                continue;
            }
        };
        for concept in CONCEPTS.into_iter().filter(|concept| comparable || concept.rung() < Rung::L4) {
            let Some((measure, paid)) = solve(concept, efficient, no_deal, &payment) else {
                continue;
            };
            let deals = paid.iter().flat_map(|paid| paid.states.iter().map(move |state| (state, paid)));
            found.push(PaymentFinding {
                payable: payable.name.clone(),
                payer: situation.naming.party(payable.payer),
                concept,
                measure,
                deals: deals
                    .take(limit)
                    .map(|(state, paid)| PaidDeal {
                        deal: situation.naming.state(*state),
                        payment: paid.payment.clone(),
                        gains: paid.gains.to_vec(),
                    })
                    .collect(),
            });
        }
    }
    (found, unpaid)
}

/// What a payable is between the two parties at the table, or why nothing can be said of it.
fn payment(payable: &Payable, parties: &[PartyId]) -> Result<Payment, WhyUnpaid> {
    let [first, second] = *parties else {
        return Err(WhyUnpaid::NotTwoParties);
    };
    let receiver = match payable.payer {
        payer if payer == first => second,
        payer if payer == second => first,
        _ => return Err(WhyUnpaid::PayerAway),
    };
    let worth = |party: PartyId| {
        let found = payable.worth.iter().find(|(who, _)| *who == party);
        match found {
            Some((_, worth)) if worth.is_exact() => Ok(worth.low.clone()),
            Some(_) => Err(WhyUnpaid::Inexact),
            None => Ok(Rational::zero()),
        }
    };
    let (cost, gain) = (-&worth(payable.payer)?, worth(receiver)?);
    if gain <= Rational::zero() {
        return Err(WhyUnpaid::OfNoWorth);
    }
    if cost < Rational::zero() {
        return Err(WhyUnpaid::GainsByPaying);
    }
    if cost == Rational::zero() && payable.budget.is_none() {
        return Err(WhyUnpaid::Boundless);
    }
    Ok(Payment {
        payer: usize::from(payable.payer == second),
        cost,
        worth: gain,
        budget: payable.budget.clone(),
    })
}
