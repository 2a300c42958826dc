//! What can be done to tip a deal.

use crate::case::{Duty, Formula, Interval};
use crate::finding::Verdict;
use crate::index::{IssueId, PartyId, StateId, StatementId};
use crate::model::{Model, PartySet};
use crate::rational::Rational;

/// Something that somebody can do, declared in the case or derived from it.
#[derive(Clone, Debug)]
pub struct Lever {
    /// What.
    pub act: Act,
    /// By whom; `None` where the case does not say who would.
    pub owner: Option<PartyId>,
    /// What carrying it out, or not, is worth to the owner.
    pub duty: Option<Duty>,
    /// The line that declares it; `None` for what the program proposes.
    pub line: Option<StatementId>,
}

/// What is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// An issue's value joins the terms.
    Package {
        /// The issue.
        issue: IssueId,
        /// The value.
        value: u32,
    },
    /// A payment, as much as is needed.
    Pay {
        /// Position among the case's payables.
        payable: usize,
        /// Who receives it.
        to: PartyId,
        /// When.
        due: Due,
    },
    /// A penalty on a party for leaving the deal.
    Guarantee {
        /// On whom.
        on: PartyId,
        /// In which states it falls due; `None`: wherever the party leaves to.
        when: Option<Formula>,
        /// What it costs that party; `None`: as much as is needed.
        size: Option<Interval>,
    },
    /// A harm that a party meets if there is no deal.
    Threat {
        /// On whom.
        on: PartyId,
        /// What it costs that party; `None`: as much as is needed.
        size: Option<Interval>,
    },
    /// A value of an issue that follows instead of what no deal is otherwise.
    Instead {
        /// The issue.
        issue: IssueId,
        /// The value.
        value: u32,
    },
    /// A term goes back to today's value as soon as this is so.
    Condition {
        /// The breach.
        breach: Formula,
        /// What lapses.
        lapses: IssueId,
    },
    /// A seat at the table, given or taken.
    Seat {
        /// Whose.
        party: PartyId,
        /// Whether it is given.
        given: bool,
    },
}

/// When a payment is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Once and for all, on signature: it cannot be taken back, and so changes nothing afterwards.
    OnSignature,
    /// As long as the deal is kept as it is.
    WhileKept,
}

impl Lever {
    /// What the program proposes.
    pub fn proposed(act: Act, owner: Option<PartyId>) -> Self {
        Lever {
            act,
            owner,
            duty: None,
            line: None,
        }
    }

    /// Whether the owner would weakly prefer to carry out a threat or a promise when it falls due, audience cost included (Fearon 1994), and can: what follows instead of no deal must be its own to bring about; `None` where nothing needs to be carried out,
    /// and `Open` where the case does not tell. `no_deal` is what a threat is carried out instead of.
    pub fn credible(&self, model: &Model, no_deal: &[StateId]) -> Option<Verdict> {
        if let (Act::Instead { issue, value }, Some(owner)) = (&self.act, self.owner) {
            let can = |before: &StateId| {
                let after = instead(model, *before, *issue, *value);
                after.is_none_or(|after| model.effectivity.can(&model.space, PartySet::one(owner), *before, after))
            };
            if !no_deal.iter().all(can) {
                return Some(Verdict::No);
            }
        }
        match (&self.act, &self.duty) {
            (Act::Guarantee { .. } | Act::Threat { .. } | Act::Instead { .. }, Some(duty)) => {
                let backing_low = &duty.backing_down.low - &duty.audience_cost.high;
                let backing_high = &duty.backing_down.high - &duty.audience_cost.low;
                Some(if duty.executing.low >= backing_high {
                    Verdict::Yes
                } else if duty.executing.high < backing_low {
                    Verdict::No
                } else {
                    Verdict::Open
                })
            }
            (Act::Instead { issue, value }, None) => {
                let owner = self.owner?;
                let preference = &model.parties[owner].voter.preference;
                let relations = no_deal.iter().filter_map(|before| {
                    let after = instead(model, *before, *issue, *value)?;
                    Some(preference.compare(&model.space, after, *before))
                });
                let mut all = Verdict::Yes;
                for relation in relations {
                    all = all.and(match relation {
                        relation if relation.at_least => Verdict::Yes,
                        relation if relation.worse => Verdict::No,
                        _ => Verdict::Open,
                    });
                }
                Some(all)
            }
            (Act::Guarantee { .. } | Act::Threat { .. }, None) => Some(Verdict::Open),
            _ => None,
        }
    }

    /// The least audience cost with which the owner would carry it out, if its own numbers are known.
    pub fn needed_audience_cost(&self) -> Option<Interval> {
        let duty = self.duty.as_ref()?;
        let least = |backing: &Rational, executing: &Rational| (backing - executing).max(Rational::zero());
        Some(Interval {
            low: least(&duty.backing_down.low, &duty.executing.high),
            high: least(&duty.backing_down.high, &duty.executing.low),
        })
    }
}

/// A state with another value of one issue, if it is feasible.
pub fn instead(model: &Model, state: StateId, issue: IssueId, value: u32) -> Option<StateId> {
    model.space.state(model.space.replace(model.space.combination(state), issue, value))
}
