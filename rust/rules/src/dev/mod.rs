//! For tests and developers: the command line, input scripts and traces.

pub mod arguments;
pub mod input_script;
pub mod trace;
