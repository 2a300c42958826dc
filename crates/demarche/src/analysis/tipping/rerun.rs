//! The same asked again, by the ordinary analyses, of a model in which the levers have been pulled.
//!
//! Holding is not monotone in the levers: a condition that keeps one party may take away the reprisal that deterred another. So what the closed forms find is not believed until the changed model
//! says so. Payments and penalties change what the deal and leaving it are worth to whoever leaves; conditions change where moves lead; seats change the table.

use crate::analysis::acceptance;
use crate::analysis::stability::Scope;
use crate::analysis::stability::reply::Replies;
use crate::analysis::tipping::judge::{Asked, Judge, Way};
use crate::analysis::tipping::lapse::moves_with;
use crate::analysis::tipping::lever::{Act, Due, Lever};
use crate::case::{Case, Interval};
use crate::finding::Verdict;
use crate::index::{Key, PartyId, StateId, Table};
use crate::model::{Model, PartyModel, Preference, Ranked, Voter};
use crate::rational::Rational;

/// What is asked again.
pub struct Again<'a> {
    /// The case, for what is paid.
    pub case: &'a Case,
    /// The model before.
    pub model: &'a Model,
    /// All levers.
    pub levers: &'a [Lever],
    /// The deal.
    pub state: StateId,
    /// Which moves count.
    pub scope: &'a Scope,
    /// What the set is to bring about.
    pub asked: Asked,
}

impl Again<'_> {
    /// Whether the set does what is asked in the changed model; `None` where a party's preferences are incomplete, so that there is no single model to change.
    /// Cost: one model, and the replies to the moves away from the deal.
    pub fn stands(&self, judge: &Judge<'_>, set: &[usize], way: &Way) -> Option<bool> {
        let voters = self
            .model
            .parties
            .values()
            .flat_map(|party| std::iter::once(&party.voter).chain(&party.constituencies));
        if voters.map(|voter| &voter.preference).any(|preference| preference.ranks().is_none()) {
            return None;
        }
        let signed = !self.asked.sign || self.signs(judge, set, way)?;
        Some(signed && self.asked.hold.is_none_or(|notion| self.holds(judge, set, way, notion.slot())))
    }

    fn signs(&self, judge: &Judge<'_>, set: &[usize], way: &Way) -> Option<bool> {
        let no_deal = judge.no_deal(set)?;
        let parties = self.parties(|party| {
            let net = Some(self.net(party, way, false)).filter(|net| *net != Rational::zero())?;
            let mut values = self.values(party);
            values[self.state.index()] = &values[self.state.index()] + &net;
            Some(values)
        });
        let mut changed = self.changed(parties);
        for lever in set {
            if let Act::Threat { on, size } = &self.levers[*lever].act {
                let size = size.as_ref().map(|size| size.low.clone()).or_else(|| self.size(way, *lever))?;
                self.threaten(&mut changed.parties[*on].voter, *on, &size, &no_deal);
            }
        }
        changed.no_deal = no_deal.iter().map(|state| (*state, None)).collect();
        let table = judge.table(set);
        let signing = acceptance::signing(&changed, table, self.state);
        // At just these amounts nobody gains yet: then it is enough that those who accept carry the deal.
        let accepting = table.minus(signing.holdouts);
        let carried = || {
            changed
                .agreement
                .as_ref()
                .map_or(accepting == table, |rule| rule.holds(&|party| accepting.has(party)))
        };
        Some(signing.verdict == Verdict::Yes || (way.more_than && carried()))
    }

    /// A reservation value that is lower by so much than what no deal is worth.
    fn threaten(&self, voter: &mut Voter, party: PartyId, size: &Rational, no_deal: &[StateId]) {
        let before = &self.model.parties[party].voter;
        let worth = match &before.reservation {
            Some((worth, _)) => worth.as_ref().map(|worth| worth.low.clone()),
            None => no_deal
                .iter()
                .filter_map(|state| before.preference.worth(&self.model.space, *state))
                .map(|worth| worth.high)
                .max(),
        };
        let line = before.reservation.as_ref().map_or(crate::index::StatementId(0), |(_, line)| *line);
        voter.reservation = worth.map(|worth| (Some(Interval::exact(&worth - size)), line));
    }

    /// Whether everybody stays: each is examined in a model in which what the levers do to whoever leaves first is done to it. Payments and penalties end with the first breach, so that the others
    /// reply by what states are worth to them without.
    fn holds(&self, judge: &Judge<'_>, set: &[usize], way: &Way, slot: usize) -> bool {
        let lapses = judge.lapses(set);
        let mut changed = self.changed(self.parties(|_| None));
        if !lapses.is_empty() {
            changed.moves = moves_with(self.model, &lapses);
        }
        self.model.parties.keys().all(|leaver| {
            let fined = |lever: &usize| matches!(&self.levers[*lever].act, Act::Guarantee { on, .. } if *on == leaver);
            let touched = set.iter().any(fined) || self.net(leaver, way, true) != Rational::zero();
            let before = touched.then(|| {
                let mut values = self.values(leaver);
                self.after_leaving(leaver, &mut values, set, way);
                std::mem::replace(
                    &mut changed.parties[leaver].voter.preference,
                    Preference::Ranked(Ranked::from_worths(&values)),
                )
            });
            let replies = Replies::new(&changed, 1);
            let stays = replies.examine(leaver, self.state, self.scope)[slot].verdict == Some(Verdict::Yes);
            if let Some(before) = before {
                changed.parties[leaver].voter.preference = before;
            }
            stays
        })
    }

    /// What states are worth to a party that leaves: the deal with its payments, everything else with the penalties that fall due.
    fn after_leaving(&self, party: PartyId, values: &mut [Rational], set: &[usize], way: &Way) {
        let kept = &values[self.state.index()] + &self.net(party, way, true);
        for lever in set {
            let Act::Guarantee { on, when, size } = &self.levers[*lever].act else {
                continue;
            };
            if *on != party {
                continue;
            }
            let size = size.as_ref().map(|size| size.low.clone()).or_else(|| self.size(way, *lever));
            for state in self.model.space.states() {
                if when.as_ref().is_some_and(|when| !self.model.space.holds(when, state)) {
                    continue;
                }
                let worth = &mut values[state.index()];
                *worth = match &size {
                    Some(size) => &*worth - size,
                    // Where there is no scale, a penalty that is large enough leaves nothing gained.
                    None => worth.clone().min(kept.clone()),
                };
            }
        }
        values[self.state.index()] = kept;
    }

    fn size(&self, way: &Way, lever: usize) -> Option<Rational> {
        way.sizes
            .iter()
            .find(|(known, _)| *known == lever)
            .and_then(|(_, size)| size.clone())
    }

    /// What a party receives less what it pays.
    fn net(&self, party: PartyId, way: &Way, while_kept: bool) -> Rational {
        let mut net = Rational::zero();
        for (lever, amount) in &way.payments {
            let Act::Pay { payable, to, due } = self.levers[*lever].act else {
                continue;
            };
            if while_kept && due == Due::OnSignature {
                continue;
            }
            let payable = &self.case.payables[payable];
            if party == to || party == payable.payer {
                let worth = payable.worth.iter().find(|(who, _)| *who == party);
                if let Some((_, worth)) = worth {
                    net = &net + &(amount * &worth.low);
                }
            }
        }
        net
    }

    /// All parties, those with changed values for which there are some.
    fn parties(&self, changed: impl Fn(PartyId) -> Option<Vec<Rational>>) -> Table<PartyId, PartyModel> {
        let parties = self.model.parties.iter().map(|(party, declared)| {
            let mut voter = self.same(&declared.voter);
            if let Some(values) = changed(party) {
                voter.preference = Preference::Ranked(Ranked::from_worths(&values));
            }
            PartyModel {
                voter,
                constituencies: declared.constituencies.iter().map(|voter| self.same(voter)).collect(),
                ballot: declared.ballot.clone(),
            }
        });
        parties.collect()
    }

    fn same(&self, voter: &Voter) -> Voter {
        let preference = match &voter.preference {
            Preference::Ranked(ranked) => ranked.clone(),
            // Not met: what is incomplete is not asked again.
            Preference::Partial(_) => Ranked::from_ranks(&[]),
        };
        Voter {
            preference: Preference::Ranked(preference),
            by_lines: None,
            clauses: voter.clauses.clone(),
            reservation: voter.reservation.clone(),
        }
    }

    fn values(&self, party: PartyId) -> Vec<Rational> {
        let voter = &self.model.parties[party].voter;
        self.model.space.states().map(|state| self.value(voter, state)).collect()
    }

    fn value(&self, voter: &Voter, state: StateId) -> Rational {
        let worth = voter.preference.worth(&self.model.space, state).map(|worth| worth.low);
        worth.unwrap_or_else(|| {
            let rank = voter.preference.ranks().map_or(0, |ranks| ranks[state.index()]);
            Rational::integer(i64::from(rank))
        })
    }

    fn changed(&self, parties: Table<PartyId, PartyModel>) -> Model {
        Model {
            space: self.model.space.clone(),
            effectivity: self.model.effectivity.clone(),
            moves: self.model.moves.clone(),
            parties,
            status_quo: self.model.status_quo,
            no_deal: self.model.no_deal.clone(),
            agreement: self.model.agreement.clone(),
            table: self.model.table,
            coalitions: Vec::new(),
        }
    }
}
