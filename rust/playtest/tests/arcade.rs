//! Arcade and Horde in the running game: games of the autopilot and of the player, rulesets, replays.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use creeps_playtest::inputs::{hold, quit_game, tap};
use creeps_playtest::{Outcome, Run, project};
use creeps_rules::GameMode;
use creeps_rules::Screen;
use creeps_rules::high_scores::HighScores;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;
use creeps_sim::replay::{Recorder, Replay};
use creeps_sim::{Difficulty, Input, Ruleset, Sim};

fn run(mode: &str, ticks: u32) -> Run {
    Run::new(ticks).argument("--mode").argument(mode)
}

/// The score, the ticks and the hash of each game.
fn ended(run: &Outcome) -> Vec<(u64, u32, u64)> {
    let ended = run.events(|event| match *event {
        TraceEvent::GameEnded { score, ticks, hash } => Some((score, ticks, hash)),
        _ => None,
    });
    ended.into_iter().map(|(_, ended)| ended).collect()
}

fn waves(run: &Outcome) -> Vec<u32> {
    let waves =
        run.events(
            |event| if let TraceEvent::WaveStarted { number, .. } = event { Some(*number) } else { None },
        );
    waves.into_iter().map(|(_, number)| number).collect()
}

fn replays(user: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(user.join("replays")).map(|entries| entries.flatten().collect());
    let mut files: Vec<_> = entries.unwrap_or_else(|_| vec![]).iter().map(fs::DirEntry::path).collect();
    files.sort();
    files
}

#[test]
fn the_autopilot_reaches_the_third_wave_of_arcade() {
    let run = run("arcade", 6000).seed(7).autopilot().play();
    assert!(waves(&run).len() >= 3, "{:?}", waves(&run));
    assert_eq!(waves(&run)[..3], [1, 2, 3]);
    let [(score, ticks, _)] = ended(&run)[..] else { panic!("{:?}", ended(&run)) };
    assert!(score > 100 && ticks > 5900, "{score} points in {ticks} ticks");
    let saved = run.ticks(|event| matches!(event, TraceEvent::HighScoreSaved { .. }));
    assert!(saved.is_empty(), "the autopilot's score counts");
}

#[test]
fn the_sky_changes_with_the_waves_and_a_new_game_begins_below_the_first() {
    let arcade = fs::read_to_string(project::folder().join("config/arcade.ron")).unwrap();
    let arcade = arcade.replacen("(from: 6, name", "(from: 2, name", 1);
    // The second game begins while the first shows its second sky.
    let again = [quit_game(4000), tap(4100, Key::Enter)].concat();
    let game = [tap(10, Key::Enter), hold(200, 3900, Key::Space), again].concat();
    let settings = "(invincible: true)";
    let run =
        run("arcade", 4200).seed(7).user_file("arcade.ron", &arcade).user_file("settings.ron", settings);
    let run = run.press(game).play();
    let skies =
        run.events(|event| if let TraceEvent::SkyShown { name } = event { Some(name.clone()) } else { None });
    let second = run.ticks(|event| matches!(event, TraceEvent::WaveStarted { number: 2, .. }));
    let names: Vec<&str> = skies.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["The Ringed World", "Ember Reef", "The Ringed World"]);
    assert_eq!((skies[1].0, skies[2].0), (second[0], 4100));
}

#[test]
fn horde_fills_the_field() {
    let run = run("horde", 9000).seed(3).autopilot().play();
    let peaks = run.events(|event| match *event {
        TraceEvent::PeakCounts { creeps, bullets } => Some((creeps, bullets)),
        _ => None,
    });
    assert!(peaks.iter().any(|(_, (creeps, bullets))| *creeps > 150 && *bullets > 100), "{peaks:?}");
    assert!(waves(&run).len() >= 2, "{:?}", waves(&run));
}

#[test]
fn without_input_all_lives_are_lost_and_the_results_follow() {
    let run = run("arcade", 9000).seed(7).press(tap(10, Key::Enter)).play();
    let lives =
        run.events(|event| if let TraceEvent::LivesLeft { left } = event { Some(*left) } else { None });
    assert_eq!(lives.into_iter().map(|(_, left)| left).collect::<Vec<_>>(), [2, 1, 0]);
    let screens: Vec<_> = run.screens().into_iter().map(|(_, screen)| screen).collect();
    let story = [Screen::GetReady, Screen::Playing, Screen::GameOver, Screen::Results];
    assert_eq!(screens, story);
    assert_eq!(ended(&run).len(), 1);
}

/// A game with some steering and shots, started in tick 10 and left.
fn short_game(mode: &str) -> Run {
    let keys = [hold(140, 170, Key::Left), hold(130, 490, Key::Space), hold(175, 330, Key::Right)].concat();
    run(mode, 600).seed(7).press([tap(10, Key::Enter), keys, quit_game(500)].concat())
}

#[test]
fn the_same_keys_give_the_same_game() {
    let (first, second) = (short_game("arcade").play(), short_game("arcade").play());
    assert_eq!(ended(&first).len(), 1);
    assert_eq!(ended(&first), ended(&second));
    assert_ne!(ended(&first), ended(&short_game("arcade").argument("--difficulty").argument("hard").play()));
}

#[test]
fn a_replay_in_the_engine_gives_the_state_that_the_crate_gives() {
    for name in ["arcade", "horde"] {
        let (played, bytes) = short_game(name).play_and_look(
            |_| {},
            |user| {
                let files = replays(user);
                assert_eq!(files.len(), 1, "{files:?}");
                fs::read(&files[0]).unwrap()
            },
        );
        let [(score, ticks, hash)] = ended(&played)[..] else { panic!("{:?}", ended(&played)) };

        // The crate verifies it without the engine.
        let replay = Replay::from_bytes(&bytes).unwrap();
        let verdict = replay.verify().unwrap();
        assert!(verdict.is_true(), "{verdict:?}");
        assert_eq!((verdict.score, verdict.ticks, verdict.hash), (score, ticks, hash));

        // The game shows it.
        let again = Run::new(2000);
        let file = again.folder().join("game.replay");
        fs::write(&file, &bytes).unwrap();
        let (again, left) =
            again.argument("--replay").argument(&file.to_string_lossy()).play_and_look(|_| {}, replays);
        assert_eq!(ended(&again), [(score, ticks, hash)]);
        assert_eq!(left, [] as [PathBuf; 0], "showing a replay does not record one");
        let end = again.screens().last().map(|shown| shown.1);
        assert_eq!(end, Some(Screen::Results), "after a replay come the results");
        assert_eq!(again.ticks(|event| matches!(event, TraceEvent::HighScoreSaved { .. })).len(), 0);
    }
}

#[test]
fn a_replay_with_a_false_score_is_reported() {
    let (_, bytes) = short_game("arcade").play_and_look(|_| {}, |user| fs::read(&replays(user)[0]).unwrap());
    let mut replay = Replay::from_bytes(&bytes).unwrap();
    replay.score += 1000;
    let run = Run::new(1200).may_report_errors();
    let file = run.folder().join("boast.replay");
    fs::write(&file, replay.to_bytes()).unwrap();
    let run = run.argument("--replay").argument(&file.to_string_lossy()).play();
    let [error] = &run.errors()[..] else { panic!("{:?}", run.errors()) };
    let claimed = format!(
        "the replay claims {} points, and playing it again gives {}",
        replay.score,
        replay.score - 1000
    );
    assert_eq!(*error, claimed);
}

#[test]
fn a_damaged_replay_is_reported_at_the_menu() {
    let (_, good) = short_game("arcade").play_and_look(|_| {}, |user| fs::read(&replays(user)[0]).unwrap());
    let mut changed = good.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    // The version's number is behind the magic word and the format.
    let mut other = good.clone();
    other[10] = 77;
    let cases: [(&[u8], &str); 5] = [
        (b"", "no replay"),
        (b"PK\x03\x04 something else", "no replay"),
        (&good[..good.len() - 3], "replay"),
        (&changed, "replay"),
        (&other, "version 77 of the simulation"),
    ];
    for (bytes, said) in cases {
        let run = Run::new(120).may_report_errors();
        let file = run.folder().join("bad.replay");
        fs::write(&file, bytes).unwrap();
        let run = run.argument("--replay").argument(&file.to_string_lossy()).play();
        let [error] = &run.errors()[..] else { panic!("{:?}", run.errors()) };
        assert!(error.contains("bad.replay") && error.contains(said), "{error}");
        assert!(run.log.text.contains(error.as_str()), "the console does not show {error}");
        assert_eq!(run.ticks(|event| *event == TraceEvent::MenuShown).len(), 1);
        assert_eq!(ended(&run), []);
    }
    let run = Run::new(120).may_report_errors().argument("--replay").argument("/nowhere/at.all").play();
    assert!(run.errors()[0].contains("no such file"), "{:?}", run.errors());
}

#[test]
fn an_invalid_ruleset_is_reported_and_the_built_in_one_is_played() {
    for (text, said) in [
        ("(\n    name: \"Mine\",\n    field: (width: -1, height: 720),\n)", "arcade.ron:"),
        ("not RON", "arcade.ron:1:"),
        ("\u{0}\u{0}", "arcade.ron:"),
    ] {
        let run = short_game("arcade").may_report_errors().user_file("arcade.ron", text).play();
        assert_eq!(run.errors().len(), 2, "at the title and at the start: {:?}", run.errors());
        assert!(run.errors()[0].contains(said), "{:?}", run.errors());
        assert_eq!(ended(&run), ended(&short_game("arcade").play()));
    }
}

#[test]
fn a_ruleset_with_an_unknown_sprite_is_reported() {
    let text = fs::read_to_string(project::folder().join("config/arcade.ron")).unwrap();
    let text = text.replacen("sprite: \"drifter\"", "sprite: \"dragon\"", 1);
    let run = short_game("arcade").may_report_errors().user_file("arcade.ron", &text).play();
    assert!(run.errors()[0].contains("creeps[0].sprite") && run.errors()[0].contains("\"dragon\""));
}

#[test]
fn a_wrong_atlas_or_picture_is_reported_and_the_built_in_ruleset_is_played() {
    let ruleset = fs::read_to_string(project::folder().join("config/arcade.ron")).unwrap();
    let atlas = |texture: &str| {
        format!(
            "(sheets: [(texture: \"{texture}\", columns: 1, rows: 1, sprites: [(name: \"ghost\", cell: 0)])])"
        )
    };
    let huge = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x80\0\0\0\x80\0\x08\x06\0\0\0";
    for (atlas, picture, error) in [
        (atlas("ghost.png"), None, "ghost.png: there is no such file"),
        (atlas("ghost.png"), Some(&b"GIF89a"[..]), "ghost.png: this is not a PNG picture"),
        (
            atlas("ghost.png"),
            Some(&huge[..]),
            "ghost.png: the picture has 32768 × 32768 px; 1 × 1 to 4096 × 4096",
        ),
        (atlas("ghost.svg"), Some(&b"<svg/>"[..]), "ghost.svg: this is not a PNG picture"),
        (
            atlas("../../best.ron"),
            None,
            "atlas.ron:1:21: sheets[0].texture: \"../../best.ron\" is no picture",
        ),
        ("(sheets: 5)".to_owned(), None, "atlas.ron:1:9: sheets"),
        (
            "(sheets: [], backdrops: [(name: \"ice\", texture: \"ghost.png\", accent: (0, 0, 0))])"
                .to_owned(),
            Some(&huge[..]),
            "ghost.png: the picture has 32768 × 32768 px; 1 × 1 to 4096 × 4096",
        ),
    ] {
        let mut run =
            short_game("arcade").may_report_errors().user_file("rulesets/arcade/ruleset.ron", &ruleset);
        run = run.user_file("rulesets/arcade/atlas.ron", &atlas);
        if let Some(picture) = picture {
            run = run
                .user_file("rulesets/arcade/ghost.png", picture)
                .user_file("rulesets/arcade/ghost.svg", picture);
        }
        let run = run.play();
        assert!(run.errors()[0].contains(error), "{error}: {:?}", run.errors());
        assert_eq!(ended(&run), ended(&short_game("arcade").play()));
    }
}

#[test]
fn the_error_message_of_a_ruleset_disappears_when_the_file_is_fixed() {
    let good = fs::read_to_string(project::folder().join("config/arcade.ron")).unwrap();
    // The file is fixed during a pause, in which the time of the error message does not pass.
    let resume = 60_000;
    let game = [tap(50, Key::Enter), tap(60, Key::P), tap(resume, Key::P)].concat();
    let next = [quit_game(resume + 20), tap(resume + 60, Key::Enter)].concat();
    let run = run("arcade", resume + 80).seed(7).may_report_errors().user_file("arcade.ron", "(name: 5)");
    let file = creeps_playtest::run::user_folder(run.folder()).join("arcade.ron");
    let run = run.press([game, next].concat()).play_while(|trace| {
        trace.wait_for("the pause", |event| *event == TraceEvent::Paused);
        fs::write(&file, &good).unwrap();
    });
    assert_eq!(run.errors().len(), 2, "on the title, and for the first game: {:?}", run.errors());
    assert_eq!(run.ticks(|event| *event == TraceEvent::NoticeHidden), [u64::from(resume) + 60]);
}

#[test]
fn a_players_own_ruleset_is_played_and_does_not_count_for_the_best_score() {
    let own = fs::read_to_string(project::folder().join("config/arcade.ron")).unwrap();
    let own = own.replacen("points: 10,", "points: 500,", 1);
    let (run, left) = short_game("arcade").user_file("arcade.ron", &own).play_and_look(|_| {}, best);
    assert!(ended(&run)[0].0 >= 500, "{:?}", ended(&run));
    assert_eq!(left, None);
    let (run, left) = short_game("arcade").play_and_look(|_| {}, best);
    let score = ended(&run)[0].0;
    assert!(score > 0);
    assert_eq!(left, Some(score));
    let saved = run.events(|event| match *event {
        TraceEvent::HighScoreSaved { mode: GameMode::Arcade, score, place: 1 } => Some(score),
        _ => None,
    });
    // It is saved during the game and at its end.
    assert!(saved.len() > 1 && saved.last().map(|saved| u64::from(saved.1)) == Some(score), "{saved:?}");
}

fn best(user: &Path) -> Option<u64> {
    let bytes = fs::read(user.join("scores.ron")).ok()?;
    Some(HighScores::read("scores.ron", &bytes).unwrap().best(GameMode::Arcade))
}

#[test]
fn keys_use_a_bomb() {
    let (_, with) = with_bomb(Some(Key::Down));
    let (_, other) = with_bomb(Some(Key::B));
    let (_, without) = with_bomb(None);
    assert_eq!(with, other);
    assert_ne!(with, without, "the bomb is gone from the state");
}

fn with_bomb(key: Option<Key>) -> (Outcome, u64) {
    let inputs = key.map(|key| tap(200, key)).unwrap_or_default();
    let run = run("arcade", 300).seed(7).press([tap(10, Key::Enter), inputs, quit_game(250)].concat()).play();
    let hash = ended(&run)[0].2;
    (run, hash)
}

#[test]
fn a_pause_stops_the_simulation() {
    let paused = [tap(300, Key::P), tap(500, Key::P)].concat();
    let run = run("arcade", 800).seed(7).press([tap(10, Key::Enter), paused, quit_game(600)].concat()).play();
    let ticks = ended(&run)[0].1;
    let stopped = 200;
    assert!((580 - stopped..=595 - stopped).contains(&ticks), "{ticks} ticks");
}

#[test]
fn a_stress_run_is_measured_and_keeps_its_numbers() {
    let run =
        Run::new(120).argument("--creeps").argument("2000").argument("--bullets").argument("1500").play();
    let counts = run.events(|event| match *event {
        TraceEvent::StressMeasured { creeps, bullets, simulation, tick } => {
            Some((creeps, bullets, simulation, tick))
        }
        _ => None,
    });
    let [(_, (2000, 1500, simulation, tick))] = counts[..] else { panic!("{counts:?}") };
    assert!(0.0 < simulation && simulation < tick, "{simulation} µs of {tick} µs");
    assert!(run.log.text.contains("stress: 2000 creeps and 1500 bullets"));
}

/// A ruleset in which nothing spawns.
const EMPTY: &str = r#"(
    name: "Empty", playfield: (width: 480, height: 720),
    capacity: (creeps: 1, player_bullets: 1, creep_bullets: 1, power_ups: 1),
    ship: (
        size: 64, shape: Circle(radius: 20), above_edge: 60, speed: 400, muzzle: 30, lives: 3, invulnerable: 1,
        bombs: 0, bomb_damage: 1, ram_damage: 1,
    ),
    bullets: [(name: "shot", sprite: "shot", size: 24, shape: Circle(radius: 6))],
    weapon: [(
        kills: 0, bullet: "shot", cooldown: 0.25, bullets: 1, fan: 0, width: 0, speed: 560, damage: 1, pierce: 0,
    )],
    combo: (hits: 8, max_multiplier: 8, miss: 3),
    power_ups: (size: 36, shape: Circle(radius: 18), speed: 110, kinds: []),
    creeps: [(
        name: "drifter", sprite: "drifter", size: 52, shape: Circle(radius: 20), health: 1, points: 10,
        speed: (min: 100, max: 130), motion: Fall,
    )],
    program: SpawnStream(levels: [(
        name: "Nothing", lasts: 600, from: 0, to: 0, health: 1, creeps: [(creep: "drifter", weight: 1)],
    )]),
    difficulties: (
        easy: (speed: 1, health: 1, fire: 1, bullet_speed: 1, rate: 1, drops: 1, points: 1, more_lives: 0),
        normal: (speed: 1, health: 1, fire: 1, bullet_speed: 1, rate: 1, drops: 1, points: 1, more_lives: 0),
        hard: (speed: 1, health: 1, fire: 1, bullet_speed: 1, rate: 1, drops: 1, points: 1, more_lives: 0),
    ),
)"#;

#[test]
fn a_replay_of_hours_is_shown_with_the_ruleset_inside_it() {
    let ruleset = Arc::new(Ruleset::read("empty.ron", EMPTY.as_bytes()).unwrap());
    let mut sim = Sim::new(&ruleset, Difficulty::Normal, 7);
    let mut recorder = Recorder::new(&sim);
    // An analog stick that is never still: two bytes a tick.
    for tick in 0..600_000 {
        let input = Input::new((tick % 17) as f32 / 8.0 - 1.0, false, false);
        sim.step(input);
        recorder.note(input, &sim);
    }
    let bytes = recorder.finish(&sim).to_bytes();
    assert!(bytes.len() > 1 << 20, "{} bytes, no longer than a ruleset may be", bytes.len());
    let run = Run::new(400);
    let file = run.folder().join("hours.replay");
    fs::write(&file, bytes).unwrap();
    let run = run.argument("--replay").argument(&file.to_string_lossy()).play();
    assert_eq!(run.ticks(|event| matches!(event, TraceEvent::ReplayStarted { .. })).len(), 1);
    assert_eq!(run.screens().last().map(|shown| shown.1), Some(Screen::Playing));
}

#[test]
fn many_games_leave_as_many_nodes_as_they_found() {
    // One life makes the games short.
    let text = fs::read_to_string(project::folder().join("config/arcade.ron")).unwrap();
    let text = text.replacen("lives: 3,", "lives: 1,", 1).replacen("bombs: 1,", "bombs: 0,", 1);
    let starts = (0..40).flat_map(|number| tap(10 + number * 500, Key::Enter)).collect();
    let run = run("arcade", 20_000).seed(1).user_file("arcade.ron", &text).press(starts).play();
    assert!(ended(&run).len() > 5, "{} games", ended(&run).len());
    let nodes = run
        .events(|event| if let TraceEvent::NodeCounts { count, .. } = event { Some(*count) } else { None });
    assert!(nodes.len() > 5 && nodes.iter().all(|(_, count)| *count == nodes[0].1), "{nodes:?}");
    let objects = run.events(|event| match *event {
        TraceEvent::NodeCounts { objects, orphans, .. } => Some((objects, orphans)),
        _ => None,
    });
    assert!(objects.iter().all(|(_, (_, orphans))| *orphans == 0), "{objects:?}");
    // The number of playing sounds varies a little. One leaked object per game would make a difference of ten between the halves.
    let mean = |half: &[(u64, (u32, u32))]| {
        half.iter().map(|(_, (count, _))| f64::from(*count)).sum::<f64>() / half.len() as f64
    };
    let (first, second) = objects[1..].split_at(objects.len() / 2);
    assert!(mean(second) < mean(first) + 3.0, "{objects:?}");
}
