//! The web pages that may use the node.

use hyper::{
    header::{CONTENT_TYPE, ORIGIN},
    http::HeaderValue,
    HeaderMap, StatusCode,
};
use jsonrpsee::server::{HttpBody, HttpResponse};
use parking_lot::Mutex;
use std::{collections::HashSet, sync::Arc};
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
    /// Returns the first origin of a request that is not allowed. A program that is no browser names none.
    fn refused(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        headers.get_all(ORIGIN).iter().find(|origin| !self.contain(origin)).cloned()
    }

    /// Returns the layer that permits browsers to show the answers to pages of these origins.
    pub fn cors(&self) -> CorsLayer {
        match self {
            Self::All => CorsLayer::permissive(),
            Self::Listed(_) => {
                let origins = self.clone();
                let is_allowed = AllowOrigin::predicate(move |origin, _| origins.contain(origin));
                CorsLayer::permissive().allow_origin(is_allowed)
            }
        }
    }

    fn contain(&self, origin: &HeaderValue) -> bool {
        match self {
            Self::All => true,
            Self::Listed(listed) => {
                origin.to_str().is_ok_and(|origin| listed.iter().any(|pattern| matches_origin(pattern, origin)))
            }
        }
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
    origins: Origins,
    told: Arc<Mutex<HashSet<String>>>,
}

impl Guard {
    pub fn new(origins: Origins) -> Self {
        Self { origins, told: Default::default() }
    }

    /// Returns the answer to a request that is refused, or `None` for one that is allowed.
    pub fn refusal(&self, headers: &HeaderMap) -> Option<HttpResponse> {
        let origin = self.origins.refused(headers)?;
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

    fn local() -> Origins {
        Origins::Listed(LOCAL.map(Into::into).into())
    }

    fn named(origins: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for origin in origins {
            headers.append(ORIGIN, origin.parse().unwrap());
        }
        headers
    }

    fn allow(origins: &Origins, origin: &str) -> bool {
        origins.refused(&named(&[origin])).is_none()
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
        assert!(allow(&Origins::All, "https://example.org"));
        let of = |listed: &[&str]| Origins::from(Some(listed.iter().map(ToString::to_string).collect()));
        assert_eq!(
            [Origins::from(None), of(&["*"]), of(&["http://a", "all"])],
            [Origins::All, Origins::All, Origins::All]
        );
        assert_eq!(of(&[]), Origins::Listed(Vec::new()));
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
