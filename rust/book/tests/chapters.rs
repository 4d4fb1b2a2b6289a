//! Builds the project of each chapter from the book's text, plays it in headless Godot, and makes the mistakes that it tells of.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use creeps_book::{Book, Content, Files, Mistake, Project, broken_links, folder, missing_lines, root};
use creeps_godot_env::{EngineLog, Godot, output_within};

/// A run takes seconds; one that takes longer hangs.
const LIMIT: Duration = Duration::from_mins(2);

/// Chapters with code, as their files are named. Each is played by the script of its name in `probes`.
const PLAYED: &[&str] = &[
    "01-empty-folder",
    "02-player",
    "03-mobs",
    "04-bullet",
    "05-fire",
    "06-collisions",
    "07-cooldown",
    "08-layers",
    "09-hud",
    "10-trying-it-out",
];

static BOOK: LazyLock<Book> = LazyLock::new(|| Book::read(&root().join("docs/book/src")).unwrap());

/// The reader's folder. All chapters share one, so that a chapter is built in the seconds that its own changes take.
static FOLDER: LazyLock<Mutex<Reader>> = LazyLock::new(|| Mutex::new(Reader::new()));

struct Reader {
    folder: PathBuf,
    godot: Godot,
    /// Keeps other runs of these tests out of the folder.
    _lock: File,
}

/// What a program printed, and whether it succeeded.
struct Printed {
    text: String,
    succeeded: bool,
}

impl Reader {
    fn new() -> Self {
        let folder = root().join("target/book/my-shooter");
        fs::create_dir_all(folder.join("rust")).unwrap();
        let lock = File::create(folder.join("lock")).unwrap();
        lock.lock().unwrap();
        // The versions of the crates that this repository is tested with.
        fs::copy(root().join("Cargo.lock"), folder.join("rust/Cargo.lock")).unwrap();
        let godot = creeps_godot_env::find().unwrap_or_else(|error| panic!("{error}"));
        Self { folder, godot, _lock: lock }
    }

    /// Makes the folder's text files these.
    fn write(&self, files: &Files) {
        folder::write(root(), &self.folder, files).unwrap();
        for folder in ["godot", "rust/src", "godot/gdscript"] {
            for file in fs::read_dir(self.folder.join(folder)).into_iter().flatten().map(Result::unwrap) {
                let path = format!("{folder}/{}", file.file_name().to_string_lossy());
                if file.path().is_file() && !files.contains_key(&path) {
                    fs::remove_file(file.path()).unwrap();
                }
            }
        }
    }

    fn build(&self) -> Printed {
        let mut cargo = Command::new(env!("CARGO"));
        // What this repository has built of the same crates is not built again.
        cargo.env("CARGO_BUILD_BUILD_DIR", root().join("target"));
        cargo.args(["build", "--offline"]).current_dir(self.folder.join("rust"));
        // `cargo xtask test` sets the second for the tests' times. Build scripts look at it, too.
        let output = cargo.env_remove("CARGO_TARGET_DIR").env_remove("RUSTC_BOOTSTRAP").output().unwrap();
        Printed {
            text: String::from_utf8_lossy(&output.stderr).into_owned(),
            succeeded: output.status.success(),
        }
    }

    /// Plays the project by a script of `probes`.
    fn play(&self, probe: &str) -> Printed {
        let mut godot = self.godot.command();
        // A script that broke off would never quit.
        godot
            .args(["--headless", "--fixed-fps", "60", "--quit-after", "5000", "--path"])
            .arg(self.folder.join("godot"));
        godot.arg("--script").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("probes").join(probe));
        let output = output_within(godot, LIMIT).unwrap();
        let output = output.unwrap_or_else(|| panic!("{probe} did not end in {LIMIT:?}"));
        let log = EngineLog::new(&output.stdout, &output.stderr);
        let succeeded =
            output.status.success() && log.failures().is_empty() && !log.text.contains("WARNING:");
        Printed { text: log.text, succeeded }
    }

    /// Makes a mistake; gives what is wrong with what the book says about it.
    fn make(&self, mistake: &Mistake) -> Option<String> {
        self.write(&mistake.files);
        let built = self.build();
        let (printed, expected) = if built.succeeded {
            (self.play("mistake.gd").text, mistake.output.clone())
        } else {
            // Each version of the compiler explains errors in its own way; the errors themselves stay.
            let errors = mistake.output.lines().filter(|line| line.starts_with("error"));
            (built.text, errors.collect::<Vec<_>>().join("\n"))
        };
        let missing = missing_lines(&expected, &printed);
        let is_told = !expected.is_empty() && missing.is_empty();
        let start = || printed.lines().take(40).collect::<Vec<_>>().join("\n"); // many errors come in every tick
        (!is_told).then(|| format!("{}: {missing:#?} isn't printed, but:\n{}", mistake.location, start()))
    }
}

fn check(chapter: &str) {
    let project = Project::after(&BOOK, &format!("{chapter}.md")).unwrap_or_else(|error| panic!("{error}"));
    let reader = FOLDER.lock().unwrap_or_else(PoisonError::into_inner);

    let mut files = project.files.clone();
    for (index, script) in project.scripts.iter().enumerate() {
        files.insert(format!("godot/gdscript/{index}.gd"), script.clone());
    }
    reader.write(&files);
    let built = reader.build();
    assert!(built.succeeded && !built.text.contains("warning"), "{chapter} doesn't build:\n{}", built.text);
    reader
        .godot
        .import_project(&reader.folder.join("godot"))
        .unwrap_or_else(|error| panic!("{chapter}: {error}"));
    let played = reader.play(&format!("{chapter}.gd"));
    assert!(played.succeeded, "{chapter} doesn't behave as the book says:\n{}", played.text);
    assert!(played.text.contains("played to the end"), "{chapter}: the probe broke off:\n{}", played.text);
    let missing = missing_lines(&project.output, &played.text);
    assert!(missing.is_empty(), "{chapter} doesn't print {missing:#?}:\n{}", played.text);

    let wrong: Vec<_> = project.mistakes.iter().filter_map(|mistake| reader.make(mistake)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_link_leads_somewhere() {
    assert_eq!(broken_links(&BOOK), [""; 0]);
}

#[test]
fn every_chapter_with_code_is_played() {
    let has_code = |content: &Content| !matches!(content, Content::Output | Content::Text);
    let with_code =
        BOOK.chapters.iter().filter(|chapter| chapter.blocks.iter().any(|b| has_code(&b.content)));
    let names: Vec<_> = with_code.map(|chapter| chapter.file.trim_end_matches(".md")).collect();
    assert_eq!(names, PLAYED);
}

#[test]
fn the_text_names_the_file_of_every_block() {
    for chapter in &BOOK.chapters {
        for block in &chapter.blocks {
            let (Content::File(path) | Content::Edit(path)) = &block.content else { continue };
            let before: Vec<_> = chapter.text.lines().take(block.line - 1).collect();
            let named = before.iter().rev().take(4).any(|line| line.contains(&format!("`{path}`")));
            assert!(
                named,
                "{}, line {}: the reader isn't told that this is {path}",
                chapter.file, block.line
            );
        }
    }
}

#[test]
fn chapter_01_empty_folder() {
    check("01-empty-folder");
}

#[test]
fn chapter_02_player() {
    check("02-player");
}

#[test]
fn chapter_03_mobs() {
    check("03-mobs");
}

#[test]
fn chapter_04_bullet() {
    check("04-bullet");
}

#[test]
fn chapter_05_fire() {
    check("05-fire");
}

#[test]
fn chapter_06_collisions() {
    check("06-collisions");
}

#[test]
fn chapter_07_cooldown() {
    check("07-cooldown");
}

#[test]
fn chapter_08_layers() {
    check("08-layers");
}

#[test]
fn chapter_09_hud() {
    check("09-hud");
}

#[test]
fn chapter_10_trying_it_out() {
    check("10-trying-it-out");
}
