//! The tables, as Markdown: for the terminal and for docs/benchmark.md.

use std::env::consts::{ARCH, OS};
use std::fmt;

use anyhow::{Context as _, Result, ensure};

use super::samples::{Field, Findings, Sample, Side};
use super::statistics::Spread;

const INTRODUCTION: &str = "\
What one physics tick (a sixtieth of a second is 16,667 µs) costs with the tutorial's nodes in GDScript on the field,
and with ours in Rust: the median of all rounds, and in brackets the middle half of them. Both sides have the same
shapes, art, seed and at all times the same number of nodes. What differs is the scripts on the nodes, and that our
bullets are not looked for by each other (`monitorable` is off), while the tutorial leaves that at its default: it
is most of what the engine's share differs by. The ratio is above 1 where Rust is cheaper. Fields are as wide as gives them the density of a game of Classic, ten mobs on 480 px;
the last one is crowded. Nothing differs on the empty field: how far its ratio is from 1 is what this machine's other
work does to the rest.";

const PARTS: &str = "\
What a tick is made of, in µs, and how many bullets hit in it. \"Bullets move\" is the script's own work a tick, \"new
ones come\" puts nodes in the place of those that were hit or left. The rest is the engine's work: physics, signals,
animation, and taking nodes away.";

/// What was found, ready to be written.
pub struct Report<'a> {
    findings: &'a Findings,
    rows: Vec<Row>,
}

/// A field, and what was measured on it.
struct Row {
    field: Field,
    tutorial: Cost,
    rust: Cost,
    /// How many times as much the tutorial's nodes cost.
    ratio: Spread,
}

/// What a tick costs, in µs, and of what it is made.
struct Cost {
    total: Spread,
    filling: f32,
    moving: f32,
    hits: f32,
}

impl<'a> Report<'a> {
    /// Sorts the findings.
    ///
    /// # Errors
    ///
    /// When a side is missing somewhere, or hit nothing: then it was not the game that was measured.
    pub fn new(findings: &'a Findings) -> Result<Self> {
        let mut fields: Vec<Field> = findings.samples.iter().map(|sample| sample.field).collect();
        fields.dedup();
        ensure!(!fields.is_empty(), "the engine measured nothing");
        let rows = fields.into_iter().map(|field| {
            Row::new(field, &findings.samples)
                .with_context(|| format!("the measurement is not whole: {field}"))
        });
        let rows = rows.collect::<Result<Vec<_>>>()?;
        for Row { field, tutorial, rust, .. } in &rows {
            let dead = field.count > 0 && (tutorial.hits == 0.0 || rust.hits == 0.0);
            ensure!(!dead, "nothing was hit: {field}; the benchmark no longer fits the game");
        }
        Ok(Self { findings, rows })
    }
}

impl Row {
    fn new(field: Field, samples: &[Sample]) -> Option<Self> {
        let of =
            |side| samples.iter().filter(move |sample| sample.field == field && sample.side == side).copied();
        // The two of a round were measured one after the other: what disturbed the one disturbed the other.
        let pairs = of(Side::Tutorial).zip(of(Side::Rust));
        let ratio = Spread::of(pairs.map(|(tutorial, rust)| tutorial.total / rust.total))?;
        Some(Self { field, tutorial: Cost::of(of(Side::Tutorial))?, rust: Cost::of(of(Side::Rust))?, ratio })
    }
}

impl Cost {
    fn of(samples: impl Iterator<Item = Sample> + Clone) -> Option<Self> {
        let median = |value: fn(Sample) -> f32| Some(Spread::of(samples.clone().map(value))?.median);
        Some(Self {
            total: Spread::of(samples.clone().map(|sample| sample.total))?,
            filling: median(|sample| sample.filling)?,
            moving: median(|sample| sample.moving)?,
            hits: median(|sample| sample.hits)?,
        })
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Findings { engine, processor, cores, date, .. } = self.findings;
        writeln!(f, "# What a tick costs\n")?;
        writeln!(f, "{}\n", INTRODUCTION.trim())?;
        writeln!(f, "- {date}, {processor}, {cores} cores, {OS} {ARCH}")?;
        writeln!(f, "- Godot {engine}, headless, one physics tick a turn of its main loop")?;
        writeln!(f, "- extension built with `cargo build --release`\n")?;
        self.write_costs(f)?;
        writeln!(f, "\n{}\n", PARTS.trim())?;
        self.write_parts(f)
    }
}

impl Report<'_> {
    fn write_costs(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| {:<28} | {:<22} | {:<22} | {:<18} |",
            "mobs + bullets", "GDScript, µs a tick", "Rust, µs a tick", "GDScript ÷ Rust"
        )?;
        writeln!(f, "|{:-<30}|{:-<24}|{:-<24}|{:-<20}|", "", "", "", "")?;
        for Row { field, tutorial, rust, ratio } in &self.rows {
            let (field, tutorial, rust) =
                (field.to_string(), tutorial.total.to_string(), rust.total.to_string());
            let ratio = format!("{ratio:.2}");
            writeln!(f, "| {field:<28} | {tutorial:<22} | {rust:<22} | {ratio:<18} |")?;
        }
        Ok(())
    }

    fn write_parts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| {:<28} | {:<8} | {:>14} | {:>14} | {:>14} | {:>10} |",
            "mobs + bullets", "nodes", "bullets move", "new ones come", "engine", "hits"
        )?;
        writeln!(f, "|{:-<30}|{:-<10}|{:->16}|{:->16}|{:->16}|{:->12}|", "", "", ":", ":", ":", ":")?;
        for row in &self.rows {
            for (nodes, cost) in [("GDScript", &row.tutorial), ("Rust", &row.rust)] {
                let Cost { total, filling, moving, hits } = cost;
                let engine = total.median - filling - moving;
                let field = row.field.to_string();
                writeln!(
                    f,
                    "| {field:<28} | {nodes:<8} | {moving:>14.1} | {filling:>14.1} | {engine:>14.1} | {hits:>10.2} |"
                )?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(samples: &[&str]) -> Findings {
        let mut findings = Findings::default();
        for sample in samples {
            findings.read(&format!("sample: {sample}")).unwrap();
        }
        findings
    }

    #[test]
    fn the_ratio_is_that_of_neighbours() {
        // Both were slowed down in the second round.
        let found = findings(&[
            "50 2400 gdscript 300 20 10 1",
            "50 2400 rust 200 20 10 1",
            "50 2400 gdscript 900 20 10 1",
            "50 2400 rust 600 20 10 1",
        ]);
        let report = Report::new(&found).unwrap().to_string();
        assert!(
            report.contains("| 600 (450–750)          | 400 (300–500)          | 1.50 (1.50–1.50)"),
            "{report}"
        );
    }

    #[test]
    fn the_parts_make_up_the_tick() {
        let found = findings(&["50 2400 gdscript 300 20 10 1", "50 2400 rust 200 20.5 10.5 1"]);
        let report = Report::new(&found).unwrap().to_string();
        let row = report.lines().last().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(row.ends_with("| Rust | 10.5 | 20.5 | 169.0 | 1.00 |"), "{row}");
    }

    #[test]
    fn what_is_not_whole_is_refused() {
        assert!(Report::new(&findings(&[])).is_err());
        assert!(Report::new(&findings(&["50 2400 rust 200 20 10 1"])).is_err());
    }

    #[test]
    fn a_field_without_hits_is_refused() {
        let found = findings(&["50 2400 gdscript 300 20 10 1", "50 2400 rust 200 20 10 0"]);
        assert!(Report::new(&found).is_err());
    }
}
