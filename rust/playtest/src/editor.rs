//! The editor in a real window of a virtual screen, and the game that it starts (Linux).

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use creeps_godot_env::VirtualDisplay;
use creeps_rules::trace::TraceEvent;
use serde::Deserialize;
use tempfile::TempDir;
use x11rb::protocol::xproto::AtomEnum;

use crate::game_process::GameProcess;
use crate::live::{LiveTrace, PATIENCE, wait};
use crate::x_screen::{WindowId, XScreen};
use crate::{project, run};

/// Where the editor shows the game that it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GameView {
    /// In its Game tab.
    Embedded,
    /// In its Game tab, which is a window of its own. The engine's default.
    Floating,
    /// The game has a window of its own.
    Separate,
}

/// Keys that the editor knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditorKey {
    /// Run the project.
    F5,
    /// Run the edited scene.
    F6,
    /// Stop what runs.
    F8,
    /// Enter.
    Enter,
    /// Delete, the letter after the caret.
    Delete,
    /// A letter or a digit.
    Letter(char),
    /// A letter with Ctrl: `Ctrl('s')` saves.
    Ctrl(char),
    /// To the beginning of the file: Ctrl and Home.
    FileStart,
}

/// What the editor shows, as the plugin `gdscript/reporter` says.
#[derive(Debug, Deserialize)]
pub struct Report {
    /// How many reports there were.
    pub count: u32,
    /// Where on the screen to click: at files by their paths, and at controls by their names, in px.
    pub points: HashMap<String, (i16, i16)>,
    /// The text files in the script editor, by their first lines.
    pub files: HashMap<String, OpenFile>,
    /// What the ruleset preview plays. Without its dock all is zero.
    pub preview: PreviewState,
}

/// A text file in the script editor.
#[derive(Debug, Deserialize)]
pub struct OpenFile {
    /// How many lines it has.
    pub lines: u32,
    /// The line that is marked, from 1. 0 for none.
    pub marked: u32,
    /// The message below the text.
    pub bar: String,
}

/// What the ruleset preview plays, as `RulesetPreview.state` says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PreviewState {
    /// The wave.
    pub wave: u32,
    /// Ticks of its game.
    pub tick: u32,
    /// Whether the chosen wave is reached.
    pub is_there: bool,
    /// What is wrong with the files.
    pub error: String,
}

/// The editor's log, in the test's folder.
const LOG: &str = "editor.log";
/// X11's number of the Ctrl key.
const CONTROL: u32 = 0xffe3;

impl EditorKey {
    /// Whether it is pressed with Ctrl, and its number in X11.
    fn keysym(self) -> (bool, u32) {
        match self {
            Self::F5 => (false, 0xffc2),
            Self::F6 => (false, 0xffc3),
            Self::F8 => (false, 0xffc5),
            Self::Enter => (false, 0xff0d),
            Self::Delete => (false, 0xffff),
            // X11's numbers of Latin letters and digits are theirs in Unicode.
            Self::Letter(letter) => (false, letter.into()),
            Self::Ctrl(letter) => (true, letter.into()),
            Self::FileStart => (true, 0xff50),
        }
    }
}

/// A running editor on a copy of the project. What it started ends with it.
pub struct Editor {
    game: GameProcess,
    screen: XScreen,
    id: WindowId,
    /// What happens in the game that the editor starts.
    pub trace: LiveTrace,
    folder: TempDir,
    // Last: the screen goes when all that uses it is gone.
    _display: VirtualDisplay,
}

impl Editor {
    /// Opens the editor on a scene of a copy of the project and waits until the scene can be edited. None where there is no
    /// Xvfb, which in CI is a failure.
    ///
    /// # Panics
    /// The editor does not start.
    pub fn open(scene: &str, view: GameView) -> Option<Self> {
        if which::which("Xvfb").is_err() && std::env::var_os("CI").is_none() {
            return None;
        }
        let display = VirtualDisplay::start(1280, 900).unwrap_or_else(|error| panic!("{error}"));
        let folder = tempfile::tempdir().expect("tests need a temporary folder");
        let trace = folder.path().join("trace.txt");
        let project = copy_project(folder.path(), view, &trace).expect("the temporary folder is writable");
        project::godot().import_project(&project).unwrap_or_else(|error| panic!("{error}"));

        let mut command = project::godot().command();
        command.arg("--path").arg(&project).arg("--editor").arg(scene);
        command.args(["--audio-driver", "Dummy"]);
        command.arg("--log-file").arg(folder.path().join(LOG));
        run::isolate(&mut command, folder.path());
        display.apply_to(&mut command);
        let game = GameProcess::start(&mut command);
        let screen = XScreen::connect(&display);
        let file = scene.rsplit('/').next().unwrap_or(scene);
        // "main.tscn - Shoot the Creeps - Godot Engine", once the scene is open.
        let title = format!("{file} - Shoot the Creeps - Godot");
        let id = wait("the editor's window", || {
            screen.windows().into_iter().find(|&id| screen.title(id).starts_with(&title))
        });
        // As a window manager would: there is none here.
        screen.resize(id, 1280, 900);
        Some(Self { game, screen, id, trace: LiveTrace::new(trace), folder, _display: display })
    }

    /// Presses a key, with the editor in the foreground.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn tap(&self, key: EditorKey) {
        self.screen.focus(Some(self.id));
        let (with_control, keysym) = key.keysym();
        for pressed in [true, false] {
            if with_control && pressed {
                self.screen.key(CONTROL, true);
            }
            self.screen.key(keysym, pressed);
            sleep(Duration::from_millis(100));
        }
        if with_control {
            self.screen.key(CONTROL, false);
        }
    }

    /// Clicks a point that the report names.
    ///
    /// # Panics
    /// It is not there within a minute.
    pub fn click(&self, point: &str) {
        self.screen.focus(Some(self.id));
        self.screen.click(self.point(point));
    }

    /// Clicks a point that the report names twice, fast enough for a double click.
    ///
    /// # Panics
    /// It is not there within a minute.
    pub fn double_click(&self, point: &str) {
        self.screen.focus(Some(self.id));
        self.screen.double_click(self.point(point));
    }

    /// Whether a point comes into the report, within thirty reports: three seconds at least.
    ///
    /// # Panics
    /// There are no reports.
    pub fn appears(&self, point: &str) -> bool {
        let from = self.wait_until("a report", |_| true).count;
        let has = |report: &Report| report.points.contains_key(point);
        has(&self.wait_until("reports", |report| has(report) || report.count > from + 30))
    }

    /// A point of the report, once it is there and stays where it is: docks move until the editor has drawn all of them.
    fn point(&self, name: &str) -> (i16, i16) {
        let mut last = None;
        wait(&format!("{name} in the editor"), || {
            let report = self.report()?;
            let point = report.points.get(name).copied();
            let now = point.map(|point| (report.count, point));
            match (last, now) {
                (Some((count, before)), Some((_, point))) if before == point && report.count > count + 2 => {
                    Some(point)
                }
                (Some((_, before)), Some((_, point))) if before == point => None,
                _ => {
                    last = now;
                    None
                }
            }
        })
    }

    /// What the editor shows now. None while it has not said so yet.
    pub fn report(&self) -> Option<Report> {
        let text = fs::read(self.folder.path().join("godot-project/report.json")).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Waits until the editor shows something, and returns it.
    ///
    /// # Panics
    /// It does not within a minute.
    pub fn wait_until(&self, what: &str, is: impl Fn(&Report) -> bool) -> Report {
        let mut last = None;
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            match self.report() {
                Some(report) if is(&report) => return report,
                report => last = report.or(last),
            }
            sleep(Duration::from_millis(20));
        }
        self.keep_picture("editor-failed");
        panic!("waited {PATIENCE:?} for {what}; the editor shows {last:?}")
    }

    /// Keeps a picture of the screen in `target/screenshots`, and returns how many colors it has.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn keep_picture(&self, name: &str) -> usize {
        let all = self.screen.screenshot(self.screen.root).expect("the screen answers");
        all.save(name);
        all.colors()
    }

    /// What the editor and its plugins reported as errors so far.
    pub fn errors(&self) -> Vec<String> {
        let log = fs::read_to_string(self.folder.path().join(LOG)).unwrap_or_default();
        log.lines().filter(|line| line.contains("ERROR")).map(str::to_owned).collect()
    }

    /// A file of the copy of the project, as text.
    ///
    /// # Panics
    /// It can't be read.
    pub fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join("godot-project").join(name)).expect("it can be read")
    }

    /// The processes that the editor started as games.
    pub fn games(&self) -> Vec<u32> {
        let editor = format!("\0--editor-pid\0{}\0", self.game.id());
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        let processes = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        processes
            .filter(|process: &u32| {
                let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
                String::from_utf8_lossy(&line).contains(&editor)
            })
            .collect()
    }

    /// Waits until a game runs, and has a window in which its first screen was drawn. Keeps a picture of all in
    /// `target/screenshots`.
    ///
    /// # Panics
    /// It does not start, or draws nothing.
    pub fn see_game_start(&self, picture: &str) {
        let games = wait("the game's process", || Some(self.games()).filter(|games| !games.is_empty()));
        assert_eq!(games.len(), 1, "one game");
        self.trace.wait_for("the game's first screen", |event| {
            matches!(
                event,
                TraceEvent::TuningLoaded { .. } | TraceEvent::MenuShown | TraceEvent::RulesetLoaded { .. }
            )
        });
        let window = wait("the game's window", || self.game_window());
        let taken = wait("a picture in the game's window", || {
            let taken = self.screen.screenshot(window)?;
            (taken.colors() > 500).then_some(taken)
        });
        taken.save(&format!("{picture}-game"));
        if let Some(all) = self.screen.screenshot(self.screen.root) {
            all.save(picture);
        }
    }

    /// Stops the game with the editor's key, and waits until none runs. A key that comes while the focus goes from the editor to the game
    /// reaches neither, so it is pressed again where nothing happens.
    ///
    /// # Panics
    /// It does not stop.
    pub fn stop_game(&self) {
        let mut pressed = None::<Instant>;
        wait("the game's end", || {
            if self.games().is_empty() {
                return Some(());
            }
            if pressed.is_none_or(|pressed| pressed.elapsed() > Duration::from_secs(10)) {
                self.tap(EditorKey::F8);
                pressed = Some(Instant::now());
            }
            None
        });
    }

    /// The window of a game that the editor started. An embedded game's lies in one of the editor's.
    fn game_window(&self) -> Option<WindowId> {
        let games = self.games();
        self.screen.windows().into_iter().find(|&id| {
            let process = self.screen.property(id, "_NET_WM_PID", AtomEnum::CARDINAL);
            self.screen.is_viewable(id) && process.is_some_and(|process| games.contains(&process))
        })
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let games = self.games();
        self.game.kill();
        for game in games {
            // A game outlives an editor that was killed.
            if let Some(game) = rustix::process::Pid::from_raw(game.cast_signed()) {
                let _ = rustix::process::kill_process(game, rustix::process::Signal::KILL);
            }
        }
    }
}

/// A copy of the project and its library, with settings of its own: where games are shown, and that they write a trace.
fn copy_project(folder: &Path, view: GameView, trace: &Path) -> io::Result<PathBuf> {
    let copied = folder.join("godot-project");
    project::copy_folder(&project::folder(), &copied)?;
    // The test must not depend on which scenes a person had open.
    let _ = fs::remove_dir_all(copied.join(".godot/editor"));
    let built = folder.join("target/debug");
    fs::create_dir_all(&built)?;
    let library = project::library();
    fs::copy(&library, built.join(library.file_name().unwrap_or_default()))?;

    project::copy_folder(
        &project::root().join("rust/playtest/gdscript/reporter"),
        &copied.join("addons/reporter"),
    )?;
    // What the editor adds to the arguments of the games that it starts.
    let arguments = format!("--audio-driver Dummy -- --trace {}", trace.display());
    let settings = copied.join("project.godot");
    let text = project::with_plugin(&fs::read_to_string(&settings)?, "reporter");
    fs::write(&settings, format!("{text}\n[editor]\n\nrun/main_run_args={arguments:?}\n"))?;

    let metadata = copied.join(".godot/editor/project_metadata.cfg");
    fs::create_dir_all(metadata.with_file_name(""))?;
    let (embedded, floating) = (view != GameView::Separate, view == GameView::Floating);
    fs::write(
        metadata,
        format!("[game_view]\n\nembed_on_play={embedded}\nmake_floating_on_play={floating}\n"),
    )?;
    Ok(copied)
}
