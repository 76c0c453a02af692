//! The limit of the work for one answer.

/// Keeps one question from occupying a node. An answer has no other way to fail than a panic, which the caller is told; a part of
/// an answer would pass for the whole.
pub(super) struct Limit {
    most: usize,
    left: usize,
    /// The name of what is counted.
    what: &'static str,
    /// A question that is answered instead.
    instead: &'static str,
}

impl Limit {
    /// Returns a limit of this number.
    pub(super) fn of(most: usize, what: &'static str, instead: &'static str) -> Self {
        Self { most, left: most, what, instead }
    }

    /// Counts some more, before they are read.
    ///
    /// # Panics
    /// If there are more than the limit.
    pub(super) fn count(&mut self, number: usize) {
        let Self { most, left, what, instead } = *self;
        let rest = left.checked_sub(number);
        assert!(rest.is_some(), "more than {most} {what} in one answer: {instead}");
        self.left = rest.unwrap_or_default();
    }
}
