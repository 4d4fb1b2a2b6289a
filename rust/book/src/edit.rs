//! Applies an edit: a block of `+`, `-` and unchanged lines.

/// The file after the edit.
///
/// # Errors
/// The lines that say where are not in the file, or there more than once; or a line begins with something else.
pub fn apply(file: &str, edit: &str) -> Result<String, String> {
    let mut lines: Vec<&str> = file.lines().collect();
    for place in edit.split_inclusive('\n').collect::<Vec<_>>().split(|line| line.starts_with("@@")) {
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for line in place.iter().map(|line| line.trim_end_matches('\n')) {
            match line.split_at_checked(1) {
                None => {
                    old.push("");
                    new.push("");
                }
                Some((" ", rest)) => {
                    old.push(rest);
                    new.push(rest);
                }
                Some(("-", rest)) => old.push(rest),
                Some(("+", rest)) => new.push(rest),
                Some(_) => {
                    return Err(format!("the line {line:?} begins with none of \"+\", \"-\" and \" \""));
                }
            }
        }
        let found: Vec<usize> = (0..lines.len()).filter(|start| lines[*start..].starts_with(&old)).collect();
        match (&found[..], old.is_empty()) {
            (_, true) => lines.extend(new), // nothing says where: at the end
            (&[start], false) => drop(lines.splice(start..start + old.len(), new)),
            (found, false) => {
                let times = found.len();
                return Err(format!(
                    "these lines are {times} times in the file, not once:\n{}",
                    old.join("\n")
                ));
            }
        }
    }
    Ok(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "a\nb\n\nc\nb\n";

    #[test]
    fn an_edit_replaces_adds_and_removes_lines() {
        assert_eq!(apply(FILE, " a\n-b\n+B\n+D\n\n c\n"), Ok("a\nB\nD\n\nc\nb\n".to_owned()));
        assert_eq!(apply(FILE, "-a\n@@\n c\n-b\n"), Ok("b\n\nc\n".to_owned()), "two places");
        assert_eq!(apply(FILE, "+z\n"), Ok("a\nb\n\nc\nb\nz\n".to_owned()), "at the end");
    }

    #[test]
    fn an_edit_without_one_place_is_refused() {
        for edit in ["-b\n", "-x\n", "a\n"] {
            assert!(apply(FILE, edit).is_err(), "{edit:?}");
        }
    }
}
