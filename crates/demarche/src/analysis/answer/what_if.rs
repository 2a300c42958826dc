//! Two cases side by side: what the declared table can sign, what would hold, what each goal meets, and which deals stand otherwise.

use std::collections::BTreeMap;

use crate::analysis::acceptance::signing;
use crate::analysis::answer::goal;
use crate::analysis::answer::situation::Situation;
use crate::analysis::stability::Scope;
use crate::analysis::watch::Watch;
use crate::case::{Case, Issue, Start};
use crate::finding::*;
use crate::index::{PartyId, StateId};
use crate::model::{PartySet, Refusal};

/// Deals of which it is asked whether they hold.
const HELD: usize = 256;

/// One case under one reading.
#[derive(Clone, Debug)]
pub struct Side {
    /// In numbers.
    pub outlook: Outlook,
    /// Deals of the declared table by what they change (ids of issues and values), with their labels.
    pub standings: BTreeMap<Key, (String, Standing)>,
    /// Ids of the issues, where the case starts from nothing: deals of cases with other issues cannot be told to be the same.
    pub from_nothing: Option<Vec<String>>,
    /// Limits that cut something short.
    pub cuts: Vec<Cut>,
}

/// Today's value of each issue, by the ids of both; nothing for a case that starts from nothing.
pub type Today = BTreeMap<String, String>;

/// Today's values of a case.
pub fn today(case: &Case) -> Today {
    let of = |issue: &Issue| (issue.id.clone(), issue.values[issue.status_quo as usize].id.clone());
    let issues = case.issues.values().filter(|_| case.start == Start::Today);
    issues.map(of).collect()
}

/// What a deal changes: ids of issues and of their new values.
pub type Key = Vec<(String, String)>;

/// What a deal changes against the values of `today`, whichever case it belongs to; an issue that is not among them counts from its own.
fn named(situation: &Situation<'_>, today: &Today, state: StateId) -> (Key, String) {
    let mut labels = Vec::new();
    let mut key = Key::new();
    for (issue, declared) in situation.case.issues.iter() {
        let value = &declared.values[situation.model.space.value(state, issue) as usize];
        let own = situation
            .model
            .status_quo
            .map(|_| &declared.values[declared.status_quo as usize].id);
        if today.get(&declared.id).or(own) != Some(&value.id) {
            labels.push(value.label.clone());
            key.push((declared.id.clone(), value.id.clone()));
        }
    }
    let label = if labels.is_empty() {
        "status quo".to_owned()
    } else {
        labels.join(" + ")
    };
    (key, label)
}

/// What a case comes to; deals are named by what they change against `today`.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn side(situation: &Situation<'_>, today: &Today, watch: &mut dyn Watch) -> Result<Side, Refusal> {
    let (model, naming) = (situation.model, situation.naming);
    let mut cuts = Vec::new();
    let mut standings = BTreeMap::new();
    let mut held = 0;
    let deals = deals_of(situation, model.table);
    for (done, state) in deals.iter().copied().enumerate() {
        if done % 1_024 == 0 && !watch.step("deals", done as u64, deals.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let signable = signing(model, model.table, state).verdict;
        let ask = signable != Verdict::No && model.status_quo.is_some() && held < HELD;
        held += usize::from(ask);
        let (nash, seq) = if ask { holds(situation, state) } else { (None, None) };
        let (key, label) = named(situation, today, state);
        standings.insert(key, (label, Standing { signable, nash, seq }));
    }
    if held == HELD {
        cuts.push(Cut {
            what: "deals of which it is asked whether they hold".to_owned(),
            limit: HELD as u64,
            total: None,
            option: None,
        });
    }
    let count = |group: PartySet, deals: &[StateId]| {
        let mut count = Count::default();
        for state in deals {
            count.add(signing(model, group, *state).verdict);
        }
        count
    };
    let names = |ids: &[PartyName]| {
        let of = |id: &PartyName| {
            situation
                .case
                .parties
                .values()
                .find(|party| party.id == *id)
                .map(|party| party.name.clone())
        };
        ids.iter().filter_map(of).collect::<Vec<String>>()
    };
    let goals = situation.case.goals.iter().map(|asked| {
        let found = goal::goal(situation, asked, &mut cuts);
        let declared = found.tables.iter().find(|table| table.role == TableRole::Declared);
        GoalOutlook {
            name: found.name.clone(),
            makeable: declared.map_or(0, |table| table.makeable),
            signable: declared.map_or(Verdict::No, |table| table.signable),
            consent_veto: names(&found.consent_veto),
            excluded_veto: names(&found.excluded_veto),
        }
    });
    let goals = goals.collect();
    let everybody = model.everybody();
    Ok(Side {
        outlook: Outlook {
            table: names(&naming.parties(model.table.iter())),
            feasible: model.space.len() as u64,
            declared: count(model.table, &deals),
            everybody: count(everybody, &deals_of(situation, everybody)),
            goals,
        },
        standings,
        from_nothing: model
            .status_quo
            .is_none()
            .then(|| situation.case.issues.values().map(|issue| issue.id.clone()).collect()),
        cuts,
    })
}

fn deals_of(situation: &Situation<'_>, group: PartySet) -> Vec<StateId> {
    let mut states = situation.model.makeable(group);
    states.retain(|state| situation.model.is_deal(*state));
    states
}

fn holds(situation: &Situation<'_>, state: StateId) -> (Option<Verdict>, Option<Verdict>) {
    let scope = Scope::of_deal(situation.case, situation.model, state);
    let examined: Vec<_> = situation
        .model
        .parties
        .keys()
        .map(|party: PartyId| situation.holdings.examine(party, state, &scope))
        .collect();
    let worst = |notion: Notion| {
        let slot = Notion::ALL.iter().position(|other| *other == notion)?;
        examined
            .iter()
            .try_fold(Verdict::Yes, |all, party| party[slot].verdict.map(|verdict| all.and(verdict)))
    };
    (worst(Notion::Nash), worst(Notion::Seq))
}

/// The two sides together: what stands otherwise, the gravest changes first, at most `limit`.
pub fn compare(edits: Vec<Edit>, before: Side, after: Side, limit: usize) -> WhatIf {
    let matched = before.from_nothing == after.from_nothing;
    let mut keys: Vec<&Key> = before.standings.keys().chain(after.standings.keys()).filter(|_| matched).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut shifts: Vec<Shift> = keys
        .into_iter()
        .filter_map(|key| {
            let (one, other) = (before.standings.get(key), after.standings.get(key));
            let (label, _) = one.or(other)?;
            let (mut one, mut other) = (one.map(|(_, standing)| *standing), other.map(|(_, standing)| *standing));
            // Whether a deal holds is compared where it was asked on both sides.
            if let (Some(one), Some(other)) = (&mut one, &mut other)
                && (one.seq.is_none() || other.seq.is_none())
                && one.signable == other.signable
            {
                (one.nash, one.seq, other.nash, other.seq) = (None, None, None, None);
            }
            Some(Shift {
                label: label.clone(),
                before: one,
                after: other,
            })
        })
        .filter(|shift| shift.before != shift.after && shift.matters())
        .collect();
    shifts.sort_by_key(|shift| (std::cmp::Reverse(shift.weight()), shift.label.len(), shift.label.clone()));
    let mut cuts = before.cuts;
    cuts.extend(after.cuts.into_iter().filter(|cut| !cuts.contains(cut)).collect::<Vec<_>>());
    if shifts.len() > limit {
        cuts.push(Cut {
            what: "deals that stand otherwise".to_owned(),
            limit: limit as u64,
            total: Some(shifts.len() as u64),
            option: Some("--max-deals".to_owned()),
        });
        shifts.truncate(limit);
    }
    WhatIf {
        edits,
        matched,
        before: before.outlook,
        after: after.outlook,
        shifts,
        cuts,
    }
}

impl Shift {
    fn signable(standing: Option<Standing>) -> Verdict {
        standing.map_or(Verdict::No, |standing| standing.signable)
    }

    /// A deal that nobody could sign and nobody can sign is no change worth telling.
    fn matters(&self) -> bool {
        Self::signable(self.before) != Verdict::No || Self::signable(self.after) != Verdict::No
    }

    /// How grave the change is: two steps between yes and no, one between either and open; then whether it holds.
    fn weight(&self) -> (u32, u32) {
        let step = |verdict: Verdict| match verdict {
            Verdict::Yes => 2u32,
            Verdict::Open => 1,
            Verdict::No => 0,
        };
        let held = |standing: Option<Standing>| standing.and_then(|standing| standing.seq).map_or(0, step);
        (
            step(Self::signable(self.before)).abs_diff(step(Self::signable(self.after))),
            held(self.before).abs_diff(held(self.after)),
        )
    }
}
