//! What the pace of a mode is meant to be, and whether it is.

use std::fmt::Write as _;

use creeps_sim::Difficulty::{self, Easy, Hard, Normal};
use creeps_sim::game::{GameSummary, Hand};
use creeps_sim::pace::Bucket;

use super::Played;
use super::report::{percent, sum, time};
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
        check_stream(played, &mut targets);
    } else {
        check_waves(played, &mut targets);
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
        &whole.map(|all| 100.0 * all.per_tick(all.empty.into())),
    );
    targets.between("creeps in sight", (8.0, 12.0), &whole.map(|all| all.per_tick(all.creeps)));
    targets.between("kills/s, 0–60 s", (2.0, 4.0), &minute.map(|all| all.per_second(all.kills)));
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
        &[100.0 * held.per_tick(held.multiplied.into())],
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

/// What of a bucket is compared.
type Count = fn(&Bucket) -> u32;

/// Whether each difficulty is measurably harder than the one before: the medians of its games, of both ways of firing, rise, and
/// the intervals of the means do not overlap. (A life more in two minutes is half a life more a minute, so medians alone come in steps.)
fn check_difficulties(played: &Played, targets: &mut Targets) {
    let rates = |difficulty, count: Count| {
        let games = both(played, difficulty).into_iter().flatten();
        Center::of(games.map(move |game| {
            let all = sum(std::slice::from_ref(game), None);
            60.0 * all.per_second(count(&all))
        }))
    };
    let counts: [(&str, Count); 2] =
        [("lives lost/min", |all| all.lives_lost), ("creep bullets/min", |all| all.fired)];
    for (what, count) in counts {
        let rates = [Easy, Normal, Hard].map(|difficulty| rates(difficulty, count));
        let shown = rates.map(|Center { median, low, high }| format!("{median:.2} ({low:.2}–{high:.2})"));
        let rises =
            rates.windows(2).all(|pair| pair[0].median < pair[1].median && pair[0].high < pair[1].low);
        let what = format!("{what}: median (95 % interval of the mean), easy to hard");
        targets.add(&what, "rise, without overlap", shown.join(", "), rises);
    }
}

/// Where the middle of some values is: their median, and what bounds their mean with 95 % confidence, two standard errors to both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Center {
    median: f64,
    low: f64,
    high: f64,
}

impl Center {
    /// Of `values`; zeros where there are none.
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        let Some(&median) = values.get(values.len() / 2) else { return Self::default() };
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares = values.iter().map(|value| (value - mean) * (value - mean));
        let twice_error = 2.0 * (squares.sum::<f64>() / (count * (count - 1.0).max(1.0))).sqrt();
        Self { median, low: mean - twice_error, high: mean + twice_error }
    }
}

fn check_stream(played: &Played, targets: &mut Targets) {
    let normal = both(played, Normal);
    let start = normal.map(|games| sum(games, Some(20)));
    targets.between(
        "creeps in sight, 0–20 s (aimed, held)",
        (40.0, f64::MAX),
        &start.map(|all| all.per_tick(all.creeps)),
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
    targets.add("games that lose a life before 2:45", "at least 40 %", percent(hurt), hurt >= 0.4);
    targets.add("games that end before 2:45", "at most 25 %", percent(lost), lost <= 0.25);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_known_to_two_standard_errors() {
        // Squares of 1 around a mean of 3: a deviation of the square root of 4/3, and half of that is the error of four values.
        let center = Center::of([4.0, 2.0, 2.0, 4.0].into_iter());
        let error = 2.0 * (1.0_f64 / 3.0).sqrt();
        assert_eq!(center.median.to_bits(), 4.0_f64.to_bits());
        assert!((center.low - (3.0 - error)).abs() < 1e-9 && (center.high - (3.0 + error)).abs() < 1e-9);
        assert_eq!(Center::of([7.0].into_iter()), Center { median: 7.0, low: 7.0, high: 7.0 });
        assert_eq!(Center::of(std::iter::empty()), Center::default());
    }
}
