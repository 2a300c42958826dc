//! What `demarche read` takes.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use demarche::case::ReadLimits;
use demarche::reader::{Day, Markup};

use super::positive_u32;
use crate::command::seconds;
use crate::endpoint::address::Address;

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
    /// Draft a case from what was read, and write it to CASE; `-` is standard output.
    #[arg(long, value_name = "CASE", conflicts_with = "into")]
    pub(crate) draft: Option<PathBuf>,
    /// Write the texts as a page with their evidence marked to FILE.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Print what was read and CASE lacks, as a difference that adds lines at its end.
    #[arg(long, value_name = "CASE")]
    pub(crate) into: Option<PathBuf>,
    /// A table of actors that comes before the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) actors: Option<PathBuf>,
    /// When the texts were written: a year, or a date. It tells who held an office.
    #[arg(long, value_name = "DATE", value_parser = written)]
    pub(crate) date: Option<Written>,
    /// How the texts are marked up; default: by name and content.
    #[arg(long, value_enum, value_name = "MARKUP")]
    pub(crate) markup: Option<MarkupChoice>,
    /// Ask a language model too: the address of a server that speaks the protocol of OpenAI's chat completions, such as `http://localhost:8080/v1`. The texts are sent there, and
    /// nowhere else. A key, if it wants one, is taken from the environment (`DEMARCHE_API_KEY`).
    #[arg(long, value_name = "URL", requires = "model", value_parser = Address::parse, help_heading = "Language model")]
    pub(crate) endpoint: Option<Address>,
    /// The name of the model, as the server knows it.
    #[arg(long, value_name = "NAME", requires = "endpoint", help_heading = "Language model")]
    pub(crate) model: Option<String>,
    /// Keep the model's answers in this folder, and ask nothing twice.
    #[arg(long, value_name = "FOLDER", requires = "endpoint", help_heading = "Language model")]
    pub(crate) cache: Option<PathBuf>,
    /// How long one answer may take, in seconds: 0.001 to 86400.
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = answer_time, help_heading = "Language model")]
    pub(crate) answer_time: Duration,
    /// How many questions are asked.
    #[arg(long, value_name = "N", default_value_t = 1_000, help_heading = "Language model")]
    pub(crate) max_questions: usize,
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

/// When a text was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// The year.
    pub(crate) year: u16,
    /// The day, ISO 8601, if it was given.
    pub(crate) day: Option<String>,
}

/// A time that a clock can count from now.
fn answer_time(text: &str) -> Result<Duration, String> {
    let possible = Duration::from_millis(1)..=Duration::from_secs(86_400);
    let time = seconds(text).ok().filter(|time| possible.contains(time));
    time.ok_or_else(|| "expected a number of seconds, 0.001 to 86400".to_owned())
}

/// `2025` or `2025-08-14`.
fn written(text: &str) -> Result<Written, String> {
    let wrong = || "a year such as 2025, or a date such as 2025-08-14".to_owned();
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, length: usize, least: u16, most: u16| {
        let fits = part.len() == length && part.chars().all(|letter| letter.is_ascii_digit());
        part.parse::<u16>().ok().filter(|number| fits && (least..=most).contains(number))
    };
    let year = number(parts[0], 4, 1000, 9999).ok_or_else(wrong)?;
    match parts[1..] {
        [] => Ok(Written { year, day: None }),
        [month, day] if number(month, 2, 1, 12).is_some() && number(day, 2, 1, 31).is_some() => {
            Day::parse(text).ok_or_else(|| "no such day is in the calendar".to_owned())?;
            Ok(Written {
                year,
                day: Some(text.to_owned()),
            })
        }
        _ => Err(wrong()),
    }
}
