//! What many games have in common.

use std::collections::BTreeMap;

use creeps_sim::Harm;
use creeps_sim::game::GameSummary;

/// The middle of some values, and the values that a tenth is below and above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

impl Spread {
    /// Of `values`; none where there are none.
    pub fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        let at = |tenths: usize| values.get(values.len().checked_sub(1)? * tenths / 10).copied();
        Some(Self { low: at(1)?, median: at(5)?, high: at(9)? })
    }
}

/// The part of the games that `condition` holds for, in percent.
pub fn percent(games: &[GameSummary], condition: impl Fn(&GameSummary) -> bool) -> f64 {
    let count = games.iter().filter(|game| condition(game)).count();
    100.0 * count as f64 / games.len().max(1) as f64
}

/// The part of the games that got past wave `number`, in percent.
pub fn passed(games: &[GameSummary], number: u32) -> f64 {
    percent(games, |game| game.wave > number)
}

/// The part of the games that ended in wave `number`, in percent.
pub fn ended_in(games: &[GameSummary], number: u32) -> f64 {
    percent(games, |game| game.wave == number && game.ended_by.is_some())
}

/// The part of the games that ended by each harm, in percent; none for those whose time was up.
pub fn causes(games: &[GameSummary]) -> BTreeMap<Option<Harm>, f64> {
    let causes = games.iter().map(|game| game.ended_by);
    causes.map(|cause| (cause, percent(games, |game| game.ended_by == cause))).collect()
}

/// How long the fights with a boss lasted that were won, in s.
pub fn fights(games: &[GameSummary], boss: usize) -> impl Iterator<Item = f64> {
    let fights = games.iter().flat_map(|game| &game.fights);
    fights.filter(move |(kind, _)| usize::from(*kind) == boss).map(|(_, ticks)| f64::from(*ticks) / 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_the_middle_and_a_tenth_on_both_sides() {
        let spread = Spread::of((0..=100).rev().map(f64::from));
        assert_eq!(spread, Some(Spread { low: 10.0, median: 50.0, high: 90.0 }));
        assert_eq!(Spread::of(std::iter::empty()), None);
    }

    #[test]
    fn a_game_that_ends_in_a_wave_did_not_pass_it() {
        let game = |wave, ended_by| GameSummary { wave, ended_by, ..GameSummary::default() };
        let games = [game(5, Some(Harm::Creep(0))), game(6, Some(Harm::Creep(1))), game(6, None)];
        let by_time = causes(&games)[&None];
        let parts = [passed(&games, 5), passed(&games, 6), ended_in(&games, 5), ended_in(&games, 6), by_time];
        assert_eq!(parts.map(|part| part.round() as i32), [67, 0, 33, 33, 33]);
    }
}
