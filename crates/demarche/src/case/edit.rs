//! A case with a party or an issue taken out, an issue settled beforehand, or a seat given or taken: the same case asked "what if".
//!
//! Adding or dropping parties and issues is a move of its own in the setup of a negotiation (Sebenius 1983). Each edit gives a new case and leaves the
//! old one as it is.
//!
//! - *Without a party*: as if it had not been there. Its lines go, it has no vote and no move. What it alone controls nobody can change;
//!   where its consent was needed beside that of others, theirs is enough; of "k of a, b, c" as many are needed as before, but no more than are left,
//!   and of a quota as much weight, but no more than is left.
//! - *A settled issue*: it has this value from the start and in every deal.
//! - *One line more*, or one preference the other way round; or some lines on preferences less.
//! - *Without an issue*: it keeps the value of today. (From nothing there is none: settle it instead.)

use crate::case::{Agreement, Case, Change, Consent, Content, Formula, Holder, Kind, Never, Start, Statement};
use crate::index::{IssueId, Key, PartyId, StatementId, Table};
use crate::rational::Rational;
use crate::span::Span;

impl Case {
    /// The case with one more line, supposed by a question.
    pub fn supposing(&self, text: &str, content: Content) -> Case {
        let mut case = self.clone();
        // What nobody wrote has no place; the party's own stands for it.
        let holder = content.holder().map(|holder| holder.party);
        let span = holder.map(|party| case.parties[party].span);
        if let Some(span) = span.or_else(|| case.parties.values().next().map(|party| party.span)) {
            case.statements.push(supposed(text, content, span));
        }
        case
    }

    /// The case with a preference turned round, if the line is one: the worse over the better.
    pub fn reversed(&self, line: StatementId) -> Option<Case> {
        let Content::Prefers(holder, better, worse) = &self.statements[line].content else {
            return None;
        };
        let reversed = Content::Prefers(*holder, worse.clone(), better.clone());
        let mut case = self.clone();
        case.statements[line].content = reversed;
        Some(case)
    }

    /// The case with an issue settled at `value`, wherever it starts.
    pub fn settled(&self, issue: IssueId, value: u32) -> Case {
        let mut case = self.clone();
        let declared = &mut case.issues[issue];
        declared.status_quo = value;
        let text = format!("{} != {}", declared.id, declared.values[value as usize].id);
        let span = declared.span;
        for state in &mut case.no_deal {
            state.values[issue.index()] = value;
        }
        let statement = case.statements.push(supposed(&text, Content::Never(case.never.len()), span));
        let formula = Formula::Not(Box::new(Formula::In(issue, vec![value])));
        case.never.push(Never { formula, text, statement });
        case
    }

    /// The case with a seat at the table given to a party or taken from it.
    pub fn seated(&self, party: PartyId, seat: bool) -> Case {
        let mut case = self.clone();
        case.parties[party].seat = seat;
        if case.start == Start::Nothing {
            // Who settles what nobody is named for depends on who sits at the table.
            let before = whole_table(self);
            let after = whole_table(&case);
            for issue in case.issues.keys().collect::<Vec<_>>() {
                if case.issues[issue].settled_by.as_ref() == Some(&before) {
                    case.issues[issue].settled_by = Some(after.clone());
                }
            }
        }
        case
    }

    /// The case without a party, as if it had not been there.
    pub fn without_party(&self, gone: PartyId) -> Case {
        let mut case = self.clone();
        let place = |party: PartyId| match party.index().cmp(&gone.index()) {
            std::cmp::Ordering::Less => Some(party),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(PartyId::from_index(party.index() - 1)),
        };
        let left = |consent: &Consent<PartyId>| without(consent, &place).unwrap_or(Consent::Nobody);
        case.parties = self
            .parties
            .iter()
            .filter(|(party, _)| *party != gone)
            .map(|(_, party)| party.clone())
            .collect();
        for issue in case.issues.keys().collect::<Vec<_>>() {
            let declared = &mut case.issues[issue];
            declared.changes.retain_mut(|change: &mut Change| {
                change.by = left(&change.by);
                change.by != Consent::Nobody
            });
            declared.settled_by = declared.settled_by.as_ref().map(left);
        }
        // Lines of the party, and structure that is about it alone, are left out.
        let mut lines = Lines::default();
        for statement in self.statements.values() {
            let content = match &statement.content {
                Content::Coalition(index) => {
                    let members: Vec<PartyId> = self.coalitions[*index].members.iter().copied().filter_map(place).collect();
                    (members.len() > 1).then(|| Content::Coalition(lines.coalition(*index)))
                }
                Content::Payable(index) => place(self.payables[*index].payer).map(|_| Content::Payable(lines.payable(*index))),
                Content::Lever(index) => {
                    let lever = &self.levers[*index];
                    let stays = place(lever.owner).is_some() && lever.on.is_none_or(|on| place(on).is_some());
                    stays.then(|| Content::Lever(lines.lever(*index)))
                }
                Content::View(index) => place(self.views[*index].party).map(|_| Content::View(lines.view(*index))),
                Content::Believed(index, believed) => {
                    let held = believed.holder().and_then(|holder| {
                        let party = place(holder.party)?;
                        Some(believed.held_by(Holder { party, ..holder }))
                    });
                    let kept = lines.views.iter().position(|view| view == index);
                    held.zip(kept).map(|(believed, view)| Content::Believed(view, Box::new(believed)))
                }
                Content::Agreement
                    if self
                        .agreement
                        .as_ref()
                        .is_some_and(|agreement| without(&agreement.rule, &place).is_none()) =>
                {
                    None
                }
                other => match other.holder() {
                    None => Some(other.clone()),
                    Some(holder) => place(holder.party).map(|party| other.held_by(Holder { party, ..holder })),
                },
            };
            lines.keep(statement, content);
        }
        let Lines { statements, renamed, .. } = &lines;
        let renamed = |line: StatementId| renamed.get(line.index()).copied().flatten();
        case.agreement = self.agreement.as_ref().and_then(|agreement| {
            Some(Agreement {
                rule: without(&agreement.rule, &place)?,
                statement: renamed(agreement.statement)?,
            })
        });
        case.comparable = self.comparable.and_then(renamed);
        case.coalitions = lines.coalitions.iter().map(|index| self.coalitions[*index].clone()).collect();
        for coalition in &mut case.coalitions {
            coalition.members = coalition.members.iter().copied().filter_map(place).collect();
        }
        case.payables = lines.payables.iter().map(|index| self.payables[*index].clone()).collect();
        for payable in &mut case.payables {
            payable.payer = place(payable.payer).unwrap_or(payable.payer);
            payable.worth = std::mem::take(&mut payable.worth)
                .into_iter()
                .filter_map(|(party, worth)| Some((place(party)?, worth)))
                .collect();
        }
        case.levers = lines.levers.iter().map(|index| self.levers[*index].clone()).collect();
        for lever in &mut case.levers {
            lever.owner = place(lever.owner).unwrap_or(lever.owner);
            lever.on = lever.on.and_then(place);
        }
        case.views = lines.views.iter().map(|index| self.views[*index].clone()).collect();
        for view in &mut case.views {
            view.party = place(view.party).unwrap_or(view.party);
        }
        case.renumber(statements.clone(), &renamed);
        case
    }

    /// The case as a party sees it: without the lines that it does not believe, with those that it believes instead; an issue that it does not see
    /// stays as it is today.
    pub fn seen_in(&self, view: usize) -> Case {
        let Some(seen) = self.views.get(view) else { return self.clone() };
        let mut case = self.keeping(|line, _| seen.without.binary_search(&line).is_err());
        for statement in case.statements.values_mut() {
            if let Content::Believed(index, believed) = &statement.content
                && *index == view
            {
                statement.content = (**believed).clone();
            }
        }
        for issue in &seen.unaware {
            let today = case.issues[*issue].status_quo;
            case = case.settled(*issue, today);
        }
        case
    }

    /// The case with only those lines on preferences that `keeps` says; structure stays.
    pub fn keeping(&self, keeps: impl Fn(StatementId, &Statement) -> bool) -> Case {
        let mut case = self.clone();
        let mut lines = Lines::default();
        for (line, statement) in self.statements.iter() {
            let stays = statement.content.holder().is_none() || keeps(line, statement);
            lines.keep(statement, stays.then(|| statement.content.clone()));
        }
        let renamed = |line: StatementId| lines.renamed.get(line.index()).copied().flatten();
        if let Some(agreement) = &mut case.agreement {
            agreement.statement = renamed(agreement.statement).unwrap_or(StatementId(0));
        }
        case.comparable = case.comparable.and_then(renamed);
        case.renumber(lines.statements.clone(), &renamed);
        case
    }

    /// Lines under their new numbers; what refers to them follows.
    fn renumber(&mut self, statements: Table<StatementId, Statement>, renamed: &dyn Fn(StatementId) -> Option<StatementId>) {
        let issues = self.issues.values_mut().map(|issue| &mut issue.statement);
        for line in issues
            .chain(self.never.iter_mut().map(|never| &mut never.statement))
            .chain(self.no_deal.iter_mut().map(|state| &mut state.statement))
            .chain(self.coalitions.iter_mut().map(|coalition| &mut coalition.statement))
            .chain(self.payables.iter_mut().map(|payable| &mut payable.statement))
            .chain(self.levers.iter_mut().map(|lever| &mut lever.statement))
            .chain(self.views.iter_mut().map(|view| &mut view.statement))
        {
            *line = renamed(*line).unwrap_or(StatementId(0));
        }
        for view in &mut self.views {
            view.without = view.without.iter().copied().filter_map(renamed).collect();
        }
        self.statements = statements;
    }
}

/// Which lines stay, and under which numbers.
#[derive(Default)]
struct Lines {
    statements: Table<StatementId, Statement>,
    renamed: Vec<Option<StatementId>>,
    coalitions: Vec<usize>,
    payables: Vec<usize>,
    levers: Vec<usize>,
    views: Vec<usize>,
}

impl Lines {
    fn keep(&mut self, statement: &Statement, content: Option<Content>) {
        let kept = content.map(|content| {
            self.statements.push(Statement {
                content,
                ..statement.clone()
            })
        });
        self.renamed.push(kept);
    }

    fn coalition(&mut self, index: usize) -> usize {
        self.coalitions.push(index);
        self.coalitions.len() - 1
    }

    fn payable(&mut self, index: usize) -> usize {
        self.payables.push(index);
        self.payables.len() - 1
    }

    fn view(&mut self, index: usize) -> usize {
        self.views.push(index);
        self.views.len() - 1
    }

    fn lever(&mut self, index: usize) -> usize {
        self.levers.push(index);
        self.levers.len() - 1
    }
}

/// A consent without the members that `place` gives no place; `None` if nobody is left who could give it.
fn without<M: Copy>(consent: &Consent<M>, place: &impl Fn(M) -> Option<M>) -> Option<Consent<M>> {
    let all = |parts: &[Consent<M>]| -> Vec<Consent<M>> { parts.iter().filter_map(|part| without(part, place)).collect() };
    match consent {
        Consent::One(member) => place(*member).map(Consent::One),
        Consent::All(parts) => Some(all(parts)).filter(|left| !left.is_empty()).map(Consent::All),
        Consent::Any(parts) => Some(all(parts)).filter(|left| !left.is_empty()).map(Consent::Any),
        Consent::AtLeast(least, parts) => {
            let left = all(parts);
            (!left.is_empty()).then(|| Consent::AtLeast((*least).min(left.len() as u32), left))
        }
        Consent::Weighted(quota, weights) => {
            let left: Vec<_> = weights
                .iter()
                .filter_map(|(member, weight)| Some((place(*member)?, weight.clone())))
                .collect();
            let total = left.iter().fold(Rational::zero(), |total, (_, weight)| &total + weight);
            (total > Rational::zero()).then(|| Consent::Weighted(quota.clone().min(total), left))
        }
        Consent::Nobody => Some(Consent::Nobody),
        Consent::Nature => Some(Consent::Nature),
    }
}

/// Those whose agreement the table needs.
pub(crate) fn whole_table(case: &Case) -> Consent<PartyId> {
    let seated = case.parties.iter().filter(|(_, party)| party.seat);
    match &case.agreement {
        Some(agreement) => agreement.rule.clone(),
        None => Consent::All(seated.map(|(party, _)| Consent::One(party)).collect()),
    }
}

/// A line that the question supposes.
fn supposed(text: &str, content: Content, span: Span) -> Statement {
    Statement {
        id: format!("what-if: {text}"),
        kind: Kind::Assumed,
        kind_given: true,
        cites: Vec::new(),
        grade: None,
        speaker: None,
        date: None,
        confidence: None,
        text: "Supposed by the question.".to_owned(),
        content,
        span,
    }
}
