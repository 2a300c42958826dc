//! Writes results, wholly or not at all.
//!
//! A result goes to a temporary file in the same folder, which then takes the place of the target: whoever is interrupted keeps the old
//! file, and no reader ever sees half of the new one. Targets are looked at before the work starts, so that nobody waits for an answer
//! that cannot be kept.

use std::io::Write;
use std::path::{Path, PathBuf};

use demarche::diagnostic::Diagnostic;

use crate::disk::reason;
use crate::disk::source::Disk;
use crate::failure::Failure;
use crate::terminal;

/// Where a result goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Standard output.
    Stdout,
    /// A file; links are followed.
    File {
        /// As the user wrote it.
        named: PathBuf,
        /// Where it leads.
        path: PathBuf,
    },
}

impl Target {
    /// The target that the user named for a result, if it can be put there without harm; a result is no case.
    pub(crate) fn new(named: &Path, disk: &Disk) -> Result<Self, Failure> {
        let target = Self::any(named, disk)?;
        if let Target::File { path, .. } = &target
            && path.extension().is_some_and(|extension| extension == "toml")
        {
            let message = format!("`{}` has the name of a case file", named.display());
            return Err(Failure::of_run(
                Diagnostic::error("output-unwritable", message).help("results are not cases: write to a name that does not end in `.toml`"),
            ));
        }
        Ok(target)
    }

    /// The target that the user named for something that may be TOML and is no case.
    pub(crate) fn result(named: &Path, disk: &Disk) -> Result<Self, Failure> {
        Self::any(named, disk)
    }

    /// The target that the user named for a case; a file that is there already may have been worked on, and stays.
    pub(crate) fn case(named: &Path, disk: &Disk) -> Result<Self, Failure> {
        let target = Self::any(named, disk)?;
        match &target {
            Target::File { path, .. } if path.is_file() => {
                let message = format!("`{}` is there already", named.display());
                Err(Failure::of_run(
                    Diagnostic::error("output-unwritable", message).help("a case is never written over: name a new file"),
                ))
            }
            _ => Ok(target),
        }
    }

    fn any(named: &Path, disk: &Disk) -> Result<Self, Failure> {
        if named.as_os_str() == "-" {
            return Ok(Target::Stdout);
        }
        let path = named.canonicalize().unwrap_or_else(|_| named.to_path_buf());
        let refuse = |said: String, help: &str| {
            let message = format!("`{}` {said}", named.display());
            Err(Failure::of_run(Diagnostic::error("output-unwritable", message).help(help)))
        };
        if named.as_os_str().is_empty() {
            return refuse("is no file name".to_owned(), "name a file, or `-` for standard output");
        }
        if path.is_dir() || named.as_os_str().to_string_lossy().ends_with(std::path::MAIN_SEPARATOR) {
            return refuse("is a folder".to_owned(), "name a file in it");
        }
        if disk.has_read(&path) {
            return refuse("belongs to the case that was read".to_owned(), "write the result elsewhere");
        }
        let folder = folder(&path);
        if !folder.is_dir() {
            return refuse(
                format!("cannot be written: there is no folder `{}`", folder.display()),
                "create the folder first",
            );
        }
        Ok(Target::File {
            named: named.to_path_buf(),
            path,
        })
    }

    /// Puts the result there, and says so if it is a file.
    pub(crate) fn write(&self, text: &str) -> Result<(), Failure> {
        let Target::File { named, path } = self else {
            return terminal::print(text);
        };
        let written = match std::fs::metadata(path) {
            Ok(existing) if !existing.is_file() => std::fs::write(path, text),
            Ok(existing) => replace(path, text, Some(existing.permissions())),
            Err(_) => replace(path, text, None),
        };
        match written {
            Ok(()) => {
                terminal::say(&format!("wrote {}\n", named.display()));
                Ok(())
            }
            Err(error) => {
                let message = format!("`{}` cannot be written: {}", named.display(), reason(&error));
                Err(Failure::of_run(Diagnostic::error("output-unwritable", message)))
            }
        }
    }
}

/// The folder that holds `path`.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Puts a new file in the place of the old one, with the old one's permissions or those that the user's mask leaves.
fn replace(path: &Path, text: &str, permissions: Option<std::fs::Permissions>) -> std::io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".demarche-").suffix(".part");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder(path))?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
