//! The nearest deals: with the fewest issues settled otherwise than in a state, or than in the nearest of several.

use crate::analysis::answer::search::quest::Near;
use crate::analysis::answer::search::{Asking, Side, settled};
use crate::analysis::vast::ask::Set;
use crate::analysis::vast::bounds::Floor;
use crate::analysis::vast::sums::{distance, times};
use crate::analysis::vast::work::{Stop, Work};
use crate::case::Said;
use crate::finding::{SearchNear, Settled};

/// Nearest deals that are told, at most.
pub const MOST_TOLD: usize = 3;

/// Nothing is known.
pub(super) fn unknown(near: &Near, settled: Settled) -> SearchNear {
    SearchNear {
        to: match near {
            Near::Today => None,
            Near::Formula(said) => Some(said.text.clone()),
        },
        target: matches!(near, Near::Today).then_some(true),
        settled,
        distance: None,
        at_least: 0,
        deals: Vec::new(),
        more: None,
        otherwise: Vec::new(),
    }
}

impl Asking<'_, '_> {
    /// The nearest to today's state.
    pub(super) fn nearest_today(&self, side: Side, set: &Set, doubtful: bool, work: &mut Work<'_>) -> SearchNear {
        let mut near = unknown(&Near::Today, Settled::Interrupted);
        let Some(today) = &self.question.today else { return near };
        let fewest = times(&distance(&self.asker.compiler, today), -1);
        let found = self.asker.best(set, Some(&fewest), &[], work);
        near.at_least = found.bound.map_or(0, |bound| (-bound).max(0) as u32);
        if let Some((values, reached)) = &found.best {
            near.distance = Some((-reached) as u32);
            let floor = Floor {
                tables: fewest,
                number: *reached,
            };
            self.tell(&mut near, set, &[floor], values, work);
            near.otherwise = self.telling().otherwise(today, values);
        }
        self.settle_near(&mut near, side, found.complete, doubtful, work);
        near
    }

    /// The nearest to the states with a formula: around these, one more issue may differ at each round.
    pub(super) fn nearest_formula(&self, side: Side, set: &Set, said: &Said, doubtful: bool, work: &mut Work<'_>) -> SearchNear {
        let mut near = unknown(&Near::Formula(said.clone()), Settled::Bound);
        let complete = self.rounds(set, said, &mut near, work).unwrap_or(false);
        self.settle_near(&mut near, side, complete, doubtful, work);
        near
    }

    fn rounds(&self, set: &Set, said: &Said, near: &mut SearchNear, work: &mut Work<'_>) -> Result<bool, Stop> {
        let meant = self.asker.feasible_with(&said.formula, work)?;
        near.target = Some(!meant.is_false());
        if meant.is_false() {
            return Ok(true);
        }
        let mut around = meant.clone();
        for round in 0..=self.question.radices.len() as u32 {
            let within = self.asker.within(set, &around, work)?;
            let found = self.asker.best(&within, None, &[], work);
            if let Some((values, _)) = &found.best {
                near.distance = Some(round);
                self.tell(near, &within, &[], values, work);
                near.otherwise = self.otherwise(said, values, work);
                return Ok(near.at_least == round);
            }
            if !found.complete {
                return Ok(false);
            }
            near.at_least = round + 1;
            let wider = self.asker.one_step_wider(&around, work)?;
            if wider == around {
                break;
            }
            around = wider;
        }
        Ok(true)
    }

    /// What a deal has otherwise than the nearest state with the formula.
    fn otherwise(&self, said: &Said, values: &[u32], work: &mut Work<'_>) -> Vec<String> {
        let condition = crate::analysis::vast::condition::Condition::Holds(said.formula.clone());
        let meant = self
            .asker
            .feasible(work)
            .and_then(|all| self.asker.narrowed(&all, &condition, work));
        let Ok(meant) = meant else { return Vec::new() };
        let fewest = times(&distance(&self.asker.compiler, values), -1);
        let nearest = self.asker.best(&meant, Some(&fewest), &[], work).best;
        nearest.map_or_else(Vec::new, |(from, _)| self.telling().otherwise(&from, values))
    }

    /// Some of the deals that are as near as the one found.
    fn tell(&self, near: &mut SearchNear, set: &Set, floors: &[Floor], found: &[u32], work: &mut Work<'_>) {
        let others = self.asker.some(set, floors, self.listed + 2, work);
        let mut deals = vec![found.to_vec()];
        if let Ok(others) = &others {
            deals.extend(others.iter().filter(|other| other.as_slice() != found).cloned());
        }
        near.more = match others {
            Ok(_) => Some(deals.len() > self.listed),
            Err(_) => (deals.len() > self.listed).then_some(true),
        };
        deals.truncate(self.listed);
        near.deals = deals.iter().map(|deal| self.telling().deal(deal)).collect();
    }

    /// Where only bounds are taken, a surely signable deal may be farther than some that can be signed, and a possible one nearer than any.
    fn settle_near(&self, near: &mut SearchNear, side: Side, complete: bool, doubtful: bool, work: &Work<'_>) {
        let none_possible = side == Side::Possibly && near.deals.is_empty();
        let no_target = near.target == Some(false);
        near.settled = settled(complete && (!doubtful || none_possible || no_target), work.is_stopped());
        if doubtful && side == Side::Surely {
            near.at_least = 0;
        }
    }
}
