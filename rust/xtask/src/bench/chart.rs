//! The chart, as SVG: µs a tick by number of creeps and bullets, on logarithmic axes.
//!
//! The background is transparent and the greys are medium ones, so that it is readable on light and on dark pages.
//!
//! Why not `plotters`: it can't choose the ticks of a logarithmic axis, writes its styles into every element instead of one style sheet,
//! and leaves the placement of the lines' names to us. It would replace about 40 lines.

use std::fmt::Write as _;

use super::report::{Measurement, Report};
use super::samples::Design;

const WIDTH: f32 = 860.0;
const HEIGHT: f32 = 520.0;
/// The plot's edges, in px.
const LEFT: f32 = 76.0;
const RIGHT: f32 = 640.0;
const TOP: f32 = 34.0;
const BOTTOM: f32 = 456.0;
/// What the axes span: creeps, and µs.
const COUNTS: (f32, f32) = (80.0, 62_500.0);
const MICROS: (f32, f32) = (1.0, 1e6);
/// A sixtieth of a second, in µs.
const TICK: f32 = 16_667.0;
/// How far apart the lines' names are at least, in px.
const LEADING: f32 = 19.0;

const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#8b8f98}.title{font-size:15px;font-weight:600}\
.grid{stroke:#8b8f98;stroke-opacity:.28}.tick{stroke:#8b8f98;stroke-dasharray:5 4}\
.line{fill:none;stroke-width:2.5;stroke-linejoin:round}.name{font-weight:600}";

fn color(design: Design) -> &'static str {
    match design {
        Design::Tutorial => "#d9534f",
        Design::Classic => "#d98a1f",
        Design::Servers => "#3d8fd1",
        Design::ArcadeScene => "#2fa36b",
        Design::Simulation => "#9a6fd0",
    }
}

fn x(count: f32) -> f32 {
    LEFT + (RIGHT - LEFT) * (count / COUNTS.0).ln() / (COUNTS.1 / COUNTS.0).ln()
}

fn y(micros: f32) -> f32 {
    BOTTOM - (BOTTOM - TOP) * (micros / MICROS.0).ln() / (MICROS.1 / MICROS.0).ln()
}

/// Draws what was found.
pub fn draw(report: &Report<'_>) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">\n<style>{STYLE}</style>\n\
         <title>What a tick costs, by number of creeps and bullets</title>\n"
    );
    draw_axes(&mut svg);
    let mut lines: Vec<(Design, Vec<(f32, f32)>)> =
        Design::ALL.map(|design| (design, points(report, design))).into();
    lines.retain(|(_, points)| !points.is_empty());
    for (design, points) in &lines {
        draw_line(&mut svg, color(*design), points);
    }
    // The names stand at the right, in the lines' order, and never on each other.
    lines.sort_by(|a, b| last(&a.1).total_cmp(&last(&b.1)));
    let mut lowest = f32::MIN;
    for (design, points) in &lines {
        let at = last(points).max(lowest + LEADING);
        lowest = at;
        let name = design.name().trim();
        text(
            &mut svg,
            &format!("class=\"name\" style=\"fill:{}\"", color(*design)),
            RIGHT + 12.0,
            at + 4.0,
            name,
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn points(report: &Report<'_>, design: Design) -> Vec<(f32, f32)> {
    let measured = |row: &Measurement| {
        let cost = row.cost.as_ref().filter(|_| row.design == design)?;
        Some((x(row.count as f32), y(cost.micros.median)))
    };
    report.rows.iter().filter_map(measured).collect()
}

fn last(points: &[(f32, f32)]) -> f32 {
    points.last().map_or(0.0, |point| point.1)
}

fn draw_axes(svg: &mut String) {
    text(svg, "class=\"title\"", LEFT, 20.0, "µs a tick, headless");
    for (micros, name) in [
        (1.0, "1"),
        (10.0, "10"),
        (100.0, "100"),
        (1e3, "1,000"),
        (1e4, "10,000"),
        (1e5, "100,000"),
        (1e6, "1,000,000"),
    ] {
        let y = y(micros);
        let _ = writeln!(svg, "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/>");
        text(svg, "text-anchor=\"end\"", LEFT - 8.0, y + 4.0, name);
    }
    for (count, name) in [(100.0, "100"), (500.0, "500"), (2e3, "2,000"), (1e4, "10,000"), (5e4, "50,000")] {
        let x = x(count);
        let _ = writeln!(svg, "<path class=\"grid\" d=\"M{x:.1} {TOP}V{BOTTOM}\"/>");
        text(svg, "text-anchor=\"middle\"", x, BOTTOM + 20.0, name);
    }
    text(
        svg,
        "text-anchor=\"middle\"",
        f32::midpoint(LEFT, RIGHT),
        BOTTOM + 44.0,
        "creeps, and as many bullets",
    );
    let tick = y(TICK);
    let _ = writeln!(svg, "<path class=\"tick\" d=\"M{LEFT} {tick:.1}H{RIGHT}\"/>");
    text(svg, "", LEFT + 6.0, tick - 5.0, "a sixtieth of a second");
}

fn draw_line(svg: &mut String, color: &str, points: &[(f32, f32)]) {
    let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
    let _ = writeln!(svg, "<path class=\"line\" stroke=\"{color}\" d=\"M{}\"/>", path.join("L"));
    for (x, y) in points {
        let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{color}\"/>");
    }
}

fn text(svg: &mut String, attributes: &str, x: f32, y: f32, text: &str) {
    let _ = writeln!(svg, "<text {attributes} x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>");
}

#[cfg(test)]
mod tests {
    use super::super::samples::Findings;
    use super::*;

    fn drawn(samples: &[&str]) -> String {
        let mut findings = Findings::default();
        for sample in samples {
            findings.read(&format!("sample: {sample}")).unwrap();
        }
        draw(&Report::new(&findings).unwrap())
    }

    #[test]
    fn only_what_was_measured_has_a_line() {
        let svg = drawn(&["100 classic 300 0 1", "500 classic 900 0 1", "100 arcade 10 0 0"]);
        assert_eq!(svg.matches("class=\"line\"").count(), 2);
        assert_eq!(svg.matches("<circle").count(), 3);
        assert!(!svg.contains("GDScript"), "{svg}");
    }

    #[test]
    fn ten_times_as_much_is_as_far_everywhere() {
        assert!((y(1.0) - y(10.0) - (y(1e4) - y(1e5))).abs() < 0.01);
        assert!((y(MICROS.1) - TOP).abs() < 0.01);
    }

    #[test]
    fn names_do_not_cover_each_other() {
        let svg = drawn(&["100 tutorial 300 0 1", "100 classic 300 0 1", "100 servers 300 0 1"]);
        let heights = svg.lines().filter(|line| line.contains("class=\"name\"")).map(|line| {
            let (_, rest) = line.split_once(" y=\"").unwrap();
            rest.split_once('"').unwrap().0.parse::<f32>().unwrap()
        });
        let heights: Vec<f32> = heights.collect();
        assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= LEADING - 0.1), "{heights:?}");
    }
}
