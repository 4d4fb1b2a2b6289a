//! Shapes against plain geometry.

use proptest::prelude::*;

use super::*;

fn shape() -> impl Strategy<Value = RoundedBox> {
    (0.0f32..60.0, 0.0f32..60.0, 0.0f32..30.0)
        .prop_filter("something", |(width, height, radius)| width + height + radius > 1.0)
        .prop_map(|(half_width, half_height, radius)| RoundedBox { half_width, half_height, radius })
}

fn position() -> impl Strategy<Value = (f32, f32)> {
    (-300.0f32..300.0, -300.0f32..300.0)
}

fn along(from: (f32, f32), to: (f32, f32), time: f32) -> (f32, f32) {
    (from.0 + (to.0 - from.0) * time, from.1 + (to.1 - from.1) * time)
}

#[test]
fn a_capsule_lies_or_stands_as_its_longer_side_says() {
    let lying = Shape::Capsule { width: 60.0, height: 20.0 }.rounded_box();
    assert_eq!(lying, RoundedBox { half_width: 20.0, half_height: 0.0, radius: 10.0 });
    assert!(lying.contains(29.0, 0.0) && !lying.contains(0.0, 11.0) && !lying.contains(28.0, 8.0));
    let standing = Shape::Capsule { width: 20.0, height: 60.0 }.rounded_box();
    assert_eq!(standing, RoundedBox { half_width: 0.0, half_height: 20.0, radius: 10.0 });
}

#[test]
fn a_rectangle_has_corners_and_a_circle_none() {
    let rectangle = Shape::Rect { width: 20.0, height: 10.0 }.rounded_box();
    assert!(rectangle.contains(10.0, 5.0) && !rectangle.contains(10.1, 5.0));
    let circle = Shape::Circle { radius: 10.0 }.rounded_box();
    assert!(circle.contains(7.0, 7.0) && !circle.contains(7.2, 7.2));
}

#[test]
fn a_path_right_through_enters_at_the_near_side() {
    let shape = Shape::Rect { width: 20.0, height: 10.0 }.rounded_box();
    assert_eq!(shape.time_of_impact((0.0, 105.0), (0.0, -95.0)), Some(0.5));
    let circle = Shape::Circle { radius: 10.0 }.rounded_box();
    assert_eq!(circle.time_of_impact((-60.0, 0.0), (40.0, 0.0)), Some(0.5));
}

#[test]
fn a_path_past_a_round_corner_misses() {
    let shape = Shape::Capsule { width: 60.0, height: 20.0 }.rounded_box();
    assert_eq!(shape.time_of_impact((29.0, 50.0), (29.0, 9.0)), None);
    assert!(shape.time_of_impact((26.0, 50.0), (26.0, 7.0)).is_some());
}

proptest! {
    #[test]
    fn what_is_inside_at_any_time_was_entered_before_it(shape in shape(), from in position(), to in position(), time in 0.0f32..=1.0) {
        let (x, y) = along(from, to, time);
        // A hair within, so that rounding does not decide.
        let inner = RoundedBox { radius: shape.radius - 0.1, ..shape };
        if shape.radius > 0.1 && inner.contains(x, y) {
            let entered = shape.time_of_impact(from, to);
            prop_assert!(entered.is_some_and(|entered| entered <= time + 1e-3), "{entered:?}");
        }
    }

    #[test]
    fn where_a_path_enters_is_the_outside(shape in shape(), from in position(), to in position()) {
        if let Some(time) = shape.time_of_impact(from, to) {
            let (x, y) = along(from, to, time);
            let outer = RoundedBox { radius: shape.radius + 0.2, ..shape };
            prop_assert!(outer.contains(x, y), "{x}, {y} at {time}");
            let inner = RoundedBox { radius: shape.radius - 0.2, ..shape };
            prop_assert!(time == 0.0 || shape.radius < 0.2 || !inner.contains(x, y), "{x}, {y} at {time}");
        }
    }

    #[test]
    fn shapes_touch_where_their_sum_holds_the_distance(a in shape(), b in shape(), (x, y) in position()) {
        // Two circles, or two boxes, for which touching is plain.
        let (a_circle, b_circle) = (RoundedBox { half_width: 0.0, half_height: 0.0, ..a }, RoundedBox { half_width: 0.0, half_height: 0.0, ..b });
        let apart = (x * x + y * y).sqrt() - a.radius - b.radius;
        prop_assume!(apart.abs() > 0.01);
        prop_assert_eq!(a_circle.minkowski_sum(b_circle).contains(x, y), apart < 0.0);
        let (a_box, b_box) = (RoundedBox { radius: 0.0, ..a }, RoundedBox { radius: 0.0, ..b });
        let apart = (x.abs() - a.half_width - b.half_width).max(y.abs() - a.half_height - b.half_height);
        prop_assume!(apart.abs() > 0.01);
        prop_assert_eq!(a_box.minkowski_sum(b_box).contains(x, y), apart < 0.0);
    }
}
