//! The tables, as Markdown: for the terminal and for docs/balance.md.

use std::collections::BTreeSet;
use std::fmt::Write;

use creeps_sim::game::GameSummary;
use creeps_sim::{Harm, Ruleset};

use super::Arguments;
use super::games::Played;
use super::statistics::{Spread, causes, ended_in, fights, passed, percent};

const INTRODUCTION: &str = "\
How far games get, where they end and why. The autopilot plays them with a person's reaction time (`Skill::PERSON`, see
[simulation.md](simulation.md)): it decides six times a second, acts a sixth of a second late and now and then looks elsewhere.
Medians; in brackets what a tenth of the games is below and above.";

/// What a table has of a difficulty's games in one of its rows.
type Cell<'a> = Box<dyn Fn(&[GameSummary]) -> String + 'a>;

/// Everything about a ruleset's games; `line` is the command that gives it again, `chart` the picture's file.
pub fn text(played: &Played, line: &str, arguments: &Arguments, chart: &str) -> String {
    let name = &played.ruleset.name;
    let mut text = format!("# The balance of {name}\n\n{INTRODUCTION}\n\n```sh\n{line}\n```\n\n");
    let (count, first) = (arguments.games, arguments.seed);
    let last = first.wrapping_add(u64::from(count) - 1);
    let _ = write!(
        text,
        "{count} games of each difficulty, seeds {first} to {last}; the same numbers each time."
    );
    if arguments.machine {
        text += " The autopilot played without a person's delay.";
    }
    if arguments.check {
        text += " Each tick of each game was looked at: no invariant is broken.";
    }
    let _ = write!(text, "\n\n![How far games of {name} get, and where they end]({chart})\n");
    let _ = write!(text, "\n{}\n{}\n{}", overview(played), ends(played), reasons(played));
    if !played.ruleset.bosses.is_empty() {
        let _ = write!(text, "\n{}", bosses(played));
    }
    text
}

fn overview(played: &Played) -> String {
    let mut rows: Vec<(String, Cell<'_>)> = vec![
        ("minutes".to_owned(), spread(|game| f64::from(game.ticks) / 3600.0, 1)),
        (format!("{} reached", unit(played)), spread(|game| f64::from(game.wave), 0)),
    ];
    let count = played.waves().len() as u32;
    let step = if played.is_stream() { 1 } else { 5 };
    for number in
        (step..=count).step_by(step as usize).filter(|number| !played.is_stream() || *number < count)
    {
        let cell = Box::new(move |games: &[GameSummary]| format!("{:.1} %", passed(games, number)));
        rows.push((format!("past {} {number}", unit(played)), cell));
    }
    rows.push(("points".to_owned(), spread(|game| game.score as f64, 0)));
    rows.push(("creeps shot".to_owned(), spread(|game| game.kills as f64, 0)));
    rows.push(("hits per bullet".to_owned(), spread(|game| game.accuracy, 2)));
    let caught = |game: &GameSummary| f64::from(game.caught) / f64::from(game.ticks.max(1)) * 3600.0;
    rows.push(("power-ups a minute".to_owned(), spread(caught, 1)));
    let first = |games: &[GameSummary]| {
        let seconds = games.iter().filter_map(|game| game.first_caught).map(|tick| f64::from(tick) / 60.0);
        written(Spread::of(seconds), 0)
    };
    rows.push(("the first after, s".to_owned(), Box::new(first)));
    rows.push(("most creeps at once".to_owned(), spread(|game| game.max_creeps as f64, 0)));
    rows.push(("most bullets at once".to_owned(), spread(|game| game.max_player_bullets as f64, 0)));
    if played.is_stream() {
        rows.push(("most of both at once".to_owned(), spread(|game| game.max_of_both as f64, 0)));
        let full =
            |games: &[GameSummary]| format!("{:.1} %", percent(games, |game| game.max_of_both >= 3000));
        rows.push(("3,000 of both at once".to_owned(), Box::new(full)));
    }
    table(played, "", rows)
}

fn ends(played: &Played) -> String {
    let names = played.waves();
    let mut rows: Vec<(String, Cell<'_>)> = vec![];
    for (name, number) in names.iter().zip(1..) {
        let cell = move |games: &[GameSummary]| some_percent(ended_in(games, number));
        rows.push((format!("{number} {name}"), Box::new(cell)));
    }
    let last = names.len() as u32;
    if !played.is_stream() {
        let later = move |games: &[GameSummary]| {
            some_percent(percent(games, |game| game.wave > last && game.ended_by.is_some()))
        };
        rows.push(("in a further round".to_owned(), Box::new(later)));
    }
    table(played, "they end in", rows)
}

fn reasons(played: &Played) -> String {
    let ruleset = &played.ruleset;
    let mut parts = vec![];
    let all: BTreeSet<_> = played.games.iter().flat_map(|(_, games)| causes(games).into_keys()).collect();
    for cause in all {
        let part = |games: &[GameSummary]| percent(games, |game| game.ended_by == cause);
        let most = played.games.iter().map(|(_, games)| part(games)).fold(0.0, f64::max);
        parts.push((cause, most));
    }
    parts.sort_by(|a, b| b.1.total_cmp(&a.1));
    let rows = parts.into_iter().filter(|(_, most)| *most >= 1.0).map(|(cause, _)| {
        let name = cause.map_or("the time was up".to_owned(), |harm| harm_name(ruleset, harm));
        let cell = move |games: &[GameSummary]| some_percent(percent(games, |game| game.ended_by == cause));
        (name, Box::new(cell) as Cell<'_>)
    });
    table(played, "why they end", rows.collect())
}

fn bosses(played: &Played) -> String {
    let rows = played.ruleset.bosses.iter().enumerate().map(|(number, boss)| {
        let cell = move |games: &[GameSummary]| written(Spread::of(fights(games, number)), 0);
        (boss.name.clone(), Box::new(cell) as Cell<'_>)
    });
    table(played, "a fight that is won, s", rows.collect())
}

/// A table with a column for each difficulty.
fn table(played: &Played, name: &str, rows: Vec<(String, Cell<'_>)>) -> String {
    let mut text = format!("| {name:<24} |");
    for (difficulty, _) in &played.games {
        let _ = write!(text, " {:>26} |", difficulty.name());
    }
    let _ = write!(text, "\n|{:-<26}|", "");
    for _ in &played.games {
        let _ = write!(text, "{:->28}|", ":");
    }
    for (name, cell) in rows {
        let _ = write!(text, "\n| {name:<24} |");
        for (_, games) in &played.games {
            let _ = write!(text, " {:>26} |", cell(games));
        }
    }
    text + "\n"
}

fn unit(played: &Played) -> &'static str {
    if played.is_stream() { "level" } else { "wave" }
}

fn spread<'a>(value: impl Fn(&GameSummary) -> f64 + 'a, digits: usize) -> Cell<'a> {
    Box::new(move |games| written(Spread::of(games.iter().map(&value)), digits))
}

fn written(spread: Option<Spread>, digits: usize) -> String {
    let Some(Spread { low, median, high }) = spread else { return "–".to_owned() };
    format!("{median:.digits$} ({low:.digits$}–{high:.digits$})")
}

fn some_percent(part: f64) -> String {
    if part > 0.0 { format!("{part:.1} %") } else { String::new() }
}

fn harm_name(ruleset: &Ruleset, harm: Harm) -> String {
    let boss = |boss: u8| ruleset.bosses[usize::from(boss)].name.clone();
    match harm {
        Harm::Creep(kind) => format!("rammed by {}", ruleset.creeps[usize::from(kind)].name),
        Harm::Bullet(kind) => format!("shot by {}", ruleset.bullets[usize::from(kind)].name),
        Harm::Boss(kind) => format!("rammed by {}", boss(kind)),
        Harm::Beam(kind) => format!("burnt by {}", boss(kind)),
    }
}
