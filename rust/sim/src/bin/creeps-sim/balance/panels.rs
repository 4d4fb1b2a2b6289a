//! What the chart shows of a ruleset, a panel each.

use creeps_sim::Difficulty;
use creeps_sim::game::{GameSummary, SAMPLE};

use super::games::Played;
use super::plot::Plot;
use super::statistics::{Spread, ended_in, fights, passed, percent};

const CREEPS: &str = "#e8765f";
const BULLETS: &str = "#59c2e6";
/// Below so many games, what they have in common says nothing.
const FEW: usize = 20;

fn color(difficulty: Difficulty) -> &'static str {
    match difficulty {
        Difficulty::Easy => "#5ac37d",
        Difficulty::Normal => "#5aa5ec",
        Difficulty::Hard => "#ee7a6a",
    }
}

fn legend(plot: &Plot, svg: &mut String, played: &Played) {
    let names: Vec<_> =
        played.games.iter().map(|(difficulty, _)| (difficulty.name(), color(*difficulty))).collect();
    plot.legend(svg, &names);
}

/// Every `interval`th number up to `last`, and what stands there.
fn numbers(last: usize, interval: usize, unit: &str) -> Vec<(f64, String)> {
    (0..=last).step_by(interval).map(|number| (number as f64, format!("{number}{unit}"))).collect()
}

/// The part of the games that got past each wave, or are still played after each minute.
pub fn survival(svg: &mut String, mut plot: Plot, played: &Played) {
    let count = played.waves().len();
    let title = if played.is_stream() {
        "games still on after so many minutes"
    } else {
        "games that get past each wave"
    };
    let longest = played.games.iter().flat_map(|(_, games)| games).map(|game| game.ticks).max().unwrap_or(1);
    let minutes = (f64::from(longest) / 3600.0).ceil().max(1.0);
    let last = if played.is_stream() { minutes } else { count as f64 };
    (plot.x, plot.y) = ((0.0, last), (0.0, 100.0));
    let columns = numbers(last as usize, 1, "");
    plot.axes(svg, title, &columns, &numbers(100, 25, " %"));
    for (difficulty, games) in &played.games {
        let points: Vec<_> = if played.is_stream() {
            let steps = (0..=(minutes * 12.0) as u32).map(|interval| f64::from(interval) / 12.0);
            steps
                .map(|minute| (minute, percent(games, |game| f64::from(game.ticks) > minute * 3600.0)))
                .collect()
        } else {
            (0..=count as u32).map(|wave| (f64::from(wave), passed(games, wave))).collect()
        };
        plot.line(svg, color(*difficulty), &points);
    }
    legend(&plot, svg, played);
}

/// The part of the games that ended in each wave.
pub fn ends(svg: &mut String, mut plot: Plot, played: &Played) {
    let names = played.waves();
    let count = names.len();
    let parts =
        |games: &[GameSummary]| (1..=count as u32).map(|wave| ended_in(games, wave)).fold(0.0, f64::max);
    let max = played.games.iter().map(|(_, games)| parts(games)).fold(25.0, f64::max);
    (plot.x, plot.y) = ((0.5, count as f64 + 0.5), (0.0, max));
    let columns: Vec<_> = if played.is_stream() {
        names.iter().enumerate().map(|(index, name)| (index as f64 + 1.0, (*name).to_owned())).collect()
    } else {
        (1..=count).map(|wave| (wave as f64, wave.to_string())).collect()
    };
    let title = if played.is_stream() { "where games end, by level" } else { "where games end, by wave" };
    plot.axes(svg, title, &columns, &numbers(max as usize, if max > 50.0 { 20 } else { 10 }, " %"));
    let width = 0.8 / played.games.len().max(1) as f64;
    for wave in 1..=count as u32 {
        for (index, (difficulty, games)) in played.games.iter().enumerate() {
            let left = f64::from(wave) - 0.4 + width * index as f64;
            plot.bar(svg, color(*difficulty), left, left + width, ended_in(games, wave));
        }
    }
    if !played.is_stream() {
        plot.limit(svg, 20.0, "a fifth");
    }
    legend(&plot, svg, played);
}

/// How long the fights with bosses last that are won.
pub fn bosses(svg: &mut String, mut plot: Plot, played: &Played) {
    let bosses = &played.ruleset.bosses;
    let all = |games: &[GameSummary]| {
        (0..bosses.len()).filter_map(|boss| Spread::of(fights(games, boss))).collect()
    };
    let spreads = played.games.iter().flat_map(|(_, games)| -> Vec<Spread> { all(games) });
    let max = spreads.map(|spread| spread.high).fold(70.0, f64::max);
    (plot.x, plot.y) = ((0.5, bosses.len() as f64 + 0.5), (0.0, max));
    let columns: Vec<_> =
        bosses.iter().enumerate().map(|(index, boss)| (index as f64 + 1.0, boss.name.clone())).collect();
    plot.axes(svg, "fights with bosses that are won, s", &columns, &numbers(max as usize, 20, ""));
    let (left, right) = plot.x;
    plot.area(svg, "#8b93a7", &[(left, 20.0), (right, 20.0)], &[(left, 60.0), (right, 60.0)]);
    for (index, (difficulty, games)) in played.games.iter().enumerate() {
        let beside = (index as f64 - (played.games.len() - 1) as f64 / 2.0) * 0.2;
        for boss in 0..bosses.len() {
            if let Some(Spread { low, median, high }) = Spread::of(fights(games, boss)) {
                plot.whisker(svg, color(*difficulty), boss as f64 + 1.0 + beside, low, median, high);
            }
        }
    }
    legend(&plot, svg, played);
}

/// How many creeps and bullets are on the playfield, by minutes.
pub fn crowds(svg: &mut String, mut plot: Plot, played: &Played) {
    let (difficulty, games) = played.usual();
    // As long as enough games are still on to say what is usual.
    let mut lengths: Vec<usize> = games.iter().map(|game| game.samples.len()).collect();
    lengths.sort_unstable_by_key(|length| std::cmp::Reverse(*length));
    let last = lengths.get(FEW.min(lengths.len() / 2)).copied().unwrap_or(1).max(2);
    let minute = |sample: usize| (sample * SAMPLE as usize) as f64 / 3600.0;
    let crowd = |of: fn(&(u32, u32)) -> u32| -> Vec<(f64, Spread)> {
        let at = |sample: usize| games.iter().filter_map(move |game| game.samples.get(sample));
        let spread = |sample| Spread::of(at(sample).map(|counts| f64::from(of(counts))));
        (0..last).step_by(5).filter_map(|sample| Some((minute(sample), spread(sample)?))).collect()
    };
    let crowds = [(crowd(|counts| counts.0), CREEPS), (crowd(|counts| counts.1), BULLETS)];
    let max =
        crowds.iter().flat_map(|(points, _)| points).map(|(_, spread)| spread.high).fold(100.0, f64::max);
    (plot.x, plot.y) = ((0.0, minute(last)), (0.0, max));
    let interval = if max > 2000.0 { 1000 } else { 50 };
    let title = format!("at once, on {difficulty}, by minutes");
    plot.axes(svg, &title, &numbers(minute(last) as usize, 1, ""), &numbers(max as usize, interval, ""));
    for (points, color) in &crowds {
        let of = |value: fn(&Spread) -> f64| -> Vec<(f64, f64)> {
            points.iter().map(|(x, spread)| (*x, value(spread))).collect()
        };
        plot.area(svg, color, &of(|spread| spread.low), &of(|spread| spread.high));
        plot.line(svg, color, &of(|spread| spread.median));
    }
    if played.is_stream() {
        plot.limit(svg, 3000.0, "");
    }
    plot.legend(svg, &[("creeps", CREEPS), ("bullets", BULLETS)]);
}
