//! What editors decided, applied to what the stages found: pure functions, in the order in which it was decided.

use crate::store::{Decision, Ruling, StoreError, digest};
use std::collections::{BTreeMap, BTreeSet};
use sutradhar_engine::events;
use sutradhar_engine::model::*;
use sutradhar_text::fold::fold;

/// The aliases in force: for each folded name the entity, its kind and what it is called.
#[derive(Debug, Default)]
pub struct Aliases {
    wanted: BTreeMap<String, [String; 3]>,
}

impl Aliases {
    /// The aliases among the decisions; later ones go over earlier ones.
    pub fn new(decisions: &[Decision]) -> Aliases {
        let mut wanted = BTreeMap::new();
        for d in decisions.iter().filter(|d| !d.undone) {
            if let Ruling::Alias {
                name,
                entity,
                kind,
                called,
            } = &d.ruling
            {
                wanted.insert(fold(name), [entity.clone(), kind.clone(), called.clone()]);
            }
        }
        Aliases { wanted }
    }

    /// Names them all: the same for the same aliases, empty if there are none.
    pub fn name(&self) -> Result<String, StoreError> {
        if self.wanted.is_empty() {
            return Ok(String::new());
        }
        Ok(digest(&self.wanted)?.iter().map(|b| format!("{b:02x}")).collect())
    }

    /// Applies them: if the article uses a name, whatever that name stood for becomes the alias's entity. Says whether
    /// anything changed.
    pub fn apply(&self, analysis: &mut Analysis) -> bool {
        let wanted: BTreeMap<&str, (&str, &str, &str)> = self
            .wanted
            .iter()
            .map(|(name, [e, k, c])| (name.as_str(), (e.as_str(), k.as_str(), c.as_str())))
            .collect();
        !wanted.is_empty() && alias(analysis, &wanted)
    }
}

fn alias(analysis: &mut Analysis, wanted: &BTreeMap<&str, (&str, &str, &str)>) -> bool {
    // What the document itself took to be one thing stays one thing: all mentions of the old entity move.
    let mut moved: BTreeMap<EntityId, (&str, &str, &str)> = BTreeMap::new();
    for m in &analysis.mentions {
        if let Some(to) = wanted.get(fold(analysis.words(m.span)).as_str())
            && m.entity.as_str() != to.0
        {
            moved.insert(m.entity.clone(), *to);
        }
    }
    let named: Vec<(usize, usize, &str)> = analysis
        .statements
        .iter()
        .enumerate()
        .flat_map(|(i, s)| s.chain.iter().enumerate().map(move |(k, c)| (i, k, c)))
        .filter(|(_, _, c)| c.entity.is_none())
        .filter_map(|(i, k, c)| {
            Some((
                i,
                k,
                wanted.get(fold(c.resolved.as_deref().unwrap_or(&c.text)).as_str())?.0,
            ))
        })
        .collect();
    let to: BTreeSet<(&str, &str, &str)> = moved
        .values()
        .copied()
        .chain(wanted.values().copied().filter(|w| named.iter().any(|n| n.2 == w.0)))
        .collect();
    if to.is_empty() {
        return false;
    }
    let language = analysis.article.language.tag();
    for (i, k, id) in named {
        if let Some(source) = analysis.statements.get_mut(i).and_then(|s| s.chain.get_mut(k)) {
            source.entity = Some(EntityId::from(id));
        }
    }
    for (id, kind, called) in to {
        let id = EntityId::from(id);
        let old: Vec<Entity> = analysis
            .entities
            .iter()
            .filter(|e| moved.get(&e.id).is_some_and(|t| t.0 == id.as_str()))
            .cloned()
            .collect();
        if !analysis.entities.iter().any(|e| e.id == id) {
            analysis.entities.push(Entity {
                id: id.clone(),
                kind: kind_of(kind)
                    .or(old.first().map(|e| e.kind))
                    .unwrap_or(EntityKind::Person),
                names: BTreeMap::from([(language.to_string(), called.to_string())]),
                of: old.first().and_then(|e| e.of.clone()),
            });
        }
        if let Some(entity) = analysis.entities.iter_mut().find(|e| e.id == id) {
            for (tag, name) in old.into_iter().flat_map(|e| e.names) {
                entity.names.entry(tag).or_insert(name);
            }
        }
    }
    let target = |id: &EntityId| moved.get(id).map(|t| EntityId::from(t.0));
    let kinds: BTreeMap<EntityId, EntityKind> = analysis.entities.iter().map(|e| (e.id.clone(), e.kind)).collect();
    for m in &mut analysis.mentions {
        if let Some(id) = target(&m.entity) {
            m.kind = kinds.get(&id).copied().unwrap_or(m.kind);
            m.entity = id;
        }
    }
    for source in analysis.statements.iter_mut().flat_map(|s| &mut s.chain) {
        if let Some(id) = source.entity.as_ref().and_then(&target) {
            source.entity = Some(id);
        }
    }
    for e in &mut analysis.entities {
        if let Some(id) = e.of.as_ref().and_then(&target) {
            e.of = Some(id);
        }
    }
    analysis.entities.retain(|e| !moved.contains_key(&e.id));
    true
}

fn kind_of(name: &str) -> Option<EntityKind> {
    use EntityKind::*;
    [Person, Place, Organisation, Event]
        .into_iter()
        .find(|k| k.name() == name)
}

/// Applies merges and splits: later decisions go over earlier ones. Events that nobody decided on stay as they are.
/// `headlines` are the checks of the articles' headlines, for the titles.
pub fn stories(
    analyses: &[Analysis],
    (copies, headlines): (&[CopyPair], &[HeadlineCheck]),
    events: Vec<Event>,
    decisions: &[Decision],
) -> Vec<Event> {
    let mut groups: Vec<(Vec<ArticleId>, Vec<String>)> =
        events.iter().map(|e| (e.articles.clone(), Vec::new())).collect();
    let holds = |groups: &[(Vec<ArticleId>, Vec<String>)], id: &str| {
        groups.iter().position(|(g, _)| g.iter().any(|a| a.as_str() == id))
    };
    for d in decisions.iter().filter(|d| !d.undone) {
        match &d.ruling {
            Ruling::Merge { articles, why, .. } => {
                let (Some(a), Some(b)) = (holds(&groups, &articles[0]), holds(&groups, &articles[1])) else {
                    continue;
                };
                if a == b {
                    continue;
                }
                let (first, second) = (a.min(b), a.max(b));
                let (more, reasons) = groups.remove(second);
                if let Some((list, notes)) = groups.get_mut(first) {
                    list.extend(more);
                    notes.extend(reasons);
                    notes.push(format!(
                        "{} put two stories together (decision {}): {why}",
                        d.editor, d.number
                    ));
                }
            }
            Ruling::Split { out, rest, why, .. } => {
                let note = format!("{} parted one story (decision {}): {why}", d.editor, d.number);
                let mut parted = Vec::new();
                for (list, notes) in &mut groups {
                    let has = |ids: &[String]| list.iter().any(|a| ids.iter().any(|i| i == a.as_str()));
                    if has(out) && has(rest) {
                        let (gone, stay): (Vec<ArticleId>, Vec<ArticleId>) =
                            list.drain(..).partition(|a| out.iter().any(|i| i == a.as_str()));
                        *list = stay;
                        notes.push(note.clone());
                        parted.push((gone, vec![note.clone()]));
                    }
                }
                groups.extend(parted);
            }
            Ruling::Alias { .. } | Ruling::Remove { .. } | Ruling::Undo { .. } => {}
        }
    }
    let changed: Vec<(Vec<ArticleId>, Vec<String>)> =
        groups.into_iter().filter(|(_, notes)| !notes.is_empty()).collect();
    let touched: BTreeSet<&ArticleId> = changed.iter().flat_map(|(g, _)| g).collect();
    let lists: Vec<Vec<ArticleId>> = changed.iter().map(|(g, _)| g.clone()).collect();
    let mut made = events::describe_groups(analyses, copies, headlines, &lists);
    for event in &mut made {
        let notes = changed
            .iter()
            .find(|(g, _)| event.articles.iter().any(|a| g.contains(a)));
        event
            .reasons
            .extend(notes.into_iter().flat_map(|(_, notes)| notes.clone()));
    }
    let mut out: Vec<Event> = events
        .into_iter()
        .filter(|e| !e.articles.iter().any(|a| touched.contains(a)))
        .collect();
    out.extend(made);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{analyse, derive, derive_with};

    fn pages(texts: &[(&str, &str)]) -> Vec<Analysis> {
        texts
            .iter()
            .map(|(id, text)| {
                analyse(&RawPage {
                    id: ArticleId::from(*id),
                    source: format!("{id}.txt"),
                    url: None,
                    hints: Hints::default(),
                    content: Content::Text(text.to_string()),
                    notices: Vec::new(),
                })
            })
            .collect()
    }

    fn decision(number: i64, ruling: Ruling) -> Decision {
        Decision {
            number,
            at: String::new(),
            editor: "local".into(),
            ruling,
            undone: false,
        }
    }

    const TWO: [(&str, &str); 2] = [
        (
            "a1",
            "नीलमपुर में मेला शुरू\n\nप्रकाशित: 3 अगस्त 2025\n\nनीलमपुर । मेले में चार हजार लोग आए।\n",
        ),
        (
            "b1",
            "रेतपुरा में क्रिकेट मैच रद्द\n\nप्रकाशित: 9 अगस्त 2025\n\nरेतपुरा । बारिश के कारण मैच रद्द कर दिया गया।\n",
        ),
    ];

    #[test]
    fn stories_are_put_together_and_parted() {
        let check = |decisions: &[Decision], want: usize| {
            let derived = derive_with(&mut pages(&TWO), decisions).unwrap();
            assert_eq!(derived.events.len(), want);
            derived.events
        };
        check(&[], 2);
        let merge = decision(
            1,
            Ruling::Merge {
                articles: ["a1".into(), "b1".into()],
                titles: [String::new(), String::new()],
                why: "one fair".into(),
            },
        );
        let events = check(std::slice::from_ref(&merge), 1);
        assert_eq!(events[0].articles.len(), 2);
        assert_eq!(events[0].origins.len(), 2, "origins are counted again");
        assert!(
            events[0]
                .reasons
                .iter()
                .any(|r| r.contains("decision 1") && r.contains("one fair"))
        );
        let split = decision(
            2,
            Ruling::Split {
                out: vec!["b1".into()],
                rest: vec!["a1".into()],
                title: String::new(),
                why: "no".into(),
            },
        );
        check(&[merge.clone(), split], 2);
        let undone = Decision { undone: true, ..merge };
        let plain = derive(&mut pages(&TWO)).unwrap();
        assert_eq!(check(&[undone], 2), plain.events);
    }

    #[test]
    fn an_alias_moves_mentions_and_sources() {
        let text = "नीलमपुर में बाढ़\n\nप्रकाशित: 3 अगस्त 2025\n\nनीलमपुर । जिलाधिकारी रमा देवी ने कहा कि 40 लोग बचाए गए। \
                    रमा देवी ने यह भी कहा कि राहत पहुंची है।\n";
        let mut analyses = pages(&[("a1", text)]);
        let ruling = Ruling::Alias {
            name: "रमा  देवी".split_whitespace().collect::<Vec<_>>().join(" "),
            entity: "per:rama".into(),
            kind: "PER".into(),
            called: "रमा देवी".into(),
        };
        let before = analyses.clone();
        Aliases::new(&[]).apply(&mut analyses[0]);
        assert_eq!(before, analyses);
        Aliases::new(&[decision(1, ruling.clone())]).apply(&mut analyses[0]);
        let a = &analyses[0];
        let named = a.mentions.iter().filter(|m| a.words(m.span) == "रमा देवी").count();
        let moved = a.mentions.iter().filter(|m| m.entity.as_str() == "per:rama").count();
        assert!(moved >= named);
        assert!(named == 0 || a.entities.iter().filter(|e| e.id.as_str() == "per:rama").count() == 1);
        // Every mention still has its entity, and applying it twice changes nothing.
        assert!(a.mentions.iter().all(|m| a.entity(&m.entity).is_some()));
        let mut twice = analyses.clone();
        Aliases::new(&[decision(1, ruling)]).apply(&mut twice[0]);
        assert_eq!(twice, analyses);
    }
}
