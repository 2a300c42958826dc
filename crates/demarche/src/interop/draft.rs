//! A case that is about to be written: what every format is brought to, and what [`super::write`] lays out.

use super::{Format, Loss};

/// A case, in the words of a case file.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where it comes from.
    pub(super) format: Format,
    /// The title.
    pub(super) title: String,
    /// Remarks that stand above everything, one paragraph each.
    pub(super) remarks: Vec<String>,
    /// Whether nothing holds today (`start = "nothing"`).
    pub(super) from_nothing: bool,
    /// The files: id and title.
    pub(super) sources: Vec<(String, String)>,
    /// The parties.
    pub(super) parties: Vec<DraftParty>,
    /// Remarks above the issues.
    pub(super) issue_remarks: Vec<String>,
    /// The issues.
    pub(super) issues: Vec<DraftIssue>,
    /// Infeasible combinations.
    pub(super) never: Vec<(String, Evidence)>,
    /// Who must agree.
    pub(super) agreement: Option<(Agreement, Evidence)>,
    /// That the scales of the parties compare.
    pub(super) scales: Option<Evidence>,
    /// Parties that act together: name and members.
    pub(super) coalitions: Vec<(String, Vec<String>, Evidence)>,
    /// What is said about preferences: one section a party.
    pub(super) sections: Vec<Section>,
    /// What could not be carried over.
    pub(super) losses: Vec<Loss>,
}

/// A party.
#[derive(Clone, Debug)]
pub(super) struct DraftParty {
    /// The name in formulas.
    pub(super) id: String,
    /// The name in sentences.
    pub(super) name: String,
    /// The name in tight tables.
    pub(super) short: String,
}

/// An issue.
#[derive(Clone, Debug)]
pub(super) struct DraftIssue {
    /// The name in formulas.
    pub(super) id: String,
    /// The name in sentences.
    pub(super) name: String,
    /// What it can be.
    pub(super) values: DraftValues,
    /// Who can change it, if anybody can.
    pub(super) control: Option<Control>,
    /// What stands behind it.
    pub(super) evidence: Evidence,
    /// A remark above it.
    pub(super) remark: Option<String>,
}

/// What an issue can be.
#[derive(Clone, Debug)]
pub(super) enum DraftValues {
    /// `no` and `yes`.
    YesNo,
    /// Ids and labels.
    Listed(Vec<(String, String)>),
    /// Numbers: lowest, highest and step, as written.
    Grid(String, String, String),
}

/// Who can change an issue, and what holds today.
#[derive(Clone, Debug)]
pub(super) struct Control {
    /// Consent formula over parties.
    pub(super) by: String,
    /// Which of the two changes is possible.
    pub(super) direction: Direction,
    /// Whether the second value holds today.
    pub(super) holds: bool,
}

/// Which changes of a yes/no issue are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// There and back.
    Both,
    /// It can be taken and not withdrawn.
    Forward,
    /// It can be withdrawn and not taken.
    Back,
}

/// Who must agree.
#[derive(Clone, Debug)]
pub(super) enum Agreement {
    /// A consent formula.
    Rule(String),
    /// A weighted vote: quota, and the parties' weights.
    Quota(String, Vec<(String, String)>),
}

/// What stands behind a line.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    /// `reported`, `inferred` or `assumed`.
    pub(super) kind: &'static str,
    /// Sources.
    pub(super) cites: Vec<String>,
    /// The reason; may be empty.
    pub(super) text: String,
}

impl Evidence {
    /// The file says so.
    pub(super) fn reported(source: &str) -> Self {
        Evidence {
            kind: "reported",
            cites: vec![source.to_owned()],
            text: String::new(),
        }
    }

    /// It follows from the file by a convention of its format.
    pub(super) fn inferred(source: &str, text: impl Into<String>) -> Self {
        Evidence {
            kind: "inferred",
            cites: vec![source.to_owned()],
            text: text.into(),
        }
    }

    /// We suppose it.
    pub(super) fn assumed(text: impl Into<String>) -> Self {
        Evidence {
            kind: "assumed",
            cites: Vec::new(),
            text: text.into(),
        }
    }
}

/// What is said about one party.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    /// Whose.
    pub(super) title: String,
    /// Remarks, one paragraph each.
    pub(super) remarks: Vec<String>,
    /// The lines.
    pub(super) statements: Vec<DraftStatement>,
}

/// One line about preferences.
#[derive(Clone, Debug)]
pub(super) struct DraftStatement {
    /// The party's id.
    pub(super) party: String,
    /// What it says.
    pub(super) verb: Verb,
    /// What stands behind it.
    pub(super) evidence: Evidence,
}

/// What a line says. Numbers are written as TOML takes them.
#[derive(Clone, Debug)]
pub(super) enum Verb {
    /// A weight, and what each formula is worth.
    Value(Option<String>, Vec<(String, String)>),
    /// The value of no deal.
    Reservation(String),
    /// Formulas, most important first.
    Priority(Vec<String>),
    /// Formulas, best first; those in one list tie.
    Ranking(Vec<Vec<String>>),
}
