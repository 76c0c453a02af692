//! The announcement of a new key, which an author puts into its blocks.

use pallet_mev_shield::INHERENT_IDENTIFIER;
use sp_inherents::{Error, InherentData, InherentDataProvider, InherentIdentifier};

/// Provides a key to the runtime, which announces it. `None` if no key could be generated.
pub struct Announcement(pub Option<Vec<u8>>);

#[async_trait::async_trait]
impl InherentDataProvider for Announcement {
    async fn provide_inherent_data(&self, data: &mut InherentData) -> Result<(), Error> {
        match &self.0 {
            Some(key) => data.put_data(INHERENT_IDENTIFIER, key),
            None => Ok(()),
        }
    }

    async fn try_handle_error(&self, _: &InherentIdentifier, _: &[u8]) -> Option<Result<(), Error>> {
        None
    }
}
