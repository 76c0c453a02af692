//! Tests, one file per call or subject.

mod announce_next_key;
mod declared;
mod envelope;
mod rotation;
mod submit_encrypted;
