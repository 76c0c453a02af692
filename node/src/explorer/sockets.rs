//! The addresses at which the page is served.

use crate::errors;
use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
};

/// The port, if the user names none and it is free.
pub const DEFAULT_PORT: u16 = 9955;

/// Sockets that listen already. Their connections wait until the server takes them.
#[derive(Debug)]
pub struct Sockets {
    pub listeners: Vec<TcpListener>,
    /// The first address of the listeners. All have the same port.
    pub address: SocketAddr,
    /// `true` if other machines can connect.
    pub is_external: bool,
}

impl Sockets {
    /// Opens the port that the user chose, or the default port. If the latter is taken, as by another chain on this machine, any free
    /// port is opened instead. `reserved` are the ports of this node's other servers, which are not open yet.
    ///
    /// Fails if the chosen port is taken.
    pub fn open(chosen: Option<u16>, is_external: bool, reserved: &[u16]) -> Result<Self, String> {
        let open = |port| Self::open_at(port, is_external, reserved);
        let opened = match chosen {
            Some(port) => open(port),
            None => open(DEFAULT_PORT).or_else(|_| {
                log::info!("Port {DEFAULT_PORT} is taken: the page of this chain is at another one");
                // The system may name a reserved port, but hardly twice.
                open(0).or_else(|_| open(0))
            }),
        };
        let address = SocketAddr::new(first_address(is_external), chosen.unwrap_or(DEFAULT_PORT));
        opened.map_err(|error| errors::cannot_listen(address, &error, "--explorer-port"))
    }

    fn open_at(port: u16, is_external: bool, reserved: &[u16]) -> io::Result<Self> {
        let listener = listen(first_address(is_external), port)?;
        let address = listener.local_addr()?;
        if reserved.contains(&address.port()) {
            return Err(io::ErrorKind::AddrInUse.into());
        }
        let second: IpAddr = if is_external { Ipv6Addr::UNSPECIFIED.into() } else { Ipv6Addr::LOCALHOST.into() };
        let also = match listen(second, address.port()) {
            // A browser that is sent to localhost tries this address first, and would find the other program.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && !is_external => return Err(error),
            // A machine without IPv6; or, since the first address has it already, one whose IPv6 sockets take IPv4 too.
            other => other.ok(),
        };
        Ok(Self { listeners: [listener].into_iter().chain(also).collect(), address, is_external })
    }
}

fn first_address(is_external: bool) -> IpAddr {
    if is_external { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST }.into()
}

fn listen(ip: IpAddr, port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((ip, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_explorer_is_at_the_port_that_the_user_chose_and_nowhere_else() {
        let free = Sockets::open(Some(0), false, &[]).unwrap().address.port();
        let sockets = Sockets::open(Some(free), false, &[]).unwrap();
        assert_eq!(sockets.address, SocketAddr::from((Ipv4Addr::LOCALHOST, free)));
        for listener in &sockets.listeners {
            let address = listener.local_addr().unwrap();
            assert!(address.ip().is_loopback() && address.port() == free, "{address}");
        }
        let taken = Sockets::open(Some(free), false, &[]).unwrap_err();
        assert!(taken.contains(&free.to_string()) && taken.contains("--explorer-port"), "{taken}");
        assert!(!taken.contains('\n'));
    }

    #[test]
    fn the_explorer_leaves_the_ports_of_the_node_s_other_servers_alone() {
        let free = Sockets::open(Some(0), false, &[]).unwrap().address.port();
        assert!(Sockets::open(Some(free), false, &[free]).unwrap_err().contains("--explorer-port"));
        let moved = Sockets::open(None, false, &[DEFAULT_PORT]).unwrap();
        assert_ne!(moved.address.port(), DEFAULT_PORT);
    }

    #[test]
    fn two_chains_on_one_machine_have_explorers_at_two_ports() {
        let first = Sockets::open(None, false, &[]).unwrap();
        let second = Sockets::open(None, false, &[]).unwrap();
        assert_ne!(first.address, second.address);
    }

    #[test]
    fn the_explorer_is_open_to_other_machines_only_if_the_user_wants_it() {
        let sockets = Sockets::open(Some(0), true, &[]).unwrap();
        assert!(sockets.is_external && sockets.address.ip().is_unspecified());
        let closed = Sockets::open(Some(0), false, &[]).unwrap();
        assert!(!closed.is_external && closed.address.ip().is_loopback());
    }
}
