//! A plot of the chart, as SVG: two linear axes, and what is drawn between them.

use std::fmt::Write as _;

/// Between an axis's numbers and the axis, in px.
const GAP: f64 = 6.0;

/// A rectangle of the chart and what it spans.
#[derive(Clone, Copy, Debug)]
pub struct Plot {
    /// The left and the right edge, in px.
    pub across: (f64, f64),
    /// The upper and the lower edge, in px.
    pub down: (f64, f64),
    /// What the edges stand for, left and right.
    pub x: (f64, f64),
    /// What the edges stand for, below and above.
    pub y: (f64, f64),
}

impl Plot {
    /// Where `value` is, in px; what is beyond an edge is at it.
    pub fn x(&self, value: f64) -> f64 {
        between(self.across, (value - self.x.0) / (self.x.1 - self.x.0))
    }

    /// Where `value` is, in px; what is beyond an edge is at it.
    pub fn y(&self, value: f64) -> f64 {
        between((self.down.1, self.down.0), (value - self.y.0) / (self.y.1 - self.y.0))
    }

    /// The title, and lines with numbers: `columns` and `rows` are where, and what stands there.
    pub fn axes(&self, svg: &mut String, title: &str, columns: &[(f64, String)], rows: &[(f64, String)]) {
        let ((left, right), (top, bottom)) = (self.across, self.down);
        text(svg, "class=\"title\"", left, top - 14.0, title);
        for (value, name) in rows {
            let y = self.y(*value);
            let _ = writeln!(svg, "<path class=\"grid\" d=\"M{left:.1} {y:.1}H{right:.1}\"/>");
            text(svg, "text-anchor=\"end\"", left - GAP, y + 4.0, name);
        }
        for (value, name) in columns {
            let x = self.x(*value);
            let _ = writeln!(svg, "<path class=\"grid\" d=\"M{x:.1} {bottom:.1}v{GAP}\"/>");
            text(svg, "text-anchor=\"middle\"", x, bottom + 20.0, name);
        }
    }

    /// A line through points.
    pub fn line(&self, svg: &mut String, color: &str, points: &[(f64, f64)]) {
        let _ = writeln!(svg, "<path class=\"line\" stroke=\"{color}\" d=\"M{}\"/>", self.path(points));
    }

    /// An area between points on its lower and on its upper side, both from left to right.
    pub fn area(&self, svg: &mut String, color: &str, low: &[(f64, f64)], high: &[(f64, f64)]) {
        let around: Vec<_> = low.iter().chain(high.iter().rev()).copied().collect();
        let _ = writeln!(svg, "<path class=\"area\" fill=\"{color}\" d=\"M{}Z\"/>", self.path(&around));
    }

    /// A bar from the lower axis up to `value`, from `left` to `right` on the lower axis.
    pub fn bar(&self, svg: &mut String, color: &str, left: f64, right: f64, value: f64) {
        let (x, y) = (self.x(left), self.y(value));
        let (width, height) = (self.x(right) - x, self.down.1 - y);
        let _ = writeln!(
            svg,
            "<rect fill=\"{color}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
        );
    }

    /// A dashed line at a height, with its name at the right.
    pub fn limit(&self, svg: &mut String, value: f64, name: &str) {
        let (y, (left, right)) = (self.y(value), self.across);
        let _ = writeln!(svg, "<path class=\"limit\" d=\"M{left:.1} {y:.1}H{right:.1}\"/>");
        text(svg, "class=\"small\" text-anchor=\"end\"", right, y - 4.0, name);
    }

    /// A dot, and a stroke from `low` to `high`.
    pub fn whisker(&self, svg: &mut String, color: &str, x: f64, low: f64, middle: f64, high: f64) {
        let (x, low, middle, high) = (self.x(x), self.y(low), self.y(middle), self.y(high));
        let _ = writeln!(svg, "<path class=\"line\" stroke=\"{color}\" d=\"M{x:.1} {low:.1}V{high:.1}\"/>");
        let _ = writeln!(svg, "<circle fill=\"{color}\" cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"4.5\"/>");
    }

    /// Names in their colours, side by side at the upper right.
    pub fn legend(&self, svg: &mut String, names: &[(&str, &str)]) {
        let mut x = self.across.1;
        for (name, color) in names.iter().rev() {
            let style = format!("class=\"name\" text-anchor=\"end\" style=\"fill:{color}\"");
            text(svg, &style, x, self.down.0 - 14.0, name);
            // Letters are some 8 px wide.
            x -= 8.0 * name.len() as f64 + 12.0;
        }
    }

    fn path(&self, points: &[(f64, f64)]) -> String {
        let places = points.iter().map(|(x, y)| format!("{:.1} {:.1}", self.x(*x), self.y(*y)));
        places.collect::<Vec<_>>().join("L")
    }
}

fn between((from, to): (f64, f64), part: f64) -> f64 {
    from + (to - from) * part.clamp(0.0, 1.0)
}

/// A text.
pub fn text(svg: &mut String, attributes: &str, x: f64, y: f64, text: &str) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(svg, "<text {attributes} x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>");
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLOT: Plot = Plot { across: (100.0, 200.0), down: (50.0, 150.0), x: (0.0, 10.0), y: (0.0, 100.0) };

    fn px(places: [f64; 3]) -> [i32; 3] {
        places.map(|place| place.round() as i32)
    }

    #[test]
    fn values_are_placed_between_the_edges() {
        assert_eq!(px([PLOT.x(0.0), PLOT.x(5.0), PLOT.x(10.0)]), [100, 150, 200]);
        assert_eq!(px([PLOT.y(0.0), PLOT.y(25.0), PLOT.y(100.0)]), [150, 125, 50]);
    }

    #[test]
    fn what_is_beyond_an_edge_is_drawn_at_it() {
        assert_eq!(px([PLOT.x(-3.0), PLOT.x(30.0), PLOT.y(180.0)]), [100, 200, 50]);
    }

    #[test]
    fn names_from_a_mode_file_are_no_markup() {
        let mut svg = String::new();
        text(&mut svg, "", 0.0, 0.0, "<Me & You>");
        assert!(svg.contains(">&lt;Me &amp; You></text>"), "{svg}");
    }
}
