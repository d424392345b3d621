//! Times in the text.

use super::{Precision, Span};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A place in the text that names a time, what it says, and the days it comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// With its postposition (मंगलवार को, पिछले साल जून में), without के बाद or से पहले.
    pub span: Span,
    /// What the words say, before any anchor; see [`TimeForm`].
    pub form: TimeForm,
    /// Tense of the clause it stands in: decides which शुक्रवार or कल is meant.
    pub tense: Tense,
    /// First and last day it comes to, once resolved; `None` where it cannot be.
    pub days: Option<(Date, Date)>,
    /// ISO 8601 (2025-08-12, 2024-06, 2019, A/B for a range); empty if not resolvable.
    pub value: String,
    /// How fine.
    pub precision: Precision,
    /// From what it was resolved: `stated`, `published`, `text` (a date named before it) or `none`.
    pub anchor: String,
}

/// What a time expression says, before it is resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum TimeForm {
    /// A date, as much of it as is written; `year_offset` for "last year" beside a month (पिछले साल जून: -1); `weekday`
    /// (0 Monday) if one stands beside the date. Only `hour` and `minute`: a time of day whose day is not said.
    Date {
        year: Option<i16>,
        month: Option<i8>,
        day: Option<i8>,
        weekday: Option<i8>,
        year_offset: Option<i8>,
        hour: Option<i8>,
        minute: Option<i8>,
    },
    /// A weekday (0 Monday .. 6 Sunday), perhaps with a week offset (पिछले शुक्रवार -1, अगले सोमवार 1).
    Weekday { weekday: i8, week_offset: Option<i8> },
    /// Days from the anchor; `either` where the tense decides the sign (कल 1, परसों 2).
    Day { offset: i32, either: bool },
    /// A whole week, month or year near the anchor (पिछले हफ्ते, इस महीने, अगले साल).
    Period { unit: TimeUnit, offset: i32 },
    /// A point N units back or ahead (दो दिन पहले -2 days, एक हफ्ते पहले -1 week).
    Ago { unit: TimeUnit, count: i32 },
    /// A week of a month, counted from its first day (जनवरी के पहले हफ्ते में).
    MonthWeek {
        year: Option<i16>,
        month: i8,
        year_offset: Option<i8>,
        week: i8,
    },
    /// Days after the date that the text names before (दूसरे दिन 1, इसके कुछ घंटों बाद 0).
    FromPrevious { offset: i32 },
    /// The last (negative) or next (positive) N units (24 घंटे में -24 hours, अगले आठ दिन 8 days).
    Window { unit: TimeUnit, count: i32 },
    /// From one year to another (1910-45).
    Years { from: i16, to: i16 },
    /// From one date to another inside one expression.
    Range { from: Box<TimeForm>, to: Box<TimeForm> },
    /// Not resolvable (हाल ही में, शिखर सम्मेलन से कुछ दिन पहले).
    Vague,
}

/// Units of calendar time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum TimeUnit {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Tense of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}
