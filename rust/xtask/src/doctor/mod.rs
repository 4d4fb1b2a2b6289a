//! `cargo xtask doctor`: what is installed, what is missing, and the command that fixes it.

mod engine;
mod export;
mod freshness;
mod screen;
mod tools;

use std::process::ExitCode;

use console::style;

use crate::context::Context;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// All is well.
    Good,
    /// Something works less well, or will be done by the command that needs it.
    Note,
    /// Nothing works without it.
    Missing,
}

/// One finding: a line, and a second one that says how to fix it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    mark: Mark,
    subject: &'static str,
    finding: String,
    remedy: Option<String>,
}

impl Check {
    fn good(subject: &'static str, finding: impl Into<String>) -> Self {
        Self { mark: Mark::Good, subject, finding: finding.into(), remedy: None }
    }

    fn note(subject: &'static str, finding: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { mark: Mark::Note, subject, finding: finding.into(), remedy: Some(remedy.into()) }
    }

    fn missing(subject: &'static str, finding: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { mark: Mark::Missing, subject, finding: finding.into(), remedy: Some(remedy.into()) }
    }

    fn print(&self) {
        // Words, so that the marks live without colours too.
        let mark = match self.mark {
            Mark::Good => style("  ok  ").green(),
            Mark::Note => style(" note ").yellow(),
            Mark::Missing => style("  NO  ").red(),
        };
        println!("[{}] {:<10} {}", mark.bold(), self.subject, self.finding);
        if let Some(remedy) = &self.remedy {
            println!("{:20}-> {remedy}", "");
        }
    }
}

/// Runs `cargo xtask doctor`: fails only when something is missing that nothing works without.
pub fn run(context: &Context) -> ExitCode {
    let (godot, engine) = engine::check();
    let mut checks = vec![tools::rust(context)];
    checks.extend(engine);
    checks.push(freshness::extension(context));
    checks.extend(godot.as_ref().map(|godot| engine::assets(context, godot)));
    checks.push(screen::display());
    checks.extend(screen::virtual_display());
    checks.extend(godot.iter().flat_map(screen::window));
    checks.push(screen::sound());
    checks.extend(export::tools(context));
    checks.extend([export::emscripten(), tools::cargo_deny(), tools::disk(context)]);
    checks.iter().for_each(Check::print);

    let count = |mark| checks.iter().filter(|check| check.mark == mark).count();
    let (notes, missing) = (count(Mark::Note), count(Mark::Missing));
    println!("\n{} ok, {notes} notes, {missing} missing", count(Mark::Good));
    if missing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
