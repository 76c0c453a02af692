//! Imports from a stand-in: a server with the reference's metadata and layout, and a state of any size.

mod breaks;
mod layout;
mod proxy;
mod reference;
mod server;
