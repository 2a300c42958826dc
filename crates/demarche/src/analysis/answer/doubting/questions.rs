//! What to find out next: preferences that the case leaves open, and what each answer would change.
//!
//! Asked are, for every voter with incomplete preferences: each issue moved alone from today, where the case does not say whether that is better or worse; and
//! each deal among the findings, where the case does not say whether the voter would rather have it than no deal although it says so of each of its
//! changes (then weights are missing). A question is as good as the findings that its two answers settle; then as the largest share that differs between
//! them.

use std::cmp::Reverse;

use crate::analysis::answer::doubting::effects::Asking;
use crate::analysis::answer::situation::Situation;
use crate::analysis::watch::Watch;
use crate::case::{Content, Formula, Holder, Said, Taken};
use crate::finding::*;
use crate::index::{IssueId, PartyId, StateId};
use crate::model::Refusal;

/// Questions that are tried, at most.
pub const MOST_TRIED: usize = 100;

struct Candidate {
    holder: Holder,
    from: StateId,
    to: StateId,
}

/// The best questions, at most `most`.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn questions(situation: &Situation<'_>, asking: &Asking<'_>, most: usize, watch: &mut dyn Watch) -> Result<Vec<OpenQuestion>, Refusal> {
    let mut candidates = candidates(situation, asking);
    candidates.truncate(MOST_TRIED);
    let total = candidates.len() as u64;
    let mut questions = Vec::new();
    for (done, candidate) in candidates.iter().enumerate() {
        if !watch.step("questions", done as u64, total) {
            return Err(Refusal::Interrupted);
        }
        questions.extend(ask(situation, asking, candidate, watch)?);
    }
    let worth = |question: &OpenQuestion| {
        let settled = question.if_so.settled() + question.if_not.settled();
        let swing = question.swing.as_ref().map_or(0, |change| change.before.abs_diff(change.after));
        (settled, swing)
    };
    questions.retain(|question| worth(question) > (0, 0));
    questions.sort_by_key(|question| Reverse(worth(question)));
    questions.truncate(most);
    Ok(questions)
}

fn candidates(situation: &Situation<'_>, asking: &Asking<'_>) -> Vec<Candidate> {
    let (model, space) = (situation.model, &situation.model.space);
    let Some(today) = model.status_quo else { return Vec::new() };
    let mut found = Vec::new();
    let mut deals: Vec<StateId> = asking.findings().iter().filter_map(|finding| finding.state()).collect();
    deals.sort_unstable();
    deals.dedup();
    let parties: Vec<PartyId> = model.parties.keys().collect();
    for party in parties {
        let inside = (0..model.parties[party].constituencies.len() as u32).map(|index| Holder::inside(party, index));
        for holder in std::iter::once(Holder::itself(party)).chain(inside) {
            let preference = &model.voter(holder).preference;
            let is_open = |to: StateId, from: StateId| {
                let relation = preference.compare(space, to, from);
                !relation.at_least && !relation.at_most
            };
            let single = |issue: IssueId, value: u32| space.state(space.replace(space.combination(today), issue, value));
            for issue in situation.case.issues.keys() {
                let values = (0..space.radix(issue)).filter(|value| *value != space.value(today, issue));
                let states = values.filter_map(|value| single(issue, value));
                found.extend(
                    states
                        .filter(|to| is_open(*to, today))
                        .map(|to| Candidate { holder, from: today, to }),
                );
            }
            for (no_deal, _) in &model.no_deal {
                for deal in &deals {
                    let weights_only = preference.unknown_issues(space, *deal, *no_deal).is_empty();
                    if weights_only && is_open(*deal, *no_deal) && space.differing(*no_deal, *deal).len() > 1 {
                        found.push(Candidate {
                            holder,
                            from: *no_deal,
                            to: *deal,
                        });
                    }
                }
            }
        }
    }
    found
}

fn ask(
    situation: &Situation<'_>,
    asking: &Asking<'_>,
    candidate: &Candidate,
    watch: &mut dyn Watch,
) -> Result<Option<OpenQuestion>, Refusal> {
    let (case, naming) = (situation.case, situation.naming);
    let differing = situation.model.space.differing(candidate.from, candidate.to);
    let all_of = |state: StateId| {
        let values = differing
            .iter()
            .map(|issue| Formula::In(*issue, vec![situation.model.space.value(state, *issue)]));
        Said {
            formula: Formula::And(values.collect()),
            text: String::new(),
            span: case.parties[candidate.holder.party].span,
        }
    };
    let (to, from) = (all_of(candidate.to), all_of(candidate.from));
    let taken = Taken::all(situation.positions);
    let so = case.supposing("so", Content::Prefers(candidate.holder, to.clone(), from.clone()));
    let not = case.supposing("not", Content::Prefers(candidate.holder, from, to));
    let (so, not) = (asking.answers(&so, &taken, watch), asking.answers(&not, &taken, watch));
    let (so, not) = match (so, not) {
        (Ok(so), Ok(not)) => (so, not),
        (Err(Refusal::Interrupted), _) | (_, Err(Refusal::Interrupted)) => return Err(Refusal::Interrupted),
        // One comparison more may be one too many.
        _ => return Ok(None),
    };
    Ok(Some(OpenQuestion {
        holder: naming.holder(candidate.holder),
        better: naming.changes(candidate.from, candidate.to),
        worse: naming.changes(candidate.to, candidate.from),
        if_so: asking.effect(&so),
        if_not: asking.effect(&not),
        swing: asking.between(&so, &not),
    }))
}
