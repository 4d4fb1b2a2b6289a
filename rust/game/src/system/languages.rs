//! The language of the run: chosen when the program starts, with the font that has its letters.

use creeps_rules::language::Language;
use godot::classes::{Font, FontFile, Os, TranslationServer};
use godot::prelude::*;

use crate::system::command_line;
use crate::ui::text;

/// Sets the language.
///
/// It is an autoload, so it works with every scene. It also keeps the game's font in memory, to which it gives the fonts with Japanese
/// and Chinese letters as fallbacks. Both languages share many letters but not how they are drawn, so that of the language comes first.
#[derive(GodotClass)]
#[class(init, base = Node)]
pub struct Languages {
    /// The game's font.
    #[export]
    font: OnEditor<Gd<FontFile>>,
    /// A font with the Japanese letters of the texts.
    #[export]
    japanese_font: OnEditor<Gd<FontFile>>,
    /// A font with the Chinese letters of the texts.
    #[export]
    chinese_font: OnEditor<Gd<FontFile>>,
    base: Base<Node>,
}

/// The autoload. None in a tool that has no autoloads.
pub fn node(tree: &Gd<SceneTree>) -> Option<Gd<Languages>> {
    tree.get_root()?.try_get_node_as("Languages")
}

impl Languages {
    /// Sets the language by its code; an empty one stands for the language of the player's system or browser. `--language` overrides
    /// both.
    pub fn set_language(&mut self, code: &str) {
        let code = command_line::arguments().language.unwrap_or(code);
        let system = Os::singleton().get_locale().to_string();
        let language = Language::of(if code.is_empty() { &system } else { code });
        let mut fallbacks = [&*self.japanese_font, &*self.chinese_font].map(|font| font.clone().upcast());
        if language.code == "zh_CN" {
            fallbacks.reverse();
        }
        text::set_language(language);
        let fallbacks = Array::<Gd<Font>>::from(&fallbacks);
        // Both calls notify all nodes, this one too: the guard allows that.
        let mut font = self.font.clone();
        let _guard = self.base_mut();
        // Every text is shaped anew after this.
        if font.get_fallbacks() != fallbacks {
            font.set_fallbacks(&fallbacks);
        }
        TranslationServer::singleton().set_locale(language.code);
    }
}

#[godot_api]
impl INode for Languages {
    fn ready(&mut self) {
        self.set_language("");
    }
}
