//! What `demarche read` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use demarche::case::ReadLimits;
use demarche::reader::Markup;

use super::positive_u32;

/// `demarche read`.
#[derive(Debug, Args)]
pub(crate) struct ReadArguments {
    /// The texts; `-` reads standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// How records are written.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "jsonl")]
    pub(crate) format: FormatChoice,
    /// Write the records to FILE; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// A table of actors that comes before the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) actors: Option<PathBuf>,
    /// When the texts were written: a year, or a date. It tells who held an office.
    #[arg(long, value_name = "DATE", value_parser = year)]
    pub(crate) date: Option<u16>,
    /// How the texts are marked up; default: by name and content.
    #[arg(long, value_enum, value_name = "MARKUP")]
    pub(crate) markup: Option<MarkupChoice>,
    /// Bytes of one file that are read.
    #[arg(long, value_name = "N", value_parser = positive_u32, help_heading = "Limits")]
    max_file_bytes: Option<u32>,
}

impl ReadArguments {
    /// Bytes of one file that are read.
    pub(crate) fn file_bytes(&self) -> usize {
        self.max_file_bytes.map_or(ReadLimits::default().file_bytes, |bytes| bytes as usize)
    }
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatChoice {
    /// One record a line, in JSON.
    Jsonl,
    /// One table a record, in TOML.
    Toml,
}

/// How texts are marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MarkupChoice {
    /// Not at all.
    Plain,
    /// As Markdown.
    Markdown,
    /// As HTML.
    Html,
}

impl From<MarkupChoice> for Markup {
    fn from(choice: MarkupChoice) -> Self {
        match choice {
            MarkupChoice::Plain => Markup::Plain,
            MarkupChoice::Markdown => Markup::Markdown,
            MarkupChoice::Html => Markup::Html,
        }
    }
}

/// The year of `2025` or `2025-08-14`.
fn year(text: &str) -> Result<u16, String> {
    let digits = text.split('-').next().unwrap_or_default();
    let year = digits.parse().ok().filter(|year| (1000..=9999).contains(year));
    year.ok_or_else(|| "a year such as 2025, or a date such as 2025-08-14".to_owned())
}
