//! Every sound of Shoot the Creeps, composed here and synthesised from nothing but arithmetic.
//!
//! From the ground up: [`math`] and [`noise`] give the same numbers on every platform; [`oscillator`],
//! [`filter`] and [`envelope`] are the building blocks; [`clip`] holds the result; [`voice`] plays notes,
//! [`drums`] hits, [`space`] adds echo and room. On these stand the [`effects`] (with [`rewards`] and [`blows`] for
//! Arcade and Horde), and the [`tunes`]: [`score`] (what a tune is made of), `chords` and [`beats`] (what they share),
//! [`tracker`] (reads the rows), [`band`] (the instruments) and [`music`] (the mix, in [`stereo`]). [`wav`] and [`ogg`] store
//! sounds, [`files`] says which, and [`report`] measures them ([`loudness`]).

pub mod band;
pub mod beats;
pub mod blows;
pub(crate) mod chords;
pub mod clip;
pub mod drums;
pub mod effects;
pub mod envelope;
pub mod files;
pub mod filter;
pub mod loudness;
pub mod math;
pub mod music;
pub mod noise;
pub mod ogg;
pub mod oscillator;
pub mod report;
pub mod rewards;
pub mod score;
pub mod space;
pub mod stereo;
pub mod tracker;
pub mod tunes;
pub mod voice;
pub mod wav;
