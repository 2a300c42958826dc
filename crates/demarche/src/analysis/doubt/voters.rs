//! One voter's preferences in one draw: which of its doubted lines count, which set of models they leave, and the model drawn from it.
//!
//! A line of confidence c is dropped, and never negated, with probability 1 - c in each draw, independently of all other lines. What the lines that are
//! left describe is prepared once for each pattern of dropped lines, and kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::analysis::doubt::lanes::{LANES, Lanes, Number, sum};
use crate::analysis::doubt::numbers::{Numbers, below};
use crate::analysis::doubt::orders::{MOST_ELEMENTS, MOST_STATES, NoOrders, Orders};
use crate::analysis::doubt::polytope::Walks;
use crate::analysis::doubt::weights::{Grain, Nothing, Weights, has_scale};
use crate::case::{Case, Content, Formula, Holder, Interval, Taken};
use crate::index::{IssueId, Key, StateId, StatementId};
use crate::model::{Limits, Preference, Ranked, Refusal, Space, Voter};
use crate::rational::Rational;

/// Patterns of dropped lines that are kept for one voter.
pub const MOST_PATTERNS: usize = 1_024;

/// Patterns times states, at most.
const MOST_KEPT: usize = 1 << 20;

/// The slot of the numbers by which a worth of no deal is drawn.
const NO_DEAL_SLOT: u64 = 1 << 61;

/// Steps between the ends of an interval from which a worth of no deal is drawn beside complete preferences.
const CELLS: u64 = 1 << 32;

/// Which models are drawn for voters whose preferences are not complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Models {
    /// Additive ones.
    Additive,
    /// Orders of all states, without ties between states that need not be tied, for voters without values; voters with values have a scale, and additive models.
    Orders,
}

/// A line that may be dropped.
#[derive(Clone, Debug)]
pub struct Doubted {
    /// The line.
    pub line: StatementId,
    /// It counts if a number of 64 bits is below this; `None` if it always is.
    below: Option<u64>,
}

impl Doubted {
    /// The line, if it has a confidence below 1 and may be dropped.
    pub fn of(case: &Case, line: StatementId) -> Option<Self> {
        let confidence = case.statements[line].confidence.as_ref()?;
        let scaled: BigInt = (confidence.numerator() << 64u32) / confidence.denominator();
        Some(Doubted {
            line,
            below: scaled.to_u64(),
        })
    }

    /// Whether there are draws in which it does not count.
    pub fn is_doubted(&self) -> bool {
        self.below.is_some()
    }

    /// Whether the line counts in a draw.
    pub fn counts(&self, case: &Case, seed: u64, draw: u64) -> bool {
        let number = Numbers::of_line(seed, draw, &case.statements[self.line].id).number(0, 0);
        self.below.is_none_or(|below| number < below)
    }
}

/// What is prepared for one pattern of dropped lines.
#[derive(Debug)]
pub struct Prepared {
    /// What a draw is made from.
    pub source: Source,
    /// What the lines that are left say.
    pub lines: Voter,
}

/// What a draw is made from.
#[derive(Debug)]
pub enum Source {
    /// Complete preferences: nothing to draw.
    Complete {
        /// Twice the rank of each state.
        doubled: Vec<u32>,
        /// What each rank is worth, ascending, where there is a scale and no deal has a worth on it.
        worths: Vec<Rational>,
    },
    /// Additive models; and the terms that speak of several issues, with the states in which they hold.
    Additive(Weights, Vec<(usize, Vec<StateId>)>),
    /// Orders.
    Orders(Orders),
    /// Too much to draw from: preferences stay as open as they are.
    Open,
    /// No model meets all comparisons.
    Contradiction,
}

/// A model of one voter that was drawn.
pub struct Model {
    /// What it was drawn from.
    pub prepared: Arc<Prepared>,
    /// Steps of each term of an additive model; places of states in an order.
    pub drawn: Vec<i128>,
    /// What no deal is worth.
    pub no_deal: NoDealWorth,
    /// Digits, in bits, of the greatest sum of steps.
    digits: u32,
}

/// What no deal is worth in a model.
#[derive(Clone, Debug, PartialEq)]
pub enum NoDealWorth {
    /// No line says; or there is no scale.
    Unsaid,
    /// So many steps of an additive model.
    Steps(i128),
    /// This number, beside complete preferences.
    Number(Rational),
}

/// One voter, ready to be drawn.
pub struct Drawer {
    /// Who.
    pub holder: Holder,
    /// Whether a line says what no deal is worth.
    pub reserved: bool,
    /// Whether its states have worths on a scale of its own.
    pub scaled: bool,
    doubted: Vec<Doubted>,
    grain: Option<Grain>,
    models: Models,
    taken: Taken,
    known: BTreeMap<Vec<bool>, Arc<Prepared>>,
}

impl Drawer {
    /// The voter's lines, and which of them may be dropped.
    pub fn new(case: &Case, holder: Holder, taken: &Taken, models: Models) -> Self {
        let bears = |content: &Content| {
            matches!(
                content,
                Content::Prefers(..)
                    | Content::Indifferent(..)
                    | Content::Priority(..)
                    | Content::Value(..)
                    | Content::Reservation(..)
                    | Content::Ranking(..)
            )
        };
        let own = || {
            let all = case.statements.iter();
            all.filter(move |(_, statement)| statement.content.holder() == Some(holder))
        };
        let doubted = own()
            .filter(|(line, statement)| bears(&statement.content) && taken.counts(*line))
            .filter_map(|(line, _)| Doubted::of(case, line))
            .collect();
        let fits = |digits: u32| Grain::of(case, holder, taken, digits);
        Drawer {
            holder,
            reserved: own().any(|(_, statement)| matches!(statement.content, Content::Reservation(..))),
            scaled: has_scale(case, holder),
            doubted,
            grain: fits(<f32 as Number>::DIGITS)
                .or_else(|| fits(<f64 as Number>::DIGITS))
                .or_else(|| Grain::wide(case, holder, taken)),
            models,
            taken: taken.clone(),
            known: BTreeMap::new(),
        }
    }

    /// Whether sums of steps need numbers of more digits than these.
    pub fn exceeds(&self, digits: u32) -> bool {
        self.grain.as_ref().is_some_and(|grain| grain.digits() > digits)
    }

    fn pattern(&self, case: &Case, seed: u64, draw: u64) -> Vec<bool> {
        self.doubted.iter().map(|doubted| doubted.counts(case, seed, draw)).collect()
    }

    /// Prepares what draws `draws` need. What was prepared before is kept, up to a bound.
    ///
    /// # Errors
    /// A [`Refusal`] of the model, or of too many states for orders.
    pub fn prepare(&mut self, case: &Case, space: &Space, limits: &Limits, seed: u64, draws: std::ops::Range<u64>) -> Result<(), Refusal> {
        if self.known.len() >= MOST_PATTERNS.min(MOST_KEPT / space.len().max(1)).max(1) {
            self.known.clear();
        }
        for draw in draws {
            let pattern = self.pattern(case, seed, draw);
            if !self.known.contains_key(&pattern) {
                let prepared = self.prepared(case, space, limits, &pattern)?;
                self.known.insert(pattern, Arc::new(prepared));
            }
            if self.doubted.is_empty() {
                break;
            }
        }
        Ok(())
    }

    /// Whether lines on the voter's preferences may be dropped.
    pub fn is_doubted(&self) -> bool {
        !self.doubted.is_empty()
    }

    /// The sources that are prepared.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.known.values().map(|prepared| &prepared.source)
    }

    /// What drawing a batch costs, about, in the units of counting moves.
    pub fn work(&self) -> usize {
        let of = |source: &Source| match source {
            Source::Orders(orders) => (orders.steps() as usize).saturating_mul(LANES),
            Source::Additive(weights, _) => weights.polytope().steps_of_a_batch().saturating_mul(16),
            Source::Complete { .. } | Source::Open | Source::Contradiction => 0,
        };
        self.sources().map(of).max().unwrap_or(0)
    }

    fn prepared(&self, case: &Case, space: &Space, limits: &Limits, pattern: &[bool]) -> Result<Prepared, Refusal> {
        let dropped = self.doubted.iter().zip(pattern).filter(|(_, counts)| !**counts);
        let taken = self.taken.clone().without(dropped.map(|(doubted, _)| doubted.line));
        let lines = Voter::of(case, space, self.holder, &taken, limits)?;
        let source = match &lines.preference {
            Preference::Ranked(ranked) => self.complete(space, ranked),
            partial @ Preference::Partial(_) => self.source(case, space, &taken, partial)?,
        };
        Ok(Prepared { source, lines })
    }

    fn source(&self, case: &Case, space: &Space, taken: &Taken, partial: &Preference) -> Result<Source, Refusal> {
        if self.models == Models::Orders && !self.scaled {
            return match Orders::new(space, partial) {
                Ok(orders) => Ok(Source::Orders(orders)),
                Err(NoOrders::Contradiction) => Ok(Source::Contradiction),
                Err(NoOrders::TooMany(needed)) => Err(Refusal::Orders {
                    needed: needed as u64,
                    limit: if needed > MOST_STATES { MOST_STATES } else { MOST_ELEMENTS } as u64,
                }),
            };
        }
        let Some(grain) = &self.grain else {
            return Ok(Source::Open);
        };
        Ok(match Weights::new(case, self.holder, taken, grain) {
            Ok(weights) => {
                let several = weights.terms().iter().enumerate();
                let several = several.filter(|(_, formula)| !matches!(formula, Formula::In(..)));
                let met = |formula: &Formula| space.states().filter(|state| space.holds(formula, *state)).collect();
                let several = several.map(|(term, formula)| (term, met(formula))).collect();
                Source::Additive(weights, several)
            }
            Err(Nothing::TooLarge) => Source::Open,
            Err(Nothing::Contradiction) => Source::Contradiction,
        })
    }

    fn complete(&self, space: &Space, ranked: &Ranked) -> Source {
        let mut worths = Vec::new();
        if self.reserved && ranked.scores().is_some() {
            let mut of_rank: Vec<Option<Rational>> = vec![None; ranked.ranks().iter().max().map_or(0, |top| *top as usize + 1)];
            for state in space.states() {
                let worth = &mut of_rank[ranked.rank(state) as usize];
                if worth.is_none() {
                    *worth = ranked.value(state);
                }
            }
            worths = of_rank.into_iter().flatten().collect();
        }
        Source::Complete {
            doubled: ranked.ranks().iter().map(|rank| 2 * rank).collect(),
            worths,
        }
    }

    /// Draws models for the draws from `first`, one a lane; they must be prepared.
    pub fn draw(&self, case: &Case, space: &Space, seed: u64, first: u64) -> Vec<Model> {
        let mut walks: BTreeMap<Vec<bool>, Walks> = BTreeMap::new();
        (first..first + LANES as u64)
            .filter_map(|draw| {
                let pattern = self.pattern(case, seed, draw);
                let prepared = Arc::clone(self.known.get(&pattern)?);
                let numbers = Numbers::of_voter(seed, draw, self.holder);
                let drawn = match &prepared.source {
                    Source::Additive(weights, _) => weights.draw(numbers, walks.entry(pattern.clone()).or_default()),
                    Source::Orders(orders) => orders.draw(numbers).into_iter().map(i128::from).collect(),
                    Source::Complete { .. } | Source::Open | Source::Contradiction => Vec::new(),
                };
                let mut model = Model {
                    prepared,
                    drawn,
                    no_deal: NoDealWorth::Unsaid,
                    digits: self.grain.as_ref().map_or(0, Grain::digits),
                };
                model.no_deal = self.no_deal(case, space, &model, &pattern, numbers);
                Some(model)
            })
            .collect()
    }

    /// What no deal is worth: as the line says; anywhere in its interval; or, if the line is dropped, anywhere between the least and the greatest worth of a
    /// state in the model.
    fn no_deal(&self, case: &Case, space: &Space, model: &Model, pattern: &[bool], numbers: Numbers) -> NoDealWorth {
        if !self.reserved {
            return NoDealWorth::Unsaid;
        }
        let dropped = |line: StatementId| {
            let place = self.doubted.iter().position(|doubted| doubted.line == line);
            !self.taken.counts(line) || place.is_some_and(|place| !pattern[place])
        };
        let said: Option<&Interval> = case.statements.iter().find_map(|(line, statement)| match &statement.content {
            Content::Reservation(holder, worth) if *holder == self.holder && !dropped(line) => Some(worth),
            _ => None,
        });
        let number = numbers.number(NO_DEAL_SLOT, 0);
        match (&model.prepared.source, &self.grain) {
            (Source::Additive(weights, _), Some(grain)) if self.scaled => {
                let ends = said.and_then(|worth| Some((grain.steps(&worth.low)?, grain.steps(&worth.high)?)));
                let (low, high) = ends.unwrap_or_else(|| range(space, weights, &model.drawn));
                let cells = ((high - low) / 2).clamp(0, i128::from(u64::MAX)) as u64;
                NoDealWorth::Steps(if cells == 0 {
                    low
                } else {
                    low + 1 + 2 * i128::from(below(number, cells))
                })
            }
            (Source::Complete { worths, .. }, _) => {
                let all = || Some((worths.first()?.clone(), worths.last()?.clone()));
                let ends = said.map(|worth| (worth.low.clone(), worth.high.clone()));
                match ends.or_else(all).filter(|_| !worths.is_empty()) {
                    None => NoDealWorth::Unsaid,
                    Some((low, high)) => {
                        let share = Rational::new(BigInt::from(2 * below(number, CELLS) + 1), BigInt::from(2 * CELLS));
                        let share = share.unwrap_or_else(Rational::zero);
                        NoDealWorth::Number(&low + &(&share * &(&high - &low)))
                    }
                }
            }
            _ => NoDealWorth::Unsaid,
        }
    }

    /// The model of one lane as the analyses take it: preferences, and what no deal is worth. `None` if there is none.
    pub fn as_preference(&self, space: &Space, model: &Model) -> Option<(Preference, Option<Rational>)> {
        match (&model.prepared.source, &self.grain) {
            (Source::Complete { .. }, _) => {
                let Preference::Ranked(ranked) = &model.prepared.lines.preference else {
                    return None;
                };
                let no_deal = match &model.no_deal {
                    NoDealWorth::Number(number) => Some(number.clone()),
                    _ => None,
                };
                Some((Preference::Ranked(ranked.clone()), no_deal))
            }
            (Source::Additive(weights, _), Some(grain)) => {
                let terms: Vec<(Formula, Rational)> = weights
                    .terms()
                    .iter()
                    .cloned()
                    .zip(model.drawn.iter().map(|steps| grain.number(*steps)))
                    .collect();
                let no_deal = match model.no_deal {
                    NoDealWorth::Steps(steps) => Some(grain.number(steps)),
                    _ => None,
                };
                Some((Preference::Ranked(Ranked::from_values(space, &terms)), no_deal))
            }
            (Source::Orders(_), _) => {
                let places: Vec<u32> = model.drawn.iter().map(|place| *place as u32).collect();
                Some((Preference::Ranked(Ranked::from_ranks(&places)), None))
            }
            _ => None,
        }
    }
}

/// The sum of the terms that hold in a state.
fn worth(space: &Space, weights: &Weights, drawn: &[i128], state: StateId) -> i128 {
    let terms = weights.terms().iter().zip(drawn);
    terms
        .filter(|(formula, _)| space.holds(formula, state))
        .map(|(_, steps)| steps)
        .sum()
}

/// The least and the greatest worth of a state.
fn range(space: &Space, weights: &Weights, drawn: &[i128]) -> (i128, i128) {
    let worths = || space.states().map(|state| worth(space, weights, drawn, state));
    (worths().min().unwrap_or(0), worths().max().unwrap_or(0))
}

/// The states as pairs of halves: what the first issues and what the last issues give, so that a sum over all issues is one addition.
pub struct Halves {
    /// How many issues are in the first half.
    first: usize,
    /// By state: the combination of the first half, and of the second.
    of_state: Vec<(u32, u32)>,
    radices: Vec<u32>,
}

impl Halves {
    /// Cuts where both halves have about as many combinations.
    pub fn new(space: &Space) -> Self {
        let radices: Vec<u32> = (0..space.issues()).map(|issue| space.radix(IssueId::from_index(issue))).collect();
        let product = |radices: &[u32]| radices.iter().map(|radix| u64::from(*radix)).product::<u64>();
        let first = (0..radices.len())
            .find(|first| product(&radices[..*first]) >= product(&radices[*first..]))
            .unwrap_or(radices.len());
        let second = product(&radices[first..]);
        let of_state = space.states().map(|state| {
            let combination = space.combination(state);
            ((combination / second) as u32, (combination % second) as u32)
        });
        Halves {
            first,
            of_state: of_state.collect(),
            radices,
        }
    }

    /// For every state the sum over issues of `tables[issue][value]`.
    fn sums<N: Number>(&self, tables: &[Vec<Lanes<N>>], into: &mut Vec<Lanes<N>>) {
        let grow = |tables: &[Vec<Lanes<N>>]| {
            let mut sums = vec![Lanes::<N>::default()];
            for table in tables {
                let longer = sums.iter().flat_map(|known| table.iter().map(move |cell| sum(known, cell)));
                sums = longer.collect();
            }
            sums
        };
        let (first, second) = (grow(&tables[..self.first]), grow(&tables[self.first..]));
        into.clear();
        into.extend(
            self.of_state
                .iter()
                .map(|(one, other)| sum(&first[*one as usize], &second[*other as usize])),
        );
    }
}

/// Worths of all states for a batch of models of one voter, and what no deal is worth in each, on the same scale.
pub fn fill<N: Number>(space: &Space, halves: &Halves, models: &[Model], into: &mut Vec<Lanes<N>>) -> Lanes<N> {
    let mut tables: Vec<Vec<Lanes<N>>> = halves
        .radices
        .iter()
        .map(|radix| vec![Lanes::<N>::default(); *radix as usize])
        .collect();
    let mut no_deal = Lanes::<N>::default();
    for (lane, model) in models.iter().enumerate() {
        if let (Source::Additive(weights, _), true) = (&model.prepared.source, model.digits <= N::DIGITS) {
            let mut exact: Vec<Vec<i64>> = halves.radices.iter().map(|radix| vec![0; *radix as usize]).collect();
            for (formula, steps) in weights.terms().iter().zip(&model.drawn) {
                if let Formula::In(issue, values) = formula {
                    for value in values {
                        exact[issue.index()][*value as usize] += *steps as i64;
                    }
                }
            }
            for (table, exact) in tables.iter_mut().zip(&exact) {
                for (cell, steps) in table.iter_mut().zip(exact) {
                    cell[lane] = N::of(*steps);
                }
            }
            if let NoDealWorth::Steps(steps) = model.no_deal {
                no_deal[lane] = N::of(steps as i64);
            }
        }
    }
    halves.sums(&tables, into);
    for (lane, model) in models.iter().enumerate() {
        match &model.prepared.source {
            Source::Additive(_, several) if model.digits <= N::DIGITS => {
                for (term, states) in several {
                    let steps = N::of(model.drawn[*term] as i64);
                    for state in states {
                        let worth = &mut into[state.index()][lane];
                        *worth = *worth + steps;
                    }
                }
            }
            Source::Additive(weights, _) => {
                let worths: Vec<i128> = space.states().map(|state| worth(space, weights, &model.drawn, state)).collect();
                let mut sorted = worths.clone();
                sorted.sort_unstable();
                sorted.dedup();
                for (worth, into) in worths.iter().zip(into.iter_mut()) {
                    into[lane] = N::of(2 * sorted.partition_point(|other| other < worth) as i64);
                }
                if let NoDealWorth::Steps(steps) = &model.no_deal {
                    no_deal[lane] = N::of(place(&sorted, steps));
                }
            }
            Source::Complete { doubled, worths, .. } => {
                for (rank, into) in doubled.iter().zip(into.iter_mut()) {
                    into[lane] = N::of(i64::from(*rank));
                }
                if let NoDealWorth::Number(number) = &model.no_deal {
                    no_deal[lane] = N::of(place(worths, number));
                }
            }
            Source::Orders(_) => {
                for (place, into) in model.drawn.iter().zip(into.iter_mut()) {
                    into[lane] = N::of(*place as i64);
                }
            }
            // All alike, so that nothing counts as an improvement.
            Source::Open | Source::Contradiction => {}
        }
    }
    no_deal
}

/// Twice the place of a number among sorted ones; between two of them, the odd number between.
fn place<T: Ord>(sorted: &[T], number: &T) -> i64 {
    match sorted.binary_search(number) {
        Ok(place) => 2 * place as i64,
        Err(place) => 2 * place as i64 - 1,
    }
}
