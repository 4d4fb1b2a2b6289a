//! Turns fingers into steering: the ship follows the last finger that touched down, on the playfield or on a pad beside it.

use crate::FIELD;

/// The distance within which the ship stays where it is, in px, so that a trembling finger does not move it.
pub const DEAD_ZONE: f32 = 4.0;

/// The most fingers that count; more are ignored.
const MAX_FINGERS: usize = 10;
/// The least width of the window beside the playfield, on each side, that makes it a pad, in px of the playfield.
pub const MIN_PAD_WIDTH: f32 = 120.0;
/// The part of a pad's width, at its left and at its right, beyond which the ship is at the edge: a thumb can't reach a screen's edge.
const PAD_MARGIN: f32 = 0.15;

/// Where a finger is when it touches down. It stays a finger there until it is lifted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TouchArea {
    /// The left edge and the width of what stands for the whole playfield, in px.
    left: f32,
    width: f32,
}

impl TouchArea {
    /// The area in which a finger touches down at `x`, in px of the tutorial's playfield, which has `side_width` px of the window on
    /// each side of it.
    ///
    /// On the playfield the ship flies to the finger. On a wide side it flies to where the finger would be if the side were the
    /// playfield, so that a thumb at the edge of a phone reaches everything and hides nothing.
    pub fn at(x: f32, side_width: f32) -> Self {
        let has_pads = side_width >= MIN_PAD_WIDTH;
        let (margin, width) = (side_width * PAD_MARGIN, side_width * (1.0 - 2.0 * PAD_MARGIN));
        if has_pads && x < 0.0 {
            Self { left: margin - side_width, width }
        } else if has_pads && x > FIELD.0 {
            Self { left: FIELD.0 + margin, width }
        } else {
            Self { left: 0.0, width: FIELD.0 }
        }
    }

    /// Where on the playfield a finger at `x` leads to, both in px.
    pub fn target(&self, x: f32) -> f32 {
        (x - self.left) / self.width * FIELD.0
    }
}

/// The fingers on the field. The ship follows the last one that touched down; when that is lifted, it follows the one before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fingers {
    /// In the order in which they touched down.
    down: Vec<Finger>,
    /// Whether a finger touched down since the last [`Fingers::fire`]. Keeps taps that begin and end within one tick.
    tapped: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Finger {
    number: i32,
    area: TouchArea,
    /// See [`TouchArea::target`].
    target: f32,
}

impl Fingers {
    /// A finger touches down at `x`, in px of the tutorial's playfield, whatever the mode. `side_width` is as for [`TouchArea::at`].
    pub fn press(&mut self, number: i32, x: f32, side_width: f32) {
        self.lift(number);
        if self.down.len() < MAX_FINGERS && x.is_finite() {
            let area = TouchArea::at(x, side_width);
            self.down.push(Finger { number, area, target: area.target(x) });
            self.tapped = true;
        }
    }

    /// A finger moves to `x`, in px as for [`Fingers::press`]. Ignored for a finger that touched down elsewhere or was released by
    /// [`Fingers::release_all`].
    pub fn drag(&mut self, number: i32, x: f32) {
        if let Some(finger) = self.down.iter_mut().find(|finger| finger.number == number)
            && x.is_finite()
        {
            finger.target = finger.area.target(x);
        }
    }

    /// A finger is lifted.
    pub fn lift(&mut self, number: i32) {
        self.down.retain(|finger| finger.number != number);
    }

    /// Ignores every finger until it touches down again.
    pub fn release_all(&mut self) {
        *self = Self::default();
    }

    /// How to steer a ship at `x` that can move `max_step` in a tick, both in px as for [`Fingers::press`]: -1 (left) to 1 (right). The
    /// value is smaller where a full step would overshoot the finger.
    pub fn steer(&self, x: f32, max_step: f32) -> f32 {
        let Some(leading) = self.down.last() else { return 0.0 };
        let gap = leading.target - x;
        if gap.abs() <= DEAD_ZONE || max_step <= 0.0 { 0.0 } else { (gap / max_step).clamp(-1.0, 1.0) }
    }

    /// Whether a finger fires in this tick: one is down, or touched down since the last tick.
    pub fn fire(&mut self) -> bool {
        std::mem::take(&mut self.tapped) || !self.down.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::controls::next_ship_x;

    const STEP: f32 = 400.0 / 60.0;

    /// What can happen to a finger.
    #[derive(Clone, Copy, Debug)]
    enum TouchAction {
        Press(i32, f32),
        Drag(i32, f32),
        Lift(i32),
        ReleaseAll,
    }

    fn action() -> impl Strategy<Value = TouchAction> {
        let x = prop_oneof![-100.0f32..600.0, Just(f32::NAN), Just(f32::INFINITY), Just(f32::MIN)];
        prop_oneof![
            (0..12, x.clone()).prop_map(|(number, x)| TouchAction::Press(number, x)),
            (0..12, x).prop_map(|(number, x)| TouchAction::Drag(number, x)),
            (0..12).prop_map(TouchAction::Lift),
            Just(TouchAction::ReleaseAll),
        ]
    }

    fn after(actions: &[TouchAction]) -> Fingers {
        let mut fingers = Fingers::default();
        for action in actions {
            match *action {
                TouchAction::Press(number, x) => fingers.press(number, x, 0.0),
                TouchAction::Drag(number, x) => fingers.drag(number, x),
                TouchAction::Lift(number) => fingers.lift(number),
                TouchAction::ReleaseAll => fingers.release_all(),
            }
        }
        fingers
    }

    /// The direction in which the fingers steer a ship in the middle: -1, 0 or 1.
    fn direction(fingers: &Fingers) -> i32 {
        fingers.steer(240.0, STEP) as i32
    }

    #[test]
    fn the_ship_follows_the_last_finger_and_then_the_one_before() {
        let mut fingers =
            after(&[TouchAction::Press(0, 100.0), TouchAction::Press(1, 400.0), TouchAction::Drag(0, 50.0)]);
        assert_eq!(direction(&fingers), 1);
        fingers.lift(1);
        assert_eq!(direction(&fingers), -1);
        fingers.lift(0);
        assert_eq!(direction(&fingers), 0);
    }

    #[test]
    fn a_finger_on_a_pad_beside_the_playfield_reaches_all_of_it() {
        // A phone held sideways: each side is wider than the playfield.
        let side = 540.0;
        for (x, expected) in
            [(-540.0 + 81.0, 0.0), (-270.0, 240.0), (-81.0, 480.0), (480.0 + 270.0, 240.0), (240.0, 240.0)]
        {
            let target = TouchArea::at(x, side).target(x);
            assert!((target - expected).abs() < 0.1, "{x} leads to {target}");
        }
        // A finger that slides from its pad onto the playfield still means the pad.
        let mut fingers = Fingers::default();
        fingers.press(0, -270.0, side);
        fingers.drag(0, 20.0);
        assert_eq!(direction(&fingers), 1);
        assert!(fingers.fire());
        // Beside a playfield that fills the window there is nothing but its edge.
        assert_eq!(TouchArea::at(-60.0, 100.0), TouchArea::at(240.0, 100.0));
    }

    #[test]
    fn a_tap_between_two_ticks_fires_once() {
        let mut fingers = after(&[TouchAction::Press(0, 100.0), TouchAction::Lift(0)]);
        assert!(fingers.fire());
        assert!(!fingers.fire());
    }

    #[test]
    fn a_released_finger_is_ignored_until_it_touches_down_again() {
        let mut fingers =
            after(&[TouchAction::Press(0, 100.0), TouchAction::ReleaseAll, TouchAction::Drag(0, 50.0)]);
        assert_eq!((fingers.steer(240.0, STEP), fingers.fire()), (0.0, false));
        fingers.press(0, 50.0, 0.0);
        assert_eq!((fingers.steer(240.0, STEP), fingers.fire()), (-1.0, true));
    }

    proptest! {
        #[test]
        fn fingers_never_steer_faster_than_the_ships_speed(
            actions in prop::collection::vec(action(), 0..40), x in -1e3f32..1e3, step in 0.0f32..50.0
        ) {
            let steer = after(&actions).steer(x, step);
            prop_assert!((-1.0..=1.0).contains(&steer));
        }

        #[test]
        fn without_fingers_the_ship_stops_and_does_not_fire(actions in prop::collection::vec(action(), 0..40)) {
            let mut fingers = after(&actions);
            (0..12).for_each(|number| fingers.lift(number));
            fingers.fire();
            prop_assert_eq!((fingers.steer(240.0, STEP), fingers.fire()), (0.0, false));
        }

        #[test]
        fn the_ship_reaches_a_resting_finger_without_overshooting(
            start in 26.0f32..454.0, finger in 26.0f32..454.0, speed in 10.0f32..2000.0
        ) {
            let fingers = after(&[TouchAction::Press(0, finger)]);
            let step = speed / 60.0;
            let mut x = start;
            let mut gap = (finger - x).abs();
            for _ in 0..(gap / step) as u32 + 2 {
                x = next_ship_x(x, fingers.steer(x, step), speed, 1.0 / 60.0, 26.0, 480.0);
                let nearer = (finger - x).abs();
                prop_assert!(nearer <= gap && (finger - x) * (finger - start) >= -0.01);
                gap = nearer;
            }
            prop_assert!(gap <= DEAD_ZONE);
            prop_assert!(fingers.steer(x, step).abs() < f32::EPSILON);
        }
    }
}
