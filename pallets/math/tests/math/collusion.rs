//! The gain of a colluding group, and the documents' agreement with the code.

#[allow(dead_code)]
#[path = "../../examples/collusion.rs"]
mod example;

use dtao_math::yuma::BondsRule::{Yuma2, Yuma3};
use example::{drawing, gain, rows, table, HALF, NO_CLIPPING, STAKES};

#[test]
fn under_half_of_the_stake_the_group_s_miner_gets_what_the_rest_gives_it_and_no_more() {
    for stake in STAKES.into_iter().filter(|stake| *stake < 50) {
        for rule in [Yuma2, Yuma3] {
            let gain = gain(stake, HALF, rule);
            // The other validators give it 2 of 100. The group's own weight is clipped to that, and it gives nothing to
            // the other miners: 0.02 beside 0.98 · (1 − stake).
            let left = 0.98 * (1.0 - stake as f64 / 100.0);
            assert!((gain.miners - 0.02 / (0.02 + left)).abs() < 1e-6, "{stake}");
            // Bonds pay by the same incentive, and the group's part of the bonds in its miner is its part of the stake
            // or slightly more.
            assert!(gain.validators < 0.02, "{stake}: {}", gain.validators);
        }
    }
}

#[test]
fn over_half_of_the_stake_the_group_gets_nearly_all() {
    for stake in STAKES.into_iter().filter(|stake| *stake > 50) {
        for rule in [Yuma2, Yuma3] {
            let gain = gain(stake, HALF, rule);
            assert!(gain.miners > 0.999_999 && gain.validators > 0.98, "{stake}");
        }
    }
}

#[test]
fn without_clipping_the_group_gets_its_part_of_the_stake_and_more() {
    for stake in STAKES {
        let gain = gain(stake, NO_CLIPPING, Yuma2);
        let stake = stake as f64 / 100.0;
        assert!((gain.miners - (stake + (1.0 - stake) * 0.02)).abs() < 1e-6);
        assert!((gain.validators - stake).abs() < 1e-4, "{stake}");
    }
}

#[test]
fn the_documents_show_what_the_code_computes() {
    let rows = rows();
    let text = include_str!("../../../../docs/collusion.md");
    for line in table(&rows).lines() {
        assert!(text.contains(line), "docs/collusion.md lacks {line}");
    }
    let svg = include_str!("../../../../docs/collusion.svg");
    assert!(svg == drawing(&rows), "docs/collusion.svg is old");
}
