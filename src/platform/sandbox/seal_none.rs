//! Systems without Landlock and seccomp: nothing is offered and nothing is claimed.

use std::process::Child;

use super::{Cap, Support, wire::Seals};

pub(super) fn support() -> Support {
    Support { landlock_abi: None, seccomp: false }
}

pub(super) fn seal() -> Seals {
    Seals::default()
}

/// No limits can be set on another process here; the parent's wall clock and reply limit hold.
pub(super) fn limit(_child: &Child, _cap: &Cap) -> std::io::Result<()> {
    Ok(())
}
