//! Searches on machines made of shell scripts that answer `--version`, and a real file tree that is entered.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use super::*;
use crate::install::wrapper::make_executable;

struct World {
    dir: tempfile::TempDir,
    finder: EmscriptenFinder,
}

fn world() -> World {
    let dir = tempfile::tempdir().unwrap();
    let finder = EmscriptenFinder {
        emcc: None,
        emsdk: None,
        path: Some(dir.path().join("bin").into()),
        cache: Cache::at(dir.path().join("cache")),
    };
    World { dir, finder }
}

impl World {
    /// An `emcc` of that version.
    fn emcc(&self, below: &str, version: &str) -> PathBuf {
        let said = format!("emcc (Emscripten gcc/clang-like replacement) {version} (0123abc)");
        self.program(below, &format!("echo '{said}'"))
    }

    fn program(&self, below: &str, script: &str) -> PathBuf {
        let path = self.dir.path().join(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        make_executable(&path).unwrap();
        path
    }

    fn fitting(&self, wanted: &str) -> Option<PathBuf> {
        self.finder.search().fitting(release(wanted)).map(|found| found.path().to_owned())
    }

    fn failure(&self, wanted: &str) -> String {
        self.finder.search().failure(release(wanted), String::new()).to_string()
    }

    /// A tree that stands in for an installed one.
    fn install(&self, version: &str) -> Root {
        let dir = self.finder.cache.emscripten_dir();
        self.program("cache/emscripten/root/usr/bin/emcc", "");
        fs::write(dir.join("version.txt"), version).unwrap();
        Root::prepare(&dir).unwrap()
    }
}

fn release(text: &str) -> Release {
    text.parse().unwrap()
}

#[test]
fn an_emcc_of_the_same_minor_release_fits() {
    let world = world();
    let emcc = world.emcc("bin/emcc", "4.0.12");
    assert_eq!(world.fitting("4.0.11"), Some(emcc));
    assert_eq!(world.fitting("4.1.0"), None);
}

#[test]
fn one_that_does_not_fit_is_passed_over_for_one_that_does() {
    let mut world = world();
    let old = world.emcc("bin/emcc", "3.1.6");
    let sdk = world.emcc("sdk/upstream/emscripten/emcc", "4.0.11");
    world.finder.emcc = Some(old.clone());
    world.finder.emsdk = Some(world.dir.path().join("sdk"));
    assert_eq!(world.fitting("4.0.11"), Some(sdk));
    let search = world.finder.search();
    let passed = search.before(search.fitting(release("4.0.11")), release("4.0.11"));
    assert_eq!(passed.iter().map(|unfit| unfit.path.clone()).collect::<Vec<_>>(), [old]);
}

#[test]
fn the_failure_lists_all_that_was_found_and_names_the_command_that_helps() {
    let world = world();
    let old = world.emcc("bin/emcc", "3.1.6");
    world.install("6.0.5");
    let failure = world.failure("4.0.11");
    for part in [
        "no Emscripten 4.0.11 was found",
        &format!("- Emscripten 3.1.6 at {}", old.display()),
        "- Emscripten 6.0.5 at",
        "emsdk install 4.0.11 && emsdk activate 4.0.11",
    ] {
        assert!(failure.contains(part), "{part}: {failure}");
    }
}

#[test]
fn an_emcc_that_does_not_run_is_named_with_what_it_said() {
    let mut world = world();
    world.finder.emcc = Some(world.program("broken", "echo 'no python3' >&2; exit 1"));
    let failure = world.failure("4.0.11");
    assert!(failure.contains("an emcc that does not run") && failure.contains("no python3"), "{failure}");
}

#[test]
fn the_variable_may_name_a_program_on_the_path() {
    let mut world = world();
    let named = world.emcc("bin/my-emcc", "4.0.11");
    world.emcc("bin/emcc", "4.0.11");
    world.finder.emcc = Some("my-emcc".into());
    assert_eq!(world.fitting("4.0.11"), Some(named));
}

#[test]
fn an_install_that_was_cut_is_none() {
    let world = world();
    let root = world.install("6.0.5");
    assert_eq!(world.fitting("6.0.5").as_deref(), Some(root.dir()));
    fs::remove_file(root.dir().join("root/usr/bin/emcc")).unwrap();
    assert_eq!(world.fitting("6.0.5"), None);
    world.install("6.0.5");
    fs::remove_file(root.dir().join("version.txt")).unwrap();
    assert_eq!(world.fitting("6.0.5"), None);
}

#[test]
fn the_linkers_script_hands_on_every_argument_whole() {
    let world = world();
    let dir = world.dir.path().join("it's here");
    let root = Root::prepare(&dir).unwrap();
    world.program("it's here/enter", "for a; do echo \"[$a]\"; done");
    let script = root.script_for("emcc", &world.dir.path().join("target dir")).unwrap();
    let output = Command::new(script).args(["a b", "it's", "$HOME", "", "*"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "[emcc]\n[a b]\n[it's]\n[$HOME]\n[]\n[*]\n");
}

/// A tree that holds a shell and the libraries that it needs; `None` where namespaces are forbidden.
fn tree_with_a_shell(world: &World) -> Option<Root> {
    if let Err(forbidden) = Root::can_be_entered() {
        eprintln!("not tried here: {forbidden}");
        return None;
    }
    let root = world.install("6.0.5");
    let ldd = Command::new("ldd").arg("/bin/sh").output().unwrap();
    let libraries = String::from_utf8(ldd.stdout).unwrap();
    let libraries = libraries.split_whitespace().filter(|word| word.starts_with('/'));
    for file in ["/bin/sh"].into_iter().chain(libraries) {
        // `/bin` and the like are links into `/usr` there.
        let below = Path::new(file.trim_start_matches("/usr").trim_start_matches('/'));
        let copy = root.dir().join("root/usr").join(below);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(file, copy).unwrap();
    }
    Some(root)
}

#[test]
fn a_program_in_the_tree_works_where_it_is_started_and_gets_its_arguments_whole() {
    let world = world();
    let Some(root) = tree_with_a_shell(&world) else { return };
    let here = fs::canonicalize(world.dir.path()).unwrap().join("it's a place");
    fs::create_dir(&here).unwrap();
    fs::write(here.join("note"), "seen\n").unwrap();
    let script =
        r#"pwd; read line < note; echo "$line"; for a; do echo "[$a]"; done; echo "$line" > answer; exit 7"#;
    let output =
        root.command("sh").args(["-c", script, "sh", "a b", "it's"]).current_dir(&here).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{}\nseen\n[a b]\n[it's]\n", here.display()));
    assert_eq!(output.status.code(), Some(7), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fs::read_to_string(here.join("answer")).unwrap(), "seen\n");
    // Its root is the tree, not this machine's.
    let output = root.command("sh").args(["-c", "[ -e /usr/bin/emcc ]"]).output().unwrap();
    assert!(output.status.success());
}

#[test]
fn what_runs_in_the_tree_ends_when_it_is_killed_from_outside() {
    let world = world();
    let Some(root) = tree_with_a_shell(&world) else { return };
    let mut command = root.command("sh");
    command.args(["-c", "(echo up; read never) & wait; read never"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0);
    let mut child = command.spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, "up\n");
    // Our stand-in for Ctrl-C's harder brother: only the one process that we started is killed.
    child.kill().unwrap();
    child.wait().unwrap();
    // Nothing holds the pipe any more: this would hang otherwise.
    output.read_to_string(&mut line).unwrap();
    assert_eq!(line, "up\n");
}
