//! The game's own command line: what stands after `--` when the game is started.

use std::fmt;

use lexopt::{Arg, Parser, ValueExt};

use crate::best::Mode;

/// What `--help` prints.
pub const HELP: &str = "\
Shoot the Creeps: options of the game, after `--`

  --mode MODE    begin with classic, arcade or horde, and end with it; menu lets the player choose.
                 Without it a run by a tape, the autopilot or --ticks is Classic, any other begins with the menu
  --difficulty D how hard Arcade and Horde are: easy, normal or hard
  --seed N       repeat the creeps of seed N (a whole number); the next game of the run uses N + 1
  --tuning FILE  read the numbers of config/tuning.ron from FILE, and again whenever it changes;
                 games by other numbers than the game's own make no best score
  --replay FILE  show a recorded game of Arcade or Horde
  --creeps N     run Horde with N creeps at all times, to see what the machine can do; nothing harms the ship
  --bullets N    the same with N bullets
  --autopilot    let the computer play; its games make no best score
  --tape FILE    press the keys that FILE lists (RON; rust/rules/src/tape.rs has the format)
  --trace FILE   write what happens to FILE, a line an event; - is the console, on the web the browser's
  --ticks N      quit after N physics ticks, 60 a second
  --help         print this and quit

Examples:
  cargo xtask play -- --seed 7
  cargo xtask play -- --mode arcade --difficulty hard
  cargo xtask play -- --tuning my-numbers.ron
";

/// How this run differs from any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// What the run begins with.
    pub mode: Option<Start>,
    /// How hard Arcade and Horde are: one of [`DIFFICULTIES`].
    pub difficulty: Option<String>,
    /// A recorded game to show.
    pub replay: Option<String>,
    /// How many creeps a stress run has.
    pub creeps: Option<u32>,
    /// How many bullets a stress run has.
    pub bullets: Option<u32>,
    /// The first game's seed.
    pub seed: Option<u64>,
    /// A tuning file that overrides the others.
    pub tuning: Option<String>,
    /// Whether the computer plays.
    pub autopilot: bool,
    /// A tape to play.
    pub tape: Option<String>,
    /// Where to write the trace.
    pub trace: Option<TraceTarget>,
    /// The number of physics ticks to quit after.
    pub ticks: Option<u32>,
    /// Whether to print [`HELP`] and quit.
    pub help: bool,
}

/// What a run begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The player's choice of a mode.
    Menu,
    /// A mode's title.
    Mode(Mode),
}

impl Start {
    const NAMES: [(&str, Self); 4] = [
        ("classic", Self::Mode(Mode::Classic)),
        ("arcade", Self::Mode(Mode::Arcade)),
        ("horde", Self::Mode(Mode::Horde)),
        ("menu", Self::Menu),
    ];
}

/// What `--difficulty` may say.
pub const DIFFICULTIES: [&str; 3] = ["easy", "normal", "hard"];

/// The most creeps, and the most bullets, of a stress run.
const MOST: u64 = 100_000;

/// Where a trace is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceTarget {
    /// To what the game prints on: standard output, or a browser's console. `--trace -` asks for it.
    Console,
    /// To this file.
    File(String),
}

impl From<String> for TraceTarget {
    fn from(argument: String) -> Self {
        if argument == "-" { Self::Console } else { Self::File(argument) }
    }
}

/// An argument that means nothing to the game.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArgumentError(String);

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; `--help` lists what is allowed", self.0)
    }
}

impl std::error::Error for ArgumentError {}

impl Arguments {
    /// Reads the arguments up to the first that means nothing; what was read before it counts.
    pub fn read<I: IntoIterator<Item = String>>(arguments: I) -> (Self, Option<ArgumentError>) {
        let mut read = Self::default();
        let mut parser = Parser::from_args(arguments);
        let error = read.fill(&mut parser).err();
        (read, error.map(|error| ArgumentError(format!("command line: {error}"))))
    }

    /// What the run begins with: what was asked for, or what suits the other arguments.
    pub fn start(&self) -> Start {
        let is_stress = self.creeps.is_some() || self.bullets.is_some();
        // Nobody is there to choose; Classic is the game that stands for itself.
        let is_alone = self.tape.is_some() || self.autopilot || self.ticks.is_some();
        match self.mode {
            _ if is_stress => Start::Mode(Mode::Horde),
            Some(start) => start,
            None if is_alone => Start::Mode(Mode::Classic),
            None => Start::Menu,
        }
    }

    fn fill(&mut self, parser: &mut Parser) -> Result<(), lexopt::Error> {
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("seed") => self.seed = Some(number(parser, "--seed", u64::MAX)?),
                Arg::Long("ticks") => {
                    self.ticks = u32::try_from(number(parser, "--ticks", u32::MAX.into())?).ok();
                }
                Arg::Long("mode") => self.mode = Some(one_of(parser, "--mode", &Start::NAMES)?),
                Arg::Long("difficulty") => {
                    let names = DIFFICULTIES.map(|name| (name, name));
                    self.difficulty = Some(one_of(parser, "--difficulty", &names)?.to_owned());
                }
                Arg::Long("replay") => self.replay = Some(parser.value()?.string()?),
                Arg::Long("creeps") => {
                    self.creeps = u32::try_from(number(parser, "--creeps", MOST)?).ok();
                }
                Arg::Long("bullets") => {
                    self.bullets = u32::try_from(number(parser, "--bullets", MOST)?).ok();
                }
                Arg::Long("tuning") => self.tuning = Some(parser.value()?.string()?),
                Arg::Long("tape") => self.tape = Some(parser.value()?.string()?),
                Arg::Long("trace") => self.trace = Some(parser.value()?.string()?.into()),
                Arg::Long("autopilot") => self.autopilot = true,
                Arg::Long("help") | Arg::Short('h') => self.help = true,
                unknown => return Err(unknown.unexpected()),
            }
        }
        Ok(())
    }
}

fn number(parser: &mut Parser, option: &str, max: u64) -> Result<u64, lexopt::Error> {
    let text = parser.value()?.string()?;
    match text.parse() {
        Ok(number) if number <= max => Ok(number),
        _ => Err(format!("{option} {text:?}: a whole number from 0 to {max} is allowed").into()),
    }
}

fn one_of<T: Copy>(parser: &mut Parser, option: &str, names: &[(&str, T)]) -> Result<T, lexopt::Error> {
    let text = parser.value()?.string()?;
    names.iter().find(|(name, _)| *name == text).map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        format!("{option} {text:?}: one of {} is allowed", names.join(", ")).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (Arguments, Option<String>) {
        let (arguments, error) = Arguments::read(line.split_whitespace().map(str::to_owned));
        (arguments, error.map(|error| error.to_string()))
    }

    #[test]
    fn no_argument_is_an_ordinary_run() {
        assert_eq!(read(""), (Arguments::default(), None));
    }

    #[test]
    fn every_argument_of_the_help_is_read() {
        let (arguments, error) = read(
            "--mode arcade --difficulty hard --replay d.replay --creeps 5 --bullets 6 --seed 7 --tuning a.ron \
             --autopilot --tape=b.ron --trace c.txt --ticks 60 --help",
        );
        assert_eq!(error, None);
        assert_eq!(
            arguments,
            Arguments {
                mode: Some(Start::Mode(Mode::Arcade)),
                difficulty: Some("hard".into()),
                replay: Some("d.replay".into()),
                creeps: Some(5),
                bullets: Some(6),
                seed: Some(7),
                tuning: Some("a.ron".into()),
                autopilot: true,
                tape: Some("b.ron".into()),
                trace: Some(TraceTarget::File("c.txt".into())),
                ticks: Some(60),
                help: true,
            }
        );
        let options = "--mode --difficulty --replay --creeps --bullets --seed --tuning --autopilot --tape --trace --ticks";
        for option in options.split(' ') {
            assert!(HELP.contains(option), "{option}");
        }
    }

    #[test]
    fn a_person_chooses_a_mode_and_who_plays_alone_plays_classic() {
        let classic = Start::Mode(Mode::Classic);
        for (line, start) in [
            ("", Start::Menu),
            ("--seed 7 --trace -", Start::Menu),
            ("--autopilot", classic),
            ("--tape a.ron", classic),
            ("--ticks 60", classic),
            ("--ticks 60 --mode menu", Start::Menu),
            ("--autopilot --mode horde", Start::Mode(Mode::Horde)),
            ("--creeps 10", Start::Mode(Mode::Horde)),
        ] {
            assert_eq!(read(line).0.start(), start, "{line}");
        }
    }

    #[test]
    fn a_dash_is_the_console_and_no_file() {
        for line in ["--trace - --seed 7", "--trace=- --seed 7"] {
            let (arguments, error) = read(line);
            assert_eq!(error, None);
            assert_eq!((arguments.trace, arguments.seed), (Some(TraceTarget::Console), Some(7)));
        }
    }

    #[test]
    fn a_bad_argument_is_named_and_those_before_it_count() {
        for (line, named) in [
            ("--seed 7 --sede 8", "--sede"),
            ("--seed 7 --ticks -3", "\"-3\""),
            ("--seed 7 --ticks 99999999999", "4294967295"),
            ("--seed 7 --tape", "--tape"),
            ("--seed 7 --mode tetris", "one of classic, arcade, horde, menu is allowed"),
            ("--seed 7 --difficulty brutal", "one of easy, normal, hard is allowed"),
            ("--seed 7 --creeps 100001", "100000"),
            ("--seed 7 stray", "stray"),
        ] {
            let (arguments, error) = read(line);
            let error = error.expect(line);
            assert_eq!(arguments.seed, Some(7), "{line}");
            assert!(error.contains(named) && error.contains("--help"), "{line}: {error}");
        }
    }
}
