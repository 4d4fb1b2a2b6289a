//! The game in a real window of a virtual screen, with real X11 key events (Linux).

use std::fs;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use creeps_godot_env::VirtualDisplay;
use creeps_rules::tape::Key;
use creeps_rules::trace::Event;
use image::RgbImage;
use tempfile::TempDir;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConfigureWindowAux, ConnectionExt as _, ImageFormat,
    InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, MOTION_NOTIFY_EVENT,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::game::Game;
use crate::live::{LiveTrace, PATIENCE, wait};
use crate::screenshot::Screenshot;
use crate::{Outcome, project, run};

/// A running game. Every step waits for its effect, never for a guessed time.
pub struct Window {
    game: Game,
    began: Instant,
    connection: RustConnection,
    id: u32,
    root: u32,
    /// What happens in the game.
    pub trace: LiveTrace,
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
        Self::start(project::command(), &[], arguments)
    }

    /// As [`Window::open`], with files (name, text) in the folder that the game calls `user://`.
    ///
    /// # Panics
    /// The game does not start.
    pub fn open_with(user_files: &[(&str, &str)], arguments: &[&str]) -> Option<Self> {
        Self::start(project::command(), user_files, arguments)
    }

    /// As [`Window::open`], for a game that `command` starts.
    ///
    /// # Panics
    /// The game does not start.
    pub fn open_game(command: Command, arguments: &[&str]) -> Option<Self> {
        Self::start(command, &[], arguments)
    }

    fn start(mut command: Command, user_files: &[(&str, &str)], arguments: &[&str]) -> Option<Self> {
        // Only a missing Xvfb is a reason to skip, and in CI not even that.
        let is_there = Command::new("Xvfb").arg("-version").output().is_ok();
        if !is_there && std::env::var_os("CI").is_none() {
            return None;
        }
        let display = VirtualDisplay::start(1024, 800).unwrap_or_else(|error| panic!("{error}"));
        let folder = tempfile::tempdir().expect("tests need a temporary folder");
        let user = run::user_folder(folder.path());
        fs::create_dir_all(&user).expect("the temporary folder is writable");
        for (name, text) in user_files {
            fs::write(user.join(name), text).expect("the temporary folder is writable");
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
        let game = Game::start(&mut command);
        let (connection, screen) = x11rb::connect(Some(&display.name())).expect("the screen answers");
        let root = connection.setup().roots[screen].root;
        let trace = LiveTrace::new(trace);
        let mut this =
            Self { game, began, connection, id: root, root, trace, _folder: folder, _display: display };
        this.id = wait("the game's window", || this.find_window());
        this.trace.wait_for("the first screen", |event| {
            matches!(event, Event::Tuned { .. } | Event::Menu | Event::ModeRead { .. })
        });
        this.focus(true);
        Some(this)
    }

    fn find_window(&self) -> Option<u32> {
        let tree = self.connection.query_tree(self.root).ok()?.reply().ok()?;
        let atom = x11rb::protocol::xproto::AtomEnum::WM_NAME;
        let text = x11rb::protocol::xproto::AtomEnum::ANY;
        tree.children.into_iter().find(|&window| {
            let name = self.connection.get_property(false, window, atom, text, 0, 64).ok();
            let name = name.and_then(|cookie| cookie.reply().ok()).unwrap_or_default().value;
            String::from_utf8_lossy(&name).contains("Shoot the Creeps")
        })
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
        let kind = if pressed { KEY_PRESS_EVENT } else { KEY_RELEASE_EVENT };
        let code = self.keycode(key);
        self.connection.xtest_fake_input(kind, code, 0, self.root, 0, 0, 0).expect("it is sent");
        self.connection.sync().expect("the screen answers");
    }

    fn keycode(&self, key: Key) -> u8 {
        let keysym = match key {
            Key::Left => 0xff51,
            Key::Right => 0xff53,
            Key::Up => 0xff52,
            Key::Down => 0xff54,
            Key::A => 0x61,
            Key::B => 0x62,
            Key::D => 0x64,
            Key::P => 0x70,
            Key::Space => 0x20,
            Key::Enter => 0xff0d,
            Key::Escape => 0xff1b,
        };
        let setup = self.connection.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = self.connection.get_keyboard_mapping(first, last - first + 1).expect("it is sent");
        let map = map.reply().expect("the screen answers");
        let at = map.keysyms.chunks(map.keysyms_per_keycode.into()).position(|syms| syms.contains(&keysym));
        first + at.expect("the keyboard has the key") as u8
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
        self.key(key, true);
        sleep(Duration::from_millis(100));
        self.key(key, false);
        // A press right behind a release looks like the keyboard's own repetition.
        sleep(Duration::from_millis(100));
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
    pub fn finish_after_refusal(self) -> Outcome {
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
