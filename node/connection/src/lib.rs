//! A connection to a node of a running chain, through a WebSocket with TLS or without, which is opened again when it breaks.
//!
//! [`state`] reads keys and values of a block's state.
#![deny(missing_docs)]

pub mod state;

use jsonrpsee::core::{
    client::{ClientT, Error},
    params::ArrayParams,
};
use jsonrpsee_ws_client::{WsClient, WsClientBuilder};
use rustls::{crypto::ring::default_provider, ClientConfig, RootCertStore};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{sync::Arc, time::Duration};
use tokio::sync::Mutex;

/// The most bytes of a request, which is the default limit of a node. Bytes in a request are sent as two digits each.
pub const MAX_REQUEST: u32 = 15 * 1024 * 1024;

/// The most bytes of an answer.
const MAX_RESPONSE: u32 = 256 * 1024 * 1024;

/// The time limit of an answer.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// The times after which a broken connection is opened again.
const PAUSES: [Duration; 6] = [
    Duration::from_millis(200),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(16),
];

/// A connection to a node, which is opened again when it breaks.
pub struct Connection {
    url: String,
    /// The client, and the number of times that it was replaced.
    client: Mutex<(u64, Arc<WsClient>)>,
    pauses: Vec<Duration>,
}

/// The failure of one attempt to call a method.
enum Failure {
    /// Another attempt would fail for the same reason.
    Refused(String),
    /// The client of this number lost its connection.
    Broken(u64, Error),
}

impl Connection {
    /// Opens a connection.
    ///
    /// # Errors
    /// Describes an address that is none of a WebSocket, or why nobody answers.
    pub async fn open(url: &str) -> Result<Self, String> {
        Self::with_pauses(url, PAUSES.into()).await
    }

    /// Opens a connection that is opened again after these times when it breaks.
    ///
    /// # Errors
    /// Those of [`Self::open`].
    pub async fn with_pauses(url: &str, pauses: Vec<Duration>) -> Result<Self, String> {
        check_url(url)?;
        let client = connect(url).await.map_err(|error| {
            format!("no node answers at {url} ({error}): start one with ./scripts/run.sh, or name another with --url")
        })?;
        Ok(Self { url: url.into(), client: Mutex::new((0, Arc::new(client))), pauses })
    }

    /// Returns the address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Calls a method. If the connection breaks, it is opened again and the method called again.
    ///
    /// # Errors
    /// The node's error, or why the node is not reached any more.
    pub async fn call<T: DeserializeOwned>(&self, method: &str, params: &[Value]) -> Result<T, String> {
        let mut pauses = self.pauses.iter();
        loop {
            let (generation, error) = match self.attempt(method, params).await {
                Ok(answer) => return Ok(answer),
                Err(Failure::Refused(error)) => return Err(error),
                Err(Failure::Broken(generation, error)) => (generation, error),
            };
            let Some(pause) = pauses.next() else {
                return Err(format!(
                    "the connection to {} broke, and {} attempts to open it again failed: {error}",
                    self.url,
                    self.pauses.len()
                ));
            };
            eprintln!("The connection broke at {method}: another attempt in {:.1} s", pause.as_secs_f64());
            tokio::time::sleep(*pause).await;
            self.reopen(generation).await;
        }
    }

    /// Calls a method that must not be called twice, such as the submission of a transaction.
    ///
    /// # Errors
    /// The node's error, or how the connection broke.
    pub async fn call_once<T: DeserializeOwned>(&self, method: &str, params: &[Value]) -> Result<T, String> {
        self.attempt(method, params).await.map_err(|failure| match failure {
            Failure::Refused(error) => error,
            Failure::Broken(_, error) => {
                format!("the connection to {} broke at {method}, which may have been done: {error}", self.url)
            }
        })
    }

    async fn attempt<T: DeserializeOwned>(&self, method: &str, params: &[Value]) -> Result<T, Failure> {
        let (generation, client) = self.client.lock().await.clone();
        client.request(method, array(params)).await.map_err(|error| match error {
            Error::Call(error) => Failure::Refused(self.refused(method, &error.to_string())),
            Error::ParseError(error) => {
                Failure::Refused(format!("{} answers {method} in a form that is not known: {error}", self.url))
            }
            error => Failure::Broken(generation, error),
        })
    }

    /// Replaces a broken client, unless another caller has.
    async fn reopen(&self, broken: u64) {
        let mut client = self.client.lock().await;
        if client.0 == broken {
            if let Ok(new) = connect(&self.url).await {
                *client = (broken.wrapping_add(1), Arc::new(new));
            }
        }
    }

    fn refused(&self, method: &str, error: &str) -> String {
        let gone =
            ["already discarded", "UnknownBlock", "Unknown block", "State not found", "not found in the database"];
        if gone.iter().any(|words| error.contains(words)) {
            return format!(
                "{} has no state of this block: a node keeps that of the last 256 blocks, unless it was started with \
                 --state-pruning archive. Name a later block or an archive node ({error})",
                self.url
            );
        }
        format!("{} refuses {method}: {error}", self.url)
    }
}

/// Checks that an address is one of a WebSocket.
fn check_url(url: &str) -> Result<(), String> {
    let of = |scheme: &str| url.strip_prefix(scheme);
    if of("ws://").or(of("wss://")).is_some_and(|host| !host.is_empty()) {
        return Ok(());
    }
    for (other, meant) in [("http://", "ws://"), ("https://", "wss://")] {
        if let Some(host) = of(other) {
            return Err(format!("a chain is read through a WebSocket: write --url {meant}{host}, not {url}"));
        }
    }
    Err(format!("{url} is not the address of a node: write one such as ws://127.0.0.1:9944 or wss://host:443"))
}

async fn connect(url: &str) -> Result<WsClient, String> {
    let mut builder = WsClientBuilder::default()
        .max_request_size(MAX_REQUEST)
        .max_response_size(MAX_RESPONSE)
        .request_timeout(REQUEST_TIMEOUT);
    if url.starts_with("wss://") {
        builder = builder.with_custom_cert_store(certificates()?);
    }
    builder.build(url).await.map_err(|error| error.to_string())
}

/// Trusts the authorities that this machine trusts.
fn certificates() -> Result<ClientConfig, String> {
    let loaded = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    let (trusted, _) = roots.add_parsable_certificates(loaded.certs);
    if trusted == 0 {
        return Err("this machine has no certificates of authorities: install ca-certificates".into());
    }
    let config =
        ClientConfig::builder_with_provider(Arc::new(default_provider())).with_safe_default_protocol_versions();
    let config = config.map_err(|error| format!("TLS: {error}"))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

fn array(params: &[Value]) -> ArrayParams {
    let mut array = ArrayParams::new();
    for param in params {
        // JSON values are always written as JSON.
        let _ = array.insert(param);
    }
    array
}

#[cfg(test)]
mod tests {
    use super::check_url;

    #[test]
    fn an_address_is_one_of_a_websocket() {
        for url in ["ws://127.0.0.1:9944", "wss://entrypoint.example:443"] {
            assert_eq!(check_url(url), Ok(()), "{url}");
        }
        for (url, words) in [
            ("http://127.0.0.1:9944", "write --url ws://127.0.0.1:9944, not http"),
            ("https://host", "write --url wss://host"),
            ("127.0.0.1:9944", "is not the address of a node"),
            ("ws://", "is not the address of a node"),
            ("", "is not the address of a node"),
        ] {
            let error = check_url(url).unwrap_err();
            assert!(error.contains(words), "{url}: {error}");
        }
    }
}
