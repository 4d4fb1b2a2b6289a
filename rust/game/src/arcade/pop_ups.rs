//! Points that rise from where they were made: a few labels, used over and over.

use godot::classes::Label;
use godot::prelude::*;

/// How many there are at once, and how many begin in a tick.
const MOST: usize = 12;
const A_TICK: u32 = 2;
/// How long one is seen, in ticks, and how far it rises in one, in px.
const LIFE: u32 = 42;
const RISE: f32 = 0.8;

/// The pop-ups on the field.
pub struct PopUps {
    /// Each with its place and its age; those that are older than [`LIFE`] are hidden.
    labels: Vec<(Gd<Label>, Vector2, u32)>,
    next: usize,
    budget: u32,
}

impl PopUps {
    /// Copies of the label in the scene.
    pub fn new(template: &Gd<Label>) -> Self {
        let Some(mut parent) = template.get_parent() else {
            return Self { labels: vec![], next: 0, budget: 0 };
        };
        let labels: Vec<_> = (0..MOST).map(|_| (template.duplicate_node(), Vector2::ZERO, LIFE)).collect();
        for (label, ..) in &labels {
            parent.add_child(label);
        }
        Self { labels, next: 0, budget: A_TICK }
    }

    /// Shows a text at a place, in px on the screen.
    pub fn add(&mut self, place: Vector2, text: &str, color: Color) {
        if self.budget == 0 || self.labels.is_empty() {
            return;
        }
        self.budget -= 1;
        let (label, at, age) = &mut self.labels[self.next];
        self.next = (self.next + 1) % MOST;
        label.set_text(text);
        label.set_modulate(color);
        (*at, *age) = (place - label.get_size() / 2.0, 0);
        label.show();
    }

    /// A tick passes.
    pub fn step(&mut self) {
        self.budget = A_TICK;
        for (label, place, age) in self.labels.iter_mut().filter(|(.., age)| *age < LIFE) {
            *age += 1;
            if *age == LIFE {
                label.hide();
            } else {
                place.y -= RISE;
                label.set_position(*place);
                let left = (LIFE - *age) as f32 / LIFE as f32;
                label.set_self_modulate(Color::from_rgba(1.0, 1.0, 1.0, (2.0 * left).min(1.0)));
            }
        }
    }

    /// Hides them all.
    pub fn clear(&mut self) {
        for (label, _, age) in &mut self.labels {
            label.hide();
            *age = LIFE;
        }
    }
}
