//! The page that the node serves: the economy in a browser, and the clock of a development chain.
//!
//! The page is built from `node/explorer/` into a bundle that is part of the program. A small HTTP server sends it. The page then
//! connects to the JSON-RPC server as any client does, and has no power that another client has not.
//!
//! | module | content |
//! |---|---|
//! | [`bundle`] | the embedded files |
//! | [`hosts`] | the hosts by which browsers call the node, and the endpoint of the JSON-RPC server for each |
//! | [`server`] | the HTTP server |
//! | [`sockets`] | the port: the user's, or a free one |

mod bundle;
pub mod hosts;
pub mod server;
pub mod sockets;
