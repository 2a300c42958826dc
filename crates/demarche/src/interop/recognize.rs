//! Which format a file has, by its content; its name only decides between YAML and a table.

use super::csv::{self, Sheet};
use super::exact::Number;
use super::fault::{Faults, Place};
use super::names::{file_name, stem};
use super::tree::{Data, Node};
use super::{Foreign, Format, json, xml, yaml};
use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Files, Span};

/// Bytes of one file, whatever the program's own limit is.
const MOST_BYTES: usize = 64 << 20;

/// A file that was recognized.
pub(super) struct Document {
    /// The file.
    pub(super) file: FileId,
    /// Its name.
    pub(super) name: String,
    /// What it is.
    pub(super) kind: Kind,
    /// What is in it; XML is read where it is used, since it borrows the text.
    pub(super) content: Content,
}

impl Document {
    /// The tree of a JSON or YAML file.
    pub(super) fn tree(&self) -> Option<&Node> {
        match &self.content {
            Content::Tree(node) => Some(node),
            _ => None,
        }
    }

    /// The cells of a table.
    pub(super) fn sheet(&self) -> Option<&Sheet> {
        match &self.content {
            Content::Sheet(sheet) => Some(sheet),
            _ => None,
        }
    }

    /// The start of the file, for faults of the whole.
    pub(super) fn place(&self) -> Place {
        Place {
            file: self.file,
            range: 0..0,
        }
    }

    /// The files of one kind.
    pub(super) fn of(documents: &[Document], kind: Kind) -> impl Iterator<Item = &Document> {
        documents.iter().filter(move |document| document.kind == kind)
    }

    /// The one file of a kind; a fault if there are several.
    pub(super) fn only<'d>(documents: &'d [Document], kind: Kind, what: &str, faults: &mut Faults) -> Option<&'d Document> {
        let mut found = Document::of(documents, kind);
        let first = found.next();
        if let (Some(first), Some(second)) = (first, found.next()) {
            let message = format!("`{}` and `{}` both are {what}", first.name, second.name);
            faults.error(Diagnostic::error("import-mixed-formats", message).help("import the files of one scenario at a time"));
        }
        first
    }
}

/// What is in a file.
pub(super) enum Content {
    /// XML.
    Xml,
    /// JSON or YAML.
    Tree(Node),
    /// A table.
    Sheet(Sheet),
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// GENIUS: the issues.
    GeniusDomain,
    /// GENIUS: a party.
    GeniusProfile,
    /// GeniusWeb: the issues.
    GeniusWebDomain,
    /// GeniusWeb: a party.
    GeniusWebProfile,
    /// NegMAS: the issues.
    NegmasDomain,
    /// NegMAS: a party.
    NegmasUfun,
    /// NegMAS: everything in one file.
    NegmasScenario,
    /// A scoring-sheet game.
    ScoringSheet,
    /// KTAB's actors.
    Ktab,
    /// A table of scores.
    CsvSheet,
    /// A GMCR+ save file.
    Gmcr,
    /// Beside a scenario: statistics and the like.
    Aside,
}

impl Kind {
    fn format(self) -> Option<Format> {
        Some(match self {
            Kind::GeniusDomain | Kind::GeniusProfile => Format::Genius,
            Kind::GeniusWebDomain | Kind::GeniusWebProfile => Format::GeniusWeb,
            Kind::NegmasDomain | Kind::NegmasUfun | Kind::NegmasScenario => Format::Negmas,
            Kind::ScoringSheet => Format::ScoringSheet,
            Kind::Ktab => Format::Ktab,
            Kind::CsvSheet => Format::CsvSheet,
            Kind::Gmcr => Format::Gmcr,
            Kind::Aside => return None,
        })
    }
}

/// Whether a file has one of the formats.
pub(super) fn is_foreign(foreign: &Foreign) -> bool {
    let mut files = Files::new();
    let mut faults = Faults::default();
    document(foreign, &mut files, &mut faults).is_some_and(|document| document.kind != Kind::Aside)
}

/// Whether a file has one of the formats, or is damaged so that it cannot be told: not if it can be read and is something else.
pub(super) fn may_be_foreign(foreign: &Foreign) -> bool {
    let mut files = Files::new();
    let mut faults = Faults::default();
    match document(foreign, &mut files, &mut faults) {
        Some(document) => document.kind != Kind::Aside,
        None => faults.errors.iter().any(|fault| fault.code != UNKNOWN),
    }
}

/// The code of the fault that a file is of no known format.
const UNKNOWN: &str = "import-unknown-format";

/// The files, recognized, and the one format that they have.
pub(super) fn documents(foreign: &[Foreign], files: &mut Files, faults: &mut Faults) -> Option<(Format, Vec<Document>)> {
    let documents: Vec<Document> = foreign.iter().filter_map(|foreign| document(foreign, files, faults)).collect();
    let mut format = None;
    for document in &documents {
        let Some(found) = document.kind.format() else { continue };
        let (first, name) = *format.get_or_insert((found, document.name.as_str()));
        if first != found {
            let message = format!("`{name}` is {}, and `{}` is {}", first.name(), document.name, found.name());
            faults.error(Diagnostic::error("import-mixed-formats", message).help("import the files of one scenario at a time"));
            return None;
        }
    }
    if format.is_none() && faults.errors.is_empty() {
        faults.missing("there is nothing to import", "name the files of one scenario");
    }
    Some((format?.0, documents))
}

fn document(foreign: &Foreign, files: &mut Files, faults: &mut Faults) -> Option<Document> {
    let name = foreign.name.clone();
    let text = match decoded(&foreign.bytes) {
        Ok(text) => text,
        Err((message, help)) => {
            faults.error(Diagnostic::error("import-encoding", format!("`{name}` {message}")).help(help));
            return None;
        }
    };
    let file = files.add(name.clone(), text);
    let start = text.trim_start();
    let (kind, content) = if start.starts_with('<') {
        let xml = xml::parse(file, text, faults)?;
        let root = xml.root();
        let has_domain = root.is("negotiation_template") || root.is("domain");
        let kind = if has_domain {
            Some(Kind::GeniusDomain)
        } else if root.is("utility_space") {
            let is_profile = root.all("weight").next().is_some()
                || root.all("evaluator").next().is_some()
                || root.all("utility_function").next().is_some()
                || root.all("item").any(|item| item.get("evaluation").is_some());
            Some(if is_profile { Kind::GeniusProfile } else { Kind::GeniusDomain })
        } else {
            None
        };
        (kind, Content::Xml)
    } else if start.starts_with(['{', '[']) {
        let node = json::parse(file, text, faults)?;
        (tree_kind(&node, &name), Content::Tree(node))
    } else if is_yaml(&name, text) {
        let node = yaml::parse(file, text, faults)?;
        (tree_kind(&node, &name), Content::Tree(node))
    } else {
        let sheet = csv::parse(file, text, faults)?;
        (sheet_kind(&sheet), Content::Sheet(sheet))
    };
    let Some(kind) = kind else {
        let first = text.len() - start.len();
        let end = start.find(['\n', '\r']).unwrap_or(start.len()).min(200);
        let end = (0..=end).rev().find(|end| start.is_char_boundary(*end)).unwrap_or(0);
        faults.error(
            Diagnostic::error("import-unknown-format", format!("`{name}` is of no format that is known here"))
                .at(Span::new(file, first..first + end), "")
                .help("known are GENIUS XML, GeniusWeb JSON, NegMAS YAML or JSON, scoring-sheet JSON, KTAB tables, tables with the columns `issue,value,PARTY...`, and GMCR+ save files"),
        );
        return None;
    };
    Some(Document { file, name, kind, content })
}

/// The text of a file in UTF-8, or what is wrong with its encoding and how to mend it.
fn decoded(bytes: &[u8]) -> Result<&str, (String, &'static str)> {
    const SAVE: &str = "save the file as UTF-8";
    if bytes.len() > MOST_BYTES {
        return Err((format!("has more than {} MiB", MOST_BYTES >> 20), "this limit is fixed"));
    }
    let pairs = bytes.len().min(64) / 2;
    let zeros = |odd: usize| (0..pairs).filter(|pair| bytes[2 * pair + odd] == 0).count();
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || (pairs > 1 && zeros(0).max(zeros(1)) * 2 > pairs) {
        return Err(("is UTF-16 text".to_owned(), SAVE));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = format!("is not UTF-8 text: byte {}, on line {line}, is faulty; it may be Latin-1", at + 1);
        (message, SAVE)
    })?;
    if text.contains('\0') {
        return Err(("is no text file".to_owned(), "name a file in one of the text formats"));
    }
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// Whether a text that is neither XML nor JSON looks like YAML.
fn is_yaml(name: &str, text: &str) -> bool {
    let lower = name.to_lowercase();
    if lower.ends_with(".yml") || lower.ends_with(".yaml") {
        return true;
    }
    if lower.ends_with(".csv") || lower.ends_with(".tsv") {
        return false;
    }
    let mut lines = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|line| {
        let is_key = line
            .split_once(':')
            .is_some_and(|(key, rest)| !key.contains([',', ';', '\t']) && (rest.is_empty() || rest.starts_with(' ')));
        is_key || line.starts_with("---") || line.starts_with("- ") || line.starts_with('%')
    })
}

fn tree_kind(node: &Node, name: &str) -> Option<Kind> {
    let has = |key: &str| node.get(key).is_some();
    let is_list = |key: &str| node.get(key).is_some_and(|found| found.items().is_some());
    if has("decisionMakers") && has("options") {
        return Some(Kind::Gmcr);
    }
    if has("issuesValues") {
        return Some(Kind::GeniusWebDomain);
    }
    if is_list("issues") && is_list("parties") {
        return Some(Kind::ScoringSheet);
    }
    if node.get("domain").is_some_and(|domain| domain.get("issues").is_some()) && is_list("ufuns") {
        return Some(Kind::NegmasScenario);
    }
    if stem(name).starts_with('_') {
        return Some(Kind::Aside);
    }
    let kind = node
        .get("type")
        .or_else(|| node.get("__python_class__"))
        .and_then(Node::name)
        .unwrap_or_default();
    let lower = kind.to_lowercase();
    if is_list("issues") && !lower.contains("fun") {
        return Some(Kind::NegmasDomain);
    }
    if lower.contains("ufun") || lower.contains("utilityfunction") || (has("weights") && has("values")) {
        return Some(Kind::NegmasUfun);
    }
    if has("issueUtilities") {
        return Some(Kind::GeniusWebProfile);
    }
    match node.entries() {
        Some([(key, inner)]) => {
            let is_profile = matches!(inner.data, Data::Map(_))
                && (inner.get("domain").is_some() || inner.get("issueUtilities").is_some() || key.text.ends_with("UtilitySpace"));
            is_profile.then_some(Kind::GeniusWebProfile)
        }
        _ => None,
    }
}

fn sheet_kind(sheet: &Sheet) -> Option<Kind> {
    let cell = |row: usize, column: usize| {
        sheet
            .rows
            .get(row)
            .and_then(|row| row.get(column))
            .map(|cell| cell.text.to_lowercase())
    };
    if cell(0, 0).as_deref() == Some("issue") && matches!(cell(0, 1).as_deref(), Some("value" | "option")) {
        return Some(Kind::CsvSheet);
    }
    let counted = |column| cell(0, column).is_some_and(|text| Number::parse(&text).is_some());
    let names_actors = matches!(cell(1, 0).as_deref(), Some("actor" | "actors" | "name"));
    (names_actors && counted(2) && counted(3)).then_some(Kind::Ktab)
}

/// The last part of a file's name, for titles.
pub(super) fn title(document: &Document) -> String {
    file_name(&document.name).to_owned()
}
