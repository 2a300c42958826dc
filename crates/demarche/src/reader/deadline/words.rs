//! Words for times: weekdays, months, units, numbers, days of a month, years.

pub(super) const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// What is counted, in days or months.
pub(super) enum Unit {
    Hours,
    Days(i64),
    Months(i64),
}

pub(super) fn unit(word: &str) -> Option<Unit> {
    match word {
        "hour" | "hours" => Some(Unit::Hours),
        "day" | "days" => Some(Unit::Days(1)),
        "week" | "weeks" => Some(Unit::Days(7)),
        "month" | "months" => Some(Unit::Months(1)),
        "year" | "years" => Some(Unit::Months(12)),
        _ => None,
    }
}

pub(super) fn month(word: &str) -> Option<i64> {
    let short = word.trim_end_matches('.');
    let found = MONTHS
        .iter()
        .position(|name| *name == short || short.len() >= 3 && short != "may" && name.starts_with(short) && short.len() <= 4);
    found.map(|at| at as i64 + 1)
}

/// A number up to 9,999, in digits or as a word.
pub(super) fn number(word: &str) -> Option<i64> {
    let named = NUMBERS.iter().position(|name| *name == word).map(|at| at as i64);
    let digits = (word.len() <= 4 && word.starts_with(|letter: char| letter.is_ascii_digit())).then(|| word.parse().ok());
    named.or(digits.flatten()).or(match word {
        "fifteen" => Some(15),
        "twenty" => Some(20),
        "thirty" => Some(30),
        "sixty" => Some(60),
        "ninety" => Some(90),
        _ => None,
    })
}

/// A day of a month: `8`, `8th`.
pub(super) fn ordinal(word: &str) -> Option<i64> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let told = matches!(ending, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2;
    told.then(|| digits.parse().ok()).flatten()
}

pub(super) fn year(word: &str) -> Option<i64> {
    (word.len() == 4)
        .then(|| word.parse().ok())
        .flatten()
        .filter(|year| (1900..2200).contains(year))
}

/// "ten-day": its number and its unit.
pub(super) fn compound(word: &str) -> Option<[String; 2]> {
    let (count, name) = word.split_once('-')?;
    (number(count).is_some() && unit(name).is_some()).then(|| [count.to_owned(), name.to_owned()])
}
