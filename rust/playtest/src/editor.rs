//! The editor in a real window of a virtual screen, and the game that it starts (Linux).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use creeps_godot_env::VirtualDisplay;
use creeps_rules::trace::TraceEvent;
use image::RgbImage;
use tempfile::TempDir;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, ConfigureWindowAux, ConnectionExt as _, ImageFormat, InputFocus, KEY_PRESS_EVENT,
    KEY_RELEASE_EVENT, MapState,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::game_process::GameProcess;
use crate::live::{LiveTrace, wait};
use crate::screenshot::Screenshot;
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

/// Keys that the editor knows, by their X11 names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditorKey {
    /// Run the project.
    F5,
    /// Run the edited scene.
    F6,
    /// Stop what runs.
    F8,
}

/// A running editor on a copy of the project. What it started ends with it.
pub struct Editor {
    game: GameProcess,
    connection: RustConnection,
    root: u32,
    id: u32,
    /// What happens in the game that the editor starts.
    pub trace: LiveTrace,
    _folder: TempDir,
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
        run::isolate(&mut command, folder.path());
        display.apply_to(&mut command);
        let game = GameProcess::start(&mut command);
        let (connection, screen) = x11rb::connect(Some(&display.name())).expect("the screen answers");
        let root = connection.setup().roots[screen].root;
        let trace = LiveTrace::new(trace);
        let mut this = Self { game, connection, root, id: root, trace, _folder: folder, _display: display };
        let file = scene.rsplit('/').next().unwrap_or(scene);
        // "main.tscn - Shoot the Creeps - Godot Engine", once the scene is open.
        this.id =
            wait("the editor's window", || this.find_window(&format!("{file} - Shoot the Creeps - Godot")));
        // As a window manager would: there is none here.
        let whole = ConfigureWindowAux::new().x(0).y(0).width(1280).height(900);
        this.connection.configure_window(this.id, &whole).expect("it is sent");
        this.focus();
        Some(this)
    }

    /// Gives the editor the keyboard, as a click on its window would.
    fn focus(&self) {
        self.connection.set_input_focus(InputFocus::NONE, self.id, x11rb::CURRENT_TIME).expect("it is sent");
        self.connection.sync().expect("the screen answers");
    }

    /// Presses a key, with the editor in the foreground.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn tap(&self, key: EditorKey) {
        self.focus();
        let keysym = match key {
            EditorKey::F5 => 0xffc2,
            EditorKey::F6 => 0xffc3,
            EditorKey::F8 => 0xffc5,
        };
        let setup = self.connection.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = self.connection.get_keyboard_mapping(first, last - first + 1).expect("it is sent");
        let map = map.reply().expect("the screen answers");
        let index =
            map.keysyms.chunks(map.keysyms_per_keycode.into()).position(|syms| syms.contains(&keysym));
        let code = first + index.expect("the keyboard has the key") as u8;
        for kind in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            self.connection.xtest_fake_input(kind, code, 0, self.root, 0, 0, 0).expect("it is sent");
            self.connection.sync().expect("the screen answers");
            sleep(Duration::from_millis(100));
        }
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
            let taken = self.screenshot(window)?;
            (taken.colors() > 500).then_some(taken)
        });
        taken.save(&format!("{picture}-game"));
        if let Some(all) = self.screenshot(self.root) {
            all.save(picture);
        }
    }

    /// Waits until no game runs.
    ///
    /// # Panics
    /// It goes on.
    pub fn see_game_end(&self) {
        wait("the game's end", || self.games().is_empty().then_some(()));
    }

    /// The deepest window with the game's own title: an embedded game's lies in one of the editor's.
    fn game_window(&self) -> Option<u32> {
        let is_game = |id: &u32| {
            let pid = self.connection.intern_atom(false, b"_NET_WM_PID").ok()?.reply().ok()?.atom;
            let reply =
                self.connection.get_property(false, *id, pid, AtomEnum::CARDINAL, 0, 1).ok()?.reply().ok()?;
            let pid = reply.value32()?.next()?;
            (self.is_shown(*id)? && self.games().contains(&pid)).then_some(())
        };
        self.windows(self.root).into_iter().find(|id| is_game(id).is_some())
    }

    fn is_shown(&self, id: u32) -> Option<bool> {
        let reply = self.connection.get_window_attributes(id).ok()?.reply().ok()?;
        Some(reply.map_state == MapState::VIEWABLE)
    }

    fn find_window(&self, title: &str) -> Option<u32> {
        self.windows(self.root).into_iter().find(|&id| {
            let name = self.connection.get_property(false, id, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64).ok();
            let name = name.and_then(|cookie| cookie.reply().ok()).unwrap_or_default().value;
            String::from_utf8_lossy(&name).starts_with(title)
        })
    }

    /// All windows below one.
    fn windows(&self, of: u32) -> Vec<u32> {
        let tree = self.connection.query_tree(of).ok().and_then(|cookie| cookie.reply().ok());
        let children = tree.map(|tree| tree.children).unwrap_or_default();
        children.into_iter().flat_map(|id| std::iter::once(id).chain(self.windows(id))).collect()
    }

    /// What a window shows; none when it went meanwhile or is not wholly on the screen.
    fn screenshot(&self, id: u32) -> Option<Screenshot> {
        let size = self.connection.get_geometry(id).ok()?.reply().ok()?;
        let (width, height) = (size.width, size.height);
        let image = self.connection.get_image(ImageFormat::Z_PIXMAP, id, 0, 0, width, height, !0).ok()?;
        // 24 bits deep: blue, green, red and a byte of nothing.
        let data = image.reply().ok()?.data;
        let rgb = data.chunks_exact(4).flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect();
        Some(Screenshot::new(
            RgbImage::from_raw(width.into(), height.into(), rgb)?,
            std::time::Instant::now(),
        ))
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
    // Which scenes a person had open is no matter of the test.
    let _ = fs::remove_dir_all(copied.join(".godot/editor"));
    let built = folder.join("target/debug");
    fs::create_dir_all(&built)?;
    let library = project::library();
    fs::copy(&library, built.join(library.file_name().unwrap_or_default()))?;

    // What the editor adds to the arguments of the games that it starts.
    let arguments = format!("--audio-driver Dummy -- --trace {}", trace.display());
    let settings = copied.join("project.godot");
    let text = fs::read_to_string(&settings)?;
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
