//! Content-addressed, encrypted storage of files.
