//! Replays: the controls of one that is watched, the way to it from the tables and from the page of replays, and the whole way from a
//! game to its replay.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;
use std::path::Path;
use std::sync::Arc;

use creeps_playtest::inputs::{at, click, hold, pad, tap, touch};
use creeps_playtest::menu::{Device, Direction, MenuItem};
use creeps_playtest::{Outcome, Run, project};
use creeps_rules::high_scores::{Difficulty, HighScores, Row, TableKey};
use creeps_rules::input_script::{DeviceEvent, Key, PadButton, ScriptedInput};
use creeps_rules::trace::TraceEvent;
use creeps_rules::{GameMode, Screen};
use creeps_sim::replay::{Recorder, Replay};
use creeps_sim::{Autopilot, Ruleset, Sim, Skill};

const TABLE: TableKey = TableKey::new(GameMode::Arcade, Difficulty::Normal);
/// Positions of buttons in the menu, in px on the field.
const HIGH_SCORES: (f32, f32) = (355.0, 498.0);
const REPLAYS: (f32, f32) = (122.0, 560.0);
/// Positions on the page of replays: the first row, and "Delete".
const FIRST_ROW: (f32, f32) = (240.0, 122.0);
const DELETE: (f32, f32) = (355.0, 627.0);
/// The first row of a table.
const FIRST_PLACE: (f32, f32) = (240.0, 230.0);

/// A game of Arcade that the computer played for a while.
fn recording(ticks: u32) -> Replay {
    let bytes = fs::read(project::folder().join("config/arcade.ron")).unwrap();
    let rules = Arc::new(Ruleset::read("arcade.ron", &bytes).unwrap());
    let mut sim = Sim::new(&rules, creeps_sim::Difficulty::Normal, 7);
    let (mut recorder, mut autopilot) = (Recorder::new(&sim), Autopilot::new(Skill::PERSON));
    for _ in 0..ticks {
        let input = autopilot.play(&sim);
        sim.step(input);
        recorder.note(input, &sim);
    }
    recorder.finish(&sim)
}

fn ended(run: &Outcome) -> Vec<(u64, u32, u64)> {
    let ended = run.events(|event| match *event {
        TraceEvent::GameEnded { score, ticks, hash } => Some((score, ticks, hash)),
        _ => None,
    });
    ended.into_iter().map(|(_, end)| end).collect()
}

fn watch(ticks: u32, replay: &Replay, inputs: Vec<ScriptedInput>) -> Outcome {
    let run = Run::new(ticks);
    let file = run.folder().join("game.replay");
    fs::write(&file, replay.to_bytes()).unwrap();
    run.argument("--replay").argument(&file.to_string_lossy()).press(inputs).play()
}

fn waves(run: &Outcome) -> Vec<u32> {
    let waves = run.events(|event| match *event {
        TraceEvent::WaveStarted { number, .. } => Some(number),
        _ => None,
    });
    waves.into_iter().map(|(_, number)| number).collect()
}

#[test]
fn a_replay_is_paused_stepped_and_played_faster_and_comes_to_the_same_end() {
    let replay = recording(2400);
    // Three times faster, a pause with two single steps, and the rest at eight times the speed.
    let faster = [tap(60, Key::Up), tap(66, Key::Up), tap(72, Key::Up)].concat();
    let pause = [tap(100, Key::Space), tap(160, Key::B), tap(170, Key::B), tap(220, Key::Space)].concat();
    let run = watch(900, &replay, [faster, pause].concat());
    let states = run.events(|event| match *event {
        TraceEvent::PlaybackChanged { is_paused, speed, .. } => Some((is_paused, speed)),
        _ => None,
    });
    let expected = [
        (60, (false, 2)),
        (66, (false, 4)),
        (72, (false, 8)),
        (100, (true, 8)),
        (160, (true, 8)),
        (170, (true, 8)),
        (220, (false, 8)),
    ];
    assert_eq!(states, expected);
    assert_eq!(ended(&run), [(replay.score, 2400, replay.hash)]);
    // 60 ticks at single speed, 6 at double, 6 at four times, 28 at eight times, two steps, the rest at eight times.
    let rest: u64 = 2400 - 60 - 12 - 24 - 28 * 8 - 2;
    let end = run.screens().into_iter().find(|(_, screen)| *screen == Screen::GameOver).unwrap().0;
    assert!(end.abs_diff(220 + rest / 8) <= 4, "it ends in tick {end}");
}

#[test]
fn jumps_lead_to_waves_and_back_and_change_nothing() {
    let replay = recording(6000);
    let last = {
        let run =
            watch(400, &replay, [tap(60, Key::Right), tap(150, Key::Right), tap(190, Key::Left)].concat());
        let seen = waves(&run);
        // The first wave begins by itself. Then to the second, to the third, and soon after that began to the one before.
        assert_eq!(seen[..4], [1, 2, 3, 2], "{seen:?}");
        seen
    };
    assert!(last.len() < 6, "it plays on from there at its own speed: {last:?}");
    // By a gamepad, to the end.
    let jumps = (0..40).flat_map(|number| pad(60 + 30 * number, PadButton::DpadRight)).collect();
    let run = watch(2000, &replay, jumps);
    assert_eq!(ended(&run), [(replay.score, 6000, replay.hash)]);
}

#[test]
fn escape_leaves_a_replay_and_nothing_pauses_it() {
    let replay = recording(2400);
    for leave in [tap(200, Key::Escape), pad(200, PadButton::Back)] {
        let run = watch(260, &replay, leave);
        assert!(run.ticks(|event| *event == TraceEvent::Paused).is_empty());
        assert_eq!(run.screens().last().map(|shown| shown.1), Some(Screen::Title));
        assert_eq!(run.ticks(|event| *event == TraceEvent::MenuShown).len(), 1);
    }
}

/// A run that starts with the menu, with a replay that is the best game of Arcade.
fn menu(ticks: u32, replay: &Replay) -> Run {
    let mut scores = HighScores::default();
    let row = Row {
        name: "ANNA".into(),
        score: replay.score,
        time: 1_790_000_000,
        seed: 7,
        wave: 3,
        replay: Some(1),
    };
    scores.offer(TABLE, row);
    let run = Run::new(ticks).argument("--mode").argument("menu");
    let name = format!("replays/arcade-000001-{}.replay", replay.score);
    run.user_file("scores.ron", scores.to_text().unwrap()).user_file(&name, replay.to_bytes())
}

fn watched(run: &Outcome) -> usize {
    run.ticks(|event| matches!(event, TraceEvent::ReplayStarted { .. })).len()
}

#[test]
fn every_device_watches_the_replay_of_a_row_in_a_table() {
    let replay = recording(600);
    // Past the tabs of the modes and the difficulties.
    let keys = [tap(120, Key::Down), tap(126, Key::Down), tap(132, Key::Enter)].concat();
    let buttons = [PadButton::DpadDown, PadButton::DpadDown, PadButton::A];
    let pads = (0..).zip(buttons).flat_map(|(number, button)| pad(120 + 6 * number, button)).collect();
    for (what, inputs) in [
        ("keys", keys),
        ("pad", pads),
        ("mouse", click(120, FIRST_PLACE)),
        ("finger", touch(120, 0, FIRST_PLACE)),
    ] {
        let run = menu(200, &replay).press(click(60, HIGH_SCORES)).press(inputs).play();
        assert_eq!(watched(&run), 1, "{what}");
    }
}

#[test]
fn the_page_of_replays_shows_and_deletes_them() {
    let replay = recording(600);
    for (what, inputs) in [
        ("keys", tap(120, Key::Enter)),
        ("pad", pad(120, PadButton::A)),
        ("finger", touch(120, 0, FIRST_ROW)),
    ] {
        let run = menu(200, &replay).press(click(60, REPLAYS)).press(inputs).play();
        assert_eq!(watched(&run), 1, "{what}");
    }
    // "Delete" asks; the focus is on keeping it.
    let count = |user: &Path| fs::read_dir(user.join("replays")).unwrap().count();
    for (then, left) in [(tap(140, Key::Enter), 1), ([tap(140, Key::Down), tap(146, Key::Enter)].concat(), 0)]
    {
        let run = menu(200, &replay).press(click(60, REPLAYS)).press(click(120, DELETE)).press(then);
        let (_, files) = run.play_and_look(|_| {}, count);
        assert_eq!(files, left);
    }
}

/// Chooses files in the dialogs of the page of replays (see `files.gd`). Returns the run, what the page said, and the names of the
/// replays that are left.
fn choose_files(run: Run, choices: &[String]) -> (Outcome, Vec<String>, Vec<String>) {
    let run = run.engine_script("files.gd").environment("FILES", choices.join("\n"));
    let names = |user: &Path| {
        let entries = fs::read_dir(user.join("replays")).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
    };
    let (run, mut names) = run.play_and_look(|_| {}, names);
    names.sort();
    let said =
        run.log.text.lines().filter_map(|line| line.strip_prefix("said: ")).map(str::to_owned).collect();
    (run, said, names)
}

#[test]
fn a_replay_is_copied_to_a_file_and_added_from_one() {
    let replay = recording(600);
    let run = menu(200, &replay);
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("a copy.replay");
    let choices = ["save", "open", "drop"].map(|how| format!("{how}:{}", copy.display()));
    let (run, said, names) = choose_files(run, &choices);
    assert_eq!(said, ["Saved", "Added", "Added"]);
    assert_eq!(fs::read(copy).unwrap(), replay.to_bytes());
    assert_eq!(names, [1, 2, 3].map(|number| format!("arcade-{number:06}-{}.replay", replay.score)));
    assert_eq!(run.ticks(|event| matches!(event, TraceEvent::ReplayImported { .. })).len(), 2);
}

#[test]
fn a_file_that_is_no_replay_is_refused_in_words() {
    let replay = recording(600);
    let run = menu(300, &replay);
    let folder = run.folder().to_path_buf();
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let bytes = replay.to_bytes();
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 1;
    fs::write(path("text.replay"), "(score: 5)").unwrap();
    fs::write(path("half.replay"), &bytes[..bytes.len() / 2]).unwrap();
    fs::write(path("flipped.replay"), flipped).unwrap();
    fs::write(path("long.replay"), vec![0; creeps_sim::replay::MAX_BYTES + 1]).unwrap();
    fs::write(path("taken"), "").unwrap();
    let choices = [
        format!("open:{}", path("text.replay")),
        format!("open:{}", path("half.replay")),
        format!("drop:{}", path("flipped.replay")),
        format!("open:{}", path("long.replay")),
        format!("open:{}", path("missing.replay")),
        format!("open:{}", folder.display()),
        format!("save:{}", path("no/such/folder.replay")),
        format!("save:{}", path("taken/copy.replay")),
    ];
    let (_, said, names) = choose_files(run.may_report_errors(), &choices);
    let expected = [
        ("text.replay", ""),
        ("half.replay", ""),
        ("flipped.replay", ""),
        ("long.replay", "are allowed"),
        ("missing.replay", "there is no such file"),
        ("", "this is not a file"),
        ("folder.replay", "can't be written"),
        ("copy.replay", "there is a file with that name"),
    ];
    assert_eq!(said.len(), expected.len(), "{said:?}");
    for (said, (file, problem)) in said.iter().zip(expected) {
        assert!(
            said.contains(file) && said.contains(problem) && said != "Added" && said != "Saved",
            "{said}"
        );
        println!("{said}");
    }
    assert_eq!(names.len(), 1, "nothing is added: {names:?}");
}

/// What a person does with a device between the launch and the replay of the game.
struct Player {
    device: Device,
    /// Holds the fire button between two ticks.
    fire: fn(u32, u32) -> Vec<ScriptedInput>,
    /// Enters a name on the results, within 60 ticks, and the name.
    name: fn(u32) -> Vec<ScriptedInput>,
    entered: &'static str,
    /// Leaves the results.
    leave: fn(u32) -> Vec<ScriptedInput>,
}

/// The middle of the playfield, where the ship begins.
const MIDDLE: (f32, f32) = (240.0, 600.0);
/// Positions on the results: the buttons of the name, and "Menu".
const UP: (f32, f32) = (364.0, 456.0);
const NEXT: (f32, f32) = (420.0, 456.0);
const MENU: (f32, f32) = (240.0, 664.0);

fn spell(press: impl Fn(u32, (f32, f32)) -> Vec<ScriptedInput>, tick: u32) -> Vec<ScriptedInput> {
    (0..).zip([UP, UP, NEXT, UP]).flat_map(|(number, button)| press(tick + 10 * number, button)).collect()
}

const PLAYERS: [Player; 4] = [
    Player {
        device: Device::Keys,
        fire: |from, to| hold(from, to, Key::Space),
        name: |tick| [tap(tick, Key::B), tap(tick + 6, Key::A), tap(tick + 12, Key::D)].concat(),
        entered: "BAD",
        leave: |tick| tap(tick, Key::Escape),
    },
    Player {
        device: Device::Gamepad,
        fire: |from, to| {
            [at(from, DeviceEvent::PadPress(PadButton::A)), at(to, DeviceEvent::PadRelease(PadButton::A))]
                .concat()
        },
        name: |tick| {
            let buttons =
                [PadButton::DpadUp, PadButton::DpadUp, PadButton::DpadUp, PadButton::DpadRight, PadButton::A];
            (0..).zip(buttons).flat_map(|(number, button)| pad(tick + 6 * number, button)).collect()
        },
        entered: "BA",
        leave: |tick| pad(tick, PadButton::Back),
    },
    Player {
        device: Device::Mouse,
        fire: |from, to| {
            [at(from, DeviceEvent::MousePress(MIDDLE)), at(to, DeviceEvent::MouseRelease(MIDDLE))].concat()
        },
        name: |tick| spell(click, tick),
        entered: "BB",
        leave: |tick| click(tick, MENU),
    },
    Player {
        device: Device::Finger,
        fire: |from, to| {
            [at(from, DeviceEvent::Touch(0, MIDDLE)), at(to, DeviceEvent::Lift(0, MIDDLE))].concat()
        },
        name: |tick| spell(|tick, button| touch(tick, 0, button), tick),
        entered: "BB",
        leave: |tick| touch(tick, 0, MENU),
    },
];

#[test]
fn every_device_leads_from_the_launch_to_a_saved_high_score_and_back_to_its_replay() {
    for Player { device, fire, name, entered, leave } in PLAYERS {
        let game = |ticks: u32, fire_until: u32| {
            let run = Run::new(ticks).argument("--mode").argument("menu").seed(5);
            run.press([MenuItem::Arcade.press(device, 60), fire(80, fire_until)].concat())
        };
        let lost = game(6000, 5990).play();
        let tick_of = |wanted: Screen| {
            let shown = lost.screens().into_iter().find(|(_, screen)| *screen == wanted);
            u32::try_from(shown.unwrap_or_else(|| panic!("{device:?}: no {wanted:?}")).0).unwrap()
        };
        let (over, results) = (tick_of(Screen::GameOver), tick_of(Screen::Results));
        let row = if device.points() {
            device.press_at(results + 280, FIRST_PLACE)
        } else {
            let moves = [280, 286].into_iter().flat_map(|tick| device.focus(results + tick, Direction::Down));
            moves.chain(device.confirm(results + 292)).collect()
        };
        let to_table = MenuItem::HighScores.press(device, results + 180);
        let run = game(results + 400, over).press(name(results + 60)).press(leave(results + 140));
        let run = run.press([to_table, row].concat());
        let (run, scores) = run.play_and_look(|_| {}, |user| fs::read(user.join("scores.ron")).unwrap());
        let scores = HighScores::read("scores.ron", &scores).unwrap();
        let best = &scores.rows(TABLE)[0];
        assert_eq!((best.name.as_str(), best.seed, best.replay), (entered, 5, Some(1)), "{device:?}");
        assert!(best.wave >= 1 && best.score > 0, "{device:?}: {best:?}");
        assert_eq!(watched(&run), 1, "{device:?}");
    }
}

#[test]
fn the_results_show_the_replay_of_their_game() {
    let game = |ticks: u32| {
        let start = [tap(60, Key::Enter), hold(80, 4000, Key::Space)].concat();
        Run::new(ticks).argument("--mode").argument("menu").seed(5).press(start)
    };
    let shown = game(6000).play().screens().into_iter().find(|(_, screen)| *screen == Screen::Results);
    let results = u32::try_from(shown.unwrap().0).unwrap();
    let watch = [tap(results + 30, Key::Down), tap(results + 36, Key::Enter)].concat();
    assert_eq!(watched(&game(results + 200).press(watch).play()), 1);
}

/// The rulesets that ship with the game.
fn shipped() -> Vec<Arc<Ruleset>> {
    let read = |name: &str| {
        let text = fs::read(project::folder().join("config").join(name)).unwrap();
        Arc::new(Ruleset::read(name, &text).unwrap())
    };
    vec![read("arcade.ron"), read("horde.ron")]
}

fn links(run: &Outcome) -> Vec<String> {
    let links = run.events(|event| match event {
        TraceEvent::LinkShared { link } => Some(link.clone()),
        _ => None,
    });
    links.into_iter().map(|(_, link)| link).collect()
}

#[test]
fn a_link_shows_its_run_whose_score_can_be_beaten_with_the_same_seed_and_which_is_shared_again() {
    let replay = recording(600);
    let link = replay.to_link(&shipped()).unwrap().unwrap();
    let address = format!("https://example.org/game/?mode=arcade{link}");
    // To "Share" and back, and then the button that plays.
    let share = [tap(760, Key::Down), tap(770, Key::Right), tap(780, Key::Enter)].concat();
    let beat = [tap(800, Key::Up), tap(810, Key::Enter)].concat();
    let run = Run::new(900).argument("--replay").argument(&address).press([share, beat].concat()).play();
    assert_eq!(ended(&run)[0], (replay.score, 600, replay.hash));
    assert_eq!(links(&run), [link]);
    let seeds = run.events(|event| match *event {
        TraceEvent::GameStarted { seed } => Some(seed),
        _ => None,
    });
    assert_eq!(seeds.iter().map(|(_, seed)| *seed).collect::<Vec<_>>(), [7, 7]);
    let score = replay.score;
    let beaten = run.ticks(|event| *event == TraceEvent::ChallengeStarted { score });
    assert!(beaten.len() == 1 && beaten[0] >= 810, "{beaten:?}");
}

#[test]
fn a_game_that_was_played_is_shared_by_a_link_that_leads_to_the_same_state() {
    let fire = hold(60, 3000, Key::Space);
    let share = [tap(3100, Key::Down), tap(3110, Key::Right), tap(3120, Key::Enter)].concat();
    let run = Run::new(3200).argument("--mode").argument("arcade").argument("--seed").argument("5");
    let run = run.press([tap(20, Key::Enter), fire, share].concat()).play();
    let links = links(&run);
    assert_eq!(links.len(), 1, "nobody who stands still lives for 50 seconds: {:?}", run.screens());
    let replay = Replay::from_link(&links[0], &shipped()).unwrap();
    assert_eq!(ended(&run), [(replay.score, replay.ticks(), replay.hash)]);
    assert!(replay.verify().unwrap().is_true());
}

#[test]
fn a_link_that_is_none_is_told_and_the_menu_shown() {
    for link in ["#r=", "#r=<script>", "https://example.org/#r=AAAA"] {
        let run = Run::new(60).argument("--replay").argument(link).may_report_errors().play();
        let told = run.events(|event| match event {
            TraceEvent::ErrorReported { message } => Some(message.clone()),
            _ => None,
        });
        assert!(told.len() == 1 && told[0].1.contains("no link to a replay"), "{link}: {told:?}");
        assert_eq!(run.ticks(|event| *event == TraceEvent::MenuShown).len(), 1, "{link}");
    }
}

#[test]
fn the_daily_challenge_has_a_link_of_its_own() {
    let run = Run::new(60).argument("--mode").argument("menu").argument("--daily").play();
    let seeds = run.events(|event| match *event {
        TraceEvent::GameStarted { seed } => Some(seed),
        _ => None,
    });
    assert!(seeds.len() == 1 && seeds[0].1 > 20_260_000, "{seeds:?}");
}
