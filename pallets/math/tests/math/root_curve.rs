//! The curve of root's part, and the documents' agreement with the code.

#[allow(dead_code)]
#[path = "../../examples/root_curve.rs"]
mod example;

use example::{curve, day_of, drawing, tables, LEVELS, RATES};

/// The day on which a curve falls to a level, in percent.
fn day(tenths: u64, level: u64) -> u64 {
    let position = LEVELS.iter().position(|other| *other == level).unwrap();
    day_of(curve(tenths).passed[position])
}

#[test]
fn root_has_half_of_a_subnet_on_the_day_that_its_alpha_says() {
    assert_eq!((day(15, 95), day(15, 50), day(15, 20)), (5, 99, 395));
    assert_eq!((day(20, 95), day(20, 50), day(20, 20)), (4, 74, 297));
    assert_eq!((day(10, 50), day(10, 20)), (148, 593));
}

#[test]
fn root_has_what_the_history_of_launch_says_day_by_day() {
    // Percentages at the end of a day, known to one percent.
    let slow = curve(10).days;
    assert!((slow[7] - 0.955).abs() < 0.001 && (slow[28] - 0.84).abs() < 0.005);
    let fast = curve(20).days;
    for (day, part) in [(7, 0.91), (14, 0.84), (28, 0.73), (100, 0.43)] {
        assert!((fast[day] - part).abs() < 0.008, "day {day}: {}", fast[day]);
    }
}

#[test]
fn the_documents_show_what_the_code_computes() {
    let curves = RATES.map(curve);
    let text = include_str!("../../../../docs/root-and-alpha.md");
    for line in tables(&curves).lines() {
        assert!(text.contains(line), "docs/root-and-alpha.md lacks {line}");
    }
    let svg = include_str!("../../../../docs/root-and-alpha.svg");
    assert!(svg == drawing(&curves), "docs/root-and-alpha.svg is old");
}
