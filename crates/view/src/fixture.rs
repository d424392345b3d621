//! A small story of our own making, for the tests of the pages: invented people, places, outlets and an invented
//! agency.

use super::{StoryInput, StoryPage, story_page};
use jiff::civil::{Date, date};
use sutradhar_engine::model::*;

/// Everything of the story.
pub struct Fixture {
    pub analyses: Vec<Analysis>,
    pub events: Vec<Event>,
    pub storyline: Storyline,
    pub copies: Vec<CopyPair>,
    pub claims: Vec<Claim>,
    pub headlines: Vec<HeadlineCheck>,
    pub brief: Brief,
}

const WIRE: &str = "सोनपुरा में पुल टूटा, सात लोग लापता

सोनपुरा। जिलाधिकारी रमा देवल ने कहा कि पुल टूटने से 7 लोग लापता हैं।
नेता हरिकांत ने इसे “लापरवाही” बताया।
राहत दल ने 12 लोगों को बचाया।
(पर्वत समाचार)";

const COPY: &str = "पुल हादसे में दर्जनों की मौत

जिलाधिकारी रमा देवल ने कहा कि पुल टूटने से 7 लोग लापता हैं।
दबंग हरिकांत ने इसे लापरवाही बताया।
हमारे संवाददाता ने घटनास्थल का दौरा किया।";

const OWN: &str = "पुल टूटने के बाद नौ लापता: ग्रामीण

ग्रामीणों के मुताबिक 9 लोग लापता हैं।
प्रशासन ने मुआवज़े पर कुछ नहीं कहा।";

/// The place of some words in a text.
pub fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("not in the text: {words}"));
    Span::new(start, start + words.len())
}

fn analysis(id: &str, outlet: &str, text: &str, day: Option<Date>) -> Analysis {
    let mut lines = Vec::new();
    let mut start = 0;
    for (i, line) in text.split('\n').enumerate() {
        if !line.is_empty() {
            let (class, reason) = match i {
                0 => (LineClass::Headline, "first line"),
                _ if line.starts_with('(') => (LineClass::Credit, "agency in brackets"),
                _ => (LineClass::Body, "sentence"),
            };
            lines.push(Line {
                n: i as u32 + 1,
                span: Span::new(start, start + line.len()),
                class,
                reason: reason.into(),
            });
        }
        start += line.len() + 1;
    }
    let mut published = Published::unknown("no date was found");
    if let Some(d) = day {
        published.value = Some(d.at(9, 30, 0, 0));
        published.precision = Precision::Minute;
        published.offset = Some(330);
        published.basis = Basis::Stated;
        published.why = "the page says so in line 1".into();
    } else {
        published.basis = Basis::Inferred;
        published.earliest = Some(date(2031, 7, 4));
        published.latest = Some(date(2031, 7, 6));
        published.why = "dated reports of the same event: w1, w2".into();
    }
    let sentences = lines
        .iter()
        .map(|l: &Line| Sentence {
            span: l.span,
            line: l.n,
            class: l.class,
        })
        .collect();
    Analysis {
        article: Article {
            id: id.into(),
            source: format!("pages/{id}.txt"),
            url: Some(format!("https://example.invalid/{id}")),
            outlet: Some(outlet.into()),
            agency: None,
            byline: None,
            dateline: None,
            language: Lang::Hi,
            headline: lines.first().map(|l| l.span),
            published,
            text: text.into(),
            lines,
            tags: Vec::new(),
            read_minutes: 1,
            completeness: Completeness::default(),
        },
        sentences,
        entities: Vec::new(),
        mentions: Vec::new(),
        times: Vec::new(),
        quantities: Vec::new(),
        quotations: Vec::new(),
        statements: Vec::new(),
        propositions: Vec::new(),
        notices: Vec::new(),
    }
}

/// How the fixture writes its analyses.
trait Draft {
    fn says(&mut self, words: &str, who: &[(&str, SourceKind)], polarity: Polarity);
    fn counts(&mut self, words: &str, value: f64, counted: &str, status: FigureStatus);
    fn cited(&self, words: &str) -> Citation;
}

impl Draft for Analysis {
    fn says(&mut self, words: &str, who: &[(&str, SourceKind)], polarity: Polarity) {
        let n = self.statements.len() + 1;
        let source = |(text, kind): &(&str, SourceKind)| Source {
            span: None,
            text: text.to_string(),
            resolved: None,
            entity: None,
            kind: *kind,
        };
        self.statements.push(Statement {
            id: StatementId(format!("{}#s{n}", self.article.id)),
            content: at(&self.article.text, words),
            cue: None,
            chain: who.iter().map(source).collect(),
            form: Form::Indirect,
            polarity,
            hedge: None,
            rule: "HI-ATT-002".into(),
        });
    }

    fn counts(&mut self, words: &str, value: f64, counted: &str, status: FigureStatus) {
        let whole = at(&self.article.text, words);
        let number = words.split(' ').next().unwrap_or(words);
        let counted = at(words, counted).shift(whole.start as usize);
        self.quantities.push(Quantity {
            span: Span::new(whole.start as usize, whole.start as usize + number.len()),
            value,
            value_max: None,
            approx: false,
            unit: String::new(),
            counted: Some(counted),
            status,
        });
    }

    fn cited(&self, words: &str) -> Citation {
        Citation {
            article: self.article.id.clone(),
            span: at(&self.article.text, words),
        }
    }
}

fn event(id: &str, title: &str, day: Date, articles: &[&str], origins: &[(&str, &str, &[&str])]) -> Event {
    Event {
        id: id.into(),
        title: title.into(),
        start: Some(day),
        end: Some(day),
        articles: articles.iter().map(|a| (*a).into()).collect(),
        origins: origins
            .iter()
            .map(|(id, name, articles)| Origin {
                id: (*id).into(),
                name: name.to_string(),
                articles: articles.iter().map(|a| (*a).into()).collect(),
            })
            .collect(),
        ultimate_sources: Vec::new(),
        places: Vec::new(),
        entities: Vec::new(),
        storyline: Some("l1".into()),
        reasons: Vec::new(),
    }
}

/// The story.
pub fn fixture() -> Fixture {
    let mut wire = analysis("w1", "नदीघाट टाइम्स", WIRE, Some(date(2031, 7, 5)));
    wire.article.agency = Some(AgencyCredit {
        name: "पर्वत समाचार".into(),
        span: Some(at(WIRE, "पर्वत समाचार")),
    });
    let collector = [("जिलाधिकारी रमा देवल", SourceKind::Person)];
    wire.says("पुल टूटने से 7 लोग लापता हैं", &collector, Polarity::Asserts);
    wire.says("“लापरवाही”", &[("नेता हरिकांत", SourceKind::Person)], Polarity::Asserts);
    wire.counts("7 लोग लापता", 7.0, "लोग लापता", FigureStatus::Ongoing);
    wire.counts("12 लोगों", 12.0, "लोगों", FigureStatus::Done);
    let mut copy = analysis("w2", "खबर दर्पण", COPY, Some(date(2031, 7, 5)));
    copy.says("पुल टूटने से 7 लोग लापता हैं", &collector, Polarity::Asserts);
    copy.counts("7 लोग लापता", 7.0, "लोग लापता", FigureStatus::Ongoing);
    let mut own = analysis("w3", "घाटी संदेश", OWN, None);
    own.says("9 लोग लापता हैं", &[("ग्रामीणों", SourceKind::Public)], Polarity::Asserts);
    own.says(
        "मुआवज़े पर कुछ नहीं कहा",
        &[("प्रशासन", SourceKind::OfficialBody)],
        Polarity::Silent,
    );
    own.counts("9 लोग लापता", 9.0, "लोग लापता", FigureStatus::Ongoing);
    own.notices.push(Notice::new("EXT-001", "no date was found"));

    let events = vec![
        event(
            "e0",
            "सोनपुरा पुल की मरम्मत टली",
            date(2030, 2, 11),
            &["w0"],
            &[("o9", "घाटी संदेश", &["w0"])],
        ),
        event(
            "e1",
            "सोनपुरा में पुल टूटा, सात लोग लापता",
            date(2031, 7, 5),
            &["w1", "w2", "w3"],
            &[("o1", "पर्वत समाचार", &["w1", "w2"]), ("o2", "घाटी संदेश", &["w3"])],
        ),
    ];
    let pair = |a: &str, b: &str| Passage {
        a: at(WIRE, a),
        b: at(COPY, b),
    };
    let copies = vec![CopyPair {
        a: "w1".into(),
        b: "w2".into(),
        relation: CopyRelation::Copy,
        source: Some("w1".into()),
        agency: Some("पर्वत समाचार".into()),
        containment: 0.62,
        kept: vec![pair(
            "जिलाधिकारी रमा देवल ने कहा कि पुल टूटने से 7 लोग लापता हैं।",
            "जिलाधिकारी रमा देवल ने कहा कि पुल टूटने से 7 लोग लापता हैं।",
        )],
        changed: vec![Change {
            at: pair("नेता हरिकांत ने इसे “लापरवाही” बताया।", "दबंग हरिकांत ने इसे लापरवाही बताया।"),
            words: vec![("नेता".into(), "दबंग".into())],
            quote_marks_lost: true,
        }],
        added: vec![at(COPY, "हमारे संवाददाता ने घटनास्थल का दौरा किया।")],
        dropped: vec![at(WIRE, "राहत दल ने 12 लोगों को बचाया।")],
    }];
    let support = |a: &Analysis, words: &str, origin: &str, value: Option<&str>| Support {
        citation: a.cited(words),
        statement: None,
        origin: origin.into(),
        stance: Stance::Asserts,
        value: value.map(str::to_string),
    };
    let claims = vec![
        Claim {
            id: "c1".into(),
            event: "e1".into(),
            detail_of: None,
            text: "पुल टूटने से 7 लोग लापता हैं".into(),
            standing: Standing::Disputed,
            support: vec![
                support(&wire, "पुल टूटने से 7 लोग लापता हैं", "o1", Some("7")),
                support(&copy, "पुल टूटने से 7 लोग लापता हैं", "o1", Some("7")),
                support(&own, "9 लोग लापता हैं", "o2", Some("9")),
            ],
            origins: 2,
            reasons: vec![ClaimReason {
                code: ClaimCode::NumbersDiffer,
                own: "7".into(),
                other: "9".into(),
            }],
        },
        Claim {
            id: "c2".into(),
            event: "e1".into(),
            detail_of: None,
            text: "“लापरवाही”".into(),
            standing: Standing::SingleOrigin,
            support: vec![
                support(&wire, "“लापरवाही”", "o1", None),
                support(&copy, "लापरवाही", "o1", None),
            ],
            origins: 1,
            reasons: Vec::new(),
        },
    ];
    let headlines = vec![HeadlineCheck {
        article: "w2".into(),
        verdict: HeadlineVerdict::Unsupported,
        why: "Nothing in the body answers “दर्जनों की मौत”.".into(),
        reasons: vec![HeadlineReason {
            code: HeadlineCode::NotThere,
            words: "दर्जनों की मौत".into(),
            given: String::new(),
        }],
        spans: vec![copy.cited("दर्जनों की मौत")],
    }];
    let brief = Brief {
        event: "e1".into(),
        language: Lang::Hi,
        bullets: vec![
            Bullet {
                text: "जिलाधिकारी रमा देवल ने कहा कि पुल टूटने से 7 लोग लापता हैं।".into(),
                citations: vec![wire.cited("जिलाधिकारी रमा देवल ने कहा कि पुल टूटने से 7 लोग लापता हैं।")],
                state: ReviewState::Draft,
            },
            Bullet {
                text: "A line that cites nothing on the page is never shown.".into(),
                citations: vec![Citation {
                    article: "nowhere".into(),
                    span: Span::new(0, 4),
                }],
                state: ReviewState::Draft,
            },
        ],
        faq: vec![Answer {
            question: "कितने लोग लापता हैं?".into(),
            answer: "पुल टूटने से 7 लोग लापता हैं".into(),
            citations: vec![wire.cited("पुल टूटने से 7 लोग लापता हैं")],
        }],
        timeline: vec![TimelineEntry {
            date: "2031-07-05".into(),
            precision: Precision::Day,
            text: "राहत दल ने 12 लोगों को बचाया।".into(),
            citations: vec![wire.cited("राहत दल ने 12 लोगों को बचाया।")],
        }],
    };
    let wire_saved = wire.cited("राहत दल ने 12 लोगों को बचाया।");
    Fixture {
        analyses: vec![wire, copy, own],
        events,
        storyline: Storyline {
            id: "l1".into(),
            title: "सोनपुरा का पुल".into(),
            events: vec!["e0".into(), "e1".into()],
            steps: vec![
                StoryStep::default(),
                StoryStep {
                    follows: Some("e0".into()),
                    reasons: vec![LinkReason::SharedNames(vec!["Sonpura".into()])],
                    new_names: vec![("p".into(), "राहत दल".into())],
                    news: Some(("राहत दल ने 12 लोगों को बचाया।".into(), wire_saved.clone())),
                    background: vec![Background {
                        sentence: wire_saved,
                        of: "e0".into(),
                    }],
                },
            ],
        },
        copies,
        claims,
        headlines,
        brief,
    }
}

impl Fixture {
    /// The page of the second event.
    pub fn page(&self) -> StoryPage {
        story_page(&StoryInput {
            event: &self.events[1],
            storyline: Some((&self.storyline, self.events.iter().collect())),
            articles: self.analyses.iter().collect(),
            copies: self.copies.iter().collect(),
            claims: self.claims.iter().collect(),
            headlines: self.headlines.iter().collect(),
            brief: Some(&self.brief),
        })
    }
}
