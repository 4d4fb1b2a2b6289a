//! The game's own rulesets stay tuned: a few games of the autopilot's. `creeps-sim balance` plays thousands.

mod support;

use std::sync::Arc;

use creeps_sim::game::{self, GameSummary, Hand, PlayOptions};
use creeps_sim::{Difficulty, Skill};
use support::ruleset;

/// Plays `count` games as a person would.
fn games(name: &str, difficulty: Difficulty, count: u64) -> Vec<GameSummary> {
    let ruleset = Arc::new(ruleset(name));
    let how = PlayOptions {
        difficulty,
        skill: Skill::PERSON,
        hand: Hand::Aimed,
        longest: 60 * 60 * 45,
        check: true,
    };
    let play =
        |seed| game::play(&ruleset, seed, how).unwrap_or_else(|broken| panic!("seed {seed}: {broken}"));
    (1..=count).map(play).collect()
}

/// The part of the games that `condition` holds for: 0 to 1.
fn part(games: &[GameSummary], condition: impl Fn(&GameSummary) -> bool) -> f32 {
    games.iter().filter(|game| condition(game)).count() as f32 / games.len() as f32
}

fn median(mut values: Vec<u32>) -> u32 {
    values.sort_unstable();
    values[values.len() / 2]
}

#[test]
fn most_games_of_arcade_pass_wave_5_few_pass_wave_25_and_no_wave_ends_many() {
    let games = games("arcade", Difficulty::Normal, 60);
    assert!(part(&games, |game| game.wave > 5) >= 0.7);
    let won = part(&games, |game| game.wave > 25);
    assert!((0.01..=0.3).contains(&won), "{won} of the games are won");
    for wave in 1..=25 {
        let ended = part(&games, |game| game.wave == wave);
        assert!(ended <= 0.25, "{ended} of the games end in wave {wave}");
    }
}

#[test]
fn each_difficulty_of_arcade_is_harder_than_the_one_before() {
    let waves = |game: &GameSummary| game.wave;
    let [easy, normal, hard] =
        Difficulty::ALL.map(|difficulty| median(games("arcade", difficulty, 30).iter().map(waves).collect()));
    assert!(easy >= normal + 5 && normal >= hard + 2, "half of the games reach {easy}, {normal}, {hard}");
    assert!(hard >= 5, "half of the games on hard end in wave {hard}");
}

#[test]
fn bosses_last_15_to_60_seconds_and_power_ups_come_soon() {
    let games = games("arcade", Difficulty::Easy, 60);
    for boss in 0..5 {
        let fights = games.iter().flat_map(|game| &game.fights).filter(|(kind, _)| *kind == boss);
        let ticks: Vec<u32> = fights.map(|(_, ticks)| *ticks).collect();
        assert!(ticks.len() > 3, "boss {boss} was down {} times", ticks.len());
        let seconds = median(ticks) / 60;
        assert!((15..=60).contains(&seconds), "boss {boss} lasts {seconds} s");
    }
    let soon = part(&games, |game| game.first_caught.is_some_and(|tick| tick < 20 * 60));
    assert!(soon > 0.8, "a power-up was caught within 20 s in {soon} of the games");
}

#[test]
fn a_full_game_of_arcade_takes_ten_minutes() {
    let ruleset = Arc::new(ruleset("arcade"));
    let how = PlayOptions {
        difficulty: Difficulty::Easy,
        skill: Skill::MACHINE,
        hand: Hand::Aimed,
        longest: 60 * 60 * 30,
        check: false,
    };
    let Ok(game) = game::play(&ruleset, 1, how) else { panic!("it was not asked to look") };
    assert!(game.cleared.len() >= 25, "a player who makes no mistakes ends in wave {}", game.wave);
    let ticks: u32 = game.cleared[..25].iter().map(|(_, ticks)| ticks).sum();
    assert!((7..=15).contains(&(ticks / 3600)), "it takes {} minutes", ticks / 3600);
}

#[test]
fn horde_begins_calm_and_comes_to_3000_creeps_and_3000_bullets_at_once() {
    for game in games("horde", Difficulty::Normal, 1) {
        let first_minute = game.samples.iter().take(60);
        let calm = first_minute.map(|(creeps, player_bullets)| creeps.max(player_bullets)).max();
        assert!(calm.is_some_and(|most| *most < 400), "{calm:?} in the first minute");
        assert!(game.max_of_both >= 3000, "{} at once", game.max_of_both);
        let minutes = game.ticks / 3600;
        assert!((4..=8).contains(&minutes), "it takes {minutes} minutes");
    }
}
