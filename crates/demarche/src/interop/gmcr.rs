//! GMCR+ save files: decision makers, their options, infeasible patterns, one-way options, and statements or a ranking.
//!
//! GMCR+ numbers states by the feasible combinations in ascending order, the first option being the lowest bit. The case declares the
//! options in reverse, so that states carry the same numbers. The format does not say what holds today.

mod pattern;

use super::draft::{Control, Direction, Draft, DraftIssue, DraftParty, DraftStatement, DraftValues, Evidence, Section, Verb};
use super::fault::Faults;
use super::names::{Ids, shorts, slug, stem};
use super::recognize::{Document, Kind, title};
use super::tree::{Data, Node, Reader};
use super::{Format, Loss};
use pattern::Pattern;

/// Options; more make more states than are worked on.
const MOST_OPTIONS: usize = 200;

/// Options up to which states are counted through, for rankings and for the state that holds today.
const MOST_COUNTED: usize = 20;

/// Tests of combinations against infeasible patterns.
const MOST_TESTS: u64 = 100_000_000;

struct Opt {
    id: String,
    name: String,
    direction: Direction,
    owners: Vec<usize>,
}

struct Conflict {
    source: String,
    options: Vec<Opt>,
    infeasible: Vec<Pattern>,
    /// Feasible combinations in ascending order, if there are few enough options.
    states: Option<Vec<u64>>,
}

/// Reads a save file.
pub(super) fn read(documents: &[Document], faults: &mut Faults) -> Option<Draft> {
    let document = Document::only(documents, Kind::Gmcr, "save files", faults)?;
    let node = document.tree()?;
    let mut reader = Reader {
        file: document.file,
        faults,
    };
    let makers = reader.need(node, "decisionMakers")?;
    let makers = reader.list(makers, "`decisionMakers`")?;
    let parties = parties(makers, &mut reader)?;
    let options = options(node, makers, &mut reader)?;
    let infeasible = match node.get("infeasibles") {
        Some(list) => reader
            .list(list, "`infeasibles`")?
            .iter()
            .filter_map(|node| pattern::read(node, options.len(), &mut reader))
            .collect(),
        None => Vec::new(),
    };
    let is_countable = options.len() <= MOST_COUNTED && (infeasible.len() as u64 + 1) << options.len() <= MOST_TESTS;
    let states = is_countable.then(|| {
        (0..1u64 << options.len())
            .filter(|state| !infeasible.iter().any(|pattern: &Pattern| pattern.holds(*state)))
            .collect()
    });
    let conflict = Conflict {
        source: slug(&stem(&document.name), "file"),
        options,
        infeasible,
        states,
    };
    let mut losses = Vec::new();
    let sections = sections(node, makers, &parties, &conflict, &mut losses, &mut reader);
    let coalitions = coalitions(node, &parties, &conflict, &mut reader);
    Some(finish(document, parties, &conflict, sections, coalitions, losses, reader.faults))
}

fn finish(
    document: &Document,
    parties: Vec<DraftParty>,
    conflict: &Conflict,
    sections: Vec<Section>,
    coalitions: Vec<(String, Vec<String>, Evidence)>,
    losses: Vec<Loss>,
    faults: &mut Faults,
) -> Draft {
    let today = conflict.today();
    if conflict.states.as_ref().is_some_and(Vec::is_empty) {
        faults.shape(&document.place(), "no state of this conflict is feasible");
    }
    let remark = if today == 0 {
        "The save file does not say what holds today: supposed is the state in which no option is taken."
    } else {
        "The save file does not say what holds today: supposed is its first feasible state in which options that can only be withdrawn are \
         taken, and options that can only be taken are not. Options with `status-quo = \"yes\"` are taken in it."
    };
    let never = conflict
        .infeasible
        .iter()
        .map(|pattern| (pattern.formula(&conflict.names()), Evidence::reported(&conflict.source)))
        .collect();
    Draft {
        format: Format::Gmcr,
        title: stem(&document.name),
        remarks: Vec::new(),
        from_nothing: false,
        sources: vec![(conflict.source.clone(), title(document))],
        issues: conflict.issues(&parties, today),
        parties,
        issue_remarks: vec![
            "One yes/no issue an option, in reverse order, so that states have the numbers of GMCR+.".to_owned(),
            remark.to_owned(),
        ],
        never,
        agreement: None,
        scales: None,
        coalitions,
        sections,
        losses,
    }
}

impl Conflict {
    /// The state that is supposed to hold: the first feasible one in which every one-way option can still be used, or else the first.
    fn today(&self) -> u64 {
        let Some(states) = &self.states else { return 0 };
        let is_open = |state: &u64| {
            self.options.iter().enumerate().all(|(position, option)| match option.direction {
                Direction::Both => true,
                Direction::Forward => state >> position & 1 == 0,
                Direction::Back => state >> position & 1 == 1,
            })
        };
        states.iter().find(|state| is_open(state)).or(states.first()).copied().unwrap_or(0)
    }

    fn names(&self) -> Vec<&str> {
        self.options.iter().map(|option| option.id.as_str()).collect()
    }

    fn issues(&self, parties: &[DraftParty], today: u64) -> Vec<DraftIssue> {
        let issue = |(position, option): (usize, &Opt)| {
            let by: Vec<&str> = option.owners.iter().map(|owner| parties[*owner].id.as_str()).collect();
            let holds = position < 64 && today >> position & 1 == 1;
            DraftIssue {
                id: option.id.clone(),
                name: option.name.clone(),
                values: DraftValues::YesNo,
                control: Some(Control {
                    by: if by.is_empty() { "nobody".to_owned() } else { by.join(" or ") },
                    direction: option.direction,
                    holds,
                }),
                evidence: Evidence::reported(&self.source),
                remark: by.is_empty().then(|| "No decision maker has this option.".to_owned()),
            }
        };
        self.options.iter().enumerate().rev().map(issue).collect()
    }
}

fn parties(makers: &[Node], reader: &mut Reader<'_>) -> Option<Vec<DraftParty>> {
    let mut names: Vec<String> = Vec::new();
    for maker in makers {
        let node = reader.need(maker, "name")?;
        let name = reader.word(node, "the name of a decision maker")?;
        if names.iter().any(|other| other == name) {
            let place = reader.at(node);
            reader.faults.twice(&place, "decision maker", name, None);
        }
        names.push(name.to_owned());
    }
    let mut ids = Ids::default();
    let parties: Vec<DraftParty> = names
        .iter()
        .zip(shorts(&names))
        .map(|(name, short)| DraftParty {
            id: ids.take(name, "party"),
            name: name.clone(),
            short,
        })
        .collect();
    (!parties.is_empty()).then_some(parties)
}

fn options(node: &Node, makers: &[Node], reader: &mut Reader<'_>) -> Option<Vec<Opt>> {
    let list = reader.need(node, "options")?;
    let items = reader.list(list, "`options`")?;
    if items.is_empty() || items.len() > MOST_OPTIONS {
        let place = reader.at(list);
        reader
            .faults
            .shape(&place, format!("a conflict has from 1 to {MOST_OPTIONS} options"));
        return None;
    }
    let mut owners: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (position, maker) in makers.iter().enumerate() {
        let owned = reader.need(maker, "options")?;
        for option in reader.list(owned, "the options of a decision maker")? {
            let at = reader.position(option, items.len(), "an option")?;
            if !owners[at].contains(&position) {
                owners[at].push(position);
            }
        }
    }
    let mut options = Vec::new();
    let mut ids = Ids::default();
    let names: Vec<&str> = items
        .iter()
        .map(|item| item.get("name").and_then(Node::word).unwrap_or_default())
        .collect();
    for ((item, name), owners) in items.iter().zip(&names).zip(owners) {
        let node = reader.need(item, "name")?;
        let name = if name.is_empty() {
            reader.word(node, "the name of an option")?
        } else {
            name
        };
        // Two decision makers may each have an option of the same name.
        let is_shared = names.iter().filter(|other| *other == &name).count() > 1;
        let owner = owners
            .first()
            .filter(|_| is_shared)
            .and_then(|owner| makers[*owner].get("name"))
            .and_then(Node::word);
        let shown = owner.map_or_else(|| name.to_owned(), |owner| format!("{name} ({owner})"));
        let direction = match item.get("permittedDirection") {
            None => Direction::Both,
            Some(direction) => match direction.word() {
                Some("both") => Direction::Both,
                Some("fwd") => Direction::Forward,
                Some("back") => Direction::Back,
                _ => {
                    let place = reader.at(direction);
                    reader.faults.shape(&place, "expected `both`, `fwd` or `back`");
                    Direction::Both
                }
            },
        };
        options.push(Opt {
            id: ids.take(&shown, "option"),
            name: shown,
            direction,
            owners,
        });
    }
    Some(options)
}

fn sections(
    node: &Node,
    makers: &[Node],
    parties: &[DraftParty],
    conflict: &Conflict,
    losses: &mut Vec<Loss>,
    reader: &mut Reader<'_>,
) -> Vec<Section> {
    let is_manual = ["useManualPreferenceRanking", "useManualPreferenceVectors"]
        .iter()
        .any(|key| matches!(node.get(key).map(|node| &node.data), Some(Data::Bool(true))));
    let mut sections = Vec::new();
    for (maker, party) in makers.iter().zip(parties) {
        if maker
            .get("misperceptions")
            .is_some_and(|list| list.items().is_none_or(|items| !items.is_empty()))
        {
            losses.push(Loss::new(format!("the misperceptions of `{}`", party.name)));
        }
        let ranking = ["preferenceRanking", "preferenceVector"].iter().find_map(|key| maker.get(key));
        let said = match ranking.filter(|_| is_manual) {
            Some(ranking) => pattern::ranking(ranking, &conflict.names(), conflict.states.as_deref(), reader),
            None => priorities(maker, party, conflict, losses, reader),
        };
        let statements = said
            .map(|(verb, evidence_text)| DraftStatement {
                party: party.id.clone(),
                verb,
                evidence: match evidence_text {
                    None => Evidence::reported(&conflict.source),
                    Some(text) => Evidence::inferred(&conflict.source, text),
                },
            })
            .into_iter()
            .collect();
        sections.push(Section {
            title: party.name.clone(),
            remarks: Vec::new(),
            statements,
        });
    }
    sections
}

fn priorities(
    maker: &Node,
    party: &DraftParty,
    conflict: &Conflict,
    losses: &mut Vec<Loss>,
    reader: &mut Reader<'_>,
) -> Option<(Verb, Option<String>)> {
    let list = match maker.get("preferences") {
        Some(list) => reader.list(list, "`preferences`")?,
        None => &[],
    };
    let mut formulas: Vec<String> = Vec::new();
    for node in list {
        let formula = pattern::read(node, conflict.options.len(), reader)?.formula(&conflict.names());
        if formulas.contains(&formula) {
            losses.push(Loss::new(format!(
                "a statement of `{}` that repeats an earlier one, which decides already",
                party.name
            )));
        } else {
            formulas.push(formula);
        }
    }
    if formulas.is_empty() {
        let text = "The decision maker has no statements, which GMCR+ reads as indifference between all states.";
        return Some((Verb::Ranking(vec![vec!["*".to_owned()]]), Some(text.to_owned())));
    }
    Some((Verb::Priority(formulas), None))
}

fn coalitions(node: &Node, parties: &[DraftParty], conflict: &Conflict, reader: &mut Reader<'_>) -> Vec<(String, Vec<String>, Evidence)> {
    let mut coalitions = Vec::new();
    for entry in node.get("coalitions").and_then(Node::items).unwrap_or_default() {
        let Some(members) = entry.items().filter(|members| members.len() > 1) else {
            continue;
        };
        let positions: Option<Vec<usize>> = members
            .iter()
            .map(|member| reader.position(member, parties.len(), "a decision maker"))
            .collect();
        let Some(positions) = positions else { continue };
        let names: Vec<&str> = positions.iter().map(|position| parties[*position].name.as_str()).collect();
        let ids = positions.iter().map(|position| parties[*position].id.clone()).collect();
        coalitions.push((names.join(" and "), ids, Evidence::reported(&conflict.source)));
    }
    coalitions
}
