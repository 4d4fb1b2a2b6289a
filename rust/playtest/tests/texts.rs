//! Languages: translations and plural forms as the engine loads them, fonts with every letter, and texts that fit.
#![allow(clippy::unwrap_used)] // helpers of tests may

use creeps_playtest::inputs::tap;
use creeps_playtest::menu::{Device, MenuItem};
use creeps_playtest::{Outcome, Run};
use creeps_rules::Screen;
use creeps_rules::input_script::{Key, ScriptedInput};
use creeps_rules::language::LANGUAGES;
use creeps_rules::menu::Page;
use creeps_rules::settings::Settings;
use creeps_rules::settings::value::TextSize;
use creeps_rules::trace::TraceEvent;

/// The texts that did not fit in a run with `fits.gd`.
fn too_long(run: &Outcome) -> Vec<String> {
    run.log.text.lines().filter_map(|line| line.strip_prefix("too long: ")).map(str::to_owned).collect()
}

/// English with wider letters and longer lines than most languages have. In games it would change the placeholders of texts as well.
const PSEUDO: &str = "pseudo";

/// Every language with the size of text that is drawn, and with the largest one.
fn languages_and_sizes() -> impl Iterator<Item = (&'static str, TextSize)> {
    let languages = LANGUAGES.iter().map(|language| language.code);
    languages.flat_map(|language| [TextSize::Normal, TextSize::Huge].map(|size| (language, size)))
}

/// A run in which every text is checked.
fn checking(ticks: u32, size: TextSize) -> Run {
    let mut settings = Settings::default();
    settings.text_size = size;
    Run::new(ticks).engine_script("fits.gd").seed(7).user_file("settings.ron", settings.to_text().unwrap())
}

/// The same in a language.
fn checking_in(ticks: u32, (language, size): (&str, TextSize)) -> Run {
    let run = checking(ticks, size);
    if language == PSEUDO {
        run.environment("PSEUDO", "1").argument("--language").argument("en")
    } else {
        run.argument("--language").argument(language)
    }
}

/// The same for a mode.
fn checked(ticks: u32, language: (&str, TextSize), mode: &str, inputs: Vec<ScriptedInput>) -> Outcome {
    checking_in(ticks, language).argument("--mode").argument(mode).press(inputs).play()
}

#[test]
fn every_scene_has_room_for_its_texts_in_every_language_and_size() {
    for &size in TextSize::ALL {
        let run = checking(100_000, size).environment("SCENES", "1").play();
        assert_eq!(too_long(&run), [] as [String; 0], "{size:?}");
    }
}

#[test]
fn every_page_of_the_menu_has_room_for_its_texts_in_every_language() {
    for language in languages_and_sizes().chain([(PSEUDO, TextSize::Normal)]) {
        let sections = [tap(100, Key::Right), tap(120, Key::Right)].concat();
        for (item, page, inputs) in
            [(MenuItem::HowToPlay, Page::HowToPlay, sections), (MenuItem::Credits, Page::Credits, vec![])]
        {
            let run = checked(160, language, "menu", [item.press(Device::Keys, 10), inputs].concat());
            assert_eq!(too_long(&run), [] as [String; 0], "{language:?} {item:?}");
            let pages =
                run.events(|event| if let TraceEvent::PageShown(page) = event { Some(*page) } else { None });
            assert_eq!(pages.last().map(|shown| shown.1), Some(page), "{pages:?}");
        }
    }
}

#[test]
fn the_menu_and_each_mode_have_room_for_their_texts_in_every_language() {
    for language in languages_and_sizes() {
        let pause = [tap(30, Key::Enter), tap(200, Key::P), tap(230, Key::Space)].concat();
        for (mode, inputs) in
            [("menu", vec![]), ("classic", pause.clone()), ("arcade", pause.clone()), ("horde", pause)]
        {
            let run = checked(600, language, mode, inputs);
            assert_eq!(too_long(&run), [] as [String; 0], "{language:?} {mode}");
        }
    }
}

#[test]
fn the_results_have_room_for_their_texts_in_every_language() {
    for language in languages_and_sizes() {
        // So many creeps hit a ship that stays where it is.
        let run = checking_in(900, language).press(tap(30, Key::Enter));
        let run = run.tuning("(mob: (scale: 3.0, spawn_interval: 0.1), messages: (start_delay: 0.5))").play();
        assert_eq!(too_long(&run), [] as [String; 0], "{language:?}");
        assert!(run.screens().iter().any(|shown| shown.1 == Screen::Results), "{:?}", run.screens());
    }
}

#[test]
fn a_long_game_has_room_for_its_texts_in_the_longest_language() {
    for mode in ["arcade", "horde"] {
        let run =
            checking_in(9000, ("de", TextSize::Normal)).autopilot().argument("--mode").argument(mode).play();
        assert_eq!(too_long(&run), [] as [String; 0], "{mode}");
        let waves = run.ticks(|event| matches!(event, TraceEvent::WaveStarted { .. }));
        assert!(waves.len() >= 2, "{waves:?}");
    }
}
