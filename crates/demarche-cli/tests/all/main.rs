//! The built program, run as its users run it.

mod cases;
mod docs;
mod faults;
mod files;
mod help;
mod run;
mod schema;
mod streams;
