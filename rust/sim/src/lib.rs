//! The simulation behind Arcade and Horde: engine-free, deterministic, data-oriented. Nothing here names Godot.
//!
//! | module | is |
//! |---|---|
//! | [`mode`] | a mode file: what it may say |
//! | [`sim`] | a game: [`Sim::new`], [`Sim::step`], [`Sim::hash`] |
//! | [`input`], [`event`] | what goes into a tick, and what comes out |
//! | [`view`] | what may be looked at |
//! | [`stress`] | any number of creeps and bullets |
//! | [`replay`] | what was played, to be played again |
//! | [`autopilot`], [`game`] | plays by what is to be seen; whole games of it |
//! | [`watch`] | what must hold in every tick |
//! | [`ids`] | which creep, which bullet |
//! | [`shape`] | what collides, and when |
//! | [`math`] | arithmetic that is the same everywhere |
//!
//! How a tick goes, and why it is the same everywhere: `docs/simulation.md`. How a view drives it: the crate's `README.md`.

pub mod autopilot;
pub mod event;
pub mod game;
pub mod ids;
pub mod input;
pub mod math;
pub mod mode;
pub mod replay;
pub mod shape;
pub mod sim;
pub mod stress;
pub mod view;
pub mod watch;

mod budget;
mod dice;
mod grid;
mod hash;
mod look;
mod pool;
mod score;
mod step;
mod tables;
mod units;
mod world;

pub use autopilot::{Autopilot, Skill};
pub use creeps_rules::ron_file::FileError;
pub use event::{Event, Harm, Weapon};
pub use ids::Id;
pub use input::Input;
pub use mode::{Difficulty, Mode};
pub use replay::{Recorder, Replay, ReplayError};
pub use sim::Sim;
pub use stress::Stress;
