//! A negotiation from scratch whose parties score each issue: the common shape of most formats, and how it becomes a case.
//!
//! A party's worth of a deal is the sum over issues of its weight times the score of the issue's value, plus what combinations of values
//! add, plus a constant. Numbers keep their digits; an issue with a single value is no issue, and what it is worth becomes the constant.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::draft::{Agreement, Draft, DraftIssue, DraftParty, DraftStatement, DraftValues, Evidence, Section, Verb};
use super::exact::{Number, about, along, decimal, show};
use super::fault::{Faults, Place};
use super::names::{Ids, shorts};
use super::{Format, Loss};
use crate::case::ReadLimits;
use crate::diagnostic::Diagnostic;

/// Values of an issue that a case takes.
pub(super) const MOST_VALUES: usize = 10_000;

/// A scenario.
#[derive(Debug)]
pub(super) struct Scenario {
    /// The format.
    pub(super) format: Format,
    /// Its name.
    pub(super) title: String,
    /// Remarks on how it was read.
    pub(super) remarks: Vec<String>,
    /// The files: name for an id, and title.
    pub(super) files: Vec<(String, String)>,
    /// Which file declares the issues.
    pub(super) domain: usize,
    /// What is negotiated.
    pub(super) topics: Vec<Topic>,
    /// The parties.
    pub(super) profiles: Vec<Profile>,
    /// Who must agree, from the parties' ids.
    pub(super) agreement: Option<AgreementOf>,
    /// Why the parties' scales compare; `None` where they do not.
    pub(super) scales: Option<String>,
    /// What could not be carried over.
    pub(super) losses: Vec<Loss>,
}

/// Who must agree, by positions of parties.
#[derive(Clone, Debug)]
pub(super) enum AgreementOf {
    /// All of the first, and at least so many of all; `true` if the file says so.
    AllOfAndSome(Vec<usize>, usize, String, bool),
    /// A weighted vote: quota, weights, and why.
    Quota(String, Vec<String>, String),
}

/// An issue.
#[derive(Clone, Debug)]
pub(super) struct Topic {
    /// Its name.
    pub(super) name: String,
    /// What it can be.
    pub(super) domain: Domain,
    /// A remark for the reader.
    pub(super) remark: Option<String>,
}

/// What an issue can be.
#[derive(Clone, Debug)]
pub(super) enum Domain {
    /// Names.
    Listed(Vec<String>),
    /// Numbers.
    Grid(Grid),
}

/// Numbers at equal distances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    /// The lowest.
    pub(super) low: BigRational,
    /// The highest.
    pub(super) high: BigRational,
    /// The distance; not 0.
    pub(super) step: BigRational,
}

impl Grid {
    /// The numbers, at most as many as a case takes.
    pub(super) fn points(&self) -> impl Iterator<Item = BigRational> + '_ {
        let mut next = self.low.clone();
        std::iter::from_fn(move || {
            (next <= self.high).then(|| {
                let after = &next + &self.step;
                std::mem::replace(&mut next, after)
            })
        })
        .take(MOST_VALUES)
    }
}

impl Domain {
    /// How many values it has, at most.
    pub(super) fn len(&self) -> usize {
        match self {
            Domain::Listed(values) => values.len(),
            Domain::Grid(grid) => grid.points().count(),
        }
    }
}

/// A party.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    /// Its name.
    pub(super) name: String,
    /// Which file speaks of it.
    pub(super) file: usize,
    /// Where its reservation value stands, or else its profile.
    pub(super) place: Place,
    /// By issue: the weight, if one is written.
    pub(super) weights: Vec<Option<Number>>,
    /// By issue: what its values are worth.
    pub(super) worths: Vec<Worth>,
    /// What combinations add.
    pub(super) terms: Vec<(Vec<Condition>, bool, Number)>,
    /// What every deal is worth beside.
    pub(super) constant: BigRational,
    /// The value of no deal.
    pub(super) reservation: Reservation,
    /// Remarks for the reader.
    pub(super) remarks: Vec<String>,
}

/// A condition on one issue.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    /// Issue and value, by position.
    Is(usize, usize),
    /// A numeric issue, from and to, both included.
    Between(usize, Number, Number),
    /// A numeric issue, from and to, neither included.
    Inside(usize, Number, Number),
}

/// What the values of an issue are worth to a party.
#[derive(Clone, Debug)]
pub(super) enum Worth {
    /// Nothing is said.
    Unsaid,
    /// By value; `None` where nothing is said.
    Scores(Vec<Option<Number>>),
    /// Along a line through points; for numeric issues.
    Line(Vec<(BigRational, BigRational)>),
}

/// The value of no deal.
#[derive(Clone, Debug)]
pub(super) enum Reservation {
    /// As written.
    Stated(Number),
    /// Computed from what is written; why.
    Computed(Number, String),
    /// By a convention of the format; why.
    Convention(Number, String),
    /// Any deal is as good: the least worth; why.
    Least(String),
    /// Unknown.
    Unknown,
}

impl Profile {
    /// A party of whom nothing is said yet.
    pub(super) fn new(name: impl Into<String>, file: usize, place: Place, topics: usize) -> Self {
        Profile {
            name: name.into(),
            file,
            place,
            weights: vec![None; topics],
            worths: vec![Worth::Unsaid; topics],
            terms: Vec::new(),
            constant: BigRational::zero(),
            reservation: Reservation::Unknown,
            remarks: Vec::new(),
        }
    }

    /// The weight of an issue: 1 where none is written.
    fn weight(&self, topic: usize) -> BigRational {
        self.weights[topic]
            .as_ref()
            .map_or_else(BigRational::one, |weight| weight.value.clone())
    }

    /// What each value of an issue adds.
    fn added(&self, topic: usize, domain: &Domain) -> Vec<BigRational> {
        let weight = self.weight(topic);
        match (&self.worths[topic], domain) {
            (Worth::Unsaid, _) => Vec::new(),
            (Worth::Scores(scores), _) => scores
                .iter()
                .map(|score| score.as_ref().map_or_else(BigRational::zero, |score| &weight * &score.value))
                .collect(),
            (Worth::Line(points), Domain::Grid(grid)) => grid.points().map(|x| &weight * along(points, &x)).collect(),
            (Worth::Line(_), Domain::Listed(_)) => Vec::new(),
        }
    }

    /// The least and the greatest worth of a deal; bounds where combinations add something.
    pub(super) fn bounds(&self, topics: &[Topic]) -> (BigRational, BigRational) {
        let (mut least, mut greatest) = (self.constant.clone(), self.constant.clone());
        for (position, topic) in topics.iter().enumerate() {
            let added = self.added(position, &topic.domain);
            if let (Some(low), Some(high)) = (added.iter().min(), added.iter().max()) {
                least += low;
                greatest += high;
            }
        }
        for (.., worth) in &self.terms {
            let side = if worth.value.is_negative() { &mut least } else { &mut greatest };
            *side += &worth.value;
        }
        (least, greatest)
    }
}

/// Names that the case has for the scenario's things.
struct Named {
    sources: Vec<String>,
    parties: Vec<String>,
    issues: Vec<String>,
    values: Vec<Vec<String>>,
}

/// The scenario as a case; `None` if it has more issues or parties than a case takes.
pub(super) fn draft(scenario: &Scenario, faults: &mut Faults) -> Option<Draft> {
    let limits = ReadLimits::default();
    let counts = [
        ("issues", scenario.topics.len(), limits.issues),
        ("parties", scenario.profiles.len(), limits.parties),
    ];
    if let Some((what, count, most)) = counts.into_iter().find(|(_, count, most)| count > most) {
        let message = format!("the files have {count} {what}, and a case takes at most {most}");
        faults.error(Diagnostic::error("import-unsupported", message));
        return None;
    }
    let mut ids = Ids::default();
    let sources: Vec<String> = scenario.files.iter().map(|(name, _)| ids.take(name, "file")).collect();
    let mut ids = Ids::default();
    let parties = scenario.profiles.iter().map(|profile| ids.take(&profile.name, "party")).collect();
    let mut ids = Ids::default();
    let issues = scenario.topics.iter().map(|topic| ids.take(&topic.name, "issue")).collect();
    let values = scenario.topics.iter().map(value_ids).collect();
    let named = Named {
        sources,
        parties,
        issues,
        values,
    };
    let names: Vec<String> = scenario.profiles.iter().map(|profile| profile.name.clone()).collect();
    let declared = names.iter().zip(&named.parties).zip(shorts(&names));
    let mut losses = scenario.losses.clone();
    for topic in scenario.topics.iter().filter(|topic| topic.domain.len() < 2) {
        losses.push(Loss::new(format!(
            "`{}` has a single value and is no issue; what it is worth is kept as a constant",
            topic.name
        )));
    }
    Some(Draft {
        format: scenario.format,
        title: scenario.title.clone(),
        remarks: scenario.remarks.clone(),
        from_nothing: true,
        sources: named
            .sources
            .iter()
            .cloned()
            .zip(scenario.files.iter().map(|(_, title)| title.clone()))
            .collect(),
        parties: declared
            .map(|((name, id), short)| DraftParty {
                id: id.clone(),
                name: name.clone(),
                short,
            })
            .collect(),
        issue_remarks: Vec::new(),
        issues: draft_issues(scenario, &named),
        never: Vec::new(),
        agreement: scenario.agreement.as_ref().map(|rule| agreement(rule, &named, scenario.domain)),
        scales: scenario.scales.clone().map(Evidence::assumed),
        coalitions: Vec::new(),
        sections: scenario
            .profiles
            .iter()
            .zip(&named.parties)
            .map(|(profile, id)| section(scenario, profile, id, &named, faults))
            .collect(),
        losses,
    })
}

fn value_ids(topic: &Topic) -> Vec<String> {
    match &topic.domain {
        Domain::Grid(_) => Vec::new(),
        Domain::Listed(values) => {
            let mut ids = Ids::default();
            values.iter().map(|value| ids.take(value, "value")).collect()
        }
    }
}

/// In how many issues each value stands, whatever its capital letters.
fn shares(topics: &[Topic]) -> BTreeMap<String, usize> {
    let mut shares = BTreeMap::new();
    for topic in topics {
        if let Domain::Listed(values) = &topic.domain {
            let own: BTreeSet<String> = values.iter().map(|value| value.to_lowercase()).collect();
            for value in own {
                *shares.entry(value).or_insert(0) += 1;
            }
        }
    }
    shares
}

/// Labels that can stand in a list of terms: the value itself where it speaks for itself, else with the issue before it.
fn labels(shares: &BTreeMap<String, usize>, topic: &Topic, values: &[String]) -> Vec<String> {
    let prefix = format!("{}: ", topic.name);
    values
        .iter()
        .map(|value| {
            let speaks = value.chars().filter(|letter| letter.is_alphabetic()).count() >= 4
                && Number::parse(value).is_none()
                && shares.get(&value.to_lowercase()).is_none_or(|count| *count < 2)
                && !value.starts_with(&prefix);
            if speaks { value.clone() } else { format!("{prefix}{value}") }
        })
        .collect()
}

fn draft_issues(scenario: &Scenario, named: &Named) -> Vec<DraftIssue> {
    let mut issues = Vec::new();
    let shares = shares(&scenario.topics);
    for (position, topic) in scenario.topics.iter().enumerate() {
        if topic.domain.len() < 2 {
            continue;
        }
        let values = match &topic.domain {
            Domain::Grid(grid) => DraftValues::Grid(toml(&grid.low), toml(&grid.high), toml(&grid.step)),
            Domain::Listed(values) => {
                DraftValues::Listed(named.values[position].iter().cloned().zip(labels(&shares, topic, values)).collect())
            }
        };
        issues.push(DraftIssue {
            id: named.issues[position].clone(),
            name: topic.name.clone(),
            values,
            control: None,
            evidence: Evidence::reported(&named.sources[scenario.domain]),
            remark: topic.remark.clone(),
        });
    }
    issues
}

fn toml(value: &BigRational) -> String {
    Number::of(value.clone()).toml()
}

fn agreement(rule: &AgreementOf, named: &Named, file: usize) -> (Agreement, Evidence) {
    match rule {
        AgreementOf::AllOfAndSome(vetoes, least, text, is_said) => {
            let mut parts: Vec<String> = vetoes.iter().map(|party| named.parties[*party].clone()).collect();
            parts.push(format!("{least} of {}", named.parties.join(", ")));
            let evidence = if *is_said {
                Evidence {
                    text: text.clone(),
                    ..Evidence::reported(&named.sources[file])
                }
            } else {
                Evidence::assumed(text.clone())
            };
            (Agreement::Rule(parts.join(" and ")), evidence)
        }
        AgreementOf::Quota(quota, weights, text) => {
            let weights = named.parties.iter().cloned().zip(weights.iter().cloned()).collect();
            (Agreement::Quota(quota.clone(), weights), Evidence::assumed(text.clone()))
        }
    }
}

fn section(scenario: &Scenario, profile: &Profile, id: &str, named: &Named, faults: &mut Faults) -> Section {
    let source = &named.sources[profile.file];
    let mut statements = Vec::new();
    let mut say = |verb, evidence| {
        statements.push(DraftStatement {
            party: id.to_owned(),
            verb,
            evidence,
        });
    };
    let mut constant = profile.constant.clone();
    for (position, topic) in scenario.topics.iter().enumerate() {
        if topic.domain.len() < 2 {
            constant += profile.added(position, &topic.domain).into_iter().sum::<BigRational>();
            continue;
        }
        let terms = terms(profile, position, topic, named);
        if !terms.is_empty() {
            let weight = profile.weights[position].as_ref().map(Number::toml);
            say(Verb::Value(weight, terms), Evidence::reported(source));
        }
    }
    let combined: Vec<(String, String)> = profile
        .terms
        .iter()
        .map(|(conditions, holds, worth)| (combination(conditions, *holds, named), worth.toml()))
        .collect();
    for (formulas, worths) in merged(combined) {
        say(
            Verb::Value(None, formulas.into_iter().zip(worths).collect()),
            Evidence::reported(source),
        );
    }
    if !constant.is_zero() {
        let terms = vec![("true".to_owned(), toml(&constant))];
        say(Verb::Value(None, terms), Evidence::reported(source));
    }
    if let Some((value, evidence)) = reservation(scenario, profile, source, faults) {
        say(Verb::Reservation(value.toml()), evidence);
    }
    Section {
        title: profile.name.clone(),
        remarks: profile.remarks.clone(),
        statements,
    }
}

fn terms(profile: &Profile, position: usize, topic: &Topic, named: &Named) -> Vec<(String, String)> {
    let issue = &named.issues[position];
    match (&profile.worths[position], &topic.domain) {
        (Worth::Unsaid, _) | (Worth::Line(_), Domain::Listed(_)) => Vec::new(),
        (Worth::Line(points), Domain::Grid(_)) => {
            let points: Vec<String> = points.iter().map(|(x, y)| format!("[{}, {}]", toml(x), toml(y))).collect();
            vec![(issue.clone(), format!("[{}]", points.join(", ")))]
        }
        (Worth::Scores(scores), domain) => {
            let values: Vec<String> = match domain {
                Domain::Listed(_) => named.values[position].clone(),
                Domain::Grid(grid) => grid.points().map(|point| show(&point)).collect(),
            };
            values
                .iter()
                .zip(scores)
                .filter_map(|(value, score)| Some((format!("{issue} = {value}"), score.as_ref()?.toml())))
                .collect()
        }
    }
}

fn combination(conditions: &[Condition], holds: bool, named: &Named) -> String {
    let parts: Vec<String> = conditions
        .iter()
        .map(|condition| match condition {
            Condition::Is(topic, value) => format!("{} = {}", named.issues[*topic], named.values[*topic][*value]),
            Condition::Between(topic, low, high) => range(&named.issues[*topic], (">=", low), ("<=", high)),
            Condition::Inside(topic, low, high) => range(&named.issues[*topic], (">", low), ("<", high)),
        })
        .collect();
    let joined = if parts.is_empty() { "true".to_owned() } else { parts.join(" and ") };
    if holds { joined } else { format!("not ({joined})") }
}

fn range(issue: &str, (above, low): (&str, &Number), (below, high): (&str, &Number)) -> String {
    match (decimal(&low.value), decimal(&high.value)) {
        (Some(low), Some(high)) => format!("{issue} {above} {low} and {issue} {below} {high}"),
        _ => "false".to_owned(),
    }
}

/// Terms in as few tables as needed: a table holds a formula once, and the same combination may be scored twice.
fn merged(terms: Vec<(String, String)>) -> Vec<(Vec<String>, Vec<String>)> {
    let mut tables: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for (formula, worth) in terms {
        let next = seen.entry(formula.clone()).or_insert(0);
        if *next == tables.len() {
            tables.push((Vec::new(), Vec::new()));
        }
        tables[*next].0.push(formula);
        tables[*next].1.push(worth);
        *next += 1;
    }
    tables
}

/// The value of no deal and what stands behind it; a question where it can bind nobody, or bars everything.
fn reservation(scenario: &Scenario, profile: &Profile, source: &str, faults: &mut Faults) -> Option<(Number, Evidence)> {
    let (least, greatest) = profile.bounds(&scenario.topics);
    let (value, evidence) = match &profile.reservation {
        Reservation::Unknown => return None,
        Reservation::Least(text) => return Some((Number::of(least), Evidence::inferred(source, text.clone()))),
        Reservation::Stated(value) => (value.clone(), Evidence::reported(source)),
        Reservation::Computed(value, text) | Reservation::Convention(value, text) => {
            (value.clone(), Evidence::inferred(source, text.clone()))
        }
    };
    // 0 is what most files have for want of anything better: that it binds nobody is no news.
    let is_news = !value.value.is_zero() || value.value > greatest;
    let (name, shown) = (&profile.name, &value.text);
    let question = if value.value > greatest {
        let most = about(&greatest);
        format!("the reservation value {shown} of `{name}` is above the worth of every deal, which is at most {most}: it refuses all")
    } else if value.value <= least {
        let least = about(&least);
        format!("the reservation value {shown} of `{name}` cannot bind: every deal is worth {least} or more to it")
    } else {
        return Some((value, evidence));
    };
    let span = crate::span::Span::new(profile.place.file, profile.place.range.clone());
    if is_news {
        faults.warning(Diagnostic::warning("reservation-not-binding", question).at(span, ""));
    } else {
        faults.warning(Diagnostic::note("reservation-not-binding", question));
    }
    Some((value, evidence))
}
