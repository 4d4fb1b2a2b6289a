//! `cargo xtask bench --start`: how long the game takes from its launch to its first picture, and how much memory Arcade takes.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use creeps_godot_env::{VirtualDisplay, children};
use creeps_playtest::run::isolate;
use creeps_rules::trace::{Entry, TraceEvent};

use super::statistics::Spread;
use crate::build::{self, Profile};
use crate::context::Context;
use crate::{display, say};

/// How often the game is started.
const STARTS: u32 = 7;
/// How long Arcade is played before its memory is read, in ticks.
const PLAYED_TICKS: u32 = 900;
/// How often the trace is looked at.
const POLL: Duration = Duration::from_millis(2);
/// How long a run may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// A project of nothing, to see what the engine itself takes. It writes the same line as the game's trace.
const EMPTY_PROJECT: [(&str, &str); 3] = [
    (
        "project.godot",
        "config_version=5\n\n[application]\nrun/main_scene=\"res://main.tscn\"\n\n[display]\nwindow/size/viewport_width=480\n\
         window/size/viewport_height=720\n\n[rendering]\nrenderer/rendering_method=\"gl_compatibility\"\n",
    ),
    (
        "main.tscn",
        "[gd_scene format=3]\n\n[ext_resource type=\"Script\" path=\"res://main.gd\" id=\"1\"]\n\n\
         [node name=\"Main\" type=\"Node\"]\nscript = ExtResource(\"1\")\n",
    ),
    (
        "main.gd",
        "extends Node\n\nvar frames := 0\n\n\nfunc _process(_delta: float) -> void:\n\tframes += 1\n\tif frames == 2:\n\
         \t\tvar file := FileAccess.open(OS.get_cmdline_user_args()[1], FileAccess.WRITE)\n\
         \t\tfile.store_line(\"(tick:0,event:FirstFrameDrawn(engine_ms:%d))\" % Time.get_ticks_msec())\n\
         \tif frames == 60:\n\t\tget_tree().quit()\n",
    ),
];

/// What a run of the game showed.
#[derive(Debug, Default)]
struct Seen {
    /// From the launch of the process to its first picture, in ms.
    picture: Option<f32>,
    /// The same, from when the engine began to count.
    engine: Option<f32>,
    memory: Memory,
}

/// The resident memory of a process, in kB.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Memory {
    all: u64,
    /// Of it what is the process's own: its heap, and what the graphics driver took.
    own: u64,
    /// Of it files: programs, libraries, fonts.
    files: u64,
}

impl Memory {
    /// Reads Linux's `/proc/PID/status`.
    fn read(status: &str) -> Self {
        let kilobytes = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key))?;
            line.split_whitespace().next()?.parse().ok()
        };
        let kilobytes = |key: &str| kilobytes(key).unwrap_or(0);
        Self { all: kilobytes("VmRSS:"), own: kilobytes("RssAnon:"), files: kilobytes("RssFile:") }
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [all, own, files] = [self.all, self.own, self.files].map(|kilobytes| kilobytes.div_ceil(1000));
        write!(f, "{all} MB resident, {own} MB of it its own and {files} MB of files")
    }
}

/// Builds the optimised extension, starts the game several times, plays Arcade, and prints both.
///
/// # Errors
/// The game can't be built or run.
pub fn run(context: &Context) -> Result<()> {
    context.godot()?;
    build::extension(context, Profile::Release)?;
    context.import()?;
    let screen = if display::has_screen() { None } else { Some(VirtualDisplay::start(1024, 800)?) };
    let window = Display::Window(screen.as_ref());
    let empty = context.root().join("target/bench-empty");
    for (name, text) in EMPTY_PROJECT {
        let file = empty.join(name);
        fs::create_dir_all(&empty)
            .and_then(|()| fs::write(&file, text))
            .with_context(|| format!("{} can't be written", file.display()))?;
    }
    let (mut game, mut engine) = (vec![], vec![]);
    // In turns, so that whatever else the machine does meets both.
    for _ in 0..STARTS {
        game.push(seen(context, context.project(), window, &["--mode", "menu", "--ticks", "20"])?);
        engine.push(seen(context, &empty, window, &[])?);
    }
    say::step("Start", &format!("launch to first picture {}; {STARTS} starts", pictures(&game)?));
    say::step("", &format!("of a project of nothing  {}", pictures(&engine)?));
    let ticks = PLAYED_TICKS.to_string();
    let arcade = ["--mode", "arcade", "--autopilot", "--seed", "1", "--ticks", &ticks];
    let Seen { memory, .. } = seen(context, context.project(), window, &arcade)?;
    if memory == Memory::default() {
        say::note("memory is read on Linux only");
    } else {
        say::step("Memory", &format!("Arcade after {PLAYED_TICKS} ticks: {memory}"));
        let of_nothing = engine.last().map(|seen| seen.memory).unwrap_or_default();
        say::step("", &format!("a project of nothing: {of_nothing}"));
        // Without a graphics driver, which may take more than the game.
        let Seen { memory, .. } = seen(context, context.project(), Display::Headless, &arcade)?;
        say::step("", &format!("Arcade without a display: {memory}"));
        let Seen { memory, .. } = seen(context, &empty, Display::Headless, &[])?;
        say::step("", &format!("a project of nothing: {memory}"));
    }
    Ok(())
}

/// The times up to the first picture, in words.
fn pictures(starts: &[Seen]) -> Result<String> {
    let spread = |time: fn(&Seen) -> Option<f32>| {
        Spread::of(starts.iter().filter_map(time)).context("no trace of a first frame was written")
    };
    let (picture, engine) = (spread(|seen| seen.picture)?, spread(|seen| seen.engine)?);
    let Spread { median, low, high } = picture;
    Ok(format!("{median:.0} ms ({low:.0}–{high:.0}), {:.0} ms of it since the engine began", engine.median))
}

/// What a project is shown on.
#[derive(Clone, Copy)]
enum Display<'a> {
    /// A window, on a screen of its own where this machine has none.
    Window(Option<&'a VirtualDisplay>),
    Headless,
}

/// Runs a project until it ends by itself.
fn seen(context: &Context, project: &Path, display: Display<'_>, arguments: &[&str]) -> Result<Seen> {
    let home = context.root().join("target/bench-home");
    fs::create_dir_all(&home).with_context(|| format!("{} can't be made", home.display()))?;
    let trace = home.join("start.trace");
    let _ = fs::remove_file(&trace);
    let mut command = context.godot()?.command();
    command.arg("--path").arg(project);
    isolate(&mut command, &home);
    match display {
        Display::Window(Some(screen)) => screen.apply_to(&mut command),
        Display::Window(None) => {}
        Display::Headless => {
            command.arg("--headless");
        }
    }
    if !display::has_sound() {
        command.args(["--audio-driver", "Dummy"]);
    }
    command.arg("--").arg("--trace").arg(&trace).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let began = Instant::now();
    let (mut game, _listed) = children::spawn(&mut command).context("could not start Godot")?;
    let mut seen = Seen::default();
    loop {
        if seen.picture.is_none()
            && let Some(engine) = first_frame(&trace)
        {
            seen.picture = Some(began.elapsed().as_secs_f32() * 1e3);
            seen.engine = Some(engine as f32);
        }
        let status = fs::read_to_string(format!("/proc/{}/status", game.id())).unwrap_or_default();
        // The most that it has: at its end it gives everything back.
        let memory = Memory::read(&status);
        let is_started = seen.picture.is_some() || matches!(display, Display::Headless);
        if memory.all > seen.memory.all && is_started {
            seen.memory = memory;
        }
        if let Some(status) = game.try_wait()? {
            if !status.success() {
                bail!("the game failed in the engine ({status})");
            }
            return Ok(seen);
        }
        if began.elapsed() > PATIENCE {
            let _ = game.kill();
            let _ = game.wait();
            bail!("the game did not end within {PATIENCE:?}");
        }
        sleep(POLL);
    }
}

/// When the engine drew its first frame, in ms; none before it has.
fn first_frame(trace: &Path) -> Option<u64> {
    let text = fs::read_to_string(trace).ok()?;
    let events = text.lines().filter_map(|line| Entry::from_line(line).ok());
    events.into_iter().find_map(|entry| match entry.event {
        TraceEvent::FirstFrameDrawn { engine_ms } => Some(engine_ms),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_the_kernels_table() {
        let status = "Name:\tgodot\nVmHWM:\t  210000 kB\nVmRSS:\t  180500 kB\nRssAnon:\t   90000 kB\nRssFile:\t   90400 kB\n";
        let memory = Memory::read(status);
        assert_eq!(memory, Memory { all: 180_500, own: 90_000, files: 90_400 });
        assert_eq!(memory.to_string(), "181 MB resident, 90 MB of it its own and 91 MB of files");
        assert_eq!(Memory::read(""), Memory::default());
    }
}
