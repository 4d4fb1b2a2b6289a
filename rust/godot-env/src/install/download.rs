//! Downloads files by HTTP: gives up soon when the server is silent, and resumes an interrupted download.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::thread;
use std::time::Duration;

use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body};

use super::Options;
use crate::Error;
use crate::progress::{Progress, Unit};

/// How long we wait, and for what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// From asking for a small file to having it whole.
    pub reach: Duration,
    /// For the next bytes of a large one.
    pub stall: Duration,
    /// Before asking again for the rest of a file that was cut.
    pub pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let stall = Duration::from_secs(20);
        Self { reach: Duration::from_secs(5), stall, pause: Duration::from_secs(1) }
    }
}

/// How often in a row a download may be cut without a new byte before we give up.
const FRUITLESS: u32 = 3;

/// Asks servers for files.
pub(crate) struct Fetcher {
    agent: Agent,
    patience: Patience,
}

/// One answer: the file is whole, or it was cut and why.
enum Outcome {
    Whole,
    Cut(String),
}

impl Fetcher {
    /// One for a release. Where that comes by HTTPS, no redirection may lead out of it.
    pub fn of_releases(options: &Options) -> Self {
        Self::new(options.patience, options.releases.starts_with("https://"))
    }

    fn new(patience: Patience, is_https_only: bool) -> Self {
        let config = Agent::config_builder()
            .https_only(is_https_only)
            .http_status_as_error(false)
            .timeout_resolve(Some(patience.reach / 2))
            .timeout_connect(Some(patience.reach))
            .timeout_recv_response(Some(patience.reach * 2))
            .timeout_per_read(Some(patience.stall))
            .user_agent("shoot-the-creeps/xtask")
            .build();
        Self { agent: config.into(), patience }
    }

    /// Fetches a small text.
    ///
    /// # Errors
    ///
    /// [`Error::Unreachable`] when it is not here within [`Patience::reach`], [`Error::Refused`].
    pub fn text(&self, url: &str) -> Result<String, Error> {
        let request = self.agent.get(url).config().timeout_global(Some(self.patience.reach)).build();
        let mut response = request.call().map_err(|cause| unreachable_at(url, &cause.to_string()))?;
        expect(url, &response, &[StatusCode::OK])?;
        response.body_mut().read_to_string().map_err(|cause| unreachable_at(url, &cause.to_string()))
    }

    /// Fetches a large file, from where `file` ends, showing progress. `file` keeps what came when this fails.
    ///
    /// # Errors
    ///
    /// [`Error::Unreachable`] when it was cut too often, [`Error::Refused`], [`Error::Io`].
    pub fn file(&self, url: &str, file: &Path, label: &str) -> Result<(), Error> {
        let mut progress = None;
        let mut fruitless = 0;
        loop {
            let had = size(file);
            match self.rest(url, file, label, &mut progress)? {
                Outcome::Whole => break,
                Outcome::Cut(why) => {
                    fruitless = if size(file) > had { 0 } else { fruitless + 1 };
                    if fruitless >= FRUITLESS {
                        return Err(unreachable_at(url, &why));
                    }
                    thread::sleep(self.patience.pause);
                }
            }
        }
        if let Some(progress) = progress {
            progress.finish();
        }
        Ok(())
    }

    /// Asks once for the rest of the file.
    fn rest(
        &self,
        url: &str,
        path: &Path,
        label: &str,
        shown: &mut Option<Progress>,
    ) -> Result<Outcome, Error> {
        let have = size(path);
        let mut request = self.agent.get(url);
        if have > 0 {
            request = request.header(header::RANGE, format!("bytes={have}-"));
        }
        let response = match request.call() {
            Ok(response) => response,
            Err(cause) => return Ok(Outcome::Cut(cause.to_string())),
        };
        if have > 0 && response.status() == StatusCode::RANGE_NOT_SATISFIABLE {
            // There is no rest: it is whole, or too long, which its checksum will show.
            return Ok(Outcome::Whole);
        }
        expect(url, &response, &[StatusCode::OK, StatusCode::PARTIAL_CONTENT])?;
        // A server that knows no ranges sends it all again.
        let from = if starts_at(&response) == Some(have) { have } else { 0 };
        let total = response.body().content_length().map(|length| from + length);

        let mut options = OpenOptions::new();
        options.create(true).write(true).truncate(from == 0).append(from > 0);
        let file = options_open(&options, path)?;
        let progress = shown.get_or_insert_with(|| Progress::new(label, total.unwrap_or(0), Unit::Bytes));
        progress.set(from);
        let got = match copy(response.into_body(), file, from, progress) {
            Ok(got) => got,
            Err(Fault::Network(why)) => return Ok(Outcome::Cut(why)),
            Err(Fault::Disk(cause)) => return Err(Error::io("write", path)(cause)),
        };
        Ok(match total {
            Some(total) if got < total => {
                Outcome::Cut(format!("the connection ended {} bytes early", total - got))
            }
            _ => Outcome::Whole,
        })
    }
}

enum Fault {
    Network(String),
    Disk(io::Error),
}

/// Writes the body to the file's end; gives the file's new size.
fn copy(body: Body, mut file: File, from: u64, progress: &mut Progress) -> Result<u64, Fault> {
    let mut reader = body.into_reader();
    let mut buffer = vec![0; 128 * 1024];
    let mut size = from;
    loop {
        let count = match reader.read(&mut buffer) {
            Ok(0) => return Ok(size),
            Ok(count) => count,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
            Err(cause) => return Err(Fault::Network(cause.to_string())),
        };
        file.write_all(&buffer[..count]).map_err(Fault::Disk)?;
        size += count as u64;
        progress.set(size);
    }
}

fn options_open(options: &OpenOptions, path: &Path) -> Result<File, Error> {
    options.open(path).map_err(Error::io("write", path))
}

fn size(file: &Path) -> u64 {
    file.metadata().map_or(0, |meta| meta.len())
}

/// Where a partial answer begins: `Content-Range: bytes 100-199/200` begins at 100.
fn starts_at(response: &Response<Body>) -> Option<u64> {
    let range = response.headers().get(header::CONTENT_RANGE)?.to_str().ok()?;
    range.strip_prefix("bytes ")?.split('-').next()?.parse().ok()
}

/// Distinguishes a server (or its proxy) with a fault from one that does not have the file.
fn expect(url: &str, response: &Response<Body>, good: &[StatusCode]) -> Result<(), Error> {
    let status = response.status();
    if good.contains(&status) {
        return Ok(());
    }
    let passing = [
        StatusCode::FORBIDDEN,
        StatusCode::PROXY_AUTHENTICATION_REQUIRED,
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::TOO_MANY_REQUESTS,
    ];
    let why = status.to_string();
    if status.is_server_error() || passing.contains(&status) {
        Err(unreachable_at(url, &format!("it answers {why}")))
    } else {
        Err(Error::Refused { url: url.to_owned(), why })
    }
}

fn unreachable_at(url: &str, why: &str) -> Error {
    Error::Unreachable { url: url.to_owned(), why: why.to_owned() }
}
