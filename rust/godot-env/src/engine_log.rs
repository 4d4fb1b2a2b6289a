//! Reads Godot's output for the lines that fail a run.
//!
//! Godot reports most errors, continues, and ends with exit code 0, so its output is all that shows them.

/// What fails a run, anywhere in a line.
const FAILURES: &[&str] = &[
    "ERROR:", // also SCRIPT ERROR:, USER ERROR:, USER SCRIPT ERROR:, SHADER ERROR:
    "leaked at exit",
    "Resource still in use",
    "still in use at exit",
    "panicked at",
    "Program crashed with signal",
];

/// Finds the lines that fail a run, each with the location that Godot prints below it.
///
/// Colours are taken out. A warning counts only when it reports a leak.
pub fn check_log(output: &str) -> Vec<String> {
    let output = console::strip_ansi_codes(output);
    let lines: Vec<_> = output.lines().collect();
    let mut failures = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !fails(line) {
            continue;
        }
        let location = lines.get(at + 1).map(|below| below.trim()).filter(|below| below.starts_with("at: "));
        failures.push(match location {
            Some(location) => format!("{} ({location})", line.trim()),
            None => line.trim().to_owned(),
        });
    }
    failures
}

fn fails(line: &str) -> bool {
    let leak = line.contains("WARNING:") && line.contains("leaked");
    leak || line.trim_start().starts_with("ERROR ") || FAILURES.iter().any(|failure| line.contains(failure))
}

/// All that one run of the engine wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EngineLog {
    /// Standard output, then the errors.
    pub text: String,
}

impl EngineLog {
    /// The log of a process that has ended.
    pub fn new(stdout: &[u8], stderr: &[u8]) -> Self {
        let mut text = String::from_utf8_lossy(stdout).into_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&String::from_utf8_lossy(stderr));
        Self { text }
    }

    /// The lines that fail the run; none in a good one.
    pub fn failures(&self) -> Vec<String> {
        check_log(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_kind_of_failure_is_found() {
        for line in [
            "ERROR: Condition \"!is_inside_tree()\" is true.",
            "SCRIPT ERROR: Parse Error: Expected expression.",
            "USER ERROR: the tuning is wrong",
            "USER SCRIPT ERROR: no",
            "\x1b[1;31mERROR:\x1b[0;91m Could not load",
            "score: 3 ERROR: written without a line's end",
            "WARNING: ObjectDB instances leaked at exit (run with --verbose for details).",
            "3 resources leaked at exit",
            "WARNING: 2 RIDs of type \"CanvasItem\" were leaked.",
            "ERROR: 1 resources still in use at exit",
            "Resource still in use: res://a.png (Texture2D)",
            "thread '<unnamed>' panicked at rust/game/src/player.rs:12:5:",
            "handle_crash: Program crashed with signal 11",
        ] {
            assert_eq!(check_log(line).len(), 1, "{line}");
        }
    }

    #[test]
    fn a_good_run_has_no_failures() {
        let output =
            "Godot Engine v4.6.3.stable.official\n\nWARNING: no audio device\nNo errors today\nscore: 12\n";
        assert_eq!(check_log(output), [""; 0]);
    }

    #[test]
    fn a_failure_has_its_location() {
        let output =
            "\x1b[1;31mERROR:\x1b[0m boo\r\n   at: push_error (core/variant/variant_utility.cpp:1024)\nmore";
        assert_eq!(
            check_log(output),
            ["ERROR: boo (at: push_error (core/variant/variant_utility.cpp:1024))"]
        );
    }

    #[test]
    fn both_streams_are_read() {
        let log = EngineLog::new(b"ERROR: one", b"ERROR: two");
        assert_eq!(log.failures(), ["ERROR: one", "ERROR: two"]);
    }

    proptest! {
        #[test]
        fn no_output_makes_it_panic(output in "(\x1b|\\[|[a-z]|\n|é)*") {
            let _ = check_log(&output);
        }
    }
}
