//! The table at the end of `cargo xtask test`.

use std::fmt;
use std::time::Duration;

use console::style;

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    /// Why.
    Skipped(&'static str),
}

/// One step that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub name: &'static str,
    pub outcome: Outcome,
    pub time: Duration,
}

/// The steps that are over.
#[derive(Debug, Default)]
pub struct Summary {
    rows: Vec<Row>,
}

impl Summary {
    pub fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub fn has_failed(&self) -> bool {
        self.rows.iter().any(|row| row.outcome == Outcome::Failed)
    }
}

impl fmt::Display for Summary {
    /// A line for each step, and at the end, alone, the counts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut passed, mut failed, mut skipped) = (0, 0, 0);
        for Row { name, outcome, time } in &self.rows {
            let seconds = time.as_secs_f32();
            match outcome {
                Outcome::Passed => {
                    passed += 1;
                    writeln!(f, "{}  {name:<24} {seconds:>7.1} s", style("passed ").green())?;
                }
                Outcome::Failed => {
                    failed += 1;
                    writeln!(f, "{}  {name:<24} {seconds:>7.1} s", style("FAILED ").red())?;
                }
                Outcome::Skipped(why) => {
                    skipped += 1;
                    writeln!(f, "{}  {name:<24} skipped: {why}", style("skipped").yellow())?;
                }
            }
        }
        writeln!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(outcomes: &[Outcome]) -> Summary {
        let row = |&outcome| Row { name: "step", outcome, time: Duration::from_millis(1500) };
        Summary { rows: outcomes.iter().map(row).collect() }
    }

    #[test]
    fn the_last_line_counts_the_steps() {
        let outcomes = [Outcome::Passed, Outcome::Failed, Outcome::Skipped("no"), Outcome::Passed];
        let text = summary(&outcomes).to_string();
        assert_eq!(text.lines().count(), 5);
        assert_eq!(text.lines().last(), Some("2 passed, 1 failed, 1 skipped"));
    }

    #[test]
    fn a_skipped_step_is_no_failure() {
        assert!(!summary(&[Outcome::Passed, Outcome::Skipped("no")]).has_failed());
        assert!(summary(&[Outcome::Passed, Outcome::Failed]).has_failed());
    }
}
