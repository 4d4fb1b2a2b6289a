//! `worst`: searches for the legal ruleset whose longest tick is the longest, by changing the numbers and parts of hostile ones.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use cpu_time::ThreadTime;
use creeps_fuzz::corpus;
use creeps_fuzz::mutate::number_behind;
use creeps_fuzz::ruleset::{self, Source};
use creeps_sim::{Difficulty, Input, Ruleset, Sim};
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// What `worst` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// How long to search, in seconds
    #[arg(long, default_value_t = 300.0)]
    seconds: f64,
    /// What chance is made from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the ruleset with the longest tick is written
    #[arg(long, default_value = "target/worst.ron")]
    out: PathBuf,
    /// Measures this ruleset alone, and searches for nothing
    #[arg(long)]
    measure: Option<PathBuf>,
}

/// How many ticks of each candidate are played.
const TICKS: u32 = 1500;
/// No longer than this.
const PATIENCE: Duration = Duration::from_secs(4);
/// The rulesets that are changed further.
const POPULATION: usize = 16;
/// Numbers that the limits of fields are made of.
const NUMBERS: [&str; 20] = [
    "0", "1", "2", "4", "9", "10", "20", "32", "60", "99", "100", "200", "300", "400", "1000", "2000",
    "4000", "20000", "0.02", "0.1",
];
/// Values of fields that are no numbers; `{creep}` and `{bullet}` stand for the names of the ruleset's first.
const PARTS: [(&str, &str); 16] = [
    ("motion", "Fall"),
    ("motion", "Home(turn: 4000)"),
    ("motion", "Hover(hover_y: 100, sway: 0, period: 1, stay: 600)"),
    ("motion", "Weave(amplitude: 4000, period: 0.1)"),
    ("motion", "March(march_distance: 4)"),
    ("motion", "Dive(wait_y: 100, wait: 0, dive: 2000)"),
    ("attack", "Release(creep: {creep}, count: 200, every: 0.1)"),
    ("attack", "Shoot(bullet: {bullet}, every: 0.1, speed: 10, aimed: true, bullets: 200, fan: 360)"),
    ("death", "Split(creep: {creep}, count: 200, apart: 10)"),
    ("formation", "Swarm(radius: 0)"),
    ("formation", "Line(gap: 4)"),
    ("formation", "Rain(over: 0)"),
    ("shape", "Circle(radius: 300)"),
    ("shape", "Circle(radius: 2)"),
    ("shape", "Rect(width: 300, height: 300)"),
    ("shape", "Rect(width: 300, height: 2)"),
];

/// A ruleset and its longest tick.
#[derive(Clone)]
struct Candidate {
    text: String,
    longest: Duration,
    /// Which tick it was.
    tick: u32,
}

/// Searches, and prints and writes what it found.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut out = io::stdout();
    if let Some(path) = &arguments.measure {
        let text = fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
        Ruleset::read(&path.display().to_string(), text.as_bytes())?;
        let found = measure(text).context("it could not be measured")?;
        writeln!(out, "{:.2} ms in tick {}", millis(found.longest), found.tick)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut rng = ChaCha8Rng::seed_from_u64(arguments.seed);
    let began = Instant::now();
    let mut tried = 0_u32;
    let mut population: Vec<Candidate> = vec![];
    let kept = corpus::of("ruleset").context("the corpus of ruleset can't be read")?;
    for (name, bytes) in kept {
        if let Some(found) = String::from_utf8(bytes).ok().and_then(measure) {
            writeln!(out, "{:8.2} ms in tick {:4}: {name}", millis(found.longest), found.tick)?;
            population.push(found);
        }
    }
    while began.elapsed().as_secs_f64() < arguments.seconds {
        let text = if population.is_empty() || rng.next_u32().is_multiple_of(16) {
            let mut bytes = vec![0; 2000];
            rng.fill_bytes(&mut bytes);
            ruleset::text(&mut Source::new(&bytes))
        } else {
            let from = below(&mut rng, population.len());
            changed(&population[from].text, &mut rng)
        };
        let Some(found) = measure(text) else { continue };
        tried += 1;
        let best = population.iter().map(|candidate| candidate.longest).max().unwrap_or_default();
        if found.longest > best {
            // Once more: what else the machine did may have been the reason.
            let again = measure(found.text.clone()).map_or(Duration::ZERO, |again| again.longest);
            let longest = found.longest.min(again);
            if longest > best {
                writeln!(
                    out,
                    "{:8.2} ms in tick {:4}, after {tried} rulesets and {:.0} s",
                    millis(longest),
                    found.tick,
                    began.elapsed().as_secs_f64()
                )?;
            }
            population.push(Candidate { longest, ..found });
        } else {
            population.push(found);
        }
        population.sort_by_key(|candidate| std::cmp::Reverse(candidate.longest));
        population.truncate(POPULATION);
    }
    let Some(worst) = population.first() else { return Ok(ExitCode::from(1)) };
    fs::write(&arguments.out, &worst.text)
        .with_context(|| format!("{} can't be written", arguments.out.display()))?;
    writeln!(
        out,
        "{tried} legal rulesets tried; the longest tick took {:.2} ms: tick {} of {}",
        millis(worst.longest),
        worst.tick,
        arguments.out.display()
    )?;
    Ok(ExitCode::SUCCESS)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn below(rng: &mut impl Rng, bound: usize) -> usize {
    (rng.next_u64() % bound.max(1) as u64) as usize
}

/// A ruleset's longest tick; none where it is not legal. A tick that is long is played again, as often as it takes to tell it from what
/// else the machine does.
fn measure(text: String) -> Option<Candidate> {
    let ruleset = Arc::new(Ruleset::read("candidate.ron", text.as_bytes()).ok()?);
    let mut sim = Sim::new(&ruleset, Difficulty::Normal, 1);
    let (mut longest, mut at) = (Duration::ZERO, 0);
    let began = ThreadTime::now();
    while sim.tick() < TICKS && !sim.is_over() && began.elapsed() < PATIENCE {
        let tick = sim.tick();
        // From side to side, always firing, with a bomb now and then.
        let steer = if tick % 240 < 120 { Input::FULL } else { -Input::FULL };
        let input = Input { steer, fire: true, bomb: tick % 100 == 99 };
        let copy = (longest > Duration::from_millis(2)).then(|| sim.clone());
        let mut took = time(&mut sim, input);
        if took > longest
            && let Some(copy) = copy
        {
            for _ in 0..3 {
                took = took.min(time(&mut copy.clone(), input));
            }
        }
        if took > longest {
            (longest, at) = (took, sim.tick());
        }
    }
    Some(Candidate { text, longest, tick: at })
}

fn time(sim: &mut Sim, input: Input) -> Duration {
    let began = ThreadTime::now();
    sim.step(input);
    began.elapsed()
}

/// `text` with some numbers and parts changed.
fn changed(text: &str, rng: &mut impl Rng) -> String {
    let mut text = text.to_owned();
    for _ in 0..=below(rng, 4) {
        let at = below(rng, text.len());
        if rng.next_u32().is_multiple_of(3) {
            let (field, part) = PARTS[below(rng, PARTS.len())];
            replace_field(&mut text, field, part, at);
        } else if let Some((start, end)) = number_behind(text.as_bytes(), at) {
            text.replace_range(start..end, NUMBERS[below(rng, NUMBERS.len())]);
        }
    }
    text
}

/// Replaces by `part` the first value of `field` behind `at`.
fn replace_field(text: &mut String, field: &str, part: &str, at: usize) {
    let name_of = |list: &str| {
        let named = text.split_once(list)?.1.split_once("name: ")?.1;
        Some(named[..named.find(',')?].to_owned())
    };
    let (Some(creep), Some(bullet)) = (name_of("creeps: ["), name_of("bullets: [")) else { return };
    let part = part.replace("{creep}", &creep).replace("{bullet}", &bullet);
    let Some(at) = (at..text.len()).find(|&at| text.is_char_boundary(at)) else { return };
    let key = format!("{field}: ");
    let Some(start) = text[at..].find(&key).map(|found| at + found + key.len()) else { return };
    let mut depth = 0_i32;
    let end = text[start..].find(|c: char| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        depth < 0 || depth == 0 && c == ','
    });
    if let Some(end) = end {
        text.replace_range(start..start + end, &part);
    }
}
