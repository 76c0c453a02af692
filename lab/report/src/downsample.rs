//! Fewer points that look the same: largest triangle, three buckets.
//!
//! Reference: Sveinn Steinarsson, "Downsampling Time Series for Visual Representation", University of Iceland, 2013.

/// Steps by which the number of points of each line is raised, while the lines choose the same ones.
const REFINEMENTS: u32 = 3;

/// Chooses samples of several lines over common positions. Each line keeps its own choice, and all lines keep the choices of
/// each other, so that every point of the result was measured.
///
/// Returns positions in `x`, ascending, at most `limit` of them except that the ends, the lowest and the highest value, and
/// the edges of gaps of each line are always kept. Non-finite values are gaps.
pub fn common_positions(x: &[u64], lines: &[&[f64]], limit: usize) -> Vec<usize> {
    if x.len() <= limit {
        return (0..x.len()).collect();
    }
    let mut kept = vec![false; x.len()];
    for line in lines {
        for position in landmarks(line) {
            kept[position] = true;
        }
    }
    let free = limit.saturating_sub(kept.iter().filter(|kept| **kept).count());
    // Lines that choose different points have room for the first number, lines that choose the same for the second.
    let (mut fits, mut exceeds) = (free / lines.len().max(1), free + 1);
    let mut best = with_largest_triangles(&kept, x, lines, fits);
    for _ in 0..REFINEMENTS {
        let for_each = (fits + exceeds) / 2;
        let chosen = with_largest_triangles(&kept, x, lines, for_each);
        if chosen.len() <= limit {
            (best, fits) = (chosen, for_each);
        } else {
            exceeds = for_each;
        }
    }
    best
}

/// The positions that are kept already, and those that each line chooses.
fn with_largest_triangles(kept: &[bool], x: &[u64], lines: &[&[f64]], for_each: usize) -> Vec<usize> {
    let mut kept = kept.to_vec();
    for line in lines {
        for position in largest_triangles(x, line, for_each) {
            kept[position] = true;
        }
    }
    (0..x.len()).filter(|position| kept[*position]).collect()
}

/// Positions that a line always keeps: first, last, lowest, highest, and both sides of the edges of its gaps.
fn landmarks(line: &[f64]) -> Vec<usize> {
    let finite = || (0..line.len()).filter(|position| line[*position].is_finite());
    let by_value = |a: &usize, b: &usize| line[*a].total_cmp(&line[*b]);
    let mut positions: Vec<usize> =
        [finite().next(), finite().next_back(), finite().min_by(by_value), finite().max_by(by_value)]
            .into_iter()
            .flatten()
            .collect();
    for position in 1..line.len() {
        if line[position].is_finite() != line[position - 1].is_finite() {
            positions.extend([position - 1, position]);
        }
    }
    positions
}

/// Chooses at most `limit` of the finite samples: the ends, and of each of `limit − 2` buckets the sample that spans the
/// largest triangle with the sample chosen before and the mean of the next bucket.
fn largest_triangles(x: &[u64], y: &[f64], limit: usize) -> Vec<usize> {
    let finite: Vec<usize> = (0..y.len()).filter(|position| y[*position].is_finite()).collect();
    if finite.len() <= limit {
        return finite;
    }
    if limit < 3 {
        return [finite.first(), finite.last()].into_iter().flatten().take(limit).copied().collect();
    }
    let inner = finite.len() - 2;
    // The first position of a bucket in `finite`; the bucket `limit - 2` is the last sample alone.
    let start = |bucket: usize| 1 + bucket * inner / (limit - 2);
    let mut chosen = vec![finite[0]];
    for bucket in 0..limit - 2 {
        let next = &finite[start(bucket + 1)..start(bucket + 2).min(finite.len())];
        let (mean_x, mean_y) = mean(x, y, next);
        let last = chosen[chosen.len() - 1];
        let area = |position: usize| {
            let (x0, y0) = (x[last] as f64, y[last]);
            ((x0 - mean_x) * (y[position] - y0) - (x0 - x[position] as f64) * (mean_y - y0)).abs()
        };
        let bucket = &finite[start(bucket)..start(bucket + 1)];
        let mut largest = (bucket[0], area(bucket[0]));
        for position in bucket.iter().skip(1) {
            let area = area(*position);
            if area > largest.1 {
                largest = (*position, area);
            }
        }
        chosen.push(largest.0);
    }
    chosen.push(finite[finite.len() - 1]);
    chosen
}

fn mean(x: &[u64], y: &[f64], positions: &[usize]) -> (f64, f64) {
    let count = positions.len().max(1) as f64;
    let sum_x: f64 = positions.iter().map(|position| x[*position] as f64).sum();
    let sum_y: f64 = positions.iter().map(|position| y[*position]).sum();
    (sum_x / count, sum_y / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(length: usize) -> (Vec<u64>, Vec<f64>) {
        let x: Vec<u64> = (0..length as u64).map(|index| index * 25).collect();
        let y = x.iter().map(|block| (*block as f64 / 700.0).sin() * (*block as f64).sqrt()).collect();
        (x, y)
    }

    #[test]
    fn ends_and_extremes_of_each_line_are_kept() {
        let (x, mut first) = wave(5_000);
        let mut second = first.clone();
        first[1_234] = 1e9;
        second[4_321] = -1e9;
        let kept = common_positions(&x, &[&first, &second], 300);
        for position in [0, 1_234, 4_321, 4_999] {
            assert!(kept.contains(&position), "{position}");
        }
        assert!(kept.len() <= 300 && kept.len() > 200, "{}", kept.len());
        assert!(kept.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn short_lines_stay_as_they_are() {
        let (x, y) = wave(100);
        assert_eq!(common_positions(&x, &[&y], 100), (0..100).collect::<Vec<_>>());
        assert_eq!(common_positions(&[], &[&[]], 100), Vec::<usize>::new());
    }

    #[test]
    fn edges_of_gaps_are_kept() {
        let (x, mut y) = wave(1_000);
        y[400..450].fill(f64::NAN);
        let kept = common_positions(&x, &[&y], 50);
        for position in [399, 400, 449, 450] {
            assert!(kept.contains(&position), "{position}");
        }
    }

    #[test]
    fn each_bucket_yields_the_sample_that_stands_out() {
        let x: Vec<u64> = (0..12).collect();
        let y = [0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 0.0, -9.0, 0.0, 0.0, 0.0, 0.0];
        assert_eq!(largest_triangles(&x, &y, 4), [0, 2, 7, 11]);
        assert_eq!(largest_triangles(&x, &y, 2), [0, 11]);
        assert_eq!(largest_triangles(&x, &y, 0), Vec::<usize>::new());
    }

    #[test]
    fn lines_without_any_value_are_allowed() {
        let x: Vec<u64> = (0..10).collect();
        let empty = [f64::NAN; 10];
        assert_eq!(common_positions(&x, &[&empty], 4), Vec::<usize>::new());
    }
}
