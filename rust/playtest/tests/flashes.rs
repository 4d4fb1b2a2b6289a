//! Flashes: films of the game have no more than three a second over more than a quarter of 10° of the view (WCAG 2.3.1). Writes
//! `docs/flashes.md` (Linux).
#![cfg(target_os = "linux")]

use std::sync::Mutex;
use std::{env, fs};

use creeps_playtest::flashes::{FlashCounter, Flashes};
use creeps_playtest::inputs::{hold, tap};
use creeps_playtest::{Run, project};
use creeps_rules::input_script::{Key, ScriptedInput};

/// Width and height of a film, in px: the playfield's at a third of its size.
const SIZE: (u32, u32) = (160, 240);
const ARCADE: &str = include_str!("../../../godot-project/config/arcade.ron");
/// Set it to write the document's rows anew.
const RENEW: &str = "CREEPS_RENEW_DOCS";

/// Films a game of so many ticks, and checks what was found.
fn film(name: &str, mode: &str, ticks: u32, change: impl FnOnce(Run) -> Run) {
    let run = Run::new(ticks).argument("--mode").argument(mode).seed(7).press(tap(10, Key::Enter));
    let mut counter = FlashCounter::new(SIZE.0, SIZE.1, 60);
    if !change(run).film(SIZE, |frame| counter.add(frame)) {
        return;
    }
    let found = counter.found();
    let Flashes { frames, largest_share, most_large, repeated_share } = found;
    let row = format!(
        "| {name} | {:.1} | {:.0} % | {most_large} | {:.0} % |",
        frames as f32 / 60.0,
        100.0 * largest_share,
        100.0 * repeated_share
    );
    println!("{row}");
    // A film of nothing is harmless, too.
    assert!(frames as u32 > ticks / 2 && largest_share > 0.0, "{row}");
    keep(name, &row);
    assert!(found.are_harmless(), "this is over the limit: {row}");
}

/// Writes the scene's row into the document if that is asked for, and otherwise checks that there is one.
fn keep(name: &str, row: &str) {
    static DOCUMENT: Mutex<()> = Mutex::new(());
    let _guard = DOCUMENT.lock();
    let file = project::root().join("docs/flashes.md");
    let text = fs::read_to_string(&file).expect("the document can be read");
    let begin = format!("| {name} |");
    if env::var_os(RENEW).is_none() {
        assert!(text.contains(&begin), "docs/flashes.md has no row {name:?}; renew it with {RENEW}=1");
        return;
    }
    let mut lines: Vec<_> = text.lines().filter(|line| !line.starts_with(&begin)).collect();
    lines.push(row);
    fs::write(&file, lines.join("\n") + "\n").expect("the document can be written");
}

/// Arcade's rules with other numbers. Panics if there is no such text.
fn arcade(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(ARCADE.to_owned(), |rules, (from, to)| {
        assert!(rules.contains(from), "arcade.ron has no {from:?}");
        rules.replacen(from, to, 1)
    })
}

/// Arcade's rules with a boss as the first wave, and a ship that outlives it.
fn boss(health: &str) -> String {
    let first = "list: [\n(name: \"The Warden\", boss: \"The Warden\"),\n";
    let rules = arcade(&[("lives: 3,", "lives: 99,"), ("list: [\n", first)]);
    // The first of the bosses is the Warden.
    let (before, bosses) = rules.split_once("    bosses: [").expect("there are bosses");
    let (start, rest) = bosses.split_once("            health: ").expect("a boss has health");
    let (_, rest) = rest.split_once(',').expect("a field ends with a comma");
    format!("{before}    bosses: [{start}            {health}{rest}")
}

/// A bomb every seventh tick, as fast as a person presses.
fn presses(from: u32) -> Vec<ScriptedInput> {
    (0..8).flat_map(|nth| tap(from + 7 * nth, Key::B)).collect()
}

fn fire(run: Run) -> Run {
    run.press(hold(20, 5000, Key::Space))
}

#[test]
fn arcade_is_harmless() {
    film("Arcade, played by the autopilot", "arcade", 800, Run::autopilot);
}

#[test]
fn horde_is_harmless() {
    film("Horde, played by the autopilot", "horde", 800, Run::autopilot);
}

#[test]
fn a_boss_under_fire_is_harmless() {
    film("a boss under fire all the time", "arcade", 600, |run| {
        fire(run.user_file("arcade.ron", boss("health: 9000,")))
    });
}

#[test]
fn the_death_of_a_boss_is_harmless() {
    film("the death of a boss", "arcade", 700, |run| fire(run.user_file("arcade.ron", boss("health: 40,"))));
}

#[test]
fn many_bombs_are_harmless() {
    let rules = arcade(&[("bombs: 1,", "bombs: 9,"), ("lives: 3,", "lives: 99,")]);
    film("eight bombs in a second", "arcade", 600, |run| {
        fire(run.user_file("arcade.ron", rules)).press(presses(500))
    });
}

#[test]
fn bombs_against_a_boss_are_harmless() {
    let rules = boss("health: 900,").replacen("bombs: 1,", "bombs: 9,", 1);
    film("bombs against a boss", "arcade", 500, |run| {
        fire(run.user_file("arcade.ron", rules)).press(presses(400))
    });
}

#[test]
fn a_ship_that_is_hit_is_harmless() {
    let rules = arcade(&[("lives: 3,", "lives: 6,"), ("invulnerable: 2.0,", "invulnerable: 0,")]);
    film("a ship that is hit again and again", "arcade", 800, |run| run.user_file("arcade.ron", rules));
}
