//! The files of a report: what they contain, how large they are, and that equal inputs give equal bytes.

#[path = "../examples/demo/data.rs"]
mod data;

use dtao_lab_report::{write, ReportInput, MAX_BYTES};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

type Files = BTreeMap<PathBuf, String>;

// Written once for all tests.
static PLAIN: LazyLock<Files> = LazyLock::new(|| files_of(&data::plain()));
static MONTE_CARLO: LazyLock<Files> = LazyLock::new(|| files_of(&data::monte_carlo()));
static SWEEP: LazyLock<Files> = LazyLock::new(|| files_of(&data::sweep()));

/// Elements of the page. A name that became markup would add others.
const ELEMENTS: [&str; 39] = [
    "!doctype", "html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2", "p", "span",
    "bdi", "dl", "div", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary",
    "pre", "label", "select", "input", "button", "noscript", "script", "figure", "ul", "li", "strong",
];
/// Attributes of the page: none that loads, links or runs anything.
const ATTRIBUTES: [&str; 15] = [
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "tabindex",
    "role",
    "aria-labelledby",
    "aria-label",
    "scope",
    "data-value",
    "type",
    "disabled",
];

fn files_of(input: &ReportInput) -> Files {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), input).unwrap();
    let mut files = BTreeMap::new();
    collect(folder.path(), folder.path(), &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read_to_string(&path).unwrap());
        }
    }
}

fn page(files: &Files) -> &str {
    &files[Path::new("report.html")]
}

/// Contents of the elements of this name, with the text behind the start of their tags.
fn contents<'a>(html: &'a str, name: &str) -> Vec<(&'a str, &'a str)> {
    let (start, end) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(position) = rest.find(&start) {
        let (tag, after) = rest[position + start.len()..].split_once('>').unwrap();
        let (content, after) = after.split_once(&end).unwrap();
        found.push((tag, content));
        rest = after;
    }
    found
}

/// The page without the contents of scripts and styles.
fn markup(html: &str) -> String {
    let mut markup = html.to_owned();
    for (_, content) in contents(html, "script").into_iter().chain(contents(html, "style")) {
        markup = markup.replacen(content, "", 1);
    }
    markup
}

fn data_of(html: &str) -> serde_json::Value {
    let scripts = contents(html, "script");
    let (_, data) = scripts.iter().find(|(tag, _)| tag.contains("application/json")).unwrap();
    assert!(!data.contains('<'));
    serde_json::from_str(data).unwrap()
}

#[test]
fn equal_inputs_give_equal_bytes() {
    assert!(files_of(&data::monte_carlo()) == *MONTE_CARLO);
    assert!(files_of(&data::sweep()) == *SWEEP);
}

#[test]
fn an_input_survives_as_json_with_its_gaps() {
    let mut input = data::sweep();
    input.series.truncate(1);
    input.accounts.clear();
    for column in &mut input.series[0].columns {
        column.values = vec![0.5, f64::NAN, 12.25];
    }
    input.runs[0].results[0].value = f64::NAN;
    let read: ReportInput = serde_json::from_str(&serde_json::to_string(&input).unwrap()).unwrap();
    // NaN equals nothing, so the text is compared, which shows it.
    assert_eq!(format!("{read:?}"), format!("{input:?}"));
    assert!(format!("{read:?}").contains("[0.5, NaN, 12.25]"));
}

#[test]
fn a_page_of_64_subnets_under_three_rules_is_within_its_size() {
    let files = &*PLAIN;
    let length = page(files).len();
    assert!(length <= MAX_BYTES && length > MAX_BYTES * 8 / 10, "{length}");
    let data = data_of(page(files));
    // The subnets of interest keep all samples: one character or more for each.
    let x = |subnet: usize| data["experiments"][0]["charts"][subnet][0]["x"].as_str().unwrap().len();
    assert!(x(27) >= 2_000 && x(3) >= 2_000);
    assert!((500..2_000).contains(&x(40)), "{}", x(40));
    assert!(page(files).contains("Charts of the subnets of interest have up to 2\u{202F}000 points for each line"));
}

#[test]
fn charts_of_subnets_that_are_not_of_interest_give_way_in_a_large_sweep() {
    let files = &*SWEEP;
    assert!(page(files).len() <= MAX_BYTES);
    let data = data_of(page(files));
    assert_eq!(data["experiments"].as_array().unwrap().len(), 12);
    assert!(data["experiments"][11]["charts"][27][0]["x"].as_str().unwrap().len() >= 300);
    assert!(data["experiments"][0]["charts"][0][0].is_null());
    assert!(data["experiments"][0]["ends"][0][0][0].is_number());
    assert!(page(files).contains("those of other subnets are not in this file"));
}

#[test]
fn the_page_has_no_markup_but_its_own() {
    for files in [&*PLAIN, &MONTE_CARLO, &SWEEP] {
        let markup = markup(page(files));
        for tag in markup.split('<').skip(1) {
            let (tag, _) = tag.split_once('>').unwrap();
            let tag = tag.trim_start_matches('/');
            let name = tag.split_whitespace().next().unwrap();
            assert!(ELEMENTS.contains(&name.to_lowercase().as_str()), "{tag}");
            // The parts between quotation marks are values; the others end with names of attributes.
            for before_value in tag[name.len()..].split('"').step_by(2).flat_map(str::split_whitespace) {
                let attribute = before_value.trim_end_matches('=');
                let known = ATTRIBUTES.contains(&attribute) || tag == "!DOCTYPE html";
                assert!(known, "{attribute} in {tag}");
            }
        }
    }
}

#[test]
fn the_page_requests_nothing() {
    let files = &*PLAIN;
    let html = page(files);
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-";
    assert!(html.contains(policy) && !html.contains("unsafe-"));
    // The only address is that in the licence comment of uPlot.
    assert_eq!(html.matches("http://").count() + html.matches("https://").count(), 1);
    assert!(html.contains("/*! https://github.com/leeoniya/uPlot (v1.6.32) */"));
    for (tag, script) in contents(html, "script") {
        assert!(["", " type=\"application/json\" id=\"data\""].contains(&tag), "{tag}");
        for request in
            ["fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "import(", "new Image", "eval("]
        {
            assert!(!script.contains(request), "{request}");
        }
    }
    for (_, style) in contents(html, "style") {
        assert!(!style.contains("url(") && !style.contains("@import"));
    }
}

#[test]
fn hostile_names_are_text() {
    let files = &*PLAIN;
    let html = page(files);
    assert!(html.contains("<td class=\"name\"><bdi>&lt;script&gt;alert(&#39;agent&#39;)&lt;/script&gt;</bdi></td>"));
    assert!(html.contains("⟨U+202E⟩evil-reversed⟨U+202C⟩") && !html.contains('\u{202E}'));
    assert!(html.contains("&lt;/pre&gt;&lt;script&gt;alert(&quot;text&quot;)&lt;/script&gt;"));
    let data = data_of(html);
    assert_eq!(data["subnets"][4]["label"], "SN5 </script><script>document.title='broken'</script>");
    assert_eq!(data["subnets"][6]["label"], "SN7 ⟨U+202E⟩gnp.txt");
    assert_eq!(data["subnets"][9]["label"], format!("SN10 {}…", "x".repeat(64)));
}

#[test]
fn drawings_are_well_formed_and_only_of_what_is_of_interest() {
    let plain = &*PLAIN;
    let drawings: Vec<String> =
        plain.keys().filter_map(|path| path.to_str()?.strip_prefix("charts/").map(Into::into)).collect();
    assert_eq!(drawings.len(), 2 * 13 + 2, "{drawings:?}");
    for expected in
        ["price-28.svg", "price-4.svg", "concentration-28.svg", "account-value-0.svg", "account-value-1.svg"]
    {
        assert!(drawings.iter().any(|name| name == expected), "{expected}");
    }
    let sweep = &*SWEEP;
    assert_eq!(sweep.len(), 1 + 12 * (13 + 2));
    assert!(sweep.contains_key(Path::new("charts/row-12/moving-price-28.svg")));
    for (path, svg) in plain.iter().chain(sweep).filter(|(path, _)| path.extension().unwrap() == "svg") {
        let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(document.root_element().tag_name().name(), "svg");
        assert!(svg.len() < 300_000, "{}: {}", path.display(), svg.len());
    }
}

#[test]
fn tables_have_the_numbers_with_their_units() {
    let files = &*PLAIN;
    let html = page(files);
    for expected in [
        "<p class=\"verdict fail\"><span class=\"figure\">8 of 9\u{202F}<span class=\"unit\">expectations</span></span> \
         <bdi>hold, 1 fails</bdi></p>",
        "<td class=\"fail\">✗ fails</td><td>price of 28 &lt; 0.02 * max(price of 28)</td>",
        "2\u{202F}653 calls failed, 144\u{202F}636 succeeded, over all runs",
        "<td class=\"code\">NotEnoughBalanceToStake</td><td class=\"number\" data-value=\"1204\">1\u{202F}204</td>",
        "<th scope=\"col\" class=\"number\"><bdi>MovingPrice, Lift, Sold</bdi> <span class=\"unit\">TAO</span></th>",
        "72\u{202F}000 blocks = 10\u{202F}days",
        "dtao, spec_version 106",
        "dtao-lab 0.1.0",
        "<dd><bdi>20250213</bdi></dd>",
    ] {
        assert!(html.contains(expected), "{expected}");
    }
}

#[test]
fn repetitions_are_shown_as_median_and_band() {
    let files = &*MONTE_CARLO;
    let html = page(files);
    assert!(html.contains("median over 20 runs, in brackets 5 % to 95 %"));
    let data = data_of(html);
    assert_eq!(data["experiments"][0]["repetitions"], 20);
    assert_eq!(data["experiments"][0]["charts"][0][0]["lines"][0]["band"].as_array().unwrap().len(), 2);
    let end = data["experiments"][0]["ends"][0][0][0].as_array().unwrap();
    let [median, low, high] = [0, 1, 2].map(|position| end[position].as_f64().unwrap());
    assert!(low < median && median < high);
    assert!(files[Path::new("charts/price-4.svg")].contains("median and 5–95 %"));
}

#[test]
fn more_rules_than_colours_and_short_runs_are_drawn() {
    let mut input = data::nine_rules();
    input.rules.push(dtao_lab_report::Rule { name: "tenth".into() });
    let files = files_of(&input);
    let svg = &files[Path::new("charts/price-1.svg")];
    assert!(svg.contains(">block</text>") && svg.contains(">BurnWeighted</text>") && !svg.contains(">tenth</text>"));
    assert_eq!(data_of(page(&files))["experiments"][0]["charts"][0][0]["lines"].as_array().unwrap().len(), 9);
    assert!(!page(&files).contains("class=\"verdict fail"));
}

#[test]
fn an_input_without_runs_gives_a_page() {
    let mut input = ReportInput::default();
    input.scenario.blocks_per_day = 7_200;
    let files = files_of(&input);
    assert_eq!(files.len(), 1);
    assert_eq!(data_of(page(&files))["experiments"].as_array().unwrap().len(), 0);
}
