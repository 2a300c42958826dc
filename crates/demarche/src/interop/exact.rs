//! Exact numbers of other programs' files: the digits as written, and what they stand for.
//!
//! No number passes through binary floating point: a score that is written `0.1` stays a tenth, and what is computed from several numbers
//! (a share of a maximum, the worth of a reservation bid) is written as a quotient where it is no short decimal.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// Digits before the point, and after it, that a number may have: as many as a case may have.
const MOST_DIGITS: usize = 60;

/// A number with its digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// As written.
    pub(super) text: String,
    /// Exactly.
    pub(super) value: BigRational,
}

impl Number {
    /// Reads `12`, `-.5`, `1.0E-4`; `None` for everything else, `NaN` and infinities included, and for more digits than a case may have.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let negative = mantissa.starts_with('-');
        let digits = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
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
        let value = if shift >= 0 {
            BigRational::from_integer(magnitude * ten_to(shift.unsigned_abs()))
        } else {
            BigRational::new(magnitude, ten_to(shift.unsigned_abs()))
        };
        let limit = ten_to(MOST_DIGITS as u32);
        if value.to_integer() >= limit || *value.denom() > limit {
            return None;
        }
        Some(Number {
            text: text.to_owned(),
            value: if negative { -value } else { value },
        })
    }

    /// A number that nobody wrote.
    pub(super) fn of(value: BigRational) -> Self {
        Number { text: show(&value), value }
    }

    /// As a value of a case file: the digits as written where TOML takes them, else in quotation marks.
    pub(super) fn toml(&self) -> String {
        let digits = self.text.strip_prefix(['-', '+']).unwrap_or(&self.text);
        let (mantissa, exponent) = match digits.find(['e', 'E']) {
            Some(at) => digits.split_at(at),
            None => (digits, ""),
        };
        let (whole, fraction) = mantissa
            .split_once('.')
            .map_or((mantissa, None), |(whole, rest)| (whole, Some(rest)));
        let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !(plain(whole) || whole.is_empty()) || fraction.is_some_and(|digits| !(plain(digits) || digits.is_empty())) {
            return format!("\"{}\"", self.text);
        }
        // TOML wants a digit on both sides of the point and none too many before it.
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        if whole.len() > 18 {
            return format!("\"{}\"", self.text);
        }
        let sign = if self.text.starts_with('-') { "-" } else { "" };
        let fraction = match fraction {
            Some("") => ".0".to_owned(),
            Some(digits) => format!(".{digits}"),
            None => String::new(),
        };
        format!("{sign}{whole}{fraction}{exponent}")
    }
}

/// 10 to the power of `exponent`.
pub(super) fn ten_to(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

/// The whole number `value`.
pub(super) fn whole(value: i64) -> BigRational {
    BigRational::from_integer(value.into())
}

/// The decimal digits of a number, if they end within the digits that a case may have.
pub(super) fn decimal(value: &BigRational) -> Option<String> {
    let mut rest = value.denom().clone();
    let mut places = 0u32;
    for (prime, count) in [(2u32, &mut 0u32), (5, &mut 0)] {
        let prime = BigInt::from(prime);
        loop {
            let (quotient, remainder) = rest.div_rem(&prime);
            if !remainder.is_zero() || *count > MOST_DIGITS as u32 {
                break;
            }
            rest = quotient;
            *count += 1;
        }
        places = places.max(*count);
    }
    if !rest.is_one() || places > MOST_DIGITS as u32 {
        return None;
    }
    let scaled = (value * BigRational::from_integer(ten_to(places))).to_integer();
    let digits = format!("{:0>width$}", scaled.abs(), width = places as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places as usize);
    let sign = if scaled.is_negative() { "-" } else { "" };
    Some(if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    })
}

/// A decimal where that is exact, else a quotient.
pub(super) fn show(value: &BigRational) -> String {
    decimal(value).unwrap_or_else(|| format!("{}/{}", value.numer(), value.denom()))
}

/// Digits after the point where a number must be a decimal and is none.
const ROUNDED: u32 = 20;

/// The number as a decimal, and whether that is exact.
pub(super) fn as_decimal(value: &BigRational) -> (String, bool) {
    if let Some(digits) = decimal(value) {
        return (digits, true);
    }
    let scale = BigRational::from_integer(ten_to(ROUNDED));
    let rounded = (value * &scale).round() / scale;
    (decimal(&rounded).unwrap_or_else(|| "0".to_owned()), false)
}

/// For sentences: a decimal if it is short, else about.
pub(super) fn about(value: &BigRational) -> String {
    if let Some(digits) = decimal(value).filter(|digits| digits.len() <= 10) {
        return digits;
    }
    let scale = BigRational::from_integer(ten_to(4));
    let rounded = (value * &scale).round() / scale;
    format!("about {}", show(&rounded))
}

/// Between 0 and 1.
pub(super) fn clip(value: BigRational) -> BigRational {
    if value.is_negative() {
        BigRational::zero()
    } else if value > BigRational::one() {
        BigRational::one()
    } else {
        value
    }
}

/// The value at `x` of the piecewise linear function through `points` (ascending), constant outside them; 0 without points.
pub(super) fn along(points: &[(BigRational, BigRational)], x: &BigRational) -> BigRational {
    let Some(after) = points.iter().position(|(at, _)| at >= x) else {
        return points.last().map_or_else(BigRational::zero, |(_, y)| y.clone());
    };
    let (right, high) = &points[after];
    if after == 0 || right == x {
        return high.clone();
    }
    let (left, low) = &points[after - 1];
    low + (high - low) * (x - left) / (right - left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stay_as_written() {
        for (text, toml, shown) in [
            ("12", "12", "12"),
            ("1.0E-4", "1.0E-4", "0.0001"),
            (".2", "0.2", "0.2"),
            ("5.", "5.0", "5"),
            ("-007.50", "-7.50", "-7.5"),
            ("+3", "3", "3"),
            (
                "0.33333333333333331482961625624739099293947219848632812500",
                "0.33333333333333331482961625624739099293947219848632812500",
                "0.333333333333333314829616256247390992939472198486328125",
            ),
            ("1234567890123456789012", "\"1234567890123456789012\"", "1234567890123456789012"),
        ] {
            let number = Number::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((number.toml().as_str(), show(&number.value).as_str()), (toml, shown));
        }
        for text in [
            "",
            ".",
            "-",
            "1e999999999",
            "nan",
            "Infinity",
            "0x10",
            "1_000",
            "1/2",
            "--1",
            "1e",
            "１",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_third_is_a_quotient() {
        let third = whole(1) / whole(3);
        assert_eq!(show(&third), "1/3");
        assert_eq!(Number::of(third).toml(), "\"1/3\"");
        assert_eq!(show(&(whole(-1) / whole(8))), "-0.125");
        assert_eq!(show(&whole(0)), "0");
    }

    #[test]
    fn lines_are_constant_outside_their_points() {
        let points = [(whole(0), whole(1)), (whole(10), whole(0))];
        let shown: Vec<String> = [-5, 0, 4, 10, 11].map(|x| show(&along(&points, &whole(x)))).to_vec();
        assert_eq!(shown, ["1", "1", "0.6", "0", "0"]);
    }
}
