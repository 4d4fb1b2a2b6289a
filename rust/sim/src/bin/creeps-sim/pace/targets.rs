//! What the pace of a mode is meant to be, and whether it is.

use std::fmt::Write as _;

use creeps_sim::Difficulty::{self, Easy, Hard, Normal};
use creeps_sim::game::{GameSummary, Hand};

use super::Played;
use super::report::{mean, per_second, per_tick, percent, sum, time};
use crate::balance::statistics::{ended_in, passed};

/// A target, what was measured, and whether that hits it.
struct Target {
    what: String,
    wanted: String,
    value: String,
    hit: bool,
}

/// The targets, written down as they are added.
#[derive(Default)]
struct Targets(Vec<Target>);

impl Targets {
    fn add(&mut self, what: &str, wanted: &str, value: String, hit: bool) {
        self.0.push(Target { what: what.to_owned(), wanted: wanted.to_owned(), value, hit });
    }

    /// A value of one or both ways of firing, each of which must be in the range.
    fn between(&mut self, what: &str, (min, max): (f64, f64), values: &[f64]) {
        let shown: Vec<String> = values.iter().map(|value| format!("{value:.2}")).collect();
        let wanted = match (min, max) {
            (f64::MIN, _) => format!("at most {max}"),
            (_, f64::MAX) => format!("at least {min}"),
            _ => format!("{min} to {max}"),
        };
        self.add(what, &wanted, shown.join(", "), values.iter().all(|value| (min..=max).contains(value)));
    }

    fn text(&self) -> (String, usize) {
        let mut text = "| target | wanted | measured | |\n|---|---|---|---|\n".to_owned();
        for Target { what, wanted, value, hit } in &self.0 {
            let verdict = if *hit { "pass" } else { "**fail**" };
            let _ = writeln!(text, "| {what} | {wanted} | {value} | {verdict} |");
        }
        (text, self.0.iter().filter(|target| !target.hit).count())
    }
}

/// Longer than anything is looked at, in s: stands for never.
const NEVER: f64 = 1e4;

/// Compares a mode's games with its targets: a table, and how many are missed.
pub fn check(played: &Played) -> (String, usize) {
    let mut targets = Targets::default();
    if played.is_stream() {
        check_stream(played, &mut targets)
    } else {
        check_waves(played, &mut targets)
    }
    targets.text()
}

/// Both ways of firing on a difficulty: aimed, held.
fn both(played: &Played, difficulty: Difficulty) -> [&[GameSummary]; 2] {
    [Hand::Aimed, Hand::Held].map(|hand| played.games(difficulty, hand))
}

fn check_waves(played: &Played, targets: &mut Targets) {
    let normal = both(played, Normal);
    let whole = normal.map(|games| sum(games, None));
    let minute = normal.map(|games| sum(games, Some(60)));
    targets.between(
        "nothing in sight, % (aimed, held)",
        (f64::MIN, 5.0),
        &whole.map(|all| 100.0 * per_tick(all.empty, &all)),
    );
    targets.between("creeps in sight", (8.0, 12.0), &whole.map(|all| mean(all.creeps, &all)));
    targets.between("kills/s, 0–60 s", (2.0, f64::MAX), &minute.map(|all| per_second(all.kills, &all)));
    let median = |games: &[GameSummary], tick: &dyn Fn(&GameSummary) -> Option<u32>| {
        time(games, tick, NEVER).map_or(NEVER, |spread| spread.median)
    };
    let first_bullet = |game: &GameSummary| game.pace.first_bullet;
    targets.between(
        "first creep bullet, s",
        (f64::MIN, 15.0),
        &normal.map(|games| median(games, &first_bullet)),
    );
    targets.between(
        "first creep bullet on easy, s",
        (f64::MIN, 25.0),
        &both(played, Easy).map(|games| median(games, &first_bullet)),
    );
    let caught =
        normal.map(|games| time(games, |game| game.first_caught, NEVER).map_or(NEVER, |spread| spread.high));
    targets.between("first power-up caught, 90th percentile, s", (f64::MIN, 15.0), &caught);
    targets.between(
        "mid-boss, s",
        (35.0, 55.0),
        &normal.map(|games| median(games, &|game| game.pace.mid_boss)),
    );
    targets.between(
        "first boss, s",
        (75.0, 105.0),
        &normal.map(|games| median(games, &|game| game.pace.boss)),
    );
    for (index, (min, max)) in [(9.0, 20.0), (28.0, 50.0), (65.0, 110.0)].into_iter().enumerate() {
        targets.between(
            &format!("weapon level {}, s", index + 2),
            (min, max),
            &normal.map(|games| median(games, &|game| game.pace.weapons.get(index).copied())),
        );
    }
    let held = whole[1];
    targets.between(
        "multiplier above 1 with fire held, %",
        (40.0, f64::MAX),
        &[100.0 * per_tick(held.multiplied, &held)],
    );
    let gaps = normal.map(|games| {
        let gaps: Vec<f64> =
            games.iter().flat_map(|game| &game.pace.gaps).map(|ticks| f64::from(*ticks) / 60.0).collect();
        gaps.iter().sum::<f64>() / gaps.len().max(1) as f64
    });
    targets.between("gap after a wave, s", (f64::MIN, 0.8), &gaps);
    let dry = time(&played.whole, |game| Some(game.pace.dry), 0.0).map_or(NEVER, |spread| spread.median);
    targets.between("longest part of a fight without points, whole games, s", (f64::MIN, 5.0), &[dry]);
    let still = time(&played.still, |game| Some(game.ticks), 0.0).map_or(NEVER, |spread| spread.median);
    targets.between("a motionless ship that holds fire on hard lives, s", (f64::MIN, 20.0), &[still]);
    targets.between("wave 5 passed, %", (70.0, f64::MAX), &[passed(&played.whole, 5)]);
    targets.between("wave 25 reached, %", (5.0, 20.0), &[passed(&played.whole, 24)]);
    let count = played.whole.iter().map(|game| game.wave).max().unwrap_or(0);
    let most = (1..=count).map(|wave| ended_in(&played.whole, wave)).fold(0.0, f64::max);
    targets.between("most games that end in one wave, %", (f64::MIN, 15.0), &[most]);
    check_difficulties(played, targets);
}

/// Whether the first minute is measurably harder from easy to hard.
fn check_difficulties(played: &Played, targets: &mut Targets) {
    let minutes = [Easy, Normal, Hard].map(|difficulty| sum(played.games(difficulty, Hand::Held), Some(60)));
    let lost = minutes.map(|all| 60.0 * per_second(all.lives_lost, &all));
    let fired = minutes.map(|all| 60.0 * per_second(all.fired, &all));
    for (what, values) in [("lives lost/min", lost), ("creep bullets/min", fired)] {
        let shown = values.map(|value| format!("{value:.2}")).join(", ");
        let rises = values[0] * 1.1 < values[1] && values[1] * 1.1 < values[2];
        targets.add(&format!("{what}, 0–60 s, easy to hard"), "each a tenth more", shown, rises);
    }
}

fn check_stream(played: &Played, targets: &mut Targets) {
    let normal = both(played, Normal);
    let start = normal.map(|games| sum(games, Some(20)));
    targets.between(
        "creeps in sight, 0–20 s (aimed, held)",
        (40.0, f64::MAX),
        &start.map(|all| mean(all.creeps, &all)),
    );
    let shots = normal.map(|games| {
        let median = time(games, |game| game.pace.first_bullet, NEVER);
        median.map_or(NEVER, |spread| spread.median)
    });
    targets.between("first creep bullet, s", (30.0, 90.0), &shots);
    let early = |game: &&GameSummary| game.ended_by.is_some() && game.ticks < 165 * 60;
    let lost = played.whole.iter().filter(early).count() as f64 / played.whole.len().max(1) as f64;
    let hurt = played.whole.iter().filter(|game| {
        let buckets = game.pace.buckets.iter().take(33);
        buckets.map(|bucket| bucket.lives_lost).sum::<u32>() > 0
    });
    let hurt = hurt.count() as f64 / played.whole.len().max(1) as f64;
    targets.add("games that lose a life before 2:45", "at least 30 %", percent(hurt), hurt >= 0.3);
    targets.add("games that end before 2:45", "at most 25 %", percent(lost), lost <= 0.25);
}
