//! Who can spoil, over the deals that are listed (Stedman 1997).

use crate::analysis::answer::situation::Situation;
use crate::finding::{Deal, SpoilerFinding, StateRef, Verdict};
use crate::index::PartyId;

/// Parties that break, or may break, a listed deal that some table can sign.
pub fn spoilers(situation: &Situation<'_>, deals: &[Deal]) -> Vec<SpoilerFinding> {
    let can_be_signed = |deal: &&Deal| deal.tables.iter().any(|table| table.verdict != Verdict::No);
    let mut spoilers = Vec::new();
    for party in situation.model.parties.keys() {
        let name = situation.naming.party(party);
        let broken = |verdict: Verdict| -> Vec<StateRef> {
            let breaks = |deal: &&Deal| {
                deal.spoilers
                    .iter()
                    .any(|spoiler| spoiler.party == name && spoiler.verdict == verdict)
            };
            deals
                .iter()
                .filter(can_be_signed)
                .filter(breaks)
                .map(|deal| deal.state.clone())
                .collect()
        };
        let (breaks, may_break) = (broken(Verdict::Yes), broken(Verdict::Open));
        if breaks.is_empty() && may_break.is_empty() {
            continue;
        }
        spoilers.push(SpoilerFinding {
            outsider: !situation.model.table.has(party),
            total: is_total(situation, party),
            party: name,
            breaks,
            may_break,
        });
    }
    spoilers
}

/// Whether the party likes no deal better than every state that anybody can make.
fn is_total(situation: &Situation<'_>, party: PartyId) -> Verdict {
    let model = situation.model;
    let preference = &model.parties[party].voter.preference;
    let mut verdict = Verdict::Yes;
    for state in model.makeable_set(model.everybody()).iter() {
        for (no_deal, _) in model.no_deal.iter().filter(|(no_deal, _)| *no_deal != state) {
            let relation = preference.compare(&model.space, state, *no_deal);
            let worse = if relation.worse {
                Verdict::Yes
            } else if relation.at_least {
                Verdict::No
            } else {
                Verdict::Open
            };
            verdict = verdict.and(worse);
        }
        if verdict == Verdict::No {
            break;
        }
    }
    verdict
}
