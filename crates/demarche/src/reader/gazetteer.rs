//! Names of actors: a table of aliases, and the longest of them that stands at a place.
//!
//! The built-in table is generated from facts (`data/facts/actors.py`). A user's table of the same shape comes before it, so that a
//! case knows its own parties, and can say that a name means somebody else. Columns, separated by tabs:
//! alias, canonical name, country, kind, sector, first and last year; only the first three are needed.

use std::collections::HashMap;

use super::token::{Token, tokens};

/// What an alias is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name of a country.
    Country,
    /// An adjective of nationality, or the people.
    Demonym,
    /// A capital, which stands for its government where it acts.
    Capital,
    /// A part of a country that is spoken of as a party of its own.
    Region,
    /// A town or region.
    Place,
    /// An organization.
    Body,
    /// A person.
    Person,
}

impl Kind {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "" | "body" => Kind::Body,
            "country" => Kind::Country,
            "demonym" => Kind::Demonym,
            "capital" => Kind::Capital,
            "region" => Kind::Region,
            "place" => Kind::Place,
            "person" => Kind::Person,
            _ => return None,
        })
    }
}

/// One alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// How it is written.
    pub alias: String,
    /// The name under which the actor is reported.
    pub canonical: String,
    /// ISO 3166 alpha-3, or a code of the PLOVER manual for those that are no country (IGO, NGO, IMG, MNC).
    pub country: String,
    /// What the alias is.
    pub kind: Kind,
    /// PLOVER sector, if it is known.
    pub sector: String,
    /// First year of the office.
    pub from: Option<u16>,
    /// Last year of the office.
    pub to: Option<u16>,
    words: Vec<String>,
}

/// A line of a user's table that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFault {
    /// Line, counted from one.
    pub line: usize,
    /// What is wrong with it.
    pub problem: &'static str,
}

/// All names, findable by their first word.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    names: Vec<Name>,
    by_word: HashMap<String, Vec<usize>>,
}

impl Gazetteer {
    /// The table that comes with the program.
    pub fn built_in() -> Self {
        let mut gazetteer = Gazetteer::default();
        gazetteer.add_table(include_str!("data/actors.tsv"));
        gazetteer
    }

    /// The user's `table` before the built-in one; lines that cannot be read are passed over and returned.
    pub fn with(table: &str) -> (Self, Vec<TableFault>) {
        let mut gazetteer = Gazetteer::default();
        let faults = gazetteer.add_table(table);
        gazetteer.add_table(include_str!("data/actors.tsv"));
        (gazetteer, faults)
    }

    /// How many aliases there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no alias.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The aliases in the order in which they are tried.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    fn add_table(&mut self, table: &str) -> Vec<TableFault> {
        let mut faults = Vec::new();
        for (line, text) in table.lines().enumerate() {
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            match name(text) {
                Ok(name) => self.add(name),
                Err(problem) => faults.push(TableFault { line: line + 1, problem }),
            }
        }
        faults
    }

    fn add(&mut self, name: Name) {
        if let Some(first) = name.words.first() {
            self.by_word.entry(first.clone()).or_default().push(self.names.len());
            self.names.push(name);
        }
    }

    /// The longest alias that stands at word `at`, and how many words it has; in `year`, if that is known.
    pub(super) fn find(&self, text: &str, words: &[Token], at: usize, year: Option<u16>) -> Option<(&Name, usize)> {
        let candidates = self.by_word.get(&words[at].lower)?;
        let mut best: Option<(&Name, usize)> = None;
        for index in candidates {
            let name = &self.names[*index];
            let longer = best.is_none_or(|(known, length)| {
                name.words.len() > length || name.words.len() == length && holds(name, year) && !holds(known, year)
            });
            if longer && matches(name, text, words, at) {
                best = Some((name, name.words.len()));
            }
        }
        best
    }
}

/// Cells of the built-in table's rows on countries.
fn country_rows() -> impl Iterator<Item = [&'static str; 3]> {
    include_str!("data/actors.tsv").lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let row = [cells.next()?, cells.next()?, cells.next()?];
        (cells.next() == Some("country")).then_some(row)
    })
}

/// The name under which a country is reported.
pub(super) fn country_name(code: &str) -> Option<&'static str> {
    country_rows()
        .find(|[_, _, country]| *country == code)
        .map(|[_, canonical, _]| canonical)
}

/// The code of a country by one of its names.
pub(super) fn country_code(name: &str) -> Option<&'static str> {
    country_rows()
        .find(|[alias, ..]| alias.eq_ignore_ascii_case(name))
        .map(|[_, _, country]| country)
}

/// Whether the office is held in `year`; without a year, whether it is held still.
fn holds(name: &Name, year: Option<u16>) -> bool {
    match year {
        Some(year) => name.from.is_none_or(|from| from <= year) && name.to.is_none_or(|to| year <= to),
        None => name.from.is_some() && name.to.is_none(),
    }
}

/// Whether the alias stands at the place: word by word, with a capital where it has one, in capitals where it has nothing else.
fn matches(name: &Name, text: &str, words: &[Token], at: usize) -> bool {
    let Some(window) = words.get(at..at + name.words.len()) else {
        return false;
    };
    if !window.iter().zip(&name.words).all(|(token, word)| token.lower == *word) {
        return false;
    }
    let written = &text[window[0].range.start..window[window.len() - 1].range.end];
    let shouted = name.alias.len() <= 6 && !name.alias.chars().any(char::is_lowercase);
    if shouted {
        return !written.chars().any(char::is_lowercase);
    }
    !name.alias.starts_with(char::is_uppercase) || window[0].capital
}

/// One line of a table.
fn name(line: &str) -> Result<Name, &'static str> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
    let (alias, canonical, country) = (cell(0), cell(1), cell(2));
    if alias.is_empty() || canonical.is_empty() || country.is_empty() {
        return Err("alias, canonical name and country are needed, separated by tabs");
    }
    let kind = Kind::named(cell(3)).ok_or("the kind is none of country, demonym, capital, region, place, body, person")?;
    let year = |cell: &str| if cell.is_empty() { Ok(None) } else { cell.parse().map(Some) };
    let (Ok(from), Ok(to)) = (year(cell(5)), year(cell(6))) else {
        return Err("first and last year are whole numbers");
    };
    let words: Vec<String> = tokens(alias, 0..alias.len()).into_iter().map(|token| token.lower).collect();
    if words.is_empty() {
        return Err("the alias has no word");
    }
    Ok(Name {
        alias: alias.to_owned(),
        canonical: canonical.to_owned(),
        country: country.to_owned(),
        kind,
        sector: cell(4).to_owned(),
        from,
        to,
        words,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(gazetteer: &Gazetteer, text: &str) -> Option<(String, usize)> {
        let words = tokens(text, 0..text.len());
        gazetteer
            .find(text, &words, 0, None)
            .map(|(name, length)| (name.country.clone(), length))
    }

    #[test]
    fn the_pronoun_is_no_country() {
        let gazetteer = Gazetteer::built_in();
        assert_eq!(find(&gazetteer, "us all"), None);
        assert_eq!(find(&gazetteer, "US envoys"), Some(("USA".to_owned(), 1)));
        assert_eq!(find(&gazetteer, "South Korea's army"), Some(("KOR".to_owned(), 2)));
    }

    #[test]
    fn a_users_table_comes_first() {
        let (gazetteer, faults) = Gazetteer::with("Acme\tAcme Ltd\tX-ACME\nKyiv\tThe town\tTOWN\tplace\nno\n");
        assert_eq!(find(&gazetteer, "Acme said"), Some(("X-ACME".to_owned(), 1)));
        assert_eq!(find(&gazetteer, "Kyiv said"), Some(("TOWN".to_owned(), 1)));
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].line, 3);
    }
}
