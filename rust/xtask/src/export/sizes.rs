//! How large an export is: on the disk, and as a browser downloads it, compressed by gzip and by brotli.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs;
use std::io::Write as _;
use std::iter::Sum;
use std::path::Path;
use std::thread;

use anyhow::{Context as _, Result};
use creeps_web_export::complete::Count;
use flate2::Compression;
use flate2::write::GzEncoder;
use indicatif::{ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use walkdir::WalkDir;

/// Sizes, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    pub raw: u64,
    pub gzip: u64,
    pub brotli: u64,
}

impl Size {
    /// Weighs bytes. Brotli at its strongest, as hosts use it that compress ahead of time, takes seconds a megabyte.
    pub fn of(bytes: &[u8]) -> Self {
        let mut gzip = GzEncoder::new(Count(0), Compression::best());
        let mut brotli = Count(0);
        let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
        // Counting never fails.
        let _ = gzip.write_all(bytes);
        let _ = brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &settings);
        Self { raw: bytes.len() as u64, gzip: gzip.finish().map_or(0, |count| count.0), brotli: brotli.0 }
    }
}

impl Sum for Size {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |sum, size| Self {
            raw: sum.raw + size.raw,
            gzip: sum.gzip + size.gzip,
            brotli: sum.brotli + size.brotli,
        })
    }
}

/// The sizes that are known, by the SHA-256 of what was measured. The engine's files are the same every time, and brotli takes a minute for
/// them.
#[derive(Debug, Default)]
pub struct SizeMemory {
    known: HashMap<String, Size>,
    used: HashSet<String>,
}

impl SizeMemory {
    /// What the last export wrote. A file that can't be read costs a minute, no more.
    pub fn read(file: &Path) -> Self {
        let text = fs::read_to_string(file).ok();
        Self { known: text.and_then(|text| ron::from_str(&text).ok()).unwrap_or_default(), ..Self::default() }
    }

    /// Keeps what was used since it was read, so that the file does not grow.
    pub fn write(mut self, file: &Path) {
        self.known.retain(|sum, _| self.used.contains(sum));
        let _ = ron::to_string(&self.known).map(|text| fs::write(file, text));
    }

    /// The sizes of contents. What is new is measured, all at once.
    pub fn sizes(&mut self, contents: &[&[u8]]) -> Vec<Size> {
        let sums: Vec<String> = contents.iter().map(|bytes| hex::encode(Sha256::digest(bytes))).collect();
        let new: Vec<_> =
            sums.iter().zip(contents).filter(|(sum, _)| !self.known.contains_key(*sum)).collect();
        let progress = bar(new.iter().map(|(_, bytes)| bytes.len() as u64).sum());
        // The largest file takes nearly all of the time; the others are done beside it.
        let measured: Vec<_> = thread::scope(|scope| {
            let measure = |(sum, bytes): (&String, &&[u8])| {
                let size = Size::of(bytes);
                progress.inc(bytes.len() as u64);
                (sum.clone(), size)
            };
            let threads: Vec<_> =
                new.into_iter().map(|content| scope.spawn(move || measure(content))).collect();
            threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
        });
        progress.finish_and_clear();
        self.known.extend(measured);
        self.used.extend(sums.iter().cloned());
        sums.iter().map(|sum| self.known.get(sum).copied().unwrap_or_default()).collect()
    }
}

/// The sizes of a folder's files, the largest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sizes(Vec<(String, Size)>);

impl Sizes {
    /// Measures a folder.
    ///
    /// # Errors
    ///
    /// A file can't be read.
    pub fn of(folder: &Path, memory: &mut SizeMemory) -> Result<Self> {
        let mut files = Vec::new();
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.with_context(|| format!("could not read {}", folder.display()))?;
            if entry.file_type().is_file() {
                let bytes = fs::read(entry.path())
                    .with_context(|| format!("could not read {}", entry.path().display()))?;
                let name = entry.path().strip_prefix(folder).unwrap_or(entry.path()).display().to_string();
                files.push((name, bytes));
            }
        }
        let contents: Vec<&[u8]> = files.iter().map(|(_, bytes)| &bytes[..]).collect();
        let measured = memory.sizes(&contents);
        let mut sizes: Vec<_> = files.into_iter().map(|(name, _)| name).zip(measured).collect();
        sizes.sort_by_key(|(_, size)| std::cmp::Reverse(size.raw));
        Ok(Self(sizes))
    }

    /// All files together.
    pub fn total(&self) -> Size {
        self.0.iter().map(|(_, size)| *size).sum()
    }
}

fn bar(bytes: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("  {prefix} [{bar:30}] {bytes}/{total_bytes} {elapsed}");
    let bar = ProgressBar::new(bytes).with_prefix("Compressing to measure");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

impl fmt::Display for Sizes {
    /// A table: a line for each file of more than a thousandth, and the sum.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        writeln!(f, "{:<34} {:>12} {:>12} {:>12}", "bytes", "raw", "gzip", "brotli")?;
        let line = |f: &mut fmt::Formatter<'_>, name: &str, size: &Size| {
            writeln!(f, "{name:<34} {:>12} {:>12} {:>12}", size.raw, size.gzip, size.brotli)
        };
        let (shown, small): (Vec<_>, Vec<_>) =
            self.0.iter().partition(|(_, size)| size.raw * 1000 > total.raw);
        for (name, size) in shown {
            line(f, name, size)?;
        }
        if !small.is_empty() {
            let count = small.len();
            let small = Self(small.into_iter().cloned().collect()).total();
            line(f, &format!("{count} small files"), &small)?;
        }
        line(f, "in all", &total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_weighs_little_and_least_by_brotli() {
        let size = Size::of(&vec![7; 100_000]);
        assert_eq!(size.raw, 100_000);
        assert!(size.brotli > 0 && size.brotli < size.gzip && size.gzip < 1_000, "{size:?}");
    }

    #[test]
    fn a_second_measurement_gives_the_same_from_memory() {
        let dir = tempfile::tempdir().unwrap();
        let (folder, memory) = (dir.path().join("site"), dir.path().join("sizes.ron"));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("large"), vec![0; 100_000]).unwrap();
        fs::write(folder.join("small"), "abc").unwrap();
        let mut first_memory = SizeMemory::read(&memory);
        let total = Sizes::of(&folder, &mut first_memory).unwrap().total();
        first_memory.write(&memory);
        assert_eq!(total.raw, 100_003);
        assert!(
            total.gzip > 0 && total.gzip < 1_000 && total.brotli > 0 && total.brotli < total.gzip,
            "{total:?}"
        );
        // A memory that is believed: what it says is what comes out.
        let text = fs::read_to_string(&memory).unwrap().replace("raw:100000", "raw:100001");
        fs::write(&memory, text).unwrap();
        let mut second = SizeMemory::read(&memory);
        assert_eq!(Sizes::of(&folder, &mut second).unwrap().total().raw, 100_004);
        // What was not asked for is forgotten.
        SizeMemory::read(&memory).write(&memory);
        assert_eq!(fs::read_to_string(&memory).unwrap(), "{}");
    }

    #[test]
    fn the_table_ends_with_the_sum() {
        let size = |raw| Size { raw, gzip: raw / 2, brotli: raw / 4 };
        let sizes = Sizes(vec![("a".into(), size(10_000)), ("b".into(), size(4)), ("c".into(), size(4))]);
        let text = sizes.to_string();
        assert!(text.contains("2 small files"), "{text}");
        assert!(text.lines().last().unwrap().starts_with("in all"), "{text}");
        assert!(text.lines().last().unwrap().contains("10008"), "{text}");
    }
}
