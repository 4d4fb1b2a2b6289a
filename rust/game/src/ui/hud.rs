//! What the player reads: score, best score, messages, the title and its start button, and notices about bad files.

use creeps_rules::trace::Event;
use creeps_rules::{Screen, time, tuning};
use godot::builtin::Side;
use godot::classes::control::{GrowDirection, LayoutPreset};
use godot::classes::{
    Button, CanvasLayer, Control, DisplayServer, ICanvasLayer, InputEvent, Label, Sprite2D, Texture2D, Timer,
    Tween,
};
use godot::prelude::*;

use crate::dev::trace;
use crate::system::input;
use crate::ui::taps;

const GET_READY: &str = "Get Ready";
/// How far a notice is from the screen's edges, and from its top in a game, in px.
const NOTICE_MARGIN: i32 = 10;
const NOTICE_TOP: f32 = 108.0;

/// The heads-up display.
///
/// `Main` tells it what to show; it tells `Main` when the player starts a game and when its messages have stood
/// long enough.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct Hud {
    /// The game's name, on its title.
    #[export(multiline)]
    #[init(val = "Shoot the\nCreeps!".into())]
    title: GString,
    button_delay: f64,
    /// What stands on the screen when a game has ended.
    #[init(val = "Game Over".into())]
    end_message: GString,
    screen: Screen,
    best: u32,
    /// Whether the last game made the best score.
    best_is_new: bool,
    /// The score's last jump.
    jump: Option<Gd<Tween>>,
    /// Whether the player was seen to touch the screen.
    touched: bool,
    /// Whether the player touched last, and pressed no key since.
    by_touch: bool,
    #[init(node = "ScoreLabel")]
    score_label: OnReady<Gd<Label>>,
    #[init(node = "Message")]
    message: OnReady<Gd<Label>>,
    #[init(node = "StartButton")]
    start_button: OnReady<Gd<Button>>,
    #[init(node = "PauseButton")]
    pause_button: OnReady<Gd<Button>>,
    #[init(node = "TitleArt")]
    title_art: OnReady<Gd<Node2D>>,
    #[init(node = "Best")]
    best_label: OnReady<Gd<Label>>,
    #[init(node = "NewBest")]
    new_best: OnReady<Gd<Label>>,
    #[init(node = "HowToPlay")]
    how_to_play: OnReady<Gd<Control>>,
    #[init(node = "HowToPlay/More")]
    keys: OnReady<Gd<Label>>,
    #[init(node = "HowToTouch")]
    how_to_touch: OnReady<Gd<Control>>,
    #[init(node = "Notice")]
    notice: OnReady<Gd<Control>>,
    #[init(node = "Notice/Text")]
    notice_text: OnReady<Gd<Label>>,
    #[init(node = "MessageTimer")]
    message_timer: OnReady<Gd<Timer>>,
    #[init(node = "ButtonTimer")]
    button_timer: OnReady<Gd<Timer>>,
    #[init(node = "NoticeTimer")]
    notice_timer: OnReady<Gd<Timer>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl Hud {
    /// The player starts a game.
    #[signal]
    pub fn start_game();

    /// The player pauses.
    #[signal]
    pub fn pause();

    /// "Game Over" stood long enough.
    #[signal]
    pub fn message_over();

    /// The start button may come back.
    #[signal]
    pub fn button_due();

    /// Gives the title another name, picture and line of keys.
    pub fn rename(&mut self, title: &str, picture: &Gd<Texture2D>, keys: &str) {
        self.title = title.into();
        self.keys.set_text(keys);
        for mut creep in self.title_art.get_children().iter_shared() {
            creep.queue_free();
        }
        let mut sprite = Sprite2D::new_alloc();
        sprite.set_texture(picture);
        // Between the best score and the start button.
        sprite.set_position(Vector2::new(0.0, 14.0));
        sprite.set_scale(Vector2::splat(0.55));
        self.title_art.add_child(&sprite);
    }

    /// Gives the next end of a game another message than "Game Over".
    pub fn set_end_message(&mut self, message: &str) {
        self.end_message = message.into();
    }

    /// Shows what belongs to `screen`.
    pub fn show_screen(&mut self, screen: Screen) {
        self.screen = screen;
        self.place_notice();
        self.message_timer.stop();
        self.button_timer.stop();
        let is_title = screen.is_title();
        self.title_art.set_visible(is_title);
        self.best_label.set_visible(is_title && self.best > 0);
        self.new_best.set_visible(screen == Screen::GameOver && self.best_is_new);
        self.show_controls();
        self.start_button.set_visible(screen == Screen::Title);
        match screen {
            Screen::Title => self.show_message(&self.title.to_string()),
            Screen::TitleAgain => {
                self.show_message(&self.title.to_string());
                let delay = self.button_delay;
                self.button_timer.start_ex().time_sec(delay).done();
            }
            Screen::GetReady => {
                // The first title has no score to show, later ones the last game's.
                self.score_label.show();
                self.show_message(GET_READY);
                self.message_timer.start();
            }
            Screen::GameOver => {
                self.show_message(&self.end_message.to_string());
                self.message_timer.start();
            }
            // "Get Ready" stands for its own time, which may be longer than the start delay.
            Screen::Playing => self.message.hide(),
        }
    }

    /// Shows the score; a rising one jumps.
    pub fn show_score(&mut self, score: u32) {
        self.score_label.set_text(&score.to_string());
        if score > 0 {
            let mut label = self.score_label.clone();
            label.set_scale(Vector2::splat(1.35));
            // Where points come in every tick, one jump takes the place of the last.
            if let Some(mut tween) = self.jump.take() {
                tween.kill();
            }
            let mut tween = self.base_mut().create_tween();
            tween.tween_property(&label, "scale", &Vector2::ONE.to_variant(), 0.15);
            self.jump = Some(tween);
        }
    }

    /// Takes over the best score, which the next screens show; `is_new` is whether the last game made it.
    pub fn set_best(&mut self, best: u32, is_new: bool) {
        self.best = best;
        self.best_is_new = is_new;
        self.best_label.set_text(&format!("Best {best}"));
    }

    /// Shows what is wrong with a file or an argument, for a while.
    pub fn show_notice(&mut self, message: &str) {
        self.place_notice();
        trace::record(|| Event::Notice { message: message.to_owned() });
        self.notice_text.set_text(message);
        self.notice.show();
        self.notice_timer.start();
    }

    /// Takes the notice away: what it was about is put right.
    pub fn clear_notice(&mut self) {
        if self.notice.is_visible() {
            trace::record(|| Event::NoticeGone);
        }
        self.notice.hide();
        self.notice_timer.stop();
    }

    /// Below the gauges in a game, where it covers neither the ship nor its lives; at the bottom elsewhere, where it covers no title.
    fn place_notice(&mut self) {
        let (preset, grow) = if self.screen.in_game() {
            (LayoutPreset::TOP_WIDE, GrowDirection::END)
        } else {
            (LayoutPreset::BOTTOM_WIDE, GrowDirection::BEGIN)
        };
        self.notice.set_anchors_and_offsets_preset_ex(preset).margin(NOTICE_MARGIN).done();
        self.notice.set_v_grow_direction(grow);
        if preset == LayoutPreset::TOP_WIDE {
            self.notice.set_offset(Side::TOP, NOTICE_TOP);
            self.notice.set_offset(Side::BOTTOM, NOTICE_TOP);
        }
    }

    /// Takes over the numbers of the tuning.
    pub fn tune(&mut self, tuning: &tuning::Messages) {
        self.message_timer.set_wait_time(time::timer_seconds(tuning.message_time));
        self.button_delay = time::timer_seconds(tuning.button_delay);
    }

    /// Shows what serves these hands: on the title how to play, in a game the button that a keyboard has a key for.
    fn show_controls(&mut self) {
        let is_title = self.screen == Screen::Title;
        self.how_to_play.set_visible(is_title && !self.by_touch);
        self.how_to_touch.set_visible(is_title && self.by_touch);
        self.pause_button.set_visible(self.screen.in_game() && self.touched);
    }

    fn show_message(&mut self, text: &str) {
        self.message.set_text(text);
        self.message.show();
    }

    fn on_start_button_pressed(&mut self) {
        self.signals().start_game().emit();
    }

    fn on_pause_button_pressed(&mut self) {
        self.signals().pause().emit();
    }

    fn on_message_timeout(&mut self) {
        if self.screen == Screen::GameOver {
            self.signals().message_over().emit();
        } else {
            self.message.hide();
        }
    }

    fn on_button_timeout(&mut self) {
        self.signals().button_due().emit();
    }
}

#[godot_api]
impl ICanvasLayer for Hud {
    fn ready(&mut self) {
        self.by_touch = DisplayServer::singleton().is_touchscreen_available();
        taps::let_any_finger_press(&self.start_button);
        taps::let_any_finger_press(&self.pause_button);
        let this = self.to_gd();
        self.pause_button.signals().pressed().connect_other(&this, Self::on_pause_button_pressed);
        self.start_button.signals().pressed().connect_other(&this, Self::on_start_button_pressed);
        self.message_timer.signals().timeout().connect_other(&this, Self::on_message_timeout);
        self.button_timer.signals().timeout().connect_other(&this, Self::on_button_timeout);
        self.notice_timer.signals().timeout().connect_other(&this, Self::clear_notice);
    }
    fn input(&mut self, event: Gd<InputEvent>) {
        let Some(by_touch) = input::by_touch(&event) else { return };
        self.by_touch = by_touch;
        self.touched |= by_touch;
        self.show_controls();
    }
}
