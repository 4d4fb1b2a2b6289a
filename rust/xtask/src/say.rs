//! The commands' messages: one line per step, on stderr, because stdout belongs to the game.

use console::style;

/// Prints what happens now: a bold word, then the rest.
pub fn step(what: &str, rest: &str) {
    eprintln!("{} {rest}", style(format!("{what:>9}")).green().bold().for_stderr());
}

/// Prints the heading of a part of a longer task.
pub fn heading(text: &str) {
    eprintln!("\n{}", style(format!("== {text}")).bold().for_stderr());
}

/// Prints something that a person should know and that stops nothing.
pub fn note(text: &str) {
    eprintln!("{} {text}", style("     note").yellow().bold().for_stderr());
}

/// Prints why a command failed: the message and its causes, without a backtrace.
pub fn failure(error: &anyhow::Error) {
    eprintln!("{} {error}", style("error:").red().bold().for_stderr());
    for cause in error.chain().skip(1) {
        eprintln!("  because {cause}");
    }
}
