//! The evidence: what each headline rests on, every line with its passages, every source with its grade.

use super::bottom_line::{Headline, kind_word};
use super::page::{Block, Entry, Section};
use super::prose::{Prose, Span};
use super::words::{Words, capital};
use crate::case::{Kind, Speaker};
use crate::finding::*;

/// The anchor of a line.
pub(super) fn line_anchor(id: &str) -> String {
    format!("line-{}", safe(id))
}

/// The anchor of a source.
pub(super) fn source_anchor(id: &str) -> String {
    // An id that ends like a passage's anchor (`press-4`) must not be taken for one.
    let id = safe(id);
    match id.rsplit_once('-') {
        Some((front, digits)) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("source-{front}~2d{digits}")
        }
        _ => format!("source-{id}"),
    }
}

/// An id as part of an address: what is not a letter, a digit, `.`, `-` or `_` becomes `~` and its code point.
fn safe(id: &str) -> String {
    let mut out = String::new();
    for letter in id.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_') {
            out.push(letter);
        } else {
            out.push_str(&format!("~{:02x}", u32::from(letter)));
        }
    }
    out
}

/// What each headline rests on: reported, inferred and assumed apart.
pub(super) fn rests(words: Words, headlines: &[Headline]) -> Block {
    let items = headlines.iter().filter(|headline| !headline.lines.is_empty()).map(|headline| {
        let mut said = Prose::new().strong(format!("{}.", headline.topic));
        for kind in [Kind::Reported, Kind::Inferred, Kind::Assumed] {
            let of_kind = headline
                .lines
                .iter()
                .copied()
                .filter(|id| words.case.lines.iter().any(|line| line.id == **id && line.kind == kind));
            let lines = words.lines(of_kind);
            if !lines.is_empty() {
                said = said.text(format!(" {}: ", capital(kind_word(kind)))).then(lines).text(".");
            }
        }
        said
    });
    Block::Section(Section {
        id: "rests".to_string(),
        heading: "What each headline rests on".to_string(),
        annex: true,
        blocks: vec![Block::List(items.collect())],
    })
}

/// Lines with their evidence, by kind.
pub(super) fn lines(words: Words, lines: &[&LineInfo], annex: bool) -> Block {
    let mut blocks = Vec::new();
    for (kind, heading) in [
        (Kind::Reported, "Reported: a source says so"),
        (Kind::Inferred, "Inferred: the analyst concludes it from a source"),
        (Kind::Assumed, "Assumed: the analyst supposes it"),
    ] {
        let entries: Vec<Entry> = lines
            .iter()
            .filter(|line| line.kind == kind)
            .map(|line| entry(words, line))
            .collect();
        if !entries.is_empty() {
            blocks.push(Block::section(
                &format!("evidence-{}", kind_word(kind)),
                heading,
                vec![Block::Entries(entries)],
            ));
        }
    }
    Block::Section(Section {
        id: "evidence".to_string(),
        heading: "Evidence, line by line".to_string(),
        annex,
        blocks,
    })
}

fn entry(words: Words, line: &LineInfo) -> Entry {
    let mut body = says(words, line);
    if !line.cites.is_empty() {
        let cites = line.cites.iter().map(|cite| citation(words, cite));
        body = body.text(" — ").then(Prose::joined(cites.collect(), "; ", "; "));
    }
    let mut more: Vec<String> = Vec::new();
    more.extend(line.speaker.map(|speaker| speaker_word(speaker).to_string()));
    more.extend(line.grade.as_ref().map(|grade| format!("grade {grade}")));
    more.extend(line.confidence.as_ref().map(|trust| format!("trusted to {trust} by the analyst")));
    more.push(line.place.clone());
    Entry {
        anchor: line_anchor(&line.id),
        term: Prose::new().code(&line.id),
        body: body.text(format!(" ({})", more.join("; "))),
        parts: Vec::new(),
    }
}

/// What a line says, and its paraphrase.
pub(super) fn says(words: Words, line: &LineInfo) -> Prose {
    let said = says_briefly(words, line);
    if line.text.is_empty() {
        said.text(".")
    } else {
        said.text(format!(". {}", line.text))
    }
}

/// What a line says, without its paraphrase.
pub(super) fn says_briefly(words: Words, line: &LineInfo) -> Prose {
    let holder = line.holder.as_ref().map(|holder| {
        let (party, member) = holder
            .split_once('.')
            .map_or((holder.as_str(), None), |(party, member)| (party, Some(member)));
        let name = words
            .case
            .parties
            .iter()
            .find(|info| info.id == party)
            .map_or(party, |info| info.name.as_str());
        member.map_or(name.to_string(), |member| format!("{name}, {member}"))
    });
    let mut said = Prose::new();
    if let Some(holder) = holder {
        said = said.strong(holder).text(" ");
    }
    said.text(format!("{} ", line.verb)).code(words.formula(&line.says))
}

fn citation(words: Words, cite: &CiteInfo) -> Prose {
    let label = match (cite.first, cite.last) {
        (Some(first), Some(last)) if first != last => format!("{}:{first}–{last}", cite.source),
        (Some(first), _) => format!("{}:{first}", cite.source),
        _ => cite.source.clone(),
    };
    let Some(source) = words.case.sources.iter().find(|source| source.id == cite.source) else {
        return Prose::new().code(label);
    };
    // Every cited sentence has a place of its own among the sources, with its words or with the analyst's paraphrases of it.
    let target = cite
        .first
        .map_or_else(|| source_anchor(&source.id), |first| passage_anchor(&source.id, first));
    let said = Prose::new().span(Span::Anchor { label, target });
    match &cite.quote {
        Some(quote) => said.text(format!(" “{quote}”")),
        None => said,
    }
}

fn passage_anchor(source: &str, number: u32) -> String {
    format!("source-{}-{number}", safe(source))
}

/// Sources with their grades in words, and the passages that are cited.
pub(super) fn sources(words: Words, lines: &[&LineInfo], sources: &[&SourceInfo]) -> Block {
    if sources.is_empty() {
        return Block::section(
            "sources",
            "Sources",
            vec![Block::Paragraph(Prose::from("The case cites no source."))],
        );
    }
    let entries = sources.iter().map(|source| {
        let mut body = Prose::new().strong(&source.title);
        if !source.author.is_empty() {
            body = body.text(format!(", {}", source.author));
        }
        if let Some(date) = &source.date {
            body = body.text(format!(", {date}"));
        }
        body = body.text(". ").text(match &source.grade {
            Some(grade) => grade_words(grade),
            None => "Not graded.".to_string(),
        });
        body = body.text(if source.verified {
            " Text read; citations checked against it."
        } else {
            " Text not read: citations are as the analyst gave them."
        });
        if !source.url.is_empty() {
            body = body.text(" ").span(Span::Web {
                label: source.url.clone(),
                url: source.url.clone(),
            });
        }
        let parts = passages(words, lines, source);
        Entry {
            anchor: source_anchor(&source.id),
            term: Prose::new().code(&source.id),
            body,
            parts,
        }
    });
    Block::section("sources", "Sources and their grades", vec![Block::Entries(entries.collect())])
}

/// The cited sentences of a source, each with its anchor: its words if the text was read, and which of `lines` cite it.
fn passages(words: Words, lines: &[&LineInfo], source: &SourceInfo) -> Vec<(String, Prose)> {
    let mut numbers: Vec<u32> = lines
        .iter()
        .flat_map(|line| &line.cites)
        .filter(|cite| cite.source == source.id)
        .filter_map(|cite| cite.first)
        .chain(source.passages.iter().map(|(number, _)| *number))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let passage = |number: u32| {
        let cites = |line: &&&LineInfo| line.cites.iter().any(|cite| cite.source == source.id && cite.first == Some(number));
        let using: Vec<&LineName> = lines.iter().filter(cites).map(|line| &line.id).collect();
        let read = source.passages.iter().find(|(known, _)| *known == number).map(|(_, words)| words);
        let said = match read {
            Some(words) => Prose::from(format!("{number}. {words}")),
            None => Prose::from(format!("{number}.")),
        };
        let said = if using.is_empty() {
            said
        } else {
            said.text(" Cited for ").then(words.lines(using)).text(".")
        };
        (passage_anchor(&source.id, number), said)
    };
    numbers.into_iter().map(passage).collect()
}

/// An Admiralty grade in words: how reliable the source usually is, and how credible the item.
fn grade_words(grade: &str) -> String {
    let mut letters = grade.chars();
    let source = match letters.next() {
        Some('A') => "source completely reliable",
        Some('B') => "source usually reliable",
        Some('C') => "source fairly reliable",
        Some('D') => "source not usually reliable",
        Some('E') => "source unreliable",
        _ => "reliability of the source cannot be judged",
    };
    let item = match letters.next() {
        Some('1') => "item confirmed by others",
        Some('2') => "item in keeping with what is known, not confirmed",
        Some('3') => "item reasonable, not confirmed",
        Some('4') => "item doubtful",
        Some('5') => "item against what is known",
        _ => "truth of the item cannot be judged",
    };
    format!("Grade {grade}: {source}; {item}.")
}

fn speaker_word(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Own => "the party's own words",
        Speaker::Opponent => "an opponent's words",
        Speaker::ThirdParty => "a third party's words",
        Speaker::Anonymous => "words of somebody unnamed",
    }
}

/// The evidence for the lines that a page refers to, and their sources; for pages that do not print all lines.
pub(super) fn annex(words: Words, references: &[String]) -> Vec<Block> {
    let used: Vec<&LineInfo> = words.case.lines.iter().filter(|line| references.contains(&line.id)).collect();
    if used.is_empty() {
        return Vec::new();
    }
    let cited: Vec<&SourceInfo> = words
        .case
        .sources
        .iter()
        .filter(|source| used.iter().any(|line| line.cites.iter().any(|cite| cite.source == source.id)))
        .collect();
    vec![lines(words, &used, true), sources(words, &used, &cited)]
}
