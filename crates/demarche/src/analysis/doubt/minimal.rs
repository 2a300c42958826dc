//! A set from which nothing can be spared.

/// Leaves out of `kept`, which must be enough, what can be spared: halves where that can be done, then one after the other. With `again` single things are
/// asked until none of them can be spared: where what contains an enough set need not be enough, one that was needed beside others may be spared without
/// them. Cost: questions linear in the things, for each round.
///
/// # Errors
/// The first that `enough` gives.
pub fn minimal<T: Clone, E>(mut kept: Vec<T>, again: bool, enough: &mut dyn FnMut(&[T]) -> Result<bool, E>) -> Result<Vec<T>, E> {
    let mut step = kept.len().div_ceil(2);
    while step > 0 {
        let before = kept.len();
        let mut start = 0;
        while start < kept.len() {
            let mut fewer = kept.clone();
            fewer.drain(start..(start + step).min(kept.len()));
            if enough(&fewer)? {
                kept = fewer;
            } else {
                start += step;
            }
        }
        step = match step {
            1 if again && kept.len() < before => 1,
            1 => 0,
            _ => step.div_ceil(2),
        };
    }
    Ok(kept)
}
