//! The reader: what must hold for any bytes, and how much it finds on sentences with gold answers.

mod bytes;
mod deadlines;
mod drafts;
mod gold;
mod language_model;
#[allow(clippy::print_stdout, reason = "what is measured is printed")]
mod measured;
mod polarity;
mod quotes;
#[allow(clippy::print_stdout, reason = "what is measured is printed")]
mod summit;
#[allow(clippy::print_stdout, reason = "what is measured is printed")]
mod types;
