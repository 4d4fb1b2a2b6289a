//! A ruleset's chart, as SVG: panel below panel. It brings its own dark ground, and is read on light pages and on dark ones.

use super::games::Played;
use super::panels;
use super::plot::Plot;

/// A panel, with its numbers and the space around it, in px.
const PANEL: (f64, f64) = (860.0, 270.0);
/// Below the panels, in px.
const FOOT: f64 = 8.0;

const STYLE: &str = "text{font:12px system-ui,sans-serif;fill:#aab1c0}\
.title{font-size:14px;font-weight:600;fill:#d6dbe4}.name{font-size:13px;font-weight:600}.small{font-size:11px}\
.grid{stroke:#aab1c0;stroke-opacity:.22}.limit{stroke:#f2c14e;stroke-dasharray:5 4}\
.line{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}.area{fill-opacity:.2}";

/// Draws what came of a ruleset's games.
pub fn draw(played: &Played) -> String {
    let (width, height) = (PANEL.0, 3.0 * PANEL.1 + FOOT);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n<style>{STYLE}</style>\n\
         <title>How far games get, and where they end</title>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"12\" fill=\"#171b26\"/>\n"
    );
    let plot = |row: usize| Plot {
        across: (56.0, width - 24.0),
        down: (PANEL.1 * row as f64 + 44.0, PANEL.1 * (row + 1) as f64 - 30.0),
        x: (0.0, 1.0),
        y: (0.0, 1.0),
    };
    panels::survival(&mut svg, plot(0), played);
    panels::ends(&mut svg, plot(1), played);
    if played.ruleset.bosses.is_empty() {
        panels::crowds(&mut svg, plot(2), played);
    } else {
        panels::bosses(&mut svg, plot(2), played);
    }
    svg.push_str("</svg>\n");
    svg
}
