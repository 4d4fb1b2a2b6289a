//! What the game must know of an SVG picture before the engine draws it: its size, and the cells of a sheet, which are drawn one by one.

use std::fmt::Display;

/// A vector picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Svg {
    /// Width and height of the file, in px: at scale 1.
    pub size: (f32, f32),
    /// The parts that are drawn one by one. A picture that is no sheet is one part.
    pub cells: Vec<Cell>,
}

/// A part of a picture that can be drawn on its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The upper left corner, in px of the file.
    pub position: (f32, f32),
    /// Width and height, in px of the file.
    pub size: (f32, f32),
    /// The SVG text of this part, with the size of the part.
    pub text: String,
}

impl Svg {
    /// Reads a picture; none if its first element doesn't give its width and height in px.
    ///
    /// Sheets are those whose cells are squares in rows and columns, each a line that begins with `<g transform="translate(X Y)">`, as
    /// `assets/art/src/make_arcade.py` writes them. Every other picture has one cell.
    pub fn read(text: &str) -> Option<Self> {
        let root = element(text, "<svg")?;
        let size = (number(attribute(root, "width")?)?, number(attribute(root, "height")?)?);
        let whole = || vec![Cell { position: (0.0, 0.0), size, text: text.to_owned() }];
        Some(Self { size, cells: cells(text, root, size).unwrap_or_else(whole) })
    }
}

const FIGURE: &str = "<g transform=\"translate(";

fn cells(text: &str, root: &str, size: (f32, f32)) -> Option<Vec<Cell>> {
    let view_box = attribute(root, "viewBox")?;
    let view: Vec<f32> = view_box.split(' ').map_while(number).collect();
    let &[0.0, 0.0, width, height] = &view[..] else { return None };
    let (head, body) = text.split_at(text.find(FIGURE)?);
    let body = body.trim_end().strip_suffix("</svg>")?;
    let figures: Vec<_> = body
        .lines()
        .map(|line| {
            let (x, y) = line.strip_prefix(FIGURE)?.split_once(")\">")?.0.split_once(' ')?;
            Some(((number(x)?, number(y)?), line))
        })
        .collect::<Option<_>>()?;
    let lengths = figures.iter().flat_map(|((x, y), _)| [*x, *y]).filter(|length| *length > 0.0);
    let unit = lengths.min_by(f32::total_cmp)?;
    let is_cell = |(x, y): (f32, f32)| x % unit == 0.0 && y % unit == 0.0 && x < width && y < height;
    if !figures.iter().all(|(position, _)| is_cell(*position)) {
        return None;
    }
    let scale = (size.0 / width, size.1 / height);
    let cell = |((x, y), figure): ((f32, f32), &str)| {
        let size_of_cell = (unit * scale.0, unit * scale.1);
        let own_root = root
            .replacen(view_box, &format!("{x} {y} {unit} {unit}"), 1)
            .replacen(&pair("width", attribute(root, "width")?), &pair("width", size_of_cell.0), 1)
            .replacen(&pair("height", attribute(root, "height")?), &pair("height", size_of_cell.1), 1);
        let text = format!("{}{figure}</svg>", head.replacen(root, &own_root, 1));
        Some(Cell { position: (x * scale.0, y * scale.1), size: size_of_cell, text })
    };
    figures.into_iter().map(cell).collect()
}

/// The first element that begins with `start`, up to its `>`.
fn element<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let rest = &text[text.find(start)?..];
    Some(&rest[..=rest.find('>')?])
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let rest = element.split_once(&format!(" {name}=\""))?.1;
    Some(rest.split_once('"')?.0)
}

fn pair(name: &str, value: impl Display) -> String {
    format!(" {name}=\"{value}\"")
}

/// A number of a sensible size: not negative, and finite.
fn number(text: &str) -> Option<f32> {
    text.trim_end_matches("px").parse().ok().filter(|number: &f32| number.is_finite() && *number >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96\" height=\"48\" viewBox=\"0 0 64 32\"><defs><a id=\"b\"/></defs><g transform=\"translate(0 0)\"><path d=\"1\"/></g>\n<g transform=\"translate(32 0)\"><g transform=\"translate(3 4)\"/></g>\n</svg>\n";

    #[test]
    fn a_sheet_is_cut_into_pictures_of_its_cells() {
        let svg = Svg::read(SHEET).unwrap();
        assert_eq!((svg.size, svg.cells.len()), ((96.0, 48.0), 2));
        let second = &svg.cells[1];
        assert_eq!((second.position, second.size), ((48.0, 0.0), (48.0, 48.0)));
        assert_eq!(
            second.text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"48\" height=\"48\" viewBox=\"32 0 32 32\"><defs><a id=\"b\"/></defs><g transform=\"translate(32 0)\"><g transform=\"translate(3 4)\"/></g></svg>"
        );
    }

    #[test]
    fn what_is_no_sheet_is_one_cell() {
        for changed in [
            SHEET.replace("translate(32 0)", "translate(33 7)"),
            SHEET.replace("translate(32 0)", "rotate(32)"),
            SHEET.replace("translate(32 0)", "translate(96 0)"),
            SHEET.replace("0 0 64 32", "5 0 64 32"),
            SHEET.replace("<g ", "<p "),
        ] {
            let svg = Svg::read(&changed).unwrap();
            assert_eq!(svg.cells, [Cell { position: (0.0, 0.0), size: (96.0, 48.0), text: changed }]);
        }
    }

    #[test]
    fn a_file_without_a_size_is_no_picture() {
        for text in [
            "",
            "<svg",
            "<svg>",
            "<svg width=\"1\" height=\"x\">",
            "<svg width=\"-1\" height=\"1\">",
            "<svg width=\"inf\" height=\"1\">",
        ] {
            assert_eq!(Svg::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_games_own_sheets_are_cut() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../godot-project/assets/art/arcade");
        for (sheet, cells) in [("creeps", 40), ("bosses", 20), ("bullets", 12), ("powerups", 14)] {
            let text = std::fs::read_to_string(format!("{folder}/{sheet}.svg")).unwrap();
            assert_eq!(Svg::read(&text).unwrap().cells.len(), cells, "{sheet}");
        }
    }
}
