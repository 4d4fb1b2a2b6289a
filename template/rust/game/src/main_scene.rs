//! `main.tscn`: connects the rules with the nodes.

use godot::classes::{CpuParticles2D, Input, Label, Time};
use godot::prelude::*;
use rules::Game;

use crate::bullet::Bullet;
use crate::player::Player;
use crate::rock::Rock;

/// The whole game.
#[derive(GodotClass)]
#[class(init, base = Node2D)]
pub struct Main {
    /// The same seed sends the same rocks; 0 sends others in each game.
    #[export]
    seed: i64,
    #[init(load = "res://scenes/rock.tscn")]
    rock_scene: OnReady<Gd<PackedScene>>,
    #[init(load = "res://scenes/bullet.tscn")]
    bullet_scene: OnReady<Gd<PackedScene>>,
    #[init(load = "res://scenes/burst.tscn")]
    burst_scene: OnReady<Gd<PackedScene>>,
    #[init(node = "Player")]
    player: OnReady<Gd<Player>>,
    #[init(node = "Hud/Score")]
    score: OnReady<Gd<Label>>,
    #[init(node = "Hud/Message")]
    message: OnReady<Gd<Label>>,
    game: Game,
    base: Base<Node2D>,
}

#[godot_api]
impl INode2D for Main {
    fn ready(&mut self) {
        let this = self.to_gd();
        self.player.signals().fire().connect_other(&this, Self::on_player_fire);
        self.player.signals().hit().connect_other(&this, Self::on_player_hit);
    }

    fn physics_process(&mut self, _delta: f64) {
        if !self.game.is_running() && Input::singleton().is_action_just_pressed("start") {
            self.start();
        }
        if let Some(rock) = self.game.tick() {
            let mut node = self.rock_scene.instantiate_as::<Rock>();
            node.bind_mut().launch(rock);
            self.base_mut().add_child(&node);
            node.reset_physics_interpolation();
        }
    }
}

#[godot_api]
impl Main {
    fn start(&mut self) {
        let seed =
            if self.seed == 0 { Time::singleton().get_ticks_usec() } else { self.seed.cast_unsigned() };
        self.game.start(seed);
        // Nothing of the last game stays.
        self.base().get_tree().call_group("in_flight", "queue_free", &[]);
        self.player.bind_mut().set_flying(true);
        self.message.hide();
        self.show_score();
    }

    fn on_player_fire(&mut self, position: Vector2) {
        let mut bullet = self.bullet_scene.instantiate_as::<Bullet>();
        bullet.set_position(position);
        self.base_mut().add_child(&bullet);
        bullet.reset_physics_interpolation();
        bullet.signals().rock_hit().connect_other(&self.to_gd(), Self::on_rock_hit);
    }

    fn on_rock_hit(&mut self, mut rock: Gd<Rock>) {
        self.game.rock_shot(&rock.bind().rules);
        self.show_score();
        self.burst(rock.get_position(), Color::from_rgb(1.0, 0.7, 0.4));
        rock.queue_free();
    }

    fn on_player_hit(&mut self) {
        if self.game.is_running() {
            self.game.ship_hit();
            self.burst(self.player.get_position(), Color::from_rgb(0.4, 0.9, 1.0));
            self.player.bind_mut().set_flying(false);
            self.message.set_text("Game over");
            self.message.show();
        }
    }

    fn show_score(&mut self) {
        self.score.set_text(&format!("{}\nBest {}", self.game.score, self.game.best));
    }

    /// Sparks, which free themselves (see `burst.tscn`).
    fn burst(&mut self, position: Vector2, color: Color) {
        let mut burst = self.burst_scene.instantiate_as::<CpuParticles2D>();
        burst.set_position(position);
        burst.set_color(color);
        self.base_mut().add_child(&burst);
    }
}
