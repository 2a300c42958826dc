//! The documents that the commands print: one answer for each reading of positions.
//!
//! Parts: [`naming`] and [`support`] (names and lines of the case), [`particulars`] (the case itself), [`situation`] (a model with its engines), then
//! one file for each part of an answer: [`deal_list`], [`deal_query`], [`deal`], [`holding`], [`goal`], [`table`], [`bargaining`] with [`dividing`] and [`paying`], [`mod@sure`] with [`doubting`], [`no_deal`], [`views`], [`spoiler`], [`every_state`] with [`uncertainty`], [`mod@what_if`], [`mod@diff`], [`mod@power`], [`mod@tip`], [`mod@nearest`], [`mod@inverse`], [`mod@moment`]. [`mod@search`] answers without listing states.

pub mod bargaining;
pub mod deal;
pub mod deal_list;
pub mod deal_query;
pub mod diff;
pub mod dividing;
pub mod doubting;
pub mod every_state;
pub mod goal;
pub mod holding;
pub mod inverse;
pub mod moment;
pub mod naming;
pub mod nearest;
pub mod no_deal;
pub mod particulars;
pub mod paying;
pub mod power;
pub mod search;
pub mod situation;
pub mod spoiler;
pub mod support;
pub mod sure;
pub mod table;
pub mod tip;
pub mod uncertainty;
pub mod views;
pub mod what_if;

use crate::analysis::answer::deal_query::Query;
use crate::analysis::answer::situation::{Engines, Situation};
use crate::analysis::answer::sure::Doubt;
use crate::analysis::answer::tip::Tipping;
use crate::analysis::watch::Watch;
use crate::case::{Case, Content, Goal, Positions, Said};
use crate::finding::{
    Bargaining, Brief, Cut, Deal, Deals, Diff, Document, Edit, Inverse, Moment, Nearest, Notion, Power, ReadingOf, SCHEMA, Stability,
    StateRef, Sure, Tip, WhatIf, Why,
};
use crate::index::{PartyId, StateId};
use crate::model::{Limits, Model, Refusal};
use crate::span::Files;

/// What the user may set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How positions are read; `None` leaves it to the case.
    pub positions: Option<Positions>,
    /// Bounds.
    pub limits: Limits,
}

impl Settings {
    /// The case's own reading, the standard bounds.
    pub const STANDARD: Settings = Settings {
        positions: None,
        limits: Limits::STANDARD,
    };
}

/// The whole: who can sign what, who must consent but is absent, what would hold, and what that rests on.
///
/// # Errors
/// A [`Refusal`] if the case exceeds a limit or the work was interrupted.
pub fn brief(case: &Case, files: &Files, settings: &Settings, watch: &mut dyn Watch) -> Result<Document<Brief>, Refusal> {
    document("brief", case, files, settings, watch, &mut |situation, watch| {
        let (mut deals, mut cuts) = deal_list::deals(situation, watch)?;
        let from_nothing = situation.model.status_quo.is_none();
        let every = if from_nothing {
            Vec::new()
        } else {
            every_state::equilibria(situation, situation.limits.deals, &mut cuts)
        };
        let consistent = mark_farsighted(situation, &mut deals, &mut cuts, watch)?;
        Ok(Brief {
            no_deal: no_deal::no_deal(situation),
            tables: table::tables(situation, watch)?,
            views: views::views(situation, &states(&deals), watch)?,
            sure: sure::in_brief(situation, &deals, watch)?,
            tipping: tip::in_brief(situation, &deals, watch)?,
            spoilers: spoiler::spoilers(situation, &deals),
            bargaining: Some(bargaining::bargaining(situation, watch)?).filter(|answer| answer.unasked.is_none()),
            goals: case.goals.iter().map(|goal| goal::goal(situation, goal, &mut cuts)).collect(),
            deals,
            equilibria: every,
            evolution: every_state::evolution(situation, &mut cuts),
            largest_consistent_set: consistent,
            cuts,
        })
    })
}

/// The states of listed deals.
fn states(deals: &[Deal]) -> Vec<StateId> {
    deals.iter().map(|deal| deal.state.id()).collect()
}

/// The deals that some table can make and may sign; or those that `query` asks for.
///
/// # Errors
/// As [`brief`]; and [`Refusal::Tiers`], see [`deal_query::find`].
pub fn deals(case: &Case, files: &Files, query: &Query, settings: &Settings, watch: &mut dyn Watch) -> Result<Document<Deals>, Refusal> {
    document("deals", case, files, settings, watch, &mut |situation, watch| {
        let mut asked = None;
        let (mut deals, mut cuts) = if query.is_plain() {
            deal_list::deals(situation, watch)?
        } else {
            if query.holds.is_some() && situation.model.status_quo.is_none() {
                return Err(Refusal::NothingHolds);
            }
            let (states, what) = deal_query::find(situation, query, watch)?;
            let cuts = deal_query::cut(situation, what.matching).into_iter().collect();
            asked = Some(what);
            (states.iter().map(|state| deal::deal(situation, *state)).collect(), cuts)
        };
        mark_farsighted(situation, &mut deals, &mut cuts, watch)?;
        Ok(Deals {
            asked: asked.clone(),
            no_deal: no_deal::no_deal(situation),
            tables: table::tables(situation, watch)?,
            deals,
            cuts,
        })
    })
}

/// Every state, every party, every notion.
///
/// # Errors
/// As [`brief`].
pub fn stability(case: &Case, files: &Files, settings: &Settings, watch: &mut dyn Watch) -> Result<Document<Stability>, Refusal> {
    document("stability", case, files, settings, watch, &mut |situation, watch| {
        if situation.model.status_quo.is_none() {
            return Err(Refusal::NothingHolds);
        }
        let mut cuts = Vec::new();
        let stability = every_state::stability(situation, &mut cuts, watch)?;
        Ok(Stability { stability, cuts })
    })
}

/// The efficient deals of the declared table, and the classical bargaining solutions among them.
///
/// # Errors
/// As [`brief`].
pub fn bargain(case: &Case, files: &Files, settings: &Settings, watch: &mut dyn Watch) -> Result<Document<Bargaining>, Refusal> {
    let manner = Manner {
        interrupted: Interrupted::Fails,
        stability: false,
    };
    document_in(manner, "bargain", case, files, settings, watch, &mut |situation, watch| {
        bargaining::bargaining(situation, watch)
    })
}

/// How sure the findings on the deals are: verdicts over all preferences that agree with the case, shares of models that were drawn with a seed, and what the findings rest on.
///
/// # Errors
/// As [`brief`].
pub fn sure(case: &Case, files: &Files, doubt: &Doubt, settings: &Settings, watch: &mut dyn Watch) -> Result<Document<Sure>, Refusal> {
    let manner = Manner {
        interrupted: Interrupted::Tells,
        stability: true,
    };
    document_in(manner, "sure", case, files, settings, watch, &mut |situation, watch| {
        sure::sure(situation, doubt, watch)
    })
}

/// Why states with `question` can or cannot be signed, and would or would not hold.
///
/// # Errors
/// As [`brief`].
pub fn why(case: &Case, files: &Files, question: &Said, settings: &Settings, watch: &mut dyn Watch) -> Result<Document<Why>, Refusal> {
    document("why", case, files, settings, watch, &mut |situation, watch| {
        let asked = Goal {
            name: question.text.clone(),
            formula: question.formula.clone(),
            text: question.text.clone(),
        };
        let mut cuts = Vec::new();
        let goal = goal::goal(situation, &asked, &mut cuts);
        let (mut deals, deal_cuts) = deal_list::deals_with(situation, &question.formula, watch)?;
        cuts.extend(deal_cuts);
        mark_farsighted(situation, &mut deals, &mut cuts, watch)?;
        let near = nearest::near(situation, &question.formula, Notion::Seq, &mut cuts, watch)?;
        Ok(Why {
            no_deal: no_deal::no_deal(situation),
            goal,
            near,
            deals,
            status_quo_matches: situation
                .model
                .status_quo
                .is_some_and(|today| situation.model.space.holds(&question.formula, today)),
            cuts,
        })
    })
}

/// What would tip a deal with `goal`: prices, and all minimal sets of levers.
///
/// # Errors
/// As [`brief`]; and [`Refusal::NothingHolds`] if it is asked whether deals hold and nothing holds today.
pub fn tip(
    case: &Case,
    files: &Files,
    goal: &Said,
    tipping: Tipping,
    settings: &Settings,
    watch: &mut dyn Watch,
) -> Result<Document<Tip>, Refusal> {
    document("tip", case, files, settings, watch, &mut |situation, watch| {
        tip::tip(situation, goal, tipping, watch)
    })
}

/// The deals nearest to those with `question` that can be signed, and that hold as well under `notion`.
///
/// # Errors
/// As [`brief`].
pub fn nearest(
    case: &Case,
    files: &Files,
    question: &Said,
    notion: Notion,
    settings: &Settings,
    watch: &mut dyn Watch,
) -> Result<Document<Nearest>, Refusal> {
    document("nearest", case, files, settings, watch, &mut |situation, watch| {
        nearest::nearest(situation, question, notion, watch)
    })
}

/// How far preferences are from those under which a state with `question` could be signed and would be stable under `notion`; rankings are counted for `free`
/// together or, if it is empty, for every party by itself.
///
/// # Errors
/// As [`brief`].
pub fn inverse(
    case: &Case,
    files: &Files,
    question: &Said,
    notion: Notion,
    free: &[PartyId],
    settings: &Settings,
    watch: &mut dyn Watch,
) -> Result<Document<Inverse>, Refusal> {
    let free = free.iter().copied().collect();
    document("inverse", case, files, settings, watch, &mut |situation, watch| {
        inverse::inverse(situation, question, notion, free, watch)
    })
}

/// The moment: what each side has room for, which dilemmas stated positions put it to (among deals with `goal`), and whether the time is ripe.
///
/// # Errors
/// As [`brief`].
pub fn moment(
    case: &Case,
    files: &Files,
    goal: Option<&Said>,
    settings: &Settings,
    watch: &mut dyn Watch,
) -> Result<Document<Moment>, Refusal> {
    document("moment", case, files, settings, watch, &mut |situation, watch| {
        moment::moment(situation, goal, watch)
    })
}

/// Who matters, formally: the rules of consent, whose agreement carries deals, and what coalitions can claim.
///
/// # Errors
/// As [`brief`].
pub fn power(case: &Case, files: &Files, settings: &Settings, watch: &mut dyn Watch) -> Result<Document<Power>, Refusal> {
    let manner = Manner {
        interrupted: Interrupted::Fails,
        stability: false,
    };
    document_in(manner, "power", case, files, settings, watch, &mut |situation, watch| {
        power::power(situation, watch)
    })
}

/// The case beside a changed one, each with its files: what stands otherwise. The document's particulars are those of the first.
///
/// # Errors
/// As [`brief`], of either case.
pub fn what_if(
    (case, files): (&Case, &Files),
    (changed, changed_files): (&Case, &Files),
    edits: &[Edit],
    settings: &Settings,
    watch: &mut dyn Watch,
) -> Result<Document<WhatIf>, Refusal> {
    let today = what_if::today(case);
    let mut side = |situation: &Situation<'_>, watch: &mut dyn Watch| what_if::side(situation, &today, watch);
    let before = document("what-if", case, files, settings, watch, &mut side)?;
    let after = document("what-if", changed, changed_files, settings, watch, &mut side)?;
    let same = |positions: Positions| {
        let exact = after.readings.iter().find(|reading| reading.positions == positions);
        exact.or(after.readings.first())
    };
    let readings = before.readings.iter().filter_map(|reading| {
        let after = same(reading.positions)?.answer.clone();
        let answer = what_if::compare(edits.to_vec(), reading.answer.clone(), after, settings.limits.deals);
        Some(ReadingOf {
            positions: reading.positions,
            answer,
        })
    });
    Ok(Document {
        readings: readings.collect(),
        schema: before.schema,
        version: before.version,
        answer: before.answer,
        case: before.case,
    })
}

/// Two versions of a case, each with its files: which findings changed, and which changes of the case did it. The document's particulars are those of the new version.
///
/// # Errors
/// As [`brief`], of either version.
pub fn diff(
    (old, old_files): (&Case, &Files),
    (new, new_files): (&Case, &Files),
    settings: &Settings,
    watch: &mut dyn Watch,
) -> Result<Document<Diff>, Refusal> {
    let mut version = |situation: &Situation<'_>, watch: &mut dyn Watch| diff::version(situation, watch);
    let before = document("diff", old, old_files, settings, watch, &mut version)?;
    let after = document("diff", new, new_files, settings, watch, &mut version)?;
    let (changes, evidence) = diff::changes((old, new), (&before.case, &after.case));
    let mut was = before.readings;
    let mut readings = Vec::new();
    for reading in after.readings {
        let same = was.iter().position(|other| other.positions == reading.positions);
        // A version without stated positions has one reading, which stands for either.
        let place = same.or(if was.is_empty() { None } else { Some(0) });
        let Some(other) = place.map(|place| if was.len() > 1 { was.remove(place) } else { was[place].clone() }) else {
            continue;
        };
        let positions = (other.positions, reading.positions);
        let compared = diff::compare((old, new), positions, (other.answer, reading.answer), &settings.limits, watch)?;
        readings.push(ReadingOf {
            positions: reading.positions,
            answer: Diff {
                changes: changes.clone(),
                evidence: evidence.clone(),
                ..compared
            },
        });
    }
    Ok(Document {
        readings,
        schema: after.schema,
        version: after.version,
        answer: after.answer,
        case: after.case,
    })
}

/// Computes the largest consistent set, where that can be done, and marks the deals that are in it.
fn mark_farsighted(
    situation: &Situation<'_>,
    deals: &mut [Deal],
    cuts: &mut Vec<Cut>,
    watch: &mut dyn Watch,
) -> Result<Option<Vec<StateRef>>, Refusal> {
    if situation.model.status_quo.is_none() {
        return Ok(None);
    }
    let consistent = every_state::largest_consistent_set(situation, cuts, watch)?;
    if let Some(consistent) = &consistent {
        for deal in deals {
            deal.farsighted = Some(consistent.contains(&deal.state));
        }
    }
    Ok(consistent)
}

/// The answer to one reading.
type Answer<'a, A> = dyn FnMut(&Situation<'_>, &mut dyn Watch) -> Result<A, Refusal> + 'a;

/// What an interruption leaves of a document, once one reading has its answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Interrupted {
    /// Nothing: the parts of this answer are none.
    Fails,
    /// The readings that were answered, of which the last says that it was interrupted.
    Tells,
}

/// How a document is put together.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Manner {
    interrupted: Interrupted,
    /// Whether it asks what holds, so that the engines that look at moves are needed.
    stability: bool,
}

fn document<A>(
    name: &str,
    case: &Case,
    files: &Files,
    settings: &Settings,
    watch: &mut dyn Watch,
    answer: &mut Answer<'_, A>,
) -> Result<Document<A>, Refusal> {
    let manner = Manner {
        interrupted: Interrupted::Fails,
        stability: true,
    };
    document_in(manner, name, case, files, settings, watch, answer)
}

fn document_in<A>(
    manner: Manner,
    name: &str,
    case: &Case,
    files: &Files,
    settings: &Settings,
    watch: &mut dyn Watch,
    answer: &mut Answer<'_, A>,
) -> Result<Document<A>, Refusal> {
    let models: Vec<(Positions, Model)> = readings_of(case, settings)
        .into_iter()
        .map(|positions| Ok((positions, Model::new(case, positions, &settings.limits)?)))
        .collect::<Result<_, Refusal>>()?;
    let (_, first) = models.first().ok_or(Refusal::InfeasibleReference)?;
    let engines = match manner.stability {
        true => Engines::new(first, &settings.limits, watch)?,
        false => Engines::without_stability(first),
    };
    let mut readings = Vec::new();
    for (positions, model) in &models {
        let situation = Situation::new(case, model, *positions, &settings.limits, &engines);
        let answer = match answer(&situation, watch) {
            Err(Refusal::Interrupted) if manner.interrupted == Interrupted::Tells && !readings.is_empty() => break,
            answer => answer?,
        };
        readings.push(ReadingOf {
            positions: *positions,
            answer,
        });
    }
    let case = particulars::case_info(case, files, first);
    Ok(Document {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        answer: name.to_owned(),
        case,
        readings,
    })
}

/// The readings to be answered: one if the case states no position, or if one was asked for.
fn readings_of(case: &Case, settings: &Settings) -> Vec<Positions> {
    let states_positions = case
        .statements
        .values()
        .any(|statement| matches!(statement.content, Content::Demands(..) | Content::Rejects(..)));
    if !states_positions {
        return vec![Positions::Both];
    }
    match settings.positions.unwrap_or(case.positions) {
        Positions::Both => vec![Positions::RedLines, Positions::Openings],
        one => vec![one],
    }
}
