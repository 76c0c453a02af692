//! The JSON-RPC server.
//!
//! It serves as the SDK's own server does, by the same library and the same options, with two differences. It refuses web pages of origins
//! that `--rpc-cors` does not list, also when they open a WebSocket. And a subscription ends if its client asks for that at once. The SDK's
//! server has no place for either.

use super::{
    limits::Limits,
    metrics,
    origins::{Allowed, Guard, Origins, OwnPage},
    unsubscribe::Unsubscribing,
};
use crate::{
    accept::accept,
    openrpc::{self, Method},
};
use hyper::body::Incoming;
use jsonrpsee::{
    server::{
        middleware::http::HostFilterLayer, serve_with_graceful_shutdown, stop_channel, ws, HttpRequest, PingConfig,
        RpcServiceBuilder, Server, ServerBuilder, ServerHandle, StopHandle,
    },
    Methods, RpcModule,
};
use sc_rpc_server::{
    create_rpc_runtime, utils::deny_unsafe, Metrics, MiddlewareLayer, NodeHealthProxyLayer, RandomStringIdProvider,
    RpcEndpoint, RpcMethods, RpcMetrics, SubscriptionIdProvider,
};
use sc_service::{
    config::{PrometheusConfig, RpcConfiguration},
    Error,
};
use std::{
    future::Future,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    num::NonZeroU32,
    sync::Arc,
    time::{Duration, Instant},
};
use tower::{layer::util::Identity, Service};

const MEGABYTE: u32 = 1 << 20;

/// The options of the server.
pub struct Options {
    endpoints: Vec<RpcEndpoint>,
    /// Refuses requests whose `Host` is not this machine, if `--rpc-cors` does not allow all origins.
    filter_hosts: bool,
    /// Limits the threads that wait for answers of the runtime.
    max_connections: u32,
    logged_length: u32,
    ids: Option<Box<dyn SubscriptionIdProvider>>,
    /// May use all endpoints, whatever `--rpc-cors` says.
    page: Option<OwnPage>,
    /// The methods that this node adds to the SDK's.
    declared: Vec<Method>,
}

impl Options {
    /// Takes the endpoints out of a node's configuration.
    ///
    /// The SDK insists on a server of its own. What is left for it is a random port of this machine, with no connections and without
    /// unsafe methods.
    pub fn take(config: &mut RpcConfiguration, filter_hosts: bool, declared: Vec<Method>) -> Result<Self, Error> {
        let endpoints = config.addr.take().filter(|endpoints| !endpoints.is_empty());
        let endpoints = endpoints.ok_or_else(|| Error::Other("there is no address for the JSON-RPC server".into()))?;
        let closed = endpoints.first().cloned().map(|endpoint| RpcEndpoint {
            listen_addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            max_connections: 0,
            rpc_methods: RpcMethods::Safe,
            cors: Some(Vec::new()),
            is_optional: false,
            ..endpoint
        });
        config.addr = Some(closed.into_iter().collect());
        Ok(Self {
            endpoints,
            filter_hosts,
            max_connections: config.max_connections,
            logged_length: config.request_logger_limit,
            ids: config.id_provider.clone(),
            page: None,
            declared,
        })
    }

    /// Allows the node's own page, if it serves one.
    pub fn with_page(self, page: Option<OwnPage>) -> Self {
        Self { page, ..self }
    }
}

/// A running server. It stops when this is dropped.
pub struct RunningServer {
    pub addresses: Vec<SocketAddr>,
    handle: ServerHandle,
    runtime: Option<tokio::runtime::Runtime>,
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        let _ = self.handle.stop();
        // A runtime must not be dropped in the context of another one.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// The parts that the connections of all endpoints share.
#[derive(Clone)]
struct Shared {
    methods: Methods,
    metrics: Option<RpcMetrics>,
    logged_length: u32,
    filter_hosts: bool,
    ids: Option<Box<dyn SubscriptionIdProvider>>,
    page: Option<OwnPage>,
    stop: StopHandle,
    runtime: tokio::runtime::Handle,
}

/// Serves the methods at all endpoints.
///
/// Fails if an address is taken, unless its endpoint is optional.
pub fn start(
    options: Options,
    methods: RpcModule<()>,
    prometheus: Option<PrometheusConfig>,
) -> Result<RunningServer, Error> {
    let failed = |error: std::io::Error| Error::Application(error.into());
    let methods = with_list(methods, &options.declared)?;
    let metrics = metrics::register(prometheus.map(|config| config.registry))?;
    let runtime = create_rpc_runtime(options.max_connections).map_err(failed)?;
    let (stop, handle) = stop_channel();
    let shared = Shared {
        metrics: metrics.map(|metrics| metrics.with_known_methods(methods.method_names().collect::<Vec<_>>())),
        methods: methods.into(),
        logged_length: options.logged_length,
        filter_hosts: options.filter_hosts,
        ids: options.ids,
        page: options.page,
        stop,
        runtime: runtime.handle().clone(),
    };
    // From here on it stops the runtime if an address is taken.
    let mut server = RunningServer { addresses: Vec::new(), handle, runtime: Some(runtime) };
    for endpoint in options.endpoints {
        let listener = match TcpListener::bind(endpoint.listen_addr) {
            Err(error) if endpoint.is_optional => {
                log::debug!("No JSON-RPC server at the optional {}: {error}", endpoint.listen_addr);
                continue;
            }
            bound => bound.map_err(failed)?,
        };
        listener.set_nonblocking(true).map_err(failed)?;
        server.addresses.push(listener.local_addr().map_err(failed)?);
        shared.runtime.spawn(serve(endpoint, listener, shared.clone()));
    }
    // Scripts read this line of the SDK's server: a single address has a comma behind it.
    let all: Vec<_> = server.addresses.iter().map(ToString::to_string).collect();
    log::info!("Running JSON-RPC server: addr={}{}", all.join(","), if all.len() == 1 { "," } else { "" });
    Ok(server)
}

/// Adds the methods that list and describe the methods.
fn with_list(mut methods: RpcModule<()>, declared: &[Method]) -> Result<RpcModule<()>, Error> {
    const LIST: &str = "rpc_methods";
    const DESCRIPTION: &str = "rpc.discover";
    let mut names: Vec<_> = methods.method_names().chain([LIST, DESCRIPTION]).collect();
    names.sort_unstable();
    let list = serde_json::json!({ "methods": names });
    let description = openrpc::document(names.into_iter(), declared);
    methods.register_method(LIST, move |_, _, _| list.clone()).map_err(super::failed)?;
    methods.register_method(DESCRIPTION, move |_, _, _| description.clone()).map_err(super::failed)?;
    Ok(methods)
}

impl Shared {
    /// Returns what each call of a connection passes: the counters of the metrics, and the limit of its rate.
    fn layer(&self, limit: Option<NonZeroU32>, is_websocket: bool) -> Option<MiddlewareLayer> {
        let transport = if is_websocket { "ws" } else { "http" };
        let counted = self.metrics.clone().map(|metrics| Metrics::new(metrics, transport));
        match (counted, limit) {
            (None, None) => None,
            (Some(counted), None) => Some(MiddlewareLayer::new().with_metrics(counted)),
            (None, Some(limit)) => Some(MiddlewareLayer::new().with_rate_limit_per_minute(limit)),
            (Some(counted), Some(limit)) => {
                Some(MiddlewareLayer::new().with_metrics(counted).with_rate_limit_per_minute(limit))
            }
        }
    }
}

/// Returns the hosts by which programs on this machine call a server.
fn local_hosts(port: u16) -> Option<HostFilterLayer> {
    HostFilterLayer::new(["localhost", "127.0.0.1", "[::1]"].map(|host| format!("{host}:{port}"))).ok()
}

/// Accepts connections until the server stops.
async fn serve(endpoint: RpcEndpoint, listener: TcpListener, shared: Shared) {
    let bound = listener.local_addr().and_then(|address| Ok((address, tokio::net::TcpListener::from_std(listener)?)));
    let (address, listener) = match bound {
        Ok(bound) => bound,
        Err(error) => return log::error!("The JSON-RPC server cannot listen on {}: {error}", endpoint.listen_addr),
    };
    let origins = Origins::from(endpoint.cors.clone());
    let hosts = (shared.filter_hosts && origins != Origins::All).then(|| local_hosts(address.port())).flatten();
    let allowed = Allowed { origins, page: shared.page };
    let layers = tower::ServiceBuilder::new()
        .option_layer(hosts)
        // Answers `GET /health`.
        .layer(NodeHealthProxyLayer)
        .layer(allowed.cors());
    let connections = builder(&endpoint, &shared).set_http_middleware(layers).to_service_builder();
    let deny_unsafe = deny_unsafe(&address, &endpoint.rpc_methods);
    let guard = Guard::new(allowed);
    let limits = Arc::new(Limits::of(&endpoint));
    loop {
        let (socket, peer) = tokio::select! {
            accepted = accept(&listener) => accepted,
            () = shared.stop.clone().shutdown() => return,
        };
        let (connections, guard, limits, common) = (connections.clone(), guard.clone(), limits.clone(), shared.clone());
        let service = tower::service_fn(move |mut request: HttpRequest<Incoming>| {
            request.extensions_mut().insert(deny_unsafe);
            let refusal = guard.refusal(request.headers());
            let is_websocket = ws::is_upgrade_request(&request);
            let layer = common.layer(limits.of_request(request.headers(), peer.ip()), is_websocket);
            let rpc = RpcServiceBuilder::new()
                .rpc_logger(common.logged_length)
                .option_layer(layer.clone())
                .layer(Unsubscribing::new(common.methods.clone()));
            let connection = connections.clone().set_rpc_middleware(rpc);
            let mut service = connection.build(common.methods.clone(), common.stop.clone());
            let runtime = common.runtime.clone();
            async move {
                if let Some(refusal) = refusal {
                    return Ok(refusal);
                }
                if let (true, Some(layer)) = (is_websocket, layer) {
                    runtime.spawn(count_connection(layer, service.on_session_closed()));
                }
                service.call(request).await
            }
        });
        shared.runtime.spawn(serve_with_graceful_shutdown(socket, service, shared.stop.clone().shutdown()));
    }
}

/// Returns the library's server with an endpoint's options.
fn builder(endpoint: &RpcEndpoint, shared: &Shared) -> ServerBuilder<Identity, Identity> {
    let ping = PingConfig::new()
        .ping_interval(Duration::from_secs(30))
        .inactive_limit(Duration::from_secs(60))
        .max_failures(3);
    let builder = Server::builder()
        .max_request_body_size(endpoint.max_payload_in_mb.saturating_mul(MEGABYTE))
        .max_response_body_size(endpoint.max_payload_out_mb.saturating_mul(MEGABYTE))
        .max_connections(endpoint.max_connections)
        .max_subscriptions_per_connection(endpoint.max_subscriptions_per_connection)
        .enable_ws_ping(ping)
        .set_message_buffer_capacity(endpoint.max_buffer_capacity_per_connection)
        .set_batch_request_config(endpoint.batch_config)
        .custom_tokio_runtime(shared.runtime.clone());
    match shared.ids.clone() {
        Some(ids) => builder.set_id_provider(ids),
        None => builder.set_id_provider(RandomStringIdProvider::new(16)),
    }
}

/// Counts a WebSocket in the metrics until it is closed.
async fn count_connection(layer: MiddlewareLayer, closed: impl Future<Output = ()>) {
    let start = Instant::now();
    layer.ws_connect();
    closed.await;
    layer.ws_disconnect(start);
}
