//! The places that pulses come from.

use super::{
    api::Api,
    pulse::{read_all, Pulse},
};
use pallet_drand::Signature;
use std::{collections::BTreeMap, fs, path::PathBuf, time::SystemTime};

/// The most bytes of a file. A pulse has 300, and the chain keeps 65 536 of them.
const MAX_FILE: u64 = 64 << 20;

/// The most rounds before the latest that are fetched although no ciphertext waits for them: those of an hour.
const CATCH_UP: u64 = 1_200;

/// The place that pulses come from.
pub enum Source {
    Api(Box<Api>),
    File(PulseFile),
}

impl Source {
    /// Opens the source that `--drand` names: an API if it begins with `http://` or `https://`, else a file, which is read at
    /// once.
    pub fn open(place: &str) -> Result<Self, String> {
        if place.starts_with("http://") || place.starts_with("https://") {
            return Ok(Self::Api(Box::new(Api::new(place)?)));
        }
        let mut file = PulseFile::new(place.into());
        file.refresh()?;
        Ok(Self::File(file))
    }

    /// Returns the latest pulse, or `None` if there is none at all.
    pub async fn latest(&mut self) -> Result<Option<Pulse>, String> {
        match self {
            Self::Api(api) => api.latest().await.map(Some),
            Self::File(file) => {
                file.refresh()?;
                let last = file.pulses.last_key_value();
                Ok(last.map(|(round, signature)| Pulse { round: *round, signature: *signature }))
            }
        }
    }

    /// Returns the pulse of a round, or `None` if it is not there.
    pub async fn pulse(&self, round: u64) -> Result<Option<Pulse>, String> {
        match self {
            Self::Api(api) => api.pulse(round).await.map(Some),
            Self::File(file) => Ok(file.pulses.get(&round).map(|signature| Pulse { round, signature: *signature })),
        }
    }

    /// Returns the first round to submit, if `last` is the last that the chain has, 0 for none, and `latest` the latest.
    ///
    /// All of a file are submitted. An API would have millions, so the rounds that were missed in the last hour are; none was
    /// missed before the first pulse.
    pub fn first_round(&self, last: u64, latest: u64) -> u64 {
        match self {
            Self::Api(_) if last == 0 || latest.saturating_sub(last) > CATCH_UP => latest,
            Self::Api(_) => last.saturating_add(1),
            Self::File(_) => 0,
        }
    }

    /// Returns the rounds that the source has, within this range.
    pub fn rounds(&self, from: u64, to: u64) -> Box<dyn Iterator<Item = u64> + '_> {
        match self {
            Self::Api(_) => Box::new(from..=to),
            Self::File(file) if from <= to => Box::new(file.pulses.range(from..=to).map(|(round, _)| *round)),
            Self::File(_) => Box::new(std::iter::empty()),
        }
    }
}

/// A file with answers of the API, one after another.
pub struct PulseFile {
    path: PathBuf,
    /// The time of the file when it was read, and its length.
    state: Option<(SystemTime, u64)>,
    pulses: BTreeMap<u64, Signature>,
}

impl PulseFile {
    fn new(path: PathBuf) -> Self {
        Self { path, state: None, pulses: BTreeMap::new() }
    }

    /// Reads the file if it has changed.
    fn refresh(&mut self) -> Result<(), String> {
        let path = self.path.display();
        let unreadable = |error| format!("the file {path} of pulses cannot be read: {error}");
        let facts = fs::metadata(&self.path).map_err(unreadable)?;
        let state = (facts.modified().map_err(unreadable)?, facts.len());
        if self.state == Some(state) {
            return Ok(());
        }
        if facts.len() > MAX_FILE {
            return Err(format!("the file {path} is too long: {MAX_FILE} bytes are the most"));
        }
        let pulses = read_all(&fs::read(&self.path).map_err(unreadable)?);
        let pulses = pulses.map_err(|error| format!("the file {path} does not hold pulses: {error}"))?;
        self.pulses = pulses.into_iter().map(|pulse| (pulse.round, pulse.signature)).collect();
        self.state = Some(state);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on;

    fn line(round: u64) -> String {
        format!("{{\"round\":{round},\"signature\":\"{}\"}}\n", "0a".repeat(48))
    }

    #[test]
    fn a_file_may_grow() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pulses");
        fs::write(&path, line(5) + &line(3)).unwrap();
        let mut source = Source::open(path.to_str().unwrap()).unwrap();
        assert_eq!(block_on(source.latest()).unwrap().unwrap().round, 5);
        assert_eq!(source.rounds(0, 9).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(source.rounds(9, 0).count(), 0);
        assert_eq!(block_on(source.pulse(4)), Ok(None));
        fs::write(&path, line(5) + &line(3) + &line(8)).unwrap();
        assert_eq!(block_on(source.latest()).unwrap().unwrap().round, 8);
    }

    #[test]
    fn a_file_that_is_missing_or_holds_no_pulses_is_an_error_in_one_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pulses");
        let error = || Source::open(path.to_str().unwrap()).err().unwrap();
        assert!(error().contains("cannot be read"));
        fs::write(&path, "pulses").unwrap();
        assert!(error().contains("does not hold pulses"));
        fs::write(&path, "").unwrap();
        let mut empty = Source::open(path.to_str().unwrap()).unwrap();
        assert_eq!(block_on(empty.latest()), Ok(None));
    }

    #[test]
    fn of_an_api_the_rounds_of_an_hour_are_made_up_for() {
        let api = Source::open("http://127.0.0.1:1").unwrap();
        assert_eq!(api.first_round(0, 9_000_000), 9_000_000);
        assert_eq!(api.first_round(8_998_800, 9_000_000), 8_998_801);
        assert_eq!(api.first_round(8_998_799, 9_000_000), 9_000_000);
        assert_eq!(api.first_round(9_000_001, 9_000_000), 9_000_002);
        assert_eq!(api.rounds(9, 9).collect::<Vec<_>>(), [9]);
        assert_eq!(api.rounds(10, 9).count(), 0);
    }
}
