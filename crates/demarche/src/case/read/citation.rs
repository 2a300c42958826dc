//! Citations: a source, and the sentences or the words in it.

use crate::case::read::Reader;
use crate::case::read::faults::{Expected, suggestion};
use crate::case::read::sentences::normalized;
use crate::case::{Case, Citation, Passage};
use crate::diagnostic::Diagnostic;
use crate::text::tree::{Fields, Text};

/// The citations of a line, each checked against its source where the source's text is at hand.
pub(crate) fn cites(reader: &mut Reader<'_>, case: &Case, fields: &Fields) -> Vec<Citation> {
    let Some(entry) = fields.get("cites") else { return Vec::new() };
    let texts = reader
        .faults
        .texts(&entry.node, Expected("a list of citations", "cites = [\"report:4\"]"));
    texts.into_iter().filter_map(|text| citation(reader, case, text)).collect()
}

fn citation(reader: &mut Reader<'_>, case: &Case, text: &Text) -> Option<Citation> {
    let (name, rest) = match text.value.split_once(':') {
        Some((name, rest)) => (name, Some(rest.trim())),
        None => (text.value.as_str(), None),
    };
    let start = name.len() - name.trim_start().len();
    let range = start..start + name.trim().len();
    let name = name.trim();
    if reader.lines.sources.is_empty() {
        reader.lines.sources = case.sources.iter().map(|(id, source)| (source.id.clone(), id)).collect();
    }
    let found = reader.lines.sources.get(name).copied();
    if found.is_none() {
        let fault = Diagnostic::error("unknown-source", format!("no source is called `{name}`")).at(text.place(range), "not declared");
        let help = if case.sources.is_empty() {
            format!("declare it: `[source.{name}]`")
        } else {
            suggestion(name, case.sources.values().map(|source| source.id.as_str()), "the sources are")
        };
        reader.faults.push(fault.help(help));
    }
    let passage = match rest {
        None => Passage::Whole,
        Some(rest) => match passage(rest) {
            Ok(passage) => passage,
            Err(problem) => {
                let fault = Diagnostic::error("bad-citation", problem).at(text.content(), "");
                reader
                    .faults
                    .push(fault.help("write `\"report:4\"`, `\"report:6-7\"` or `\"report: some quoted words\"`"));
                return None;
            }
        },
    };
    let citation = Citation {
        source: found?,
        passage,
        span: text.content(),
    };
    verify(reader, case, &citation);
    Some(citation)
}

fn passage(rest: &str) -> Result<Passage, String> {
    if rest.is_empty() {
        return Err("this citation names no passage after `:`".to_owned());
    }
    if !rest
        .chars()
        .all(|character| character.is_ascii_digit() || matches!(character, '-' | '–' | ' '))
    {
        let quotes: &[_] = &['"', '“', '”'];
        return Ok(Passage::Quote(rest.trim_matches(quotes).trim().to_owned()));
    }
    let (first, last) = rest.split_once(['-', '–']).unwrap_or((rest, rest));
    let (Ok(first), Ok(last)) = (first.trim().parse::<u32>(), last.trim().parse::<u32>()) else {
        return Err(format!("`{rest}` is no sentence number"));
    };
    match (first, last) {
        (0, _) => Err("sentences are counted from 1".to_owned()),
        _ if last < first => Err(format!("sentences {first} to {last} run backwards")),
        _ => Ok(Passage::Sentences(first, last)),
    }
}

/// Whether the passage is in the source, where the source's text is at hand.
fn verify(reader: &mut Reader<'_>, case: &Case, citation: &Citation) {
    let Some(source) = case.sources.get(citation.source) else { return };
    let Some(sentences) = source.file.as_ref().and_then(|file| file.sentences.as_ref()) else {
        return;
    };
    let problem = match &citation.passage {
        Passage::Whole => None,
        Passage::Sentences(_, last) => {
            (*last as usize > sentences.len()).then(|| format!("`{}` has {} sentences, and no sentence {last}", source.id, sentences.len()))
        }
        Passage::Quote(quote) => {
            let text = reader
                .lines
                .texts
                .entry(citation.source)
                .or_insert_with(|| normalized(&sentences.join(" ")));
            (!text.contains(&normalized(quote))).then(|| format!("these words are not in `{}`", source.id))
        }
    };
    if let Some(problem) = problem {
        let help = "check the citation against the source's file; upper and lower case and quotation marks count";
        reader
            .faults
            .push(Diagnostic::warning("passage-not-found", problem).at(citation.span, "").help(help));
    }
}
