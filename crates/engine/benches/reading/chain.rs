//! What the engine does with the text of one article after another, stage by stage. The text is that of the Hindi pages
//! in `samples/`, repeated. `bench/reading` reads the same text beside other programs.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use sutradhar_engine::annotate::{names, quantities, quotations, times};
use sutradhar_engine::attribute::attribute;
use sutradhar_engine::extract::extract;
use sutradhar_engine::ingest::looks_like_html;
use sutradhar_engine::model::{Analysis, Article, ArticleId, Content, Hints, Lang, RawPage, Sentence};
use sutradhar_engine::text::{fold::fold, lang, sentences::sentences, words::words};

/// Bytes of article text in one round.
const VOLUME: usize = 2_000_000;
/// Rounds, of which the best of each stage counts: the others were disturbed.
pub const ROUNDS: usize = 5;

const STAGES: [&str; 9] = [
    "fold",
    "language",
    "sentences",
    "words",
    "names",
    "times",
    "figures",
    "quotations",
    "attribution",
];

/// The articles of the Hindi sample pages.
fn articles() -> std::io::Result<Vec<Article>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/pages");
    let mut paths: Vec<_> = std::fs::read_dir(folder)?
        .filter_map(|e| Some(e.ok()?.path()))
        .collect();
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path)?;
        let page = RawPage {
            id: ArticleId::from("bench"),
            source: path.display().to_string(),
            url: None,
            hints: Hints::default(),
            content: if looks_like_html(&text) {
                Content::Html(text)
            } else {
                Content::Text(text)
            },
            notices: Vec::new(),
        };
        let article = extract(&page).0;
        if article.language == Lang::Hi {
            out.push(article);
        }
    }
    Ok(out)
}

fn read(article: &Article, spent: &mut [Duration; STAGES.len()]) -> usize {
    let mut start = Instant::now();
    let mut stage = 0;
    let mut lap = || {
        let now = Instant::now();
        if let Some(slot) = spent.get_mut(stage) {
            *slot += now - start;
        }
        stage += 1;
        start = now;
    };
    black_box(fold(&article.text));
    lap();
    black_box(lang::detect(&article.text));
    lap();
    let mut list = Vec::new();
    for line in article.lines.iter().filter(|l| l.class.is_content()) {
        for s in sentences(line.span.of(&article.text)) {
            list.push(Sentence {
                span: s.shift(line.span.start as usize),
                line: line.n,
                class: line.class,
            });
        }
    }
    lap();
    for s in &list {
        black_box(words(s.span.of(&article.text)));
    }
    lap();
    let (entities, mentions) = names::find(article, &list);
    lap();
    let mut found = times::find(article, &list);
    times::resolve(&mut found, &article.published);
    lap();
    let quantities = quantities::find(article, &list, &found, &mentions);
    lap();
    let quotations = quotations::find(article, &list, &mentions);
    lap();
    let analysis = Analysis {
        article: article.clone(),
        sentences: list,
        entities,
        mentions,
        times: found,
        quantities,
        quotations,
        statements: Vec::new(),
        propositions: Vec::new(),
        notices: Vec::new(),
    };
    let statements = attribute(&analysis);
    lap();
    statements.len()
}

/// What one stage, or another program, took for the text.
pub struct Row {
    /// Name of the stage.
    pub name: &'static str,
    /// Time of the best round.
    pub time: Duration,
}

/// The text that is read, and how long each stage took for it.
pub struct Measured {
    /// The articles of one round, each several times.
    pub articles: Vec<Article>,
    /// Bytes of text in one round.
    pub bytes: usize,
    /// One row a stage, in the order of reading.
    pub rows: Vec<Row>,
}

/// Reads the text [`ROUNDS`] times.
pub fn measure() -> std::io::Result<Measured> {
    let once = articles()?;
    let size: usize = once.iter().map(|a| a.text.len()).sum();
    let repeat = VOLUME / size.max(1) + 1;
    let articles: Vec<Article> = once.iter().cycle().take(once.len() * repeat).cloned().collect();
    let mut best = [Duration::MAX; STAGES.len()];
    for _ in 0..ROUNDS {
        let mut spent = [Duration::ZERO; STAGES.len()];
        for article in &articles {
            black_box(read(article, &mut spent));
        }
        for (best, spent) in best.iter_mut().zip(spent) {
            *best = (*best).min(spent);
        }
    }
    let rows = STAGES.iter().zip(best).map(|(name, time)| Row { name, time });
    Ok(Measured {
        articles,
        bytes: size * repeat,
        rows: rows.collect(),
    })
}
