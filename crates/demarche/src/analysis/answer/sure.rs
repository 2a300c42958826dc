//! How sure the findings on the listed deals are: verdicts over all preferences, and shares of those that were drawn.

use crate::analysis::answer::deal_list;
use crate::analysis::answer::situation::Situation;
use crate::analysis::doubt::{Asked, NOTIONS, Plan, draw};
use crate::analysis::watch::Watch;
use crate::case::{Holder, Positions, Taken};
use crate::finding::{Deal, Notion, Sure, SureDeal, Sureness, Verdict};
use crate::index::StateId;
use crate::model::{PartySet, Refusal};

/// Draws and counts for the deals of one reading.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so before anything was drawn.
pub fn sure(situation: &Situation<'_>, positions: Positions, plan: Plan, watch: &mut dyn Watch) -> Result<Sure, Refusal> {
    let (model, case) = (situation.model, situation.case);
    let (deals, cuts) = deal_list::deals(situation, watch)?;
    let asked: Vec<(Deal, Asked)> = deals.into_iter().filter_map(|deal| asked(situation, deal)).collect();
    let questions: Vec<Asked> = asked.iter().map(|(_, asked)| asked.clone()).collect();
    let drawn = draw(case, &Taken::all(positions), model, &questions, plan, situation.limits, watch)?;
    let name = |holder: &Holder| {
        let party = &case.parties[holder.party];
        match holder.constituency {
            Some(index) => format!("{}.{}", party.id, party.constituencies[index as usize].id),
            None => party.id.clone(),
        }
    };
    let from_nothing = model.status_quo.is_none();
    let told = asked.iter().zip(&drawn.counts).map(|((deal, asked), count)| {
        let group = situation.naming.parties(asked.signatories.iter());
        let table = deal.tables.iter().find(|table| table.signatories == group);
        let verdict_of = |notion: Notion| {
            deal.holds
                .iter()
                .find(|holding| holding.notion == notion)
                .and_then(|holding| holding.verdict)
        };
        let holds = NOTIONS.into_iter().enumerate().filter(|_| !from_nothing);
        let seq = NOTIONS.iter().position(|notion| *notion == Notion::Seq);
        SureDeal {
            state: deal.state.clone(),
            signable: Sureness {
                verdict: Some(table.map_or(Verdict::No, |table| table.verdict)),
                hits: Some(count.signable),
            },
            holds: holds
                .map(|(slot, notion)| {
                    let sureness = Sureness {
                        verdict: verdict_of(notion),
                        hits: count.holds[slot],
                    };
                    (notion, sureness)
                })
                .collect(),
            signable_and_holds: seq.filter(|_| !from_nothing).and_then(|slot| count.both[slot]),
            signatories: group,
        }
    });
    Ok(Sure {
        draws: drawn.draws,
        draws_asked: plan.draws,
        seed: plan.seed,
        deals: told.collect(),
        unknown: drawn.unknown.iter().map(name).collect(),
        left_open: drawn.left_open.iter().map(name).collect(),
        not_found: drawn.not_found.iter().map(name).collect(),
        cuts,
    })
}

/// The question about one deal; `None` if no listed group can make it.
fn asked(situation: &Situation<'_>, deal: Deal) -> Option<(Deal, Asked)> {
    let state = StateId(deal.state.number - 1);
    let makers = situation.groups.iter().map(|(group, _)| *group);
    let can = |group: &PartySet| situation.model.can_make(*group, state);
    let signatories = makers.into_iter().find(can)?;
    Some((deal, Asked { state, signatories }))
}
