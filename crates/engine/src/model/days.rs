//! Days as numbers: when an article may have been published, for comparing.

use super::{Precision, Published};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The days on which an article may have been published, both included, counted from 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRange {
    /// First day.
    pub lo: i32,
    /// Last day.
    pub hi: i32,
}

impl DayRange {
    /// From what is known of an article.
    pub fn of(p: &Published) -> DayRange {
        if let Some(day) = p.day() {
            let d = day_number(day);
            return DayRange { lo: d, hi: d };
        }
        DayRange {
            lo: p.earliest.map_or(i32::MIN / 4, day_number),
            hi: p.latest.map_or(i32::MAX / 4, day_number),
        }
    }

    /// Whether it is known to a few days.
    pub fn is_dated(self) -> bool {
        self.hi.saturating_sub(self.lo) <= 7
    }

    /// Whether a first day is known.
    pub fn has_start(self) -> bool {
        self.lo > i32::MIN / 8
    }

    /// Days between the two, 0 if they may be the same.
    pub fn gap(self, other: DayRange) -> i32 {
        (other.lo.saturating_sub(self.hi))
            .max(self.lo.saturating_sub(other.hi))
            .max(0)
    }
}

/// A day that was inferred for an article that states none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InferredDay {
    /// The day.
    pub day: Date,
    /// How it is known.
    pub why: String,
}

/// Days since 1970.
pub fn day_number(day: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until(day).map_or(0, |s| s.get_days())
}

impl Published {
    /// Minutes from 1970 to the publication, where the page gives the time of day.
    pub fn minute(&self) -> Option<i64> {
        let value = self.value.filter(|_| self.precision < Precision::Day)?;
        let zone = jiff::tz::Offset::from_seconds(i32::from(self.offset.unwrap_or(0)) * 60).ok()?;
        Some(zone.to_timestamp(value).ok()?.as_second() / 60)
    }
}
