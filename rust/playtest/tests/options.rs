//! The options: what each setting does, the menu, keys of the player's own, and the file.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;
use std::path::Path;

use creeps_playtest::inputs::{at, click, hold, pad, tap, touch};
use creeps_playtest::{Outcome, Run};
use creeps_rules::high_scores::HighScores;
use creeps_rules::input_script::{DeviceEvent, Key, PadButton, ScriptedInput};
use creeps_rules::settings::bindings::{Action, Binding, Device};
use creeps_rules::settings::value::{FireMode, Percent};
use creeps_rules::trace::TraceEvent;
use creeps_rules::{GameMode, Screen, Settings};
use creeps_sim::replay::Replay;

type Inputs = Vec<ScriptedInput>;

const FILE: &str = "settings.ron";
/// A game of Classic without creeps for the time of a test.
const CALM: &str = "(messages: (start_delay: 30))";

/// Positions of buttons in the pause, in px on the field.
const OPTIONS: (f32, f32) = (240.0, 427.0);
/// The button at the lower right of the options menu.
const BACK: (f32, f32) = (358.0, 693.0);

/// A game with these settings and inputs, started at tick 10.
fn play_with(settings: &str, ticks: u32, inputs: Inputs) -> Outcome {
    Run::new(ticks).tuning(CALM).user_file(FILE, settings).press(tap(10, Key::Enter)).press(inputs).play()
}

/// Key presses, each six ticks after the one before.
fn keys(from: u32, keys: &[Key]) -> Inputs {
    (from..).step_by(6).zip(keys).flat_map(|(tick, &key)| tap(tick, key)).collect()
}

/// The keys from a running game to the options menu, which begins with its first page. They take 24 ticks.
fn open_options(from: u32) -> Inputs {
    keys(from, &[Key::Escape, Key::Down, Key::Down, Key::Enter])
}

/// The keys from the options menu back to the game. They take 12 ticks.
fn close_options(from: u32) -> Inputs {
    keys(from, &[Key::Escape, Key::Escape])
}

/// The settings that a run left on disk.
fn saved(user: &Path) -> Settings {
    let bytes = fs::read(user.join(FILE)).unwrap();
    Settings::read(FILE, &bytes).unwrap_or_else(|error| panic!("{error}"))
}

/// The high scores that a run left on disk.
fn scores(user: &Path) -> HighScores {
    HighScores::read("scores.ron", &fs::read(user.join("scores.ron")).unwrap()).unwrap()
}

/// What the engine had after each change of the settings.
#[derive(Debug)]
struct Applied {
    volumes: (f32, f32, f32),
    is_muted: bool,
    max_fps: u32,
    ticks_per_second: u32,
    dead_zone: f32,
    locale: String,
}

fn applied(run: &Outcome) -> Vec<Applied> {
    let applied = run.events(|event| match event.clone() {
        TraceEvent::SettingsApplied { volumes, is_muted, max_fps, ticks_per_second, dead_zone, locale } => {
            Some(Applied { volumes, is_muted, max_fps, ticks_per_second, dead_zone, locale })
        }
        _ => None,
    });
    applied.into_iter().map(|(_, applied)| applied).collect()
}

fn count(run: &Outcome, is: impl Fn(&TraceEvent) -> bool) -> usize {
    run.ticks(is).len()
}

#[test]
fn the_engine_has_what_the_file_says() {
    let run = play_with("()", 20, vec![]);
    let default = &applied(&run)[0];
    assert_eq!((default.volumes, default.is_muted), ((0.0, -6.0, -3.0), false));
    assert_eq!((default.max_fps, default.ticks_per_second), (0, 60));
    let run = play_with(
        "(master_volume: 50, music_volume: 10, effects_volume: 0, mute: true, frame_cap: Fps120, \
          stick_dead_zone: 60, language: German)",
        20,
        vec![],
    );
    let own = &applied(&run)[0];
    // Half the amplitude is 6 dB less, a tenth is 20 dB less.
    for (volume, expected) in [(own.volumes.0, -6.02), (own.volumes.1, -26.0), (own.volumes.2, -83.0)] {
        assert!((volume - expected).abs() < 0.1, "{own:?}");
    }
    assert!(own.is_muted);
    assert_eq!((own.max_fps, own.locale.as_str()), (120, "de"));
    assert!((own.dead_zone - 0.6).abs() < 1e-6);
}

#[test]
fn a_change_in_the_menu_applies_at_once_and_is_saved() {
    // The first row of the first page is the volume of everything.
    let change = keys(90, &[Key::Down, Key::Left, Key::Left, Key::Right]);
    let run = Run::new(200).tuning(CALM).press(tap(10, Key::Enter));
    let run = run.press([open_options(60), change, close_options(130)].concat());
    let (run, settings) = run.play_and_look(|_| {}, saved);
    let volumes: Vec<f32> = applied(&run).iter().map(|applied| applied.volumes.0).collect();
    assert_eq!(volumes.len(), 4, "{volumes:?}");
    assert!(
        volumes[1] > volumes[2] && volumes[2] < volumes[3] && (volumes[1] - volumes[3]).abs() < 0.01,
        "{volumes:?}"
    );
    assert_eq!(settings.master_volume, Percent::new(90));
    assert_eq!(count(&run, |event| *event == TraceEvent::OptionsShown(true)), 1);
    assert_eq!(count(&run, |event| *event == TraceEvent::OptionsShown(false)), 1);
    assert_eq!(count(&run, |event| *event == TraceEvent::Resumed), 1);
}

#[test]
fn every_device_opens_and_closes_the_options_in_a_pause() {
    let ways: [(&str, Inputs); 4] = [
        ("keys", [open_options(60), close_options(100)].concat()),
        (
            "gamepad",
            [
                pad(60, PadButton::Start),
                pad(66, PadButton::DpadDown),
                pad(72, PadButton::DpadDown),
                pad(78, PadButton::A),
                pad(100, PadButton::B),
                pad(110, PadButton::Start),
            ]
            .concat(),
        ),
        ("mouse", [tap(60, Key::P), click(70, OPTIONS), click(90, BACK), tap(110, Key::P)].concat()),
        ("finger", [tap(60, Key::P), touch(70, 0, OPTIONS), touch(90, 0, BACK), tap(110, Key::P)].concat()),
    ];
    for (device, inputs) in ways {
        let run = play_with("()", 150, inputs);
        for shown in [true, false] {
            assert_eq!(count(&run, |event| *event == TraceEvent::OptionsShown(shown)), 1, "{device}");
        }
        assert_eq!(count(&run, |event| *event == TraceEvent::Resumed), 1, "{device}");
        assert_eq!(run.screens(), [(10, Screen::GetReady)], "{device}");
    }
}

#[test]
fn a_first_finger_changes_a_setting_by_one_step() {
    // The button left of the volume. The engine makes a mouse click of this touch, too.
    let less = (262.0, 147.0);
    let run = Run::new(200).tuning(CALM).press(tap(10, Key::Enter));
    let run = run.press([open_options(60), touch(100, 0, less), close_options(130)].concat());
    let (_, settings) = run.play_and_look(|_| {}, saved);
    assert_eq!(settings.master_volume, Percent::new(90));
}

/// How far the picture shakes in a game of Arcade in which a bomb explodes, in px, and how the gamepad vibrates.
fn bomb(settings: &str) -> (Vec<f32>, Vec<f32>) {
    let inputs = [pad(10, PadButton::A), pad(200, PadButton::B)].concat();
    let run = Run::new(260).argument("--mode").argument("arcade").seed(7).user_file(FILE, settings);
    let run = run.press(inputs).play();
    assert_eq!(count(&run, |event| *event == TraceEvent::BombUsed), 1);
    let shakes = run.events(|event| match *event {
        TraceEvent::CameraShaken { pixels } => Some(pixels),
        _ => None,
    });
    let vibrations = run.events(|event| match *event {
        TraceEvent::Vibrated { strong, .. } => Some(strong),
        _ => None,
    });
    let values = |events: Vec<(u64, f32)>| events.into_iter().map(|(_, value)| value).collect();
    (values(shakes), values(vibrations))
}

#[test]
fn shake_and_vibration_follow_their_settings() {
    let (shakes, vibrations) = bomb("()");
    assert!(shakes.iter().all(|&pixels| pixels > 1.0) && !shakes.is_empty(), "{shakes:?}");
    assert_eq!(vibrations, [0.6]);
    let (halved, weaker) = bomb("(screen_shake: 50, vibration: 50)");
    assert!((halved[0] - shakes[0] / 2.0).abs() < 1e-3, "{halved:?}");
    assert_eq!(weaker, [0.3]);
    for none in ["(screen_shake: 0, vibration: 0)", "(reduced_motion: true, vibration: 0)"] {
        let (shakes, vibrations) = bomb(none);
        assert!(shakes.iter().all(|&pixels| pixels == 0.0) && vibrations.is_empty(), "{none}: {shakes:?}");
    }
}

#[test]
fn automatic_fire_needs_no_key_and_a_toggle_one_press() {
    let run = play_with("(fire_mode: Auto)", 80, vec![]);
    assert_eq!(run.fired(), [11, 26, 41, 56, 71]);
    let run = play_with("(fire_mode: Toggle)", 120, [tap(30, Key::Space), tap(70, Key::Space)].concat());
    assert_eq!(run.fired(), [31, 46, 61]);
    let held = play_with("(fire_mode: Toggle)", 80, hold(30, 70, Key::Space));
    assert_eq!(held.fired(), [31, 46, 61, 76]);
}

#[test]
fn a_game_that_keeps_running_in_the_background_does_not_pause() {
    let pauses = |settings| {
        let run = play_with(settings, 100, at(60, DeviceEvent::FocusOut));
        count(&run, |event| *event == TraceEvent::Paused)
    };
    assert_eq!((pauses("()"), pauses("(pause_on_focus_loss: false)")), (1, 0));
}

#[test]
fn a_lost_gamepad_is_named_on_the_pause_screen() {
    let inputs = [at(60, DeviceEvent::Stick(1.0)), at(80, DeviceEvent::PadLost)].concat();
    let run = play_with("()", 100, inputs);
    assert_eq!(run.ticks(|event| *event == TraceEvent::Paused), [80]);
    let notices = run.events(|event| match event {
        TraceEvent::NoticeShown { message } => Some(message.clone()),
        _ => None,
    });
    assert_eq!(notices, [(80, "Controller disconnected".to_owned())]);
}

#[test]
fn prompts_have_the_signs_and_names_of_the_players_gamepad() {
    // "Back" pauses as well, so the pause can have any button.
    let triangle = "bindings: (gamepad: {Pause: [Pad(Y)]})";
    for (settings, prompt) in [
        ("()".to_owned(), "Menu: resume"),
        ("(pad_labels: PlayStation)".to_owned(), "Options: resume"),
        ("(pad_labels: Switch)".to_owned(), "+: resume"),
        ("(pad_labels: SteamDeck, language: German)".to_owned(), "Menü: weiter"),
        (format!("({triangle})"), "Ⓨ: resume"),
        (format!("(pad_labels: PlayStation, {triangle})"), "△: resume"),
        (format!("(pad_labels: Switch, {triangle})"), "Ⓧ: resume"),
    ] {
        let run = play_with(&settings, 100, pad(60, PadButton::Back));
        assert_eq!(prompts(&run).last().map(String::as_str), Some(prompt), "{settings}");
    }
    // Another device has other prompts, and so has a player whose gamepad is gone.
    let devices = [pad(60, PadButton::Back), tap(80, Key::Left)].concat();
    assert_eq!(prompts(&play_with("()", 100, devices)), ["Menu: resume", "P: resume"]);
    let lost = [at(60, DeviceEvent::Stick(1.0)), at(80, DeviceEvent::PadLost)].concat();
    assert_eq!(prompts(&play_with("()", 100, lost)).last().map(String::as_str), Some("P: resume"));
}

/// What the pause says about resuming.
fn prompts(run: &Outcome) -> Vec<String> {
    let prompts = run.events(|event| match event {
        TraceEvent::PromptShown { text } => Some(text.clone()),
        _ => None,
    });
    prompts.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn a_stick_within_its_dead_zone_does_not_steer() {
    for (settings, moves) in [("()", true), ("(stick_dead_zone: 60)", false), ("(stick_dead_zone: 40)", true)]
    {
        let run = play_with(settings, 120, at(60, DeviceEvent::Stick(0.5)));
        let moved = count(&run, |event| matches!(event, TraceEvent::ShipMoved { .. }));
        assert_eq!(moved > 1, moves, "{settings}: {moved}");
    }
}

#[test]
fn an_invincible_ship_survives_and_its_replay_knows_it() {
    let run = Run::new(9000).seed(7).user_file(FILE, "(invincible: true)").press(tap(10, Key::Enter)).play();
    assert_eq!(run.screens(), [(10, Screen::GetReady), (130, Screen::Playing)], "Classic");

    let run =
        Run::new(6000).argument("--mode").argument("horde").seed(7).user_file(FILE, "(invincible: true)");
    let replay = |user: &Path| {
        let file = fs::read_dir(user.join("replays")).unwrap().next().unwrap().unwrap().path();
        (Replay::from_bytes(&fs::read(file).unwrap()).unwrap(), scores(user))
    };
    let inputs = [tap(10, Key::Enter), hold(30, 3000, Key::Space)].concat();
    let (run, (replay, scores)) = run.press(inputs).play_and_look(|_| {}, replay);
    assert_eq!(count(&run, |event| matches!(event, TraceEvent::LivesLeft { .. })), 0);
    assert!(replay.invincible && replay.verify().unwrap().is_true());
    assert!(scores.has_assisted());
    assert_eq!(scores.best(GameMode::Horde), 0, "an assisted game has a table of its own");
}

#[test]
fn a_slow_game_has_fewer_ticks_a_second_and_a_table_of_its_own() {
    let script =
        fs::read(creeps_playtest::project::root().join("rust/playtest/input_scripts/whole_game.ron"));
    let script = creeps_rules::input_script::InputScript::read("whole_game.ron", &script.unwrap()).unwrap();
    for (settings, counts) in [("()", true), ("(game_speed: 50)", false)] {
        let run = Run::new(650).seed(7).user_file(FILE, settings).press(script.inputs.clone());
        let (run, scores) = run.play_and_look(|_| {}, scores);
        assert_eq!(applied(&run)[0].ticks_per_second, if counts { 60 } else { 30 });
        // The same keys in the same ticks shoot the same creeps.
        assert_eq!(run.kills().len(), 3, "{settings}");
        assert_eq!(scores.best(GameMode::Classic), if counts { 3 } else { 0 }, "{settings}");
        assert_eq!(scores.has_assisted(), !counts, "{settings}");
    }
}

/// The keys from the first page of the options to the key of the fire action. They take 48 ticks.
fn await_fire_key(from: u32) -> Inputs {
    let page = [Key::Right; 4];
    let row = [Key::Down; 3];
    keys(from, &[&page[..], &row[..], &[Key::Enter]].concat())
}

#[test]
fn a_key_of_the_players_own_fires_and_survives_a_restart() {
    let fire = [hold(200, 204, Key::Up), hold(230, 234, Key::Space)].concat();
    let bind = [open_options(60), await_fire_key(90), tap(144, Key::Up), close_options(160)].concat();
    let run = Run::new(260).tuning(CALM).press(tap(10, Key::Enter)).press([bind, fire.clone()].concat());
    let (run, text) = run.play_and_look(|_| {}, |user| fs::read_to_string(user.join(FILE)).unwrap());
    assert_eq!(
        run.events(|event| match event {
            TraceEvent::BindingAwaited { action } => Some(action.clone()),
            _ => None,
        }),
        [(134, "fire_bullet".to_owned())]
    );
    assert_eq!(run.fired(), [201], "Up fires, and Space no longer does");
    let again = play_with(&text, 260, fire);
    assert_eq!(again.fired(), [201]);
}

#[test]
fn a_key_that_is_in_use_is_swapped_only_if_the_player_wants_it() {
    for (answer, swaps) in [(vec![Key::Enter], true), (vec![Key::Escape], false)] {
        let bind = [open_options(60), await_fire_key(90), tap(144, Key::P), keys(156, &answer)].concat();
        let run = Run::new(260).tuning(CALM).press(tap(10, Key::Enter));
        let inputs = [bind, close_options(170), tap(200, Key::Space)].concat();
        let (run, settings) =
            run.press(inputs).play_and_look(|_| {}, |user| user.join(FILE).exists().then(|| saved(user)));
        let conflict = TraceEvent::BindingConflict { action: "fire_bullet".into(), other: "pause".into() };
        assert_eq!(run.ticks(|event| *event == conflict), [144]);
        // Space pauses instead of firing.
        let paused_again = run.ticks(|event| *event == TraceEvent::Paused).contains(&200);
        assert_eq!((paused_again, run.fired().is_empty()), (swaps, swaps));
        assert_eq!(settings.is_some(), swaps);
        let Some(settings) = settings else { continue };
        let own = settings.bindings.on(Device::Keyboard);
        assert_eq!(own.keys().collect::<Vec<_>>(), [&Action::Fire, &Action::Pause]);
        assert_eq!(own[&Action::Pause], [Binding::Key("Space".into())]);
    }
}

#[test]
fn escape_ends_the_wait_for_a_key() {
    let inputs = [
        open_options(60),
        await_fire_key(90),
        tap(144, Key::Escape),
        close_options(160),
        tap(200, Key::Space),
    ];
    let run = play_with("()", 240, inputs.concat());
    assert_eq!(run.fired(), [201]);
    assert_eq!(count(&run, |event| *event == TraceEvent::SettingsSaved), 0);
}

#[test]
fn a_damaged_file_is_renamed_and_the_game_has_its_defaults() {
    let run = Run::new(30).may_report_errors().user_file(FILE, "(master_volume: 400)");
    let look = |user: &Path| fs::read_to_string(user.join("settings.ron.damaged")).ok();
    let (run, damaged) = run.play_and_look(|_| {}, look);
    assert_eq!(damaged.as_deref(), Some("(master_volume: 400)"));
    let [error] = &run.errors()[..] else { panic!("{:?}", run.errors()) };
    assert!(error.contains("from 0 to 100") && error.contains("settings.ron.damaged"), "{error}");
    assert!(applied(&run)[0].volumes.0.abs() < 0.01);
    assert_eq!(count(&run, |event| matches!(event, TraceEvent::NoticeShown { .. })), 1, "the title shows it");
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let newer = "(version: 2, hologram: true)";
    let run = Run::new(200).tuning(CALM).may_report_errors().user_file(FILE, newer);
    let change = [open_options(60), keys(90, &[Key::Down, Key::Left])].concat();
    let run = run.press(tap(10, Key::Enter)).press(change);
    let (run, text) = run.play_and_look(|_| {}, |user| fs::read_to_string(user.join(FILE)).unwrap());
    assert_eq!(text, newer);
    // The change works until the game is left.
    assert_eq!(applied(&run).len(), 2);
}

#[cfg(unix)]
#[test]
fn a_game_that_is_killed_while_it_saves_leaves_the_old_or_the_new_settings() {
    // Every key press changes the volume and saves.
    let presses = |from: u32| {
        (0..9000)
            .flat_map(move |index| tap(from + 3 * index, if index % 2 == 0 { Key::Left } else { Key::Right }))
    };
    for kill in 1..=12 {
        let run = Run::new(60_000).tuning(CALM).press(tap(10, Key::Enter));
        let run = run.press([open_options(60), tap(90, Key::Down), presses(100).collect()].concat());
        let saves = 7 * kill;
        let kill_after = |trace: &creeps_playtest::live::LiveTrace| {
            creeps_playtest::live::wait("some saves", || {
                let trace = trace.read();
                let count = trace.iter().filter(|entry| entry.event == TraceEvent::SettingsSaved).count();
                (count >= saves).then_some(())
            });
        };
        let (_, settings) = run.signal_and_look("KILL", kill_after, saved);
        let volume = settings.master_volume.percent();
        assert!(volume == 90 || volume == 100, "{volume}");
        assert_eq!(settings.fire_mode, FireMode::Hold);
    }
}
