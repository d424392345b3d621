//! Months, weekdays and the forms in which dates are written.
