//! A release server for the tests: it can break off, stall, redirect and stay silent.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How the server sends a file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// The first answer ends after so many bytes of the body.
    pub cut_first_at: Option<usize>,
    /// The first answer stops after so many bytes, with the connection left open.
    pub stall_first_at: Option<usize>,
    /// A range that is asked for is not heeded.
    pub no_ranges: bool,
    /// Every path is answered with a redirection to `/moved/…` first.
    pub redirects: bool,
    pub pace: Pace,
}

/// How fast the server is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pace {
    #[default]
    Prompt,
    /// A body is sent byte by byte, 20 a second.
    Dribbling,
    /// Connections are taken, and nothing is ever said.
    Silent,
}

/// A running server; it lives as long as the test's process.
pub struct Server {
    pub address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves files by their paths, such as `/4.6.3-stable/SHA512-SUMS.txt`.
    pub fn start(files: HashMap<String, Vec<u8>>, manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (log, files) = (Arc::clone(&requests), Arc::new(files));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (log, files) = (Arc::clone(&log), Arc::clone(&files));
                // A client that gives up early is what some tests want.
                thread::spawn(move || drop(answer(stream.unwrap(), &files, manner, &log)));
            }
        });
        Self { address, requests }
    }

    /// The requests for paths that end so, each as `path range`, where the range may be empty.
    pub fn requests_for(&self, end: &str) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        requests.iter().filter(|request| request.split(' ').next().unwrap().ends_with(end)).cloned().collect()
    }
}

fn answer(
    mut stream: TcpStream,
    files: &HashMap<String, Vec<u8>>,
    manner: Manner,
    log: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut path = String::new();
    let mut from = None;
    for line in BufReader::new(stream.try_clone()?).lines() {
        let line = line?;
        if let Some(rest) = line.strip_prefix("GET ") {
            path = rest.split(' ').next().unwrap_or_default().to_owned();
        }
        if let Some(range) = line.to_lowercase().strip_prefix("range: bytes=") {
            from = range.trim_end_matches('-').parse::<usize>().ok();
        }
        if line.is_empty() {
            break;
        }
    }
    let is_first = {
        let mut log = log.lock().unwrap();
        log.push(format!("{path} {}", from.map(|from| from.to_string()).unwrap_or_default()));
        log.iter().filter(|request| request.starts_with(&format!("{path} "))).count() == 1
    };
    if manner.pace == Pace::Silent {
        thread::sleep(Duration::from_secs(30));
    }
    if manner.redirects && !path.starts_with("/moved") {
        return write!(
            stream,
            "HTTP/1.1 302 Found\r\nLocation: /moved{path}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
    }
    let Some(body) = files.get(path.trim_start_matches("/moved")) else {
        return write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    };
    let total = body.len();
    let from = from.filter(|_| !manner.no_ranges);
    let head = match from {
        Some(from) if from >= total => {
            return write!(
                stream,
                "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
        Some(from) => format!("206 Partial Content\r\nContent-Range: bytes {from}-{}/{total}", total - 1),
        None => "200 OK".to_owned(),
    };
    let body = &body[from.unwrap_or(0)..];
    write!(stream, "HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
    if manner.pace == Pace::Dribbling {
        for byte in body {
            stream.write_all(&[*byte])?;
            thread::sleep(Duration::from_millis(50));
        }
    }
    // Only archives are large enough to be cut.
    let is_first =
        is_first && std::path::Path::new(&path).extension().is_some_and(|extension| extension == "zip");
    let end = manner.cut_first_at.or(manner.stall_first_at).filter(|_| is_first).unwrap_or(body.len());
    stream.write_all(&body[..end])?;
    if is_first && manner.stall_first_at.is_some() {
        thread::sleep(Duration::from_secs(30));
    }
    Ok(())
}
