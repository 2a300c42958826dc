//! Which of many values a text means: the one with just these characters, or the same number.

use std::collections::BTreeMap;

use num_rational::BigRational;

use super::exact::Number;

/// The positions of values.
pub(super) struct Lookup<'v> {
    by_text: BTreeMap<&'v str, usize>,
    by_number: BTreeMap<BigRational, usize>,
}

impl<'v> Lookup<'v> {
    /// Of these values.
    pub(super) fn new(values: &'v [String]) -> Self {
        let numbers = values
            .iter()
            .zip(0..)
            .filter_map(|(value, position)| Some((Number::parse(value)?.value, position)));
        let mut by_number = BTreeMap::new();
        for (number, position) in numbers {
            by_number.entry(number).or_insert(position);
        }
        Lookup {
            by_text: values.iter().map(String::as_str).zip(0..).collect(),
            by_number,
        }
    }

    /// The value with this text.
    pub(super) fn text(&self, text: &str) -> Option<usize> {
        self.by_text.get(text.trim()).copied()
    }

    /// The value with this text, or else the one that is the same number.
    pub(super) fn text_or_number(&self, text: &str) -> Option<usize> {
        self.text(text).or_else(|| self.by_number.get(&Number::parse(text)?.value).copied())
    }
}
