//! The fuzz targets: each takes any bytes, and panics where something does not hold that must.

#![allow(clippy::missing_panics_doc)] // a panic is how a target reports a fault

use std::fmt::Debug;
use std::sync::Arc;

use creeps_rules::arguments::Arguments;
use creeps_rules::best_scores::BestScores;
use creeps_rules::high_scores::HighScores;
use creeps_rules::input_script::InputScript;
use creeps_rules::mod_files::{self, ModFiles};
use creeps_rules::ron_file::FileError;
use creeps_rules::sprite_atlas::SpriteAtlas;
use creeps_rules::{Settings, Tuning};
use creeps_sim::invariants::{self, InvariantChecker};
use creeps_sim::replay::{Replay, ReplayError, Verdict, checksum};
use creeps_sim::{Autopilot, Difficulty, Input, Mod, Ruleset, Sim, Skill};

use crate::ruleset::{self, Source};

/// A target: its name, which is that of its corpus, and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const ALL: [Target; 11] = [
    ("tuning", tuning),
    ("ruleset", ruleset),
    ("replay", replay),
    ("best", best),
    ("settings", settings),
    ("scores", scores),
    ("script", script),
    ("arguments", arguments),
    ("mod_zip", mod_zip),
    ("mod_file", mod_file),
    ("play", play),
];

const ATLAS: &[u8] = include_bytes!("../../../godot-project/assets/art/arcade/atlas.ron");
const RULESET: &[u8] = include_bytes!("../../sim/tests/golden.ron");
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x10\0\0\0\x10";
const WAV: &[u8] =
    b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x22\x56\0\0\x22\x56\0\0\x01\0\x08\0data\x04\0\0\0\x80\x80\x80\x80";

/// Ticks that a ruleset which was read is played for.
const RULESET_TICKS: u32 = 60;
/// Ticks that a random legal ruleset is played for.
const PLAY_TICKS: u32 = 1000;
/// The longest replay that is played again, in ticks.
const MAX_REPLAY_TICKS: u32 = 3600;
/// A ruleset for more creeps than so many is a large one.
const MAX_REPLAY_CREEPS: u32 = 500;

/// An error is one line that a person can read, and its position is in the file.
fn check_error(error: &FileError, bytes: &[u8]) {
    let said = error.to_string();
    assert!(said.chars().count() < 1000 && !said.chars().any(char::is_control), "{said:?}");
    assert!(!error.problem.is_empty(), "{error:?}");
    if let Some((line, column)) = error.location {
        let lines = String::from_utf8_lossy(bytes).matches('\n').count() + 1;
        assert!((1..=lines).contains(&line) && (1..=bytes.len() + 1).contains(&column), "{said}");
    }
}

fn check<T>(read: Result<T, FileError>, bytes: &[u8]) -> Option<T> {
    read.inspect_err(|error| check_error(error, bytes)).ok()
}

fn assert_same<T: PartialEq + Debug>(first: &T, second: &T) {
    assert_eq!(first, second, "it reads back as something else");
}

/// `config/tuning.ron`.
pub fn tuning(bytes: &[u8]) {
    if let Some(tuning) = check(Tuning::read("tuning.ron", bytes), bytes) {
        let speeds = tuning.mob.speed;
        assert!(speeds.min <= speeds.max && tuning.player.speed.is_finite());
    }
}

/// A ruleset. What is read is played for a second, and must hold what games must.
pub fn ruleset(bytes: &[u8]) {
    if let Some(ruleset) = check(Ruleset::read("ruleset.ron", bytes), bytes) {
        check_game(&Arc::new(ruleset), RULESET_TICKS, &mut Source::new(bytes));
    }
}

/// A replay, as it is and with its checksum put right, so that what is behind the checksum is reached. It is played by the ruleset that it carries.
pub fn replay(bytes: &[u8]) {
    let _ = Replay::from_bytes(bytes);
    let mut signed = bytes.to_vec();
    if let Some(end) = signed.len().checked_sub(8) {
        let sum = checksum(&signed[..end]).to_le_bytes();
        signed[end..].copy_from_slice(&sum);
    }
    let Ok(replay) = Replay::from_bytes(&signed) else { return };
    assert_same(&Replay::from_bytes(&replay.to_bytes()).ok().as_ref(), &Some(&replay));
    // A stranger's ruleset may ask for long ticks, so of a large one only a second is played.
    let is_large = replay.ruleset().is_ok_and(|ruleset| ruleset.capacity.creeps > MAX_REPLAY_CREEPS);
    let max_ticks = if is_large { RULESET_TICKS } else { MAX_REPLAY_TICKS };
    if replay.ticks() <= max_ticks
        && let Some(verdict) = check_replay(&replay)
    {
        let message = verdict.mismatch.map(|mismatch| mismatch.to_string());
        assert!(message.is_none_or(|message| !message.is_empty()), "a mismatch that does not say what");
    }
}

/// The verdict of a replay; none where its ruleset is not legal, which the error says.
fn check_replay(replay: &Replay) -> Option<Verdict> {
    match replay.verify() {
        Ok(verdict) => Some(verdict),
        Err(ReplayError::Ruleset(error)) => {
            check_error(&error, replay.ruleset_text().as_bytes());
            None
        }
        Err(error) => panic!("only its ruleset can be wrong: {error}"),
    }
}

/// The file of the best scores of earlier versions.
pub fn best(bytes: &[u8]) {
    check(BestScores::read("best.ron", bytes), bytes);
}

/// The file of the high scores.
pub fn scores(bytes: &[u8]) {
    if let Some(scores) = check(HighScores::read("scores.ron", bytes), bytes) {
        let text = scores.to_text().expect("scores can be written");
        assert_same(&HighScores::read("scores.ron", text.as_bytes()), &Ok(scores));
    }
}

/// The player's settings.
pub fn settings(bytes: &[u8]) {
    if let Some(settings) = check(Settings::read("settings.ron", bytes), bytes) {
        let text = settings.to_text().expect("settings can be written");
        assert_same(&Settings::read("settings.ron", text.as_bytes()), &Ok(settings));
    }
}

/// An input script.
pub fn script(bytes: &[u8]) {
    if let Some(script) = check(InputScript::read("script.ron", bytes), bytes) {
        assert!(script.inputs.windows(2).all(|pair| pair[0].0 <= pair[1].0));
    }
}

/// The game's command line: an argument a line.
pub fn arguments(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (arguments, error) = Arguments::read(text.split('\n').map(str::to_owned));
    let _ = arguments.start();
    if let Some(error) = error {
        assert!(error.to_string().contains("--help"), "{error}");
    }
}

/// A mod's zip file. What is in it is checked as a whole; its limits hold whatever the file says.
pub fn mod_zip(bytes: &[u8]) {
    match ModFiles::from_zip("mod.zip", bytes) {
        Ok(files) => {
            let size: usize = files.iter().map(|(_, content)| content.len()).sum();
            assert!(size <= mod_files::MAX_BYTES && files.iter().count() <= mod_files::MAX_FILES);
            assert!(files.iter().all(|(name, _)| mod_files::is_plain_name(name)), "a path in a mod");
            check_mod(files);
        }
        Err(error) => check_error(&error, bytes),
    }
}

/// Each of a mod's own files: the first byte says which these bytes are.
pub fn mod_file(bytes: &[u8]) {
    let Some((&kind, content)) = bytes.split_first() else { return };
    let info = br#"(icon: "own", sky: "a.png", sounds: {Fire: "a.wav"}, music: (game: "a.ogg"))"#;
    let atlas = br#"(sheets: [(texture: "a.png", columns: 2, rows: 2, sprites: [(name: "own", cell: 3)])])"#;
    let mut files = ModFiles::new("mod");
    for (index, (name, usual)) in (0..).zip([
        ("mod.ron", &info[..]),
        ("atlas.ron", atlas),
        ("a.png", PNG),
        ("a.wav", WAV),
        ("a.ogg", WAV),
    ]) {
        let content = if kind % 5 == index { content } else { usual };
        if files.insert(name, content.to_vec()).is_err() {
            return;
        }
    }
    if files.insert("ruleset.ron", RULESET.to_vec()).is_ok() {
        check_mod(files);
    }
}

fn check_mod(files: ModFiles) {
    let shipped = SpriteAtlas::read("atlas.ron", ATLAS).expect("the shipped atlas is legal");
    let longest = files.iter().map(|(_, content)| content.to_vec()).max_by_key(Vec::len).unwrap_or_default();
    match Mod::read(files, &shipped) {
        Ok(read) => assert!(!read.title().is_empty()),
        Err(error) => {
            let said = error.to_string();
            // Some messages list every sprite that there is.
            assert!(!said.chars().any(char::is_control) && said.len() < 40_000, "{said:?}");
            assert!(error.location.is_none_or(|(line, _)| line <= longest.len() + 1), "{said}");
        }
    }
}

/// A random legal ruleset, and a game of it by random inputs, with the autopilot asked now and then.
pub fn play(bytes: &[u8]) {
    let mut source = Source::new(bytes);
    let text = ruleset::text(&mut source);
    // What does not fit together is rejected; a test of `ruleset` checks that no single field is at fault.
    if let Some(ruleset) = check(Ruleset::read("random.ron", text.as_bytes()), text.as_bytes()) {
        check_game(&Arc::new(ruleset), PLAY_TICKS, &mut source);
    }
}

/// Plays a game and asks the invariant checker after each tick.
fn check_game(ruleset: &Arc<Ruleset>, ticks: u32, source: &mut Source<'_>) {
    let difficulty = Difficulty::ALL[usize::from(source.byte()) % 3];
    let mut sim = Sim::new(ruleset, difficulty, u64::from(source.byte()));
    let mut checker = InvariantChecker::new(ruleset);
    let mut autopilot = Autopilot::new(Skill::PERSON);
    let (mut input, mut left) = (Input::default(), 0);
    while sim.tick() < ticks && !sim.is_over() {
        let computer = autopilot.play(&sim);
        if left == 0 {
            let byte = source.byte();
            left = 1 + byte % 40;
            input = Input::from_byte(byte & 0x7f).unwrap_or(computer);
        }
        left -= 1;
        let reported = checker.events(sim.step(input));
        let whole =
            reported.and_then(|()| checker.counts(&sim)).and_then(|()| invariants::check_positions(&sim));
        whole.unwrap_or_else(|broken| panic!("tick {}: {broken}", sim.tick()));
    }
}
