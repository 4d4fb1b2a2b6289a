//! The game's own command line: the arguments after `--`.

use std::fmt;

use lexopt::{Arg, Parser, ValueExt};

use crate::GameMode;
use crate::language::LANGUAGES;
use crate::mod_id::ModId;

/// What `--help` prints.
pub const HELP: &str = "\
Shoot the Creeps: options of the game, after `--`

  --mode MODE    start with classic, arcade or horde, and leave the program from its title; menu starts
                 with the menu. Without it, runs with --input-script, --autopilot or --ticks start with
                 Classic, all others with the menu
  --mod NAME     start with a mod: the name of its folder or zip file
  --difficulty D the difficulty of Arcade, Horde and mods: easy, normal or hard
  --seed N       use N (a whole number) as the first game's random seed; the next game uses N + 1
  --tuning FILE  read FILE in place of config/tuning.ron, and again whenever it changes; such games
                 don't count for the best score
  --language L   use language L (en, de, es, fr, pt_BR, ja or zh_CN) in place of the player's own
  --replay FILE  show the replay of a game of Arcade or Horde; a link to one, or its end from #r= on, is
                 allowed, too
  --daily        start with the daily challenge
  --creeps N     stress test: run Horde with N creeps at all times; nothing damages the ship
  --bullets N    the same with N bullets
  --autopilot    let the computer play; its games don't count for the best score
  --input-script FILE
                 press the keys that FILE lists (RON; rust/rules/src/dev/input_script.rs has the format)
  --trace FILE   write every event of the game to FILE, one per line; - is the console
  --ticks N      quit after N physics ticks (60 per second)
  --frame-times  print at the end how much of the processor's time each frame took, and what happened in the
                 longest ones
  --help         print this and quit

Examples:
  cargo xtask play -- --seed 7
  cargo xtask play -- --mode arcade --difficulty hard
  cargo xtask play -- --tuning my-numbers.ron
";

/// The options of this run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is an option of its own
pub struct Arguments {
    /// The first screen.
    pub mode: Option<Start>,
    /// The difficulty of Arcade and Horde: one of [`DIFFICULTIES`].
    pub difficulty: Option<String>,
    /// The code of the language, in place of the player's own: one of [`LANGUAGES`].
    pub language: Option<&'static str>,
    /// The replay to show: a file, or a link.
    pub replay: Option<String>,
    /// Whether to start with the daily challenge.
    pub daily: bool,
    /// The number of creeps of a stress test.
    pub creeps: Option<u32>,
    /// The number of bullets of a stress test.
    pub bullets: Option<u32>,
    /// The first game's seed.
    pub seed: Option<u64>,
    /// The tuning file that overrides the others.
    pub tuning: Option<String>,
    /// Whether the computer plays.
    pub autopilot: bool,
    /// The input script to play.
    pub input_script: Option<String>,
    /// The output of the trace.
    pub trace: Option<TraceTarget>,
    /// The number of physics ticks to quit after.
    pub ticks: Option<u32>,
    /// Whether to print a stutter report at the end.
    pub frame_times: bool,
    /// Whether to print [`HELP`] and quit.
    pub help: bool,
}

/// The first screen of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The menu.
    Menu,
    /// The title of a mode.
    Mode(GameMode),
}

impl Start {
    const NAMES: [(&str, Self); 4] = [
        ("classic", Self::Mode(GameMode::Classic)),
        ("arcade", Self::Mode(GameMode::Arcade)),
        ("horde", Self::Mode(GameMode::Horde)),
        ("menu", Self::Menu),
    ];
}

/// The values of `--difficulty`.
pub const DIFFICULTIES: [&str; 3] = ["easy", "normal", "hard"];

/// The maximum number of creeps, and of bullets, in a stress test.
const MAX_STRESS_COUNT: u64 = 100_000;

/// The output of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceTarget {
    /// Standard output, or a browser's console: `--trace -`.
    Console,
    /// This file.
    File(String),
}

impl From<String> for TraceTarget {
    fn from(argument: String) -> Self {
        if argument == "-" { Self::Console } else { Self::File(argument) }
    }
}

/// An argument that the game does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArgumentError(String);

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; `--help` lists what is allowed", self.0)
    }
}

impl std::error::Error for ArgumentError {}

impl Arguments {
    /// Parses the arguments up to the first invalid one. Those before it are used.
    pub fn read<I: IntoIterator<Item = String>>(arguments: I) -> (Self, Option<ArgumentError>) {
        let mut read = Self::default();
        let mut parser = Parser::from_args(arguments);
        let error = read.fill(&mut parser).err();
        (read, error.map(|error| ArgumentError(format!("command line: {error}"))))
    }

    /// The first screen: the one that `--mode` asks for, or the one that suits the other arguments.
    pub fn start(&self) -> Start {
        let is_stress = self.creeps.is_some() || self.bullets.is_some();
        // Nobody is there to use the menu.
        let is_unattended = self.input_script.is_some() || self.autopilot || self.ticks.is_some();
        match self.mode {
            _ if is_stress => Start::Mode(GameMode::Horde),
            Some(start) => start,
            None if is_unattended => Start::Mode(GameMode::Classic),
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
                Arg::Long("mod") => {
                    let id = ModId::new(&parser.value()?.string()?)?;
                    self.mode = Some(Start::Mode(GameMode::Mod(id)));
                }
                Arg::Long("difficulty") => {
                    let names = DIFFICULTIES.map(|name| (name, name));
                    self.difficulty = Some(one_of(parser, "--difficulty", &names)?.to_owned());
                }
                Arg::Long("language") => {
                    let codes = LANGUAGES.each_ref().map(|language| (language.code, language.code));
                    self.language = Some(one_of(parser, "--language", &codes)?);
                }
                Arg::Long("replay") => self.replay = Some(parser.value()?.string()?),
                Arg::Long("creeps") => {
                    self.creeps = u32::try_from(number(parser, "--creeps", MAX_STRESS_COUNT)?).ok();
                }
                Arg::Long("bullets") => {
                    self.bullets = u32::try_from(number(parser, "--bullets", MAX_STRESS_COUNT)?).ok();
                }
                Arg::Long("tuning") => self.tuning = Some(parser.value()?.string()?),
                Arg::Long("input-script") => self.input_script = Some(parser.value()?.string()?),
                Arg::Long("trace") => self.trace = Some(parser.value()?.string()?.into()),
                Arg::Long("autopilot") => self.autopilot = true,
                Arg::Long("frame-times") => self.frame_times = true,
                Arg::Long("daily") => self.daily = true,
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
    fn a_mod_is_started_by_its_name() {
        let (arguments, error) = read("--mod boss_rush");
        let id = ModId::new("boss_rush").unwrap();
        assert_eq!((arguments.start(), error), (Start::Mode(GameMode::Mod(id)), None));
        assert!(read("--mod ../evil").1.is_some_and(|error| error.contains("1 to 24 of a-z")));
    }

    #[test]
    fn without_arguments_everything_has_its_default() {
        assert_eq!(read(""), (Arguments::default(), None));
    }

    #[test]
    fn every_argument_of_the_help_is_read() {
        let (arguments, error) = read(
            "--mode arcade --difficulty hard --language pt_BR --replay d.replay --creeps 5 --bullets 6 --seed 7 --tuning a.ron \
             --autopilot --daily --input-script=b.ron --trace c.txt --ticks 60 --frame-times --help",
        );
        assert_eq!(error, None);
        assert_eq!(
            arguments,
            Arguments {
                mode: Some(Start::Mode(GameMode::Arcade)),
                difficulty: Some("hard".into()),
                language: Some("pt_BR"),
                replay: Some("d.replay".into()),
                daily: true,
                creeps: Some(5),
                bullets: Some(6),
                seed: Some(7),
                tuning: Some("a.ron".into()),
                autopilot: true,
                input_script: Some("b.ron".into()),
                trace: Some(TraceTarget::File("c.txt".into())),
                ticks: Some(60),
                frame_times: true,
                help: true,
            }
        );
        let options = "--mode --difficulty --language --replay --daily --creeps --bullets --seed --tuning --autopilot --input-script --trace --ticks --frame-times";
        for option in options.split(' ') {
            assert!(HELP.contains(option), "{option}");
        }
    }

    #[test]
    fn a_person_gets_the_menu_and_an_unattended_run_plays_classic() {
        let classic = Start::Mode(GameMode::Classic);
        for (line, start) in [
            ("", Start::Menu),
            ("--seed 7 --trace -", Start::Menu),
            ("--autopilot", classic),
            ("--input-script a.ron", classic),
            ("--ticks 60", classic),
            ("--ticks 60 --mode menu", Start::Menu),
            ("--autopilot --mode horde", Start::Mode(GameMode::Horde)),
            ("--creeps 10", Start::Mode(GameMode::Horde)),
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
    fn the_error_names_the_invalid_argument_and_those_before_it_are_used() {
        for (line, named) in [
            ("--seed 7 --sede 8", "--sede"),
            ("--seed 7 --ticks -3", "\"-3\""),
            ("--seed 7 --ticks 99999999999", "4294967295"),
            ("--seed 7 --input-script", "--input-script"),
            ("--seed 7 --mode tetris", "one of classic, arcade, horde, menu is allowed"),
            ("--seed 7 --difficulty brutal", "one of easy, normal, hard is allowed"),
            ("--seed 7 --language tlh", "one of en, de, es, fr, pt_BR, ja, zh_CN is allowed"),
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
