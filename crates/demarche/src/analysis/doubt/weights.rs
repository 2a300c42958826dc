//! The additive preference models that agree with what a case says of one voter, and how one of them is drawn.
//!
//! *Comparisons.* A model has one weight for each value of each issue, against today's value (the first, from nothing), anywhere from -1 to 1; the worth of a state is the sum
//! of the weights of its values. "F over G, all else equal" is then a set of linear rows: for every way of meeting F and not G, and every way of
//! meeting G and not F, the first weighs at least as much. An issue that the voter does not care about has no weight. The models that agree with
//! all lines, and of a voter of whom nothing is said all models, form a polytope, and each is equally likely to be drawn (rejection from the box that the one-weight rows leave).
//!
//! *Intervals.* Each term is worth anything in its interval, independently of the others. An issue that the terms leave unknown weighs at most as
//! much as the weightiest term. Comparisons beside values must hold in the model too.
//!
//! This is narrower than what verdicts quantify over, which are all preferences that agree with the case, additive or not: what is so under all of
//! those is so in every model drawn here, but not the other way round.

use num_bigint::BigInt;
use rand_core::Rng;

use crate::case::{Case, Content, Formula, Holder, Interval, Silence};
use crate::index::{IssueId, Key, StateId};
use crate::model::{Limits, Ranked, Space};
use crate::rational::Rational;

/// Ways of meeting the two sides of one comparison that are paired, at most.
const MOST_PAIRS: usize = 10_000;

/// Draws after which a polytope counts as too thin.
const MOST_TRIES: u32 = 10_000;

/// Steps into which a range is cut when a number is drawn from it.
const GRAIN: u64 = 1 << 32;

/// The models of one voter.
#[derive(Clone, Debug)]
pub struct Weights {
    /// What has a weight, and the range from which it is drawn.
    terms: Vec<(Formula, Interval)>,
    /// Rows: the terms on either side; the first sum is at least the second.
    rows: Vec<(Vec<usize>, Vec<usize>)>,
    /// Where comparisons stand beside values: all combinations, feasible or not, and the pairs of them of which the first must be better.
    beside: Option<Beside>,
    /// Whether some comparison leaves no weight at all to meet it by.
    contradictory: bool,
}

/// All combinations, and pairs of them of which the first must be better.
type Beside = (Space, Vec<(StateId, StateId)>);

/// A comparison has too many ways of being met for its rows to be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl Weights {
    /// The models that agree with the lines of `holder`.
    ///
    /// # Errors
    /// [`TooLarge`] if the rows of a comparison are too many.
    pub fn new(case: &Case, space: &Space, holder: Holder) -> Result<Self, TooLarge> {
        let contents = || {
            let lines = case.statements.values().map(|line| &line.content);
            lines.filter(move |content| content.holder() == Some(holder))
        };
        let indifferent: Vec<IssueId> = contents()
            .filter_map(|content| match content {
                Content::Indifferent(_, issue) => Some(*issue),
                _ => None,
            })
            .collect();
        let values: Vec<(Formula, Interval)> = contents()
            .filter_map(|content| match content {
                Content::Value(_, worth) => Some(worth.spelled_out(&case.issues)),
                _ => None,
            })
            .flatten()
            .collect();
        let silence = case.parties[holder.party].silence;
        let comparisons: Vec<(&Formula, &Formula)> = contents()
            .filter_map(|content| match content {
                Content::Prefers(_, better, worse) => Some((&better.formula, &worse.formula)),
                _ => None,
            })
            .collect();
        if !values.is_empty() {
            let mut weights = Self::of_values(case, values, &indifferent, silence);
            weights.beside = beside(space, &comparisons)?;
            return Ok(weights);
        }
        let mut weights = Self::of_comparisons(case, space, &comparisons, &indifferent, silence)?;
        weights.tighten();
        Ok(weights)
    }

    fn of_values(case: &Case, values: Vec<(Formula, Interval)>, indifferent: &[IssueId], silence: Silence) -> Self {
        let mut terms = values;
        if silence == Silence::Unknown {
            let mentioned: Vec<IssueId> = terms.iter().flat_map(|(formula, _)| formula.issues()).collect();
            let size = |value: &Rational| if *value < Rational::zero() { -value } else { value.clone() };
            let ends = terms.iter().flat_map(|(_, range)| [size(&range.low), size(&range.high)]);
            let most = ends.max().unwrap_or_else(Rational::zero);
            let unknown = case
                .issues
                .iter()
                .filter(|(issue, _)| !mentioned.contains(issue) && !indifferent.contains(issue));
            for (issue, declared) in unknown {
                for value in (0..declared.values.len() as u32).filter(|value| *value != declared.status_quo) {
                    let range = Interval {
                        low: -&most,
                        high: most.clone(),
                    };
                    terms.push((Formula::In(issue, vec![value]), range));
                }
            }
        }
        Weights {
            terms,
            rows: Vec::new(),
            beside: None,
            contradictory: false,
        }
    }

    fn of_comparisons(
        case: &Case,
        space: &Space,
        comparisons: &[(&Formula, &Formula)],
        indifferent: &[IssueId],
        silence: Silence,
    ) -> Result<Self, TooLarge> {
        let mentioned: Vec<IssueId> = comparisons
            .iter()
            .flat_map(|(better, worse)| [better.issues(), worse.issues()])
            .flatten()
            .collect();
        let mut terms = Vec::new();
        // By issue and value the term that is its weight; today's value has none.
        let mut term_of: Vec<Vec<Option<usize>>> = Vec::new();
        for (issue, declared) in case.issues.iter() {
            let cares = !indifferent.contains(&issue) && (mentioned.contains(&issue) || silence != Silence::Indifferent);
            let weigh = |value: u32| cares && value != declared.status_quo;
            let mut row = Vec::new();
            for value in 0..declared.values.len() as u32 {
                row.push(weigh(value).then(|| {
                    let range = Interval {
                        low: Rational::integer(-1),
                        high: Rational::integer(1),
                    };
                    terms.push((Formula::In(issue, vec![value]), range));
                    terms.len() - 1
                }));
            }
            term_of.push(row);
        }
        let mut rows: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        for (better, worse) in comparisons {
            let mut issues = better.issues();
            issues.extend(worse.issues());
            issues.sort_unstable();
            issues.dedup();
            let (mut above, mut below): (Vec<Vec<usize>>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
            let mut visited = 0usize;
            space.for_each_varying(0, &issues, &mut |combination| {
                visited += 1;
                let sides = (space.holds_in(better, combination), space.holds_in(worse, combination));
                let met = || {
                    let term = |issue: &IssueId| term_of[issue.index()][space.digit(combination, *issue) as usize];
                    issues.iter().filter_map(term).collect::<Vec<usize>>()
                };
                match sides {
                    (true, false) => above.push(met()),
                    (false, true) => below.push(met()),
                    _ => {}
                }
            });
            if visited > MOST_PAIRS || above.len().saturating_mul(below.len()) > MOST_PAIRS {
                return Err(TooLarge);
            }
            for more in &above {
                rows.extend(below.iter().map(|less| without_common(more, less)));
            }
        }
        rows.sort_unstable();
        rows.dedup();
        let count = rows.len();
        rows.retain(|(more, less)| !more.is_empty() || !less.is_empty());
        Ok(Weights {
            contradictory: rows.len() < count,
            terms,
            rows,
            beside: None,
        })
    }

    /// Rows with one weight are ends of its range.
    fn tighten(&mut self) {
        let terms = &mut self.terms;
        self.rows.retain(|(more, less)| match (more.as_slice(), less.as_slice()) {
            ([term], []) => {
                let range = &mut terms[*term].1;
                range.low = range.low.clone().max(Rational::zero()).min(range.high.clone());
                false
            }
            ([], [term]) => {
                let range = &mut terms[*term].1;
                range.high = range.high.clone().min(Rational::zero()).max(range.low.clone());
                false
            }
            _ => true,
        });
        self.contradictory |= self.terms.iter().any(|(_, range)| range.is_exact());
    }

    /// Draws a model, uniformly; `None` if none that meets all rows was found.
    pub fn draw(&self, space: &Space, random: &mut impl Rng) -> Option<Ranked> {
        let tries = if self.contradictory { 0 } else { MOST_TRIES };
        for _ in 0..tries {
            let drawn: Vec<Rational> = self.terms.iter().map(|(_, range)| within(range, random)).collect();
            let sum = |side: &[usize]| side.iter().fold(Rational::zero(), |sum, term| &sum + &drawn[*term]);
            if self.rows.iter().all(|(more, less)| sum(more) >= sum(less)) {
                let terms: Vec<(Formula, Rational)> = self.terms.iter().map(|(formula, _)| formula.clone()).zip(drawn).collect();
                let meets = |(whole, pairs): &Beside| {
                    let ranked = Ranked::from_values(whole, &terms);
                    pairs.iter().all(|(better, worse)| ranked.compare(*better, *worse).is_gt())
                };
                if self.beside.as_ref().is_none_or(meets) {
                    return Some(Ranked::from_values(space, &terms));
                }
            }
        }
        None
    }
}

/// The combinations that comparisons put one over the other, alike outside of what the comparison mentions: feasible or not, since comparisons are
/// followed through both. `None` without comparisons.
fn beside(space: &Space, comparisons: &[(&Formula, &Formula)]) -> Result<Option<Beside>, TooLarge> {
    if comparisons.is_empty() {
        return Ok(None);
    }
    let radices: Vec<u32> = (0..space.issues()).map(|issue| space.radix(IssueId::from_index(issue))).collect();
    let space = Space::from_radices(&radices, &[], &Limits::STANDARD).map_err(|_| TooLarge)?;
    let mut pairs = Vec::new();
    for (better, worse) in comparisons {
        let mut issues = better.issues();
        issues.extend(worse.issues());
        issues.sort_unstable();
        issues.dedup();
        let varied = issues
            .iter()
            .fold(1u64, |product, issue| product.saturating_mul(u64::from(space.radix(*issue))));
        if varied.saturating_mul(space.len() as u64) > MOST_PAIRS as u64 {
            return Err(TooLarge);
        }
        for state in space.states() {
            let from = space.combination(state);
            if !space.holds_in(better, from) || space.holds_in(worse, from) {
                continue;
            }
            space.for_each_varying(from, &issues, &mut |to| {
                if space.holds_in(worse, to) && !space.holds_in(better, to) {
                    pairs.extend(space.state(to).map(|to| (state, to)));
                }
            });
        }
    }
    Ok(Some((space, pairs)))
}

/// The two sides without what stands on both.
fn without_common(more: &[usize], less: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let only = |one: &[usize], other: &[usize]| one.iter().copied().filter(|term| !other.contains(term)).collect();
    (only(more, less), only(less, more))
}

/// A number of a range, uniformly, on a fine grid whose middle points are drawn: ties have no weight.
fn within(range: &Interval, random: &mut impl Rng) -> Rational {
    if range.is_exact() {
        return range.low.clone();
    }
    let step = 2 * u64::from(random.next_u32()) + 1;
    let share = Rational::new(BigInt::from(step), BigInt::from(2 * GRAIN)).unwrap_or_else(Rational::zero);
    &range.low + &(&share * &(&range.high - &range.low))
}
