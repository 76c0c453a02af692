//! The quantities of a run's conditions and expectations, and their values at other times than now.

use crate::chain::BLOCKS_PER_DAY;
use crate::{
    measure::{self, Wealth},
    scenario::{
        formula::{Atom, Fold, Formula, Time},
        quantity::{OfEvent, Quantity, Subject},
    },
};
use dtao_genesis::text::account;
use dtao_runtime::AccountId;
use std::collections::BTreeMap;

/// The parts of a run that quantities depend on, beside the chain's state.
pub struct Context<'a> {
    /// The number of the last block.
    pub block: u32,
    /// Accounts of each group, and their wealth at the start.
    pub groups: &'a BTreeMap<String, (Vec<AccountId>, Wealth)>,
    /// Blocks in which events first happened.
    pub fired: &'a BTreeMap<String, u32>,
}

impl Context<'_> {
    /// Returns the value of a quantity now, in the chain's context.
    fn value(&self, atom: &Atom) -> f64 {
        match (atom.quantity, &atom.subject) {
            (Quantity::Subnet(quantity), Subject::Subnet(netuid)) => quantity.value(*netuid),
            (Quantity::Chain(quantity), _) => quantity.value(self.block),
            (Quantity::Agent(quantity), Subject::Named(name)) => match self.groups.get(name) {
                Some((accounts, start)) => quantity.value(&measure::wealth(accounts), start),
                None => f64::NAN,
            },
            (Quantity::Event(quantity), Subject::Named(name)) => match (quantity, self.fired.get(name)) {
                (OfEvent::Fired, fired) => f64::from(u8::from(fired.is_some())),
                (OfEvent::FiredDay, Some(block)) => f64::from(*block) / f64::from(BLOCKS_PER_DAY),
                (OfEvent::FiredDay, None) => f64::NAN,
            },
            _ => f64::NAN,
        }
    }
}

/// Returns the accounts that formulas name by their keys.
pub fn accounts_named<'a>(formulas: impl Iterator<Item = &'a Formula>) -> BTreeMap<String, AccountId> {
    let named = formulas.flat_map(|formula| &formula.atoms).filter_map(|atom| match (&atom.subject, atom.quantity) {
        (Subject::Named(name), Quantity::Agent(_)) => Some((name.clone(), account(name).ok()?)),
        _ => None,
    });
    named.collect()
}

/// A quantity whose value at other times is needed.
#[derive(Clone, Debug)]
struct Watch {
    atom: Atom,
    /// The value so far; `None` before the first.
    value: Option<f64>,
    samples: u32,
}

/// The quantities that are watched during a run.
#[derive(Clone, Debug, Default)]
pub struct Watches(Vec<Watch>);

impl Watches {
    /// Watches the quantities of formulas that need it.
    pub fn of<'a>(formulas: impl Iterator<Item = &'a Formula>) -> Self {
        let mut watches = Self::default();
        for atom in formulas.flat_map(|formula| &formula.atoms) {
            let needed = !matches!(atom.fold, Fold::Now | Fold::At(Time::End));
            if needed && watches.position(atom).is_none() {
                watches.0.push(Watch { atom: atom.clone(), value: None, samples: 0 });
            }
        }
        watches
    }

    fn position(&self, atom: &Atom) -> Option<usize> {
        let is_same = |watch: &Watch| {
            (watch.atom.quantity, &watch.atom.subject, watch.atom.fold) == (atom.quantity, &atom.subject, atom.fold)
        };
        self.0.iter().position(is_same)
    }

    /// Forgets all values, at the start of a branch.
    pub fn reset(&mut self) {
        for watch in &mut self.0 {
            (watch.value, watch.samples) = (None, 0);
        }
    }

    /// Notes the values of the start. In the chain's context, as all that follow.
    pub fn note_start(&mut self, context: &Context<'_>) {
        self.note(context, |fold| fold == Fold::At(Time::Start));
        self.note_block(context);
        self.note_sample(context);
    }

    /// Notes the values of this block.
    pub fn note_block(&mut self, context: &Context<'_>) {
        self.note(context, |fold| fold == Fold::At(Time::Block(context.block)));
    }

    fn note(&mut self, context: &Context<'_>, is_due: impl Fn(Fold) -> bool) {
        for watch in self.0.iter_mut().filter(|watch| is_due(watch.atom.fold)) {
            watch.value = Some(context.value(&watch.atom));
        }
    }

    /// Returns the blocks whose values are needed.
    pub fn blocks(&self) -> Vec<u32> {
        let blocks = self.0.iter().filter_map(|watch| match watch.atom.fold {
            Fold::At(Time::Block(block)) => Some(block),
            _ => None,
        });
        blocks.collect()
    }

    /// Notes the values of a sample.
    pub fn note_sample(&mut self, context: &Context<'_>) {
        for watch in &mut self.0 {
            if !matches!(watch.atom.fold, Fold::Max | Fold::Min | Fold::Mean) {
                continue;
            }
            let now = context.value(&watch.atom);
            watch.samples += 1;
            let before = watch.value.unwrap_or(now);
            watch.value = Some(match watch.atom.fold {
                Fold::Max => before.max(now),
                Fold::Min => before.min(now),
                _ => before + (now - before) / f64::from(watch.samples),
            });
        }
    }

    /// Returns the values of a formula's quantities.
    pub fn values(&self, formula: &Formula, context: &Context<'_>) -> Vec<f64> {
        let value = |atom: &Atom| {
            let noted = self.position(atom).and_then(|at| self.0.get(at)?.value);
            noted.unwrap_or_else(|| context.value(atom))
        };
        formula.atoms.iter().map(value).collect()
    }
}
