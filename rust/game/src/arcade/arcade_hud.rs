//! The part of the HUD for Arcade and Horde: combo, lives, bombs, power-ups, the boss's health, the wave.

use creeps_rules::GameMode;
use creeps_rules::layout::{Arrangement, Rect};
use creeps_rules::time::ticks;
use creeps_sim::Sim;
use creeps_sim::ruleset::Power;
use creeps_sim::view::BossView;
use godot::classes::{
    Button, CanvasLayer, Control, ICanvasLayer, InputEvent, Label, ProgressBar, TextureRect, Tween,
};
use godot::global::HorizontalAlignment;
use godot::prelude::*;

use super::sprites::{RulesetSprites, icon};
use crate::system::input;
use crate::ui::layout::{self, place};
use crate::ui::text::{self, number, tr_n, tr_name, tr_with};
use crate::ui::touch_buttons;

/// The size of the bomb button, in units.
const BOMB_SIZE: f32 = 72.0;
/// Where the parts are below the top of a panel beside the playfield, in units. The score is above them.
const WAVE_TOP: f32 = 132.0;
const COMBO_TOP: f32 = 232.0;
const POWERS_TOP: f32 = 48.0;
/// The width of what the combo shows, in units.
const COMBO_WIDTH: f32 = 96.0;

/// The numbers and gauges of Arcade and Horde.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct ArcadeHud {
    /// The current values on the screen, so that only changes are written.
    shown: Shown,
    mode: Option<GameMode>,
    /// The gauge of each power-up that lasts, by its index in the ruleset, and its duration in ticks.
    powers: Vec<Option<(Gd<Control>, f32)>>,
    touched: bool,
    tween: Option<Gd<Tween>>,
    #[init(node = "Combo")]
    combo: OnReady<Gd<Control>>,
    #[init(node = "Combo/Multiplier")]
    multiplier: OnReady<Gd<Label>>,
    #[init(node = "Combo/Progress")]
    progress: OnReady<Gd<ProgressBar>>,
    #[init(node = "Status/Lives")]
    lives: OnReady<Gd<Label>>,
    #[init(node = "Status/BombIcon")]
    bomb_icon: OnReady<Gd<TextureRect>>,
    #[init(node = "Status/Bombs")]
    bombs: OnReady<Gd<Label>>,
    #[init(node = "Status/Weapon")]
    weapon: OnReady<Gd<Label>>,
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
    powers_box: OnReady<Gd<Control>>,
    #[init(node = "Boss")]
    boss: OnReady<Gd<Control>>,
    #[init(node = "Boss/Fill")]
    boss_fill: OnReady<Gd<Control>>,
    #[init(node = "Boss/Name")]
    boss_name: OnReady<Gd<Label>>,
    #[init(node = "Banner")]
    banner: OnReady<Gd<Control>>,
    #[init(node = "Banner/Number")]
    banner_number: OnReady<Gd<Label>>,
    #[init(node = "Banner/Name")]
    banner_name: OnReady<Gd<Label>>,
    #[init(node = "BombButton")]
    bomb_button: OnReady<Gd<Button>>,
    base: Base<CanvasLayer>,
}

/// The values on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    multiplier: u32,
    progress: u32,
    lives: u32,
    bombs: u32,
    /// Whether the bomb button is visible: for players who touch, while they have a bomb.
    bomb_button: bool,
    weapon: usize,
    creeps: usize,
    /// The number of the wave or level, and of the next wave with a boss.
    wave: u32,
    next_boss: Option<u32>,
    /// The boss's remaining health, in thousandths. None without a boss.
    boss: Option<u32>,
    /// [`text::language_changes`] when the texts were made.
    language: u32,
}

#[godot_api]
impl ArcadeHud {
    /// The player presses the bomb button on the screen.
    #[signal]
    pub fn bomb_pressed();

    /// Shows the HUD for a new game that plays like `mode`, one of the game's own.
    pub fn begin(&mut self, mode: GameMode, sim: &Sim, sprites: &RulesetSprites) {
        self.shown = Shown { multiplier: u32::MAX, wave: u32::MAX, ..Shown::default() };
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
        for (power, left) in self.powers.iter_mut().zip(ship.powers) {
            let Some((gauge, lasts)) = power else { continue };
            gauge.set_visible(*left > 0);
            if *left > 0 {
                gauge.get_node_as::<ProgressBar>("Left").set_value(f64::from(*left as f32 / *lasts));
            }
        }
        let boss = sim.boss();
        let wave = sim.wave();
        let new = Shown {
            multiplier: sim.multiplier(),
            progress: (sim.combo_progress() * 100.0) as u32,
            lives: ship.lives,
            bombs: ship.bombs,
            bomb_button: self.touched && ship.bombs > 0,
            weapon: ship.weapon,
            creeps: sim.counts().creeps,
            wave: wave.number,
            next_boss: wave.next_boss,
            boss: boss.map(|boss| (boss.health * 1000.0).ceil() as u32),
            language: text::language_changes(),
        };
        if new == self.shown {
            return;
        }
        let old = std::mem::replace(&mut self.shown, new.clone());
        if old.multiplier != new.multiplier {
            self.multiplier.set_text(&format!("×{}", number(new.multiplier.into())));
        }
        self.progress.set_value(f64::from(new.progress));
        self.combo.set_visible(new.multiplier > 1 || new.progress > 0);
        self.lives.set_text(&new.lives.to_string());
        self.bombs.set_text(&new.bombs.to_string());
        self.bomb_button.set_visible(new.bomb_button);
        self.weapon.set_text(&tr_with("Weapon {level}", &[("level", &(new.weapon + 1))]));
        if self.creeps.is_visible() && (old.creeps, old.language) != (new.creeps, new.language) {
            self.creeps.set_text(&tr_n("{count} creep", "{count} creeps", new.creeps as u64));
        }
        if (old.wave, old.next_boss, old.language) != (new.wave, new.next_boss, new.language) {
            self.wave_number.set_text(&wave_title(self.mode.unwrap_or(GameMode::Arcade), new.wave));
            self.wave_name.set_text(&tr_name(wave.name));
            self.next_boss.set_visible(new.next_boss.is_some());
            let next = new.next_boss.unwrap_or_default();
            self.next_boss.set_text(&tr_with("Next boss: wave {number}", &[("number", &next)]));
            // Nothing is known of it before the first wave.
            self.wave.set_modulate(Color::from_rgba(1.0, 1.0, 1.0, f32::from(u8::from(new.wave > 0))));
        }
        self.show_boss(sim, boss.as_ref());
    }

    /// Puts everything where the window has room for it.
    fn arrange(&mut self) {
        let layout = layout::current();
        let (strip, field, left, right) = (layout.strip, layout.field, layout.left, layout.right);
        let beside = layout.arrangement == Arrangement::Sides;
        self.wave.set_visible(beside);
        let rect = |x: f32, y: f32, width: f32, height: f32| Rect { x, y, width, height };
        let creeps_alignment = if beside { HorizontalAlignment::RIGHT } else { HorizontalAlignment::CENTER };
        self.creeps.set_horizontal_alignment(creeps_alignment);
        let combo = self.combo.get_size();
        if beside {
            // The pause button is in the window's corner.
            let top = right.y + layout.below_pause_button();
            place(&self.wave, rect(left.x, left.y + WAVE_TOP, left.width, 90.0));
            place(&self.creeps, rect(left.x, left.y + WAVE_TOP + 56.0, left.width, 28.0));
            place(&self.combo, rect(left.right() - COMBO_WIDTH, left.y + COMBO_TOP, combo.x, combo.y));
            place(&self.status, rect(right.x, top, right.width, 30.0));
            place(&self.powers_box, rect(right.x, top + POWERS_TOP, 36.0, 240.0));
        } else {
            place(&self.creeps, rect(strip.x, strip.y + 62.0, strip.width, 28.0));
            place(&self.combo, rect(strip.x + 14.0, strip.y + 14.0, combo.x, combo.y));
            place(&self.status, rect(strip.x + 14.0, strip.y + 68.0, strip.width - 28.0, 30.0));
            let middle = field.y + field.height / 2.0;
            place(&self.powers_box, rect(strip.x + 12.0, middle - 120.0, 36.0, 240.0));
        }
        // The filled part of its health is as wide as it.
        self.shown.boss = Some(u32::MAX);
        place(&self.boss, rect(field.x + 8.0, field.y + 2.0, field.width - 16.0, 46.0));
        let middle = layout.center.y + layout.center.height / 2.0;
        place(&self.banner, rect(0.0, middle - 30.0, layout.screen.width, 90.0));
        place(&self.bomb_button, layout.thumb_button(BOMB_SIZE));
    }

    /// Announces a wave: its number and its name, both translated.
    pub fn show_banner(&mut self, number: &str, name: &str) {
        self.hide_banner();
        self.banner_number.set_text(number);
        self.banner_name.set_text(name);
        self.banner.set_modulate(Color::from_rgba(1.0, 1.0, 1.0, 0.0));
        self.banner.show();
        let banner = self.banner.clone();
        let mut tween = self.base_mut().create_tween();
        tween.tween_property(&banner, "modulate:a", &1.0.to_variant(), 0.2);
        tween.tween_interval(1.4);
        tween.tween_property(&banner, "modulate:a", &0.0.to_variant(), 0.4);
        self.tween = Some(tween);
    }

    /// Hides the HUD.
    pub fn end(&mut self) {
        self.hide_banner();
        self.base_mut().hide();
    }

    fn hide_banner(&mut self) {
        if let Some(mut tween) = self.tween.take() {
            tween.kill();
        }
        self.banner.hide();
    }

    fn show_boss(&mut self, sim: &Sim, boss: Option<&BossView<'_>>) {
        self.boss.set_visible(boss.is_some());
        if let Some(boss) = boss {
            let whole = self.boss.get_size().x - 24.0;
            let height = self.boss_fill.get_size().y;
            self.boss_fill.set_size(Vector2::new(whole * boss.health, height));
            self.boss_name.set_text(&tr_name(&sim.ruleset().bosses[boss.kind].name));
        }
    }

    /// Creates a gauge for each power-up that lasts, as a copy of the one in the scene.
    fn make_power_gauges(&mut self, sim: &Sim, sprites: &RulesetSprites) {
        for (gauge, _) in self.powers.drain(..).flatten() {
            gauge.upcast::<Node>().queue_free();
        }
        let template = self.powers_box.get_node_as::<Control>("Power");
        for (kind, sprite) in sim.ruleset().power_ups.kinds.iter().zip(&sprites.power_ups) {
            let (Power::Rapid { lasts, .. }
            | Power::Spread { lasts, .. }
            | Power::Pierce { lasts, .. }
            | Power::Slow { lasts, .. }) = kind.power
            else {
                self.powers.push(None);
                continue;
            };
            let copy = template.duplicate_node();
            copy.get_node_as::<TextureRect>("Icon").set_texture(&icon(sprites, &sprite.sprite));
            self.powers_box.add_child(&copy);
            self.powers.push(Some((copy, ticks(lasts) as f32)));
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
        if input::by_touch(&event) == Some(true) {
            self.touched = true;
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
