//! Claims that are put together from no draft: a happening told of different places, a headline beyond its body.

use super::*;

/// The claim that one happening is told of different places.
pub(super) fn place_claim(s: &Story, event: &Event, set: &[&Placed]) -> Option<(i64, Claim)> {
    let lead = set.first()?;
    let mut told: Vec<String> = Vec::new();
    let mut list = Vec::new();
    let mut origins = FxHashSet::default();
    for p in set.iter().take(ALL_SUPPORTS) {
        let unit = &s.units[p.unit];
        let value = names(&s.analyses[unit.analysis], &p.places);
        let common = p.places.iter().any(|x| lead.places.contains(x));
        if common {
            origins.insert(unit.origin);
        }
        if !told.contains(&value) {
            told.push(value.clone());
        }
        let mut one = support(s, unit, if common { Stance::Asserts } else { Stance::Differs });
        one.value = Some(value);
        list.push(one);
    }
    let unit = &s.units[lead.unit];
    let mut id = claim_id(event, &list.first()?.citation);
    id.0.push('p');
    Some((
        2_500,
        Claim {
            id,
            event: event.id.clone(),
            text: unit.span.of(&s.analyses[unit.analysis].article.text).to_string(),
            standing: Standing::Disputed,
            support: list,
            origins: origins.len(),
            note: format!("Reports place it differently: {}.", told.join("; ")),
        },
    ))
}

/// What a headline says and its body does not.
pub(super) fn headline_claims(s: &Story, event: &Event, id: &ArticleId) -> Vec<(i64, Claim)> {
    let Ok(i) = s.analyses.binary_search_by(|a| a.article.id.cmp(id)) else {
        return Vec::new();
    };
    let origin = event
        .origins
        .iter()
        .find(|o| o.articles.contains(id))
        .map(|o| o.id.clone());
    let origin = origin.unwrap_or_else(|| OriginId(format!("o{}", short_hash([id.as_str()]))));
    headlines::not_borne_out(&s.analyses[i])
        .into_iter()
        .map(|(span, why)| {
            let citation = citation(s, i, span);
            let claim = Claim {
                id: claim_id(event, &citation),
                event: event.id.clone(),
                text: span.of(&s.analyses[i].article.text).to_string(),
                standing: Standing::HeadlineOnly,
                support: vec![Support {
                    citation,
                    statement: None,
                    origin: origin.clone(),
                    stance: Stance::Asserts,
                    value: None,
                }],
                origins: 1,
                note: why,
            };
            (900, claim)
        })
        .collect()
}
