//! Reports in languages that the engine does not read, or whose words nobody counted: are unrelated ones kept apart?

use crate::eval::Score;
use crate::{records, root};
use anyhow::Context;
use std::collections::BTreeMap;

/// Files of `corpus/languages`: reports with the language and the event of each.
const FILES: &[(&str, &str)] = &[("unread", "unread.jsonl"), ("indian", "indian.jsonl")];

/// For each file, the share of pairs of unrelated reports in one language that are kept apart, the share of pairs of
/// one event that are found, and the share of events with several reports that hold one happening only.
pub fn scores() -> anyhow::Result<Vec<Score>> {
    let mut out = Vec::new();
    for (name, file) in FILES {
        let path = root().join("corpus/languages").join(file);
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        // Report id to language and event.
        let mut gold: BTreeMap<String, (String, String)> = BTreeMap::new();
        for line in text.lines() {
            let row: serde_json::Value = serde_json::from_str(line).with_context(|| path.display().to_string())?;
            let field = |name: &str| row[name].as_str().map(str::to_string).with_context(|| name.to_string());
            gold.insert(field("id")?, (field("lang")?, field("event")?));
        }
        let (_, derived) = records::derive(&[path.display().to_string()])?;
        let event_of: BTreeMap<&str, usize> = derived
            .events
            .iter()
            .enumerate()
            .flat_map(|(n, e)| e.articles.iter().map(move |a| (a.as_str(), n)))
            .collect();
        let (mut parted, mut unrelated, mut found, mut related) = (0u32, 0u32, 0u32, 0u32);
        let list: Vec<_> = gold.iter().collect();
        for (i, (a, (language, event))) in list.iter().enumerate() {
            for (b, (other, its)) in list.iter().take(i) {
                let together = event_of.get(a.as_str()) == event_of.get(b.as_str());
                match (language == other, event == its) {
                    (_, true) => (found, related) = (found + u32::from(together), related + 1),
                    (true, false) => (parted, unrelated) = (parted + u32::from(!together), unrelated + 1),
                    (false, false) => {}
                }
            }
        }
        let several = derived.events.iter().filter(|e| e.articles.len() > 1);
        let pure = |articles: &[sutradhar_engine::model::ArticleId]| {
            let first = articles.first().and_then(|a| gold.get(a.as_str()));
            articles
                .iter()
                .all(|a| gold.get(a.as_str()).map(|g| &g.1) == first.map(|g| &g.1))
        };
        let (good, all) = several.fold((0u32, 0u32), |(good, all), e| {
            (good + u32::from(pure(&e.articles)), all + 1)
        });
        let share = |n: u32, of: u32| if of == 0 { 1.0 } else { f64::from(n) / f64::from(of) };
        for (figure, value) in [
            ("kept-apart", share(parted, unrelated)),
            ("found", share(found, related)),
            ("pure", share(good, all)),
        ] {
            out.push(Score {
                name: format!("languages-{name}.{figure}"),
                stage: "events",
                value,
            });
        }
    }
    Ok(out)
}
