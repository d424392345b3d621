//! What an article is compared by: sparse vectors of its title, lead, whole text, word pairs, names and figures.

use super::address::Address;
use super::angle::Angle;
use super::centroids;
use crate::model::*;
use crate::similarity::{self, Background, Dense, Embedder, Interaction, Sparse, Weight, rare, sparse, terms, weighed};
use std::collections::{BTreeMap, BTreeSet};
use sutradhar_text::stopwords::is_stopword;
use sutradhar_text::{fold, phonetic, stem, words};

/// Content words of the body that make up the lead.
const LEAD_WORDS: usize = 60;

/// Words of the body whose direction stands for its beginning.
const FIRST_WORDS: usize = 30;

/// Words of headline and body whose direction stands for the whole.
const TEXT_WORDS: usize = 300;

/// Telling words of a headline, and of headline and lead, that are sought in the other text.
const TITLE_ALIGNED: usize = 16;
const LEAD_ALIGNED: usize = 60;

/// Content words of the body whose neighbours are looked at.
const PAIRED_WORDS: usize = 120;

/// Content words of the body that are looked at: news is told from the top, and the cost of a page stays bounded.
const MAX_WORDS: usize = 600;

/// Sounds of a word by which it is known across scripts: shorter ones meet other words by chance.
const PHONETIC_LENGTH: usize = 4;

/// Figures of a text that are looked at.
const MAX_QUANTITIES: usize = 80;

/// Terms by which an article is looked up.
const LOOKED_UP: usize = 30;

/// Terms by sound and figures that it is looked up by besides: what reports in other scripts share.
const PHONETIC_LOOKED_UP: usize = 20;

/// Words of its address that it is looked up by besides.
const LATIN_LOOKED_UP: usize = 8;

/// What a region of the space of all languages weighs beside them, where an article lies right in its centre.
const REGION: f32 = 1.0;

/// One article as vectors.
#[derive(Debug, Default)]
pub struct FeatureVectors {
    /// Words of the headline.
    pub title: Sparse,
    /// Words of headline, standfirst and the first sentences.
    pub lead: Sparse,
    /// Words of headline and body.
    pub all: Sparse,
    /// Words of headline and body that few articles have.
    pub rare: Sparse,
    /// Neighbouring words of headline and first sentences.
    pub bigrams: Sparse,
    /// Named things, all kinds.
    pub entities: Sparse,
    /// Places named in headline and lead.
    pub places: Vec<u32>,
    /// People and organisations named in headline and lead.
    pub people: Vec<u32>,
    /// Figures of headline and lead that are not years or small counts.
    pub figures: Vec<u32>,
    /// Figures of the headline.
    pub title_figures: Vec<u32>,
    /// Words of headline and lead by their sound, the same in all scripts.
    pub phonetic: Sparse,
    /// Figures of the first sentences with their units.
    pub quantities: Sparse,
    /// Figures of the whole text with their units.
    pub all_quantities: Sparse,
    /// Names of headline and lead.
    pub lead_entities: Sparse,
    /// The headline in the space of all languages.
    pub title_vector: Dense,
    /// The first words of the body in the space of all languages.
    pub first_vector: Dense,
    /// Headline and lead in the space of all languages.
    pub lead_vector: Dense,
    /// Headline and body in the space of all languages.
    pub text_vector: Dense,
    /// Telling words of the headline as directions.
    pub title_words: Interaction,
    /// The same of headline and lead.
    pub lead_words: Interaction,
    /// Days that headline and lead name, counted from 1970.
    pub days: Vec<i32>,
    /// The first of them in the text that is past or present.
    pub first_day: Option<i32>,
    /// Content words of the headline.
    pub title_length: usize,
    /// Content words of headline and body.
    pub length: usize,
    /// Language tag.
    pub language: &'static str,
    /// Whether the counts of its language say how much its words tell.
    pub weighable: bool,
    /// Its outlet as a term.
    pub outlet: Option<u32>,
    /// How much `lead`, `all` and `bigrams` tell together, before they are scaled to length 1.
    pub weights: [Weight; 3],
    /// Places, people and bodies named anywhere in the text with their rarity.
    pub text_names: [Sparse; 3],
    /// Figures of the whole text that have a unit.
    pub measured: Vec<u32>,
    /// Days that the text names, counted from 1970.
    pub text_days: Vec<i32>,
    /// Whether its day is only inferred from other articles.
    pub inferred: bool,
    /// How crowded the space of all languages is around headline and lead, and around the headline.
    pub hubness: [f32; 2],
    /// How rare a word of the headline, and of headline and lead, is on average.
    pub mean_idf: [f32; 2],
    /// Terms of the headline with how rare each is.
    pub title_terms: Sparse,
    /// People, places and organisations that the headline names, with their rarity.
    pub title_names: Sparse,
    /// How headline and lead put it.
    pub angle: Angle,
    /// Words in Latin script that tell what it is about: of its address, and of its headline if that is English.
    pub latin: Sparse,
    /// How much they tell together.
    pub latin_weight: Weight,
    /// Numbers among them.
    pub latin_figures: Vec<u32>,
    /// Their direction.
    pub latin_vector: Dense,
    /// Sections that its address names.
    pub sections: Vec<u32>,
    /// Minutes from 1970 to its publication, if more than a day is known.
    pub minute: Option<i64>,
    /// By what it is looked up: the most telling terms and their weights, most telling first.
    pub keys: Vec<(u32, f32)>,
}

impl FeatureVectors {
    /// How rare a word of the article is in its language.
    pub fn idf(&self, term: u32) -> f32 {
        similarity::background_of(self.language).idf(term)
    }

    /// Gives back what lists hold in reserve: thousands of articles are held at a time.
    fn shrink(&mut self) {
        let [places, people, bodies] = &mut self.text_names;
        let lists = [
            &mut self.title,
            &mut self.lead,
            &mut self.all,
            &mut self.rare,
            &mut self.bigrams,
            &mut self.entities,
            &mut self.phonetic,
            &mut self.quantities,
            &mut self.all_quantities,
            &mut self.lead_entities,
            &mut self.title_terms,
            &mut self.title_names,
            &mut self.latin,
            &mut self.keys,
            places,
            people,
            bodies,
        ];
        lists.into_iter().for_each(Vec::shrink_to_fit);
        self.title_words.shrink();
        self.lead_words.shrink();
    }
}

/// What vectors are made for. Those that one use leaves alone stay empty: to make all of them costs several times as much
/// as to look an article up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Every use.
    All,
    /// Looking up what is like an article: [`FeatureVectors::keys`].
    Lookup,
    /// Scoring pairs: all but the keys.
    Pairs,
    /// Words, names and directions of an event.
    Facts,
}

/// One article as vectors. Nothing but the article and the frozen background counts goes into it.
pub fn view(a: &Analysis, embedder: &mut Embedder) -> FeatureVectors {
    view_for(a, embedder, Use::All)
}

/// The same, made for one use.
pub fn view_for(a: &Analysis, embedder: &mut Embedder, made_for: Use) -> FeatureVectors {
    let (pairs, lookup) = match made_for {
        Use::All => (true, true),
        Use::Lookup => (false, true),
        Use::Pairs => (true, false),
        Use::Facts => (false, false),
    };
    let article = &a.article;
    let language = article.language.tag();
    let mut lead_end = 0u32;
    let (mut title, mut title_figures) = (Vec::new(), Vec::new());
    let (mut lead, mut figures, mut body) = (Vec::new(), Vec::new(), Vec::new());
    content(article.headline_text(), &mut title, &mut title_figures);
    for line in article.lines_of(LineClass::Standfirst).take(2) {
        content(line.span.of(&article.text), &mut lead, &mut figures);
    }
    for line in article.lines_of(LineClass::Body) {
        let mut own = Vec::new();
        content(line.span.of(&article.text), &mut body, &mut own);
        if lead_end == 0 {
            figures.append(&mut own);
            if body.len() >= LEAD_WORDS {
                lead_end = line.span.end;
            }
        }
        if body.len() >= MAX_WORDS {
            break;
        }
    }
    body.truncate(MAX_WORDS);
    if lead_end == 0 {
        lead_end = u32::MAX;
    }
    lead.extend(body.iter().take(LEAD_WORDS));
    figures.extend(&title_figures);
    let started = body.get(..PAIRED_WORDS).unwrap_or(&body);
    let bigrams = [title.as_slice(), started]
        .into_iter()
        .flat_map(|run| run.windows(2))
        .filter_map(|w| Some(terms::pair(*w.first()?, *w.get(1)?)))
        .collect();
    let headline = article.headline.unwrap_or_default();
    let early = |span: Span| span.end <= lead_end || headline.contains(span);
    let mut out = FeatureVectors {
        length: title.len() + body.len(),
        title_length: title.len(),
        language,
        weighable: similarity::can_weigh(language, title.iter().chain(&body)),
        outlet: crate::copies::outlet(a).map(|o| terms::id(&o)),
        inferred: article.published.basis == Basis::Inferred,
        angle: if pairs { Angle::of(article) } else { Angle::default() },
        minute: article.published.minute(),
        ..FeatureVectors::default()
    };
    let (own, shared) = (similarity::background_of(language), similarity::shared_background());
    let (mut entities, mut lead_entities) = (Vec::new(), Vec::new());
    for m in &a.mentions {
        let id = terms::marked(b'@', m.entity.as_str());
        entities.push(id);
        let [places, people, bodies] = &mut out.text_names;
        match m.kind {
            EntityKind::Place => places.push((id, shared.idf(id))),
            EntityKind::Person => people.push((id, shared.idf(id))),
            EntityKind::Organisation => bodies.push((id, shared.idf(id))),
            EntityKind::Event => {}
        }
        if headline.contains(m.span) && m.kind != EntityKind::Event {
            out.title_names.push((id, shared.idf(id)));
        }
        if early(m.span) {
            lead_entities.push(id);
            match m.kind {
                EntityKind::Place if m.role != MentionRole::Demonym => out.places.push(id),
                EntityKind::Person | EntityKind::Organisation => out.people.push(id),
                _ => {}
            }
        }
    }
    let (mut quantities, mut all_quantities) = (Vec::new(), Vec::new());
    for q in a.quantities.iter().take(MAX_QUANTITIES) {
        let id = terms::id(&figure(q));
        all_quantities.push(id);
        if !q.unit.is_empty() {
            out.measured.push(id);
        }
        if early(q.span) {
            quantities.push(id);
        }
    }
    for t in &a.times {
        let Some((from, to)) = t.days else { continue };
        if from == to && from.year() > 1970 {
            let day = day_number(from);
            out.text_days.push(day);
            if !early(t.span) {
                continue;
            }
            out.days.push(day);
            if out.first_day.is_none() && t.tense != Tense::Future {
                out.first_day = Some(day);
            }
        }
    }
    for list in [&mut out.days, &mut out.text_days] {
        list.sort_unstable();
        list.dedup();
    }
    for list in out.text_names.iter_mut().chain([&mut out.title_names]) {
        list.sort_unstable_by_key(|t| t.0);
        list.dedup_by_key(|t| t.0);
    }
    let told = || article.lines_of(LineClass::Body).map(|l| l.span.of(&article.text));
    let headline = std::iter::once(article.headline_text());
    let title_words = article.headline_text().split_whitespace().count().min(LEAD_WORDS);
    let starts = match made_for {
        Use::Lookup => [0, LEAD_WORDS, LEAD_WORDS],
        _ => [title_words, LEAD_WORDS, TEXT_WORDS],
    };
    [out.title_vector, out.lead_vector, out.text_vector] =
        embedder.embed_starts(headline.clone().chain(told()), starts);
    if pairs {
        out.first_vector = embedder.embed(told(), FIRST_WORDS);
        out.title_words = Interaction::of(headline.clone(), TITLE_ALIGNED, own, embedder);
        out.lead_words = Interaction::of(headline.chain(told()), LEAD_ALIGNED, own, embedder);
    }
    if pairs || lookup {
        let keys = phonetic_keys(article).map(|key| terms::marked(b'~', &key)).collect();
        out.phonetic = sparse(keys, shared);
        latin(article, &mut out, embedder);
    }
    let joined = |parts: &[&[u32]]| -> Vec<u32> { parts.iter().flat_map(|p| p.iter().copied()).collect() };
    out.quantities = sparse(quantities, shared);
    out.all_quantities = sparse(all_quantities, shared);
    out.lead_entities = sparse(lead_entities, shared);
    out.entities = sparse(entities, shared);
    out.mean_idf = [&title, &lead].map(|l| mean_idf(l, own));
    let (lead, lead_weight) = weighed(joined(&[&title, &lead]), own);
    out.rare = rare(&joined(&[&title, &body]), own);
    let (all, all_weight) = weighed(joined(&[&title, &title, &body]), own);
    out.title_terms = title.iter().map(|t| (*t, own.idf(*t))).collect();
    out.title_terms.sort_unstable_by_key(|t| t.0);
    out.title_terms.dedup_by_key(|t| t.0);
    out.title = sparse(title, own);
    let (bigrams, bigrams_weight) = weighed(bigrams, own);
    out.weights = [lead_weight, all_weight, bigrams_weight];
    (out.lead, out.all, out.bigrams) = (lead, all, bigrams);
    out.figures = figures;
    out.title_figures = title_figures;
    for list in [
        &mut out.places,
        &mut out.people,
        &mut out.figures,
        &mut out.title_figures,
        &mut out.measured,
    ] {
        list.sort_unstable();
        list.dedup();
    }
    let (near, hubness) = centroids::around(&out.lead_vector);
    let title_hubness = if pairs {
        centroids::around(&out.title_vector).1
    } else {
        0.0
    };
    out.hubness = [hubness, title_hubness];
    if lookup {
        out.keys = keys(&out, near, own, shared);
    }
    out.shrink();
    out
}

/// Reads what the address of an article tells, and beside it an English headline.
fn latin(article: &Article, out: &mut FeatureVectors, embedder: &mut Embedder) {
    let address = Address::of(article.url.as_deref().unwrap_or_default());
    let english = article.language.tag() == "en";
    let headline = if english { article.headline_text() } else { "" };
    let (mut words, mut figures) = (Vec::new(), Vec::new());
    for text in [address.words.as_str(), headline] {
        content(text, &mut words, &mut figures);
    }
    figures.sort_unstable();
    figures.dedup();
    let text = if headline.is_empty() {
        address.words.as_str()
    } else {
        headline
    };
    out.latin_vector = embedder.embed(std::iter::once(text), LEAD_WORDS);
    (out.latin, out.latin_weight) = weighed(words, similarity::background_of("en"));
    (out.latin_figures, out.sections) = (figures, address.sections);
}

/// How rare some words are on average.
fn mean_idf(words: &[u32], background: &Background) -> f32 {
    words.iter().map(|w| background.idf(*w)).sum::<f32>() / words.len().max(1) as f32
}

/// The views of articles, in their order.
pub fn views(order: &[&Analysis], made_for: Use) -> Vec<FeatureVectors> {
    let mut embedder = Embedder::default();
    order.iter().map(|a| view_for(a, &mut embedder, made_for)).collect()
}

/// The most telling terms of an article with their weights, names counted beside words.
fn keys(v: &FeatureVectors, cells: Vec<(u32, f32)>, own: &Background, shared: &Background) -> Vec<(u32, f32)> {
    let mut keys: Vec<(u32, f32)> = v
        .lead
        .iter()
        .chain(&v.title)
        .map(|(t, w)| (*t, w * own.idf(*t)))
        .collect();
    keys.extend(v.entities.iter().map(|(t, w)| (*t, w * shared.idf(*t))));
    keys.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    keys.dedup_by_key(|k| k.0);
    keys.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    keys.truncate(LOOKED_UP);
    let mut more: Vec<(u32, f32)> = v.phonetic.iter().chain(&v.all_quantities).copied().collect();
    more.iter_mut().for_each(|(t, w)| *w *= 0.5 * shared.idf(*t));
    more.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    keys.extend(more.into_iter().take(PHONETIC_LOOKED_UP));
    // English reports are looked up by these words already: they stand in their headlines.
    if v.language != "en" {
        let english = similarity::background_of("en");
        let mut latin: Vec<(u32, f32)> = v.latin.iter().map(|(t, w)| (*t, w * english.idf(*t))).collect();
        latin.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        keys.extend(latin.into_iter().take(LATIN_LOOKED_UP));
    }
    keys.extend(cells.into_iter().map(|(t, near)| (t, REGION * near)));
    keys
}

/// How many articles of each language hold each stem and each two neighbouring stems (`"hi"`), and how many of all hold
/// each name, sound and figure (`"all"`): the counts behind the background tables, by term; with the number of articles
/// under `n`.
pub fn counts(analyses: &[Analysis]) -> BTreeMap<String, BTreeMap<String, u32>> {
    let mut out: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    for a in analyses {
        let article = &a.article;
        let mut words = BTreeSet::from(["n".to_string()]);
        let mut room = MAX_WORDS;
        let body = article.lines_of(LineClass::Body).map(|l| l.span.of(&article.text));
        for text in std::iter::once(article.headline_text()).chain(body) {
            let mut last = String::new();
            each_content_word(text, |w| {
                if room > 0 {
                    words.insert(w.stem.to_string());
                    if !last.is_empty() {
                        words.insert(format!("{last} {}", w.stem));
                    }
                    last = w.stem.to_string();
                    room -= 1;
                }
            });
        }
        let mut same = BTreeSet::from(["n".to_string()]);
        same.extend(a.mentions.iter().map(|m| format!("@{}", m.entity)));
        same.extend(a.quantities.iter().take(MAX_QUANTITIES).map(figure));
        same.extend(phonetic_keys(article).map(|k| format!("~{k}")));
        for (table, list) in [(article.language.tag(), words), ("all", same)] {
            let table = out.entry(table.to_string()).or_default();
            for t in list {
                *table.entry(t).or_default() += 1;
            }
        }
    }
    out
}

/// The words of headline and lead among `wanted`, as they are spelt there.
pub fn spelt(a: &Analysis, wanted: &[u32]) -> Vec<(u32, String)> {
    let article = &a.article;
    let mut out: Vec<(u32, String)> = Vec::new();
    let lines = article
        .lines
        .iter()
        .filter(|l| matches!(l.class, LineClass::Standfirst | LineClass::Body));
    let texts = lines.map(|l| l.span.of(&article.text));
    let mut seen = 0;
    for text in std::iter::once(article.headline_text()).chain(texts) {
        each_content_word(text, |w| {
            let id = terms::id(w.stem);
            if wanted.contains(&id) && !out.iter().any(|o| o.0 == id) {
                out.push((id, w.word.to_string()));
            }
            seen += 1;
        });
        if seen >= MAX_WORDS || out.len() == wanted.len() {
            break;
        }
    }
    out
}

/// A figure with its unit as a term.
fn figure(q: &Quantity) -> String {
    format!("#{} {}", q.value, q.unit)
}

/// Words of headline and lead by their sound.
fn phonetic_keys(article: &Article) -> impl Iterator<Item = String> + '_ {
    let told = article.lines_of(LineClass::Body).map(|l| l.span.of(&article.text));
    std::iter::once(article.headline_text())
        .chain(told)
        .flat_map(words_of)
        .take(LEAD_WORDS)
        .filter_map(|word| {
            let key = phonetic::key(word);
            (key.len() >= PHONETIC_LENGTH && !is_stopword(&fold::fold(word))).then_some(key)
        })
}

/// The words of a text.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    words::words(text).into_iter().map(|t| t.span.of(text))
}

/// A content word of a text.
struct ContentWord<'a> {
    /// As it is compared.
    stem: &'a str,
    /// As it stands, folded.
    word: &'a str,
    /// Whether it is a number.
    number: bool,
}

/// Calls `each` with the content words of a text.
fn each_content_word(text: &str, mut each: impl FnMut(ContentWord<'_>)) {
    let folded = fold::fold(text);
    for t in words::words(&folded) {
        let word = t.span.of(&folded);
        let word = word.strip_suffix("'s").unwrap_or(word);
        if t.kind == words::TokenKind::Number {
            let plain: String = word.chars().filter(|c| *c != ',').collect();
            each(ContentWord {
                stem: &plain,
                word: &plain,
                number: true,
            });
        } else if word.chars().nth(1).is_some() && !is_stopword(word) {
            each(ContentWord {
                stem: stem::stem(word),
                word,
                number: false,
            });
        }
    }
}

/// Adds the terms of the content words of a text, and its figures.
fn content(text: &str, out: &mut Vec<u32>, figures: &mut Vec<u32>) {
    each_content_word(text, |w| {
        let id = terms::id(w.stem);
        out.push(id);
        if w.number && is_figure(w.stem) {
            figures.push(id);
        }
    });
}

/// Whether a number tells one report from another: not a small count, not a year.
fn is_figure(plain: &str) -> bool {
    match plain.parse::<f64>() {
        Ok(v) => v.fract() != 0.0 || (v >= 10.0 && !(1900.0..2100.0).contains(&v)),
        Err(_) => false,
    }
}
