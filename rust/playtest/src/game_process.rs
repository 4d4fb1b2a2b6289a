//! A running game: a process that does not outlive its test.

use std::io::Read;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use creeps_godot_env::children::{self, Listed};

/// The timeout of the longest run on the slowest machine. A game without its extension would never end.
const LIMIT: Duration = Duration::from_mins(5);

/// A running game. It is killed when this is dropped.
pub struct GameProcess(Option<(Child, Listed)>, Option<[JoinHandle<Vec<u8>>; 2]>);

impl GameProcess {
    /// Starts a game and captures its output.
    ///
    /// # Panics
    /// It can't be started.
    pub fn start(command: &mut Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self(Some(children::spawn(command).expect("the engine starts")), None)
    }

    /// Reads its output while it runs: a full pipe would stop it.
    fn read_output(&mut self) {
        if self.1.is_none()
            && let Some((game, _)) = &mut self.0
        {
            let stdout = drain(game.stdout.take().expect("it is piped"));
            self.1 = Some([stdout, drain(game.stderr.take().expect("it is piped"))]);
        }
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        self.read_output();
        self.0.as_mut().is_none_or(|(game, _)| matches!(game.try_wait(), Ok(Some(_))))
    }

    /// Its process.
    ///
    /// # Panics
    /// Never: only [`GameProcess::output`], which takes the game, ends it for good.
    pub fn id(&self) -> u32 {
        self.0.as_ref().expect("only output() takes it").0.id()
    }

    /// Sends it a signal, such as `TERM`.
    ///
    /// # Panics
    /// It has ended.
    #[cfg(unix)]
    pub fn signal(&self, signal: &str) {
        let process = self.0.as_ref().expect("it runs").0.id().to_string();
        let sent =
            Command::new("kill").args(["-s", signal, &process]).status().expect("every system has kill");
        assert!(sent.success(), "{signal} could not be sent");
    }

    /// Closes its output, so that writing to it fails from now on.
    pub fn close_output(&mut self) {
        if let Some((game, _)) = &mut self.0 {
            (game.stdout, game.stderr) = (None, None);
        }
    }

    /// Waits for its end without reading its output.
    ///
    /// # Panics
    /// It does not end by itself.
    pub fn wait(mut self) -> ExitStatus {
        let began = Instant::now();
        let (game, _) = self.0.as_mut().expect("only `output` takes it");
        loop {
            if let Some(status) = game.try_wait().expect("it is our child") {
                return status;
            }
            assert!(began.elapsed() < LIMIT, "the game did not end within {LIMIT:?}");
            sleep(Duration::from_millis(10));
        }
    }

    /// Ends it now.
    pub fn kill(&mut self) {
        if let Some((game, _)) = &mut self.0 {
            let _ = game.kill();
        }
    }

    /// Waits for its end.
    ///
    /// # Panics
    /// It does not end by itself, or its output can't be read.
    pub fn output(mut self) -> Output {
        self.read_output();
        let (mut game, _listed) = self.0.take().expect("only this takes it");
        let [stdout, stderr] = self.1.take().expect("it is being read");
        let began = Instant::now();
        let status = loop {
            if let Some(status) = game.try_wait().expect("it is our child") {
                break status;
            }
            if began.elapsed() > LIMIT {
                let _ = game.kill();
                let _ = game.wait();
                let text = [stdout, stderr].map(|stream| stream.join().unwrap_or_default());
                panic!("the game did not end within {LIMIT:?}; it wrote {:?}", text.map(String::from_utf8));
            }
            sleep(Duration::from_millis(10));
        };
        let [stdout, stderr] = [stdout, stderr].map(|stream| stream.join().expect("its output can be read"));
        Output { status, stdout, stderr }
    }
}

fn drain(mut stream: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}

impl Drop for GameProcess {
    fn drop(&mut self) {
        self.kill();
        if let Some((game, _)) = &mut self.0 {
            let _ = game.wait();
        }
    }
}
