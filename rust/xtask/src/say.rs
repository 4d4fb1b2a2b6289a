//! What the commands say: one line a step, on stderr, so that stdout is the game's own.

use console::style;

/// Says what is done now: a bold word, then the rest.
pub fn step(what: &str, rest: &str) {
    eprintln!("{} {rest}", style(format!("{what:>9}")).green().bold().for_stderr());
}

/// Begins a part of a longer task.
pub fn heading(text: &str) {
    eprintln!("\n{}", style(format!("== {text}")).bold().for_stderr());
}

/// Says what a person should know, though it stops nothing.
pub fn note(text: &str) {
    eprintln!("{} {text}", style("     note").yellow().bold().for_stderr());
}

/// Says why a command failed: the message and its causes, without a backtrace.
pub fn failure(error: &anyhow::Error) {
    eprintln!("{} {error}", style("error:").red().bold().for_stderr());
    for cause in error.chain().skip(1) {
        eprintln!("  because {cause}");
    }
}
