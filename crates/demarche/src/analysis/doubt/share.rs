//! Draws preference models and counts in how many of them deals can be signed, and hold.
//!
//! The same models are drawn for all deals (common random numbers), so that deals can be compared. Draws are taken in batches of [`LANES`] that are worked
//! on side by side, and batches by as many threads as there are; what a draw is depends on the seed and its number only (see
//! [`numbers`](crate::analysis::doubt::numbers)), and counts are sums, so that neither the threads nor the order of the work decide anything. Nothing of a
//! draw is kept: memory does not grow with them. What was drawn before an interruption counts.
//!
//! Where moves are too many to be listed, each draw is analysed for itself by the general engines.

use std::sync::Arc;

use rayon::prelude::*;

use crate::analysis::doubt::consenting::{Batch, Consenting};
use crate::analysis::doubt::lanes::{LANES, Lanes, Mask, Number};
use crate::analysis::doubt::moving::Moving;
use crate::analysis::doubt::staying::{Holds, Levels, Question, Scoped, holds};
use crate::analysis::doubt::voters::{self, Doubted, Drawer, Halves, Models, Source};
use crate::analysis::stability::Scope;
use crate::analysis::stability::holding::Holdings;
use crate::analysis::watch::{Unwatched, Watch};
use crate::case::{Case, Holder, Taken};
use crate::finding::{Notion, Verdict};
use crate::index::{Key, PartyId, StateId, StatementId};
use crate::model::{Limits, Model, PartySet, Refusal, Voter};

/// Draws of one answer, at most.
pub const MOST_DRAWS: u64 = 1_000_000_000;

/// Work between two looks at whether to go on, in states and moves of parties, times batches: about a twentieth of a second.
const WORK_OF_A_CHUNK: usize = 1 << 23;

/// A deal whose findings are counted.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The state that it brings about.
    pub state: StateId,
    /// Who would sign.
    pub signatories: PartySet,
}

/// How models are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many; [`MOST_DRAWS`] at most.
    pub draws: u64,
    /// Where drawing starts.
    pub seed: u64,
    /// Which models.
    pub models: Models,
}

/// In how many of the drawn models things are so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// The signatories can sign.
    pub signable: u64,
    /// The deal holds, notion by notion in the order of [`Notion::LADDER`]; `None` where some draw gave no verdict.
    pub holds: [Option<u64>; 4],
    /// It can be signed and holds, likewise.
    pub both: [Option<u64>; 4],
}

/// What was drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// How many models.
    pub draws: u64,
    /// One entry a deal.
    pub counts: Vec<Counted>,
    /// Voters whose lines are too much to draw from: their preferences stay as open as the case leaves them, and what depends on them is not counted
    /// as so.
    pub left_open: Vec<Holder>,
    /// Voters of whose preferences nothing is said: their weights may point either way.
    pub unknown: Vec<Holder>,
    /// Voters for whom there is no model that meets all comparisons.
    pub not_found: Vec<Holder>,
    /// Lines that count in some draws only, for lack of confidence.
    pub doubted: Vec<StatementId>,
    /// Structural lines with a confidence below 1: they are kept in every draw.
    pub kept: Vec<StatementId>,
}

/// Draws models of what is taken of `case` and asks each for the deals. `model` is a model of the same.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so before anything was drawn; [`Refusal::Orders`] if there are too many states for orders.
pub fn draw(
    case: &Case,
    taken: &Taken,
    model: &Model,
    deals: &[Asked],
    plan: Plan,
    limits: &Limits,
    watch: &mut dyn Watch,
) -> Result<Drawn, Refusal> {
    let scopes: Vec<Scope> = deals.iter().map(|deal| Scope::of_deal(case, model, deal.state)).collect();
    draw_in(case, taken, model, (deals, &scopes), plan, limits, watch)
}

/// As [`draw`], with the scope of each deal given: that of another version of the case, with which this one is compared.
///
/// # Errors
/// As [`draw`].
pub fn draw_in(
    case: &Case,
    taken: &Taken,
    model: &Model,
    (deals, scopes): (&[Asked], &[Scope]),
    plan: Plan,
    limits: &Limits,
    watch: &mut dyn Watch,
) -> Result<Drawn, Refusal> {
    let asked: Vec<(StateId, &Scope)> = deals.iter().zip(scopes).map(|(deal, scope)| (deal.state, scope)).collect();
    let question = Question::Deals(Scoped::new(model, &asked));
    Drawing::new(case, taken, model, deals, &asked, question, plan, limits)?.run(watch)
}

/// As [`draw`], for every state as a deal of `signatories`, every move counting. (A deal asks for its scope only; so this is about states, not deals.)
///
/// # Errors
/// As [`draw`].
pub fn draw_every_state(
    case: &Case,
    taken: &Taken,
    model: &Model,
    signatories: PartySet,
    plan: Plan,
    limits: &Limits,
    watch: &mut dyn Watch,
) -> Result<Drawn, Refusal> {
    let deals: Vec<Asked> = model.space.states().map(|state| Asked { state, signatories }).collect();
    let everything = Scope::everything(model);
    let asked: Vec<(StateId, &Scope)> = deals.iter().map(|deal| (deal.state, &everything)).collect();
    Drawing::new(case, taken, model, &deals, &asked, Question::EveryState, plan, limits)?.run(watch)
}

/// The complete model that draw `number` is about, as the other analyses take it: for tests, and for whoever wants to look at one draw. `None` where
/// there is none, or where some preferences stay open.
///
/// # Errors
/// As [`draw`].
pub fn model_of(case: &Case, taken: &Taken, plan: Plan, number: u64, limits: &Limits) -> Result<Option<Model>, Refusal> {
    let lines = case
        .statements
        .keys()
        .filter(|line| taken.counts(*line) && case.statements[*line].can_be_left_out());
    let doubted = lines.filter_map(|line| Doubted::of(case, line));
    let dropped: Vec<StatementId> = doubted
        .filter(|doubted| !doubted.counts(case, plan.seed, number))
        .map(|doubted| doubted.line)
        .collect();
    let all = taken;
    let taken = all.clone().without(dropped);
    let mut model = Model::taking(case, &taken, limits)?;
    // Walks are carried on inside a batch.
    let first = number - number % LANES as u64;
    let lane = (number % LANES as u64) as usize;
    for mut drawer in drawers(case, all, plan.models) {
        drawer.prepare(case, &model.space, limits, plan.seed, first..first + LANES as u64)?;
        let models = drawer.draw(case, &model.space, plan.seed, first);
        let Some((preference, no_deal)) = drawer.as_preference(&model.space, &models[lane]) else {
            return Ok(None);
        };
        let lines = Voter::of(case, &model.space, drawer.holder, &taken, limits)?;
        let voter = model.voter_mut(drawer.holder);
        voter.by_lines = Some(Arc::new(lines));
        voter.preference = preference;
        if let Some((worth, _)) = &mut voter.reservation {
            *worth = no_deal.map(crate::case::Interval::exact);
        }
    }
    Ok(Some(model))
}

/// All voters: each party, followed by its constituencies.
fn drawers(case: &Case, taken: &Taken, models: Models) -> Vec<Drawer> {
    let mut drawers = Vec::new();
    for (party, declared) in case.parties.iter() {
        let inside = (0..declared.constituencies.len() as u32).map(|index| Holder::inside(party, index));
        let holders = std::iter::once(Holder::itself(party)).chain(inside);
        drawers.extend(holders.map(|holder| Drawer::new(case, holder, taken, models)));
    }
    drawers
}

/// Everything that draws share.
struct Drawing<'a> {
    case: &'a Case,
    taken: &'a Taken,
    model: &'a Model,
    limits: &'a Limits,
    plan: Plan,
    deals: &'a [Asked],
    scopes: &'a [(StateId, &'a Scope)],
    question: Question,
    drawers: Vec<Drawer>,
    consenting: Consenting<'a>,
    halves: Halves,
    /// `None` if the moves are too many to be listed.
    moving: Option<Moving<'a>>,
}

/// Room for one thread's work.
struct Room<N> {
    worths: Vec<Vec<Lanes<N>>>,
    levels: Levels<N>,
}

/// Counts of one or more batches.
type Sums = Vec<[Option<u64>; 9]>;

impl<'a> Drawing<'a> {
    #[allow(clippy::too_many_arguments, reason = "one door, called twice")]
    fn new(
        case: &'a Case,
        taken: &'a Taken,
        model: &'a Model,
        deals: &'a [Asked],
        scopes: &'a [(StateId, &'a Scope)],
        question: Question,
        plan: Plan,
        limits: &'a Limits,
    ) -> Result<Self, Refusal> {
        let drawers = drawers(case, taken, plan.models);
        let consenting = Consenting::new(case, model, taken, &drawers, deals, limits)?;
        Ok(Drawing {
            case,
            taken,
            model,
            limits,
            plan,
            deals,
            scopes,
            question,
            drawers,
            consenting,
            halves: Halves::new(&model.space),
            moving: Moving::new(&model.moves),
        })
    }

    fn run(mut self, watch: &mut dyn Watch) -> Result<Drawn, Refusal> {
        if self.drawers.iter().any(|drawer| drawer.exceeds(<f32 as Number>::DIGITS)) {
            self.run_in::<f64>(watch)
        } else {
            self.run_in::<f32>(watch)
        }
    }

    fn run_in<N: Number>(&mut self, watch: &mut dyn Watch) -> Result<Drawn, Refusal> {
        let mut drawn = self.nothing_yet();
        let mut sums: Sums = vec![[Some(0); 9]; self.deals.len()];
        let draws = self.plan.draws.min(MOST_DRAWS);
        while drawn.draws < draws {
            if !watch.step("draws", drawn.draws, draws) {
                if drawn.draws == 0 {
                    return Err(Refusal::Interrupted);
                }
                break;
            }
            // What drawing costs is known once something was prepared for it.
            let batches = if drawn.draws == 0 { 1 } else { self.batches_of_a_chunk() };
            let end = draws.min(drawn.draws + batches * LANES as u64);
            let needed = drawn.draws..end.next_multiple_of(LANES as u64);
            for drawer in &mut self.drawers {
                drawer.prepare(self.case, &self.model.space, self.limits, self.plan.seed, needed.clone())?;
                if drawer.sources().any(|source| matches!(source, Source::Contradiction)) {
                    drawn.not_found.push(drawer.holder);
                }
                let open = drawer.sources().any(|source| matches!(source, Source::Open));
                if open && !drawn.left_open.contains(&drawer.holder) {
                    drawn.left_open.push(drawer.holder);
                }
            }
            if !drawn.not_found.is_empty() {
                break;
            }
            let counted = match &self.moving {
                Some(moving) => self.side_by_side::<N>(moving, drawn.draws, end),
                None => self.one_by_one::<N>(drawn.draws, end, watch)?,
            };
            add(&mut sums, &counted);
            drawn.draws = end;
        }
        drawn.counts = sums.iter().map(counted).collect();
        Ok(drawn)
    }

    fn nothing_yet(&self) -> Drawn {
        let holders = self.drawers.iter().map(|drawer| drawer.holder);
        let unknown = holders.filter(|holder| self.model.voter(*holder).preference.is_unknown());
        let below_one = |line: &StatementId| Doubted::of(self.case, *line).is_some_and(|doubted| doubted.is_doubted());
        let structural = self
            .case
            .statements
            .keys()
            .filter(|line| !self.case.statements[*line].can_be_left_out());
        let counts = |line: &StatementId| {
            let statement = &self.case.statements[*line];
            statement.can_be_left_out() && self.taken.counts(*line) && (!statement.is_position() || self.taken.binds(*line))
        };
        let doubted = self.case.statements.keys().filter(|line| counts(line) && below_one(line));
        Drawn {
            draws: 0,
            counts: Vec::new(),
            left_open: Vec::new(),
            unknown: unknown.collect(),
            not_found: Vec::new(),
            doubted: doubted.collect(),
            kept: structural.filter(below_one).collect(),
        }
    }

    fn batches_of_a_chunk(&self) -> u64 {
        let parties = self.model.parties.len();
        let moves = self.moving.as_ref().map_or(usize::MAX, Moving::moves);
        let counting = moves.saturating_add(self.model.space.len()).saturating_mul(parties);
        let drawing = self.drawers.iter().map(Drawer::work).fold(0, usize::saturating_add);
        // At least one for each thread; without a list of moves draws are analysed one by one.
        let least = if self.moving.is_some() { rayon::current_num_threads() } else { 1 };
        (WORK_OF_A_CHUNK / counting.saturating_add(drawing).max(1)).clamp(least, least.max(256)) as u64
    }

    /// Counts the draws from `first` to before `end`, batches in parallel.
    fn side_by_side<N: Number>(&self, moving: &Moving<'_>, first: u64, end: u64) -> Sums {
        let batches = (end - first).div_ceil(LANES as u64);
        let none = || vec![[Some(0); 9]; self.deals.len()];
        let room = || Room::<N> {
            worths: vec![Vec::new(); self.drawers.len()],
            levels: Levels::default(),
        };
        // Threads share the batches, each in its own room.
        let share = batches.div_ceil(rayon::current_num_threads() as u64 * 2).max(1);
        let shares: Vec<u64> = (0..batches).step_by(share as usize).collect();
        shares
            .into_par_iter()
            .map(|from| {
                let (mut sums, mut room) = (none(), room());
                for batch in from..batches.min(from + share) {
                    let start = first + batch * LANES as u64;
                    let valid = valid(start, end);
                    self.with_batch(start, &mut room.worths, |voters, own, open, counting| {
                        let holds: Vec<Holds> = holds(&self.question, moving, own, open, &mut room.levels);
                        for (place, (sums, holds)) in sums.iter_mut().zip(holds).enumerate() {
                            let signable = self.can_sign(place, voters, counting);
                            tally(sums, signable & valid, holds.map(|holds| Some(holds & valid)));
                        }
                    });
                }
                sums
            })
            .reduce(none, |mut left, right| {
                add(&mut left, &right);
                left
            })
    }

    fn can_sign<N: Number>(&self, place: usize, voters: &[Batch<'_, N>], counting: &[Mask]) -> Mask {
        let deal = &self.deals[place];
        self.consenting.can_sign(deal.signatories, (place, deal.state), voters, counting)
    }

    /// Draws one batch: hands on all voters, the worths of the parties themselves, where they stay open, and which doubted clauses count.
    fn with_batch<N: Number>(
        &self,
        start: u64,
        worths: &mut [Vec<Lanes<N>>],
        then: impl FnOnce(&[Batch<'_, N>], &[&[Lanes<N>]], &[Mask], &[Mask]),
    ) {
        let space = &self.model.space;
        let drawn: Vec<Vec<voters::Model>> = self
            .drawers
            .iter()
            .map(|drawer| drawer.draw(self.case, space, self.plan.seed, start))
            .collect();
        let no_deal: Vec<Lanes<N>> = drawn
            .iter()
            .zip(worths.iter_mut())
            .map(|(models, worths)| voters::fill(space, &self.halves, models, worths))
            .collect();
        let voters: Vec<Batch<'_, N>> = self
            .drawers
            .iter()
            .zip(&drawn)
            .zip(worths.iter().zip(no_deal))
            .map(|((drawer, models), (worths, no_deal))| Batch::new(worths, no_deal, models, drawer))
            .collect();
        let parties = self.drawers.iter().zip(&voters);
        let parties = parties.filter(|(drawer, _)| drawer.holder.constituency.is_none());
        let (own, open): (Vec<&[Lanes<N>]>, Vec<Mask>) = parties.map(|(_, voter)| (voter.worths, voter.open())).unzip();
        let counting = self.consenting.counting(self.case, self.plan.seed, start);
        then(&voters, &own, &open, &counting);
    }

    /// The same by the general engines, draw by draw.
    fn one_by_one<N: Number>(&self, first: u64, end: u64, watch: &mut dyn Watch) -> Result<Sums, Refusal> {
        let mut sums: Sums = vec![[Some(0); 9]; self.deals.len()];
        let mut worths: Vec<Vec<Lanes<N>>> = vec![Vec::new(); self.drawers.len()];
        let mut model = Model::taking(self.case, self.taken, self.limits)?;
        let mut start = first;
        while start < end {
            let mut refused = None;
            let valid = valid(start, end);
            self.with_batch::<N>(start, &mut worths, |voters, own, open, counting| {
                let mut holds = vec![[Some(0 as Mask); 4]; self.deals.len()];
                for lane in (0..LANES).filter(|lane| valid >> lane & 1 == 1) {
                    for (party, (worths, open)) in own.iter().zip(open).enumerate() {
                        if open >> lane & 1 == 0 {
                            model.parties[PartyId::from_index(party)].voter.preference = ranked(worths, lane);
                        }
                    }
                    if let Err(refusal) = self.examine(&model, lane, &mut holds) {
                        refused = Some(refusal);
                    }
                }
                for (place, (sums, holds)) in sums.iter_mut().zip(holds).enumerate() {
                    tally(sums, self.can_sign(place, voters, counting) & valid, holds);
                }
            });
            if let Some(refusal) = refused {
                return Err(refusal);
            }
            start += LANES as u64;
            watch.step("draws", start.min(end), self.plan.draws);
        }
        Ok(sums)
    }

    fn examine(&self, model: &Model, lane: usize, holds: &mut [[Option<Mask>; 4]]) -> Result<(), Refusal> {
        let holdings = Holdings::new(model, self.limits, &mut Unwatched)?;
        for ((state, scope), holds) in self.scopes.iter().zip(holds) {
            let mut so = [Some(true); 4];
            for party in model.parties.keys() {
                let examined = holdings.examine(party, *state, scope);
                for (so, notion) in so.iter_mut().zip(Notion::LADDER) {
                    *so = so
                        .zip(examined[notion.slot()].verdict)
                        .map(|(so, verdict)| so && verdict == Verdict::Yes);
                }
            }
            for (holds, so) in holds.iter_mut().zip(so) {
                *holds = holds.zip(so).map(|(holds, so)| holds | Mask::from(so) << lane);
            }
        }
        Ok(())
    }
}

/// One lane's worths as complete preferences.
fn ranked<N: Number>(worths: &[Lanes<N>], lane: usize) -> crate::model::Preference {
    let mut sorted: Vec<N> = worths.iter().map(|worth| worth[lane]).collect();
    let order = |left: &N, right: &N| left.partial_cmp(right).unwrap_or(std::cmp::Ordering::Equal);
    sorted.sort_unstable_by(order);
    sorted.dedup();
    let place = |worth: &Lanes<N>| sorted.partition_point(|other| *other < worth[lane]) as u32;
    let ranks: Vec<u32> = worths.iter().map(place).collect();
    crate::model::Preference::Ranked(crate::model::Ranked::from_ranks(&ranks))
}

/// The lanes of a batch that are asked for.
fn valid(start: u64, end: u64) -> Mask {
    let lanes = (end - start).min(LANES as u64);
    ((1u64 << lanes) - 1) as Mask
}

/// Signable; holds, by notion; both, by notion.
fn tally(sums: &mut [Option<u64>; 9], signable: Mask, holds: [Option<Mask>; 4]) {
    let count = |mask: Mask| u64::from(mask.count_ones());
    let add = |sum: &mut Option<u64>, more: Option<u64>| *sum = sum.zip(more).map(|(sum, more)| sum + more);
    add(&mut sums[0], Some(count(signable)));
    for (slot, holds) in holds.into_iter().enumerate() {
        add(&mut sums[1 + slot], holds.map(count));
        add(&mut sums[5 + slot], holds.map(|holds| count(holds & signable)));
    }
}

fn add(sums: &mut Sums, more: &Sums) {
    for (sums, more) in sums.iter_mut().zip(more) {
        for (sum, more) in sums.iter_mut().zip(more) {
            *sum = sum.zip(*more).map(|(sum, more)| sum + more);
        }
    }
}

fn counted(sums: &[Option<u64>; 9]) -> Counted {
    let [signable, nash, seq, smr, gmr, both_nash, both_seq, both_smr, both_gmr] = *sums;
    Counted {
        signable: signable.unwrap_or(0),
        holds: [nash, seq, smr, gmr],
        both: [both_nash, both_seq, both_smr, both_gmr],
    }
}
