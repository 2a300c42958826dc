//! Both readers' records side by side: which say the same, which only one of them found.
//!
//! Two records say the same if they are of one sentence, of the same actor and addressee, and the same in the negotiation; where neither
//! is anything there, the same act or event. Both must deny it, or neither; a model may not take for a fact what the rules take for a
//! guess. They must speak of the same thing: two readers cut passages and issues differently, so that these need only overlap.

use super::super::evidence::{Actor, Band, Evidence, Issue, Modality, Passage, Reading};

/// How far two readers agree on the sentences that both have read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Pairs of records that say the same.
    pub both: usize,
    /// Records that only rules gave.
    pub rules: usize,
    /// Records that only the model gave.
    pub model: usize,
}

/// Adds a model's records to a reading, behind those of the rules sentence by sentence.
///
/// Records that say the same name each other (`agrees`), and the model's is no longer of the lowest confidence. `answered` tells of a
/// sentence by its number whether the model has read it: rules' records of others count nowhere. Every record is paired once at most.
pub fn join(reading: &mut Reading, found: Vec<Evidence>, answered: impl Fn(u32) -> bool) -> Agreement {
    let mut agreement = Agreement {
        rules: reading.evidence.iter().filter(|record| answered(record.sentence)).count(),
        ..Agreement::default()
    };
    for mut record in found {
        let from = reading.evidence.partition_point(|known| known.sentence < record.sentence);
        let of_sentence = reading.evidence[from..]
            .iter_mut()
            .take_while(|known| known.sentence == record.sentence);
        let mut free = of_sentence.filter(|known| known.agrees.is_none() && known.method != record.method);
        if let Some(known) = free.find(|known| say_the_same(known, &record)) {
            known.agrees = Some(record.id.clone());
            record.agrees = Some(known.id.clone());
            record.confidence = Band::Medium;
            agreement.both += 1;
            agreement.rules -= 1;
        } else {
            agreement.model += 1;
        }
        if let Some(sentence) = reading.sentences.get_mut((record.sentence as usize).wrapping_sub(1)) {
            sentence.records += 1;
        }
        let end = reading.evidence.partition_point(|known| known.sentence <= record.sentence);
        reading.evidence.insert(end, record);
    }
    agreement
}

fn say_the_same(rules: &Evidence, model: &Evidence) -> bool {
    let alike = match (&rules.position, &model.position) {
        (None, None) => rules.act == model.act || rules.plover.is_some() && event(rules) == event(model),
        (one, other) => one == other,
    };
    let denied = |record: &Evidence| record.modality == Modality::Negated;
    alike
        && denied(rules) == denied(model)
        && (model.modality.is_guess() || !rules.modality.is_guess())
        && share_actor(&rules.actor, &model.actor)
        && (rules.target.is_empty() || model.target.is_empty() || share_actor(&rules.target, &model.target))
        && about_the_same(rules, model)
}

/// Whether the passages overlap, and so do the words for the act or what it is about.
fn about_the_same(rules: &Evidence, model: &Evidence) -> bool {
    let same_act = overlap(&rules.cue, &model.cue);
    let same_thing = match (&rules.issue, &model.issue) {
        // "refused to release the prisoners": who takes "release" for the act speaks of something within what is refused.
        (Some(known), Some(said)) => {
            (overlap(&known.phrase, &said.phrase) || same_topic(known, said)) && (same_act || !overlap(&known.phrase, &model.cue))
        }
        // A position on something is not confirmed by one on nothing.
        (None, Some(_)) => same_act && model.position.is_none(),
        (_, None) => same_act,
    };
    overlap(&rules.span, &model.span) && same_thing
}

fn same_topic(one: &Issue, other: &Issue) -> bool {
    one.topic.is_some() && one.topic == other.topic
}

fn overlap(one: &Passage, other: &Passage) -> bool {
    one.start < other.end && other.start < one.end
}

fn event(record: &Evidence) -> Option<&str> {
    record.plover.as_ref().map(|plover| plover.event.as_str())
}

/// Whether somebody acts in both, or nobody does in either.
fn share_actor(ones: &[Actor], others: &[Actor]) -> bool {
    let same = |one: &Actor, other: &Actor| {
        if one.country.is_empty() && other.country.is_empty() {
            one.name.eq_ignore_ascii_case(&other.name)
        } else {
            one.country == other.country
        }
    };
    ones.is_empty() && others.is_empty() || ones.iter().any(|one| others.iter().any(|other| same(one, other)))
}
