//! Who accepts what, and what a group can sign, for all states at once: the judgments of [`acceptance`](super::acceptance), 64 states a word.
//!
//! A voter with one complete order is judged by bits: its red lines and what it accepts outright are formulas over all states ([`Sliced`](crate::model::Sliced)), the comparison
//! with no deal is one pass over its worths or ranks. A party's ballot and the rule of agreement are then operations on words. Voters whose order is incomplete are
//! judged state by state, and only where it matters. What is found of a party is kept: half a byte a state and party.

use std::borrow::Cow;
use std::cell::OnceCell;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use crate::analysis::acceptance::judge_over_all;
use crate::analysis::rule::Rule;
use crate::case::Interval;
use crate::finding::{ClauseVerb, Count, Verdict};
use crate::index::{Key, PartyId, StateId};
use crate::model::scores::Scaled;
use crate::model::{Marked, Model, PartySet, Preference, Ranked, Scores, Space, Voter};
use crate::rational::Rational;

/// A verdict on every state.
#[derive(Clone, Debug)]
pub struct Verdicts {
    /// Surely so.
    pub yes: Marked,
    /// Surely not so; never together with `yes`.
    pub no: Marked,
}

impl Verdicts {
    fn open(states: usize) -> Self {
        Verdicts {
            yes: Marked::none(states),
            no: Marked::none(states),
        }
    }

    fn everywhere(verdict: Verdict, states: usize) -> Self {
        let mut verdicts = Self::open(states);
        match verdict {
            Verdict::Yes => verdicts.yes = Marked::all(states),
            Verdict::No => verdicts.no = Marked::all(states),
            Verdict::Open => {}
        }
        verdicts
    }

    /// The verdict on one state.
    pub fn of(&self, state: StateId) -> Verdict {
        Verdict::from_bounds(self.yes.has(state), self.no.has(state))
    }

    /// How many of each verdict there are in `among`.
    pub fn count(&self, among: &Marked) -> Count {
        let (yes, no) = (self.yes.clone().and(among).count(), self.no.clone().and(among).count());
        Count {
            yes,
            open: among.count() - yes - no,
            no,
        }
    }

    /// Where it is so, or may be if what is open counts.
    pub fn met(&self, or_open: bool) -> Marked {
        if or_open { self.no.complement() } else { self.yes.clone() }
    }

    fn put(&mut self, state: StateId, verdict: Verdict) {
        match verdict {
            Verdict::Yes => self.yes.insert(state),
            Verdict::No => self.no.insert(state),
            Verdict::Open => {}
        }
    }

    fn and(self, other: &Self) -> Self {
        Verdicts {
            yes: self.yes.and(&other.yes),
            no: self.no.or(&other.no),
        }
    }

    fn or(self, other: &Self) -> Self {
        Verdicts {
            yes: self.yes.or(&other.yes),
            no: self.no.and(&other.no),
        }
    }

    /// So where both say so, not so where both say not.
    fn over_both(self, other: &Self) -> Self {
        Verdicts {
            yes: self.yes.and(&other.yes),
            no: self.no.and(&other.no),
        }
    }
}

/// What one party says of every state, over all declared no-deal states.
#[derive(Clone, Debug)]
pub struct Votes {
    /// Whether it accepts, ratification included.
    pub accepts: Verdicts,
    /// Whether it gains.
    pub gains: Verdicts,
    /// Whether its ballot carries, if there is one.
    pub ratified: Option<Verdicts>,
}

impl Votes {
    fn of_order(accepts: Verdicts, gains: Verdicts) -> Self {
        Votes {
            accepts,
            gains,
            ratified: None,
        }
    }

    fn open(states: usize) -> Self {
        Self::of_order(Verdicts::open(states), Verdicts::open(states))
    }

    fn over_both(self, other: &Self) -> Self {
        let ratified = self.ratified.zip(other.ratified.as_ref());
        Votes {
            accepts: self.accepts.over_both(&other.accepts),
            gains: self.gains.over_both(&other.gains),
            ratified: ratified.map(|(own, other)| own.over_both(other)),
        }
    }
}

/// The judgments of all parties of a model; each is made when it is first asked for.
pub struct Signings<'a> {
    model: &'a Model,
    /// `None` inside for parties that are judged state by state.
    votes: Vec<OnceCell<Option<Votes>>>,
}

impl<'a> Signings<'a> {
    /// Nothing is computed yet.
    pub fn new(model: &'a Model) -> Self {
        Signings {
            model,
            votes: model.parties.keys().map(|_| OnceCell::new()).collect(),
        }
    }

    /// What `party` says of the states in `among`; of others, anything.
    pub fn votes(&self, party: PartyId, among: &Marked) -> Cow<'_, Votes> {
        match self.at_once(party) {
            Some(votes) => Cow::Borrowed(votes),
            None => Cow::Owned(self.one_by_one(party, among)),
        }
    }

    /// What `group` can sign of the states in `among`, a word at a time; nothing is said of others. See [`acceptance::signing`](super::acceptance::signing).
    pub fn verdicts(&self, group: PartySet, among: &Marked) -> Verdicts {
        let agreed = match &self.model.agreement {
            None => self.unanimous(group, among),
            Some(rule) => self.by_rule(&Rule::new(rule), group, among),
        };
        Verdicts {
            yes: agreed.yes.and(among),
            no: agreed.no.and(among),
        }
    }

    /// Everybody accepts and somebody gains.
    fn unanimous(&self, group: PartySet, among: &Marked) -> Verdicts {
        let states = self.model.space.len();
        let mut accepted = Verdicts::everywhere(Verdict::Yes, states);
        let mut gained = Verdicts::everywhere(Verdict::No, states);
        let mut left = among.clone();
        let (quick, slow): (Vec<PartyId>, Vec<PartyId>) = group.iter().partition(|party| self.at_once(*party).is_some());
        for party in quick.into_iter().chain(slow) {
            let votes = self.votes(party, &left);
            accepted = accepted.and(&votes.accepts);
            gained = gained.or(&votes.gains);
            // What one refuses nobody else needs to be asked about.
            left = left.minus(&votes.accepts.no);
        }
        accepted.and(&gained)
    }

    /// Those who accept satisfy the rule, and somebody gains.
    fn by_rule(&self, rule: &Rule<PartyId>, group: PartySet, among: &Marked) -> Verdicts {
        let states = self.model.space.len();
        let mut gained = Verdicts::everywhere(Verdict::No, states);
        let mut votes: Vec<Option<Cow<'_, Votes>>> = vec![None; self.model.parties.len()];
        for party in group.iter() {
            let own = self.votes(party, among);
            gained = gained.or(&own.gains);
            votes[party.index()] = Some(own);
        }
        let vote = |party: PartyId| votes[party.index()].as_ref().map(|votes| &votes.accepts);
        tallied(rule, states, &vote).and(&gained)
    }

    fn at_once(&self, party: PartyId) -> Option<&Votes> {
        let made = self.votes[party.index()].get_or_init(|| {
            let declared = &self.model.parties[party];
            let voters = std::iter::once(&declared.voter).chain(&declared.constituencies);
            let orders = voters.map(complete).collect::<Option<Vec<_>>>()?;
            Some(self.all_states(party, &orders))
        });
        made.as_ref()
    }

    /// A party of whose voters all have one order: itself first, then its constituencies.
    fn all_states(&self, party: PartyId, orders: &[Complete<'_>]) -> Votes {
        let mut no_deals = self.model.no_deal.iter().map(|(state, _)| Some(*state));
        let first = self.against(party, orders, no_deals.next().flatten());
        no_deals.fold(first, |over, no_deal| over.over_both(&self.against(party, orders, no_deal)))
    }

    fn against(&self, party: PartyId, orders: &[Complete<'_>], no_deal: Option<StateId>) -> Votes {
        let space = &self.model.space;
        let Some((own, constituencies)) = orders.split_first() else {
            return Votes::open(space.len());
        };
        let own = own.judge(space, no_deal);
        let Some(ballot) = &self.model.parties[party].ballot else {
            return own;
        };
        let votes: Vec<Verdicts> = constituencies.iter().map(|voter| voter.judge(space, no_deal).accepts).collect();
        let open = Verdicts::open(space.len());
        let vote = |member: u32| Some(votes.get(member as usize).unwrap_or(&open));
        let ratified = tallied(&Rule::new(ballot), space.len(), &vote);
        Votes {
            accepts: own.accepts.and(&ratified),
            gains: own.gains,
            ratified: Some(ratified),
        }
    }

    fn one_by_one(&self, party: PartyId, among: &Marked) -> Votes {
        let states = self.model.space.len();
        let mut votes = Votes::open(states);
        let has_ballot = self.model.parties[party].ballot.is_some();
        votes.ratified = has_ballot.then(|| Verdicts::open(states));
        for state in among.iter() {
            let judged = judge_over_all(self.model, party, state);
            votes.accepts.put(state, judged.verdict);
            votes.gains.put(state, judged.gains);
            if let (Some(kept), Some(ratified)) = (&mut votes.ratified, judged.ratified) {
                kept.put(state, ratified);
            }
        }
        votes
    }
}

/// Whether a rule is satisfied, state by state: surely if by those who surely are for it, surely not if not even by all who may be. Who has no vote is against.
fn tallied<'v, M: Copy>(rule: &Rule<M>, states: usize, vote: &impl Fn(M) -> Option<&'v Verdicts>) -> Verdicts {
    let words = states.div_ceil(crate::model::marked::WORD);
    let surely = |word: usize| rule.word(&|member| vote(member).map_or(0, |votes| votes.yes.words()[word]));
    let at_best = |word: usize| rule.word(&|member| vote(member).map_or(0, |votes| !votes.no.words()[word]));
    Verdicts {
        yes: Marked::from_words((0..words).map(surely).collect(), states),
        no: Marked::from_words((0..words).map(|word| !at_best(word)).collect(), states),
    }
}

/// The states that cross a red line of a voter.
pub fn crossed(space: &Space, voter: &Voter) -> Marked {
    let mut crossed = Marked::none(space.len());
    for line in &voter.clauses.red_lines {
        let meant = Marked::of(space, &line.formula);
        crossed = match line.verb {
            ClauseVerb::Refuses => crossed.or(&meant),
            ClauseVerb::Requires => crossed.or(&meant.complement()),
        };
    }
    crossed
}

/// A voter with one complete order.
struct Complete<'a> {
    voter: &'a Voter,
    ranked: &'a Ranked,
}

fn complete(voter: &Voter) -> Option<Complete<'_>> {
    match &voter.preference {
        Preference::Ranked(ranked) if voter.by_lines.is_none() => Some(Complete { voter, ranked }),
        _ => None,
    }
}

impl Complete<'_> {
    /// As [`judge`](super::acceptance::judge) does it for one state.
    fn judge(&self, space: &Space, no_deal: Option<StateId>) -> Votes {
        let states = space.len();
        let refused = crossed(space, self.voter);
        let mut welcome = Marked::none(states);
        for (formula, _) in &self.voter.clauses.accepts {
            welcome = welcome.or(&Marked::of(space, formula));
        }
        let compared = self.compared(space, no_deal);
        let (worse, no_better) = (compared.accepts.no, compared.gains.no.clone());
        // Who accepts outright gains, unless it proves to be no better off.
        let gains = Verdicts {
            yes: compared.gains.yes.or(&welcome.clone().minus(&no_better)),
            no: no_better,
        };
        Votes::of_order(
            Verdicts {
                yes: compared.accepts.yes.or(&welcome).minus(&refused),
                no: worse.minus(&welcome).or(&refused),
            },
            Verdicts {
                yes: gains.yes.minus(&refused),
                no: gains.no.or(&refused),
            },
        )
    }

    /// By comparison with no deal alone: whether a state is at least as good, and whether it is better.
    fn compared(&self, space: &Space, no_deal: Option<StateId>) -> Votes {
        let nothing = || Votes::open(space.len());
        match (&self.voter.reservation, self.ranked.scores(), no_deal) {
            (Some((Some(worth), _)), Some(scores), _) => beside_worth(scores, worth),
            (Some(_), ..) | (None, _, None) => nothing(),
            (None, Some(scores), Some(no_deal)) => beside_worth(scores, &Interval::exact(scores.value(no_deal))),
            (None, None, Some(no_deal)) => {
                let (ranks, here) = (self.ranked.ranks(), self.ranked.rank(no_deal));
                exact(
                    Marked::among(ranks, |rank| *rank >= here),
                    Marked::among(ranks, |rank| *rank > here),
                )
            }
        }
    }
}

/// From where a state is at least as good, and where it is better, than something definite.
fn exact(at_least: Marked, better: Marked) -> Votes {
    Votes::of_order(
        Verdicts {
            no: at_least.complement(),
            yes: at_least,
        },
        Verdicts {
            no: better.complement(),
            yes: better,
        },
    )
}

/// Worths beside one that lies in an interval.
fn beside_worth(scores: &Scores, worth: &Interval) -> Votes {
    // For whole numbers, n >= x iff n is at least the least one that is not below x, and n > x iff it is more than the greatest one that is not above x.
    let above = |bound: &Rational| bound.numerator() * scores.denominator();
    let from = |bound: &Rational| reaching(scores, &above(bound).div_ceil(bound.denominator()));
    let beyond = |bound: &Rational| reaching(scores, &(above(bound).div_floor(bound.denominator()) + 1));
    if worth.is_exact() {
        return exact(from(&worth.low), beyond(&worth.low));
    }
    Votes::of_order(
        Verdicts {
            yes: from(&worth.high),
            no: from(&worth.low).complement(),
        },
        Verdicts {
            yes: beyond(&worth.high),
            no: beyond(&worth.low).complement(),
        },
    )
}

/// The states whose worth times the denominator is at least `bound`.
fn reaching(scores: &Scores, bound: &BigInt) -> Marked {
    let beyond_machine = |states: usize| match bound.is_negative() {
        true => Marked::all(states),
        false => Marked::none(states),
    };
    match scores.scaled() {
        Scaled::Narrow(scaled) => match bound.to_i64() {
            Some(bound) => Marked::among(scaled, |worth| *worth >= bound),
            None => beyond_machine(scaled.len()),
        },
        Scaled::Wide(scaled) => match bound.to_i128() {
            Some(bound) => Marked::among(scaled, |worth| *worth >= bound),
            None => beyond_machine(scaled.len()),
        },
        Scaled::Big(scaled) => Marked::among(scaled, |worth| worth >= bound),
    }
}
