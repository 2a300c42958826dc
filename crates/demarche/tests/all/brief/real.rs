//! The cases that come with the project, read and analyzed.

use std::path::{Path, PathBuf};

use demarche::analysis::{self, Settings, Unwatched};
use demarche::case::Case;
use demarche::case::read::{LoadError, Loaded, Loader, ReadLimits, read};
use demarche::finding::{Brief, Deals, Document, Stability};
use demarche::span::Files;

/// Files beside the case.
struct Beside(PathBuf);

impl Loader for Beside {
    fn load(&mut self, path: &str, _from: Option<&str>) -> Result<Loaded, LoadError> {
        let text = std::fs::read_to_string(self.0.join(path)).map_err(|_| LoadError::Missing)?;
        Ok(Loaded {
            name: path.to_owned(),
            text,
        })
    }
}

/// Every case, by folder and file.
pub(super) fn cases() -> Vec<(String, Case, Files)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut out = Vec::new();
    for folder in sorted(&root).into_iter().filter(|path| path.is_dir()) {
        for file in sorted(&folder)
            .into_iter()
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&file).unwrap();
            let reading = read(&name, &text, &mut Beside(folder.clone()), &ReadLimits::default());
            let folder = folder.file_name().unwrap().to_string_lossy().into_owned();
            let case = reading.case.unwrap_or_else(|| panic!("{folder}/{name} cannot be read"));
            out.push((format!("{folder}-{}", name.trim_end_matches(".toml")), case, reading.files));
        }
    }
    out
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The answers to a case; `None` where the case exceeds a limit.
pub(super) fn answers(case: &Case, files: &Files) -> Option<(Document<Brief>, Document<Deals>, Document<Stability>)> {
    let settings = Settings::STANDARD;
    let brief = analysis::brief(case, files, &settings, &mut Unwatched).ok()?;
    let deals = analysis::deals(case, files, &analysis::Query::default(), &settings, &mut Unwatched).ok()?;
    let stability = analysis::stability_of_all(case, files, &settings, &mut Unwatched).ok()?;
    Some((brief, deals, stability))
}
