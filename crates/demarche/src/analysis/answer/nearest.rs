//! The deals nearest to some that were asked for: signable, and holding as well.

use crate::analysis::acceptance::signing;
use crate::analysis::answer::situation::Situation;
use crate::analysis::stability::Scope;
use crate::analysis::tipping::judge::{Asked, Judge};
use crate::analysis::tipping::nearest::{distances, in_order};
use crate::analysis::watch::Watch;
use crate::case::{Formula, Said};
use crate::finding::{Cut, Near, NearDeal, NearTable, Nearest, Notion, Verdict};
use crate::index::StateId;
use crate::model::{PartySet, Refusal};

/// Deals of which it is asked whether they hold, at most, the nearest first.
pub const MOST_HELD: usize = 1_000;

/// The answer.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn nearest(situation: &Situation<'_>, question: &Said, notion: Notion, watch: &mut dyn Watch) -> Result<Nearest, Refusal> {
    let space = &situation.model.space;
    let mut cuts = Vec::new();
    Ok(Nearest {
        formula: question.text.clone(),
        states: space.states().filter(|state| space.holds(&question.formula, *state)).count() as u64,
        near: near(situation, &question.formula, notion, &mut cuts, watch)?,
        cuts,
    })
}

/// The nearest deals for the declared table, and for all parties together.
///
/// # Errors
/// As [`nearest`].
pub fn near(
    situation: &Situation<'_>,
    asked: &Formula,
    notion: Notion,
    cuts: &mut Vec<Cut>,
    watch: &mut dyn Watch,
) -> Result<Near, Refusal> {
    let model = situation.model;
    let mut near = Near {
        notion,
        holding_asked: model.status_quo.is_some(),
        tables: Vec::new(),
    };
    let Some(distances) = distances(model, asked) else {
        return Ok(near);
    };
    let order = in_order(model, &distances);
    let mut groups = vec![model.table];
    if model.table != model.everybody() {
        groups.push(model.everybody());
    }
    for group in groups.into_iter().filter(|group| !group.is_empty()) {
        near.tables.push(table(situation, asked, group, &order, notion, cuts, watch)?);
    }
    Ok(near)
}

fn table(
    situation: &Situation<'_>,
    asked: &Formula,
    group: PartySet,
    order: &[(u32, StateId)],
    notion: Notion,
    cuts: &mut Vec<Cut>,
    watch: &mut dyn Watch,
) -> Result<NearTable, Refusal> {
    let model = situation.model;
    let mut found = NearTable {
        signatories: situation.naming.parties(group.iter()),
        signable: None,
        perhaps_signable: None,
        holding: None,
        perhaps_holding: None,
    };
    let mut held = 0;
    for (place, (distance, state)) in order.iter().enumerate() {
        if place % 1_024 == 0 && !watch.step("nearest deals", place as u64, order.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        if found.signable.is_some() && (found.holding.is_some() || held == MOST_HELD || model.status_quo.is_none()) {
            break;
        }
        if !model.can_make(group, *state) {
            continue;
        }
        let verdict = signing(model, group, *state).verdict;
        if verdict == Verdict::No {
            continue;
        }
        let deal = || near_deal(situation, asked, *distance, *state);
        if verdict == Verdict::Yes && found.signable.is_none() {
            found.signable = Some(deal());
        } else if verdict == Verdict::Open && found.signable.is_none() && found.perhaps_signable.is_none() {
            found.perhaps_signable = Some(deal());
        }
        if model.status_quo.is_none()
            || found.holding.is_some()
            || held == MOST_HELD
            || (verdict == Verdict::Open && found.perhaps_holding.is_some())
        {
            continue;
        }
        held += 1;
        if held == MOST_HELD {
            cuts.push(Cut {
                what: "deals of which it is asked whether they hold, the nearest first".to_owned(),
                limit: MOST_HELD as u64,
                total: None,
                option: None,
            });
        }
        match holds(situation, group, *state, notion) {
            Verdict::Yes if verdict == Verdict::Yes => found.holding = Some(deal()),
            Verdict::No => {}
            _ if found.perhaps_holding.is_none() => found.perhaps_holding = Some(deal()),
            _ => {}
        }
    }
    Ok(found)
}

/// Whether a deal holds once `group` has signed it.
pub fn holds(situation: &Situation<'_>, group: PartySet, state: StateId, notion: Notion) -> Verdict {
    let scope = Scope::of_deal(situation.case, situation.model, state);
    let asked = Asked {
        sign: false,
        hold: Some(notion),
    };
    let judge = Judge::new(situation.case, situation.model, &[], asked, state, &scope).at(group);
    judge.judge(&[]).verdict()
}

fn near_deal(situation: &Situation<'_>, asked: &Formula, distance: u32, state: StateId) -> NearDeal {
    let space = &situation.model.space;
    let from = space
        .states()
        .find(|from| space.holds(asked, *from) && space.differing(*from, state).len() == distance as usize);
    NearDeal {
        deal: situation.naming.state(state),
        distance,
        changes: from.map(|from| situation.naming.changes(from, state)).unwrap_or_default(),
    }
}
