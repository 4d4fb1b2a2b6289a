//! A run of the game: headless, in exact ticks, as fast as the machine can.

use std::fs;
use std::path::Path;
use std::process::Command;

use creeps_rules::input_script::{InputScript, ScriptedInput};
use tempfile::TempDir;

use crate::game_process::GameProcess;
use crate::live::LiveTrace;
use crate::{Outcome, project};

/// A run to be: what is pressed, and how long it lasts.
pub struct Run {
    folder: TempDir,
    arguments: Vec<String>,
    script: InputScript,
    ticks: u32,
    may_report_errors: bool,
}

impl Run {
    /// A run of that many ticks in which nobody touches anything.
    ///
    /// # Panics
    /// There is no room for temporary files.
    pub fn new(ticks: u32) -> Self {
        Self {
            folder: tempfile::tempdir().expect("tests need a temporary folder"),
            arguments: Vec::new(),
            script: InputScript::default(),
            ticks,
            may_report_errors: false,
        }
    }

    /// Adds what is pressed when.
    #[must_use]
    pub fn press(mut self, inputs: Vec<ScriptedInput>) -> Self {
        self.script.inputs.extend(inputs);
        self.script.inputs.sort_by_key(|input| input.0);
        self
    }

    /// Adds an argument of the game.
    #[must_use]
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// Chooses the seed.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        self.argument("--seed").argument(&seed.to_string())
    }

    /// Lets the computer play.
    #[must_use]
    pub fn autopilot(self) -> Self {
        self.argument("--autopilot")
    }

    /// Plays by other numbers.
    ///
    /// # Panics
    /// The file can't be written.
    #[must_use]
    pub fn tuning(self, text: &str) -> Self {
        let file = self.folder.path().join("tuning.ron");
        fs::write(&file, text).expect("the temporary folder is writable");
        self.argument("--tuning").argument(&file.to_string_lossy())
    }

    /// A folder of this run's own.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a file into the folder that the game calls `user://`.
    ///
    /// # Panics
    /// The file can't be written.
    #[must_use]
    pub fn user_file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        write_user_file(self.folder.path(), name, content.as_ref());
        self
    }

    /// Lets the game refuse a file or an argument; otherwise that fails the run.
    #[must_use]
    pub fn may_report_errors(mut self) -> Self {
        self.may_report_errors = true;
        self
    }

    /// Plays.
    ///
    /// # Panics
    /// The engine reported an error, a warning or a leak, or ended with anything but success.
    pub fn play(self) -> Outcome {
        self.play_while(|_| {})
    }

    /// Plays, and does something meanwhile.
    ///
    /// # Panics
    /// As [`Run::play`].
    pub fn play_while(self, meanwhile: impl FnOnce(&LiveTrace)) -> Outcome {
        self.outcome(meanwhile)
    }

    /// Plays, does something meanwhile, and looks afterwards into the folder that the game calls `user://`.
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

    /// Plays until `meanwhile` returns, then sends the game a signal, such as `TERM`, twice, and looks into the folder that the game calls
    /// `user://`. What came out is not looked through for errors: a killed game says nothing.
    ///
    /// # Panics
    /// The game has ended before.
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
            // As `timeout` does, which sends it to the process and to its group.
            game.signal(signal);
        }
        let output = game.output();
        (Outcome::new(&output, trace.read()), look(&user_folder(self.folder.path())))
    }

    /// Plays, with nobody there to read what the game prints from the moment that `meanwhile` returns.
    ///
    /// # Panics
    /// The game does not end with success.
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
        fs::write(&script, ron::to_string(&self.script).expect("a script is plain data"))
            .expect("it is writable");
        let mut command = project::command();
        isolate(&mut command, self.folder.path());
        command.args(["--headless", "--fixed-fps", "60", "--"]);
        command.args(["--ticks", &self.ticks.to_string()]);
        command.arg("--input-script").arg(script).arg("--trace").arg(trace).args(&self.arguments);
        command
    }
}

/// Gives a run its own `user://`, so that no test sees another's files, or the developer's.
pub fn isolate(command: &mut Command, folder: &Path) {
    for variable in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME", "APPDATA"] {
        command.env(variable, folder);
    }
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

/// Where `user://` lies in an isolated run.
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
