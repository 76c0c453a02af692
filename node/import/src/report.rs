//! The account of an import.

use std::fmt;

/// The most characters in a line of the report.
const WIDTH: usize = 120;

/// Lines about everything that was carried over, changed, or left out, with the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    carried: Vec<String>,
    changed: Vec<String>,
    left_out: Vec<String>,
}

impl Report {
    /// Adds something that the file has as the chain had it.
    pub fn carried(&mut self, what: impl Into<String>) {
        self.carried.push(what.into());
    }

    /// Adds something that the file has otherwise than the chain.
    pub fn changed(&mut self, what: impl Into<String>) {
        self.changed.push(what.into());
    }

    /// Adds something that the file does not have, with the reason.
    pub fn left_out(&mut self, what: impl Into<String>) {
        self.left_out.push(what.into());
    }

    /// Adds a line like [`Self::left_out`] unless the number is 0.
    pub fn left_out_if(&mut self, number: usize, what: impl FnOnce(usize) -> String) {
        if number > 0 {
            self.left_out.push(what(number));
        }
    }

    /// Adds a line like [`Self::changed`] unless the number is 0.
    pub fn changed_if(&mut self, number: usize, what: impl FnOnce(usize) -> String) {
        if number > 0 {
            self.changed.push(what(number));
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [("Carried over:", &self.carried), ("Changed:", &self.changed), ("Left out:", &self.left_out)];
        let mut first = true;
        for (title, lines) in parts.into_iter().filter(|(_, lines)| !lines.is_empty()) {
            write!(f, "{}{title}", if first { "" } else { "\n" })?;
            first = false;
            for line in lines {
                write!(f, "\n- {}", wrapped(line))?;
            }
        }
        Ok(())
    }
}

/// Breaks a text into lines, which are indented from the second one on.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut column = 2;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 2 && column + length >= WIDTH {
            out.push_str("\n ");
            column = 1;
        }
        if column != 2 || out.ends_with('\n') {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}
