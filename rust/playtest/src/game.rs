//! A running game: a process that does not outlive its test.

use std::process::{Child, Command, Output, Stdio};

/// A running game; killed when it is dropped.
pub struct Game(Option<Child>);

impl Game {
    /// Starts it, its output kept.
    ///
    /// # Panics
    /// It can't be started.
    pub fn start(command: &mut Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self(Some(command.spawn().expect("the engine starts")))
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        self.0.as_mut().is_none_or(|game| matches!(game.try_wait(), Ok(Some(_))))
    }

    /// Ends it now.
    pub fn kill(&mut self) {
        if let Some(game) = &mut self.0 {
            let _ = game.kill();
        }
    }

    /// Waits for its end.
    ///
    /// # Panics
    /// Its output can't be read.
    pub fn output(mut self) -> Output {
        let game = self.0.take().expect("only this takes it");
        game.wait_with_output().expect("its output can be read")
    }
}

impl Drop for Game {
    fn drop(&mut self) {
        self.kill();
        if let Some(game) = &mut self.0 {
            let _ = game.wait();
        }
    }
}
