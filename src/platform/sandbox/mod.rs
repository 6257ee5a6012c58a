//! Runs one decoder job in a sealed child process of this binary.
