//! Exact numbers: every comparison that a finding depends on is decided without rounding.
//!
//! A [`Rational`] is a quotient of two 128-bit integers. What an analyst may write is limited to twelve digits before and twelve after
//! the point ([`Rational::parse`]), so that sums over a case's terms cannot overflow; arithmetic is checked all the same.

use std::fmt;

use num_rational::Ratio;
use serde::{Serialize, Serializer};

/// An exact quotient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rational(Ratio<i128>);

impl Rational {
    /// 0.
    pub const ZERO: Rational = Rational(Ratio::new_raw(0, 1));

    /// The whole number `value`.
    pub fn integer(value: i64) -> Self {
        Rational(Ratio::from_integer(i128::from(value)))
    }

    /// `numerator / denominator`; `None` for a zero denominator.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0).then(|| Rational(Ratio::new(numerator, denominator)))
    }

    /// Reads `12`, `-0.25`, `1e3`, `1_000`, or a quotient `3/4`, exactly; `None` if it is no such number or has more than twelve
    /// digits before or after the point.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((numerator, denominator)) = text.split_once('/') {
            let denominator = Self::parse(denominator.trim())?;
            return Self::parse(numerator.trim())?.checked_div(denominator);
        }
        let clean = text.replace('_', "");
        let (mantissa, exponent) = match clean.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (clean.as_str(), 0),
        };
        let (sign, digits) = match mantissa.as_bytes().first()? {
            b'-' => (-1, &mantissa[1..]),
            b'+' => (1, &mantissa[1..]),
            _ => (1, mantissa),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.len() + fraction.len() == 0 || whole.len() > 24 || fraction.len() > 24 || exponent.unsigned_abs() > 24 {
            return None;
        }
        if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let joined = format!("{whole}{fraction}");
        let significant = joined.trim_start_matches('0');
        if significant.len() > 24 {
            return None;
        }
        let magnitude: i128 = if significant.is_empty() { 0 } else { significant.parse().ok()? };
        let shift = exponent - fraction.len() as i32;
        let power = 10i128.checked_pow(shift.unsigned_abs())?;
        let value = if shift >= 0 {
            Rational(Ratio::from_integer(magnitude.checked_mul(power)?))
        } else {
            Rational(Ratio::new(magnitude, power))
        };
        let limit = 10i128.pow(12);
        let fits = value.0.numer().checked_div(*value.0.denom())? < limit && *value.0.denom() <= limit;
        fits.then(|| Rational(value.0 * sign))
    }

    /// Numerator, in lowest terms, with the sign.
    pub fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// Denominator, in lowest terms, positive.
    pub fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// The sum, unless it overflows.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        use num_traits::CheckedAdd;
        self.0.checked_add(&other.0).map(Rational)
    }

    /// The difference, unless it overflows.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        use num_traits::CheckedSub;
        self.0.checked_sub(&other.0).map(Rational)
    }

    /// The quotient, unless it overflows or `other` is 0.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        use num_traits::CheckedDiv;
        if other == Self::ZERO {
            None
        } else {
            self.0.checked_div(&other.0).map(Rational)
        }
    }
}

/// Decimal where that is exact in at most six places, else a quotient: `5.2`, `-3`, `2/3`.
impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for places in 0..=6u32 {
            let scale = 10i128.pow(places);
            if scale % self.denominator() == 0
                && let Some(scaled) = self.numerator().checked_mul(scale / self.denominator())
            {
                let sign = if scaled < 0 { "-" } else { "" };
                let (whole, rest) = (scaled.abs() / scale, scaled.abs() % scale);
                if places == 0 {
                    return write!(f, "{sign}{whole}");
                }
                return write!(f, "{sign}{whole}.{rest:0width$}", width = places as usize);
            }
        }
        write!(f, "{}/{}", self.numerator(), self.denominator())
    }
}

impl Serialize for Rational {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl schemars::JsonSchema for Rational {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rational".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "an exact number: a decimal such as \"5.2\" or a quotient such as \"2/3\"",
            "pattern": "^-?[0-9]+(\\.[0-9]+|/[0-9]+)?$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_an_analyst_writes() {
        for (text, shown) in [
            ("12", "12"),
            ("-0.25", "-0.25"),
            ("1e3", "1000"),
            ("2/3", "2/3"),
            ("1_000.50", "1000.5"),
            ("-4/2", "-2"),
        ] {
            assert_eq!(
                Rational::parse(text).map(|value| value.to_string()).as_deref(),
                Some(shown),
                "{text}"
            );
        }
        for text in [
            "",
            "-",
            ".",
            "1/0",
            "1e99",
            "0x10",
            "nan",
            "inf",
            "1000000000000",
            "1.2.3",
            "1e-2147483648",
            "--1",
            "9".repeat(400).as_str(),
        ] {
            assert_eq!(Rational::parse(text), None, "{text}");
        }
    }

    #[test]
    fn orders_exactly() {
        let third = Rational::new(1, 3).unwrap();
        assert!(third > Rational::parse("0.333333333333").unwrap());
        assert!(third < Rational::parse("0.333333333334").unwrap());
    }
}
