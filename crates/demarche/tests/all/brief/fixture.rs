//! Findings made by hand: a summit with an excluded veto player, and two parties that mirror each other.

use demarche::case::{Interval, Kind, Positions, Silence, Speaker};
use demarche::finding::*;
use demarche::rational::Rational;

pub(super) fn names(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_string()).collect()
}

pub(super) fn state(number: u32, label: &str) -> StateRef {
    StateRef {
        number,
        label: label.to_string(),
        values: Vec::new(),
    }
}

fn party(id: &str, name: &str, seat: bool, form: PreferenceForm, signs: &[(&str, LeaningSign)]) -> PartyInfo {
    PartyInfo {
        id: id.to_string(),
        name: name.to_string(),
        short: id.to_uppercase(),
        seat,
        form,
        rung: Rung::L1,
        silence: Silence::ByForm,
        constituencies: Vec::new(),
        ratification: None,
        leanings: signs
            .iter()
            .map(|(issue, sign)| Leaning {
                issue: (*issue).to_string(),
                values: vec![("yes".to_string(), *sign)],
            })
            .collect(),
    }
}

fn issue(id: &str, name: &str, by: &str) -> IssueInfo {
    IssueInfo {
        id: id.to_string(),
        name: name.to_string(),
        question: String::new(),
        values: vec![format!("no {name}"), name.to_string()],
        status_quo: Some(format!("no {name}")),
        control: vec![
            ControlInfo {
                from: format!("no {name}"),
                to: name.to_string(),
                by: by.to_string(),
                guarded: false,
                default_reverse: false,
            },
            ControlInfo {
                from: name.to_string(),
                to: format!("no {name}"),
                by: by.to_string(),
                guarded: false,
                default_reverse: true,
            },
        ],
        line: format!("issue.{id}"),
    }
}

fn line(id: &str, kind: Kind, holder: Option<&str>, verb: &str, says: &str, text: &str, sentence: Option<u32>) -> LineInfo {
    LineInfo {
        id: id.to_string(),
        kind,
        holder: holder.map(str::to_string),
        verb: verb.to_string(),
        says: says.to_string(),
        text: text.to_string(),
        cites: sentence
            .map(|number| CiteInfo {
                source: "press".to_string(),
                first: Some(number),
                last: Some(number),
                quote: None,
            })
            .into_iter()
            .collect(),
        speaker: (kind == Kind::Reported).then_some(Speaker::ThirdParty),
        grade: None,
        confidence: None,
        place: "case.toml:12".to_string(),
    }
}

pub(super) fn compared(change: Change, gain: Option<(i64, i64)>, unknown: &[&str], lines: &[&str]) -> Compared {
    Compared {
        change,
        gain: gain.map(|(low, high)| Interval {
            low: Rational::integer(low),
            high: Rational::integer(high),
        }),
        unknown_issues: names(unknown),
        lines: names(lines),
    }
}

fn step(by: &[&str], to: StateRef, changes: &[&str]) -> Move {
    Move {
        by: names(by),
        to,
        changes: names(changes),
    }
}

fn accepts(party: &str, verdict: Verdict, why: Compared, quo: &str) -> Acceptance {
    Acceptance {
        party: party.to_string(),
        verdict,
        why: AcceptanceReason::Compared {
            compared: why,
            with: state(1, quo),
        },
        votes: Vec::new(),
        ratified: None,
    }
}

fn signable(signatories: &[&str], verdict: Verdict, holdouts: &[&str], rests_on: &[&str]) -> Signable {
    Signable {
        signatories: names(signatories),
        verdict,
        knife_edge: false,
        holdouts: names(holdouts),
        rests_on: names(rests_on),
    }
}

fn held(party: &str, verdict: Verdict, temptation: Option<Temptation>) -> PartyHolding {
    PartyHolding {
        party: party.to_string(),
        verdict,
        margin: None,
        margin_value: None,
        temptation,
    }
}

/// A ladder: under each notion in order (Nash, SEQ, SSEQ, SIM, SMR, GMR) every party stays, but for one.
fn ladder(
    all: &[&str],
    mover: &str,
    verdicts: [Verdict; 6],
    temptation: &Temptation,
    reprisal: &[Move],
    rests_on: &[&str],
) -> Vec<Holding> {
    Notion::ALL
        .into_iter()
        .zip(verdicts)
        .map(|(notion, verdict)| {
            let mut temptation = temptation.clone();
            if verdict == Verdict::Yes && !reprisal.is_empty() {
                temptation.reprisal = reprisal.to_vec();
                temptation.after = Some(compared(Change::Worse, None, &[], rests_on));
            }
            Holding {
                settled: true,
                notion,
                verdict: Some(verdict),
                parties: all
                    .iter()
                    .map(|party| {
                        if *party == mover {
                            held(party, verdict, Some(temptation.clone()))
                        } else {
                            held(party, Verdict::Yes, None)
                        }
                    })
                    .collect(),
                rests_on: names(rests_on),
            }
        })
        .collect()
}

fn deal(state: StateRef, tables: Vec<Signable>, acceptance: Vec<Acceptance>, holds: Vec<Holding>) -> Deal {
    Deal {
        terms: state
            .label
            .split(" + ")
            .map(|label| Term {
                issue: label.to_string(),
                label: label.to_string(),
                by: "both".to_string(),
                line: "issue.t".to_string(),
            })
            .collect(),
        state,
        consent_veto: Vec::new(),
        excluded_veto: Vec::new(),
        tables,
        acceptance,
        efficient: Efficiency {
            verdict: Some(Verdict::Open),
            dominated_by: None,
        },
        holds,
        scope: Vec::new(),
        at_rest: vec![RestVerdict {
            notion: Notion::Nash,
            verdict: Some(Verdict::Open),
        }],
        coalitions: Vec::new(),
        farsighted: None,
        spoilers: Vec::new(),
    }
}

fn table(signatories: &[&str], role: TableRole, makeable: u64, yes: u64, open: u64, no: u64) -> TableFinding {
    TableFinding {
        signatories: names(signatories),
        role,
        makeable,
        signable: Count { yes, open, no },
        rests_on: names(&["issue.t"]),
    }
}

fn document<A>(answer: &str, case: CaseInfo, readings: Vec<ReadingOf<A>>) -> Document<A> {
    Document {
        schema: SCHEMA.to_string(),
        version: "0.1.0".to_string(),
        answer: answer.to_string(),
        case,
        readings,
    }
}

const QUO: &str = "status quo";

pub(super) fn summit_case() -> CaseInfo {
    use LeaningSign::{Better, Unknown, Worse};
    let source = |id: &str, title: &str, grade: &str| SourceInfo {
        id: id.to_string(),
        title: title.to_string(),
        author: "A newspaper".to_string(),
        date: Some("2025-08-13".to_string()),
        url: "https://example.org/report".to_string(),
        grade: Some(grade.to_string()),
        verified: true,
        passages: vec![
            (4, "Northland repeats two conditions; Southland has turned both down.".to_string()),
            (6, "An adviser speaks of untapped trade.".to_string()),
        ],
    };
    CaseInfo {
        title: "A summit without one of the parties".to_string(),
        summary: "Two capitals meet about a war in which a third is fighting. What can come out, and what holds?".to_string(),
        as_of: Some("2025-08-14".to_string()),
        parties: vec![
            party(
                "no",
                "Northland",
                true,
                PreferenceForm::Partial,
                &[("c", Unknown), ("w", Better), ("t", Better), ("l", Better), ("p", Worse)],
            ),
            party(
                "us",
                "Overseas Union",
                true,
                PreferenceForm::Partial,
                &[("c", Unknown), ("w", Unknown), ("t", Better), ("l", Unknown), ("p", Worse)],
            ),
            party(
                "so",
                "Southland",
                false,
                PreferenceForm::Partial,
                &[("c", Better), ("w", Worse), ("t", Unknown), ("l", Unknown), ("p", Better)],
            ),
            party("al", "European allies", false, PreferenceForm::Unknown, &[]),
        ],
        issues: vec![
            issue("c", "ceasefire", "Northland and Southland"),
            issue("w", "withdrawal", "Southland"),
            issue("t", "trade package", "Northland and Overseas Union"),
            issue("l", "sanctions lifted", "Overseas Union"),
            issue("p", "new pressure", "Overseas Union"),
        ],
        lines: vec![
            line(
                "issue.c",
                Kind::Inferred,
                None,
                "control",
                "c by no and so",
                "Both armies must stop firing.",
                Some(4),
            ),
            line("issue.w", Kind::Inferred, None, "control", "w by so", "", Some(4)),
            line(
                "issue.t",
                Kind::Reported,
                None,
                "control",
                "t by no and us",
                "A trade package needs both capitals.",
                Some(6),
            ),
            line("issue.l", Kind::Inferred, None, "control", "l by us", "", None),
            line("issue.p", Kind::Assumed, None, "control", "p by us", "", None),
            line(
                "no.demands.1",
                Kind::Reported,
                Some("no"),
                "demands",
                "w",
                "Withdrawal comes first.",
                Some(4),
            ),
            line("so.rejects.1", Kind::Reported, Some("so"), "rejects", "w", "", Some(4)),
            line("no.prefers.1", Kind::Inferred, Some("no"), "prefers", "t over not t", "", Some(6)),
            line("us.prefers.1", Kind::Inferred, Some("us"), "prefers", "t over not t", "", Some(6)),
            line(
                "us.prefers.2",
                Kind::Assumed,
                Some("us"),
                "prefers",
                "not p over p",
                "New pressure is costly to whoever applies it.",
                None,
            ),
        ],
        sources: vec![
            source("press", "Two capitals prepare a summit", "C3"),
            source("press-4", "A second report", "F6"),
        ],
        combinations: Some(32),
        feasible: Some(24),
        status_quo: Some(state(1, QUO)),
        refused: vec![
            Refused {
                question: Question::Price,
                needs: Rung::L3,
                parties: vec![("no".to_string(), Rung::L1), ("us".to_string(), Rung::L1)],
            },
            Refused {
                question: Question::Likelihood,
                needs: Rung::L5,
                parties: Vec::new(),
            },
        ],
    }
}

fn summit_deals(positions: Positions) -> Vec<Deal> {
    let all = ["no", "us", "so", "al"];
    let drop_trade = Temptation {
        step: step(&["us"], state(1, QUO), &["no trade package"]),
        gain: compared(Change::Worse, None, &[], &["us.prefers.1"]),
        reprisal: Vec::new(),
        after: None,
    };
    let restore = Temptation {
        step: step(&["us"], state(3, "trade package"), &["no sanctions lifted"]),
        gain: compared(Change::Unknown, None, &["sanctions lifted"], &["us.prefers.1"]),
        reprisal: Vec::new(),
        after: None,
    };
    let fire = Temptation {
        step: step(&["no"], state(9, "withdrawal"), &["no ceasefire"]),
        gain: compared(Change::Better, None, &[], &["no.demands.1"]),
        reprisal: Vec::new(),
        after: None,
    };
    let accept = |good: [Verdict; 4]| -> Vec<Acceptance> {
        all.iter()
            .zip(good)
            .map(|(party, verdict)| {
                let change = match verdict {
                    Verdict::Yes => Change::Better,
                    Verdict::Open => Change::Unknown,
                    Verdict::No => Change::Worse,
                };
                accepts(
                    party,
                    verdict,
                    compared(
                        change,
                        None,
                        &["sanctions lifted"][..usize::from(verdict == Verdict::Open)],
                        &["no.prefers.1"],
                    ),
                    QUO,
                )
            })
            .collect()
    };
    use Verdict::{No, Open, Yes};
    let lines = ["issue.t", "no.prefers.1", "us.prefers.1"];
    let mut trade = deal(
        state(3, "trade package"),
        vec![
            signable(&["no", "us"], Yes, &[], &lines),
            signable(&["no", "us", "so"], Open, &["so"], &lines),
        ],
        accept([Yes, Yes, Open, Open]),
        ladder(&all, "us", [Yes; 6], &drop_trade, &[], &lines),
    );
    trade.farsighted = Some(true);
    let lifted = deal(
        state(4, "trade package + sanctions lifted"),
        vec![signable(&["no", "us"], Open, &["us"], &["us.prefers.1"])],
        accept([Yes, Open, Open, Open]),
        ladder(&all, "us", [Open; 6], &restore, &[], &["us.prefers.1"]),
    );
    let reply = [
        step(&["so"], state(11, "withdrawal ended"), &["no withdrawal"]),
        step(&["us"], state(12, "new pressure"), &["new pressure"]),
    ];
    let verdict = if positions == Positions::RedLines { No } else { Open };
    let mut peace = deal(
        state(8, "ceasefire + withdrawal"),
        vec![
            signable(&["no", "so"], verdict, &["so"], &["so.rejects.1"]),
            signable(&["no", "us", "so", "al"], verdict, &["so"], &["so.rejects.1"]),
        ],
        accept([Yes, Open, verdict, Open]),
        ladder(&all, "no", [No, Yes, Open, Yes, Yes, Yes], &fire, &reply, &["no.demands.1"]),
    );
    peace.consent_veto = names(&["no", "so"]);
    peace.excluded_veto = names(&["so"]);
    if verdict == No {
        peace.acceptance[2].why = AcceptanceReason::Refused {
            line: "so.rejects.1".to_string(),
            position: true,
        };
    }
    let truce = deal(
        state(6, "ceasefire"),
        vec![signable(&["no", "so"], Open, &["no"], &["no.demands.1"])],
        accept([Open, Open, Yes, Open]),
        ladder(&all, "no", [No, No, No, No, No, Yes], &fire, &reply, &["no.demands.1"]),
    );
    vec![trade, lifted, peace, truce]
}

pub(super) fn no_deal() -> NoDealFinding {
    NoDealFinding {
        declared: vec![state(1, QUO)],
        by_default: true,
        derived: DerivedNoDeal::Open {
            moves: vec![step(&["us"], state(2, "sanctions lifted"), &["sanctions lifted"])],
        },
        rests_on: Vec::new(),
    }
}

pub(super) fn goal(positions: Positions) -> GoalFinding {
    let clause = |party: &str, verb, line: &str| Clause {
        party: party.to_string(),
        verb,
        formula: "w".to_string(),
        position: true,
        line: line.to_string(),
    };
    let both = vec![
        clause("no", ClauseVerb::Requires, "no.demands.1"),
        clause("so", ClauseVerb::Refuses, "so.rejects.1"),
    ];
    let red = positions == Positions::RedLines;
    let at = |signatories: &[&str], role, makeable, signable| GoalTable {
        signatories: names(signatories),
        role,
        makeable,
        signable,
        count: Count::default(),
        best: Vec::new(),
        rests_on: Vec::new(),
    };
    let verdict = if red { Verdict::No } else { Verdict::Open };
    GoalFinding {
        name: "a ceasefire".to_string(),
        formula: "c".to_string(),
        states: 12,
        met_today: false,
        consent_veto: names(&["no", "so"]),
        excluded_veto: names(&["so"]),
        tables: vec![
            at(&["no", "us"], TableRole::Declared, 0, Verdict::No),
            at(&["no", "so"], TableRole::Pair, 2, verdict),
            at(&["no", "us", "so", "al"], TableRole::All, 12, verdict),
        ],
        conflicts: if red {
            vec![Conflict { clauses: both.clone() }]
        } else {
            Vec::new()
        },
        corrections: if red {
            both.into_iter().map(|clause| vec![clause]).collect()
        } else {
            Vec::new()
        },
        conflict_group: names(&["no", "so"]),
        rests_on: names(&["issue.c"]),
    }
}

pub(super) fn summit() -> Document<Brief> {
    let brief = |positions| Brief {
        views: None,
        tipping: Vec::new(),
        sure: None,
        bargaining: None,
        no_deal: no_deal(),
        tables: vec![
            table(&["no", "us"], TableRole::Declared, 6, 1, 2, 2),
            table(
                &["no", "so"],
                TableRole::Pair,
                4,
                0,
                if positions == Positions::RedLines { 1 } else { 3 },
                2,
            ),
            table(&["no", "us", "so", "al"], TableRole::All, 24, 0, 9, 14),
        ],
        deals: summit_deals(positions),
        goals: vec![goal(positions)],
        spoilers: vec![SpoilerFinding {
            party: "no".to_string(),
            outsider: false,
            total: Verdict::No,
            breaks: vec![state(6, "ceasefire")],
            may_break: vec![state(8, "ceasefire + withdrawal")],
        }],
        equilibria: vec![Equilibria {
            notion: Notion::Nash,
            count: Some(Count { yes: 2, open: 9, no: 13 }),
            yes: vec![state(1, QUO), state(3, "trade package")],
            open: Vec::new(),
        }],
        evolution: Some(Evolution {
            reached: vec![Reached {
                state: state(1, QUO),
                notions: vec![Notion::Nash],
                path: Vec::new(),
            }],
            partial: true,
            visited: 3,
        }),
        largest_consistent_set: None,
        cuts: vec![Cut {
            what: "deals listed".to_string(),
            limit: 4,
            total: Some(12),
            option: Some("--deals".to_string()),
        }],
    };
    let readings = [Positions::RedLines, Positions::Openings].map(|positions| ReadingOf {
        positions,
        answer: brief(positions),
    });
    document("brief", summit_case(), readings.into())
}

pub(super) fn summit_deals_page() -> Document<Deals> {
    let brief = summit();
    let readings = brief
        .readings
        .into_iter()
        .map(|reading| ReadingOf {
            positions: reading.positions,
            answer: Deals {
                asked: None,
                no_deal: reading.answer.no_deal,
                tables: reading.answer.tables,
                deals: reading.answer.deals,
                cuts: reading.answer.cuts,
            },
        })
        .collect();
    document("deals", brief.case, readings)
}

pub(super) fn summit_why() -> Document<Why> {
    let readings = [Positions::RedLines, Positions::Openings].map(|positions| ReadingOf {
        positions,
        answer: Why {
            no_deal: no_deal(),
            goal: goal(positions),
            deals: summit_deals(positions).split_off(2),
            status_quo_matches: false,
            near: Near {
                notion: Notion::Seq,
                holding_asked: true,
                tables: Vec::new(),
            },
            cuts: Vec::new(),
        },
    });
    document("why", summit_case(), readings.into())
}

/// One state holds whatever the preferences are; more of them, the more wary parties are and the easier to deter.
fn uncertainty() -> UncertaintyFinding {
    let of = |kind, count, states| UncertaintyStability { kind, count, states };
    let package = || state(3, "trade package");
    UncertaintyFinding {
        notion: Notion::Nash,
        surely: 1,
        possibly: 2,
        types: vec![
            of(UncertaintyType::A, 0, Vec::new()),
            of(UncertaintyType::B, 1, vec![package()]),
            of(UncertaintyType::C, 4, vec![package()]),
            of(UncertaintyType::D, 2, vec![state(1, QUO), package()]),
        ],
    }
}

pub(super) fn summit_stability() -> Document<Stability> {
    let answer = StabilityFinding {
        uncertainty: vec![uncertainty()],
        states: summit_deals(Positions::Openings)
            .into_iter()
            .map(|deal| StateStability {
                state: deal.state,
                holds: deal.holds,
            })
            .collect(),
        equilibria: vec![Equilibria {
            notion: Notion::Nash,
            count: Some(Count { yes: 1, open: 1, no: 2 }),
            yes: vec![state(3, "trade package")],
            open: Vec::new(),
        }],
        coalitional: vec![CoalitionalStability {
            members: names(&["no", "us"]),
            stable: vec![(Notion::Nash, vec![3]), (Notion::Seq, vec![3, 4, 99])],
        }],
        largest_consistent_set: Some(vec![state(3, "trade package")]),
        evolution: Evolution {
            reached: vec![Reached {
                state: state(3, "trade package"),
                notions: vec![Notion::Nash, Notion::Seq],
                path: vec![
                    step(&["us"], state(2, "sanctions lifted"), &["sanctions lifted"]),
                    step(&["no"], state(3, "trade package"), &["trade package"]),
                ],
            }],
            partial: false,
            visited: 4,
        },
    };
    document(
        "stability",
        summit_case(),
        vec![ReadingOf {
            positions: Positions::Both,
            answer: Stability {
                stability: answer,
                cuts: Vec::new(),
            },
        }],
    )
}

/// Two parties in the same place: whoever defects gains two, whoever is left loses one; both defecting is today's state.
pub(super) fn mirror(first: &str, second: &str) -> Document<Brief> {
    let mut a = party(
        "a",
        first,
        true,
        PreferenceForm::Scored,
        &[("x", LeaningSign::Worse), ("y", LeaningSign::Better)],
    );
    let mut b = party(
        "b",
        second,
        true,
        PreferenceForm::Scored,
        &[("x", LeaningSign::Better), ("y", LeaningSign::Worse)],
    );
    a.short = format!("{}Q", &first[..1]);
    b.short = format!("{}Q", &second[..1]);
    let both = state(4, "restraint of the first + restraint of the second");
    let defect = Temptation {
        step: step(&["a"], state(2, "restraint of the second"), &["no restraint of the first"]),
        gain: compared(Change::Better, Some((1, 1)), &[], &["value.a"]),
        reprisal: Vec::new(),
        after: None,
    };
    let reply = [step(&["b"], state(1, QUO), &["no restraint of the second"])];
    use Verdict::{No, Open, Yes};
    let table_lines = ["issue.x", "issue.y"];
    let deals = vec![
        deal(
            both,
            vec![signable(&["a", "b"], Yes, &[], &["value.a", "value.b"])],
            vec![
                accepts("a", Yes, compared(Change::Better, Some((1, 1)), &[], &["value.a"]), QUO),
                accepts("b", Yes, compared(Change::Better, Some((1, 1)), &[], &["value.b"]), QUO),
            ],
            ladder(
                &["a", "b"],
                "a",
                [No, Yes, Yes, Open, Yes, Yes],
                &defect,
                &reply,
                &["value.a", "value.b"],
            ),
        ),
        deal(
            state(5, "shared observers"),
            vec![signable(&["a", "b"], Open, &["a"], &["value.a"])],
            vec![
                accepts("a", Open, compared(Change::Unknown, Some((-1, 2)), &[], &["value.a"]), QUO),
                accepts("b", Yes, compared(Change::Better, Some((2, 2)), &[], &["value.b"]), QUO),
            ],
            ladder(&["a", "b"], "a", [Open; 6], &defect, &[], &["value.a"]),
        ),
    ];
    let case = CaseInfo {
        title: "Two parties in the same place".to_string(),
        summary: String::new(),
        as_of: None,
        parties: vec![a, b],
        issues: vec![
            issue("x", "restraint of the first", first),
            issue("y", "restraint of the second", second),
        ],
        lines: vec![
            line("issue.x", Kind::Assumed, None, "control", "x by a", "", None),
            line("issue.y", Kind::Assumed, None, "control", "y by b", "", None),
            line("value.a", Kind::Assumed, Some("a"), "value", "x = -1, y = 2", "", None),
            line("value.b", Kind::Assumed, Some("b"), "value", "x = 2, y = -1", "", None),
        ],
        sources: Vec::new(),
        combinations: Some(8),
        feasible: Some(8),
        status_quo: Some(state(1, QUO)),
        refused: Vec::new(),
    };
    let brief = Brief {
        views: None,
        tipping: Vec::new(),
        sure: None,
        bargaining: None,
        no_deal: NoDealFinding {
            declared: vec![state(1, QUO)],
            by_default: false,
            derived: DerivedNoDeal::Rests {
                states: vec![state(1, QUO)],
                differs: false,
            },
            rests_on: names(&["issue.x"]),
        },
        tables: vec![TableFinding {
            rests_on: names(&table_lines),
            ..table(&["a", "b"], TableRole::Declared, 8, 1, 1, 5)
        }],
        deals,
        goals: Vec::new(),
        spoilers: Vec::new(),
        equilibria: Vec::new(),
        evolution: None,
        largest_consistent_set: Some(vec![state(4, "restraint of the first + restraint of the second")]),
        cuts: Vec::new(),
    };
    document(
        "brief",
        case,
        vec![ReadingOf {
            positions: Positions::Both,
            answer: brief,
        }],
    )
}
