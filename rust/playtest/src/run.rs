//! A run of the game: headless, with exact ticks, as fast as the machine can.

use std::fs::{self, File};
use std::io::{BufReader, Read as _};
use std::path::Path;
use std::process::Command;

use creeps_godot_env::VirtualDisplay;
use creeps_rules::input_script::{InputScript, ScriptedInput};
use image::RgbImage;
use tempfile::TempDir;

use crate::game_process::GameProcess;
use crate::live::LiveTrace;
use crate::{Outcome, project};

/// The configuration of a run: its inputs, its arguments and its length.
pub struct Run {
    folder: TempDir,
    arguments: Vec<String>,
    input_script: InputScript,
    ticks: u32,
    frames_per_second: u32,
    may_report_errors: bool,
    engine_script: Option<&'static str>,
    environment: Vec<(&'static str, String)>,
    display: Option<VirtualDisplay>,
}

impl Run {
    /// A run of `ticks` ticks without any input.
    ///
    /// # Panics
    /// A temporary folder can't be created.
    pub fn new(ticks: u32) -> Self {
        Self {
            folder: tempfile::tempdir().expect("tests need a temporary folder"),
            arguments: Vec::new(),
            input_script: InputScript::default(),
            ticks,
            frames_per_second: 60,
            may_report_errors: false,
            engine_script: None,
            environment: Vec::new(),
            display: None,
        }
    }

    /// Draws this many frames a second of the game's time. Without it, there is one frame for each tick.
    #[must_use]
    pub fn frames_per_second(mut self, frames: u32) -> Self {
        self.frames_per_second = frames;
        self
    }

    /// Adds inputs.
    #[must_use]
    pub fn press(mut self, inputs: Vec<ScriptedInput>) -> Self {
        self.input_script.inputs.extend(inputs);
        self.input_script.inputs.sort_by_key(|input| input.0);
        self
    }

    /// Adds an argument for the game.
    #[must_use]
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// Sets the seed.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        self.argument("--seed").argument(&seed.to_string())
    }

    /// Lets the computer play.
    #[must_use]
    pub fn autopilot(self) -> Self {
        self.argument("--autopilot")
    }

    /// Uses a tuning file with this text.
    ///
    /// # Panics
    /// The file can't be written.
    #[must_use]
    pub fn tuning(self, text: &str) -> Self {
        let file = self.folder.path().join("tuning.ron");
        fs::write(&file, text).expect("the temporary folder is writable");
        self.argument("--tuning").argument(&file.to_string_lossy())
    }

    /// The run's own temporary folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file to `user://`.
    ///
    /// # Panics
    /// The file can't be written.
    #[must_use]
    pub fn user_file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        write_user_file(self.folder.path(), name, content.as_ref());
        self
    }

    /// Allows the game to report errors of files and arguments; otherwise they fail the run.
    #[must_use]
    pub fn may_report_errors(mut self) -> Self {
        self.may_report_errors = true;
        self
    }

    /// Runs a script of `gdscript` as the engine's main loop, which must load the game itself.
    #[must_use]
    pub fn engine_script(mut self, name: &'static str) -> Self {
        self.engine_script = Some(name);
        self
    }

    /// Sets a variable of the game's environment.
    #[must_use]
    pub fn environment(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// Draws the game, as large as this screen at most, so that an engine script can take pictures. None where there is no Xvfb.
    #[must_use]
    pub fn drawn(mut self, width: u32, height: u32) -> Option<Self> {
        self.display = Some(VirtualDisplay::start(width, height).ok()?);
        Some(self)
    }

    /// Plays.
    ///
    /// # Panics
    /// The engine reported an error, a warning or a leak, or the exit code is not 0.
    pub fn play(self) -> Outcome {
        self.play_while(|_| {})
    }

    /// Plays, and calls `meanwhile` during the run.
    ///
    /// # Panics
    /// As [`Run::play`].
    pub fn play_while(self, meanwhile: impl FnOnce(&LiveTrace)) -> Outcome {
        self.outcome(meanwhile)
    }

    /// Plays, calls `meanwhile` during the run, and `look` with the path of `user://` after it.
    ///
    /// # Panics
    /// As [`Run::play`].
    pub fn play_and_look<T>(
        self,
        meanwhile: impl FnOnce(&LiveTrace),
        look: impl FnOnce(&Path) -> T,
    ) -> (Outcome, T) {
        let outcome = self.outcome(meanwhile);
        (outcome, look(&user_folder(self.folder.path())))
    }

    /// Plays, and calls `look` with every frame, of this size in px: there is one for each tick. Returns false, with a message, where there
    /// is no Xvfb.
    ///
    /// # Panics
    /// As [`Run::play`], and if the film can't be read.
    pub fn film(self, (width, height): (u32, u32), mut look: impl FnMut(&RgbImage)) -> bool {
        let Some(run) = self.drawn(width, height) else {
            println!("skipped: there is no Xvfb");
            return false;
        };
        let film = run.folder.path().join("film");
        let run = run.engine_script("film.gd").environment("FILM", film.to_string_lossy());
        let run = run.environment("WIDTH", width.to_string()).environment("HEIGHT", height.to_string());
        run.outcome(|_| {});
        let mut film = BufReader::new(File::open(&film).expect("there is a film"));
        let mut pixels = vec![0; 3 * (width * height) as usize];
        while film.read_exact(&mut pixels).is_ok() {
            let frame = RgbImage::from_raw(width, height, pixels.clone());
            look(&frame.expect("a frame has as many pixels"));
        }
        true
    }

    /// Plays until `meanwhile` returns, then sends the game a signal such as `TERM` twice, and calls `look` with the path of `user://`.
    /// The output is not checked for errors, because a killed game writes none.
    ///
    /// # Panics
    /// The game ends before the signal.
    #[cfg(unix)]
    pub fn signal_and_look<T>(
        self,
        signal: &str,
        meanwhile: impl FnOnce(&LiveTrace),
        look: impl FnOnce(&Path) -> T,
    ) -> (Outcome, T) {
        let file = self.folder.path().join("trace.txt");
        let mut game = GameProcess::start(&mut self.command(&file));
        let trace = LiveTrace::new(file);
        meanwhile(&trace);
        assert!(!game.has_ended(), "the game is over before it is asked to end: {:?}", trace.read().last());
        game.signal(signal);
        if signal != "KILL" && !game.has_ended() {
            // `timeout` sends it to the process and to its group, too.
            game.signal(signal);
        }
        let output = game.output();
        (Outcome::new(&output, trace.read()), look(&user_folder(self.folder.path())))
    }

    /// Plays, and closes the game's output when `meanwhile` returns.
    ///
    /// # Panics
    /// The exit code is not 0.
    pub fn play_without_reader<T>(
        self,
        meanwhile: impl FnOnce(&LiveTrace),
        look: impl FnOnce(&Path) -> T,
    ) -> T {
        let file = self.folder.path().join("trace.txt");
        let mut game = GameProcess::start(&mut self.command(&file));
        let trace = LiveTrace::new(file);
        meanwhile(&trace);
        game.close_output();
        let status = game.wait();
        assert!(status.success(), "{status}: {:?}", trace.read().last());
        look(&user_folder(self.folder.path()))
    }

    fn outcome(&self, meanwhile: impl FnOnce(&LiveTrace)) -> Outcome {
        let file = self.folder.path().join("trace.txt");
        let mut command = self.command(&file);
        let game = GameProcess::start(&mut command);
        let trace = LiveTrace::new(file);
        meanwhile(&trace);
        let output = game.output();
        let outcome = Outcome::new(&output, trace.read());
        outcome.assert_clean(self.may_report_errors);
        outcome
    }

    fn command(&self, trace: &Path) -> Command {
        let script = self.folder.path().join("input_script.ron");
        fs::write(&script, ron::to_string(&self.input_script).expect("a script is plain data"))
            .expect("it is writable");
        let mut command = project::command();
        isolate(&mut command, self.folder.path());
        match &self.display {
            None => {
                command.arg("--headless");
            }
            Some(display) => {
                display.apply_to(&mut command);
                command.args(["--audio-driver", "Dummy", "--rendering-method", "gl_compatibility"]);
            }
        }
        command
            .args(["--fixed-fps", &self.frames_per_second.to_string()])
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        if let Some(name) = self.engine_script {
            command.arg("--script").arg(project::root().join("rust/playtest/gdscript").join(name));
        }
        command.arg("--");
        command.args(["--ticks", &self.ticks.to_string()]);
        command.arg("--input-script").arg(script).arg("--trace").arg(trace).args(&self.arguments);
        command
    }
}

/// Gives a run its own `user://`, so that a test sees neither another test's files nor the developer's.
pub fn isolate(command: &mut Command, folder: &Path) {
    for variable in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME", "APPDATA"] {
        command.env(variable, folder);
    }
    // The system's language, on which the game's depends.
    command.env("LANG", "en_US.UTF-8");
}

/// Puts a file into the folder that the game calls `user://`. `name` may have folders in it.
///
/// # Panics
/// The file can't be written.
pub(crate) fn write_user_file(folder: &Path, name: &str, content: &[u8]) {
    let path = user_folder(folder).join(name);
    let parent = path.parent().expect("it is in a folder");
    fs::create_dir_all(parent).and_then(|()| fs::write(&path, content)).expect("it is writable");
}

/// The path of `user://` in an isolated run.
pub fn user_folder(folder: &Path) -> std::path::PathBuf {
    let data = if cfg!(target_os = "macos") {
        "Library/Application Support/Godot"
    } else if cfg!(windows) {
        "Godot"
    } else {
        "godot"
    };
    folder.join(data).join("app_userdata/Shoot the Creeps")
}
