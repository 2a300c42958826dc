//! How far preferences are from those under which a state could be signed and would be stable, in the case's names.

use num_bigint::BigInt;

use crate::analysis::acceptance::against_no_deal;
use crate::analysis::answer::naming::Naming;
use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::inverse::counting::{MOST_ORDERS, MOST_SETS, Uncounted, count};
use crate::analysis::inverse::joint::{self, Joint};
use crate::analysis::inverse::obligations::Obligations;
use crate::analysis::inverse::swaps::{Swaps, least};
use crate::analysis::inverse::weights::{self, Worths};
use crate::analysis::stability::Scope;
use crate::analysis::watch::Watch;
use crate::case::{Content, Formula, Holder, Interval, Said, Term};
use crate::finding::{
    Inverse, JointChange, Notion, PartyInverse, RankingChange, RankingCount, SwapMade, TermChange, UncountedReason, ValueChange,
};
use crate::index::{PartyId, StateId};
use crate::model::{PartySet, Refusal, Relation};
use crate::rational::Rational;

/// States that meet a question and are compared by how many swaps they need, at most.
const MOST_STATES: usize = 1_024;

/// States up to which the number of rankings is written out.
const WRITTEN_OUT: u32 = 20;

/// The answer; rankings are counted for `free` together or, if it is empty, for every party by itself.
///
/// # Errors
/// [`Refusal::NothingHolds`] where the negotiation starts from nothing; [`Refusal::Interrupted`] if `watch` says so.
pub fn inverse(
    situation: &Situation<'_>,
    question: &Said,
    notion: Notion,
    free: PartySet,
    watch: &mut dyn Watch,
) -> Result<Inverse, Refusal> {
    let (model, naming) = (situation.model, situation.naming);
    if model.status_quo.is_none() {
        return Err(Refusal::NothingHolds);
    }
    let mut states: Vec<StateId> = model
        .space
        .states()
        .filter(|state| model.space.holds(&question.formula, *state))
        .collect();
    states.sort_by_key(|state| (!model.is_deal(*state), model.terms(*state).len(), *state));
    let mut found = Inverse {
        formula: question.text.clone(),
        states: states.len() as u64,
        state: None,
        by_swaps: false,
        notion,
        parties: Vec::new(),
        together: None,
        counts: Vec::new(),
    };
    let Some(first) = states.first().copied() else { return Ok(found) };
    let asked = |state: StateId| Asked { situation, state, notion };
    if model.is_deal(first) {
        states.retain(|state| model.is_deal(*state));
    }
    let nearest = nearest(&states, &asked, watch)?;
    found.by_swaps = nearest.is_some();
    let state = nearest.unwrap_or(first);
    found.state = Some(naming.state(state));
    let asked = asked(state);
    let mut stays: Vec<Result<Swaps, RankingChange>> = Vec::new();
    for party in model.parties.keys() {
        let obligations = asked.obligations(party);
        let worths = values(naming, party);
        let staying = asked.staying(party, &obligations);
        found.parties.push(PartyInverse {
            party: naming.party(party),
            signs: model.table.has(party),
            to_sign: asked.told(&asked.signing(party)),
            to_hold: asked.told(&staying),
            values_to_sign: worths.as_ref().and_then(|worths| asked.values_to_sign(party, worths)),
            values_to_hold: worths
                .zip(obligations.ok())
                .map(|(worths, obligations)| asked.reweighed(&obligations, &worths)),
            rests_on: naming.lines(support::preference(naming, party)),
        });
        stays.push(staying);
    }
    if let Ok(all) = stays.into_iter().collect::<Result<Vec<Swaps>, _>>()
        && model.is_complete()
    {
        found.together = Some(asked.together(&all, watch)?);
    }
    let alone = |party: PartyId| PartySet::one(party);
    let groups: Vec<PartySet> = if free.is_empty() {
        model.parties.keys().map(alone).collect()
    } else {
        vec![free]
    };
    for group in groups {
        found.counts.push(asked.counted(group, watch)?);
    }
    Ok(found)
}

/// The state for which all parties' own least changes together are the fewest; nothing where that is not known of the first [`MOST_STATES`], or there is only one.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
fn nearest<'s, 'a: 's>(
    states: &[StateId],
    asked: &dyn Fn(StateId) -> Asked<'s, 'a>,
    watch: &mut dyn Watch,
) -> Result<Option<StateId>, Refusal> {
    if states.len() < 2 || states.len() > MOST_STATES {
        return Ok(None);
    }
    let mut best: Option<(u32, StateId)> = None;
    for (done, state) in states.iter().enumerate() {
        if !watch.step("states", done as u64, states.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let Some(swaps) = asked(*state).swaps() else { return Ok(None) };
        if best.is_none_or(|(least, _)| swaps < least) {
            best = Some((swaps, *state));
        }
    }
    Ok(best.map(|(_, state)| state))
}

struct Asked<'s, 'a> {
    situation: &'s Situation<'a>,
    state: StateId,
    notion: Notion,
}

impl Asked<'_, '_> {
    fn ranks(&self, party: PartyId) -> Option<&[u32]> {
        self.situation.model.parties[party].voter.preference.ranks()
    }

    /// The least change after which no deal is not better for `party`.
    fn signing(&self, party: PartyId) -> Result<Swaps, RankingChange> {
        let model = self.situation.model;
        let voter = &model.parties[party].voter;
        let accepts = |no_deal: &(StateId, _)| {
            let compared = against_no_deal(&model.space, voter, self.state, Some(no_deal.0));
            compared.is_some_and(|(relation, _)| relation.at_least)
        };
        match self.ranks(party).filter(|_| voter.reservation.is_none()) {
            Some(ranks) => Ok(least(&self.no_deals(), ranks, self.state)),
            None if model.no_deal.iter().all(accepts) => Ok(Swaps::none()),
            None if voter.reservation.is_some() => Err(RankingChange::Reserved),
            None => Err(RankingChange::Unranked),
        }
    }

    /// All parties' own least changes together: to stay, and of those at the table to be no worse off as well; nothing where one is not known.
    fn swaps(&self) -> Option<u32> {
        let model = self.situation.model;
        let own = model.parties.keys().map(|party| {
            let stays = self.staying(party, &self.obligations(party)).ok()?.least;
            let signs = if model.table.has(party) {
                self.signing(party).ok()?.least
            } else {
                0
            };
            Some(stays.max(signs))
        });
        own.sum()
    }

    /// That no no-deal state is better.
    fn no_deals(&self) -> Obligations {
        Obligations::none_better(self.situation.model.no_deal.iter().map(|(state, _)| *state))
    }

    /// What must not be better than the state for `party` to stay, as far as others surely make their reprisals.
    fn surely(&self, party: PartyId) -> Obligations {
        let model = self.situation.model;
        let improves = |who: PartyId, from: StateId, to: StateId| self.compared(who, to, from).better;
        Obligations::of(model, &Scope::everything(model), party, self.state, self.notion, &improves)
    }

    fn compared(&self, who: PartyId, state: StateId, base: StateId) -> Relation {
        let model = self.situation.model;
        model.parties[who].voter.preference.compare(&model.space, state, base)
    }

    /// What must not be better than the state for `party` to stay, the others' rankings being what they are.
    fn obligations(&self, party: PartyId) -> Result<Obligations, RankingChange> {
        let model = self.situation.model;
        if self.notion == Notion::Sim {
            return Err(RankingChange::Simultaneous);
        }
        if matches!(self.notion, Notion::Seq | Notion::Sseq) {
            let mut others = model.parties.keys().filter(|other| *other != party);
            if let Some(on) = others.find(|other| self.ranks(*other).is_none()) {
                let on = self.situation.naming.party(on);
                return Err(RankingChange::Depends { on });
            }
        }
        Ok(self.surely(party))
    }

    /// The least change after which `party` stays, its [`obligations`](Asked::obligations) being these.
    fn staying(&self, party: PartyId, obligations: &Result<Obligations, RankingChange>) -> Result<Swaps, RankingChange> {
        // Where something is not known: with fewer reprisals than there may be, and everything better that may be, what is met is met anyhow.
        let may_be_better = |other: StateId| self.compared(party, other, self.state).may_be_better();
        let (met, why) = match (obligations, self.ranks(party)) {
            (Ok(obligations), Some(ranks)) => return Ok(least(obligations, ranks, self.state)),
            (Ok(obligations), None) => (obligations.met(&may_be_better), RankingChange::Unranked),
            (Err(RankingChange::Simultaneous), _) => (false, RankingChange::Simultaneous),
            (Err(why), ranks) => {
                let why = if ranks.is_some() { why.clone() } else { RankingChange::Unranked };
                (self.surely(party).met(&may_be_better), why)
            }
        };
        if met { Ok(Swaps::none()) } else { Err(why) }
    }

    fn told(&self, swaps: &Result<Swaps, RankingChange>) -> RankingChange {
        match swaps {
            Ok(swaps) => RankingChange::Known {
                swaps: swaps.least,
                past: swaps.past.map(|past| self.situation.naming.state(past)),
            },
            Err(why) => why.clone(),
        }
    }

    fn values_to_sign(&self, party: PartyId, values: &[Valued]) -> Option<ValueChange> {
        let model = self.situation.model;
        let Some((reserved, _)) = &model.parties[party].voter.reservation else {
            return Some(self.reweighed(&self.no_deals(), values));
        };
        // Against a number: what is lacking, put on a term that is true of the state.
        let reserved = reserved.as_ref().filter(|reserved| reserved.is_exact())?;
        let holds = |value: &&Valued| model.space.holds(&value.formula, self.state);
        let worth = values.iter().filter(holds).fold(Rational::zero(), |sum, value| &sum + &value.worth);
        let least = (&reserved.low - &worth).max(Rational::zero());
        let term = values.iter().find(holds).filter(|_| least > Rational::zero());
        let terms = term.map(|value| TermChange {
            term: value.term.clone(),
            from: value.worth.clone(),
            to: &value.worth + &least,
        });
        if terms.is_none() && least > Rational::zero() {
            return None;
        }
        Some(ValueChange::Known {
            terms: terms.into_iter().collect(),
            least,
        })
    }

    fn reweighed(&self, obligations: &Obligations, values: &[Valued]) -> ValueChange {
        let terms: Vec<(Formula, Rational)> = values.iter().map(|value| (value.formula.clone(), value.worth.clone())).collect();
        let worths = Worths {
            space: &self.situation.model.space,
            terms: &terms,
        };
        let Ok(found) = weights::least(obligations, &worths, self.state) else {
            return ValueChange::Unsolved {
                limit: weights::MOST_PROGRAMS,
            };
        };
        let changes = values.iter().zip(&found.changes).filter(|(_, change)| **change != Rational::zero());
        ValueChange::Known {
            terms: changes
                .map(|(value, change)| TermChange {
                    term: value.term.clone(),
                    from: value.worth.clone(),
                    to: &value.worth + change,
                })
                .collect(),
            least: found.least,
        }
    }

    /// The least change of all rankings together. Reprisals that need not be liked do not depend on the reprisers' rankings, so that every party's own least changes are the least of all.
    fn together(&self, own: &[Swaps], watch: &mut dyn Watch) -> Result<JointChange, Refusal> {
        let model = self.situation.model;
        let scope = Scope::everything(model);
        let sum: u32 = own.iter().map(|swaps| swaps.least).sum();
        let changed: Vec<Vec<u32>> = own.iter().map(|swaps| swaps.ranks.clone()).collect();
        let own_changes_do = joint::is_stable(model, &scope, self.state, self.notion, &changed);
        let mut told = JointChange {
            at_least: sum,
            at_most: Some(sum),
            own_changes_do,
            swaps: Vec::new(),
            limit: joint::most_rankings(model) as u64,
        };
        if sum == 0 || matches!(self.notion, Notion::Nash | Notion::Gmr | Notion::Smr) {
            return Ok(told);
        }
        let ranks = model
            .parties
            .keys()
            .map(|party| self.ranks(party).unwrap_or_default().to_vec())
            .collect();
        let ceiling = if own_changes_do { sum - 1 } else { u32::MAX };
        match joint::least(model, &scope, self.state, self.notion, ranks, ceiling, watch)? {
            Joint::Found(found) => {
                told.at_least = found.swaps.len() as u32;
                told.at_most = Some(told.at_least);
                let naming = self.situation.naming;
                let swaps = found.swaps.into_iter().map(|swap| SwapMade {
                    party: naming.party(swap.party),
                    above: naming.state(swap.above),
                    below: naming.state(swap.below),
                });
                told.swaps = swaps.collect();
            }
            Joint::AtLeast(bound) => {
                told.at_least = bound;
                told.at_most = own_changes_do.then_some(sum);
            }
        }
        Ok(told)
    }

    fn counted(&self, group: PartySet, watch: &mut dyn Watch) -> Result<RankingCount, Refusal> {
        let (model, naming) = (self.situation.model, self.situation.naming);
        let scope = Scope::everything(model);
        let counted = count(model, &scope, group, self.state, self.notion, watch)?;
        let states = model.space.len() as u32;
        let all = (1..=states.min(WRITTEN_OUT)).fold(BigInt::from(1), |product, factor| product * factor);
        let all = Some(all.pow(group.len() as u32)).filter(|_| states <= WRITTEN_OUT);
        let share = counted.as_ref().ok().cloned();
        let of_all = |all: &BigInt| -> Option<String> {
            let number = &Rational::new(all.clone(), 1)? * share.as_ref()?;
            Some(number.to_string())
        };
        Ok(RankingCount {
            free: naming.parties(group.iter()),
            rankings: all.as_ref().and_then(of_all),
            of: all.as_ref().map(ToString::to_string),
            uncounted: counted.as_ref().err().map(|why| match why {
                Uncounted::Unordered(party) => UncountedReason::Unordered {
                    party: naming.party(*party),
                },
                Uncounted::Sets => UncountedReason::Sets { limit: MOST_SETS },
                Uncounted::Orders => UncountedReason::Orders { limit: MOST_ORDERS },
                Uncounted::Simultaneous => UncountedReason::Simultaneous,
            }),
            share,
        })
    }
}

/// A term of a party's values.
struct Valued {
    term: String,
    formula: Formula,
    worth: Rational,
}

/// What a party's values add up from; nothing where they are not all there is to its preference, or not exact.
fn values(naming: Naming<'_>, party: PartyId) -> Option<Vec<Valued>> {
    let mut found = Vec::new();
    for statement in naming.case.statements.values() {
        if statement.content.holder() != Some(Holder::itself(party)) {
            continue;
        }
        match &statement.content {
            Content::Prefers(..) | Content::Indifferent(..) | Content::Priority(..) | Content::Ranking(..) => return None,
            Content::Value(_, worth) => {
                for term in &worth.terms {
                    found.extend(valued(naming, term, &worth.weight)?);
                }
            }
            _ => {}
        }
    }
    (!found.is_empty()).then_some(found)
}

/// A term, or each number of a curve; nothing if it is not exact.
fn valued(naming: Naming<'_>, term: &Term, weight: &Rational) -> Option<Vec<Valued>> {
    let spelled_out = term.spelled_out(weight, &naming.case.issues).into_iter();
    let one = |(formula, interval): (Formula, Interval)| {
        let number = match (term, &formula) {
            (Term::Curve(_, issue, _), Formula::In(_, values)) => {
                let labels: Vec<String> = values.iter().map(|value| naming.value_label(*issue, *value)).collect();
                format!(" = {}", labels.join(", "))
            }
            _ => String::new(),
        };
        interval.is_exact().then(|| Valued {
            term: format!("{}{number}", term.said().text),
            formula,
            worth: interval.low,
        })
    };
    spelled_out.map(one).collect()
}
