//! Invented data in the shape of a lab run: random walks of prices, and what follows from them.

use dtao_lab_report::{
    AccountSeries, Agent, CallCount, Expectation, Measure, Parameter, Quantity, ReportInput, Rule, Run, Scenario,
    Series, Subnet, Versions,
};

const BLOCKS_PER_DAY: u64 = 7_200;
const RULES: [&str; 3] = ["MovingPrice, Lift, Sold", "NetFlow, Buy, Sold", "Gate(rank 32), CappedBuy, Claimable"];
/// The subnet whose price is pumped, and dumped on day 7.
const PUMPED: u16 = 28;

/// A generator of random numbers: SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from 0 to 1.
    fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number with mean 0 and deviation 1, nearly normal.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.part()).sum::<f64>() - 6.0
    }
}

/// A scenario of so many subnets, days and samples, without runs.
fn scenario(name: &str, subnets: u16, days: u64) -> ReportInput {
    let mut input = ReportInput {
        scenario: Scenario {
            name: name.into(),
            description: "A subnet without a task pays its holders. Buying lifts the price, the price lifts the \
                          emission, and the emission pays for more buying, until root's foundation rewards those who \
                          sell."
                .into(),
            file: "scenarios/sn28-dump.toml".into(),
            text: SCENARIO_TEXT.into(),
            seed: 20_250_213,
            blocks: days * BLOCKS_PER_DAY,
            blocks_per_day: BLOCKS_PER_DAY,
            subnets_of_interest: vec![PUMPED, 4],
            agents_of_interest: vec![0, 1],
        },
        versions: Versions { lab: "0.1.0".into(), runtime: "dtao".into(), spec_version: 106 },
        rules: RULES.map(|name| Rule { name: name.into() }).into(),
        quantities: Quantity::standard(),
        ..Default::default()
    };
    input.subnets = (1..=subnets).map(|netuid| Subnet { netuid, name: subnet_name(netuid) }).collect();
    let agents = [
        ("ring-buyer", "speculator ring"),
        ("foundation", "root foundation"),
        ("<script>alert('agent')</script>", "holder"),
        ("\u{202E}evil-reversed\u{202C}", "noise trader"),
        ("سوق الأمل", "momentum trader"),
        (
            "miner who sells each tempo and has a name that is much longer than any name should ever be",
            "miner who sells",
        ),
    ];
    input.agents = agents.map(|(name, kind)| Agent { name: name.into(), kind: kind.into() }).into();
    input
}

fn subnet_name(netuid: u16) -> String {
    match netuid {
        PUMPED => "TAO Accumulation Corporation".into(),
        4 => "Targon".into(),
        5 => "</script><script>document.title='broken'</script>".into(),
        6 => "\"quotes\" & 'apostrophes' <b>bold</b>".into(),
        7 => "\u{202E}gnp.txt".into(),
        8 => "שרשרת הבלוקים".into(),
        9 => "去中心化 AI 子網".into(),
        10 => "x".repeat(10_000),
        11 => String::new(),
        12 => "<!-- \u{0} \u{7} ]]>".into(),
        _ => format!("Subnet {netuid}"),
    }
}

/// Adds one run under every rule, with the same random numbers.
fn add_run(input: &mut ReportInput, run: u32, samples: u64, parameters: &[(&str, f64)], with_agents: bool) {
    let seed = input.scenario.seed + u64::from(run);
    for rule in 0..input.rules.len() as u32 {
        let named = parameters.iter().map(|(name, value)| Parameter { name: (*name).into(), value: value.to_string() });
        let stops = 180.0 + 40.0 * f64::from(rule) + parameters.iter().map(|(_, value)| value).sum::<f64>();
        let results = match parameters {
            [] => Vec::new(),
            _ => vec![Measure { name: "attack stops working".into(), unit: "day".into(), value: stops }],
        };
        input.runs.push(Run { run, rule, seed, parameters: named.collect(), results });
        for netuid in 1..=input.subnets.len() as u16 {
            let push = parameters.first().map_or(1.0, |(_, value)| *value);
            input.series.push(subnet_series(input, (run, rule, netuid), samples, push));
        }
        if with_agents {
            for agent in 0..input.agents.len() as u32 {
                input.accounts.push(account_series(input, (run, rule, agent), samples));
            }
        }
    }
}

fn sample_blocks(input: &ReportInput, samples: u64) -> Vec<u64> {
    (0..samples).map(|sample| sample * input.scenario.blocks / (samples - 1)).collect()
}

/// A random walk of the price, and what follows from it.
fn subnet_series(input: &ReportInput, (run, rule, netuid): (u32, u32, u16), samples: u64, push: f64) -> Series {
    let mut random = Random(u64::from(run) << 32 | u64::from(netuid));
    let blocks = sample_blocks(input, samples);
    let mut columns = vec![Vec::new(); input.quantities.len()];
    let step = 1.0 / samples as f64;
    let mut price = 0.005 + 0.06 / f64::from(netuid).sqrt();
    let (mut moving, mut alpha_out, mut volume, mut holders) = (0.0, 900_000.0, 0.0, 40.0 + f64::from(netuid));
    let mut tao = 12_000.0;
    for sample in 0..samples {
        let time = sample as f64 * step;
        price *= (random.normal() * 0.35 * step.sqrt() + drift(rule, netuid, time, push) * step).exp();
        moving += (price - moving) * 4.0 * step;
        tao += (0.35 + price) * 400_000.0 * step;
        alpha_out += 0.82 * 72_000.0 * 40.0 * step;
        volume += price * (0.2 + random.part()) * 900_000.0 * step;
        holders += if random.part() < 0.02 { 1.0 } else { 0.0 };
        let share = 100.0 * moving / (1.2 + moving);
        let values = [
            price,
            moving,
            share,
            share / 200.0,
            (share / 200.0).min(price),
            tao,
            tao / price,
            alpha_out,
            100.0 * (0.95 - 0.3 * time),
            random.normal() * 0.02 * price,
            volume,
            holders,
            0.4 + 0.3 * time,
        ];
        for (column, value) in columns.iter_mut().zip(values) {
            column.push(value);
        }
    }
    Series { run, rule, netuid, blocks, columns: columns.into_iter().map(Into::into).collect() }
}

/// Slope of the logarithm of the price.
fn drift(rule: u32, netuid: u16, time: f64, push: f64) -> f64 {
    let strength = [1.0, 0.6, 0.35][rule as usize % 3] * 0.8_f64.powi(rule as i32 / 3);
    match netuid {
        PUMPED if time < 0.7 => 4.5 * strength * push,
        PUMPED if time < 0.73 => [-130.0, -60.0, -8.0][rule as usize % 3],
        PUMPED => -0.2,
        _ => 0.3 * strength,
    }
}

fn account_series(input: &ReportInput, (run, rule, agent): (u32, u32, u32), samples: u64) -> AccountSeries {
    let mut random = Random(u64::from(run) << 40 | u64::from(agent) << 8 | u64::from(rule));
    let blocks = sample_blocks(input, samples);
    let mut value = 1_000.0 * f64::from(agent + 1);
    let gain = [0.8, -0.9, 0.1, -0.05, 0.3, 0.2][agent as usize % 6] / f64::from(rule + 1);
    let values: Vec<f64> = (0..samples)
        .map(|_| {
            value *= (random.normal() * 0.02 + gain / samples as f64 * 2.0).exp();
            value
        })
        .collect();
    let deposited = if agent == 1 { 250.0 } else { 0.0 };
    AccountSeries { run, rule, agent, blocks, value: values.into(), deposited }
}

/// Three rules on 64 subnets with 2 000 samples, hostile names, a gap, failed calls and expectations.
pub fn plain() -> ReportInput {
    let mut input = scenario("SN28: holders are paid, and root answers", 64, 10);
    add_run(&mut input, 0, 2_000, &[], true);
    // A subnet that is dissolved on day 5 under one rule, and comes back on day 7.
    for series in input.series.iter_mut().filter(|series| series.netuid == 4 && series.rule == 1) {
        let gone = |block: u64| (5 * BLOCKS_PER_DAY..7 * BLOCKS_PER_DAY).contains(&block);
        for column in &mut series.columns {
            let kept = series.blocks.iter().zip(&column.values).filter(|(block, _)| !gone(**block));
            column.values = kept.map(|(_, value)| *value).collect();
        }
        series.blocks.retain(|block| !gone(*block));
    }
    let errors = [("NotEnoughBalanceToStake", 1_204), ("SlippageTooHigh", 311), ("<img src=x onerror=alert(1)>", 2)];
    for rule in 0..RULES.len() as u32 {
        let call = |name: &str, error: Option<&str>, count| CallCount {
            run: 0,
            rule,
            call: name.into(),
            error: error.map(Into::into),
            count,
        };
        input.calls.push(call("SubtensorModule.add_stake", None, 48_211 + u64::from(rule)));
        for (error, count) in errors {
            input.calls.push(call("SubtensorModule.add_stake_limit", Some(error), count >> rule));
        }
        for (text, measured, passed) in [
            ("price of 28 < 0.02 * max(price of 28)", "0.0171 TAO/alpha, 1.6 % of 1.067 TAO/alpha", rule < 2),
            ("rank of 28 by market value <= 7 at day 6.9", "rank 6", true),
            ("profit of ring-buyer < 0 TAO", "−812.4 TAO", true),
        ] {
            input.expectations.push(Expectation {
                text: text.into(),
                why: if passed { "the story says so: \"<b>holders are paid</b>\"".into() } else { String::new() },
                location: format!("scenarios/sn28-dump.toml:{}:1", 40 + text.len() / 3),
                run: None,
                rule: Some(rule),
                measured: measured.into(),
                passed,
            });
        }
    }
    input
}

/// Twenty repetitions of one run.
pub fn monte_carlo() -> ReportInput {
    let mut input = scenario("Twenty repetitions", 8, 10);
    input.scenario.subnets_of_interest = vec![4];
    for run in 0..20 {
        add_run(&mut input, run, 500, &[], true);
    }
    input.scenario.subnets_of_interest.push(5);
    input
}

/// Twelve rows of two parameters.
pub fn sweep() -> ReportInput {
    let mut input = scenario("The push of the ring, and how long root answers", 30, 10);
    input.scenario.subnets_of_interest = vec![PUMPED];
    for row in 0..12 {
        add_run(
            &mut input,
            row,
            300,
            &[("push", 0.5 + 0.25 * f64::from(row % 4)), ("answer_days", f64::from(row / 4))],
            true,
        );
    }
    input
}

/// Nine rules over a few hours, without names of interest.
pub fn nine_rules() -> ReportInput {
    let mut input = scenario("Who earns what under nine rules", 12, 1);
    let rules = ["MovingPrice", "RootVote", "GrossFlow", "NetFlow", "BurnWeighted", "Gate", "TopN", "Tiers", "Revenue"];
    input.rules = rules.map(|name| Rule { name: name.into() }).into();
    input.scenario.blocks = 1_800;
    input.scenario.subnets_of_interest = vec![1];
    input.scenario.agents_of_interest.clear();
    add_run(&mut input, 0, 151, &[], true);
    input
}

const SCENARIO_TEXT: &str = r#"# The ring of SN28, and the answer of root's foundation.
start = "presets/launch.toml"
days = 10
seed = 20250213

[[rules]]
share = "MovingPrice"
injection = "Lift"
root_dividend = "Sold"

[[agent]]
name = "ring-buyer"
kind = "speculator ring"
subnet = 28
tao_per_day = 400.0

[[at]]
day = 7
who = "foundation"
call = "SubtensorModule.set_weights"   # </pre><script>alert("text")</script>

[[expect]]
price = "price of 28 < 0.02 * max(price of 28)"
"#;
