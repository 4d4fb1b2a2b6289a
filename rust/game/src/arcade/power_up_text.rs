//! The name of a power-up and what it does, in words.

use creeps_sim::ruleset::Power;

use crate::ui::text::{decimal, msgid, number, tr_n, tr_n_with, tr_with};

/// Its name in English, to be translated.
pub fn name(power: &Power) -> &'static str {
    match power {
        Power::Rapid { .. } => msgid("Rapid fire"),
        Power::Spread { .. } => msgid("Spread"),
        Power::Pierce { .. } => msgid("Piercing"),
        Power::Shield { .. } => msgid("Shield"),
        Power::Bomb { .. } => msgid("Bomb"),
        Power::Slow { .. } => msgid("Slow motion"),
        Power::Life { .. } => msgid("Extra life"),
    }
}

/// What it does, with the ruleset's numbers.
pub fn effect(power: &Power) -> String {
    match *power {
        Power::Rapid { cooldown, lasts } => {
            let factor = decimal(1.0 / f64::from(cooldown.max(0.01)));
            tr_with(
                "Fires {factor} times as fast for {time} s",
                &[("factor", &factor), ("time", &decimal(lasts.into()))],
            )
        }
        Power::Spread { bullets, lasts, .. } => tr_n_with(
            "{count} more bullet per shot for {time} s",
            "{count} more bullets per shot for {time} s",
            bullets.into(),
            &[("time", &decimal(lasts.into()))],
        ),
        Power::Pierce { creeps, lasts, .. } => tr_n_with(
            "Bullets fly through {count} more creep for {time} s",
            "Bullets fly through {count} more creeps for {time} s",
            creeps.into(),
            &[("time", &decimal(lasts.into()))],
        ),
        Power::Shield { hits } => {
            tr_n("Takes the next hit for you", "Takes the next {count} hits for you", hits.into())
        }
        Power::Bomb { bombs } => tr_n("One more bomb", "{count} more bombs", bombs.into()),
        Power::Slow { time_scale, lasts } => tr_with(
            "Slows creeps and their bullets to {percent}\u{a0}% for {time} s",
            &[("percent", &number((time_scale * 100.0).round() as u64)), ("time", &decimal(lasts.into()))],
        ),
        Power::Life { lives } => tr_n("One more life", "{count} more lives", lives.into()),
    }
}
