//! Imports a project's assets, and only when something changed.

use std::fs::{self, File};
use std::path::Path;
use std::process::ExitStatus;
use std::time::{Duration, Instant};

use crate::engine_log::EngineLog;
use crate::listing::{self, Listing};
use crate::{Error, Godot, process};

/// How long an import may take. This project's takes seconds; a slow machine with cold disks a minute.
const LIMIT: Duration = Duration::from_mins(10);

/// Says, in `.godot`, what the project was like after the last import.
const STAMP: &str = "creeps-import.stamp";

const ADVICE: &str = "Open the project in the editor to see where it stops: cargo xtask editor.";

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Import {
    /// Nothing: nothing had changed.
    UpToDate,
    /// Godot ran for this long.
    Done(Duration),
}

/// See [`Godot::import_project`].
pub(crate) fn import(godot: &Godot, project: &Path) -> Result<Import, Error> {
    let made = project.join(".godot");
    fs::create_dir_all(&made).map_err(Error::io("make", &made))?;
    // Two imports at once write the same files. The lock ends with the process that holds it.
    let lock_file = made.join("creeps-import.lock");
    let lock = File::create(&lock_file).map_err(Error::io("write", &lock_file))?;
    lock.lock().map_err(Error::io("lock", &lock_file))?;

    let listing = listing::list(project)?;
    if is_stamped(godot, &made, &listing) {
        return Ok(Import::UpToDate);
    }

    announce_extensions(&made, &listing)?;
    let began = Instant::now();
    let mut outcome = run(godot, project)?;
    if !outcome.is_good() {
        // The very first import with an extension may report errors and abort, after having done its work.
        outcome = run(godot, project)?;
    }
    let log = made.join("creeps-import.log");
    fs::write(&log, &outcome.log.text).map_err(Error::io("write", &log))?;
    if !outcome.is_good() {
        let lines = outcome.failures();
        return Err(Error::Import { status: outcome.status.to_string(), lines, log });
    }
    // Godot writes files beside the assets (`.import`, `.uid`): what counts is how it left the project.
    let mark = mark(godot, &listing::list(project)?);
    let stamp = made.join(STAMP);
    fs::write(&stamp, mark).map_err(Error::io("write", &stamp))?;
    Ok(Import::Done(began.elapsed()))
}

/// See [`Godot::is_imported`].
pub(crate) fn is_current(godot: &Godot, project: &Path) -> Result<bool, Error> {
    Ok(is_stamped(godot, &project.join(".godot"), &listing::list(project)?))
}

fn is_stamped(godot: &Godot, made: &Path, listing: &Listing) -> bool {
    let stamp = fs::read_to_string(made.join(STAMP));
    made.join("imported").is_dir() && stamp.is_ok_and(|written| written == mark(godot, listing))
}

/// What the stamp says when nothing needs to be imported.
fn mark(godot: &Godot, listing: &Listing) -> String {
    format!("Godot {}\n{}\n", godot.version(), listing.fingerprint)
}

/// Names the project's extensions in the list that Godot reads at its start. It would write the list itself, but
/// only while importing: then the extension is loaded late, and the first import aborts at its end.
fn announce_extensions(made: &Path, listing: &Listing) -> Result<(), Error> {
    let file = made.join("extension_list.cfg");
    if file.exists() || listing.extensions.is_empty() {
        return Ok(());
    }
    let line = |path: &Path| format!("res://{}\n", path.to_string_lossy().replace('\\', "/"));
    let lines: String = listing.extensions.iter().map(|path| line(path)).collect();
    fs::write(&file, lines).map_err(Error::io("write", &file))
}

struct Outcome {
    status: ExitStatus,
    log: EngineLog,
}

impl Outcome {
    fn is_good(&self) -> bool {
        self.status.success() && self.log.failures().is_empty()
    }

    /// The lines that say why it failed; the last ones when none stands out.
    fn failures(&self) -> Vec<String> {
        let failures = self.log.failures();
        if !failures.is_empty() {
            return failures;
        }
        let lines: Vec<_> = self.log.text.lines().collect();
        lines.iter().skip(lines.len().saturating_sub(10)).map(ToString::to_string).collect()
    }
}

fn run(godot: &Godot, project: &Path) -> Result<Outcome, Error> {
    let mut command = godot.command();
    command.args(["--headless", "--import", "--path"]).arg(project);
    let program = || format!("{} --headless --import", godot.path().display());
    let output = process::output_within(command, LIMIT)
        .map_err(|cause| Error::Program { program: program(), why: cause.to_string(), advice: ADVICE })?
        .ok_or_else(|| Error::TimedOut { program: program(), limit: LIMIT, advice: ADVICE })?;
    Ok(Outcome { status: output.status, log: EngineLog::new(&output.stdout, &output.stderr) })
}

#[cfg(test)]
#[cfg(unix)] // its programs are shell scripts
#[path = "import_tests.rs"]
mod tests;
