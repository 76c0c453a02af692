//! A proxy that cuts connections after some bytes.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    thread,
};

/// Starts a proxy at a free port that forwards connections to `target`. It cuts each connection after the bytes from the server that
/// `limits` has for it, and refuses those for which it has none.
pub fn start(target: SocketAddr, limits: Vec<usize>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for limit in limits {
            let Ok((client, _)) = listener.accept() else {
                return;
            };
            let server = TcpStream::connect(target).unwrap();
            let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            thread::spawn(move || forward(from, to, usize::MAX));
            thread::spawn(move || forward(server, client, limit));
        }
    });
    address
}

fn forward(mut from: TcpStream, mut to: TcpStream, limit: usize) {
    let mut buffer = [0; 16 * 1024];
    let mut left = limit;
    while left > 0 {
        let Ok(read @ 1..) = from.read(&mut buffer) else {
            break;
        };
        let sent = read.min(left);
        left -= sent;
        if to.write_all(&buffer[..sent]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
