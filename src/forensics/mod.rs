//! The examination engine: bytes in, report out. Pure: no database, no network, no clock.
