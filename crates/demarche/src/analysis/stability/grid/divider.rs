//! Exact division by a number that is known only at run time, as a multiplication and a shift (Granlund & Montgomery 1994).

/// Divides by one number.
#[derive(Clone, Copy, Debug)]
pub struct Divider {
    by: u32,
    magic: u64,
    shift: u32,
}

impl Divider {
    /// Divides numbers up to `most`, which must be below 2^31, by `by`, which must be positive and below 2^31.
    ///
    /// With `magic = ceil(2^shift / by)`, `n * magic / 2^shift` exceeds `n / by` by less than `n / 2^shift`, which is less than `1 / by` when
    /// `2^shift > n * by`: too little to reach the next whole number. The product stays below `2^64`: `magic` is at most
    /// `2 * 2^bits(most) + 1`, and `n` is below `2^bits(most)`, which is at most `2^31`.
    pub fn new(by: u32, most: u32) -> Self {
        let bits = |number: u32| 32 - number.leading_zeros();
        let shift = bits(most) + bits(by);
        let magic = (1u128 << shift).div_ceil(u128::from(by)) as u64;
        Divider { by, magic, shift }
    }

    /// What is divided by.
    pub fn by(self) -> u32 {
        self.by
    }

    /// The whole part of `number / by`.
    #[inline]
    pub fn divide(self, number: u32) -> u32 {
        ((u64::from(number) * self.magic) >> self.shift) as u32
    }

    /// The whole part and the rest.
    #[inline]
    pub fn split(self, number: u32) -> (u32, u32) {
        let quotient = self.divide(number);
        (quotient, number - quotient * self.by)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MOST: u32 = (1 << 31) - 1;

    proptest! {
        #[test]
        fn divides_exactly(by in 1u32..1 << 31, most in 1u32..1 << 31, number in any::<u32>()) {
            let number = number % (most + 1);
            prop_assert_eq!(Divider::new(by, most).split(number), (number / by, number % by));
        }

        #[test]
        fn divides_exactly_at_the_edges(by in 1u32..70_000, times in 0u32..60_000) {
            let edge = by.saturating_mul(times).min(MOST);
            for number in [edge.saturating_sub(1), edge] {
                prop_assert_eq!(Divider::new(by, MOST).split(number), (number / by, number % by));
            }
        }
    }
}
