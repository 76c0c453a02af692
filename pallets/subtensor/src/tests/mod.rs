//! One file per call or subject.

mod add_stake;
mod calls;
mod fourth_policy;
mod move_stake;
mod payout;
mod policies;
mod remove_stake_full_limit;
mod retire_alpha;
mod stateful;
mod swap_stake;
mod swap_stake_limit;
mod take;
mod transfer_stake;
mod unstake_all;
mod unstake_all_alpha;
