//! The transactions that an author sees.

use super::*;
use crate::shield::{opened::hash_of, MAX_OPENED};
use std::{cell::RefCell, rc::Rc, sync::mpsc};

/// A transaction that consists of a number.
fn transaction(number: u16) -> Transaction {
    Transaction::from_blob(number.to_le_bytes().to_vec())
}

fn number(transaction: &Transaction) -> u16 {
    u16::from_le_bytes(transaction.inner().try_into().unwrap())
}

/// The transaction with this number, opened from the one with the number that is smaller by 10 000.
fn opened(number: u16) -> Opened {
    let (transaction, carrier) = (transaction(number), transaction(number.wrapping_sub(10_000)));
    Opened { hash: hash_of(&transaction), transaction, carrier: hash_of(&carrier) }
}

/// A transaction of the pool, which provides a tag, as each of them does.
fn waiting(number: u16) -> Arc<InPoolTransaction> {
    let mut transaction = Arc::unwrap_or_clone(in_pool(opened(number)));
    transaction.provides = vec![vec![1]];
    Arc::new(transaction)
}

/// Transactions that record which of them are reported.
struct Noting {
    left: std::vec::IntoIter<Arc<InPoolTransaction>>,
    reported: mpsc::Sender<u16>,
}

impl Iterator for Noting {
    type Item = Arc<InPoolTransaction>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left.next()
    }
}

impl ReadyTransactions for Noting {
    fn report_invalid(&mut self, transaction: &Self::Item) {
        self.reported.send(number(&transaction.data)).unwrap();
    }
}

/// A request to an opener.
#[derive(Clone, Default)]
struct Asked {
    opened: Rc<RefCell<Vec<u16>>>,
    left_out: Rc<RefCell<Vec<(H256, H256)>>>,
}

impl Opener for Asked {
    /// Multiples of ten carry something.
    fn is_sealed(&self, transaction: &Transaction) -> bool {
        number(transaction).is_multiple_of(10)
    }

    /// Multiples of a hundred carry the transaction that is larger by 10 000, the others garbage.
    fn open(&self, carrier: &Transaction) -> Option<Opened> {
        let number = number(carrier);
        self.opened.borrow_mut().push(number);
        number.is_multiple_of(100).then(|| opened(number + 10_000))
    }

    fn left_out(&self, hash: H256, carrier: H256) {
        self.left_out.borrow_mut().push((hash, carrier));
    }
}

/// A proposal that may open `left` ciphertexts, with the transactions of the pool and those that are left from earlier blocks.
fn proposal(overdue: &[u16], pool: &[u16], left: usize) -> (Opening<Asked>, Asked, mpsc::Receiver<u16>) {
    let (reported, reports) = mpsc::channel();
    let asked = Asked::default();
    let ready: Vec<_> = pool.iter().copied().map(waiting).collect();
    let opening = Opening {
        overdue: overdue.iter().copied().map(opened).collect(),
        ready: Box::new(Noting { left: ready.into_iter(), reported }),
        carrier: None,
        left,
        last_carrier: H256::zero(),
        opener: asked.clone(),
    };
    (opening, asked, reports)
}

/// Takes all transactions into a block but some, and returns those that were offered.
fn build(opening: &mut Opening<Asked>, invalid: &[u16]) -> Vec<u16> {
    let mut order = Vec::new();
    while let Some(next) = opening.next() {
        let number = number(&next.data);
        order.push(number);
        if invalid.contains(&number) {
            opening.report_invalid(&next);
        }
    }
    order
}

#[test]
fn what_was_opened_stands_behind_what_carried_it_and_what_is_overdue_first() {
    let (mut opening, ..) = proposal(&[10_900], &[1, 200, 3], 5);
    assert_eq!(build(&mut opening, &[]), [10_900, 1, 200, 10_200, 3]);
}

#[test]
fn what_does_not_get_in_takes_with_it_what_it_carries() {
    let (mut opening, asked, reports) = proposal(&[10_900], &[1, 200, 3], 5);
    assert_eq!(build(&mut opening, &[200]), [10_900, 1, 200, 3]);
    assert_eq!(reports.try_iter().collect::<Vec<_>>(), [200]);
    // It has not paid, so nothing is opened for it.
    assert!(asked.opened.borrow().is_empty());
    assert_eq!(opening.left, 5);
}

#[test]
fn the_log_hears_of_those_that_were_opened_with_their_carriers_and_the_pool_does_not() {
    let (mut opening, asked, reports) = proposal(&[10_900], &[1, 200, 3], 5);
    assert_eq!(build(&mut opening, &[10_900, 10_200]), [10_900, 1, 200, 10_200, 3]);
    let told = [10_900, 10_200].map(|number| (opened(number).hash, hash_of(&transaction(number - 10_000))));
    assert_eq!(*asked.left_out.borrow(), told);
    assert_eq!(reports.try_iter().count(), 0);
}

#[test]
fn nothing_is_opened_before_its_carrier_is_in_the_block() {
    let (mut opening, asked, _reports) = proposal(&[], &[10, 20], 5);
    let mut opened = Vec::new();
    while opening.next().is_some() {
        opened.push(asked.opened.borrow().len());
    }
    assert_eq!(opened, [0, 1]);
    assert_eq!(*asked.opened.borrow(), [10, 20]);
}

#[test]
fn carriers_that_are_too_many_wait_with_what_depends_on_them_and_others_do_not() {
    let (mut opening, asked, reports) = proposal(&[], &[10, 20, 30, 1, 400, 2], 2);
    assert_eq!(build(&mut opening, &[]), [10, 20, 1, 2]);
    // The pool's iterator then leaves out what depends on them.
    assert_eq!(reports.try_iter().collect::<Vec<_>>(), [30, 400]);
    assert_eq!(*asked.opened.borrow(), [10, 20]);
}

#[test]
fn a_carrier_that_does_not_get_in_leaves_its_place_to_the_next() {
    let (mut opening, asked, _reports) = proposal(&[], &[10, 20, 200, 30], 2);
    assert_eq!(build(&mut opening, &[10, 20]), [10, 20, 200, 10_200, 30]);
    assert_eq!(*asked.opened.borrow(), [200, 30]);
}

/// Before, a block took all of them, of which the first 256 were opened; those behind them, also good ones, were never opened.
#[test]
fn of_a_flood_of_garbage_each_block_takes_as_many_as_it_opens_and_a_good_one_has_its_turn() {
    // 3 000 carriers, of which the 1 500th is good, and a transaction of somebody else behind all of them.
    const GOOD: u16 = 30_000;
    let garbage = (10_u16..).step_by(10).filter(|number| !number.is_multiple_of(100));
    let mut pool: Vec<_> = garbage.take(3_000).collect();
    pool[1_499] = GOOD;
    pool.push(1);
    for block in 1..=6 {
        let (mut opening, asked, _reports) = proposal(&[], &pool, MAX_OPENED);
        let taken = build(&mut opening, &[]);
        assert_eq!(asked.opened.borrow().len(), MAX_OPENED);
        assert_eq!(taken.contains(&1), block == 1, "others are not kept out");
        let place = taken.iter().position(|number| *number == GOOD);
        assert_eq!(place.is_some(), block == 6);
        if let Some(place) = place {
            assert_eq!(taken[place + 1], GOOD + 10_000);
        }
        pool.retain(|number| !taken.contains(number));
    }
    assert_eq!(pool.len(), 3_000 - 6 * MAX_OPENED);
}

#[test]
fn an_opened_one_is_not_told_to_peers() {
    let transaction = in_pool(opened(10_001));
    assert!(!transaction.propagate);
    assert_eq!(transaction.bytes, opened(10_001).transaction.encode().len());
}
