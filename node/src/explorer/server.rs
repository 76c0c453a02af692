//! The HTTP server of the page. It answers from memory, and to nobody for long.

use super::{
    bundle::{self, File, Files},
    hosts::{of_this_machine, Host},
    sockets::Sockets,
};
use crate::accept::accept;
use futures::future::ready;
use http_body_util::Full;
use hyper::{
    body::{Bytes, Incoming},
    header::{
        HeaderName, ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, REFERRER_POLICY,
        X_CONTENT_TYPE_OPTIONS,
    },
    http::{HeaderMap, HeaderValue},
    server::conn::http1,
    service::service_fn,
    Method, Request, Response, StatusCode,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use sc_service::TaskManager;
use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::timeout,
};

/// Tells the page the endpoint of the JSON-RPC server.
const CONFIG: &str = "/config.json";

/// The headers of each response that are always the same.
static FIXED_HEADERS: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    // Another node, of another version, may be at the same port tomorrow: a browser asks each time whether a file is the same.
    (CACHE_CONTROL, "no-cache"),
];

/// The longest head of a request, in bytes.
const MAX_HEAD: usize = 16 * 1024;

/// Limits of the connections at one address.
#[derive(Clone, Copy)]
struct Limits {
    /// Others wait until one ends.
    connections: usize,
    /// The time for the head of a request.
    head: Duration,
    /// The time for a request and its answer.
    whole: Duration,
}

const LIMITS: Limits = Limits { connections: 64, head: Duration::from_secs(5), whole: Duration::from_secs(30) };

/// Serves the page until the node ends. `rpc` are the addresses of the JSON-RPC server.
pub fn start(sockets: Sockets, rpc: &[SocketAddr], tasks: &TaskManager) {
    let page = Arc::new(Page { files: bundle::embedded(), rpc: rpc.into(), is_external: sockets.is_external });
    log::info!("The page of this chain is at http://{}", of_this_machine(sockets.address));
    for listener in sockets.listeners {
        let page = page.clone();
        tasks.spawn_handle().spawn("explorer", None, async move {
            match TcpListener::from_std(listener) {
                Ok(listener) => serve(listener, page, LIMITS).await,
                Err(error) => log::error!("The page cannot be served: {error}"),
            }
        });
    }
}

/// Accepts connections forever, at most so many at a time.
async fn serve(listener: TcpListener, page: Arc<Page>, limits: Limits) {
    // Connections end with this set.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            (socket, _) = accept(&listener), if connections.len() < limits.connections => {
                drop(connections.spawn(serve_connection(socket, page.clone(), limits)));
            }
            Some(_) = connections.join_next() => (),
        }
    }
}

/// Answers one request. A connection is not kept for another one, so that idle ones take no place.
async fn serve_connection(socket: TcpStream, page: Arc<Page>, limits: Limits) {
    let service = service_fn(|request: Request<Incoming>| ready(Ok::<_, Infallible>(page.answer(&request))));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .keep_alive(false)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(socket), service);
    // Neither a slow client nor a broken connection concerns the node.
    let _ = timeout(limits.whole, connection).await;
}

/// The content that the server answers from.
struct Page {
    files: Files,
    rpc: Vec<SocketAddr>,
    is_external: bool,
}

type Answer = Response<Full<Bytes>>;

impl Page {
    /// Answers a request. hyper leaves out the content if the method is HEAD.
    fn answer<B>(&self, request: &Request<B>) -> Answer {
        let host = Host::accepted(request, self.is_external);
        let endpoint = host.and_then(|host| host.endpoint(&self.rpc));
        let mut answer = match host {
            Some(_) => self.content(request, endpoint),
            None => plain(
                StatusCode::FORBIDDEN,
                "This page is for localhost and 127.0.0.1; other machines need --explorer-external and an IP address\n",
            ),
        };
        for (name, value) in &FIXED_HEADERS {
            answer.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        answer.headers_mut().insert(CONTENT_SECURITY_POLICY, policy(endpoint));
        answer
    }

    fn content<B>(&self, request: &Request<B>, endpoint: Option<SocketAddr>) -> Answer {
        if ![Method::GET, Method::HEAD].contains(request.method()) {
            let mut refusal = plain(StatusCode::METHOD_NOT_ALLOWED, "This page is only read: use GET or HEAD\n");
            refusal.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return refusal;
        }
        match (request.uri().path(), endpoint) {
            (CONFIG, Some(endpoint)) => config(endpoint),
            (path, _) => match self.files.get(path) {
                Some(file) => file_answer(file, request.headers()),
                None => plain(StatusCode::NOT_FOUND, "There is nothing here: the page is at /\n"),
            },
        }
    }
}

/// Returns the sources that a browser lets the page use: the server's own files, and the JSON-RPC server.
fn policy(endpoint: Option<SocketAddr>) -> HeaderValue {
    let rpc = endpoint.map(|endpoint| format!(" ws://{endpoint} http://{endpoint}")).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'{rpc}; \
         frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

fn config(endpoint: SocketAddr) -> Answer {
    let text = serde_json::json!({ "rpc": format!("ws://{endpoint}"), "rpcPort": endpoint.port() }).to_string();
    with_kind(StatusCode::OK, HeaderValue::from_static("application/json"), text.into())
}

fn plain(status: StatusCode, text: &'static str) -> Answer {
    with_kind(status, HeaderValue::from_static("text/plain; charset=utf-8"), Bytes::from_static(text.as_bytes()))
}

/// Answers with a file, or only says that the browser has it already.
fn file_answer(file: &File, headers: &HeaderMap) -> Answer {
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok());
    let is_known = known.flat_map(|tags| tags.split(',')).any(|tag| tag.trim().trim_start_matches("W/") == file.tag);
    let mut answer = if is_known {
        let mut answer = Response::new(Full::default());
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        answer
    } else {
        with_kind(StatusCode::OK, file.kind.clone(), file.content.clone())
    };
    answer.headers_mut().insert(ETAG, file.tag.clone());
    answer
}

fn with_kind(status: StatusCode, kind: HeaderValue, content: Bytes) -> Answer {
    let mut answer = Response::new(Full::new(content));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, kind);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::{body::Body, header::HOST};
    use std::{
        io::{Read, Write},
        net::TcpStream as Client,
        time::Instant,
    };

    const SCRIPT: &[u8] = b"console.log('page')";

    fn page() -> Page {
        let files = [("index.html", &b"<!doctype html>page"[..]), ("assets/main.js", SCRIPT)];
        Page {
            files: bundle::by_path(files.map(|(name, content)| (name.into(), content))),
            rpc: vec!["127.0.0.1:9944".parse().unwrap(), "[::1]:9944".parse().unwrap()],
            is_external: false,
        }
    }

    fn asked(method: &str, path: &str, more: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if more.iter().all(|(name, _)| *name != "host") {
            request = request.header(HOST, "127.0.0.1:9955");
        }
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        page().answer(&request.body(()).unwrap())
    }

    fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
        answer.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn length(answer: &Answer) -> u64 {
        answer.body().size_hint().exact().unwrap()
    }

    #[test]
    fn the_explorer_serves_its_files_by_their_paths() {
        let index = asked("GET", "/", &[]);
        assert_eq!((index.status(), header(&index, "content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
        assert_eq!(length(&asked("GET", "/index.html?query=1", &[])), length(&index));
        let script = asked("GET", "/assets/main.js", &[]);
        assert_eq!(header(&script, "content-type"), "text/javascript; charset=utf-8");
        assert_eq!(length(&script), SCRIPT.len() as u64);
    }

    #[test]
    fn every_answer_of_the_explorer_has_the_headers_that_protect_the_page() {
        let answers = [
            asked("GET", "/", &[]),
            asked("HEAD", "/assets/main.js", &[]),
            asked("GET", "/config.json", &[]),
            asked("GET", "/nothing", &[]),
            asked("POST", "/", &[]),
            asked("GET", "/", &[("if-none-match", header(&asked("GET", "/", &[]), "etag"))]),
            asked("GET", "/", &[("host", "evil.example")]),
        ];
        let statuses = answers.each_ref().map(|answer| answer.status().as_u16());
        assert_eq!(statuses, [200, 200, 200, 404, 405, 304, 403]);
        for answer in &answers {
            assert_eq!(header(answer, "x-content-type-options"), "nosniff");
            assert_eq!(header(answer, "referrer-policy"), "no-referrer");
            assert_eq!(header(answer, "cross-origin-opener-policy"), "same-origin");
            assert_eq!(header(answer, "cross-origin-resource-policy"), "same-origin");
            assert_eq!(header(answer, "cache-control"), "no-cache");
            let policy = header(answer, "content-security-policy");
            assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; "), "{policy}");
            assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
        }
    }

    #[test]
    fn the_explorer_s_policy_names_the_endpoint_of_this_node_only() {
        let policy = |host| asked("GET", "/", &[("host", host)]).headers()["content-security-policy"].clone();
        assert_eq!(
            policy("localhost:9955"),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' \
             ws://127.0.0.1:9944 http://127.0.0.1:9944; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        );
        assert_eq!(policy("[::1]:9955"), policy("127.0.0.1:9955"));
        assert!(policy("evil.example").to_str().unwrap().contains("connect-src 'self';"));
    }

    #[test]
    fn the_explorer_tells_the_page_its_endpoint() {
        let config = asked("GET", "/config.json", &[("host", "localhost:9955")]);
        assert_eq!(header(&config, "content-type"), "application/json");
        let expected = r#"{"rpc":"ws://127.0.0.1:9944","rpcPort":9944}"#;
        assert_eq!(length(&config), expected.len() as u64);
        assert_eq!(text_of(config), expected);
    }

    fn text_of(answer: Answer) -> String {
        use http_body_util::BodyExt;
        let body = futures::executor::block_on(answer.into_body().collect()).unwrap();
        String::from_utf8(body.to_bytes().to_vec()).unwrap()
    }

    #[test]
    fn the_explorer_is_only_read() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "STRANGE"] {
            let answer = asked(method, "/", &[]);
            assert_eq!((answer.status().as_u16(), header(&answer, "allow")), (405, "GET, HEAD"), "{method}");
        }
    }

    #[test]
    fn a_path_leads_to_a_file_of_the_explorer_or_nowhere() {
        for path in [
            "/assets",
            "/assets/",
            "//index.html",
            "/../index.html",
            "/assets/../index.html",
            "/assets/..%2findex.html",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/../../../../etc/passwd",
            "/..\\index.html",
            "/INDEX.HTML",
            "/index.html/",
            "/index.html%00.js",
            "/Cargo.toml",
        ] {
            let request = Request::builder().uri(path).header(HOST, "localhost");
            // Some are not even paths.
            if let Ok(request) = request.body(()) {
                assert_eq!(page().answer(&request).status(), StatusCode::NOT_FOUND, "{path}");
            }
        }
    }

    #[test]
    fn a_browser_that_has_a_file_of_the_explorer_gets_it_only_if_it_has_changed() {
        let tag = header(&asked("GET", "/", &[]), "etag").to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
            let answer = asked("GET", "/", &[("if-none-match", &known)]);
            assert_eq!((answer.status().as_u16(), length(&answer)), (304, 0), "{known}");
            assert_eq!(header(&answer, "etag"), tag);
        }
        for other in ["\"other\"", "", "*x"] {
            assert_eq!(asked("GET", "/", &[("if-none-match", other)]).status(), StatusCode::OK, "{other}");
        }
    }

    /// Runs a test with a served page.
    fn served(limits: Limits, test: impl FnOnce(SocketAddr)) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let sockets = Sockets::open(Some(0), false, &[]).unwrap();
        let address = sockets.address;
        let listener = sockets.listeners.into_iter().next().unwrap();
        runtime.spawn(async move { serve(TcpListener::from_std(listener).unwrap(), Arc::new(page()), limits).await });
        test(address);
        runtime.shutdown_background();
    }

    fn connect(address: SocketAddr) -> Client {
        let client = Client::connect(address).unwrap();
        client.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        client
    }

    /// Sends bytes and returns all that comes until the server closes the connection.
    fn exchange(address: SocketAddr, sent: &[u8]) -> String {
        let mut client = connect(address);
        client.write_all(sent).unwrap();
        read_to_end(&mut client)
    }

    fn read_to_end(client: &mut Client) -> String {
        let mut text = Vec::new();
        // A reset connection has ended, too.
        let _ = client.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    }

    const GET: &[u8] = b"GET /assets/main.js HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";

    #[test]
    fn the_explorer_answers_over_http_and_closes_the_connection() {
        served(LIMITS, |address| {
            let text = exchange(address, GET);
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
            assert!(head.contains(&format!("content-length: {}", SCRIPT.len())), "{head}");
            assert_eq!(body.as_bytes(), SCRIPT);
            let head = exchange(address, &[b"HEAD", &GET[3..]].concat());
            assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && head.ends_with("\r\n\r\n"), "{head}");
            assert!(head.contains(&format!("content-length: {}", SCRIPT.len())), "{head}");
        });
    }

    #[test]
    fn what_is_no_request_gets_no_page_of_the_explorer() {
        served(LIMITS, |address| {
            let long = [b"GET / HTTP/1.1\r\nhost: localhost\r\nx: ", &[b'x'; 100_000][..], b"\r\n\r\n"].concat();
            for (sent, status) in [
                (&b"nonsense\r\n\r\n"[..], "400"),
                (b"GET / HTTP/1.1\r\n\r\n", "403"),
                (b"GET http://localhost/ HTTP/1.1\r\nhost: localhost\r\n\r\n", "403"),
                (&[0, 255, 254, 10, 13, 10][..], "400"),
            ] {
                let text = exchange(address, sent);
                assert!(text.starts_with(&format!("HTTP/1.1 {status} ")), "{sent:?}: {text}");
            }
            let mut client = connect(address);
            // The server may close the connection before it has read all.
            let _ = client.write_all(&long);
            assert!(!read_to_end(&mut client).contains(" 200 "));
        });
    }

    #[test]
    fn a_slow_client_of_the_explorer_is_dropped() {
        let limits = Limits { head: Duration::from_millis(200), ..LIMITS };
        served(limits, |address| {
            let start = Instant::now();
            let mut silent = connect(address);
            let mut slow = connect(address);
            slow.write_all(b"GET / HTTP/1.1\r\nhost: ").unwrap();
            for client in [&mut silent, &mut slow] {
                assert!(!read_to_end(client).contains(" 200 "));
            }
            assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
        });
    }

    #[test]
    fn many_connections_to_the_explorer_wait_in_turn() {
        let limits = Limits { connections: 4, head: Duration::from_millis(500), whole: Duration::from_millis(800) };
        served(limits, |address| {
            let silent: Vec<_> = (0..20).map(|_| connect(address)).collect();
            assert!(exchange(address, GET).starts_with("HTTP/1.1 200 OK"));
            drop(silent);
            let threads: Vec<_> = (0..100).map(|_| std::thread::spawn(move || exchange(address, GET))).collect();
            for thread in threads {
                assert!(thread.join().unwrap().starts_with("HTTP/1.1 200 OK"));
            }
        });
    }
}
