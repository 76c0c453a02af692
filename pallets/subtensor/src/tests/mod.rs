//! One file per call or subject.

mod add_stake;
mod add_stake_limit;
mod block_step;
mod calls;
mod fourth_policy;
mod genesis;
mod info;
mod move_stake;
mod payout;
mod policies;
mod position;
mod properties;
mod remove_stake;
mod remove_stake_full_limit;
mod remove_stake_limit;
mod retire_alpha;
mod soak;
mod stateful;
mod swap_stake;
mod swap_stake_limit;
mod take;
mod transfer_stake;
mod try_state;
mod unstake_all;
mod unstake_all_alpha;
mod vectors;
