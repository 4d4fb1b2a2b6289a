//! Languages: translations and plural forms as the engine loads them, fonts with every letter, and texts that fit.
#![allow(clippy::unwrap_used)] // helpers of tests may

use creeps_playtest::inputs::tap;
use creeps_playtest::{Outcome, Run};
use creeps_rules::input_script::{Key, ScriptedInput};
use creeps_rules::language::LANGUAGES;
use creeps_rules::trace::TraceEvent;

/// The texts that did not fit in a run with `fits.gd`.
fn too_long(run: &Outcome) -> Vec<String> {
    run.log.text.lines().filter_map(|line| line.strip_prefix("too long: ")).map(str::to_owned).collect()
}

fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|language| language.code)
}

/// A run in a language in which every text is checked.
fn checked(ticks: u32, language: &str, mode: &str, inputs: Vec<ScriptedInput>) -> Outcome {
    let run = Run::new(ticks).engine_script("fits.gd").seed(7).press(inputs);
    run.argument("--language").argument(language).argument("--mode").argument(mode).play()
}

#[test]
fn every_scene_has_room_for_its_texts_in_every_language() {
    let run = Run::new(100_000).engine_script("fits.gd").environment("SCENES", "1").play();
    assert_eq!(too_long(&run), [] as [String; 0]);
}

#[test]
fn the_menu_and_each_mode_have_room_for_their_texts_in_every_language() {
    for language in languages() {
        let pause = [tap(30, Key::Enter), tap(200, Key::P), tap(230, Key::Space)].concat();
        for (mode, inputs) in
            [("menu", vec![]), ("classic", pause.clone()), ("arcade", pause.clone()), ("horde", pause)]
        {
            let run = checked(600, language, mode, inputs);
            assert_eq!(too_long(&run), [] as [String; 0], "{language} {mode}");
        }
    }
}

#[test]
fn a_long_game_has_room_for_its_texts_in_the_longest_language() {
    for mode in ["arcade", "horde"] {
        let run = Run::new(9000).engine_script("fits.gd").seed(7).autopilot();
        let run = run.argument("--language").argument("de").argument("--mode").argument(mode).play();
        assert_eq!(too_long(&run), [] as [String; 0], "{mode}");
        let waves = run.ticks(|event| matches!(event, TraceEvent::WaveStarted { .. }));
        assert!(waves.len() >= 2, "{waves:?}");
    }
}
