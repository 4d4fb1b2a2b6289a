//! What a browser asks for.

use std::io::{self, Read};

use percent_encoding::percent_decode_str;

/// A browser's question is some hundred bytes long.
const MOST_BYTES: usize = 16 * 1024;

/// A question for a file.
pub struct Request {
    /// GET, HEAD, or what is not answered.
    pub method: String,
    /// The path, decoded, without what stands behind a question mark.
    pub path: String,
    /// The tag of the file that the browser has already.
    pub has_tag: Option<String>,
}

impl Request {
    /// Reads a question; none if it is something else.
    ///
    /// # Errors
    /// The visitor has left, or says nothing.
    pub fn read(stream: impl Read) -> io::Result<Option<Self>> {
        let mut stream = stream.take(MOST_BYTES as u64);
        let mut head = Vec::new();
        let mut part = [0; 1024];
        while !head.windows(4).any(|end| end == b"\r\n\r\n") {
            match stream.read(&mut part)? {
                0 => return Ok(None),
                count => head.extend_from_slice(&part[..count]),
            }
        }
        Ok(Self::parse(&String::from_utf8_lossy(&head)))
    }

    fn parse(head: &str) -> Option<Self> {
        let mut lines = head.lines();
        let mut first = lines.next()?.split(' ');
        let (method, target, version) = (first.next()?, first.next()?, first.next()?);
        if !version.starts_with("HTTP/1.") {
            return None;
        }
        let path = target.split('?').next().unwrap_or_default();
        let path = percent_decode_str(path).decode_utf8().ok()?.into_owned();
        let has_tag = lines
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("if-none-match"))
            .map(|(_, tag)| tag.trim().to_owned());
        Some(Self { method: method.to_owned(), path, has_tag })
    }
}
