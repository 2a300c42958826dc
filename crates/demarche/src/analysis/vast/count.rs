//! How many deals a set holds: exactly, or between two numbers.
//!
//! From the first layer to the last, deals that came to the same node with the same sums are counted together. A sum that can no longer change the
//! truth of an inequality is forgotten. Where there are too many different sums, they are rounded down to multiples of a grain, and what that may
//! lack is remembered: a deal then counts for the lower number if it belongs to the set whatever the rounding hid, and for the upper if it may.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::AddAssign;

use biodivine_lib_bdd::{Bdd, BddPointer};
use num_bigint::BigUint;

use crate::analysis::vast::compile::Compiler;
use crate::analysis::vast::diagram::{Diagram, NONE};
use crate::analysis::vast::sums::{Tables, greatest, tables, times};
use crate::analysis::vast::work::{Stop, Work};

/// Grains that are tried when sums are too many: so many different sums of one form, about.
const RESOLUTIONS: [i128; 7] = [512, 128, 64, 40, 24, 12, 1];

/// A number of deals, settled or between two bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    /// At least so many.
    pub least: BigUint,
    /// At most so many.
    pub most: BigUint,
}

impl Between {
    /// Exactly so many.
    pub fn exactly(number: BigUint) -> Self {
        Between {
            least: number.clone(),
            most: number,
        }
    }

    /// The number, if it is settled.
    pub fn exact(&self) -> Option<&BigUint> {
        (self.least == self.most).then_some(&self.least)
    }
}

/// One sum that inequalities ask about.
struct Asked {
    tables: Tables,
    /// What is asked of it, ascending, with the variable of each inequality.
    numbers: Vec<(i128, usize)>,
    /// By layer and node, of what follows.
    least: Vec<Vec<i128>>,
    most: Vec<Vec<i128>>,
}

/// How many deals `set` holds. `levels` that add nothing and decide nothing must not be skipped: a diagram has every level.
///
/// # Errors
/// [`Stop::Asked`] if the work was interrupted; [`Stop::TooLarge`] if even the coarsest rounding leaves too many sums.
pub fn count(compiler: &Compiler<'_>, set: &Bdd, work: &mut Work<'_>) -> Result<Between, Stop> {
    let diagram = Diagram::new(compiler, set, work)?;
    let asked = asked(compiler, set, &diagram);
    let bits: usize = compiler.codes.iter().map(|code| code.bits).sum();
    let exact = Rounding::exact(&asked);
    let mut roundings = vec![exact];
    roundings.extend(RESOLUTIONS.iter().map(|resolution| Rounding::coarse(&asked, *resolution)));
    for rounding in roundings.iter().flatten() {
        let counter = Counter {
            compiler,
            set,
            diagram: &diagram,
            asked: &asked,
            rounding,
        };
        let counted = if bits < 127 {
            counter.run::<u128>(work).map(|(least, most)| Between {
                least: least.into(),
                most: most.into(),
            })
        } else {
            counter.run::<BigUint>(work).map(|(least, most)| Between { least, most })
        };
        match counted {
            Err(Stop::TooLarge) => {}
            settled => return settled,
        }
    }
    Err(Stop::TooLarge)
}

/// The sums that the set's inequalities ask about.
fn asked(compiler: &Compiler<'_>, set: &Bdd, diagram: &Diagram) -> Vec<Asked> {
    let mut used: Vec<bool> = vec![false; compiler.question.atoms.len()];
    for pointer in set.pointers().skip(2) {
        if let Some(atom) = set.var_of(pointer).to_index().checked_sub(compiler.first_atom) {
            used[atom] = true;
        }
    }
    let mut found = Vec::new();
    for (index, form) in compiler.question.forms.iter().enumerate() {
        let atoms = compiler.question.atoms.iter().enumerate();
        let mut numbers: Vec<(i128, usize)> = atoms
            .filter(|(atom, asked)| used[*atom] && asked.form == index)
            .map(|(atom, asked)| (asked.number, compiler.first_atom + atom))
            .collect();
        if numbers.is_empty() {
            continue;
        }
        numbers.sort_unstable();
        let tables = tables(compiler, form);
        let negated = greatest(diagram, &times(&tables, -1));
        found.push(Asked {
            least: negated.iter().map(|layer| layer.iter().map(|sum| -sum).collect()).collect(),
            most: greatest(diagram, &tables),
            tables,
            numbers,
        });
    }
    found
}

/// How sums are written in a key of 128 bits: whole grains above the least that can be, or which inequalities are already settled.
struct Rounding {
    /// By form.
    forms: Vec<Grain>,
}

struct Grain {
    /// Sums are multiples of this above `base`.
    grain: i128,
    /// By level and value: what is added, in whole grains.
    tables: Vec<Vec<i128>>,
    /// By level: what rounding may lack from here on and before, at most.
    lacking: Vec<i128>,
    /// The least sum of grains, at any level.
    base: i128,
    bits: u32,
}

/// Bits of a node's number in a key.
const NODE_BITS: u32 = 32;

impl Rounding {
    /// Nothing is rounded: the grain is what divides all that is added.
    fn exact(asked: &[Asked]) -> Option<Self> {
        let grain = |form: &Asked| {
            let differences = form.tables.iter().flat_map(|table| table.iter().map(|adds| adds - table[0]));
            differences.fold(0i128, gcd).max(1)
        };
        Self::new(asked, &grain)
    }

    /// About so many different sums.
    fn coarse(asked: &[Asked], resolution: i128) -> Option<Self> {
        let grain = |form: &Asked| {
            let ends = |table: &Vec<i128>| table.iter().max().zip(table.iter().min()).map_or(0, |(most, least)| most - least);
            let range: i128 = form.tables.iter().map(ends).sum();
            (range / resolution).max(1)
        };
        Self::new(asked, &grain)
    }

    fn new(asked: &[Asked], grain: &dyn Fn(&Asked) -> i128) -> Option<Self> {
        let forms: Vec<Grain> = asked.iter().map(|form| Grain::new(form, grain(form))).collect();
        let bits: u32 = forms.iter().map(|form| form.bits).sum();
        (bits + NODE_BITS <= u128::BITS).then_some(Rounding { forms })
    }
}

impl Grain {
    fn new(form: &Asked, grain: i128) -> Self {
        // Each level's first value is taken as the measure, so that what divides the differences rounds nothing.
        let measure = |table: &Vec<i128>| table.first().copied().unwrap_or(0);
        let rounded = |table: &Vec<i128>| -> Vec<i128> {
            let measure = measure(table);
            table.iter().map(|adds| (adds - measure).div_euclid(grain)).collect()
        };
        let tables: Vec<Vec<i128>> = form.tables.iter().map(rounded).collect();
        let lack = |table: &Vec<i128>| {
            let measure = measure(table);
            let lacks = table.iter().map(|adds| (adds - measure).rem_euclid(grain));
            lacks.max().unwrap_or(0)
        };
        let mut lacking = vec![0];
        for table in &form.tables {
            let before = lacking.last().copied().unwrap_or(0);
            lacking.push(before + lack(table));
        }
        let least: i128 = tables.iter().map(|table| table.iter().min().copied().unwrap_or(0).min(0)).sum();
        let most: i128 = tables.iter().map(|table| table.iter().max().copied().unwrap_or(0).max(0)).sum();
        let states = (most - least).unsigned_abs() + form.numbers.len() as u128 + 2;
        Grain {
            grain,
            tables,
            lacking,
            base: least,
            bits: u128::BITS - states.leading_zeros(),
        }
    }
}

fn gcd(left: i128, right: i128) -> i128 {
    let (mut left, mut right) = (left.abs(), right.abs());
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

/// A number that deals are counted in.
trait Number: Clone + Default + for<'n> AddAssign<&'n Self> {
    fn one() -> Self;
}

impl Number for u128 {
    fn one() -> Self {
        1
    }
}

impl Number for BigUint {
    fn one() -> Self {
        1u32.into()
    }
}

struct Counter<'a> {
    compiler: &'a Compiler<'a>,
    set: &'a Bdd,
    diagram: &'a Diagram,
    asked: &'a [Asked],
    rounding: &'a Rounding,
}

/// Sums at one node, in grains, or what is settled of them.
#[derive(Clone, Copy)]
enum Sum {
    Open(i128),
    /// So many of the inequalities are met.
    Settled(usize),
}

impl Counter<'_> {
    fn run<N: Number>(&self, work: &mut Work<'_>) -> Result<(N, N), Stop> {
        let mut offsets: Vec<i128> = vec![0; self.asked.len()];
        let start: Vec<Sum> = self.asked.iter().map(|_| Sum::Open(0)).collect();
        let mut entries: Vec<(u128, N)> = Vec::new();
        if !self.diagram.is_empty() {
            entries.push((self.key(0, 0, &start, &offsets), N::one()));
        }
        let (mut sums, mut moved) = (start.clone(), start);
        let most = work.room().sums();
        for (level, layer) in self.diagram.layers.iter().enumerate() {
            for (offset, form) in offsets.iter_mut().zip(self.asked) {
                *offset += form.tables[level].first().copied().unwrap_or(0);
            }
            let mut places: HashMap<u128, usize, BuildHasherDefault<Mixer>> = HashMap::default();
            let mut next: Vec<(u128, N)> = Vec::new();
            for (key, count) in &entries {
                work.step(layer.radix as u64)?;
                let node = self.unpack(*key, &mut sums);
                for (value, to) in layer.of(node).iter().enumerate().filter(|(_, to)| **to != NONE) {
                    self.add(&sums, level, value, &mut moved);
                    let key = self.key(level + 1, *to, &moved, &offsets);
                    let place = *places.entry(key).or_insert(next.len());
                    if place == next.len() {
                        if place == most {
                            return Err(Stop::TooLarge);
                        }
                        next.push((key, count.clone()));
                    } else {
                        next[place].1 += count;
                    }
                }
            }
            entries = next;
        }
        let (mut least, mut most) = (N::default(), N::default());
        for (key, count) in &entries {
            let end = self.unpack(*key, &mut sums);
            let (surely, perhaps) = self.belongs(self.diagram.ends[end as usize], &sums, &offsets);
            if surely {
                least += count;
            }
            if perhaps {
                most += count;
            }
        }
        Ok((least, most))
    }

    fn add(&self, sums: &[Sum], level: usize, value: usize, moved: &mut Vec<Sum>) {
        moved.clear();
        moved.extend(sums.iter().zip(&self.rounding.forms).map(|(sum, form)| match sum {
            Sum::Open(grains) => Sum::Open(grains + form.tables[level][value]),
            settled @ Sum::Settled(_) => *settled,
        }));
    }

    /// The key of a node of a layer with these sums; what is settled of a sum replaces it.
    fn key(&self, layer: usize, node: u32, sums: &[Sum], offsets: &[i128]) -> u128 {
        let mut key = 0u128;
        for (index, sum) in sums.iter().enumerate() {
            let form = &self.rounding.forms[index];
            let classes = self.asked[index].numbers.len() + 1;
            let written = match self.settled(index, *sum, layer, node, offsets[index]) {
                Sum::Settled(met) => met as u128,
                Sum::Open(grains) => classes as u128 + (grains - form.base).unsigned_abs(),
            };
            key = key << form.bits | written;
        }
        key << NODE_BITS | u128::from(node)
    }

    /// How many inequalities are met, if what follows cannot change that.
    fn settled(&self, index: usize, sum: Sum, layer: usize, node: u32, offset: i128) -> Sum {
        let Sum::Open(grains) = sum else { return sum };
        let (form, asked) = (&self.rounding.forms[index], &self.asked[index]);
        let low = offset + grains * form.grain;
        let high = low + form.lacking[layer];
        let (least, most) = (asked.least[layer][node as usize], asked.most[layer][node as usize]);
        let met = |reached: i128| asked.numbers.partition_point(|(number, _)| *number <= reached);
        let (surely, perhaps) = (met(low + least), met(high + most));
        if surely == perhaps { Sum::Settled(surely) } else { sum }
    }

    fn unpack(&self, key: u128, sums: &mut Vec<Sum>) -> u32 {
        let mut rest = key >> NODE_BITS;
        sums.clear();
        for (form, asked) in self.rounding.forms.iter().zip(self.asked).rev() {
            let written = rest & ((1u128 << form.bits) - 1);
            rest >>= form.bits;
            let classes = asked.numbers.len() as u128 + 1;
            sums.push(if written < classes {
                Sum::Settled(written as usize)
            } else {
                Sum::Open((written - classes) as i128 + form.base)
            });
        }
        sums.reverse();
        key as u32
    }

    /// Whether deals with these sums belong to the set, surely and perhaps.
    fn belongs(&self, end: BddPointer, sums: &[Sum], offsets: &[i128]) -> (bool, bool) {
        let truth = |variable: usize| -> Option<bool> {
            for (index, asked) in self.asked.iter().enumerate() {
                let Some(place) = asked.numbers.iter().position(|(_, asked)| *asked == variable) else {
                    continue;
                };
                return match sums[index] {
                    Sum::Settled(met) => Some(place < met),
                    Sum::Open(grains) => {
                        let form = &self.rounding.forms[index];
                        let low = offsets[index] + grains * form.grain;
                        let high = low + form.lacking[self.compiler.codes.len()];
                        let number = asked.numbers[place].0;
                        if low >= number {
                            Some(true)
                        } else if high < number {
                            Some(false)
                        } else {
                            None
                        }
                    }
                };
            }
            None
        };
        let (mut surely, mut perhaps) = (true, false);
        let mut open = vec![end];
        while let Some(at) = open.pop() {
            if at.is_terminal() {
                surely &= at.is_one();
                perhaps |= at.is_one();
                continue;
            }
            let so = truth(self.set.var_of(at).to_index());
            if so != Some(false) {
                open.push(self.set.high_link_of(at));
            }
            if so != Some(true) {
                open.push(self.set.low_link_of(at));
            }
        }
        (surely, perhaps)
    }
}

/// Mixes the words of a key; the same on every machine and in every run.
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 29;
    }

    fn write_u128(&mut self, word: u128) {
        self.write_u64(word as u64);
        self.write_u64((word >> 64) as u64);
    }
}
