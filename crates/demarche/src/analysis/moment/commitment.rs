//! What a deal changes in what parties can do, and would: the problem of commitment.
//!
//! A promise is doubtful where carrying out the deal gives somebody a move that it then likes better than the deal: because the move opens only then, or because what stood against it has been given
//! away for good (Fearon 1995 and 1996 on concessions that pay for the next demand; Powell 2006 on shifts of power). Asked is, of a deal: which of its terms nobody can take back; which moves it opens or closes;
//! what each party likes best of all it can then do alone, and what it gains by that.
//!
//! The gain is the bound of the model of two periods: in the first the deal is carried out, in the second a party may break it, once. It keeps to the deal if breaking it costs at least the gain, or keeping it
//! is paid for with at least that. That is a special case: nobody answers, and there is no third period. What answers do is [stability](crate::analysis::stability).

use std::collections::BTreeMap;

use crate::analysis::stability::Scope;
use crate::case::Interval;
use crate::finding::Verdict;
use crate::index::{IssueId, PartyId, StateId};
use crate::model::{Model, PartySet, Relation};

/// States that one party's moves lead to and that are compared, at most.
pub const MOST_MOVES: usize = 100_000;

/// A value of one issue that a party can bring about alone in one state and not in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who.
    pub party: PartyId,
    /// The issue.
    pub issue: IssueId,
    /// The value after.
    pub to: u32,
    /// Whether some move that brings it about is better for the party than staying.
    pub liked: Verdict,
}

/// What a party gains by leaving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Temptation {
    /// Who.
    pub party: PartyId,
    /// Whether some move of its own is better for it than the deal.
    pub tempted: Verdict,
    /// Where the best leads, as far as that is known; nothing if it is surely not tempted.
    pub to: Option<StateId>,
    /// What that is worth more, if the party has a scale.
    pub gain: Option<Interval>,
}

/// Terms of `deal` that nobody can take back, not even together.
pub fn for_good(model: &Model, deal: StateId) -> Vec<IssueId> {
    let terms = model.terms(deal).into_iter();
    terms
        .filter(|issue| !can_take_back(model, model.everybody(), deal, *issue))
        .collect()
}

/// Whether `who` can change an issue back to what it is today.
pub fn can_take_back(model: &Model, who: PartySet, state: StateId, issue: IssueId) -> bool {
    model.status_quo.is_some_and(|today| {
        let before = model.space.value(today, issue);
        model
            .effectivity
            .can_change(&model.space, who, model.space.combination(state), issue, before)
    })
}

/// Values of issues on which the two states agree that a party can bring about alone in `there`, and not in `here`: what going from `here` to `there` opens. Of a party with more than [`MOST_MOVES`] moves the rest
/// is not looked at.
pub fn turns(model: &Model, there: StateId, here: StateId) -> Vec<Turn> {
    let space = &model.space;
    let differing = space.differing(here, there);
    let agreed: Vec<IssueId> = model.effectivity.issue_ids().filter(|issue| !differing.contains(issue)).collect();
    let mut found = Vec::new();
    for party in model.parties.keys() {
        let preference = &model.parties[party].voter.preference;
        let moves = |from: StateId| model.moves.parties[party].reached(from).take(MOST_MOVES);
        let mut opened: BTreeMap<(IssueId, u32), Verdict> = BTreeMap::new();
        for to in moves(there) {
            let relation = preference.compare(space, to, there);
            let liked = tempted(relation);
            for issue in agreed
                .iter()
                .filter(|issue| space.value(to, **issue) != space.value(there, **issue))
            {
                let best = opened.entry((*issue, space.value(to, *issue))).or_insert(liked);
                *best = (*best).min(liked);
            }
        }
        for to in moves(here) {
            for issue in &agreed {
                opened.remove(&(*issue, space.value(to, *issue)));
            }
        }
        found.extend(opened.into_iter().map(|((issue, to), liked)| Turn { party, issue, to, liked }));
    }
    found
}

fn tempted(relation: Relation) -> Verdict {
    Verdict::from_bounds(relation.better, relation.at_most)
}

/// What `party` likes best of all it can do alone at `deal`, within `scope`; moves beyond [`MOST_MOVES`] leave it open.
pub fn temptation(model: &Model, scope: &Scope, party: PartyId, deal: StateId) -> Temptation {
    let preference = &model.parties[party].voter.preference;
    let mut best: Option<(Verdict, StateId)> = None;
    let reached = model.moves.parties[party].reached(deal);
    let mut moves = reached.filter(|to| *to != deal && scope.allows(&model.space, deal, *to));
    for to in moves.by_ref().take(MOST_MOVES) {
        let tempted = tempted(preference.compare(&model.space, to, deal));
        if tempted == Verdict::No {
            continue;
        }
        let ahead =
            best.is_none_or(|(known, other)| tempted < known || (tempted == known && preference.compare(&model.space, to, other).better));
        if ahead {
            best = Some((tempted, to));
        }
    }
    let more = moves.next().is_some();
    Temptation {
        party,
        tempted: match best {
            Some((tempted, _)) => tempted,
            None if more => Verdict::Open,
            None => Verdict::No,
        },
        to: best.map(|(_, to)| to),
        gain: best.and_then(|(_, to)| preference.gain(&model.space, to, deal)),
    }
}
