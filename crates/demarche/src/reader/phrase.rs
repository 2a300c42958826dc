//! Noun phrases of a sentence, and which actor each of them names.

use super::gazetteer::{Gazetteer, Kind, Name};
use super::lexicon::{Classes, Lexicon};
use super::tag::{Tag, tags};
use super::token::{Token, tokens};

/// A sentence with everything that rules ask of it.
pub(super) struct Parsed<'text> {
    pub(super) text: &'text str,
    pub(super) tokens: Vec<Token>,
    pub(super) tags: Vec<Tag>,
    /// At the first word of a name: the name, and how many words it has.
    pub(super) names: Vec<Option<(&'text Name, usize)>>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) lexicon: &'text Lexicon,
    /// The year in which the text was written, if it is known.
    year: Option<u16>,
}

/// A noun phrase: words `start..end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The noun that the phrase is about.
    pub(super) head: usize,
    /// The word that governs it: a preposition, or a conjunction that may be one.
    pub(super) preposition: Option<usize>,
}

/// How an actor was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    /// By a name in the phrase.
    Name,
    /// By the place that follows the phrase.
    Place,
    /// By a mention earlier in the text.
    Earlier,
    /// As the only country of the sentence.
    Sentence,
    /// Not at all: the phrase stands for itself.
    Itself,
}

/// An actor that a phrase names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Words of the phrase.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Name under which the actor is reported.
    pub(super) name: String,
    /// Country or group of countries; empty if unknown.
    pub(super) country: String,
    /// PLOVER sector; empty if none.
    pub(super) sector: String,
    pub(super) person: bool,
    pub(super) plural: bool,
    pub(super) found: Found,
}

impl<'text> Parsed<'text> {
    /// Words, names, tags and phrases of the sentence `range`.
    pub(super) fn new(
        text: &'text str,
        range: std::ops::Range<usize>,
        lexicon: &'text Lexicon,
        gazetteer: &'text Gazetteer,
        year: Option<u16>,
    ) -> Self {
        let tokens = tokens(text, range);
        let mut names: Vec<Option<(&Name, usize)>> = vec![None; tokens.len()];
        let mut named = vec![false; tokens.len()];
        let mut at = 0;
        while at < tokens.len() {
            match gazetteer.find(text, &tokens, at, year) {
                Some((name, length)) => {
                    names[at] = Some((name, length));
                    named[at..at + length].fill(true);
                    at += length;
                }
                None => {
                    // "US-Russian": the first of two names in one word.
                    names[at] = joined_name(text, &tokens[at], gazetteer, year);
                    named[at] = names[at].is_some();
                    at += 1;
                }
            }
        }
        let tags = tags(&tokens, &named, lexicon);
        let mut parsed = Parsed {
            text,
            tokens,
            tags,
            names,
            phrases: Vec::new(),
            lexicon,
            year,
        };
        parsed.phrases = parsed.find_phrases();
        parsed
    }

    pub(super) fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    pub(super) fn tag(&self, at: usize) -> Tag {
        self.tags.get(at).copied().unwrap_or(Tag::Other)
    }

    pub(super) fn classes(&self, at: usize) -> Classes {
        self.lexicon.word(self.lower(at)).map_or(Classes::default(), |word| word.classes)
    }

    /// The verb that word `at` is a form of.
    pub(super) fn lemma(&self, at: usize) -> &str {
        match self.lexicon.word(self.lower(at)).and_then(|word| word.verb.as_ref()) {
            Some((lemma, _)) => lemma,
            None => self.lower(at),
        }
    }

    /// The words `start..end` as they are written, on one line.
    pub(super) fn written(&self, start: usize, end: usize) -> String {
        match (self.tokens.get(start), end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if start < end => self.text[first.range.start..last.range.end].replace('\n', " "),
            _ => String::new(),
        }
    }

    fn find_phrases(&self) -> Vec<Phrase> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tags.len() {
            if self.tags[at] == Tag::Pronoun {
                found.push(self.phrase(at, at + 1));
                at += 1;
            } else if self.tags[at].nominal() && self.tags[at] != Tag::Owner {
                let end = self.phrase_end(at);
                if self.tags[at..end]
                    .iter()
                    .any(|tag| matches!(tag, Tag::Noun | Tag::Name | Tag::Number | Tag::Determiner))
                {
                    found.push(self.phrase(at, end));
                }
                at = end;
            } else {
                at += 1;
            }
        }
        found
    }

    /// One past the last word of the phrase that begins at `start`.
    fn phrase_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        while end < self.tags.len() {
            let tag = self.tags[end];
            let before = self.tags[end - 1];
            let fresh = matches!(tag, Tag::Determiner | Tag::Possessive)
                && !matches!(before, Tag::Preposition | Tag::Determiner | Tag::Number)
                && end > start;
            // "demands Kyiv has rejected": a plural and a name are two phrases.
            let lower = &self.tokens[end - 1].lower;
            let plural = before == Tag::Noun && lower.ends_with('s') && !lower.ends_with("ss");
            let fresh = fresh || plural && tag == Tag::Name;
            if tag.nominal() && !fresh {
                end += 1;
            } else if self.joins(end) {
                end += 1;
            } else {
                break;
            }
        }
        while end > start + 1 && !self.tags[end - 1].nominal() {
            end -= 1;
        }
        end
    }

    /// A word that does not end the phrase though it is no part of one: `of`, an adverb or brackets between its words.
    fn joins(&self, at: usize) -> bool {
        let next = self.tag(at + 1);
        match self.tags[at] {
            Tag::Preposition => self.lower(at) == "of" && (next.nominal() || next == Tag::Quote),
            Tag::Other => {
                self.tags[at + 1..]
                    .iter()
                    .take(14)
                    .find(|tag| **tag != Tag::Other)
                    .is_some_and(|tag| matches!(tag, Tag::Noun))
                    && self.lower(at) != "."
            }
            Tag::Quote => {
                next.nominal() && next != Tag::Determiner && self.tags[at - 1].nominal() && !matches!(self.tags[at - 1], Tag::Noun)
            }
            Tag::Coordinator => {
                // "deputy and acting minister" is one phrase; two names are two.
                matches!(self.tags[at - 1], Tag::Adjective) && matches!(next, Tag::Adjective)
            }
            _ => false,
        }
    }

    fn phrase(&self, start: usize, end: usize) -> Phrase {
        let stop = (start..end).find(|at| self.lower(*at) == "of").unwrap_or(end);
        let counts = |at: usize| {
            matches!(self.tags[at], Tag::Number | Tag::Determiner)
                || matches!(self.lower(at), "group" | "member" | "members" | "thousands" | "leaders")
        };
        let head_before = (start..stop).rev().find(|at| self.tags[*at].head());
        let head_all = (start..end).rev().find(|at| self.tags[*at].head());
        let head = match head_before {
            Some(head) if !counts(head) => head,
            _ => head_all.unwrap_or(end - 1),
        };
        let preposition = start.checked_sub(1).map(|before| self.governor(before)).unwrap_or_default();
        Phrase {
            start,
            end,
            head,
            preposition,
        }
    }

    /// The preposition at or shortly before `at`, with adverbs between.
    fn governor(&self, at: usize) -> Option<usize> {
        let governs = |at: usize| {
            self.tags[at] == Tag::Preposition || self.tags[at] == Tag::Subordinator && self.classes(at).has(Classes::PREPOSITION)
        };
        if governs(at) {
            return Some(at);
        }
        let passed = matches!(self.tags[at], Tag::Adverb | Tag::Quote) || self.tags[at] == Tag::Date;
        let before = at.checked_sub(1)?;
        (passed && self.tags[at] != Tag::Date && governs(before)).then_some(before)
    }

    /// The names within words `start..end`.
    fn hits(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, &'text Name)> + '_ {
        (start..end).filter_map(|at| self.names[at].map(|(name, _)| (at, name)))
    }

    /// Whether the word belongs to the owner in a possessive.
    pub(super) fn owns(&self, at: usize) -> bool {
        let rest = &self.tags[(at + 1).min(self.tags.len())..];
        rest.iter().take_while(|tag| tag.nominal()).any(|tag| *tag == Tag::Owner)
    }

    /// The sector of the phrase's head: the longest run of words ending there that names a role.
    pub(super) fn role(&self, phrase: &Phrase) -> Option<&'static str> {
        let within = |end: usize| -> Option<&'static str> {
            (phrase.start.max(end.saturating_sub(4))..end)
                .map(|start| self.lowered(start, end))
                .find_map(|words| self.lexicon.role(&words))
        };
        // The last noun says it, unless a name follows the role: "Prime Minister Ehud Barak".
        let stop = (phrase.start..phrase.end)
            .find(|at| self.lower(*at) == "of" && *at > phrase.start)
            .unwrap_or(phrase.end);
        let elite = (phrase.start..stop).any(|at| matches!(self.lower(at), "former" | "retired" | "ex-president" | "ousted"));
        let heads = matches!(
            self.lower(stop.saturating_sub(1)),
            "president" | "head" | "chief" | "chairman" | "leader" | "leaders" | "director" | "member" | "members"
        );
        let headed = (stop < phrase.end && heads).then(|| within(phrase.end)).flatten();
        let found = headed
            .or_else(|| within(phrase.end))
            .filter(|_| stop == phrase.end || headed.is_some())
            .or_else(|| (phrase.start + 1..=stop).rev().find_map(within))
            .or_else(|| (phrase.start + 1..=phrase.end).rev().find_map(within));
        if elite && matches!(found, Some("GOV" | "MIL" | "LEG" | "OPP")) {
            Some("ELI")
        } else {
            found
        }
    }

    fn lowered(&self, start: usize, end: usize) -> String {
        let words: Vec<&str> = (start..end).map(|at| self.lower(at)).collect();
        words.join(" ").replace(" 's", "'s")
    }

    /// The actor that a phrase names, by its own words and the place behind it.
    pub(super) fn mention(&self, phrase: &Phrase) -> Mention {
        let role = self.role(phrase);
        let (name, found) = match self.own_name(phrase) {
            Some(name) => (Some(name), Found::Name),
            None => match self.place_behind(phrase).or_else(|| self.apposition(phrase)) {
                Some(name) => (Some(name), Found::Place),
                None => (None, Found::Itself),
            },
        };
        let head = self.lower(phrase.head);
        let many =
            head.ends_with('s') && !head.ends_with("ss") || matches!(head, "police" | "people" | "men" | "troops" | "they" | "women");
        // Names end in an s without being several; peoples are.
        let known = self.names[phrase.head].map(|(name, _)| name.kind);
        let plural = many && (self.tags[phrase.head] != Tag::Name || known == Some(Kind::Demonym));
        let person = name.is_some_and(|name| name.kind == Kind::Person)
            || role.is_some()
                && (phrase.start..phrase.end).any(|at| self.tags[at] == Tag::Name && self.names[at].is_none() && at + 1 == phrase.end);
        Mention {
            start: phrase.start,
            end: phrase.end,
            name: self.reported_name(phrase, name),
            country: name.map(|name| name.country.clone()).unwrap_or_default(),
            sector: self.sector(name, role),
            person,
            plural: plural && !person,
            found,
        }
    }

    /// A person's name wins over the country's; so does an organization's.
    fn reported_name(&self, phrase: &Phrase, name: Option<&Name>) -> String {
        let own_name = self.trailing_name(phrase);
        match name {
            Some(name) if matches!(name.kind, Kind::Person | Kind::Body) => name.canonical.clone(),
            _ if own_name.is_some() => own_name.unwrap_or_default(),
            Some(name) => name.canonical.clone(),
            None => self.written(self.without_article(phrase), phrase.end),
        }
    }

    fn without_article(&self, phrase: &Phrase) -> usize {
        let article = self.tags[phrase.start] == Tag::Determiner && phrase.end > phrase.start + 1;
        if article { phrase.start + 1 } else { phrase.start }
    }

    /// A name that the gazetteer does not have, behind a role: "adviser Yuri Ushakov".
    fn trailing_name(&self, phrase: &Phrase) -> Option<String> {
        let unknown = |at: usize| self.tags[at] == Tag::Name && !self.inside_known(at) && self.lexicon.role(self.lower(at)).is_none();
        let count = (phrase.start..phrase.end).rev().take_while(|at| unknown(*at)).count();
        let start = phrase.end - count;
        let role_before = start > phrase.start && (phrase.start..start).any(|at| self.lexicon.role(self.lower(at)).is_some());
        (count > 0 && count <= 4 && role_before).then(|| self.written(start, phrase.end))
    }

    fn inside_known(&self, at: usize) -> bool {
        (at.saturating_sub(6)..=at).any(|start| self.names[start].is_some_and(|(_, length)| start + length > at))
    }

    fn sector(&self, name: Option<&Name>, role: Option<&'static str>) -> String {
        match (name, role) {
            (Some(name), Some("ELI")) if name.kind != Kind::Body => "ELI".to_owned(),
            // An office that was over is of the past; before it, only the phrase can tell.
            (Some(name), _) if name.kind == Kind::Person && self.year.is_some_and(|year| name.to.is_some_and(|to| to < year)) => {
                "ELI".to_owned()
            }
            (Some(name), Some(role))
                if name.kind == Kind::Person && self.year.is_some_and(|year| name.from.is_some_and(|from| from > year)) =>
            {
                role.to_owned()
            }
            (Some(name), _) if matches!(name.kind, Kind::Body | Kind::Person) && !name.sector.is_empty() => name.sector.clone(),
            // "African Union": the noun is part of the name.
            (Some(name), _) if name.kind == Kind::Body => name.sector.clone(),
            (_, Some(role)) => role.to_owned(),
            (Some(name), None) => name.sector.clone(),
            (None, None) => String::new(),
        }
    }

    /// The name in the phrase that says whose actor it is.
    fn own_name(&self, phrase: &Phrase) -> Option<&'text Name> {
        let all: Vec<(usize, &Name)> = self.hits(phrase.start, phrase.end).collect();
        // "Feliciano Valencia" is no town, and "Kurdish-led Syrian forces" are Syrian.
        let aside = |at: usize, name: &Name| {
            let person = name.kind == Kind::Place && at > phrase.start && self.tags[at - 1] == Tag::Name && !self.inside_known(at - 1);
            person || all.len() > 1 && self.lower(at + 1) == "-led"
        };
        let hits: Vec<(usize, &Name)> = all.iter().copied().filter(|(at, name)| !aside(*at, name)).collect();
        let owner = (phrase.start..phrase.end).find(|at| self.tags[*at] == Tag::Owner);
        let of = (phrase.start..phrase.end).find(|at| self.lower(*at) == "of").unwrap_or(phrase.end);
        let person = hits
            .iter()
            .find(|(at, name)| name.kind == Kind::Person && owner.is_none_or(|owner| *at > owner || of < phrase.end));
        let body = hits
            .iter()
            .find(|(at, name)| name.kind == Kind::Body && *at < of && owner.is_none_or(|owner| *at > owner));
        let before = hits.iter().find(|(at, _)| *at < of);
        // "ethnic Albanians" live elsewhere: the place behind the phrase says where.
        let ethnic = (phrase.start..phrase.end).any(|at| matches!(self.lower(at), "ethnic"));
        if ethnic && let Some(place) = self.place_behind(phrase) {
            return Some(place);
        }
        // "the Albanians of southern Serbia" are Serbia's.
        let people = before.is_some_and(|(at, name)| name.kind == Kind::Demonym && of < phrase.end && *at + 1 == of);
        let home = hits
            .iter()
            .find(|(at, name)| people && *at > of && matches!(name.kind, Kind::Country | Kind::Region));
        // "Chile's Defense Department", "the Brazilian Congress": bodies of that name are in every country.
        let common = |name: &Name| matches!(name.sector.as_str(), "LEG" | "GOV" | "MIL" | "JUD" | "PTY");
        let whose = body.and_then(|(at, name)| {
            let first = hits.first().filter(|(first, _)| *first < *at && common(name))?;
            let near = owner.is_some() || first.0 + 1 == *at;
            (near && first.1.country != name.country && matches!(first.1.kind, Kind::Country | Kind::Demonym)).then_some(first)
        });
        home.or(person)
            .or(whose)
            .or(body)
            .or(before)
            .or(hits.first())
            .map(|(_, name)| *name)
    }

    /// The place that follows a phrase: "students throughout Indonesia", "a group based in Trinidad".
    fn place_behind(&self, phrase: &Phrase) -> Option<&'text Name> {
        let mut at = phrase.end;
        // "gunmen on Sunday in the north of Iraq"
        while self.tag(at) == Tag::Date || self.tag(at) == Tag::Adverb || self.tag(at) == Tag::Preposition && self.tag(at + 1) == Tag::Date
        {
            at += 1;
        }
        if matches!(
            self.lower(at),
            "based" | "operating" | "living" | "held" | "fighting" | "stationed" | "serving"
        ) {
            at += 1;
        }
        if !matches!(
            self.lower(at),
            "in" | "throughout" | "from" | "across" | "near" | "outside" | "inside" | "on" | "at" | "to" | "of" | "for" | "loyal"
        ) {
            return None;
        }
        if self.lower(at + 1) == "of" {
            at += 1;
        }
        let next = self.phrases_from(at + 1)?;
        let place = self.hits(next.0, next.1).find(|(_, name)| name.kind != Kind::Person)?.1;
        Some(place)
    }

    /// "Kenzo Oshima, the United Nations coordinator, demanded": the name in the phrase that explains another.
    fn apposition(&self, phrase: &Phrase) -> Option<&'text Name> {
        let named = self.tags[phrase.end - 1] == Tag::Name && self.tag(phrase.end) == Tag::Comma;
        let (start, end) = self.phrases_from(phrase.end + 1).filter(|_| named)?;
        let role = (start..end).any(|at| self.lexicon.role(self.lower(at)).is_some() || self.lower(at) == "coordinator");
        let closed = matches!(self.lower(end), "," | "." | "of" | "at" | "in");
        if !(role && closed) {
            return None;
        }
        self.hits(start, end).next().map(|(_, name)| name)
    }

    /// Words of the phrase that begins at `at`, also while phrases are being found.
    fn phrases_from(&self, at: usize) -> Option<(usize, usize)> {
        (at < self.tags.len() && self.tags[at].nominal()).then(|| (at, self.phrase_end(at)))
    }

    /// The phrases that a comma or "and" joins to phrase `index`, itself included.
    pub(super) fn joined(&self, index: usize) -> Vec<usize> {
        let mut found = vec![index];
        let mut current = index;
        while let Some(next) = self.phrases.get(current + 1) {
            let gap: Vec<Tag> = (self.phrases[current].end..next.start)
                .map(|at| self.tags[at])
                .filter(|tag| *tag != Tag::Other)
                .collect();
            let last = self.phrases[current].end..next.start;
            let and = last.clone().any(|at| matches!(self.lower(at), "and" | "&"));
            let listed = matches!(gap[..], [Tag::Coordinator] | [Tag::Comma, Tag::Coordinator]) && and;
            let comma = gap == [Tag::Comma] && self.list_goes_on(current + 1);
            if !(listed || comma) || found.len() > 12 {
                break;
            }
            found.push(current + 1);
            current += 1;
        }
        found
    }

    /// After a comma: more phrases follow, the last of them behind "and".
    fn list_goes_on(&self, index: usize) -> bool {
        let mut current = index;
        for _ in 0..8 {
            let Some(next) = self.phrases.get(current + 1) else { return false };
            let gap = self.phrases[current].end..next.start;
            if gap
                .clone()
                .any(|at| matches!(self.tags[at], Tag::Verb(_) | Tag::Preposition | Tag::Be | Tag::Have | Tag::Modal))
            {
                return false;
            }
            if gap.clone().any(|at| self.tags[at] == Tag::Coordinator) {
                return self.mention(&self.phrases[current]).found == Found::Name && self.mention(next).found == Found::Name;
            }
            current += 1;
        }
        false
    }
}

/// The first of two names that a hyphen joins; both begin with capitals.
fn joined_name<'text>(text: &str, token: &Token, gazetteer: &'text Gazetteer, year: Option<u16>) -> Option<(&'text Name, usize)> {
    let word = &text[token.range.clone()];
    let (first, second) = word.split_once('-')?;
    if !(token.capital && second.starts_with(char::is_uppercase)) {
        return None;
    }
    let start = token.range.start;
    let part = tokens(text, start..start + first.len());
    let (name, length) = gazetteer.find(text, &part, 0, year)?;
    (length == part.len()).then_some((name, 1))
}
