//! Pop-ups: points that rise from where they were scored. A few labels are reused.

use std::fmt::{Display, Write as _};

use creeps_rules::FIELD;
use godot::classes::Label;
use godot::prelude::*;

use crate::ui::{layout, text};

/// The number of labels, and how many may start per tick.
const MAX_POP_UPS: usize = 12;
const MAX_PER_TICK: u32 = 2;
/// How long a pop-up is visible, in ticks, and how far it rises per tick, in px.
const LIFE: u32 = 42;
const RISE: f32 = 0.8;
/// How many times as large the letters of a shout are.
const SHOUT_SIZE: f32 = 2.0;

/// The pop-ups on the field.
pub struct PopUps {
    /// Each with its position and its age in ticks. Those at [`LIFE`] are hidden.
    labels: Vec<(Gd<Label>, Vector2, u32)>,
    next: usize,
    budget: u32,
    /// The last text, kept for the next one.
    text: String,
}

impl PopUps {
    /// Creates copies of the label in the scene.
    pub fn new(template: &Gd<Label>) -> Self {
        let Some(mut parent) = template.get_parent() else {
            return Self { labels: vec![], next: 0, budget: 0, text: String::new() };
        };
        let labels: Vec<_> =
            (0..MAX_POP_UPS).map(|_| (template.duplicate_node(), Vector2::ZERO, LIFE)).collect();
        for (label, ..) in &labels {
            parent.add_child(label);
        }
        Self { labels, next: 0, budget: MAX_PER_TICK, text: String::with_capacity(text::LENGTH) }
    }

    /// Shows a text, centered at a position in screen px.
    pub fn add(&mut self, center: Vector2, text: impl Display, color: Color) {
        if self.budget > 0 {
            self.budget -= 1;
            self.add_title(center, text, color);
        }
    }

    /// Shows a text that is rare and important: it counts against no budget.
    pub fn add_title(&mut self, center: Vector2, text: impl Display, color: Color) {
        self.show(center, text, color, 1.0);
    }

    /// Shows a text that nobody misses, in large letters.
    pub fn shout(&mut self, center: Vector2, text: impl Display, color: Color) {
        self.show(center, text, color, SHOUT_SIZE);
    }

    /// Shows a text in letters so many times as large as the label's.
    fn show(&mut self, center: Vector2, text: impl Display, color: Color, size: f32) {
        if self.labels.is_empty() {
            return;
        }
        let (label, position, age) = &mut self.labels[self.next];
        self.next = (self.next + 1) % MAX_POP_UPS;
        self.text.clear();
        // Writing into a String can't fail.
        let _ = write!(self.text, "{text}");
        label.set_text(&self.text);
        label.set_modulate(color);
        // As large as the HUD's text, also on a small playfield.
        let scale = size * (1.0 / layout::current().field_scale()).max(1.0);
        label.set_scale(Vector2::splat(scale));
        // A text at the edge stays on the playfield.
        let half = label.get_minimum_size().x * scale / 2.0;
        let x = if 2.0 * half < FIELD.0 { center.x.clamp(half, FIELD.0 - half) } else { FIELD.0 / 2.0 };
        (*position, *age) = (Vector2::new(x, center.y) - label.get_size() * scale / 2.0, 0);
        label.show();
    }

    /// Advances by a tick.
    pub fn step(&mut self) {
        self.budget = MAX_PER_TICK;
        for (label, position, age) in self.labels.iter_mut().filter(|(.., age)| *age < LIFE) {
            *age += 1;
            if *age == LIFE {
                label.hide();
            } else {
                position.y -= RISE;
                label.set_position(*position);
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
