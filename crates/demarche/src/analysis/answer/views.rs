//! First-level hypergames: what follows in each party's own picture of the case, and what follows when every party acts on its own (Bennett 1980; Wang, Hipel & Fraser 1988).
//!
//! In a picture all questions are asked as in the case. Where every party acts on its own picture, a deal can be signed if each signatory accepts it in its
//! picture and one of them gains in its own, and a state holds if each party stays in its own. A state that differs from today on an issue that a party does not see is to it the
//! state without that difference. Cost: each picture is one more case.

use crate::analysis::acceptance::{Cast, agreed, judge_over_all, signing};
use crate::analysis::answer::doubting::findings::signatories;
use crate::analysis::answer::situation::{Engines, Situation};
use crate::analysis::stability::Scope;
use crate::analysis::watch::Watch;
use crate::case::{Case, Content};
use crate::finding::*;
use crate::index::{Key, PartyId, StateId};
use crate::model::{Model, PartySet, Refusal};

/// States named in one list.
const NAMED: usize = 6;

/// A picture, ready for questions.
struct Picture<'a> {
    party: Option<PartyId>,
    situation: Situation<'a>,
}

/// What the parties believe; `None` if no party has a picture of its own.
///
/// # Errors
/// As [`Model::new`]; [`Refusal::Interrupted`] if `watch` says so.
pub fn views(situation: &Situation<'_>, deals: &[StateId], watch: &mut dyn Watch) -> Result<Option<Views>, Refusal> {
    let case = situation.case;
    if case.views.is_empty() {
        return Ok(None);
    }
    let seen: Vec<Case> = (0..case.views.len()).map(|view| case.seen_in(view)).collect();
    let models: Vec<Model> = seen
        .iter()
        .map(|case| Model::new(case, situation.positions, situation.limits))
        .collect::<Result<_, _>>()?;
    let engines: Vec<Engines<'_>> = models
        .iter()
        .map(|model| Engines::new(model, situation.limits, watch))
        .collect::<Result<_, _>>()?;
    let pictures: Vec<Picture<'_>> = case
        .views
        .iter()
        .zip(seen.iter().zip(models.iter().zip(&engines)))
        .map(|(view, (case, (model, engines)))| Picture {
            party: Some(view.party),
            situation: Situation::new(case, model, situation.positions, situation.limits, engines),
        })
        .collect();
    let mut told = Vec::new();
    for (index, (view, picture)) in case.views.iter().zip(&pictures).enumerate() {
        if !watch.step("views", index as u64, pictures.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let believed = case
            .statements
            .iter()
            .filter(|(_, line)| matches!(line.content, Content::Believed(of, _) if of == index));
        told.push(ViewFinding {
            party: situation.naming.party(view.party),
            line: situation.naming.line(view.statement),
            without: situation.naming.lines(view.without.iter().copied()),
            unaware: view.unaware.iter().map(|issue| case.issues[*issue].name.clone()).collect(),
            believes: believed.map(|(line, _)| situation.naming.line(line)).collect(),
            seen: compared(situation, deals, &|party| PictureOf::All(picture, party)),
        });
    }
    let own = |party: PartyId| match pictures.iter().find(|picture| picture.party == Some(party)) {
        Some(picture) => PictureOf::All(picture, party),
        None => PictureOf::Case(party),
    };
    Ok(Some(Views {
        views: told,
        each: compared(situation, deals, &own),
    }))
}

/// In whose picture a party is asked.
enum PictureOf<'p, 'a> {
    All(&'p Picture<'a>, PartyId),
    Case(PartyId),
}

type Asked<'p, 'a> = dyn Fn(PartyId) -> PictureOf<'p, 'a> + 'p;

fn compared<'p, 'a>(case: &Situation<'_>, deals: &[StateId], picture: &Asked<'p, 'a>) -> Seen {
    let mut seen = Seen::default();
    for state in deals {
        let Some(group) = signatories(case, *state) else { continue };
        let signable = differing(signing(case.model, group, *state).verdict, signable(case, group, *state, picture));
        let holds = Notion::LADDER.iter().filter_map(|notion| {
            let stands = holds(case, *state, *notion, true, &|party| PictureOf::Case(party))?;
            Some((*notion, differing(stands, holds(case, *state, *notion, true, picture))?))
        });
        let holds: Vec<(Notion, SeenVerdict)> = holds.collect();
        if signable.is_some() || !holds.is_empty() {
            seen.deals.push(SeenDeal {
                state: case.naming.state(*state),
                signatories: case.naming.parties(group.iter()),
                signable,
                holds,
            });
        }
    }
    if case.holdings.can_answer() && case.model.status_quo.is_some() && case.model.space.len() <= case.limits.listed_states {
        seen.equilibria = Notion::LADDER
            .iter()
            .filter_map(|notion| equilibria(case, *notion, picture))
            .collect();
    }
    seen
}

fn differing(case: Verdict, seen: Option<Verdict>) -> Option<SeenVerdict> {
    (seen != Some(case)).then_some(SeenVerdict { case, seen })
}

/// The state as it is in a picture; `None` if the picture has none.
fn projected(case: &Situation<'_>, seen: &Situation<'_>, state: StateId) -> Option<StateId> {
    let mut values = case.model.space.values(state);
    if let Some(today) = seen.model.status_quo {
        for issue in seen.case.issues.keys() {
            // An issue that is not seen stays as it is today: no state of the picture has another value.
            let other = values[issue.index()];
            let shown = seen.model.space.states().any(|state| seen.model.space.value(state, issue) == other);
            if !shown {
                values[issue.index()] = seen.model.space.value(today, issue);
            }
        }
    }
    seen.model.space.state(seen.model.space.compose(&values))
}

fn signable(case: &Situation<'_>, group: PartySet, state: StateId, picture: &Asked<'_, '_>) -> Option<Verdict> {
    let vote = |party: PartyId| {
        let judged = match picture(party) {
            PictureOf::Case(party) => judge_over_all(case.model, party, state),
            PictureOf::All(picture, party) => {
                let shown = projected(case, &picture.situation, state)?;
                judge_over_all(picture.situation.model, party, shown)
            }
        };
        Some((party, judged.verdict, judged.gains))
    };
    let votes: Vec<Cast> = group.iter().map(vote).collect::<Option<_>>()?;
    let (agreed, gained) = agreed(case.model.agreement.as_ref(), &votes);
    Some(agreed.and(gained))
}

/// Whether a state holds; against moves on the deal's own terms, or against any.
fn holds(case: &Situation<'_>, state: StateId, notion: Notion, of_deal: bool, picture: &Asked<'_, '_>) -> Option<Verdict> {
    let asked = |situation: &Situation<'_>, party: PartyId, state: StateId| {
        let scope = if of_deal {
            Scope::of_deal(situation.case, situation.model, state)
        } else {
            Scope::everything(situation.model)
        };
        situation.holdings.examine(party, state, &scope)[notion.slot()].verdict
    };
    let stays = |party: PartyId| match picture(party) {
        PictureOf::Case(party) => asked(case, party, state),
        PictureOf::All(picture, party) => {
            let shown = projected(case, &picture.situation, state)?;
            asked(&picture.situation, party, shown)
        }
    };
    let parties = case.model.parties.keys();
    parties.map(stays).try_fold(Verdict::Yes, |all, verdict| Some(all.and(verdict?)))
}

fn equilibria(case: &Situation<'_>, notion: Notion, picture: &Asked<'_, '_>) -> Option<SeenEquilibria> {
    let (mut only_case, mut only_seen) = (Vec::new(), Vec::new());
    let (mut in_case, mut in_seen) = (0, 0);
    for state in case.model.space.states() {
        let stands = holds(case, state, notion, false, &|party| PictureOf::Case(party)) == Some(Verdict::Yes);
        let seen = holds(case, state, notion, false, picture) == Some(Verdict::Yes);
        in_case += u64::from(stands);
        in_seen += u64::from(seen);
        match (stands, seen) {
            (true, false) => only_case.push(state),
            (false, true) => only_seen.push(state),
            _ => {}
        }
    }
    if only_case.is_empty() && only_seen.is_empty() {
        return None;
    }
    let named = |states: Vec<StateId>| states.into_iter().take(NAMED).map(|state| case.naming.state(state)).collect();
    Some(SeenEquilibria {
        notion,
        case: in_case,
        seen: in_seen,
        only_case: named(only_case),
        only_seen: named(only_seen),
    })
}
