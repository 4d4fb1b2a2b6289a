//! The progress of a long task on stderr: a bar on a terminal, otherwise a line now and then.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Says one line.
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}

/// What a [`Progress`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Bytes,
    Packages,
}

/// A task under way.
pub(crate) struct Progress {
    bar: ProgressBar,
    label: String,
    unit: Unit,
    total: u64,
    began: Instant,
    /// How many quarters were said already, where there is no terminal to draw a bar on.
    quarters: u64,
}

impl Progress {
    /// Begins to show a task of `total` units.
    pub fn new(label: &str, total: u64, unit: Unit) -> Self {
        let bar = ProgressBar::new(total);
        let counts = match unit {
            Unit::Bytes => "{bytes}/{total_bytes}  {bytes_per_sec}  {eta} left",
            Unit::Packages => "{pos}/{len} packages",
        };
        let style = ProgressStyle::with_template(&format!("{{msg}}  [{{wide_bar}}] {counts}"));
        bar.set_style(style.expect("the template is fixed and valid").progress_chars("=> "));
        bar.set_message(label.to_owned());
        let progress = Self { bar, label: label.to_owned(), unit, total, began: Instant::now(), quarters: 0 };
        if progress.is_plain() {
            say(&format!("{label}: {} …", progress.amount(total)));
        } else {
            progress.bar.enable_steady_tick(Duration::from_millis(200));
        }
        progress
    }

    /// Shows that `done` of the total are done.
    pub fn set(&mut self, done: u64) {
        self.bar.set_position(done);
        let quarters = (done * 4).checked_div(self.total).unwrap_or(4);
        if self.is_plain() && quarters > self.quarters && quarters < 4 {
            say(&format!("{}: {} %", self.label, quarters * 25));
        }
        self.quarters = self.quarters.max(quarters);
    }

    /// Ends the bar and says how long it took.
    pub fn finish(self) {
        self.bar.finish_and_clear();
        let (amount, seconds) = (self.amount(self.total), self.began.elapsed().as_secs_f32());
        say(&format!("{}: {amount} in {seconds:.1} s", self.label));
    }

    fn is_plain(&self) -> bool {
        self.bar.is_hidden()
    }

    fn amount(&self, count: u64) -> String {
        match self.unit {
            Unit::Bytes => format!("{:.1} MB", count as f64 / 1e6),
            Unit::Packages => format!("{count} packages"),
        }
    }
}
