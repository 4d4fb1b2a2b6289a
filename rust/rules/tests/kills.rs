//! Kills at random moments: two programs that do nothing but save, as two windows of the game would, and that end by SIGKILL.
//!
//! After each kill every file must be the one from before the save in progress or the one from after it: whole, and never missing. A
//! few dozen kills are made in each run of the tests, and a thousand by
//! `cargo test -p creeps-rules --test kills -- --ignored --nocapture a_thousand_kills`.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use creeps_rules::disk::UserFolder;
use creeps_rules::high_scores::{Difficulty, HighScores, MAX_ROWS, Row, TableKey};
use creeps_rules::replay_file::ReplayFile;
use creeps_rules::replay_files::ReplayName;
use creeps_rules::ron_file::FileError;
use creeps_rules::settings::bindings::{Action, Binding, Device};
use creeps_rules::store::{REPLAYS, Store as _, Survives};
use creeps_rules::{GameMode, Settings, score_file, settings};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt as _, SeedableRng as _};

/// The two programs. Each has a table and replays of its own, and both write the same settings.
const MODES: [GameMode; 2] = [GameMode::Arcade, GameMode::Horde];
/// The variables that make this program save: the folder, the index of its mode, and the first number to save.
const FOLDER: &str = "CREEPS_SAVE_TO";
const MODE: &str = "CREEPS_SAVE_MODE";
const FIRST: &str = "CREEPS_SAVE_FROM";
/// How often a game is saved.
const SAVES_PER_GAME: u64 = 4;
/// The size of a replay, in bytes: more than a disk writes at once.
const REPLAY_BYTES: usize = 40_000;

/// What was saved, by number: settings, row of the table, replay.
type Numbers = [u64; 3];
const KINDS: [&str; 3] = ["settings", "score", "replay"];

/// A replay in which every byte matters.
fn replay_bytes(number: u64) -> Vec<u8> {
    number.to_le_bytes().repeat(REPLAY_BYTES / 8)
}

/// Saves again until the other program, which saves without a break, leaves it the lock.
fn insist<T>(mut save: impl FnMut() -> Result<T, FileError>) -> T {
    loop {
        match save() {
            Ok(saved) => return saved,
            Err(error) => assert!(error.problem.contains("another window"), "{error}"),
        }
    }
}

/// Saves without end. It is no test: the tests below start it as a program of its own.
#[test]
#[ignore = "started by the other tests"]
fn saver() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let number_of = |name: &str| env::var(name).unwrap().parse::<u64>().unwrap();
    let (store, mode) = (UserFolder(folder.into()), MODES[number_of(MODE) as usize]);
    let key = TableKey::new(mode, Difficulty::Normal);
    let said = |kind: usize, number: u64| {
        // Not `eprintln`, which the test harness catches.
        io::stderr().write_all(format!("{} {number}\n", KINDS[kind]).as_bytes()).unwrap();
    };
    let mut file = ReplayFile::new(mode);
    for number in number_of(FIRST).. {
        // A save at the end of a game and one during it.
        let ends = number % SAVES_PER_GAME == 0;
        let survives = if ends { Survives::PowerCut } else { Survives::Kill };

        let mut settings = Settings::default();
        settings
            .bindings
            .on_mut(Device::Keyboard)
            .insert(Action::Fire, vec![Binding::Key(format!("{mode:?} {number}"))]);
        insist(|| settings.save(&store));
        said(0, number);

        insist(|| file.save(&store, number, &replay_bytes(number), survives));
        said(2, number);

        // A row for every save, so that a lost one is seen.
        let row = Row { score: number, time: number, seed: number, replay: file.number(), ..Row::default() };
        let changed = insist(|| {
            let offer = |scores: &mut HighScores| scores.offer(key, row.clone());
            score_file::change(&store, &HighScores::default(), survives, offer)
        });
        assert_eq!((changed.problem, changed.written, changed.answer), (None, Ok(true), Some(1)));
        said(1, number);
        if ends {
            file = ReplayFile::new(mode);
        }
    }
}

/// A program that saves.
struct Saver {
    process: Child,
    output: BufReader<ChildStderr>,
    last: Numbers,
}

impl Saver {
    fn start(folder: &Path, mode: usize, first: u64) -> Self {
        let mut process = Command::new(env::current_exe().unwrap())
            .args(["--ignored", "--exact", "saver", "--nocapture"])
            .env(FOLDER, folder)
            .env(MODE, mode.to_string())
            .env(FIRST, first.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(process.stderr.take().unwrap());
        let mut saver = Self { process, output, last: [first - 1; 3] };
        // One of each kind, or there would be nothing to find.
        while saver.last.iter().any(|number| *number < first) {
            assert!(saver.read_line(), "it saves nothing");
        }
        saver
    }

    /// Reads what was saved next; false at the end.
    fn read_line(&mut self) -> bool {
        let mut line = String::new();
        if self.output.read_line(&mut line).unwrap() == 0 || !line.ends_with('\n') {
            return false;
        }
        let known = line.trim_end().split_once(' ').and_then(|(kind, number)| {
            Some((KINDS.iter().position(|known| *known == kind)?, number.parse().ok()?))
        });
        let Some((kind, number)) = known else {
            self.output.read_to_string(&mut line).unwrap();
            panic!("it can't save: {line}");
        };
        self.last[kind] = number;
        true
    }

    /// Kills it. Returns the last numbers that it saved for sure.
    fn kill(mut self) -> Numbers {
        assert_eq!(self.process.try_wait().unwrap(), None, "it ends by itself");
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        while self.read_line() {}
        self.last
    }
}

/// The numbers that a folder has for a mode, after checking everything in it. `settings` is none if the other program saved them last.
fn numbers_in(store: &UserFolder, mode: GameMode) -> (Option<u64>, u64, u64) {
    let bytes = store.read(settings::FILE, 1 << 20).expect("there are settings");
    let read = Settings::read(settings::FILE, &bytes).expect("the settings are whole");
    let [Binding::Key(saved)] = &read.bindings.keyboard[&Action::Fire][..] else { panic!("{read:?}") };
    let settings = saved.strip_prefix(&format!("{mode:?} ")).map(|number| number.parse().unwrap());

    let bytes = store.read(score_file::FILE, 1 << 20).expect("there are scores");
    let scores = HighScores::read(score_file::FILE, &bytes).expect("the table is whole");
    let rows = scores.rows(TableKey::new(mode, Difficulty::Normal));
    let best = rows[0].score;
    // Each save gave it a row, so the best ten follow each other.
    let expected: Vec<u64> = (1..=best).rev().take(MAX_ROWS).collect();
    assert_eq!(rows.iter().map(|row| row.score).collect::<Vec<_>>(), expected, "a row was lost");

    let names = store.list(REPLAYS);
    let replays: Vec<ReplayName> =
        names.iter().filter_map(|name| ReplayName::parse(name, &mode.name_in_files())).collect();
    for replay in &replays {
        let bytes = store.read(&format!("{REPLAYS}/{replay}"), 1 << 20).unwrap();
        assert!(bytes == replay_bytes(replay.score), "{replay} is damaged: {} bytes", bytes.len());
    }
    for number in rows.iter().filter_map(|row| row.replay) {
        assert!(replays.iter().any(|replay| replay.number == number), "a row's replay {number} was lost");
    }
    (settings, best, replays.iter().map(|replay| replay.score).max().expect("there are replays"))
}

/// Kills two programs at random moments, again and again, and looks at what they left.
fn kill(kills: u32, seed: u64) {
    let folder = env::temp_dir().join(format!("creeps-kills-{}-{seed}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let store = UserFolder(folder.clone());
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut next = [1; 2];
    let mut total = 0;
    // How often the save in progress was lost, and how often it was finished but not reported.
    let (mut old, mut new) = (0, 0);
    for round in 0..kills / 2 {
        let mut savers = [0, 1].map(|mode| Some(Saver::start(&folder, mode, next[mode])));
        let first = rng.random_range(0..2);
        let mut last = [[0; 3]; 2];
        for mode in [first, 1 - first] {
            sleep(Duration::from_micros(rng.random_range(0..6_000)));
            last[mode] = savers[mode].take().unwrap().kill();
        }
        let mut what = format!("round {round}");
        let mut settings_of = 0;
        for mode in [0, 1] {
            let (settings, best, replay) = numbers_in(&store, MODES[mode]);
            let saved = last[mode];
            write!(what, ", {:?}: {saved:?} reported, {settings:?} {best} {replay} left", MODES[mode])
                .unwrap();
            for (reported, left) in [(saved[1], best), (saved[2], replay)] {
                assert!(left == reported || left == reported + 1, "{what}");
                if left == reported { old += 1 } else { new += 1 }
            }
            if let Some(settings) = settings {
                settings_of += 1;
                assert!(settings == saved[0] || settings == saved[0] + 1, "{what}");
            }
            total += best + 1 - next[mode];
            // The next one begins with a number that is in no file.
            next[mode] = best + 1;
        }
        assert_eq!(settings_of, 1, "{what}");
    }
    println!(
        "{kills} kills during {total} saves of each kind: {old} left the file from before, {new} the one from after"
    );
    // What killed programs leave behind goes with the next save.
    Saver::start(&folder, 0, next[0]).kill();
    let left: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(left.len() <= 5, "{left:?}");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn programs_that_are_killed_while_they_save_leave_the_old_files_or_the_new_ones() {
    kill(40, 1);
}

#[test]
#[ignore = "it takes a minute"]
fn a_thousand_kills_lose_nothing() {
    kill(1000, 2);
}
