//! Every sound of Shoot the Creeps, composed here and synthesised from nothing but arithmetic.
//!
//! From the ground up: [`math`] and [`noise`] give the same numbers on every platform; [`oscillator`],
//! [`filter`] and [`envelope`] are the building blocks; [`clip`] holds the result; [`voice`] plays notes,
//! [`drums`] hits, [`space`] adds echo and room. On these stand the [`effects`], and the tune: [`score`]
//! (the notes), [`tracker`] (reads them), [`band`] (the instruments) and [`music`] (the mix). [`wav`]
//! writes files and [`files`] says which.

pub mod band;
pub mod clip;
pub mod drums;
pub mod effects;
pub mod envelope;
pub mod files;
pub mod filter;
pub mod math;
pub mod music;
pub mod noise;
pub mod oscillator;
pub mod score;
pub mod space;
pub mod tracker;
pub mod voice;
pub mod wav;
