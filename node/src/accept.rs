//! Accepts connections, for the node's own servers.

use std::{net::SocketAddr, time::Duration};
use tokio::net::{TcpListener, TcpStream};

/// The pause after a connection that could not be accepted, most often for lack of file handles.
const PAUSE: Duration = Duration::from_millis(50);

/// Returns the next connection.
pub async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((socket, peer)) => {
                // An answer leaves in more than one piece, and the kernel would hold the last one back until the client acknowledges
                // those before it, for 40 ms.
                if let Err(error) = socket.set_nodelay(true) {
                    log::debug!("A connection sends what it has with a delay: {error}");
                }
                return (socket, peer);
            }
            Err(error) => {
                log::debug!("A connection was not accepted: {error}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
