//! Whether the moment is ripe, in the case's names.

use crate::analysis::answer::moment::Signable;
use crate::analysis::answer::naming::Naming;
use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::answer::tip::bearing;
use crate::analysis::moment::ripeness::stuck;
use crate::analysis::stability::Scope;
use crate::analysis::tipping::judge::Asked;
use crate::analysis::watch::Watch;
use crate::case::Case;
use crate::finding::*;
use crate::index::{IssueId, PartyId, StateId};
use crate::model::{Model, PartySet, Refusal};

/// Deals of which it is asked whether they hold: those that can be signed first, then those of which that is open.
const HELD: usize = 256;

/// Under which notion a deal is to hold.
const NOTION: Notion = Notion::Seq;

/// The section; nothing where the negotiation starts from nothing.
///
/// # Errors
/// As [`Model::new`], of a party's own picture; [`Refusal::Interrupted`] if `watch` says so.
pub(super) fn ripeness(
    situation: &Situation<'_>,
    signable: &Signable,
    cuts: &mut Vec<Cut>,
    watch: &mut dyn Watch,
) -> Result<Option<Ripeness>, Refusal> {
    let (model, naming) = (situation.model, situation.naming);
    let Some(today) = model.status_quo else { return Ok(None) };
    let table = model.signatories();
    let parties: Vec<StuckParty> = table
        .iter()
        .map(|party| stuck_party(situation, party, today))
        .collect::<Result<_, _>>()?;
    let stalemate = parties.iter().fold(Verdict::Yes, |all, party| all.and(party.stuck));
    let hurting = stalemate.and(Verdict::Open);
    let deals = &signable.deals;
    let way_out = deals.first().map_or(Verdict::No, |(verdict, _)| *verdict);
    let (opportunity, held) = opportunity(situation, deals, cuts, watch)?;
    Ok(Some(Ripeness {
        table: naming.parties(table.iter()),
        parties,
        stalemate,
        hurting,
        signable: signable.count,
        way_out,
        way: deals.first().map(|(_, state)| naming.state(*state)),
        way_rests_on: rests_on(situation, None, deals.first().map(|(_, state)| *state)),
        notion: NOTION,
        opportunity,
        opportunity_deal: held.map(|state| naming.state(state)),
        opportunity_rests_on: rests_on(situation, Some(NOTION), held),
        ripe: hurting.and(way_out),
    }))
}

/// The lines on why a deal can be signed, or may be, and holds.
fn rests_on(situation: &Situation<'_>, hold: Option<Notion>, deal: Option<StateId>) -> Vec<LineName> {
    let asked = Asked { sign: true, hold };
    let lines = deal.map(|deal| bearing(situation, asked, deal, PartySet::default()));
    situation.naming.lines(lines.unwrap_or_default())
}

/// In its own picture, if it has one; else as the case says.
fn stuck_party(situation: &Situation<'_>, party: PartyId, today: StateId) -> Result<StuckParty, Refusal> {
    let (case, naming) = (situation.case, situation.naming);
    let issues: Vec<IssueId> = case.issues.keys().collect();
    let mut lines = support::own_moves(naming, party, &issues);
    let Some(view) = case.views.iter().position(|view| view.party == party) else {
        return Ok(told(naming, situation.model, party, today, (None, naming.lines(lines))));
    };
    let seen: Case = case.seen_in(view);
    let model = Model::new(&seen, situation.positions, situation.limits)?;
    let line = case.views[view].statement;
    lines.push(line);
    let rests = (Some(naming.line(line)), naming.lines(lines));
    let today = model.status_quo.unwrap_or(today);
    Ok(told(Naming::new(&seen, &model), &model, party, today, rests))
}

fn told(
    naming: Naming<'_>,
    model: &Model,
    party: PartyId,
    today: StateId,
    (own_view, rests_on): (Option<LineName>, Vec<LineName>),
) -> StuckParty {
    let found = stuck(model, party, today);
    StuckParty {
        party: naming.party(party),
        own_view,
        stuck: found.verdict,
        way: found.better.map(|to| naming.step(&[party], today, to)),
        rests_on,
    }
}

/// Whether some deal can be signed and holds, and which; the verdict is nothing if no engine can answer whether deals hold.
fn opportunity(
    situation: &Situation<'_>,
    deals: &[(Verdict, StateId)],
    cuts: &mut Vec<Cut>,
    watch: &mut dyn Watch,
) -> Result<(Option<Verdict>, Option<StateId>), Refusal> {
    let mut best = (Verdict::No, None);
    let asked = deals.len().min(HELD);
    for (done, (signs, state)) in deals.iter().take(HELD).enumerate() {
        if !watch.step("ripeness", done as u64, asked as u64) {
            return Err(Refusal::Interrupted);
        }
        let Some(holds) = holds(situation, *state) else {
            return Ok((None, None));
        };
        let both = signs.and(holds);
        if both < best.0 {
            best = (both, Some(*state));
        }
        if both == Verdict::Yes {
            return Ok((Some(both), best.1));
        }
    }
    if deals.len() > HELD {
        cuts.push(Cut {
            what: "deals of which it is asked whether they hold".to_owned(),
            limit: HELD as u64,
            total: Some(deals.len() as u64),
            option: None,
        });
        best.0 = best.0.min(Verdict::Open);
    }
    Ok((Some(best.0), best.1))
}

/// Whether every party stays, against moves on the deal's own terms.
fn holds(situation: &Situation<'_>, state: StateId) -> Option<Verdict> {
    let model = situation.model;
    let scope = Scope::of_deal(situation.case, model, state);
    let stays = |party: PartyId| situation.holdings.examine(party, state, &scope)[NOTION.slot()].verdict;
    let bound = model
        .parties
        .keys()
        .try_fold(Verdict::Yes, |all, party| stays(party).map(|verdict| all.and(verdict)))?;
    Some(situation.exact.stays(model.everybody(), state, NOTION, &scope, bound).verdict)
}
