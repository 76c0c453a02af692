//! Tests, one file per call or subject.

mod announce_next_key;
mod envelope;
mod rotation;
mod submit_encrypted;
