//! Where the ship can be without being hit: a search over lanes and moments, a whole row of lanes at a time.
//!
//! The playfield is cut into 128 upright lanes, the time ahead into moments. What is about to cross the ship's height closes
//! lanes at moments: bits of one number a moment. Where the ship can get, moment by moment, is then shifts and masks.

/// Lanes across the playfield: the bits of a number.
const LANES: f32 = 128.0;
/// How many moments it looks ahead.
pub const MOMENTS: usize = 36;
/// A lane that closes within so many moments is no place to stay.
const SOON: usize = 24;
/// Ticks in a moment.
pub const TICKS: f32 = 2.0;

/// Lanes that are closed, by moment.
#[derive(Clone, Debug)]
pub struct Lanes {
    /// In px.
    lane: f32,
    /// How many lanes the ship crosses in a moment.
    stride: u32,
    /// Moment 0 is now.
    closed: [u128; MOMENTS + 1],
}

/// A way through the lanes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// Where to be some moments from now, in px.
    pub next: f32,
    /// How many moments it stays clear of everything: [`MOMENTS`] where nothing hits at all.
    pub clear: usize,
}

impl Lanes {
    /// Open lanes of a playfield `width` px wide, for a ship that flies `speed` px a tick.
    pub fn new(width: f32, speed: f32) -> Self {
        let lane = width / LANES;
        Self { lane, stride: ((speed * TICKS / lane) as u32).max(1), closed: [0; MOMENTS + 1] }
    }

    /// The lane that `x` lies in.
    fn lane_of(&self, x: f32) -> u32 {
        // A cast takes what is left of the playfield to lane 0.
        ((x / self.lane) as u32).min(127)
    }

    /// The lanes that a ship can't be in which must not be within `half` px of `x`.
    fn around(&self, x: f32, half: f32) -> u128 {
        // Less than nothing is none at all, as where a ship is wider than its playfield.
        if half < 0.0 || x + half < 0.0 || x - half > self.lane * LANES {
            return 0;
        }
        let (first, last) = (self.lane_of(x - half), self.lane_of(x + half));
        (u128::MAX >> (127 - (last - first))) << first
    }

    /// Closes the lanes within `half` px of what crosses the ship's height from `enters` to `leaves` ticks from now, is at `x` now
    /// and flies `speed` px a tick sideways.
    pub fn close(&mut self, enters: f32, leaves: f32, x: f32, speed: f32, half: f32) {
        if leaves < 0.0 || enters > MOMENTS as f32 * TICKS {
            return;
        }
        let first = (enters / TICKS) as usize;
        let last = ((leaves / TICKS) as usize + 1).min(MOMENTS);
        for moment in first..=last {
            self.closed[moment] |= self.around(x + speed * TICKS * moment as f32, half);
        }
    }

    /// Closes the lanes within `half` px of `x` at one moment.
    pub fn close_at(&mut self, moment: usize, x: f32, half: f32) {
        self.closed[moment] |= self.around(x, half);
    }

    /// The way of a ship at `x` that stays clear the longest, and of those the one that is at `goal` soonest; where it is after
    /// `ahead` moments. `edge` px of the playfield's sides are not for it.
    pub fn way(&self, x: f32, goal: f32, edge: f32, ahead: usize) -> Way {
        let open = self.around(self.lane * LANES / 2.0, self.lane * LANES / 2.0 - edge);
        let mut reached = [0; MOMENTS + 1];
        reached[0] = 1 << self.lane_of(x);
        let mut clear = 0;
        for moment in 1..=MOMENTS {
            let mut lanes: u128 = reached[moment - 1];
            for _ in 0..self.stride {
                lanes |= lanes << 1 | lanes >> 1;
            }
            reached[moment] = lanes & open & !self.closed[moment];
            if reached[moment] == 0 {
                break;
            }
            clear = moment;
        }
        if clear == 0 {
            return Way { next: goal, clear };
        }
        // Rather where nothing comes soon than where it could still leave at the last moment.
        let calm = reached[clear] & !self.closed[..=SOON].iter().fold(0, |all, lanes| all | lanes);
        let goal = nearest(if calm == 0 { reached[clear] } else { calm }, self.lane_of(goal));
        // Back from there: each moment from where one could have come, as near to the goal as may be.
        let mut lane = goal;
        for moment in (ahead.max(1)..clear).rev() {
            let from = lane.saturating_sub(self.stride);
            let to = (lane + self.stride).min(127);
            let near = (u128::MAX >> (127 - (to - from))) << from;
            lane = nearest(reached[moment] & near, goal);
        }
        Way { next: (lane as f32 + 0.5) * self.lane, clear }
    }
}

/// The lane of `lanes`, which are not none, that is nearest to `lane`; the left one of two.
fn nearest(lanes: u128, lane: u32) -> u32 {
    let below = lanes & (u128::MAX >> (127 - lane));
    let above = lanes & (u128::MAX << lane);
    let left = (below != 0).then(|| below.ilog2());
    let right = (above != 0).then(|| above.trailing_zeros());
    match (left, right) {
        (Some(left), Some(right)) if lane - left > right - lane => right,
        (Some(left), _) => left,
        (None, Some(right)) => right,
        (None, None) => lane,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lanes() -> Lanes {
        Lanes::new(480.0, 400.0 / 60.0)
    }

    #[test]
    fn with_nothing_in_the_way_it_goes_straight_to_its_goal() {
        let way = lanes().way(100.0, 300.0, 32.0, 1);
        assert_eq!(way.clear, MOMENTS);
        assert!(way.next > 108.0, "{way:?}");
    }

    #[test]
    fn it_waits_beside_what_falls_and_goes_on_after_it() {
        let mut lanes = lanes();
        lanes.close(4.0, 30.0, 160.0, 0.0, 40.0);
        let way = lanes.way(100.0, 300.0, 32.0, 1);
        assert_eq!(way.clear, MOMENTS);
        assert!(way.next < 120.0, "{way:?}");
    }

    #[test]
    fn it_leaves_a_lane_that_is_about_to_close() {
        let mut lanes = lanes();
        lanes.close(40.0, 60.0, 240.0, 0.0, 60.0);
        let way = lanes.way(240.0, 240.0, 32.0, 4);
        assert_eq!(way.clear, MOMENTS);
        assert!((way.next - 240.0).abs() > 40.0, "{way:?}");
    }

    #[test]
    fn a_wall_leaves_no_way_for_longer_than_it_takes_to_come() {
        let mut lanes = lanes();
        lanes.close(20.0, 40.0, 240.0, 0.0, 400.0);
        assert_eq!(lanes.way(240.0, 240.0, 32.0, 1).clear, 9);
    }

    #[test]
    fn it_keeps_off_the_edges() {
        let way = (0..60).fold(100.0, |x, _| lanes().way(x, 0.0, 32.0, 1).next);
        assert!((28.0..40.0).contains(&way), "{way}");
    }

    #[test]
    fn a_ship_wider_than_its_field_has_no_way() {
        assert_eq!(Lanes::new(200.0, 5.0).way(100.0, 100.0, 150.0, 1), Way { next: 100.0, clear: 0 });
    }

    #[test]
    fn the_nearest_lane_is_found_on_both_sides() {
        assert_eq!(nearest(1 << 3 | 1 << 90, 50), 90);
        assert_eq!(nearest(1 << 3 | 1 << 90, 40), 3);
        assert_eq!(nearest(1 << 40, 40), 40);
        assert_eq!(nearest(1 << 127, 0), 127);
    }
}
