//! Tables of results.

use super::results::{plain, Results, Run};
use serde_json::Value;
use std::fmt::Write;

/// A column of the table of a scenario's runs.
enum Column {
    /// The mean share of a subnet, in percent.
    Share(u16),
    /// The last price of a subnet.
    Price(u16),
    /// The largest amount of a subnet after the first day.
    Max(&'static str, u16),
    /// The least amount of a subnet after the first day.
    Least(&'static str, u16),
    /// The last amount of a subnet.
    Last(&'static str, u16),
    /// The profit of an agent.
    Profit(&'static str),
    /// 1/Σs² at the end.
    Effective,
}

/// Returns the columns that a scenario's runs are compared by; none if its expectations say everything.
fn columns(scenario: &str) -> Vec<Column> {
    use Column::{Effective, Last, Least, Max, Price, Profit, Share};
    match scenario {
        "buy-back" => vec![
            Share(5),
            Share(6),
            Price(5),
            Price(6),
            Profit("owner of 6"),
            Profit("miners of 6"),
            Profit("business"),
        ],
        "burn-gaming" => vec![Share(7), Share(8), Profit("attacker")],
        "cap" => vec![Price(1), Price(2), Price(3), Last("tao", 3), Last("alpha_in", 3), Last("alpha_out", 3)],
        "dissolve-snipe" => vec![Profit("attacker")],
        "drain" => vec![Share(16), Price(16), Profit("attacker, as owner"), Profit("hired")],
        "flow-gaming" => vec![Share(12), Price(12), Profit("attacker"), Profit("attacker, as owner")],
        "just-in-time" => vec![Profit("attacker"), Profit("honest")],
        "pump" => vec![Share(16), Price(16), Profit("attacker")],
        "root-vote" => vec![Share(1), Share(2), Share(30), Effective],
        "sandwich" => vec![Profit("attacker"), Profit("victims")],
        "search" => vec![Profit("ring"), Price(28), Share(28), Share(30)],
        "sn28" => {
            vec![Max("price", 28), Max("share", 28), Least("rank", 28), Price(28), Last("rank", 28), Profit("ring")]
        }
        _ => Vec::new(),
    }
}

/// Returns the section of a scenario.
pub fn section(name: &str, results: &Results) -> String {
    let summary = &results.summary;
    let mut text = format!("\n## {name}\n\n{}.\n\n", plain(&summary["name"]));
    text += "| expected | why | found |\n|---|---|---|\n";
    for expectation in summary["expectations"].as_array().into_iter().flatten() {
        let (what, why) = (plain(&expectation["what"]), expectation["why"].as_str().unwrap_or_default());
        let _ = writeln!(text, "| `{what}` | {why} | {} |", found(expectation));
    }
    if name == "sn28-dump" {
        text += &dump(results);
    }
    if name == "transition" {
        text += &transition(results);
    }
    if name == "objective" {
        text += &objective(results);
    }
    let columns = columns(name);
    if !columns.is_empty() {
        text += &of_runs(results, &columns);
    }
    text
}

/// Describes an expectation's outcome with the numbers that decide.
fn found(expectation: &Value) -> String {
    let (held, of) = (&expectation["held"], &expectation["of"]);
    let passed = expectation["passed"].as_bool().unwrap_or(false);
    let mark = if passed { "holds" } else { "**fails**" };
    let runs = expectation["runs"].as_array();
    let decisive = runs.into_iter().flatten().find(|run| run["holds"].as_bool() == Some(passed));
    let sides = decisive.and_then(|run| Some((run["left"].as_f64()?, run["right"].as_f64()?)));
    let sides = sides.map_or_else(String::new, |(left, right)| format!(": {} and {}", short(left), short(right)));
    let stops: Vec<_> = expectation["stops"].as_array().into_iter().flatten().map(plain).collect();
    let stops = if stops.is_empty() { String::new() } else { format!("; no longer from day {}", stops.join(", ")) };
    format!("{mark} in {held} of {of}{sides}{stops}")
}

fn of_runs(results: &Results, columns: &[Column]) -> String {
    let runs = results.runs();
    let parameters: Vec<String> =
        runs.first().map(|run| run.parameters.iter().map(|(name, _)| name.clone()).collect()).unwrap_or_default();
    let heads: Vec<String> =
        parameters.into_iter().chain(["rule".to_owned()]).chain(columns.iter().map(head)).collect();
    let mut text = format!("\n| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for run in &runs {
        let mut cells: Vec<String> = run.parameters.iter().map(|(_, value)| value.clone()).collect();
        cells.push(run.rule.clone());
        cells.extend(columns.iter().map(|column| short(value(results, run, column))));
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}

fn head(column: &Column) -> String {
    match column {
        Column::Share(netuid) => format!("mean share of {netuid}"),
        Column::Price(netuid) => format!("price of {netuid}"),
        Column::Last(quantity, netuid) => format!("{quantity} of {netuid}"),
        Column::Max(quantity, netuid) => format!("largest {quantity} of {netuid}"),
        Column::Least(quantity, netuid) => format!("least {quantity} of {netuid}"),
        Column::Profit(agent) => format!("profit of {agent}"),
        Column::Effective => "effective subnets".into(),
    }
}

fn value(results: &Results, run: &Run, column: &Column) -> f64 {
    let last = |netuid, quantity: &str| results.subnet(run, netuid, quantity).last().copied().unwrap_or(f64::NAN);
    // The first prices are those of pools with one alpha.
    let after_a_day = |netuid, quantity: &str| results.subnet(run, netuid, quantity).split_off(12);
    match column {
        Column::Share(netuid) => results.mean_share(run, *netuid),
        Column::Price(netuid) => last(*netuid, "price"),
        Column::Last(quantity, netuid) => last(*netuid, quantity),
        Column::Max(quantity, netuid) => after_a_day(*netuid, quantity).into_iter().fold(f64::NEG_INFINITY, f64::max),
        Column::Least(quantity, netuid) => after_a_day(*netuid, quantity).into_iter().fold(f64::INFINITY, f64::min),
        Column::Profit(agent) => results.profit(run, agent),
        Column::Effective => results.effective_subnets(run),
    }
}

/// Returns the price of subnet 28 in each branch: when the foundation begins to pay sellers, and 2 400 blocks later.
fn dump(results: &Results) -> String {
    const DAYS_UNTIL_THE_DUMP: f64 = 3.0;
    let mut text = String::from(
        "\n| day of the dump | price before | after | change | root's part |\n|---:|---:|---:|---:|---:|\n",
    );
    let expectations = results.summary["expectations"].as_array().into_iter().flatten();
    let asks_for_the_day =
        |expectation: &&Value| expectation["stops"].as_array().is_some_and(|stops| !stops.is_empty());
    for run in expectations.filter(asks_for_the_day).flat_map(|all| all["runs"].as_array().into_iter().flatten()) {
        let (Some(branch), Some(after), Some(half)) =
            (run["branch_day"].as_f64(), run["left"].as_f64(), run["right"].as_f64())
        else {
            continue;
        };
        let parts = results.runs().into_iter().find(|known| known.branch_day == Some(branch));
        let part = parts.and_then(|run| results.subnet(&run, 28, "root_part").last().copied()).unwrap_or(f64::NAN);
        let before = 2.0 * half;
        let (day, change) = (branch + DAYS_UNTIL_THE_DUMP, 100.0 * (after / before - 1.0));
        let _ = writeln!(text, "| {day} | {} | {} | {change:.1} | {:.1} |", short(before), short(after), 100.0 * part);
    }
    text
}

/// Returns the mean of root's part over all subnets on some days, in percent, beside the closed curve's two branches.
fn transition(results: &Results) -> String {
    const WEIGHTED_ROOT: f64 = 0.18 * 5_930_000.0;
    let curve = |alpha: f64| 100.0 * WEIGHTED_ROOT / (WEIGHTED_ROOT + alpha);
    let mut text =
        String::from("\n| day | root's part | with 7 200 alpha a day | with 14 400 |\n|---:|---:|---:|---:|\n");
    for day in ["3", "4", "7", "30", "90", "180", "365"] {
        let parts: Vec<f64> = results
            .series
            .iter()
            .filter(|row| row["day"] == day)
            .filter_map(|row| row["root_part"].parse().ok())
            .collect();
        let mean = 100.0 * parts.iter().sum::<f64>() / parts.len().max(1) as f64;
        let days: f64 = day.parse().unwrap_or(0.0);
        let (upper, lower) = (curve(days * 7_200.0), curve(days * 14_400.0));
        let _ = writeln!(text, "| {day} | {mean:.1} | {upper:.1} | {lower:.1} |");
    }
    text
}

/// The ways to lift the share of subnet 12: the parameter, and the agent who pays for it.
const WAYS: [(&str, &str); 4] = [("hold", "holds"), ("wash", "washes"), ("burn", "burns"), ("vote", "")];

/// Returns the table of rules: who earns what, the effective number of subnets, and the cost to game.
fn objective(results: &Results) -> String {
    let runs = results.runs();
    let is = |run: &Run, name: &str| run.parameters.iter().any(|(known, value)| known == name && value != "0");
    let base = runs.iter().filter(|run| WAYS.iter().all(|(way, _)| !is(run, way)));
    let mut text = String::from(
        "\n| rule | useful 3 | Bitcoin 6 | meme 9 | four largest | effective subnets | profit of the ring | hold | wash | burn | vote |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for run in base {
        let share = |netuid| results.mean_share(run, netuid);
        let largest: f64 = (1..=4).map(share).sum();
        let earned =
            [share(3), share(6), share(9), largest, results.effective_subnets(run), results.profit(run, "ring of 9")];
        let mut cells: Vec<String> = earned.into_iter().map(short).collect();
        for (way, agent) in WAYS {
            let gamed = runs.iter().find(|other| other.rule == run.rule && is(other, way));
            cells.push(gamed.map_or_else(String::new, |gamed| cost(results, run, gamed, agent)));
        }
        let _ = writeln!(text, "| {} | {} |", run.rule, cells.join(" | "));
    }
    text += "\nThe last four columns: what the attacker lost, and the percentage points by which the mean share of subnet 12 rose.\n";
    text
}

fn cost(results: &Results, base: &Run, gamed: &Run, agent: &str) -> String {
    let gained = results.mean_share(gamed, 12) - results.mean_share(base, 12);
    let lost = if agent.is_empty() { 0.0 } else { -results.profit(gamed, agent) };
    format!("{lost:.1} for {gained:.2}")
}

/// Returns a number with four digits.
fn short(number: f64) -> String {
    if number == 0.0 || !number.is_finite() {
        return if number == 0.0 { "0".into() } else { "–".into() };
    }
    let decimals = (3 - number.abs().log10().floor() as i32).clamp(0, 9) as usize;
    let text = format!("{number:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}
