//! `demarche read`: news text as cited evidence.

use demarche::diagnostic::Diagnostic;
use demarche::reader::evidence::Reading;
use demarche::reader::{Day, Document, Evidence, Gazetteer, Markup, Reader, deepest, json_lines, marked_page, toml};

mod drafting;
mod model;

use crate::arguments::{FormatChoice, ReadArguments};
use crate::disk::source::Disk;
use crate::disk::target::Target;
use crate::failure::{Exit, Failure};
use crate::terminal;

/// Pages deeper than this are read whole: the program that finds articles takes time with the square of the depth.
const DEEPEST_PAGE: usize = 400;
/// Elements of a page in which the article is looked for.
const MOST_ELEMENTS: usize = 30_000;
/// Numbers of sentences without records that are told one by one.
const MOST_TOLD: usize = 24;

/// Prints the records, or drafts a case of them; and on the standard error stream how much of each text gave any.
pub(crate) fn run(arguments: &ReadArguments) -> Result<Exit, Failure> {
    let mut disk = Disk::new(arguments.file_bytes());
    let reader = Reader::new(gazetteer(arguments, &mut disk)?);
    let mut files = Vec::new();
    for path in &arguments.files {
        files.push(disk.named(path)?);
    }
    let drafted = match &arguments.draft {
        Some(path) => Some(Target::case(path, &disk)?),
        None => None,
    };
    let page = match &arguments.html {
        Some(path) => Some(Target::new(path, &disk)?),
        None => None,
    };
    let target = match &arguments.output {
        Some(path) => Some(Target::result(path, &disk)?),
        None => (drafted.is_none() && page.is_none() && arguments.into.is_none()).then_some(Target::Stdout),
    };
    let year = arguments.date.as_ref().map(|date| date.year);
    let documents: Vec<Document> = files.iter().map(|file| document(arguments, &file.name, &file.bytes)).collect();
    let day = arguments.date.as_ref().and_then(|date| Day::parse(date.day.as_deref()?));
    let mut readings: Vec<Reading> = documents
        .iter()
        .map(|document| reader.read(document, year))
        .map(|reading| match day {
            Some(day) => reading.as_of(day),
            None => reading,
        })
        .collect();
    let mut said: String = readings.iter().map(summary).collect();
    let (of_model, whole) = model::ask(arguments, &reader, &documents, &mut readings)?;
    said.push_str(&of_model);
    if let Some(target) = target {
        let records: Vec<Evidence> = readings.iter().flat_map(|reading| reading.evidence.clone()).collect();
        target.write(&match arguments.format {
            FormatChoice::Jsonl => json_lines(&records),
            FormatChoice::Toml => toml(&records),
        })?;
    }
    if let Some(target) = page {
        let texts: Vec<(&Document, &Reading)> = documents.iter().zip(&readings).collect();
        target.write(&marked_page("Evidence", &texts))?;
    }
    if let Some(target) = drafted {
        said.push_str(&drafting::draft_case(arguments, &files, &readings, &target)?);
    }
    if let Some(case) = &arguments.into {
        said.push_str(&drafting::add_to_case(case, arguments, &files, &readings)?);
    }
    terminal::say(&said);
    Ok(if whole { Exit::Fine } else { Exit::Questions })
}

/// The built-in table of actors, behind the user's.
fn gazetteer(arguments: &ReadArguments, disk: &mut Disk) -> Result<Gazetteer, Failure> {
    let Some(path) = &arguments.actors else {
        return Ok(Gazetteer::built_in());
    };
    let file = disk.named(path)?;
    let table = Disk::case(file)?;
    let (gazetteer, faults) = Gazetteer::with(&table.text);
    let Some(first) = faults.first() else { return Ok(gazetteer) };
    let message = format!("line {} of `{}` is no actor: {}", first.line, table.name, first.problem);
    let more = faults.len() - 1;
    let help = if more > 0 {
        format!("{more} more lines are faulty too")
    } else {
        "separate the columns by tabs".to_owned()
    };
    Err(Failure::of_run(Diagnostic::error("actors-unreadable", message).help(help)))
}

/// The text of a file; of a page, the article, if one is found in it.
fn document(arguments: &ReadArguments, name: &str, bytes: &[u8]) -> Document {
    let markup = arguments.markup.map_or_else(|| Markup::of(name, bytes), Markup::from);
    if markup == Markup::Html
        && let Some(content) = article(bytes)
    {
        let document = Document::article(name, bytes, &content);
        if !document.text().trim().is_empty() {
            return document;
        }
    }
    Document::new(name, bytes, markup)
}

/// The text of the article of a page.
fn article(bytes: &[u8]) -> Option<String> {
    if deepest(bytes) > DEEPEST_PAGE {
        return None;
    }
    let page = String::from_utf8_lossy(bytes);
    let options = legible::Options::new().max_elems_to_parse(MOST_ELEMENTS);
    legible::parse(&page, None, Some(options)).ok().map(|article| {
        let title = article.title;
        format!("{title}\n{}", article.text_content)
    })
}

/// How many sentences gave how many records, and which gave none.
fn summary(reading: &Reading) -> String {
    let silent: Vec<String> = reading
        .sentences
        .iter()
        .filter(|sentence| sentence.records == 0)
        .map(|sentence| sentence.number.to_string())
        .collect();
    let mut said = format!(
        "{}: {} sentences, {} records",
        reading.document,
        reading.sentences.len(),
        reading.evidence.len()
    );
    if !silent.is_empty() {
        let told = silent.iter().take(MOST_TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if silent.len() > MOST_TOLD { ", ..." } else { "" };
        said.push_str(&format!("; {} sentences gave none: {told}{more}", silent.len()));
    }
    if reading.cut {
        said.push_str("; the text is longer than what is read");
    }
    said.push('\n');
    said
}
