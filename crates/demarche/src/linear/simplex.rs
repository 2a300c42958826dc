//! Whether linear inequalities, strict ones among them, can be met together: the simplex method on bounds (Dutertre & de Moura 2006), in exact quotients.
//!
//! Every row is a variable of its own, equal to a combination of others, and inequalities are bounds on variables; so bounds can be added to a system that
//! was solved before at little cost. A strict bound is a weak one with an infinitely small distance. Pivots follow Bland's rule (1977), so that the method ends. Cost: a pivot
//! takes rows times variables steps; their number is small in practice and exponential in the worst case, so that it is bounded.

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// Pivots for one question, at most.
pub const MOST_PIVOTS: u32 = 10_000;

/// A number, and how many infinitely small steps beyond it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bound {
    number: BigRational,
    steps: BigRational,
}

impl Bound {
    /// The number itself.
    pub fn weak(number: BigRational) -> Self {
        Bound {
            number,
            steps: BigRational::zero(),
        }
    }

    /// Just above the number.
    pub fn above(number: BigRational) -> Self {
        Bound {
            number,
            steps: BigRational::one(),
        }
    }

    /// Just below the number.
    pub fn below(number: BigRational) -> Self {
        Bound {
            number,
            steps: -BigRational::one(),
        }
    }

    /// The number, infinitely small steps aside.
    pub fn number(&self) -> &BigRational {
        &self.number
    }

    /// Whether it is the number itself.
    pub fn is_weak(&self) -> bool {
        self.steps.is_zero()
    }

    fn zero() -> Self {
        Bound::weak(BigRational::zero())
    }

    fn plus(&self, other: &Bound, times: &BigRational) -> Self {
        Bound {
            number: &self.number + &other.number * times,
            steps: &self.steps + &other.steps * times,
        }
    }

    fn minus(&self, other: &Bound) -> Self {
        self.plus(other, &-BigRational::one())
    }
}

/// Variables with bounds, some of them combinations of others.
#[derive(Clone, Debug, Default)]
pub struct System {
    lower: Vec<Option<Bound>>,
    upper: Vec<Option<Bound>>,
    value: Vec<Bound>,
    /// By row the variable that it defines, and its coefficients by variable (0 for variables that a row defines).
    rows: Vec<(usize, Vec<BigRational>)>,
    /// Whether a bound contradicts another outright.
    impossible: bool,
}

/// The least value that a variable can take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Least {
    /// The bounds cannot be met together.
    Impossible,
    /// There is none.
    Boundless,
    /// This; where it is no weak bound, values come as close to it as one likes.
    At(Bound),
}

/// The bound on pivots was met: nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsettled;

impl System {
    /// A new variable, without bounds.
    pub fn variable(&mut self) -> usize {
        self.lower.push(None);
        self.upper.push(None);
        self.value.push(Bound::zero());
        for (_, row) in &mut self.rows {
            row.push(BigRational::zero());
        }
        self.value.len() - 1
    }

    /// A new variable that is the sum of others, each times a number.
    pub fn sum(&mut self, terms: &[(usize, BigRational)]) -> usize {
        let defined = self.variable();
        let mut row = vec![BigRational::zero(); self.value.len()];
        for (variable, times) in terms {
            match self.rows.iter().find(|(owner, _)| owner == variable) {
                Some((_, other)) => {
                    for (cell, coefficient) in row.iter_mut().zip(other) {
                        *cell += coefficient * times;
                    }
                }
                None => row[*variable] += times,
            }
        }
        self.value[defined] = self.combined(&row);
        self.rows.push((defined, row));
        defined
    }

    fn combined(&self, row: &[BigRational]) -> Bound {
        let terms = row.iter().zip(&self.value).filter(|(coefficient, _)| !coefficient.is_zero());
        terms.fold(Bound::zero(), |sum, (coefficient, value)| sum.plus(value, coefficient))
    }

    /// Adds a lower bound.
    pub fn at_least(&mut self, variable: usize, bound: Bound) {
        if self.lower[variable].as_ref().is_some_and(|known| *known >= bound) {
            return;
        }
        self.impossible |= self.upper[variable].as_ref().is_some_and(|upper| *upper < bound);
        if !self.is_defined(variable) && self.value[variable] < bound {
            self.move_to(variable, bound.clone());
        }
        self.lower[variable] = Some(bound);
    }

    /// Adds an upper bound.
    pub fn at_most(&mut self, variable: usize, bound: Bound) {
        if self.upper[variable].as_ref().is_some_and(|known| *known <= bound) {
            return;
        }
        self.impossible |= self.lower[variable].as_ref().is_some_and(|lower| *lower > bound);
        if !self.is_defined(variable) && self.value[variable] > bound {
            self.move_to(variable, bound.clone());
        }
        self.upper[variable] = Some(bound);
    }

    fn is_defined(&self, variable: usize) -> bool {
        self.rows.iter().any(|(owner, _)| *owner == variable)
    }

    /// Gives a variable that no row defines another value; the rows follow.
    fn move_to(&mut self, variable: usize, value: Bound) {
        let step = value.minus(&self.value[variable]);
        self.value[variable] = value;
        for (owner, row) in &self.rows {
            if !row[variable].is_zero() {
                self.value[*owner] = self.value[*owner].plus(&step, &row[variable]);
            }
        }
    }

    /// Whether all bounds can be met together.
    ///
    /// # Errors
    /// [`Unsettled`] if that takes more than [`MOST_PIVOTS`] pivots.
    pub fn is_possible(&mut self) -> Result<bool, Unsettled> {
        for _ in 0..MOST_PIVOTS {
            if self.impossible {
                return Ok(false);
            }
            let below = |variable: usize| self.lower[variable].as_ref().is_some_and(|lower| self.value[variable] < *lower);
            let above = |variable: usize| self.upper[variable].as_ref().is_some_and(|upper| self.value[variable] > *upper);
            let broken = self
                .rows
                .iter()
                .enumerate()
                .filter(|(_, (owner, _))| below(*owner) || above(*owner));
            let Some((place, owner)) = broken.map(|(place, (owner, _))| (place, *owner)).min_by_key(|(_, owner)| *owner) else {
                return Ok(true);
            };
            let rises = below(owner);
            let target = if rises {
                self.lower[owner].clone()
            } else {
                self.upper[owner].clone()
            };
            let row = &self.rows[place].1;
            let helps = |variable: &usize| {
                let coefficient = &row[*variable];
                if coefficient.is_zero() {
                    return false;
                }
                let up = coefficient.is_positive() == rises;
                let value = &self.value[*variable];
                if up {
                    self.upper[*variable].as_ref().is_none_or(|upper| value < upper)
                } else {
                    self.lower[*variable].as_ref().is_none_or(|lower| value > lower)
                }
            };
            let (Some(enters), Some(target)) = ((0..row.len()).find(helps), target) else {
                // No variable of the row can move the right way: the row and its bounds exclude each other.
                return Ok(false);
            };
            self.pivot(place, enters, &target);
        }
        Err(Unsettled)
    }

    /// The least value of a variable under all bounds; afterwards every variable has a value that goes with it (Bjørner & Phan 2014 minimize likewise from
    /// a solution of the bounds).
    ///
    /// # Errors
    /// As [`is_possible`](System::is_possible).
    pub fn least(&mut self, variable: usize) -> Result<Least, Unsettled> {
        if !self.is_possible()? {
            return Ok(Least::Impossible);
        }
        for _ in 0..MOST_PIVOTS {
            let Some((enters, rises)) = self.lowering(variable) else {
                return Ok(Least::At(self.value[variable].clone()));
            };
            match self.nearest_stop(enters, rises) {
                None => return Ok(Least::Boundless),
                Some((None, bound)) => self.move_to(enters, bound),
                Some((Some(place), bound)) => self.pivot(place, enters, &bound),
            }
        }
        Err(Unsettled)
    }

    /// The value that a variable has in the solution found last, infinitely small steps aside.
    pub fn value(&self, variable: usize) -> &BigRational {
        &self.value[variable].number
    }

    /// The first variable without a row that lowers `variable` by a step up or down, and whether it is up.
    fn lowering(&self, variable: usize) -> Option<(usize, bool)> {
        let row = self.rows.iter().find(|(owner, _)| *owner == variable).map(|(_, row)| row);
        let coefficient = |other: usize| match row {
            Some(row) => row[other].clone(),
            None if other == variable => BigRational::one(),
            None => BigRational::zero(),
        };
        (0..self.value.len()).find_map(|other| {
            let coefficient = coefficient(other);
            if coefficient.is_zero() {
                return None;
            }
            let rises = coefficient.is_negative();
            let stop = if rises { &self.upper[other] } else { &self.lower[other] };
            (stop.as_ref() != Some(&self.value[other])).then_some((other, rises))
        })
    }

    /// What stops a variable without a row first on its way up or down: the place of a row, or its own bound; and the bound that is met.
    fn nearest_stop(&self, enters: usize, rises: bool) -> Option<(Option<usize>, Bound)> {
        let side = |variable: usize, up: bool| {
            if up {
                self.upper[variable].as_ref()
            } else {
                self.lower[variable].as_ref()
            }
        };
        let distance = |variable: usize, bound: &Bound, speed: &BigRational| {
            let there = bound.minus(&self.value[variable]);
            Bound::zero().plus(&there, &(BigRational::one() / speed))
        };
        let direction = if rises { BigRational::one() } else { -BigRational::one() };
        let own = side(enters, rises).map(|bound| (distance(enters, bound, &direction), None, enters, bound));
        let rows = self.rows.iter().enumerate().filter_map(|(place, (owner, row))| {
            let speed = &row[enters] * &direction;
            if speed.is_zero() {
                return None;
            }
            let bound = side(*owner, speed.is_positive())?;
            Some((distance(*owner, bound, &speed), Some(place), *owner, bound))
        });
        let first = own
            .into_iter()
            .chain(rows)
            .min_by(|left, right| (&left.0, left.2).cmp(&(&right.0, right.2)));
        first.map(|(_, place, _, bound)| (place, bound.clone()))
    }

    /// The row's variable takes its bound, and another variable is defined in its place.
    fn pivot(&mut self, place: usize, enters: usize, target: &Bound) {
        let (owner, row) = self.rows[place].clone();
        let coefficient = row[enters].clone();
        let step = target.minus(&self.value[owner]);
        let needed = BigRational::one() / &coefficient;
        let moved = Bound::zero().plus(&step, &needed);
        let value = self.value[enters].plus(&moved, &BigRational::one());
        self.move_to(enters, value);
        // owner = ... + coefficient * enters  <=>  enters = (owner - ...) / coefficient
        let mut solved: Vec<BigRational> = row.iter().map(|cell| -cell / &coefficient).collect();
        solved[enters] = BigRational::zero();
        solved[owner] = needed;
        for (index, (_, other)) in self.rows.iter_mut().enumerate() {
            if index == place || other[enters].is_zero() {
                continue;
            }
            let times = std::mem::replace(&mut other[enters], BigRational::zero());
            for (cell, more) in other.iter_mut().zip(&solved) {
                if !more.is_zero() {
                    *cell += more * &times;
                }
            }
        }
        self.rows[place] = (enters, solved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: i64) -> BigRational {
        BigRational::from_integer(value.into())
    }

    /// x and y from 0 to 1.
    fn square() -> (System, usize, usize) {
        let mut system = System::default();
        let (x, y) = (system.variable(), system.variable());
        for variable in [x, y] {
            system.at_least(variable, Bound::weak(number(0)));
            system.at_most(variable, Bound::weak(number(1)));
        }
        (system, x, y)
    }

    #[test]
    fn a_corner_is_met_and_not_passed() {
        let (mut system, x, y) = square();
        let sum = system.sum(&[(x, number(1)), (y, number(1))]);
        system.at_least(sum, Bound::weak(number(2)));
        assert_eq!(system.is_possible(), Ok(true));
        system.at_least(sum, Bound::above(number(2)));
        assert_eq!(system.is_possible(), Ok(false));
    }

    #[test]
    fn strict_rows_leave_room_or_none() {
        let (mut system, x, y) = square();
        let more = system.sum(&[(x, number(1)), (y, number(-1))]);
        system.at_least(more, Bound::above(number(0)));
        assert_eq!(system.is_possible(), Ok(true));
        let mut both = system.clone();
        let less = both.sum(&[(y, number(2)), (x, number(-2))]);
        both.at_least(less, Bound::weak(number(0)));
        assert_eq!(both.is_possible(), Ok(false));
        system.at_most(x, Bound::below(number(0)));
        assert_eq!(system.is_possible(), Ok(false));
    }

    #[test]
    fn the_least_is_at_a_corner_or_just_beyond() {
        let (mut system, x, y) = square();
        let enough = system.sum(&[(x, number(2)), (y, number(1))]);
        system.at_least(enough, Bound::above(number(1)));
        let cost = system.sum(&[(x, number(3)), (y, number(1))]);
        let Ok(Least::At(least)) = system.least(cost) else { panic!() };
        assert_eq!((least.number(), least.is_weak()), (&number(1), false));
        assert_eq!((system.value(x), system.value(y)), (&number(0), &number(1)));
        let fall = system.sum(&[(cost, number(-1))]);
        assert_eq!(system.least(fall), Ok(Least::At(Bound::weak(number(-4)))));
        system.at_most(enough, Bound::weak(number(0)));
        assert_eq!(system.least(cost), Ok(Least::Impossible));
        let mut free = System::default();
        let z = free.variable();
        assert_eq!(free.least(z), Ok(Least::Boundless));
    }

    #[test]
    fn rows_of_rows() {
        let (mut system, x, y) = square();
        let sum = system.sum(&[(x, number(1)), (y, number(1))]);
        system.at_least(sum, Bound::weak(number(1)));
        assert_eq!(system.is_possible(), Ok(true));
        let three = system.sum(&[(sum, number(2)), (x, number(-1))]);
        system.at_most(three, Bound::below(number(1)));
        assert_eq!(system.is_possible(), Ok(false));
    }
}
