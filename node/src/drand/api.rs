//! drand's HTTP API.

use super::pulse::{read_one, Pulse};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::{body::Bytes, StatusCode, Uri};
use hyper_rustls::{ConfigBuilderExt, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{connect::HttpConnector, Client},
    rt::TokioExecutor,
};
use pallet_drand::BeaconConfiguration;
use rustls::{crypto::ring, ClientConfig, RootCertStore};
use std::{error::Error, time::Duration};
use tokio::time::timeout;

/// The time limit for an answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The time after which an idle connection is not used again: less than the time between two rounds. A server ends a connection
/// that is idle for longer, and a request in that moment fails.
const MAX_IDLE: Duration = Duration::from_secs(2);

/// The most bytes of an answer. A pulse has 300.
const MAX_ANSWER: usize = 4_096;

/// The end of a base URL of the second version of the API, which names the chain.
const SECOND_VERSION: &str = "/v2/beacons/quicknet";

/// A server of the API.
pub struct Api {
    /// The URL without the round.
    base: String,
    client: Client<HttpsConnector<HttpConnector>, Empty<Bytes>>,
}

impl Api {
    /// Connects when it is first used. `url` is the server's, or that of quicknet in either version of the API.
    pub fn new(url: &str) -> Result<Self, String> {
        let base = base(url);
        let uri = address(&base, "latest")?;
        let tls = tls(uri.scheme_str() == Some("https"))?;
        let connector = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().build();
        let client = Client::builder(TokioExecutor::new()).pool_idle_timeout(MAX_IDLE).build(connector);
        Ok(Self { base, client })
    }

    /// Fetches the latest pulse.
    pub async fn latest(&self) -> Result<Pulse, String> {
        self.get("latest").await
    }

    /// Fetches the pulse of a round.
    pub async fn pulse(&self, round: u64) -> Result<Pulse, String> {
        let pulse = self.get(&round.to_string()).await?;
        if pulse.round != round {
            return Err(format!("the answer about round {round} is about round {}", pulse.round));
        }
        Ok(pulse)
    }

    async fn get(&self, round: &str) -> Result<Pulse, String> {
        let answer = timeout(TIMEOUT, self.fetch(address(&self.base, round)?));
        let body = answer.await.map_err(|_| format!("no answer within {} s", TIMEOUT.as_secs()))??;
        read_one(&body)
    }

    async fn fetch(&self, uri: Uri) -> Result<Bytes, String> {
        let response = self.client.get(uri).await.map_err(|error| with_causes(&error))?;
        let status = response.status();
        if status != StatusCode::OK {
            return Err(format!("the server answers {status}"));
        }
        let body = Limited::new(response.into_body(), MAX_ANSWER).collect().await;
        Ok(body.map_err(|error| format!("the answer cannot be read: {error}"))?.to_bytes())
    }
}

fn base(url: &str) -> String {
    let url = url.trim_end_matches('/');
    let hash: String = BeaconConfiguration::quicknet().hash.iter().map(|byte| format!("{byte:02x}")).collect();
    if url.ends_with(SECOND_VERSION) {
        return format!("{url}/rounds");
    }
    let server = url.strip_suffix(&hash).map_or(url, |server| server.trim_end_matches('/'));
    format!("{server}/{hash}/public")
}

fn address(base: &str, round: &str) -> Result<Uri, String> {
    format!("{base}/{round}").parse().map_err(|error| format!("{base} is not a URL: {error}"))
}

/// Configures TLS with the machine's certificates. Without them a URL in plain HTTP still works.
fn tls(is_needed: bool) -> Result<ClientConfig, String> {
    let config = ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?;
    let trusting = if is_needed {
        config.with_native_roots().map_err(|error| format!("this machine has no certificates for https: {error}"))?
    } else {
        config.with_root_certificates(RootCertStore::empty())
    };
    Ok(trusting.with_no_client_auth())
}

/// Formats an error with its causes, since the client's own text says nothing.
fn with_causes(error: &dyn Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| (**cause).source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAIN: &str = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";

    #[test]
    fn a_server_or_quicknet_at_a_server_can_be_named() {
        for url in ["https://a.b", "https://a.b/", &format!("https://a.b/{CHAIN}"), &format!("https://a.b/{CHAIN}/")] {
            assert_eq!(base(url), format!("https://a.b/{CHAIN}/public"), "{url}");
        }
        assert_eq!(base("http://a:1/x/v2/beacons/quicknet"), "http://a:1/x/v2/beacons/quicknet/rounds");
        assert_eq!(address(&base("http://a"), "7").unwrap().path(), format!("/{CHAIN}/public/7"));
        assert!(address("http://a b", "7").unwrap_err().contains("not a URL"));
    }
}
