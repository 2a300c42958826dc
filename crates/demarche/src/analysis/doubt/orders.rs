//! The linear extensions of what a case says of one voter: orders of all states that agree with it, each equally likely to be drawn.
//!
//! States between which the voter is surely indifferent are one element; apart from these no order has ties. (Complete preorders, with ties anywhere, are
//! not drawn: there is no sampler for them with a proof.) Elements that no comparison ties together, even through others, fall into parts: a
//! uniform extension of the whole is a uniform extension of each part, shuffled uniformly, which is exact.
//!
//! In a part of `n` elements walks the chain of Karzanov & Khachiyan (1991) with the positions of Bubley & Dyer (1999): position i of 1 to n - 1 is
//! chosen with weight i (n - i), and with probability 1/2 the elements at i and i + 1 change places, if they may. Path coupling brings any two walks
//! nearer by a factor of 1 - 1/K on average with each step, K being the sum of the weights, (n^3 - n) / 6, and they are at most n^2/2 apart: after
//! K ln(n^2 / 2e) steps the order is uniform up to e in total variation. That many steps are walked for every draw, with e so that all
//! parts together are within one in [`FARNESS`]. This bound is proven.
//!
//! Cost of one draw: of each part, n^3 ln(n) / 6 steps and more; hence [`MOST_ELEMENTS`].

use rand_core::Rng;
use rand_pcg::Pcg64;

use crate::analysis::doubt::numbers::{Numbers, below};
use crate::index::Key;
use crate::model::{Preference, Space};

/// Elements of one part, at most.
pub const MOST_ELEMENTS: usize = 128;

/// States of a case whose orders are drawn, at most: all pairs are compared.
pub const MOST_STATES: usize = 2_048;

/// Orders are uniform up to one part in this, in total variation.
pub const FARNESS: u64 = 1_000;

/// The orders of one voter.
#[derive(Clone, Debug)]
pub struct Orders {
    /// By state its element.
    element_of: Vec<u32>,
    elements: usize,
    parts: Vec<Part>,
}

/// Elements that comparisons tie together.
#[derive(Clone, Debug)]
struct Part {
    /// In some order that agrees, worst first.
    order: Vec<u32>,
    /// By two places of that order whether the first element must stay below the second.
    below: Vec<bool>,
    steps: u64,
}

/// Why no orders are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoOrders {
    /// So many states, or elements of one part.
    TooMany(usize),
    /// What is said goes round in a circle.
    Contradiction,
}

impl Orders {
    /// The orders that agree with a preference. Cost: states squared, for the comparisons.
    ///
    /// # Errors
    /// [`NoOrders`] beyond a bound, or if there is none.
    pub fn new(space: &Space, preference: &Preference) -> Result<Self, NoOrders> {
        if space.len() > MOST_STATES {
            return Err(NoOrders::TooMany(space.len()));
        }
        let (element_of, count) = elements(space, preference);
        let mut pairs = Vec::new();
        for left in space.states() {
            for right in space.states().filter(|right| *right != left) {
                let relation = preference.compare(space, left, right);
                let (below, above) = (element_of[left.index()], element_of[right.index()]);
                if below == above && relation.worse {
                    return Err(NoOrders::Contradiction);
                }
                if below != above && relation.at_most {
                    pairs.push((below, above));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        Self::from_pairs(element_of, count, &pairs)
    }

    /// From pairs of elements of which the first is below the second; `element_of` gives each state's element.
    ///
    /// # Errors
    /// As [`new`](Orders::new).
    pub fn from_pairs(element_of: Vec<u32>, elements: usize, pairs: &[(u32, u32)]) -> Result<Self, NoOrders> {
        let mut part_of: Vec<usize> = (0..elements).collect();
        // Elements are few, so that parts are merged by renaming.
        for (left, right) in pairs {
            let (left, right) = (part_of[*left as usize], part_of[*right as usize]);
            if left != right {
                for part in &mut part_of {
                    if *part == right {
                        *part = left;
                    }
                }
            }
        }
        let mut above: Vec<Vec<u32>> = vec![Vec::new(); elements];
        for (left, right) in pairs {
            above[*left as usize].push(*right);
        }
        let sorted = sorted(elements, &above).ok_or(NoOrders::Contradiction)?;
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); elements];
        for element in sorted {
            members[part_of[element as usize]].push(element);
        }
        members.retain(|members| !members.is_empty());
        let count = members.len();
        let parts = members.into_iter().map(|members| Part::new(members, &above, count));
        Ok(Orders {
            element_of,
            elements,
            parts: parts.collect::<Result<_, _>>()?,
        })
    }

    /// Steps of one draw, all parts together.
    pub fn steps(&self) -> u64 {
        self.parts.iter().map(|part| part.steps).sum()
    }

    /// Draws an order: by state its place, higher being better; states of one element share theirs.
    pub fn draw(&self, numbers: Numbers) -> Vec<u32> {
        let mut random = numbers.stream(0);
        // Which part comes at each place: a uniform shuffle.
        let mut of_place: Vec<usize> = Vec::with_capacity(self.elements);
        for (index, part) in self.parts.iter().enumerate() {
            of_place.extend(std::iter::repeat_n(index, part.order.len()));
        }
        for last in (1..of_place.len()).rev() {
            of_place.swap(last, below(random.next_u64(), last as u64 + 1) as usize);
        }
        let drawn: Vec<Vec<u32>> = self.parts.iter().map(|part| part.draw(&mut random)).collect();
        let mut next = vec![0usize; drawn.len()];
        let mut place_of = vec![0u32; self.elements];
        for (place, part) in (0u32..).zip(of_place) {
            place_of[drawn[part][next[part]] as usize] = place;
            next[part] += 1;
        }
        self.element_of.iter().map(|element| place_of[*element as usize]).collect()
    }
}

/// By state its element, and how many elements there are: states are one if they are alike, directly or through others.
fn elements(space: &Space, preference: &Preference) -> (Vec<u32>, usize) {
    const NONE: u32 = u32::MAX;
    let mut element_of = vec![NONE; space.len()];
    let mut count = 0;
    for first in space.states() {
        if element_of[first.index()] != NONE {
            continue;
        }
        let mut found = vec![first];
        element_of[first.index()] = count;
        while let Some(known) = found.pop() {
            for state in space.states().filter(|state| *state != known) {
                let relation = preference.compare(space, state, known);
                if relation.at_least && relation.at_most && element_of[state.index()] == NONE {
                    element_of[state.index()] = count;
                    found.push(state);
                }
            }
        }
        count += 1;
    }
    (element_of, count as usize)
}

/// An order that agrees, worst first (Kahn 1962); `None` if what is said goes round in a circle.
fn sorted(elements: usize, above: &[Vec<u32>]) -> Option<Vec<u32>> {
    let mut waiting = vec![0usize; elements];
    for element in above.iter().flatten() {
        waiting[*element as usize] += 1;
    }
    let mut order: Vec<u32> = (0..elements as u32).filter(|element| waiting[*element as usize] == 0).collect();
    let mut done = 0;
    while done < order.len() {
        for element in &above[order[done] as usize] {
            waiting[*element as usize] -= 1;
            if waiting[*element as usize] == 0 {
                order.push(*element);
            }
        }
        done += 1;
    }
    (order.len() == elements).then_some(order)
}

impl Part {
    fn new(order: Vec<u32>, above: &[Vec<u32>], parts: usize) -> Result<Self, NoOrders> {
        let count = order.len();
        if count > MOST_ELEMENTS {
            return Err(NoOrders::TooMany(count));
        }
        let mut below = vec![false; count * count];
        for (left, element) in order.iter().enumerate() {
            for other in &above[*element as usize] {
                if let Some(right) = order.iter().position(|known| known == other) {
                    below[left * count + right] = true;
                }
            }
        }
        // One order only: nothing to walk.
        let settled = (1..count).all(|place| below[(place - 1) * count + place]);
        let steps = if settled { 0 } else { steps(count as u64, parts as u64) };
        Ok(Part { order, below, steps })
    }

    fn draw(&self, random: &mut Pcg64) -> Vec<u32> {
        let count = self.order.len();
        // Elements by their places in the stored order.
        let mut places: Vec<usize> = (0..count).collect();
        let highest = (count * count / 4) as u64;
        let mut done = 0;
        while done < self.steps {
            // One number serves for the position (from the high half), for keeping it (31 bits of the low half) and for the coin (the last bit).
            let number = random.next_u64();
            let position = (((number >> 32) * (count as u64 - 1)) >> 32) as usize + 1;
            let kept = ((number >> 1 & 0x7FFF_FFFF) * highest) >> 31;
            if kept >= (position * (count - position)) as u64 {
                continue;
            }
            done += 1;
            let (lower, upper) = (places[position - 1], places[position]);
            if number & 1 == 1 && !self.below[lower * count + upper] {
                places.swap(position - 1, position);
            }
        }
        places.into_iter().map(|place| self.order[place]).collect()
    }
}

/// (n^3 - n) / 6 times an upper bound of ln(n^2 / 2e), e being 1 / ([`FARNESS`] times the parts): the logarithm is taken from the number of bits, so that
/// it is the same on every machine.
fn steps(count: u64, parts: u64) -> u64 {
    let ratio = (count * count / 2).max(1).saturating_mul(FARNESS).saturating_mul(parts);
    let bits = u64::from(u64::BITS - ratio.leading_zeros());
    // ln 2 < 0.694
    ((count * count * count - count) / 6 * bits * 694).div_ceil(1_000)
}
