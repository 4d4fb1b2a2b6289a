//! Finds Chromium and runs it without a window.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use creeps_godot_env::children::{self, Listed};
use tempfile::TempDir;

use super::error::Error;

/// How long a busy machine may take to start it.
const START_LIMIT: Duration = Duration::from_mins(1);
/// How long it may take to close.
const END_LIMIT: Duration = Duration::from_secs(3);

/// Chromium writes its port and path into this file of its profile.
const PORT_FILE: &str = "DevToolsActivePort";
const VARIABLES: [&str; 2] = ["CHROMIUM", "CHROME"];
const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
];
/// Where installers put it on systems that have no PATH for such programs.
const USUAL_LOCATIONS: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// Draws in software, so that every machine shows the same; sends no request of its own to any host.
const FLAGS: [&str; 13] = [
    "--headless",
    "--remote-debugging-port=0",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
];

/// The Chromium to use: `$CHROMIUM` or `$CHROME`, else what PATH or the usual locations have.
///
/// # Errors
/// There is none.
pub fn find() -> Result<PathBuf, Error> {
    find_by(|name| std::env::var_os(name))
}

fn find_by(variable: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, Error> {
    for name in VARIABLES {
        if let Some(value) = variable(name).filter(|value| !value.is_empty()) {
            return which::which(&value).map_err(|_| Error::BadVariable { name, value: value.into() });
        }
    }
    let on_path = NAMES.iter().find_map(|name| which::which(name).ok());
    on_path
        .or_else(|| USUAL_LOCATIONS.iter().map(PathBuf::from).find(|path| path.is_file()))
        .ok_or(Error::NotFound)
}

/// A running Chromium with a profile of its own. Dropping it ends the process and deletes the profile.
pub struct Chromium {
    program: PathBuf,
    process: Child,
    _listed: Listed,
    profile: Arc<TempDir>,
}

impl Chromium {
    /// Starts it with an empty profile.
    ///
    /// # Errors
    /// It can't be started.
    pub fn start(program: PathBuf) -> Result<Self, Error> {
        match tempfile::tempdir() {
            Ok(profile) => Self::start_with(program, Arc::new(profile)),
            Err(why) => Err(Error::NotStarted { program, why: why.to_string() }),
        }
    }

    /// Kills it, as the system does when memory runs out; returns its profile for another one.
    pub fn kill(mut self) -> Arc<TempDir> {
        let _ = self.process.kill();
        let _ = self.process.wait();
        Arc::clone(&self.profile)
    }

    /// Starts it with a profile that another one has left.
    ///
    /// # Errors
    /// It can't be started.
    pub fn start_with(program: PathBuf, profile: Arc<TempDir>) -> Result<Self, Error> {
        let failed =
            |why: std::io::Error| Error::NotStarted { program: program.clone(), why: why.to_string() };
        let _ = fs::remove_file(profile.path().join(PORT_FILE));
        // A game that nobody watches would keep a processor busy.
        let mut command = creeps_godot_env::tied(&program);
        command.args(FLAGS).arg(format!("--user-data-dir={}", profile.path().display()));
        #[cfg(unix)]
        if rustix::process::geteuid().is_root() {
            command.arg("--no-sandbox");
        }
        let log = File::create(log(profile.path())).map_err(failed)?;
        command.arg("about:blank").stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let (process, listed) = children::spawn(&mut command).map_err(failed)?;
        Ok(Self { program, process, _listed: listed, profile })
    }

    /// The port and path of its protocol.
    ///
    /// # Errors
    /// It ends, or is not ready in time.
    pub fn address(&mut self) -> Result<(u16, String), Error> {
        let began = Instant::now();
        loop {
            let text = fs::read_to_string(self.profile.path().join(PORT_FILE)).unwrap_or_default();
            if let Some((port, path)) = text.split_once('\n')
                && let (Ok(port), true) = (port.parse(), path.starts_with('/'))
            {
                return Ok((port, path.trim().to_owned()));
            }
            if let Ok(Some(status)) = self.process.try_wait() {
                return Err(self.failure(&format!("it ended with {status}")));
            }
            if began.elapsed() > START_LIMIT {
                return Err(self.failure(&format!("it was not ready within {} s", START_LIMIT.as_secs())));
            }
            sleep(Duration::from_millis(20));
        }
    }

    fn failure(&self, what: &str) -> Error {
        let log = fs::read_to_string(log(self.profile.path())).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let last = lines[lines.len().saturating_sub(8)..].join("\n");
        Error::NotStarted { program: self.program.clone(), why: format!("{what}.\n{last}") }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // It was asked to close: give it the time to, so that it writes nothing into a folder that is being deleted.
        let began = Instant::now();
        while began.elapsed() < END_LIMIT {
            if matches!(self.process.try_wait(), Ok(Some(_))) {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Chromium's log.
fn log(profile: &Path) -> PathBuf {
    profile.join("chromium.log")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_that_is_no_program_is_named_with_its_value() {
        let error = find_by(|name| (name == "CHROME").then(|| "/no/such/browser".into())).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("CHROME is set to /no/such/browser") && text.contains("unset it"), "{text}");
    }

    #[cfg(unix)]
    #[test]
    fn a_browser_that_ends_at_once_is_reported_with_what_it_said() {
        let said = which::which("ls").unwrap(); // which knows none of Chromium's flags
        let error =
            Chromium::start(said).and_then(|mut chromium| chromium.address()).unwrap_err().to_string();
        assert!(error.contains("ls did not start: it ended with") && error.contains("headless"), "{error}");
    }
}
