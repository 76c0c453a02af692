//! The web pages that may use the node.

use hyper::{
    header::{CONTENT_TYPE, HOST, ORIGIN},
    http::{request::Parts, uri::Authority, HeaderValue},
    HeaderMap, StatusCode,
};
use jsonrpsee::server::{HttpBody, HttpResponse};
use parking_lot::Mutex;
use std::{collections::HashSet, net::IpAddr, sync::Arc};
use tower_http::cors::{AllowOrigin, CorsLayer};

/// The origins that may use a node whose user names none: pages of the same machine, and polkadot.js Apps.
pub const LOCAL: [&str; 7] = [
    "http://localhost:*",
    "https://localhost:*",
    "http://127.0.0.1:*",
    "https://127.0.0.1:*",
    "http://[::1]:*",
    "https://[::1]:*",
    "https://polkadot.js.org",
];

/// The most refused origins of which the log tells.
const MAX_TOLD: usize = 20;

/// The longest part of an origin that is repeated in the log and in answers, in bytes.
const MAX_REPEATED: usize = 100;

/// The origins of web pages that a server answers: those of `--rpc-cors`.
///
/// A browser names the origin of a page in each request to another origin, and in each upgrade to a WebSocket. It lets a page read the
/// answer to an HTTP request only if the server permits it (CORS); but it sends the request in any case, and it leaves WebSockets to the
/// server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origins {
    All,
    /// Origins such as `https://example.org`; `http://localhost:*` stands for any port, and for none.
    Listed(Vec<String>),
}

impl From<Option<Vec<String>>> for Origins {
    fn from(listed: Option<Vec<String>>) -> Self {
        let is_all = |origin: &String| origin == "*" || origin == "all";
        listed.filter(|listed| !listed.iter().any(is_all)).map_or(Self::All, Self::Listed)
    }
}

impl Origins {
    fn contain(&self, origin: &HeaderValue) -> bool {
        match self {
            Self::All => true,
            Self::Listed(listed) => {
                origin.to_str().is_ok_and(|origin| listed.iter().any(|pattern| matches_origin(pattern, origin)))
            }
        }
    }
}

/// The page that this node serves itself, at a port of its own.
#[derive(Clone, Copy, Debug)]
pub struct OwnPage {
    pub port: u16,
    /// `true` if other machines can open it.
    pub is_external: bool,
}

impl OwnPage {
    /// Returns `true` if the page sent this request.
    fn is_origin(self, origin: &HeaderValue, headers: &HeaderMap) -> bool {
        self.host_in(origin).is_some_and(|host| {
            let named = || headers.get(HOST)?.to_str().ok()?.parse::<Authority>().ok();
            let is_address = || host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
            // On another machine the page has the same address as this server. A name proves nothing: whoever owns it can let it lead
            // here. What is at this address and port is this node's page.
            let is_here = || is_address() && named().is_some_and(|server| server.host() == host);
            ["localhost", "127.0.0.1", "[::1]"].contains(&host) || (self.is_external && is_here())
        })
    }

    /// Returns the host of an origin that has the page's scheme and port.
    fn host_in(self, origin: &HeaderValue) -> Option<&str> {
        let authority = origin.to_str().ok()?.strip_prefix("http://")?;
        match self.port {
            // A browser leaves out the usual port.
            80 => Some(authority),
            port => authority.strip_suffix(&format!(":{port}")),
        }
    }
}

/// The pages that a server answers: those of these origins, and the node's own.
#[derive(Clone, Debug)]
pub struct Allowed {
    pub origins: Origins,
    pub page: Option<OwnPage>,
}

impl Allowed {
    /// Returns the first origin of a request that is not allowed. A program that is no browser names none.
    fn refused(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        headers.get_all(ORIGIN).iter().find(|origin| !self.contain(origin, headers)).cloned()
    }

    /// Returns the layer that permits browsers to show the answers to these pages.
    pub fn cors(&self) -> CorsLayer {
        match self.origins {
            Origins::All => CorsLayer::permissive(),
            Origins::Listed(_) => {
                let allowed = self.clone();
                let is_allowed = move |origin: &HeaderValue, request: &Parts| allowed.contain(origin, &request.headers);
                CorsLayer::permissive().allow_origin(AllowOrigin::predicate(is_allowed))
            }
        }
    }

    fn contain(&self, origin: &HeaderValue, headers: &HeaderMap) -> bool {
        self.origins.contain(origin) || self.page.is_some_and(|page| page.is_origin(origin, headers))
    }
}

fn matches_origin(pattern: &str, origin: &str) -> bool {
    let Some(host) = pattern.strip_suffix(":*") else {
        return pattern.eq_ignore_ascii_case(origin);
    };
    let Some((start, port)) = origin.split_at_checked(host.len()) else {
        return false;
    };
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    start.eq_ignore_ascii_case(host) && (port.is_empty() || port.strip_prefix(':').is_some_and(is_number))
}

/// Refuses the requests of other origins' pages, and logs each such origin once.
#[derive(Clone)]
pub struct Guard {
    allowed: Allowed,
    told: Arc<Mutex<HashSet<String>>>,
}

impl Guard {
    pub fn new(allowed: Allowed) -> Self {
        Self { allowed, told: Default::default() }
    }

    /// Returns the answer to a request that is refused, or `None` for one that is allowed.
    pub fn refusal(&self, headers: &HeaderMap) -> Option<HttpResponse> {
        let origin = self.allowed.refused(headers)?;
        let origin = String::from_utf8_lossy(origin.as_bytes().get(..MAX_REPEATED).unwrap_or(origin.as_bytes()));
        let cure = "start it with --rpc-cors and the origins that may, separated by commas";
        let text = format!("Web pages of {origin:?} may not use this node; to allow them, {cure}");
        self.tell(&origin, &text);
        let mut response = HttpResponse::new(HttpBody::from(text + "\n"));
        *response.status_mut() = StatusCode::FORBIDDEN;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        Some(response)
    }

    fn tell(&self, origin: &str, text: &str) {
        let mut told = self.told.lock();
        if told.len() < MAX_TOLD && told.insert(origin.into()) {
            log::warn!("{text}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local() -> Allowed {
        Allowed { origins: Origins::Listed(LOCAL.map(Into::into).into()), page: None }
    }

    fn named(origins: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for origin in origins {
            headers.append(ORIGIN, origin.parse().unwrap());
        }
        headers
    }

    fn allow(allowed: &Allowed, origin: &str) -> bool {
        allowed.refused(&named(&[origin])).is_none()
    }

    #[test]
    fn pages_of_listed_origins_are_allowed_with_any_port_where_the_list_says_so() {
        for origin in [
            "http://localhost",
            "http://localhost:3000",
            "https://localhost:3000",
            "http://127.0.0.1:9944",
            "http://[::1]:8080",
            "https://polkadot.js.org",
            "HTTP://LocalHost:1",
        ] {
            assert!(allow(&local(), origin), "{origin}");
        }
    }

    #[test]
    fn pages_of_other_origins_are_not() {
        for origin in [
            "https://example.org",
            "null",
            "file://",
            "ftp://localhost:3000",
            "http://localhost.example.org",
            "http://localhost:80.example.org",
            "http://localhost:",
            "http://localhost@example.org",
            "http://127.0.0.10",
            "https://polkadot.js.org.example.org",
            "https://polkadot.js.org:8443",
            "http://polkadot.js.org",
            "http://xlocalhost",
            "",
        ] {
            assert!(!allow(&local(), origin), "{origin}");
        }
        let not_text = HeaderMap::from_iter([(ORIGIN, HeaderValue::from_bytes(b"http://localhost\xff").unwrap())]);
        assert!(local().refused(&not_text).is_some());
    }

    #[test]
    fn a_program_that_is_no_browser_names_no_origin_and_is_allowed() {
        assert_eq!(local().refused(&HeaderMap::new()), None);
    }

    #[test]
    fn each_of_several_named_origins_must_be_allowed() {
        let refused = local().refused(&named(&["http://localhost", "https://example.org"]));
        assert_eq!(refused, Some(HeaderValue::from_static("https://example.org")));
    }

    #[test]
    fn all_are_allowed_if_the_user_says_so() {
        assert!(allow(&Allowed { origins: Origins::All, page: None }, "https://example.org"));
        let of = |listed: &[&str]| Origins::from(Some(listed.iter().map(ToString::to_string).collect()));
        assert_eq!(
            [Origins::from(None), of(&["*"]), of(&["http://a", "all"])],
            [Origins::All, Origins::All, Origins::All]
        );
        assert_eq!(of(&[]), Origins::Listed(Vec::new()));
    }

    /// Returns `true` if a request to a host by a page of an origin is allowed, though no origin is listed.
    fn own(is_external: bool, origin: &str, host: &str) -> bool {
        let page = Some(OwnPage { port: 9955, is_external });
        let mut headers = named(&[origin]);
        headers.insert(HOST, host.parse().unwrap());
        Allowed { origins: Origins::Listed(Vec::new()), page }.refused(&headers).is_none()
    }

    #[test]
    fn the_explorer_s_own_origin_is_allowed_whatever_is_listed() {
        for host in ["localhost", "127.0.0.1", "[::1]"] {
            for is_external in [false, true] {
                assert!(own(is_external, &format!("http://{host}:9955"), "127.0.0.1:9944"), "{host}");
            }
        }
        assert!(own(true, "http://192.168.1.5:9955", "192.168.1.5:9944"));
        assert!(own(true, "http://[fd00::5]:9955", "[fd00::5]:9944"));
    }

    #[test]
    fn no_other_origin_is_taken_for_the_explorer_s() {
        for is_external in [false, true] {
            for (origin, host) in [
                ("https://localhost:9955", "localhost:9944"),
                ("http://localhost", "localhost:9944"),
                ("http://localhost:9956", "localhost:9944"),
                ("http://localhost:99955", "localhost:9944"),
                ("http://evil.example:9955", "localhost:9944"),
                ("http://evil.example:9955", "evil.example:9944"),
                ("http://localhost.evil.example:9955", "localhost.evil.example:9944"),
                ("http://6.6.6.6:9955", "127.0.0.1:9944"),
                ("http://6.6.6.6:9955", "evil.example:9944"),
                ("http://127.0.0.1:80:9955", "127.0.0.1:9944"),
                ("http://@127.0.0.1:9955", "127.0.0.1:9944"),
                ("null", "127.0.0.1:9944"),
            ] {
                assert!(!own(is_external, origin, host), "{origin} at {host}");
            }
        }
        assert!(!own(false, "http://192.168.1.5:9955", "192.168.1.5:9944"));
    }

    #[test]
    fn the_explorer_at_the_usual_port_has_an_origin_without_it() {
        let page = Some(OwnPage { port: 80, is_external: false });
        let allowed = Allowed { origins: Origins::Listed(Vec::new()), page };
        assert!(allow(&allowed, "http://localhost") && !allow(&allowed, "http://localhost:81"));
    }

    #[test]
    fn a_refusal_names_the_option_and_is_logged_once_for_each_of_a_few_origins() {
        let guard = Guard::new(local());
        assert!(guard.refusal(&named(&["http://localhost:1"])).is_none());
        for number in 0..100 {
            let answer = guard.refusal(&named(&[&format!("http://{number}.example.org")])).unwrap();
            assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        }
        assert_eq!(guard.told.lock().len(), MAX_TOLD);
        let long = guard.refusal(&named(&["x".repeat(10_000).as_str()])).unwrap();
        assert!(hyper::body::Body::size_hint(long.body()).upper().unwrap() < 300);
    }
}
