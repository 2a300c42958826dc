//! `demarche schema`: the JSON Schema of the case file, or of what a command prints as JSON.

use demarche::case::CASE_SCHEMA;
use demarche::finding::{
    Bargaining, Brief, Deals, Diff, Document, Inverse, Moment, Nearest, Power, SearchAnswer, Stability, Sure, Tip, WhatIf, Why,
};

use demarche::reader::Evidence;

use super::check::Checked;
use crate::arguments::{SchemaArguments, SchemaChoice};
use crate::failure::{Exit, Failure};
use crate::opened::pretty;
use crate::terminal;

/// Prints the schema.
pub(crate) fn run(arguments: &SchemaArguments) -> Result<Exit, Failure> {
    let schema = match arguments.document {
        SchemaChoice::Case => {
            terminal::print(CASE_SCHEMA)?;
            return Ok(Exit::Fine);
        }
        SchemaChoice::Brief => schemars::schema_for!(Document<Brief>),
        SchemaChoice::Deals => schemars::schema_for!(Document<Deals>),
        SchemaChoice::Bargain => schemars::schema_for!(Document<Bargaining>),
        SchemaChoice::Stability => schemars::schema_for!(Document<Stability>),
        SchemaChoice::Why => schemars::schema_for!(Document<Why>),
        SchemaChoice::Tip => schemars::schema_for!(Document<Tip>),
        SchemaChoice::Nearest => schemars::schema_for!(Document<Nearest>),
        SchemaChoice::Inverse => schemars::schema_for!(Document<Inverse>),
        SchemaChoice::Search => schemars::schema_for!(Document<SearchAnswer>),
        SchemaChoice::Moment => schemars::schema_for!(Document<Moment>),
        SchemaChoice::Sure => schemars::schema_for!(Document<Sure>),
        SchemaChoice::Diff => schemars::schema_for!(Document<Diff>),
        SchemaChoice::WhatIf => schemars::schema_for!(Document<WhatIf>),
        SchemaChoice::Power => schemars::schema_for!(Document<Power>),
        SchemaChoice::Read => schemars::schema_for!(Evidence),
        SchemaChoice::Check => schemars::schema_for!(Checked),
    };
    terminal::print(&pretty(&schema)?)?;
    Ok(Exit::Fine)
}
