//! The tables, as Markdown: for the terminal and for docs/benchmark.md.

use std::env::consts::{ARCH, OS};
use std::fmt;

use anyhow::{Result, ensure};

use super::samples::{Design, Findings};
use super::statistics::Spread;

const INTRODUCTION: &str = "\
What one physics tick (a sixtieth of a second is 16,667 µs) costs with so many creeps and as many bullets on the field, by four
designs:

- **(a)** the tutorial's: a `RigidBody2D` for each creep and an `Area2D` for each bullet, with scripts in GDScript;
- **(b)** Classic's: the same nodes, with classes in Rust, and bullets that are not looked for by each other;
- **(c)** no nodes: an area of the physics server and a canvas item of the rendering server for each, moved by two engine calls
  a tick from Rust and used again when hit, as a good bullet plugin does it;
- **(d)** the scene that plays Arcade and Horde: the simulation `creeps-sim`, and all of its view, that is one buffer a sprite sheet
  handed to the engine, effects, sounds and the HUD. Its simulation alone has a row of its own.

All play Classic's numbers: shapes, speeds, and a field that gives each creep as much room as Classic does (ten on
480 × 720 px; it grows with them). A hit removes both, and what was hit or has left comes in again anywhere, so that there are
always as many. \"Hits a tick\" shows that it is the same game.";

const NOTES: &str = "\
The *limit* is what the memory of this machine needs to copy the bytes that a tick must touch, whatever the design: of each creep 46 and
of each bullet 25, and with the view 48 more of each, which are its sprite. The bandwidth was measured in the same run.

Times are of whole turns of the engine's main loop: medians, and in brackets the middle half of the samples, which were taken
of all designs in turns. An entity is a creep or a bullet. Nothing is drawn, since the engine runs headless: what a
graphics card's driver does with a buffer or with canvas items comes on top, for (a) to (c) item by item.

Of the processor's time for (b), 3.8 % at 500 + 500 and 2.9 % at 2,000 + 2,000 pass in our library (`perf record`, by library); the rest is
the engine's, above all its physics, which (a) has as well. So nodes cost what they cost in any language: code of ours that took no time
at all would make (b) a twentieth faster at most.";

/// What was found, ready to be written.
pub struct Report<'a> {
    findings: &'a Findings,
    pub rows: Vec<Measurement>,
}

/// A design's cost on a field.
pub struct Measurement {
    /// How many creeps, and as many bullets.
    pub count: u32,
    pub design: Design,
    /// None where it was left out, being too slow for less already.
    pub cost: Option<Cost>,
}

/// What a tick costs.
pub struct Cost {
    pub micros: Spread,
    /// How many times cheaper than the tutorial's it is; none where that was left out.
    cheaper: Option<f32>,
    hits: f32,
    /// What the memory of the machine allows, in µs; none for what leaves the memory to the engine.
    limit: Option<f32>,
}

impl<'a> Report<'a> {
    /// Sorts the findings.
    ///
    /// # Errors
    ///
    /// When nothing was measured, or a design's bullets hit nothing: then it was not the game that was measured.
    pub fn new(findings: &'a Findings) -> Result<Self> {
        let rows: Vec<Measurement> = findings
            .counts()
            .into_iter()
            .flat_map(|count| Design::ALL.map(|design| Measurement::new(findings, count, design)))
            .collect();
        ensure!(!rows.is_empty(), "the engine measured nothing");
        for row in &rows {
            let dead =
                row.design != Design::ArcadeScene && row.cost.as_ref().is_some_and(|cost| cost.hits == 0.0);
            ensure!(
                !dead,
                "nothing was hit by {}, {} creeps; the benchmark no longer fits the game",
                row.design.name().trim(),
                row.count
            );
        }
        Ok(Self { findings, rows })
    }
}

impl Measurement {
    fn new(findings: &Findings, count: u32, design: Design) -> Self {
        let micros = |design| Spread::of(findings.of(design, count).map(|sample| sample.micros));
        let hits = Spread::of(findings.of(design, count).map(|sample| sample.hits));
        let cost = micros(design).zip(hits).map(|(spread, hits)| Cost {
            micros: spread,
            cheaper: micros(Design::Tutorial).map(|tutorial| tutorial.median / spread.median),
            hits: hits.median,
            limit: findings.limit(design, count),
        });
        Self { count, design, cost }
    }

    /// The cost of an entity, in ns.
    fn each(&self, cost: &Cost) -> f32 {
        cost.micros.median * 1e3 / (2 * self.count) as f32
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Findings { engine, processor, cores, date, .. } = self.findings;
        writeln!(f, "# What a tick costs\n")?;
        writeln!(f, "{INTRODUCTION}\n")?;
        writeln!(f, "![µs a tick by number of creeps and bullets](benchmark.svg)\n")?;
        writeln!(f, "- {date}, {processor}, {cores} cores, {OS} {ARCH}")?;
        writeln!(f, "- Godot {engine}, headless, one physics tick a turn of its main loop")?;
        if let Some(bandwidth) = self.findings.bandwidth() {
            writeln!(
                f,
                "- memory: {} GB/s are copied, what is read and what is written counted",
                grouped(bandwidth)
            )?;
        }
        if let Some(Spread { median, .. }) = Spread::of(self.findings.idle.iter().copied()) {
            writeln!(
                f,
                "- a turn of the main loop with nothing on the field: {} µs, which every row has in it",
                grouped(median)
            )?;
        }
        writeln!(
            f,
            "- extension built with `cargo build --release`; `cargo xtask bench --write` wrote this file\n"
        )?;
        self.write_table(f)?;
        writeln!(f, "\n{NOTES}")
    }
}

impl Report<'_> {
    fn write_table(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["µs a tick", "ns an entity", "(a) ÷ it", "hits a tick", "limit, µs", "times it"];
        write_row(f, "creeps + bullets", "design", head)?;
        writeln!(f, "|{:-<19}|{:-<26}|{:->30}{}", "", "", ":", "|-------------:".repeat(5) + "|")?;
        for row in &self.rows {
            let count = grouped(row.count as f32);
            let field = format!("{count} + {count}");
            let design = row.design.name();
            write_row(f, &field, design, row.cells().each_ref().map(String::as_str))?;
        }
        Ok(())
    }
}

impl Measurement {
    /// What stands right of the design.
    fn cells(&self) -> [String; 6] {
        let Some(cost) = &self.cost else {
            return ["left out: over 200 ms before", "", "", "", "", ""].map(str::to_owned);
        };
        let Spread { median, low, high } = cost.micros;
        let micros = format!("{} ({}–{})", grouped(median), grouped(low), grouped(high));
        let ratio = cost
            .cheaper
            .map_or(String::new(), |ratio| if ratio < 10.0 { format!("{ratio:.2}") } else { grouped(ratio) });
        let hits =
            if self.design == Design::ArcadeScene { String::new() } else { format!("{:.2}", cost.hits) };
        let limit = cost.limit.map_or(String::new(), grouped);
        let times = cost.limit.map_or(String::new(), |limit| grouped(median / limit));
        [micros, grouped(self.each(cost)), ratio, hits, limit, times]
    }
}

fn write_row(f: &mut fmt::Formatter<'_>, field: &str, design: &str, cells: [&str; 6]) -> fmt::Result {
    let [micros, more @ ..] = cells;
    write!(f, "| {field:<17} | {design:<24} | {micros:>28} |")?;
    more.iter().try_for_each(|cell| write!(f, " {cell:>12} |"))?;
    writeln!(f)
}

/// A number with commas between its thousands, or with a decimal when it is small.
fn grouped(number: f32) -> String {
    if number < 99.95 {
        let text = format!("{number:.1}");
        return text.strip_suffix(".0").map(str::to_owned).unwrap_or(text);
    }
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
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

    fn row<'a>(report: &'a str, part: &str) -> Vec<&'a str> {
        report.lines().find(|line| line.contains(part)).unwrap().split('|').map(str::trim).collect()
    }

    #[test]
    fn a_row_shows_medians_and_what_is_cheaper() {
        let found = findings(&[
            "2000 tutorial 9000 0 30",
            "2000 tutorial 10000 0 30",
            "2000 tutorial 12000 0 30",
            "2000 arcade 100 0 0",
        ]);
        let report = Report::new(&found).unwrap().to_string();
        let tutorial =
            ["2,000 + 2,000", "(a) nodes, GDScript", "10,000 (9,500–11,000)", "2,500", "1.00", "30.00"];
        assert_eq!(row(&report, "(a) nodes")[1..7], tutorial);
        let arcade = ["2,000 + 2,000", "(d) simulation and view", "100 (100–100)", "25", "100", ""];
        assert_eq!(row(&report, "| (d)")[1..7], arcade);
    }

    #[test]
    fn the_limit_stands_beside_what_has_one() {
        let mut found =
            findings(&["2000 tutorial 9000 0 30", "2000 arcade 100 0 0", "2000 simulation 90 60 30"]);
        found.read("limit: 2000 12.5 40.0 11.4").unwrap();
        for idle in ["idle: 9.5", "idle: 9.1", "idle: 11"] {
            found.read(idle).unwrap();
        }
        let report = Report::new(&found).unwrap().to_string();
        assert_eq!(row(&report, "  simulation alone")[7..9], ["12.5", "4.8"]);
        assert_eq!(row(&report, "| (d)")[7..9], ["40", "2.5"]);
        assert_eq!(row(&report, "(a) nodes")[7..9], ["", ""]);
        assert!(report.contains("- memory: 11.4 GB/s"), "{report}");
        assert!(report.contains("with nothing on the field: 9.5 µs"), "{report}");
        let lines = report.lines().filter(|line| line.starts_with('|'));
        let lengths: Vec<usize> = lines.map(|line| line.chars().count()).collect();
        assert!(lengths.iter().all(|length| *length == lengths[0]), "{report}");
    }

    #[test]
    fn what_was_left_out_is_said() {
        let found = findings(&["100 tutorial 900 0 1", "100 arcade 10 0 0", "500 arcade 20 0 0"]);
        let report = Report::new(&found).unwrap().to_string();
        assert!(row(&report, "500 + 500         | (a)")[3].starts_with("left out"), "{report}");
        assert_eq!(row(&report, "500 + 500         | (d)")[5], "");
    }

    #[test]
    fn a_field_without_hits_is_rejected() {
        assert!(Report::new(&findings(&["50 classic 300 0 0"])).is_err());
        assert!(Report::new(&findings(&[])).is_err());
    }

    #[test]
    fn numbers_are_read_in_threes() {
        let texts = [0.25, 9.0, 99.9, 100.2, 1234.0, 1_234_567.0].map(grouped);
        assert_eq!(texts, ["0.2", "9", "99.9", "100", "1,234", "1,234,567"]);
    }
}
