//! A virtual display (Xvfb), for the few tests that need a window (Linux).

use std::io::{self, BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::Error;
use crate::children::{self, Listed};

/// Xvfb starts in a tenth of a second; a loaded machine is given more.
const START_LIMIT: Duration = Duration::from_secs(15);
const ADVICE: &str = "Install it (Debian, Ubuntu: apt-get install xvfb), or run on a machine with a display.";

/// An Xvfb of our own, on a number that no other display has. It ends when this is dropped.
///
/// Keep it in a local variable: what a `static` holds is never dropped, and its Xvfb would stay.
#[derive(Debug)]
pub struct VirtualDisplay {
    server: Child,
    number: u32,
    _listed: Listed,
}

impl VirtualDisplay {
    /// Starts a display of that many pixels, 24 bits deep.
    ///
    /// # Errors
    ///
    /// [`Error::Program`] when there is no Xvfb or it does not start, [`Error::TimedOut`] when it hangs.
    pub fn start(width: u32, height: u32) -> Result<Self, Error> {
        let failed = |why: String| Error::Program { program: "Xvfb".into(), why, advice: ADVICE };
        let mut command = Command::new("Xvfb");
        // It picks a free number itself and writes it to its output once it is ready.
        command.args([
            "-displayfd",
            "1",
            "-nolisten",
            "tcp",
            "-screen",
            "0",
            &format!("{width}x{height}x24"),
        ]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let (mut server, listed) = children::spawn(&mut command)
            .map_err(|cause| failed(format!("it could not be started: {cause}.")))?;
        let stdout = server.stdout.take();
        // Owned from here on, so that every way out ends the server.
        let mut display = Self { server, number: 0, _listed: listed };
        let stdout = stdout.ok_or_else(|| failed("its output could not be read.".into()))?;

        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || sender.send(first_line(stdout)));
        let line = receiver.recv_timeout(START_LIMIT).map_err(|_| Error::TimedOut {
            program: "Xvfb".into(),
            limit: START_LIMIT,
            advice: ADVICE,
        })?;
        display.number = line
            .ok()
            .and_then(|line| line.trim().parse().ok())
            .ok_or_else(|| failed("it ended without opening a display.".into()))?;
        Ok(display)
    }

    /// What `DISPLAY` must be for programs that use it, such as `:99`.
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }

    /// Makes a command use this display, and not a Wayland session that may be there too.
    pub fn apply_to(&self, command: &mut Command) {
        command.env("DISPLAY", self.name()).env_remove("WAYLAND_DISPLAY");
    }
}

impl Drop for VirtualDisplay {
    fn drop(&mut self) {
        // Asked first: a killed Xvfb leaves its socket in /tmp.
        #[cfg(unix)]
        {
            let pid = rustix::process::Pid::from_child(&self.server);
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
            for _ in 0..100 {
                if matches!(self.server.try_wait(), Ok(Some(_))) {
                    return;
                }
                thread::sleep(Duration::from_millis(10));
            }
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn first_line(stream: impl io::Read) -> io::Result<String> {
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(line)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn two_displays_live_side_by_side_and_leave_nothing_behind() {
        if which::which("Xvfb").is_err() {
            eprintln!("skipped: there is no Xvfb here");
            return;
        }
        let one = VirtualDisplay::start(320, 200).unwrap();
        let other = VirtualDisplay::start(320, 200).unwrap();
        assert_ne!(one.name(), other.name());
        let sockets = [&one, &other].map(|display| format!("/tmp/.X11-unix/X{}", display.number));
        assert!(sockets.iter().all(|socket| Path::new(socket).exists()));
        drop((one, other));
        assert!(sockets.iter().all(|socket| !Path::new(socket).exists()));
    }
}
