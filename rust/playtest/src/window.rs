//! The game in a real window of a virtual screen, with real X11 key events (Linux).

use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use creeps_godot_env::VirtualDisplay;
use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;
use tempfile::TempDir;
use x11rb::protocol::xproto::AtomEnum;

use crate::game_process::GameProcess;
use crate::live::{LiveTrace, PATIENCE, wait};
use crate::screenshot::Screenshot;
use crate::x_screen::{WindowId, XScreen};
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
    /// A Cyrillic letter, which a Russian keyboard has at the position of P.
    pub const ZE: u32 = 0x6da;
}

/// A running game. Every step waits for its effect, never for a guessed time.
pub struct Window {
    game: GameProcess,
    began: Instant,
    screen: XScreen,
    id: WindowId,
    /// What happens in the game.
    pub trace: LiveTrace,
    _window_manager: Option<GameProcess>,
    _folder: TempDir,
    // Last: the screen goes when all that uses it is gone.
    _display: VirtualDisplay,
}

impl Window {
    /// Starts the game and waits until its title is drawn. None, with a message, where there is no Xvfb.
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
        let is_needed = |program: &&str| *program == "Xvfb" || desktop.is_managed;
        let is_missing = |program: &&str| Command::new(program).arg("--version").output().is_err();
        let missing = ["Xvfb", WINDOW_MANAGER].into_iter().filter(is_needed).find(is_missing);
        if let (Some(program), None) = (missing, std::env::var_os("CI")) {
            println!("skipped: there is no {program}");
            return None;
        }
        let (width, height) = desktop.size;
        let display = VirtualDisplay::start(width, height).unwrap_or_else(|error| panic!("{error}"));
        let screen = XScreen::connect(&display);
        screen.relabel(desktop.relabelled);
        let window_manager = desktop.is_managed.then(|| {
            let mut command = Command::new(WINDOW_MANAGER);
            display.apply_to(&mut command);
            let manager = GameProcess::start(&mut command);
            wait("the window manager", || {
                screen.property(screen.root, "_NET_SUPPORTING_WM_CHECK", AtomEnum::WINDOW)
            });
            manager
        });
        // At first whatever is below the pointer has the focus. When the window got it later, X would report a lost focus to the game,
        // too, and a game that plays from the start would pause.
        screen.focus(None);
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
        // A window manager puts the game's window into one of its own.
        let is_game = |id: &WindowId| screen.title(*id).contains("Shoot the Creeps");
        let id = wait("the game's window", || screen.windows().into_iter().rfind(is_game));
        let this = Self {
            game,
            began,
            screen,
            id,
            trace,
            _window_manager: window_manager,
            _folder: folder,
            _display: display,
        };
        this.trace.wait_for("the first screen", |event| {
            matches!(
                event,
                TraceEvent::TuningLoaded { .. } | TraceEvent::MenuShown | TraceEvent::RulesetLoaded { .. }
            )
        });
        this.focus(true);
        Some(this)
    }

    /// The window's position on the screen and its size, px.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn geometry(&self) -> ((i16, i16), (u16, u16)) {
        (self.screen.on_screen(self.id, 0, 0), self.screen.size(self.id).expect("the screen answers"))
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
        self.screen.focus(focused.then_some(self.id));
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
        self.screen.key(keysym, pressed);
    }

    /// Presses the key that is labelled so for a moment.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn tap_keysym(&self, keysym: u32) {
        self.press_keysym(keysym, true);
        sleep(Duration::from_millis(150));
        self.press_keysym(keysym, false);
        // A press right behind a release looks like the keyboard's own repetition.
        sleep(Duration::from_millis(150));
    }

    /// Clicks with the mouse at a position in the window, px.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn click(&self, x: i16, y: i16) {
        self.screen.click(self.screen.on_screen(self.id, x, y));
    }

    /// Makes the window that large, px.
    ///
    /// # Panics
    /// The screen does not answer.
    pub fn resize(&self, width: u32, height: u32) {
        self.screen.resize(self.id, width, height);
    }

    /// Presses a key for a moment.
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
        // The last button, and the second answer to its question.
        for key in [Key::Up, Key::Enter, Key::Down, Key::Enter] {
            self.tap(key);
        }
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
        self.screen.screenshot(self.id).expect("the window is on the screen")
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

    /// As [`Window::finish`], for a game that reported an invalid file.
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
