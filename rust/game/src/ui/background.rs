//! The sky: on the playfield, and around it in a window of another shape.

use creeps_rules::FIELD;
use creeps_rules::layout::Layout;
use godot::classes::node::ProcessMode;
use godot::classes::{ColorRect, INode2D, Node2D, ShaderMaterial, Sprite2D, Texture2D};
use godot::prelude::*;

use crate::system::settings;
use crate::ui::layout;

/// How long a cross-fade to another sky takes, in s.
const FADE_TIME: f64 = 1.6;
/// The color of the playfield's edge where the sky has none of its own.
const PLAIN_EDGE: Color = Color::from_rgb(0.35, 0.75, 0.95);
/// How much of the sky's color its stars have, 0 to 1.
const STAR_TINT: f64 = 0.45;
/// The speed of the near stars, in px/s. The far ones have a third of it.
const STAR_SPEED: f64 = 36.0;

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
    /// How far the stars moved, in px.
    scroll: f64,
    /// The materials of the playfield's sky and of what is around it.
    #[init(val = OnReady::from_base_fn(find_materials))]
    materials: OnReady<Vec<Gd<ShaderMaterial>>>,
    #[init(val = "scroll".into())]
    scroll_name: StringName,
    /// The color of the current sky; none for white stars and a plain edge.
    accent: Option<Color>,
    /// The sky that fades in, and how far it is: 0 to 1.
    next: Option<(Gd<Texture2D>, Option<Color>, f64)>,
    #[init(node = "Sky")]
    sky: OnReady<Gd<ColorRect>>,
    #[init(node = "Horizon")]
    horizon: OnReady<Gd<Sprite2D>>,
    #[init(node = "Around")]
    around: OnReady<Gd<ColorRect>>,
    base: Base<Node2D>,
}

impl Background {
    /// Shows another sky at once: its picture, and the color of its stars and of the playfield's edge.
    pub fn set_sky(&mut self, texture: &Gd<Texture2D>, accent: Option<Color>) {
        self.next = None;
        self.accent = accent;
        self.set_parameter("sky", texture);
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
        self.set_parameter("next_sky", texture);
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
        self.set_parameter("blend", &(progress as f32));
        self.set_parameter("edge", &edge);
        self.set_parameter("star_tint", &stars);
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
        let corner = Vector2::new(-layout.field.x / scale, -layout.field.y / scale);
        let size = Vector2::new(layout.screen.width / scale, layout.screen.height / scale);
        self.around.set_position(corner);
        self.around.set_size(size);
        self.around.set_visible(!fills_window(&layout));
        if let Some(mut material) = material_of(&self.around) {
            material.set_shader_parameter("corner", &corner.to_variant());
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

    /// Sets a parameter of the shader, on the playfield and around it.
    fn set_parameter(&self, name: &str, value: &impl ToGodot) {
        for material in &*self.materials {
            material.clone().set_shader_parameter(name, &value.to_variant());
        }
    }
}

fn find_materials(background: &Gd<Node>) -> Vec<Gd<ShaderMaterial>> {
    ["Sky", "Around"].iter().filter_map(|name| material_of(&background.get_node_as(*name))).collect()
}

fn material_of(part: &Gd<ColorRect>) -> Option<Gd<ShaderMaterial>> {
    part.get_material()?.try_cast().ok()
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
        self.set_parameter("field", &Vector2::new(FIELD.0, FIELD.1));
        self.set_parameter("has_planet", &has_planet);
        self.set_parameter("has_edge", &self.has_edge);
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
        // The near stars repeat after the playfield's height, the far ones after three times their way.
        self.scroll = (self.scroll + STAR_SPEED * delta) % (3.0 * f64::from(FIELD.1));
        for material in &mut *self.materials {
            material.set_shader_parameter(&self.scroll_name, &(self.scroll as f32).to_variant());
        }
    }
}
