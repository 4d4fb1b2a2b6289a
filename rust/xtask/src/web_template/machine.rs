//! Whether this machine can build the engine, before it tries for twenty minutes.

use std::fs;
use std::path::Path;
use std::thread;

use anyhow::{Result, ensure};

/// The sources, the objects twice (in the tree and kept), and what is linked.
const DISK: u64 = 2_500_000_000;

/// What one compiler takes at its worst, and what linking takes.
const PER_JOB: u64 = 900_000_000;
const LINKING: u64 = 2_000_000_000;

/// Checks the disk below `dir` and the memory, and gives how many compilers may run at a time.
///
/// # Errors
///
/// When one of them is too small.
pub fn check(dir: &Path, jobs: Option<usize>) -> Result<usize> {
    if let Ok(free) = fs4::available_space(dir) {
        ensure!(
            free >= DISK,
            "building the engine takes {:.1} GB, and {} has {:.1} GB free.\n\
             Make room, or set CREEPS_CACHE to a directory on another disk.",
            DISK as f64 / 1e9,
            dir.display(),
            free as f64 / 1e9
        );
    }
    let cores = thread::available_parallelism().map_or(1, usize::from);
    fits(available_memory(), jobs, cores)
}

fn fits(memory: Option<u64>, jobs: Option<usize>, cores: usize) -> Result<usize> {
    let Some(memory) = memory else { return Ok(jobs.unwrap_or(cores)) };
    ensure!(
        memory >= LINKING,
        "linking the engine takes {:.1} GB of memory, and {:.1} GB are free.\nClose other programs, or add swap space.",
        LINKING as f64 / 1e9,
        memory as f64 / 1e9
    );
    let room = usize::try_from(memory / PER_JOB).unwrap_or(cores).max(1);
    // Who names a number has a reason to.
    Ok(jobs.unwrap_or(cores.min(room)))
}

/// Memory that is free or can be made so, and swap space; only Linux tells.
fn available_memory() -> Option<u64> {
    let told = fs::read_to_string("/proc/meminfo").ok()?;
    let bytes = |name: &str| {
        let line = told.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
    };
    Some(bytes("MemAvailable:")? + bytes("SwapFree:").unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_compilers_as_cores_unless_memory_is_short() {
        assert_eq!(fits(Some(64_000_000_000), None, 8).unwrap(), 8);
        assert_eq!(fits(Some(2_800_000_000), None, 8).unwrap(), 3);
        assert_eq!(fits(Some(2_800_000_000), Some(5), 8).unwrap(), 5);
        assert_eq!(fits(None, None, 8).unwrap(), 8);
    }

    #[test]
    fn too_little_memory_is_told_before_the_build() {
        let failure = fits(Some(1_000_000_000), None, 8).unwrap_err().to_string();
        assert!(failure.contains("1.0 GB are free") && failure.contains("swap"), "{failure}");
    }
}
