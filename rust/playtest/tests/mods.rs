//! Mods: the menu lists, plays and refuses them; their games have tables and replays of their own.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;
use std::path::Path;
use std::sync::Arc;

use creeps_playtest::inputs::{hold, quit_game, tap};
use creeps_playtest::menu::{Device, MAX_TICKS, MenuItem};
use creeps_playtest::{Outcome, Run, project};
use creeps_rules::GameMode;
use creeps_rules::high_scores::{Difficulty, HighScores, TableKey};
use creeps_rules::input_script::{Key, ScriptedInput};
use creeps_rules::menu::Page;
use creeps_rules::mod_id::ModId;
use creeps_rules::trace::TraceEvent;
use creeps_sim::{Difficulty as GameDifficulty, Input, Ruleset, Sim};

/// The tick in which the tests begin to choose.
const CHOOSE: u32 = 30;
/// The tick in which the page with the mods is open.
const OPEN: u32 = CHOOSE + MAX_TICKS + 10;

/// Opens the page with the mods, then presses `inputs`.
fn mods(ticks: u32, inputs: Vec<ScriptedInput>) -> Run {
    let inputs = [MenuItem::Mods.press(Device::Keys, CHOOSE), inputs].concat();
    Run::new(ticks).argument("--mode").argument("menu").seed(7).press(inputs)
}

/// The mods that the page listed last: those that can be played, and why others can't.
fn listed(run: &Outcome) -> (Vec<String>, Vec<String>) {
    let lists = run.events(|event| match event {
        TraceEvent::ModsListed { playable, refused } => Some((playable.clone(), refused.clone())),
        _ => None,
    });
    lists.last().unwrap().1.clone()
}

fn mode(id: &str) -> GameMode {
    GameMode::Mod(ModId::new(id).unwrap())
}

fn opened(run: &Outcome) -> Vec<GameMode> {
    let modes = run.events(|event| if let TraceEvent::ModeOpened(mode) = event { Some(*mode) } else { None });
    modes.into_iter().map(|(_, mode)| mode).collect()
}

/// A file of a mod that ships with the game.
fn shipped(file: &str) -> Vec<u8> {
    fs::read(project::root().join("godot-project/mods").join(file)).unwrap()
}

#[test]
fn the_menu_lists_the_mods_of_the_game_and_plays_them() {
    for (downs, id) in [(0, "boss_rush"), (1, "march")] {
        let moves = (0..downs).flat_map(|number| tap(OPEN + 6 * number, Key::Down)).collect::<Vec<_>>();
        let run = mods(OPEN + 400, [moves, tap(OPEN + 20, Key::Enter)].concat()).play();
        assert_eq!(listed(&run), (vec!["boss_rush".to_owned(), "march".to_owned()], vec![]));
        assert_eq!(opened(&run), [mode(id)]);
        assert_eq!(run.ticks(|event| matches!(event, TraceEvent::WaveStarted { .. })).len(), 1, "{id}");
    }
}

#[test]
fn a_game_of_a_mod_enters_its_own_table_and_has_a_replay() {
    let shots = hold(OPEN + 90, OPEN + 700, Key::Space);
    let run = mods(
        OPEN + 800,
        [tap(OPEN, Key::Down), tap(OPEN + 10, Key::Enter), shots, quit_game(OPEN + 720)].concat(),
    );
    let look = |user: &Path| {
        let replays = fs::read_dir(user.join("replays")).unwrap();
        let names: Vec<String> =
            replays.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        (fs::read(user.join("scores.ron")).unwrap(), names)
    };
    let (_, (scores, replays)) = run.play_and_look(|_| {}, look);
    let scores = HighScores::read("scores.ron", &scores).unwrap();
    let [row] = scores.rows(TableKey::new(mode("march"), Difficulty::Normal)) else { panic!("{scores:?}") };
    assert!(row.score > 0 && scores.mods() == [mode("march")]);
    assert!(scores.rows(TableKey::new(GameMode::Arcade, Difficulty::Normal)).is_empty());
    let name = format!("mod-march-{:06}-{}.replay", row.replay.unwrap(), row.score);
    assert_eq!(replays, [name]);
}

#[test]
fn a_folder_of_the_player_is_a_mod_and_replaces_a_shipped_one_of_its_name() {
    let own =
        String::from_utf8(shipped("boss_rush/ruleset.ron")).unwrap().replacen("lives: 3", "lives: 1", 1);
    let run = mods(OPEN + 200, tap(OPEN, Key::Enter))
        .user_file("mods/boss_rush/ruleset.ron", own)
        .user_file("mods/boss_rush/notes.txt", "")
        .user_file("mods/mine/ruleset.ron", shipped("march/ruleset.ron"))
        .user_file("mods/mine/atlas.ron", shipped("march/atlas.ron"))
        .user_file("mods/mine/marchers.png", shipped("march/marchers.png"))
        .play();
    let names = ["boss_rush", "march", "mine"].map(str::to_owned).to_vec();
    assert_eq!(listed(&run), (names, vec![]));
    let files = run.events(|event| match event {
        TraceEvent::RulesetLoaded { file, .. } => Some(file.clone()),
        _ => None,
    });
    assert!(
        files.iter().all(|(_, file)| file.ends_with("mods/boss_rush/ruleset.ron") && file.starts_with('/')),
        "{files:?}"
    );
}

#[test]
fn a_mod_that_is_wrong_is_listed_with_the_reason_and_the_others_play() {
    let corpus = |file: &str| fs::read(project::root().join("fuzz/corpus/mod_zip").join(file)).unwrap();
    let run = mods(OPEN + 100, tap(OPEN, Key::Enter))
        .user_file("mods/whole.zip", corpus("whole.zip"))
        .user_file("mods/evil.zip", corpus("traversal.zip"))
        .user_file("mods/bomb.zip", corpus("bomb.zip"))
        .user_file("mods/link.zip", corpus("symlink.zip"))
        .user_file("mods/Big Name/ruleset.ron", "()")
        .user_file("mods/typo/ruleset.ron", "(name: \"x\", playfeld: 5)")
        .play();
    let (playable, refused) = listed(&run);
    assert_eq!(playable, ["boss_rush", "march", "whole"]);
    for said in [
        "evil.zip/../../evil.ron: this path leads out of the mod",
        "bomb.zip/ruleset.ron: the file is 2097152 bytes long",
        "link.zip/a.png: this is a link",
        "\"Big Name\" can't be a mod's name; 1 to 24 of a-z",
        "typo/ruleset.ron:1:",
    ] {
        assert!(refused.iter().any(|error| error.contains(said)), "{said}: {refused:?}");
    }
    assert_eq!((opened(&run), refused.len()), (vec![mode("boss_rush")], 5));
}

#[test]
fn a_mod_can_be_started_without_the_menu() {
    let run = Run::new(300).argument("--mod").argument("march").autopilot().play();
    assert_eq!(opened(&run), [mode("march")]);
    assert!(run.ticks(|event| matches!(event, TraceEvent::GameStarted { .. })).len() == 1);
}

/// A mod of the examples' ruleset whose creeps come as they are drawn, stand, and dive at the ship.
fn divers() -> String {
    let pebbles = fs::read_to_string(project::root().join("rust/sim/examples/pebbles.ron")).unwrap();
    let motion =
        "motion: Parts(list: [(moves: [Fall], until: Y(200)), (until: Time(2)), (moves: [Dive], speed: 3)])";
    let drawn = "x: 0.5, formation: Drawn(gap: 60, row_gap: 40, rows: [\"p.p\", \".p.\"], legend: [('p', \"pebble\")])";
    pebbles
        .replacen("motion: Fall", motion, 1)
        .replacen("speed: (min: 120, max: 200)", "speed: (min: 150, max: 150)", 1)
        .replacen("creep: \"pebble\", count: 12, x: 0.5, formation: Rain(over: 8)", drawn, 1)
}

#[test]
fn a_drawn_formation_of_a_mod_stands_and_dives_at_the_ship() {
    let run = Run::new(420)
        .press(tap(20, Key::Enter))
        .seed(7)
        .argument("--mod")
        .argument("divers")
        .user_file("mods/divers/ruleset.ron", divers());
    let folder = run.folder().to_owned();
    let run = run.play();
    let ended = run.events(|event| match *event {
        TraceEvent::GameEnded { ticks, hash, .. } => Some((ticks, hash)),
        _ => None,
    });
    let [(_, (ticks, hash))] = ended[..] else { panic!("{ended:?} in {}", folder.display()) };
    // The same in the simulation alone, which says where they were.
    let ruleset = Arc::new(Ruleset::read("divers.ron", divers().as_bytes()).unwrap());
    let mut sim = Sim::new(&ruleset, GameDifficulty::Normal, 7);
    let mut stood = 0;
    while sim.tick() < ticks {
        sim.step(Input::default());
        let heights: Vec<i32> = sim.creeps().y.iter().map(|y| y.round() as i32).collect();
        stood += u32::from(
            heights.len() == 3
                && heights == [heights[0], heights[0] - 40, heights[0] - 40]
                && heights[0] >= 200,
        );
    }
    assert_eq!(sim.hash(), hash, "after {ticks} ticks");
    assert!((110..=125).contains(&stood), "they stood for {stood} ticks");
    let left =
        run.events(|event| if let TraceEvent::LivesLeft { left } = event { Some(*left) } else { None });
    assert_eq!(left.first().map(|(_, left)| *left), Some(2), "one of them dived at the ship: {left:?}");
}

#[test]
fn a_mod_of_the_player_is_deleted_when_it_was_asked_for_and_a_shipped_one_is_not() {
    // Below the two shipped mods are the buttons: add and delete, side by side, and back.
    let delete = |answer: Key| {
        let to_button = [tap(OPEN, Key::Down), tap(OPEN + 6, Key::Down), tap(OPEN + 12, Key::Right)].concat();
        let choose = [tap(OPEN + 20, Key::Enter), tap(OPEN + 36, Key::Enter)].concat();
        let answers = [tap(OPEN + 50, answer), tap(OPEN + 60, Key::Enter)].concat();
        mods(OPEN + 120, [to_button, choose, answers].concat())
            .user_file("mods/broken/ruleset.ron", "(name: 5)")
            .user_file("mods/broken/notes.txt", "mine")
    };
    let exists = |user: &Path| user.join("mods/broken/ruleset.ron").exists();
    let (run, is_there) = delete(Key::Down).play_and_look(|_| {}, exists);
    let (playable, refused) = listed(&run);
    assert_eq!((playable, refused.len()), (["boss_rush", "march"].map(str::to_owned).to_vec(), 0));
    assert!(!is_there, "it is still there");
    // The question's first answer is to keep it.
    let (run, is_there) = delete(Key::Up).play_and_look(|_| {}, exists);
    assert!(is_there && listed(&run).1.len() == 1, "it is gone, though it was to be kept");
    // Without mods of the player's there is no such button: the third press goes back.
    let to_button = (0..3).flat_map(|number| tap(OPEN + 6 * number, Key::Down)).collect::<Vec<_>>();
    let run = mods(OPEN + 60, [to_button, tap(OPEN + 20, Key::Enter)].concat()).play();
    let pages = run.events(|event| if let TraceEvent::PageShown(page) = event { Some(*page) } else { None });
    assert_eq!(pages.last().map(|(_, page)| *page), Some(Page::Main));
}

#[test]
fn esc_leads_from_the_mods_back_to_the_menu() {
    let run = mods(OPEN + 60, tap(OPEN, Key::Escape)).play();
    let pages = run.events(|event| if let TraceEvent::PageShown(page) = event { Some(*page) } else { None });
    assert_eq!(pages.into_iter().map(|(_, page)| page).collect::<Vec<_>>(), [Page::Mods, Page::Main]);
}
