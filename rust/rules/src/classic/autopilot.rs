//! The autopilot of Classic: decides from the visible creeps which keys to hold.

use crate::FIELD;

/// A creep as the autopilot sees it: a circle that moves down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threat {
    /// Its center, in px.
    pub x: f32,
    /// Its center, in px.
    pub y: f32,
    /// Its speed downwards, in px/s.
    pub speed: f32,
}

/// The keys to hold in this tick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Keys {
    /// -1 for left, 1 for right, 0 for neither.
    pub steer: i8,
    /// Whether to hold the trigger.
    pub fire: bool,
}

/// The horizontal distance that keeps the ship safe from a creep, between their centers, in px: both half widths and a margin.
const CLEARANCE: f32 = 72.0;
/// How far ahead the autopilot looks for danger, in s.
const DANGER_SECONDS: f32 = 0.9;
/// The horizontal distance at which a shot hits a creep, in px.
const AIM: f32 = 14.0;

/// Decides what to hold with the ship at `(x, y)`, in px, and these creeps.
///
/// Survival comes first: of a few positions, the autopilot moves to the nearest one that no creep will reach soon. Without danger it
/// lines up with the creep that is most urgent to shoot.
pub fn decide(x: f32, y: f32, threats: &[Threat]) -> Keys {
    let danger = |ship_x: f32| -> f32 {
        threats
            .iter()
            .filter(|threat| threat.y < y + CLEARANCE)
            .map(|threat| {
                let seconds = (y - CLEARANCE - threat.y) / threat.speed.max(1.0);
                let overlap = CLEARANCE - (threat.x - ship_x).abs();
                if seconds > DANGER_SECONDS || overlap <= 0.0 { 0.0 } else { overlap }
            })
            .sum()
    };
    let above = |threat: &&Threat| threat.y < y - CLEARANCE && threat.y > -20.0;
    let target = threats.iter().filter(above).max_by(|a, b| urgency(a, x, y).total_cmp(&urgency(b, x, y)));
    let goal =
        if danger(x) > 0.0 { refuge(x, &danger) } else { target.map_or(FIELD.0 / 2.0, |threat| threat.x) };
    let steer = match goal - x {
        gap if gap.abs() < 6.0 => 0,
        gap => {
            let direction = gap.signum();
            // No target is worth moving into danger.
            if danger(x) == 0.0 && danger(x + direction * 20.0) > 0.0 { 0 } else { direction as i8 }
        }
    };
    let fire = threats.iter().filter(above).any(|threat| (threat.x - x).abs() < AIM);
    Keys { steer, fire }
}

/// How urgent it is to shoot a creep: the sooner it arrives and the nearer it is, the more.
fn urgency(threat: &Threat, x: f32, y: f32) -> f32 {
    let seconds = (y - threat.y) / threat.speed.max(1.0);
    -seconds - (threat.x - x).abs() / 200.0
}

/// The position with the least danger. A small cost for the distance prefers the nearest of equals.
fn refuge(x: f32, danger: &impl Fn(f32) -> f32) -> f32 {
    let candidates = (0..=20).map(|index| 30.0 + 21.0 * index as f32);
    candidates
        .map(|candidate| (danger(candidate) + (candidate - x).abs() * 0.05, candidate))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(x, |(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHIP: (f32, f32) = (240.0, 660.0);

    fn keys(threats: &[(f32, f32)]) -> Keys {
        let threats: Vec<Threat> = threats.iter().map(|&(x, y)| Threat { x, y, speed: 200.0 }).collect();
        decide(SHIP.0, SHIP.1, &threats)
    }

    #[test]
    fn without_creeps_it_does_not_move() {
        assert_eq!(keys(&[]), Keys { steer: 0, fire: false });
    }

    #[test]
    fn it_shoots_creeps_above_it() {
        assert!(keys(&[(245.0, 100.0)]).fire);
        assert!(!keys(&[(400.0, 100.0)]).fire);
    }

    #[test]
    fn it_moves_towards_a_creep_on_either_side() {
        assert_eq!(keys(&[(400.0, 100.0)]).steer, 1);
        assert_eq!(keys(&[(80.0, 100.0)]).steer, -1);
    }

    #[test]
    fn it_dodges_to_the_free_side() {
        assert_eq!(keys(&[(220.0, 560.0), (120.0, 560.0)]).steer, 1);
        assert_eq!(keys(&[(260.0, 560.0), (360.0, 560.0)]).steer, -1);
    }

    proptest! {
        #[test]
        fn mirrored_creeps_steer_it_the_other_way(x in 0.0f32..200.0, y in -40.0f32..500.0) {
            let left = keys(&[(x, y)]);
            let right = keys(&[(480.0 - x, y)]);
            prop_assert_eq!(left.steer, -right.steer);
            prop_assert_eq!(left.fire, right.fire);
        }
    }
}
