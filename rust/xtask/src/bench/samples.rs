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

/// What the memory of the machine allows at a count, whatever the design.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// How many creeps, and how many bullets.
    pub count: u32,
    /// In µs: to copy what the simulation must touch in a tick.
    pub simulation: f32,
    /// In µs: to copy what its view must write as well.
    pub with_view: f32,
    /// What the machine copied at that time, in GB/s.
    pub bandwidth: f32,
}

/// All that was printed.
#[derive(Debug, Default)]
pub struct Findings {
    pub engine: String,
    pub processor: String,
    pub cores: String,
    pub date: String,
    /// What a turn of the engine's main loop takes with nothing on the field, in µs, each time that the engine was started.
    pub idle: Vec<f32>,
    pub samples: Vec<Sample>,
    pub limits: Vec<Limit>,
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
            "idle" => self.idle.push(value.trim().parse().with_context(|| format!("no time: {line}"))?),
            "sample" => {
                let sample = sample(value.split_whitespace());
                self.samples.push(sample.with_context(|| format!("no sample: {line}"))?);
            }
            "limit" => {
                let limit = limit(value.split_whitespace());
                self.limits.push(limit.with_context(|| format!("no limit: {line}"))?);
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

    /// The limit of a design at a count, in µs. None for those that leave the memory to the engine.
    pub fn limit(&self, design: Design, count: u32) -> Option<f32> {
        let limit = self.limits.iter().find(|limit| limit.count == count)?;
        match design {
            Design::ArcadeScene => Some(limit.with_view),
            Design::Simulation => Some(limit.simulation),
            Design::Tutorial | Design::Classic | Design::Servers => None,
        }
    }

    /// What the machine copied at best, in GB/s.
    pub fn bandwidth(&self) -> Option<f32> {
        self.limits.iter().map(|limit| limit.bandwidth).max_by(f32::total_cmp)
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

fn limit(mut words: SplitWhitespace<'_>) -> Option<Limit> {
    let count = words.next()?.parse().ok()?;
    let mut number = || words.next()?.parse().ok();
    Some(Limit { count, simulation: number()?, with_view: number()?, bandwidth: number()? })
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
    fn a_limit_is_of_the_simulation_and_of_its_view() {
        let mut findings = Findings::default();
        findings.read("limit: 500 3.500 8.250 11.000").unwrap();
        let limit = |design| findings.limit(design, 500);
        assert_eq!((limit(Design::Simulation), limit(Design::ArcadeScene)), (Some(3.5), Some(8.25)));
        assert_eq!((limit(Design::Tutorial), findings.limit(Design::Simulation, 100)), (None, None));
        assert_eq!(findings.bandwidth(), Some(11.0));
    }

    #[test]
    fn a_damaged_sample_is_rejected() {
        assert!(Findings::default().read("sample: 50 classic 310.50").is_err());
        assert!(Findings::default().read("sample: 50 pascal 1 1 1").is_err());
        assert!(Findings::default().read("limit: 50 1").is_err());
    }
}
