//! Can every issue be moved, and can it be moved back? A way back that nobody wrote down gives a deal that only seems to hold.

use crate::case::lint::Marks;
use crate::case::{Case, Issue};
use crate::diagnostic::Diagnostic;

/// Ways back that are missing or supposed, and issues that nobody can move.
pub(crate) fn check(case: &Case, marks: &Marks) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut supposed = Vec::new();
    for (key, issue) in case.issues.iter() {
        if !issue.changes.iter().any(|change| change.from == issue.status_quo) {
            if !marks.fixed.contains(&key) {
                let message = format!("nobody can change `{}`", issue.id);
                let help = "say who can: `by = \"...\"`, or that this is meant: `by = \"nobody\"`";
                found.push(Diagnostic::warning("no-one-can-start", message).at(issue.span, "").help(help));
            }
            continue;
        }
        if issue.changes.iter().any(|change| change.default_reverse) {
            supposed.push(issue);
        }
        if !marks.irreversible.contains(&key)
            && let Some(stuck) = stuck(issue)
        {
            let values = (issue.values.get(stuck), issue.values.get(issue.status_quo as usize));
            if let (Some(from), Some(to)) = values {
                let message = format!("nobody can change `{}` from `{}` back to `{}`", issue.id, from.id, to.id);
                let help = "add the change back, or say that this is meant: `irreversible = true`";
                found.push(Diagnostic::warning("irreversible-issue", message).at(issue.span, "").help(help));
            }
        }
    }
    found.extend(default_reverse(&supposed));
    found
}

/// The first value that can be reached from the status quo and from which no chain of changes leads back.
fn stuck(issue: &Issue) -> Option<usize> {
    let reach = |forward: bool| {
        let mut edges: Vec<Vec<u32>> = vec![Vec::new(); issue.values.len()];
        for change in &issue.changes {
            let (from, to) = if forward {
                (change.from, change.to)
            } else {
                (change.to, change.from)
            };
            if let Some(edges) = edges.get_mut(from as usize) {
                edges.push(to);
            }
        }
        let mut seen = vec![false; issue.values.len()];
        let mut open = vec![issue.status_quo];
        while let Some(value) = open.pop() {
            match seen.get_mut(value as usize) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            open.extend(edges.get(value as usize).into_iter().flatten());
        }
        seen
    };
    reach(true).into_iter().zip(reach(false)).position(|(there, back)| there && !back)
}

fn default_reverse(issues: &[&Issue]) -> Option<Diagnostic> {
    let (first, rest) = issues.split_first()?;
    let names: Vec<String> = issues.iter().map(|issue| format!("`{}`", issue.id)).collect();
    let message = format!("who can undo a change is supposed, not said, for {}", names.join(", "));
    let mut note = Diagnostic::note("default-reverse", message).at(first.span, "");
    for issue in rest {
        note = note.with(issue.span, "");
    }
    Some(
        note.help(
            "whoever can bring the change about is taken to be able to undo it; say so with `back = \"...\"`, or `irreversible = true`",
        ),
    )
}
