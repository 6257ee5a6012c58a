//! The system's clock and random source, and the ones tests steer.

use std::sync::Mutex;

use chrono::{Duration, Utc};

use crate::kernel::clock::truncate;
use crate::kernel::{Clock, Entropy, Moment};

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the time is taken")]
    fn now(&self) -> Moment {
        truncate(Utc::now().naive_utc())
    }
}

/// A clock that stands still until it is moved; each reading is a microsecond later than the last, so
/// that the order of writes is the order of their moments.
#[derive(Debug)]
pub struct ManualClock(Mutex<Moment>);

impl ManualClock {
    /// A clock standing at `at`.
    #[must_use]
    pub fn at(at: Moment) -> Self {
        Self(Mutex::new(at))
    }

    /// Moves the clock.
    pub fn advance(&self, by: Duration) {
        let mut at = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *at += by;
    }

    /// Puts the clock at `to`.
    pub fn set(&self, to: Moment) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = to;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Moment {
        let mut at = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *at += Duration::microseconds(1);
        *at
    }
}

/// The operating system's random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        use rand::TryRng;
        // Without random numbers no secret of this program is one: stopping is the only safe answer.
        if let Err(error) = rand::rngs::SysRng.try_fill_bytes(bytes) {
            tracing::error!(%error, "the operating system gives no random numbers");
            std::process::abort();
        }
    }
}

/// A seeded source for tests.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<rand::rngs::StdRng>);

impl SeededEntropy {
    /// The source with this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        use rand::SeedableRng;
        Self(Mutex::new(rand::rngs::StdRng::seed_from_u64(seed)))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        use rand::Rng;
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(bytes);
    }
}
