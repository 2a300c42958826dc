//! What an analysis of all states would do, and what it takes: told without doing it.

use crate::case::{Case, Holder, Positions, Taken};
use crate::finding::{EngineChoice, Memory, MethodPlan, NoGridReason, Notion, NotionPlan, PartyPlan, Plan, RanksPlan};
use crate::index::Key;
use crate::model::build::{MadeOf, made_of};
use crate::model::footprint::Moving;
use crate::model::grid::NoGrid;
use crate::model::{Footprint, Limits, Refusal};

/// The plan for `case`. Cost: the changes of all issues.
///
/// # Errors
/// [`Refusal::Combinations`] if there are more combinations than `limits` allows. A case that takes more memory than it allows has a plan, which says so.
pub fn plan(case: &Case, limits: &Limits) -> Result<Plan, Refusal> {
    let taken = Taken::all(Positions::RedLines);
    let (footprint, moving) = Footprint::of(case, &taken, limits)?;
    let made: Vec<MadeOf> = case
        .parties
        .keys()
        .map(|party| made_of(case, Holder::itself(party), &taken))
        .collect();
    let engine = engine(case, &moving);
    let complete = made.iter().all(|made| *made != MadeOf::OpenLines);
    let gaps = !case.never.is_empty();
    let parties = moving.choices.iter().map(|(party, choices)| {
        let axis = moving.grid.as_ref().ok().map(|grid| &grid.axes[party]);
        let values = |issue| case.issues[issue].values.len() as u64;
        PartyPlan {
            party: case.parties[party].id.clone(),
            issues: choices.issues.len() as u64,
            positions: choices.issues.iter().map(|own| values(own.issue)).fold(1, u64::saturating_mul),
            classes: axis.map_or(1, |axis| axis.classes.count() as u64),
            ranks: ranks(made[party.index()]),
        }
    });
    let parties = parties.collect();
    let memory = [
        ("which combinations are states", footprint.states),
        ("how parties rank them", footprint.ranks),
        ("moves", footprint.moves),
        ("what parties secure by moving", footprint.levels),
        ("answers", footprint.answers),
    ];
    let notions = Notion::ALL.into_iter().map(|notion| NotionPlan {
        notion,
        method: method(notion, &engine, complete, gaps),
    });
    Ok(Plan {
        title: case.title.clone(),
        combinations: footprint.combinations,
        most_combinations: limits.combinations,
        gaps,
        memory: memory
            .into_iter()
            .map(|(what, bytes)| Memory {
                what: what.to_owned(),
                bytes,
            })
            .collect(),
        most_memory: limits.memory,
        notions: notions.collect(),
        engine,
        parties,
        complete,
        most_incomplete: limits.partial_states as u64,
    })
}

fn engine(case: &Case, moving: &Moving) -> EngineChoice {
    let party = |party| case.parties[party].id.clone();
    match &moving.grid {
        Ok(_) => EngineChoice::Grid,
        Err(NoGrid::Guarded(who)) => EngineChoice::Arcs {
            why: NoGridReason::Guarded { party: party(*who) },
        },
        Err(NoGrid::Intransitive(who)) => EngineChoice::Arcs {
            why: NoGridReason::Intransitive { party: party(*who) },
        },
        Err(NoGrid::OneWay(who)) => EngineChoice::Blocks {
            why: NoGridReason::OneWay { party: party(*who) },
        },
        Err(NoGrid::Shared(issue)) => {
            let why = NoGridReason::Shared {
                issue: case.issues[*issue].id.clone(),
            };
            // Parties are looked at one after the other, so that one that comes later may still stand against blocks.
            let blocks = moving.choices.values().all(|choices| !choices.guarded && choices.is_transitive());
            if blocks {
                EngineChoice::Blocks { why }
            } else {
                EngineChoice::Arcs { why }
            }
        }
        Err(NoGrid::Large | NoGrid::Explicit) => EngineChoice::Blocks { why: NoGridReason::Large },
    }
}

fn ranks(made: MadeOf) -> RanksPlan {
    match made {
        MadeOf::Ranking(formulas) => RanksPlan::Ranking { formulas: formulas as u64 },
        MadeOf::Priorities(formulas, single) => RanksPlan::Priorities {
            formulas: formulas as u64,
            single: single as u64,
        },
        MadeOf::Values(formulas, single) => RanksPlan::Values {
            formulas: formulas as u64,
            single: single as u64,
        },
        MadeOf::OpenLines => RanksPlan::Open,
    }
}

fn method(notion: Notion, engine: &EngineChoice, complete: bool, gaps: bool) -> MethodPlan {
    if !complete || notion == Notion::Sim {
        return MethodPlan::StateByState;
    }
    match (engine, notion) {
        (_, Notion::Nash) => MethodPlan::Reach,
        (EngineChoice::Arcs { .. }, _) => MethodPlan::LastMovers,
        (EngineChoice::Blocks { .. }, _) => MethodPlan::Blocks,
        (EngineChoice::Grid, Notion::Seq | Notion::Sseq) if gaps => MethodPlan::DescentIfAlike,
        (EngineChoice::Grid, Notion::Seq | Notion::Sseq) => MethodPlan::ProductIfAlike,
        (EngineChoice::Grid, _) if gaps => MethodPlan::Components,
        (EngineChoice::Grid, _) => MethodPlan::Product,
    }
}
