//! Sources, their grades and, where the file is there, their sentences.

use crate::case::read::Reader;
use crate::case::read::evidence::{date, grade};
use crate::case::read::faults::Expected;
use crate::case::read::include::{LoadError, name_of};
use crate::case::read::keys::SOURCE;
use crate::case::read::names::check_name;
use crate::case::read::sentences::sentences;
use crate::case::{Case, Source, SourceFile};
use crate::diagnostic::Diagnostic;
use crate::text::tree::{Entry, Fields, Text};

/// Reads the sources into `case`.
pub(crate) fn read(reader: &mut Reader<'_>, root: &Fields, case: &mut Case) {
    let sources = reader
        .faults
        .tables(root, "source", Expected("a table for each source", "[source.report]"));
    if let Some(entry) = root.get("source")
        && reader.over_limit(entry.node.span, "sources", sources.len(), reader.limits.sources)
    {
        return;
    }
    for (entry, fields) in sources {
        let source = source(reader, entry, fields);
        case.sources.push(source);
    }
}

fn source(reader: &mut Reader<'_>, entry: &Entry, fields: &Fields) -> Source {
    let id = entry.key.value.clone();
    let faults = &mut reader.faults;
    check_name(&entry.key, faults);
    faults.unknown_keys(fields, &SOURCE);
    let title = faults.text(fields, "title", Expected("a title", "title = \"Internal briefing\""));
    if fields.get("title").is_none() {
        faults.missing(entry.node.span, &format!("source `{id}`"), "title", "title = \"...\"");
    }
    let path = faults.text(fields, "file", Expected("a file name", "file = \"report.txt\""));
    let (title, path) = (title.map(|text| text.value.clone()).unwrap_or_default(), path.cloned());
    let author = faults.prose(fields, "author", Expected("an author", "author = \"A newspaper\""));
    let date = date(fields, "date", faults);
    let url = faults.prose(fields, "url", Expected("an address", "url = \"https://example.org\""));
    let grade = grade(fields, faults);
    Source {
        title,
        author,
        date,
        url,
        grade,
        file: path.map(|path| file(reader, &path)),
        span: entry.node.span,
        id,
    }
}

fn file(reader: &mut Reader<'_>, path: &Text) -> SourceFile {
    let from = name_of(reader, path.span.file);
    let place = path.content();
    let sentences = match reader.loader.load(&path.value, Some(&from)) {
        Ok(loaded) if loaded.text.len() > reader.limits.file_bytes => {
            let error = LoadError::TooLarge {
                limit: reader.limits.file_bytes,
            };
            unreadable(reader, path, &error);
            None
        }
        Ok(loaded) => Some(sentences(&loaded.text)),
        Err(LoadError::Missing) => {
            let fault = Diagnostic::note(
                "source-file-missing",
                format!("`{}` is not there, so its citations are not checked", path.value),
            );
            reader
                .faults
                .push(fault.at(place, "").help("paths are relative to the file that names them"));
            None
        }
        Err(error) => {
            unreadable(reader, path, &error);
            None
        }
    };
    SourceFile {
        path: path.value.clone(),
        sentences,
    }
}

fn unreadable(reader: &mut Reader<'_>, path: &Text, error: &LoadError) {
    let message = format!("`{}` {}, so its citations are not checked", path.value, error.said());
    reader.faults.push(
        Diagnostic::warning("source-file-unreadable", message)
            .at(path.content(), "")
            .help(error.help()),
    );
}
