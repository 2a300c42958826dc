//! The issues of a NegMAS outcome space.

use super::class;
use crate::interop::exact::whole;
use crate::interop::genius::grid;
use crate::interop::scenario::{Domain, MOST_VALUES, Topic};
use crate::interop::tree::{Data, Node, Reader};
use crate::interop::{ImportOptions, Loss};

/// Reads the issues.
pub(super) fn read(space: &Node, options: &ImportOptions, losses: &mut Vec<Loss>, reader: &mut Reader<'_>) -> Option<Vec<Topic>> {
    let issues = reader.need(space, "issues")?;
    let mut topics: Vec<Topic> = Vec::new();
    for issue in reader.list(issues, "`issues`")? {
        let Some(name) = reader
            .need(issue, "name")
            .and_then(|node| reader.word(node, "the name of an issue"))
        else {
            continue;
        };
        if topics.iter().any(|topic| topic.name == name) {
            let place = reader.at(issue);
            reader.faults.twice(&place, "issue", name, None);
            continue;
        }
        if let Some((domain, remark)) = domain(issue, name, options, losses, reader) {
            topics.push(Topic {
                name: name.to_owned(),
                domain,
                remark,
            });
        }
    }
    if topics.is_empty() && reader.faults.errors.is_empty() {
        let place = reader.at(issues);
        reader.faults.shape(&place, "no issue is declared in here");
    }
    (!topics.is_empty()).then_some(topics)
}

fn domain(
    issue: &Node,
    name: &str,
    options: &ImportOptions,
    losses: &mut Vec<Loss>,
    reader: &mut Reader<'_>,
) -> Option<(Domain, Option<String>)> {
    let values = reader.need(issue, "values")?;
    let class = class(issue);
    let place = reader.at(values);
    if ["infinite", "callable", "optional"].iter().any(|kind| class.contains(kind)) {
        let message = format!("an issue of the kind `{class}` cannot be read: `{name}` needs a list or a range of values");
        reader.faults.unsupported(&place, message);
        return None;
    }
    if let Data::Number(text) = &values.data {
        // So many whole numbers from 0 on.
        let Some(count) = text.parse::<i64>().ok().filter(|count| *count > 0) else {
            reader.faults.shape(&place, format!("`{name}` must have at least one value"));
            return None;
        };
        let (grid, remark) = grid(name, whole(0), whole(count - 1), true, options, &place, losses, reader.faults)?;
        return Some((Domain::Grid(grid), remark));
    }
    let items = reader.list(values, "`values`")?;
    if class.contains("contiguous") || class.contains("continuous") {
        let [low, high] = items else {
            reader.faults.shape(&place, "a range has a lowest and a highest value");
            return None;
        };
        let (low, high) = (reader.number(low)?.value, reader.number(high)?.value);
        let is_whole = class.contains("contiguous");
        let (grid, remark) = grid(name, low, high, is_whole, options, &place, losses, reader.faults)?;
        return Some((Domain::Grid(grid), remark));
    }
    let mut named: Vec<String> = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    for item in items {
        let value = reader.word(item, "a value")?;
        let at = reader.at(item);
        match seen.insert(value, at.clone()) {
            Some(first) => reader.faults.twice(&at, "value", value, Some(&first)),
            None => named.push(value.to_owned()),
        }
    }
    if named.is_empty() || named.len() > MOST_VALUES {
        reader
            .faults
            .shape(&place, format!("`{name}` must have from 1 to {MOST_VALUES} values"));
        return None;
    }
    Some((Domain::Listed(named), None))
}
