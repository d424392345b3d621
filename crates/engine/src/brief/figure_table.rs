//! Tolls that later reports of an event raised: a sentence with the lower one is old.

use super::choose::Candidate;
use super::counts::own_counts;
use super::whole::group_of;
use crate::model::*;

/// A toll of one report.
struct Toll {
    analysis: usize,
    role: &'static str,
    class: String,
    place: Option<EntityId>,
    span: Span,
    value: f64,
}

/// Takes out the sentences that give fewer killed or injured than another report of the event does.
pub(super) fn drop_outdone(analyses: &[Analysis], read: &[(usize, usize)], list: &mut Vec<Candidate>) {
    let mut tolls: Vec<Toll> = Vec::new();
    for &(analysis, _) in read {
        let a = &analyses[analysis];
        for c in own_counts(a) {
            if !matches!(c.role, "killed" | "injured") || c.measure == "new" {
                continue;
            }
            tolls.push(Toll {
                analysis,
                role: c.role,
                class: group_of(c.counted.map_or("", |s| a.words(s))),
                place: c.place,
                span: c.span,
                value: a.quantities.get(c.quantity).map_or(0.0, |q| q.value),
            });
        }
    }
    let raised = |own: &Toll, other: &Toll| {
        let elsewhere = own.place.is_some() && other.place.is_some() && own.place != other.place;
        let kind = own.class == other.class || own.class.is_empty() || other.class.is_empty();
        own.analysis != other.analysis && own.role == other.role && kind && !elsewhere && other.value > own.value
    };
    list.retain(|c| {
        let own = |t: &&Toll| t.analysis == c.analysis && c.span.overlaps(t.span);
        !tolls.iter().filter(own).any(|t| tolls.iter().any(|o| raised(t, o)))
    });
}
