//! Unpacks the packages into one file tree.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::progress::{Progress, Unit};
use crate::{Error, process};

/// The largest package takes 5 s on a slow disk.
const LIMIT: Duration = Duration::from_mins(5);

const ADVICE: &str = "If the disk is full, make room or set CREEPS_CACHE to a directory on another one. Then run the same \
    command again; if that does not help, delete the cache's godot.partial directory first.";

/// Unpacks every archive below `root`, several at a time.
///
/// # Errors
///
/// [`Error::Program`] and [`Error::TimedOut`], naming the archive; the first failure stops the rest.
pub(crate) fn unpack(archives: &[PathBuf], root: &Path) -> Result<(), Error> {
    fs::create_dir_all(root).map_err(Error::io("make", root))?;
    let progress = Mutex::new((0, Progress::new("Unpacking", archives.len() as u64, Unit::Packages)));
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(archive) = archives.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(failure) = unpack_one(archive, root) {
                next.store(archives.len(), Ordering::Relaxed);
                return Err(failure);
            }
            if let Ok((done, progress)) = progress.lock().as_deref_mut() {
                *done += 1;
                progress.set(*done);
            }
        }
        Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(4);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    if let Ok((_, progress)) = progress.into_inner() {
        progress.finish();
    }
    Ok(())
}

fn unpack_one(archive: &Path, root: &Path) -> Result<(), Error> {
    let program = || format!("dpkg-deb -x {}", archive.display());
    let failed = |why: String| Error::Program { program: program(), why, advice: ADVICE };
    let mut command = process::tied("dpkg-deb");
    command.arg("-x").arg(archive).arg(root);
    let output = process::output_within(command, LIMIT)
        .map_err(|cause| failed(cause.to_string()))?
        .ok_or_else(|| Error::TimedOut { program: program(), limit: LIMIT, advice: ADVICE })?;
    if output.status.success() {
        return Ok(());
    }
    // It may be the archive's fault: let apt fetch it again.
    let _ = fs::remove_file(archive);
    Err(failed(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim())))
}
