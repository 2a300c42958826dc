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
        if !self.model.is_complete() {
            return None;
        }
        let signed = !self.asked.sign || self.signs(judge, set, way)?;
        Some(signed && self.asked.hold.is_none_or(|notion| self.holds(judge, set, way, notion.slot())))
    }

    fn signs(&self, judge: &Judge<'_>, set: &[usize], way: &Way) -> Option<bool> {
        let no_deal = judge.no_deal(set)?;
        let parties = self.parties(|party, values| {
            values[self.state.index()] = &values[self.state.index()] + &self.net(party, way, false);
        });
        let mut changed = self.changed(parties, self.model.moves.clone());
        for lever in set {
            if let Act::Threat { on, size } = &self.levers[*lever].act {
                let size = size.as_ref().map(|size| size.low.clone()).or_else(|| self.size(way, *lever))?;
                self.threaten(&mut changed.parties[*on].voter, *on, &size, &no_deal);
            }
        }
        changed.no_deal = no_deal.iter().map(|state| (*state, None)).collect();
        let signing = acceptance::signing(&changed, judge.table(set), self.state);
        Some(signing.verdict == Verdict::Yes || (way.more_than && signing.holdouts.is_empty()))
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
        self.model.parties.keys().all(|leaver| {
            let parties = self.parties(|party, values| {
                if party == leaver {
                    self.after_leaving(party, values, set, way);
                }
            });
            let moves = if lapses.is_empty() {
                self.model.moves.clone()
            } else {
                moves_with(self.model, &lapses)
            };
            let changed = self.changed(parties, moves);
            let replies = Replies::new(&changed, 1);
            replies.examine(leaver, self.state, self.scope)[slot].verdict == Some(Verdict::Yes)
        })
    }

    /// What states are worth to a party that leaves: the deal with its payments, everything else with the penalties that fall due.
    fn after_leaving(&self, party: PartyId, values: &mut [Rational], set: &[usize], way: &Way) {
        let kept = &values[self.state.index()] + &self.net(party, way, true);
        for lever in set {
            let Act::Guarantee { on, when, size } = &self.levers[*lever].act else { continue };
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

    /// All parties with changed values.
    fn parties(&self, mut change: impl FnMut(PartyId, &mut Vec<Rational>)) -> Table<PartyId, PartyModel> {
        let parties = self.model.parties.iter().map(|(party, declared)| {
            let voter = &declared.voter;
            let mut values: Vec<Rational> = self.model.space.states().map(|state| self.value(voter, state)).collect();
            change(party, &mut values);
            PartyModel {
                voter: Voter {
                    preference: Preference::Ranked(Ranked::from_worths(&values)),
                    by_lines: None,
                    clauses: voter.clauses.clone(),
                    reservation: voter.reservation.clone(),
                },
                constituencies: declared.constituencies.iter().map(|voter| self.same(voter)).collect(),
                ballot: declared.ballot.clone(),
            }
        });
        parties.collect()
    }

    /// A constituency, which is paid nothing.
    fn same(&self, voter: &Voter) -> Voter {
        let values: Vec<Rational> = self.model.space.states().map(|state| self.value(voter, state)).collect();
        Voter {
            preference: Preference::Ranked(Ranked::from_worths(&values)),
            by_lines: None,
            clauses: voter.clauses.clone(),
            reservation: voter.reservation.clone(),
        }
    }

    fn value(&self, voter: &Voter, state: StateId) -> Rational {
        let worth = voter.preference.worth(&self.model.space, state).map(|worth| worth.low);
        worth.unwrap_or_else(|| {
            let rank = voter.preference.ranks().map_or(0, |ranks| ranks[state.index()]);
            Rational::integer(i64::from(rank))
        })
    }

    fn changed(&self, parties: Table<PartyId, PartyModel>, moves: crate::model::MoveGraph) -> Model {
        Model {
            space: self.model.space.clone(),
            effectivity: self.model.effectivity.clone(),
            moves,
            parties,
            status_quo: self.model.status_quo,
            no_deal: self.model.no_deal.clone(),
            agreement: self.model.agreement.clone(),
            table: self.model.table,
            coalitions: Vec::new(),
        }
    }
}
