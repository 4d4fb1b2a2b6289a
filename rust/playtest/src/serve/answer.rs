//! What a browser gets.

use std::fs::File;
use std::io::{self, Read as _, Write};
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::request::Request;

/// An answer to a browser.
pub enum Answer {
    /// That was no question.
    BadRequest,
    /// A question that wants more than to read.
    NotAllowed,
    /// There is no such file.
    NotFound,
    /// The page is at `/`.
    Moved,
    /// The host can't answer now, and says so by a page of its own.
    Unavailable,
    /// The browser has it already.
    NotModified {
        /// The file's tag.
        tag: String,
    },
    /// A file.
    Found {
        /// The file.
        file: File,
        /// What is in it, by its name.
        kind: &'static str,
        /// Its length, bytes.
        length: u64,
        /// What changes when the file does.
        tag: String,
        /// How many bytes of it are sent.
        sent: u64,
    },
}

impl Answer {
    /// The answer to a question for a file below `root`, which is an absolute path without links.
    pub fn to(request: &Request, root: &Path) -> Self {
        if request.method != "GET" && request.method != "HEAD" {
            return Self::NotAllowed;
        }
        Self::file(request, root).unwrap_or(Self::NotFound)
    }

    fn file(request: &Request, root: &Path) -> Option<Self> {
        let path = place(root, &request.path)?;
        let file = File::open(&path).ok()?;
        let data = file.metadata().ok()?;
        let time = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let (length, tag) = (data.len(), format!("\"{:x}-{:x}\"", data.len(), time.as_nanos()));
        if !data.is_file() {
            return None;
        }
        if request.has_tag.as_ref() == Some(&tag) {
            return Some(Self::NotModified { tag });
        }
        Some(Self::Found {
            file,
            kind: kind(&path),
            length,
            tag,
            sent: if request.method == "HEAD" { 0 } else { length },
        })
    }

    /// The same, but only the first half of a file is sent.
    pub fn half(mut self) -> Self {
        if let Self::Found { sent, .. } = &mut self {
            *sent /= 2;
        }
        self
    }

    /// Writes it to the browser.
    ///
    /// # Errors
    /// The browser has left.
    pub fn write(self, mut stream: impl Write) -> io::Result<()> {
        let status = match &self {
            Self::BadRequest => "400 Bad Request",
            Self::NotAllowed => "405 Method Not Allowed\r\nAllow: GET, HEAD",
            Self::NotFound => "404 Not Found",
            Self::Moved => "308 Permanent Redirect\r\nLocation: /",
            Self::Unavailable => "503 Service Unavailable",
            Self::NotModified { .. } => "304 Not Modified",
            Self::Found { .. } => "200 OK",
        };
        write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\nCache-Control: no-cache\r\n")?;
        match self {
            Self::Found { file, kind, length, tag, sent } => {
                write!(stream, "Content-Type: {kind}\r\nContent-Length: {length}\r\nETag: {tag}\r\n\r\n")?;
                io::copy(&mut file.take(sent), &mut stream)?;
            }
            Self::Unavailable => {
                let page = "<!doctype html><h1>Temporarily unavailable</h1>";
                write!(stream, "Content-Type: text/html\r\nContent-Length: {}\r\n\r\n{page}", page.len())?;
            }
            Self::NotModified { tag } => write!(stream, "ETag: {tag}\r\n\r\n")?,
            _ => write!(stream, "Content-Length: 0\r\n\r\n")?,
        }
        stream.flush()
    }
}

/// Where a path of the site lies; nowhere if that is not below the root.
fn place(root: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path.strip_prefix('/')?);
    let is_plain = |part| matches!(part, Component::Normal(_));
    let whole = root.join(if path.as_os_str().is_empty() { Path::new("index.html") } else { path });
    // Once by its name, and once by where its links lead.
    let leads_to = path.components().all(is_plain).then(|| whole.canonicalize().ok()).flatten()?;
    leads_to.starts_with(root).then_some(leads_to)
}

/// What browsers want to be told of a file. Streaming compilation needs the one of `.wasm`.
fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
