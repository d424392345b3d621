//! Invented pages: each form of a printed date, and each known lie.

use crate::extract::extract;
use crate::model::*;

fn read(content: Content) -> String {
    let page = RawPage {
        id: ArticleId("a1".to_string()),
        source: "page".to_string(),
        url: None,
        hints: Hints::default(),
        content,
        notices: Vec::new(),
    };
    extract(&page).0.published.iso().unwrap_or_default()
}

const BODY: &str = "<p>सूखागढ़ में नहर टूटने से बारह लोग घायल हुए और कई घरों में पानी भर गया, जिससे लोग रात भर जागते रहे।</p>\
    <p>जिलाधिकारी रमा देवी ने कहा कि राहत दल भेजा गया है और सभी घायलों का इलाज सरकारी अस्पताल में चल रहा है।</p>\
    <p>नहर की मरम्मत का काम अगले सप्ताह शुरू होगा, तब तक किसानों को टैंकर से पानी दिया जाएगा, विभाग ने बताया।</p>";

/// A page with a head, something above the headline, something between headline and body, and something below.
fn html(head: &str, above: &str, between: &str, below: &str) -> String {
    read(Content::Html(format!(
        "<html><head>{head}</head><body>{above}<article>\
         <h1>सूखागढ़ में नहर टूटी, बारह घायल</h1>{between}{BODY}{below}</article></body></html>"
    )))
}

fn text(line: &str) -> String {
    let body = BODY.replace("</p>", "\n").replace("<p>", "");
    read(Content::Text(format!("सूखागढ़ में नहर टूटी, बारह घायल\n{line}\n\n{body}")))
}

/// Lines as pages of India print them under a headline, and what they say.
const PRINTED: &[(&str, &str)] = &[
    ("13 अगस्त 2025", "2025-08-13"),
    ("१३ अगस्त २०२५", "2025-08-13"),
    ("बुधवार, 13 अगस्त 2025", "2025-08-13"),
    ("Published: 13 अगस्त 2025, 2:09 PM IST", "2025-08-13T14:09+05:30"),
    ("प्रकाशित: 4 सितंबर 2025", "2025-09-04"),
    ("Updated: 13 Aug 2025 14:09 IST", "2025-08-13T14:09+05:30"),
    ("Wed, 13 Aug 2025 02:09 PM (IST)", "2025-08-13T14:09+05:30"),
    ("Publish Date: Aug 13, 2025, 02:09 PM IST", "2025-08-13T14:09+05:30"),
    ("प्रकाशन तिथि: 13/08/2025", "2025-08-13"),
    ("13-Aug-2025", "2025-08-13"),
    ("13 अग॰ 2025, 14:09 IST", "2025-08-13T14:09+05:30"),
    ("13 अगस्त 2025, शाम 5:30 बजे", "2025-08-13T17:30"),
    ("13 अगस्त 2025, सुबह 5:30 बजे", "2025-08-13T05:30"),
    ("13 अगस्त 2025, 02:09 पीएम आईएसटी", "2025-08-13T14:09+05:30"),
    ("Published : 13 ऑगस्ट 2025, दुपारी 2:09 वाजता", "2025-08-13T14:09"),
    ("प्रसिद्ध: ४ सप्टेंबर २०२५", "2025-09-04"),
    ("প্রকাশিত: ১৩ আগস্ট ২০২৫, ১৪:০৯", "2025-08-13T14:09"),
    ("১৩ অগস্ট ২০২৫", "2025-08-13"),
    ("প্ৰকাশিত: ১৩ আগষ্ট ২০২৫", "2025-08-13"),
    ("வெளியிடப்பட்டது: 13 ஆகஸ்ட் 2025", "2025-08-13"),
    ("13 ஆக. 2025, 14:09 IST", "2025-08-13T14:09+05:30"),
    ("ప్రచురణ తేదీ: 13 ఆగస్టు 2025", "2025-08-13"),
    ("4 సెప్టెంబరు 2025", "2025-09-04"),
    ("પ્રકાશિત: ૧૩ ઓગસ્ટ ૨૦૨૫", "2025-08-13"),
    ("13 ઑગસ્ટ 2025, સાંજે 5:30 વાગ્યે", "2025-08-13T17:30"),
    ("ಪ್ರಕಟಣೆ: 13 ಆಗಸ್ಟ್ 2025", "2025-08-13"),
    ("೪ ಸೆಪ್ಟೆಂಬರ್ ೨೦೨೫", "2025-09-04"),
    ("പ്രസിദ്ധീകരിച്ചത്: 13 ഓഗസ്റ്റ് 2025", "2025-08-13"),
    ("4 സെപ്തംബർ 2025", "2025-09-04"),
    ("ਪ੍ਰਕਾਸ਼ਿਤ: 13 ਅਗਸਤ 2025", "2025-08-13"),
    ("੧੩ ਅਗਸਤ ੨੦੨੫", "2025-08-13"),
    ("ପ୍ରକାଶିତ: ୧୩ ଅଗଷ୍ଟ ୨୦୨୫", "2025-08-13"),
    ("13 ଅଗଷ୍ଟ 2025", "2025-08-13"),
    ("شائع: 13 اگست 2025", "2025-08-13"),
    ("۱۳ اگست، ۲۰۲۵", "2025-08-13"),
    ("प्रकाशित: 13 अगष्ट 2025", "2025-08-13"),
];

#[test]
fn printed_under_the_headline() {
    for (line, want) in PRINTED {
        assert_eq!(html("", "", &format!("<p>{line}</p>"), ""), *want, "HTML: {line}");
        assert_eq!(text(line), *want, "text: {line}");
    }
}

#[test]
fn published_before_updated() {
    for line in [
        "<div>Updated: 14 Aug 2025 10:00 IST</div><div>Published: 13 Aug 2025 14:09 IST</div>",
        "<div>प्रकाशित: 13 अगस्त 2025, 2:09 PM IST | अपडेट: 14 अगस्त 2025, 10:00 AM IST</div>",
        "<div><span>Posted on</span></div><div>13 Aug 2025, 14:09 IST</div><div>Last modified 15 Aug 2025</div>",
    ] {
        assert_eq!(html("", "", line, ""), "2025-08-13T14:09+05:30", "{line}");
    }
}

#[test]
fn under_the_article_and_after_the_date() {
    let below = "<p>यह लेख 13 अगस्त 2025 को प्रकाशित हुआ था।</p>";
    assert_eq!(html("", "", "", below), "2025-08-13");
    let below = "<p>Dieser Beitrag wurde am 13. August 2025 um 14:09 Uhr veröffentlicht.</p>";
    assert_eq!(html("", "", "", below), "2025-08-13T14:09");
    // A table of facts in an element beside the article: the label stands in a block of its own.
    let aside = "<aside><dl><dt>Datum</dt><dd>13.08.2025</dd></dl></aside>";
    assert_eq!(html("", "", aside, ""), "2025-08-13");
}

/// The same stamp in structured data.
fn ld(published: &str) -> String {
    format!(r#"<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{published}"}}</script>"#)
}

#[test]
fn utc_as_local_time() {
    // The stamp is in UTC though it says +05:30; the page prints the true clock.
    let printed = "<p class=\"date\">Published: 13 अगस्त 2025, 2:09 PM IST</p>";
    assert_eq!(
        html(&ld("2025-08-13T08:39:00+05:30"), "", printed, ""),
        "2025-08-13T14:09+05:30"
    );
    // Over midnight, it is the day that is wrong.
    let printed = "<p class=\"date\">Published: 14 अगस्त 2025, 2:09 AM IST</p>";
    assert_eq!(
        html(&ld("2025-08-13T20:39:00+05:30"), "", printed, ""),
        "2025-08-14T02:09+05:30"
    );
    // Without a clock that denies it a stamp is believed.
    assert_eq!(
        html(&ld("2025-08-13T20:39:00+05:30"), "", "<p>13 अगस्त 2025</p>", ""),
        "2025-08-13T20:39+05:30"
    );
}

#[test]
fn the_day_that_readers_saw() {
    // 20:39 in UTC is the next day in India, and the page prints that day.
    let printed = "<p class=\"publish-date\">Published: 14 अगस्त 2025</p>";
    assert_eq!(html(&ld("2025-08-13T20:39:00Z"), "", printed, ""), "2025-08-14");
    // A printed day that no zone explains does not beat the stamp.
    let printed = "<p class=\"date\">16 अगस्त 2025</p>";
    assert_eq!(html(&ld("2025-08-13T20:39:00Z"), "", printed, ""), "2025-08-13T20:39Z");
}

#[test]
fn days_of_something_else() {
    // The day of the visit in the masthead, above a page that prints no date.
    let today = "<div class=\"topbar\"><span class=\"date\">बुधवार, 20 अगस्त 2025</span></div>\
         <ul><li>होम</li><li>देश</li></ul>";
    assert_eq!(html("", today, "", ""), "");
    assert_eq!(html("", today, "<p>प्रकाशित: 13 अगस्त 2025</p>", ""), "2025-08-13");
    // Dates of other stories beside and under the article.
    let related = "<div class=\"related\"><ul><li>पुल बंद <span class=\"date\">1 जून 2025</span></li>\
        <li>सड़क खुली <span class=\"date\">2 जून 2025</span></li>\
        <li>बस पलटी <span class=\"date\">3 जून 2025</span></li></ul></div>";
    assert_eq!(html("", "", "", related), "");
    // What the firm and a deadline are dated.
    assert_eq!(
        html(
            "",
            "",
            "",
            "<p>© 1 जनवरी 2020 सूखागढ़ समाचार</p><p>Offer valid until 5 May 2026</p>"
        ),
        ""
    );
    // Nepal's calendar is 56 years ahead.
    assert_eq!(html("", "", "<p>२०८२-०४-२८</p>", ""), "");
}

#[test]
fn the_day_of_a_claim_and_the_clock_of_a_comment() {
    let review = r#"<script type="application/ld+json">{"@type":"ClaimReview","datePublished":"2025-08-09"}</script>"#;
    let marked = "<p itemprop=\"datePublished\" content=\"2025-08-13T22:18:00+05:30\">13 अगस्त 2025</p>";
    assert_eq!(html(review, "", marked, ""), "2025-08-13T22:18+05:30");
    let comment = "<section class=\"comments\"><p>बहुत देर से मरम्मत हुई <time datetime=\"2025-08-13T15:39\">15:39</time></p></section>";
    assert_eq!(html("", "", "<p>प्रकाशित: 13 अगस्त 2025</p>", comment), "2025-08-13");
}

#[test]
fn weak_fields() {
    let printed = "<p class=\"date\">प्रकाशित: 13 अगस्त 2025</p>";
    // A bare year in a field becomes 1 January.
    assert_eq!(html(&ld("2025-01-01"), "", printed, ""), "2025-08-13");
    // "date" may be the day of anything; the printed day has a label.
    assert_eq!(
        html(r#"<meta name="date" content="2025-08-20">"#, "", printed, ""),
        "2025-08-13"
    );
    // Month before day, as the page shows when it prints the date in words.
    let swapped = r#"<meta name="date" content="08/11/2025 12:43:42">"#;
    assert_eq!(
        html(swapped, "", "<p>Published: August 11, 2025</p>", "").get(..10),
        Some("2025-08-11")
    );
    let american = r#"<meta property="og:locale" content="en_US">"#;
    assert_eq!(html(american, "", "<p>Published: 08/11/2025</p>", ""), "2025-08-11");
    assert_eq!(html("", "", "<p>Published: 08/11/2025</p>", ""), "2025-11-08");
    // The field of publication holds the last change; structured data knows the first.
    let changed = r#"<meta property="article:published_time" content="2025-08-20T10:00:00+05:30">
        <meta property="article:modified_time" content="2025-08-20T10:00:00+05:30">"#;
    assert_eq!(
        html(&format!("{changed}{}", ld("2025-08-13")), "", "", ""),
        "2025-08-13"
    );
}

#[test]
fn addresses() {
    let canonical = |path: &str| format!(r#"<link rel="canonical" href="https://example.org{path}">"#);
    assert_eq!(html(&canonical("/news/20250813/nahar"), "", "", ""), "2025-08-13");
    assert_eq!(
        html(&canonical("/news/202508131079127690-nahar"), "", "", ""),
        "2025-08-13"
    );
    assert_eq!(html(&canonical("/news/13-08-2025-nahar"), "", "", ""), "2025-08-13");
    // A number of the slug is no day.
    let slug = canonical("/2025/08/3-sawal");
    assert_eq!(html(&slug, "", "<p>प्रकाशित: 13 अगस्त 2025</p>", ""), "2025-08-13");
    // The day of an archive's copy is not that of the page.
    let address = "https://web.archive.org/web/20250901120000/http://example.org/2025/08/13/nahar";
    let copy = format!("<link rel=canonical href={address}>");
    assert_eq!(html(&copy, "", "", ""), "2025-08-13");
}

#[test]
fn scripts_and_attributes() {
    let data = r#"<script>window.data = {"cmsPublishingDate":"2025-08-13","x":1}</script>"#;
    assert_eq!(html(data, "", "", ""), "2025-08-13");
    assert_eq!(
        html(
            "",
            "",
            "<p>Date: <script>show(\"2025/08/13 14:09:00\")</script></p>",
            ""
        ),
        "2025-08-13T14:09"
    );
    assert_eq!(
        html(
            "",
            "",
            "<span class=\"publish-time\" data-timestamp=\"1755074340\">पिछले महीने</span>",
            ""
        ),
        "2025-08-13T08:39Z"
    );
    assert_eq!(
        html("<title>सूखागढ़ में नहर टूटी | खबर | 13.08.2025</title>", "", "", ""),
        "2025-08-13"
    );
}

#[test]
fn never_fails() {
    for source in [
        "<",
        "<a",
        "<a b='",
        "<!--",
        "<script>",
        "<script><",
        "</",
        "<p =>1 2 3",
        "<time datetime=2025-08-13",
        "<meta content=é>",
    ] {
        super::scan::scan(source);
    }
    let scan = super::scan::scan("<body><p class='a b'>एक&amp;दो <b>13</b> अगस्त<br>तीन</p><img alt='x'><p>चार");
    let texts: Vec<&str> = scan.blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(texts, ["एक&दो 13 अगस्त", "तीन", "चार"]);
}
