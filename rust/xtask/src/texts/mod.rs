//! `cargo xtask texts`: keeps the files that translators edit up to date, and says what is missing in them.

mod catalog;
mod extract;

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use creeps_rules::language::LANGUAGES;

use self::catalog::Template;
use crate::context::Context;
use crate::say;

/// Collect the visible texts of scenes, code and rulesets, update `locale/messages.pot` and every `.po` file, and list what is missing.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask texts                    after a change of a text, and before translating
  cargo xtask texts --check            only list what is missing or wrong")]
pub struct Args {
    /// Change no file; end with exit code 1 if something is missing or wrong.
    #[arg(long)]
    check: bool,
}

/// Runs `cargo xtask texts`.
///
/// # Errors
///
/// When a file can't be read or written.
pub fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    let template = Template::new(extract::texts(context.root())?);
    let folder = context.project().join("locale");
    if !args.check {
        std::fs::create_dir_all(&folder).context("could not make the folder of the translations")?;
        template.update(&folder)?;
        say::step("Texts", &format!("{} in {}", template.count(), folder.display()));
    }
    let problems = template.problems(&folder);
    for problem in &problems {
        say::note(problem);
    }
    let languages = LANGUAGES.len() - 1;
    say::step("Checked", &format!("{languages} languages, {} missing or wrong", problems.len()));
    Ok(if args.check && !problems.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_visible_text_is_translated_in_every_language() {
        let context = Context::new();
        let template = Template::new(extract::texts(context.root()).unwrap());
        assert!(template.count() > 50, "{} texts", template.count());
        let problems = template.problems(&context.project().join("locale"));
        assert!(problems.is_empty(), "run cargo xtask texts, then translate:\n{}", problems.join("\n"));
    }
}
