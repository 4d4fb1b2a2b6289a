//! Runs a program to its end, or to its time limit.

use std::ffi::OsStr;
use std::io;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use process_control::{ChildExt, Control};

use crate::children::{self, Listed};

/// Runs a program without input and collects its output. `None`: it ran past the limit and was ended.
///
/// # Errors
///
/// When the program can't be started.
pub fn output_within(mut command: Command, limit: Duration) -> io::Result<Option<Output>> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let (child, _listed) = start(&mut command)?;
    let output = child.controlled_with_output().time_limit(limit).terminate_for_timeout().wait()?;
    Ok(output.map(process_control::Output::into_std_lossy))
}

/// A program that the kernel ends if we are killed, so that it does not keep writing where the next run begins.
/// The means is another program, for the system call would need `unsafe`; without it nothing is lost but this.
pub fn tied(program: impl AsRef<OsStr>) -> Command {
    if which::which("setpriv").is_err() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]).arg(program);
    command
}

/// Starts a program, once nobody writes to it any more.
///
/// A program that was unpacked this moment may still be open for writing in a child that another of our threads is
/// just about to start.
fn start(command: &mut Command) -> io::Result<(Child, Listed)> {
    for _ in 0..20 {
        match children::spawn(command) {
            Err(busy) if busy.kind() == io::ErrorKind::ExecutableFileBusy => {
                thread::sleep(Duration::from_millis(20));
            }
            done => return done,
        }
    }
    children::spawn(command)
}
