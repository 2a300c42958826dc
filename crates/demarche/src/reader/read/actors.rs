//! Who acts in a record and whom it concerns: mentions resolved, and what is left over by elimination.

use super::super::act::{Act, Doer};
use super::super::attribution::Source;
use super::super::phrase::{Found, Mention, Phrase};
use super::super::tag::Tag;
use super::{Page, owner, without_repeats};

impl Page<'_> {
    /// The one whose words the clause is, if it is a party and no outlet.
    pub(super) fn speaker(&self, sources: &[Source], cue: usize) -> Vec<Mention> {
        let source = sources.iter().find(|source| !source.hearsay && !source.phrases.is_empty());
        source
            .map(|source| self.resolved(&source.phrases, &[]))
            .or_else(|| self.parsed.voice(cue).map(<[Mention]>::to_vec))
            .unwrap_or_default()
    }

    pub(super) fn resolved(&self, phrases: &[usize], own: &[Mention]) -> Vec<Mention> {
        let all: Vec<Mention> = phrases
            .iter()
            .flat_map(|phrase| self.memory.resolve(self.parsed, &self.parsed.phrases[*phrase], own))
            .collect();
        without_repeats(&all)
    }

    pub(super) fn actors(&self, act: &Act, speaker: &[Mention], sources: &[Source]) -> Vec<Mention> {
        let found = match &act.doer {
            Doer::Phrases(phrases) => self.resolved(phrases, speaker),
            Doer::Speaker => speaker.to_vec(),
            Doer::Owner(phrase) => {
                let owner = owner(self.parsed, *phrase);
                if owner.is_empty() { self.resolved(&[*phrase], &[]) } else { owner }
            }
        };
        let found = self.at_home(found, sources);
        let unknown = found.iter().all(|mention| mention.country.is_empty());
        // "The talks would focus on trade": what cannot act is said by somebody who can.
        if unknown && !speaker.is_empty() && !found.iter().any(|mention| !mention.sector.is_empty() || mention.person) {
            return speaker.to_vec();
        }
        if found.is_empty() {
            return self.authority(act);
        }
        if unknown { self.only_country(found, sources) } else { found }
    }

    /// An actor without a country in a sentence with one; sources do not count.
    fn only_country(&self, mut found: Vec<Mention>, sources: &[Source]) -> Vec<Mention> {
        let Some(first) = found.first_mut() else { return found };
        let named = self.parsed.tag(first.end - 1) == Tag::Name;
        if first.sector.is_empty() && !first.person && !named {
            return found;
        }
        let speaks = |at: usize| {
            sources.iter().flat_map(|source| &source.phrases).any(|phrase| {
                let phrase = &self.parsed.phrases[*phrase];
                phrase.start <= at && at < phrase.end
            })
        };
        let mut countries: Vec<&str> = Vec::new();
        for (at, name) in self.parsed.names.iter().enumerate() {
            if let Some((name, _)) = name
                && !speaks(at)
                && !countries.contains(&name.country.as_str())
            {
                countries.push(&name.country);
            }
        }
        let place = || self.scene(sources).map(|mention| mention.country);
        let country = if let [only] = countries[..] {
            Some(only.to_owned())
        } else {
            place()
        };
        if let Some(country) = country {
            first.country = country;
            first.found = Found::Sentence;
        }
        found
    }

    /// "Ethnic Turks began a strike in Sweden": people of an ethnic group act where they live.
    fn at_home(&self, mut found: Vec<Mention>, sources: &[Source]) -> Vec<Mention> {
        for mention in &mut found {
            let ethnic = (mention.start..mention.end).any(|at| self.parsed.lower(at) == "ethnic");
            if ethnic
                && mention.found == Found::Name
                && let Some(scene) = self.scene(sources)
            {
                mention.country = scene.country;
                mention.found = Found::Place;
            }
        }
        found
    }

    /// Where it happens: the first country or town that a preposition of place governs.
    fn scene(&self, sources: &[Source]) -> Option<Mention> {
        let source = |phrase: &Phrase| {
            sources
                .iter()
                .flat_map(|source| &source.phrases)
                .any(|other| &self.parsed.phrases[*other] == phrase)
        };
        let places = self.parsed.phrases.iter().filter(|phrase| {
            let preposition = phrase.preposition.map(|at| self.parsed.lower(at));
            matches!(
                preposition,
                Some("in" | "near" | "outside" | "at" | "across" | "throughout" | "inside")
            ) && !source(phrase)
        });
        places
            .map(|phrase| self.parsed.mention(phrase))
            .find(|mention| !mention.country.is_empty() && !mention.person)
    }

    /// Whose act it is when nobody is named and it takes an authority: the country in which it happens.
    fn authority(&self, act: &Act) -> Vec<Mention> {
        let official = matches!(act.event, Some("COERCE" | "SANCTION"))
            && matches!(
                act.act,
                "arrest" | "convict" | "sentence" | "deport" | "expel" | "charge" | "fine" | "put under arrest" | "impose a curfew"
            );
        if !official {
            return Vec::new();
        }
        let place = self.parsed.phrases.iter().find(|phrase| {
            phrase.start > act.cue && phrase.start < act.span.1 + 4 && phrase.preposition.is_some_and(|at| self.parsed.lower(at) == "in")
        });
        let mention = place
            .map(|phrase| self.parsed.mention(phrase))
            .filter(|mention| !mention.country.is_empty());
        mention
            .map(|mention| Mention {
                found: Found::Sentence,
                ..mention
            })
            .into_iter()
            .collect()
    }

    pub(super) fn targets(&self, act: &Act, actors: &[Mention]) -> Vec<Mention> {
        let found = self.resolved(&act.targets, actors);
        found
            .into_iter()
            .filter(|mention| actors.iter().all(|actor| actor.start != mention.start || actor.elsewhere.is_some()))
            .collect()
    }
}
