//! The built program, run as its users run it.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files has failed")]

mod cases;
mod docs;
mod faults;
mod files;
mod foreign;
mod help;
mod model;
mod read;
mod run;
mod schema;
mod search;
mod streams;
