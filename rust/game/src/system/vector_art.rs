//! Draws the vector pictures as textures, in the resolution that this screen needs.

use std::collections::VecDeque;
use std::path::Path;
use std::time::{Duration, Instant};

use creeps_rules::arguments::Start;
use creeps_rules::svg::Svg;
use godot::classes::image::AlphaMode;
use godot::classes::resource_loader::CacheMode;
use godot::classes::{
    DisplayServer, DpiTexture, FileAccess, INode, Image, ImageTexture, ResourceLoader, image,
};
use godot::global::Error;
use godot::prelude::*;

use crate::dev::run_harness;
use crate::system::command_line;
use crate::ui::layout;

/// Where the pictures are.
const FOLDERS: [&str; 3] = ["res://assets/art", "res://assets/art/arcade", "res://assets/art/ui"];
/// How many px of a file are one px of the playfield, by the beginning of its path; the first that fits counts. Skies have half of what they
/// are said to have: they never grow or turn, so small windows don't get twice what they need.
const DETAIL: [(&str, f32); 5] = [
    (BACKDROPS, 4.0),
    ("res://assets/art/arcade/bosses", 1.5),
    ("res://assets/art/arcade/boss_bar_frame", 1.0),
    ("res://assets/art/arcade/", 2.0),
    ("res://assets/art/", 4.0),
];
/// The skies of Arcade and Horde.
const BACKDROPS: &str = "res://assets/art/arcade/backdrop";
/// Sheets with more text than this are drawn cell by cell while something else is shown, and so are backdrops: no first picture has them.
const DRAWN_AT_ONCE: usize = 64 * 1024;
/// The scene whose pictures the player sees first, unless the command line asks for a game.
const FIRST_SCENE: &str = "res://scenes/app/main_menu.tscn";
/// How long a frame draws cells. One cell is drawn in any case.
const TIME_PER_FRAME: Duration = Duration::from_millis(4);
/// How many frames the window must have kept its size before the pictures are drawn for it.
const STEADY_FRAMES: u32 = 20;
/// The largest side of a texture that every device can do, in px.
const MAX_SIDE: f32 = 4096.0;

/// An autoload that draws the vector pictures (`DPITexture`) when the program starts, and again when the window has grown so far that
/// they would look blurred.
///
/// Scenes load the files as `DPITexture`, which has no mipmaps, and which multimeshes draw at scale 1 only. So this class puts an
/// `ImageTexture` in the place of each before a scene loads it. It reports the size of the file, whatever its resolution: scenes don't
/// notice. Nothing is drawn without a display.
#[derive(GodotClass)]
#[class(base = Node)]
pub struct VectorArt {
    pictures: Vec<Picture>,
    /// The px of the window per unit that the pictures are drawn for.
    unit: f32,
    /// The window has another size: frames until the pictures are drawn for it.
    redraw_in: Option<u32>,
    /// The indexes of pictures that are to be drawn.
    queue: VecDeque<usize>,
    drawing: Option<Drawing>,
    base: Base<Node>,
}

/// A picture and its texture.
struct Picture {
    path: String,
    svg: Svg,
    /// Whether it is drawn bit by bit, even when a game starts.
    can_wait: bool,
    /// Px of the file per px of the playfield.
    detail: f32,
    texture: Gd<ImageTexture>,
}

/// A picture that is being drawn.
struct Drawing {
    /// Its index.
    picture: usize,
    /// Px of the texture per px of the file.
    scale: f32,
    image: Gd<Image>,
    /// The index of the next cell.
    next: usize,
}

impl VectorArt {
    /// Draws all that waits, or as much as fits into a part of a frame.
    fn work(&mut self, is_time_limited: bool) {
        let begin = Instant::now();
        loop {
            let Some(mut drawing) = self.drawing.take().or_else(|| self.begin_next()) else { break };
            let picture = &mut self.pictures[drawing.picture];
            drawing.draw_cell(picture);
            if drawing.next < picture.svg.cells.len() {
                self.drawing = Some(drawing);
            } else {
                picture.show(drawing.image);
            }
            if is_time_limited && begin.elapsed() > TIME_PER_FRAME {
                return;
            }
        }
        if self.redraw_in.is_none() {
            self.base_mut().set_process(false);
        }
    }

    /// Draws these pictures later, first those that every game shows.
    fn enqueue(&mut self, mut pictures: Vec<usize>) {
        pictures.sort_by_key(|index| self.pictures[*index].can_wait);
        self.queue = pictures.into();
    }

    /// Draws what a game shows from its first frame on, if that isn't drawn yet.
    pub fn draw_for_game(&mut self) {
        let needed = self.queue.iter().take_while(|index| !self.pictures[**index].can_wait).count();
        if needed > 0 {
            let later = self.queue.split_off(needed);
            self.work(false);
            self.queue = later;
            // The work thought that it was done.
            self.base_mut().set_process(true);
        }
    }

    fn begin_next(&mut self) -> Option<Drawing> {
        let index = self.queue.pop_front()?;
        let picture = &self.pictures[index];
        Drawing::new(index, picture, scale(picture.detail, self.unit, picture.svg.size))
    }

    fn on_layout_changed(&mut self) {
        if layout::current().unit > self.unit {
            self.redraw_in = Some(STEADY_FRAMES);
            self.base_mut().set_process(true);
        }
    }
}

#[godot_api]
impl INode for VectorArt {
    // Not in `ready`: the engine loads the main scene before any node is ready.
    fn init(base: Base<Node>) -> Self {
        let (pictures, queue) = (take_over(), VecDeque::new());
        Self { pictures, unit: 0.0, redraw_in: None, queue, drawing: None, base }
    }

    fn ready(&mut self) {
        self.base_mut().set_process(false);
        if DisplayServer::singleton().get_name() == "headless" {
            return;
        }
        self.unit = layout::current().unit;
        let is_menu_first = matches!(command_line::arguments().start(), Start::Menu);
        let first = if is_menu_first { pictures_of(FIRST_SCENE) } else { vec![] };
        let is_needed =
            |picture: &Picture| !picture.can_wait && (!is_menu_first || first.contains(&picture.path));
        let (now, later): (Vec<_>, Vec<_>) =
            (0..self.pictures.len()).partition(|index| is_needed(&self.pictures[*index]));
        self.queue = now.into();
        self.work(false);
        self.enqueue(later);
        self.base_mut().set_process(true);
        if let Some(manager) = layout::manager(&self.to_gd().upcast()) {
            manager.signals().changed().connect_other(&self.to_gd(), Self::on_layout_changed);
        }
    }

    fn process(&mut self, _delta: f64) {
        self.redraw_in = match self.redraw_in {
            Some(0) => {
                self.unit = layout::current().unit.max(self.unit);
                self.drawing = None;
                self.enqueue((0..self.pictures.len()).collect());
                None
            }
            frames => frames.map(|frames| frames - 1),
        };
        self.work(true);
    }
}

impl Picture {
    fn load(loader: &mut ResourceLoader, path: &str) -> Option<Self> {
        let file = loader.load_ex(path).type_hint("DPITexture").cache_mode(CacheMode::IGNORE).done()?;
        let text = file.try_cast::<DpiTexture>().ok()?.get_source().to_string();
        let svg = Svg::read(&text)?;
        let detail =
            DETAIL.iter().find(|(start, _)| path.starts_with(start)).map_or(1.0, |(_, detail)| *detail);
        let blank = Image::create_empty(1, 1, false, image::Format::RGBA8)?;
        let can_wait = text.len() > DRAWN_AT_ONCE || path.starts_with(BACKDROPS);
        let path = path.to_owned();
        let mut picture = Self { path, svg, can_wait, detail, texture: ImageTexture::new_gd() };
        picture.show(blank);
        picture.texture.take_over_path(&picture.path);
        Some(picture)
    }

    /// Gives the texture an image of any resolution. Its size stays that of the file.
    fn show(&mut self, mut image: Gd<Image>) {
        image.generate_mipmaps();
        self.texture.set_image(&image);
        let (width, height) = self.svg.size;
        self.texture.set_size_override(Vector2i::new(width.round() as i32, height.round() as i32));
    }
}

impl Drawing {
    fn new(index: usize, picture: &Picture, scale: f32) -> Option<Self> {
        let (width, height) = picture.svg.size;
        let px = |length: f32| (length * scale).round().max(1.0) as i32;
        let image = Image::create_empty(px(width), px(height), false, image::Format::RGBA8)?;
        Some(Self { picture: index, scale, image, next: 0 })
    }

    fn draw_cell(&mut self, picture: &Picture) {
        let Some(cell) = picture.svg.cells.get(self.next) else { return };
        self.next += 1;
        // Whole px: a cell must not reach into its neighbor.
        let px = |length: f32| (length * self.scale).round() as i32;
        let (left, top) = (px(cell.position.0), px(cell.position.1));
        let size =
            Vector2i::new(px(cell.position.0 + cell.size.0) - left, px(cell.position.1 + cell.size.1) - top);
        let mut image = Image::new_gd();
        if image.load_svg_from_string_ex(&cell.text).scale(self.scale).done() != Error::OK {
            run_harness::report_error("the engine can't draw one of the vector pictures");
            return;
        }
        // Filters mix the color of a transparent px with its neighbors': without this, outlines get a dark fringe.
        if image.detect_alpha() != AlphaMode::NONE {
            image.fix_alpha_edges();
        }
        self.image.blit_rect(&image, Rect2i::new(Vector2i::ZERO, size), Vector2i::new(left, top));
    }
}

/// The autoload. None in a tool that has no autoloads.
pub fn node(tree: &Gd<SceneTree>) -> Option<Gd<VectorArt>> {
    tree.get_root()?.try_get_node_as("VectorArt")
}

/// The paths of the pictures that a scene loads, and of those in the scenes of it.
fn pictures_of(scene: &str) -> Vec<String> {
    let (mut scenes, mut pictures) = (vec![scene.to_owned()], vec![]);
    while let Some(scene) = scenes.pop() {
        for dependency in ResourceLoader::singleton().get_dependencies(&scene).as_slice() {
            // Written as `uid://…::::res://…`, or as the path alone.
            let dependency = dependency.to_string();
            let path = dependency.rsplit("::").next().unwrap_or_default();
            match Path::new(path).extension().and_then(|extension| extension.to_str()) {
                Some("tscn") => scenes.push(path.to_owned()),
                Some("svg") => pictures.push(path.to_owned()),
                _ => {}
            }
        }
    }
    pictures
}

/// Puts textures in the place of all vector pictures.
fn take_over() -> Vec<Picture> {
    let mut loader = ResourceLoader::singleton();
    let mut pictures = Vec::new();
    for folder in FOLDERS {
        for name in loader.list_directory(folder).as_slice() {
            let path = format!("{folder}/{name}");
            if Path::new(&path).extension().is_none_or(|extension| extension != "svg") || !is_vector(&path) {
                continue;
            }
            match Picture::load(&mut loader, &path) {
                Some(picture) => pictures.push(picture),
                None => run_harness::report_error(&format!(
                    "{path}: this is no SVG picture with width and height"
                )),
            }
        }
    }
    pictures
}

/// Whether the engine imported a picture as a vector picture.
fn is_vector(path: &str) -> bool {
    FileAccess::get_file_as_string(&format!("{path}.import")).to_string().contains("type=\"DPITexture\"")
}

/// The px of the texture per px of the file, on a window with `unit` px per px of the playfield.
///
/// Small windows get twice what they need, as far as the file has it: what is turned or grows stays sharp, and the mipmap of half the
/// size is just right for the rest.
fn scale(detail: f32, unit: f32, size: (f32, f32)) -> f32 {
    let scale = (unit / detail).max((2.0 * unit / detail).min(1.0));
    scale.min(MAX_SIDE / size.0.max(size.1).max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_a_px_for_each_px_of_the_screen_and_small_windows_twice_that() {
        let is = |detail: f32, unit: f32, size: (f32, f32), expected: f32| {
            let scale = scale(detail, unit, size);
            assert!((scale - expected).abs() < 1e-6, "{scale}, not {expected}");
        };
        let size = (100.0, 100.0);
        is(4.0, 1.0, size, 0.5);
        // More than the file has is drawn only where the screen shows it.
        is(4.0, 3.0, size, 1.0);
        is(2.0, 3.0, size, 1.5);
        // No texture is larger than devices can do.
        is(2.0, 6.0, (1024.0, 4096.0), 1.0);
    }
}
