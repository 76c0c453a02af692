//! The limit of calls per minute, as `--rpc-rate-limit` and its kin set it.

use forwarded_header_value::ForwardedHeaderValue;
use hyper::HeaderMap;
use sc_rpc_server::{IpNetwork, RpcEndpoint};
use std::{net::IpAddr, num::NonZeroU32};

/// The limit, and who is exempt from it.
pub struct Limits {
    limit: Option<NonZeroU32>,
    exempt: Vec<IpNetwork>,
    /// Believes a proxy that names the address of its client.
    trust_proxy: bool,
}

impl Limits {
    pub fn of(endpoint: &RpcEndpoint) -> Self {
        Self {
            limit: endpoint.rate_limit,
            exempt: endpoint.rate_limit_whitelisted_ips.clone(),
            trust_proxy: endpoint.rate_limit_trust_proxy_headers,
        }
    }

    /// Returns the limit for a request from this address.
    pub fn of_request(&self, headers: &HeaderMap, peer: IpAddr) -> Option<NonZeroU32> {
        let client = self.trust_proxy.then(|| named_by_proxy(headers)).flatten().unwrap_or(peer);
        let is_exempt = self.exempt.iter().any(|network| network.contains(client));
        self.limit.filter(|_| !is_exempt)
    }
}

/// Returns the address of a client as a proxy names it.
fn named_by_proxy(headers: &HeaderMap) -> Option<IpAddr> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    let remotest = |value: ForwardedHeaderValue| value.remotest_forwarded_for_ip();
    let forwarded = || ForwardedHeaderValue::from_forwarded(text("forwarded")?).ok().and_then(remotest);
    let listed = || ForwardedHeaderValue::from_x_forwarded_for(text("x-forwarded-for")?).ok().and_then(remotest);
    forwarded().or_else(listed).or_else(|| text("x-real-ip")?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(trust_proxy: bool) -> Limits {
        let exempt = vec!["10.0.0.0/8".parse().unwrap()];
        Limits { limit: NonZeroU32::new(60), exempt, trust_proxy }
    }

    fn headers(all: &[(&'static str, &'static str)]) -> HeaderMap {
        all.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn the_exempt_have_no_limit() {
        let of = |address: &str| limits(false).of_request(&HeaderMap::new(), address.parse().unwrap());
        assert_eq!(of("10.1.2.3"), None);
        assert_eq!(of("192.0.2.1"), NonZeroU32::new(60));
    }

    #[test]
    fn a_proxy_is_believed_only_if_the_user_says_so() {
        for (name, value) in [
            ("forwarded", "for=10.0.0.1;proto=http"),
            ("x-forwarded-for", "10.0.0.1,192.0.2.9"),
            ("x-real-ip", "10.0.0.1"),
        ] {
            let proxy = "192.0.2.1".parse().unwrap();
            assert_eq!(limits(true).of_request(&headers(&[(name, value)]), proxy), None, "{name}");
            assert_eq!(limits(false).of_request(&headers(&[(name, value)]), proxy), NonZeroU32::new(60), "{name}");
        }
    }
}
