//! Two parties. The first party's worths fall into a few thousand slots; what is worth no more to the second than the best of a higher slot is
//! dominated. That leaves few, and a sort with one sweep settles them. Cost: two passes over the states, and m log m for the m that are left.

use rayon::prelude::*;

use super::Number;
use crate::index::StateId;

/// Bits of a slot's number.
const SLOT_BITS: u32 = 12;

/// The efficient states of `among`, ascending.
pub(super) fn efficient<N: Number>(first: &[N], second: &[N], among: &[bool]) -> Vec<StateId> {
    let (mut low, mut high) = (N::GREATEST, N::LEAST);
    for (worth, is) in first.iter().zip(among) {
        if *is {
            low = low.min(*worth);
            high = high.max(*worth);
        }
    }
    if low > high {
        return Vec::new();
    }
    let shift = high.bits_above(low).saturating_sub(SLOT_BITS);
    let slot = |worth: N| worth.slot(low, shift);
    let mut best = vec![N::LEAST; slot(high) + 1];
    for ((one, other), is) in first.iter().zip(second).zip(among) {
        if *is {
            let best = &mut best[slot(*one)];
            *best = (*best).max(*other);
        }
    }
    // What a slot's deals must exceed: the best of all higher slots.
    let mut above = N::LEAST;
    for best in best.iter_mut().rev() {
        above = above.max(std::mem::replace(best, above));
    }
    let mut left: Vec<(N, N, u32)> = Vec::new();
    for (state, ((one, other), is)) in (0u32..).zip(first.iter().zip(second).zip(among)) {
        if *is && *other > best[slot(*one)] {
            left.push((*one, *other, state));
        }
    }
    // Equal pairs stay or go together, so that their order does not matter.
    left.par_sort_unstable_by(|left, right| right.0.cmp(&left.0).then(right.1.cmp(&left.1)));
    let mut efficient = Vec::new();
    // The last pair kept; a pair is efficient iff it exceeds the second worth of all before it, or equals the last one kept.
    let mut last: Option<(N, N)> = None;
    for (one, other, state) in left {
        if last.is_none_or(|(_, highest)| other > highest) || last == Some((one, other)) {
            last = Some((one, other));
            efficient.push(StateId(state));
        }
    }
    efficient.sort_unstable();
    efficient
}
