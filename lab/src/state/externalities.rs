//! The state that the runtime reads and writes, with the transactions that FRAME opens.

use super::store::{Slot, Store};
use codec::{Compact, CompactLen, Decode, Encode};
use sp_core::storage::{ChildInfo, StateVersion, TrackedStorageKey};
use sp_externalities::{
    set_and_run_with_externalities, Error, Extension, ExtensionStore, Extensions, Externalities, MultiRemovalResults,
};
use std::any::{Any, TypeId};

/// The placeholder of a state root: the lab computes none.
const NO_ROOT: [u8; 32] = [0; 32];

/// A change that can be undone.
enum Undo {
    /// Restores a value.
    Value(Slot, Option<Vec<u8>>),
    /// Cuts a list to its former number of items and bytes.
    Truncate(Slot, u32, usize),
}

/// The state of a chain in memory.
///
/// Changes go to the [`Store`] at once. Within a transaction, the values before are recorded, so that a rollback restores them.
/// Child tries are not supported, since no pallet of the runtime has one.
#[derive(Default)]
pub struct State {
    store: Store,
    journal: Vec<Undo>,
    /// The length of the journal at the start of each open transaction.
    marks: Vec<usize>,
    extensions: Extensions,
}

impl State {
    /// Returns the state that these values are.
    pub fn of(store: Store) -> Self {
        Self { store, ..Self::default() }
    }

    /// Returns a copy that shares its values with this state until one of them changes. No transaction may be open.
    pub fn fork(&self) -> Self {
        debug_assert!(self.marks.is_empty());
        Self::of(self.store.clone())
    }

    /// Returns a copy of the state in whose [`State::execute`] this is called, or `None` elsewhere. No transaction may be open.
    pub fn current() -> Option<Self> {
        let copy = |state: &mut dyn Externalities| {
            let state = state.extension_by_type_id(TypeId::of::<Self>())?.downcast_ref::<Self>()?;
            Some(state.fork())
        };
        sp_externalities::with_externalities(copy).flatten()
    }

    /// Runs a closure in which the runtime's storage is this state.
    pub fn execute<R>(&mut self, work: impl FnOnce() -> R) -> R {
        set_and_run_with_externalities(self, work)
    }

    /// Returns all keys and values in ascending order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.store.iter()
    }

    /// Returns the number of keys.
    pub fn len(&self) -> usize {
        self.store.len()
    }

    /// Returns `true` if there is no key.
    pub fn is_empty(&self) -> bool {
        self.store.is_empty()
    }

    /// Frees the space of keys that were removed for good. No transaction may be open.
    pub fn tidy(&mut self) {
        debug_assert!(self.marks.is_empty());
        self.store.tidy();
    }

    fn set(&mut self, key: &[u8], value: Option<Vec<u8>>) {
        let Some((slot, before)) = self.store.replace(key, value) else {
            return;
        };
        if !self.marks.is_empty() {
            self.journal.push(Undo::Value(slot, before));
        }
    }

    fn undo(&mut self, entry: Undo) {
        match entry {
            Undo::Value(slot, before) => drop(self.store.put(slot, before)),
            Undo::Truncate(slot, items, bytes) => {
                let Some(mut list) = self.store.put(slot, None) else { return };
                list.truncate(bytes);
                let number = Compact(items).encode();
                list[..number.len()].copy_from_slice(&number);
                self.store.put(slot, Some(list));
            }
        }
    }

    /// Appends an item to a list in place. Returns `false` if the value is no list, or if its number of items gets longer.
    fn append_in_place(&mut self, key: &[u8], item: &[u8]) -> bool {
        let Some((slot, list)) = self.store.get_mut(key) else {
            return false;
        };
        let Ok(Compact(items)) = Compact::<u32>::decode(&mut &list[..]) else {
            return false;
        };
        let Some(more) = items.checked_add(1) else {
            return false;
        };
        if Compact::<u32>::compact_len(&items) != Compact::<u32>::compact_len(&more) {
            return false;
        }
        let bytes = list.len();
        let number = Compact(more).encode();
        list[..number.len()].copy_from_slice(&number);
        list.extend_from_slice(item);
        if !self.marks.is_empty() {
            self.journal.push(Undo::Truncate(slot, items, bytes));
        }
        true
    }

    /// Returns a list with one more item, or with this item alone if the value is no list.
    fn appended(&self, key: &[u8], item: &[u8]) -> Vec<u8> {
        let list = self.store.get(key).map_or(&[][..], |value| value);
        let mut rest = list;
        let (items, rest) = match Compact::<u32>::decode(&mut rest) {
            Ok(Compact(items)) => (items, rest),
            Err(_) => (0, &[][..]),
        };
        let mut longer = Compact(items.saturating_add(1)).encode();
        longer.extend_from_slice(rest);
        longer.extend_from_slice(item);
        longer
    }
}

impl Externalities for State {
    fn set_offchain_storage(&mut self, _key: &[u8], _value: Option<&[u8]>) {}

    fn storage(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        self.store.get(key).cloned()
    }

    fn storage_hash(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        self.store.get(key).map(|value| sp_io::hashing::blake2_256(value).to_vec())
    }

    fn exists_storage(&mut self, key: &[u8]) -> bool {
        self.store.get(key).is_some()
    }

    fn next_storage_key(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        self.store.next_key(key).map(<[u8]>::to_vec)
    }

    /// Removes at most `limit` keys. A node counts only those that are in its database already.
    fn clear_prefix(&mut self, prefix: &[u8], limit: Option<u32>, _cursor: Option<&[u8]>) -> MultiRemovalResults {
        let limit = limit.map_or(usize::MAX, |limit| limit as usize);
        let found: Vec<_> = self.store.keys_with_prefix(prefix).take(limit).map(<[u8]>::to_vec).collect();
        for key in &found {
            self.set(key, None);
        }
        let maybe_cursor = self.store.keys_with_prefix(prefix).next().map(<[u8]>::to_vec);
        let removed = u32::try_from(found.len()).unwrap_or(u32::MAX);
        MultiRemovalResults { maybe_cursor, backend: removed, unique: removed, loops: removed }
    }

    fn place_storage(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
        self.set(&key, value);
    }

    fn storage_root(&mut self, _version: StateVersion) -> Vec<u8> {
        NO_ROOT.to_vec()
    }

    fn storage_append(&mut self, key: Vec<u8>, item: Vec<u8>) {
        if !self.append_in_place(&key, &item) {
            let list = self.appended(&key, &item);
            self.set(&key, Some(list));
        }
    }

    fn storage_start_transaction(&mut self) {
        self.marks.push(self.journal.len());
    }

    fn storage_rollback_transaction(&mut self) -> Result<(), ()> {
        let mark = self.marks.pop().ok_or(())?;
        while self.journal.len() > mark {
            if let Some(entry) = self.journal.pop() {
                self.undo(entry);
            }
        }
        Ok(())
    }

    fn storage_commit_transaction(&mut self) -> Result<(), ()> {
        self.marks.pop().ok_or(())?;
        if self.marks.is_empty() {
            self.journal.clear();
        }
        Ok(())
    }

    fn child_storage(&mut self, _child: &ChildInfo, _key: &[u8]) -> Option<Vec<u8>> {
        None
    }

    fn child_storage_hash(&mut self, _child: &ChildInfo, _key: &[u8]) -> Option<Vec<u8>> {
        None
    }

    fn next_child_storage_key(&mut self, _child: &ChildInfo, _key: &[u8]) -> Option<Vec<u8>> {
        None
    }

    fn kill_child_storage(&mut self, _: &ChildInfo, _: Option<u32>, _: Option<&[u8]>) -> MultiRemovalResults {
        MultiRemovalResults { maybe_cursor: None, backend: 0, unique: 0, loops: 0 }
    }

    fn clear_child_prefix(&mut self, _: &ChildInfo, _: &[u8], _: Option<u32>, _: Option<&[u8]>) -> MultiRemovalResults {
        MultiRemovalResults { maybe_cursor: None, backend: 0, unique: 0, loops: 0 }
    }

    fn place_child_storage(&mut self, _child: &ChildInfo, _key: Vec<u8>, _value: Option<Vec<u8>>) {
        unreachable!("no pallet of the runtime has a child trie");
    }

    fn child_storage_root(&mut self, _child: &ChildInfo, _version: StateVersion) -> Vec<u8> {
        NO_ROOT.to_vec()
    }

    fn wipe(&mut self) {}

    fn commit(&mut self) {}

    fn read_write_count(&self) -> (u32, u32, u32, u32) {
        (0, 0, 0, 0)
    }

    fn reset_read_write_count(&mut self) {}

    fn get_whitelist(&self) -> Vec<TrackedStorageKey> {
        Vec::new()
    }

    fn set_whitelist(&mut self, _new: Vec<TrackedStorageKey>) {}

    fn get_read_and_written_keys(&self) -> Vec<(Vec<u8>, u32, u32, bool)> {
        Vec::new()
    }
}

impl ExtensionStore for State {
    fn extension_by_type_id(&mut self, type_id: TypeId) -> Option<&mut dyn Any> {
        if type_id == TypeId::of::<Self>() {
            return Some(self);
        }
        self.extensions.get_mut(type_id)
    }

    fn register_extension_with_type_id(&mut self, id: TypeId, extension: Box<dyn Extension>) -> Result<(), Error> {
        self.extensions.register_with_type_id(id, extension)
    }

    fn deregister_extension_by_type_id(&mut self, type_id: TypeId) -> Result<(), Error> {
        if self.extensions.deregister(type_id) {
            Ok(())
        } else {
            Err(Error::ExtensionIsNotRegistered(type_id))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use sp_state_machine::BasicExternalities;

    #[derive(Clone, Debug)]
    enum Step {
        Set(u8, Vec<u8>),
        Remove(u8),
        Append(u8, u8),
        Clear(u8),
        Start,
        Rollback,
        Commit,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (0..6_u8, prop::collection::vec(any::<u8>(), 0..4)).prop_map(|(key, value)| Step::Set(key, value)),
            2 => (0..6_u8).prop_map(Step::Remove),
            12 => (6..8_u8, any::<u8>()).prop_map(|(key, item)| Step::Append(key, item)),
            1 => (0..8_u8).prop_map(Step::Clear),
            3 => Just(Step::Start),
            2 => Just(Step::Rollback),
            2 => Just(Step::Commit),
        ]
    }

    fn apply(state: &mut dyn Externalities, step: &Step, depth: &mut u32) {
        let key = |number: &u8| vec![0, *number];
        match step {
            Step::Set(number, value) => state.place_storage(key(number), Some(value.clone())),
            Step::Remove(number) => state.place_storage(key(number), None),
            Step::Append(number, item) => state.storage_append(key(number), vec![*item]),
            Step::Clear(number) => drop(state.clear_prefix(&key(number), None, None)),
            Step::Start => {
                state.storage_start_transaction();
                *depth += 1;
            }
            Step::Rollback if *depth > 0 => {
                state.storage_rollback_transaction().unwrap();
                *depth -= 1;
            }
            Step::Commit if *depth > 0 => {
                state.storage_commit_transaction().unwrap();
                *depth -= 1;
            }
            Step::Rollback | Step::Commit => (),
        }
    }

    fn values(state: &mut dyn Externalities) -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut all = Vec::new();
        let mut key = vec![0];
        while let Some(next) = state.next_storage_key(&key) {
            all.push((next.clone(), state.storage(&next).unwrap()));
            key = next;
        }
        all
    }

    proptest! {
        #[test]
        fn the_state_does_what_the_sdks_does(steps in prop::collection::vec(step(), 1..300)) {
            let (mut state, mut sdk) = (State::default(), BasicExternalities::new_empty());
            let (mut depth, mut sdks_depth) = (0, 0);
            for step in &steps {
                apply(&mut state, step, &mut depth);
                apply(&mut sdk, step, &mut sdks_depth);
                prop_assert_eq!(values(&mut state), values(&mut sdk), "after {:?}", step);
            }
        }
    }

    #[test]
    fn a_list_grows_beyond_each_length_of_its_number_and_back() {
        let mut state = State::default();
        for item in 0..20_000_u32 {
            if [62, 63, 64, 16_382, 16_383, 16_384].contains(&item) {
                state.storage_start_transaction();
                state.storage_append(vec![1], item.encode());
                state.storage_append(vec![1], item.encode());
                state.storage_rollback_transaction().unwrap();
            }
            state.storage_append(vec![1], item.encode());
        }
        let all = Vec::<u32>::decode(&mut &state.storage(&[1]).unwrap()[..]).unwrap();
        assert_eq!(all, (0..20_000).collect::<Vec<_>>());
    }

    #[test]
    fn a_prefix_is_cleared_up_to_a_limit() {
        let mut state = State::of((0..5_u8).map(|number| (vec![7, number], vec![1])).collect());
        let result = state.clear_prefix(&[7], Some(3), None);
        assert_eq!(result.maybe_cursor, Some(vec![7, 3]));
        assert_eq!(result.unique, 3);
        assert_eq!(state.clear_prefix(&[7], None, None).maybe_cursor, None);
        assert!(state.is_empty());
    }
}
