//! The end of a subscription by a client that asks for it at once.
//!
//! The library sends a subscription's id before it notes the subscription. A client that unsubscribes in between is answered `false`, and
//! the notifications go on. So such an answer is not believed at once.

use futures::{future::BoxFuture, FutureExt};
use futures_timer::Delay;
use jsonrpsee::{
    core::server::{MethodCallback, MethodResponse, Methods},
    server::middleware::rpc::RpcServiceT,
    types::Request,
};
use serde::Deserialize;
use std::time::Duration;
use tower::Layer;

/// The pauses before the tries that follow the first one: each is twice the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const PAUSES: u32 = 8;

/// The longest parameters, in bytes, that can be the id of a subscription.
const LONGEST: usize = 128;

/// Lets calls that end a subscription try again for a quarter of a second if there is no such subscription.
#[derive(Clone)]
pub struct Unsubscribing {
    methods: Methods,
}

impl Unsubscribing {
    pub fn new(methods: Methods) -> Self {
        Self { methods }
    }

    fn ends_a_subscription(&self, method: &str) -> bool {
        matches!(self.methods.method(method), Some(MethodCallback::Unsubscription(_)))
    }
}

impl<S> Layer<S> for Unsubscribing {
    type Service = Trying<S>;

    fn layer(&self, service: S) -> Trying<S> {
        Trying { service, calls: self.clone() }
    }
}

/// The service of a connection behind [`Unsubscribing`].
#[derive(Clone)]
pub struct Trying<S> {
    service: S,
    calls: Unsubscribing,
}

impl<'a, S> RpcServiceT<'a> for Trying<S>
where
    S: RpcServiceT<'a> + Clone + Send + Sync + 'static,
{
    type Future = BoxFuture<'a, MethodResponse>;

    fn call(&self, request: Request<'a>) -> Self::Future {
        if request.params().len_bytes() > LONGEST || !self.calls.ends_a_subscription(request.method_name()) {
            return self.service.call(request).boxed();
        }
        let service = self.service.clone();
        async move {
            let mut answer = service.call(request.clone()).await;
            for pause in 0..PAUSES {
                if !found_none(&answer) {
                    break;
                }
                Delay::new(FIRST_PAUSE * (1 << pause)).await;
                answer = service.call(request.clone()).await;
            }
            answer
        }
        .boxed()
    }
}

/// Returns true for the answer that there is no such subscription.
fn found_none(answer: &MethodResponse) -> bool {
    #[derive(Deserialize)]
    struct Answer {
        result: bool,
    }
    matches!(serde_json::from_str(answer.as_result()), Ok(Answer { result: false }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::{
        executor::block_on,
        future::{ready, Ready},
    };
    use jsonrpsee::{
        core::server::ResponsePayload,
        types::{Id, Params},
        PendingSubscriptionSink, RpcModule,
    };
    use serde_json::value::RawValue;
    use std::{
        borrow::Cow,
        sync::{
            atomic::{AtomicU32, Ordering::SeqCst},
            Arc,
        },
        time::Instant,
    };

    /// Answers `false` until it has been called this often.
    #[derive(Clone)]
    struct Late {
        calls: Arc<AtomicU32>,
        found_by: u32,
    }

    impl RpcServiceT<'_> for Late {
        type Future = Ready<MethodResponse>;

        fn call(&self, request: Request<'_>) -> Self::Future {
            let found = self.calls.fetch_add(1, SeqCst) + 1 >= self.found_by;
            ready(MethodResponse::response(request.id.into_owned(), ResponsePayload::success(found), 1_000))
        }
    }

    /// Returns the answer to a call, and how often the service was asked.
    fn answered(method: &str, found_by: u32) -> (String, u32) {
        answered_with(r#"["id"]"#, method, found_by)
    }

    /// Returns the same for a call with these parameters.
    fn answered_with(params: &str, method: &str, found_by: u32) -> (String, u32) {
        let mut module = RpcModule::new(());
        let subscribed = |_: Params<'static>, _: PendingSubscriptionSink, _, _| ready(());
        module.register_subscription("watch", "seen", "unwatch", subscribed).unwrap();
        module.register_method("is_on", |_, (), _| false).unwrap();
        let service = Late { calls: Arc::default(), found_by };
        let trying = Unsubscribing::new(module.into()).layer(service.clone());
        let params: Box<RawValue> = serde_json::from_str(params).unwrap();
        let answer = block_on(trying.call(Request::new(Cow::from(method), Some(&params), Id::Number(7))));
        (answer.to_result(), service.calls.load(SeqCst))
    }

    fn answer(result: bool) -> String {
        format!(r#"{{"jsonrpc":"2.0","id":7,"result":{result}}}"#)
    }

    #[test]
    fn a_subscription_that_is_noted_late_is_found() {
        assert_eq!(answered("unwatch", 1), (answer(true), 1));
        assert_eq!(answered("unwatch", 2), (answer(true), 2));
        assert_eq!(answered("unwatch", 9), (answer(true), 9));
    }

    #[test]
    fn one_that_is_not_there_is_answered_after_a_quarter_of_a_second() {
        let start = Instant::now();
        assert_eq!(answered("unwatch", 10), (answer(false), 9));
        assert!(start.elapsed() >= Duration::from_millis(255), "{:?}", start.elapsed());
    }

    #[test]
    fn what_is_too_long_for_an_id_is_tried_once() {
        let params = |length: usize| format!(r#"["{}"]"#, "a".repeat(length - 4));
        assert_eq!(answered_with(&params(128), "unwatch", 2), (answer(true), 2));
        assert_eq!(answered_with(&params(129), "unwatch", 2), (answer(false), 1));
    }

    #[test]
    fn other_calls_are_made_once() {
        for method in ["is_on", "watch", "unknown"] {
            assert_eq!(answered(method, 2), (answer(false), 1), "{method}");
        }
    }
}
