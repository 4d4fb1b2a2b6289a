//! What `godot-project/bench/bench.gd` prints, line by line.

use std::str::SplitWhitespace;

use anyhow::{Context as _, Result};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Design {
    /// The tutorial's nodes, in `GDScript`.
    Tutorial,
    /// Classic's nodes, in Rust.
    Classic,
    /// An area of the physics server and a canvas item each, moved by Rust.
    Servers,
    /// The simulation and its view.
    ArcadeScene,
    /// The simulation without its view.
    Simulation,
}

impl Design {
    /// All, in the tables' order.
    pub const ALL: [Self; 5] =
        [Self::Tutorial, Self::Classic, Self::Servers, Self::ArcadeScene, Self::Simulation];

    /// What `bench.gd` calls it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Tutorial => "tutorial",
            Self::Classic => "classic",
            Self::Servers => "servers",
            Self::ArcadeScene => "arcade",
            Self::Simulation => "simulation",
        }
    }

    /// What the tables call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tutorial => "(a) nodes, GDScript",
            Self::Classic => "(b) nodes, Rust",
            Self::Servers => "(c) engine servers, Rust",
            Self::ArcadeScene => "(d) simulation and view",
            Self::Simulation => "    simulation alone",
        }
    }
}

/// Some ticks in a row. All is for one tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// How many creeps, and how many bullets.
    pub count: u32,
    pub design: Design,
    /// In µs: a turn of the engine's main loop, or what the simulation alone took of it.
    pub micros: f32,
    /// How many bullets hit; always none for the arcade scene, which does not report them.
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
    /// Reads a line. Lines that are not the benchmark's are passed over.
    pub fn read(&mut self, line: &str) -> Result<()> {
        let Some((name, value)) = line.split_once(": ") else { return Ok(()) };
        match name {
            "engine" => value.clone_into(&mut self.engine),
            "processor" => value.trim().clone_into(&mut self.processor),
            "cores" => value.clone_into(&mut self.cores),
            "date" => value.clone_into(&mut self.date),
            "sample" => {
                let sample = sample(value.split_whitespace());
                self.samples.push(sample.with_context(|| format!("no sample: {line}"))?);
            }
            _ => {}
        }
        Ok(())
    }

    /// The samples of a design at a count.
    pub fn of(&self, design: Design, count: u32) -> impl Iterator<Item = Sample> + Clone + '_ {
        let same = move |sample: &&Sample| sample.design == design && sample.count == count;
        self.samples.iter().filter(same).copied()
    }

    /// The counts that were measured, smallest first.
    pub fn counts(&self) -> Vec<u32> {
        let mut counts: Vec<u32> = self.samples.iter().map(|sample| sample.count).collect();
        counts.sort_unstable();
        counts.dedup();
        counts
    }
}

fn sample(mut words: SplitWhitespace<'_>) -> Option<Sample> {
    let count = words.next()?.parse().ok()?;
    let key = words.next()?;
    let design = Design::ALL.into_iter().find(|design| design.key() == key)?;
    let mut number = || words.next()?.parse().ok();
    let (total, own, hits): (f32, f32, f32) = (number()?, number()?, number()?);
    let micros = if design == Design::Simulation { own } else { total };
    Some(Sample { count, design, micros, hits })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Sample {
        let mut findings = Findings::default();
        findings.read(line).unwrap();
        findings.samples[0]
    }

    #[test]
    fn a_line_makes_a_sample() {
        let sample = Sample { count: 500, design: Design::Classic, micros: 310.5, hits: 0.7 };
        assert_eq!(read("sample: 500 classic 310.500 0.000 0.700"), sample);
    }

    #[test]
    fn of_the_simulation_alone_only_its_own_time_counts() {
        let sample = Sample { count: 500, design: Design::Simulation, micros: 9.25, hits: 0.7 };
        assert_eq!(read("sample: 500 simulation 31.500 9.250 0.700"), sample);
    }

    #[test]
    fn other_lines_are_passed_over() {
        let mut findings = Findings::default();
        for line in ["", "Godot Engine v4.6", "seed: 7", "engine: 4.6.3", "no colon"] {
            findings.read(line).unwrap();
        }
        assert_eq!((findings.engine.as_str(), findings.samples.len()), ("4.6.3", 0));
    }

    #[test]
    fn a_damaged_sample_is_rejected() {
        assert!(Findings::default().read("sample: 50 classic 310.50").is_err());
        assert!(Findings::default().read("sample: 50 pascal 1 1 1").is_err());
    }
}
