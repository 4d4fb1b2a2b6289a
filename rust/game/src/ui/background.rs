//! The sky: on the playfield, and around it in a window of another shape.

use creeps_rules::FIELD;
use creeps_rules::layout::{Layout, Rect};
use creeps_rules::sky::{BRIGHT_STARS, BRIGHTNESS, FAR_STARS, Mesh, NEAR_STARS, Stars, Surroundings};
use godot::classes::mesh::{ArrayType, PrimitiveType};
use godot::classes::node::ProcessMode;
use godot::classes::{
    ArrayMesh, CanvasItem, INode2D, MeshInstance2D, Node2D, ShaderMaterial, Sprite2D, Texture2D, TextureRect,
};
use godot::prelude::*;

use crate::system::settings;
use crate::ui::layout;

/// How long a cross-fade to another sky takes, in s.
const FADE_TIME: f64 = 1.6;
/// The color of the playfield's edge where the sky has none of its own.
const PLAIN_EDGE: Color = Color::from_rgb(0.35, 0.75, 0.95);
/// How much of the sky's color its stars have, 0 to 1.
const STAR_TINT: f64 = 0.45;
/// The speed of the near stars, in px/s.
const STAR_SPEED: f64 = 36.0;
/// How many times slower the far stars are.
const FAR_SLOWNESS: f64 = 3.0;
/// Which stars are on which node.
const STARS: [(&str, Stars); 3] = [("Far", FAR_STARS), ("Near", NEAR_STARS), ("Near/Bright", BRIGHT_STARS)];

/// The sky of a screen.
///
/// What is around the playfield is drawn above everything on the playfield, so that nothing outside of it is seen.
#[derive(GodotClass)]
#[class(init, base = Node2D)]
pub struct Background {
    /// The picture of the sky, as large as the playfield.
    #[export]
    sky_texture: OnEditor<Gd<Texture2D>>,
    /// Whether a planet is below the sky.
    #[export]
    #[init(val = true)]
    has_planet: bool,
    /// Whether the playfield has an edge. A menu has none: its sky fills the window.
    #[export]
    #[init(val = true)]
    has_edge: bool,
    /// How far the near stars moved, in px.
    scroll: f64,
    /// The color of the current sky; none for white stars and a plain edge.
    accent: Option<Color>,
    /// The sky that fades in, and how far it is: 0 to 1.
    next: Option<(Gd<Texture2D>, Option<Color>, f64)>,
    #[init(node = "Sky")]
    sky: OnReady<Gd<TextureRect>>,
    #[init(node = "NextSky")]
    next_sky: OnReady<Gd<TextureRect>>,
    #[init(node = "Stars")]
    stars: OnReady<Gd<Node2D>>,
    #[init(node = "Stars/Far")]
    far_stars: OnReady<Gd<Node2D>>,
    #[init(node = "Stars/Near")]
    near_stars: OnReady<Gd<Node2D>>,
    #[init(node = "Horizon")]
    horizon: OnReady<Gd<Sprite2D>>,
    /// What is around the playfield.
    #[init(node = "Around")]
    around: OnReady<Gd<Node2D>>,
    #[init(node = "Around/Sky")]
    sky_around: OnReady<Gd<MeshInstance2D>>,
    #[init(node = "Around/NextSky")]
    next_sky_around: OnReady<Gd<MeshInstance2D>>,
    #[init(node = "Around/Stars")]
    stars_around: OnReady<Gd<Node2D>>,
    #[init(node = "Around/Stars/Far")]
    far_stars_around: OnReady<Gd<Node2D>>,
    #[init(node = "Around/Stars/Near")]
    near_stars_around: OnReady<Gd<Node2D>>,
    #[init(node = "Around/Planet")]
    planet: OnReady<Gd<MeshInstance2D>>,
    #[init(node = "Around/Edge")]
    edge: OnReady<Gd<MeshInstance2D>>,
    base: Base<Node2D>,
}

impl Background {
    /// Shows another sky at once: its picture, and the color of its stars and of the playfield's edge.
    pub fn set_sky(&mut self, texture: &Gd<Texture2D>, accent: Option<Color>) {
        self.next = None;
        self.accent = accent;
        self.sky.set_texture(texture);
        self.sky_around.set_texture(texture);
        self.show_fade();
    }

    /// Fades over to another sky, or shows it at once if the player wants less motion.
    pub fn fade_to(&mut self, texture: &Gd<Texture2D>, accent: Color) {
        if settings::get(|settings| settings.reduced_motion) {
            return self.set_sky(texture, Some(accent));
        }
        // Of two changes at once only the second is seen.
        if let Some((texture, accent, _)) = self.next.take() {
            self.set_sky(&texture, accent);
        }
        self.next_sky.set_texture(texture);
        self.next_sky_around.set_texture(texture);
        self.next = Some((texture.clone(), Some(accent), 0.0));
        self.show_fade();
    }

    /// Goes on with a cross-fade.
    fn fade(&mut self, delta: f64) {
        let Some((texture, accent, progress)) = &mut self.next else { return };
        *progress += delta / FADE_TIME;
        if *progress >= 1.0 {
            let (texture, accent) = (texture.clone(), *accent);
            self.set_sky(&texture, accent);
        } else {
            self.show_fade();
        }
    }

    /// Shows how far the cross-fade is.
    fn show_fade(&mut self) {
        let (next, progress) =
            self.next.as_ref().map_or((self.accent, 0.0), |(_, accent, progress)| (*accent, *progress));
        let [(edge, stars), (next_edge, next_stars)] = [self.accent, next].map(|accent| match accent {
            Some(accent) => (accent, Color::WHITE.lerp(accent, STAR_TINT)),
            None => (PLAIN_EDGE, Color::WHITE),
        });
        let (edge, stars) = (edge.lerp(next_edge, progress), stars.lerp(next_stars, progress));
        let faded = Color::from_rgba(1.0, 1.0, 1.0, progress as f32);
        let next_skies: [Gd<CanvasItem>; 2] =
            [self.next_sky.clone().upcast(), self.next_sky_around.clone().upcast()];
        for mut next_sky in next_skies {
            next_sky.set_visible(progress > 0.0);
            next_sky.set_modulate(faded);
        }
        self.edge.set_modulate(edge);
        self.stars.set_modulate(stars);
        // Around the playfield it is darker.
        let around = if self.has_edge { BRIGHTNESS } else { 1.0 };
        self.stars_around.set_modulate(stars * around);
    }

    fn fit(&mut self) {
        let layout = layout::current();
        let scale = layout.field_scale();
        // On a layer of its own the window's canvas transform does not reach it.
        if self.base().get_canvas_layer_node().is_some() {
            let mut base = self.base_mut();
            base.set_position(Vector2::new(layout.field.x, layout.field.y));
            base.set_scale(Vector2::splat(scale));
        }
        let window = Rect {
            x: -layout.field.x / scale,
            y: -layout.field.y / scale,
            width: layout.screen.width / scale,
            height: layout.screen.height / scale,
        };
        let has_surroundings = !fills_window(&layout);
        self.around.set_visible(has_surroundings);
        if !has_surroundings {
            return;
        }
        // They did not move while nobody saw them, and may stand still now.
        self.move_stars();
        let surroundings = Surroundings { has_planet: self.has_planet, has_edge: self.has_edge };
        let sky = to_engine(&surroundings.sky(window));
        self.sky_around.set_mesh(&sky);
        self.next_sky_around.set_mesh(&sky);
        self.planet.set_mesh(&to_engine(&surroundings.planet(window)));
        for (name, stars) in STARS {
            let mesh = to_engine(&stars.mesh(window));
            self.stars_around.get_node_as::<MeshInstance2D>(name).set_mesh(&mesh);
        }
        if let Some(mut outside) =
            self.planet.get_material().and_then(|it| it.try_cast::<ShaderMaterial>().ok())
        {
            let base = self.base();
            outside.set_shader_parameter("corner", &base.get_global_position().to_variant());
            let size = Vector2::new(FIELD.0, FIELD.1) * base.get_global_scale();
            outside.set_shader_parameter("size", &size.to_variant());
        }
    }

    /// Darkens the sky and stops the stars, if the player wants that.
    fn follow_settings(&mut self) {
        let (brightness, is_still) =
            settings::get(|settings| (settings.background_brightness(), settings.reduced_motion));
        let mode = if is_still { ProcessMode::DISABLED } else { ProcessMode::INHERIT };
        if is_still && let Some((texture, accent, _)) = self.next.take() {
            self.set_sky(&texture, accent);
        }
        let mut base = self.base_mut();
        base.set_modulate(Color::from_rgb(brightness, brightness, brightness));
        base.set_process_mode(mode);
    }

    fn move_stars(&mut self) {
        let way = |slowness: f64| Vector2::new(0.0, ((self.scroll / slowness) % f64::from(FIELD.1)) as f32);
        let (far, near) = (way(FAR_SLOWNESS), way(1.0));
        self.far_stars.set_position(far);
        self.near_stars.set_position(near);
        if self.around.is_visible() {
            self.far_stars_around.set_position(far);
            self.near_stars_around.set_position(near);
        }
    }
}

fn to_engine(mesh: &Mesh) -> Gd<ArrayMesh> {
    let mut result = ArrayMesh::new_gd();
    if mesh.indices.is_empty() {
        return result;
    }
    let vectors = |pairs: &[(f32, f32)]| -> PackedVector2Array {
        pairs.iter().map(|(x, y)| Vector2::new(*x, *y)).collect()
    };
    let colors: PackedColorArray = mesh
        .colors
        .iter()
        .map(|[red, green, blue, alpha]| Color::from_rgba(*red, *green, *blue, *alpha))
        .collect();
    let indices: PackedInt32Array = mesh.indices.iter().map(|index| index.cast_signed()).collect();
    let mut arrays = VarArray::new();
    arrays.resize(ArrayType::MAX.ord() as usize, &Variant::nil());
    arrays.set(ArrayType::VERTEX.ord() as usize, &vectors(&mesh.positions).to_variant());
    arrays.set(ArrayType::TEX_UV.ord() as usize, &vectors(&mesh.uvs).to_variant());
    arrays.set(ArrayType::COLOR.ord() as usize, &colors.to_variant());
    arrays.set(ArrayType::INDEX.ord() as usize, &indices.to_variant());
    result.add_surface_from_arrays(PrimitiveType::TRIANGLES, &arrays);
    result
}

/// Whether nothing is around the playfield.
fn fills_window(layout: &Layout) -> bool {
    layout.field.x.max(layout.field.y) < 0.5
}

#[godot_api]
impl INode2D for Background {
    fn ready(&mut self) {
        let has_planet = self.has_planet;
        self.horizon.set_visible(has_planet);
        let field = Rect { x: 0.0, y: 0.0, width: FIELD.0, height: FIELD.1 };
        for (name, stars) in STARS {
            self.stars.get_node_as::<MeshInstance2D>(name).set_mesh(&to_engine(&stars.mesh(field)));
        }
        let surroundings = Surroundings { has_planet, has_edge: self.has_edge };
        self.edge.set_mesh(&to_engine(&surroundings.edge()));
        // A menu's controls are on the same layer, after this node.
        self.around.set_z_index(if self.has_edge { 100 } else { 0 });
        let texture = self.sky_texture.clone();
        self.set_sky(&texture, None);
        self.fit();
        self.follow_settings();
        let this = self.to_gd();
        settings::node(&this).signals().changed().connect_other(&this, Self::follow_settings);
        if let Some(manager) = layout::manager(&this.clone().upcast()) {
            manager.signals().changed().connect_other(&this, Self::fit);
        }
    }

    fn process(&mut self, delta: f64) {
        self.fade(delta);
        // All repeat after the playfield's height, which is a longer way of the near ones for the far ones.
        self.scroll = (self.scroll + STAR_SPEED * delta) % (FAR_SLOWNESS * f64::from(FIELD.1));
        self.move_stars();
    }
}
