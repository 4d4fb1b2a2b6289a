//! The name of a power-up and what it does, in words.

use std::borrow::Cow;

use creeps_rules::language;
use creeps_sim::ruleset::{Effect, Power, PowerUpKind};

use crate::ui::text::{decimal, msgid, number, tr_n, tr_n_with, tr_with};

/// Its name in English, to be translated: the ruleset's title for it, or what it does. Titles of what ships with the game are translated.
pub fn name(kind: &PowerUpKind) -> Cow<'static, str> {
    if !kind.title.is_empty() {
        return language::title_of(&kind.title).into();
    }
    let name = match kind.power {
        Power::Rapid { .. } => msgid("Rapid fire"),
        Power::Spread { .. } => msgid("Spread"),
        Power::Pierce { .. } => msgid("Piercing"),
        Power::Shield { .. } => msgid("Shield"),
        Power::Bomb { .. } => msgid("Bomb"),
        Power::Slow { .. } => msgid("Slow motion"),
        Power::Life { .. } => msgid("Extra life"),
        Power::Effects { .. } => msgid("Power-up"),
    };
    name.into()
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
        Power::Effects { ref list, lasts } => {
            let effects = list.iter().map(one_effect).collect::<Vec<_>>().join(", ");
            if lasts > 0.0 {
                tr_with("{effects} ({time} s)", &[("effects", &effects), ("time", &decimal(lasts.into()))])
            } else {
                effects
            }
        }
    }
}

/// What an effect of several does.
fn one_effect(effect: &Effect) -> String {
    match *effect {
        Effect::FireRate(times) => {
            tr_with("Fires {factor} times as fast", &[("factor", &decimal(times.into()))])
        }
        Effect::Bullets { more, .. } => {
            tr_n("{count} more bullet per shot", "{count} more bullets per shot", more.into())
        }
        Effect::BulletSpeed(times) => {
            tr_with("Bullets fly {factor} times as fast", &[("factor", &decimal(times.into()))])
        }
        Effect::Damage(more) => tr_with("Bullets do {count} more damage", &[("count", &more)]),
        Effect::Pierce { creeps, .. } => tr_n(
            "Bullets fly through {count} more creep",
            "Bullets fly through {count} more creeps",
            creeps.into(),
        ),
        Effect::TimeScale(times) => tr_with(
            "Slows creeps and their bullets to {percent}\u{a0}%",
            &[("percent", &number((times * 100.0).round() as u64))],
        ),
        Effect::Shield(hits) => {
            tr_n("Takes the next hit for you", "Takes the next {count} hits for you", hits.into())
        }
        Effect::Bombs(bombs) => tr_n("One more bomb", "{count} more bombs", bombs.into()),
        Effect::Lives(lives) => tr_n("One more life", "{count} more lives", lives.into()),
        Effect::Points(points) => tr_with("{points} points", &[("points", &number(points.into()))]),
    }
}
