//! What fingers on the field mean: where the ship flies.

/// How near to a finger the ship is near enough, in px: a finger trembles, the ship does not.
pub const DEAD_ZONE: f32 = 4.0;

/// The most fingers that count; more are ignored.
const MAX_FINGERS: usize = 10;

/// The fingers on the field. The one that came last leads the ship; while it stays the others do nothing, and when it is lifted
/// the one before it leads again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fingers {
    /// In the order in which they came.
    down: Vec<Finger>,
    /// Whether one came since the last [`Fingers::fire`].
    came: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Finger {
    number: i32,
    x: f32,
}

impl Fingers {
    /// A finger comes down at `x`, in px.
    pub fn press(&mut self, number: i32, x: f32) {
        self.lift(number);
        if self.down.len() < MAX_FINGERS && x.is_finite() {
            self.down.push(Finger { number, x });
            self.came = true;
        }
    }

    /// A finger has moved to `x`, in px. One that came down elsewhere, or was let go of, means nothing.
    pub fn drag(&mut self, number: i32, x: f32) {
        if let Some(finger) = self.down.iter_mut().find(|finger| finger.number == number)
            && x.is_finite()
        {
            finger.x = x;
        }
    }

    /// A finger is lifted.
    pub fn lift(&mut self, number: i32) {
        self.down.retain(|finger| finger.number != number);
    }

    /// Lets go of every finger: those that are down mean nothing until they come down anew.
    pub fn let_go(&mut self) {
        *self = Self::default();
    }

    /// How to steer a ship at `x` that flies `step` in a tick, both in px: -1 (left) to 1 (right), and less where a whole step
    /// would fly past the finger.
    pub fn steer(&self, x: f32, step: f32) -> f32 {
        let Some(leading) = self.down.last() else { return 0.0 };
        let gap = leading.x - x;
        if gap.abs() <= DEAD_ZONE || step <= 0.0 { 0.0 } else { (gap / step).clamp(-1.0, 1.0) }
    }

    /// Whether a finger fires in this tick: one is down, or was since the last tick.
    pub fn fire(&mut self) -> bool {
        std::mem::take(&mut self.came) || !self.down.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::controls::steered;

    const STEP: f32 = 400.0 / 60.0;

    /// What can happen to a finger.
    #[derive(Clone, Copy, Debug)]
    enum Act {
        Press(i32, f32),
        Drag(i32, f32),
        Lift(i32),
        LetGo,
    }

    fn act() -> impl Strategy<Value = Act> {
        let x = prop_oneof![-100.0f32..600.0, Just(f32::NAN), Just(f32::INFINITY), Just(f32::MIN)];
        prop_oneof![
            (0..12, x.clone()).prop_map(|(number, x)| Act::Press(number, x)),
            (0..12, x).prop_map(|(number, x)| Act::Drag(number, x)),
            (0..12).prop_map(Act::Lift),
            Just(Act::LetGo),
        ]
    }

    fn after(acts: &[Act]) -> Fingers {
        let mut fingers = Fingers::default();
        for act in acts {
            match *act {
                Act::Press(number, x) => fingers.press(number, x),
                Act::Drag(number, x) => fingers.drag(number, x),
                Act::Lift(number) => fingers.lift(number),
                Act::LetGo => fingers.let_go(),
            }
        }
        fingers
    }

    /// Which way the fingers steer a ship in the middle: -1, 0 or 1.
    fn way(fingers: &Fingers) -> i32 {
        fingers.steer(240.0, STEP) as i32
    }

    #[test]
    fn the_last_finger_leads_and_the_one_before_it_when_it_is_lifted() {
        let mut fingers = after(&[Act::Press(0, 100.0), Act::Press(1, 400.0), Act::Drag(0, 50.0)]);
        assert_eq!(way(&fingers), 1);
        fingers.lift(1);
        assert_eq!(way(&fingers), -1);
        fingers.lift(0);
        assert_eq!(way(&fingers), 0);
    }

    #[test]
    fn a_tap_between_two_ticks_fires_once() {
        let mut fingers = after(&[Act::Press(0, 100.0), Act::Lift(0)]);
        assert!(fingers.fire());
        assert!(!fingers.fire());
    }

    #[test]
    fn a_finger_that_was_let_go_of_means_nothing_until_it_comes_down_anew() {
        let mut fingers = after(&[Act::Press(0, 100.0), Act::LetGo, Act::Drag(0, 50.0)]);
        assert_eq!((fingers.steer(240.0, STEP), fingers.fire()), (0.0, false));
        fingers.press(0, 50.0);
        assert_eq!((fingers.steer(240.0, STEP), fingers.fire()), (-1.0, true));
    }

    proptest! {
        #[test]
        fn nothing_that_fingers_do_steers_past_the_ships_speed(
            acts in prop::collection::vec(act(), 0..40), x in -1e3f32..1e3, step in 0.0f32..50.0
        ) {
            let steer = after(&acts).steer(x, step);
            prop_assert!((-1.0..=1.0).contains(&steer));
        }

        #[test]
        fn when_all_are_lifted_the_ship_rests_and_no_finger_fires(acts in prop::collection::vec(act(), 0..40)) {
            let mut fingers = after(&acts);
            (0..12).for_each(|number| fingers.lift(number));
            fingers.fire();
            prop_assert_eq!((fingers.steer(240.0, STEP), fingers.fire()), (0.0, false));
        }

        #[test]
        fn the_ship_comes_to_a_resting_finger_without_turning_back_and_stays(
            start in 26.0f32..454.0, finger in 26.0f32..454.0, speed in 10.0f32..2000.0
        ) {
            let fingers = after(&[Act::Press(0, finger)]);
            let step = speed / 60.0;
            let mut x = start;
            let mut gap = (finger - x).abs();
            for _ in 0..(gap / step) as u32 + 2 {
                x = steered(x, fingers.steer(x, step), speed, 1.0 / 60.0, 26.0, 480.0);
                let nearer = (finger - x).abs();
                prop_assert!(nearer <= gap && (finger - x) * (finger - start) >= -0.01);
                gap = nearer;
            }
            prop_assert!(gap <= DEAD_ZONE);
            prop_assert!(fingers.steer(x, step).abs() < f32::EPSILON);
        }
    }
}
