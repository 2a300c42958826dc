//! What each group of signatories can make and sign.

use crate::analysis::acceptance::signing;
use crate::analysis::answer::situation::Situation;
use crate::analysis::watch::Watch;
use crate::finding::{Count, TableFinding};
use crate::index::StateId;
use crate::model::{PartySet, Refusal};

/// One finding a group.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn tables(situation: &Situation<'_>, watch: &mut dyn Watch) -> Result<Vec<TableFinding>, Refusal> {
    let naming = situation.naming;
    let mut tables = Vec::new();
    for (index, (group, role)) in situation.groups.iter().enumerate() {
        if !watch.step("tables", index as u64, situation.groups.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let makeable = makeable(situation, *group);
        let mut signable = Count::default();
        for state in makeable.iter().filter(|state| situation.model.is_deal(**state)) {
            signable.add(signing(situation.model, *group, *state).verdict);
        }
        let moved = situation.case.issues.iter().filter(|(issue, _)| {
            let space = &situation.model.space;
            let today = situation.model.status_quo.map(|today| space.value(today, *issue));
            makeable.iter().any(|state| Some(space.value(*state, *issue)) != today)
        });
        tables.push(TableFinding {
            signatories: naming.parties(group.iter()),
            role: *role,
            makeable: makeable.len() as u64,
            signable,
            // Who can change what, and what cannot be: both decide which states there are to be made.
            rests_on: naming.lines(
                moved
                    .map(|(_, issue)| issue.statement)
                    .chain(situation.case.never.iter().map(|never| never.statement))
                    .chain(situation.case.agreement.iter().map(|agreement| agreement.statement)),
            ),
        });
    }
    Ok(tables)
}

/// The states that a group can bring about from the status quo, that one included.
pub fn makeable(situation: &Situation<'_>, group: PartySet) -> Vec<StateId> {
    situation.model.makeable(group)
}
