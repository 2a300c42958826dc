//! Who accepts a state rather than no deal, and which groups can sign it.
//!
//! A party accepts a state if no red line of its own is crossed, it is at least as well off as with no deal (Raiffa 1982, reservation
//! value), and its ballot carries (Putnam 1988, ratification). A group can sign if everybody in it accepts and somebody gains. A line that accepts
//! outright counts as a gain, unless preferences prove that there is none. Where several no-deal states are declared, each party may expect any of them, whatever the others expect: it accepts
//! surely if it accepts against all of them, and surely not if against none.

use crate::case::Consent;
use crate::finding::Verdict;
use crate::index::{PartyId, StateId, StatementId};
use crate::model::inequalities::Against;
use crate::model::{Model, PartySet, Relation, Space, Voter};

/// One voter's judgment of a state against one no-deal state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whether it is acceptable.
    pub verdict: Verdict,
    /// Whether it is better than no deal.
    pub gains: Verdict,
    /// Why.
    pub why: Why,
}

/// The reason of a judgment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// This line refuses such states.
    Refused {
        /// The line.
        line: StatementId,
        /// Whether it is a position read as a red line.
        position: bool,
    },
    /// This line accepts such states.
    Accepted {
        /// The line.
        line: StatementId,
    },
    /// By comparison with no deal.
    Compared {
        /// How the state compares with no deal.
        relation: Relation,
        /// What no deal is to the voter.
        with: Fallback,
    },
    /// Nothing is known.
    NothingKnown,
}

/// What no deal is to a voter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// This state.
    State(StateId),
    /// What this line says that it is worth (reservation value).
    Worth(StatementId),
}

/// A party's judgment, ratification included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyJudged {
    /// Whether it accepts.
    pub verdict: Verdict,
    /// Whether it gains.
    pub gains: Verdict,
    /// Why, apart from ratification.
    pub why: Why,
    /// Its constituencies' votes.
    pub votes: Vec<Judged>,
    /// The result of the ballot, if there is one.
    pub ratified: Option<Verdict>,
}

/// Whether a group can sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signing {
    /// Whether everybody accepts and somebody gains.
    pub verdict: Verdict,
    /// Whether somebody is indifferent between the state and no deal, and nobody else stands in the way.
    pub knife_edge: bool,
    /// Those who do not accept, or of whom it is open.
    pub holdouts: PartySet,
}

/// How `state` compares with no deal for a voter: with what no deal is said to be worth to it, or else with the no-deal state, if there is one.
pub fn against_no_deal(space: &Space, voter: &Voter, state: StateId, no_deal: Option<StateId>) -> Option<(Relation, Fallback)> {
    match &voter.reservation {
        Some((worth, line)) => {
            let compared = worth
                .as_ref()
                .map(|worth| voter.preference.compare_exactly(space, state, &Against::Worth(worth)));
            Some((compared.unwrap_or_default(), Fallback::Worth(*line)))
        }
        None => no_deal.map(|no_deal| {
            let compared = voter.preference.compare_exactly(space, state, &Against::State(no_deal));
            (compared, Fallback::State(no_deal))
        }),
    }
}

/// A voter's judgment of `state` against no deal: the no-deal state, if there is one.
pub fn judge(space: &Space, voter: &Voter, state: StateId, no_deal: Option<StateId>) -> Judged {
    if let Some(red_line) = voter.clauses.crossed(space, state) {
        let why = Why::Refused {
            line: red_line.line,
            position: red_line.position,
        };
        return Judged {
            verdict: Verdict::No,
            gains: Verdict::No,
            why,
        };
    }
    let compared = against_no_deal(space, voter, state, no_deal);
    if let Some(line) = voter.clauses.accepted(space, state) {
        // Who accepts outright counts as gaining, unless what is said of its preferences proves that it does not. A preference that was only supposed proves nothing.
        let by_lines = match &voter.by_lines {
            Some(lines) => against_no_deal(space, lines, state, no_deal),
            None => compared,
        };
        let gains = Verdict::from_bool(by_lines.is_none_or(|(relation, _)| !relation.at_most));
        return Judged {
            verdict: Verdict::Yes,
            gains,
            why: Why::Accepted { line },
        };
    }
    let known = !voter.preference.is_unknown() || no_deal == Some(state);
    match compared.filter(|_| known) {
        Some((relation, with)) => Judged {
            verdict: Verdict::from_bounds(relation.at_least, relation.worse),
            gains: Verdict::from_bounds(relation.better, relation.at_most),
            why: Why::Compared { relation, with },
        },
        None => Judged {
            verdict: Verdict::Open,
            gains: Verdict::Open,
            why: Why::NothingKnown,
        },
    }
}

/// A party's judgment of `state` against `no_deal`, ratification included.
pub fn judge_party(model: &Model, party: PartyId, state: StateId, no_deal: Option<StateId>) -> PartyJudged {
    let declared = &model.parties[party];
    let own = judge(&model.space, &declared.voter, state, no_deal);
    let votes: Vec<Judged> = declared
        .constituencies
        .iter()
        .map(|voter| judge(&model.space, voter, state, no_deal))
        .collect();
    let vote = |member: u32| votes.get(member as usize).map_or(Verdict::Open, |vote: &Judged| vote.verdict);
    let ratified = declared.ballot.as_ref().map(|ballot| tally(ballot, &vote));
    // A party of which nothing is known but its ballot is judged by the ballot.
    let verdict = ratified.map_or(own.verdict, |ratified| own.verdict.and(ratified));
    PartyJudged {
        verdict,
        gains: own.gains,
        why: own.why,
        votes,
        ratified,
    }
}

/// The judgment over all declared no-deal states; the reason is that of the least favorable one.
pub fn judge_over_all(model: &Model, party: PartyId, state: StateId) -> PartyJudged {
    let (first, rest) = match model.no_deal.split_first() {
        Some(((first, _), rest)) => (Some(*first), rest),
        None => (None, [].as_slice()),
    };
    let mut worst = judge_party(model, party, state, first);
    let judged = rest.iter().map(|(no_deal, _)| judge_party(model, party, state, Some(*no_deal)));
    let (mut verdict, mut gains) = (worst.verdict, worst.gains);
    for next in judged {
        verdict = over_both(verdict, next.verdict);
        gains = over_both(gains, next.gains);
        if (next.verdict, next.gains) > (worst.verdict, worst.gains) {
            worst = next;
        }
    }
    PartyJudged { verdict, gains, ..worst }
}

/// So if so against both, not so if so against neither.
pub fn over_both(left: Verdict, right: Verdict) -> Verdict {
    if left == right { left } else { Verdict::Open }
}

/// Whether `signatories` can sign `state`; that they can also bring it about is asked elsewhere.
///
/// Without a rule of agreement all of them must accept. With one, those of them who accept must satisfy it, and the deal then binds the group.
pub fn signing(model: &Model, signatories: PartySet, state: StateId) -> Signing {
    let mut signing = Signing {
        verdict: Verdict::Yes,
        knife_edge: false,
        holdouts: PartySet::EMPTY,
    };
    let mut votes: Vec<Cast> = Vec::new();
    for party in signatories.iter() {
        let judged = judge_over_all(model, party, state);
        votes.push((party, judged.verdict, judged.gains));
        signing.knife_edge |= matches!(judged.why, Why::Compared { relation, .. } if relation == Relation::SAME);
        if judged.verdict != Verdict::Yes {
            signing.holdouts = signing.holdouts.with(party);
        }
    }
    let (agreed, gained) = agreed(model.agreement.as_ref(), &votes);
    signing.knife_edge &= agreed != Verdict::No;
    signing.verdict = agreed.and(gained);
    signing
}

/// A signatory's vote: whether it accepts, and whether it gains.
pub type Cast = (PartyId, Verdict, Verdict);

/// Whether those who accept are enough, and whether somebody gains. Both together make a deal that can be signed.
pub fn agreed(rule: Option<&Consent<PartyId>>, votes: &[Cast]) -> (Verdict, Verdict) {
    let gained = votes.iter().fold(Verdict::No, |some, (_, _, gains)| some.or(*gains));
    let accepted = match rule {
        None => votes.iter().fold(Verdict::Yes, |all, (_, vote, _)| all.and(*vote)),
        Some(rule) => tally(rule, &|member: PartyId| {
            let vote = votes.iter().find(|(party, ..)| *party == member);
            vote.map_or(Verdict::No, |(_, vote, _)| *vote)
        }),
    };
    (accepted, gained)
}

/// Whether a rule is satisfied: surely if by those who surely are for it, surely not if not even by all who may be.
pub fn tally<M: Copy + Ord>(rule: &Consent<M>, vote: &impl Fn(M) -> Verdict) -> Verdict {
    Verdict::from_bounds(
        rule.holds(&|member| vote(member) == Verdict::Yes),
        !rule.holds(&|member| vote(member) != Verdict::No),
    )
}
