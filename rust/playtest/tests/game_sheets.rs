//! Contact sheets of games, for people: ten pictures a second, a second in a row (Linux).
//!
//! `cargo test -p creeps-playtest --test game_sheets -- --ignored` puts them into `target/screenshots/game-*.png`, and all pictures beside them,
//! in a folder of the same name; `docs/modes.jpg` is made of those. `CREEPS_GAME=boss` makes only those with "boss" in their names.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use creeps_godot_env::VirtualDisplay;
use creeps_playtest::game_process::GameProcess;
use creeps_playtest::inputs::hold;
use creeps_playtest::{project, run};
use creeps_rules::input_script::{InputScript, Key, ScriptedInput};
use creeps_sim::{Autopilot, Difficulty, Ruleset, Sim, SimEvent, Skill};

/// When the key that starts a game is pressed, and for how long, in ticks: in a film of ten frames a second a tap is over unseen.
const START: u32 = 60;
/// The seed of all films.
const SEED: u64 = 7;
/// Set it to a part of a film's name to make only that one.
const ONLY: &str = "CREEPS_GAME";

/// A game to be filmed.
struct Film {
    name: String,
    mode: &'static str,
    /// In place of the mode's own.
    ruleset: Option<Ruleset>,
    /// Keys that are pressed. Without any the computer plays.
    inputs: Vec<ScriptedInput>,
    /// What is on the sheet, in ticks from the program's start.
    parts: Vec<Range<u32>>,
}

/// Arcade from a wave on, under its own sky, and with a weapon that has grown after a few creeps. The file is cut as text, so that it
/// is one that a person could have written.
fn from_wave(index: usize, weapon: usize) -> Ruleset {
    let text = fs::read_to_string(project::folder().join("config/arcade.ron")).unwrap();
    let shipped = Ruleset::read("arcade.ron", text.as_bytes()).unwrap();
    let sky = shipped.sky_of(index as u32 + 1).unwrap();
    let (mut cut, mut skies, mut weapons, mut waves) = (String::new(), 0, 0, 0);
    let mut in_waves = false;
    for line in text.lines() {
        if line.starts_with("        (from: ") {
            skies += 1;
            if skies != sky + 1 {
                continue;
            }
            let from = shipped.skies[sky].from;
            cut += &line.replacen(&format!("from: {from},"), "from: 1,", 1);
        } else if line.starts_with("        (kills: ") {
            weapons += 1;
            let kills = shipped.weapon[weapons].kills;
            let sooner = if weapons <= weapon { weapons as u32 } else { kills };
            cut += &line.replacen(&format!("kills: {kills},"), &format!("kills: {sooner},"), 1);
        } else {
            in_waves = (in_waves || line == "        list: [") && line != "        ],";
            waves += usize::from(in_waves && line.starts_with("            (name: "));
            // With the next wave, as one alone would be won.
            if in_waves && waves > 0 && ![index + 1, index + 2].contains(&waves) {
                continue;
            }
            cut += line;
        }
        cut += "\n";
    }
    Ruleset::read("arcade.ron", cut.as_bytes()).unwrap()
}

/// The boss fight in a wave: three seconds around the most bullets, and its death.
fn boss(number: usize, index: usize, weapon: usize) -> Film {
    let ruleset = from_wave(index, weapon);
    let mut sim = Sim::new(&Arc::new(ruleset.clone()), Difficulty::Normal, SEED).with_invincibility(true);
    let mut autopilot = Autopilot::new(Skill::PERSON);
    let (mut most, mut best, mut death) = (0, 0, 0);
    while death == 0 && sim.tick() < 12_000 {
        let input = autopilot.play(&sim);
        let events = sim.step(input);
        let is_killed = events.iter().any(|event| matches!(event, SimEvent::BossKilled { .. }));
        let bullets = sim.counts().creep_bullets;
        if sim.boss().is_some() && bullets > most {
            (most, best) = (bullets, sim.tick());
        }
        if is_killed {
            death = sim.tick();
        }
    }
    println!("boss {number}: {most} bullets at {best}, killed at {death}");
    // A game of the computer starts with the program.
    let parts = vec![best.saturating_sub(120)..best + 60, death.saturating_sub(30)..death + 150];
    Film { name: format!("boss-{number}"), mode: "arcade", ruleset: Some(ruleset), inputs: vec![], parts }
}

/// All films with this in their names.
fn films(only: &str) -> Vec<Film> {
    let film = |name: &str, mode, ruleset, inputs, parts: &[(u32, u32)]| Film {
        name: name.to_owned(),
        mode,
        ruleset,
        inputs,
        parts: parts.iter().map(|&(from, to)| from..to).collect(),
    };
    let with_bomb = [hold(180, 1400, Key::Space), hold(760, 790, Key::Down)].concat();
    let mut films = vec![
        film("arcade", "arcade", None, vec![], &[(0, 1800)]),
        film("formation", "arcade", Some(from_wave(21, 3)), vec![], &[(0, 900)]),
        film("bomb", "arcade", None, with_bomb, &[(660, 900)]),
        film("horde", "horde", None, vec![], &[(1140, 1320), (10_740, 10_920)]),
    ];
    films.retain(|film| film.name.contains(only));
    // To find the parts of a boss fight takes a while.
    let bosses = [(1, 4, 2), (2, 9, 3), (3, 14, 3), (4, 19, 4), (5, 24, 4)];
    let wanted = bosses.into_iter().filter(|(number, ..)| format!("boss-{number}").contains(only));
    films.extend(wanted.map(|(number, index, weapon)| boss(number, index, weapon)));
    films
}

/// Plays a film. Its pictures lie in `folder` then, named after the tick, and the sheet beside it.
fn shoot(film: &Film, folder: &Path) {
    let home = tempfile::tempdir().unwrap();
    let user = run::user_folder(home.path());
    fs::create_dir_all(&user).unwrap();
    fs::write(user.join("settings.ron"), "(invincible: true, show_hints: false)").unwrap();
    if let Some(ruleset) = &film.ruleset {
        fs::write(user.join("arcade.ron"), ruleset.text().as_bytes()).unwrap();
    }
    let script = home.path().join("input_script.ron");
    let mut keys = [hold(START, 2 * START, Key::Enter), film.inputs.clone()].concat();
    // A script is in the order of its ticks.
    keys.sort_by_key(|input| input.0);
    fs::write(&script, ron::to_string(&InputScript { inputs: keys }).unwrap()).unwrap();
    let display = VirtualDisplay::start(1024, 800).unwrap_or_else(|error| panic!("{error}"));
    let mut command = project::command();
    run::isolate(&mut command, home.path());
    display.apply_to(&mut command);
    let parts: Vec<String> = film.parts.iter().map(|part| format!("{}-{}", part.start, part.end)).collect();
    command.env("PARTS", parts.join(" "));
    command.args(["--audio-driver", "Dummy", "--rendering-method", "gl_compatibility", "--fixed-fps", "10"]);
    command.arg("--script").arg(project::root().join("rust/playtest/gdscript/game_sheet.gd")).arg("--");
    let last = film.parts.last().unwrap().end;
    command.args(["--mode", film.mode, "--seed", &SEED.to_string(), "--ticks", &last.to_string()]);
    if film.inputs.is_empty() {
        command.arg("--autopilot");
    } else {
        command.arg("--input-script").arg(&script);
    }
    let output = GameProcess::start(&mut command).output();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !errors.contains("ERROR"), "{errors}");
    let _ = fs::remove_dir_all(folder);
    project::copy_folder(&user.join("film"), folder).unwrap();
    fs::copy(user.join("sheet.png"), folder.with_extension("png")).unwrap();
}

#[test]
#[ignore = "for people; run: cargo test -p creeps-playtest --test game_sheets -- --ignored"]
fn contact_sheets_of_games() {
    let only = std::env::var(ONLY).unwrap_or_default();
    let target = project::root().join("target/screenshots");
    for film in films(&only) {
        let folder = target.join(format!("game-{}", film.name));
        shoot(&film, &folder);
    }
}
