//! The additive preference models that agree with what a case says of one voter.
//!
//! *Comparisons.* A model has one weight for each value of each issue, against today's value (the first, from nothing), anywhere from -1 to 1; the worth
//! of a state is the sum of the weights of its values. "F over G, all else equal" is then a set of linear rows: for every way of meeting F and not G,
//! and every way of meeting G and not F, the first weighs more. An issue that the voter does not care about has no weight.
//!
//! *Values.* Each term is worth anything in its interval, independently of the others; comparisons beside values are rows too. The terms of a line that is
//! left out, and the values of an issue that the lines leave unknown, weigh at most as much as the weightiest term, either way.
//!
//! All models that agree, a polytope, are equally likely to be drawn. Weights are whole numbers of a step: a fraction of the common denominator of
//! all numbers of the voter, so that what is known exactly stays exact, sums are exact, and worths that must be equal are equal.
//!
//! This is narrower than what verdicts quantify over, which are all preferences that agree with the case, additive or not: what is so under all of
//! those is so in every model drawn here, but not the other way round.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};

use crate::analysis::doubt::numbers::Numbers;
use crate::analysis::doubt::polytope::{Polytope, Row, Walks, Weight};
use crate::case::{Case, Content, Formula, Holder, Interval, Silence, Statement, Taken};
use crate::index::{IssueId, Key, StatementId};
use crate::model::{Limits, Space};
use crate::rational::Rational;

/// Ways of meeting the two sides of one comparison that are paired, at most.
pub const MOST_PAIRS: usize = 10_000;

/// Steps of the narrowest range, at least; finer wherever the sums leave room.
const LEAST_STEPS: u32 = 1 << 14;

/// Digits of sums that do not fit into a floating-point number: whole numbers of 128 bits.
const WIDE: u32 = 120;

/// The models of one voter under the lines that are taken.
#[derive(Clone, Debug)]
pub struct Weights {
    /// What has a weight.
    terms: Vec<Formula>,
    polytope: Polytope,
}

/// Why there is nothing to draw from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// A comparison has too many ways of being met for its rows to be written down.
    TooLarge,
    /// No model meets all comparisons.
    Contradiction,
}

/// How fine the steps of one voter are: the same whichever of its lines are dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grain {
    /// Steps in 1.
    per_unit: BigInt,
    /// Digits, in bits, of the greatest sum.
    digits: u32,
}

/// A term before its range is cut into steps.
struct Ranged {
    formula: Formula,
    low: Rational,
    high: Rational,
    slot: u64,
}

/// What one voter's lines say that bears on weights.
struct Said<'a> {
    terms: Vec<Ranged>,
    /// Whether the terms are the voter's own values.
    valued: bool,
    comparisons: Vec<(&'a Formula, &'a Formula)>,
}

/// Sets of values of one issue, with the greatest size of what each is worth.
type Tally = Vec<(Vec<u32>, Rational)>;

impl Grain {
    /// The finest steps such that all sums fit into numbers of `digits` bits, if some are fine enough for the voter's lines.
    pub fn of(case: &Case, holder: Holder, taken: &Taken, digits: u32) -> Option<Self> {
        let said = Said::of(case, holder, taken);
        // A line that may be dropped may let a term go anywhere, so that the greatest sum is taken from that.
        let most = most(case, holder);
        let doubted = lines(case, holder).any(|(_, line)| line.confidence.is_some());
        let size = |term: &Ranged| {
            let size = magnitude(&term.low).max(magnitude(&term.high));
            if doubted && said.valued { size.max(most.clone()) } else { size }
        };
        let mut denominator = BigInt::one();
        let mut narrowest: Option<Rational> = None;
        let mut tables: Vec<(IssueId, Tally)> = Vec::new();
        let mut greatest = Rational::zero();
        for term in &said.terms {
            denominator = denominator.lcm(term.low.denominator()).lcm(term.high.denominator());
            let width = &term.high - &term.low;
            if width > Rational::zero() && narrowest.as_ref().is_none_or(|known| width < *known) {
                narrowest = Some(width);
            }
            // Of the values of one issue, one at most is had at a time.
            match &term.formula {
                Formula::In(issue, values) => {
                    let entry = (values.clone(), size(term));
                    match tables.iter_mut().find(|(known, _)| known == issue) {
                        Some((_, entries)) => entries.push(entry),
                        None => tables.push((*issue, vec![entry])),
                    }
                }
                _ => greatest = &greatest + &size(term),
            }
        }
        for (issue, entries) in &tables {
            let of_value = |value: u32| {
                let there = entries.iter().filter(|(values, _)| values.contains(&value));
                there.fold(Rational::zero(), |sum, (_, size)| &sum + size)
            };
            let count = case.issues[*issue].values.len() as u32;
            greatest = &greatest + &(0..count).map(of_value).max().unwrap_or_else(Rational::zero);
        }
        for (_, line) in lines(case, holder) {
            if let Content::Reservation(_, worth) = &line.content {
                denominator = denominator.lcm(worth.low.denominator()).lcm(worth.high.denominator());
                greatest = greatest.max(magnitude(&worth.low)).max(magnitude(&worth.high));
            }
        }
        let needed = scaled(&greatest, &denominator).bits() as u32;
        // Half steps are the middles of cells, hence one digit more.
        let finer = digits.checked_sub(needed).filter(|finer| *finer >= 1)?;
        let per_unit = denominator << finer;
        let fine = narrowest.is_none_or(|width| scaled(&width, &per_unit) >= BigInt::from(2 * LEAST_STEPS));
        fine.then_some(Grain { per_unit, digits })
    }

    /// As [`of`](Grain::of), in whole numbers of 128 bits.
    pub fn wide(case: &Case, holder: Holder, taken: &Taken) -> Option<Self> {
        Self::of(case, holder, taken, WIDE)
    }

    /// Digits of the greatest sum.
    pub fn digits(&self) -> u32 {
        self.digits
    }

    /// How many steps a number is; exact for the numbers of the voter's lines.
    pub fn steps(&self, number: &Rational) -> Option<i128> {
        scaled(number, &self.per_unit).to_i128()
    }

    /// The number that steps stand for.
    pub fn number(&self, steps: i128) -> Rational {
        Rational::new(BigInt::from(steps), self.per_unit.clone()).unwrap_or_else(Rational::zero)
    }
}

/// A number times a multiple of its denominator, or rounded down.
fn scaled(number: &Rational, by: &BigInt) -> BigInt {
    (number.numerator() * by).div_floor(number.denominator())
}

fn magnitude(number: &Rational) -> Rational {
    if number.numerator().is_negative() {
        -number
    } else {
        number.clone()
    }
}

fn lines(case: &Case, holder: Holder) -> impl Iterator<Item = (StatementId, &Statement)> {
    let all = case.statements.iter();
    all.filter(move |(_, line)| line.content.holder() == Some(holder))
}

/// The weightiest term of the voter, whether its line counts or not.
fn most(case: &Case, holder: Holder) -> Rational {
    let mut most = Rational::zero();
    for (_, line) in lines(case, holder) {
        if let Content::Value(_, worth) = &line.content {
            for (_, range) in worth.spelled_out(&case.issues) {
                most = most.max(magnitude(&range.low)).max(magnitude(&range.high));
            }
        }
    }
    most
}

impl<'a> Said<'a> {
    fn of(case: &'a Case, holder: Holder, taken: &Taken) -> Self {
        let mut said = Said {
            terms: Vec::new(),
            valued: false,
            comparisons: Vec::new(),
        };
        let most = most(case, holder);
        let either_way = |most: &Rational| Interval {
            low: -most,
            high: most.clone(),
        };
        let (mut mentioned, mut indifferent, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
        let mut compared = Vec::new();
        let mut order_left_out = false;
        for (id, line) in lines(case, holder) {
            let counts = taken.counts(id);
            match &line.content {
                Content::Value(_, worth) => {
                    said.valued = true;
                    for (formula, range) in worth.spelled_out(&case.issues) {
                        mentioned.extend(formula.issues());
                        let range = if counts { range } else { either_way(&most) };
                        // The place among all terms of the voter, so that a line that is dropped moves no other number.
                        let slot = 1 << 60 | said.terms.len() as u64;
                        said.push(formula, range, slot);
                    }
                }
                Content::Prefers(_, better, worse) => {
                    let issues = [better.formula.issues(), worse.formula.issues()].concat();
                    if counts {
                        compared.extend(issues);
                        said.comparisons.push((&better.formula, &worse.formula));
                    } else {
                        left_out.extend(issues);
                    }
                }
                Content::Indifferent(_, issue) if counts => indifferent.push(*issue),
                Content::Indifferent(_, issue) => left_out.push(*issue),
                Content::Ranking(..) | Content::Priority(..) => order_left_out |= !counts,
                _ => {}
            }
        }
        let silence = case.parties[holder.party].silence;
        let range = either_way(&if said.valued { most } else { Rational::integer(1) });
        for (issue, declared) in case.issues.iter() {
            let speaks = mentioned.contains(&issue);
            let open = if indifferent.contains(&issue) {
                // What another line said of it, if that line is left out, is no longer said: the issue stays out.
                false
            } else if said.valued {
                !speaks && (silence == Silence::Unknown || left_out.contains(&issue))
            } else {
                compared.contains(&issue) || silence != Silence::Indifferent || left_out.contains(&issue) || order_left_out
            };
            if !open {
                continue;
            }
            for value in (0..declared.values.len() as u32).filter(|value| *value != declared.status_quo) {
                let slot = (issue.index() as u64) << 32 | u64::from(value);
                said.push(Formula::In(issue, vec![value]), range.clone(), slot);
            }
        }
        said
    }

    fn push(&mut self, formula: Formula, range: Interval, slot: u64) {
        self.terms.push(Ranged {
            formula,
            low: range.low,
            high: range.high,
            slot,
        });
    }

    /// One row for each way of meeting the one side and each way of meeting the other.
    fn rows(&self, case: &Case) -> Result<Vec<Row>, Nothing> {
        let radices: Vec<u32> = case.issues.values().map(|issue| issue.values.len() as u32).collect();
        let mut rows = Vec::new();
        for (better, worse) in &self.comparisons {
            let terms: Vec<(usize, &Formula)> = self.terms.iter().map(|term| &term.formula).enumerate().collect();
            let mut varied = [better.issues(), worse.issues()].concat();
            varied.sort_unstable();
            varied.dedup();
            // Issues that share a term with those compared decide what the term adds; the rest is equal on both sides.
            let bears = |formula: &Formula| formula.issues().iter().any(|issue| varied.contains(issue));
            let terms: Vec<(usize, &Formula)> = terms.into_iter().filter(|(_, formula)| bears(formula)).collect();
            let mut around: Vec<IssueId> = terms.iter().flat_map(|(_, formula)| formula.issues()).collect();
            around.retain(|issue| !varied.contains(issue));
            around.sort_unstable();
            around.dedup();
            // A small space of the issues concerned, feasible or not, since comparisons are followed through both.
            let concerned: Vec<u32> = (0..radices.len())
                .map(|issue| {
                    let issue = IssueId::from_index(issue);
                    let concerned = varied.contains(&issue) || around.contains(&issue);
                    if concerned { radices[issue.index()] } else { 1 }
                })
                .collect();
            let space = Space::from_radices(&concerned, &[], &Limits::STANDARD).map_err(|_| Nothing::TooLarge)?;
            if space.combinations() > MOST_PAIRS as u64 {
                return Err(Nothing::TooLarge);
            }
            let mut starts = Vec::new();
            space.for_each_varying(0, &around, &mut |start| starts.push(start));
            let mut paired = 0usize;
            for start in starts {
                let (mut above, mut below) = (Vec::new(), Vec::new());
                space.for_each_varying(start, &varied, &mut |combination| {
                    let met = |(term, formula): &(usize, &Formula)| space.holds_in(formula, combination).then_some(*term);
                    let met = || terms.iter().filter_map(met).collect::<Vec<usize>>();
                    match (space.holds_in(better, combination), space.holds_in(worse, combination)) {
                        (true, false) => above.push(met()),
                        (false, true) => below.push(met()),
                        _ => {}
                    }
                });
                paired = paired.saturating_add(above.len().saturating_mul(below.len()));
                if paired > MOST_PAIRS {
                    return Err(Nothing::TooLarge);
                }
                for more in &above {
                    rows.extend(below.iter().map(|less| Row {
                        plus: more.clone(),
                        minus: less.clone(),
                        above: 0,
                    }));
                }
            }
        }
        rows.sort_unstable();
        rows.dedup();
        Ok(rows)
    }
}

impl Weights {
    /// The models that agree with the lines of `holder` that are taken, in the steps of `grain`.
    ///
    /// # Errors
    /// [`Nothing`] if there are none, or if the rows are too many.
    pub fn new(case: &Case, holder: Holder, taken: &Taken, grain: &Grain) -> Result<Self, Nothing> {
        let said = Said::of(case, holder, taken);
        let rows = said.rows(case)?;
        let weight = |term: &Ranged| {
            Some(Weight {
                low: grain.steps(&term.low)?,
                high: grain.steps(&term.high)?,
                slot: term.slot,
            })
        };
        let weights: Option<Vec<Weight>> = said.terms.iter().map(weight).collect();
        let polytope = Polytope::new(weights.ok_or(Nothing::TooLarge)?, rows).map_err(|_| Nothing::Contradiction)?;
        Ok(Weights {
            terms: said.terms.into_iter().map(|term| term.formula).collect(),
            polytope,
        })
    }

    /// What has a weight, term by term.
    pub fn terms(&self) -> &[Formula] {
        &self.terms
    }

    /// How the weights are drawn.
    pub fn polytope(&self) -> &Polytope {
        &self.polytope
    }

    /// Draws a model: the steps of each term.
    pub fn draw(&self, numbers: Numbers, walks: &mut Walks) -> Vec<i128> {
        let mut drawn = vec![0; self.terms.len()];
        self.polytope.draw(numbers, walks, &mut drawn);
        drawn
    }
}

/// Whether the voter's lines give its states worths on a scale of its own, whichever of them count.
pub fn has_scale(case: &Case, holder: Holder) -> bool {
    lines(case, holder).any(|(_, line)| matches!(line.content, Content::Value(..)))
}
