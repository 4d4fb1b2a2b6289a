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
pub struct StepResult {
    pub name: &'static str,
    pub outcome: Outcome,
    pub time: Duration,
}

/// The steps that are over.
#[derive(Debug, Default)]
pub struct Summary {
    rows: Vec<StepResult>,
}

impl Summary {
    pub fn add(&mut self, row: StepResult) {
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
        for StepResult { name, outcome, time } in &self.rows {
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

/// How many tests are listed.
const LISTED: usize = 10;
/// Tests that are quicker are no reason to wait.
const SLOW: Duration = Duration::from_millis(500);

/// The tests that took longest, and those that needed a second attempt.
#[derive(Debug, Default)]
pub struct Slowest {
    tests: Vec<(String, Duration)>,
    /// Tests that failed beside others and passed alone.
    pub passed_late: Vec<String>,
}

impl Slowest {
    /// Notes a test that is over.
    pub fn add(&mut self, test: String, time: Duration) {
        self.tests.push((test, time));
    }

    /// How many tests were run.
    pub fn count(&self) -> usize {
        self.tests.len()
    }
}

impl fmt::Display for Slowest {
    /// A line for each, the slowest first; nothing when none was slow.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut slow: Vec<_> = self.tests.iter().filter(|(_, time)| *time >= SLOW).collect();
        slow.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
        if !slow.is_empty() {
            writeln!(f, "\nThe slowest of {} tests (those of a file run side by side):", self.count())?;
        }
        for (test, time) in slow.into_iter().take(LISTED) {
            writeln!(f, "{:>7.1} s  {test}", time.as_secs_f32())?;
        }
        if !self.passed_late.is_empty() {
            writeln!(f, "\nFailed beside other tests, and passed when run again alone:")?;
        }
        for test in &self.passed_late {
            writeln!(f, "  {test}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(outcomes: &[Outcome]) -> Summary {
        let row = |&outcome| StepResult { name: "step", outcome, time: Duration::from_millis(1500) };
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

    #[test]
    fn the_slowest_tests_come_first_and_quick_ones_not_at_all() {
        let mut slowest = Slowest::default();
        for (test, millis) in [("quick", 10), ("slow", 900), ("slowest", 2500)] {
            slowest.add(test.to_owned(), Duration::from_millis(millis));
        }
        let text = slowest.to_string();
        let lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines[1..], ["    2.5 s  slowest", "    0.9 s  slow"], "{text}");
        assert!(lines[0].contains("of 3 tests"), "{text}");
        assert_eq!(Slowest::default().to_string(), "");
    }

    #[test]
    fn a_test_that_needed_a_second_attempt_is_named() {
        let slowest = Slowest { tests: Vec::new(), passed_late: vec!["playtest page: a".to_owned()] };
        let text = slowest.to_string();
        assert!(text.contains("run again alone:\n  playtest page: a\n"), "{text}");
    }
}
