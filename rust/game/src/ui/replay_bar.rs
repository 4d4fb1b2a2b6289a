//! The controls of a replay that is watched.

use creeps_rules::playback::{Playback, PlaybackCommand};
use creeps_rules::results::minutes;
use godot::classes::{Button, CanvasLayer, ICanvasLayer, InputEvent, Label, ProgressBar, Texture2D};
use godot::prelude::*;

use crate::system::input;
use crate::ui::touch_buttons;

/// The controls of a replay that is watched: pause, speed, single steps, and jumps to a wave.
///
/// Keys and gamepads need no focus: start pauses, up and down change the speed, left and right jump to a wave, and the bomb key plays a
/// single step.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct ReplayBar {
    /// The button's picture while the replay is paused.
    #[export]
    play_icon: OnEditor<Gd<Texture2D>>,
    /// The button's picture while the replay plays.
    #[export]
    pause_icon: OnEditor<Gd<Texture2D>>,
    #[init(node = "Bar/Lines/Progress")]
    progress: OnReady<Gd<ProgressBar>>,
    #[init(node = "Bar/Lines/Keys/Back")]
    back_button: OnReady<Gd<Button>>,
    #[init(node = "Bar/Lines/Keys/Pause")]
    pause_button: OnReady<Gd<Button>>,
    #[init(node = "Bar/Lines/Keys/Step")]
    step_button: OnReady<Gd<Button>>,
    #[init(node = "Bar/Lines/Keys/Speed")]
    speed_button: OnReady<Gd<Button>>,
    #[init(node = "Bar/Lines/Keys/Forward")]
    forward_button: OnReady<Gd<Button>>,
    #[init(node = "Bar/Lines/Keys/Leave")]
    leave_button: OnReady<Gd<Button>>,
    #[init(node = "Bar/Lines/Keys/Time")]
    time: OnReady<Gd<Label>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl ReplayBar {
    /// The player wants something; see [`ReplayBar::command_of`].
    #[signal]
    pub fn commanded(command: i64);

    /// The player leaves the replay.
    #[signal]
    pub fn left();

    /// Shows how far the replay is, of `ticks` ticks.
    pub fn show_playback(&mut self, playback: &Playback, tick: u32, ticks: u32) {
        self.progress.set_value(f64::from(tick) / f64::from(ticks.max(1)));
        self.time.set_text(&format!("{} / {}", minutes(tick), minutes(ticks)));
        self.speed_button.set_text(&format!("{}×", playback.speed()));
        let icon = if playback.is_paused() { &self.play_icon } else { &self.pause_icon };
        self.pause_button.set_button_icon(&**icon);
    }

    /// The command of a [`commanded`](Self::commanded) signal.
    pub fn command_of(index: i64) -> Option<PlaybackCommand> {
        COMMANDS.get(usize::try_from(index).ok()?).copied()
    }

    fn emit(&mut self, command: PlaybackCommand) {
        let index = COMMANDS.iter().position(|&other| other == command).unwrap_or(0);
        self.signals().commanded().emit(index.try_into().unwrap_or(i64::MAX));
    }
}

/// The commands, by their index in the signal.
const COMMANDS: [PlaybackCommand; 7] = [
    PlaybackCommand::TogglePause,
    PlaybackCommand::Step,
    PlaybackCommand::Faster,
    PlaybackCommand::Slower,
    PlaybackCommand::NextSpeed,
    PlaybackCommand::NextWave,
    PlaybackCommand::PreviousWave,
];

/// What each action does. The directions come first: some keys of the bomb are directions as well.
const ACTIONS: [(&str, PlaybackCommand); 6] = [
    ("ui_left", PlaybackCommand::PreviousWave),
    ("ui_right", PlaybackCommand::NextWave),
    ("ui_up", PlaybackCommand::Faster),
    ("ui_down", PlaybackCommand::Slower),
    (input::START_GAME, PlaybackCommand::TogglePause),
    (input::BOMB, PlaybackCommand::Step),
];

#[godot_api]
impl ICanvasLayer for ReplayBar {
    fn ready(&mut self) {
        self.base_mut().hide();
        let this = self.to_gd();
        for (button, command) in [
            (&self.back_button, PlaybackCommand::PreviousWave),
            (&self.pause_button, PlaybackCommand::TogglePause),
            (&self.step_button, PlaybackCommand::Step),
            (&self.speed_button, PlaybackCommand::NextSpeed),
            (&self.forward_button, PlaybackCommand::NextWave),
        ] {
            touch_buttons::press_with_any_finger(button);
            button.signals().pressed().connect_other(&this, move |bar| bar.emit(command));
        }
        touch_buttons::press_with_any_finger(&self.leave_button);
        self.leave_button.signals().pressed().connect_other(&this, |bar| bar.signals().left().emit());
    }

    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if !self.base().is_visible() {
            return;
        }
        let pressed = ACTIONS.into_iter().find(|(action, _)| input::is_pressed(&event, action));
        let Some((_, command)) = pressed else { return };
        if let Some(mut viewport) = self.base().get_viewport() {
            viewport.set_input_as_handled();
        }
        self.emit(command);
    }
}
