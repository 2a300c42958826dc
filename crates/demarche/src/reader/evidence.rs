//! What the reader finds: records, each with the very bytes that it rests on.

use serde::{Deserialize, Serialize};

use super::calendar::Day;
use super::deadline::resolve;

/// One thing that somebody said, did or is said to want, with its passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Evidence {
    /// `name:sentence.number`: unique within one run, and the same in the next one over the same text. A model's numbers begin with `m`.
    pub id: String,
    /// Name of the text.
    pub document: String,
    /// Sentence, counted from one.
    pub sentence: u32,
    /// The passage that the record rests on.
    pub span: Passage,
    /// The word that made the rule fire.
    pub cue: Passage,
    /// Who acts or speaks; several if they act together. Empty: the text does not say.
    pub actor: Vec<Actor>,
    /// What is done, in the reader's own words for classes of verbs: `demand`, `rule out`, `agree`, ...
    pub act: String,
    /// The event in the PLOVER ontology, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plover: Option<Plover>,
    /// What it is in the negotiation, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Who it is addressed to or done to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<Actor>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<Issue>,
    /// Who says so, from the one who is nearest to the fact to the one who prints it. Empty: the text itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attribution: Vec<Attribution>,
    /// In which way it is said.
    pub modality: Modality,
    /// What it is conditional on, in the text's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Passage>,
    /// Until when, if the words say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// The rule that fired.
    pub rule: String,
    /// How much the rule may be trusted: a class of rules, not a probability.
    pub confidence: Band,
    /// `rules`, or `llm:` and the model's name.
    pub method: String,
    /// Id of the record by the other method that says the same, if both have read the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agrees: Option<String>,
}

/// Some bytes of a text, with what they say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Passage {
    /// First byte in the file as it is.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
    /// The words there, with plain quotes and hyphens, on one line.
    pub text: String,
}

/// Somebody who acts, or is acted upon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Actor {
    /// Name of the person, organization or country; else the words of the text.
    pub name: String,
    /// ISO 3166 alpha-3, or IGO, NGO, IMG, MNC; empty if unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// PLOVER sector, such as GOV, MIL, REB; empty if unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sector: String,
    /// Where the text names it.
    pub span: Passage,
    /// How it was found.
    pub found: Resolution,
}

/// How an actor's identity was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Resolution {
    /// By a name that the table of actors has.
    Named,
    /// By the place that the phrase names.
    Place,
    /// By an earlier mention: a title, a surname, a pronoun, "both sides".
    Earlier,
    /// By elimination: the only country of the sentence, or the one in which it happens.
    OnlyCountry,
    /// Not found: the words stand for themselves.
    Unresolved,
}

/// An event in the PLOVER ontology, version 2.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Plover {
    /// AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, REQUEST, ACCUSE, REJECT, THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE or ASSAULT.
    pub event: String,
    /// The mode, where the type has modes and the rule knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// PLOVER contexts that words of the sentence show, in the order of the word list: `military`, `diplomatic`, `legal`, ...
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<String>,
}

/// A time that is set for something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Deadline {
    /// The words: "by Friday".
    pub words: Passage,
    /// The day that they name, in ISO 8601; none if that needs the day of the text and it is not known, or if they name a month or a year as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// What a record is in a negotiation: PLOVER codes events and has no slot for standing positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Wants something of another party.
    Demand,
    /// Wants it before something else.
    Precondition,
    /// Will not give way, by an explicit cue.
    RedLine,
    /// Says no.
    Refusal,
    /// Holds out something.
    Offer,
    /// Puts forward a solution.
    Proposal,
    /// Binds itself.
    Promise,
    /// Means to do something.
    Intention,
    /// Gives way.
    Concession,
    /// Holds out harm.
    Threat,
    /// Sets a time.
    Deadline,
    /// Applies pressure that is in force.
    Pressure,
    /// Says yes.
    Acceptance,
    /// Meets, talks, breaks off talks.
    Process,
    /// Stands between the parties.
    Mediation,
    /// Finds fault.
    Blame,
    /// Takes sides.
    Stance,
    /// Has an interest.
    Interest,
    /// Holds something that counts at the table.
    Leverage,
    /// Sets what is talked about.
    Agenda,
    /// Is expected to do something.
    Forecast,
    /// Argues.
    Argument,
}

/// In which way a record is said. Only the first four kinds can be a party's position without an analyst's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    /// As a fact of the day.
    Asserted,
    /// As something that holds: a position, not an event.
    Standing,
    /// As somebody's words.
    Reported,
    /// On a condition.
    Conditional,
    /// As a plan.
    Planned,
    /// As an intention.
    Intended,
    /// As an expectation.
    Expected,
    /// As hearsay: "is said to".
    Hearsay,
    /// As not having happened.
    Negated,
    /// As long past.
    Past,
    /// As the writer's judgment.
    Assessment,
}

impl Modality {
    /// Whether it is a guess that the thing is said or done at all: a plan, an intention, an expectation, hearsay, a judgment.
    pub(super) fn is_guess(self) -> bool {
        matches!(
            self,
            Modality::Expected | Modality::Intended | Modality::Planned | Modality::Hearsay | Modality::Assessment
        )
    }
}

/// One link of the chain from the fact to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Attribution {
    /// What kind of source.
    pub kind: SourceKind,
    /// The source, in the text's words.
    pub source: String,
    /// The actor that the source is, or belongs to; empty if unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// The word that attributes.
    pub cue: Passage,
}

/// Kinds of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A person by name.
    Named,
    /// Somebody without a name: "a former official", "sources".
    Anonymous,
    /// A party, government or organization.
    Party,
    /// A newspaper, an agency.
    Outlet,
    /// Nobody: "is said to", "reportedly".
    Hearsay,
}

/// What a record is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Issue {
    /// The topic of the word list, if one fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The words of the text.
    pub phrase: Passage,
}

/// Classes of rules by how much they may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// A guess that an analyst must look at: an actor by elimination, a noun without an owner, what only a model says.
    Low,
    /// A frame in a dependent clause, an actor found by an earlier mention, or what a model says and a rule too.
    Medium,
    /// A frame in a main clause with actors by name.
    High,
}

/// A sentence, and whether a rule fired in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Sentence {
    /// Its number, counted from one.
    pub number: u32,
    /// Its place and words.
    pub passage: Passage,
    /// Records that it gave.
    pub records: u32,
    /// If it gave none: what its main verb says, in the sentence's own words, without a meaning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub main: Option<Clause>,
}

/// Who does what to whom, as far as syntax goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Clause {
    /// The subject, or what follows "by".
    pub actor: Vec<Actor>,
    /// The verb as it is written.
    pub verb: Passage,
    /// The first one concerned that names an actor.
    pub target: Vec<Actor>,
}

impl Reading {
    /// The same, with deadlines as seen from the day of the text.
    pub fn as_of(mut self, day: Day) -> Self {
        for deadline in self.evidence.iter_mut().filter_map(|record| record.deadline.as_mut()) {
            deadline.date = resolve(&deadline.words.text, Some(day)).map(|day| day.to_string());
        }
        self
    }
}

/// All that was read in one text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Reading {
    /// Name of the text.
    pub document: String,
    /// Every sentence, also those that gave nothing.
    pub sentences: Vec<Sentence>,
    /// The records, in the order of the text.
    pub evidence: Vec<Evidence>,
    /// Sentences or bytes were left out, because the text is longer than what is read.
    pub cut: bool,
}
