//! The build itself, with its progress and its log.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use creeps_godot_env::children;
use creeps_godot_env::emscripten::Emscripten;
use indicatif::{ProgressBar, ProgressStyle};
use walkdir::WalkDir;

use crate::say;

/// What is the same in every build. Why, says docs/web-template.md.
const OPTIONS: [&str; 25] = [
    "platform=web",
    "arch=wasm32",
    "target=template_release",
    "threads=no",
    "dlink_enabled=yes",
    "production=no",
    "optimize=size",
    "debug_symbols=no",
    "scu_build=yes",
    "progress=no",
    "opengl3=yes",
    "vulkan=no",
    "openxr=no",
    "accesskit=no",
    "sdl=no",
    "minizip=no",
    "brotli=yes",
    "builtin_certs=no",
    "engine_update_check=no",
    "disable_3d=yes",
    "disable_physics_3d=yes",
    "disable_navigation_2d=yes",
    "disable_navigation_3d=yes",
    "disable_xr=yes",
    "modules_enabled_by_default=no",
];

/// How many objects a whole build makes, to the nearest ten: only the bar depends on it.
const OBJECTS: u64 = 470;

/// What all this makes, as the engine's build calls it.
const LINKED: &str = "bin/godot.web.template_release.wasm32.nothreads.dlink.zip";

/// What a build may be told.
#[derive(Debug)]
pub struct Recipe<'a> {
    /// The engine's modules that are built in.
    pub modules: &'a [String],
    /// Optimise the whole program at once, when it is linked.
    pub lto: bool,
    /// The build profile's file.
    pub profile: &'a Path,
    /// Where finished objects are kept, however the build ends.
    pub objects: &'a Path,
    /// Compilers at a time.
    pub jobs: usize,
}

impl Recipe<'_> {
    fn arguments(&self) -> Vec<String> {
        let mut arguments: Vec<_> = OPTIONS.map(str::to_owned).into();
        arguments.extend(self.modules.iter().map(|module| format!("module_{module}_enabled=yes")));
        arguments.push(format!("lto={}", if self.lto { "full" } else { "none" }));
        arguments.push(format!("build_profile={}", self.profile.display()));
        arguments.push(format!("cache_path={}", self.objects.display()));
        arguments.push(format!("-j{}", self.jobs));
        arguments
    }
}

/// Builds the template in a source tree and gives it. What was built before and is still right is not built again.
///
/// # Errors
///
/// When the build fails, with the end of what it said.
pub fn build(emscripten: &Emscripten, tree: &Path, recipe: &Recipe, log: &Path) -> Result<PathBuf> {
    let began = Instant::now();
    let output = File::create(log).with_context(|| format!("could not write {}", log.display()))?;
    let errors = output.try_clone().with_context(|| format!("could not write {}", log.display()))?;
    let mut command: Command = emscripten.command("scons");
    command.args(recipe.arguments()).current_dir(tree).stdout(output).stderr(errors);
    let (mut child, _listed) = children::spawn(&mut command).context("could not start scons")?;

    let mut progress = Progress::new();
    let (mut objects, mut seconds) = (0, 0_u64);
    loop {
        if let Some(status) = child.try_wait().context("could not wait for scons")? {
            progress.bar.finish_and_clear();
            return outcome(status, tree, log, began.elapsed());
        }
        // Counting takes a moment that the compilers could use.
        if seconds.is_multiple_of(5) {
            objects = objects_in(&tree.join("bin/obj"));
        }
        progress.show(objects, &last_line(log), began.elapsed());
        thread::sleep(Duration::from_secs(1));
        seconds += 1;
    }
}

/// What came of the build.
fn outcome(status: ExitStatus, tree: &Path, log: &Path, took: Duration) -> Result<PathBuf> {
    if !status.success() {
        let text = fs::read_to_string(log).unwrap_or_default();
        bail!(
            "the engine could not be built ({status}):\n{}\nAll it said is in {}.",
            told(&text),
            log.display()
        );
    }
    let seconds = took.as_secs();
    say::step("Built", &format!("in {} min {} s", seconds / 60, seconds % 60));
    let linked = tree.join(LINKED);
    ensure!(linked.is_file(), "the build left no {}; its log is {}", linked.display(), log.display());
    Ok(linked)
}

/// The bar; where there is no terminal, a line now and then.
struct Progress {
    bar: ProgressBar,
    tenths: u64,
}

impl Progress {
    fn new() -> Self {
        let bar = ProgressBar::new(OBJECTS);
        let style = ProgressStyle::with_template("[{elapsed_precise}] [{bar:30}] {pos}/{len}  {wide_msg}");
        bar.set_style(style.expect("the template is fixed and valid").progress_chars("=> "));
        Self { bar, tenths: 0 }
    }

    fn show(&mut self, objects: u64, line: &str, elapsed: Duration) {
        self.bar.set_length(OBJECTS.max(objects));
        self.bar.set_position(objects);
        self.bar.set_message(line.to_owned());
        let tenths = (objects * 10 / OBJECTS).min(10);
        if self.bar.is_hidden() && tenths > self.tenths {
            self.tenths = tenths;
            say::step("Building", &format!("{} %, {} min", tenths * 10, elapsed.as_secs() / 60));
        }
    }
}

fn objects_in(dir: &Path) -> u64 {
    let files = WalkDir::new(dir).into_iter().flatten();
    files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "o")).count() as u64
}

/// The last line of a growing file, from its last few hundred bytes.
fn last_line(log: &Path) -> String {
    let end = || -> std::io::Result<String> {
        let mut file = File::open(log)?;
        let start = file.metadata()?.len().saturating_sub(400);
        file.seek(SeekFrom::Start(start))?;
        let mut end = Vec::new();
        file.read_to_end(&mut end)?;
        Ok(String::from_utf8_lossy(&end).into_owned())
    };
    end().unwrap_or_default().lines().last().unwrap_or_default().to_owned()
}

/// The lines of a log that tell why a build failed: its errors, or else its end.
fn told(log: &str) -> String {
    let lines: Vec<_> = log.lines().filter(|line| !line.trim().is_empty()).collect();
    let is_error = |line: &&str| {
        ["error:", "ERROR:", "Error:", "scons: ***", "Killed"].iter().any(|word| line.contains(word))
    };
    let errors: Vec<_> = lines.iter().copied().filter(is_error).take(8).collect();
    let shown = if errors.is_empty() { lines[lines.len().saturating_sub(8)..].to_vec() } else { errors };
    shown.iter().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_errors_are_told_from_all_the_rest() {
        let log = "Compiling a.cpp ...\na.cpp:3:1: error: expected ';'\nCompiling b.cpp ...\n\
                   scons: *** [bin/a.o] Error 1\nscons: building terminated because of errors.\n";
        assert_eq!(told(log), "  a.cpp:3:1: error: expected ';'\n  scons: *** [bin/a.o] Error 1");
    }

    #[test]
    fn without_errors_the_end_is_told() {
        let log = (0..20).map(|number| format!("line {number}\n")).collect::<Vec<_>>().join("\n");
        let told = told(&log);
        assert!(told.starts_with("  line 12\n") && told.ends_with("  line 19"), "{told}");
        assert_eq!(super::told(""), "");
    }

    #[test]
    fn the_last_line_of_a_long_log_is_shown() {
        let dir = tempfile::tempdir().unwrap();
        let log = dir.path().join("log");
        assert_eq!(last_line(&log), "");
        fs::write(&log, format!("{}\nCompiling é.cpp ...\n", "é".repeat(1000))).unwrap();
        assert_eq!(last_line(&log), "Compiling é.cpp ...");
    }
}
