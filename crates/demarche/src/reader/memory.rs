//! Who was spoken of before: what titles, surnames, pronouns and possessives stand for.
//!
//! In the order in which they are tried: a surname stands for its full name; a title for its holder seen in the text; `he` and `his`
//! for the last subject of matching number and kind, before any nearer name; "the two leaders" for the last pair; "the union" for the
//! last one of its kind. What remains is left unresolved, and the record says so.

use super::phrase::{Found, Mention, Parsed, Phrase};
use super::tag::Tag;

/// Mentions that are remembered; older ones are forgotten.
const MOST_MENTIONS: usize = 64;

/// The mentions of a text so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    mentions: Vec<Remembered>,
    /// Subjects of main clauses, the last one last.
    subjects: Vec<Vec<Mention>>,
    /// Two of different countries that were spoken of together, the last ones last.
    pairs: Vec<Vec<Mention>>,
}

#[derive(Clone, Debug)]
struct Remembered {
    mention: Mention,
    /// The noun that the phrase was about: `union`, `minister`.
    head: String,
}

/// What a pronoun asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Person,
    Thing,
    Plural,
}

fn wanted(word: &str) -> Option<Wanted> {
    match word {
        "he" | "she" | "him" | "his" | "her" | "himself" | "herself" => Some(Wanted::Person),
        "it" | "its" | "itself" => Some(Wanted::Thing),
        "they" | "their" | "them" | "themselves" => Some(Wanted::Plural),
        _ => None,
    }
}

/// In a quotation these are the speaker, or the speaker's side.
fn first_person(word: &str) -> bool {
    matches!(word, "i" | "me" | "my" | "myself" | "we" | "us" | "our" | "ourselves")
}

impl Memory {
    /// The actors that a phrase stands for, in the light of what came before.
    pub(super) fn resolve(&self, parsed: &Parsed, phrase: &Phrase, own: &[Mention]) -> Vec<Mention> {
        let here = |mention: &Mention, found: Found| Mention {
            start: phrase.start,
            end: phrase.end,
            found,
            elsewhere: None,
            ..mention.clone()
        };
        let first = parsed.lower(phrase.start);
        let voice = parsed.voice(phrase.start).filter(|_| first_person(first));
        if parsed.tag(phrase.start) == Tag::Pronoun {
            let found = voice
                .map(<[Mention]>::to_vec)
                .or_else(|| wanted(first).map(|wanted| self.subject(wanted, own)))
                .unwrap_or_default();
            return found.iter().map(|mention| here(mention, Found::Earlier)).collect();
        }
        let mention = parsed.mention(phrase);
        if mention.found == Found::Name {
            return vec![self.full_name(&mention).map_or(mention.clone(), |known| here(&known, Found::Name))];
        }
        if let Some(pair) = self.pair(parsed, phrase) {
            return pair.iter().map(|mention| here(mention, Found::Earlier)).collect();
        }
        if let Some(known) = self.full_name(&mention) {
            return vec![here(&known, Found::Earlier)];
        }
        if parsed.tag(phrase.start) == Tag::Possessive
            && let Some(owner) = voice
                .map(<[Mention]>::to_vec)
                .or_else(|| wanted(first).map(|wanted| self.subject(wanted, own)))
                .unwrap_or_default()
                .first()
        {
            // "his adviser" is of his country; "his first visit" is nobody.
            if mention.sector.is_empty() && !mention.person {
                return vec![mention];
            }
            let country = owner.country.clone();
            return vec![Mention {
                country,
                found: Found::Earlier,
                ..mention
            }];
        }
        if mention.found == Found::Itself
            && let Some(known) = self.same_kind(parsed, phrase)
        {
            return vec![here(&known, Found::Earlier)];
        }
        vec![mention]
    }

    /// The last subject of the kind that a pronoun asks for; subjects of the same sentence come last of all, for its own verb.
    fn subject(&self, wanted: Wanted, own: &[Mention]) -> Vec<Mention> {
        let fits = |mentions: &&Vec<Mention>| match wanted {
            Wanted::Plural => mentions.len() > 1 || mentions.iter().any(|mention| mention.plural),
            Wanted::Person => mentions.len() == 1 && mentions[0].person,
            Wanted::Thing => {
                mentions.len() == 1
                    && !mentions[0].person
                    && !mentions[0].plural
                    && (!mentions[0].country.is_empty() || !mentions[0].sector.is_empty())
            }
        };
        let own = own.to_vec();
        if !own.is_empty() && fits(&&own) {
            return own;
        }
        let loose = !own.is_empty() && wanted == Wanted::Plural || wanted == Wanted::Person && own.len() == 1 && !own[0].sector.is_empty();
        match self.subjects.iter().rev().take(4).find(fits) {
            Some(found) if !loose => found.clone(),
            Some(found) if own.is_empty() => found.clone(),
            _ => own,
        }
    }

    /// "the two leaders", "both sides": the last two of a kind.
    fn pair(&self, parsed: &Parsed, phrase: &Phrase) -> Option<Vec<Mention>> {
        let two = (phrase.start..phrase.end).any(|at| matches!(parsed.lower(at), "both" | "two"));
        let head = parsed.lower(phrase.head);
        let people = matches!(head, "leaders" | "presidents" | "men" | "ministers");
        let things = matches!(
            head,
            "sides" | "countries" | "parties" | "nations" | "governments" | "states" | "delegations" | "neighbors" | "neighbours"
        );
        if !(two && people || things && (two || parsed.lower(phrase.start) == "the")) {
            return None;
        }
        let known = self
            .pairs
            .iter()
            .rev()
            .find(|pair| !people || pair.iter().all(|mention| mention.person));
        let here = parsed
            .phrases
            .iter()
            .filter(|other| other.end <= phrase.start)
            .rev()
            .map(|other| parsed.mention(other));
        let near: Vec<Mention> = here.filter(|mention| mention.found == Found::Name).collect();
        if let Some(known) = known.filter(|_| near.len() < 2) {
            return Some(known.clone());
        }
        let mut found: Vec<Mention> = Vec::new();
        for mention in near.iter().chain(self.mentions.iter().rev().map(|remembered| &remembered.mention)) {
            let fits =
                !mention.country.is_empty() && (!people || mention.person) && found.iter().all(|known| known.country != mention.country);
            if fits {
                found.insert(0, mention.clone());
            }
            if found.len() == 2 {
                return Some(found);
            }
        }
        None
    }

    /// A surname alone, for the full name seen before.
    fn full_name(&self, mention: &Mention) -> Option<Mention> {
        let last = mention.name.rsplit(' ').next()?;
        if !last.starts_with(char::is_uppercase) || mention.found == Found::Name && !mention.person {
            return None;
        }
        let known = self.mentions.iter().rev().map(|remembered| &remembered.mention).find(|known| {
            known.person && !known.country.is_empty() && known.name != mention.name && known.name.ends_with(&format!(" {last}"))
        });
        known.cloned()
    }

    /// "the union", "those rebels": the last one with the same noun.
    fn same_kind(&self, parsed: &Parsed, phrase: &Phrase) -> Option<Mention> {
        if !matches!(parsed.lower(phrase.start), "the" | "that" | "those" | "this" | "these") {
            return None;
        }
        let head = parsed.lower(phrase.head);
        let known = self
            .mentions
            .iter()
            .rev()
            .find(|remembered| remembered.head == head && remembered.mention.found <= Found::Earlier);
        known
            .filter(|known| !known.mention.country.is_empty())
            .map(|known| known.mention.clone())
    }

    /// Remembers the mentions of a sentence.
    pub(super) fn note(&mut self, parsed: &Parsed, phrase: &Phrase, mentions: &[Mention]) {
        if mentions.len() == 2 {
            self.note_pair(mentions);
        }
        for mention in mentions {
            if mention.country.is_empty() || parsed.tag(phrase.start) == Tag::Pronoun {
                continue;
            }
            self.mentions.push(Remembered {
                mention: mention.clone(),
                head: parsed.lower(phrase.head).to_owned(),
            });
        }
        if self.mentions.len() > 2 * MOST_MENTIONS {
            self.mentions.drain(..MOST_MENTIONS);
        }
    }

    /// Remembers two that were spoken of together.
    pub(super) fn note_pair(&mut self, mentions: &[Mention]) {
        let apart = mentions.len() == 2 && (mentions[0].country != mentions[1].country || mentions[0].country.is_empty());
        if apart {
            self.pairs.push(mentions.to_vec());
        }
        if self.pairs.len() > 8 {
            self.pairs.remove(0);
        }
    }

    /// Remembers the subject of a main clause.
    pub(super) fn note_subject(&mut self, mentions: &[Mention]) {
        if mentions.len() == 2 {
            self.note_pair(mentions);
        }
        if mentions
            .iter()
            .any(|mention| !mention.country.is_empty() || mention.person || !mention.sector.is_empty())
        {
            self.subjects.push(mentions.to_vec());
        }
        if self.subjects.len() > 2 * MOST_MENTIONS {
            self.subjects.drain(..MOST_MENTIONS);
        }
    }
}
