//! Which actor a noun phrase names: by its own words, the place behind it, or a phrase that explains it.

use super::super::gazetteer::{Kind, Name};
use super::super::tag::Tag;
use super::{Found, Mention, Parsed, Phrase};

impl<'text> Parsed<'text> {
    /// The names within words `start..end`.
    fn hits(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, &'text Name)> + '_ {
        (start..end).filter_map(|at| self.names[at].map(|(name, _)| (at, name)))
    }

    /// The sector of the phrase's head: the longest run of words ending there that names a role.
    pub(in crate::reader) fn role(&self, phrase: &Phrase) -> Option<&'static str> {
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
    pub(in crate::reader) fn mention(&self, phrase: &Phrase) -> Mention {
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
            elsewhere: None,
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
}
