//! The weights of a pallet, in the form that `scripts/weights.hbs` gives them, or `scripts/frame-weights.hbs`.

use crate::work::Work;
use std::collections::BTreeMap;

/// The weights of a pallet.
#[derive(Debug)]
pub struct Declared {
    /// The name of the pallet, as in `pallet_subtensor`.
    pub pallet: String,
    /// The weight of each benchmark.
    pub weights: BTreeMap<String, Line>,
}

/// A weight that grows with its components.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// The names of the components, in their order.
    pub components: Vec<String>,
    terms: Vec<Term>,
}

#[derive(Debug, PartialEq, Eq)]
struct Term {
    work: Work,
    /// The component that multiplies the work, if any.
    component: Option<String>,
}

impl Declared {
    /// Parses a file. Fails at the first line that is not of the generated form.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (_, rest) =
            text.split_once("/// Weights of the benchmarks of `").ok_or("the name of a pallet is missing")?;
        let (pallet, rest) = rest.split_once('`').ok_or("the name of the pallet has no end")?;
        let (_, rest) =
            rest.split_once("WeightInfo for SubstrateWeight<T> {").ok_or("the weights of the runtime are missing")?;
        let mut lines = rest.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
        let mut weights = BTreeMap::new();
        while let Some(line) = lines.next().filter(|line| *line != "}") {
            let (name, components) = signature(line).ok_or_else(|| format!("not the start of a weight: {line}"))?;
            let mut terms = Vec::<Term>::new();
            for line in lines.by_ref().take_while(|line| *line != "}") {
                match (floor(line), terms.first_mut()) {
                    (Some(least), Some(base)) => base.work.time = base.work.time.max(least),
                    _ => terms.push(term(line).ok_or_else(|| format!("not a part of a weight: {line}"))?),
                }
            }
            weights.insert(name, Line { components, terms });
        }
        Ok(Self { pallet: pallet.into(), weights })
    }
}

impl Line {
    /// Returns the work that is declared with these components.
    pub fn at(&self, components: &[(String, u32)]) -> Work {
        let times = |term: &Term| match &term.component {
            Some(name) => components.iter().find(|(of, _)| of == name).map_or(0, |(_, value)| u64::from(*value)),
            None => 1,
        };
        self.terms.iter().fold(Work::default(), |sum, term| sum + term.work * times(term))
    }
}

/// Parses `fn NAME(COMPONENT: u32, …) -> Weight {`. The name of a component that no term uses begins with `_`.
fn signature(line: &str) -> Option<(String, Vec<String>)> {
    let (name, rest) = line.strip_prefix("fn ")?.split_once('(')?;
    let arguments = rest.strip_suffix(") -> Weight {")?.split(',').map(str::trim);
    let components = arguments
        .filter(|argument| !argument.is_empty())
        .map(|argument| Some(argument.strip_suffix(": u32")?.trim_start_matches('_').to_owned()));
    Some((name.to_owned(), components.collect::<Option<_>>()?))
}

/// Parses `.max(Weight::from_parts(…, 0))`, the least that the constant part of a weight of FRAME's pallets may be.
fn floor(line: &str) -> Option<u64> {
    number(line.strip_prefix(".max(Weight::from_parts(")?.strip_suffix(", 0))")?)
}

/// Parses `Weight::from_parts(…)`, `.saturating_add(Weight::from_parts(…)…)` or `.saturating_add(T::DbWeight::get()…)`.
fn term(line: &str) -> Option<Term> {
    let term = match line.strip_prefix(".saturating_add(") {
        Some(rest) => rest.strip_suffix(')')?,
        None => line,
    };
    let (work, factor) = match term.strip_prefix("Weight::from_parts(") {
        Some(rest) => {
            let (time, factor) = rest.split_once(", 0)")?;
            (Work { time: number(time)?, ..Work::default() }, factor)
        }
        None => keys(term.strip_prefix("T::DbWeight::get().")?)?,
    };
    let component = match factor {
        "" => None,
        _ => Some(factor.strip_prefix(".saturating_mul(")?.strip_suffix(".into())")?.to_owned()),
    };
    Some(Term { work, component })
}

/// Parses `reads(9_u64)` or `reads((9_u64).saturating_mul(…))`, and the same with `writes`. Returns the factor as it is written.
fn keys(call: &str) -> Option<(Work, &str)> {
    let (kind, argument) = call.strip_suffix(')')?.split_once('(')?;
    let (count, factor) = match argument.strip_prefix('(') {
        Some(rest) => rest.split_once(')')?,
        None => (argument, ""),
    };
    let count = number(count)?;
    match kind {
        "reads" => Some((Work { reads: count, ..Work::default() }, factor)),
        "writes" => Some((Work { writes: count, ..Work::default() }, factor)),
        _ => None,
    }
}

fn number(text: &str) -> Option<u64> {
    text.trim_end_matches("_u64").replace('_', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dtao_runtime::Runtime;
    use frame_support::weights::Weight;
    use pallet_subtensor::weights::{SubstrateWeight, WeightInfo};

    const FILES: [(&str, &str); 14] = [
        ("frame_system", include_str!("../../../runtime/src/weights/frame_system.rs")),
        ("frame_system_extensions", include_str!("../../../runtime/src/weights/frame_system_extensions.rs")),
        ("pallet_balances", include_str!("../../../runtime/src/weights/pallet_balances.rs")),
        ("pallet_multisig", include_str!("../../../runtime/src/weights/pallet_multisig.rs")),
        ("pallet_proxy", include_str!("../../../runtime/src/weights/pallet_proxy.rs")),
        ("pallet_timestamp", include_str!("../../../runtime/src/weights/pallet_timestamp.rs")),
        ("pallet_transaction_payment", include_str!("../../../runtime/src/weights/pallet_transaction_payment.rs")),
        ("pallet_utility", include_str!("../../../runtime/src/weights/pallet_utility.rs")),
        ("pallet_subtensor", include_str!("../../../pallets/subtensor/src/weights.rs")),
        ("pallet_dtao_swap", include_str!("../../../pallets/swap/src/weights.rs")),
        ("pallet_admin_utils", include_str!("../../../pallets/admin-utils/src/weights.rs")),
        ("pallet_commitments", include_str!("../../../pallets/commitments/src/weights.rs")),
        ("pallet_drand", include_str!("../../../pallets/drand/src/weights.rs")),
        ("pallet_mev_shield", include_str!("../../../pallets/mev-shield/src/weights.rs")),
    ];

    const EXAMPLE: &str = "
/// Weights of the benchmarks of `pallet_example`.
pub trait WeightInfo {
    /// `sell`, measured with `p` from 1 to 128, measured with `w` from 1 to 2.
    fn sell(p: u32, w: u32, ) -> Weight;
}

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn buy() -> Weight {
        Weight::from_parts(1_000, 0)
    }
    fn sell(p: u32, _w: u32, ) -> Weight {
        // The fastest run took 355_597 ns.
        Weight::from_parts(242_815_156, 0)
            // ± 0
            .saturating_add(Weight::from_parts(168_595_843, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(3_u64))
            .saturating_add(T::DbWeight::get().writes((12_u64).saturating_mul(p.into())))
    }
}
";

    fn sizes(of: &[(&str, u32)]) -> Vec<(String, u32)> {
        of.iter().map(|(name, value)| ((*name).into(), *value)).collect()
    }

    #[test]
    fn a_weight_grows_with_its_components() {
        let declared = Declared::parse(EXAMPLE).unwrap();
        assert_eq!(declared.pallet, "pallet_example");
        assert_eq!(declared.weights.keys().collect::<Vec<_>>(), ["buy", "sell"]);
        assert_eq!(declared.weights["buy"].at(&[]), Work { time: 1_000, ..Work::default() });
        let sell = &declared.weights["sell"];
        assert_eq!(sell.components, ["p", "w"]);
        let expected = Work { time: 242_815_156 + 2 * 168_595_843, reads: 5 + 2 * 4, writes: 3 + 2 * 12 };
        assert_eq!(sell.at(&sizes(&[("p", 2), ("w", 7)])), expected);
    }

    #[test]
    fn the_constant_part_of_a_weight_may_have_a_floor() {
        let with = |least: &str| {
            let base = "Weight::from_parts(1_000, 0)";
            let text = EXAMPLE.replacen(base, &format!("{base}\n            .max(Weight::from_parts({least}, 0))"), 1);
            Declared::parse(&text).unwrap().weights["buy"].at(&[]).time
        };
        assert_eq!([with("2_000"), with("999")], [2_000, 1_000]);
    }

    #[test]
    fn a_line_of_another_form_is_refused() {
        let refusal = |from: &str, to: &str| Declared::parse(&EXAMPLE.replace(from, to)).unwrap_err();
        let line = ".saturating_add(T::DbWeight::get().reads_writes(5, 1))";
        assert_eq!(
            refusal(".saturating_add(T::DbWeight::get().reads(5_u64))", line),
            format!("not a part of a weight: {line}")
        );
        let line = ".saturating_add(Weight::from_parts(168_595_843, 77).saturating_mul(p.into()))";
        assert_eq!(refusal("168_595_843, 0)", "168_595_843, 77)"), format!("not a part of a weight: {line}"));
        assert_eq!(refusal("fn buy()", "fn buy<X>(x: X)"), "not the start of a weight: fn buy<X>(x: X) -> Weight {");
        assert_eq!(refusal("Weights of the benchmarks", "Weights"), "the name of a pallet is missing");
        assert_eq!(refusal("SubstrateWeight", "OtherWeight"), "the weights of the runtime are missing");
    }

    #[test]
    fn the_weights_of_all_pallets_are_parsed() {
        for (pallet, text) in FILES {
            let declared = Declared::parse(text).unwrap();
            assert_eq!(declared.pallet, pallet);
            assert_eq!(declared.weights.len(), text.matches(" -> Weight {").count(), "{pallet}");
        }
    }

    #[test]
    fn the_parsed_weights_are_those_of_the_runtime() {
        type Linked = SubstrateWeight<Runtime>;
        let text = FILES.iter().find(|(pallet, _)| *pallet == "pallet_subtensor").unwrap().1;
        let declared = Declared::parse(text).unwrap();
        let parsed = |name: &str, of: &[(&str, u32)]| declared.weights[name].at(&sizes(of)).weight();
        let linked = |weight: Weight| weight.ref_time();
        assert_eq!(parsed("add_stake", &[]), linked(Linked::add_stake()));
        assert_eq!(parsed("unstake_all", &[("p", 128)]), linked(Linked::unstake_all(128)));
        assert_eq!(parsed("pay_holders", &[("h", 5)]), linked(Linked::pay_holders(5)));
        assert_eq!(parsed("block_step", &[("s", 128), ("b", 7)]), linked(Linked::block_step(128, 7)));
    }
}
