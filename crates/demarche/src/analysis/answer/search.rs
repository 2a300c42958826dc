//! What can be signed where states are too many to be listed: how many deals, whether any, the best, the nearest, each with how far it is settled.
//!
//! Parts: [`quest`] (what is asked, and what the case must carry for it), [`counting`], [`optimum`] (the best), [`distance`] (the nearest), [`told`] (deals by name).

pub mod counting;
pub mod distance;
pub mod optimum;
pub mod quest;
pub mod told;

use crate::analysis::answer::search::quest::{Best, Near, Quest};
use crate::analysis::answer::search::told::Telling;
use crate::analysis::answer::{Settings, particulars, readings_of};
use crate::analysis::vast::ask::{Asker, MOST_LOOKS, Set};
use crate::analysis::vast::condition::Condition;
use crate::analysis::vast::question::Question;
use crate::analysis::vast::room::Room;
use crate::analysis::vast::work::{Stop, Work};
use crate::analysis::watch::Watch;
use crate::case::{Case, Formula, Positions, Taken};
use crate::finding::{Cut, Document, Existence, ReadingOf, SCHEMA, SearchAnswer, SearchBest, SearchDoubt, SearchSide, Settled};
use crate::model::Refusal;
use crate::span::Files;

/// The answer for each reading of positions.
///
/// # Errors
/// [`Refusal::NotMeasured`] if the case does not carry the question; [`Refusal::Overflow`]; [`Refusal::InfeasibleReference`].
pub fn search(
    case: &Case,
    files: &Files,
    quest: &Quest,
    settings: &Settings,
    watch: &mut dyn Watch,
) -> Result<Document<SearchAnswer>, Refusal> {
    let mut readings = Vec::new();
    for positions in readings_of(case, settings) {
        let taken = Taken::all(positions);
        readings.push(ReadingOf {
            positions,
            answer: reading(case, quest, &taken, settings, watch)?,
        });
    }
    Ok(Document {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        answer: "search".to_owned(),
        case: particulars::case_at_large(case, files, &Taken::all(Positions::RedLines)),
        readings,
    })
}

/// What is at hand while one reading is answered.
pub(super) struct Asking<'a, 'q> {
    pub(super) case: &'a Case,
    pub(super) quest: &'a Quest,
    pub(super) taken: &'a Taken,
    pub(super) question: &'q Question,
    pub(super) asker: Asker<'q>,
    pub(super) listed: usize,
}

/// Which deals are meant, and what is known of those that are left out or too many.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Those that can surely be signed: where only bounds are taken, there may be more.
    Surely,
    /// Those of which it is not excluded: where only bounds are taken, there may be fewer.
    Possibly,
}

fn reading(case: &Case, quest: &Quest, taken: &Taken, settings: &Settings, watch: &mut dyn Watch) -> Result<SearchAnswer, Refusal> {
    let mut question = Question::new(case, taken)?;
    quest.is_carried(case, &mut question, taken)?;
    let mut answer = SearchAnswer {
        signatories: question.table.iter().map(|party| case.parties[party].id.clone()).collect(),
        with: quest.with.as_ref().map(|said| said.text.clone()),
        at_least: quest
            .at_least
            .iter()
            .map(|(party, least)| (case.parties[*party].id.clone(), least.clone()))
            .collect(),
        counts: None,
        surely: nothing_known(case, quest, Settled::Interrupted),
        possibly: None,
        doubtful: doubts(case, &question),
        cuts: Vec::new(),
    };
    let room = Room::of(settings.limits.memory);
    let mut work = Work::new(watch, room);
    let made = work.look().and_then(|()| sets(case, quest, taken, &question, settings, &mut work));
    let (asking, deals, surely, possibly) = match made {
        Ok(made) => made,
        Err(stop) => {
            let settled = settled(false, stop == Stop::Asked);
            answer.surely = nothing_known(case, quest, settled);
            answer.counts = quest.counts().then(|| counting::unknown(&question, settled));
            if stop == Stop::TooLarge {
                answer.cuts.push(too_large(room));
            }
            return Ok(answer);
        }
    };
    let doubtful = !answer.doubtful.is_empty() || asking.asker.compiler.reaches_left_out;
    if quest.counts() {
        work.begin("counting");
        answer.counts = Some(counting::counts(&asking, [&deals, &surely, &possibly], doubtful, &mut work));
    }
    answer.surely = asking.side(Side::Surely, &surely, doubtful, &mut work);
    if surely != possibly {
        answer.possibly = Some(asking.side(Side::Possibly, &possibly, doubtful, &mut work));
    }
    if let Some(counts) = &mut answer.counts {
        counting::at_least_one(counts, &answer.surely, answer.possibly.as_ref());
    }
    let whole = [&deals, &surely, &possibly].iter().all(|set| set.is_whole());
    if !whole || asking.asker.compiler.reaches_left_out {
        answer.cuts.push(too_large(room));
    }
    let sides = std::iter::once(&answer.surely).chain(&answer.possibly);
    if !doubtful && sides.flat_map(side_settled).any(|settled| settled == Settled::Bound) {
        answer.cuts.push(Cut {
            what: "values tried for one question".to_owned(),
            limit: MOST_LOOKS,
            total: None,
            option: None,
        });
    }
    Ok(answer)
}

fn side_settled(side: &SearchSide) -> Vec<Settled> {
    let nearest = side.nearest.iter().map(|nearest| nearest.settled);
    let best = side.best.iter().map(|best| best.settled);
    std::iter::once(side.existence.settled).chain(nearest).chain(best).collect()
}

fn too_large(room: Room) -> Cut {
    Cut {
        what: "nodes of a diagram of what is said together".to_owned(),
        limit: room.nodes() as u64,
        total: None,
        option: Some("--memory".to_owned()),
    }
}

type Sets<'a, 'q> = (Asking<'a, 'q>, Set, Set, Set);

fn sets<'a, 'q>(
    case: &'a Case,
    quest: &'a Quest,
    taken: &'a Taken,
    question: &'q Question,
    settings: &Settings,
    work: &mut Work<'_>,
) -> Result<Sets<'a, 'q>, Stop> {
    let mut extra: Vec<&Formula> = quest.with.iter().map(|said| &said.formula).collect();
    if let Some(Near::Formula(said)) = &quest.nearest {
        extra.push(&said.formula);
    }
    let asker = Asker::new(question, &extra, work)?;
    let mut deals = asker.deals(work)?;
    if let Some(said) = &quest.with {
        deals = asker.narrowed(&deals, &Condition::Holds(said.formula.clone()), work)?;
    }
    deals = asker.narrowed(&deals, &quest.least_worths(question), work)?;
    let surely = asker.narrowed(&deals, &question.surely, work)?;
    let possibly = asker.narrowed(&deals, &question.possibly, work)?;
    let asking = Asking {
        case,
        quest,
        taken,
        question,
        asker,
        listed: settings.limits.deals.min(distance::MOST_TOLD),
    };
    Ok((asking, deals, surely, possibly))
}

impl Asking<'_, '_> {
    pub(super) fn telling(&self) -> Telling<'_> {
        Telling {
            case: self.case,
            question: self.question,
        }
    }

    fn side(&self, side: Side, set: &Set, doubtful: bool, work: &mut Work<'_>) -> SearchSide {
        work.begin("searching");
        let nearest = self.quest.nearest.as_ref().map(|near| match near {
            Near::Today => self.nearest_today(side, set, doubtful, work),
            Near::Formula(said) => self.nearest_formula(side, set, said, doubtful, work),
        });
        let best = self.quest.best.as_ref().map(|best| match best {
            Best::Party(party) => self.best_for(side, set, *party, doubtful, work),
            Best::Sum => self.greatest_sum(side, set, doubtful, work),
            Best::LeastGain => self.greatest_least_gain(side, set, doubtful, work),
        });
        let known = best.as_ref().and_then(|best| best.deal.clone());
        let known = known.or_else(|| nearest.as_ref().and_then(|nearest| nearest.deals.first().cloned()));
        let existence = match known.filter(|_| !(doubtful && side == Side::Possibly)) {
            Some(deal) => Existence {
                settled: Settled::Exact,
                exists: Some(true),
                deal: Some(deal),
            },
            None => self.existence(side, set, doubtful, work),
        };
        SearchSide { existence, nearest, best }
    }

    fn existence(&self, side: Side, set: &Set, doubtful: bool, work: &mut Work<'_>) -> Existence {
        let found = self.asker.best(set, None, &[], work);
        let deal = found.best.as_ref().map(|(values, _)| self.telling().deal(values));
        // Of bounds, a surely signable deal is one, and so is the want of a possible one; the rest is not settled.
        let exists = match (side, &deal, found.complete) {
            (Side::Surely, Some(_), _) => Some(true),
            (Side::Possibly, Some(_), _) => (!doubtful).then_some(true),
            (Side::Possibly, None, true) => Some(false),
            (Side::Surely, None, true) => (!doubtful).then_some(false),
            (_, None, false) => None,
        };
        Existence {
            settled: settled(exists.is_some(), work.is_stopped()),
            exists,
            deal,
        }
    }
}

/// How far something is settled.
pub(super) fn settled(complete: bool, stopped: bool) -> Settled {
    match (complete, stopped) {
        (true, _) => Settled::Exact,
        (false, true) => Settled::Interrupted,
        (false, false) => Settled::Bound,
    }
}

fn nothing_known(case: &Case, quest: &Quest, settled: Settled) -> SearchSide {
    SearchSide {
        existence: Existence {
            settled,
            exists: None,
            deal: None,
        },
        nearest: quest.nearest.as_ref().map(|near| distance::unknown(near, settled)),
        best: quest.best.map(|best| SearchBest {
            goal: optimum::goal(case, best),
            settled,
            deal: None,
            reached: None,
            efficient: false,
        }),
    }
}

fn doubts(case: &Case, question: &Question) -> Vec<SearchDoubt> {
    let name = |holder: crate::case::Holder| {
        let party = &case.parties[holder.party];
        match holder.constituency {
            Some(member) => format!("{}.{}", party.id, party.constituencies[member as usize].id),
            None => party.id.clone(),
        }
    };
    let doubts = question.doubtful.iter().map(|doubt| SearchDoubt {
        holder: name(doubt.holder),
        lines: doubt.lines.iter().map(|line| case.statements[*line].id.clone()).collect(),
    });
    doubts.collect()
}
