//! Copies of a chain: of the one that a closure reads, and as bytes, to go to another process.

use super::Chain;
use crate::state::State;
use codec::{Decode, DecodeAll, Encode};
use dtao_runtime::{BlockNumber, Hash};

/// A chain as bytes.
#[derive(Encode, Decode)]
struct Bytes {
    /// The version of the runtime, whose state it is.
    spec_version: u32,
    number: BlockNumber,
    hash: Hash,
    time: u64,
    values: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Chain {
    /// Returns a copy of the chain in whose [`Chain::read`] this is called, or `None` elsewhere. Its next block has another parent,
    /// since the hash of the last one is not in the state; nothing of the economy depends on it.
    pub fn current() -> Option<Self> {
        Some(Self::new(State::current()?, Hash::default()))
    }

    /// Returns the chain as bytes, from which [`Chain::from_bytes`] builds it again.
    pub fn to_bytes(&self) -> Vec<u8> {
        let spec_version = dtao_runtime::VERSION.spec_version;
        let values = self.state.iter().map(|(key, value)| (key.to_vec(), value.to_vec())).collect();
        Bytes { spec_version, number: self.number, hash: self.hash, time: self.time, values }.encode()
    }

    /// Builds a chain from the bytes of [`Chain::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let wrong = || "these are not the bytes of a chain".to_owned();
        let Bytes { spec_version, number, hash, time, values } =
            Bytes::decode_all(&mut &*bytes).map_err(|_| wrong())?;
        let own = dtao_runtime::VERSION.spec_version;
        if spec_version != own {
            return Err(format!("the chain is of the runtime {spec_version}, and this is {own}"));
        }
        Ok(Self { state: State::of(values.into_iter().collect()), number, hash, time })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::Start;

    fn content(chain: &Chain) -> Vec<(Vec<u8>, Vec<u8>)> {
        chain.state().iter().map(|(key, value)| (key.to_vec(), value.to_vec())).collect()
    }

    #[test]
    fn the_chain_that_is_read_can_be_copied_and_goes_its_own_way() {
        let mut chain = Start::preset("development").unwrap().chain();
        chain.empty_blocks(20);
        assert!(Chain::current().is_none());
        let mut copy = chain.read(Chain::current).unwrap();
        assert_eq!((copy.number(), content(&copy)), (20, content(&chain)));
        copy.empty_blocks(5);
        assert_eq!((chain.number(), copy.number()), (20, 25));
        assert_ne!(content(&copy), content(&chain));
    }

    #[test]
    fn a_chain_goes_on_from_its_bytes_as_itself() {
        let mut chain = Start::preset("development").unwrap().chain();
        chain.empty_blocks(20);
        let mut copy = Chain::from_bytes(&chain.to_bytes()).unwrap();
        chain.empty_blocks(20);
        copy.empty_blocks(20);
        assert_eq!(content(&copy), content(&chain));
        let mut other = chain.to_bytes();
        other[0] ^= 1;
        assert!(Chain::from_bytes(&other).err().unwrap().starts_with("the chain is of the runtime"));
        assert!(Chain::from_bytes(&[1, 2]).is_err());
    }
}
