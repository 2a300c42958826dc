//! What a verb comes to with its inner verbs: wrappers, modes, tense, negation, warnings.

use super::super::clause::{Depth, Shape};
use super::super::frame::{Frame, Meaning, best, infinitive};
use super::{Finder, Mood, Sense};

/// Verbs that, denied, refuse what follows: "is not going to", "is not ready to", "is not prepared to".
const UNWILLING: [&str; 4] = ["be", "go", "prepare", "ready"];

impl Finder<'_, '_> {
    /// What verb `index` comes to under `frame`; inner verbs are marked as owned.
    pub(super) fn sense(&mut self, index: usize, frame: &Frame, nested: usize) -> Option<Sense> {
        let inner = infinitive(self.parsed, self.groups, index).or_else(|| self.gerund(index));
        match frame.meaning {
            Meaning::Event(event) => {
                if let Some(gerund) = self.gerund(index) {
                    self.owned[gerund] = true;
                }
                if let Some(inner) = inner
                    && (frame.takes_infinitive() || event.is_some() && self.complements(index))
                {
                    self.own_clause(inner);
                }
                if matches!(event, Some("REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" | "AGREE"))
                    && let Some(child) = self.clause(index)
                {
                    self.own_clause(child);
                }
                Some(Sense {
                    event,
                    mode: self.mode(index, frame),
                    position: frame.position,
                    act: frame.act,
                    mood: Mood::Plain,
                    recipients: frame.recipients.clone(),
                    inner: index,
                })
            }
            Meaning::Silent => {
                if let Some(inner) = inner {
                    self.owned[inner] = true;
                }
                None
            }
            _ => {
                let inner = inner.or_else(|| self.clause(index))?;
                self.owned[inner] = true;
                self.nested(frame, inner, nested)
            }
        }
    }

    /// The inner verb under a wrapper such as "agree to", "plan to", "try to".
    fn nested(&mut self, frame: &Frame, inner: usize, nested: usize) -> Option<Sense> {
        if nested > 4 {
            return None;
        }
        let inner_frame = best(self.parsed, self.groups, inner);
        let found = inner_frame.and_then(|inner_frame| self.sense(inner, inner_frame, nested + 1));
        wrap(frame, found, inner)
    }

    pub(super) fn wrapped(&mut self, frame: &Frame, inner: usize) -> Option<Sense> {
        self.nested(frame, inner, 0)
    }

    /// The infinitive says what the outer verb is about, and is no purpose: "ordered them to leave" against "met to discuss".
    fn complements(&self, index: usize) -> bool {
        let frame = best(self.parsed, self.groups, index);
        frame.is_some_and(|frame| {
            matches!(
                frame.meaning,
                Meaning::Event(Some(
                    "REQUEST" | "REJECT" | "AGREE" | "THREATEN" | "CONCEDE" | "ACCUSE" | "CONSULT" | "PROTEST"
                ))
            )
        })
    }

    /// The mode; a threat has that of what is threatened.
    fn mode(&self, index: usize, frame: &Frame) -> &'static str {
        let told = infinitive(self.parsed, self.groups, index).or_else(|| self.clause(index));
        if frame.meaning == Meaning::Event(Some("REQUEST"))
            && frame.mode == "change"
            && let Some(told) = told
        {
            return self.obliged_mode(told);
        }
        if frame.mode != "inner" {
            return frame.mode;
        }
        let inner = infinitive(self.parsed, self.groups, index);
        let event = inner
            .and_then(|inner| best(self.parsed, self.groups, inner))
            .map(|frame| frame.meaning);
        match event {
            Some(Meaning::Event(Some("ASSAULT"))) => "violence",
            Some(Meaning::Event(Some("SANCTION" | "REJECT"))) => "relations",
            Some(Meaning::Event(Some("COERCE"))) => "restrict",
            _ => "",
        }
    }

    /// Tense and negation.
    pub(super) fn adjusted(&self, index: usize, mut sense: Sense) -> Sense {
        let group = &self.groups[index];
        let modal = group.modal.as_deref();
        let above = self.denied_above(index);
        let doubted = self.doubted(index);
        let negated = group.negated
            || self.groups[sense.inner].negated
            || modal == Some("cannot")
            || above.is_some()
            || self.nobody(index)
            || doubted;
        if negated {
            let wrapper = (sense.inner != index).then_some(index);
            let unwilling = [wrapper, above]
                .into_iter()
                .flatten()
                .any(|outer| UNWILLING.contains(&self.groups[outer].lemma.as_str()));
            let refuses = unwilling || modal.is_some_and(|modal| matches!(modal, "will" | "cannot" | "can" | "would" | "wo" | "could"));
            let yields = matches!(
                sense.event,
                Some("AGREE" | "CONCEDE" | "SUPPORT" | "CONSULT" | "RETREAT" | "AID" | "COOPERATE")
            ) || sense.event.is_none();
            if refuses && yields && !doubted {
                sense.event = Some("REJECT");
                sense.mode = "change";
                sense.position = "refusal";
                sense.act = "refuse";
            } else {
                sense.mood = Mood::Negated;
                sense.event = None;
            }
            return sense;
        }
        // "will withdraw unless ...": what is held back on a condition is a threat.
        let unless = self
            .condition(index, self.content_end(sense.inner))
            .is_some_and(|(from, _)| self.parsed.lower(from) == "unless");
        if group.future() && unless && matches!(sense.event, Some("RETREAT" | "REJECT" | "SANCTION")) {
            sense.event = Some("THREATEN");
        }
        let coming = group.depth == Depth::Subordinate
            && !group.past
            && !group.perfect
            && group
                .opener
                .is_some_and(|at| matches!(self.parsed.lower(at), "when" | "before" | "until" | "once" | "if" | "unless"));
        if (group.future() || coming) && matches!(sense.mood, Mood::Plain) {
            sense.event = future(sense.event);
            sense.mood = Mood::Future;
            sense.position = future_position(sense.event, sense.position);
        }
        sense
    }

    /// "is not going to leave", "is not ready to agree": the verb above an infinitive that is denied.
    pub(super) fn denied_above(&self, index: usize) -> Option<usize> {
        let group = &self.groups[index];
        let above = group.parent.filter(|above| *above < index && group.shape == Shape::Infinitive)?;
        self.groups[above].negated.then_some(above)
    }

    /// "Neither side agreed", "nobody promised".
    fn nobody(&self, index: usize) -> bool {
        self.groups[index].subject.iter().any(|phrase| {
            let start = self.parsed.phrases[*phrase].start;
            let before = start.checked_sub(1).map_or("", |before| self.parsed.lower(before));
            matches!(self.parsed.lower(start), "neither" | "nobody" | "none") || before == "neither"
        })
    }

    /// "It is unlikely that they leave", "doubts that they leave".
    fn doubted(&self, index: usize) -> bool {
        let group = &self.groups[index];
        let Some(that) = self.that(index) else { return false };
        let word = that.checked_sub(1).map_or("", |word| self.parsed.lower(word));
        let above = group.parent.filter(|above| *above < index).map(|above| &self.groups[above]);
        matches!(word, "unlikely" | "doubtful" | "untrue" | "false" | "impossible")
            || above.is_some_and(|above| above.lemma == "doubt" || above.negated && word == "true")
    }

    /// A warning of what others or nature will do is an argument; of what the speaker will do, a threat.
    pub(super) fn argued(&self, index: usize, mut sense: Sense) -> Sense {
        let group = &self.groups[index];
        if group.lemma != "warn" {
            return sense;
        }
        let Some(child) = self.clause(index) else {
            let addressed = self
                .recipients(index, self.content_end(index), &["obj"])
                .iter()
                .any(|phrase| self.parsed.phrases[*phrase].start == group.verb + 1);
            if !addressed {
                sense.event = None;
                sense.mode = "";
                sense.position = "argument";
            }
            return sense;
        };
        let inner = &self.groups[child];
        let own = inner.subject.iter().any(|phrase| {
            matches!(
                self.parsed.lower(self.parsed.phrases[*phrase].start),
                "they" | "we" | "he" | "she" | "it"
            )
        }) && !matches!(
            inner.lemma.as_str(),
            "be" | "set" | "lead" | "cause" | "mean" | "make" | "create" | "bring"
        );
        let hostile = best(self.parsed, self.groups, child).is_some_and(|frame| {
            matches!(
                frame.meaning,
                Meaning::Event(Some(
                    "SANCTION" | "COERCE" | "ASSAULT" | "MOBILIZE" | "REJECT" | "RETREAT" | "PROTEST"
                ))
            )
        });
        let suffers = matches!(inner.lemma.as_str(), "face" | "suffer" | "pay" | "regret");
        if !(own && hostile || suffers) {
            sense.event = None;
            sense.mode = "";
            sense.position = "argument";
        }
        sense
    }
}

/// What a wrapper makes of the inner verb's sense.
fn wrap(frame: &Frame, found: Option<Sense>, inner: usize) -> Option<Sense> {
    let (mood, position) = match frame.meaning {
        Meaning::Inner => return found,
        Meaning::Planned => (Mood::Planned, ""),
        Meaning::Intended => (Mood::Intended, ""),
        Meaning::Expected => (Mood::Expected, ""),
        _ => (Mood::Future, frame.position),
    };
    let Some(mut sense) = found else {
        let promises = frame.meaning == Meaning::Future;
        return Some(Sense {
            event: promises.then_some("AGREE"),
            mode: "",
            position: frame.position,
            act: frame.act,
            mood,
            recipients: frame.recipients.clone(),
            inner,
        });
    };
    sense.event = future(sense.event).or((frame.meaning == Meaning::Future).then_some("AGREE"));
    sense.mood = mood;
    if sense.event == Some("THREATEN") {
        sense.position = "threat";
    } else if !position.is_empty() {
        sense.position = position;
        sense.act = frame.act;
    } else {
        sense.position = future_position(sense.event, sense.position);
    }
    Some(sense)
}

/// PLOVER's rule for what is still to come: cooperation is agreed, harm is threatened; words stay what they are.
fn future(event: Option<&'static str>) -> Option<&'static str> {
    match event? {
        "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "RETREAT" | "CONCEDE" | "AGREE" => Some("AGREE"),
        "SANCTION" | "COERCE" | "ASSAULT" | "MOBILIZE" | "PROTEST" | "THREATEN" => Some("THREATEN"),
        other => Some(other),
    }
}

fn future_position(event: Option<&'static str>, position: &'static str) -> &'static str {
    match (event, position) {
        (Some("THREATEN"), _) => "threat",
        (Some("AGREE"), "concession" | "-" | "" | "stance") => "promise",
        (_, other) => other,
    }
}
