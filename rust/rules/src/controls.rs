//! What held keys and fingers mean: steering, and when the trigger fires.

use crate::touch::Fingers;

/// Where the ship's centre is after a tick, in px from the field's left edge.
///
/// `steer` is -1 (left) to 1 (right); left and right held together cancel out and give 0. `half_width` is the ship's, in px: the
/// whole ship stays between the edges of a field `field_width` px wide.
pub fn steered(x: f32, steer: f32, speed: f32, seconds: f32, half_width: f32, field_width: f32) -> f32 {
    let rightmost = (field_width - half_width).max(half_width);
    (x + steer.clamp(-1.0, 1.0) * speed * seconds).clamp(half_width, rightmost)
}

/// The player's hands: keys, pads and fingers together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Controls {
    trigger: Trigger,
    /// The last tick that asked for orders.
    last_tick: Option<u64>,
    /// The fingers on the field.
    pub fingers: Fingers,
}

/// What the ship does in a tick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Orders {
    /// -1 for left to 1 for right.
    pub steer: f32,
    /// Whether it asks to fire.
    pub fire: bool,
}

impl Controls {
    /// Lets go of all that is held: it means nothing until it is pressed anew.
    pub fn let_go(&mut self) {
        self.trigger.disarm();
        self.fingers.let_go();
    }

    /// Releases everything if ticks were left out since the last call: the game was paused meanwhile. A finger may be lifted where
    /// the paused game does not hear of it, and the press that ended the pause is no shot.
    ///
    /// `tick` is the engine's count of physics ticks. Call it before a tick's orders and before an event counts. Returns whether
    /// there was a gap. That it is seen here, and not told by a notification, keeps the engine from calling back into an object
    /// that is just pausing the game.
    pub fn begin_tick(&mut self, tick: u64) -> bool {
        let was_paused = self.last_tick.is_some_and(|last| tick > last + 1);
        if was_paused {
            self.let_go();
        }
        self.last_tick = Some(tick);
        was_paused
    }

    /// The orders for a tick to a ship at `x` that flies `step` in it, both in px.
    ///
    /// `keys` is -1 (left) to 1 (right) and `held` the trigger, of keys and pads. Where they steer, fingers don't.
    pub fn orders(&mut self, keys: f32, held: bool, x: f32, step: f32) -> Orders {
        let steer = if keys == 0.0 { self.fingers.steer(x, step) } else { keys };
        // Each is asked, for each remembers.
        let (key_fires, finger_fires) = (self.trigger.pull(held), self.fingers.fire());
        Orders { steer, fire: key_fires || finger_fires }
    }
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

    #[test]
    fn keys_steer_before_fingers_and_both_fire() {
        let mut controls = Controls::default();
        controls.fingers.press(0, 400.0);
        assert_eq!(controls.orders(-1.0, false, 240.0, 7.0), Orders { steer: -1.0, fire: true });
        assert_eq!(controls.orders(0.0, false, 240.0, 7.0), Orders { steer: 1.0, fire: true });
        controls.fingers.lift(0);
        assert_eq!(controls.orders(0.0, true, 240.0, 7.0), Orders { steer: 0.0, fire: true });
        assert_eq!(controls.orders(0.0, false, 240.0, 7.0), Orders { steer: 0.0, fire: false });
    }

    #[test]
    fn ticks_that_were_left_out_release_everything() {
        let mut controls = Controls::default();
        for tick in 5..7 {
            assert!(!controls.begin_tick(tick));
            controls.orders(0.0, false, 240.0, 7.0);
        }
        controls.fingers.press(0, 400.0);
        let held = Orders { steer: 1.0, fire: true };
        // Twice in a tick is no gap.
        for tick in [7, 7] {
            assert!(!controls.begin_tick(tick));
            assert_eq!(controls.orders(0.0, true, 240.0, 7.0), held);
        }
        assert!(controls.begin_tick(9));
        assert_eq!(controls.orders(0.0, true, 240.0, 7.0), Orders { steer: 0.0, fire: false });
    }

    #[test]
    fn what_is_let_go_of_neither_steers_nor_fires() {
        let mut controls = Controls::default();
        controls.orders(0.0, false, 240.0, 7.0);
        controls.fingers.press(0, 400.0);
        controls.let_go();
        assert_eq!(controls.orders(0.0, true, 240.0, 7.0), Orders { steer: 0.0, fire: false });
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
