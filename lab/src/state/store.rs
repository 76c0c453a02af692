//! A map from keys to values that is copied in microseconds.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::{
    collections::BTreeMap,
    hash::BuildHasher,
    ops::Bound::{self, Excluded, Included, Unbounded},
    sync::Arc,
};

/// The number of values that are copied together when one of them changes after a fork.
const CHUNK: usize = 16;

/// The number of new keys that are kept beside the index, so that few of them copy it.
const FRESH: usize = if cfg!(test) { 8 } else { 256 };

/// The number of dead keys below which the index is never rebuilt.
const MIN_DEAD: usize = 1_024;

/// Positions in a key of storage: of the item's hash, and of the first key of a map with its hash.
const ITEM: usize = 16;
const FIRST_KEY: usize = 32;

/// A key's position in a [`Store`]. It stays valid until [`Store::tidy`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(u32);

type Value = Option<Vec<u8>>;

/// Values by key, in a hash table for reads and in an ordered map for iteration.
///
/// A clone shares nearly everything with its original. A change copies the chunk of 16 values that it is in; only every 256th new key
/// copies the index, if it is shared. A removed key stays in the index, so that a key which comes and goes in every block costs no insertion;
/// [`Store::tidy`] removes those that do not come back.
#[derive(Clone, Default)]
pub struct Store {
    index: Arc<Index>,
    /// The latest keys. Their slots follow those of the index.
    fresh: Index,
    chunks: Vec<Arc<[Value; CHUNK]>>,
    /// The number of keys without a value.
    dead: usize,
}

#[derive(Clone, Default)]
struct Index {
    /// Keys with their slots.
    slots: HashTable<(Arc<[u8]>, u32)>,
    ordered: BTreeMap<Arc<[u8]>, u32>,
}

impl Index {
    /// Returns the slot of a key that has this hash.
    fn find(&self, key: &[u8], hash: u64) -> Option<u32> {
        self.slots.find(hash, |(known, _)| **known == *key).map(|(_, slot)| *slot)
    }

    fn len(&self) -> usize {
        self.slots.len()
    }

    fn add(&mut self, key: Arc<[u8]>) -> u32 {
        let slot = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.slots.insert_unique(hash(&key), (key.clone(), slot), |(key, _)| hash(key));
        self.ordered.insert(key, slot);
        slot
    }

    /// Returns the keys in the order of their slots.
    fn into_keys(self) -> Vec<Arc<[u8]>> {
        let mut keys: Vec<_> = self.slots.into_iter().collect();
        keys.sort_unstable_by_key(|(_, slot)| *slot);
        keys.into_iter().map(|(key, _)| key).collect()
    }
}

/// Hashes a key by the words in which keys of storage differ: the item's hash, the hash of a map's first key, and the end.
///
/// Keys that collide are found all the same, only slower.
fn hash(key: &[u8]) -> u64 {
    let word = |at: usize| key.get(at..).and_then(<[u8]>::first_chunk).map(|word| u64::from_le_bytes(*word));
    let end = key.last_chunk().map(|word| u64::from_le_bytes(*word));
    match (word(ITEM), end) {
        (Some(item), Some(end)) => FixedState::default().hash_one((item, word(FIRST_KEY).unwrap_or_default(), end)),
        _ => FixedState::default().hash_one(key),
    }
}

impl FromIterator<(Vec<u8>, Vec<u8>)> for Store {
    fn from_iter<I: IntoIterator<Item = (Vec<u8>, Vec<u8>)>>(values: I) -> Self {
        let mut store = Self::default();
        for (key, value) in values {
            store.replace(&key, Some(value));
        }
        store
    }
}

impl Store {
    /// Returns a value.
    pub fn get(&self, key: &[u8]) -> Option<&Vec<u8>> {
        self.value(self.find(key)?)
    }

    /// Returns a value that can be changed in place, and its slot.
    pub fn get_mut(&mut self, key: &[u8]) -> Option<(Slot, &mut Vec<u8>)> {
        let slot = self.find(key)?;
        self.value_mut(slot).as_mut().map(|value| (Slot(slot), value))
    }

    /// Sets or removes a value, and returns its slot and the value before. A key that is removed and has never been set has no
    /// slot.
    pub fn replace(&mut self, key: &[u8], value: Value) -> Option<(Slot, Value)> {
        let slot = match self.find(key) {
            Some(slot) => slot,
            None if value.is_none() => return None,
            None => self.add(key.into()),
        };
        Some((Slot(slot), self.put(Slot(slot), value)))
    }

    /// Sets or removes the value of a slot, and returns the value before.
    pub fn put(&mut self, slot: Slot, value: Value) -> Value {
        let is_dead = value.is_none();
        let before = std::mem::replace(self.value_mut(slot.0), value);
        match (before.is_none(), is_dead) {
            (false, true) => self.dead += 1,
            (true, false) => self.dead -= 1,
            _ => (),
        }
        before
    }

    /// Returns the first key after `key` that has a value.
    pub fn next_key(&self, key: &[u8]) -> Option<&[u8]> {
        let mut live = self.ordered(Excluded(key)).filter(|(_, slot)| self.value(*slot).is_some());
        live.next().map(|(key, _)| key)
    }

    /// Returns all keys that begin with `prefix` and have a value, in ascending order.
    pub fn keys_with_prefix<'a>(&'a self, prefix: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        let within = self.ordered(Included(prefix)).take_while(move |(key, _)| key.starts_with(prefix));
        within.filter(|(_, slot)| self.value(*slot).is_some()).map(|(key, _)| key)
    }

    /// Returns all keys and values in ascending order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.ordered(Unbounded).filter_map(|(key, slot)| Some((key, self.value(slot)?.as_slice())))
    }

    /// Returns all keys from a bound on, with their slots, in ascending order.
    fn ordered<'a>(&'a self, from: Bound<&[u8]>) -> impl Iterator<Item = (&'a [u8], u32)> {
        let first = self.first_fresh();
        let old = self.index.ordered.range::<[u8], _>((from, Unbounded)).map(|(key, slot)| (&**key, *slot));
        let new =
            self.fresh.ordered.range::<[u8], _>((from, Unbounded)).map(move |(key, slot)| (&**key, first + *slot));
        let (mut old, mut new) = (old.peekable(), new.peekable());
        std::iter::from_fn(move || match (old.peek(), new.peek()) {
            (Some((one, _)), Some((other, _))) if other < one => new.next(),
            (Some(_), _) => old.next(),
            (None, _) => new.next(),
        })
    }

    /// Returns the number of keys with a value.
    pub fn len(&self) -> usize {
        self.index.len() + self.fresh.len() - self.dead
    }

    /// Returns `true` if there is no value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Rebuilds the index if more than half of its keys have no value. Slots are invalid afterwards.
    pub fn tidy(&mut self) {
        if self.dead < MIN_DEAD.max(self.len()) {
            return;
        }
        let mut tidied = Self::default();
        let old = std::mem::take(self);
        for (key, value) in old.iter() {
            tidied.replace(key, Some(value.to_vec()));
        }
        *self = tidied;
    }

    fn add(&mut self, key: Arc<[u8]>) -> u32 {
        let slot = self.first_fresh() + self.fresh.add(key);
        if self.fresh.len() == FRESH {
            let index = Arc::make_mut(&mut self.index);
            for key in std::mem::take(&mut self.fresh).into_keys() {
                index.add(key);
            }
        }
        if slot as usize / CHUNK == self.chunks.len() {
            self.chunks.push(Arc::default());
        }
        self.dead += 1;
        slot
    }

    /// Returns the slot of the first key that is not in the index.
    fn first_fresh(&self) -> u32 {
        u32::try_from(self.index.len()).unwrap_or(u32::MAX)
    }

    fn find(&self, key: &[u8]) -> Option<u32> {
        let hash = hash(key);
        self.index.find(key, hash).or_else(|| Some(self.first_fresh() + self.fresh.find(key, hash)?))
    }

    fn value(&self, slot: u32) -> Option<&Vec<u8>> {
        let slot = slot as usize;
        self.chunks[slot / CHUNK][slot % CHUNK].as_ref()
    }

    fn value_mut(&mut self, slot: u32) -> &mut Value {
        let slot = slot as usize;
        &mut Arc::make_mut(&mut self.chunks[slot / CHUNK])[slot % CHUNK]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Debug)]
    enum Step {
        Set(u8, u8),
        Remove(u8),
        Tidy,
        Fork,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            8 => (0..40_u8, any::<u8>()).prop_map(|(key, value)| Step::Set(key, value)),
            6 => (0..40_u8).prop_map(Step::Remove),
            1 => Just(Step::Tidy),
            1 => Just(Step::Fork),
        ]
    }

    fn content(store: &Store) -> Vec<(Vec<u8>, Vec<u8>)> {
        store.iter().map(|(key, value)| (key.to_vec(), value.to_vec())).collect()
    }

    proptest! {
        #[test]
        fn a_store_is_an_ordered_map_and_its_forks_stay_as_they_were(steps in prop::collection::vec(step(), 1..200)) {
            let mut store = Store::default();
            let mut model = BTreeMap::<Vec<u8>, Vec<u8>>::new();
            let mut forks = Vec::new();
            for step in steps {
                match step {
                    Step::Set(key, value) => {
                        let before = store.replace(&[key], Some(vec![value])).and_then(|(_, before)| before);
                        prop_assert_eq!(before, model.insert(vec![key], vec![value]));
                    }
                    Step::Remove(key) => {
                        let before = store.replace(&[key], None).and_then(|(_, before)| before);
                        prop_assert_eq!(before, model.remove(&[key][..]));
                    }
                    Step::Tidy => store.tidy(),
                    Step::Fork => forks.push((store.clone(), model.clone())),
                }
                prop_assert_eq!(store.len(), model.len());
            }
            forks.push((store, model));
            for (store, model) in forks {
                prop_assert_eq!(content(&store), model.clone().into_iter().collect::<Vec<_>>());
                for key in 0..41_u8 {
                    prop_assert_eq!(store.get(&[key]), model.get(&[key][..]));
                    let next = model.range(vec![key]..).map(|(next, _)| next).find(|next| **next != [key]);
                    prop_assert_eq!(store.next_key(&[key]).map(<[u8]>::to_vec), next.cloned());
                }
            }
        }
    }

    #[test]
    fn keys_that_do_not_come_back_leave_the_index() {
        let mut store = Store::default();
        for number in 0..10_000_u32 {
            store.replace(&number.to_le_bytes(), Some(vec![1]));
            if let Some(old) = number.checked_sub(10) {
                store.replace(&old.to_le_bytes(), None);
            }
            store.tidy();
        }
        assert_eq!(store.len(), 10);
        assert!(store.index.len() <= 2 * MIN_DEAD + FRESH);
    }

    #[test]
    fn a_fork_shares_all_but_what_changes() {
        let mut store = Store::default();
        for number in 0..1_000_u32 {
            store.replace(&number.to_le_bytes(), Some(vec![1]));
        }
        let mut fork = store.clone();
        fork.replace(&7_u32.to_le_bytes(), Some(vec![2]));
        assert!(Arc::ptr_eq(&store.index, &fork.index));
        let shared = store.chunks.iter().zip(&fork.chunks).filter(|(one, other)| Arc::ptr_eq(one, other)).count();
        assert_eq!(shared, store.chunks.len() - 1);
        fork.replace(b"new", Some(vec![3]));
        assert!(Arc::ptr_eq(&store.index, &fork.index));
        assert_eq!((store.get(b"new"), fork.get(b"new")), (None, Some(&vec![3])));
    }
}
