//! Which coalitions win under a rule of consent.
//!
//! A simple game (von Neumann & Morgenstern 1944) says of each coalition whether it wins; here more members never hurt, nobody does not win,
//! and everybody does. A formula of consent is such a game, and so is a quota with weights. A rule that has the form of a quota with weights
//! is kept as one, since it can be counted much faster ([`crate::analysis::power::swings`]).

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use crate::analysis::power::{Coalition, everybody, members};
use crate::case::Consent;
use crate::rational::Rational;

/// The most players of a game.
pub const MOST_PLAYERS: usize = 31;

/// Players up to which every coalition of a game is visited: a million coalitions.
pub const MOST_ENUMERATED: usize = 20;

/// A monotone simple game: nobody loses, everybody wins.
#[derive(Clone, Debug)]
pub struct SimpleGame {
    players: usize,
    rule: Rule,
}

/// Why a rule is no simple game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoGame {
    /// Not even everybody together wins.
    NeverWon,
    /// Nobody's consent is needed.
    AlwaysWon,
    /// More players than [`MOST_PLAYERS`].
    TooManyPlayers,
}

/// When a coalition wins, over positions of players.
#[derive(Clone, Debug)]
enum Rule {
    Member(usize),
    /// At least so many of the parts.
    Count(usize, Vec<Rule>),
    Weighted(Weights),
}

/// A quota and each player's weight, scaled to whole numbers.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    pub(super) quota: BigInt,
    /// One a player; 0 for those without a vote.
    pub(super) of: Vec<BigInt>,
}

impl Weights {
    fn win(&self, coalition: Coalition) -> bool {
        members(coalition).filter_map(|player| self.of.get(player)).sum::<BigInt>() >= self.quota
    }
}

impl SimpleGame {
    /// The game in which `players`, numbered in this order, win as `rule` says. Members of the rule who are not listed never consent.
    pub fn new<M: Copy + Ord>(rule: &Consent<M>, players: &[M]) -> Result<Self, NoGame> {
        if players.len() > MOST_PLAYERS {
            return Err(NoGame::TooManyPlayers);
        }
        let rule = weighted(rule, players).map_or_else(|| compile(rule, players), Rule::Weighted);
        let game = SimpleGame {
            players: players.len(),
            rule,
        };
        match (game.wins(0), game.wins(everybody(game.players))) {
            (true, _) => Err(NoGame::AlwaysWon),
            (_, false) => Err(NoGame::NeverWon),
            _ => Ok(game),
        }
    }

    /// How many players.
    pub fn players(&self) -> usize {
        self.players
    }

    /// Whether a coalition wins.
    pub fn wins(&self, coalition: Coalition) -> bool {
        self.rule.wins(coalition)
    }

    /// The quota and the weights, where the rule has this form.
    pub(super) fn weights(&self) -> Option<&Weights> {
        match &self.rule {
            Rule::Weighted(weights) => Some(weights),
            Rule::Member(_) | Rule::Count(..) => None,
        }
    }

    /// The players without whom nobody wins.
    pub fn veto_players(&self) -> Coalition {
        let all = everybody(self.players);
        members(all)
            .filter(|player| !self.wins(all & !(1 << player)))
            .fold(0, |set, player| set | 1 << player)
    }

    /// The player who wins alone and without whom nobody wins, if there is one.
    pub fn dictator(&self) -> Option<usize> {
        members(self.veto_players()).find(|player| self.wins(1 << player))
    }

    /// Winning coalitions that need each of their members, ascending as bit masks, the first `most` of them, and how many there are; `None`
    /// with more players than [`MOST_ENUMERATED`]. Cost: 2^players visits.
    pub fn minimal_winning(&self, most: usize) -> Option<(Vec<Coalition>, u64)> {
        let wins = self.table()?;
        let (mut listed, mut count) = (Vec::new(), 0);
        for coalition in 0..wins.len() as Coalition {
            let needed = |player: usize| !wins[(coalition & !(1 << player)) as usize];
            if wins[coalition as usize] && members(coalition).all(needed) {
                count += 1;
                if listed.len() < most {
                    listed.push(coalition);
                }
            }
        }
        Some((listed, count))
    }

    /// Who wins, for every coalition; `None` with more players than [`MOST_ENUMERATED`].
    pub(super) fn table(&self) -> Option<Vec<bool>> {
        let small = self.players <= MOST_ENUMERATED;
        small.then(|| (0..=everybody(self.players)).map(|coalition| self.wins(coalition)).collect())
    }
}

impl Rule {
    fn wins(&self, coalition: Coalition) -> bool {
        match self {
            Rule::Member(player) => coalition >> player & 1 == 1,
            Rule::Count(least, parts) => parts.iter().filter(|part| part.wins(coalition)).count() >= *least,
            Rule::Weighted(weights) => weights.win(coalition),
        }
    }
}

/// The rule over positions. What nobody can satisfy asks for one part of none.
fn compile<M: Copy + Ord>(rule: &Consent<M>, players: &[M]) -> Rule {
    let all = |parts: &[Consent<M>]| parts.iter().map(|part| compile(part, players)).collect::<Vec<_>>();
    let never = || Rule::Count(1, Vec::new());
    match rule {
        Consent::One(member) => {
            let position = players.iter().position(|player| player == member);
            position.map_or_else(never, Rule::Member)
        }
        Consent::All(parts) => Rule::Count(parts.len(), all(parts)),
        Consent::Any(parts) => Rule::Count(1, all(parts)),
        Consent::AtLeast(least, parts) => Rule::Count(*least as usize, all(parts)),
        Consent::Weighted(quota, weights) => Rule::Weighted(scaled(quota, weights, players)),
        Consent::Nobody | Consent::Nature => never(),
    }
}

/// The rule as a quota with weights, where it says so, or where it counts single members.
fn weighted<M: Copy + Ord>(rule: &Consent<M>, players: &[M]) -> Option<Weights> {
    let (least, parts) = match rule {
        Consent::Weighted(quota, weights) => return Some(scaled(quota, weights, players)),
        Consent::One(_) => (1, std::slice::from_ref(rule)),
        Consent::All(parts) => (parts.len(), parts.as_slice()),
        Consent::Any(parts) => (1, parts.as_slice()),
        Consent::AtLeast(least, parts) => (*least as usize, parts.as_slice()),
        Consent::Nobody | Consent::Nature => return None,
    };
    let mut of = vec![BigInt::zero(); players.len()];
    for part in parts {
        let Consent::One(member) = part else { return None };
        let weight = of.get_mut(players.iter().position(|player| player == member)?)?;
        // Whoever is named twice in `a and a` does not count for two.
        if !weight.is_zero() {
            return None;
        }
        *weight = BigInt::one();
    }
    Some(Weights { quota: least.into(), of })
}

/// The same quota and weights times their least common denominator.
fn scaled<M: Copy + Ord>(quota: &Rational, weights: &[(M, Rational)], players: &[M]) -> Weights {
    let numbers = weights.iter().map(|(_, weight)| weight).chain([quota]);
    let scale = numbers.fold(BigInt::one(), |scale, number| scale.lcm(number.denominator()));
    let whole = |number: &Rational| number.numerator() * (&scale / number.denominator());
    let of = |player: &M| {
        weights
            .iter()
            .filter(|(member, _)| member == player)
            .map(|(_, weight)| whole(weight))
            .sum()
    };
    Weights {
        quota: whole(quota),
        of: players.iter().map(of).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Consent::{All, Any, AtLeast, Nobody, One, Weighted};

    fn game(rule: &Consent<u32>, players: u32) -> Result<SimpleGame, NoGame> {
        SimpleGame::new(rule, &(0..players).collect::<Vec<_>>())
    }

    #[test]
    fn rules_that_decide_nothing_are_no_games() {
        assert_eq!(game(&Nobody, 2).err(), Some(NoGame::NeverWon));
        assert_eq!(game(&One(5), 2).err(), Some(NoGame::NeverWon));
        assert_eq!(game(&AtLeast(3, vec![One(0), One(1)]), 2).err(), Some(NoGame::NeverWon));
        assert_eq!(game(&All(Vec::new()), 2).err(), Some(NoGame::AlwaysWon));
        assert_eq!(game(&Weighted(Rational::zero(), Vec::new()), 2).err(), Some(NoGame::AlwaysWon));
        assert_eq!(game(&One(0), 32).err(), Some(NoGame::TooManyPlayers));
    }

    #[test]
    fn roles_are_read_off_the_winning_coalitions() {
        let game = game(&All(vec![One(0), Any(vec![One(1), One(2)])]), 4).unwrap();
        assert_eq!(game.veto_players(), 0b0001);
        assert_eq!(game.dictator(), None);
        assert_eq!(game.minimal_winning(1), Some((vec![0b0011], 2)));
        assert!(game.weights().is_none());
    }

    #[test]
    fn a_dictator_wins_alone() {
        let weights = vec![(0, Rational::integer(5)), (1, Rational::parse("1/3").unwrap())];
        let game = game(&Weighted(Rational::integer(5), weights), 2).unwrap();
        assert_eq!(game.dictator(), Some(0));
        assert_eq!(game.weights().map(|weights| weights.of.clone()), Some(vec![15.into(), 1.into()]));
    }

    #[test]
    fn who_is_named_twice_counts_once() {
        let game = game(&AtLeast(2, vec![One(0), One(0), One(1)]), 2).unwrap();
        assert!(game.wins(0b01) && !game.wins(0b10));
    }
}
