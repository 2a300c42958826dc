//! The manual is tested: its cases are read, its commands are run.
//!
//! A fenced block's first line says what it is:
//! - `toml,case`: a whole case;
//! - `toml,base`: a whole case to which the page's later `toml,adds` blocks are added (as a file that includes it);
//! - `toml,adds`: such an addition; `toml,head` puts the block before the base instead, for keys of the head;
//! - `expect=CODE` (any number): reading it gives just these diagnostics; without it, none;
//! - `file=NAME`: the block is kept under this name for the page's commands;
//! - `console`: commands after `$ ` and what they print, `...` for lines that are not shown. `UPDATE_EXPECT=1` rewrites it.
//!
//! Commands run in a folder of the page's own, which holds the kept files, the repository's `cases`, and `tests/cases/vast`.

use std::collections::BTreeMap;
use std::path::Path;

use ::demarche::case::read::{LoadError, Loaded, Loader, ReadLimits};

use crate::run::{demarche, files_under, folder, root};

/// A page of the manual, cut at its fences.
struct Block<'t> {
    /// What stands after the opening fence.
    info: &'t str,
    /// What stands between the fences.
    body: &'t str,
    /// Where the body stands in the page.
    start: usize,
    /// Its line, from 1.
    line: usize,
}

impl Block<'_> {
    fn marks(&self) -> impl Iterator<Item = &str> {
        self.info.split(',').map(str::trim)
    }

    fn is(&self, mark: &str) -> bool {
        self.marks().any(|found| found == mark)
    }

    fn values(&self, key: &str) -> Vec<&str> {
        self.marks()
            .filter_map(|mark| mark.split_once('='))
            .filter(|(found, _)| *found == key)
            .map(|(_, value)| value)
            .collect()
    }
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, usize, usize)> = None;
    let mut offset = 0;
    for (index, line) in page.split_inclusive('\n').enumerate() {
        if let Some(info) = line.trim_end().strip_prefix("```") {
            match open.take() {
                None => open = Some((info, offset + line.len(), index + 2)),
                Some((info, start, line)) => blocks.push(Block {
                    info,
                    body: &page[start..offset],
                    start,
                    line,
                }),
            }
        }
        offset += line.len();
    }
    assert!(open.is_none(), "a fence is not closed");
    blocks
}

/// The pages of the manual, and the README.
fn pages() -> Vec<std::path::PathBuf> {
    let mut pages: Vec<_> = std::fs::read_dir(root().join("docs/src"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages
}

/// The files of a page, by name.
#[derive(Default)]
struct Kept(BTreeMap<String, String>);

impl Loader for Kept {
    fn load(&mut self, path: &str, _: Option<&str>) -> Result<Loaded, LoadError> {
        let text = self.0.get(path).ok_or(LoadError::Missing)?.clone();
        Ok(Loaded {
            name: path.to_owned(),
            text,
        })
    }
}

#[test]
fn cases_of_the_manual_read_as_they_say() {
    let mut faults = Vec::new();
    for path in pages() {
        let page = std::fs::read_to_string(&path).unwrap();
        let mut kept = Kept::default();
        for block in blocks(&page) {
            for name in block.values("file") {
                kept.0.insert(name.to_owned(), block.body.to_owned());
            }
            if block.is("base") {
                kept.0.insert("base.toml".to_owned(), block.body.to_owned());
            }
            let text = match () {
                () if block.is("base") || block.is("case") => block.body.to_owned(),
                () if block.is("adds") => format!("include = [\"base.toml\"]\n{}", block.body),
                () => continue,
            };
            let reading = demarche::case::read("page.toml", &text, &mut kept, &ReadLimits::default());
            let mut found: Vec<&str> = reading.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
            let mut expected = block.values("expect");
            found.sort_unstable();
            expected.sort_unstable();
            if found != expected {
                let said: Vec<&str> = reading.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
                faults.push(format!(
                    "{}:{}: expected {expected:?}, found {found:?}: {said:#?}",
                    path.display(),
                    block.line
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn commands_of_the_manual_print_what_it_shows() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut faults = Vec::new();
    for path in pages() {
        let page = std::fs::read_to_string(&path).unwrap();
        let place = folder(&[]);
        copy(&root().join("cases"), &place.path().join("cases"));
        copy(&root().join("tests/cases/vast"), &place.path().join("tests/cases/vast"));
        let mut rewritten = page.clone();
        let mut shift = 0isize;
        for block in blocks(&page) {
            for name in block.values("file") {
                std::fs::write(place.path().join(name), block.body).unwrap();
            }
            if !block.is("console") {
                continue;
            }
            let printed = transcript(block.body, place.path());
            if printed != block.body {
                faults.push(format!("{}:{}: the commands print\n{printed}", path.display(), block.line));
                let start = block.start.checked_add_signed(shift).unwrap();
                rewritten.replace_range(start..start + block.body.len(), &printed);
                shift += printed.len() as isize - block.body.len() as isize;
            }
        }
        if update && rewritten != page {
            std::fs::write(&path, rewritten).unwrap();
        }
    }
    assert!(
        update || faults.is_empty(),
        "{}\nUPDATE_EXPECT=1 rewrites the manual",
        faults.join("\n")
    );
}

/// The block's commands, each followed by what it prints. A line `...` stands for any number of lines: as many lines are shown before
/// the first and after the last as the block shows, and between two of them as many from the line on that the block shows first.
fn transcript(body: &str, place: &Path) -> String {
    let mut printed = String::new();
    let lines: Vec<&str> = body.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let Some(command) = line.strip_prefix("$ ") else { continue };
        printed.push_str(line);
        printed.push('\n');
        let mut words = words(command);
        assert_eq!(words.first().map(String::as_str), Some("demarche"), "{command}");
        words.remove(0);
        let seen = demarche(&words).within(place).finish().seen();
        let shown: Vec<&str> = lines[index + 1..]
            .iter()
            .take_while(|line| !line.starts_with("$ "))
            .copied()
            .collect();
        let seen: Vec<&str> = seen.lines().collect();
        printed.extend(shortened(&shown, &seen).into_iter().flat_map(|line| [line, "\n"]));
    }
    printed
}

/// What is seen, cut as the block cuts it; all of it if a line is gone that a part begins with.
fn shortened<'a>(shown: &[&'a str], seen: &[&'a str]) -> Vec<&'a str> {
    let parts: Vec<&[&str]> = shown.split(|line| *line == "...").collect();
    let [first, middle @ .., last] = parts.as_slice() else {
        return seen.to_vec();
    };
    if first.len() + last.len() > seen.len() {
        return seen.to_vec();
    }
    let mut kept = seen[..first.len()].to_vec();
    let mut place = first.len();
    for part in middle {
        let found = part.first().and_then(|head| seen[place..].iter().position(|line| line == head));
        let Some(found) = found else { return seen.to_vec() };
        let end = (place + found + part.len()).min(seen.len());
        kept.push("...");
        kept.extend(&seen[place + found..end]);
        place = end;
    }
    kept.push("...");
    kept.extend(&seen[seen.len() - last.len()..]);
    kept
}

/// Words as a shell would cut them: at spaces, except between quotation marks.
fn words(command: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut quote = None;
    let mut inside = false;
    for letter in command.chars() {
        match (letter, quote) {
            ('"' | '\'', None) => {
                quote = Some(letter);
                if !inside {
                    words.push(String::new());
                    inside = true;
                }
            }
            (_, Some(open)) if letter == open => quote = None,
            (' ', None) => inside = false,
            _ => {
                if !inside {
                    words.push(String::new());
                    inside = true;
                }
                words.last_mut().unwrap().push(letter);
            }
        }
    }
    words
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// Codes as they stand in the sources: `error("code"` and the like, also broken over lines.
fn codes() -> BTreeMap<String, &'static str> {
    let mut codes = BTreeMap::new();
    let sources = ["crates/demarche/src", "crates/demarche-cli/src"].map(|folder| files_under(root().join(folder)));
    for path in sources.concat() {
        let source = std::fs::read_to_string(&path).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        if source.contains("\"formula-syntax\"") {
            codes.insert("formula-syntax".to_owned(), "error");
        }
        for (maker, severity) in [
            ("Diagnostic::error(", "error"),
            ("Diagnostic::warning(", "warning"),
            ("Diagnostic::note(", "note"),
        ] {
            for rest in source
                .split(maker)
                .skip(1)
                .chain(source.split(".code(").skip(1).filter(|_| severity == "error"))
            {
                let code = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                // What pages set as code, such as a command, is no diagnostic.
                if let Some(code) = code.filter(|code| !code.contains(' ')) {
                    codes.insert(code.to_owned(), severity);
                }
            }
        }
    }
    assert!(codes.len() > 40, "{codes:?}");
    codes
}

#[test]
fn every_code_has_an_entry() {
    let page = std::fs::read_to_string(root().join("docs/src/diagnostics.md")).unwrap();
    let entries: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
        .collect();
    let missing: Vec<String> = codes().into_keys().filter(|code| !entries.contains(&code.as_str())).collect();
    assert!(missing.is_empty(), "the manual has no entry for {missing:?}");
    let stale: Vec<&&str> = entries.iter().filter(|entry| !codes().contains_key(**entry)).collect();
    assert!(stale.is_empty(), "no source has the codes {stale:?}");
}
