//! Columns of the tables.

use crate::scenario::quantity::OfSubnet;

/// The type of a column in Parquet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number of 64 bits.
    Whole,
    /// A floating-point number of 64 bits.
    Decimal,
    /// `true` or `false`.
    Flag,
    /// A text.
    Text,
}

/// Columns of a run, which are in every table.
pub const RUN: [(&str, Kind); 3] = [("run", Kind::Whole), ("seed", Kind::Whole), ("rule", Kind::Text)];

/// Columns of the moment, which are in every table.
pub const MOMENT: [(&str, Kind); 2] = [("block", Kind::Whole), ("day", Kind::Decimal)];

/// Columns of an account's wealth, in TAO.
pub const ACCOUNTS: [(&str, Kind); 6] = [
    ("agent", Kind::Text),
    ("balance", Kind::Decimal),
    ("stake", Kind::Decimal),
    ("value", Kind::Decimal),
    ("sale_value", Kind::Decimal),
    ("profit", Kind::Decimal),
];

/// Columns of a call. `outcome` is `done`, `failed` or `refused`.
pub const CALLS: [(&str, Kind); 6] = [
    ("agent", Kind::Text),
    ("call", Kind::Text),
    ("call_subnet", Kind::Whole),
    ("call_amount", Kind::Decimal),
    ("outcome", Kind::Text),
    ("error", Kind::Text),
];

/// Returns the columns of a subnet.
pub fn series() -> Vec<(&'static str, Kind)> {
    let kind = |quantity: OfSubnet| match quantity {
        OfSubnet::Holders | OfSubnet::Rank => Kind::Whole,
        _ => Kind::Decimal,
    };
    let subnet = std::iter::once(("netuid", Kind::Whole));
    subnet.chain(OfSubnet::ALL.iter().map(|(quantity, name, _)| (*name, kind(*quantity)))).collect()
}

/// Returns `true` if a table has a column of this name, so that no parameter can have it.
pub fn is_taken(name: &str) -> bool {
    let fixed = RUN.iter().chain(&MOMENT).chain(&ACCOUNTS).chain(&CALLS).map(|(name, _)| *name);
    let series = series();
    let branch = crate::scenario::study::BRANCH_DAY;
    fixed.chain(series.iter().map(|(name, _)| *name)).chain([branch]).any(|column| column == name)
}
