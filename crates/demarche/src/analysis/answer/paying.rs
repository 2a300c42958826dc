//! Bargaining solutions with a payment beside the deal, for each thing that one of two parties can pay the other.

use crate::analysis::answer::situation::Situation;
use crate::analysis::bargaining::Frontier;
use crate::analysis::bargaining::transfers::{CONCEPTS, Payment, solve};
use crate::case::Payable;
use crate::finding::{PaidDeal, PaymentFinding, Rung};
use crate::index::PartyId;
use crate::rational::Rational;

/// Every solution with every payable, one payable at a time; none for more than two parties, or where a unit's worth is not one number.
pub fn payments(
    situation: &Situation<'_>,
    parties: &[PartyId],
    efficient: &Frontier,
    no_deal: &[Rational],
    limit: usize,
) -> Vec<PaymentFinding> {
    let [first, second] = *parties else { return Vec::new() };
    let comparable = situation.case.comparable.is_some();
    let mut found = Vec::new();
    for payable in &situation.case.payables {
        let Some(payment) = payment(payable, first, second) else { continue };
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
    found
}

/// What a payable is between two parties; `None` if it is not between them, helps nobody, or is not exact.
fn payment(payable: &Payable, first: PartyId, second: PartyId) -> Option<Payment> {
    let receiver = match payable.payer {
        payer if payer == first => second,
        payer if payer == second => first,
        _ => return None,
    };
    let worth = |party: PartyId| {
        let found = payable.worth.iter().find(|(who, _)| *who == party);
        match found {
            Some((_, worth)) => worth.is_exact().then(|| worth.low.clone()),
            None => Some(Rational::zero()),
        }
    };
    let (cost, gain) = (-&worth(payable.payer)?, worth(receiver)?);
    if gain <= Rational::zero() || cost < Rational::zero() {
        return None;
    }
    Some(Payment {
        payer: usize::from(payable.payer == second),
        cost,
        worth: gain,
        budget: payable.budget.clone(),
    })
}
