//! The test executables: built once, then run step by step, each test timed.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use creeps_godot_env::children;
use serde::Deserialize;

use super::steps::{Name, step_of};
use super::summary::Slowest;
use crate::context::Context;

/// All of them, in cargo's order.
#[derive(Debug, Default)]
pub struct Executables(Vec<Executable>);

#[derive(Debug, PartialEq, Eq)]
struct Executable {
    program: PathBuf,
    /// The folder of its crate, in which cargo would run it.
    folder: PathBuf,
    step: Name,
}

/// What we read of a line that cargo writes for programs.
#[derive(Deserialize)]
struct Message {
    reason: String,
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    profile: Option<Profile>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

impl Executable {
    /// The test executable that a line of cargo's output names, if it does.
    fn in_line(line: &str) -> Option<Self> {
        let message: Message = serde_json::from_str(line).ok()?;
        let (target, profile) = (message.target?, message.profile?);
        if message.reason != "compiler-artifact" || !profile.test {
            return None;
        }
        let folder = message.manifest_path?.parent()?.to_owned();
        let is_file = target.kind.iter().any(|kind| kind == "test");
        let crate_folder = folder.file_name()?.to_string_lossy().into_owned();
        let step = step_of(&crate_folder, is_file.then_some(&target.name));
        Some(Self { program: message.executable?, folder, step })
    }

    /// What it tests, for people: `playtest window`.
    fn title(&self) -> String {
        let name = self.program.file_stem().unwrap_or_default().to_string_lossy();
        let name = name.rsplit_once('-').map_or(name.as_ref(), |(name, _)| name).to_owned();
        format!("{} {name}", self.folder.file_name().unwrap_or_default().display())
    }
}

impl Executables {
    /// Builds the tests that `selection` names, in cargo's words.
    ///
    /// # Errors
    ///
    /// When cargo fails; it has said why by then.
    pub fn build(context: &Context, selection: &[&str]) -> Result<Self> {
        let mut cargo = context.cargo();
        cargo.args(["test", "--locked", "--no-run", "--quiet"]).args(selection);
        cargo.arg("--message-format=json-render-diagnostics").stdout(Stdio::piped());
        let (mut child, _listed) = children::spawn(&mut cargo).context("could not start cargo")?;
        let mut found = Vec::new();
        for line in child.stdout.take().into_iter().flat_map(|stdout| BufReader::new(stdout).lines()) {
            found.extend(Executable::in_line(&line.context("cargo's output can't be read")?));
        }
        let status = child.wait().context("cargo was lost")?;
        ensure!(status.success(), "the tests were not built ({status}); cargo has said why above");
        Ok(Self(found))
    }

    /// Runs those of a step, and notes how long each test took. What failed in a step that runs in real time gets a second attempt without
    /// other tests beside it: on a busy machine a browser or a window may be late. The summary names what passed only then.
    ///
    /// # Errors
    ///
    /// When a test fails; its executable has said why by then. With `keep_going` the others are run all the same.
    pub fn run(
        &self,
        context: &Context,
        step: Name,
        filter: Option<&str>,
        keep_going: bool,
        slowest: &mut Slowest,
    ) -> Result<()> {
        let mut failed = Vec::new();
        for executable in self.0.iter().filter(|executable| executable.step == step) {
            let tests: Vec<&str> = filter.into_iter().collect();
            let mut attempt = run(context, executable, &tests, slowest)?;
            if !attempt.passed && !attempt.failed_tests.is_empty() && step.has_real_time() {
                println!("\nOnce more, one at a time: {}", attempt.failed_tests.join(", "));
                let tests: Vec<&str> = attempt.failed_tests.iter().map(String::as_str).collect();
                let second = run(
                    context,
                    executable,
                    &[&["--exact", "--test-threads=1"], &tests[..]].concat(),
                    slowest,
                )?;
                if second.passed {
                    let title = executable.title();
                    slowest.passed_late.extend(tests.iter().map(|test| format!("{title}: {test}")));
                }
                attempt.passed = second.passed;
            }
            if !attempt.passed {
                failed.push(executable.title());
                if !keep_going {
                    break;
                }
            }
        }
        if failed.is_empty() {
            return Ok(());
        }
        bail!("tests failed in {}; they have said why above", failed.join(", "))
    }
}

/// How a run of an executable ended.
struct Attempt {
    passed: bool,
    failed_tests: Vec<String>,
}

/// Runs one, with the test harness's own arguments.
fn run(
    context: &Context,
    executable: &Executable,
    arguments: &[&str],
    slowest: &mut Slowest,
) -> Result<Attempt> {
    let title = executable.title();
    println!("\n{title}");
    let mut command = Command::new(&executable.program);
    command.current_dir(&executable.folder).env("CARGO_MANIFEST_DIR", &executable.folder);
    // The tests that play the game must use the Godot that imported the assets.
    command.env("GODOT4_BIN", context.godot()?.path());
    // The times of tests are a part of the test harness that a stable Rust shows only when asked like this. It concerns the
    // harness alone: nothing is compiled here.
    command.args(["-Zunstable-options", "--report-time"]).env("RUSTC_BOOTSTRAP", "1");
    if executable.step == Name::Play && !arguments.contains(&"--test-threads=1") {
        // A headless game computes for less than half of its time: it waits for its sounds to end, and for the test.
        let cores = thread::available_parallelism().map_or(1, usize::from);
        command.arg(format!("--test-threads={}", 2 * cores));
    }
    command.args(arguments).stdout(Stdio::piped());
    let (mut child, _listed) =
        children::spawn(&mut command).with_context(|| format!("could not start {title}"))?;
    let mut failed_tests = Vec::new();
    for line in child.stdout.take().into_iter().flat_map(|stdout| BufReader::new(stdout).split(b'\n')) {
        let line = line.with_context(|| format!("the output of {title} can't be read"))?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        if let Some((test, time)) = timed(&line) {
            slowest.add(format!("{title}: {test}"), time);
            if line.contains(" ... FAILED") {
                failed_tests.push(test.to_owned());
            }
        }
    }
    let passed = child.wait().with_context(|| format!("{title} was lost"))?.success();
    Ok(Attempt { passed, failed_tests })
}

/// The test whose end a line of a test executable reports, and how long it took:
/// `test pausing::a_pause_holds ... ok <1.234s>`.
fn timed(line: &str) -> Option<(&str, Duration)> {
    let (test, outcome) = line.strip_prefix("test ")?.split_once(" ... ")?;
    let seconds = outcome.rsplit_once('<')?.1.strip_suffix("s>")?.parse().ok()?;
    Some((test, Duration::try_from_secs_f64(seconds).ok()?))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// A line of cargo's.
    fn artifact(folder: &Path, kind: &str, name: &str, is_test: bool) -> String {
        format!(
            r#"{{"reason":"compiler-artifact","package_id":"x","manifest_path":"{}/Cargo.toml","target":{{"kind":["{kind}"],"crate_types":["bin"],"name":"{name}"}},"profile":{{"opt_level":"0","test":{is_test}}},"executable":"/t/{name}-0a1b","fresh":true}}"#,
            folder.display()
        )
    }

    #[test]
    fn test_executables_are_found_in_cargos_messages() {
        let playtest = Path::new("/w/rust/playtest");
        let found = Executable::in_line(&artifact(playtest, "test", "window", true)).unwrap();
        assert_eq!((found.step, found.title().as_str()), (Name::Window, "playtest window"));
        assert_eq!(
            (found.folder.as_path(), found.program.as_path()),
            (playtest, Path::new("/t/window-0a1b"))
        );

        let library = Executable::in_line(&artifact(playtest, "lib", "window", true)).unwrap();
        assert_eq!(library.step, Name::Unit, "a library's own tests");
        assert_eq!(Executable::in_line(&artifact(playtest, "bin", "tool", false)), None, "no test");
        assert_eq!(Executable::in_line(r#"{"reason":"build-finished","success":true}"#), None);
        assert_eq!(Executable::in_line("text of a build script"), None);
    }

    #[test]
    fn the_time_of_a_test_is_read_from_its_line() {
        let timed_test = |line| timed(line).map(|(test, time)| (test, time.as_millis()));
        assert_eq!(timed_test("test a::b ... ok <1.250s>"), Some(("a::b", 1250)));
        assert_eq!(timed_test("test a ... FAILED <0.001s>"), Some(("a", 1)));
        assert_eq!(timed_test("test a - should panic ... ok <0.001s>"), Some(("a - should panic", 1)));
        for other in
            ["test a ... ignored", "running 3 tests", "test a ... ok <-1s>", "test a has been running"]
        {
            assert_eq!(timed_test(other), None, "{other}");
        }
    }

    #[test]
    fn the_harness_of_this_rust_reports_times() {
        // This test's own executable stands for all: if the harness changes, every step fails.
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["-Zunstable-options", "--report-time"]).env("RUSTC_BOOTSTRAP", "1");
        let output = command.arg("the_time_of_a_test_is_read_from_its_line").output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.lines().any(|line| timed(line).is_some()), "{said}");
    }
}
