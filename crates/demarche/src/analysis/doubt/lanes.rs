//! Several draws side by side: one number for each, so that the processor takes them together.
//!
//! A worth is a whole number of steps that a floating-point number holds exactly, or a rank: sums and comparisons are exact, and equal worths are equal.

use std::ops::Add;

/// Draws that are worked on together.
pub const LANES: usize = 16;

/// One number for each draw of a batch.
pub type Lanes<N> = [N; LANES];

/// One bit for each draw of a batch.
pub type Mask = u32;

/// All draws of a batch.
pub const ALL: Mask = (1 << LANES) - 1;

/// A floating-point number used for whole numbers of so many bits.
pub trait Number: Copy + PartialOrd + Default + Send + Sync + Add<Output = Self> + std::fmt::Debug {
    /// Bits of the whole numbers that are exact.
    const DIGITS: u32;
    /// Greater than all of them.
    const TOP: Self;
    /// A whole number.
    fn of(whole: i64) -> Self;
}

impl Number for f32 {
    const DIGITS: u32 = f32::MANTISSA_DIGITS;
    const TOP: Self = f32::INFINITY;
    fn of(whole: i64) -> Self {
        whole as f32
    }
}

impl Number for f64 {
    const DIGITS: u32 = f64::MANTISSA_DIGITS;
    const TOP: Self = f64::INFINITY;
    fn of(whole: i64) -> Self {
        whole as f64
    }
}

/// The lesser of two, draw by draw.
#[inline]
pub fn least<N: Number>(left: &Lanes<N>, right: &Lanes<N>) -> Lanes<N> {
    std::array::from_fn(|lane| if right[lane] < left[lane] { right[lane] } else { left[lane] })
}

/// The greater of two, draw by draw.
#[inline]
pub fn greatest<N: Number>(left: &Lanes<N>, right: &Lanes<N>) -> Lanes<N> {
    std::array::from_fn(|lane| if left[lane] < right[lane] { right[lane] } else { left[lane] })
}

/// The sum, draw by draw.
#[inline]
pub fn sum<N: Number>(left: &Lanes<N>, right: &Lanes<N>) -> Lanes<N> {
    std::array::from_fn(|lane| left[lane] + right[lane])
}

/// In which draws the first is at most the second.
#[inline]
pub fn at_most<N: Number>(left: &Lanes<N>, right: &Lanes<N>) -> Mask {
    let mut mask = 0;
    for lane in 0..LANES {
        mask |= Mask::from(left[lane] <= right[lane]) << lane;
    }
    mask
}

/// Whether they differ in any draw.
#[inline]
pub fn differs<N: Number>(left: &Lanes<N>, right: &Lanes<N>) -> bool {
    (0..LANES).fold(false, |differs, lane| differs | (left[lane] != right[lane]))
}
