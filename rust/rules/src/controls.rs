//! What held keys mean: steering, and when the trigger fires.

/// Where the ship's centre is after a tick, in px from the field's left edge.
///
/// `steer` is -1 (left) to 1 (right); left and right held together cancel out and give 0. `half_width` is the ship's, in px: the
/// whole ship stays between the edges of a field `field_width` px wide.
pub fn steered(x: f32, steer: f32, speed: f32, seconds: f32, half_width: f32, field_width: f32) -> f32 {
    let rightmost = (field_width - half_width).max(half_width);
    (x + steer.clamp(-1.0, 1.0) * speed * seconds).clamp(half_width, rightmost)
}

/// The trigger: fires while held, but not by a press that was meant for something else.
///
/// Space starts a game, resumes it and fires. The press that started or resumed must be let go before it fires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trigger {
    armed: bool,
}

impl Trigger {
    /// Asks for the trigger to be let go before it fires again.
    pub fn disarm(&mut self) {
        self.armed = false;
    }

    /// Whether the trigger fires in this tick.
    pub fn pull(&mut self, held: bool) -> bool {
        self.armed |= !held;
        self.armed && held
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_tick_to_the_right_moves_by_speed_times_time() {
        assert!((steered(240.0, 1.0, 400.0, 1.0 / 60.0, 27.0, 480.0) - 246.666_67).abs() < 1e-3);
    }

    #[test]
    fn a_press_held_over_the_start_does_not_fire() {
        let mut trigger = Trigger::default();
        assert!(!trigger.pull(true));
        assert!(!trigger.pull(true));
        assert!(!trigger.pull(false));
        assert!(trigger.pull(true));
        assert!(trigger.pull(true));
        trigger.disarm();
        assert!(!trigger.pull(true));
    }

    proptest! {
        #[test]
        fn the_ship_stays_on_the_field(
            x in -1e6f32..1e6, steer in -10.0f32..10.0, speed in 10.0f32..2000.0, half in 1.0f32..240.0
        ) {
            let x = steered(x, steer, speed, 1.0 / 60.0, half, 480.0);
            prop_assert!(x >= half && x <= 480.0 - half);
        }

        #[test]
        fn a_trigger_fires_only_while_held(holds: Vec<bool>) {
            let mut trigger = Trigger::default();
            for held in holds {
                prop_assert!(!trigger.pull(held) || held);
            }
        }
    }
}
