//! The nouns of a case.

use schemars::JsonSchema;
use serde::Serialize;

use crate::case::Formula;
use crate::index::{IssueId, PartyId, SourceId, StatementId, Table};
use crate::rational::Rational;
use crate::span::Span;

/// Everything that the case files say.
#[derive(Clone, Debug)]
pub struct Case {
    /// The case's title.
    pub title: String,
    /// A sentence or two for the reader; may be empty.
    pub summary: String,
    /// The day the case speaks of, ISO 8601.
    pub as_of: Option<String>,
    /// How stated positions are read.
    pub positions: Positions,
    /// Where the negotiation starts.
    pub start: Start,
    /// Unit of prices, for later printing, e.g. `million`.
    pub money: Option<String>,
    /// Who can act, value and sign.
    pub parties: Table<PartyId, Party>,
    /// What is talked about.
    pub issues: Table<IssueId, Issue>,
    /// Combinations that cannot occur.
    pub never: Vec<Never>,
    /// States that follow when nothing is signed; empty when the case declares none (then the status quo is taken, as an assumption).
    pub no_deal: Vec<NoDealState>,
    /// Who must agree at the declared table; `None` means everybody.
    pub agreement: Option<Agreement>,
    /// The line that says that the parties' scales can be compared and added (rung L4), if one does.
    pub comparable: Option<StatementId>,
    /// Groups of parties that might act together, beside the signatories of each deal.
    pub coalitions: Vec<Coalition>,
    /// What parties believe where the case says otherwise.
    pub views: Vec<View>,
    /// States that the analyst asks about by name.
    pub goals: Vec<Goal>,
    /// What can be paid.
    pub payables: Vec<Payable>,
    /// What may be tried to tip a deal.
    pub levers: Vec<Lever>,
    /// Where statements come from.
    pub sources: Table<SourceId, Source>,
    /// Every line with its evidence: structure and preferences.
    pub statements: Table<StatementId, Statement>,
}

/// How a stated position is read: as a preference that does not compensate, or as an opening that binds nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Positions {
    /// `demands` as `requires`, `rejects` as `refuses`.
    RedLines,
    /// `demands` and `rejects` bind nobody.
    Openings,
    /// Both readings, side by side.
    Both,
}

/// Where a negotiation starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// From today's state: a value for every issue.
    Today,
    /// From nothing: no combination of values holds, and each is a deal.
    Nothing,
}

/// Whose agreement makes a deal of the declared table.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// The rule.
    pub rule: Consent<PartyId>,
    /// The line that says so.
    pub statement: StatementId,
}

/// One who can move, sign, pay and value.
#[derive(Clone, Debug)]
pub struct Party {
    /// The name in formulas and commands.
    pub id: String,
    /// The name in sentences.
    pub name: String,
    /// Two to four letters for tight tables; the upper-case id when none is given.
    pub short: String,
    /// At the table.
    pub seat: bool,
    /// What an issue on which no statement of the party speaks means for its preferences.
    pub silence: Silence,
    /// Constituencies: they only value and vote.
    pub constituencies: Vec<Constituency>,
    /// Who must ratify; `None` means that no vote is needed.
    pub ratification: Option<Ballot>,
    /// Where the party is declared.
    pub span: Span,
}

/// What silence on an issue means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Silence {
    /// The literature's conventions: nothing beyond a ranking, a priority list or a score sheet matters; comparisons alone leave
    /// the rest unknown.
    ByForm,
    /// The party does not care.
    Indifferent,
    /// Nothing is known.
    Unknown,
}

/// A body inside a party that must consent.
#[derive(Clone, Debug)]
pub struct Constituency {
    /// The name in formulas, without the party.
    pub id: String,
    /// The name in sentences.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
}

/// A monotone formula over members: who, together, can do a thing. `M` is a party or a constituency's position in its party.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Consent<M> {
    /// This member alone.
    One(M),
    /// All of them.
    All(Vec<Consent<M>>),
    /// Any of them.
    Any(Vec<Consent<M>>),
    /// At least `k` of them.
    AtLeast(u32, Vec<Consent<M>>),
    /// Members whose weights sum to at least the quota; weights are not negative.
    Weighted(Rational, Vec<(M, Rational)>),
    /// Nobody can.
    Nobody,
    /// Events outside anybody's control.
    Nature,
}

/// A ratification rule over the constituencies' positions in their party.
pub type Ballot = Consent<u32>;

impl<M: Copy + Ord> Consent<M> {
    /// Whether the members for which `has` is true suffice. Nobody and nature are nobody's to command.
    pub fn holds(&self, has: &impl Fn(M) -> bool) -> bool {
        match self {
            Consent::One(member) => has(*member),
            Consent::All(parts) => parts.iter().all(|part| part.holds(has)),
            Consent::Any(parts) => parts.iter().any(|part| part.holds(has)),
            Consent::AtLeast(k, parts) => parts.iter().filter(|part| part.holds(has)).count() >= *k as usize,
            Consent::Weighted(quota, weights) => {
                let sum = |sum: Rational, (_, weight): &(M, Rational)| &sum + weight;
                weights.iter().filter(|(member, _)| has(*member)).fold(Rational::zero(), sum) >= *quota
            }
            Consent::Nobody | Consent::Nature => false,
        }
    }

    /// The members named, ascending, each once.
    pub fn members(&self) -> Vec<M> {
        fn collect<M: Copy>(consent: &Consent<M>, into: &mut Vec<M>) {
            match consent {
                Consent::One(member) => into.push(*member),
                Consent::All(parts) | Consent::Any(parts) | Consent::AtLeast(_, parts) => {
                    for part in parts {
                        collect(part, into);
                    }
                }
                Consent::Weighted(_, weights) => into.extend(weights.iter().map(|(member, _)| *member)),
                Consent::Nobody | Consent::Nature => {}
            }
        }
        let mut members = Vec::new();
        collect(self, &mut members);
        members.sort_unstable();
        members.dedup();
        members
    }
}

/// What is talked about: a finite list of values, the way in which they change, and by whom.
#[derive(Clone, Debug)]
pub struct Issue {
    /// The name in formulas.
    pub id: String,
    /// The name in tables and sentences, e.g. `ceasefire`.
    pub name: String,
    /// The question that it answers; may be empty.
    pub question: String,
    /// At least two values.
    pub values: Vec<IssueValue>,
    /// Whether `<` and the like are allowed: the values ascend in the listed order.
    pub ordered: bool,
    /// The values as numbers, if they are points of a grid.
    pub grid: Option<Grid>,
    /// Whether the two values are ends between which any split is possible (Adjusted Winner).
    pub divisible: bool,
    /// Position of the value that holds today; of no meaning where the negotiation starts from nothing.
    pub status_quo: u32,
    /// Which value can become which other, and by whom; none where the negotiation starts from nothing.
    pub changes: Vec<Change>,
    /// Who can settle the issue, where the negotiation starts from nothing; `None` where it starts from today.
    pub settled_by: Option<Consent<PartyId>>,
    /// The line that says who controls the issue.
    pub statement: StatementId,
    /// Where the issue is declared.
    pub span: Span,
}

/// The numbers that the values of an issue stand for, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// One for each value.
    pub numbers: Vec<Rational>,
    /// What they count, e.g. `million`; may be empty.
    pub unit: String,
}

/// One value of an issue.
#[derive(Clone, Debug)]
pub struct IssueValue {
    /// The name in formulas, e.g. `yes`.
    pub id: String,
    /// What a state with this value has, for labels: `ceasefire`, `no ceasefire`, `land: keep`.
    pub label: String,
}

/// A change of one issue that somebody can bring about.
#[derive(Clone, Debug)]
pub struct Change {
    /// Position of the value before.
    pub from: u32,
    /// Position of the value after.
    pub to: u32,
    /// Who can bring it about.
    pub by: Consent<PartyId>,
    /// Only in states where this holds (read in the state before the change).
    pub when: Option<Formula>,
    /// Whether nobody wrote this change down: the default reverse move, by the same controller.
    pub default_reverse: bool,
}

/// A combination that cannot occur.
#[derive(Clone, Debug)]
pub struct Never {
    /// The formula that no feasible state satisfies.
    pub formula: Formula,
    /// The formula as written.
    pub text: String,
    /// The line that says so.
    pub statement: StatementId,
}

/// A state that follows when nothing is signed: a value for every issue.
#[derive(Clone, Debug)]
pub struct NoDealState {
    /// Value positions by issue.
    pub values: Vec<u32>,
    /// The line that says so.
    pub statement: StatementId,
    /// Where it is written.
    pub span: Span,
}

/// Parties that might act together.
#[derive(Clone, Debug)]
pub struct Coalition {
    /// Its name; the members' names when none is given.
    pub name: String,
    /// Members, ascending, at least two.
    pub members: Vec<PartyId>,
    /// The line that says so.
    pub statement: StatementId,
}

/// A party's own picture of the case (first-level hypergame: Bennett 1980; Wang, Hipel & Fraser 1988): it acts on this, whatever is so.
#[derive(Clone, Debug)]
pub struct View {
    /// Whose picture.
    pub party: PartyId,
    /// Lines on preferences that it does not believe, ascending.
    pub without: Vec<StatementId>,
    /// Issues that it does not see: in its picture they stay as they are today.
    pub unaware: Vec<IssueId>,
    /// The line that says so. What the party believes instead are the lines with [`Content::Believed`].
    pub statement: StatementId,
}

/// Something that the analyst asks about by name, e.g. "a ceasefire".
#[derive(Clone, Debug)]
pub struct Goal {
    /// The name in sentences.
    pub name: String,
    /// The states meant.
    pub formula: Formula,
    /// The formula as written.
    pub text: String,
}

/// What can be paid.
#[derive(Clone, Debug)]
pub struct Payable {
    /// Its name.
    pub name: String,
    /// Who pays.
    pub payer: PartyId,
    /// The most that can be paid, if limited.
    pub budget: Option<Rational>,
    /// Value of one unit to each party that values it.
    pub worth: Vec<(PartyId, Interval)>,
    /// The line that says so.
    pub statement: StatementId,
}

/// What may be tried to tip a deal.
#[derive(Clone, Debug)]
pub struct Lever {
    /// `pay`, `package`, `threat`, `guarantee`, `condition`, `sequence` or `seat`.
    pub kind: LeverKind,
    /// Who can pull it.
    pub owner: PartyId,
    /// Whom it bears on.
    pub on: Option<PartyId>,
    /// In which states it applies: a guarantee's breaches, a condition's breach.
    pub when: Option<Said>,
    /// One value of one issue: what is added to a package, what lapses under a condition, what follows instead of no deal under a threat, what is handed over in parts.
    pub term: Option<(IssueId, u32)>,
    /// The name of what is paid.
    pub payable: Option<String>,
    /// What a threat or a guarantee, or breaking off a sequence, costs the one it bears on, on that one's own scale.
    pub size: Option<Interval>,
    /// What the owner has from carrying it out when it falls due, and from not doing so.
    pub duty: Option<Duty>,
    /// The line that says so.
    pub statement: StatementId,
}

/// What the owner of a threat or a promise has when it falls due, on its own scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// From carrying it out.
    pub executing: Interval,
    /// From not doing so, before what that costs with those who watch.
    pub backing_down: Interval,
    /// What backing down costs with those who watch (Fearon 1994).
    pub audience_cost: Interval,
}

/// The kinds of lever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LeverKind {
    /// A payment.
    Pay,
    /// An issue that the owner controls, put into the package.
    Package,
    /// A change of the no-deal state.
    Threat,
    /// A penalty on whoever deviates.
    Guarantee,
    /// A term that lapses on breach.
    Condition,
    /// A step handed over in parts.
    Sequence,
    /// A party or an issue added or dropped.
    Seat,
}

/// A closed interval of exact numbers; a single number where both ends agree.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Interval {
    /// The least value.
    pub low: Rational,
    /// The greatest value.
    pub high: Rational,
}

impl Interval {
    /// A single number.
    pub fn exact(value: Rational) -> Self {
        Interval {
            low: value.clone(),
            high: value,
        }
    }

    /// Whether it is a single number.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }
}

/// Where statements come from.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name in citations.
    pub id: String,
    /// Title.
    pub title: String,
    /// Author or outlet; may be empty.
    pub author: String,
    /// Day of publication, ISO 8601.
    pub date: Option<String>,
    /// A public address; may be empty.
    pub url: String,
    /// Admiralty code, e.g. `B2`: reliability A-F, credibility 1-6.
    pub grade: Option<Grade>,
    /// The text's file, as written, and whether it was found and read.
    pub file: Option<SourceFile>,
    /// Where the source is declared.
    pub span: Span,
}

/// A source's own text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as written.
    pub path: String,
    /// The sentences, in order, if the file could be read.
    pub sentences: Option<Vec<String>>,
}

/// Admiralty (NATO) grade: how reliable the source usually is, and how credible this item is; the two are judged independently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade {
    /// `A` (completely reliable) to `E` (unreliable), `F` (cannot be judged).
    pub reliability: char,
    /// 1 (confirmed) to 5 (improbable), 6 (cannot be judged).
    pub credibility: u8,
}

/// What stands behind a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A source says so.
    Reported,
    /// The analyst concludes it from what a source says.
    Inferred,
    /// The analyst supposes it.
    Assumed,
}

/// Whose words a report relays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Speaker {
    /// The party about itself.
    Own,
    /// An opponent about the party.
    Opponent,
    /// A third party, e.g. the reporter.
    ThirdParty,
    /// Somebody unnamed.
    Anonymous,
}

/// A citation: a source and the passage in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// The passage.
    pub passage: Passage,
    /// Where it is written.
    pub span: Span,
}

/// Which part of a source is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// The source as a whole.
    Whole,
    /// Sentences `first..=last`, counted from 1.
    Sentences(u32, u32),
    /// These words.
    Quote(String),
}

/// One line of the case with its evidence.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The name in findings; made from the party and the verb (`ru.demands.1`) or the structure (`issue.c`) when none is given.
    pub id: String,
    /// What stands behind it.
    pub kind: Kind,
    /// Whether the analyst wrote the kind down; a line without kind and citation is `assumed`.
    pub kind_given: bool,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// A grade of this item, where it differs from its source's.
    pub grade: Option<Grade>,
    /// Whose words.
    pub speaker: Option<Speaker>,
    /// When it was said, ISO 8601.
    pub date: Option<String>,
    /// How far the analyst trusts it, 0 to 1: with probability 1 - c it is dropped, never negated.
    pub confidence: Option<Rational>,
    /// The analyst's paraphrase or reason; may be empty.
    pub text: String,
    /// What it says.
    pub content: Content,
    /// Where it is written.
    pub span: Span,
}

/// Who holds a preference: a party, or one of its constituencies (by position).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder {
    /// The party.
    pub party: PartyId,
    /// Its constituency, if the statement is about one.
    pub constituency: Option<u32>,
}

impl Holder {
    /// The party itself.
    pub fn itself(party: PartyId) -> Self {
        Holder { party, constituency: None }
    }

    /// One of its constituencies, by position.
    pub fn inside(party: PartyId, constituency: u32) -> Self {
        Holder {
            party,
            constituency: Some(constituency),
        }
    }
}

/// What a line says.
#[derive(Clone, Debug)]
pub enum Content {
    /// Who controls an issue.
    Control(IssueId),
    /// What is infeasible (position in [`Case::never`]).
    Never(usize),
    /// What no deal means.
    NoDeal,
    /// Who must agree at the declared table.
    Agreement,
    /// That the parties' scales can be compared and added.
    Comparable,
    /// Who might act together (position in [`Case::coalitions`]).
    Coalition(usize),
    /// What can be paid (position in [`Case::payables`]).
    Payable(usize),
    /// What may be tried (position in [`Case::levers`]).
    Lever(usize),
    /// That a party has a picture of its own (position in [`Case::views`]).
    View(usize),
    /// What is so in that picture only (position in [`Case::views`]): a line on preferences that counts nowhere else.
    Believed(usize, Box<Content>),
    /// All else equal, states with `better` (and not `worse`) are preferred to states with `worse` (and not `better`).
    Prefers(Holder, Said, Said),
    /// The party does not care how this issue ends.
    Indifferent(Holder, IssueId),
    /// A stated position: it demands this.
    Demands(Holder, Said),
    /// A stated position: it rejects this.
    Rejects(Holder, Said),
    /// A red line: no state with this is acceptable, whatever else it brings.
    Refuses(Holder, Said),
    /// A red line: only states with this are acceptable.
    Requires(Holder, Said),
    /// States with this are acceptable.
    Accepts(Holder, Said),
    /// Most important first: earlier formulas dominate (option prioritization).
    Priority(Holder, Vec<Said>),
    /// Cardinal: what each formula is worth where it is true.
    Value(Holder, Worth),
    /// Cardinal: what no deal is worth, on the scale of the party's values.
    Reservation(Holder, Interval),
    /// Explicit ranking, best first; states in one group tie. Each formula takes the states that no earlier one took.
    Ranking(Holder, Vec<Vec<Said>>),
}

impl Content {
    /// Whose preference the line is about; `None` for structure.
    pub fn holder(&self) -> Option<Holder> {
        match self {
            Content::Control(_)
            | Content::Never(_)
            | Content::NoDeal
            | Content::Agreement
            | Content::Comparable
            | Content::Coalition(_)
            | Content::Payable(_)
            | Content::Lever(_)
            | Content::View(_)
            | Content::Believed(..) => None,
            Content::Prefers(holder, ..)
            | Content::Indifferent(holder, ..)
            | Content::Demands(holder, ..)
            | Content::Rejects(holder, ..)
            | Content::Refuses(holder, ..)
            | Content::Requires(holder, ..)
            | Content::Accepts(holder, ..)
            | Content::Priority(holder, ..)
            | Content::Value(holder, ..)
            | Content::Reservation(holder, ..)
            | Content::Ranking(holder, ..) => Some(*holder),
        }
    }
}

impl Content {
    /// The same line about another holder; structure stays as it is.
    pub fn held_by(&self, holder: Holder) -> Content {
        let mut content = self.clone();
        match &mut content {
            Content::Control(_)
            | Content::Never(_)
            | Content::NoDeal
            | Content::Agreement
            | Content::Comparable
            | Content::Coalition(_)
            | Content::Payable(_)
            | Content::Lever(_)
            | Content::View(_)
            | Content::Believed(..) => {}
            Content::Prefers(held, ..)
            | Content::Indifferent(held, ..)
            | Content::Demands(held, ..)
            | Content::Rejects(held, ..)
            | Content::Refuses(held, ..)
            | Content::Requires(held, ..)
            | Content::Accepts(held, ..)
            | Content::Priority(held, ..)
            | Content::Value(held, ..)
            | Content::Reservation(held, ..)
            | Content::Ranking(held, ..) => *held = holder,
        }
        content
    }
}

/// A formula with the words and the place it was written in.
#[derive(Clone, Debug)]
pub struct Said {
    /// What it says.
    pub formula: Formula,
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// What a party's values add up from: terms, each times a weight.
#[derive(Clone, Debug)]
pub struct Worth {
    /// Every term is multiplied by this.
    pub weight: Rational,
    /// The terms.
    pub terms: Vec<Term>,
}

/// One summand of a party's values.
#[derive(Clone, Debug)]
pub enum Term {
    /// What a formula is worth where it is true.
    Formula(Said, Interval),
    /// What each number of an issue is worth: piecewise linear through the points, constant outside; the numbers ascend.
    Curve(Said, IssueId, Vec<(Rational, Rational)>),
}

impl Term {
    /// The condition as written; for a curve it is always true, and its text is the issue's name.
    pub fn said(&self) -> &Said {
        match self {
            Term::Formula(said, _) | Term::Curve(said, ..) => said,
        }
    }

    /// The issues that the term mentions, ascending, each once.
    pub fn issues(&self) -> Vec<IssueId> {
        match self {
            Term::Formula(said, _) => said.formula.issues(),
            Term::Curve(_, issue, _) => vec![*issue],
        }
    }
}

impl Worth {
    /// Formulas with what each is worth, weights included: a curve is one formula for each number of its issue.
    pub fn spelled_out(&self, issues: &Table<IssueId, Issue>) -> Vec<(Formula, Interval)> {
        self.terms.iter().flat_map(|term| term.spelled_out(&self.weight, issues)).collect()
    }
}

impl Term {
    /// Formulas with what each is worth times `weight`: one, or for a curve one for each number of its issue.
    pub fn spelled_out(&self, weight: &Rational, issues: &Table<IssueId, Issue>) -> Vec<(Formula, Interval)> {
        match self {
            Term::Formula(said, interval) => {
                let (one, other) = (&interval.low * weight, &interval.high * weight);
                let (low, high) = if one <= other { (one, other) } else { (other, one) };
                vec![(said.formula.clone(), Interval { low, high })]
            }
            Term::Curve(_, issue, points) => {
                let numbers = issues[*issue].grid.iter().flat_map(|grid| &grid.numbers);
                let worth = |number: &Rational| Interval::exact(&on_curve(points, number) * weight);
                (0u32..)
                    .zip(numbers)
                    .map(|(value, number)| (Formula::In(*issue, vec![value]), worth(number)))
                    .collect()
            }
        }
    }
}

/// The height of a piecewise linear curve at `x`; 0 without points.
fn on_curve(points: &[(Rational, Rational)], x: &Rational) -> Rational {
    let after = points.partition_point(|(at, _)| at <= x);
    let before = after.checked_sub(1).and_then(|index| points.get(index));
    match (before, points.get(after)) {
        (Some((left, low)), Some((right, high))) => {
            let share = (x - left).checked_div(&(right - left)).unwrap_or_else(Rational::zero);
            low + &(&share * &(high - low))
        }
        (Some((_, end)), None) | (None, Some((_, end))) => end.clone(),
        (None, None) => Rational::zero(),
    }
}
