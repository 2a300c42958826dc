//! The ways of the worked examples: E3 of the model, and the summit where a concession invites a later attack.

use demarche::analysis::{self, Settings, Unwatched};
use demarche::case::read;
use demarche::finding::{DealWay, Moment, PathFinding, Verdict};
use demarche::rational::Rational;

use crate::worked::open;

fn moment(name: &str, goal: Option<&str>) -> Moment {
    let (case, mut files) = open(name);
    let goal = goal.map(|goal| read::formula(&case, &mut files, "goal", goal).unwrap());
    let document = analysis::moment_of(&case, &files, goal.as_ref(), &Settings::STANDARD, &mut Unwatched).unwrap();
    document.readings.into_iter().next().unwrap().answer
}

fn only(moment: &Moment) -> (&DealWay, &PathFinding) {
    let [way] = moment.ways.as_slice() else {
        panic!("{:?}", moment.ways)
    };
    (way, way.path.as_ref().unwrap())
}

/// E3: whoever is first served stops. B would rather keep the land once there is peace (60 against 45), A would rather fight on once the land is ceded (65 against 55).
#[test]
fn neither_order_of_land_for_peace_holds() {
    let moment = moment("land-for-peace/case.toml", None);
    let (way, path) = only(&moment);
    assert_eq!((way.deal.label.as_str(), way.signable), ("peace + land ceded", Verdict::Yes));
    assert_eq!((path.possible, path.holding, path.perhaps, path.verdict), (2, 0, 0, Verdict::No));
    let stops: Vec<(&str, &str, String)> = path
        .stops
        .iter()
        .map(|stop| {
            let [stopper] = stop.who.as_slice() else { panic!("{stop:?}") };
            let gain = stopper.gain.as_ref().unwrap();
            assert!(gain.is_exact() && stopper.tranches.is_empty());
            (stop.at.label.as_str(), stopper.party.as_str(), gain.low.to_string())
        })
        .collect();
    assert_eq!(stops, [("peace", "b", "15".to_owned()), ("land ceded", "a", "10".to_owned())]);
    assert_eq!(way.for_good, ["land ceded"]);
    // The bound of two periods: what must be offset is what A gains by going back on the deal.
    let gains: Vec<Option<Rational>> = way
        .temptations
        .iter()
        .map(|found| found.gain.as_ref().map(|gain| gain.low.clone()))
        .collect();
    assert_eq!(gains, [Some(Rational::integer(10)), None]);
}

/// E3: an irrevocable 10 against a cost of 3 for breaking off takes at least 4 parts.
#[test]
fn land_is_ceded_in_four_parts() {
    let moment = moment("land-for-peace/tranches.toml", None);
    let (_, path) = only(&moment);
    let parts: Vec<(&str, Option<&str>, Option<&str>)> = path
        .stops
        .iter()
        .flat_map(|stop| &stop.who)
        .flat_map(|stopper| &stopper.tranches)
        .map(|parts| (parts.step.as_str(), parts.possible.as_deref(), parts.necessary.as_deref()))
        .collect();
    assert_eq!(parts, [("land ceded", Some("4"), Some("4"))]);
}

/// The summit, if ground that is given up invites an attack: the withdrawal cannot be taken back and opens the attack, which Russia is supposed to like better there.
#[test]
fn a_withdrawal_opens_an_attack() {
    let moment = moment("alaska2025/later-aggression.toml", Some("c and w"));
    let (way, path) = only(&moment);
    assert_eq!(way.for_good, ["Ukrainian withdrawal"]);
    let [opened] = way.opens.as_slice() else {
        panic!("{:?}", way.opens)
    };
    assert_eq!(
        (opened.party.as_str(), opened.change.as_str(), opened.liked),
        ("ru", "renewed attack", Verdict::Yes)
    );
    assert_eq!(path.verdict, Verdict::Open);
}
