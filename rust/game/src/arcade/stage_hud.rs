//! What the player reads in a game of Arcade or Horde, beside the score: combo, lives, bombs, power-ups, the boss, the wave.

use creeps_rules::best;
use creeps_rules::time::ticks;
use creeps_sim::Sim;
use creeps_sim::ruleset::Power;
use creeps_sim::view::BossView;
use godot::classes::{
    AtlasTexture, Button, CanvasLayer, Control, ICanvasLayer, InputEvent, Label, ProgressBar, Texture2D,
    TextureRect, Tween,
};
use godot::prelude::*;

use super::looks::{BOMB_ROW, Look};
use crate::system::input;
use crate::ui::taps;

/// The gauges of Arcade and Horde.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct StageHud {
    /// The sheet of the power-ups' pictures.
    #[export]
    power_ups: OnEditor<Gd<Texture2D>>,
    /// What is on the screen, so that only what changes is written.
    shown: Shown,
    /// The gauges of the power-ups that last, by their places in the mode's list: how long each lasts, in ticks.
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

/// What the gauges say.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    multiplier: u32,
    progress: u32,
    lives: u32,
    bombs: u32,
    /// Whether the bomb's button is there: for fingers, as long as there is a bomb.
    bomb_button: bool,
    weapon: usize,
    creeps: usize,
    /// The part of the boss's health that is left, in thousandths; none without a boss.
    boss: Option<u32>,
}

#[godot_api]
impl StageHud {
    /// The player lets off a bomb by the button on the screen.
    #[signal]
    pub fn bomb();

    /// Shows the gauges of a new game.
    pub fn begin(&mut self, mode: best::Mode, sim: &Sim, looks: &[Look]) {
        self.shown = Shown { multiplier: u32::MAX, ..Shown::default() };
        self.creeps.set_visible(mode == best::Mode::Horde);
        self.weapon.set_visible(sim.ruleset().weapon.len() > 1);
        self.make_powers(sim, looks);
        self.hide_banner();
        self.base_mut().show();
        self.show_sim(sim);
    }

    /// Shows what a game has come to.
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
        let new = Shown {
            multiplier: sim.multiplier(),
            progress: (sim.combo_progress() * 100.0) as u32,
            lives: ship.lives,
            bombs: ship.bombs,
            bomb_button: self.touched && ship.bombs > 0,
            weapon: ship.weapon,
            creeps: sim.counts().creeps,
            boss: boss.map(|boss| (boss.health * 1000.0).ceil() as u32),
        };
        if new == self.shown {
            return;
        }
        let old = std::mem::replace(&mut self.shown, new.clone());
        if old.multiplier != new.multiplier {
            self.multiplier.set_text(&format!("×{}", new.multiplier));
        }
        self.progress.set_value(f64::from(new.progress));
        self.combo.set_visible(new.multiplier > 1 || new.progress > 0);
        self.lives.set_text(&new.lives.to_string());
        self.bombs.set_text(&new.bombs.to_string());
        self.bomb_button.set_visible(new.bomb_button);
        self.weapon.set_text(&format!("Weapon {}", new.weapon + 1));
        if self.creeps.is_visible() && old.creeps != new.creeps {
            let noun = if new.creeps == 1 { "creep" } else { "creeps" };
            self.creeps.set_text(&format!("{} {noun}", grouped(new.creeps)));
        }
        self.show_boss(sim, boss.as_ref());
    }

    /// Announces a wave: its number, where waves are counted, and its name.
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

    /// Takes the gauges away.
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
            self.boss_name.set_text(&sim.ruleset().bosses[boss.kind].name);
        }
    }

    /// Makes a gauge for each power-up that lasts, as copies of the one in the scene.
    fn make_powers(&mut self, sim: &Sim, looks: &[Look]) {
        for (gauge, _) in self.powers.drain(..).flatten() {
            gauge.upcast::<Node>().queue_free();
        }
        let template = self.powers_box.get_node_as::<Control>("Power");
        for (kind, look) in sim.ruleset().power_ups.kinds.iter().zip(looks) {
            let (Power::Rapid { lasts, .. }
            | Power::Spread { lasts, .. }
            | Power::Pierce { lasts, .. }
            | Power::Slow { lasts, .. }) = kind.power
            else {
                self.powers.push(None);
                continue;
            };
            let copy = template.duplicate_node();
            copy.get_node_as::<TextureRect>("Icon").set_texture(&self.icon(look.cell as usize / 2));
            self.powers_box.add_child(&copy);
            self.powers.push(Some((copy, ticks(lasts) as f32)));
        }
    }

    /// The picture of a power-up, by its row on the sheet.
    fn icon(&self, row: usize) -> Gd<AtlasTexture> {
        let mut icon = AtlasTexture::new_gd();
        icon.set_atlas(&*self.power_ups);
        let side = self.power_ups.get_width() as f32 / 2.0;
        icon.set_region(Rect2::new(Vector2::new(0.0, row as f32 * side), Vector2::splat(side)));
        icon
    }

    fn on_bomb_pressed(&mut self) {
        self.signals().bomb().emit();
    }
}

#[godot_api]
impl ICanvasLayer for StageHud {
    fn ready(&mut self) {
        self.base_mut().hide();
        let icon = self.icon(BOMB_ROW);
        self.bomb_icon.set_texture(&icon);
        self.bomb_button.set_button_icon(&icon);
        taps::press_on_landing(&self.bomb_button);
        let this = self.to_gd();
        self.bomb_button.signals().pressed().connect_other(&this, Self::on_bomb_pressed);
    }

    fn input(&mut self, event: Gd<InputEvent>) {
        if input::by_touch(&event) == Some(true) {
            self.touched = true;
        }
    }
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}
