//! The stages of a tick, in the order in which `Sim::step` takes them.

mod attack;
mod boss;
mod boss_attack;
mod bullets;
mod clear;
pub(crate) mod contacts;
mod creeps;
mod formation;
mod harm;
mod hits;
mod pour;
mod power_ups;
pub(crate) mod program;
mod ship;
mod spawn;
mod waves;
mod weapon;
