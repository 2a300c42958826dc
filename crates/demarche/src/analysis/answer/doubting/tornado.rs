//! How far each value that is an interval moves what a deal is worth to a party against no deal (a tornado: one value at a time, the others in the middle).

use std::cmp::Reverse;

use crate::analysis::answer::doubting::findings::Finding;
use crate::analysis::answer::situation::Situation;
use crate::case::{Content, Formula, Holder, Interval, Term};
use crate::finding::*;
use crate::index::{PartyId, StateId, StatementId};
use crate::rational::Rational;

/// One for each deal among the findings and each signatory with values that are intervals and bear on it.
pub fn tornados(situation: &Situation<'_>, findings: &[Finding]) -> Vec<Tornado> {
    let mut found = Vec::new();
    for finding in findings.iter().filter(|finding| finding.kind == FindingKind::Signable) {
        let Some(state) = finding.state() else { continue };
        let parties = finding.signatories(situation);
        found.extend(parties.iter().filter_map(|party| tornado(situation, party, state)));
    }
    found
}

/// A value: its line, what is valued, whether it counts for the deal (1), for no deal (-1), for both or neither (0), and where it lies.
struct Value {
    line: StatementId,
    what: String,
    sign: i64,
    range: Interval,
}

fn tornado(situation: &Situation<'_>, party: PartyId, state: StateId) -> Option<Tornado> {
    let voter = &situation.model.parties[party].voter;
    let [(no_deal, _)] = situation.model.no_deal.as_slice() else {
        return None;
    };
    // Only where the scale tells what the deal is worth, and what no deal is.
    voter.preference.worth(&situation.model.space, state)?;
    let values = values(situation, party, state, (*no_deal, voter.reservation.is_some()));
    let half = Rational::new(1, 2)?;
    let middle_of = |range: &Interval| &(&range.low + &range.high) * &half;
    let signed = |value: &Value, at: &Rational| &Rational::integer(value.sign) * at;
    let middle = values
        .iter()
        .fold(Rational::zero(), |sum, value| &sum + &signed(value, &middle_of(&value.range)));
    let mut whole = Interval::exact(Rational::zero());
    let mut bars = Vec::new();
    for value in &values {
        let (low, high) = (signed(value, &value.range.low), signed(value, &value.range.high));
        let at_middle = signed(value, &middle_of(&value.range));
        whole.low = &whole.low + &low.clone().min(high.clone());
        whole.high = &whole.high + &low.clone().max(high.clone());
        if value.sign != 0 && !value.range.is_exact() {
            bars.push(TornadoBar {
                line: situation.naming.line(value.line),
                what: value.what.clone(),
                at_low: &(&middle - &at_middle) + &low,
                at_high: &(&middle - &at_middle) + &high,
            });
        }
    }
    let length = |bar: &TornadoBar| {
        let length = &bar.at_high - &bar.at_low;
        if length < Rational::zero() { -&length } else { length }
    };
    bars.sort_by_cached_key(|bar| Reverse(length(bar)));
    (!bars.is_empty()).then(|| Tornado {
        state: situation.naming.state(state),
        party: situation.naming.party(party),
        middle,
        whole,
        bars,
    })
}

fn values(situation: &Situation<'_>, party: PartyId, state: StateId, (no_deal, reserved): (StateId, bool)) -> Vec<Value> {
    let space = &situation.model.space;
    let holder = Holder::itself(party);
    let mut values = Vec::new();
    let lines = situation.case.statements.iter();
    for (line, statement) in lines.filter(|(_, statement)| statement.content.holder() == Some(holder)) {
        match &statement.content {
            Content::Value(_, worth) => {
                let mut spelled = Vec::new();
                for term in &worth.terms {
                    let one = crate::case::Worth {
                        weight: worth.weight.clone(),
                        terms: vec![term.clone()],
                    };
                    let what = match term {
                        Term::Formula(said, _) | Term::Curve(said, ..) => said.text.clone(),
                    };
                    let terms: Vec<(Formula, Interval)> = one.spelled_out(&situation.case.issues);
                    spelled.extend(terms.into_iter().map(|(formula, range)| (formula, range, what.clone())));
                }
                for (formula, range, what) in spelled {
                    let counts = |state: StateId| i64::from(space.holds(&formula, state));
                    let sign = counts(state) - if reserved { 0 } else { counts(no_deal) };
                    values.push(Value { line, what, sign, range });
                }
            }
            Content::Reservation(_, range) => values.push(Value {
                line,
                what: "no deal".to_owned(),
                sign: -1,
                range: range.clone(),
            }),
            _ => {}
        }
    }
    values
}
