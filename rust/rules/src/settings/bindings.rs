//! Which keys and gamepad buttons do what: the player's own bindings, conflicts between them, and the buttons' names on each gamepad.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// The most inputs of an action on one device.
const MAX_INPUTS: usize = 8;
/// The longest name of a key, in characters.
const MAX_KEY_NAME: usize = 40;

/// Something that the player can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Action {
    /// Steers left.
    MoveLeft,
    /// Steers right.
    MoveRight,
    /// Fires.
    Fire,
    /// Uses a bomb.
    Bomb,
    /// Pauses, and ends a pause.
    Pause,
    /// Starts a game.
    Start,
    /// Pauses a game, and goes back everywhere else.
    Back,
    /// Switches between window and full screen.
    FullScreen,
}

impl Action {
    /// Every action, in the order of the menu.
    pub const ALL: [Self; 8] = [
        Self::MoveLeft,
        Self::MoveRight,
        Self::Fire,
        Self::Bomb,
        Self::Pause,
        Self::Start,
        Self::Back,
        Self::FullScreen,
    ];

    /// Its name in the engine's input map.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MoveLeft => "move_left",
            Self::MoveRight => "move_right",
            Self::Fire => "fire_bullet",
            Self::Bomb => "bomb",
            Self::Pause => "pause",
            Self::Start => "start_game",
            Self::Back => "quit",
            Self::FullScreen => "toggle_full_screen",
        }
    }

    /// The action with this name in the input map.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }

    /// Whether one input can't do both. The button that fires may start a game, because no game runs then.
    pub fn conflicts_with(self, other: Self) -> bool {
        let in_play = |action| !matches!(action, Self::Start);
        let in_menus = |action| matches!(action, Self::Start | Self::Back | Self::FullScreen);
        (in_play(self) && in_play(other)) || (in_menus(self) && in_menus(other))
    }
}

/// What a player's hands hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// Keys.
    Keyboard,
    /// Buttons, triggers and sticks.
    Gamepad,
}

/// One input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Binding {
    /// The key at the position where a US keyboard has this name.
    Key(#[serde(deserialize_with = "key_name")] String),
    /// The key with this label, which may begin with `Alt+`.
    KeyLabel(#[serde(deserialize_with = "key_name")] String),
    /// A gamepad's button, trigger or stick.
    Pad(PadInput),
}

fn key_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if name.is_empty() || name.chars().count() > MAX_KEY_NAME || name.chars().any(char::is_control) {
        return Err(D::Error::custom(format_args!(
            "{name:?} is no key; names of 1 to {MAX_KEY_NAME} characters are allowed"
        )));
    }
    Ok(name)
}

/// Inputs by action.
pub type Inputs = BTreeMap<Action, Vec<Binding>>;

/// The inputs of actions, for each device. In the settings file only those that differ from the defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bindings {
    /// Keys.
    #[serde(deserialize_with = "keys")]
    pub keyboard: Inputs,
    /// Buttons, triggers and sticks.
    #[serde(deserialize_with = "pad_inputs")]
    pub gamepad: Inputs,
}

fn keys<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Inputs, D::Error> {
    inputs(deserializer, Device::Keyboard)
}

fn pad_inputs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Inputs, D::Error> {
    inputs(deserializer, Device::Gamepad)
}

fn inputs<'de, D: Deserializer<'de>>(deserializer: D, device: Device) -> Result<Inputs, D::Error> {
    let inputs = Inputs::deserialize(deserializer)?;
    for (action, bindings) in &inputs {
        if bindings.len() > MAX_INPUTS {
            return Err(D::Error::custom(format_args!(
                "{action:?} has {} inputs; at most {MAX_INPUTS} are allowed",
                bindings.len()
            )));
        }
        if let Some(binding) = bindings.iter().find(|binding| binding.device() != device) {
            return Err(D::Error::custom(format_args!(
                "{action:?} has {binding:?}, which is on another device"
            )));
        }
    }
    Ok(inputs)
}

impl Binding {
    /// The device that it is on.
    pub const fn device(&self) -> Device {
        match self {
            Self::Key(_) | Self::KeyLabel(_) => Device::Keyboard,
            Self::Pad(_) => Device::Gamepad,
        }
    }
}

impl Bindings {
    /// The inputs on a device.
    pub const fn on(&self, device: Device) -> &Inputs {
        match device {
            Device::Keyboard => &self.keyboard,
            Device::Gamepad => &self.gamepad,
        }
    }

    /// The inputs on a device, to change them.
    pub const fn on_mut(&mut self, device: Device) -> &mut Inputs {
        match device {
            Device::Keyboard => &mut self.keyboard,
            Device::Gamepad => &mut self.gamepad,
        }
    }

    /// The inputs of an action on a device: the player's own, or the defaults.
    pub fn of<'a>(&'a self, action: Action, device: Device, defaults: &'a Self) -> &'a [Binding] {
        self.on(device).get(&action).or_else(|| defaults.on(device).get(&action)).map_or(&[], Vec::as_slice)
    }

    /// Another action that has one of these inputs and can't share it with `action`. `inputs` are all descriptions of one input: a key's
    /// position and its label.
    pub fn conflict(&self, action: Action, inputs: &[Binding], defaults: &Self) -> Option<Action> {
        let device = inputs.first()?.device();
        Action::ALL
            .into_iter()
            .filter(|&other| other != action && action.conflicts_with(other))
            .find(|&other| self.of(other, device, defaults).iter().any(|binding| inputs.contains(binding)))
    }

    /// Makes `inputs[0]` the only input of an action on its device. An action that had it and can't share it loses it; if that was its
    /// last one on this device, it gets those that `action` had, so that nothing is left without an input.
    pub fn bind(&mut self, action: Action, inputs: &[Binding], defaults: &Self) {
        let Some(input) = inputs.first() else { return };
        let device = input.device();
        let before = self.of(action, device, defaults).to_vec();
        while let Some(other) = self.conflict(action, inputs, defaults) {
            let mut left = self.of(other, device, defaults).to_vec();
            left.retain(|binding| !inputs.contains(binding));
            if left.is_empty() {
                left = before.iter().filter(|binding| !inputs.contains(binding)).cloned().collect();
            }
            self.set(other, device, left, defaults);
        }
        self.set(action, device, vec![input.clone()], defaults);
    }

    fn set(&mut self, action: Action, device: Device, bindings: Vec<Binding>, defaults: &Self) {
        if defaults.on(device).get(&action).is_some_and(|default| *default == bindings) {
            self.on_mut(device).remove(&action);
        } else {
            self.on_mut(device).insert(action, bindings);
        }
    }

    /// Gives an action its default inputs on both devices. Other actions that have one of them lose it.
    pub fn reset(&mut self, action: Action, defaults: &Self) {
        for device in [Device::Keyboard, Device::Gamepad] {
            let wanted = defaults.of(action, device, defaults).to_vec();
            self.on_mut(device).remove(&action);
            while let Some(other) = self.conflict(action, &wanted, defaults) {
                // Both at their defaults never conflict, so this one is the player's own.
                let mut left = self.of(other, device, defaults).to_vec();
                left.retain(|binding| !wanted.contains(binding));
                if left.is_empty() {
                    // Its own defaults may be taken as well.
                    self.reset(other, defaults);
                } else {
                    self.set(other, device, left, defaults);
                }
            }
        }
    }
}

/// Declares the inputs of a gamepad with their names on each kind, in English, or the signs on them.
macro_rules! pad_inputs {
    ($($input:ident: $xbox:literal, $playstation:literal, $switch:literal, $deck:literal;)*) => {
        /// An input of a gamepad, by its position as on an Xbox controller.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[allow(missing_docs)] // the names say it
        pub enum PadInput { $($input,)* }

        impl PadInput {
            /// Every input.
            pub const ALL: &'static [Self] = &[$(Self::$input),*];

            /// Its name on a kind of gamepad: English text to translate, or a sign.
            pub const fn label(self, kind: PadKind) -> &'static str {
                match (kind, self) {
                    $((PadKind::Xbox, Self::$input) => $xbox,)*
                    $((PadKind::PlayStation, Self::$input) => $playstation,)*
                    $((PadKind::Switch, Self::$input) => $switch,)*
                    $((PadKind::SteamDeck, Self::$input) => $deck,)*
                }
            }
        }
    };
}

pad_inputs! {
    A: "Ⓐ", "✕", "Ⓑ", "Ⓐ";
    B: "Ⓑ", "○", "Ⓐ", "Ⓑ";
    X: "Ⓧ", "□", "Ⓨ", "Ⓧ";
    Y: "Ⓨ", "△", "Ⓧ", "Ⓨ";
    Back: "View", "Create", "-", "View";
    Guide: "Xbox", "PS", "Home", "Steam";
    Start: "Menu", "Options", "+", "Menu";
    LeftStick: "LS", "L3", "Left stick", "L3";
    RightStick: "RS", "R3", "Right stick", "R3";
    LeftShoulder: "LB", "L1", "L", "L1";
    RightShoulder: "RB", "R1", "R", "R1";
    LeftTrigger: "LT", "L2", "ZL", "L2";
    RightTrigger: "RT", "R2", "ZR", "R2";
    DpadUp: "D-pad ↑", "D-pad ↑", "D-pad ↑", "D-pad ↑";
    DpadDown: "D-pad ↓", "D-pad ↓", "D-pad ↓", "D-pad ↓";
    DpadLeft: "D-pad ←", "D-pad ←", "D-pad ←", "D-pad ←";
    DpadRight: "D-pad →", "D-pad →", "D-pad →", "D-pad →";
    Misc: "Share", "Mute", "Capture", "Quick access";
    Paddle1: "P1", "Right paddle", "Right paddle", "R4";
    Paddle2: "P3", "Left paddle", "Left paddle", "L4";
    Paddle3: "P2", "Right Fn", "Right paddle 2", "R5";
    Paddle4: "P4", "Left Fn", "Left paddle 2", "L5";
    Touchpad: "Touchpad", "Touchpad", "Touchpad", "Touchpad";
    LeftStickLeft: "Stick ←", "Stick ←", "Stick ←", "Stick ←";
    LeftStickRight: "Stick →", "Stick →", "Stick →", "Stick →";
    LeftStickUp: "Stick ↑", "Stick ↑", "Stick ↑", "Stick ↑";
    LeftStickDown: "Stick ↓", "Stick ↓", "Stick ↓", "Stick ↓";
    RightStickLeft: "Right stick ←", "Right stick ←", "Right stick ←", "Right stick ←";
    RightStickRight: "Right stick →", "Right stick →", "Right stick →", "Right stick →";
    RightStickUp: "Right stick ↑", "Right stick ↑", "Right stick ↑", "Right stick ↑";
    RightStickDown: "Right stick ↓", "Right stick ↓", "Right stick ↓", "Right stick ↓";
}

/// A kind of gamepad, for the names of its buttons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PadKind {
    /// Xbox, and any that is not known.
    #[default]
    Xbox,
    /// `DualShock` and `DualSense`.
    PlayStation,
    /// Joy-Cons and Switch Pro controllers: the button at the bottom is B.
    Switch,
    /// The Steam Deck's own controls.
    SteamDeck,
}

impl PadKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Xbox, Self::PlayStation, Self::Switch, Self::SteamDeck];

    /// The kind of the gamepad that reports this name. Browsers report the vendor's number.
    pub fn of(name: &str) -> Self {
        let name = name.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["steam deck", "neptune", "28de-1205", "product: 1205"]) {
            Self::SteamDeck
        } else if has(&["nintendo", "switch", "joy-con", "joycon", "057e"]) {
            Self::Switch
        } else if has(&["playstation", "dualshock", "dualsense", "ps3", "ps4", "ps5", "sony", "054c"]) {
            Self::PlayStation
        } else {
            Self::Xbox
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Binding {
        Binding::Key(name.into())
    }

    /// Like the project's input map.
    fn defaults() -> Bindings {
        let keyboard = [
            (Action::MoveLeft, vec![key("Left"), key("A")]),
            (Action::Fire, vec![key("Space")]),
            (Action::Bomb, vec![key("Down"), key("S"), Binding::KeyLabel("B".into())]),
            (Action::Pause, vec![Binding::KeyLabel("P".into())]),
            (Action::Start, vec![key("Enter"), key("Space")]),
            (Action::Back, vec![key("Escape")]),
        ];
        let gamepad = [
            (Action::Fire, vec![Binding::Pad(PadInput::A)]),
            (Action::Pause, vec![Binding::Pad(PadInput::Start)]),
            (Action::Start, vec![Binding::Pad(PadInput::A), Binding::Pad(PadInput::Start)]),
        ];
        Bindings { keyboard: keyboard.into(), gamepad: gamepad.into() }
    }

    #[test]
    fn a_new_key_replaces_all_others_of_its_action() {
        let mut own = Bindings::default();
        own.bind(Action::Bomb, &[key("X"), Binding::KeyLabel("X".into())], &defaults());
        assert_eq!(own.of(Action::Bomb, Device::Keyboard, &defaults()), [key("X")]);
        assert_eq!(own.of(Action::Fire, Device::Keyboard, &defaults()), [key("Space")]);
    }

    #[test]
    fn a_conflict_is_found_by_position_and_by_label() {
        let (own, defaults) = (Bindings::default(), defaults());
        assert_eq!(own.conflict(Action::Bomb, &[key("Space")], &defaults), Some(Action::Fire));
        // On a keyboard where the key at R's position has the label P.
        let p = [key("R"), Binding::KeyLabel("P".into())];
        assert_eq!(own.conflict(Action::Fire, &p, &defaults), Some(Action::Pause));
        assert_eq!(own.conflict(Action::Fire, &[key("X")], &defaults), None);
        // Fire and start may share a key, fire and back may not.
        assert_eq!(own.conflict(Action::Fire, &[key("Enter")], &defaults), None);
        assert_eq!(own.conflict(Action::Fire, &[key("Escape")], &defaults), Some(Action::Back));
        assert_eq!(own.conflict(Action::Start, &[key("Escape")], &defaults), Some(Action::Back));
        assert_eq!(
            own.conflict(Action::Bomb, &[Binding::Pad(PadInput::Start)], &defaults),
            Some(Action::Pause)
        );
    }

    #[test]
    fn the_last_key_of_another_action_is_swapped() {
        let (mut own, defaults) = (Bindings::default(), defaults());
        own.bind(Action::Pause, &[key("Space")], &defaults);
        assert_eq!(own.of(Action::Pause, Device::Keyboard, &defaults), [key("Space")]);
        assert_eq!(own.of(Action::Fire, Device::Keyboard, &defaults), [Binding::KeyLabel("P".into())]);
    }

    #[test]
    fn one_of_several_keys_of_another_action_is_taken_away() {
        let (mut own, defaults) = (Bindings::default(), defaults());
        own.bind(Action::Fire, &[key("A")], &defaults);
        assert_eq!(own.of(Action::MoveLeft, Device::Keyboard, &defaults), [key("Left")]);
    }

    #[test]
    fn the_default_key_again_leaves_nothing_in_the_file() {
        let (mut own, defaults) = (Bindings::default(), defaults());
        own.bind(Action::Fire, &[key("X")], &defaults);
        own.bind(Action::Fire, &[key("Space")], &defaults);
        assert_eq!(own, Bindings::default());
    }

    #[test]
    fn a_reset_action_takes_its_keys_back() {
        let (mut own, defaults) = (Bindings::default(), defaults());
        own.bind(Action::Pause, &[key("Space")], &defaults);
        own.reset(Action::Fire, &defaults);
        assert_eq!(own, Bindings::default());
    }

    #[test]
    fn every_action_has_another_name() {
        for action in Action::ALL {
            assert_eq!(Action::find(action.name()), Some(action));
        }
    }

    #[test]
    fn what_a_device_does_not_have_is_rejected() {
        let read = |text: &str| crate::ron_file::read::<Bindings>("settings.ron", text.as_bytes());
        assert!(read("(keyboard: {Fire: [Key(\"X\")]}, gamepad: {Bomb: [Pad(LeftTrigger)]})").is_ok());
        for text in [
            "(keyboard: {Fire: [Pad(A)]})",
            "(gamepad: {Fire: [Key(\"X\")]})",
            "(keyboard: {Fire: [Key(\"\")]})",
            "(keyboard: {Shoot: []})",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn each_kind_of_gamepad_has_its_names() {
        for (name, kind, bottom) in [
            ("Xbox Series X Controller", PadKind::Xbox, "Ⓐ"),
            ("DualSense Wireless Controller", PadKind::PlayStation, "✕"),
            ("PS4 Controller", PadKind::PlayStation, "✕"),
            ("Nintendo Switch Pro Controller", PadKind::Switch, "Ⓑ"),
            ("Steam Deck", PadKind::SteamDeck, "Ⓐ"),
            ("Wireless Controller (STANDARD GAMEPAD Vendor: 054c Product: 0ce6)", PadKind::PlayStation, "✕"),
            ("057e-2009-Pro Controller", PadKind::Switch, "Ⓑ"),
            ("Some gamepad", PadKind::Xbox, "Ⓐ"),
        ] {
            assert_eq!((PadKind::of(name), PadInput::A.label(kind)), (kind, bottom), "{name}");
        }
    }
}
