//! The editor opens the project without errors, shows the documentation of the classes, and saves scenes without loss.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use creeps_godot_env::EngineLog;
use creeps_playtest::game_process::GameProcess;
use creeps_playtest::project;

fn log(mut command: Command) -> EngineLog {
    let output = GameProcess::start(&mut command).output();
    EngineLog::new(&output.stdout, &output.stderr)
}

#[test]
fn the_project_opens_without_an_error_or_a_warning() {
    let mut command = project::command();
    command.args(["--headless", "--editor", "--quit-after", "60"]);
    let log = log(command);
    let complaints: Vec<&str> =
        log.text.lines().filter(|line| line.contains("ERROR") || line.contains("WARNING")).collect();
    assert_eq!(complaints, [""; 0], "{}", log.text);
}

/// Runs the editor plugin `gdscript/errands` in a copy of the project. Returns the copy's folder and the plugin's output.
fn errands() -> &'static (PathBuf, String) {
    static DONE: OnceLock<(PathBuf, String)> = OnceLock::new();
    DONE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("errands");
        let _ = fs::remove_dir_all(&folder);
        let copied = folder.join("godot-project");
        project::copy_folder(&project::folder(), &copied).unwrap();
        let errands = project::root().join("rust/playtest/gdscript/errands");
        project::copy_folder(&errands, &copied.join("addons/errands")).unwrap();
        let settings = copied.join("project.godot");
        let text = fs::read_to_string(&settings).unwrap();
        fs::write(&settings, project::with_plugin(&text, "errands")).unwrap();
        let built = folder.join("target/debug");
        fs::create_dir_all(&built).unwrap();
        fs::copy(project::library(), built.join(project::library().file_name().unwrap())).unwrap();

        let run = || {
            let mut command = project::godot().command();
            command.arg("--path").arg(&copied).args(["--headless", "--editor"]);
            log(command).text
        };
        // On its first start the editor creates its cache of the engine's help, and shows no help of extensions until the next start.
        run();
        let text = run();
        (copied, text)
    })
}

/// All of our classes.
const CLASSES: &str = "Player Mob Bullet Main Hud PauseScreen TuningFile RunHarness App MainMenu ArcadeScene ArcadeHud Background \
                       BindingRow Credits FirstHints HighScoresPage HowToPlay Languages LateMusic LayoutManager ModsPage NameRow OptionRow OptionsMenu \
                       ReplayBar ReplaysPage ResultsCard RonChecker RulesetPreview Settings VectorArt";

#[test]
fn every_class_has_an_icon_that_fits_light_and_dark_themes() {
    let extension = fs::read_to_string(project::folder().join("shoot_the_creeps.gdextension")).unwrap();
    let (_, icons) = extension.split_once("[icons]").unwrap();
    for class in CLASSES.split_whitespace() {
        let line = icons.lines().find_map(|line| line.strip_prefix(&format!("{class} = \"res://")));
        let path = line.unwrap_or_else(|| panic!("{class} has no icon")).trim_end_matches('"');
        let picture = fs::read_to_string(project::folder().join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(picture.contains("width=\"16\" height=\"16\""), "{path}");
        // The editor knows only its own colors' counterparts in a light theme.
        let colors: Vec<&str> = picture.split('#').skip(1).map(|rest| &rest[..6]).collect();
        assert!(
            !colors.is_empty() && colors.iter().all(|color| EDITOR_COLORS.contains(color)),
            "{path}: {colors:?}"
        );
        let import = fs::read_to_string(project::folder().join(format!("{path}.import"))).unwrap();
        assert!(import.contains("editor/convert_colors_with_editor_theme=true"), "{path}");
    }
    assert_eq!(
        icons.matches("res://").count(),
        CLASSES.split_whitespace().count(),
        "icons of classes that are gone"
    );
}

/// What the editor draws nodes in the 2D world, controls, and everything else with.
const EDITOR_COLORS: [&str; 3] = ["8da5f3", "8eef97", "e0e0e0"];

#[test]
fn the_help_describes_every_class_property_and_signal() {
    let (_, text) = errands();
    for class in CLASSES.split_whitespace() {
        let page = text.lines().find(|line| line.contains(&format!("help: {class}: ")));
        let page = page.unwrap_or_else(|| panic!("there is no help page of {class}:\n{text}"));
        assert!(!page.contains("There is currently no description"), "{page}");
    }
    assert_eq!(
        text.matches("help: ").count(),
        CLASSES.split_whitespace().count(),
        "this test does not know all classes:\n{text}"
    );
}

#[test]
fn scenes_are_saved_without_loss() {
    let (copied, text) = errands();
    let scenes = project::folder().join("scenes");
    let folders = fs::read_dir(&scenes).unwrap().map(|entry| entry.unwrap().path());
    let saved: Vec<PathBuf> = folders.flat_map(|folder| files(&folder).collect::<Vec<_>>()).collect();
    assert!(saved.len() > 15, "{saved:?}");
    for file in saved {
        let name = file.strip_prefix(&scenes).unwrap().display();
        assert!(text.contains(&format!("saved: {name} 0")), "{name} was not saved:\n{text}");
        assert_unchanged(&file, copied);
    }
}

#[test]
fn the_editor_changes_no_other_file_either() {
    let (copied, _) = errands();
    for folder in [
        "assets",
        "assets/art",
        "assets/art/arcade",
        "assets/art/ui",
        "assets/audio",
        "assets/fonts",
        "config",
        "mods/boss_rush",
        "mods/march",
    ] {
        for file in files(&project::folder().join(folder)) {
            assert_unchanged(&file, copied);
        }
    }
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
}

fn assert_unchanged(file: &Path, copied: &Path) {
    let inside = file.strip_prefix(project::folder()).unwrap();
    let same = fs::read(file).unwrap() == fs::read(copied.join(inside)).unwrap();
    assert!(same, "the editor wrote another {}; {} has it", inside.display(), copied.display());
}
