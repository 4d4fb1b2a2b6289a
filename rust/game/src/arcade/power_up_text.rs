//! The name of a power-up and what it does, in words.

use creeps_sim::ruleset::Power;

/// Its name.
pub fn name(power: &Power) -> String {
    match power {
        Power::Rapid { .. } => "Rapid fire",
        Power::Spread { .. } => "Spread",
        Power::Pierce { .. } => "Piercing",
        Power::Shield { .. } => "Shield",
        Power::Bomb { .. } => "Bomb",
        Power::Slow { .. } => "Slow motion",
        Power::Life { .. } => "Extra life",
    }
    .to_owned()
}

/// What it does, with the ruleset's numbers.
pub fn effect(power: &Power) -> String {
    match power {
        Power::Rapid { cooldown, lasts } => {
            format!("Fires {:.1} times as fast for {lasts} s", 1.0 / cooldown.max(0.01))
        }
        Power::Spread { bullets, lasts, .. } => format!("{bullets} more bullets per shot for {lasts} s"),
        Power::Pierce { creeps, lasts, .. } => {
            format!("Bullets fly through {creeps} more creeps for {lasts} s")
        }
        Power::Shield { hits: 1 } => "Takes the next hit for you".to_owned(),
        Power::Shield { hits } => format!("Takes the next {hits} hits for you"),
        Power::Bomb { bombs: 1 } => "One more bomb".to_owned(),
        Power::Bomb { bombs } => format!("{bombs} more bombs"),
        Power::Slow { time_scale, lasts } => {
            format!("Slows creeps and their bullets to {:.0} % for {lasts} s", time_scale * 100.0)
        }
        Power::Life { lives: 1 } => "One more life".to_owned(),
        Power::Life { lives } => format!("{lives} more lives"),
    }
}
