//! Connections that break, states that are gone, types that have changed, and chains that are none of Bittensor's.

use super::{
    layout::{changed_metadata, metadata, other_metadata, put, State},
    proxy,
    reference::{fetch, state},
    server::{serve, Chain, BLOCK},
};
use codec::Encode;
use dtao_connection::Connection;
use dtao_import::{convert, read, selection::Keep, source::Source};
use std::{
    collections::BTreeSet,
    path::Path,
    sync::{atomic::Ordering, Arc},
    time::Duration,
};

async fn import(address: std::net::SocketAddr, resume: Option<&Path>) -> Result<Source, String> {
    let pauses = vec![Duration::from_millis(20), Duration::from_millis(100)];
    let connection = Connection::with_pauses(&format!("ws://{address}"), pauses).await?;
    Source::fetch(&connection, None, None, &read::settings::items(), resume).await
}

/// Bytes after which a connection is cut: in the midst of the stakes.
const CUT: usize = 3_000_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_breaks_is_opened_again_and_the_file_is_the_same() {
    let (address, _handle) = serve(Arc::new(Chain::new(metadata(), state()))).await;
    let whole = import(address, None).await.unwrap();
    let broken = import(proxy::start(address, vec![CUT, CUT / 3, usize::MAX]), None).await.unwrap();
    assert_eq!(broken.summary(), whole.summary());
    assert!(convert(&broken, &Keep::Stakers(9)) == convert(&whole, &Keep::Stakers(9)));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_run_goes_on_from_the_file_of_one_that_broke() {
    let file = std::env::temp_dir().join(format!("dtao-import-resume-{}", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let chain = Arc::new(Chain::new(metadata(), state()));
    let (address, _handle) = serve(chain.clone()).await;
    let error = import(proxy::start(address, vec![CUT]), Some(&file)).await.err().unwrap();
    assert!(error.contains("the connection to ws://127.0.0.1"), "{error}");
    let before = chain.pages.swap(0, Ordering::Relaxed);
    let resumed = import(address, Some(&file)).await.unwrap();
    let after = chain.pages.swap(0, Ordering::Relaxed);
    let whole = import(address, None).await.unwrap();
    let all = chain.pages.load(Ordering::Relaxed);
    assert!(before > 10 && after < all, "{before} pages, then {after}; {all} in all");
    assert!(convert(&resumed, &Keep::Stakers(9)) == convert(&whole, &Keep::Stakers(9)));
    std::fs::remove_file(file).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_another_chain_is_not_resumed_from() {
    let file = std::env::temp_dir().join(format!("dtao-import-other-{}", std::process::id()));
    std::fs::write(&file, "{\"genesis\":\"0xaa\",\"block\":7,\"hash\":\"0xbb\"}\n").unwrap();
    let (address, _handle) = serve(Arc::new(Chain::new(metadata(), state()))).await;
    let error = import(address, Some(&file)).await.err().unwrap();
    assert!(error.contains("is of block 7 (0xbb) of another chain or branch"), "{error}");
    std::fs::remove_file(file).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_named() {
    let pruned = Chain { is_pruned: true, ..Chain::new(metadata(), state()) };
    let error = fetch(pruned, None).await.err().unwrap();
    assert!(error.contains("has no state of this block") && error.contains("archive"), "{error}");

    let other = Chain::new(other_metadata(), State::new());
    let error = fetch(other, None).await.err().unwrap();
    assert!(
        error.contains("Stand-in (node-subtensor)") && error.contains("is not a chain like Bittensor's"),
        "{error}"
    );
    assert!(error.contains("Its pallets are Balances, System"), "{error}");

    let error = fetch(Chain::new(metadata(), state()), Some(BTreeSet::from([1, 200]))).await.err().unwrap();
    assert!(error.starts_with("the chain has no subnet 200: it has 1, 2, 3, "), "{error}");

    let mut changed = State::new();
    put(&mut changed, "SubtensorModule", "NetworksAdded", &[1_u16.encode()], &true);
    put(&mut changed, "SubtensorModule", "SubnetTAO", &[1_u16.encode()], &(1_u64, 2_u64));
    let source = fetch(Chain::new(changed_metadata(), changed), None).await.unwrap();
    let error = convert(&source, &Keep::All).unwrap_err();
    let words = "SubtensorModule.SubnetTAO has the type (u64, u64) in the runtime node-subtensor 470 of Stand-in";
    assert!(error.contains(words), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_are_named_by_number_or_hash() {
    let (address, _handle) = serve(Arc::new(Chain::new(metadata(), state()))).await;
    let connection = Connection::open(&format!("ws://{address}")).await.unwrap();
    for (at, words) in [
        ("9000000", "has no block 9000000: its last block is 8000000"),
        ("0x1234", "has no block 0x1234"),
        ("latest", "--at names a block by its number"),
    ] {
        let error = Source::fetch(&connection, Some(at), None, &BTreeSet::new(), None).await.err().unwrap();
        assert!(error.contains(words), "{at}: {error}");
    }
    let named = Source::fetch(&connection, Some("8_000_000"), None, &BTreeSet::new(), None).await.unwrap();
    assert_eq!(named.origin.block, BLOCK);
    let (closed, _) = (std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap(), ());
    let error = Connection::open(&format!("ws://{closed}")).await.err().unwrap();
    assert!(error.contains("no node answers at ws://127.0.0.1"), "{error}");
}
