//! Until when: "by Friday", "before 1 August", "within 10 days", "by the end of the month", as a day of the calendar.
//!
//! A weekday is the first of its name that is not before the day of the text; "next Friday" lies in the next week, which begins on
//! Monday; a date without a year is the one nearest to the day of the text. The day is the one that the words name: whether it
//! still counts ("by") or does not ("before") is for the words to say. A month or a year alone, and days that are counted from what is
//! yet to come ("within 30 days of a ceasefire"), name no day: the words are kept without one.

mod words;

use super::calendar::Day;
use super::phrase::Parsed;
use super::token::tokens;
use words::{MONTHS, Unit, WEEKDAYS, compound, month, number, ordinal, unit, year};

/// Words in which a deadline is looked for behind the preposition that opens it.
const LONGEST: usize = 14;

/// The first deadline in words `from..to`: its words.
pub(super) fn find(parsed: &Parsed, from: usize, to: usize) -> Option<(usize, usize)> {
    let to = to.min(parsed.tokens.len());
    (from..to).find_map(|at| {
        let opening = opening(|ahead| parsed.lower(at + ahead));
        if opening == 0 {
            // "48 hours to leave", "a ten-day deadline".
            return given(parsed, at);
        }
        // "on 8 August" is a deadline only of what ends then.
        if parsed.lower(at) == "on" && !ends(parsed, at) {
            return None;
        }
        let words = lowered(parsed, at + opening, at + opening + LONGEST);
        let counts = counted_from_now(parsed.lower(at));
        let by_year = || (parsed.lower(at) == "by" && year(words.first()?).is_some()).then_some(1);
        let length = meaning(&words, None, counts).map(|(length, _)| length).or_else(by_year)?;
        let end = at + opening + length;
        // "within 30 days of a ceasefire": what the days are counted from is part of the words.
        let from_what = parsed.phrases.iter().find(|phrase| phrase.start <= end && end < phrase.end);
        let counted = counts && counted_from(parsed.lower(end - 1));
        Some((at, from_what.filter(|_| counted).map_or(end, |phrase| phrase.end)))
    })
}

/// Words that open a deadline at the start of those that `word` gives.
fn opening<'word>(word: impl Fn(usize) -> &'word str) -> usize {
    match word(0) {
        "by" | "until" | "till" | "before" | "within" | "on" => 1,
        "no" | "not" if word(1) == "later" && word(2) == "than" => 3,
        _ => 0,
    }
}

/// Whether a number of days behind this word is a time: "within 60 days" is, "extend by 60 days" is not.
fn counted_from_now(opening: &str) -> bool {
    matches!(opening, "within" | "no" | "not")
}

/// A word behind a number of days that says from when they are counted.
fn counted_from(word: &str) -> bool {
    matches!(word, "of" | "after" | "from" | "following")
}

/// The verb before `at` says that something ends.
fn ends(parsed: &Parsed, at: usize) -> bool {
    let before = at.saturating_sub(2)..at;
    before
        .into_iter()
        .any(|at| matches!(parsed.lemma(at), "expire" | "lapse" | "end" | "run" | "out"))
}

/// "gave it 48 hours", "three days to leave", "a ten-day deadline".
fn given(parsed: &Parsed, at: usize) -> Option<(usize, usize)> {
    let count = number(parsed.lower(at));
    if count.is_some() && unit(parsed.lower(at + 1)).is_some() && parsed.lower(at + 2) == "to" {
        return Some((at, at + 2));
    }
    compound(parsed.lower(at))?;
    matches!(parsed.lower(at + 1), "deadline" | "ultimatum").then_some((at, at + 2))
}

/// The day that a deadline's words name, as seen from the day of the text.
pub(super) fn resolve(words: &str, today: Option<Day>) -> Option<Day> {
    let all: Vec<String> = tokens(words, 0..words.len()).into_iter().map(|token| token.lower).collect();
    let opening = opening(|at| all.get(at).map_or("", String::as_str));
    let counts = opening == 0 || counted_from_now(&all[0]);
    meaning(all.get(opening..)?, today, counts)?.1
}

fn lowered(parsed: &Parsed, from: usize, to: usize) -> Vec<String> {
    (from..to.min(parsed.tokens.len())).map(|at| parsed.lower(at).to_owned()).collect()
}

/// How many of the words name a time, and the day, if it can be told; a number of days is a time only if it `counts`.
fn meaning(words: &[String], today: Option<Day>, counts: bool) -> Option<(usize, Option<Day>)> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    // "midnight on Friday", "noon (1000 GMT) on Saturday".
    let hour = hour(words);
    if hour > 0 {
        let on = usize::from(matches!(word(hour), "on" | "of"));
        return match meaning(&words[(hour + on).min(words.len())..], today, false) {
            Some((length, day)) => Some((hour + on + length, day)),
            None => Some((hour, today)),
        };
    }
    if let Some(day) = (word(0).len() == 10).then(|| Day::parse(word(0))).flatten() {
        return Some((1, Some(day)));
    }
    // "a ten-day deadline".
    if let Some(parts) = compound(word(0)) {
        let (_, day) = span(&parts, today)?;
        return counts.then_some((1, day));
    }
    let opened = usize::from(matches!(word(0), "the" | "this" | "next"));
    if let Some(weekday) = WEEKDAYS.iter().position(|name| *name == word(opened)) {
        let next = word(0) == "next";
        return Some(dated(
            words,
            opened + 1,
            today.map(|today| on_weekday(today, weekday as i64, next)),
            today,
        ));
    }
    match word(0) {
        "today" | "tonight" => return Some((1, today)),
        "tomorrow" => return Some((1, today.map(|today| today.plus(1)))),
        _ => {}
    }
    end_of(words, today)
        .or_else(|| span(words, today).filter(|_| counts))
        .or_else(|| of_month(words, opened, today))
        .or_else(|| whole_month(words))
        .or_else(|| next_unit(words))
}

/// Words that name an hour of the day: "noon", "5 p.m.", with the same hour elsewhere in brackets.
fn hour(words: &[String]) -> usize {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let mut at = match word(0) {
        "midnight" | "noon" | "midday" => 1,
        hour if number(hour).is_some() => 1 + usize::from(matches!(word(1), "p.m." | "a.m." | "pm" | "am" | "gmt")),
        _ => 0,
    };
    if at == 0 || number(word(0)).is_some() && at == 1 {
        return 0;
    }
    if word(at) == "(" {
        at += words[at..].iter().position(|word| word == ")").map_or(0, |close| close + 1);
    }
    at
}

/// "next month": a time, but no day.
fn next_unit(words: &[String]) -> Option<(usize, Option<Day>)> {
    let next = words.first()? == "next" && matches!(words.get(1)?.as_str(), "week" | "month" | "year");
    next.then_some((2, None))
}

/// "Friday, 8 August": the date says more than the weekday.
fn dated(words: &[String], length: usize, weekday: Option<Day>, today: Option<Day>) -> (usize, Option<Day>) {
    let comma = usize::from(words.get(length).is_some_and(|word| word == ","));
    match of_month(&words[(length + comma).min(words.len())..], 0, today) {
        Some((more, day)) => (length + comma + more, day.or(weekday)),
        None => (length, weekday),
    }
}

/// The first such weekday from `today` on; or in the week after.
fn on_weekday(today: Day, weekday: i64, next: bool) -> Day {
    if next {
        return today.plus(7 - today.weekday() + weekday);
    }
    today.plus((weekday - today.weekday()).rem_euclid(7))
}

/// "the end of the month", "the end of August", "year's end".
fn end_of(words: &[String], today: Option<Day>) -> Option<(usize, Option<Day>)> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let mut at = usize::from(word(0) == "the");
    if word(at) != "end" || word(at + 1) != "of" {
        return None;
    }
    at += 2;
    let next = match word(at) {
        "next" => 1,
        _ => 0,
    };
    at += usize::from(matches!(word(at), "the" | "this" | "next"));
    let end = match word(at) {
        "week" | "weekend" => today.map(|today| today.plus(6 - today.weekday() + 7 * next)),
        "month" => today.and_then(|today| {
            let (year, month, _) = today.plus_months(next)?.date();
            Day::last_of(year, month)
        }),
        "year" => today.and_then(|today| Day::new(today.date().0 + next, 12, 31)),
        name => {
            if let Some(year) = year(name) {
                return Some((at + 1, Day::new(year, 12, 31)));
            }
            let month = month(name)?;
            let year = year(word(at + 1));
            let length = at + 1 + usize::from(year.is_some());
            let day = match year {
                Some(year) => Day::last_of(year, month),
                None => today.and_then(|today| nearest(today, |year| Day::last_of(year, month))),
            };
            return Some((length, day));
        }
    };
    Some((at + 1, end))
}

/// "10 days", "two weeks", "48 hours".
fn span(words: &[String], today: Option<Day>) -> Option<(usize, Option<Day>)> {
    let skipped = usize::from(
        words
            .first()
            .is_some_and(|word| matches!(word.as_str(), "the" | "a" | "an" | "next")),
    );
    let mut at = skipped;
    if words.get(at).is_some_and(|word| word == "next") {
        at += 1;
    }
    let (count, at) = match words.get(at).and_then(|word| number(word)) {
        Some(count) => (count, at + 1),
        None if skipped == 1 && words.first().is_some_and(|word| word != "the") => (1, skipped),
        None => return None,
    };
    let days = match unit(words.get(at)?)? {
        Unit::Hours => today.map(|today| today.plus((count + 23) / 24)),
        Unit::Days(length) => today.map(|today| today.plus(count * length)),
        Unit::Months(length) => today.and_then(|today| today.plus_months(count * length)),
    };
    let told = words.get(at + 1).is_some_and(|word| counted_from(word));
    if told && !matches!(words.get(at + 2).map(String::as_str), Some("now" | "today")) {
        return Some((at + 2, None));
    }
    Some((at + 1, days))
}

/// "8 August", "August 8, 2025", "the 8th of August".
fn of_month(words: &[String], from: usize, today: Option<Day>) -> Option<(usize, Option<Day>)> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let (day, month, mut at) = if let Some(month) = month(word(from)) {
        (ordinal(word(from + 1))?, month, from + 2)
    } else {
        let of = usize::from(word(from + 1) == "of");
        (ordinal(word(from))?, month(word(from + 1 + of))?, from + 2 + of)
    };
    let comma = usize::from(word(at) == ",");
    let year = year(word(at + comma));
    if year.is_some() {
        at += comma + 1;
    }
    let found = match year {
        Some(year) => Day::new(year, month, day),
        None => today.and_then(|today| nearest(today, |year| Day::new(year, month, day))),
    };
    (day <= 31).then_some((at, found))
}

/// "August", "September 2026": a time, but no day.
fn whole_month(words: &[String]) -> Option<(usize, Option<Day>)> {
    let named = words.first().is_some_and(|word| MONTHS.contains(&word.as_str()));
    let dated = words.get(1).is_some_and(|word| year(word).is_some());
    named.then_some((1 + usize::from(dated), None))
}

/// Of the days that several years have, the one nearest to `today`.
fn nearest(today: Day, of: impl Fn(i64) -> Option<Day>) -> Option<Day> {
    let year = today.date().0;
    (year - 1..=year + 1).filter_map(of).min_by_key(|day| day.since(today).abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fourteenth of August 2025 is a Thursday.
    fn check(words: &str, expected: &str) {
        let day = resolve(words, Day::parse("2025-08-14"));
        assert_eq!(day.map(|day| day.to_string()).unwrap_or_default(), expected, "{words}");
    }

    #[test]
    fn weekdays_and_near_days() {
        check("by Friday", "2025-08-15");
        check("before Thursday", "2025-08-14");
        check("until Wednesday", "2025-08-20");
        check("by next Friday", "2025-08-22");
        check("by tomorrow", "2025-08-15");
        check("by midnight on Saturday", "2025-08-16");
        check("by Friday, 15 August", "2025-08-15");
    }

    #[test]
    fn dates() {
        check("before 1 August", "2025-08-01");
        check("by January 5", "2026-01-05");
        check("by 3 December", "2025-12-03");
        check("by the 8th of August", "2025-08-08");
        check("by August 8, 2027", "2027-08-08");
        check("by Sept. 3", "2025-09-03");
        check("before 31 June", "");
        check("by 2025-08-20", "2025-08-20");
        check("no later than Aug. 8", "2025-08-08");
        check("by Jan. 15, 2026", "2026-01-15");
        check("by Thursday, Aug. 7", "2025-08-07");
        check("by noon (1000 GMT) on Saturday", "2025-08-16");
        check("by 5 p.m. on Saturday", "2025-08-16");
    }

    #[test]
    fn spans_and_ends() {
        check("within 10 days", "2025-08-24");
        check("within 48 hours", "2025-08-16");
        check("within two weeks", "2025-08-28");
        check("within a month", "2025-09-14");
        check("by the end of the month", "2025-08-31");
        check("by the end of next month", "2025-09-30");
        check("by the end of the week", "2025-08-17");
        check("by the end of the year", "2025-12-31");
        check("by the end of February 2028", "2028-02-29");
        check("by the end of 2026", "2026-12-31");
        check("ten-day deadline", "2025-08-24");
        check("three days", "2025-08-17");
        check("by 60 days", "");
        check("by next month", "");
        check("by next year", "");
        check("within the next 10 days", "2025-08-24");
        check("within 30 days of a ceasefire", "");
    }

    #[test]
    fn what_names_no_time_is_none() {
        check("by Germany", "");
        check("by two gunmen", "");
        check("within the party", "");
        check("by", "");
        check("by August", "");
        check("by September 2026", "");
        check("by 2027", "");
        assert_eq!(resolve("by Friday", None), None);
        assert_eq!(resolve("before 1 August 2025", None), Day::new(2025, 8, 1));
    }
}
