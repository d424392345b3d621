//! When to look again. Times and spans are milliseconds.

/// A second.
pub const SECOND: i64 = 1_000;
/// A minute.
pub const MINUTE: i64 = 60 * SECOND;
/// An hour.
pub const HOUR: i64 = 60 * MINUTE;
/// A day.
pub const DAY: i64 = 24 * HOUR;

/// Between two looks at a feed: at least, at most, and where nothing is known.
pub const LEAST: i64 = 5 * MINUTE;
/// See [`LEAST`].
pub const MOST: i64 = DAY;
const UNKNOWN: i64 = 30 * MINUTE;

/// How long a feed may ask to be left alone.
const REST: i64 = 6 * HOUR;

/// How long a server may ask to be left alone.
pub const LONGEST_RETRY: i64 = 7 * DAY;

/// After so long of failing a feed is asleep, and looked at this often.
pub const ASLEEP_AFTER: i64 = 30 * DAY;
/// See [`ASLEEP_AFTER`].
pub const ASLEEP: i64 = 7 * DAY;

/// Items whose times tell how often a feed has something new.
const ITEMS: usize = 50;

/// How long to leave a feed alone: half the middle gap between its items, within bounds, and as long as it asks itself.
pub fn gap(published: &[i64], rest: i64) -> i64 {
    let mut times: Vec<i64> = published.to_vec();
    times.sort_unstable_by_key(|t| std::cmp::Reverse(*t));
    times.truncate(ITEMS);
    let mut gaps: Vec<i64> = times.windows(2).map(|w| w[0] - w[1]).collect();
    gaps.sort_unstable();
    let half = gaps.get(gaps.len() / 2).map_or(UNKNOWN, |g| g / 2);
    half.clamp(LEAST, MOST).max(rest.min(REST))
}

/// Between two rounds of deriving: at least, and together with both at most, so that an item is in a story in time.
const ROUND: i64 = 30 * SECOND;
const IN_TIME: i64 = 85 * SECOND;

/// How long pages wait to become part of stories, after a round that took so long: seven times as long, within bounds.
pub fn after_round(took: i64) -> i64 {
    (7 * took).min(IN_TIME - 2 * took).max(ROUND)
}

/// How long to wait after so many failures in a row: 15 minutes, twice as long each time, a day at most, for ever.
pub fn after_failures(n: i64) -> i64 {
    let doubled = u32::try_from((n - 1).clamp(0, 7)).unwrap_or(0);
    (15 * MINUTE * 2_i64.pow(doubled)).min(DAY)
}

/// A span moved by up to a tenth, so that not all feeds are looked at in the same second. The same for the same `seed`.
pub fn jitter(span: i64, seed: &[u8]) -> i64 {
    let hash = blake3::hash(seed);
    let [a, b, ..] = hash.as_bytes();
    let part = i64::from(u16::from_le_bytes([*a, *b]));
    span + span / 10 * (2 * part - 65_535) / 65_535
}

/// How long an answer asks to wait: seconds or a date.
pub fn retry_after(header: &str, now: i64) -> Option<i64> {
    let header = header.trim();
    let wait = match header.parse::<i64>() {
        Ok(seconds) => seconds.checked_mul(SECOND)?,
        Err(_) => sutradhar_engine::extract::stated_moment(header)? * SECOND - now,
    };
    Some(wait.clamp(0, LONGEST_RETRY))
}

/// Seconds of `max-age` in a `Cache-Control`, as milliseconds.
pub fn max_age(header: &str) -> Option<i64> {
    let part = header
        .split(',')
        .map(str::trim)
        .find_map(|p| p.strip_prefix("max-age="))?;
    part.parse::<i64>().ok()?.checked_mul(SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_looked_at_twice_as_often_as_it_has_news() {
        let every = |gap: i64| (0..60).map(|n| n * gap).collect::<Vec<_>>();
        assert_eq!(gap(&every(40 * MINUTE), 0), 20 * MINUTE);
        assert_eq!(gap(&every(MINUTE), 0), LEAST);
        assert_eq!(gap(&every(9 * DAY), 0), MOST);
        assert_eq!(gap(&[], 0), UNKNOWN);
        assert_eq!(gap(&every(MINUTE), HOUR), HOUR);
        assert_eq!(gap(&every(MINUTE), 30 * HOUR), REST);
    }

    #[test]
    fn failures_wait_longer_and_never_for_ever() {
        let waits: Vec<i64> = (1..=12).map(|n| after_failures(n) / MINUTE).collect();
        assert_eq!(waits, [15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440, 1440, 1440]);
        assert_eq!(after_failures(i64::MAX), DAY);
    }

    #[test]
    fn rounds_take_an_eighth_of_the_time_as_long_as_stories_are_in_time() {
        let waits: Vec<i64> = [0, 3, 5, 8, 10, 20, 50, 500]
            .map(|s| after_round(s * SECOND) / SECOND)
            .to_vec();
        assert_eq!(waits, [30, 30, 35, 56, 65, 45, 30, 30]);
    }

    #[test]
    fn servers_say_how_long_to_wait() {
        let now = 1_755_074_340 * SECOND; // 2025-08-13T08:39:00Z
        assert_eq!(retry_after("120", now), Some(2 * MINUTE));
        assert_eq!(retry_after("Wed, 13 Aug 2025 08:49:00 GMT", now), Some(10 * MINUTE));
        assert_eq!(retry_after("Wed, 13 Aug 2025 08:00:00 GMT", now), Some(0));
        assert_eq!(retry_after("99999999999", now), Some(LONGEST_RETRY));
        assert_eq!(retry_after("soon", now), None);
        assert_eq!(max_age("public, max-age=300"), Some(5 * MINUTE));
        assert_eq!(max_age("no-store"), None);
    }

    #[test]
    fn jitter_is_a_tenth_and_always_the_same() {
        let moved: Vec<i64> = (0..200_u8).map(|n| jitter(HOUR, &[n])).collect();
        assert!(moved.iter().all(|m| (HOUR - HOUR / 10..=HOUR + HOUR / 10).contains(m)));
        assert!(moved.iter().min() < Some(&(HOUR - HOUR / 20)) && moved.iter().max() > Some(&(HOUR + HOUR / 20)));
        assert_eq!(moved[7], jitter(HOUR, &[7]));
    }
}
