//! Exact numbers: every comparison that a finding depends on is decided without rounding.
//!
//! A [`Rational`] is a quotient of two whole numbers of any size, so that no sum or product of what a case says can overflow. What may be
//! written is limited to sixty digits before and sixty after the point ([`Rational::parse`]): enough for every digit that other programs
//! print, and a bound on what a file can make us compute.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use serde::{Serialize, Serializer};

/// Digits before the point, and digits after it, that are read.
const MOST_DIGITS: usize = 60;

/// An exact quotient.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rational(BigRational);

impl Rational {
    /// 0.
    pub fn zero() -> Self {
        Rational(BigRational::zero())
    }

    /// The whole number `value`.
    pub fn integer(value: i64) -> Self {
        Rational(BigRational::from_integer(value.into()))
    }

    /// `numerator / denominator`; `None` for a zero denominator.
    pub fn new(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Option<Self> {
        let denominator = denominator.into();
        (!denominator.is_zero()).then(|| Rational(BigRational::new(numerator.into(), denominator)))
    }

    /// Reads `12`, `-0.25`, `1e3`, `1_000`, or a quotient `3/4`, exactly; `None` if it is no such number or has more than sixty digits
    /// before or after the point.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((numerator, denominator)) = text.split_once('/') {
            if denominator.contains('/') {
                return None;
            }
            let denominator = Self::parse(denominator.trim())?;
            return Self::parse(numerator.trim())?.checked_div(&denominator);
        }
        let clean = text.replace('_', "");
        let (mantissa, exponent) = match clean.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (clean.as_str(), 0),
        };
        let (negative, digits) = match mantissa.as_bytes().first()? {
            b'-' => (true, &mantissa[1..]),
            b'+' => (false, &mantissa[1..]),
            _ => (false, mantissa),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let most = 2 * MOST_DIGITS;
        if whole.len() + fraction.len() == 0
            || whole.len() > most
            || fraction.len() > most
            || exponent.unsigned_abs() as usize > most
            || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit())
        {
            return None;
        }
        let magnitude: BigInt = format!("0{whole}{fraction}").parse().ok()?;
        let shift = exponent - fraction.len() as i32;
        let power = power_of_ten(shift.unsigned_abs());
        let value = if shift >= 0 {
            BigRational::from_integer(magnitude * power)
        } else {
            BigRational::new(magnitude, power)
        };
        let limit = power_of_ten(MOST_DIGITS as u32);
        let fits = value.to_integer() < limit && *value.denom() <= limit;
        fits.then(|| Rational(if negative { -value } else { value }))
    }

    /// Numerator, in lowest terms, with the sign.
    pub fn numerator(&self) -> &BigInt {
        self.0.numer()
    }

    /// Denominator, in lowest terms, positive.
    pub fn denominator(&self) -> &BigInt {
        self.0.denom()
    }

    /// The number for arithmetic.
    pub fn as_big(&self) -> &BigRational {
        &self.0
    }

    /// The nearest binary floating-point number, for drawings and approximate words; never for a comparison.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// The quotient, unless `other` is 0.
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        (!other.0.is_zero()).then(|| Rational(&self.0 / &other.0))
    }

    /// The decimal with `places` digits after the point that is nearest, halves away from zero, trailing zeros left out; and whether it is
    /// the number itself.
    pub fn rounded(&self, places: u32) -> (String, bool) {
        let scale = power_of_ten(places);
        let scaled = &self.0 * BigRational::from_integer(scale.clone());
        let nearest = scaled.round().to_integer();
        (decimal(&nearest, &scale, places as usize), scaled.is_integer())
    }
}

impl From<BigRational> for Rational {
    fn from(value: BigRational) -> Self {
        Rational(value)
    }
}

macro_rules! arithmetic {
    ($($trait:ident $method:ident $sign:tt),*) => {$(
        impl std::ops::$trait for &Rational {
            type Output = Rational;
            fn $method(self, other: &Rational) -> Rational {
                Rational(&self.0 $sign &other.0)
            }
        }
    )*};
}

arithmetic!(Add add +, Sub sub -, Mul mul *);

impl std::ops::Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        Rational(-&self.0)
    }
}

fn power_of_ten(exponent: u32) -> BigInt {
    BigInt::from(10u32).pow(exponent)
}

/// `scaled / scale` in decimals without trailing zeros.
fn decimal(scaled: &BigInt, scale: &BigInt, places: usize) -> String {
    let sign = if scaled.is_negative() { "-" } else { "" };
    let magnitude = scaled.abs();
    let (whole, rest) = (&magnitude / scale, &magnitude % scale);
    if rest.is_zero() {
        return format!("{sign}{whole}");
    }
    let digits = format!("{:0>places$}", rest.to_string());
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

/// Decimal places up to which a number is written as a decimal rather than a quotient.
const DECIMAL_PLACES: u32 = 6;

/// Decimal where that is exact in at most six places, else a quotient: `5.2`, `-3`, `2/3`.
impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rounded(DECIMAL_PLACES) {
            (decimal, true) => f.write_str(&decimal),
            _ if self.0.denom().is_one() => write!(f, "{}", self.0.numer()),
            _ => write!(f, "{}/{}", self.0.numer(), self.0.denom()),
        }
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
            ("1.0E-4", "0.0001"),
            ("0.4452125771655631", "4452125771655631/10000000000000000"),
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
            "1/2/3",
            "1.2.3",
            "1e-2147483648",
            "--1",
            "1e61",
            "9".repeat(61).as_str(),
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
