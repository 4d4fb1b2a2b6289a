//! How it ended on each platform, and the table of it.

use std::fmt::{self, Write as _};

use super::kit::Kit;
use super::platform::Platform;
use crate::export::checks::Problem;

/// How the simulation was compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// With its checks, and not optimised at all.
    Debug,
    /// As players get it.
    Release,
}

impl Build {
    /// Cargo's arguments.
    pub fn arguments(self) -> &'static [&'static str] {
        match self {
            // The workspace optimises it in its debug builds, for the sake of the tests' time.
            Self::Debug => &["--config", "profile.dev.package.creeps-sim.opt-level=0"],
            Self::Release => &["--release"],
        }
    }
}

impl fmt::Display for Build {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Debug => "debug",
            Self::Release => "release",
        })
    }
}

/// How the games ended, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Every state is as it shall be.
    Equal,
    /// This machine lacks something.
    NotTried,
    /// It was not built, or did not run.
    Failed,
    /// A state is another.
    Differ,
}

impl Outcome {
    /// Of a run of `golden.rs`. A runner that runs nothing may well end with success.
    pub fn of_tests(is_success: bool, said: &str) -> Self {
        Self::of(is_success && said.contains("test result: ok"), said.contains("panicked at"))
    }

    /// Of a run of `creeps-sim verify`.
    pub fn of_verify(is_success: bool, said: &str) -> Self {
        let differs = ["NOT TRUE", "the states part"].iter().any(|words| said.contains(words));
        Self::of(is_success && said.contains("state   claimed"), differs)
    }

    fn of(is_equal: bool, differs: bool) -> Self {
        match (is_equal, differs) {
            (true, _) => Self::Equal,
            (false, true) => Self::Differ,
            (false, false) => Self::Failed,
        }
    }

    /// What is said of it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::NotTried => "not tried",
            Self::Failed => "FAILED",
            Self::Differ => "DIFFER",
        }
    }

    /// Whether the command may end with success; what was asked for by name must have been tried.
    pub fn is_good(self, is_asked_for: bool) -> bool {
        self == Self::Equal || self == Self::NotTried && !is_asked_for
    }
}

/// One line of the table.
#[derive(Debug)]
pub struct Row {
    platform: String,
    build: String,
    runner: String,
    pub outcome: Outcome,
    /// More of the outcome.
    why: String,
}

impl Row {
    /// A platform that was tried.
    pub fn tried(platform: Platform, build: Build, kit: &Kit, outcome: Outcome) -> Self {
        let (build, runner) = (build.to_string(), kit.runner.clone());
        Self { platform: platform.title(), build, runner, outcome, why: String::new() }
    }

    /// A platform that this machine can't try.
    pub fn not_tried(platform: Platform, lacks: &[Problem]) -> Self {
        let lacks: Vec<_> = lacks.iter().map(|problem| problem.lacks.as_str()).collect();
        let [build, runner] = ["-", "-"].map(str::to_owned);
        let why = format!(": {}", lacks.join(", "));
        Self { platform: platform.title(), build, runner, outcome: Outcome::NotTried, why }
    }
}

/// A table in Markdown, which reads well in a terminal too, and a last line with the counts.
pub fn table(rows: &[Row]) -> String {
    let mut text = format!("| {:<29} | {:<7} | {:<30} | states |\n", "platform", "build", "runner");
    let _ = writeln!(text, "|{}|{}|{}|---|", "-".repeat(31), "-".repeat(9), "-".repeat(32));
    for Row { platform, build, runner, outcome, why } in rows {
        let word = outcome.word();
        let _ = writeln!(text, "| {platform:<29} | {build:<7} | {runner:<30} | {word}{why} |");
    }
    let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    let _ = writeln!(
        text,
        "{} equal, {} differ, {} failed, {} not tried",
        count(Outcome::Equal),
        count(Outcome::Differ),
        count(Outcome::Failed),
        count(Outcome::NotTried)
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_that_pass_are_equal_and_a_panic_is_a_difference() {
        assert_eq!(Outcome::of_tests(true, "test result: ok. 3 passed"), Outcome::Equal);
        let panic =
            "thread 'main' panicked at rust/sim/tests/golden.rs:52:5:\nassertion `left == right` failed";
        assert_eq!(Outcome::of_tests(false, panic), Outcome::Differ);
    }

    #[test]
    fn a_runner_that_runs_nothing_fails_whatever_it_ends_with() {
        for is_success in [true, false] {
            assert_eq!(Outcome::of_tests(is_success, "library not found"), Outcome::Failed);
            assert_eq!(Outcome::of_verify(is_success, ""), Outcome::Failed);
        }
    }

    #[test]
    fn a_replay_that_is_not_true_is_a_difference() {
        let said = "state   claimed 0a  played 0b  NOT TRUE";
        assert_eq!(Outcome::of_verify(false, said), Outcome::Differ);
        let rejoined = "state   claimed 0a  played 0a  true\nthe states part before tick 3600";
        assert_eq!(Outcome::of_verify(false, rejoined), Outcome::Differ);
        assert_eq!(Outcome::of_verify(true, "state   claimed 0a  played 0a  true"), Outcome::Equal);
    }

    #[test]
    fn the_worst_of_a_platforms_outcomes_counts() {
        assert_eq!(Outcome::Equal.max(Outcome::Differ).max(Outcome::Failed), Outcome::Differ);
    }

    #[test]
    fn what_lacks_is_an_error_only_where_it_was_asked_for() {
        assert!(Outcome::NotTried.is_good(false));
        assert!(!Outcome::NotTried.is_good(true));
        assert!(!Outcome::Differ.is_good(false));
        assert!(!Outcome::Failed.is_good(false));
    }

    #[test]
    fn the_table_names_what_lacks_and_counts_at_its_end() {
        let kit = Kit { runner: "wine 8.0".to_owned(), ..Kit::default() };
        let lacks = [Problem::new("no a", "get a"), Problem::new("no b", "get b")];
        let rows = [
            Row::tried(Platform::Windows, Build::Debug, &kit, Outcome::Equal),
            Row::tried(Platform::Windows, Build::Release, &kit, Outcome::Differ),
            Row::not_tried(Platform::Aarch64, &lacks),
        ];
        let text = table(&rows);
        assert!(text.contains("wine 8.0") && text.contains("| DIFFER |"), "{text}");
        assert!(text.contains("| not tried: no a, no b |"), "{text}");
        assert_eq!(text.lines().last(), Some("1 equal, 1 differ, 0 failed, 1 not tried"));
    }
}
