//! What `godot-project/bench/bench.gd` prints, line by line.

use std::fmt;
use std::str::SplitWhitespace;

use anyhow::{Context as _, Result};

/// Which nodes were on the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The tutorial's, in `GDScript`.
    Tutorial,
    /// Ours.
    Rust,
}

/// A field: how many mobs and as many bullets, on what width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub count: u32,
    /// In px.
    pub width: u32,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { count, width } = self;
        match count {
            0 => write!(f, "empty field"),
            _ => write!(f, "{count} + {count} on {width} × 720 px"),
        }
    }
}

/// Some hundred ticks in a row. Times are in µs a tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    pub field: Field,
    pub side: Side,
    /// All of the engine's main loop.
    pub total: f32,
    /// What of it putting mobs and bullets on the field took.
    pub filling: f32,
    /// What of it the bullets' own movement took.
    pub moving: f32,
    /// Hits a tick.
    pub hits: f32,
}

/// All that was printed.
#[derive(Debug, Default)]
pub struct Findings {
    pub engine: String,
    pub processor: String,
    pub cores: String,
    pub date: String,
    pub samples: Vec<Sample>,
}

impl Findings {
    /// Reads a line. Gives the field when it is the first of another field; lines that are not the benchmark's are
    /// passed over.
    pub fn read(&mut self, line: &str) -> Result<Option<Field>> {
        let Some((name, value)) = line.split_once(": ") else { return Ok(None) };
        match name {
            "engine" => value.clone_into(&mut self.engine),
            "processor" => value.trim().clone_into(&mut self.processor),
            "cores" => value.clone_into(&mut self.cores),
            "date" => value.clone_into(&mut self.date),
            "sample" => {
                let sample =
                    sample(value.split_whitespace()).with_context(|| format!("no sample: {line}"))?;
                let before = self.samples.last().map(|sample| sample.field);
                self.samples.push(sample);
                return Ok((before != Some(sample.field)).then_some(sample.field));
            }
            _ => {}
        }
        Ok(None)
    }
}

fn sample(mut words: SplitWhitespace<'_>) -> Option<Sample> {
    let field = Field { count: words.next()?.parse().ok()?, width: words.next()?.parse().ok()? };
    let side = match words.next()? {
        "gdscript" => Side::Tutorial,
        "rust" => Side::Rust,
        _ => return None,
    };
    let mut number = || words.next()?.parse().ok();
    Some(Sample { field, side, total: number()?, filling: number()?, moving: number()?, hits: number()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_makes_a_sample() {
        let mut findings = Findings::default();
        findings.read("sample: 50 2400 rust 310.50 20.25 15.00 0.70").unwrap();
        let field = Field { count: 50, width: 2400 };
        let sample =
            Sample { field, side: Side::Rust, total: 310.5, filling: 20.25, moving: 15.0, hits: 0.7 };
        assert_eq!(findings.samples, [sample]);
    }

    #[test]
    fn only_the_first_sample_of_a_field_tells_of_it() {
        let mut findings = Findings::default();
        let mut read = |line| findings.read(line).unwrap().map(|field| field.to_string());
        assert_eq!(read("sample: 0 480 gdscript 20 1 1 0").as_deref(), Some("empty field"));
        assert_eq!(read("sample: 0 480 rust 20 1 1 0"), None);
        assert_eq!(read("sample: 10 480 gdscript 99 1 1 0").as_deref(), Some("10 + 10 on 480 × 720 px"));
    }

    #[test]
    fn other_lines_are_passed_over() {
        let mut findings = Findings::default();
        for line in ["", "Godot Engine v4.6", "seed: 7", "engine: 4.6.3", "no colon"] {
            assert_eq!(findings.read(line).unwrap(), None);
        }
        assert_eq!(findings.engine, "4.6.3");
    }

    #[test]
    fn a_damaged_sample_is_refused() {
        assert!(Findings::default().read("sample: 50 2400 rust 310.50").is_err());
        assert!(Findings::default().read("sample: 50 2400 pascal 1 1 1 1").is_err());
    }
}
