//! The stream: happenings over the days, each told by some outlets, with the happening of each article known.

use crate::names;
use crate::random::Random;
use crate::sources::Sources;
use std::collections::{BTreeMap, HashMap};
use sutradhar_engine::model::{ArticleId, Content, Hints, RawPage};

/// Articles a day: a million in two years.
pub const PER_DAY: f64 = 1_000_000.0 / 730.0;

/// Mean number of reports of a happening, as [`reports`] makes them.
const MEAN_REPORTS: f64 = 4.4;

/// Share of happenings that are told in several languages, from the frames.
const FRAMED: f64 = 0.03;

/// Share of reports that print an earlier report of the same happening, whole or cut.
const COPIES: f64 = 0.18;

/// Share of pages without a date.
const UNDATED: f64 = 0.02;

/// First day of the stream, counted from 1970: 1 January 2024.
pub const FIRST_DAY: i32 = 19_723;

const OUTLETS: [&str; 36] = [
    "saral.example",
    "nadighati.example",
    "khabarchauki.example",
    "samaysetu.example",
    "shaildhwani.example",
    "valleyledger.example",
    "jantarang.example",
    "vartakunj.example",
    "udayvani.example",
    "prabhatrekha.example",
    "lokpath.example",
    "gramdarpan.example",
    "nagarikmat.example",
    "sandhyavarta.example",
    "purvanchal.example",
    "dakshinprahar.example",
    "himalika.example",
    "marudhara.example",
    "sagartat.example",
    "tatkal.example",
    "jansatya.example",
    "navrekha.example",
    "chaupal.example",
    "dwarpal.example",
    "metroline.example",
    "eastwire.example",
    "southpost.example",
    "plainsdaily.example",
    "harbourpress.example",
    "riverbank.example",
    "lokrang.example",
    "mumbaisetu.example",
    "punevarta.example",
    "kolkatalipi.example",
    "surattimes.example",
    "rajkotpatra.example",
];

/// Reports in invented frames by happening and language: headlines, sentences.
type Frames = Vec<BTreeMap<String, (Vec<String>, Vec<String>)>>;

#[derive(Clone, Copy)]
enum Told {
    Source(usize),
    Frame(usize),
}

struct Happening {
    seed: u64,
    told: Told,
    day: i32,
}

/// An article of the stream.
pub struct Made {
    /// The page.
    pub page: RawPage,
    /// The day on which it comes.
    pub day: i32,
    /// Number of its happening.
    pub happening: u32,
}

/// Makes one article after another, always the same ones.
pub struct Stream {
    sources: Sources,
    frames: Frames,
    order: Vec<usize>,
    used: usize,
    per_day: f64,
    happenings: HashMap<u32, (Happening, u32)>,
    next: u32,
    /// What comes on which day: minute, happening, report.
    planned: BTreeMap<i32, Vec<(u32, u32, u32)>>,
    today: Vec<(u32, u32, u32)>,
    day: i32,
    opened: i32,
    made: u64,
}

fn frames() -> Frames {
    let mut out: Frames = Vec::new();
    for line in include_str!("frames.txt").lines() {
        if line.starts_with("= ") {
            out.push(BTreeMap::new());
        }
        let (Some(last), Some((language, rest))) = (out.last_mut(), line.split_once(' ')) else {
            continue;
        };
        let Some((kind, text)) = rest.split_once(' ') else {
            continue;
        };
        let (titles, sentences) = last.entry(language.to_string()).or_default();
        match kind {
            "T" => titles.push(text.to_string()),
            "S" => sentences.push(text.to_string()),
            _ => {}
        }
    }
    out
}

/// How many reports a happening gets: most few, some very many.
fn reports(random: &mut Random) -> usize {
    match random.share() {
        s if s < 0.36 => 1,
        s if s < 0.80 => 2 + random.below(4),
        s if s < 0.975 => 6 + random.below(10),
        s if s < 0.998 => 16 + random.below(40),
        _ => 60 + random.below(80),
    }
}

impl Stream {
    /// The stream that is made of these sources, so many articles a day.
    pub fn new(sources: Sources, per_day: f64) -> Stream {
        let mut order: Vec<usize> = (0..sources.list.len()).collect();
        let mut random = Random::of_parts(&[9]);
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        Stream {
            sources,
            frames: frames(),
            order,
            used: 0,
            per_day,
            happenings: HashMap::new(),
            next: 0,
            planned: BTreeMap::new(),
            today: Vec::new(),
            day: FIRST_DAY,
            opened: FIRST_DAY,
            made: 0,
        }
    }

    /// Opens the happenings of a day.
    fn open(&mut self, day: i32) {
        let mut random = Random::of_parts(&[3, day as u64]);
        let busy = if day % 7 < 2 { 0.75 } else { 1.1 };
        let n = (self.per_day / MEAN_REPORTS * busy) as usize;
        for _ in 0..n {
            let number = self.next;
            self.next += 1;
            let seed = random.next();
            let told = if random.share() < FRAMED || self.order.is_empty() {
                Told::Frame(random.below(self.frames.len()))
            } else {
                // Each source again only after all the others, so that look-alikes share matters and words, not sentences.
                self.used += 1;
                Told::Source(self.order[self.used % self.order.len()])
            };
            let reports = reports(&mut random);
            for report in 0..reports {
                let late = match random.share() {
                    s if s < 0.66 || report == 0 => 0,
                    s if s < 0.88 => 1,
                    s if s < 0.95 => 2,
                    _ => 3 + random.below(4) as i32,
                };
                let minute = random.below(1440) as u32;
                self.planned
                    .entry(day + late)
                    .or_default()
                    .push((minute, number, report as u32));
            }
            self.happenings
                .insert(number, (Happening { seed, told, day }, reports as u32));
        }
    }

    fn text(&self, h: &Happening, report: u32) -> (String, Vec<String>) {
        let mut random = Random::of_parts(&[h.seed, 5, u64::from(report)]);
        if report > 0 && random.share() < COPIES {
            let (title, mut body) = self.text(h, random.below(report as usize) as u32);
            let cut = body.len() - random.below(1 + body.len() * 2 / 5);
            body.truncate(cut.max(1));
            return (title, body);
        }
        match h.told {
            Told::Frame(f) => self.framed(f, h, &mut random),
            Told::Source(s) => self.recombined(s, h, &mut random),
        }
    }

    fn framed(&self, frame: usize, h: &Happening, random: &mut Random) -> (String, Vec<String>) {
        let language = *random.of(&["hi", "hi", "hi", "hi", "en", "en", "mr", "bn", "gu"]);
        let mut cast = Random::of_parts(&[h.seed, 4]);
        let (town, district, person) = (names::town(&mut cast), names::town(&mut cast), names::person(&mut cast));
        let (n, k) = (5 + cast.below(60), 12 + cast.below(80));
        let Some((titles, sentences)) = self.frames[frame].get(language) else {
            return (String::new(), Vec::new());
        };
        let fill = |text: &String| {
            text.replace("{P}", &names::spelt(&town, language))
                .replace("{Q}", &names::spelt(&district, language))
                .replace("{M}", &names::spelt(&person, language))
                .replace("{N}", &n.to_string())
                .replace("{K}", &k.to_string())
        };
        let mut body: Vec<String> = Vec::new();
        for (i, s) in sentences.iter().enumerate() {
            if i == 0 || random.share() < 0.75 {
                body.push(fill(s));
            }
        }
        (fill(random.of(titles)), body)
    }

    fn recombined(&self, s: usize, h: &Happening, random: &mut Random) -> (String, Vec<String>) {
        let source = &self.sources.list[s];
        let mut facts: Vec<String> = source
            .sentences
            .iter()
            .map(|p| self.sources.told(source, p, h.seed))
            .collect();
        // What is known besides comes from articles on like matters: the same for all reports of the happening.
        let mut choice = Random::of_parts(&[h.seed, 6]);
        for _ in 0..2 {
            if source.near.is_empty() {
                break;
            }
            let near = &self.sources.list[*choice.of(&source.near)];
            let sentence = choice.of(&near.sentences);
            facts.push(self.sources.told(near, sentence, h.seed));
        }
        let title = self.sources.told(source, &source.title, h.seed);
        let title = if random.share() < 0.3 {
            let words: Vec<&str> = facts[0].split_whitespace().take(11).collect();
            words.join(" ")
        } else {
            thinned(&title, 0.15, random)
        };
        let mut body = Vec::new();
        for (i, fact) in facts.iter().enumerate() {
            if random.share() < 0.62 || (i + 1 == facts.len() && body.is_empty()) {
                body.push(thinned(fact, 0.08, random));
            }
        }
        if body.len() > 2 && random.share() < 0.3 {
            body.swap(0, 1);
        }
        // And each outlet adds something of its own.
        if random.share() < 0.5 && !source.near.is_empty() {
            let near = &self.sources.list[*random.of(&source.near)];
            let sentence = random.of(&near.sentences);
            body.push(self.sources.told(near, sentence, random.next()));
        }
        (title, body)
    }
}

/// A text without some of its words.
fn thinned(text: &str, share: f64, random: &mut Random) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 6 {
        return words.join(" ");
    }
    let kept: Vec<&str> = words.into_iter().filter(|_| random.share() >= share).collect();
    kept.join(" ")
}

impl Iterator for Stream {
    type Item = Made;

    fn next(&mut self) -> Option<Made> {
        while self.today.is_empty() {
            while self.opened <= self.day {
                self.open(self.opened);
                self.opened += 1;
            }
            self.today = self.planned.remove(&self.day).unwrap_or_default();
            self.today.sort_unstable_by(|a, b| b.cmp(a));
            self.day += 1;
        }
        let (minute, number, report) = self.today.pop()?;
        let day = self.day - 1;
        let (title, body, seed) = {
            let (h, _) = self.happenings.get(&number)?;
            debug_assert!(h.day <= day);
            let (title, body) = self.text(h, report);
            (title, body, h.seed)
        };
        if let Some((_, left)) = self.happenings.get_mut(&number) {
            *left -= 1;
            if *left == 0 {
                self.happenings.remove(&number);
            }
        }
        let mut random = Random::of_parts(&[seed, 7, u64::from(report)]);
        let date = jiff::civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().days(day))
            .map_or_else(|_| String::new(), |d| d.to_string());
        let id = Random::of_parts(&[8, self.made]).next();
        self.made += 1;
        let outlet = random.of(&OUTLETS).to_string();
        let published = format!("{date}T{:02}:{:02}:00+05:30", minute / 60, minute % 60);
        let page = RawPage {
            id: ArticleId::from(format!("{id:016x}").as_str()),
            source: format!("{outlet}/{id:016x}"),
            url: None,
            hints: Hints {
                outlet: Some(outlet),
                published: (random.share() >= UNDATED).then_some(published),
                ..Hints::default()
            },
            content: Content::Record {
                title,
                body: body.join("\n"),
            },
            notices: Vec::new(),
        };
        Some(Made {
            page,
            day,
            happening: number,
        })
    }
}
