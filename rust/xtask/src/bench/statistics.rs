//! The median and the quartiles of some numbers.

/// The median and the quartiles of some numbers, which a single outlier does not move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    pub median: f32,
    pub low: f32,
    pub high: f32,
}

impl Spread {
    /// Those of `numbers`; `None` of none.
    pub fn of(numbers: impl IntoIterator<Item = f32>) -> Option<Self> {
        let mut sorted: Vec<f32> = numbers.into_iter().collect();
        sorted.sort_by(f32::total_cmp);
        let at = |share: f32| {
            let rank = share * sorted.len().checked_sub(1)? as f32;
            let (below, above) = (sorted[rank.floor() as usize], sorted[rank.ceil() as usize]);
            Some(below + (above - below) * rank.fract())
        };
        Some(Self { median: at(0.5)?, low: at(0.25)?, high: at(0.75)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_disturbance_does_not_move_the_middle() {
        let spread = Spread::of([3.0, 1.0, 2.0, 900.0, 4.0]).unwrap();
        assert_eq!(spread, Spread { median: 3.0, low: 2.0, high: 4.0 });
    }

    #[test]
    fn between_two_numbers_lies_their_mean() {
        assert_eq!(Spread::of([1.0, 2.0]), Some(Spread { median: 1.5, low: 1.25, high: 1.75 }));
    }

    #[test]
    fn no_numbers_have_no_middle() {
        assert_eq!(Spread::of([]), None);
    }
}
