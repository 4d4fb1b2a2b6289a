//! The heads-up display (HUD): score, best score, messages, the title with its start button, and notices about invalid files.

use std::fmt::{Display, Write as _};

use creeps_rules::layout::{Arrangement, Rect};
use creeps_rules::settings::bindings::Action;
use creeps_rules::trace::TraceEvent;
use creeps_rules::{Screen, time, tuning};
use godot::builtin::Side;
use godot::classes::control::GrowDirection;
use godot::classes::{
    Button, CanvasLayer, Control, DisplayServer, ICanvasLayer, InputEvent, Label, Sprite2D, Texture2D, Timer,
};
use godot::global::HorizontalAlignment;
use godot::prelude::*;

use crate::dev::trace;
use crate::system::device::{self, Device};
use crate::system::{input, settings};
use crate::ui::layout::{self, place};
use crate::ui::text::{self, msgid, number, tr, tr_with};
use crate::ui::{prompts, touch_buttons};

/// A notice's distance from the edges of the screen, in units.
const NOTICE_MARGIN: f32 = 10.0;
/// Where the score is below the top of its panel, and its height, in units.
const SCORE_TOP: f32 = 24.0;
const SCORE_HEIGHT: f32 = 56.0;
/// How large the score gets when it changes, and how long it takes to shrink again, in s.
const SCORE_SWELL: f64 = 1.35;
const SCORE_SWELL_TIME: f64 = 0.15;
/// How long a score is shown at least, in s.
const SCORE_PERIOD: f64 = 0.05;
/// How far the title's picture is below the middle, and the height that leaves room for it, in units.
const TITLE_ART_BELOW_MIDDLE: f32 = 32.0;
const TITLE_ART_MIN_HEIGHT: f32 = 640.0;
/// Where "New best!" is, above the middle: below a message of one line and of two. And its height, in units.
const NEW_BEST_BELOW_LINE: f32 = -92.0;
const NEW_BEST_BELOW_TWO_LINES: f32 = -48.0;
const NEW_BEST_HEIGHT: f32 = 56.0;

/// The heads-up display.
///
/// The scene of a mode tells it what to show. It emits signals when the player presses a button and when a message was shown for
/// long enough.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own, not a state
pub struct Hud {
    /// The title's text, in English.
    #[export(multiline)]
    #[init(val = msgid("Shoot the\nCreeps!").into())]
    title: GString,
    /// Time from "Game Over" to the results, in s.
    #[init(val = time::timer_seconds(tuning::Messages::default().button_delay))]
    button_delay: f64,
    /// The message at the end of a game, translated; "Game Over" if it is empty.
    end_message: String,
    screen: Screen,
    can_pause: bool,
    best: u32,
    /// Whether the last game set a new best score.
    best_is_new: bool,
    /// The score as a text. The score may change in every tick, so this is kept.
    #[init(val = String::with_capacity(text::LENGTH))]
    score_text: String,
    /// The score, and the one that is shown.
    score: u32,
    shown_score: u32,
    /// How long that one is shown already, in s.
    score_age: f64,
    /// How long the score is still larger than usual, in s. Not a tween, which would be made anew with every change of the score.
    score_swell: f64,
    /// Whether the player ever touched the screen.
    touched: bool,
    /// Whether the last input was a touch, not a key.
    by_touch: bool,
    /// Where thumbs steer beside the playfield.
    #[init(node = "LeftPad")]
    left_pad: OnReady<Gd<Control>>,
    #[init(node = "RightPad")]
    right_pad: OnReady<Gd<Control>>,
    #[init(node = "ScoreLabel")]
    score_label: OnReady<Gd<Label>>,
    #[init(node = "Caption")]
    caption: OnReady<Gd<Label>>,
    /// The best score during a game, where there is a panel for it.
    #[init(node = "Record")]
    record: OnReady<Gd<Label>>,
    /// Titles and messages.
    #[init(node = "Center")]
    center: OnReady<Gd<Control>>,
    #[init(node = "Center/Message")]
    message: OnReady<Gd<Label>>,
    #[init(node = "Center/StartButton")]
    start_button: OnReady<Gd<Button>>,
    #[init(node = "PauseButton")]
    pause_button: OnReady<Gd<Button>>,
    #[init(node = "Center/TitleArt")]
    title_art: OnReady<Gd<Node2D>>,
    #[init(node = "Center/Best")]
    best_label: OnReady<Gd<Label>>,
    #[init(node = "Center/NewBest")]
    new_best: OnReady<Gd<Label>>,
    #[init(node = "Center/HowToPlay")]
    how_to_play: OnReady<Gd<Control>>,
    /// The other keys on the title, as text to translate with a place for each.
    #[init(val = msgid("{back}: pause").into())]
    keys_text: GString,
    #[init(node = "Center/HowToPlay/Keys/MoveKeys")]
    move_keys: OnReady<Gd<Label>>,
    #[init(node = "Center/HowToPlay/Keys/FireKeys")]
    fire_keys: OnReady<Gd<Label>>,
    #[init(node = "Center/HowToPlay/More")]
    keys: OnReady<Gd<Label>>,
    #[init(node = "Center/HowToTouch")]
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

    /// "Game Over" was shown for long enough.
    #[signal]
    pub fn results_due();

    /// Replaces the title's text, which is translated already, its picture, and its list of keys: an English text, in which `{bomb}` and
    /// `{back}` stand for what the player presses.
    pub fn set_title_screen(&mut self, title: &str, picture: &Gd<Texture2D>, keys: &str) {
        self.title = title.into();
        self.keys_text = keys.into();
        self.show_prompts();
        for mut creep in self.title_art.get_children().iter_shared() {
            creep.queue_free();
        }
        let mut sprite = Sprite2D::new_alloc();
        sprite.set_texture(picture);
        // The position is between the best score and the start button.
        sprite.set_position(Vector2::new(0.0, 14.0));
        sprite.set_scale(Vector2::splat(0.55));
        self.title_art.add_child(&sprite);
    }

    /// Sets the message for the end of the next game, translated, in place of "Game Over".
    pub fn set_end_message(&mut self, message: &str) {
        message.clone_into(&mut self.end_message);
    }

    /// Sets whether the next games can be paused.
    pub fn set_can_pause(&mut self, can_pause: bool) {
        self.can_pause = can_pause;
    }

    /// Shows the elements of `screen` and hides the others.
    pub fn show_screen(&mut self, screen: Screen) {
        self.screen = screen;
        self.place_notice();
        self.message_timer.stop();
        self.button_timer.stop();
        let is_title = screen == Screen::Title;
        self.best_label.set_visible(is_title && self.best > 0);
        self.new_best.set_visible(screen == Screen::GameOver && self.best_is_new);
        self.show_controls();
        self.start_button.set_visible(is_title);
        self.score_label.set_visible(screen.in_game() || screen == Screen::GameOver);
        self.show_panel();
        match screen {
            Screen::Title => self.show_message(&tr(&self.title.to_string())),
            Screen::GetReady => {
                self.show_message(&tr("Get Ready"));
                self.message_timer.start();
            }
            Screen::GameOver => {
                let message = self.end_message.clone();
                self.show_message(if message.is_empty() { tr("Game Over") } else { message }.as_str());
                let delay = self.button_delay;
                self.button_timer.start_ex().time_sec(delay).done();
            }
            // The message timer of "Get Ready" may be longer than the start delay, so hide the message here.
            Screen::Playing | Screen::Results => self.message.hide(),
        }
    }

    /// Shows the score. A score above 0 is animated.
    ///
    /// One that follows another at once is shown a little later: in a horde the score changes in every tick, and the engine shapes each
    /// text anew.
    pub fn show_score(&mut self, score: u32) {
        self.score = score;
        if score == 0 || self.score_age >= SCORE_PERIOD {
            self.write_score();
        }
        if score > 0 {
            self.score_swell = SCORE_SWELL_TIME;
            self.base_mut().set_process(true);
        }
    }

    fn write_score(&mut self) {
        (self.shown_score, self.score_age) = (self.score, 0.0);
        self.score_text.clear();
        // Writing into a String can't fail.
        let _ = write!(self.score_text, "{}", number(self.score.into()));
        self.score_label.set_text(&self.score_text);
    }

    /// Sets the best score for the next screens. `is_new` says that the last game set it.
    pub fn set_best(&mut self, best: u32, is_new: bool) {
        self.best = best;
        self.best_is_new = is_new;
        let text = tr_with("Best {score}", &[("score", &number(best.into()))]);
        self.best_label.set_text(&text);
        self.record.set_text(&text);
        self.show_panel();
    }

    /// Shows an error message for some seconds.
    pub fn show_notice(&mut self, message: &str) {
        self.place_notice();
        trace::record(|| TraceEvent::NoticeShown { message: message.to_owned() });
        self.notice_text.set_text(message);
        self.notice.show();
        self.notice_timer.start();
    }

    /// Hides the error message.
    pub fn clear_notice(&mut self) {
        if self.notice.is_visible() {
            trace::record(|| TraceEvent::NoticeHidden);
        }
        self.notice.hide();
        self.notice_timer.stop();
    }

    /// Puts everything where the window has room for it.
    fn arrange(&mut self) {
        let layout = layout::current();
        let (strip, left) = (layout.strip, layout.left);
        let beside = layout.arrangement == Arrangement::Sides;
        let rect = |x: f32, y: f32, width: f32, height: f32| Rect { x, y, width, height };
        place(&self.center, layout.center);
        self.title_art.set_position(Vector2::new(
            layout.center.width / 2.0,
            layout.center.height / 2.0 + TITLE_ART_BELOW_MIDDLE,
        ));
        let (score, alignment) = if beside {
            (rect(left.x, left.y + SCORE_TOP, left.width, SCORE_HEIGHT), HorizontalAlignment::RIGHT)
        } else {
            (rect(strip.x, strip.y + 10.0, strip.width, SCORE_HEIGHT), HorizontalAlignment::CENTER)
        };
        self.score_label.set_horizontal_alignment(alignment);
        place(&self.score_label, score);
        // It grows from where it stands.
        let pivot = if beside { left.width } else { strip.width / 2.0 };
        self.score_label.set_pivot_offset(Vector2::new(pivot, SCORE_HEIGHT / 2.0));
        place(&self.caption, rect(left.x, left.y, left.width, 28.0));
        place(&self.record, rect(left.x, left.y + SCORE_TOP + SCORE_HEIGHT, left.width, 36.0));
        place(&self.pause_button, layout.pause_button());
        if let Some([left_pad, right_pad]) = layout.pads() {
            place(&self.left_pad, left_pad);
            place(&self.right_pad, right_pad);
        }
        self.show_controls();
        self.place_notice();
        self.show_panel();
    }

    /// Shows what only a panel beside the playfield has room for.
    fn show_panel(&mut self) {
        let in_panel = layout::current().arrangement == Arrangement::Sides && self.score_label.is_visible();
        self.caption.set_visible(in_panel);
        self.record.set_visible(in_panel && self.best > 0);
        // A message stays on the playfield, or it would lie over the panel: it may need two lines.
        let beside_panel = in_panel && self.screen != Screen::Title;
        let margin = if beside_panel { layout::current().field.x } else { 0.0 };
        self.message.set_offset(Side::LEFT, margin);
        self.message.set_offset(Side::RIGHT, -margin);
        let new_best_top = if beside_panel { NEW_BEST_BELOW_TWO_LINES } else { NEW_BEST_BELOW_LINE };
        self.new_best.set_offset(Side::TOP, new_best_top);
        self.new_best.set_offset(Side::BOTTOM, new_best_top + NEW_BEST_HEIGHT);
        // A low window has no room for it between the title and the button.
        let has_room = layout::current().center.height >= TITLE_ART_MIN_HEIGHT;
        self.title_art.set_visible(self.screen == Screen::Title && has_room);
    }

    /// Puts the notice where it hides nothing: below the HUD's numbers in a game, at the bottom of other screens.
    fn place_notice(&mut self) {
        let layout = layout::current();
        let strip = layout.strip;
        let (x, width) = (strip.x + NOTICE_MARGIN, strip.width - 2.0 * NOTICE_MARGIN);
        let (y, grow) = if self.screen.in_game() {
            let top =
                if layout.arrangement == Arrangement::OnField { strip.bottom() } else { layout.field.y };
            (top + 8.0, GrowDirection::END)
        } else {
            (layout.safe.bottom() - NOTICE_MARGIN, GrowDirection::BEGIN)
        };
        self.notice.set_v_grow_direction(grow);
        place(&self.notice, Rect { x, y, width, height: 0.0 });
    }

    /// Applies the tuning.
    pub fn tune(&mut self, tuning: &tuning::Messages) {
        self.message_timer.set_wait_time(time::timer_seconds(tuning.message_time));
        self.button_delay = time::timer_seconds(tuning.button_delay);
    }

    /// Shows what suits the player's device: how to play on the title, and the pause button and
    /// the pads in a game for players who touch.
    fn show_controls(&mut self) {
        let is_title = self.screen == Screen::Title;
        self.how_to_play.set_visible(is_title && !self.by_touch);
        self.how_to_touch.set_visible(is_title && self.by_touch);
        let touches = self.screen.in_game() && self.can_pause && self.touched;
        self.pause_button.set_visible(touches);
        let has_pads = touches && layout::current().pads().is_some();
        self.left_pad.set_visible(has_pads);
        self.right_pad.set_visible(has_pads);
    }

    /// In a pause this node gets no input, but the device may change.
    fn on_device_changed(&mut self) {
        self.by_touch = device::last() == Device::Touch;
        self.show_controls();
        self.show_prompts();
    }

    /// Shows what the player presses, on the device used last. Fingers have a text of their own.
    fn show_prompts(&mut self) {
        let (Some(steering), Some(fire)) = (prompts::steering(), prompts::prompt(Action::Fire)) else {
            return;
        };
        self.move_keys.set_text(&steering);
        self.fire_keys.set_text(&fire);
        let keys = |action| prompts::prompt(action).unwrap_or_default();
        let values: [(&str, &dyn Display); 2] =
            [("bomb", &keys(Action::Bomb)), ("back", &keys(Action::Back))];
        self.keys.set_text(&tr_with(&self.keys_text.to_string(), &values));
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
        self.message.hide();
    }

    fn on_button_timeout(&mut self) {
        self.signals().results_due().emit();
    }
}

#[godot_api]
impl ICanvasLayer for Hud {
    fn ready(&mut self) {
        self.by_touch = DisplayServer::singleton().is_touchscreen_available();
        touch_buttons::press_with_any_finger(&self.start_button);
        touch_buttons::press_with_any_finger(&self.pause_button);
        let this = self.to_gd();
        self.pause_button.signals().pressed().connect_other(&this, Self::on_pause_button_pressed);
        self.start_button.signals().pressed().connect_other(&this, Self::on_start_button_pressed);
        self.message_timer.signals().timeout().connect_other(&this, Self::on_message_timeout);
        self.button_timer.signals().timeout().connect_other(&this, Self::on_button_timeout);
        self.show_prompts();
        let settings = settings::node(&this);
        settings.signals().device_changed().connect_other(&this, Self::on_device_changed);
        settings.signals().changed().connect_other(&this, Self::show_prompts);
        self.notice_timer.signals().timeout().connect_other(&this, Self::clear_notice);
        if let Some(manager) = layout::manager(&this.clone().upcast()) {
            manager.signals().changed().connect_other(&this, Self::arrange);
        }
        self.arrange();
        self.base_mut().set_process(false);
    }

    fn process(&mut self, delta: f64) {
        self.score_age += delta;
        if self.score != self.shown_score && self.score_age >= SCORE_PERIOD {
            self.write_score();
        }
        self.score_swell = (self.score_swell - delta).max(0.0);
        let scale = 1.0 + (SCORE_SWELL - 1.0) * self.score_swell / SCORE_SWELL_TIME;
        self.score_label.set_scale(Vector2::splat(scale as f32));
        if self.score_swell == 0.0 && self.score == self.shown_score {
            self.score_age = SCORE_PERIOD; // the next is shown at once
            self.base_mut().set_process(false);
        }
    }

    fn input(&mut self, event: Gd<InputEvent>) {
        let Some(by_touch) = input::by_touch(&event) else { return };
        self.by_touch = by_touch;
        self.touched |= by_touch;
        self.show_controls();
    }
}
