//! Shapes against plain geometry.

use proptest::prelude::*;

use super::*;

fn shape() -> impl Strategy<Value = Rounded> {
    (0.0f32..60.0, 0.0f32..60.0, 0.0f32..30.0)
        .prop_filter("something", |(width, height, radius)| width + height + radius > 1.0)
        .prop_map(|(half_width, half_height, radius)| Rounded { half_width, half_height, radius })
}

fn place() -> impl Strategy<Value = (f32, f32)> {
    (-300.0f32..300.0, -300.0f32..300.0)
}

fn along(from: (f32, f32), to: (f32, f32), time: f32) -> (f32, f32) {
    (from.0 + (to.0 - from.0) * time, from.1 + (to.1 - from.1) * time)
}

#[test]
fn a_capsule_lies_or_stands_as_its_longer_side_says() {
    let lying = Shape::Capsule { width: 60.0, height: 20.0 }.rounded();
    assert_eq!(lying, Rounded { half_width: 20.0, half_height: 0.0, radius: 10.0 });
    assert!(lying.holds(29.0, 0.0) && !lying.holds(0.0, 11.0) && !lying.holds(28.0, 8.0));
    let standing = Shape::Capsule { width: 20.0, height: 60.0 }.rounded();
    assert_eq!(standing, Rounded { half_width: 0.0, half_height: 20.0, radius: 10.0 });
}

#[test]
fn a_rectangle_has_corners_and_a_circle_none() {
    let rectangle = Shape::Rect { width: 20.0, height: 10.0 }.rounded();
    assert!(rectangle.holds(10.0, 5.0) && !rectangle.holds(10.1, 5.0));
    let circle = Shape::Circle { radius: 10.0 }.rounded();
    assert!(circle.holds(7.0, 7.0) && !circle.holds(7.2, 7.2));
}

#[test]
fn a_path_right_through_enters_at_the_near_side() {
    let shape = Shape::Rect { width: 20.0, height: 10.0 }.rounded();
    assert_eq!(shape.entered((0.0, 105.0), (0.0, -95.0)), Some(0.5));
    let circle = Shape::Circle { radius: 10.0 }.rounded();
    assert_eq!(circle.entered((-60.0, 0.0), (40.0, 0.0)), Some(0.5));
}

#[test]
fn a_path_past_a_round_corner_misses() {
    let shape = Shape::Capsule { width: 60.0, height: 20.0 }.rounded();
    assert_eq!(shape.entered((29.0, 50.0), (29.0, 9.0)), None);
    assert!(shape.entered((26.0, 50.0), (26.0, 7.0)).is_some());
}

proptest! {
    #[test]
    fn what_is_inside_at_any_time_was_entered_before_it(shape in shape(), from in place(), to in place(), time in 0.0f32..=1.0) {
        let (x, y) = along(from, to, time);
        // A hair within, so that rounding does not decide.
        let inner = Rounded { radius: shape.radius - 0.1, ..shape };
        if shape.radius > 0.1 && inner.holds(x, y) {
            let entered = shape.entered(from, to);
            prop_assert!(entered.is_some_and(|entered| entered <= time + 1e-3), "{entered:?}");
        }
    }

    #[test]
    fn where_a_path_enters_is_the_outside(shape in shape(), from in place(), to in place()) {
        if let Some(time) = shape.entered(from, to) {
            let (x, y) = along(from, to, time);
            let outer = Rounded { radius: shape.radius + 0.2, ..shape };
            prop_assert!(outer.holds(x, y), "{x}, {y} at {time}");
            let inner = Rounded { radius: shape.radius - 0.2, ..shape };
            prop_assert!(time == 0.0 || shape.radius < 0.2 || !inner.holds(x, y), "{x}, {y} at {time}");
        }
    }

    #[test]
    fn shapes_touch_where_their_sum_holds_the_distance(a in shape(), b in shape(), (x, y) in place()) {
        // Two circles, or two boxes, for which touching is plain.
        let (a_circle, b_circle) = (Rounded { half_width: 0.0, half_height: 0.0, ..a }, Rounded { half_width: 0.0, half_height: 0.0, ..b });
        let apart = (x * x + y * y).sqrt() - a.radius - b.radius;
        prop_assume!(apart.abs() > 0.01);
        prop_assert_eq!(a_circle.plus(b_circle).holds(x, y), apart < 0.0);
        let (a_box, b_box) = (Rounded { radius: 0.0, ..a }, Rounded { radius: 0.0, ..b });
        let apart = (x.abs() - a.half_width - b.half_width).max(y.abs() - a.half_height - b.half_height);
        prop_assume!(apart.abs() > 0.01);
        prop_assert_eq!(a_box.plus(b_box).holds(x, y), apart < 0.0);
    }
}
