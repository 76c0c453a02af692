//! Pulses, in the format of drand's HTTP API.

use pallet_drand::Signature;
use serde::Deserialize;
use sp_core::bytes::from_hex;

/// The beacon's signature of a round. Nothing here verifies it; the runtime does.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Answer")]
pub struct Pulse {
    pub round: u64,
    pub signature: Signature,
}

/// The part of an answer that both versions of the API have.
#[derive(Deserialize)]
struct Answer {
    round: u64,
    signature: String,
}

impl TryFrom<Answer> for Pulse {
    type Error = String;

    fn try_from(answer: Answer) -> Result<Self, String> {
        let Answer { round, signature } = answer;
        let bytes = from_hex(&signature).map_err(|error| format!("the signature of round {round}: {error}"))?;
        let length = bytes.len();
        let wrong = |_| format!("the signature of round {round} has {length} bytes, those of quicknet have 48");
        Ok(Self { round, signature: bytes.try_into().map_err(wrong)? })
    }
}

/// Parses one answer.
pub fn read_one(json: &[u8]) -> Result<Pulse, String> {
    serde_json::from_slice(json).map_err(|error| format!("the answer is not a pulse: {error}"))
}

/// Parses answers one after another, with or without space between them.
pub fn read_all(json: &[u8]) -> Result<Vec<Pulse>, String> {
    serde_json::Deserializer::from_slice(json).into_iter().collect::<Result<_, _>>().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = r#"{"round":7,"signature":"01"#;

    fn answer(round: u64, bytes: usize) -> String {
        format!(r#"{{"round":{round},"randomness":"00","signature":"{}"}}"#, "ab".repeat(bytes))
    }

    #[test]
    fn an_answer_is_read_whatever_else_it_has() {
        assert_eq!(read_one(answer(7, 48).as_bytes()), Ok(Pulse { round: 7, signature: [0xab; 48] }));
    }

    #[test]
    fn what_is_no_pulse_is_refused_with_the_reason() {
        let error = |json: &str| read_one(json.as_bytes()).unwrap_err();
        assert!(error("not found").contains("not a pulse"));
        assert!(error(&answer(7, 96)).contains("has 96 bytes"));
        assert!(error(r#"{"round":7,"signature":"xy"}"#).contains("round 7"));
        assert!(error(FIRST).contains("not a pulse"));
    }

    #[test]
    fn a_file_has_answers_one_after_another() {
        let file = format!("{}\n{}{}\n\n", answer(9, 48), answer(7, 48), answer(8, 48));
        let rounds: Vec<_> = read_all(file.as_bytes()).unwrap().into_iter().map(|pulse| pulse.round).collect();
        assert_eq!(rounds, [9, 7, 8]);
        assert_eq!(read_all(b""), Ok(vec![]));
        let broken = format!("{}\n{FIRST}", answer(9, 48));
        assert!(read_all(broken.as_bytes()).unwrap_err().contains("line 2"));
    }
}
