//! The tables of `pace`, as Markdown.

use std::fmt::Write as _;

use creeps_sim::Difficulty;
use creeps_sim::game::{GameSummary, Hand};
use creeps_sim::pace::{BUCKET, Bucket};

use super::{Played, Row};
use crate::balance::statistics::Spread;

/// Ticks in a second.
const SECOND: f64 = 60.0;

/// What tables call a way of firing.
pub fn name(hand: Hand) -> &'static str {
    match hand {
        Hand::Aimed => "aimed",
        Hand::Held => "held",
        Hand::Still => "still",
    }
}

/// The sums of some games' buckets, of the first `seconds` or of all.
pub fn sum(games: &[GameSummary], seconds: Option<u32>) -> Bucket {
    let count = seconds.map_or(usize::MAX, |seconds| (seconds * 60 / BUCKET) as usize);
    let buckets = games.iter().flat_map(|game| game.pace.buckets.iter().take(count));
    buckets.sum()
}

/// The spread of a time of each game, in s; games in which it never came count as `never`, in s.
pub fn time(games: &[GameSummary], tick: impl Fn(&GameSummary) -> Option<u32>, never: f64) -> Option<Spread> {
    Spread::of(games.iter().map(|game| tick(game).map_or(never, |tick| f64::from(tick) / SECOND)))
}

/// What a row of the overview says of some games.
type Cell = Box<dyn Fn(&[GameSummary]) -> String>;

/// All difficulties side by side.
pub fn overview(played: &Played) -> String {
    let of_sum = |value: fn(&Bucket) -> String| -> Cell { Box::new(move |games| value(&sum(games, None))) };
    let mut rows: Vec<(String, Cell)> = vec![
        ("creeps in sight".into(), of_sum(|all| format!("{:.1}", all.per_tick(all.creeps)))),
        ("creep bullets in sight".into(), of_sum(|all| format!("{:.1}", all.per_tick(all.bullets)))),
        ("nothing in sight".into(), of_sum(|all| percent(all.per_tick(all.empty.into())))),
        ("2 creeps or fewer".into(), of_sum(|all| percent(all.per_tick(all.few.into())))),
        ("kills/s".into(), of_sum(|all| format!("{:.2}", all.per_second(all.kills)))),
        ("creep bullets/s".into(), of_sum(|all| format!("{:.2}", all.per_second(all.fired)))),
        ("power-ups/min".into(), of_sum(|all| format!("{:.1}", 60.0 * all.per_second(all.caught)))),
        ("lives lost/min".into(), of_sum(|all| format!("{:.2}", 60.0 * all.per_second(all.lives_lost)))),
        ("multiplier".into(), of_sum(|all| format!("{:.2}", all.per_tick(all.multiplier)))),
        ("multiplier above 1".into(), of_sum(|all| percent(all.per_tick(all.multiplied.into())))),
        ("first creep bullet, s".into(), first(|game| game.pace.first_bullet)),
        ("first power-up, s".into(), first(|game| game.first_caught)),
    ];
    if !played.ruleset.bosses.is_empty() {
        rows.push(("mid-boss, s".into(), first(|game| game.pace.mid_boss)));
        rows.push(("first boss, s".into(), first(|game| game.pace.boss)));
        let dry = |games: &[GameSummary]| written(time(games, |game| Some(game.pace.dry), 0.0));
        rows.push(("longest fight without points, s".into(), Box::new(dry)));
    }
    let levels = played.ruleset.weapon.len().min(8);
    for level in 2..=levels {
        rows.push((
            format!("weapon level {level}, s"),
            first(move |game| game.pace.weapons.get(level - 2).copied()),
        ));
    }
    let unit = if played.is_stream() { "level" } else { "wave" };
    let most = played.rows.iter().flat_map(|row| &row.games).map(|game| game.pace.waves.len()).max();
    for number in 2..=most.unwrap_or(0) {
        rows.push((
            format!("{unit} {number}, s"),
            first(move |game| game.pace.waves.get(number - 1).copied()),
        ));
    }
    if !played.is_stream() {
        let gap = |games: &[GameSummary]| {
            let gaps = games.iter().flat_map(|game| &game.pace.gaps);
            written(Spread::of(gaps.map(|ticks| f64::from(*ticks) / SECOND)))
        };
        rows.push(("gap after a wave, s".into(), Box::new(gap)));
    }
    let mut text = format!("| {:<32} |", "");
    for Row { difficulty, hand, .. } in &played.rows {
        let _ = write!(text, " {:>18} |", format!("{difficulty}, {}", name(*hand)));
    }
    let _ = write!(text, "\n|{:-<34}|", "");
    for _ in &played.rows {
        let _ = write!(text, "{:->20}|", ":");
    }
    for (label, cell) in rows {
        let _ = write!(text, "\n| {label:<32} |");
        for row in &played.rows {
            let _ = write!(text, " {:>18} |", cell(&row.games));
        }
    }
    text += "\n";
    if !played.still.is_empty() {
        let still = time(&played.still, |game| Some(game.ticks), 0.0);
        let _ = writeln!(text, "\nA motionless ship that holds fire on hard lives {} s.", written(still));
    }
    text
}

/// The course of the games on normal, in steps of 5 s.
pub fn buckets(played: &Played) -> String {
    let mut text = String::new();
    for Row { difficulty, hand, games } in &played.rows {
        if *difficulty != Difficulty::Normal {
            continue;
        }
        let _ = write!(
            text,
            "### {difficulty}, {}\n\n| s | creeps | bullets | empty | ≤ 2 | kills/s | bullets/s | caught | weapon | multiplier | lives lost |\n\
             |{}",
            name(*hand),
            "---:|".repeat(11)
        );
        let count = games.iter().map(|game| game.pace.buckets.len()).max().unwrap_or(0);
        for index in 0..count {
            let all = games.iter().filter_map(|game| game.pace.buckets.get(index));
            let all: Bucket = all.sum();
            let each = |sum: u32| f64::from(sum) / games.len().max(1) as f64;
            let _ = write!(
                text,
                "\n| {} | {:.1} | {:.1} | {} | {} | {:.1} | {:.1} | {:.2} | {:.1} | {:.1} | {:.2} |",
                index as u32 * BUCKET / 60,
                all.per_tick(all.creeps),
                all.per_tick(all.bullets),
                percent(all.per_tick(all.empty.into())),
                percent(all.per_tick(all.few.into())),
                all.per_second(all.kills),
                all.per_second(all.fired),
                each(all.caught),
                all.per_tick(all.weapon),
                all.per_tick(all.multiplier),
                each(all.lives_lost)
            );
        }
        text += "\n\n";
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

fn first(tick: impl Fn(&GameSummary) -> Option<u32> + 'static) -> Cell {
    Box::new(move |games| {
        let times: Vec<f64> = games.iter().filter_map(&tick).map(|tick| f64::from(tick) / SECOND).collect();
        let part = times.len() as f64 / games.len().max(1) as f64;
        let text = written(Spread::of(times.into_iter()));
        // What came in only a few of the games has a spread that says little.
        if part < 0.5 { format!("{text} in {}", percent(part)) } else { text }
    })
}

fn written(spread: Option<Spread>) -> String {
    let Some(Spread { low, median, high }) = spread else { return "–".to_owned() };
    format!("{median:.1} ({low:.1}–{high:.1})")
}

/// A part as percent.
pub fn percent(part: f64) -> String {
    format!("{:.1} %", 100.0 * part)
}
