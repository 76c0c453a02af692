//! The metrics of the JSON-RPC server.

use prometheus_endpoint::{prometheus::IntCounter, Registry};
use sc_rpc_server::RpcMetrics;
use sc_service::Error;

/// The names of the SDK's metrics of a JSON-RPC server.
const NAMES: [&str; 10] = [
    "substrate_rpc_calls_time",
    "substrate_rpc_calls_started",
    "substrate_rpc_calls_finished",
    "substrate_rpc_calls_rejected",
    "substrate_rpc_calls_retried",
    "substrate_rpc_sessions_opened",
    "substrate_rpc_sessions_closed",
    "substrate_rpc_sessions_time",
    "substrate_rpc_threads_total",
    "substrate_rpc_threads_alive",
];

/// Registers the metrics, in place of those of the SDK's own server, which nobody can connect to.
pub fn register(registry: Option<Registry>) -> Result<Option<RpcMetrics>, Error> {
    let failed = |error: prometheus_endpoint::PrometheusError| Error::Application(error.into());
    if let Some(registry) = &registry {
        for name in NAMES {
            // A registry knows a metric by its name alone. It may have none of this name.
            let same = IntCounter::new(name, name).map_err(failed)?;
            let _ = registry.unregister(Box::new(same));
        }
    }
    RpcMetrics::new(registry.as_ref()).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_metrics_of_the_sdk_make_room() {
        let registry = Registry::new();
        let _sdk = RpcMetrics::new(Some(&registry)).unwrap();
        assert!(RpcMetrics::new(Some(&registry)).is_err());
        assert!(register(Some(registry.clone())).unwrap().is_some());
        let sessions =
            registry.gather().into_iter().filter(|family| family.get_name() == "substrate_rpc_sessions_opened");
        assert_eq!(sessions.map(|family| family.get_metric().len()).collect::<Vec<_>>(), [1]);
        assert!(register(None).unwrap().is_none());
    }
}
