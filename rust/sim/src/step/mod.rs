//! The parts of a tick, in the order in which `Sim::step` takes them.

mod attack;
mod boss;
mod bullets;
pub(crate) mod contacts;
mod creeps;
mod end_of_tick;
mod formation;
mod harm;
mod hits;
pub(crate) mod march;
mod parts;
mod power_ups;
pub(crate) mod program;
mod ship;
mod spawn;
mod spawn_stream;
mod waves;
mod weapon;
