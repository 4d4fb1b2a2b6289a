//! The deterministic simulation behind Arcade and Horde, as a library.
//!
#![doc = include_str!("../README.md")]
//!
//! ## Modules
//!
//! | module | is |
//! |---|---|
//! | [`ruleset`] | a ruleset: what a file may say |
//! | [`sim`] | a game: [`Sim::new`], [`Sim::step`], [`Sim::hash`] |
//! | [`input`], [`event`] | what goes into a tick, and what comes out |
//! | [`view`] | what may be looked at |
//! | [`sprites`] | how creeps and bullets are drawn: numbers for a multimesh |
//! | [`stress`] | any number of creeps and bullets |
//! | [`memory`] | the limit that the memory sets to a tick |
//! | [`replay`] | what was played, to be played again |
//! | [`game_mod`] | a mod: a ruleset with its pictures and sounds |
//! | [`autopilot`], [`game`] | plays by what is to be seen; whole games of it |
//! | [`pace`] | how dense a game is |
//! | [`preview`] | a game from any wave on |
//! | [`invariants`] | what must hold in every tick |
//! | [`ids`] | which creep, which bullet |
//! | `schema` (a feature) | the JSON Schema of rulesets, and rulesets as JSON |
//! | [`shape`] | what collides, and when |
//! | [`math`] | arithmetic that is the same everywhere |
//!
//! How a tick goes, and why it is the same everywhere: `docs/simulation.md` in the repository.

pub mod autopilot;
pub mod event;
pub mod game;
pub mod game_mod;
pub mod ids;
pub mod input;
pub mod invariants;
pub mod math;
pub mod memory;
pub mod pace;
pub mod preview;
pub mod replay;
pub mod ruleset;
#[cfg(feature = "schema")]
pub mod schema;
pub mod shape;
pub mod sim;
pub mod sprites;
pub mod stress;
pub mod view;

mod area;
mod broad_phase;
mod budget;
mod hash;
mod pieces;
mod pool;
mod rng;
mod rules;
mod score;
mod scratch;
mod step;
mod world;

pub use autopilot::{Autopilot, Skill};
pub use creeps_rules::ron_file::FileError;
pub use event::{Bonus, Harm, SimEvent, Weapon};
pub use game_mod::Mod;
pub use ids::Id;
pub use input::Input;
pub use replay::{Recorder, Replay, ReplayError};
pub use ruleset::{Difficulty, Ruleset};
pub use sim::Sim;
pub use stress::Stress;
