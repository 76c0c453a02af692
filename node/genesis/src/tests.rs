//! Presets, the documentation's example, and the messages about wrong files.

use super::{build, decode, definition::Definition, invariants, parse, report::Report, Faults, PRESETS};
use crate::random::{rounds, Random};
use dtao_primitives::{NetUid, Pools};
use dtao_runtime::{Balances, Runtime, SubtensorModule, Swap, System};
use frame_support::traits::Hooks;
use pallet_subtensor::{
    ActiveEmissionPolicy, Incentive, Kappa, RootWeights, SubnetMovingAlpha, ValidatorPermit, Weights,
};
use substrate_fixed::types::I96F32;

/// Returns the first file of `docs/genesis.md`.
fn example() -> String {
    let guide = include_str!("../../../docs/genesis.md");
    let begin = guide.find("```toml\n").unwrap() + "```toml\n".len();
    let length = guide[begin..].find("```").unwrap();
    guide[begin..begin + length].to_owned()
}

fn preset(name: &str) -> Definition {
    let (_, text) = PRESETS.iter().find(|(known, _)| *known == name).unwrap();
    parse(name, text).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Returns the faults of the example with `old`, which it must contain, replaced by `new`.
fn said_of(old: &str, new: &str) -> String {
    let text = example();
    assert!(text.contains(old), "{old} is not in the example");
    let read = parse("my.toml", &text.replacen(old, new, 1));
    read.map_or_else(|faults| faults.to_string(), |_| String::new())
}

fn line_of(part: &str) -> usize {
    let text = example();
    text[..text.find(part).unwrap()].matches('\n').count() + 1
}

#[test]
fn every_preset_builds_is_sound_and_stays_so_over_a_tempo() {
    for (name, _) in PRESETS {
        let mut state = build(&preset(name)).unwrap();
        state.execute_with(|| {
            invariants().unwrap();
            let before = Balances::total_issuance();
            let mut injected = 0;
            for block in 1..=400 {
                System::set_block_number(block);
                SubtensorModule::on_initialize(block);
                let pools = <Swap as Pools<_>>::all();
                injected += pools.iter().map(|subnet| subnet.pool.emission.tao_in.rao()).sum::<u64>();
            }
            invariants().unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(Balances::total_issuance(), before + injected, "{name}");
            // Without subnets nothing is minted.
            assert!((injected > 390 * 1_000_000_000) != (name == "bare"), "{name}: {injected}");
        });
    }
}

#[test]
fn the_first_block_of_dynamic_tao_shares_alike() {
    let report = Report::new(&preset("launch")).unwrap();
    assert_eq!(report.root, 5_930_000_000_000_000);
    assert_eq!(report.subnets.len(), 64);
    for (row, netuid) in report.subnets.iter().zip(1..) {
        assert_eq!(row.netuid, netuid);
        assert_eq!(row.pool, [1_000_000_000, 1_000_000_000, 0]);
        // A 64th of one TAO, as much alpha at a price of 1, and one alpha given out.
        assert_eq!(row.first_block, [15_625_000, 15_625_000, 1_000_000_000]);
    }
    // Six hundred thousand, root, two thousand, 64 pools; the deposit of the custody account.
    assert_eq!(report.issuance, (600_000 + 5_930_000 + 2_000 + 64) * 1_000_000_000 + 500);
}

#[test]
fn subnet_28_stands_out_and_root_has_the_say_of_the_fourth_day() {
    let definition = preset("sn28");
    let report = Report::new(&definition).unwrap();
    let price = |netuid: usize| {
        let [tao, alpha, _] = report.subnets[netuid - 1].pool;
        u128::from(tao) * 1_000_000_000 / u128::from(alpha)
    };
    assert_eq!((price(27), price(28), price(29)), (8_700_317, 51_227_174, 8_700_317));
    let [_, alpha, out] = report.subnets[26].pool;
    let root = u128::from(report.root) * 18 / 100;
    let say = root * 1_000 / (root + u128::from(alpha) + u128::from(out));
    assert_eq!(say, 948, "root's part of a subnet, in thousandths");
    build(&definition).unwrap().execute_with(|| {
        for block in 1..=400 {
            System::set_block_number(block);
            SubtensorModule::on_initialize(block);
        }
        // The more a speculator holds, the more it earns.
        let incentives = Incentive::<Runtime>::get(NetUid::new(28)).into_inner();
        assert_eq!(incentives[..4], [0; 4]);
        assert!(incentives[4..].windows(2).all(|pair| pair[0] > pair[1]), "{incentives:?}");
        assert!(incentives[8] > 0);
    });
}

#[test]
fn the_example_of_the_documentation_is_what_it_says() {
    let definition = parse("my.toml", &example()).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!((&*definition.name, &*definition.id), ("My chain", "dtao_my"));
    build(&definition).unwrap().execute_with(|| {
        let one = NetUid::new(1);
        assert_eq!(Kappa::<Runtime>::get(one), 40_000);
        assert_eq!(Weights::<Runtime>::get(one, 0).into_inner(), [(1, 65_535), (2, 32_768)]);
        assert_eq!(ValidatorPermit::<Runtime>::get(one).into_inner(), [true, false, false]);
        assert_eq!(ActiveEmissionPolicy::<Runtime>::get(), 1);
        assert_eq!(SubnetMovingAlpha::<Runtime>::get(), I96F32::from_bits(1_288_490));
        let votes: Vec<_> = RootWeights::<Runtime>::iter_values().map(|say| say.into_inner()).collect();
        assert_eq!(votes, [[(one, 3), (NetUid::new(2), 1)]]);
    });
    // Root's vote, three to one, from the first block on.
    let report = Report::new(&definition).unwrap();
    let tao: Vec<_> = report.subnets.iter().map(|row| row.first_block[0]).collect();
    assert_eq!(tao, [750_000_000, 249_999_999]);
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_column() {
    let bob = "{ key = \"//Bob\"";
    let cases = [
        ("name = \"My chain\"", "nam = \"My chain\"", "unknown field `nam`"),
        ("name = \"My chain\"", "name = \"My chain", "invalid basic string"),
        ("netuid = 2, owner", "netuid = 1, owner", "subnet 1 has a row already"),
        ("netuid = 2, owner", "netuid = 70000, owner", "70000 is out of range: write a number from 0 to 65535"),
        ("symbol = \"ö\"", "symbol = \"öö\"", "subnet 1: its symbol must be one character"),
        (bob, "{ key = \"//Alice\"", "the account //Alice has a row already"),
        (bob, "{ key = \"Bob\"", "Bob is not an address"),
        (
            bob,
            "{ key = \"5EYCAe5jLQhn6ofDSvqF6iY53erXNkwhyE1aCEgvi1NNs91F\"",
            "is the chain's own account of the pools: nobody has its key",
        ),
        ("balance = 20.5", "balance = -1", "-1 is not an amount"),
        ("balance = 20.5", "balance = 1e3", "1e3 is not an amount"),
        ("balance = 20.5", "balance = \"499 rao\"", "an account holds 500 rao at least"),
        ("balance = 20.5", "balance = 21_000_000", "more than 21 million TAO"),
        ("balance = 20.5", "blance = 20.5", "unknown field `blance`"),
        ("tao = 500,", "", "subnet 1 has no tao"),
        ("tao = 500,", "tao = 0.009,", "subnet 1: a reserve is below the minimum of a pool"),
        ("alpha = 10_000,", "alpha = 21_000_001,", ".00: the pool and the stakes count together"),
        ("moving_price = 0.05", "moving_price = 1.1", "subnet 1: its moving price is above 1"),
        ("amount = 900", "amount = 0", "a stake at subnet 1: it is nothing"),
        ("amount = 900", "amount = true", "true is not an amount"),
        ("{ netuid = 1, hotkeys", "{ netuid = 9, hotkeys", "there is no subnet 9"),
        (
            "\"//Alice//hotkey\", \"//Bob//miner\", \"//Bob//second\"]",
            "\"//Alice//hotkey\", \"//Bob//miner\", \"//Bob//miner\"]",
            "has a neuron at subnet 1 already",
        ),
        (
            "\"//Alice//hotkey\", \"//Bob//miner\", \"//Bob//second\"]",
            "\"//Alice//hotkey\", \"//Bob//other\"]",
            "nobody owns the hotkey //Bob//other",
        ),
        ("[2, 50]", "[3, 50]", "subnet 1 has no UID 3: it has 3 neurons, counted from 0"),
        ("[2, 50]", "[1, 50]", "1 has a weight twice"),
        ("[[1, 3], [2, 1]]", "[[1, 3], [7, 1]]", "there is no subnet 7 that root could vote for"),
        ("[[1, 100], [2, 50]]", "[[1, 0]]", "all of these weights are zero"),
        ("kappa = 40_000", "kapa = 40_000", "there is no setting kapa: there are serving_rate_limit"),
        ("kappa = 40_000", "kappa = 70_000", "70_000 is not a whole number, or is out of range"),
        ("kappa = 40_000", "max_validators = 500", "MaxAllowedValidators(500) of subnet 1: ValueNotInBounds"),
        ("moving_alpha = 0.0003", "moving_alpha = 1.5", ": ValueNotInBounds"),
        (
            "emission = \"root-vote\"",
            "emission = \"lottery\"",
            "there is no emission policy lottery: there are moving-price, root-vote, net-flow, gross-flow, burn-weighted, gate, top-n",
        ),
        ("root_dividends = \"sold\"", "root_dividends = \"kept\"", "sold or claimable, not kept"),
        ("root_dividends = \"sold\"", "injection = \"drop\"", "the injection is lift, buy or capped-buy, not drop"),
        ("validators = [\"//Alice\"]", "validators = []", "there are 0 validators: a chain has 1 to 32"),
        ("validators = [\"//Alice\"]", "validators = [\"//Alice\", \"//Alice\"]", "a validator is named twice"),
        ("validators = [\"//Alice\"]", "type = \"test\"", "development, local or live, not test"),
        (
            "validators = [\"//Alice\"]",
            "slot_milliseconds = 999",
            "a slot of this chain lasts 1000 to 60000 milliseconds, not 999",
        ),
        ("validators = [\"//Alice\"]", "slot_milliseconds = 60_001", "milliseconds, not 60001"),
        ("validators = [\"//Alice\"]", "id = \"../x\"", "use letters, digits, - and _ alone"),
    ];
    for (old, new, words) in cases {
        let said = said_of(old, new);
        assert!(said.contains(words), "{old} → {new}: {said:?}");
        // The place of the first fault is in the line that was changed.
        let place = format!("my.toml:{}:", line_of(old));
        assert!(said.lines().any(|line| line.starts_with(&place) && line.contains(words)), "{old} → {new}: {said}");
    }
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_their_lines() {
    let text = example().replacen("balance = 20.5", "balance = -1", 1).replacen("[2, 50]", "[3, 50]", 1);
    let faults = parse("my.toml", &text).unwrap_err();
    let said = faults.to_string();
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(lines[0].contains("is not an amount") && lines[1].contains("no UID 3"), "{said}");
    assert!(faults.first().ends_with("(and 1 more: dtao-node check-genesis shows them)"));
    assert_eq!(Faults::of_file("one".into()).first(), "one");
}

#[test]
fn a_hundred_faults_are_listed_and_the_others_counted() {
    let text =
        format!("sudo = \"//Alice\"\nvalidators = [\"//Alice\"]\n{}", "[[accounts]]\nkey = \"nobody\"\n".repeat(150));
    let faults = parse("my.toml", &text).unwrap_err();
    let said = faults.to_string();
    assert_eq!(said.lines().count(), 101);
    assert!(said.ends_with("\nand 50 more faults"), "{said}");
    assert!(faults.first().ends_with("(and 149 more: dtao-node check-genesis shows them)"));
}

#[test]
fn all_settings_that_the_pallet_refuses_are_reported_at_once() {
    let text = example().replacen("kappa = 40_000", "max_validators = 500, activity_cutoff = 1", 1);
    let text = text.replacen("moving_alpha = 0.0003", "moving_alpha = 1.5", 1);
    let said = parse("my.toml", &text).unwrap_err().to_string();
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    for (line, name) in lines.iter().zip(["MaxAllowedValidators(500)", "ActivityCutoff(1)", "SubnetMovingAlpha("]) {
        assert!(line.contains(name) && line.contains("ValueNotInBounds"), "{said}");
    }
}

#[test]
fn a_file_that_is_not_there_is_told_by_its_name() {
    let faults = super::read("/nowhere/my.toml").unwrap_err().to_string();
    assert!(faults.contains("/nowhere/my.toml cannot be read"), "{faults}");
}

#[test]
fn a_chain_without_root_says_what_makes_one() {
    let said = said_of("sudo = \"//Alice\"", "");
    assert!(said.starts_with("my.toml:1:1: there is no root: name sudo"), "{said}");
}

/// Returns the faults of a whole file.
fn said_of_file(text: &str) -> String {
    parse("my.toml", text).map_or_else(|faults| faults.to_string(), |_| String::new())
}

#[test]
fn numbers_that_do_not_fit_are_answered_by_what_does() {
    assert_eq!(
        said_of_file("subnets = [{ netuid = 70000 }]"),
        "my.toml:1:23: 70000 is out of range: write a number from 0 to 65535"
    );
    let said = said_of_file("accounts = [{ key = \"//Alice\", balance = 99999999999999999999 }]");
    assert!(said.contains(": the number is too large: a chain has at most 21_000_000 TAO"), "{said}");
}

#[test]
fn a_name_longer_than_a_line_is_refused() {
    let name = |letters: usize| said_of_file(&format!("name = \"{}\"\nsudo = \"//Alice\"", "é".repeat(letters)));
    assert_eq!(name(65), "my.toml:1:8: the chain's name has 64 letters at most");
    assert_eq!(name(64), "");
}

#[test]
fn a_file_that_is_no_text_is_refused_with_the_place() {
    let said = decode("latin.toml", b"# A chain\nname = \"\xe9\"\n").unwrap_err().to_string();
    assert_eq!(said, "latin.toml:2:9: here is a byte that is not UTF-8: save the file as text in UTF-8");
    assert_eq!(decode("good.toml", "é".as_bytes()).unwrap(), "é");
}

/// Replaces one of the numbers of a text.
fn another_number(text: &str, random: &mut Random) -> String {
    let digits: Vec<_> = text.match_indices(|letter: char| letter.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = *random.pick(&digits);
    let length = text[at..].find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len() - at);
    let numbers = [
        "0",
        "1",
        "-1",
        "65535",
        "65536",
        "21_000_000",
        "21_000_001",
        "18446744073709551616",
        "0.1234567891",
        "1e300",
        "nan",
    ];
    format!("{}{}{}", &text[..at], random.pick(&numbers), &text[at + length..])
}

/// A damaged file is refused in words, or it is a sound chain.
#[test]
fn a_damaged_file_is_refused_in_words_or_makes_a_sound_chain() {
    let texts = [example(), PRESETS.iter().find(|(name, _)| *name == "development").unwrap().1.to_owned()];
    let mut built = 0;
    rounds(300, |random| {
        let mut text = random.pick(&texts).clone();
        if random.once_in(2) {
            text = another_number(&text, random);
        } else {
            let mut bytes = text.into_bytes();
            random.mutate(&mut bytes);
            text = String::from_utf8_lossy(&bytes).into_owned();
        }
        match parse("fuzz.toml", &text) {
            Err(faults) => assert!(!faults.to_string().trim().is_empty()),
            Ok(definition) => {
                built += 1;
                build(&definition).unwrap().execute_with(|| invariants().unwrap());
            }
        }
    });
    assert!(built > 0);
}

#[test]
fn a_live_chain_has_slots_in_which_a_full_block_is_made_in_time() {
    let slot = |lines: &str| {
        let whole = format!("{lines}\nsudo = \"//Alice\"");
        parse("my.toml", &whole).map(|chain| chain.slot).map_err(|faults| faults.to_string())
    };
    assert_eq!(slot("type = \"live\""), Ok(12_000));
    assert_eq!(slot("type = \"live\"\nslot_milliseconds = 4_000"), Ok(4_000));
    assert!(slot("type = \"live\"\nslot_milliseconds = 3_999").is_err_and(|said| said.contains("my.toml:2:")));
    assert_eq!(slot("type = \"local\""), Ok(1_000));
    assert_eq!(slot("slot_milliseconds = 6_000"), Ok(6_000));
    assert_eq!(preset("local-12s").slot, 12_000);
}
