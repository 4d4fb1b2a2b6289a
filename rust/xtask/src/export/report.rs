//! The table of an export's sizes and times, for the terminal and for the docs.

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result};

use super::play::Played;
use super::sizes::Size;
use super::target::Target;
use crate::context::Context;
use crate::say;

/// What one export brought.
#[derive(Debug)]
pub struct ExportResult {
    target: Target,
    /// Bytes.
    pub library: u64,
    /// Bytes.
    pub archive: u64,
    pub build: Duration,
    pub export: Duration,
    pub zip: Duration,
    pub played: Option<Played>,
    /// Of the whole site.
    pub web: Option<Size>,
    /// A table of the site's parts; empty if there is no site.
    pub parts: String,
    /// Mbit/s, and the time from the request to the first frame at that rate.
    pub slow: Vec<(f64, Duration)>,
}

impl ExportResult {
    /// An export that has just begun.
    pub fn new(target: Target) -> Self {
        let none = Duration::ZERO;
        Self {
            target,
            library: 0,
            archive: 0,
            build: none,
            export: none,
            zip: none,
            played: None,
            web: None,
            parts: String::new(),
            slow: Vec::new(),
        }
    }
}

/// A table in Markdown, which reads well in a terminal too.
pub fn table(rows: &[ExportResult]) -> String {
    let mut text = String::from(
        "| platform | library | archive | build | export | zip | first picture | played |\n|---|---:|---:|---:|---:|---:|---:|---|\n",
    );
    for row in rows {
        let mb = |bytes: u64| format!("{:.2} MB", bytes as f64 / 1e6);
        let seconds = |time: Duration| format!("{:.1} s", time.as_secs_f32());
        let first = row.played.as_ref().and_then(|played| played.first_picture);
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            row.target.preset(),
            mb(row.library),
            mb(row.archive),
            seconds(row.build),
            seconds(row.export),
            seconds(row.zip),
            first.map_or_else(|| "-".to_owned(), |time| format!("{:.2} s", time.as_secs_f32())),
            row.played.as_ref().map_or("not here", |played| played.how.as_str()),
        );
    }
    for Size { raw, gzip, brotli } in rows.iter().filter_map(|row| row.web) {
        let mb = |bytes: u64| bytes as f64 / 1e6;
        let _ = writeln!(
            text,
            "\nThe web site in all: {:.2} MB raw, {:.2} MB by gzip, {:.2} MB by brotli.",
            mb(raw),
            mb(gzip),
            mb(brotli)
        );
    }
    for (rate, time) in rows.iter().flat_map(|row| &row.slow) {
        let seconds = time.as_secs_f32();
        let _ = writeln!(
            text,
            "\nOn {rate} Mbit/s, from a host that compresses by gzip, the first frame is there after {seconds:.1} s."
        );
    }
    for row in rows.iter().filter(|row| !row.parts.is_empty()) {
        let _ = write!(text, "\n{}", row.parts);
    }
    text
}

/// Writes the table into the docs.
pub fn write(context: &Context, rows: &[ExportResult]) -> Result<()> {
    let file = context.root().join("docs/exports.md");
    let names: Vec<_> = rows.iter().map(|row| row.target.name()).collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let text = format!(
        "# Exports, as they came out\n\nWritten by `cargo xtask export {} --write-docs` on a machine with {cores} cores ({} {}). \
         A build time near zero means that the library was up to date.\n\n{}",
        names.join(" "),
        std::env::consts::OS,
        std::env::consts::ARCH,
        table(rows)
    );
    fs::write(&file, text).with_context(|| format!("could not write {}", file.display()))?;
    say::step("Docs", "docs/exports.md");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_line_for_each_export() {
        let mut web = ExportResult::new(Target::Web);
        web.web = Some(Size { raw: 30_000_000, gzip: 7_000_000, brotli: 5_000_000 });
        let text = table(&[ExportResult::new(Target::Linux), web]);
        assert_eq!(text.lines().filter(|line| line.starts_with("| ")).count(), 3);
        assert!(text.contains("5.00 MB by brotli") && text.contains("| not here |"), "{text}");
    }
}
