//! `cargo run -p creeps-book -- CHAPTER FOLDER`: writes the project that a reader has after a chapter, such as `05-fire`.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use creeps_book::{Book, Project, folder, root};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [chapter, folder] = &arguments[..] else {
        eprintln!("Say which chapter and where: cargo run -p creeps-book -- 05-fire my-shooter");
        return ExitCode::from(2);
    };
    match write(chapter, Path::new(folder)) {
        Ok(()) => {
            println!("{folder} is as at the end of {chapter}. Build it: cd {folder}/rust && cargo build");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write(chapter: &str, folder: &Path) -> Result<(), String> {
    let book = Book::read(&root().join("docs/book/src")).map_err(|error| error.to_string())?;
    let project = Project::after(&book, &format!("{chapter}.md"))?;
    folder::write(root(), folder, &project.files).map_err(|error| format!("{}: {error}", folder.display()))
}
