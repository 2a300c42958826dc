//! Who accepts a state rather than no deal, and which groups can sign it.
//!
//! A party accepts a state if no red line of its own is crossed, it is at least as well off as with no deal (Raiffa 1982, reservation
//! value), and its ballot carries (Putnam 1988, ratification). A group can sign if everybody in it accepts and somebody gains. A line that accepts
//! outright counts as a gain, unless preferences prove that there is none. Where several no-deal states are declared, each party may expect any of them, whatever the others expect: it accepts
//! surely if it accepts against all of them, and surely not if against none.

use crate::case::{Ballot, Consent};
use crate::finding::Verdict;
use crate::index::{PartyId, StateId, StatementId};
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
    /// By comparison with this no-deal state.
    Compared {
        /// How the state compares with no deal.
        relation: Relation,
        /// The no-deal state.
        with: StateId,
    },
    /// Nothing is known.
    NothingKnown,
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

/// A voter's judgment of `state` against the no-deal state `no_deal`.
pub fn judge(space: &Space, voter: &Voter, state: StateId, no_deal: StateId) -> Judged {
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
    if let Some(line) = voter.clauses.accepted(space, state) {
        // Who accepts outright counts as gaining, unless its preferences prove that it does not.
        let gains = Verdict::from_bool(!voter.preference.compare(space, state, no_deal).at_most);
        return Judged {
            verdict: Verdict::Yes,
            gains,
            why: Why::Accepted { line },
        };
    }
    if voter.preference.is_unknown() && state != no_deal {
        return Judged {
            verdict: Verdict::Open,
            gains: Verdict::Open,
            why: Why::NothingKnown,
        };
    }
    let relation = voter.preference.compare(space, state, no_deal);
    Judged {
        verdict: three_valued(relation.at_least, relation.worse),
        gains: three_valued(relation.better, relation.at_most),
        why: Why::Compared { relation, with: no_deal },
    }
}

fn three_valued(surely: bool, surely_not: bool) -> Verdict {
    if surely {
        Verdict::Yes
    } else if surely_not {
        Verdict::No
    } else {
        Verdict::Open
    }
}

/// A party's judgment of `state` against `no_deal`, ratification included.
pub fn judge_party(model: &Model, party: PartyId, state: StateId, no_deal: StateId) -> PartyJudged {
    let declared = &model.parties[party];
    let own = judge(&model.space, &declared.voter, state, no_deal);
    let votes: Vec<Judged> = declared
        .constituencies
        .iter()
        .map(|voter| judge(&model.space, voter, state, no_deal))
        .collect();
    let ratified = declared.ballot.as_ref().map(|ballot| tally(ballot, &votes));
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
    let mut judged = model.no_deal.iter().map(|(no_deal, _)| judge_party(model, party, state, *no_deal));
    let Some(mut worst) = judged.next() else {
        let (verdict, why) = (Verdict::Open, Why::NothingKnown);
        return PartyJudged {
            verdict,
            gains: verdict,
            why,
            votes: Vec::new(),
            ratified: None,
        };
    };
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
fn over_both(left: Verdict, right: Verdict) -> Verdict {
    if left == right { left } else { Verdict::Open }
}

/// Whether `signatories` can sign `state`; that they can also bring it about is asked elsewhere.
pub fn signing(model: &Model, signatories: PartySet, state: StateId) -> Signing {
    let mut signing = Signing {
        verdict: Verdict::Yes,
        knife_edge: false,
        holdouts: PartySet::EMPTY,
    };
    let mut gains = Verdict::No;
    for party in signatories.iter() {
        let judged = judge_over_all(model, party, state);
        signing.verdict = signing.verdict.and(judged.verdict);
        gains = gains.or(judged.gains);
        signing.knife_edge |= matches!(judged.why, Why::Compared { relation, .. } if relation == Relation::SAME);
        if judged.verdict != Verdict::Yes {
            signing.holdouts = signing.holdouts.with(party);
        }
    }
    signing.knife_edge &= signing.verdict != Verdict::No;
    signing.verdict = signing.verdict.and(gains);
    signing
}

fn tally(ballot: &Ballot, votes: &[Judged]) -> Verdict {
    match ballot {
        Consent::One(member) => votes.get(*member as usize).map_or(Verdict::Open, |vote| vote.verdict),
        Consent::All(parts) => parts.iter().fold(Verdict::Yes, |all, part| all.and(tally(part, votes))),
        Consent::Any(parts) => parts.iter().fold(Verdict::No, |any, part| any.or(tally(part, votes))),
        Consent::AtLeast(k, parts) => {
            let verdicts: Vec<Verdict> = parts.iter().map(|part| tally(part, votes)).collect();
            let yes = verdicts.iter().filter(|verdict| **verdict == Verdict::Yes).count();
            let not_no = verdicts.iter().filter(|verdict| **verdict != Verdict::No).count();
            three_valued(yes >= *k as usize, not_no < *k as usize)
        }
        Consent::Nobody | Consent::Nature => Verdict::No,
    }
}
