//! Weights in a box, cut by strict rows: points drawn uniformly.
//!
//! Weights are whole numbers of a fine step, so that sums are exact and equal sums are equal. Rows that the box implies are dropped; weights that no row
//! ties together are independent, and drawn part by part. A part is drawn by the first of these ways that fits:
//!
//! 1. no row: each weight directly from its range;
//! 2. a chain w1 > w2 > ... in one range (an ordered simplex): independent numbers, sorted (David & Nagaraja 2003);
//! 3. rejection from the box, if in a fixed pilot at least [`PILOT_HITS`] of at most [`PILOT_TRIES`] tries meet all rows; it is exact;
//! 4. hit-and-run (Smith 1984) from the interior point that a linear program finds. For `d` weights the first point of a walk comes after
//!    [`BURN_IN`] d^3 steps and each further one after d^3 (the thinning of Tervonen, van Valkenhoef, Basturk & Postmus 2013, after the order of the mixing
//!    bounds of Lovász 1999). That is a rule and no proof: those bounds are for rounded bodies, with constants too large for any use.
//!
//! Whether there is a point at all is decided by the linear program (maximize the slack of all rows), confirmed in whole numbers.

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem};
use rand_core::Rng;
use rand_pcg::Pcg64;

use crate::analysis::doubt::lanes::LANES;
use crate::analysis::doubt::numbers::{Numbers, below, unit};

/// Tries of the pilot that decides between rejection and hit-and-run.
pub const PILOT_TRIES: u32 = 1 << 16;

/// How many of them must meet all rows.
pub const PILOT_HITS: u32 = 64;

/// Tries for one draw by rejection; at the worst acceptance that the pilot lets pass, all of them fail with a chance of about e^-100.
const MOST_TRIES: u32 = 100_000;

/// The first point of a walk comes after this many times the cube of the dimension.
pub const BURN_IN: usize = 8;

/// Steps of one walk from one point to the next, at most: what bounds a draw in very many weights.
const MOST_STEPS: usize = 1 << 20;

/// Slack, in steps, below which a set counts as empty: rounding to whole steps would leave it.
const LEAST_SLACK: f64 = 8.0;

/// The sum of the weights `plus` less that of the weights `minus` exceeds `above`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Added, ascending.
    pub plus: Vec<usize>,
    /// Subtracted, ascending.
    pub minus: Vec<usize>,
    /// What the difference must exceed.
    pub above: i128,
}

/// One weight: its range in steps, both ends even, and the slot of its numbers.
#[derive(Clone, Copy, Debug)]
pub struct Weight {
    /// The least value.
    pub low: i128,
    /// The greatest value; the weight is known where it equals the least.
    pub high: i128,
    /// Names its random numbers.
    pub slot: u64,
}

/// No point meets all rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Empty;

/// A set of weights.
#[derive(Clone, Debug)]
pub struct Polytope {
    weights: Vec<Weight>,
    parts: Vec<Part>,
}

/// Weights that rows tie together.
#[derive(Clone, Debug)]
struct Part {
    /// Ascending.
    weights: Vec<usize>,
    rows: Vec<Row>,
    way: Way,
}

/// How a part is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// Each weight from its range.
    Direct,
    /// Sorted numbers: the weights, greatest first.
    Chain(Vec<usize>),
    /// The box until all rows are met.
    Rejection,
    /// A walk.
    HitAndRun(Body),
}

/// A part as a walk sees it: weights by their places in the part, in floating point.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Where walks start.
    interior: Vec<f64>,
    ranges: Vec<(f64, f64)>,
    /// Added, subtracted, and what the difference must exceed.
    rows: Vec<(Vec<usize>, Vec<usize>, f64)>,
}

/// Where the walks of one polytope are: one a part, if it was begun.
#[derive(Default)]
pub struct Walks(Vec<Option<(Vec<f64>, Pcg64)>>);

impl Polytope {
    /// The weights that meet all rows.
    ///
    /// # Errors
    /// [`Empty`] if there is none.
    pub fn new(mut weights: Vec<Weight>, rows: Vec<Row>) -> Result<Self, Empty> {
        let mut rows = rows;
        for row in &mut rows {
            simplify(row, &weights);
        }
        rows.sort_unstable();
        rows.dedup();
        for row in &rows {
            tighten(row, &mut weights)?;
        }
        rows.retain(|row| row.plus.len() + row.minus.len() > 1 && !is_implied(row, &weights));
        let mut parts = Vec::new();
        for (members, rows) in tied(&weights, rows) {
            parts.push(Part::new(members, rows, &weights)?);
        }
        Ok(Polytope { weights, parts })
    }

    /// How each part is drawn, with its dimension.
    pub fn ways(&self) -> impl Iterator<Item = (usize, &Way)> {
        self.parts.iter().map(|part| (part.weights.len(), &part.way))
    }

    /// Steps of walks, and tries of rejections at worst, for a batch of draws.
    pub fn steps_of_a_batch(&self) -> usize {
        let of = |part: &Part| match part.way {
            Way::Direct | Way::Chain(_) => 0,
            Way::Rejection => LANES * (PILOT_TRIES / PILOT_HITS) as usize / 16,
            Way::HitAndRun(_) => part.weights.len().saturating_pow(3).saturating_mul(BURN_IN + LANES),
        };
        self.parts.iter().map(of).fold(0, usize::saturating_add)
    }

    /// Writes a point into `into`. `walks` carries walks on from one draw to the next; fresh ones start from the interior.
    pub fn draw(&self, numbers: Numbers, walks: &mut Walks, into: &mut [i128]) {
        walks.0.resize_with(self.parts.len(), || None);
        for (weight, value) in self.weights.iter().zip(into.iter_mut()) {
            *value = weight.low;
        }
        for (part, walk) in self.parts.iter().zip(&mut walks.0) {
            part.draw(&self.weights, numbers, walk, into);
        }
    }
}

/// Known weights go to the right-hand side; what stands on both sides goes.
fn simplify(row: &mut Row, weights: &[Weight]) {
    let both: Vec<usize> = row.plus.iter().copied().filter(|weight| row.minus.contains(weight)).collect();
    let mut above = row.above;
    row.plus.retain(|weight| {
        let known = weights[*weight].low == weights[*weight].high;
        above -= if known && !both.contains(weight) { weights[*weight].low } else { 0 };
        !known && !both.contains(weight)
    });
    row.minus.retain(|weight| {
        let known = weights[*weight].low == weights[*weight].high;
        above += if known && !both.contains(weight) { weights[*weight].low } else { 0 };
        !known && !both.contains(weight)
    });
    row.above = above;
}

/// Rows with one weight are ends of its range; a row without any is true or not.
fn tighten(row: &Row, weights: &mut [Weight]) -> Result<(), Empty> {
    let weight = match (row.plus.as_slice(), row.minus.as_slice()) {
        ([], []) => return if row.above < 0 { Ok(()) } else { Err(Empty) },
        ([one], []) => {
            weights[*one].low = weights[*one].low.max(row.above);
            weights[*one]
        }
        ([], [one]) => {
            weights[*one].high = weights[*one].high.min(-row.above);
            weights[*one]
        }
        _ => return Ok(()),
    };
    if weight.low < weight.high { Ok(()) } else { Err(Empty) }
}

/// Whether every point inside the box meets the row.
fn is_implied(row: &Row, weights: &[Weight]) -> bool {
    let plus: i128 = row.plus.iter().map(|weight| weights[*weight].low).sum();
    let minus: i128 = row.minus.iter().map(|weight| weights[*weight].high).sum();
    plus - minus >= row.above
}

/// The weights that are not known, in groups that rows tie together, each with its rows.
fn tied(weights: &[Weight], rows: Vec<Row>) -> Vec<(Vec<usize>, Vec<Row>)> {
    fn root(of: &mut [usize], mut weight: usize) -> usize {
        while of[weight] != weight {
            of[weight] = of[of[weight]];
            weight = of[weight];
        }
        weight
    }
    let mut of: Vec<usize> = (0..weights.len()).collect();
    for row in &rows {
        let mut members = row.plus.iter().chain(&row.minus).copied();
        if let Some(first) = members.next() {
            for other in members {
                let (one, other) = (root(&mut of, first), root(&mut of, other));
                of[one.max(other)] = one.min(other);
            }
        }
    }
    let mut groups: Vec<(Vec<usize>, Vec<Row>)> = vec![Default::default(); weights.len()];
    for (index, weight) in weights.iter().enumerate() {
        if weight.low < weight.high {
            groups[root(&mut of, index)].0.push(index);
        }
    }
    for row in rows {
        let first = row.plus.first().or(row.minus.first()).copied().unwrap_or(0);
        groups[root(&mut of, first)].1.push(row);
    }
    groups.retain(|(members, _)| !members.is_empty());
    groups
}

/// A value inside a range: odd steps between its even ends.
fn within(weight: Weight, number: u64) -> i128 {
    let cells = ((weight.high - weight.low) / 2).clamp(1, i128::from(u64::MAX)) as u64;
    weight.low + 1 + 2 * i128::from(below(number, cells))
}

fn meets(row: &Row, values: &[i128]) -> bool {
    let sum = |side: &[usize]| side.iter().map(|weight| values[*weight]).sum::<i128>();
    sum(&row.plus) - sum(&row.minus) > row.above
}

impl Part {
    fn new(weights: Vec<usize>, rows: Vec<Row>, all: &[Weight]) -> Result<Self, Empty> {
        let mut part = Part {
            weights,
            rows,
            way: Way::Direct,
        };
        if part.rows.is_empty() {
            return Ok(part);
        }
        part.way = match part.chain(all) {
            Some(order) => Way::Chain(order),
            None if part.is_often_met(all) => Way::Rejection,
            None => Way::HitAndRun(part.body(all)?),
        };
        Ok(part)
    }

    /// The weights, greatest first, if the rows put all of them in one order and they have one range.
    fn chain(&self, all: &[Weight]) -> Option<Vec<usize>> {
        let first = all[*self.weights.first()?];
        let alike = self
            .weights
            .iter()
            .all(|weight| (all[*weight].low, all[*weight].high) == (first.low, first.high));
        let pairs: Vec<(usize, usize)> = self
            .rows
            .iter()
            .map(|row| match (row.plus.as_slice(), row.minus.as_slice(), row.above) {
                ([more], [less], 0) => Some((*more, *less)),
                _ => None,
            })
            .collect::<Option<_>>()?;
        // In a chain each weight is above as many others as its place says, if all pairs are followed; neighbors must be paired directly.
        let mut order: Vec<usize> = Vec::new();
        let mut left = self.weights.clone();
        while !left.is_empty() {
            let is_greatest = |weight: &usize| !pairs.iter().any(|(more, less)| less == weight && left.contains(more));
            let greatest = *left.iter().find(|weight| is_greatest(weight))?;
            left.retain(|weight| *weight != greatest);
            if let Some(last) = order.last()
                && !pairs.contains(&(*last, greatest))
            {
                return None;
            }
            order.push(greatest);
        }
        alike.then_some(order)
    }

    /// Whether rejection is worth its while, found out by a pilot whose numbers depend on nothing.
    fn is_often_met(&self, all: &[Weight]) -> bool {
        let numbers = Numbers::of_line(0, 0, "pilot");
        let mut values = vec![0; all.len()];
        let mut hits = 0;
        for attempt in 0..PILOT_TRIES {
            // It need not run to the end where no hit comes for long.
            if attempt == PILOT_TRIES / 4 && hits == 0 {
                return false;
            }
            hits += u32::from(self.throw(all, numbers, attempt, &mut values));
            if hits == PILOT_HITS {
                return true;
            }
        }
        false
    }

    /// One try; whether it meets all rows.
    fn throw(&self, all: &[Weight], numbers: Numbers, attempt: u32, values: &mut [i128]) -> bool {
        for weight in &self.weights {
            values[*weight] = within(all[*weight], numbers.number(all[*weight].slot, attempt));
        }
        self.rows.iter().all(|row| meets(row, values))
    }

    fn body(&self, all: &[Weight]) -> Result<Body, Empty> {
        let place = |weight: &usize| self.weights.binary_search(weight).unwrap_or(0);
        let places = |side: &[usize]| side.iter().map(place).collect();
        let range = |weight: &usize| (all[*weight].low as f64, all[*weight].high as f64);
        Ok(Body {
            interior: self.interior(all)?,
            ranges: self.weights.iter().map(range).collect(),
            rows: self
                .rows
                .iter()
                .map(|row| (places(&row.plus), places(&row.minus), row.above as f64))
                .collect(),
        })
    }

    /// The point with the greatest slack in every row and range (relative to the widest range), by linear programming; confirmed in whole steps.
    fn interior(&self, all: &[Weight]) -> Result<Vec<f64>, Empty> {
        let widest = self
            .weights
            .iter()
            .map(|weight| all[*weight].high - all[*weight].low)
            .max()
            .unwrap_or(1) as f64;
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let slack = problem.add_var(1.0, (0.0, 1.0));
        let variables: Vec<_> = self
            .weights
            .iter()
            .map(|weight| {
                let (low, high) = (all[*weight].low as f64 / widest, all[*weight].high as f64 / widest);
                let variable = problem.add_var(0.0, (low, high));
                for (bound, sign) in [(low, 1.0), (-high, -1.0)] {
                    let mut row = LinearExpr::empty();
                    row.add(variable, sign);
                    row.add(slack, -1.0);
                    problem.add_constraint(row, ComparisonOp::Ge, bound);
                }
                variable
            })
            .collect();
        let place = |weight: &usize| self.weights.binary_search(weight).unwrap_or(0);
        for row in &self.rows {
            let mut expression = LinearExpr::empty();
            for weight in &row.plus {
                expression.add(variables[place(weight)], 1.0);
            }
            for weight in &row.minus {
                expression.add(variables[place(weight)], -1.0);
            }
            expression.add(slack, -1.0);
            problem.add_constraint(expression, ComparisonOp::Ge, row.above as f64 / widest);
        }
        let solution = problem.solve().map_err(|_| Empty)?.into_solution().map_err(|_| Empty)?;
        if solution.var_value(slack) * widest < LEAST_SLACK {
            return Err(Empty);
        }
        let point: Vec<f64> = variables.iter().map(|variable| solution.var_value(*variable) * widest).collect();
        let mut values = vec![0; all.len()];
        if self.settle(all, &point, &mut values) {
            Ok(point)
        } else {
            Err(Empty)
        }
    }

    /// The odd steps nearest to a point; whether they meet all rows and ranges.
    fn settle(&self, all: &[Weight], point: &[f64], values: &mut [i128]) -> bool {
        let mut inside = true;
        for (weight, at) in self.weights.iter().zip(point) {
            let value = 2 * (at / 2.0).floor() as i128 + 1;
            inside &= all[*weight].low < value && value < all[*weight].high;
            values[*weight] = value;
        }
        inside && self.rows.iter().all(|row| meets(row, values))
    }

    fn draw(&self, all: &[Weight], numbers: Numbers, walk: &mut Option<(Vec<f64>, Pcg64)>, into: &mut [i128]) {
        match &self.way {
            Way::Direct => {
                for weight in &self.weights {
                    into[*weight] = within(all[*weight], numbers.number(all[*weight].slot, 0));
                }
            }
            Way::Chain(order) => self.draw_chain(order, all, numbers, into),
            Way::Rejection => {
                let mut attempt = 0;
                while !self.throw(all, numbers, attempt, into) && attempt < MOST_TRIES {
                    attempt += 1;
                }
            }
            Way::HitAndRun(body) => self.walk_on(all, body, numbers, walk, into),
        }
    }

    fn draw_chain(&self, order: &[usize], all: &[Weight], numbers: Numbers, into: &mut [i128]) {
        // Equal numbers, one in millions, are drawn again.
        for attempt in 0..MOST_TRIES {
            let drawn = order
                .iter()
                .map(|weight| within(all[*weight], numbers.number(all[*weight].slot, attempt)));
            let mut values: Vec<i128> = drawn.collect();
            values.sort_unstable_by(|left, right| right.cmp(left));
            let distinct = values.windows(2).all(|pair| pair[0] != pair[1]);
            for (weight, value) in order.iter().zip(values) {
                into[*weight] = value;
            }
            if distinct {
                return;
            }
        }
    }

    fn walk_on(&self, all: &[Weight], body: &Body, numbers: Numbers, walk: &mut Option<(Vec<f64>, Pcg64)>, into: &mut [i128]) {
        let cube = self.weights.len().saturating_pow(3);
        let fresh = walk.is_none();
        let mut direction = vec![0.0; self.weights.len()];
        let slot = all[*self.weights.first().unwrap_or(&0)].slot;
        let (point, random) = walk.get_or_insert_with(|| (body.interior.clone(), numbers.stream(slot)));
        let steps = if fresh { cube.saturating_mul(BURN_IN) } else { cube };
        for _ in 0..steps.min(MOST_STEPS) {
            body.step(point, &mut direction, random);
        }
        // A point whose nearest steps lie outside is left for the next one.
        for _ in 0..MOST_STEPS {
            if self.settle(all, point, into) {
                return;
            }
            body.step(point, &mut direction, random);
        }
        self.settle(all, &body.interior, into);
    }
}

impl Body {
    /// One step of hit-and-run: a direction, and a point of the chord, uniformly.
    fn step(&self, point: &mut [f64], direction: &mut [f64], random: &mut Pcg64) {
        for slope in direction.iter_mut() {
            *slope = slope_of(random.next_u64());
        }
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        let mut bound = |value: f64, slope: f64| {
            // value + t slope > 0
            if slope > 0.0 {
                low = low.max(-value / slope);
            } else if slope < 0.0 {
                high = high.min(-value / slope);
            }
        };
        for (((least, most), at), slope) in self.ranges.iter().zip(point.iter()).zip(direction.iter()) {
            bound(at - least, *slope);
            bound(most - at, -slope);
        }
        for (plus, minus, above) in &self.rows {
            let (mut value, mut slope) = (-above, 0.0);
            for place in plus {
                value += point[*place];
                slope += direction[*place];
            }
            for place in minus {
                value -= point[*place];
                slope -= direction[*place];
            }
            bound(value, slope);
        }
        if low < high && low.is_finite() && high.is_finite() {
            let at = low + unit(random) * (high - low);
            for (value, slope) in point.iter_mut().zip(direction.iter()) {
                *value += at * slope;
            }
        }
    }
}

/// One coordinate of a direction: the sum of four uniform numbers of 16 bits, about zero. That is nearly normal, hence directions are nearly uniform on the
/// sphere, and it needs no logarithm, whose last digit differs from platform to platform; points tend to the uniform distribution for every symmetric
/// law of directions that spans the space (Smith 1984; Belisle, Romeijn & Smith 1993).
fn slope_of(number: u64) -> f64 {
    let quarters = (0..4).map(|quarter| number >> (16 * quarter) & 0xFFFF);
    quarters.sum::<u64>() as f64 - 2.0 * 65_535.0
}
