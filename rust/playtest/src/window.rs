//! The game in a real window of a virtual screen, with real X11 key events (Linux).

use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use creeps_godot_env::VirtualDisplay;
use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;
use image::RgbImage;
use tempfile::TempDir;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConfigureWindowAux, ConnectionExt as _, ImageFormat,
    InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, MOTION_NOTIFY_EVENT,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::game_process::GameProcess;
use crate::live::{LiveTrace, PATIENCE, wait};
use crate::screenshot::Screenshot;
use crate::{Outcome, project, run};

/// What a game's window opens on.
#[derive(Clone, Copy, Debug)]
pub struct Desktop {
    /// The screen's width and height, px.
    pub size: (u32, u32),
    /// Whether a window manager frames windows, and lets them fill the screen.
    pub is_managed: bool,
    /// The keys that have another label than on a US keyboard: the label there, and the one here (both X11's numbers).
    pub relabelled: &'static [(u32, u32)],
}

impl Default for Desktop {
    fn default() -> Self {
        Self { size: (1024, 800), is_managed: false, relabelled: &[] }
    }
}

/// What [`Window::press_keysym`] is given: X11's numbers for keys that no input script has.
pub mod keysym {
    /// The function key.
    pub const F11: u32 = 0xffc8;
    /// The left Alt key.
    pub const ALT: u32 = 0xffe9;
    /// Enter.
    pub const RETURN: u32 = 0xff0d;
    /// The key labelled so.
    pub const L: u32 = 0x6c;
    /// The key labelled so.
    pub const P: u32 = 0x70;
    /// A Cyrillic letter, which a Russian keyboard has at the place of P.
    pub const ZE: u32 = 0x6da;
}

/// A running game. Every step waits for its effect, never for a guessed time.
pub struct Window {
    game: GameProcess,
    began: Instant,
    connection: RustConnection,
    id: u32,
    root: u32,
    /// What happens in the game.
    pub trace: LiveTrace,
    _window_manager: Option<GameProcess>,
    _folder: TempDir,
    // Last: the screen goes when all that uses it is gone.
    _display: VirtualDisplay,
}

impl Window {
    /// Starts the game and waits until its title is drawn. None where there is no Xvfb.
    ///
    /// # Panics
    /// The game does not start.
    pub fn open(arguments: &[&str]) -> Option<Self> {
        Self::start(Desktop::default(), project::command(), &[], arguments)
    }

    /// As [`Window::open`], on another desktop. None also where there is no window manager to run on it.
    ///
    /// # Panics
    /// The game does not start.
    pub fn open_on(desktop: Desktop, arguments: &[&str]) -> Option<Self> {
        Self::start(desktop, project::command(), &[], arguments)
    }

    /// As [`Window::open`], with files (name, text) in the folder that the game calls `user://`.
    ///
    /// # Panics
    /// The game does not start.
    pub fn open_with(user_files: &[(&str, &[u8])], arguments: &[&str]) -> Option<Self> {
        Self::start(Desktop::default(), project::command(), user_files, arguments)
    }

    /// As [`Window::open`], for a game that `command` starts.
    ///
    /// # Panics
    /// The game does not start.
    pub fn open_game(command: Command, arguments: &[&str]) -> Option<Self> {
        Self::start(Desktop::default(), command, &[], arguments)
    }

    fn start(
        desktop: Desktop,
        mut command: Command,
        user_files: &[(&str, &[u8])],
        arguments: &[&str],
    ) -> Option<Self> {
        // Only a missing program is a reason to skip, and in CI not even that.
        let is_there = |program| Command::new(program).arg("--version").output().is_ok();
        let lacks = !is_there("Xvfb") || (desktop.is_managed && !is_there(WINDOW_MANAGER));
        if lacks && std::env::var_os("CI").is_none() {
            return None;
        }
        let (width, height) = desktop.size;
        let display = VirtualDisplay::start(width, height).unwrap_or_else(|error| panic!("{error}"));
        let (connection, screen) = x11rb::connect(Some(&display.name())).expect("the screen answers");
        let root = connection.setup().roots[screen].root;
        relabel(&connection, desktop.relabelled);
        let window_manager = desktop.is_managed.then(|| {
            let mut command = Command::new(WINDOW_MANAGER);
            display.apply_to(&mut command);
            let manager = GameProcess::start(&mut command);
            wait("the window manager", || is_managed(&connection, root).then_some(()));
            manager
        });
        // At first whatever is below the pointer has the focus. When the window got it later, X would tell the game of a lost focus,
        // too, and a game that plays from the start would pause.
        connection
            .set_input_focus(InputFocus::NONE, x11rb::NONE, x11rb::CURRENT_TIME)
            .expect("the screen answers");
        connection.sync().expect("the screen answers");
        let folder = tempfile::tempdir().expect("tests need a temporary folder");
        for (name, content) in user_files {
            run::write_user_file(folder.path(), name, content);
        }
        let trace = folder.path().join("trace.txt");
        run::isolate(&mut command, folder.path());
        display.apply_to(&mut command);
        command.args(["--audio-driver", "Dummy", "--rendering-method", "gl_compatibility", "--"]);
        // Nobody chooses a mode where no test does.
        if !arguments.contains(&"--mode") && !arguments.contains(&"--replay") {
            command.args(["--mode", "classic"]);
        }
        command.args(arguments).arg("--trace").arg(&trace);
        let began = Instant::now();
        let game = GameProcess::start(&mut command);
        let trace = LiveTrace::new(trace);
        let mut this = Self {
            game,
            began,
            connection,
            id: root,
            root,
            trace,
            _window_manager: window_manager,
            _folder: folder,
            _display: display,
        };
        this.id = wait("the game's window", || this.find_window());
        this.trace.wait_for("the first screen", |event| {
            matches!(
                event,
                TraceEvent::TuningLoaded { .. } | TraceEvent::MenuShown | TraceEvent::RulesetLoaded { .. }
            )
        });
        this.focus(true);
        Some(this)
    }

    fn find_window(&self) -> Option<u32> {
        self.find_window_in(self.root)
    }

    /// A window manager puts the game's window into one of its own.
    fn find_window_in(&self, parent: u32) -> Option<u32> {
        let tree = self.connection.query_tree(parent).ok()?.reply().ok()?;
        let (atom, text) = (AtomEnum::WM_NAME, AtomEnum::ANY);
        let is_game = |window: u32| {
            let name = self.connection.get_property(false, window, atom, text, 0, 64).ok();
            let name = name.and_then(|cookie| cookie.reply().ok()).unwrap_or_default().value;
            String::from_utf8_lossy(&name).contains("Shoot the Creeps")
        };
        let mut children = tree.children.into_iter();
        children.find_map(|child| self.find_window_in(child).or_else(|| is_game(child).then_some(child)))
    }

    /// The window's place on the screen and its size, px.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn geometry(&self) -> ((i16, i16), (u16, u16)) {
        let place = self.connection.translate_coordinates(self.id, self.root, 0, 0).expect("it is sent");
        let place = place.reply().expect("the screen answers");
        let size =
            self.connection.get_geometry(self.id).expect("it is sent").reply().expect("the screen answers");
        ((place.dst_x, place.dst_y), (size.width, size.height))
    }

    /// How long the game had run when the picture was taken.
    pub fn age_at(&self, picture: &Screenshot) -> Duration {
        picture.taken.duration_since(self.began)
    }

    /// Gives the window the keyboard, or takes it away.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn focus(&self, focused: bool) {
        let target = if focused { self.id } else { x11rb::NONE };
        self.connection.set_input_focus(InputFocus::NONE, target, x11rb::CURRENT_TIME).expect("it is sent");
        self.connection.sync().expect("the screen answers");
    }

    /// Presses or releases a key of the keyboard.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn key(&self, key: Key, pressed: bool) {
        self.press_keysym(keysym_of(key), pressed);
    }

    /// Presses or releases the key that is labelled so.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn press_keysym(&self, keysym: u32, pressed: bool) {
        let kind = if pressed { KEY_PRESS_EVENT } else { KEY_RELEASE_EVENT };
        let code = keycode(&self.connection, keysym);
        self.connection.xtest_fake_input(kind, code, 0, self.root, 0, 0, 0).expect("it is sent");
        self.connection.sync().expect("the screen answers");
    }

    /// Presses the key that is labelled so for a tenth of a second.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn tap_keysym(&self, keysym: u32) {
        self.press_keysym(keysym, true);
        sleep(Duration::from_millis(100));
        self.press_keysym(keysym, false);
        // A press right behind a release looks like the keyboard's own repetition.
        sleep(Duration::from_millis(100));
    }

    /// Clicks with the mouse at a place in the window, px.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn click(&self, x: i16, y: i16) {
        let place = self.connection.translate_coordinates(self.id, self.root, x, y).expect("it is sent");
        let place = place.reply().expect("the window is on the screen");
        for (kind, button) in [(MOTION_NOTIFY_EVENT, 0), (BUTTON_PRESS_EVENT, 1), (BUTTON_RELEASE_EVENT, 1)] {
            let fake =
                self.connection.xtest_fake_input(kind, button, 0, self.root, place.dst_x, place.dst_y, 0);
            fake.expect("it is sent");
            self.connection.sync().expect("the screen answers");
            sleep(Duration::from_millis(100));
        }
    }

    /// Makes the window that large, px.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn resize(&self, width: u32, height: u32) {
        let size = ConfigureWindowAux::new().x(0).y(0).width(width).height(height);
        self.connection.configure_window(self.id, &size).expect("it is sent");
        self.connection.sync().expect("the screen answers");
    }

    /// Presses a key for a tenth of a second.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn tap(&self, key: Key) {
        self.tap_keysym(keysym_of(key));
    }

    /// Quits a game from its pause, with keys, and waits for the title.
    ///
    /// # Panics
    /// The title is not shown.
    pub fn quit_game(&self) {
        let last = |wanted: &TraceEvent| self.trace.read().iter().rposition(|entry| entry.event == *wanted);
        let is_paused = || last(&TraceEvent::Paused) > last(&TraceEvent::Resumed);
        if !is_paused() {
            self.tap(Key::Escape);
            wait("the pause", || is_paused().then_some(()));
        }
        self.tap(Key::Up);
        self.tap(Key::Enter);
        let [title, game] = [Screen::Title, Screen::GetReady].map(TraceEvent::ScreenShown);
        wait("the title", || (last(&title) > last(&game)).then_some(()));
    }

    /// Leaves the program by the menu's last button, to which Esc moves the focus.
    pub fn leave_menu(&self) {
        self.tap(Key::Escape);
        self.tap(Key::Enter);
    }

    /// What the window shows once `shows` holds of it.
    ///
    /// # Panics
    /// It never holds.
    pub fn screenshot_when(&self, what: &str, shows: impl Fn(&Screenshot) -> bool) -> Screenshot {
        let began = Instant::now();
        loop {
            let picture = self.screenshot();
            if shows(&picture) {
                picture.save(what);
                return picture;
            }
            if began.elapsed() > PATIENCE {
                picture.save(what);
                panic!("the window never shows {what}; target/screenshots has what it shows");
            }
            sleep(Duration::from_millis(20));
        }
    }

    /// What the window shows now.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn screenshot(&self) -> Screenshot {
        let size = self.connection.get_geometry(self.id).expect("it is sent");
        let size = size.reply().expect("the screen answers");
        let (width, height) = (size.width, size.height);
        let image = self.connection.get_image(ImageFormat::Z_PIXMAP, self.id, 0, 0, width, height, !0);
        let image = image.expect("it is sent").reply().expect("the window is on the screen");
        let taken = Instant::now();
        // 24 bits deep: blue, green, red and a byte of nothing.
        let rgb = image.data.chunks_exact(4).flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect();
        let image = RgbImage::from_raw(width.into(), height.into(), rgb).expect("four bytes a pixel");
        Screenshot::new(image, taken)
    }

    /// Waits until the game has ended, and says how it was.
    ///
    /// # Panics
    /// It does not end, or it reported an error or a leak.
    pub fn finish(self) -> Outcome {
        let outcome = self.close();
        outcome.assert_clean(false);
        outcome
    }

    /// As [`Window::finish`], for a game that refused a file on the way.
    ///
    /// # Panics
    /// It does not end, or it reported an error or a leak.
    pub fn finish_after_error(self) -> Outcome {
        let outcome = self.close();
        outcome.assert_clean(true);
        outcome
    }

    /// Waits until the game has ended, however it was.
    ///
    /// # Panics
    /// It does not end.
    pub fn close(self) -> Outcome {
        let Self { mut game, trace, .. } = self;
        let began = Instant::now();
        while !game.has_ended() {
            if began.elapsed() > PATIENCE {
                game.kill();
                panic!("the game does not end; it did {:#?} and wrote {:#?}", trace.read(), game.output());
            }
            sleep(Duration::from_millis(20));
        }
        Outcome::new(&game.output(), trace.read())
    }
}

/// A small window manager that is in every distribution.
const WINDOW_MANAGER: &str = "openbox";

/// Whether a window manager has said that it is there.
fn is_managed(connection: &RustConnection, root: u32) -> bool {
    let atom = connection
        .intern_atom(false, b"_NET_SUPPORTING_WM_CHECK")
        .ok()
        .and_then(|cookie| cookie.reply().ok());
    let property = atom.and_then(|atom| {
        connection.get_property(false, root, atom.atom, AtomEnum::WINDOW, 0, 1).ok()?.reply().ok()
    });
    property.is_some_and(|property| property.value_len > 0)
}

fn keysym_of(key: Key) -> u32 {
    match key {
        Key::Left => 0xff51,
        Key::Right => 0xff53,
        Key::Up => 0xff52,
        Key::Down => 0xff54,
        Key::A => 0x61,
        Key::B => 0x62,
        Key::D => 0x64,
        Key::P => keysym::P,
        Key::Space => 0x20,
        Key::Enter => keysym::RETURN,
        Key::Escape => 0xff1b,
    }
}

/// What each key of the keyboard gives, from the first keycode on.
fn keyboard(connection: &RustConnection) -> (u8, Vec<Vec<u32>>) {
    let setup = connection.setup();
    let (first, last) = (setup.min_keycode, setup.max_keycode);
    let map = connection.get_keyboard_mapping(first, last - first + 1).expect("it is sent");
    let map = map.reply().expect("the screen answers");
    (first, map.keysyms.chunks(map.keysyms_per_keycode.into()).map(<[u32]>::to_vec).collect())
}

fn keycode(connection: &RustConnection, keysym: u32) -> u8 {
    let (first, keys) = keyboard(connection);
    let index = keys.iter().position(|keysyms| keysyms.contains(&keysym));
    first + index.expect("the keyboard has the key") as u8
}

/// Gives keys other labels, as another keyboard layout has them.
fn relabel(connection: &RustConnection, labels: &[(u32, u32)]) {
    // Looked up before any is changed: labels may be swapped.
    let codes: Vec<u8> = labels.iter().map(|(label, _)| keycode(connection, *label)).collect();
    for (code, (_, label)) in codes.into_iter().zip(labels) {
        let changed = connection.change_keyboard_mapping(1, code, 1, &[*label]);
        changed.expect("it is sent").check().expect("the screen takes it");
    }
    connection.sync().expect("the screen answers");
}
