//! How far a party is from signing, and from leaving: on its own scale where it has one.
//!
//! *Slack* is how much a deal could lose in a party's eyes before the party would no longer do what is asked; below zero it is what is lacking. To sign: the deal's value less that of no deal. To stay, in the threshold
//! form: the deal's value less the best level that a move secures, a level being the worst state that reprisals the notion counts lead to (the move's own end included). Both are intervals
//! if values are; where only an order is known they have a sign and no size.

use crate::analysis::acceptance::{against_no_deal, judge_party};
use crate::analysis::stability::Scope;
use crate::analysis::stability::sequence;
use crate::analysis::tipping::lapse::Lapsing;
use crate::case::Interval;
use crate::finding::{Notion, Verdict};
use crate::index::{PartyId, StateId, StatementId};
use crate::model::{Model, Relation};
use crate::rational::Rational;

/// A distance on a party's own scale.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Below zero, or perhaps so, by what is not known in numbers.
    Short,
    /// So much.
    Number(Rational),
    /// Nothing bounds it.
    Boundless,
}

impl Level {
    /// Neither too little nor room to spare.
    pub fn zero() -> Self {
        Level::Number(Rational::zero())
    }

    /// Whether it is at least zero.
    pub fn is_enough(&self) -> bool {
        *self >= Level::zero()
    }

    /// The distance with so much more.
    #[must_use]
    pub fn plus(self, more: &Rational) -> Self {
        match self {
            Level::Number(number) => Level::Number(&number + more),
            other => other,
        }
    }
}

/// The least and the greatest that agree with the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slack {
    /// Under the preferences least favorable to what is asked.
    pub worst: Level,
    /// Under the most favorable.
    pub best: Level,
}

impl Slack {
    /// From how one state compares with another, and by how much it is better, if that is known in numbers.
    fn of(relation: Relation, gain: Option<Interval>) -> Self {
        let (low, high) = match gain {
            Some(gain) => (Level::Number(gain.low), Level::Number(gain.high)),
            None => (Level::Short, Level::Boundless),
        };
        Slack {
            worst: if relation.at_least { low.max(Level::zero()) } else { low },
            best: match high {
                Level::Boundless if relation.worse => Level::Short,
                Level::Boundless if relation.at_most => Level::zero(),
                high => high,
            },
        }
    }

    #[must_use]
    fn least(self, other: Slack) -> Slack {
        Slack {
            worst: self.worst.min(other.worst),
            best: self.best.min(other.best),
        }
    }

    /// What stands beyond all bounds.
    pub fn boundless() -> Self {
        Slack {
            worst: Level::Boundless,
            best: Level::Boundless,
        }
    }

    fn plus(self, more: &Interval) -> Slack {
        Slack {
            worst: self.worst.plus(&more.low),
            best: self.best.plus(&more.high),
        }
    }
}

/// How a party stands to signing a deal.
#[derive(Clone, Debug)]
pub struct Signing {
    /// The deal's value less that of no deal.
    pub slack: Slack,
    /// Whether something stands in the way that no payment removes: a red line, a ballot.
    pub barred: Verdict,
    /// The red line, if it is one.
    pub red_line: Option<StatementId>,
    /// Whether the party gains without any payment.
    pub gains: Verdict,
}

/// How `party` stands to signing the deal that brings about `state`, if this is no deal to it (the judgment over all no-deal states that it may expect).
pub fn signing(model: &Model, party: PartyId, state: StateId, no_deal: &[StateId]) -> Signing {
    let voter = &model.parties[party].voter;
    let accepted = voter.clauses.accepted(&model.space, state).is_some();
    let red_line = voter.clauses.crossed(&model.space, state).map(|line| line.line);
    let mut whole: Option<Signing> = None;
    let alternatives: Vec<Option<StateId>> = if no_deal.is_empty() {
        vec![None]
    } else {
        no_deal.iter().copied().map(Some).collect()
    };
    for fallback in alternatives {
        let judged = judge_party(model, party, state, fallback);
        let (relation, _) = against_no_deal(&model.space, voter, state, fallback).unzip();
        let size = match &voter.reservation {
            Some((worth, _)) => worth
                .as_ref()
                .zip(voter.preference.worth(&model.space, state))
                .map(|(worth, value)| Interval {
                    low: &value.low - &worth.high,
                    high: &value.high - &worth.low,
                }),
            None => fallback.and_then(|fallback| voter.preference.gain(&model.space, state, fallback)),
        };
        let unknown = voter.preference.is_unknown() && fallback != Some(state);
        let mut slack = Slack::of(relation.filter(|_| !unknown).unwrap_or_default(), size);
        if accepted {
            slack.worst = slack.worst.max(Level::zero());
            slack.best = slack.best.max(Level::zero());
        }
        let ballot = judged.ratified.unwrap_or(Verdict::Yes);
        // A party of which nothing is known but its ballot is judged by the ballot.
        let by_ballot_alone = judged.ratified.is_some() && judged.verdict == ballot && slack.worst == Level::Short && unknown;
        if by_ballot_alone && !accepted {
            slack.worst = Level::zero();
        }
        let one = Signing {
            slack,
            barred: if red_line.is_some() { Verdict::Yes } else { ballot.negated() },
            red_line,
            gains: judged.gains,
        };
        whole = Some(match whole {
            None => one,
            Some(known) => Signing {
                // It may expect any of them: surely if against all, possibly if against one.
                slack: Slack {
                    worst: known.slack.worst.min(one.slack.worst),
                    best: known.slack.best.max(one.slack.best),
                },
                barred: if known.barred == one.barred { one.barred } else { Verdict::Open },
                red_line: known.red_line.or(one.red_line),
                gains: if known.gains == one.gains { one.gains } else { Verdict::Open },
            },
        });
    }
    whole.unwrap_or(Signing {
        slack: Slack::boundless(),
        barred: Verdict::No,
        red_line: None,
        gains: Verdict::No,
    })
}

/// What is asked about staying.
pub struct Staying<'a> {
    /// The parties and their preferences.
    pub model: &'a Model,
    /// Who can move where, once the deal is signed.
    pub moves: Lapsing<'a>,
    /// Which of a party's own moves count.
    pub scope: &'a Scope,
    /// The deal.
    pub state: StateId,
    /// Which reprisals count.
    pub notion: Notion,
}

/// What a penalty on the party that moves costs it in a state after it has left the deal.
pub type Penalty<'p> = &'p dyn Fn(StateId) -> Option<Fine>;

/// What a penalty costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fine {
    /// As much as is needed.
    Enough,
    /// So much.
    Of(Interval),
}

impl Fine {
    /// Both.
    pub fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Fine::Of(one), Fine::Of(other)) => Fine::Of(Interval {
                low: &one.low + &other.low,
                high: &one.high + &other.high,
            }),
            _ => Fine::Enough,
        }
    }
}

/// How a party stands to leaving a deal.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The deal's value less the best level secured by leaving it, penalties of a stated size included; what a penalty of the needed size covers is left out.
    pub slack: Slack,
    /// The move that secures that level, where slack is not surely enough.
    pub tempting: Option<StateId>,
    /// The same of what a penalty of the needed size covers, less the penalty: below zero, what the penalty must be.
    pub covered: Slack,
}

/// Where a move may end for the party: at once, or after a reprisal, its own escapes from there included. What a penalty of the needed size makes bad enough stands apart.
struct End {
    /// How much it loses, at least, where no such penalty falls due.
    apart: Slack,
    /// And where one does.
    fined: Slack,
}

impl Staying<'_> {
    /// How `party` stands. If it has `signed` for these no-deal states, whatever leads it no higher than they do cannot tempt it.
    ///
    /// Payments and penalties end with the first breach: they bear on the one who leaves, not on what the others do then, and are not resumed where the deal is restored.
    /// Cost: for each own move what reprisals reach.
    pub fn leaving(&self, party: PartyId, penalty: Penalty<'_>, signed: Option<&[StateId]>) -> Leaving {
        let voter = &self.model.parties[party].voter;
        let mut leaving = Leaving {
            slack: Slack::boundless(),
            tempting: None,
            covered: Slack::boundless(),
        };
        for to in self.own(party, self.state).filter(|to| *to != self.state) {
            // Whoever has signed finds the deal, payments included, as good as no deal, and so as good as anything that is no better than that.
            let no_better = |no_deal: &StateId| voter.preference.compare(&self.model.space, to, *no_deal).at_most;
            if signed.is_some_and(|no_deal| !no_deal.is_empty() && voter.reservation.is_none() && no_deal.iter().all(no_better)) {
                continue;
            }
            let (sure, possible) = self.ends(party, to, penalty);
            let (worst, worst_fined) = secured(&sure, |slack| &slack.worst);
            let (best, best_fined) = secured(&possible, |slack| &slack.best);
            if !worst.is_enough() && leaving.tempting.is_none_or(|_| worst < leaving.slack.worst) {
                leaving.tempting = Some(to);
            }
            leaving.slack = leaving.slack.least(Slack { worst, best });
            leaving.covered = leaving.covered.least(Slack {
                worst: worst_fined,
                best: best_fined,
            });
        }
        leaving
    }

    fn own(&self, party: PartyId, from: StateId) -> impl Iterator<Item = StateId> {
        self.moves
            .own(party, from)
            .into_iter()
            .filter(move |to| self.scope.allows(&self.model.space, from, *to))
    }

    /// The ends of a move: those that the others surely can and would bring about, and those that they may.
    fn ends(&self, party: PartyId, moved: StateId, penalty: Penalty<'_>) -> (Vec<End>, Vec<End>) {
        let at_once = || self.end(party, moved, penalty, false);
        if matches!(self.notion, Notion::Nash | Notion::Sim) {
            return (vec![at_once()], vec![at_once()]);
        }
        let model = self.model;
        let improving = matches!(self.notion, Notion::Seq | Notion::Sseq);
        let escapes = matches!(self.notion, Notion::Smr | Notion::Sseq);
        let others = model.everybody().without(party);
        let reached = |surely: bool| {
            let chains = self.moves.chains(!improving || model.is_complete());
            let counts = |by: PartyId, before: StateId, after: StateId| {
                let relation = || model.parties[by].voter.preference.compare(&model.space, after, before);
                !improving || if surely { relation().better } else { !relation().at_most }
            };
            let arrivals = sequence::explore(&self.moves, chains, others, moved, counts).arrivals();
            let after = arrivals.into_iter().map(|end| self.end(party, end, penalty, escapes));
            std::iter::once(at_once()).chain(after).collect::<Vec<End>>()
        };
        (reached(true), reached(false))
    }

    fn end(&self, party: PartyId, end: StateId, penalty: Penalty<'_>, escapes: bool) -> End {
        let preference = &self.model.parties[party].voter.preference;
        let mut found = End {
            apart: Slack::boundless(),
            fined: Slack::boundless(),
        };
        let escapes = escapes.then(|| self.own(party, end));
        for state in std::iter::once(end).chain(escapes.into_iter().flatten()) {
            let relation = preference.compare(&self.model.space, self.state, state);
            let kept = Slack::of(relation, preference.gain(&self.model.space, self.state, state));
            match penalty(state) {
                Some(Fine::Enough) => found.fined = found.fined.least(kept),
                Some(Fine::Of(size)) => found.apart = found.apart.least(kept.plus(&size)),
                None => found.apart = found.apart.least(kept),
            }
        }
        found
    }
}

/// The level that a move secures: of the ends that the others can choose from, the one that costs the mover most. Beside it what a penalty must make up for: where one falls due, the least
/// that is needed.
fn secured(ends: &[End], side: impl Fn(&Slack) -> &Level) -> (Level, Level) {
    let coverable = ends.iter().filter(|end| side(&end.apart).is_enough());
    match coverable.map(|end| side(&end.fined)).max() {
        Some(Level::Boundless) | None => {
            let apart = ends.iter().map(|end| side(&end.apart).min(side(&end.fined))).max();
            let without = ends.iter().filter(|end| *side(&end.fined) == Level::Boundless);
            let level = without
                .map(|end| side(&end.apart))
                .max()
                .or(apart)
                .cloned()
                .unwrap_or(Level::Boundless);
            (level, Level::Boundless)
        }
        Some(fined) => (Level::Boundless, fined.clone()),
    }
}
