//! Payments that meet what parties lack: the least in all, within budgets, with every payer kept at what it needs itself.
//!
//! Amounts are the variables of a linear program; each need is one inequality, "slack plus what is received less what is paid is at least zero". Solved in exact quotients (`linear`).
//! Cost: one program of streams by needs, and one more for each party that could be the one that gains.

use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::analysis::tipping::lever::Due;
use crate::case::Interval;
use crate::index::PartyId;
use crate::linear::{Bound, Least, System};
use crate::rational::Rational;

/// One payer paying one receiver.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Position of the lever.
    pub lever: usize,
    /// Position of the payable, which budgets are of.
    pub payable: usize,
    /// Who pays.
    pub payer: PartyId,
    /// Who receives.
    pub to: PartyId,
    /// When.
    pub due: Due,
    /// What a unit costs the payer, on its own scale.
    pub cost: Rational,
    /// What a unit is worth to the receiver, on its own scale.
    pub worth: Rational,
}

/// What one party must end up with.
#[derive(Clone, Debug)]
pub struct Need {
    /// Who.
    pub party: PartyId,
    /// Its slack before payments; below zero it lacks something.
    pub slack: Rational,
    /// Whether payments on signature count too, or only those that go on while the deal is kept.
    pub all_payments: bool,
}

/// Amounts that do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funding {
    /// By stream, one way of paying the least in all.
    pub amounts: Vec<Rational>,
    /// By stream, the least and the most that it can be where the least in all is paid.
    pub ranges: Vec<Interval>,
    /// Whether a little more than these amounts is needed, since at these nobody would gain.
    pub more_than: bool,
    /// The most, in all, that could be paid with everybody kept at what it needs; `None` if nothing bounds it.
    pub most: Option<Rational>,
}

/// The least payments that meet all needs, such that one of `gainers` (by their position among the needs) gains, if there are any named.
pub fn fund(streams: &[Stream], needs: &[Need], gainers: &[usize], budgets: &[Option<Rational>]) -> Option<Funding> {
    let mut system = System::default();
    let amounts: Vec<usize> = streams
        .iter()
        .map(|_| {
            let amount = system.variable();
            system.at_least(amount, Bound::weak(BigRational::zero()));
            amount
        })
        .collect();
    let ones = |chosen: &dyn Fn(&Stream) -> bool| -> Vec<(usize, BigRational)> {
        let chosen = streams.iter().zip(&amounts).filter(|(stream, _)| chosen(stream));
        chosen.map(|(_, amount)| (*amount, BigRational::one())).collect()
    };
    for (payable, budget) in budgets.iter().enumerate() {
        let terms = ones(&|stream: &Stream| stream.payable == payable);
        if let (Some(budget), false) = (budget, terms.is_empty()) {
            let spent = system.sum(&terms);
            system.at_most(spent, Bound::weak(budget.as_big().clone()));
        }
    }
    let mut nets = Vec::new();
    for need in needs {
        let mut terms = Vec::new();
        for (stream, amount) in streams.iter().zip(&amounts) {
            if !need.all_payments && stream.due == Due::OnSignature {
                continue;
            }
            if stream.to == need.party {
                terms.push((*amount, stream.worth.as_big().clone()));
            }
            if stream.payer == need.party {
                terms.push((*amount, -stream.cost.as_big()));
            }
        }
        let net = system.sum(&terms);
        system.at_least(net, Bound::weak(-need.slack.as_big()));
        nets.push(net);
    }
    let total = system.sum(&ones(&|_| true));
    let unspent = system.sum(&[(total, -BigRational::one())]);
    let Ok(Least::At(least)) = system.least(total) else { return None };
    let gains = |system: &System| {
        gainers
            .iter()
            .any(|index| *system.value(nets[*index]) > -needs[*index].slack.as_big())
    };
    let mut best: Option<(Bound, System)> = Some((least, system.clone()));
    if !gainers.is_empty() && !gains(&system) {
        best = None;
        for index in gainers {
            let mut strict = system.clone();
            strict.at_least(nets[*index], Bound::above(-needs[*index].slack.as_big()));
            if let Ok(Least::At(bound)) = strict.least(total)
                && best.as_ref().is_none_or(|(known, _)| bound < *known)
            {
                best = Some((bound, strict));
            }
        }
    }
    let (bound, mut solved) = best?;
    let number = |value: &BigRational| Rational::from(value.clone());
    let paid = amounts.iter().map(|amount| number(solved.value(*amount))).collect();
    let ranges = ranges(&solved, total, &bound, &amounts);
    let most = match solved.least(unspent) {
        Ok(Least::At(bound)) => Some(Rational::from(-bound.number())),
        _ => None,
    };
    Some(Funding {
        amounts: paid,
        ranges,
        more_than: !bound.is_weak(),
        most,
    })
}

/// How far each amount can go where the least in all is paid.
fn ranges(solved: &System, total: usize, bound: &Bound, amounts: &[usize]) -> Vec<Interval> {
    let mut system = solved.clone();
    system.at_most(total, bound.clone());
    let range = |amount: &usize| {
        let end = |times: i32| {
            let mut one = system.clone();
            let turned = one.sum(&[(*amount, BigRational::from_integer(times.into()))]);
            match one.least(turned) {
                Ok(Least::At(bound)) => bound.number() * BigRational::from_integer(times.into()),
                _ => solved.value(*amount).clone(),
            }
        };
        Interval {
            low: Rational::from(end(1)),
            high: Rational::from(end(-1)),
        }
    };
    amounts.iter().map(range).collect()
}
