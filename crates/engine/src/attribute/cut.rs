//! Cutting a source phrase to the name, title or body in it.

use super::people;
use crate::model::*;

/// Cuts a source to the words `from..to` of its text.
pub(super) fn cut(source: &mut Source, from: usize, to: usize) {
    let text = source.text.get(from..to).unwrap_or("").to_string();
    let trimmed = text.trim();
    let lead = text.len() - text.trim_start().len();
    if let Some(span) = source.span.as_mut()
        && (span.end - span.start) as usize == source.text.len()
    {
        span.start += (from + lead) as u32;
        span.end = span.start + trimmed.len() as u32;
    }
    source.text = trimmed.to_string();
}

/// "R. Devi after the vote": cut behind the name.
pub(super) fn behind_name(analysis: &Analysis, source: &mut Source) {
    let Some(span) = source.span.filter(|s| analysis.words(*s) == source.text) else {
        return;
    };
    let from = analysis.mentions.partition_point(|m| m.span.end <= span.start);
    let over = analysis.mentions[from..]
        .iter()
        .take_while(|m| m.span.end <= span.end)
        .filter(|m| m.kind == EntityKind::Person && span.contains(m.span))
        .map(|m| (m.span.end - span.start) as usize)
        .find(|end| {
            let rest = source.text.get(*end..).unwrap_or("");
            let next = rest.split_whitespace().next().unwrap_or("");
            rest.starts_with(' ') && (people::is("clause", next) || next.ends_with("ly"))
        });
    if let Some(end) = over {
        cut(source, 0, end);
    }
}

/// "Norvia&#039;s army" in a feed: the owner stands before an escaped mark.
pub(super) fn escaped_possessive(analysis: &Analysis, source: &mut Source) {
    let Some(span) = source.span.filter(|_| source.text.starts_with("s ")) else {
        return;
    };
    let before = analysis.article.text.get(..span.start as usize).unwrap_or("");
    let Some(owner) = ["&#039;", "&#39;", "&apos;", "&rsquo;", "'", "’"]
        .iter()
        .find_map(|m| before.strip_suffix(m))
    else {
        return;
    };
    let word = owner.rsplit(char::is_whitespace).next().unwrap_or("");
    if word.starts_with(char::is_uppercase) {
        source.text = format!("{word}'{}", source.text);
        source.span = Some(Span::new(owner.len() - word.len(), span.end as usize));
    }
}

/// Whether an English phrase ends in a name, or goes on behind one with a preposition.
pub(super) fn name_ends(analysis: &Analysis, source: &Source) -> bool {
    let Some(span) = source.span else {
        return source.entity.is_some();
    };
    let from = analysis.mentions.partition_point(|m| m.span.end <= span.start);
    let next = |end: u32| {
        let rest = analysis.article.text.get(end as usize..span.end as usize).unwrap_or("");
        rest.split_whitespace().next().unwrap_or("")
    };
    analysis.mentions[from..]
        .iter()
        .take_while(|m| m.span.start < span.end)
        .filter(|m| m.kind != EntityKind::Place || m.span.start <= span.start)
        .any(|m| m.span.end + 2 >= span.end || m.kind == EntityKind::Person && people::is("of", next(m.span.end)))
}
