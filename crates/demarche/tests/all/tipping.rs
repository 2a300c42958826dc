//! What tips the worked examples, exactly: prices, guarantees, conditions, threats, seats (E1, E3, E4, E5, E10, E12, E13 of the model).

use demarche::analysis::{self, Settings, Tipping, Unwatched};
use demarche::case::{Case, Positions, read};
use demarche::finding::{Lack, LeverAct, Notion, Tip, TippingSet, Verdict, distinct};
use demarche::rational::Rational;
use demarche::span::Files;

use crate::memory::case;
use crate::worked::open;

fn tips(case: &Case, mut files: Files, goal: &str, tipping: Tipping) -> Vec<(Positions, Tip)> {
    let goal = read::formula(case, &mut files, "goal", goal).unwrap();
    let document = analysis::tip(case, &files, &goal, tipping, &Settings::STANDARD, &mut Unwatched).unwrap();
    document
        .readings
        .into_iter()
        .map(|reading| (reading.positions, reading.answer))
        .collect()
}

fn tip(name: &str, goal: &str, tipping: Tipping) -> Tip {
    let (case, files) = open(name);
    let mut readings = tips(&case, files, goal, tipping);
    assert_eq!(readings.len(), 1);
    readings.pop().unwrap().1
}

const SIGN: Tipping = Tipping {
    sign: true,
    hold: None,
    most: 3,
};

fn both(notion: Notion) -> Tipping {
    Tipping {
        sign: true,
        hold: Some(notion),
        most: 3,
    }
}

fn hold(notion: Notion) -> Tipping {
    Tipping {
        sign: false,
        hold: Some(notion),
        most: 3,
    }
}

/// Each set in short: `pay b>a 10 kept`, `fine a 10`, `lapse t/l`, `seat c`, `threat target`, `with land ceded`.
fn short(tip: &Tip, sets: &[TippingSet]) -> Vec<String> {
    let number = |rational: &Rational| rational.to_string();
    let mut all: Vec<String> = sets
        .iter()
        .map(|set| {
            let mut parts: Vec<String> = set
                .levers
                .iter()
                .map(|lever| {
                    let size = set.sizes.iter().find(|size| size.lever == *lever).map(|size| size.least.as_ref());
                    let size = size.map_or(String::new(), |least| least.map_or(" ?".to_owned(), |least| format!(" {least}")));
                    match &tip.levers[*lever as usize - 1].act {
                        LeverAct::Package { value, .. } => format!("with {value}"),
                        LeverAct::Pay { payer, to, while_kept, .. } => {
                            let paid = set.payments.iter().find(|paid| paid.lever == *lever).unwrap();
                            let when = if *while_kept { "kept" } else { "once" };
                            let (low, high) = (number(&paid.range.low), number(&paid.range.high));
                            let amount = if low == high { low } else { format!("{low}-{high}") };
                            format!("pay {payer}>{to} {amount} {when}")
                        }
                        LeverAct::Guarantee { on, .. } => format!("fine {on}{size}"),
                        LeverAct::Threat { on, .. } => format!("threat {on}{size}"),
                        LeverAct::Instead { value } => format!("or else {value}"),
                        LeverAct::Condition { breach, lapses, .. } => format!("lapse {lapses}/{breach}"),
                        LeverAct::Seat { party, given } => format!("{} {party}", if *given { "seat" } else { "unseat" }),
                    }
                })
                .collect();
            parts.sort();
            parts.join(", ")
        })
        .collect();
    all.sort();
    all
}

fn sure(tip: &Tip) -> Vec<String> {
    short(tip, &tip.sets)
}

#[test]
fn e1_one_unit_each_makes_cooperation_hold() {
    let both_cooperate = "r = cooperate and k = cooperate";
    let found = tip("prisoners-dilemma/case.toml", both_cooperate, both(Notion::Nash));
    let sets = sure(&found);
    assert!(sets.contains(&"fine col 1, fine row 1".to_owned()), "{sets:?}");
    // What one pays the other it lacks itself.
    assert!(
        !sets.iter().any(|set| set.contains("pay row>col") && set.contains("pay col>row")),
        "{sets:?}"
    );
    assert!(found.sets.iter().all(|set| set.confirmed == Some(true)));
    for party in &found.prices.as_ref().unwrap().parties {
        let one = Rational::integer(1);
        assert_eq!(
            party.to_hold,
            Some(Lack::Between {
                least: one.clone(),
                most: one
            })
        );
    }
    let sequential = tip("prisoners-dilemma/case.toml", both_cooperate, both(Notion::Seq));
    assert_eq!(sequential.now, Verdict::Yes);
}

#[test]
fn e3_a_guarantee_a_payment_while_peace_is_kept_and_no_gift() {
    let found = tip("land-for-peace/case.toml", "land = cede and war = peace", both(Notion::Nash));
    assert_eq!(found.now, Verdict::No);
    assert_eq!(sure(&found), ["fine a 10", "pay b>a 10 kept"]);
    let peace = tip("land-for-peace/case.toml", "war = peace", both(Notion::Nash));
    assert_eq!(sure(&peace), ["fine a 10, with land ceded", "pay b>a 5 kept"]);
    // An unconditional payment buys the signature and changes nothing about holding.
    let gift = peace
        .levers
        .iter()
        .find(|lever| matches!(lever.act, LeverAct::Pay { while_kept: false, .. }))
        .unwrap();
    let alone = gift.alone.unwrap();
    assert_eq!((alone.sign, alone.hold), (Verdict::Yes, Some(Verdict::No)));
}

#[test]
fn e3_if_a_requires_the_land_keeping_it_leaves_the_menu() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/land-for-peace/case.toml")).unwrap();
    let text = text + "\n[[statement]]\nparty = \"a\"\nrequires = \"land = cede\"\nkind = \"assumed\"\n";
    let found = tips(&case(&text), Files::new(), "war = peace", both(Notion::Nash)).pop().unwrap().1;
    assert_eq!(sure(&found), ["fine a 10, with land ceded", "pay b>a 10 kept, with land ceded"]);
}

#[test]
fn e4_the_price_of_an_excluded_veto_player() {
    let found = tip("excluded-veto/case.toml", "x and not y", SIGN);
    assert_eq!(sure(&found), ["pay a>c 3-6 once, pay b>c 2-5 once, seat c"]);
    let set = &found.sets[0];
    assert_eq!(set.most, Some(Rational::integer(11)), "a slack of 3");
    let half = tip("excluded-veto/half-rate.toml", "x and not y", SIGN);
    assert!(half.sets.is_empty(), "16 at half the rate: no price exists");
    let price = |tip: &Tip| {
        let party = tip
            .prices
            .as_ref()
            .unwrap()
            .parties
            .iter()
            .find(|party| party.party == "c")
            .unwrap();
        party.payments[0].to_sign.as_ref().unwrap().least.to_string()
    };
    assert_eq!((price(&found), price(&half)), ("8".to_owned(), "16".to_owned()));
}

#[test]
fn e5_a_possible_and_a_necessary_price() {
    let found = tip("price/case.toml", "x", SIGN);
    assert!(found.sets.is_empty(), "8.75 exceeds the budget of 6");
    assert_eq!(short(&found, &found.perhaps), ["pay a>b 3.75 once"]);
    let range = found.prices.as_ref().unwrap().parties[1].payments[0].to_sign.clone().unwrap();
    assert_eq!(
        (range.least.to_string(), range.most.unwrap().to_string()),
        ("3.75".to_owned(), "8.75".to_owned())
    );
    let exact = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/price/case.toml")).unwrap();
    let found = tips(&case(&exact.replace("[-7, -3]", "-4")), Files::new(), "x", SIGN)
        .pop()
        .unwrap()
        .1;
    assert_eq!(sure(&found), ["pay a>b 5 once"]);
}

#[test]
fn e10_a_threat_is_as_good_as_it_is_believed() {
    let plain = tip("threat/case.toml", "comply", SIGN);
    assert!(plain.sets.is_empty());
    assert_eq!(short(&plain, &plain.unbelieved), ["threat target"]);
    let threat = &plain.levers[0];
    assert_eq!(threat.credible, Some(Verdict::No));
    assert_eq!(threat.audience_cost.as_ref().unwrap().low, Rational::integer(3));
    assert_eq!(threat.alone.unwrap().sign, Verdict::No);
    let audience = tip("threat/audience.toml", "comply", SIGN);
    assert_eq!(sure(&audience), ["threat target"]);
    let weak = tip("threat/weak.toml", "comply", SIGN);
    assert_eq!(weak.levers[0].credible, Some(Verdict::Yes));
    assert!(weak.sets.is_empty() && weak.unbelieved.is_empty());
}

#[test]
fn e12_and_e13_the_summit() {
    let (case, files) = open("alaska2025/case.toml");
    // Not a sum but a condition makes a deal of the table hold.
    let deal = "l and t and not (c or w or n or g or p or e)";
    for (_, found) in tips(&case, files.clone(), deal, hold(Notion::Nash)) {
        assert_eq!(found.now, Verdict::Open);
        assert_eq!(sure(&found), ["fine us ?", "lapse trade package/US sanctions lifted"]);
    }
    for (_, found) in tips(&case, files.clone(), deal, hold(Notion::Seq)) {
        assert!(sure(&found).contains(&"lapse trade package/US sanctions lifted".to_owned()));
    }
    // Nothing can be priced, and the page says what would have to be known.
    for (_, found) in tips(&case, files.clone(), "l and t", SIGN) {
        let prices = found.prices.unwrap();
        let us = prices.parties.iter().find(|party| party.party == "us").unwrap();
        let Lack::Unmeasured { issues, .. } = &us.to_sign else {
            panic!("{us:?}")
        };
        assert_eq!(*issues, ["US sanctions lifted", "trade package"]);
        assert!(us.payments.is_empty());
    }
    // Who must be seated for a ceasefire, and what stands in the way.
    let ceasefire = tips(&case, files, "c", SIGN);
    let [(Positions::RedLines, red), (Positions::Openings, open)] = ceasefire.as_slice() else {
        panic!()
    };
    assert!(red.sets.is_empty() && red.perhaps.is_empty());
    assert_eq!((red.goal.conflicts.len(), red.goal.corrections.len()), (2, 4));
    assert_eq!(short(open, &open.perhaps), ["seat ua"]);
}

#[test]
fn new_pressure_is_no_credible_threat() {
    let (case, files) = open("alaska2025/case.toml");
    for (_, found) in tips(&case, files, "g", SIGN) {
        let threat = found
            .levers
            .iter()
            .find(|lever| matches!(&lever.act, LeverAct::Instead { value } if value == "new US pressure"));
        assert_eq!(threat.unwrap().credible, Some(Verdict::No), "the United States dislikes it itself");
    }
}

#[test]
fn what_starts_from_nothing_does_not_hold() {
    let text = "title = \"Nothing\"\nstart = \"nothing\"\ntable = [\"a\", \"b\"]\n[party.a]\n[party.b]\n[issue.x]\nvalues = [\"no\", \"yes\"]\n[[statement]]\nparty = \"a\"\nvalue = { x = 1 }\n";
    let nothing = case(text);
    let mut files = Files::new();
    let goal = read::formula(&nothing, &mut files, "goal", "x = yes").unwrap();
    let asked = |tipping| analysis::tip(&nothing, &files, &goal, tipping, &Settings::STANDARD, &mut Unwatched);
    assert!(asked(SIGN).is_ok());
    assert_eq!(asked(hold(Notion::Nash)).err(), Some(demarche::model::Refusal::NothingHolds));
}

/// E3 with nothing but two penalties, of 4 and of 6, on A: each is too small, both together are the 10 that it takes; and a penalty that is as large as need be is proposed beside them.
#[test]
fn penalties_add_up() {
    let penalty = |size: u32| format!("\n[[lever]]\nkind = 'guarantee'\nowner = 'b'\non = 'a'\nsize = {size}\n");
    let text = format!(
        "title = 'two'\n[party.a]\n[party.b]\n[issue.war]\nvalues = ['war', 'peace']\nby = 'a'\nback = 'a'\n[issue.land]\nvalues = ['keep', 'cede']\nby = 'b'\nirreversible = true\n\
        [[statement]]\nparty = 'a'\n[statement.value]\n'land = keep and war = war' = 30\n'land = keep and war = peace' = 25\n'land = cede and war = peace' = 55\n'land = cede and war = war' = 65\n\
        [[statement]]\nparty = 'b'\n[statement.value]\n'land = keep and war = war' = 30\n'land = keep and war = peace' = 60\n'land = cede and war = peace' = 45\n'land = cede and war = war' = 5\n{}{}",
        penalty(4),
        penalty(6)
    );
    let two = case(&text);
    let [(_, found)] = tips(&two, Files::new(), "land = cede and war = peace", both(Notion::Nash))
        .try_into()
        .unwrap_or_else(|_| panic!());
    assert_eq!(sure(&found), ["fine a 10", "fine a, fine a"]);
    let together = found.sets.iter().find(|set| set.levers.len() == 2).unwrap();
    assert_eq!(together.confirmed, Some(true));
}

/// A threat of what somebody else controls moves nobody.
#[test]
fn a_threat_out_of_reach_is_not_credible() {
    let text = |owner: &str| {
        format!(
            "title = 'threat'\ntable = ['a', 'b']\n[party.a]\n[party.b]\n[party.c]\n[issue.x]\nby = 'a and b'\nback = 'a and b'\n[issue.y]\nby = '{owner}'\nback = '{owner}'\n\
            [[statement]]\nparty = 'a'\nvalue = {{ x = 5 }}\n[[statement]]\nparty = 'b'\nvalue = {{ x = -3, y = -10 }}\n[[statement]]\nparty = 'c'\nvalue = {{ y = -2 }}\n\
            [[lever]]\nkind = 'threat'\nowner = 'a'\non = 'b'\nterm = 'y = yes'\n"
        )
    };
    let asked = |owner: &str| {
        let case = case(&text(owner));
        tips(&case, Files::new(), "x and not y", SIGN).remove(0).1
    };
    assert_eq!(sure(&asked("a")), ["or else y"]);
    let away = asked("c");
    assert!(away.sets.is_empty(), "{:?}", sure(&away));
    assert_eq!(short(&away, &away.unbelieved), ["or else y"]);
}

/// Where nobody would leave, money paid once and money paid while the deal is kept do the same: pages tell one of the two.
#[test]
fn sets_that_differ_in_when_money_is_paid_are_told_once() {
    let paid = case(
        "title = 'paid'\n[party.a]\n[party.b]\n[issue.x]\nby = 'a and b'\nback = 'nobody'\n[[statement]]\nparty = 'a'\nvalue = { x = 5 }\n[[statement]]\nparty = 'b'\nvalue = { x = -3 }\n\
        [[payable]]\nname = 'aid'\npayer = 'a'\nworth = { a = -1, b = 1 }\n",
    );
    let found = tips(&paid, Files::new(), "x", both(Notion::Nash)).remove(0).1;
    assert_eq!(sure(&found), ["pay a>b 3 kept", "pay a>b 3 once"]);
    let told: Vec<TippingSet> = distinct(&found.sets, &found.levers).into_iter().cloned().collect();
    assert_eq!(short(&found, &told), ["pay a>b 3 once"]);
}

/// A condition whose breach is the deal itself would end the term at once: it does nothing for that deal, alone or in a set.
#[test]
fn a_condition_that_the_deal_breaks_keeps_nobody() {
    let text = "title = 'broken'\n[party.a]\n[party.b]\n[issue.x]\nby = 'a'\nback = 'a'\n[issue.y]\nby = 'b'\nback = 'b'\n[issue.z]\nby = 'b'\nback = 'b'\n\
        [[statement]]\nparty = 'a'\nvalue = { x = -1, y = 3 }\n[[statement]]\nparty = 'b'\nvalue = { x = 3, y = -1, z = -1 }\n\
        [[lever]]\nkind = 'condition'\nowner = 'b'\nterm = 'y = yes'\nwhen = 'not z'\n";
    let broken = case(text);
    let found = tips(&broken, Files::new(), "x and y and not z", hold(Notion::Nash)).remove(0).1;
    let declared = found.levers.iter().find(|lever| lever.declared.is_some()).unwrap();
    assert_eq!(declared.alone, None);
    let with = |set: &&TippingSet| set.levers.contains(&declared.number);
    assert!(!found.sets.iter().chain(&found.perhaps).any(|set| with(&set)), "{:?}", sure(&found));
}

/// Lines that decide are among those that a set rests on: what no deal is said to be worth, an outside payer's values, those who ratify, and who controls a reprisal.
#[test]
fn what_decides_is_among_the_lines() {
    let asked = |text: &str, goal: &str, tipping: Tipping| tips(&case(text), Files::new(), goal, tipping).remove(0).1;
    let parties = "title = 'lines'\ntable = ['a', 'b']\n[party.a]\n[party.b]\n[party.c]\n[issue.x]\nby = 'a and b'\nback = 'a and b'\n[[statement]]\nparty = 'a'\nvalue = { x = 5 }\n";
    let paid = asked(
        &format!(
            "{parties}[[statement]]\nparty = 'b'\nvalue = {{ x = -2 }}\n[[statement]]\nparty = 'b'\nreservation = 1\n[[statement]]\nparty = 'c'\nvalue = {{ x = 4 }}\n\
            [[payable]]\nname = 'aid'\npayer = 'c'\nworth = {{ b = 1, c = -1 }}\n"
        ),
        "x",
        SIGN,
    );
    assert_eq!(sure(&paid), ["pay c>b 3 once"]);
    let lines = &paid.sets[0].lines;
    for line in ["b.reservation.1", "c.value.1", "payable.1"] {
        assert!(lines.iter().any(|known| known == line), "{line}: {lines:?}");
    }
    // Taking x back opens y to B: the line on y bears on whether A stays.
    let reprisal = asked(
        "title = 'reprisal'\n[party.a]\n[party.b]\n[issue.x]\nby = 'a'\nback = 'a'\n[issue.y]\nby = 'b'\nback = 'b'\nchanges = [{ from = 'no', to = 'yes', by = 'b', when = 'not x' }, { from = 'yes', to = 'no', by = 'b' }]\n\
        [[statement]]\nparty = 'a'\nvalue = { x = -1, y = -5 }\n[[statement]]\nparty = 'b'\nvalue = { x = 3, y = 1 }\n[[lever]]\nkind = 'guarantee'\nowner = 'b'\non = 'a'\n"
            .replace("by = 'b'\nback = 'b'\nchanges", "changes")
            .as_str(),
        "x",
        hold(Notion::Nash),
    );
    assert_eq!(sure(&reprisal), ["fine a 1"]);
    assert!(
        reprisal.sets[0].lines.iter().any(|line| line == "issue.y"),
        "{:?}",
        reprisal.sets[0].lines
    );
}
