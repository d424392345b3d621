//! Which event follows which.
//!
//! Story threading after Nallapati et al. 2004 ("Event threading within news topics"): each event hangs on one earlier
//! event. Average linkage, which makes events out of articles, would cut a story of years into its stages.

/// Probability from which an event follows another.
const FOLLOWS: f32 = 0.78;

/// The same of the mean over its likeliest pairs with a group of two or more: what follows one chapter only by chance
/// is like none of the others.
const BELONGS: f32 = 0.6;

/// Probability from which the rest of the group is not asked: a story of years need not be like its beginning.
const SURE: f32 = 0.9;

/// Pairs with a group that are looked at.
const PAIRS: usize = 3;

/// How much more is asked for as a storyline grows, times the logarithm of its events.
const TIGHTENING: f32 = 0.02;

/// Probability below which a pair counts as nothing.
pub const LEAST: f32 = 0.1;

/// An event in its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread {
    /// Which.
    pub event: usize,
    /// The earlier one that it follows; none for the first of a group.
    pub follows: Option<usize>,
}

/// Groups of events, each in order of time: an event follows the earlier one that it most likely shares a story with,
/// if it is likely enough and goes with the rest of the group. The larger a group is the more it asks for, because a
/// topic that is always in the news is like everything.
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
    // For each event, by rank: those before it that may share its story.
    let mut before: Vec<Vec<(f32, usize)>> = vec![Vec::new(); times.len()];
    for &(a, b, likely) in pairs {
        let (early, late) = (rank(a).min(rank(b)), rank(a).max(rank(b)));
        if let Some(list) = before.get_mut(late) {
            list.push((likely, early));
        }
    }
    let mut groups: Vec<Vec<Thread>> = Vec::new();
    let mut of: Vec<usize> = Vec::with_capacity(order.len());
    for (&event, mut before) in order.iter().zip(before) {
        before.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let joined = joins(&before, &of, &groups);
        let follows = joined.and_then(|(_, early)| order.get(early).copied());
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

/// The group that an event joins and the rank of the event that it follows there; `before` are those that may share its
/// story, likeliest first, `of` the group of each rank.
fn joins(before: &[(f32, usize)], of: &[usize], groups: &[Vec<Thread>]) -> Option<(usize, usize)> {
    let (likely, early) = *before.first()?;
    let group = *of.get(early)?;
    let size = groups.get(group)?.len();
    let more = TIGHTENING * (size as f32).ln();
    let here = before.iter().filter(|(_, rank)| of.get(*rank) == Some(&group));
    let looked_at = size.min(PAIRS);
    let mean = here.take(looked_at).map(|(p, _)| p).sum::<f32>() / looked_at as f32;
    let goes = likely >= SURE + more || (likely >= FOLLOWS + more && mean >= BELONGS + more);
    goes.then_some((group, early))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_event_hangs_on_the_earlier_one_it_is_most_like() {
        let times = [10, 30, 20, 40];
        let pairs = [(0, 1, 0.8), (1, 2, 0.9), (0, 2, 0.79), (0, 3, 0.1)];
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
        let pairs: Vec<(u32, u32, f32)> = (1..n)
            .flat_map(|i| (0..i).map(move |j| (j, i, FOLLOWS + 0.03)))
            .collect();
        let sizes: Vec<usize> = threads(&times, &pairs).iter().map(Vec::len).collect();
        assert!(sizes.len() > 1 && sizes[0] > 2);
    }

    #[test]
    fn a_chain_of_chance_likenesses_is_no_story() {
        let times = [1, 2, 3, 4];
        let pairs = [(0, 1, 0.82), (1, 2, 0.82), (2, 3, 0.82), (1, 3, 0.5)];
        let sizes: Vec<usize> = threads(&times, &pairs).iter().map(Vec::len).collect();
        assert_eq!(sizes, [2, 2], "the third event is like the second alone");
    }
}
