//! All minimal sets of levers, up to a size, that make a goal true.
//!
//! The goal names states; each that somebody can make is a target. A target with more terms than the goal needs packages other issues with it, and each such term counts as a lever of whoever controls it.
//! Sets are gone through by size, smallest first; a set that holds a smaller one with the same effect is not minimal and is passed over. What a set does is judged by closed forms and asked again of the changed model.
//! Cost: targets within the size, times the sets of levers up to it; what is known of single parties is shared.

use crate::analysis::stability::Scope;
use crate::analysis::tipping::judge::{Asked, Judge, Judged, Way};
use crate::analysis::tipping::lever::{Act, Lever};
use crate::analysis::tipping::proposals;
use crate::analysis::tipping::rerun::Again;
use crate::analysis::watch::Watch;
use crate::case::{Case, Formula};
use crate::finding::Verdict;
use crate::index::{IssueId, StateId};
use crate::model::{Model, Refusal};

/// Sets that are judged, at most.
pub const MOST_SETS: u64 = 2_000_000;

/// Sets that are told, at most.
pub const MOST_FOUND: usize = 256;

/// Deals that are looked at, at most: those with the fewest further terms.
pub const MOST_TARGETS: usize = 1_024;

/// A minimal set.
#[derive(Clone, Debug)]
pub struct Found {
    /// The deal that it tips.
    pub state: StateId,
    /// Terms that join those of the goal.
    pub packages: Vec<(IssueId, u32)>,
    /// Positions of the other levers, ascending.
    pub levers: Vec<usize>,
    /// What must be paid, and how large penalties must be.
    pub way: Way,
    /// Whether the changed model confirmed it; `None` where preferences are incomplete, so that the closed forms stand alone.
    pub confirmed: Option<bool>,
}

/// What was found.
#[derive(Debug)]
pub struct Search {
    /// What was asked of the goal.
    pub asked: Asked,
    /// All levers: those of the case and proposals, then conditions.
    pub levers: Vec<Lever>,
    /// The deals with the goal that have no further term, the fewest terms first.
    pub bases: Vec<StateId>,
    /// How many deals with the goal can be made by somebody.
    pub targets: usize,
    /// What the goal is without any lever: surely so of some deal, perhaps, or not.
    pub now: Judged,
    /// The deal of which it is so, if there is one.
    pub now_at: Option<StateId>,
    /// Minimal sets that make it surely so.
    pub sure: Vec<Found>,
    /// Where it is not even perhaps so yet: minimal sets that make it perhaps so, and not surely.
    pub perhaps: Vec<Found>,
    /// Minimal sets that would make it surely so if their owners would carry out threats and penalties that they would not.
    pub unbelieved: Vec<Found>,
    /// Sets that the closed forms found and the changed model did not confirm.
    pub unconfirmed: u64,
    /// Whether a limit cut the search short.
    pub cut: Option<(&'static str, u64)>,
}

struct Target<'a> {
    state: StateId,
    packages: Vec<(IssueId, u32)>,
    /// Levers that bear on it.
    relevant: Vec<usize>,
    judge: Judge<'a>,
}

/// All minimal sets of at most `most` levers that make some deal with `goal` what is asked.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn search(case: &Case, model: &Model, goal: &Formula, asked: Asked, most: usize, watch: &mut dyn Watch) -> Result<Search, Refusal> {
    search_within(MOST_TARGETS, case, model, goal, asked, most, watch)
}

/// The same with fewer deals looked at.
///
/// # Errors
/// As [`search`].
pub fn search_within(
    most_targets: usize,
    case: &Case,
    model: &Model,
    goal: &Formula,
    asked: Asked,
    most: usize,
    watch: &mut dyn Watch,
) -> Result<Search, Refusal> {
    let everybody = model.everybody();
    let mut states: Vec<StateId> = model
        .makeable(everybody)
        .into_iter()
        .filter(|state| model.is_deal(*state) && model.space.holds(goal, *state))
        .collect();
    states.sort_by_key(|state| (model.terms(*state).len(), *state));
    let bases = bases(model, &states);
    let mut targets: Vec<(StateId, Vec<(IssueId, u32)>)> = states
        .iter()
        .filter_map(|state| Some((*state, packages(model, &bases, *state)?)))
        .filter(|(_, packages)| packages.len() <= most)
        .collect();
    targets.sort_by_key(|(state, packages)| (packages.len(), *state));
    let mut search = Search {
        asked,
        levers: proposals::levers(case, model, asked),
        bases,
        targets: states.len(),
        now: Judged::default(),
        now_at: None,
        sure: Vec::new(),
        perhaps: Vec::new(),
        unbelieved: Vec::new(),
        unconfirmed: 0,
        cut: (targets.len() > most_targets).then_some(("deals looked at for levers", most_targets as u64)),
    };
    targets.truncate(most_targets);
    let shared = search.levers.len();
    let mut conditions: Vec<Vec<usize>> = Vec::new();
    for (state, _) in &targets {
        let mut own = Vec::new();
        if asked.hold.is_some() {
            for condition in proposals::conditions(model, *state) {
                let known = search.levers.iter().position(|lever| lever.act == condition.act);
                own.push(known.unwrap_or_else(|| {
                    search.levers.push(condition);
                    search.levers.len() - 1
                }));
            }
        }
        conditions.push(own);
    }
    let scopes: Vec<Scope> = targets.iter().map(|(state, _)| Scope::of_deal(case, model, *state)).collect();
    let levers = std::mem::take(&mut search.levers);
    let no_deal: Vec<StateId> = model.no_deal.iter().map(|(state, _)| *state).collect();
    let idle: Vec<bool> = levers
        .iter()
        .map(|lever| lever.credible(model, &no_deal) == Some(Verdict::No))
        .collect();
    let targets: Vec<Target<'_>> = targets
        .into_iter()
        .zip(&scopes)
        .zip(conditions)
        .map(|(((state, packages), scope), conditions)| {
            let general = (0..shared).filter(|lever| bears(&levers[*lever].act, model, state));
            let mut relevant: Vec<usize> = general.chain(conditions).collect();
            relevant.sort_unstable();
            relevant.dedup();
            Target {
                state,
                packages,
                relevant,
                judge: Judge::new(case, model, &levers, asked, state, scope),
            }
        })
        .collect();
    for (done, target) in targets.iter().enumerate() {
        if !watch.step("deals", done as u64, targets.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let judged = target.judge.judge(&[]);
        let better = judged.surely.is_some() && search.now.surely.is_none() || judged.perhaps.is_some() && search.now.perhaps.is_none();
        if better && target.packages.is_empty() {
            (search.now, search.now_at) = (judged, Some(target.state));
        }
    }
    let mut judged_sets = 0u64;
    if search.now.surely.is_none() {
        'sizes: for size in 1..=most {
            for (index, (target, scope)) in targets.iter().zip(&scopes).enumerate() {
                let (done, all) = ((size * targets.len() + index) as u64, ((most + 1) * targets.len()) as u64);
                if !watch.step("levers", done, all) {
                    return Err(Refusal::Interrupted);
                }
                let Some(count) = size.checked_sub(target.packages.len()) else {
                    continue;
                };
                let again = Again {
                    case,
                    model,
                    levers: &levers,
                    state: target.state,
                    scope,
                    asked,
                };
                let mut places: Vec<usize> = (0..count).collect();
                if count > target.relevant.len() {
                    continue;
                }
                loop {
                    let set: Vec<usize> = places.iter().map(|place| target.relevant[*place]).collect();
                    if judged_sets == MOST_SETS || search.sure.len() + search.perhaps.len() + search.unbelieved.len() >= MOST_FOUND {
                        search.cut = Some(if judged_sets == MOST_SETS {
                            ("sets of levers judged", MOST_SETS)
                        } else {
                            ("sets of levers told", MOST_FOUND as u64)
                        });
                        break 'sizes;
                    }
                    if !covered(model, &search.sure, target.state, &set) {
                        judged_sets += 1;
                        if judged_sets.is_multiple_of(16) && !watch.step("levers", done, all) {
                            return Err(Refusal::Interrupted);
                        }
                        take(&mut search, target, &again, &idle, &set);
                    }
                    if !advance(&mut places, target.relevant.len()) {
                        break;
                    }
                }
                target.judge.forget();
            }
        }
    }
    drop(targets);
    search.levers = levers;
    Ok(search)
}

/// Judges one set and keeps it if it tips. A threat that its owner would not carry out moves nobody: what only such a threat does is kept apart.
fn take(search: &mut Search, target: &Target<'_>, again: &Again<'_>, idle: &[bool], set: &[usize]) {
    let judged = target.judge.judge(set);
    let believed = !set.iter().any(|lever| idle[*lever]);
    let found = |way: Way, confirmed| Found {
        state: target.state,
        packages: target.packages.clone(),
        levers: set.to_vec(),
        way,
        confirmed,
    };
    if let Some(way) = judged.surely {
        let stands = again.stands(&target.judge, set, &way);
        if stands == Some(false) {
            search.unconfirmed += 1;
        } else if believed {
            search.sure.push(found(way, stands));
        } else if !covered(again.model, &search.unbelieved, target.state, set) {
            search.unbelieved.push(found(way, stands));
        }
    } else if let Some(way) = judged.perhaps
        && believed
        && search.now.perhaps.is_none()
        && !covered(again.model, &search.perhaps, target.state, set)
    {
        search.perhaps.push(found(way, None));
    }
}

/// Whether a known set is contained in this one: its deal's terms among this deal's, its levers among these.
fn covered(model: &Model, known: &[Found], state: StateId, set: &[usize]) -> bool {
    known.iter().any(|found| {
        let terms = model.terms(found.state);
        let within = |issue: &IssueId| model.space.value(found.state, *issue) == model.space.value(state, *issue);
        found.levers.iter().all(|lever| set.contains(lever)) && terms.iter().all(within)
    })
}

/// The next combination of places in lexicographic order.
fn advance(places: &mut [usize], of: usize) -> bool {
    let count = places.len();
    for index in (0..count).rev() {
        if places[index] < of - count + index {
            places[index] += 1;
            for later in index + 1..count {
                places[later] = places[later - 1] + 1;
            }
            return true;
        }
    }
    false
}

/// Whether a lever can matter for a deal: not a condition on terms that it has not, nor one whose breach the deal itself would be.
pub fn bears(act: &Act, model: &Model, state: StateId) -> bool {
    match act {
        Act::Package { .. } => false,
        Act::Condition { breach, lapses } => model.terms(state).contains(lapses) && !model.space.holds(breach, state),
        _ => true,
    }
}

/// The states of which no other has some of the same terms only.
fn bases(model: &Model, states: &[StateId]) -> Vec<StateId> {
    let mut bases: Vec<StateId> = Vec::new();
    for state in states {
        let contains = |base: &StateId| {
            let terms = model.terms(*base);
            terms
                .iter()
                .all(|issue| model.space.value(*base, *issue) == model.space.value(*state, *issue))
        };
        if !bases.iter().any(contains) {
            bases.push(*state);
        }
    }
    bases
}

/// The terms of a deal beyond those of the base that shares the most with it.
fn packages(model: &Model, bases: &[StateId], state: StateId) -> Option<Vec<(IssueId, u32)>> {
    let beyond = bases.iter().filter_map(|base| {
        let terms = model.terms(*base);
        let shared = terms
            .iter()
            .all(|issue| model.space.value(*base, *issue) == model.space.value(state, *issue));
        shared.then(|| {
            let more = model.terms(state).into_iter().filter(|issue| !terms.contains(issue));
            more.map(|issue| (issue, model.space.value(state, issue))).collect::<Vec<_>>()
        })
    });
    beyond.min_by_key(Vec::len)
}
