//! Which event follows which.
//!
//! Story threading after Nallapati et al. 2004 ("Event threading within news topics"): each event hangs on one earlier event.
//! Average linkage, which makes events out of articles, would cut a story of years into its stages.

/// Score from which an event follows another.
const FOLLOWS: f32 = 0.40;

/// How much more is asked for as a storyline grows, times the logarithm of its events.
const TIGHTENING: f32 = 0.02;

/// An event in its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread {
    /// Which.
    pub event: usize,
    /// The earlier one that it follows; none for the first of a group.
    pub follows: Option<usize>,
}

/// Groups of events, each in order of time: an event follows the earlier one that it is most like, if it is enough like it.
/// The larger a group is the more it asks for, because a topic that is always in the news is like everything.
pub fn threads(times: &[i32], pairs: &[(u32, u32, f32)]) -> Vec<Vec<Thread>> {
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by_key(|i| (times.get(*i).copied(), *i));
    let mut rank = vec![0usize; times.len()];
    for (r, i) in order.iter().enumerate() {
        if let Some(slot) = rank.get_mut(*i) {
            *slot = r;
        }
    }
    let rank = |i: u32| rank.get(i as usize).copied().unwrap_or(0);
    // For each event, by rank: the rank of the one that it is most like among those before it.
    let mut best: Vec<Option<(f32, usize)>> = vec![None; times.len()];
    for &(a, b, score) in pairs {
        let (early, late) = (rank(a).min(rank(b)), rank(a).max(rank(b)));
        if let Some(slot) = best.get_mut(late)
            && slot.is_none_or(|(s, e)| score.total_cmp(&s).then(early.cmp(&e)).is_gt())
        {
            *slot = Some((score, early));
        }
    }
    let mut groups: Vec<Vec<Thread>> = Vec::new();
    let mut of: Vec<usize> = Vec::with_capacity(order.len());
    for (&event, best) in order.iter().zip(best) {
        let joined = best.and_then(|(score, early)| {
            let group = *of.get(early)?;
            let size = groups.get(group)?.len() as f32;
            let enough = score >= FOLLOWS + TIGHTENING * size.ln();
            enough.then_some((group, *order.get(early)?))
        });
        let follows = joined.map(|(_, early)| early);
        let number = joined.map_or(groups.len(), |(group, _)| group);
        let thread = Thread { event, follows };
        match groups.get_mut(number) {
            Some(group) => group.push(thread),
            None => groups.push(vec![thread]),
        }
        of.push(number);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_event_hangs_on_the_earlier_one_it_is_most_like() {
        let times = [10, 30, 20, 40];
        let pairs = [(0, 1, 0.5), (1, 2, 0.9), (0, 2, 0.45), (0, 3, 0.1)];
        let events: Vec<Vec<(usize, Option<usize>)>> = threads(&times, &pairs)
            .into_iter()
            .map(|g| g.into_iter().map(|t| (t.event, t.follows)).collect())
            .collect();
        assert_eq!(events, [vec![(0, None), (2, Some(0)), (1, Some(2))], vec![(3, None)]]);
    }

    #[test]
    fn a_large_group_asks_for_more() {
        let n = 40u32;
        let times: Vec<i32> = (0..n as i32).collect();
        let pairs: Vec<(u32, u32, f32)> = (1..n).map(|i| (i - 1, i, FOLLOWS + 0.03)).collect();
        assert!(threads(&times, &pairs).len() > 1);
    }
}
