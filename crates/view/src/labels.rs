//! The words of the pages themselves, in Hindi and English.

pub(super) use super::whole::{completeness, completeness_why, in_part, is_whole, kept};
use sutradhar_engine::model::{ClaimCode, ClaimReason, HeadlineCheck, HeadlineCode, HeadlineReason, Lang};

/// A label in both languages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label {
    pub hi: &'static str,
    pub en: &'static str,
}

impl Label {
    /// The label for a page of this language: Hindi for Hindi, else English.
    pub fn of(self, language: &str) -> &'static str {
        if is_hindi(language) { self.hi } else { self.en }
    }
}

/// Whether a page of this language speaks Hindi to its reader.
pub(super) fn is_hindi(language: &str) -> bool {
    language == Lang::Hi.tag()
}

const fn l(hi: &'static str, en: &'static str) -> Label {
    Label { hi, en }
}

pub(super) const QUICK_READ: Label = l("एक नज़र में", "Quick read");
pub(super) const THREAD: Label = l("कहानी का सिलसिला", "Storyline");
pub(super) const CONTESTED: Label = l("दावे: कहां मतभेद, कहां सहमति", "Claims");
pub(super) const WIRE: Label = l("नक़ल में क्या बदला", "Changed against the copy it came from");
pub(super) const STORYLINE: Label = l("इस कहानी का सिलसिला", "Where this stands in the story");
pub(super) const NEW: Label = l("नया", "New");
pub(super) const BACKGROUND: Label = l("पहले की बात, फिर से", "Told again from before");
pub(super) const WORD: Label = l("किसके कहने पर", "Who stands on whose word");
pub(super) const FIGURES: Label = l("आंकड़ों का खाता", "Figures");
pub(super) const CLAIMS: Label = l("दावे और उनका आधार", "Claims and what they stand on");
pub(super) const DIFFERENCES: Label = l("मतभेद, चुप्पी और बदलाव", "Disputes, silences and changes");
pub(super) const HEADLINES: Label = l("शीर्षक बनाम ख़बर", "Headlines their own text does not bear out");
pub(super) const COPIES: Label = l("किसने किससे लिया", "What was copied, and what was changed");
pub(super) const TIMELINE: Label = l("कब क्या हुआ", "Timeline");
pub(super) const FAQ: Label = l("सवाल-जवाब", "Questions");
pub(super) const ARTICLES: Label = l("ख़बरें", "Articles");
pub(super) const NOTICES: Label = l("सूचनाएं", "Notices");
pub(super) const CITED: Label = l("उद्धृत अंश", "Cited passages");
pub(super) const STATEMENTS: Label = l("कथन", "Statements");
pub(super) const NUMBERS: Label = l("आंकड़े", "Numbers");
pub(super) const TIMES: Label = l("समय", "Times");
pub(super) const ENTITIES: Label = l("नाम", "Names");
pub(super) const LINEAGE: Label = l("साझा पाठ", "Shared text");
pub(super) const LINES: Label = l("पन्ने की पंक्तियां", "Lines of the page");
pub(super) const HEADLINE_CHECK: Label = l("शीर्षक की जांच", "Headline against text");
pub(super) const UNSOURCED: Label = l("बिना नाम लिए", "No source named");
pub(super) const STORIES: Label = l("कहानियां", "Stories");
pub(super) const EARLIER: Label = l("पहले", "earlier");
pub(super) const THIS: Label = l("यह घटना", "this event");
pub(super) const LATER: Label = l("बाद में", "later");
pub(super) const VALUE: Label = l("कितना", "Value");
pub(super) const WHAT: Label = l("क्या", "What");
pub(super) const STATUS: Label = l("स्थिति", "Status");
pub(super) const AS_OF: Label = l("कब का", "As of");
pub(super) const SAID_BY: Label = l("किसके हवाले से", "On whose word");
pub(super) const ORIGINS: Label = l("मूल स्रोत", "Origins");
pub(super) const SHARED_TOO: Label = l("यह भी साझा", "Shared too");
pub(super) const QUOTES_LOST: Label = l("उद्धरण चिह्न हटे", "quote marks lost");
pub(super) const UNKNOWN_DATE: Label = l("तारीख़ ज्ञात नहीं", "date unknown");

pub(super) const BRAND: Label = l("सूत्रधार", "Sutradhar");
pub(super) const SKIP: Label = l("सीधे सामग्री पर जाएं", "Skip to the content");
pub(super) const MAIN: Label = l("मुख्य", "Main");
pub(super) const TODAY: Label = l("आज", "Today");
pub(super) const STORYLINES: Label = l("सिलसिले", "Storylines");
pub(super) const OUTLETS: Label = l("अख़बार", "Outlets");
pub(super) const OUTLET: Label = l("अख़बार", "Outlet");
pub(super) const FIND: Label = l("खोजें", "Search");
pub(super) const FIND_WHAT: Label = l("नाम, जगह, दावा खोजें", "A name, a place, a claim");
pub(super) const METHOD: Label = l("कैसे बनता है", "How it is made");
pub(super) const ABOUT: Label = l("परिचय", "About");
pub(super) const FEEDS_WATCHED: Label = l("फ़ीड की निगरानी", "Watched feeds");
pub(super) const HOSTS_SLOWEST: Label = l("सबसे धीमे सर्वर", "Slowest servers");
pub(super) const FEEDS_FAILING: Label = l("गड़बड़ वाली फ़ीड", "Feeds that fail");
pub(super) const WATCH: Label = l("ध्यान दें", "Watch for");
pub(super) const MATTERS: Label = l("मतभेद और खंडन", "Disputed and denied");
pub(super) const ALL_MATTERS: Label = l("दावे और उनका आधार", "Claims and what they stand on");
pub(super) const UNCONTESTED: Label = l("जिन पर मतभेद नहीं", "Not contested");
pub(super) const LINE_OF: Label = l("सिलसिला", "Storyline");
pub(super) const REPORTS: Label = l("ख़बरें", "Reports");
pub(super) const HEADLINE: Label = l("शीर्षक", "Headline");
pub(super) const FETCHED: Label = l("लिया गया", "Fetched");
pub(super) const PRINTED: Label = l("छपी", "Published");
pub(super) const ORIGIN: Label = l("मूल स्रोत", "Origin");
pub(super) const LAST_CHANGE: Label = l("पिछली ख़बर", "Last report");
pub(super) const DRAFT: Label = l("मसौदा · जांच बाक़ी", "Draft, not reviewed");
pub(super) const REVIEWED: Label = l("जांची गई", "Reviewed");
pub(super) const PUBLISHED: Label = l("प्रकाशित", "Published");
pub(super) const NO_SOURCE: Label = l("स्रोत का नाम नहीं", "No source named");
pub(super) const SEE_IN_PAGE: Label = l("पन्ने में देखें", "See in the page");
pub(super) const PUBLISHERS_PAGE: Label = l("मूल पन्ना", "Publisher's page");
pub(super) const HOW_COUNTED: Label = l("कैसे गिना गया", "How it was counted");
pub(super) const FIRST_SEEN: Label = l("पहली बार कहां", "First seen");
pub(super) const AS_PRINTED: Label = l("किस रूप में छपा", "As printed");
pub(super) const LAST_VALUES: Label = l("आख़िरी छपे मान", "Last values printed");
pub(super) const SPOKEN: Label = l(
    "किसकी बात कितने मूल स्रोतों से आई",
    "Whose word came through how many origins",
);
pub(super) const PREVIOUS: Label = l("पिछली", "previous");
pub(super) const NEXT: Label = l("अगली", "next");
pub(super) const SPELT_LIKE: Label = l("मिलते-जुलते शब्दों से", "Spelt nearly so");
pub(super) const NEXT_PAGE: Label = l("अगला पन्ना", "Next page");
pub(super) const FROM_START: Label = l("शुरू से", "From the start");
pub(super) const WHATS_NEW: Label = l("क्या नया", "What is new");
pub(super) const NAMES_NEW: Label = l("नए नाम", "New names");
pub(super) const ACROSS_DAYS: Label = l("किस दिन कितनी ख़बरें", "Reports by day");
pub(super) const COUNT: Label = l("कितने", "How many");
pub(super) const AGENCIES: Label = l("एजेंसियां", "Agencies");
pub(super) const BYLINE: Label = l("लेखक", "Byline");
pub(super) const TAGS: Label = l("विषय", "Tags");
pub(super) const AGENCY: Label = l("एजेंसी", "Agency");
pub(super) const DATELINE: Label = l("जगह", "Dateline");
pub(super) const TEXT: Label = l("पाठ", "Text");
pub(super) const IN_STORY: Label = l("कहानी", "Story");
pub(super) const BY_IT: Label = l("इनका कहा", "Said by it");
pub(super) const ABOUT_IT: Label = l("इनके बारे में", "Said about it");
pub(super) const FORMS: Label = l("इन रूपों में छपा", "Written as");
pub(super) const CHANGED: Label = l("बदला", "changed");
pub(super) const KEPT: Label = l("वैसे ही", "kept");
pub(super) const ADDED: Label = l("जोड़ा", "added");
pub(super) const DROPPED: Label = l("छोड़ा", "dropped");
pub(super) const ONLY_FIRST: Label = l("सिर्फ़ पहले में", "only in the first");
pub(super) const ONLY_SECOND: Label = l("सिर्फ़ दूसरे में", "only in the second");
pub(super) const SWAPPED: Label = l("बदले शब्द", "Words swapped");
pub(super) const SIDE_BY_SIDE: Label = l("आमने-सामने", "Side by side");
pub(super) const NARROW: Label = l("छांटें", "Narrow down");
pub(super) const CLEAR: Label = l("फ़िल्टर हटाएं", "Clear filter");
pub(super) const COUNTS_INCOMPLETE: Label = l("गिनती अधूरी", "Counts incomplete");
pub(super) const LINE: Label = l("पंक्ति", "Line");
pub(super) const CHANGES: Label = l("बदलाव", "Changes");
pub(super) const FEEDS: Label = l("फ़ीड", "Feeds");
pub(super) const CHANGED_LAST: Label = l("पिछला बदलाव", "Last change");
pub(super) const ALL_WORDS: Label = l("शब्द-दर-शब्द अंतर", "Word by word");

/// What kind of thing a name is of, as shown.
pub(super) fn entity_kind(name: &str) -> Label {
    match name {
        "PER" => l("व्यक्ति", "person"),
        "LOC" => l("जगह", "place"),
        "ORG" => l("संस्था", "body"),
        "EVT" => l("घटना", "event"),
        _ => l("नाम", "name"),
    }
}

/// A language by its own name.
pub(super) fn language_name(tag: &str) -> &'static str {
    match tag {
        "hi" => "हिन्दी",
        "mr" => "मराठी",
        "ne" => "नेपाली",
        "bn" => "বাংলা",
        "as" => "অসমীয়া",
        "gu" => "ગુજરાતી",
        "pa" => "ਪੰਜਾਬੀ",
        "or" => "ଓଡ଼ିଆ",
        "ta" => "தமிழ்",
        "te" => "తెలుగు",
        "kn" => "ಕನ್ನಡ",
        "ml" => "മലയാളം",
        "ur" => "اردو",
        "en" => "English",
        "sa" => "संस्कृतम्",
        "mai" => "मैथिली",
        "bho" => "भोजपुरी",
        "mag" => "मगही",
        "sd" => "سنڌي",
        "hi-latn" => "Hinglish",
        _ => "–",
    }
}

/// A standing, as shown.
pub(super) fn standing(name: &str) -> Label {
    match name {
        "agreed" => l("सहमति", "agreed"),
        "single-origin" => l("एक ही मूल स्रोत", "single origin"),
        "disputed" => l("मतभेद", "disputed"),
        "compatible" => l("आपस में संगत", "compatible"),
        "denied" => l("खंडन", "denied"),
        "headline-only" => l("सिर्फ़ शीर्षक में", "headline only"),
        "superseded" => l("अब बदल चुका", "superseded"),
        "differs" => l("अलग-अलग बातें", "reports differ"),
        "silent" => l("चुप्पी", "silent"),
        _ => l("अन्य", "other"),
    }
}

/// Why a claim stands as it does, in Hindi or English.
pub(super) fn claim_reason(r: &ClaimReason, hindi: bool) -> String {
    use ClaimCode::*;
    let (own, other) = (r.own.trim(), r.other.trim());
    let words = |hi: String, en: String| if hindi { hi } else { en };
    match r.code {
        NumbersDiffer => words(
            format!("ख़बरें एक ही बात के लिए अलग संख्या देती हैं: “{own}” और “{other}”।"),
            format!("Reports give “{own}” and “{other}” for the same thing."),
        ),
        TimesDiffer => words(
            format!("ख़बरें अलग समय बताती हैं: “{own}” और “{other}”।"),
            format!("Reports give two times: “{own}” and “{other}”."),
        ),
        Negated => words(
            "एक ख़बर कहती है कि ऐसा हुआ, दूसरी कहती है कि नहीं।".into(),
            "One report says so, another says not.".into(),
        ),
        Later => words(
            format!("बाद की संख्या “{other}” है, पहले “{own}” थी।"),
            format!("A later report gives “{other}” instead of “{own}”."),
        ),
        Denied if own.is_empty() => words("एक स्रोत ने इसका खंडन किया है।".into(), "A source denies it.".into()),
        Denied => words(format!("{own} ने इसका खंडन किया है।"), format!("{own} denies it.")),
        OnlyDenied => words(
            "यह बात सिर्फ़ खंडन से पता चलती है।".into(),
            "It is only known as denied.".into(),
        ),
        OneSource => words(
            format!("सभी मूल स्रोत {own} के कहने पर टिके हैं।"),
            format!("All origins rest on the word of {own}."),
        ),
        SharedText => words(
            "अलग-अलग अख़बारों में एक ही पाठ छपा है; उसे एक मूल स्रोत गिना गया।".into(),
            "Several outlets print the same text; it counts as one origin.".into(),
        ),
        HeadlineOnly if own.is_empty() => words("यह सिर्फ़ शीर्षक में है।".into(), "Only the headline says so.".into()),
        HeadlineOnly => words(format!("यह सिर्फ़ शीर्षक में है। {own}"), own.to_string()),
        OthersInPart => words(
            "दूसरी ख़बरों का पूरा पाठ यहां नहीं है; हो सकता है कि वे भी यह कहती हों।".into(),
            "Other reports are not here in full: they may say so too.".into(),
        ),
    }
}

/// All reasons of a claim as one text.
pub(super) fn claim_reasons(list: &[ClaimReason], hindi: bool) -> String {
    let all: Vec<String> = list.iter().map(|r| claim_reason(r, hindi)).collect();
    all.join(" ")
}

/// What a support does with a claim, as shown.
pub(super) fn stance(name: &str) -> Label {
    match name {
        "asserts" => l("कहता है", "says so"),
        "denies" => l("खंडन करता है", "denies it"),
        "silent" => l("इस पर चुप", "silent on it"),
        "differs" => l("अलग कहता है", "says otherwise"),
        _ => l("", ""),
    }
}

/// Status of a figure, as shown.
pub(super) fn figure_status(name: &str) -> Label {
    match name {
        "done" => l("हो चुका", "done"),
        "ongoing" => l("जारी", "ongoing"),
        "planned" => l("तय", "planned"),
        "possible" => l("संभव", "possible"),
        "denied" => l("खंडन", "denied"),
        "estimate" => l("अनुमान", "estimate"),
        "total" => l("कुल", "total"),
        _ => l("–", "–"),
    }
}

/// What is said of those who are counted, as shown; an amount says it itself.
pub(super) fn figure_role(name: &str) -> Label {
    match name {
        "killed" => l("मृतक", "killed"),
        "bodies" => l("शव", "bodies"),
        "injured" => l("घायल", "injured"),
        "missing" => l("लापता", "missing"),
        "arrested" => l("गिरफ़्तार", "arrested"),
        "detained" => l("हिरासत में", "detained"),
        "rescued" => l("बचाए गए", "rescued"),
        "infected" => l("संक्रमित", "infected"),
        "recovered" => l("ठीक हुए", "recovered"),
        _ => l("", ""),
    }
}

/// Whether a count is of further ones or of all so far, as shown.
pub(super) fn figure_measure(name: &str) -> Label {
    match name {
        "new" => l("और/नए", "new"),
        "total" => l("कुल", "total"),
        _ => l("", ""),
    }
}

/// How a date is known, as shown.
pub(super) fn basis(name: &str) -> Label {
    match name {
        "stated" => l("पन्ने पर लिखी", "stated"),
        "inferred" => l("अनुमानित", "inferred"),
        "fetched" => l("लाए जाने का समय", "time of fetching"),
        _ => l("अज्ञात", "unknown"),
    }
}

/// A verdict on a headline, as shown.
pub(super) fn verdict(name: &str) -> Label {
    match name {
        "supported" => l("पाठ में है", "borne out"),
        "partly" => l("आंशिक रूप से पाठ में", "partly borne out"),
        "overstated" => l("बढ़ा-चढ़ाकर", "goes beyond the text"),
        "contradicted" => l("पाठ कुछ और कहता है", "the text says otherwise"),
        "unsupported" => l("पाठ में नहीं", "not in the text"),
        "question" => l("सवाल", "asks a question"),
        "teaser" => l("उकसाता है", "withholds the point"),
        "cannot-tell" => l("पता नहीं चलता", "cannot tell"),
        _ => l("", ""),
    }
}

/// Why a headline has its verdict, in the words of a page's language.
pub(super) fn headline_reason(reason: &HeadlineReason, language: &str) -> String {
    use HeadlineCode::*;
    let (w, g) = (&reason.words, &reason.given);
    if !is_hindi(language) {
        return match reason.code {
            BorneOut => "The text says what the headline says.".into(),
            Asks => "The headline asks and claims nothing.".into(),
            Promises => "The headline only promises to tell.".into(),
            Incomplete => "This is not the whole article, so its silence proves nothing.".into(),
            Unread => "Headlines in this language are not judged.".into(),
            HeldBack => format!("“{w}” is given as a fact; the text says “{g}”."),
            OtherNumber => format!("The headline has “{w}”, the text “{g}”."),
            NoNumber => format!("The number in “{w}” is not in the text."),
            NotThere => format!("“{w}” is nowhere in the text."),
            Wider => format!("“{w}” goes further than the text."),
            Contrary => format!("The text says the contrary of “{w}”."),
        };
    }
    match reason.code {
        BorneOut => "शीर्षक की बात पाठ में है।".into(),
        Asks => "शीर्षक सिर्फ़ पूछता है, दावा नहीं करता।".into(),
        Promises => "शीर्षक सिर्फ़ बताने का वादा करता है।".into(),
        Incomplete => "यह पूरी ख़बर नहीं है, इसलिए जो इसमें नहीं है उससे कुछ साबित नहीं होता।".into(),
        Unread => "इस भाषा के शीर्षक नहीं जांचे जाते।".into(),
        HeldBack => format!("शीर्षक “{w}” को तथ्य बताता है; पाठ में “{g}” है।"),
        OtherNumber => format!("शीर्षक में “{w}”, पाठ में “{g}”।"),
        NoNumber => format!("“{w}” की संख्या पाठ में नहीं है।"),
        NotThere => format!("“{w}” की बात पाठ में कहीं नहीं है।"),
        Wider => format!("“{w}” पाठ से आगे जाता है।"),
        Contrary => format!("पाठ “{w}” के उलट कहता है।"),
    }
}

/// All reasons of a headline check.
pub(super) fn headline_reasons(check: &HeadlineCheck, language: &str) -> String {
    let list: Vec<String> = check.reasons.iter().map(|r| headline_reason(r, language)).collect();
    list.join(" ")
}

/// What two articles that share text are to each other, as shown.
pub(super) fn relation(name: &str) -> Label {
    match name {
        "same-text" => l("वही पाठ", "same text"),
        "copy" => l("नक़ल", "copy"),
        "revision" => l("बदला हुआ संस्करण", "revision"),
        _ => l("अलग पाठ", "no shared text"),
    }
}

/// A number with its noun: `1 origin`, `2 origins`.
pub(super) fn count(n: usize, what: Noun, language: &str) -> String {
    let (one, many, hi_one, hi_many) = match what {
        Noun::Origin => ("origin", "origins", "मूल स्रोत", "मूल स्रोत"),
        Noun::Article => ("article", "articles", "ख़बर", "ख़बरें"),
        Noun::Statement => ("statement", "statements", "कथन", "कथन"),
        Noun::Event => ("event", "events", "घटना", "घटनाएं"),
        Noun::Sentence => ("sentence", "sentences", "वाक्य", "वाक्य"),
    };
    let noun = match (is_hindi(language), n) {
        (true, 1) => hi_one,
        (true, _) => hi_many,
        (false, 1) => one,
        (false, _) => many,
    };
    format!("{n} {noun}")
}

/// What is counted on a page.
#[derive(Debug, Clone, Copy)]
pub(super) enum Noun {
    Origin,
    Article,
    Statement,
    Event,
    Sentence,
}

/// How a claim is supported: by origins first, and by articles only where they are more.
pub(super) fn support(origins: usize, articles: usize, language: &str) -> String {
    let o = count(origins, Noun::Origin, language);
    if articles > origins {
        format!("{o}, {}", count(articles, Noun::Article, language))
    } else {
        o
    }
}

/// How much text two articles share.
pub(super) fn shared(containment: f64, language: &str) -> String {
    let percent = containment * 100.0;
    if is_hindi(language) {
        format!("{percent:.0} % साझा पाठ")
    } else {
        format!("{percent:.0} % shared text")
    }
}

/// What a shortened list leaves out.
pub(super) fn more(left: usize, language: &str) -> String {
    if is_hindi(language) {
        format!("… {left} और")
    } else {
        format!("… {left} more")
    }
}

/// The sign of a standing: one column, the same on every terminal page. Signs say how a claim stands, never whether it
/// is true.
pub(super) fn sign(standing: &str) -> &'static str {
    match standing {
        "agreed" => "●",
        "compatible" => "≈",
        "disputed" | "differs" => "≠",
        "denied" => "⊘",
        "superseded" => "↻",
        "headline-only" => "▲",
        "silent" => "○",
        "partly" | "overstated" | "contradicted" | "unsupported" => "▲",
        _ => "◦",
    }
}

/// What a short page leaves out, and how to get it.
pub(super) fn rest(
    timeline: usize,
    faq: usize,
    claims: usize,
    figures: usize,
    passages: usize,
    language: &str,
) -> String {
    if is_hindi(language) {
        format!(
            "[2:15] = ख़बर 2 की पंक्ति 15। --full जोड़ता है: घटनाक्रम ({timeline}), सवाल-जवाब ({faq}), सभी {claims} दावे, सभी {figures} आंकड़े, {passages} उद्धृत अंश।"
        )
    } else {
        format!(
            "[2:15] is line 15 of article 2. --full adds: timeline ({timeline}), questions ({faq}), all {claims} claims, all {figures} figures, {passages} cited passages."
        )
    }
}

/// How a feed stands.
pub(super) fn feed_state(state: &str, language: &str) -> &'static str {
    let (hindi, english) = match state {
        "active" => ("चालू", "active"),
        "paused" => ("रोकी गई", "paused"),
        "asleep" => (
            "महीने भर से बंद, हफ़्ते में एक बार देखी जाती है",
            "failing for a month, asked once a week",
        ),
        "gone" => ("हमेशा के लिए हटाई गई", "gone for good"),
        _ => ("पता नहीं", "unknown"),
    };
    if is_hindi(language) { hindi } else { english }
}

/// What is wrong with a feed, and what to do.
pub(super) fn feed_problem(code: &str, language: &str) -> (&'static str, &'static str) {
    let (hindi, english) = match code {
        "refused" => (
            ("पता ऐसी जगह ले जाता है जहां पूछा नहीं जाता", "पता जांचें"),
            ("It leads to an address that is not asked", "check the address"),
        ),
        "no-name" => (
            ("सर्वर का नाम किसी को पता नहीं", "पता जांचें"),
            ("Nobody knows the name of the server", "check the address"),
        ),
        "no-connection" => (
            ("सर्वर से संपर्क नहीं हो पाया", "अपने आप फिर पूछा जाएगा"),
            ("The server cannot be reached", "it is asked again by itself"),
        ),
        "no-trust" => (
            ("सर्वर के प्रमाणपत्र पर भरोसा नहीं हो सकता", "प्रकाशक को बताएं"),
            ("The server's certificate cannot be trusted", "tell the publisher"),
        ),
        "too-slow" => (
            ("सर्वर ने बहुत देर लगाई", "अपने आप फिर पूछा जाएगा"),
            ("The server took too long", "it is asked again by itself"),
        ),
        "too-large" => (
            ("जवाब बहुत बड़ा है", "पता जांचें"),
            ("The answer is too large", "check the address"),
        ),
        "unreadable" | "broken" => (
            ("जो आया वह फ़ीड नहीं है", "sutradhar feeds check से देखें"),
            (
                "What came is no feed that can be read",
                "look with sutradhar feeds check",
            ),
        ),
        "redirects" => (
            ("एक पते से दूसरे पर भेजा जाता है, अंत नहीं आता", "पता जांचें"),
            ("It is handed on from one address to the next", "check the address"),
        ),
        "robots" => (
            ("robots.txt रोबोट को मना करता है", "प्रकाशक से पूछें या फ़ीड हटाएं"),
            ("Its robots.txt says no", "ask the publisher, or remove the feed"),
        ),
        "robots-silent" => (
            ("robots.txt नहीं मिला, इसलिए रुके हैं", "अपने आप फिर पूछा जाएगा"),
            (
                "Its robots.txt cannot be had, so it waits",
                "it is asked again by itself",
            ),
        ),
        "http-401" | "http-403" => (
            ("सर्वर इजाज़त नहीं देता", "प्रकाशक से पूछें"),
            ("The server does not allow it", "ask the publisher"),
        ),
        "http-404" => (
            ("इस पते पर कुछ नहीं है", "नया पता खोजें: sutradhar feeds add"),
            ("Nothing is at this address", "look for a new one: sutradhar feeds add"),
        ),
        "http-410" => (
            ("फ़ीड हमेशा के लिए हटा दी गई", "नया पता खोजें: sutradhar feeds add"),
            ("The feed is gone for good", "look for a new one: sutradhar feeds add"),
        ),
        "http-429" => (
            ("सर्वर ने रुकने को कहा", "अपने आप फिर पूछा जाएगा"),
            ("The server asks to wait", "it is asked again by itself"),
        ),
        code if code.starts_with("http-5") => (
            ("सर्वर में गड़बड़ है", "अपने आप फिर पूछा जाएगा"),
            ("The server has troubles", "it is asked again by itself"),
        ),
        _ => (
            ("फ़ीड पढ़ी नहीं जा सकी", "sutradhar feeds check से देखें"),
            ("The feed could not be read", "look with sutradhar feeds check"),
        ),
    };
    if is_hindi(language) { hindi } else { english }
}
