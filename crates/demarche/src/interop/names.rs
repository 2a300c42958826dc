//! Names of other programs as names of a case: `External Monitor` as `external-monitor`, each of them once.

use std::collections::BTreeSet;

use super::exact::Number;
use crate::text::token::{KEYWORDS, PARTY_KEYWORDS, is_name_character};

/// Characters of an id that we make.
const LONGEST: usize = 40;

/// A name in lower case with a hyphen for everything that no id can have; `fallback` where nothing is left.
pub(super) fn slug(text: &str, fallback: &str) -> String {
    let negative = text.trim().starts_with('-') && Number::parse(text).is_some();
    let mut slug = if negative { "minus".to_owned() } else { String::new() };
    let mut gap = negative;
    for letter in text.chars().flat_map(char::to_lowercase) {
        if !is_name_character(letter) || letter == '-' {
            gap = true;
            continue;
        }
        if slug.chars().count() >= LONGEST {
            break;
        }
        if gap && !slug.is_empty() {
            slug.push('-');
        }
        gap = false;
        slug.push(letter);
    }
    if slug.is_empty() { fallback.to_owned() } else { slug }
}

/// Ids that were given.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// The id for a name: its slug, with a number if another has it already, and not a word of the formula language.
    pub(super) fn take(&mut self, name: &str, fallback: &str) -> String {
        let mut base = slug(name, fallback);
        if KEYWORDS.contains(&base.as_str()) || PARTY_KEYWORDS.contains(&base.as_str()) {
            base = format!("{fallback}-{base}");
        }
        let mut id = base.clone();
        let mut count = 1;
        while !self.taken.insert(id.clone()) {
            count += 1;
            id = format!("{base}-{count}");
        }
        id
    }
}

/// Two to four capital letters for tight tables, none twice.
pub(super) fn shorts(names: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names
        .iter()
        .map(|name| {
            let words: Vec<Vec<char>> = name
                .split(|letter: char| !letter.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(|word| word.chars().flat_map(char::to_uppercase).collect())
                .collect();
            let initials: String = words.iter().filter_map(|word| word.first()).take(4).collect();
            let letters: Vec<char> = words.concat();
            let digits: String = name.chars().rev().take_while(char::is_ascii_digit).take(2).collect();
            let numbered: String = letters.iter().take(1).copied().chain(digits.chars().rev()).collect();
            let candidates = [if digits.is_empty() { initials } else { numbered }]
                .into_iter()
                .filter(|initials| initials.chars().count() > 1)
                .chain((3..=4).map(|length| letters.iter().take(length).collect()))
                .chain((0..letters.len()).map(|last| letters.iter().take(2).chain(letters.get(last)).collect()))
                .chain((1..1000).map(|number| format!("P{number}")));
            let mut found = String::new();
            for candidate in candidates {
                if !candidate.is_empty() && taken.insert(candidate.clone()) {
                    found = candidate;
                    break;
                }
            }
            found
        })
        .collect()
}

/// What tells names apart: `laptop_buyer_utility` and `laptop_seller_utility` as `buyer` and `seller`. Only whole words are cut.
pub(super) fn distinctive(stems: &[String]) -> Vec<String> {
    let split = |stem: &String| -> Vec<String> {
        stem.split(['_', '-', ' ', '.'])
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let words: Vec<Vec<String>> = stems.iter().map(split).collect();
    let Some(first) = words.first().filter(|_| words.len() > 1) else {
        return stems.to_vec();
    };
    let shortest = words.iter().map(Vec::len).min().unwrap_or(0);
    let same = |at: &dyn Fn(&Vec<String>) -> Option<String>| words.iter().all(|word| at(word) == at(first));
    let mut front = 0;
    while front < shortest && same(&|word| word.get(front).cloned()) {
        front += 1;
    }
    let mut back = 0;
    while front + back < shortest && same(&|word| word.get(word.len() - 1 - back).cloned()) {
        back += 1;
    }
    let cut: Vec<String> = words.iter().map(|word| word[front..word.len() - back].join(" ")).collect();
    let distinct: BTreeSet<&String> = cut.iter().collect();
    if cut.iter().any(String::is_empty) || distinct.len() < cut.len() {
        return stems.to_vec();
    }
    cut
}

/// The last part of a path, without its ending.
pub(super) fn stem(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match last.rfind('.') {
        Some(dot) if dot > 0 => last[..dot].to_owned(),
        _ => last.to_owned(),
    }
}

/// The last part of a path.
pub(super) fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_of_a_case() {
        for (name, id) in [
            ("External Monitor", "external-monitor"),
            ("60 Gb", "60-gb"),
            ("19'' LCD", "19-lcd"),
            ("0.6", "0-6"),
            ("-5", "minus-5"),
            ("Ärztin/Арзт", "ärztin-арзт"),
            ("$", "value"),
            ("in", "value-in"),
            ("nobody", "value-nobody"),
        ] {
            assert_eq!(Ids::default().take(name, "value"), id);
        }
        let mut ids = Ids::default();
        assert_eq!(["10%", "10", "10 "].map(|name| ids.take(name, "v")), ["10", "10-2", "10-3"]);
    }

    #[test]
    fn files_give_their_parties_names() {
        let names = |stems: &[&str]| distinctive(&stems.iter().map(|stem| (*stem).to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["laptop_buyer_utility", "laptop_seller_utility"]), ["buyer", "seller"]);
        assert_eq!(names(&["Amsterdam-A-prof1", "Amsterdam-A-prof2"]), ["prof1", "prof2"]);
        assert_eq!(names(&["a_b", "a"]), ["a_b", "a"]);
        assert_eq!(names(&["one"]), ["one"]);
        assert_eq!(stem("x/y.prof1.xml"), "y.prof1");
    }

    #[test]
    fn short_names_differ() {
        let names = ["buyer", "buyers", "Department of Tourism", "b", "$", "util12"].map(str::to_owned);
        assert_eq!(shorts(&names), ["BUY", "BUYE", "DOT", "B", "P1", "U12"]);
    }
}
