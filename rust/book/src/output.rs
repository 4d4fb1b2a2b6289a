//! Compares what the book says that a program prints with what it printed.

/// The lines of `expected` that no line of `printed` has. `…` stands for any text.
pub fn missing_lines(expected: &str, printed: &str) -> Vec<String> {
    let is_printed = |line: &&str| printed.lines().any(|printed| has(printed, line));
    expected.lines().map(str::trim).filter(|line| !is_printed(line)).map(str::to_owned).collect()
}

fn has(printed: &str, expected: &str) -> bool {
    let mut rest = printed;
    for piece in expected.split('…') {
        let Some((_, after)) = rest.split_once(piece) else { return false };
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ellipsis_stands_for_any_text() {
        let printed = "error: no /home/me/a.so here\nsecond line\n";
        assert_eq!(missing_lines("error: no …a.so here\n…\nsecond", printed), [""; 0]);
        assert_eq!(
            missing_lines("error: no …b.so here\nline second", printed),
            ["error: no …b.so here", "line second"]
        );
    }
}
