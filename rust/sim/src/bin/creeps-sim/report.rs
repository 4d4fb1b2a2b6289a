//! What many games have in common, as text.

use std::collections::BTreeMap;
use std::fmt::Write;

use creeps_sim::mode::Program;
use creeps_sim::{Difficulty, Harm, Mode};

use crate::game::Game;

/// The names of a mode's waves or stages.
pub fn wave_names(mode: &Mode) -> Vec<&str> {
    match &mode.program {
        Program::Waves { list, .. } => list.iter().map(|wave| wave.name.as_str()).collect(),
        Program::Pour { stages } => stages.iter().map(|stage| stage.name.as_str()).collect(),
    }
}

/// The part of the games that got past wave `number`, in percent.
pub fn passed(games: &[Game], number: u32) -> f64 {
    percent(games, |game| game.wave > number)
}

/// The part of the games that ended in wave `number`, in percent.
pub fn ended_in(games: &[Game], number: u32) -> f64 {
    percent(games, |game| game.wave == number && game.ended_by.is_some())
}

fn percent(games: &[Game], condition: impl Fn(&Game) -> bool) -> f64 {
    let count = games.iter().filter(|game| condition(game)).count();
    100.0 * count as f64 / games.len().max(1) as f64
}

/// The middle one of `values`, and what a tenth is below and above.
fn spread<T: Copy + PartialOrd>(values: impl Iterator<Item = T>) -> Option<(T, T, T)> {
    let mut values: Vec<T> = values.collect();
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    let at = |part: usize| values.get(values.len() * part / 10).copied();
    Some((at(1)?, at(5)?, at(9)?))
}

fn minutes(ticks: u32) -> String {
    let seconds = ticks / 60;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn harm_name(mode: &Mode, harm: Harm) -> String {
    let boss = |boss: u8| mode.bosses[usize::from(boss)].name.clone();
    match harm {
        Harm::Creep(kind) => format!("rammed by a {}", mode.creeps[usize::from(kind)].name),
        Harm::Bullet(kind) => format!("shot by a {}", mode.bullets[usize::from(kind)].name),
        Harm::Boss(kind) => format!("rammed by {}", boss(kind)),
        Harm::Beam(kind) => format!("burnt by {}", boss(kind)),
    }
}

/// How the games of one difficulty went.
pub fn text(mode: &Mode, difficulty: Difficulty, games: &[Game]) -> String {
    let mut text = format!("{}, {difficulty}: {} games\n", mode.name, games.len());
    let names = wave_names(mode);
    let mut line = |name: &str, low: String, middle: String, high: String| {
        let _ = writeln!(text, "  {name:<28}{middle:>10}   (a tenth: below {low}, above {high})");
    };
    if let Some((low, middle, high)) = spread(games.iter().map(|game| game.ticks)) {
        line("minutes", minutes(low), minutes(middle), minutes(high));
    }
    if let Some((low, middle, high)) = spread(games.iter().map(|game| game.wave)) {
        line("ended in wave", low.to_string(), middle.to_string(), high.to_string());
    }
    if let Some((low, middle, high)) = spread(games.iter().map(|game| game.score)) {
        line("points", low.to_string(), middle.to_string(), high.to_string());
    }
    if let Some((low, middle, high)) = spread(games.iter().map(|game| game.accuracy)) {
        line("hits per bullet", format!("{low:.2}"), format!("{middle:.2}"), format!("{high:.2}"));
    }
    if let Some((low, middle, high)) = spread(games.iter().map(|game| game.most.0)) {
        line("most creeps at once", low.to_string(), middle.to_string(), high.to_string());
    }
    if let Some((low, middle, high)) = spread(games.iter().map(|game| game.most.1)) {
        line("most bullets at once", low.to_string(), middle.to_string(), high.to_string());
    }
    if let Some((low, middle, high)) = spread(games.iter().map(|game| game.most_of_both)) {
        line("most of both at once", low.to_string(), middle.to_string(), high.to_string());
    }
    for number in (5..=names.len() as u32).step_by(5) {
        let _ = writeln!(text, "  passed wave {number:<2} {:>24.1} %", passed(games, number));
    }
    let _ = writeln!(text, "  where they end:");
    let last = games.iter().map(|game| game.wave).max().unwrap_or_default();
    for number in 1..=last {
        let part = ended_in(games, number);
        if part > 0.0 {
            let name = names[(number as usize - 1) % names.len()];
            let bar = "#".repeat((part * 2.0).round() as usize);
            let _ = writeln!(text, "  {number:>4} {name:<24}{part:>5.1} %  {bar}");
        }
    }
    let _ = writeln!(text, "  why they end:");
    let mut causes: BTreeMap<Option<Harm>, usize> = BTreeMap::new();
    for game in games {
        *causes.entry(game.ended_by).or_default() += 1;
    }
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    for (cause, count) in causes {
        let name = cause.map_or("the time was up".to_owned(), |harm| harm_name(mode, harm));
        let _ = writeln!(text, "       {name:<24}{:>5.1} %", 100.0 * count as f64 / games.len() as f64);
    }
    text + &fights_text(mode, games)
}

/// How long the fights with bosses lasted that were won.
fn fights_text(mode: &Mode, games: &[Game]) -> String {
    let mut text = String::new();
    for (number, boss) in mode.bosses.iter().enumerate() {
        let fights =
            games.iter().flat_map(|game| &game.fights).filter(|(kind, _)| usize::from(*kind) == number);
        let seconds: Vec<u32> = fights.map(|(_, ticks)| ticks / 60).collect();
        let count = seconds.len();
        if let Some((low, middle, high)) = spread(seconds.into_iter()) {
            let name = &boss.name;
            let _ = writeln!(
                text,
                "  {name:<20}down {count:>5} times after {middle:>3} s   (a tenth: below {low}, above {high})"
            );
        }
    }
    text
}
