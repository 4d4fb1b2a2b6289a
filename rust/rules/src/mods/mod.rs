//! Mods: games made of data alone. What a mod's files may be, and what is refused.

pub mod mod_files;
pub mod mod_id;
pub mod mod_info;
pub mod picture;
pub mod recording;
