//! From evidence to the draft of a case: parties, issues, demands, refusals and threats, each with its passage.
//!
//! What a record states becomes a line with `kind = "reported"`; what the draft itself guesses - who could do the thing, whose an
//! anonymous act is, what two passages have in common - is `inferred`. Records that are no positions, or whose actor is unknown,
//! become remarks, so that nothing is dropped silently. Numbers are never drafted.
//!
//! Parts: `gather` (records grouped into parties, issues and statements), `given_up` (what a later word takes back), `print` (the text of the case), `into` (what an existing
//! case lacks).

mod gather;
mod given_up;
mod into;
mod print;

use super::document::{Document, Markup};
use super::evidence::{Evidence, Passage, Reading};

pub use into::{Added, additions};

/// A text that was read, and how the case names it.
#[derive(Clone, Copy, Debug)]
pub struct SourceText<'text> {
    /// Id of the source in the case.
    pub id: &'text str,
    /// Title; the file's name if nothing better is known.
    pub title: &'text str,
    /// Where the case finds the file; none for standard input, and for what is not [`quotable`].
    pub file: Option<&'text str>,
    /// The text's bytes.
    pub bytes: &'text [u8],
    /// What was read in it.
    pub reading: &'text Reading,
}

/// A draft: the case's text, and how much of the evidence it uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// The text of the case, in TOML.
    pub text: String,
    /// Lines of the case that rest on records.
    pub lines: usize,
    /// Records that became remarks.
    pub remarks: usize,
}

/// Longest name of an issue, in characters.
const LONGEST_NAME: usize = 60;

/// Issues of one draft; what comes later is remarked upon.
pub const MOST_DRAFTED_ISSUES: usize = 60;

/// Drafts a case from texts; nothing if no record is a position of a known party on something.
///
/// `day` is the day of the case, ISO 8601.
pub fn draft(sources: &[SourceText], day: Option<&str>) -> Option<Drafted> {
    let gathered = gather::gather(sources);
    if gathered.issues.is_empty() {
        return None;
    }
    Some(Drafted {
        lines: gathered.issues.len() + gathered.statements.len() + gathered.levers.len(),
        remarks: gathered.remarks.len(),
        text: print::case(sources, &gathered, day),
    })
}

/// A party of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DraftParty {
    id: String,
    name: String,
    /// Country code, or the name where there is none: what records are matched by.
    key: String,
}

/// An issue of the draft: something that one party could do.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DraftIssue {
    id: String,
    name: String,
    topic: Option<String>,
    /// Who could do it; empty if the text does not say.
    by: Vec<usize>,
    cites: Vec<String>,
    /// Offers and promises that speak of it, and positions on it that were given up later.
    remarks: Vec<String>,
}

/// A stated position.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DraftStatement {
    party: usize,
    /// `demands`, `rejects` or `refuses`.
    verb: &'static str,
    issue: usize,
    inferred: bool,
    cites: Vec<String>,
    speaker: &'static str,
    text: String,
    /// Where it was said last.
    last: given_up::Place,
}

/// A threat against a party.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DraftLever {
    owner: usize,
    on: usize,
    cites: Vec<String>,
    text: String,
}

/// Everything that records gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Gathered {
    parties: Vec<DraftParty>,
    issues: Vec<DraftIssue>,
    statements: Vec<DraftStatement>,
    levers: Vec<DraftLever>,
    remarks: Vec<String>,
    /// What parties take back, in the order of the texts.
    given_up: Vec<given_up::GivenUp>,
}

/// A citation of a passage by its very words.
fn cite(source: &SourceText, passage: &Passage) -> String {
    let range = passage.start as usize..(passage.end as usize).min(source.bytes.len());
    let words = String::from_utf8_lossy(source.bytes.get(range).unwrap_or_default()).into_owned();
    let words = if source.file.is_some() { words } else { passage.text.clone() };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = shortened(&words, 100);
    format!("{}: {}", source.id, words.trim_matches(['"', '\u{201c}', '\u{201d}']))
}

/// The first words, no more than `most` characters.
fn shortened(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let mut kept = String::new();
    for word in words.split(' ') {
        if kept.chars().count() + word.chars().count() + 1 > most {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    kept
}

/// A name as an id: small letters, digits and hyphens.
fn slug(words: &str) -> String {
    const PASSED: [&str; 23] = [
        "the", "a", "an", "to", "of", "its", "his", "her", "their", "on", "in", "for", "with", "that", "and", "or", "any", "all", "some",
        "this", "is", "be", "by",
    ];
    let lower = words.to_lowercase();
    let parts = lower
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty());
    let kept: Vec<&str> = parts.filter(|part| !PASSED.contains(part)).take(4).collect();
    kept.join("-")
}

/// A heading or a sentence that names a record's document and sentence.
fn place(record: &Evidence) -> String {
    format!("sentence {}", record.sentence)
}

/// Whether a case can name the file and find quoted words in it again. Not in a page, whose words stand apart in their bytes; nor in
/// bytes that are no UTF-8, or more than are read, which a case does not take.
pub fn quotable(name: &str, bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok() && Markup::of(name, bytes) != Markup::Html && !Document::new(name, bytes, Markup::Plain).cut()
}
