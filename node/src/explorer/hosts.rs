//! The hosts by which browsers call the node.
//!
//! A page of another site can let its own name lead to this machine (DNS rebinding); a browser then takes this server for that site, and
//! lets the page read everything. The request names the host as the page's address has it, so requests for foreign names are refused.

use hyper::{
    header::HOST,
    http::{uri::Authority, HeaderMap},
    Request,
};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// A host in the address of the page, without the port. The port may be another one than the server's: that of a container's machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    Localhost,
    Ip(IpAddr),
}

impl Host {
    /// Reads the host of a page's address. Returns `None` if it is neither `localhost` nor an IP address.
    pub fn read(authority: &str) -> Option<Self> {
        let authority: Authority = authority.parse().ok().filter(|_| !authority.contains('@'))?;
        let host = authority.host();
        if host.eq_ignore_ascii_case("localhost") {
            return Some(Self::Localhost);
        }
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        match bare {
            Some(bare) => bare.parse().ok().map(|ip: Ipv6Addr| Self::Ip(ip.into())),
            None => host.parse().ok().map(|ip: Ipv4Addr| Self::Ip(ip.into())),
        }
    }

    /// Returns the host that the header `Host` names. It must be there exactly once.
    pub fn named(headers: &HeaderMap) -> Option<Self> {
        let mut named = headers.get_all(HOST).iter();
        match (named.next(), named.next()) {
            (Some(only), None) => Self::read(only.to_str().ok()?),
            _ => None,
        }
    }

    /// Returns the host of a request, or `None` if the request is to be refused.
    ///
    /// These hosts are accepted: `localhost`, the addresses of this machine's loopback and, if the server is open to other machines, any
    /// address. Nobody can let an address lead elsewhere, and a container does not know the addresses of its machine.
    pub fn accepted<B>(request: &Request<B>, is_external: bool) -> Option<Self> {
        // Only requests to a proxy name an authority here.
        let host = Self::named(request.headers()).filter(|_| request.uri().authority().is_none())?;
        let is_accepted = match host {
            Self::Localhost => true,
            Self::Ip(ip) => is_external || ip.is_loopback(),
        };
        is_accepted.then_some(host)
    }

    /// Returns the address of a server for a browser that called the page by this host. `servers` are those that the server listens on.
    ///
    /// For this machine it is one of them, if possible of IPv4: a browser may find another program at the other addresses of `localhost`,
    /// and the policy of a page cannot name an address of IPv6.
    pub fn endpoint(self, servers: &[SocketAddr]) -> Option<SocketAddr> {
        let other = match self {
            Self::Ip(ip) if !ip.is_loopback() => Some(ip),
            _ => None,
        };
        let is_reached = |server: &&SocketAddr| {
            let (ip, is_any) = (server.ip(), server.ip().is_unspecified());
            match other {
                Some(other) => ip == other || (is_any && (ip.is_ipv6() || other.is_ipv4())),
                None => ip.is_loopback() || is_any,
            }
        };
        let reached = servers.iter().filter(is_reached).min_by_key(|server| server.is_ipv6());
        match (other, reached) {
            (Some(other), Some(server)) => Some(SocketAddr::new(other, server.port())),
            _ => reached.or(servers.first()).map(|server| of_this_machine(*server)),
        }
    }
}

/// Returns the address for clients on this machine, such as `127.0.0.1:9944`, from one that a server listens on.
pub fn of_this_machine(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(any) if any.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(any) if any.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(host: &str, is_external: bool) -> Option<Host> {
        let request = Request::builder().uri("/").header(HOST, host).body(()).unwrap();
        Host::accepted(&request, is_external)
    }

    #[test]
    fn the_explorer_is_called_by_this_machine_s_hosts_with_any_port() {
        let [four, six]: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
        for (host, read) in [
            ("localhost:9955", Host::Localhost),
            ("localhost", Host::Localhost),
            ("LocalHost:8080", Host::Localhost),
            ("127.0.0.1:9955", Host::Ip(four)),
            ("[::1]:9955", Host::Ip(six)),
            ("[0:0:0:0:0:0:0:1]", Host::Ip(six)),
        ] {
            assert_eq!([false, true].map(|is_external| accepted(host, is_external)), [Some(read); 2], "{host}");
        }
    }

    #[test]
    fn the_explorer_is_not_called_by_foreign_names() {
        for host in [
            "evil.example:9955",
            "localhost.evil.example",
            "127.0.0.1.evil.example:9955",
            "evil.example@localhost",
            "localhost@evil.example",
            "localhost.",
            "xlocalhost",
            "0x7f.1",
            "127.1",
            "::1",
            "[::1",
            "",
            ":9955",
            "localhost:9955/path",
        ] {
            assert_eq!(accepted(host, false), None, "{host}");
            assert_eq!(accepted(host, true), None, "{host}");
        }
    }

    #[test]
    fn the_explorer_is_called_by_other_addresses_only_if_it_is_open_to_other_machines() {
        for host in ["192.168.1.5:9955", "0.0.0.0:9955", "[fd00::5]:9955", "[::ffff:127.0.0.1]"] {
            assert_eq!(accepted(host, false), None, "{host}");
            assert!(accepted(host, true).is_some(), "{host}");
        }
    }

    #[test]
    fn a_request_to_the_explorer_has_one_host_and_none_in_its_path() {
        let none = Request::builder().uri("/").body(()).unwrap();
        assert_eq!(Host::accepted(&none, false), None);
        let two = Request::builder().uri("/").header(HOST, "localhost").header(HOST, "localhost").body(()).unwrap();
        assert_eq!(Host::accepted(&two, false), None);
        let absolute = Request::builder().uri("http://localhost/").header(HOST, "localhost").body(()).unwrap();
        assert_eq!(Host::accepted(&absolute, false), None);
    }

    #[test]
    fn the_explorer_s_endpoint_is_an_address_at_which_the_server_listens() {
        let endpoint = |host: &str, servers: &[&str]| {
            let servers: Vec<_> = servers.iter().map(|server| server.parse().unwrap()).collect();
            Host::read(host).unwrap().endpoint(&servers).unwrap().to_string()
        };
        let local = ["127.0.0.1:9944", "[::1]:9944"];
        assert_eq!(endpoint("localhost:1", &local), "127.0.0.1:9944");
        assert_eq!(endpoint("localhost:1", &local[1..]), "[::1]:9944");
        assert_eq!(endpoint("localhost:1", &["0.0.0.0:7"]), "127.0.0.1:7");
        assert_eq!(endpoint("127.0.0.1:1", &local), "127.0.0.1:9944");
        assert_eq!(endpoint("127.0.0.1:1", &["[::1]:9944", "127.0.0.1:9944"]), "127.0.0.1:9944");
        assert_eq!(endpoint("[::1]:1", &local), "127.0.0.1:9944");
        assert_eq!(endpoint("[::1]:1", &local[1..]), "[::1]:9944");
        assert_eq!(endpoint("10.0.0.1", &["0.0.0.0:7"]), "10.0.0.1:7");
        assert_eq!(endpoint("10.0.0.1", &["[::]:7"]), "10.0.0.1:7");
        assert_eq!(endpoint("[fd00::5]", &["0.0.0.0:7"]), "127.0.0.1:7");
        assert_eq!(endpoint("localhost", &["192.168.1.5:7"]), "192.168.1.5:7");
        assert_eq!(Host::Localhost.endpoint(&[]), None);
    }

    #[test]
    fn a_server_s_address_becomes_one_that_a_client_on_this_machine_can_use() {
        let of = |address: &str| of_this_machine(address.parse().unwrap()).to_string();
        assert_eq!(of("127.0.0.1:9944"), "127.0.0.1:9944");
        assert_eq!(of("0.0.0.0:40001"), "127.0.0.1:40001");
        assert_eq!(of("[::]:9944"), "[::1]:9944");
        assert_eq!(of("[fd00::5]:9944"), "[fd00::5]:9944");
    }
}
