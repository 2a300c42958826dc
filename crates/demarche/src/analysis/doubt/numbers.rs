//! Random numbers that have names: which number a draw uses for a weight depends on the seed, the draw, the voter and the weight, and on nothing else.
//!
//! So the order of the work and the number of threads decide nothing, one draw can be repeated alone, and two cases that differ in one line are
//! compared under common random numbers: a weight that the line does not bear on is the same in both. A name is turned into a number by the
//! finalizer of SplitMix64 (Steele, Lea & Flood 2014); walks, which need long streams, run a PCG (O'Neill 2014) that starts from such a number.

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64;

use crate::case::Holder;

/// The odd constant by which SplitMix64 steps.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// What one draw uses for one voter, or for one line.
#[derive(Clone, Copy, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// Those of a voter.
    pub fn of_voter(seed: u64, draw: u64, holder: Holder) -> Self {
        let voter = u64::from(holder.party.0) << 8 | u64::from(holder.constituency.map_or(0, |index| index + 1));
        Numbers(mixed(mixed(mixed(seed).wrapping_add(draw)).wrapping_add(voter)))
    }

    /// Those of a line, by its id.
    pub fn of_line(seed: u64, draw: u64, id: &str) -> Self {
        // FNV-1a (Fowler, Noll & Vo): short names become different numbers.
        let name = id.bytes().fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
        Numbers(mixed(mixed(mixed(seed).wrapping_add(draw)) ^ name))
    }

    /// The number of a slot, on the given try: all 64 bits are equally likely.
    pub fn number(self, slot: u64, attempt: u32) -> u64 {
        mixed(mixed(self.0.wrapping_add(slot.wrapping_mul(STEP))).wrapping_add(u64::from(attempt)))
    }

    /// A long stream of numbers for a slot.
    pub fn stream(self, slot: u64) -> Pcg64 {
        Pcg64::seed_from_u64(self.number(slot, u32::MAX))
    }
}

/// A whole number below `bound`, which must be positive; uniform up to one part in 2^64 / `bound`.
pub fn below(number: u64, bound: u64) -> u64 {
    ((u128::from(number) * u128::from(bound)) >> 64) as u64
}

/// A quotient from 0 to below 1.
pub fn unit(random: &mut impl Rng) -> f64 {
    (random.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(STEP);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
