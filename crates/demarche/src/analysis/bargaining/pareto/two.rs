//! Two parties. The first party's worths fall into a few thousand slots; what is worth no more to the second than the best of a higher slot is
//! dominated. That leaves few, and a sort with one sweep settles them. Cost: two passes over the states, and m log m for the m that are left.

use crate::index::StateId;

/// Slots of the first party's worths.
const SLOTS: u64 = 1 << 12;

/// The efficient states of `among`, ascending.
pub(super) fn efficient(first: &[i64], second: &[i64], among: &[bool]) -> Vec<StateId> {
    let mut low = i64::MAX;
    let mut high = i64::MIN;
    for (worth, is) in first.iter().zip(among) {
        if *is {
            low = low.min(*worth);
            high = high.max(*worth);
        }
    }
    if low > high {
        return Vec::new();
    }
    // Worths are below 2^62 either way, so that their distance fits.
    let distance = high.abs_diff(low);
    let shift = (64 - distance.leading_zeros()).saturating_sub(SLOTS.trailing_zeros());
    let slot = |worth: i64| (worth.abs_diff(low) >> shift) as usize;
    let mut best = vec![i64::MIN; (distance >> shift) as usize + 2];
    for ((one, other), is) in first.iter().zip(second).zip(among) {
        if *is {
            let best = &mut best[slot(*one)];
            *best = (*best).max(*other);
        }
    }
    // What a slot's deals must exceed: the best of all higher slots.
    let mut above = i64::MIN;
    for best in best.iter_mut().rev() {
        above = above.max(std::mem::replace(best, above));
    }
    let mut left: Vec<(i64, i64, u32)> = Vec::new();
    for (state, ((one, other), is)) in (0u32..).zip(first.iter().zip(second).zip(among)) {
        if *is && *other > best[slot(*one)] {
            left.push((*one, *other, state));
        }
    }
    left.sort_unstable_by(|left, right| right.0.cmp(&left.0).then(right.1.cmp(&left.1)));
    let mut efficient = Vec::new();
    // The last pair kept; a pair is efficient iff it exceeds the second worth of all before it, or equals the last one kept.
    let mut last: Option<(i64, i64)> = None;
    for (one, other, state) in left {
        if last.is_none_or(|(_, highest)| other > highest) || last == Some((one, other)) {
            last = Some((one, other));
            efficient.push(StateId(state));
        }
    }
    efficient.sort_unstable();
    efficient
}
