//! The few bytes parent and child agree on.
//!
//! Child to parent first: one line, [`greeting`], naming the seals that hold. Then both ways the
//! same frame: four bytes of magic, the length as eight bytes little-endian, the body. The magic
//! tells a reply from text that a library printed to standard output by mistake. Before its reply a
//! child may say a few times how far it is: another magic and one byte. Nothing rests on these notes.

use std::io::{self, Read, Write};

const MAGIC: [u8; 4] = *b"SFR1";
/// Before a note: one byte follows.
const NOTE: [u8; 4] = *b"SFN1";
/// Notes taken of one child; what comes after breaks the protocol.
const NOTES_MAX: usize = 16;
/// Bytes before the body of a frame.
pub(super) const HEADER: usize = 12;
/// Longest greeting line accepted.
pub(super) const GREETING_MAX: usize = 64;

/// Which seals the child put on itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Seals {
    pub(super) landlock: bool,
    pub(super) seccomp: bool,
}

impl Seals {
    pub(super) fn missing(self) -> Option<&'static str> {
        match (self.landlock, self.seccomp) {
            (true, true) => None,
            (false, true) => Some("Landlock"),
            (true, false) => Some("seccomp"),
            (false, false) => Some("Landlock, seccomp"),
        }
    }
}

pub(super) fn greeting(seals: Seals) -> String {
    format!("sealed landlock={} seccomp={}\n", u8::from(seals.landlock), u8::from(seals.seccomp))
}

/// Reads a greeting line; `None` for any other line.
pub(super) fn parse_greeting(line: &str) -> Option<Seals> {
    let flag = |text: &str, name: &str| match text.strip_prefix(name)? {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    };
    let mut words = line.strip_prefix("sealed ")?.split(' ');
    let seals =
        Seals { landlock: flag(words.next()?, "landlock=")?, seccomp: flag(words.next()?, "seccomp=")? };
    words.next().is_none().then_some(seals)
}

/// Writes one frame.
pub(super) fn write_frame(to: &mut impl Write, body: &[u8]) -> io::Result<()> {
    let mut header = [0; HEADER];
    header[..4].copy_from_slice(&MAGIC);
    header[4..].copy_from_slice(&(body.len() as u64).to_le_bytes());
    to.write_all(&header)?;
    to.write_all(body)?;
    to.flush()
}

/// What was wrong with a frame.
#[derive(Debug)]
pub(super) enum FrameError {
    /// The other side stopped before the frame was whole.
    Short,
    /// The first bytes are not a frame's.
    NotAFrame,
    /// The body is announced longer than allowed.
    TooLong,
    Io(io::Error),
}

/// Writes a note: how far the work is, as one byte both sides know the meaning of.
pub(super) fn write_note(to: &mut impl Write, note: u8) -> io::Result<()> {
    let [a, b, c, d] = NOTE;
    to.write_all(&[a, b, c, d, note])?;
    to.flush()
}

/// Reads one frame of at most `limit` body bytes. The announced length is not trusted with an
/// allocation: the buffer grows with what really arrives.
pub(super) fn read_frame(from: &mut impl Read, limit: usize) -> Result<Vec<u8>, FrameError> {
    read_reply(from, limit, |_note| {}, 0)
}

/// Reads the notes before a frame, a few at most, and then the frame.
pub(super) fn read_noted_frame(
    from: &mut impl Read,
    limit: usize,
    noted: impl FnMut(u8),
) -> Result<Vec<u8>, FrameError> {
    read_reply(from, limit, noted, NOTES_MAX)
}

fn read_reply(
    from: &mut impl Read,
    limit: usize,
    mut noted: impl FnMut(u8),
    mut notes: usize,
) -> Result<Vec<u8>, FrameError> {
    let mut magic = [0; 4];
    read_all(from, &mut magic)?;
    while magic == NOTE && notes > 0 {
        notes -= 1;
        let mut note = [0; 1];
        read_all(from, &mut note)?;
        noted(note[0]);
        read_all(from, &mut magic)?;
    }
    if magic != MAGIC {
        return Err(FrameError::NotAFrame);
    }
    let mut length = [0; HEADER - 4];
    read_all(from, &mut length)?;
    let length = u64::from_le_bytes(length);
    let length = usize::try_from(length).ok().filter(|&length| length <= limit).ok_or(FrameError::TooLong)?;
    let mut body = Vec::with_capacity(length.min(1 << 20));
    let read = from.take(length as u64).read_to_end(&mut body).map_err(FrameError::Io)?;
    if read < length { Err(FrameError::Short) } else { Ok(body) }
}

fn read_all(from: &mut impl Read, into: &mut [u8]) -> Result<(), FrameError> {
    from.read_exact(into).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => FrameError::Short,
        _ => FrameError::Io(error),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn greetings_round_trip() {
        for (landlock, seccomp) in [(true, true), (true, false), (false, true), (false, false)] {
            let seals = Seals { landlock, seccomp };
            let line = greeting(seals);
            assert!(line.len() <= GREETING_MAX);
            assert_eq!(parse_greeting(line.trim_end()), Some(seals));
            assert_eq!(seals.missing().is_none(), landlock && seccomp);
        }
        for line in
            ["", "sealed", "sealed landlock=1", "sealed landlock=2 seccomp=1", "open landlock=1 seccomp=1"]
        {
            assert_eq!(parse_greeting(line), None, "{line}");
        }
    }

    #[test]
    fn bad_frames_are_told_apart() {
        let mut long = Vec::new();
        write_frame(&mut long, &[7; 100]).unwrap();
        assert!(matches!(read_frame(&mut &long[..], 99), Err(FrameError::TooLong)));
        assert!(matches!(read_frame(&mut &long[..50], 100), Err(FrameError::Short)));
        assert!(matches!(read_frame(&mut &b"SF"[..], 100), Err(FrameError::Short)));
        assert!(matches!(read_frame(&mut &b"hello from a library"[..], 100), Err(FrameError::NotAFrame)));
    }

    #[test]
    fn notes_come_before_the_frame_and_are_counted() {
        let noted = |notes: usize| {
            let mut bytes = Vec::new();
            for note in 0..notes {
                write_note(&mut bytes, u8::try_from(note).unwrap()).unwrap();
            }
            write_frame(&mut bytes, b"reply").unwrap();
            let mut told = Vec::new();
            let read = read_noted_frame(&mut &bytes[..], 100, |note| told.push(note));
            (read.ok(), told.len())
        };
        assert_eq!(noted(0), (Some(b"reply".to_vec()), 0));
        assert_eq!(noted(2), (Some(b"reply".to_vec()), 2));
        assert_eq!(noted(NOTES_MAX), (Some(b"reply".to_vec()), NOTES_MAX));
        assert_eq!(noted(NOTES_MAX + 1), (None, NOTES_MAX), "a flood is no reply");
        let mut broken = Vec::new();
        write_note(&mut broken, 1).unwrap();
        assert!(matches!(read_noted_frame(&mut &broken[..4], 9, |_| {}), Err(FrameError::Short)));
        assert!(matches!(read_frame(&mut &broken[..], 9), Err(FrameError::NotAFrame)), "where none is due");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut told = 0;
            let _ = read_noted_frame(&mut &bytes[..], 100, |_| told += 1);
            prop_assert!(told <= NOTES_MAX);
        }

        #[test]
        fn frames_round_trip(body in proptest::collection::vec(any::<u8>(), 0..4096)) {
            let mut bytes = Vec::new();
            write_frame(&mut bytes, &body).unwrap();
            prop_assert_eq!(bytes.len(), HEADER + body.len());
            prop_assert_eq!(read_frame(&mut &bytes[..], 4096).unwrap(), body);
        }
    }
}
