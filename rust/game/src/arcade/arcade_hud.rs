//! The part of the HUD for Arcade and Horde: combo, lives, bombs, power-ups, the boss's health, the wave.

use std::fmt::Write as _;

use creeps_rules::GameMode;
use creeps_rules::layout::{Arrangement, Rect};
use creeps_rules::time::ticks;
use creeps_sim::Sim;
use creeps_sim::view::{BossView, WaveView};
use godot::builtin::Side;
use godot::classes::{
    AtlasTexture, BoxContainer, Button, CanvasLayer, Control, ICanvasLayer, InputEvent, Label, ProgressBar,
    TextureRect, Tween,
};
use godot::global::HorizontalAlignment;
use godot::prelude::*;

use super::sprites::{RulesetSprites, icon};
use crate::dev::allocations;
use crate::system::{input, settings};
use crate::ui::layout::{self, place};
use crate::ui::text::{self, CountText, number, tr_name, tr_with};
use crate::ui::{rows, touch_buttons};

/// The size of the bomb button, in units.
const BOMB_SIZE: f32 = 72.0;
/// Where the parts are below the top of a panel beside the playfield, in units. The score is above them.
const WAVE_TOP: f32 = 132.0;
const COMBO_TOP: f32 = 232.0;
const POWERS_TOP: f32 = 48.0;
/// The width of what the combo shows, in units.
const COMBO_WIDTH: f32 = 96.0;
/// The height of the boss's row, and how far the combo is below the top where that row is above it, and in a bar, in units.
const BOSS_HEIGHT: f32 = 24.0;
const COMBO_BELOW_BOSS: f32 = 24.0;
const COMBO_IN_BAR: f32 = 6.0;
/// The height of the row with weapon, lives and bombs, in units, and where it is in a bar above the playfield.
const STATUS_HEIGHT: f32 = 28.0;
const STATUS_TOP: f32 = 70.0;
/// Its distance from the playfield's lower edge, where it is on the playfield, in units.
const STATUS_MARGIN: f32 = 3.0;
/// The dark bands behind what is on the playfield, at its upper and at its lower edge: their heights, in units.
const BANDS: (f32, f32) = (84.0, 36.0);
/// How often the count of creeps is shown, in ticks.
const COUNT_PERIOD: u32 = 3;
/// Where the power-ups and the count of creeps are in that row, and how wide they are, in units.
const POWERS_IN_ROW: (f32, f32) = (86.0, 120.0);
const CREEPS_IN_ROW: (f32, f32) = (212.0, 126.0);
/// Where the banner is, as a part of the playfield's height, and how high it is, in units.
const BANNER_TOP: f32 = 0.14;
const BANNER_HEIGHT: f32 = 90.0;
/// How long the banner takes to come, how long it stays, and how long it takes to go: 1 s in all.
const BANNER_TIMES: [f64; 3] = [0.1, 0.6, 0.3];
/// The most bullets in the picture of the weapon, its width, and the least and the greatest distance between two, in units.
const MAX_BOLTS: u32 = 9;
const WEAPON_WIDTH: f32 = 76.0;
const BOLT_WIDTH: f32 = 26.0;
const BOLT_DISTANCE: f32 = 13.0;
/// How large the multiplier gets when it is doubled, and how long it takes to shrink again, in s.
const SWELL: f32 = 2.0;
const SWELL_TIME: f64 = 0.5;
/// The multiplier's color while the combo fades.
const FADING: Color = Color::from_rgb(1.0, 0.55, 0.5);

/// The numbers and gauges of Arcade and Horde.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct ArcadeHud {
    /// The current values on the screen, so that only changes are written.
    shown: Shown,
    /// The text of a number that may change often, kept for the next one.
    #[init(val = String::with_capacity(text::LENGTH))]
    text: String,
    creeps_text: CountText,
    mode: Option<GameMode>,
    /// The gauge of each power-up that lasts, by its index in the ruleset.
    powers: Vec<Option<PowerGauge>>,
    /// The picture of each kind of bullet, by its index in the ruleset.
    bullets: Vec<Gd<AtlasTexture>>,
    touched: bool,
    banner_tween: Option<Gd<Tween>>,
    multiplier_tween: Option<Gd<Tween>>,
    #[init(node = "TopBand")]
    top_band: OnReady<Gd<Control>>,
    #[init(node = "BottomBand")]
    bottom_band: OnReady<Gd<Control>>,
    #[init(node = "Combo")]
    combo: OnReady<Gd<Control>>,
    #[init(node = "Combo/Multiplier")]
    multiplier: OnReady<Gd<Label>>,
    #[init(node = "Combo/Progress")]
    progress: OnReady<Gd<ProgressBar>>,
    /// How long the combo holds without a hit.
    #[init(node = "Combo/Hold")]
    hold: OnReady<Gd<ProgressBar>>,
    #[init(node = "Status/Lives")]
    lives: OnReady<Gd<Label>>,
    #[init(node = "Status/BombIcon")]
    bomb_icon: OnReady<Gd<TextureRect>>,
    #[init(node = "Status/Bombs")]
    bombs: OnReady<Gd<Label>>,
    #[init(node = "Status/Weapon")]
    weapon: OnReady<Gd<Control>>,
    /// A picture of a volley.
    #[init(node = "Status/Weapon/Bolts")]
    bolts: OnReady<Gd<BoxContainer>>,
    #[init(node = "Status/Weapon/Next")]
    next_weapon: OnReady<Gd<ProgressBar>>,
    #[init(node = "Creeps")]
    creeps: OnReady<Gd<Label>>,
    /// The wave and the next boss, where there is a panel for them.
    #[init(node = "Wave")]
    wave: OnReady<Gd<Control>>,
    #[init(node = "Wave/Number")]
    wave_number: OnReady<Gd<Label>>,
    #[init(node = "Wave/Name")]
    wave_name: OnReady<Gd<Label>>,
    #[init(node = "Wave/NextBoss")]
    next_boss: OnReady<Gd<Label>>,
    #[init(node = "Status")]
    status: OnReady<Gd<Control>>,
    #[init(node = "Powers")]
    powers_box: OnReady<Gd<BoxContainer>>,
    #[init(node = "Boss")]
    boss: OnReady<Gd<Control>>,
    #[init(node = "Boss/Frame/Room/Fill")]
    boss_fill: OnReady<Gd<Control>>,
    #[init(node = "Boss/Name")]
    boss_name: OnReady<Gd<Label>>,
    #[init(node = "Banner")]
    banner: OnReady<Gd<Control>>,
    #[init(node = "Banner/Sky")]
    banner_sky: OnReady<Gd<Label>>,
    #[init(node = "Banner/Number")]
    banner_number: OnReady<Gd<Label>>,
    #[init(node = "Banner/Name")]
    banner_name: OnReady<Gd<Label>>,
    #[init(node = "BombButton")]
    bomb_button: OnReady<Gd<Button>>,
    base: Base<CanvasLayer>,
}

/// The gauge of a power-up that lasts.
struct PowerGauge {
    gauge: Gd<Control>,
    bar: Gd<ProgressBar>,
    /// How long the power-up lasts, in ticks.
    lasts: f32,
    /// The ticks left that it shows. None before it shows any.
    left: Option<u32>,
}

impl PowerGauge {
    fn show(&mut self, left: u32) {
        let before = self.left.replace(left);
        if before == Some(left) {
            return;
        }
        if before.map(|before| before > 0) != Some(left > 0) {
            self.gauge.set_visible(left > 0);
        }
        if left > 0 {
            self.bar.set_value(f64::from(left as f32 / self.lasts));
        }
    }
}

/// The values on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Shown {
    multiplier: u32,
    progress: u32,
    /// The part of the time left for which the combo holds, in hundredths.
    hold: u32,
    lives: u32,
    bombs: u32,
    /// Whether the bomb button is visible: for players who touch, while they have a bomb.
    bomb_button: bool,
    weapon: usize,
    /// The way to the next weapon, in hundredths.
    next_weapon: u32,
    creeps: usize,
    /// The number of the wave or level, and of the next wave with a boss.
    wave: u32,
    next_boss: Option<u32>,
    /// The boss's remaining health, in thousandths. None without a boss.
    boss: Option<u32>,
    /// Which boss it is: its index in the ruleset.
    boss_kind: Option<usize>,
    /// [`text::language_changes`] when the texts were made.
    language: u32,
}

impl Shown {
    fn has_combo(&self) -> bool {
        self.multiplier > 1 || self.progress > 0
    }
}

#[godot_api]
impl ArcadeHud {
    /// The player presses the bomb button on the screen.
    #[signal]
    pub fn bomb_pressed();

    /// Shows the HUD for a new game that plays like `mode`, one of the game's own.
    pub fn begin(&mut self, mode: GameMode, sim: &Sim, sprites: &RulesetSprites) {
        self.shown = Shown {
            multiplier: u32::MAX,
            wave: u32::MAX,
            weapon: usize::MAX,
            boss: Some(u32::MAX),
            ..Shown::default()
        };
        self.bullets = sprites.bullets.iter().map(|kind| icon(sprites, &kind.sprite)).collect();
        self.mode = Some(mode);
        self.creeps.set_visible(mode == GameMode::Horde);
        self.weapon.set_visible(sim.ruleset().weapon.len() > 1);
        let bomb = icon(sprites, &sprites.bomb);
        self.bomb_icon.set_texture(&bomb);
        self.bomb_button.set_button_icon(&bomb);
        self.make_power_gauges(sim, sprites);
        self.hide_banner();
        self.base_mut().show();
        self.arrange();
        self.show_sim(sim);
    }

    /// Shows the state of a game.
    pub fn show_sim(&mut self, sim: &Sim) {
        let ship = sim.ship();
        for (gauge, left) in self.powers.iter_mut().zip(ship.powers) {
            if let Some(gauge) = gauge {
                gauge.show(*left);
            }
        }
        let boss = sim.boss();
        let wave = sim.wave();
        let new = Shown {
            multiplier: sim.multiplier(),
            progress: (sim.combo_progress() * 100.0) as u32,
            hold: (sim.combo_hold() * 100.0) as u32,
            lives: ship.lives,
            bombs: ship.bombs,
            bomb_button: self.touched && ship.bombs > 0,
            weapon: ship.weapon,
            next_weapon: (sim.weapon_progress() * 100.0) as u32,
            // The engine shapes each text anew.
            creeps: if sim.tick().is_multiple_of(COUNT_PERIOD) {
                sim.counts().creeps
            } else {
                self.shown.creeps
            },
            wave: wave.number,
            next_boss: wave.next_boss,
            boss: boss.map(|boss| (boss.health * 1000.0).ceil() as u32),
            boss_kind: boss.map(|boss| boss.kind),
            language: text::language_changes(),
        };
        if new == self.shown {
            return;
        }
        let old = std::mem::replace(&mut self.shown, new);
        let is_first = old.multiplier == u32::MAX;
        if old.multiplier != new.multiplier {
            self.text.clear();
            let _ = write!(self.text, "×{}", number(new.multiplier.into()));
            self.multiplier.set_text(&self.text);
        }
        if is_first || old.progress != new.progress {
            self.progress.set_value(f64::from(new.progress));
        }
        if is_first || old.hold != new.hold {
            self.hold.set_value(f64::from(new.hold) / 100.0);
            self.multiplier.set_self_modulate(if new.hold > 0 { Color::WHITE } else { FADING });
        }
        if is_first || old.has_combo() != new.has_combo() {
            self.combo.set_visible(new.has_combo());
        }
        for (label, old, new) in
            [(&mut self.lives, old.lives, new.lives), (&mut self.bombs, old.bombs, new.bombs)]
        {
            if is_first || old != new {
                self.text.clear();
                let _ = write!(self.text, "{new}");
                label.set_text(&self.text);
            }
        }
        if is_first || old.bomb_button != new.bomb_button {
            self.bomb_button.set_visible(new.bomb_button);
        }
        if is_first || old.next_weapon != new.next_weapon {
            self.next_weapon.set_value(f64::from(new.next_weapon) / 100.0);
        }
        if old.weapon != new.weapon {
            allocations::allow(|| self.show_weapon(sim, new.weapon));
        }
        if self.creeps.is_visible() && (old.creeps, old.language) != (new.creeps, new.language) {
            let text = self.creeps_text.tr_n("{count} creep", "{count} creeps", new.creeps as u64);
            self.creeps.set_text(text);
        }
        if (old.wave, old.next_boss, old.language) != (new.wave, new.next_boss, new.language) {
            allocations::allow(|| self.show_wave(wave));
        }
        if (old.boss, old.language) != (new.boss, new.language) {
            let is_other = (old.boss_kind, old.language) != (new.boss_kind, new.language);
            self.show_boss(sim, boss.as_ref(), is_first || is_other);
        }
    }

    /// Puts everything where the window has room for it.
    fn arrange(&mut self) {
        let layout = layout::current();
        let (strip, field, left, right) = (layout.strip, layout.field, layout.left, layout.right);
        let beside = layout.arrangement == Arrangement::Sides;
        self.wave.set_visible(beside);
        let rect = |x: f32, y: f32, width: f32, height: f32| Rect { x, y, width, height };
        let on_field = layout.arrangement == Arrangement::OnField;
        self.top_band.set_visible(on_field);
        self.bottom_band.set_visible(on_field);
        self.creeps.set_horizontal_alignment(HorizontalAlignment::RIGHT);
        self.powers_box.set_vertical(beside);
        let combo = self.combo.get_size();
        let mut boss = rect(field.x + 8.0, field.y, field.width - 16.0, BOSS_HEIGHT);
        if beside {
            // The pause button is in the window's corner.
            let top = right.y + layout.below_pause_button();
            place(&self.wave, rect(left.x, left.y + WAVE_TOP, left.width, 90.0));
            place(&self.creeps, rect(left.x, left.y + WAVE_TOP + 56.0, left.width, 28.0));
            place(&self.combo, rect(left.right() - COMBO_WIDTH, left.y + COMBO_TOP, combo.x, combo.y));
            place(&self.status, rect(right.x, top, right.width, STATUS_HEIGHT));
            place(&self.powers_box, rect(right.x, top + POWERS_TOP, 36.0, 240.0));
        } else {
            let combo_top = if on_field { COMBO_BELOW_BOSS } else { COMBO_IN_BAR };
            place(&self.combo, rect(strip.x + 14.0, strip.y + combo_top, combo.x, combo.y));
            // On the playfield below the ship, where nothing comes any more.
            // Larger text makes the row higher.
            let height = STATUS_HEIGHT.max(self.creeps.get_combined_minimum_size().y);
            let y = if on_field { field.bottom() - height - STATUS_MARGIN } else { strip.y + STATUS_TOP };
            let row = rect(strip.x + 12.0, y, strip.width - 24.0, height);
            let part = |(x, width): (f32, f32)| rect(row.x + x, y, width, height);
            place(&self.status, row);
            place(&self.powers_box, part(POWERS_IN_ROW));
            place(&self.creeps, part(CREEPS_IN_ROW));
            place(&self.top_band, rect(field.x, field.y, field.width, BANDS.0));
            place(&self.bottom_band, rect(field.x, field.bottom() - BANDS.1, field.width, BANDS.1));
            if on_field && self.touched {
                boss.width = layout.pause_button().x - boss.x;
            }
        }
        place(&self.boss, boss);
        place(
            &self.banner,
            rect(0.0, field.y + BANNER_TOP * field.height, layout.screen.width, BANNER_HEIGHT),
        );
        place(&self.bomb_button, layout.thumb_button(BOMB_SIZE));
    }

    /// Announces a wave: its number and its name, both translated, and the title card of a new sky with its color.
    pub fn show_banner(&mut self, number: &str, name: &str, sky: Option<(String, Color)>) {
        self.hide_banner();
        self.banner_sky.set_visible(sky.is_some());
        if let Some((title, color)) = sky {
            self.banner_sky.set_text(&title);
            self.banner_sky.set_self_modulate(color.lerp(Color::WHITE, 0.35));
        }
        self.banner_number.set_text(number);
        self.banner_name.set_text(name);
        self.banner.set_modulate(Color::TRANSPARENT_WHITE);
        self.banner.show();
        let banner = self.banner.clone();
        let [come, stay, go] = BANNER_TIMES;
        let mut tween = self.base_mut().create_tween();
        tween.tween_property(&banner, "modulate:a", &1.0.to_variant(), come);
        tween.tween_interval(stay);
        tween.tween_property(&banner, "modulate:a", &0.0.to_variant(), go);
        self.banner_tween = Some(tween);
    }

    /// The multiplier was doubled: it gets large for a moment, unless the player wants less motion.
    pub fn swell_multiplier(&mut self) {
        if settings::get(|settings| settings.reduced_motion) {
            return;
        }
        if let Some(mut tween) = self.multiplier_tween.take() {
            tween.kill();
        }
        let mut label = self.multiplier.clone();
        // It grows to where there is room: down and to the right.
        label.set_scale(Vector2::splat(SWELL));
        let mut tween = self.base_mut().create_tween();
        tween.tween_property(&label, "scale", &Vector2::ONE.to_variant(), SWELL_TIME);
        self.multiplier_tween = Some(tween);
    }

    /// Shows a volley of a weapon, as a row of its bullets.
    fn show_weapon(&mut self, sim: &Sim, index: usize) {
        let rules = sim.ruleset();
        let Some(weapon) = rules.weapon.get(index) else { return };
        let kind = rules.bullets.iter().position(|bullet| bullet.name == weapon.bullet);
        let Some(picture) = kind.and_then(|kind| self.bullets.get(kind)) else { return };
        let template = self.bolts.get_node_as::<TextureRect>("Bolt");
        rows::clear(&*self.bolts, 1);
        let count = weapon.bullets.min(MAX_BOLTS);
        for _ in 0..count {
            let mut bolt = template.duplicate_node();
            bolt.set_texture(picture);
            bolt.show();
            self.bolts.add_child(&bolt);
        }
        // They overlap, so that all have room.
        let gaps = count.saturating_sub(1).max(1) as f32;
        let distance = BOLT_DISTANCE.min((WEAPON_WIDTH - BOLT_WIDTH) / gaps);
        self.bolts.add_theme_constant_override("separation", (distance - BOLT_WIDTH).floor() as i32);
    }

    /// Hides the HUD.
    pub fn end(&mut self) {
        self.hide_banner();
        self.base_mut().hide();
    }

    fn hide_banner(&mut self) {
        if let Some(mut tween) = self.banner_tween.take() {
            tween.kill();
        }
        self.banner.hide();
    }

    fn show_wave(&mut self, wave: WaveView<'_>) {
        self.wave_number.set_text(&wave_title(self.mode.unwrap_or(GameMode::Arcade), wave.number));
        self.wave_name.set_text(&tr_name(wave.name));
        self.next_boss.set_visible(wave.next_boss.is_some());
        let next = wave.next_boss.unwrap_or_default();
        self.next_boss.set_text(&tr_with("Next boss: wave {number}", &[("number", &next)]));
        // Nothing is known of it before the first wave.
        self.wave.set_modulate(Color::from_rgba(1.0, 1.0, 1.0, f32::from(u8::from(wave.number > 0))));
    }

    /// Shows the health of the boss; of another boss than before, its name as well.
    fn show_boss(&mut self, sim: &Sim, boss: Option<&BossView<'_>>, is_other: bool) {
        if is_other {
            self.boss.set_visible(boss.is_some());
        }
        if let Some(boss) = boss {
            self.boss_fill.set_anchor_ex(Side::RIGHT, boss.health).keep_offset(true).done();
            if is_other {
                let name = allocations::allow(|| tr_name(&sim.ruleset().bosses[boss.kind].name));
                self.boss_name.set_text(&name);
            }
        }
    }

    /// Creates a gauge for each power-up that lasts, as a copy of the one in the scene.
    fn make_power_gauges(&mut self, sim: &Sim, sprites: &RulesetSprites) {
        for PowerGauge { gauge, .. } in self.powers.drain(..).flatten() {
            gauge.upcast::<Node>().queue_free();
        }
        let template = self.powers_box.get_node_as::<Control>("Power");
        for (kind, sprite) in sim.ruleset().power_ups.kinds.iter().zip(&sprites.power_ups) {
            let lasts = kind.power.lasts();
            if lasts <= 0.0 {
                self.powers.push(None);
                continue;
            }
            let copy = template.duplicate_node();
            copy.get_node_as::<TextureRect>("Icon").set_texture(&icon(sprites, &sprite.sprite));
            self.powers_box.add_child(&copy);
            let bar = copy.get_node_as("Left");
            self.powers.push(Some(PowerGauge { gauge: copy, bar, lasts: ticks(lasts) as f32, left: None }));
        }
    }

    fn on_bomb_pressed(&mut self) {
        self.signals().bomb_pressed().emit();
    }
}

#[godot_api]
impl ICanvasLayer for ArcadeHud {
    fn ready(&mut self) {
        self.base_mut().hide();
        touch_buttons::press_on_touch_down(&self.bomb_button);
        let this = self.to_gd();
        self.bomb_button.signals().pressed().connect_other(&this, Self::on_bomb_pressed);
        if let Some(manager) = layout::manager(&this.clone().upcast()) {
            manager.signals().changed().connect_other(&this, Self::arrange);
        }
    }

    fn input(&mut self, event: Gd<InputEvent>) {
        if input::by_touch(&event) == Some(true) && !std::mem::replace(&mut self.touched, true) {
            self.arrange();
        }
    }
}

/// The title of a wave of Arcade, or of a level of Horde.
pub fn wave_title(mode: GameMode, number: u32) -> String {
    match mode {
        GameMode::Horde => tr_with("Level {number}", &[("number", &number)]),
        GameMode::Arcade | GameMode::Classic | GameMode::Mod(_) => {
            tr_with("Wave {number}", &[("number", &number)])
        }
    }
}
