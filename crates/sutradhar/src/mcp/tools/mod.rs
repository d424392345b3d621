//! The tools: one file a question, each with its arguments, its result and how it is answered.

pub mod article;
pub mod changes;
pub mod claim;
pub mod compare;
pub mod figures;
pub mod find;
pub mod headline;
pub mod search;
pub mod story;
pub mod storyline;
pub mod trace;
pub mod who;

use super::clean::{clean, clean_value};
use super::problem::{Problem, Result};
use super::sheet::{Envelope, HARD, Reply, Sheet, TEXT, USUAL, size};
use crate::app::{Freshness, Reader};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A tool.
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// What it is called, in Hindi and English.
    pub title: &'static str,
    /// What it does, for an assistant.
    pub about: &'static str,
    run: fn(Value, &mut Sheet<'_>) -> Result<Value>,
}

/// All tools.
pub const TOOLS: [Tool; 12] = [
    Tool {
        name: "find_names",
        title: "नाम खोजें · Find names",
        about: "People, places, bodies and outlets by name, in any spelling and in either script. Begin here to get \
                the id of somebody for `search`, `who_says` and `figures`.",
        run: |args, sheet| called(args, sheet, find::find_names),
    },
    Tool {
        name: "search",
        title: "खोजें · Search",
        about: "Stories, claims, articles or statements by words, names, outlet, language and days; without words the \
                newest. Each result has an id and one cited passage.",
        run: |args, sheet| called(args, sheet, search::search),
    },
    Tool {
        name: "get_story",
        title: "कहानी · A story",
        about: "One event: what happened in cited lines, where reports differ or deny, figures, on whose word, \
                timeline, headlines beyond their text, copies, articles. Choose `parts`; the usual ones are brief and \
                disputes.",
        run: |args, sheet| called(args, sheet, story::get_story),
    },
    Tool {
        name: "get_storyline",
        title: "सिलसिला · A storyline",
        about: "Events that follow one another over months and years, with what is new in each.",
        run: |args, sheet| called(args, sheet, storyline::get_storyline),
    },
    Tool {
        name: "get_claim",
        title: "दावा · A claim",
        about: "One claim: how each outlet words it, on whose word, how many independent origins stand behind it and \
                how they were counted, who denies it, where it stood first.",
        run: |args, sheet| called(args, sheet, claim::get_claim),
    },
    Tool {
        name: "trace_line",
        title: "पंक्ति कहां से · Trace a line",
        about: "Where a line that was read somewhere comes from: the nearest headlines, sentences and claims of the \
                store, which of its words each lacks, where it stood first, from how many independent origins. Says \
                when nothing matches; that is no proof that the line is false.",
        run: |args, sheet| called(args, sheet, trace::trace_line),
    },
    Tool {
        name: "who_says",
        title: "किसके कहने पर · On whose word",
        about: "Who says what through whom, from the source to the outlet, for a story, a claim, or a person or body \
                (`entity`: what that one says). Give one id.",
        run: |args, sheet| called(args, sheet, who::who_says),
    },
    Tool {
        name: "figures",
        title: "आंकड़े · Figures",
        about: "The dead, injured, missing, arrested, sums of money as time series: value, as of when, from which \
                origins, which were replaced. For a story, a storyline, or the newest stories of an entity. Give one \
                id.",
        run: |args, sheet| called(args, sheet, figures::figures),
    },
    Tool {
        name: "compare",
        title: "दो ख़बरें · Two articles",
        about: "Two articles side by side: who copied whom and how much, words that were swapped, quotation marks \
                lost, sentences added and dropped; or, without shared text, what both tell and what only one does.",
        run: |args, sheet| called(args, sheet, compare::compare),
    },
    Tool {
        name: "check_headline",
        title: "शीर्षक बनाम ख़बर · Headline against text",
        about: "Whether the headline of an article is borne out by its own text, and which words are not.",
        run: |args, sheet| called(args, sheet, headline::check_headline),
    },
    Tool {
        name: "get_article",
        title: "ख़बर · An article",
        about: "The text of an article by numbered lines, each with its class; usually only the body.",
        run: |args, sheet| called(args, sheet, article::get_article),
    },
    Tool {
        name: "changes",
        title: "बदलाव · What changed",
        about: "What changed since a number or a time: new independent origins, standings of claims, figures, headlines \
                beyond their text, shared text, stories put together or parted. Ask again with `since` = `as_of` of the \
                last answer.",
        run: |args, sheet| called(args, sheet, changes::changes),
    },
];

/// Answers a call; `None` if there is no such tool.
///
/// # Errors
/// What [`Problem`] names.
pub fn call(name: &str, mut args: Value, reader: &Reader, base: &str) -> Option<Result<Value>> {
    let tool = TOOLS.iter().find(|t| t.name == name)?;
    let most = match room(&mut args) {
        Ok(most) => most,
        Err(e) => return Some(Err(e)),
    };
    let mut sheet = Sheet::new(reader, base, most.unwrap_or(USUAL));
    Some((tool.run)(args, &mut sheet).map(|mut result| {
        // The next call wants as much room as this one.
        if let (Some(most), Some(Value::Object(next))) = (most, result.pointer_mut("/structuredContent/next")) {
            next.insert("max_kb".to_string(), json!(most / 1_000));
        }
        result
    }))
}

/// Takes out of the arguments how many bytes the answer may have.
fn room(args: &mut Value) -> Result<Option<usize>> {
    match args.as_object_mut().and_then(|map| map.remove("max_kb")) {
        None | Some(Value::Null) => Ok(None),
        Some(kb) => match kb.as_u64() {
            Some(kb @ 8..=48) => Ok(Some(kb as usize * 1_000)),
            _ => Err(Problem::Arguments("max_kb is a number from 8 to 48".to_string())),
        },
    }
}

/// Reads the arguments, answers, and makes the result of a tool out of the reply.
fn called<A: DeserializeOwned, T: Serialize>(
    args: Value,
    sheet: &mut Sheet<'_>,
    run: fn(A, &mut Sheet<'_>) -> Result<Reply<T>>,
) -> Result<Value> {
    let args = if args.is_null() { json!({}) } else { args };
    let args = serde_json::from_value(args).map_err(|e| Problem::Arguments(clean(&e.to_string())))?;
    let reply = run(args, sheet)?;
    let waiting = match sheet.reader.freshness()? {
        Freshness::Current => None,
        Freshness::Behind { waiting } => Some(waiting),
    };
    let envelope = Envelope {
        as_of: sheet.reader.last_change()?.to_string(),
        waiting,
        result: reply.result,
        citations: sheet.citations().to_vec(),
        truncated: reply.next.is_some(),
        left_out: sheet.left_out(),
        next: reply.next,
    };
    let mut data = serde_json::to_value(&envelope).map_err(|e| Problem::Arguments(e.to_string()))?;
    clean_value(&mut data);
    let text = text(&reply.text, &envelope);
    let result = json!({
        "content": [{"type": "text", "text": text}],
        "structuredContent": data,
        "isError": false,
    });
    match size(&result) {
        bytes if bytes > HARD => Err(Problem::TooLarge { bytes, most: HARD }),
        _ => Ok(result),
    }
}

/// The text of an answer: as many whole lines as there is room for, and where the rest is.
fn text<T>(lines: &[String], envelope: &Envelope<T>) -> String {
    let mut out = String::new();
    let mut cut = false;
    for line in lines.iter().map(|l| clean(l)) {
        cut = !out.is_empty() && out.len() + line.len() > TEXT;
        if cut {
            break;
        }
        out.push_str(&line);
        out.push('\n');
    }
    if cut {
        out.push_str("… the rest is in structuredContent.\n");
    }
    if envelope.truncated {
        out.push_str("There is more: call again with the arguments in `next`.\n");
    }
    if envelope.left_out > 0 {
        out.push_str(&format!("{} too long for an answer, left out.\n", envelope.left_out));
    }
    out.push_str(&format!("as of {}", envelope.as_of));
    out
}
