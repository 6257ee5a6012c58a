//! The last look at each log line before it leaves.

use std::io::{self, Write};
use tracing_subscriber::fmt::MakeWriter;

/// Wraps a writer of log lines: overwrites long runs of digits and control characters.
#[derive(Debug)]
pub struct Net<W>(W);

impl<W> Net<W> {
    /// A net before `inner`.
    pub fn new(inner: W) -> Self {
        Self(inner)
    }
}

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for Net<W> {
    type Writer = Net<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        Net(self.0.make_writer())
    }
}

impl<W: Write> Write for Net<W> {
    /// The formatting layer hands over each event in one call, so that no number is cut in two.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut line = line.to_vec();
        clean(&mut line);
        self.0.write_all(&line)?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Overwrites in place. Digits become nines, not stars: a bare number in a JSON line stays a number.
fn clean(line: &mut [u8]) {
    let body = line.strip_suffix(b"\n").map_or(line.len(), <[u8]>::len);
    let line = &mut line[..body];
    for byte in line.iter_mut().filter(|byte| byte.is_ascii_control()) {
        *byte = b' ';
    }
    let mut at = 0;
    while at < line.len() {
        let word = line[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if is_personal(&line[at..at + word]) {
            line[at..at + word].iter_mut().filter(|byte| byte.is_ascii_digit()).for_each(|byte| *byte = b'9');
        }
        at += word.max(1);
    }
}

/// Words of digits as long as a mobile number (11, beginning with 1), an old or new identity number (15,
/// 18 with a possible X) or a card (16 to 19). Hashes and ids have letters between and pass.
fn is_personal(word: &[u8]) -> bool {
    let digits = match word {
        [number @ .., b'X' | b'x'] if number.len() == 17 => number,
        _ => word,
    };
    digits.iter().all(u8::is_ascii_digit)
        && match digits.len() {
            11 => digits[0] == b'1',
            15..=19 => true,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(line: &str) -> String {
        let mut bytes = line.as_bytes().to_vec();
        clean(&mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn numbers_of_people_are_overwritten() {
        assert_eq!(cleaned("id=11010519491231002X,"), "id=99999999999999999X,");
        assert_eq!(cleaned("\"13800138000\""), "\"99999999999\"");
        assert_eq!(cleaned("6222020200112233445"), "9".repeat(19));
        assert_eq!(cleaned("(110105491231002)\n"), format!("({})\n", "9".repeat(15)));
        assert_eq!(cleaned("\u{5361}6222020200112233"), format!("\u{5361}{}", "9".repeat(16)));
    }

    #[test]
    fn other_numbers_pass() {
        for line in [
            "2026-11-21T14:30:00.123456Z took 1234567890 ns",
            "01JDABCDEF1234567890123456",
            "sha256=123456789012345a",
            "port 23800138000",
            "12345678901234567890",
            "",
        ] {
            assert_eq!(cleaned(line), line);
        }
    }

    #[test]
    fn control_characters_become_spaces_except_the_end_of_the_line() {
        assert_eq!(cleaned("a\r\nb\tc\u{1b}[2J\u{7f}\n"), "a  b c [2J \n");
        assert_eq!(cleaned("\n\n"), " \n");
    }
}
