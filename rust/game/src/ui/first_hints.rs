//! The hints of a player's first game, above the ship.

use creeps_rules::hints::{FirstHints as Hints, Hint, Performed};
use creeps_rules::settings::bindings::Action;
use creeps_rules::trace::TraceEvent;
use godot::classes::{ILabel, Input, Label};
use godot::global::MouseButton;
use godot::prelude::*;

use crate::dev::trace;
use crate::system::device::{self, Device};
use crate::system::{input, settings};
use crate::ui::prompts;
use crate::ui::text::{tr, tr_with};

/// Explains the controls in the first game, with the player's own keys. Once all hints were shown, it turns itself off in the options.
#[derive(GodotClass)]
#[class(init, base = Label)]
pub struct FirstHints {
    /// Whether the mode has bombs.
    #[export]
    has_bombs: bool,
    /// None when there is nothing to explain.
    hints: Option<Hints>,
    base: Base<Label>,
}

impl FirstHints {
    /// A player starts a game.
    pub fn begin(&mut self) {
        self.hints = settings::get(|settings| settings.show_hints).then(|| Hints::new(self.has_bombs));
        self.show_hint();
    }

    /// The game ends.
    pub fn end(&mut self) {
        self.hints = None;
        self.show_hint();
    }

    fn show_hint(&mut self) {
        let hint = self.hints.as_ref().and_then(Hints::current);
        if let Some(hint) = hint {
            trace::record(|| TraceEvent::HintShown(hint));
            self.base_mut().set_text(&text(hint));
        }
        self.base_mut().set_visible(hint.is_some());
    }
}

#[godot_api]
impl ILabel for FirstHints {
    fn ready(&mut self) {
        self.base_mut().hide();
    }

    fn physics_process(&mut self, _delta: f64) {
        let Some(hints) = &mut self.hints else { return };
        let before = hints.current();
        hints.step(performed());
        let now = hints.current();
        if now == before {
            return;
        }
        self.show_hint();
        if now.is_none() {
            self.hints = None;
            let this = self.to_gd();
            settings::node(&this).bind_mut().change(|settings| settings.show_hints = false);
        }
    }
}

fn performed() -> Performed {
    let input = Input::singleton();
    let is_pressed = |action: &str| input.is_action_pressed(action);
    // The engine turns the first finger into a mouse.
    let touches = matches!(device::last(), Device::Touch) && input.is_mouse_button_pressed(MouseButton::LEFT);
    Performed {
        moves: touches || is_pressed(input::MOVE_LEFT) || is_pressed(input::MOVE_RIGHT),
        fires: touches || is_pressed(input::FIRE_BULLET),
        bombs: is_pressed(input::BOMB),
    }
}

/// The text of a hint for the device used last.
fn text(hint: Hint) -> String {
    match hint {
        Hint::Move => match prompts::steering() {
            Some(keys) => tr_with("{keys}: move", &[("keys", &keys)]),
            None => tr("Touch and hold: the ship flies to your finger"),
        },
        Hint::Fire => match prompts::prompt(Action::Fire) {
            Some(key) => tr_with("Hold {key}: shoot", &[("key", &key)]),
            None => tr("It shoots as long as you touch"),
        },
        Hint::Bomb => match prompts::prompt(Action::Bomb) {
            Some(key) => tr_with("{key}: a bomb, when it gets tight", &[("key", &key)]),
            None => tr("Tap the bomb when it gets tight"),
        },
    }
}
