//! `cargo xtask bench --instructions`: how many instructions a tick of the simulation takes for each creep and bullet, part by part, and
//! how many its view.
//!
//! Valgrind's callgrind counts them. Times differ from run to run; these counts differ only with the code and its compiler, so a busy
//! machine can tell what a change costs. The table in docs/benchmark.md is what they are compared with.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use creeps_godot_env::children;

use crate::context::{self, Context};
use crate::say;

/// Where the table begins in docs/benchmark.md: all from here on is this part's.
pub const HEADING: &str = "## Instructions";

/// The fields that are counted: creeps, as many bullets, and ticks.
const FIELDS: [(u32, u32); 2] = [(1_000, 140), (10_000, 122)];
/// By how much a part may grow before it is an error, in parts of one.
const GROWTH: f64 = 0.05;
/// Parts below so many instructions an entity are not compared: a few more of them are no slower game.
const SMALL: f64 = 2.0;

/// The parts of a tick: a name, the functions that make it, and those called by them that are parts of their own.
const PHASES: [(&str, &[&str], &[&str]); 6] = [
    ("move", &["move_creeps", "move_bullets"], &[]),
    ("grid build", &["BroadPhase::begin_round"], &[]),
    ("search", &["find_contacts"], &["BroadPhase::begin_round"]),
    ("settle", &["resolve_hits"], &[]),
    ("clear", &["remove_spent"], &[]),
    ("bring", &["top_up"], &[]),
];
/// The name of the row with everything that the simulation does.
const TICK: &str = "whole tick";
/// The view's row: what it does without the engine, and so what is not in the row above.
const VIEW: &str = "view";
const VIEW_FUNCTIONS: [&str; 2] = ["write_creeps", "write_bullets"];

const EXPLANATION: &str = "\
Instructions that a tick of the simulation takes for each creep and each bullet, counted by Valgrind's callgrind; they hardly differ from run to run,
whatever else the machine does. *Grid build* sorts the creeps every twelfth tick, *search* finds who hits whom, *settle* is what hits do, *clear* takes out what is
spent, *bring* refills a stress run. *View*, which comes on top of the whole tick, writes the sprites into the buffer that the engine is then given. The
build is that of the tests: optimised, with the checks of a debug build, so a release takes fewer. `cargo xtask bench --instructions` compares with this
table and fails where a part grew by more than 5 %; `--write` renews it.";

/// Instructions an entity and tick: a part's, on each field.
type Counts = BTreeMap<String, Vec<f64>>;

/// Whether there is what counts.
pub fn is_possible() -> bool {
    which::which("valgrind").is_ok() && which::which("callgrind_annotate").is_ok()
}

/// Counts, prints the table, and compares it with the one that is kept, or keeps it.
///
/// # Errors
///
/// When a part grew by more than [`GROWTH`] with the compiler that the table was made with, or something can't be run.
pub fn run(context: &Context, file: &Path, write: bool) -> Result<()> {
    ensure!(
        is_possible(),
        "there is no valgrind: apt-get install valgrind, or your system's package of that name"
    );
    let counts = count(context)?;
    let compiler = compiler()?;
    let kept = fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?;
    let table = table(&counts, &compiler);
    println!("{table}");
    if write {
        let text = format!("{}{HEADING}\n\n{EXPLANATION}\n\n{table}", before(&kept));
        fs::write(file, text).with_context(|| format!("{} can't be written", file.display()))?;
        say::step("Written", &file.display().to_string());
        return Ok(());
    }
    let grown = grown(&read(&kept), &counts);
    if grown.is_empty() {
        say::step("Compared", "no part of a tick grew by more than 5 %");
    } else if kept.contains(&compiler) {
        bail!("more instructions than docs/benchmark.md has:\n{}", grown.join("\n"));
    } else {
        let grown = grown.join("\n");
        say::note(&format!(
            "more instructions than docs/benchmark.md has, but by another compiler:\n{grown}"
        ));
    }
    Ok(())
}

/// What stands in the file before the table.
fn before(text: &str) -> String {
    let before = text.split(HEADING).next().unwrap_or_default().trim_end();
    format!("{before}\n\n")
}

/// The compiler's name and version.
fn compiler() -> Result<String> {
    let output = children::output(Command::new("rustc").arg("--version")).context("could not start rustc")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn count(context: &Context) -> Result<Counts> {
    let mut cargo = context.cargo();
    // As the tests have it: optimised, with a debug build's checks. So there is nothing more to build than what is tested.
    cargo
        .args(["build", "--locked", "--package", "creeps-sim", "--target-dir"])
        .arg(context.root().join("target"));
    context::run(cargo.env_remove("CARGO_BUILD_TARGET"))?;
    let mut counts = Counts::new();
    for (entities, ticks) in FIELDS {
        say::step("Count", &format!("{entities} + {entities}, {ticks} ticks"));
        let file = context.root().join("target/callgrind.out");
        let mut valgrind = Command::new("valgrind");
        valgrind
            .args(["--tool=callgrind", "--toggle-collect=*Sim*::step"])
            .args(VIEW_FUNCTIONS.map(|function| format!("--toggle-collect=*sprites::{function}")))
            .arg(format!("--callgrind-out-file={}", file.display()))
            .arg(context.root().join("target/debug/creeps-sim"))
            .args(["bench", "--wide", "--entities", &entities.to_string(), "--ticks", &ticks.to_string()]);
        let output = children::output(&mut valgrind).context("could not start valgrind")?;
        ensure!(output.status.success(), "valgrind failed:\n{}", String::from_utf8_lossy(&output.stderr));
        let mut annotate = Command::new("callgrind_annotate");
        annotate.args(["--inclusive=yes", "--threshold=100", "--auto=no"]).arg(&file);
        let output = children::output(&mut annotate).context("could not start callgrind_annotate")?;
        let each = f64::from(2 * entities * ticks);
        for (name, instructions) in phases(&String::from_utf8_lossy(&output.stdout))? {
            counts.entry(name.to_owned()).or_default().push(instructions / each);
        }
    }
    Ok(counts)
}

/// Reads the instructions of each part from callgrind's report.
fn phases(report: &str) -> Result<Vec<(&'static str, f64)>> {
    let of = |function: &str| -> Result<f64> {
        let line = report.lines().find(|line| line.contains(function) && !line.contains("{{closure}}"));
        let number =
            line.and_then(|line| line.split_whitespace().next()).map(|number| number.replace(',', ""));
        number.and_then(|number| number.parse().ok()).with_context(|| {
            format!("callgrind did not see {function}: it is not a function of its own any more")
        })
    };
    let sum = |functions: &[&str]| functions.iter().map(|function| of(function)).sum::<Result<f64>>();
    let mut phases = vec![];
    for (name, functions, within) in PHASES {
        phases.push((name, sum(functions)? - sum(within)?));
    }
    let view = sum(&VIEW_FUNCTIONS)?;
    phases.push((TICK, of("PROGRAM TOTALS")? - view));
    phases.push((VIEW, view));
    Ok(phases)
}

fn names() -> impl Iterator<Item = &'static str> {
    PHASES.iter().map(|(name, ..)| *name).chain([TICK, VIEW])
}

fn table(counts: &Counts, compiler: &str) -> String {
    let mut text = format!("| {compiler} |");
    for (entities, _) in FIELDS {
        let _ = write!(text, " {entities} + {entities} |");
    }
    text += "\n|---|---:|---:|\n";
    for name in names() {
        let cells = counts.get(name).into_iter().flatten().map(|count| format!(" {count:.1} |"));
        let _ = writeln!(text, "| {name} |{}", cells.collect::<String>());
    }
    text
}

/// Reads a table that [`table`] wrote; what is none is passed over.
fn read(text: &str) -> Counts {
    let table = text.split(HEADING).nth(1).unwrap_or_default();
    let row = |line: &str| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let first = cells.next()?;
        let name = names().find(|name| *name == first)?;
        let counts: Vec<f64> = cells.filter_map(|cell| cell.parse().ok()).collect();
        (counts.len() == FIELDS.len()).then(|| (name.to_owned(), counts))
    };
    table.lines().filter_map(row).collect()
}

/// The parts that grew by more than [`GROWTH`], a line each.
fn grown(kept: &Counts, counts: &Counts) -> Vec<String> {
    let mut grown = vec![];
    for name in names() {
        let pairs = kept.get(name).into_iter().flatten().zip(counts.get(name).into_iter().flatten());
        for ((was, is), (entities, _)) in pairs.zip(FIELDS) {
            if *is > SMALL && *is > was * (1.0 + GROWTH) {
                grown.push(format!("  {name}, {entities} + {entities}: {was:.1} became {is:.1}"));
            }
        }
    }
    grown
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "\
1,000,000 (100.0%)  PROGRAM TOTALS
  900,000 (90.00%)  rust/sim/src/sim.rs:<creeps_sim::sim::Sim>::step [x]
  500,000 (50.00%)  contacts.rs:<creeps_sim::sim::Sim>::find_contacts [x]
  100,000 (10.00%)  mod.rs:creeps_sim::broad_phase::BroadPhase::begin_round [x]
   60,000 ( 6.00%)  creeps.rs:<creeps_sim::sim::Sim>::move_creeps [x]
   40,000 ( 4.00%)  bullets.rs:<creeps_sim::sim::Sim>::move_bullets [x]
    9,000 ( 0.90%)  hits.rs:<creeps_sim::sim::Sim>::resolve_hits [x]
    8,000 ( 0.80%)  end_of_tick.rs:<creeps_sim::sim::Sim>::remove_spent [x]
    7,000 ( 0.70%)  stress.rs:<creeps_sim::sim::Sim>::top_up [x]
   60,000 ( 6.00%)  rust/sim/src/sprites.rs:creeps_sim::sprites::write_creeps [x]
   40,000 ( 4.00%)  rust/sim/src/sprites.rs:creeps_sim::sprites::write_bullets [x]
";

    fn counts() -> Counts {
        names().map(|name| (name.to_owned(), vec![10.0, 20.0])).collect()
    }

    #[test]
    fn a_search_is_counted_without_the_grid_that_it_builds() {
        let phases = phases(REPORT).unwrap();
        assert_eq!(phases[..3], [("move", 1e5), ("grid build", 1e5), ("search", 4e5)]);
        assert_eq!(phases[6..], [(TICK, 9e5), (VIEW, 1e5)]);
    }

    #[test]
    fn a_part_that_is_no_function_any_more_is_an_error() {
        let report = REPORT.replace("resolve_hits", "inlined");
        assert!(phases(&report).unwrap_err().to_string().contains("resolve_hits"));
    }

    #[test]
    fn the_table_is_read_as_it_was_written() {
        let text = format!("# Title\n\n| move | 1 | 2 |\n\n{HEADING}\n\n{}", table(&counts(), "rustc 1"));
        assert_eq!(read(&text), counts());
        assert_eq!(before(&text), "# Title\n\n| move | 1 | 2 |\n\n");
    }

    #[test]
    fn only_what_grew_by_more_than_a_twentieth_is_told() {
        let mut more = counts();
        more.insert("search".to_owned(), vec![10.4, 21.2]);
        assert_eq!(grown(&counts(), &more), ["  search, 10000 + 10000: 20.0 became 21.2"]);
        assert!(grown(&counts(), &counts()).is_empty());
    }
}
