//! For tests and developers: the command line, input scripts, traces and stutter reports.

pub mod arguments;
pub mod frame_times;
pub mod input_script;
pub mod trace;
