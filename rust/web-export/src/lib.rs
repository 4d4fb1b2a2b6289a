//! Completes a web export and serves it on this machine, for `cargo xtask export web` and for the tests that play it.

pub mod complete;
pub mod icons;
pub mod serve;
