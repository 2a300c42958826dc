//! The reader's word lists, read once from the tables in `data/`.
//!
//! Closed classes, verbs with all their forms, nouns that name a kind of actor, nouns that carry an act, cues of attribution, and the
//! frames. The tables are data so that somebody who knows news but not Rust can correct them.

use std::collections::{HashMap, HashSet};

use super::frame::{Frame, Nominal};

/// Classes that a word may belong to; a word may have several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u32);

impl Classes {
    pub(super) const DETERMINER: Self = Self(1);
    pub(super) const POSSESSIVE: Self = Self(1 << 1);
    pub(super) const PRONOUN: Self = Self(1 << 2);
    pub(super) const RELATIVE: Self = Self(1 << 3);
    pub(super) const PREPOSITION: Self = Self(1 << 4);
    pub(super) const COORDINATOR: Self = Self(1 << 5);
    pub(super) const SUBORDINATOR: Self = Self(1 << 6);
    pub(super) const MODAL: Self = Self(1 << 7);
    pub(super) const BE: Self = Self(1 << 8);
    pub(super) const HAVE: Self = Self(1 << 9);
    pub(super) const DO: Self = Self(1 << 10);
    pub(super) const NOT: Self = Self(1 << 11);
    pub(super) const TO: Self = Self(1 << 12);
    pub(super) const ADVERB: Self = Self(1 << 13);
    pub(super) const DATE: Self = Self(1 << 14);
    pub(super) const NUMBER: Self = Self(1 << 15);
    pub(super) const ADJECTIVE: Self = Self(1 << 16);
    pub(super) const TITLE: Self = Self(1 << 17);

    /// The class that a line of `words.tsv` names.
    fn named(name: &str) -> Self {
        match name {
            "determiner" => Self::DETERMINER,
            "possessive" => Self::POSSESSIVE,
            "pronoun" => Self::PRONOUN,
            "relative" => Self::RELATIVE,
            "preposition" => Self::PREPOSITION,
            "coordinator" => Self::COORDINATOR,
            "subordinator" => Self::SUBORDINATOR,
            "modal" => Self::MODAL,
            "be" => Self::BE,
            "have" => Self::HAVE,
            "do" => Self::DO,
            "not" => Self::NOT,
            "to" => Self::TO,
            "adverb" => Self::ADVERB,
            "date" => Self::DATE,
            "number" => Self::NUMBER,
            "adjective" => Self::ADJECTIVE,
            "title" => Self::TITLE,
            _ => Self(0),
        }
    }

    /// Whether all classes of `other` are among these.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `demand`
    Base,
    /// `demands`
    Third,
    /// `demanded`, as a past tense or as a participle.
    Past,
    /// `given`: a participle only.
    Participle,
    /// `demanding`
    Ing,
}

/// What the lexicon knows of a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub(super) classes: Classes,
    /// The verb and the forms of it that this word may be.
    pub(super) verb: Option<(String, Vec<Form>)>,
    /// The word is a noun at least as often as a verb.
    pub(super) noun: bool,
}

/// All word lists. Building it costs some milliseconds; share it.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    words: HashMap<String, Word>,
    roles: HashMap<String, &'static str>,
    frames: HashMap<String, Vec<Frame>>,
    nominals: HashMap<String, Nominal>,
    cues: HashMap<String, Vec<&'static str>>,
    topics: Vec<(&'static str, Vec<&'static str>)>,
    topic_words: HashMap<&'static str, usize>,
    contexts: Vec<&'static str>,
    /// Contexts of a word, or of two joined by a hyphen: one bit each.
    context_words: HashMap<&'static str, u64>,
    /// First words of two.
    context_openers: HashSet<&'static str>,
}

impl Lexicon {
    pub(super) fn new() -> Self {
        let mut lexicon = Lexicon {
            words: HashMap::new(),
            roles: HashMap::new(),
            frames: HashMap::new(),
            nominals: HashMap::new(),
            cues: HashMap::new(),
            topics: Vec::new(),
            topic_words: HashMap::new(),
            contexts: Vec::new(),
            context_words: HashMap::new(),
            context_openers: HashSet::new(),
        };
        for (class, words) in table(include_str!("data/words.tsv"), '\t') {
            for word in words.split_whitespace() {
                let entry = lexicon.words.entry(word.to_owned()).or_default();
                entry.classes.0 |= Classes::named(class).0;
            }
        }
        lexicon.add_verbs();
        lexicon.add_roles();
        lexicon.add_frames();
        for (kind, words) in table(include_str!("data/cues.tsv"), '|') {
            let words = if kind == "phrase" {
                Vec::new()
            } else {
                words.split_whitespace().collect()
            };
            lexicon.cues.insert(kind.to_owned(), words);
        }
        for (topic, words) in table(include_str!("data/topics.tsv"), '|') {
            for word in words.split_whitespace() {
                lexicon.topic_words.entry(word).or_insert(lexicon.topics.len());
            }
            lexicon.topics.push((topic, words.split_whitespace().collect()));
        }
        lexicon.add_contexts();
        lexicon
    }

    fn add_contexts(&mut self) {
        for (context, words) in table(include_str!("data/contexts.tsv"), '|') {
            for word in words.split_whitespace() {
                *self.context_words.entry(word).or_default() |= 1 << self.contexts.len();
                if let Some((first, _)) = word.split_once('-') {
                    self.context_openers.insert(first);
                }
            }
            self.contexts.push(context);
        }
    }

    fn add_verbs(&mut self) {
        for (kind, entry) in table(include_str!("data/verbs.tsv"), '\t') {
            if kind == "irregular" {
                let forms: Vec<&str> = entry.split_whitespace().collect();
                if let [lemma, past, participle] = forms[..] {
                    self.add_verb(lemma, Some((past, participle)));
                }
            } else {
                for lemma in entry.split_whitespace() {
                    self.add_verb(lemma, None);
                }
            }
        }
    }

    fn add_verb(&mut self, lemma: &str, irregular: Option<(&str, &str)>) {
        let noun = lemma.ends_with('~');
        let lemma = lemma.trim_end_matches('~');
        let regular = past(lemma);
        let (past, participle) = irregular.unwrap_or((&regular, &regular));
        self.add_form(lemma, lemma, Form::Base, noun);
        self.add_form(&third(lemma), lemma, Form::Third, noun);
        self.add_form(past, lemma, Form::Past, false);
        if participle != past {
            self.add_form(participle, lemma, Form::Participle, false);
        }
        self.add_form(&ing(lemma), lemma, Form::Ing, false);
        if irregular.is_none() {
            self.add_other_spellings(lemma);
        }
    }

    /// "cancelled" beside "canceled", "mobilised" beside "mobilized": only where no other word is spelled so.
    fn add_other_spellings(&mut self, lemma: &str) {
        let mut spelled = Vec::new();
        if may_double(lemma) {
            let last = &lemma[lemma.len() - 1..];
            let (short, long) = (lemma, format!("{lemma}{last}"));
            for stem in [short, &long] {
                spelled.extend([(format!("{stem}ed"), Form::Past), (format!("{stem}ing"), Form::Ing)]);
            }
        }
        let british = lemma.strip_suffix("ize").map(|stem| format!("{stem}ise"));
        let british = british.or_else(|| lemma.strip_suffix("yze").map(|stem| format!("{stem}yse")));
        if let Some(british) = british.filter(|british| british.len() > 5) {
            spelled.extend([
                (past(&british), Form::Past),
                (third(&british), Form::Third),
                (ing(&british), Form::Ing),
                (british, Form::Base),
            ]);
        }
        for (word, form) in spelled {
            if self.words.get(&word).is_none_or(|known| known.verb.is_none()) {
                self.add_form(&word, lemma, form, false);
            }
        }
    }

    fn add_form(&mut self, word: &str, lemma: &str, form: Form, noun: bool) {
        let entry = self.words.entry(word.to_owned()).or_default();
        entry.noun |= noun;
        match &mut entry.verb {
            Some((known, forms)) if known == lemma => forms.push(form),
            // `found` is first of all `find`: irregular verbs come last in the table and win.
            verb => *verb = Some((lemma.to_owned(), vec![form])),
        }
    }

    fn add_roles(&mut self) {
        for (sector, nouns) in table(include_str!("data/roles.tsv"), '\t') {
            for noun in nouns.split(';') {
                self.roles.entry(noun.trim().to_owned()).or_insert(sector);
            }
        }
    }

    fn add_frames(&mut self) {
        let mut order = 0;
        for line in lines(include_str!("data/frames.tsv")) {
            order += 1;
            for (verb, frame) in Frame::parse(line, order) {
                if self.words.get(verb).is_none_or(|word| word.verb.is_none()) {
                    self.add_verb(verb, None);
                }
                self.frames.entry(verb.to_owned()).or_default().push(frame);
            }
        }
        for line in lines(include_str!("data/nominals.tsv")) {
            for (noun, nominal) in Nominal::parse(line) {
                self.nominals.insert(noun.to_owned(), nominal);
            }
        }
    }

    /// What is known of a word in small letters.
    pub(super) fn word(&self, lower: &str) -> Option<&Word> {
        self.words.get(lower)
    }

    /// The sector of a noun phrase that names a kind of actor.
    pub(super) fn role(&self, phrase: &str) -> Option<&'static str> {
        self.roles.get(phrase).copied()
    }

    /// The frames of a verb, in the order of the table.
    pub(super) fn frames(&self, lemma: &str) -> &[Frame] {
        self.frames.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The act that a noun carries.
    pub(super) fn nominal(&self, noun: &str) -> Option<&Nominal> {
        self.nominals.get(noun)
    }

    /// Whether a word is in a list of `cues.tsv`.
    pub(super) fn cue(&self, kind: &str, word: &str) -> bool {
        self.cues.get(kind).is_some_and(|words| words.contains(&word))
    }

    /// The topic that a word belongs to, as a rank: smaller ones come first.
    pub(super) fn topic(&self, word: &str) -> Option<usize> {
        self.topic_words.get(word).copied()
    }

    /// The topic of some words: the first of the table that one of them belongs to.
    pub(super) fn topic_of(&self, words: &str) -> Option<&'static str> {
        let words = words.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
        let rank = words
            .filter_map(|word| self.topic(word).or_else(|| self.topic(&word.to_lowercase())))
            .min()?;
        Some(self.topic_name(rank))
    }

    /// The contexts that a word shows, one bit each.
    pub(super) fn contexts(&self, word: &str) -> u64 {
        self.context_words.get(word).copied().unwrap_or(0)
    }

    /// Whether the word and the next one may show a context together.
    pub(super) fn opens_context(&self, word: &str) -> bool {
        self.context_openers.contains(word)
    }

    /// The names of contexts by their bits.
    pub(super) fn context_names(&self, bits: u64) -> Vec<String> {
        let names = self.contexts.iter().enumerate();
        names
            .filter(|(at, _)| bits >> at & 1 == 1)
            .map(|(_, name)| (*name).to_owned())
            .collect()
    }

    /// The name of a topic.
    pub(super) fn topic_name(&self, rank: usize) -> &'static str {
        self.topics.get(rank).map_or("", |(name, _)| name)
    }
}

/// Lines of a table that are no comments.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The first cell of each line, and the rest.
fn table(text: &'static str, mark: char) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(text).filter_map(move |line| line.split_once(mark))
}

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

/// Verbs of several syllables that double their last letter, as those of one syllable do.
const DOUBLING: [&str; 20] = [
    "commit", "compel", "concur", "confer", "control", "defer", "deter", "dispel", "expel", "forget", "incur", "infer", "occur", "omit",
    "permit", "prefer", "propel", "refer", "rebel", "repel",
];

/// The last letter is one consonant behind one vowel.
fn ends_short(lemma: &str) -> bool {
    let letters: Vec<char> = lemma.chars().collect();
    let [.., before, vowel, last] = letters[..] else { return false };
    !VOWELS.contains(&before) && VOWELS.contains(&vowel) && !VOWELS.contains(&last) && !matches!(last, 'w' | 'x' | 'y')
}

/// Verbs of several syllables that some double and some do not: `travel`, `kidnap`.
fn may_double(lemma: &str) -> bool {
    lemma.is_ascii() && ends_short(lemma) && lemma.ends_with(['l', 'p', 't', 's'])
}

/// Whether the last letter is doubled before `-ed` and `-ing`.
fn doubles(lemma: &str) -> bool {
    let syllables = lemma.chars().filter(|letter| VOWELS.contains(letter)).count();
    ends_short(lemma)
        && (syllables == 1
            || DOUBLING.contains(&lemma)
            || lemma == "admit"
            || lemma == "submit"
            || lemma == "acquit"
            || lemma == "transfer"
            || lemma == "regret"
            || lemma == "cancel")
}

/// `demanded`, `denied`, `barred`.
fn past(lemma: &str) -> String {
    match lemma.as_bytes() {
        [.., b'e'] => format!("{lemma}d"),
        [.., before, b'y'] if !b"aeiou".contains(before) => format!("{}ied", &lemma[..lemma.len() - 1]),
        _ if doubles(lemma) => format!("{lemma}{}ed", &lemma[lemma.len() - 1..]),
        _ => format!("{lemma}ed"),
    }
}

/// `demands`, `denies`, `presses`.
fn third(lemma: &str) -> String {
    match lemma.as_bytes() {
        [.., before, b'y'] if !b"aeiou".contains(before) => format!("{}ies", &lemma[..lemma.len() - 1]),
        [.., b's' | b'x' | b'z' | b'o'] | [.., b's' | b'c', b'h'] => format!("{lemma}es"),
        _ => format!("{lemma}s"),
    }
}

/// `demanding`, `freezing`, `barring`.
fn ing(lemma: &str) -> String {
    match lemma.as_bytes() {
        [.., b'i', b'e'] => format!("{}ying", &lemma[..lemma.len() - 2]),
        [.., b'e', b'e'] => format!("{lemma}ing"),
        [.., b'e'] if lemma != "be" => format!("{}ing", &lemma[..lemma.len() - 1]),
        _ if doubles(lemma) => format!("{lemma}{}ing", &lemma[lemma.len() - 1..]),
        _ => format!("{lemma}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_spelled() {
        let forms = |lemma: &str| [past(lemma), third(lemma), ing(lemma)].join(" ");
        assert_eq!(forms("deny"), "denied denies denying");
        assert_eq!(forms("ban"), "banned bans banning");
        assert_eq!(forms("visit"), "visited visits visiting");
        assert_eq!(forms("expel"), "expelled expels expelling");
        assert_eq!(forms("die"), "died dies dying");
        assert_eq!(forms("press"), "pressed presses pressing");
        assert_eq!(forms("withdraw").split(' ').next_back(), Some("withdrawing"));
    }

    #[test]
    fn tables_are_read() {
        let lexicon = Lexicon::new();
        let (lemma, forms) = lexicon.word("found").and_then(|word| word.verb.clone()).unwrap_or_default();
        assert_eq!((lemma.as_str(), &forms[..]), ("find", &[Form::Past][..]));
        assert_eq!(lexicon.role("prime minister"), Some("GOV"));
        assert!(!lexicon.frames("reject").is_empty());
    }
}
