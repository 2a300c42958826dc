//! Incomplete preferences: comparisons "all else equal", indifferences, and intervals of values.
//!
//! *Comparisons.* "F over G" says that, of two combinations that agree on every issue mentioned in neither formula, the one with F (and not G) is better
//! than the one with G (and not F) (ceteris paribus preferences; von Wright 1963, Hansson 1996). Closing these pairs, and the
//! indifferences, under transitivity gives what every admissible preference has in common.
//!
//! *Intervals.* A party's value of a state is the sum of its terms that hold, each anywhere in its interval, independently. The gain of
//! one state over another then ranges over an interval whose ends are attained.
//!
//! Each source of knowledge is exact alone; where both bear on a pair, what either proves is taken, which is sound. Lines that contradict
//! each other leave no admissible preference, from which anything would follow; of a pair that they order both ways nothing is claimed.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};

use crate::case::{Formula, Interval};
use crate::index::{IssueId, Key, StateId, StatementId};
use crate::model::inequalities::{Against, Given, Inequalities};
use crate::model::limits::Refusal;
use crate::model::relation::Relation;
use crate::model::space::Space;
use crate::rational::Rational;

/// States up to which intervals and comparisons are taken together.
pub const MOST_STATES: usize = 4_096;

/// Bytes of rows that are kept for one voter.
const MOST_MARKS: u64 = 1 << 27;

/// The preferences that agree with what was said.
#[derive(Debug)]
pub struct Partial {
    comparisons: Vec<Comparison>,
    /// By comparison the issues that it mentions.
    mentioned: Vec<Vec<IssueId>>,
    indifferent: Vec<(IssueId, Option<StatementId>)>,
    intervals: Option<Intervals>,
    /// Intervals and comparisons together, and whether some value agrees with both; made when first asked. `None` if it is too much to write down.
    together: OnceLock<Option<Box<Together>>>,
    /// By base state: what is surely worse (or no better) than it, and what is surely better (or no worse). Filled when first asked.
    rows: Vec<OnceLock<Row>>,
    /// Bytes of the rows that are kept.
    kept: AtomicU64,
    /// The last row for which there was no room.
    last: Mutex<Option<(StateId, Row)>>,
}

/// "All else equal, `better` over `worse`."
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The preferred condition.
    pub better: Formula,
    /// The other.
    pub worse: Formula,
    /// The line that says so.
    pub line: StatementId,
}

impl Comparison {
    /// The issues that it mentions, ascending, each once.
    pub fn mentioned(&self) -> Vec<IssueId> {
        let mut mentioned = self.better.issues();
        mentioned.extend(self.worse.issues());
        mentioned.sort_unstable();
        mentioned.dedup();
        mentioned
    }

    /// From how many combinations, and to how many, it may lead: what following it costs for one state.
    pub fn steps(&self, space: &Space) -> u64 {
        let varied = self
            .mentioned()
            .into_iter()
            .fold(1u64, |product, issue| product.saturating_mul(u64::from(space.radix(issue))));
        space.combinations().saturating_mul(varied)
    }
}

/// Inequalities, and whether they can be met; `None` where that could not be settled.
type Together = (Inequalities, Option<bool>);

#[derive(Debug)]
struct Intervals {
    /// Formula, scaled interval.
    terms: Vec<(Formula, i128, i128)>,
    denominator: i128,
    /// Issues whose effect the terms do not tell; two states that differ on one of them are not compared by intervals.
    unknown_issues: Vec<IssueId>,
}

/// The states that are comparable with one base state: bits by state.
#[derive(Debug)]
struct Row {
    below: Marks,
    above: Marks,
}

/// Bits by state: one by one where few states have some, else all.
#[derive(Debug)]
enum Marks {
    Few(Vec<(StateId, u8)>),
    All(Vec<u8>),
}

impl Marks {
    fn of(&self, state: StateId) -> u8 {
        match self {
            Marks::Few(marks) => marks
                .binary_search_by_key(&state, |(marked, _)| *marked)
                .map_or(0, |index| marks[index].1),
            Marks::All(marks) => marks[state.index()],
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            Marks::Few(marks) => size_of_val(marks.as_slice()) as u64,
            Marks::All(marks) => marks.len() as u64,
        }
    }
}

const WEAK: u8 = 1;
const STRICT: u8 = 2;

#[derive(Clone, Copy)]
enum Direction {
    Down,
    Up,
}

impl Partial {
    /// Comparisons and indifferences only.
    pub fn new(space: &Space, comparisons: Vec<Comparison>, indifferent: Vec<(IssueId, Option<StatementId>)>) -> Self {
        let rows = if comparisons.is_empty() && indifferent.is_empty() {
            0
        } else {
            space.len()
        };
        Partial {
            mentioned: comparisons.iter().map(Comparison::mentioned).collect(),
            comparisons,
            indifferent,
            intervals: None,
            together: OnceLock::new(),
            rows: (0..rows).map(|_| OnceLock::new()).collect(),
            kept: AtomicU64::new(0),
            last: Mutex::new(None),
        }
    }

    /// Adds terms with intervals. `unknown_issues`: issues whose effect the terms leave unknown.
    ///
    /// # Errors
    /// [`Refusal::Overflow`] if the exact sums do not fit.
    pub fn with_intervals(mut self, terms: &[(Formula, Interval)], unknown_issues: Vec<IssueId>) -> Result<Self, Refusal> {
        let ends = terms.iter().flat_map(|(_, interval)| [&interval.low, &interval.high]);
        let denominator = common_denominator(ends).ok_or(Refusal::Overflow)?;
        let terms = terms
            .iter()
            .map(|(formula, interval)| {
                Some((
                    (*formula).clone(),
                    scale(&interval.low, denominator)?,
                    scale(&interval.high, denominator)?,
                ))
            })
            .collect::<Option<_>>()
            .ok_or(Refusal::Overflow)?;
        self.intervals = Some(Intervals {
            terms,
            denominator,
            unknown_issues,
        });
        Ok(self)
    }

    /// Whether terms with intervals are given, so that several comparisons may exclude each other although each alone is possible.
    pub fn has_intervals(&self) -> bool {
        self.intervals.is_some()
    }

    /// The values that agree with everything that was said; `None` without intervals, if no value does, or if they are too much to write down.
    pub fn inequalities(&self, space: &Space) -> Option<&Inequalities> {
        let (together, possible) = self.together(space)?;
        (*possible == Some(true)).then_some(together)
    }

    fn together(&self, space: &Space) -> Option<&Together> {
        let made = self.together.get_or_init(|| {
            let intervals = self.intervals.as_ref()?;
            let number = |scaled: i128| BigRational::new(scaled.into(), intervals.denominator.into());
            let terms = intervals.terms.iter();
            let given = Given {
                terms: terms.map(|(formula, low, high)| (formula, number(*low), number(*high))).collect(),
                unknown: &intervals.unknown_issues,
                comparisons: &self.comparisons,
                indifferent: self.indifferent.iter().map(|(issue, _)| *issue).collect(),
            };
            let together = Inequalities::new(space, &given)?;
            let possible = together.is_possible();
            Some(Box::new((together, possible)))
        });
        made.as_deref()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.comparisons.is_empty() && self.indifferent.is_empty() && self.intervals.is_none()
    }

    /// Whether comparisons and indifferences put some feasible state over itself, or values and comparisons exclude each other, so that no preference meets all of
    /// them.
    pub fn is_contradictory(&self, space: &Space) -> bool {
        let beside = self.intervals.is_some() && !self.comparisons.is_empty() && space.len() <= MOST_STATES;
        if beside && self.together(space).is_some_and(|(_, possible)| *possible == Some(false)) {
            return true;
        }
        let circles = |state: StateId| {
            let circles = self.ask(space, state, |row| row.below.of(state) & STRICT != 0);
            circles.unwrap_or(false)
        };
        !self.comparisons.is_empty() && space.states().any(circles)
    }

    /// What holds between `state` and `base` under every admissible preference.
    pub fn compare(&self, space: &Space, state: StateId, base: StateId) -> Relation {
        if state == base {
            return Relation::SAME;
        }
        let mut relation = Relation::default();
        if let Some((above, below)) = self.ask(space, base, |row| (row.above.of(state), row.below.of(state))) {
            relation = Relation {
                at_least: above & WEAK != 0,
                better: above & STRICT != 0,
                at_most: below & WEAK != 0,
                worse: below & STRICT != 0,
            };
        }
        if let Some((low, high)) = self.intervals.as_ref().and_then(|intervals| intervals.gain(space, state, base)) {
            relation.at_least |= low >= 0;
            relation.better |= low > 0;
            relation.at_most |= high <= 0;
            relation.worse |= high < 0;
        }
        let contradictory = (relation.better && relation.at_most) || (relation.worse && relation.at_least);
        if contradictory { Relation::default() } else { relation }
    }

    /// What holds between a state and another, or a number, by intervals and comparisons together; `None` where one of them stands alone, or they are too much to
    /// be taken together. Cost: four systems of linear inequalities.
    pub fn compare_together(&self, space: &Space, state: StateId, against: &Against<'_>) -> Option<Relation> {
        let alone = self.intervals.is_none() || (self.comparisons.is_empty() && self.indifferent.is_empty());
        if alone || space.len() > MOST_STATES {
            return None;
        }
        let together = self.inequalities(space)?;
        // An unknown issue leaves the worth of a state unknown; what it is against another state may be known all the same.
        let scaled = self.intervals.as_ref().is_some_and(|intervals| intervals.unknown_issues.is_empty());
        match against {
            Against::Worth(_) if !scaled => None,
            _ => Some(together.relation(space, state, against)),
        }
    }

    /// What a state is worth, if there is a scale that tells: nothing where issues are of unknown effect.
    pub fn worth(&self, space: &Space, state: StateId) -> Option<Interval> {
        let intervals = self.intervals.as_ref().filter(|intervals| intervals.unknown_issues.is_empty())?;
        let combination = space.combination(state);
        let (mut low, mut high) = (0i128, 0i128);
        for (formula, least, most) in &intervals.terms {
            if space.holds_in(formula, combination) {
                (low, high) = (low + least, high + most);
            }
        }
        Some(Interval {
            low: Rational::new(low, intervals.denominator)?,
            high: Rational::new(high, intervals.denominator)?,
        })
    }

    /// By how much `state` is better than `base`, if there is a scale that tells.
    pub fn gain(&self, space: &Space, state: StateId, base: StateId) -> Option<Interval> {
        let intervals = self.intervals.as_ref()?;
        let (low, high) = intervals.gain(space, state, base)?;
        Some(Interval {
            low: Rational::new(low, intervals.denominator)?,
            high: Rational::new(high, intervals.denominator)?,
        })
    }

    /// The issues on which the two differ and whose change alone, in the base state, is not settled. None, if each is settled alone and
    /// they pull in different directions: then what is missing is how much each weighs.
    pub fn unknown_issues(&self, space: &Space, state: StateId, base: StateId) -> Vec<IssueId> {
        let differing = space.differing(state, base);
        let unsettled = |issue: &IssueId| {
            let combination = space.replace(space.combination(base), *issue, space.value(state, *issue));
            // Through an infeasible combination nothing can be asked; then the issue counts as unsettled.
            space.state(combination).is_none_or(|single| {
                let relation = self.compare(space, single, base);
                !relation.at_least && !relation.at_most
            })
        };
        differing.into_iter().filter(unsettled).collect()
    }

    /// What is asked of the row of `base`. Rows are kept as long as there is room for them; beyond that the last one is, since questions about one base follow each other.
    fn ask<T>(&self, space: &Space, base: StateId, question: impl FnOnce(&Row) -> T) -> Option<T> {
        let cell = self.rows.get(base.index())?;
        let made = || Row {
            below: self.flood(space, base, Direction::Down),
            above: self.flood(space, base, Direction::Up),
        };
        if let Some(row) = cell.get() {
            return Some(question(row));
        }
        if self.kept.load(Ordering::Relaxed) < MOST_MARKS {
            let row = cell.get_or_init(made);
            self.kept.fetch_add(row.below.bytes() + row.above.bytes(), Ordering::Relaxed);
            return Some(question(row));
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref().is_none_or(|(known, _)| *known != base) {
            *last = Some((base, made()));
        }
        last.as_ref().map(|(_, row)| question(row))
    }

    /// All states reached from `base` by worsening (or improving) comparisons, through feasible combinations or not.
    fn flood(&self, space: &Space, base: StateId, direction: Direction) -> Marks {
        let mut marks = vec![0u8; space.combinations() as usize];
        let mut queue = vec![(space.combination(base), WEAK)];
        marks[space.combination(base) as usize] = WEAK;
        let mut reached = vec![space.combination(base)];
        while let Some((combination, mark)) = queue.pop() {
            let mut reach = |next: u64, mark: u8, queue: &mut Vec<(u64, u8)>| {
                let mark = mark | WEAK;
                if marks[next as usize] | mark != marks[next as usize] {
                    if marks[next as usize] == 0 {
                        reached.push(next);
                    }
                    marks[next as usize] |= mark;
                    queue.push((next, mark));
                }
            };
            for (comparison, mentioned) in self.comparisons.iter().zip(&self.mentioned) {
                let (from, to) = match direction {
                    Direction::Down => (&comparison.better, &comparison.worse),
                    Direction::Up => (&comparison.worse, &comparison.better),
                };
                if !space.holds_in(from, combination) || space.holds_in(to, combination) {
                    continue;
                }
                space.for_each_varying(combination, mentioned, &mut |next| {
                    if space.holds_in(to, next) && !space.holds_in(from, next) {
                        reach(next, STRICT, &mut queue);
                    }
                });
            }
            for (issue, _) in &self.indifferent {
                for value in 0..space.radix(*issue) {
                    reach(space.replace(combination, *issue, value), mark, &mut queue);
                }
            }
        }
        if reached.len() * size_of::<(StateId, u8)>() >= space.len() {
            return Marks::All(space.states().map(|state| marks[space.combination(state) as usize]).collect());
        }
        let marked = reached
            .into_iter()
            .filter_map(|combination| Some((space.state(combination)?, marks[combination as usize])));
        let mut few: Vec<(StateId, u8)> = marked.collect();
        few.sort_unstable();
        Marks::Few(few)
    }
}

impl Intervals {
    fn gain(&self, space: &Space, state: StateId, base: StateId) -> Option<(i128, i128)> {
        let (left, right) = (space.combination(state), space.combination(base));
        if self
            .unknown_issues
            .iter()
            .any(|issue| space.digit(left, *issue) != space.digit(right, *issue))
        {
            return None;
        }
        let mut gain = (0i128, 0i128);
        for (formula, low, high) in &self.terms {
            match (space.holds_in(formula, left), space.holds_in(formula, right)) {
                (true, false) => gain = (gain.0 + low, gain.1 + high),
                (false, true) => gain = (gain.0 - high, gain.1 - low),
                _ => {}
            }
        }
        Some(gain)
    }
}

/// The least common denominator, bounded so that sums of ten thousand values of at most 10^12 fit in 128 bits.
fn common_denominator<'v>(values: impl Iterator<Item = &'v Rational>) -> Option<i128> {
    let mut common = BigInt::one();
    for value in values {
        common = common.lcm(value.denominator());
    }
    common.to_i128().filter(|common| *common <= 10i128.pow(18))
}

/// `value * denominator`, for a multiple of the value's denominator, if it is below 2^100.
fn scale(value: &Rational, denominator: i128) -> Option<i128> {
    let scaled = value.numerator() * (BigInt::from(denominator) / value.denominator());
    scaled.to_i128().filter(|scaled| scaled.unsigned_abs() < 1 << 100)
}
