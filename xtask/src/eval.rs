//! One table: stage, data set, score, floor. Own gold (`corpus/`) is scored here; `../shared` by its referee scripts,
//! where it is present.

use crate::{gold, labels, page_spans, records, root, shared, train_names, unread};
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use sutradhar_engine::model::ArticleId;

/// One line of the table.
pub struct Score {
    /// Name in `corpus/floors.toml`.
    pub name: String,
    /// Stage.
    pub stage: &'static str,
    /// Share of what could be reached, 0 to 1.
    pub value: f64,
}

/// Figures: suffix of the name, path into the referee's JSON.
type Figures = &'static [(&'static str, &'static str)];

/// A gold set outside the repository: how to make its records and which figures of the referee's answer to keep.
#[derive(Clone, Copy)]
struct Set {
    stage: &'static str,
    name: &'static str,
    /// What is fed in, below `../shared` (or one of our own label sets): a JSONL file, or a folder of pages.
    input: &'static str,
    /// Referee command, gold file, record kind.
    referee: (&'static str, &'static str, &'static str),
    /// Which figures are kept.
    figures: Figures,
}

const SETS: &[Set] = &[
    Set {
        stage: "extract",
        name: "benchmark",
        input: "gold/extract/benchmark/html",
        referee: ("extract", "gold/extract/benchmark/ground-truth.json", "articles"),
        figures: &[("f1", "/f1")],
    },
    Set {
        stage: "extract",
        name: "fundus",
        input: "gold/extract/fundus/html",
        referee: ("extract", "gold/extract/fundus/ground-truth.json", "articles"),
        figures: &[("f1", "/f1")],
    },
    Set {
        stage: "extract",
        name: "indic-html",
        input: page_spans::PAGES,
        referee: ("extract", "spans", "articles"),
        figures: &[("f1", "/f1")],
    },
    Set {
        stage: "extract",
        name: "dates",
        input: "gold/extract/dates/html",
        referee: ("dates", "gold/extract/dates/ground-truth.json", "articles"),
        figures: &[("f1", "/f1")],
    },
    Set {
        stage: "extract",
        name: "text-lines",
        input: "text-lines",
        referee: ("lines", "gold/extract/text-lines/pages.jsonl.gz", "articles"),
        figures: &[("f1", "/f1")],
    },
    Set {
        stage: "annotate",
        name: "il-ner-hi",
        input: "conll:gold/il-ner/Hindi-dev.txt",
        referee: ("conll", "gold/il-ner/Hindi-dev.txt", "mentions"),
        figures: &[("f1", "/all/f1")],
    },
    Set {
        stage: "annotate",
        name: "il-ner-or",
        input: "conll:gold/il-ner/Odia-dev.txt",
        referee: ("conll", "gold/il-ner/Odia-dev.txt", "mentions"),
        figures: &[("f1", "/all/f1")],
    },
    Set {
        stage: "annotate",
        name: "il-ner-te",
        input: "conll:gold/il-ner/Telugu-dev.txt",
        referee: ("conll", "gold/il-ner/Telugu-dev.txt", "mentions"),
        figures: &[("f1", "/all/f1")],
    },
    Set {
        stage: "annotate",
        name: "il-ner-ur",
        input: "conll:gold/il-ner/Urdu-dev.txt",
        referee: ("conll", "gold/il-ner/Urdu-dev.txt", "mentions"),
        figures: &[("f1", "/all/f1")],
    },
    Set {
        stage: "annotate",
        name: "il-ner-te",
        input: "conll:gold/il-ner/Telugu-dev.txt",
        referee: ("conll", "mended:gold/il-ner/Telugu-dev.txt", "mentions"),
        figures: &[("mended.f1", "/all/f1")],
    },
    Set {
        stage: "copies",
        name: "wire-hi",
        input: "gold/wire-hi/docs.jsonl",
        referee: ("copies", "gold/wire-hi", "copies"),
        figures: &[("recall", "/recall"), ("other-pairs", "/others")],
    },
    Set {
        stage: "events",
        name: "events-hi",
        input: "gold/events-hi/docs.jsonl",
        referee: ("events", "gold/events-hi", "events"),
        figures: &[("pair-f1", "/all/pair/f1"), ("bcubed", "/all/bcubed/f1")],
    },
    Set {
        stage: "events",
        name: "events-multi",
        input: "gold/events-multi/docs.jsonl",
        referee: ("events", "gold/events-multi", "events"),
        figures: &[("pair-f1", "/all/pair/f1")],
    },
    Set {
        stage: "events",
        name: "storyline",
        input: "gold/storyline/docs.jsonl",
        referee: ("events", "gold/storyline", "events"),
        figures: &[("pair-f1", "/all/pair/f1")],
    },
    Set {
        stage: "events",
        name: "gva",
        input: "gold/gva/docs.jsonl",
        referee: ("events", "gold/gva", "events"),
        figures: &[("pair-f1", "/all/pair/f1"), ("bcubed", "/all/bcubed/f1")],
    },
    Set {
        stage: "events",
        name: "ecbplus",
        input: "gold/ecbplus/docs.jsonl",
        referee: ("events", "gold/ecbplus", "events"),
        figures: &[("bcubed", "/all/bcubed/f1")],
    },
    Set {
        stage: "events",
        name: "allsides",
        input: "gold/allsides/docs.jsonl",
        referee: ("events", "gold/allsides", "events"),
        figures: &[("bcubed", "/all/bcubed/f1")],
    },
    Set {
        stage: "claims",
        name: "headlines-hi",
        input: "gold/headlines-hi/docs.jsonl",
        referee: ("headlines", "gold/headlines-hi/gold.jsonl", "headlines"),
        figures: &[("accuracy", "/accuracy"), ("not-borne-out-f1", "/not_borne_out/f1")],
    },
    Set {
        stage: "claims",
        name: "headlines-real",
        input: "gold/headlines-real/docs.jsonl",
        referee: ("headlines-real", "gold/headlines-real", "headlines"),
        figures: HEADLINES,
    },
    Set {
        stage: "claims",
        name: "headlines",
        input: "labels/headlines/docs.jsonl",
        referee: ("headlines-real", "labels/headlines", "headlines"),
        figures: HEADLINES,
    },
    Set {
        stage: "claims",
        name: "claims",
        input: "gold/claims/docs.jsonl",
        referee: ("claims", "gold/claims", "claims"),
        figures: CLAIMS,
    },
    Set {
        stage: "claims",
        name: "claims-2",
        input: "gold/claims-2/docs.jsonl",
        referee: ("claims", "gold/claims-2", "claims"),
        figures: CLAIMS,
    },
];

/// What is kept of claims across reports. The scorer that ships has seen these events: held-out figures are printed by
/// `cargo xtask train-claims`.
const CLAIMS: Figures = &[
    ("precision", "/pair_precision"),
    ("same-sentence", "/precision_same_sentence"),
    ("recall", "/pair_recall"),
    ("agreed", "/shown/agreed/precision"),
];

/// What is kept of real headlines: how often a flag is right, how many faults are found, and what else is told rightly.
const HEADLINES: Figures = &[
    ("precision", "/all/precision"),
    ("recall", "/all/recall"),
    ("sample.precision", "/sample/precision"),
    ("sample.recall", "/sample/recall"),
    ("right-words", "/all/right_words"),
    ("abstains", "/all/abstains"),
    ("questions-teasers", "/all/questions_teasers"),
];

/// Articles with names, times, figures and statements: name, folder.
const READ: &[(&str, [&str; 2])] = &[
    (
        "statements-hi",
        ["gold/statements-hi/docs.jsonl", "gold/statements-hi/gold.jsonl"],
    ),
    (
        "fresh-hi-a",
        ["labels/fresh-hi-a/docs.jsonl", "labels/fresh-hi-a/gold.jsonl"],
    ),
    (
        "fresh-hi-b",
        ["labels/fresh-hi-b/docs.jsonl", "labels/fresh-hi-b/gold.jsonl"],
    ),
];

/// What is scored of them: stage, referee command and kind of records, figures.
const READINGS: &[(&str, &str, Figures)] = &[
    (
        "annotate",
        "mentions",
        &[
            ("mentions.exact-f1", "/all/exact/f1"),
            ("entities.bcubed", "/entity_grouping/f1"),
        ],
    ),
    (
        "annotate",
        "times",
        &[("times.span-f1", "/spans/f1"), ("times.value", "/value_accuracy")],
    ),
    (
        "annotate",
        "quantities",
        &[
            ("quantities.span-f1", "/spans/f1"),
            ("quantities.value", "/value_accuracy"),
            ("quantities.status", "/status_accuracy"),
        ],
    ),
    (
        "attribute",
        "statements",
        &[
            ("statements.content-f1", "/content/f1"),
            ("statements.speaker-f1", "/content_and_speaker/f1"),
        ],
    ),
];

/// Our own event labels: name, documents, folder.
const LABELLED: &[[&str; 3]] = &[
    ["hi-2020", "labels/hi-2020/docs.jsonl", "labels/hi-2020"],
    [
        "naidunia-2025",
        "labels/naidunia-2025/docs.jsonl",
        "labels/naidunia-2025",
    ],
    ["ednil", "labels/ednil/docs.jsonl", "labels/ednil"],
    ["rss-in", "labels/rss-in/docs.jsonl", "labels/rss-in"],
    ["rss-in-2", "labels/rss-in-2/docs.jsonl", "labels/rss-in-2"],
    ["rss-in-3", "labels/rss-in-3/docs.jsonl", "labels/rss-in-3"],
    ["rss-in-4", "labels/rss-in-4/docs.jsonl", "labels/rss-in-4"],
    ["rss-world", "labels/rss-world/docs.jsonl", "labels/rss-world"],
    ["rss-world-2", "labels/rss-world-2/docs.jsonl", "labels/rss-world-2"],
    ["thehindu", "labels/thehindu/docs.jsonl", "labels/thehindu"],
];

/// All sets, in the order of the table.
fn sets() -> Vec<Set> {
    let read = READ.iter().flat_map(|&(name, [input, gold])| {
        READINGS.iter().map(move |&(stage, kind, figures)| Set {
            stage,
            name,
            input,
            referee: (kind, gold, kind),
            figures,
        })
    });
    let labelled = LABELLED.iter().map(|&[name, input, gold]| Set {
        stage: "events",
        name,
        input,
        referee: ("events", gold, "events"),
        figures: &[
            ("pair-f1", "/all/pair/f1"),
            ("precision", "/all/pair/p"),
            ("bcubed", "/all/bcubed/f1"),
        ],
    });
    SETS.iter().copied().chain(read).chain(labelled).collect()
}

/// The articles of each event of a set of labelled claims, which are scored on those events: events have sets of their
/// own.
fn grouped(gold: &Path) -> anyhow::Result<Vec<Vec<ArticleId>>> {
    let text = std::fs::read_to_string(gold).with_context(|| gold.display().to_string())?;
    let rows = text.lines().map(serde_json::from_str::<serde_json::Value>);
    rows.map(|row| {
        let row = row.with_context(|| gold.display().to_string())?;
        let ids = row["articles"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|id| id.as_str());
        Ok(ids.map(ArticleId::from).collect())
    })
    .collect()
}

/// Prints the table and fails if a score lies below its floor. With names, only data sets of these names.
pub fn run(names: &[String]) -> anyhow::Result<()> {
    let wanted = |n: &str| names.is_empty() || names.iter().any(|x| x == n);
    let floors: BTreeMap<String, f64> = toml::from_str(&std::fs::read_to_string(root().join("corpus/floors.toml"))?)?;
    let work = std::env::temp_dir().join(format!("sutradhar-eval-{}", std::process::id()));
    let mut scores = Vec::new();
    if wanted("samples") {
        scores.extend(gold::samples()?);
    }
    if wanted("languages") {
        scores.extend(unread::scores()?);
    }
    match shared() {
        None => println!("skipped: ../shared/gold and ../shared/seeds not present; only corpus/ is scored"),
        Some(shared) => {
            if wanted("seeds") {
                scores.extend(seeds(&shared, &work)?);
            }
            if wanted("langid") {
                scores.extend(languages(&shared, &work)?);
            }
            let sets = sets();
            let mut made: BTreeMap<&str, PathBuf> = BTreeMap::new();
            if sets
                .iter()
                .any(|s| wanted(s.name) && s.input.starts_with(labels::FOLDER))
            {
                labels::lay_out(&shared, &work)?;
            }
            let base = |at: &str| {
                if at.starts_with(labels::FOLDER) {
                    work.clone()
                } else {
                    shared.clone()
                }
            };
            for set in sets.iter().filter(|s| wanted(s.name)) {
                if !made.contains_key(set.input) {
                    let out = work.join(set.name);
                    let groups = match set.referee.0 {
                        "claims" => Some(grouped(&base(set.referee.1).join(set.referee.1).join("gold.jsonl"))?),
                        _ => None,
                    };
                    records::write(&out, &inputs(&base(set.input), set.input, &work)?, groups.as_deref())?;
                    made.insert(set.input, out);
                }
                let (command, gold, kind) = set.referee;
                let out = made[set.input].join(format!("{kind}.jsonl"));
                let gold = gold_file(&base(gold), gold, &work)?;
                let (gold, out) = (path(&gold), path(&out));
                let answer = match command {
                    "headlines-real" => referee(&shared, &["headlines.py", &gold, &out])?,
                    "claims" => referee(&shared, &["claims.py", &gold, &out])?,
                    _ => referee(&shared, &["score.py", command, &gold, &out])?,
                };
                let json: serde_json::Value = serde_json::from_str(&answer).with_context(|| answer.clone())?;
                for (figure, at) in set.figures {
                    let value = json
                        .pointer(at)
                        .and_then(|v| v.as_f64())
                        .with_context(|| format!("{at} in {answer}"))?;
                    scores.push(Score {
                        name: format!("{}.{figure}", set.name),
                        stage: set.stage,
                        value,
                    });
                }
            }
        }
    }
    std::fs::remove_dir_all(&work).ok();
    println!("{:10} {:42} {:>7} {:>7}", "stage", "data set", "score", "floor");
    let mut below = Vec::new();
    for s in &scores {
        let floor = floors.get(&s.name);
        println!(
            "{:10} {:42} {:7.3} {:>7}",
            s.stage,
            s.name,
            s.value,
            floor.map_or("-".into(), |f| format!("{f:.3}"))
        );
        if floor.is_some_and(|f| s.value + 1e-9 < *f) {
            below.push(s.name.clone());
        }
    }
    if !below.is_empty() {
        bail!("below the floor: {}", below.join(", "));
    }
    Ok(())
}

/// The gold file of a set. One that is to be mended gets back the letter that the tags of names of one word have lost
/// (`-NEL`): the referee does not count such names, and takes each one that is found for an error.
/// Places on pages become their words.
fn gold_file(shared: &Path, gold: &str, work: &Path) -> anyhow::Result<PathBuf> {
    if gold == "spans" {
        let articles = page_spans::articles(shared)?;
        let body = |(id, text)| (id, serde_json::json!({ "articleBody": text }));
        let out = work.join("spans.json");
        std::fs::write(
            &out,
            serde_json::Value::Object(articles.into_iter().map(body).collect()).to_string(),
        )?;
        return Ok(out);
    }
    let Some(broken) = gold.strip_prefix("mended:") else {
        return Ok(shared.join(gold));
    };
    let mut text = String::new();
    for line in std::fs::read_to_string(shared.join(broken))?.lines() {
        if let Some((word, tag)) = line.split_once('\t') {
            text.push_str(word);
            text.push('\t');
            text.push_str(&train_names::mended(tag.trim()));
        }
        text.push('\n');
    }
    let out = work.join("mended.txt");
    std::fs::write(&out, text)?;
    Ok(out)
}

fn path(p: &Path) -> String {
    p.to_string_lossy().into_owned()
}

fn inputs(shared: &Path, input: &str, work: &Path) -> anyhow::Result<Vec<String>> {
    if input == "text-lines" {
        let out = work.join("text-lines-pages");
        referee(
            shared,
            &[
                "score.py",
                "lines-docs",
                &path(&shared.join("gold/extract/text-lines/pages.jsonl.gz")),
                &path(&out),
            ],
        )?;
        return folder(&out);
    }
    if let Some(gold) = input.strip_prefix("conll:") {
        let out = path(&work.join("conll.jsonl"));
        std::fs::create_dir_all(work)?;
        referee(shared, &["score.py", "conll-docs", &path(&shared.join(gold)), &out])?;
        return Ok(vec![out]);
    }
    let at = shared.join(input);
    if at.is_dir() { folder(&at) } else { Ok(vec![path(&at)]) }
}

fn folder(at: &Path) -> anyhow::Result<Vec<String>> {
    let mut list: Vec<String> = std::fs::read_dir(at)?
        .filter_map(|e| e.ok())
        .map(|e| path(&e.path()))
        .collect();
    list.sort();
    Ok(list)
}

fn referee(shared: &Path, args: &[&str]) -> anyhow::Result<String> {
    let script = shared.join("eval").join(args[0]);
    let out = Command::new("python3")
        .arg(script)
        .args(&args[1..])
        .output()
        .context("python3")?;
    if !out.status.success() {
        bail!("{} {}: {}", args[0], args[1], String::from_utf8_lossy(&out.stderr));
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Share of lines whose language is told right, whole and cut to six words, for each label of the gold set.
fn languages(shared: &Path, work: &Path) -> anyhow::Result<Vec<Score>> {
    std::fs::create_dir_all(work)?;
    let gold = path(&shared.join("gold/langid/sentences.tsv"));
    let mut scores = Vec::new();
    for (name, words) in [("sentences", "0"), ("six-words", "6")] {
        let docs = path(&work.join(format!("langid-{words}.jsonl")));
        referee(shared, &["score.py", "langid-docs", &gold, &docs, words])?;
        let out = work.join(format!("langid-{words}"));
        records::write(&out, &[docs], None)?;
        let answer = referee(
            shared,
            &["score.py", "langid", &gold, &path(&out.join("articles.jsonl"))],
        )?;
        let json: serde_json::Value = serde_json::from_str(&answer).with_context(|| answer.clone())?;
        let labels = json.pointer("/accuracy").and_then(|v| v.as_object());
        for (label, share) in labels.with_context(|| answer.clone())? {
            scores.push(Score {
                name: format!("langid.{name}.{label}"),
                stage: "text",
                value: share.as_f64().unwrap_or(0.0),
            });
        }
    }
    Ok(scores)
}

/// The five seed pages: every group of checks and the total.
fn seeds(shared: &Path, work: &Path) -> anyhow::Result<Vec<Score>> {
    let pages: Vec<String> = folder(&shared.join("seeds"))?
        .into_iter()
        .filter(|p| p.ends_with(".txt"))
        .collect();
    let out = work.join("seeds");
    records::write(&out, &pages, None)?;
    let answer = referee(shared, &["seeds.py", &path(&out)])?;
    let mut scores = Vec::new();
    for line in answer.lines().filter(|l| l.trim_end().ends_with('%')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let [group, .., percent, "%"] = words[..] {
            scores.push(Score {
                name: format!("seeds.{group}"),
                stage: "all",
                value: percent.parse::<f64>()? / 100.0,
            });
        }
    }
    Ok(scores)
}
