//! All texts, places and outlets are invented.

use super::headline::{cleaned, shown};
use super::*;
use crate::events::tests::page;
use crate::model::*;

fn report(id: &str, outlet: &str, day: &str, title: &str, body: &str) -> Analysis {
    let mut a = page(id, outlet, Some(day).filter(|d| !d.is_empty()), title, body);
    a.statements = crate::attribute::attribute(&a);
    a.propositions = crate::propositions::propositions(&a);
    a
}

/// The title of reports in order, with links between all of them but those of `far`, and faults of headlines.
fn title_of(reports: &[Analysis], far: Option<usize>, faults: &[(usize, HeadlineVerdict)]) -> String {
    let list: Vec<(usize, &Analysis)> = reports.iter().enumerate().collect();
    let mut links: Vec<ScoredPair> = Vec::new();
    for b in 0..reports.len() {
        for a in 0..b {
            let probability = if far == Some(a) || far == Some(b) { 0.4 } else { 0.9 };
            links.push(ScoredPair {
                a: a as u32,
                b: b as u32,
                probability,
                copy: 0.0,
            });
        }
    }
    let verdicts = faults.iter().map(|(i, v)| (&reports[*i].article.id, *v)).collect();
    let links: Vec<&ScoredPair> = links.iter().collect();
    title(&list, &links, &verdicts)
}

const FIRE: &str = "सोनपुरा के लकड़ी बाजार में मंगलवार रात आग लग गई। दमकल की चार गाड़ियों ने दो घंटे में आग बुझाई। \
    बाजार के व्यापारियों ने बताया कि कई दुकानें जल गईं।";
const FIRE_EN: &str = "A fire broke out at the timber market in Sonpura on Tuesday night. Four fire engines took two \
    hours to put it out, and traders said many shops were burnt.";

#[test]
fn a_headline_loses_what_the_page_put_around_it() {
    let check = |outlet: &str, title: &str, want: &str| {
        let a = report("a", outlet, "", title, FIRE);
        assert_eq!(cleaned(title, &a.article), want);
    };
    check(
        "सोनपुरा दर्पण",
        "सोनपुरा के लकड़ी बाजार में आग | सोनपुरा दर्पण",
        "सोनपुरा के लकड़ी बाजार में आग",
    );
    check(
        "Sonpura Post",
        "Fire at Sonpura timber market - Sonpura Post",
        "Fire at Sonpura timber market",
    );
    check(
        "Post",
        "Fire at Sonpura timber market | Sonpura News",
        "Fire at Sonpura timber market",
    );
    check(
        "Post",
        "LIVE: Fire at Sonpura timber market",
        "Fire at Sonpura timber market",
    );
    check(
        "Post",
        "Watch | Fire at Sonpura timber market",
        "Fire at Sonpura timber market",
    );
    check(
        "Post",
        "EXCLUSIVE Fire at Sonpura timber market",
        "Fire at Sonpura timber market",
    );
    check(
        "Post",
        "Fire at Sonpura timber market [Photos]",
        "Fire at Sonpura timber market",
    );
    check(
        "Post",
        "Fire at Sonpura timber market: WATCH VIDEO",
        "Fire at Sonpura timber market",
    );
    check(
        "Post",
        "Sonpura fire live updates: Four shops burnt, two hurt",
        "Four shops burnt, two hurt",
    );
    check(
        "पोस्ट",
        "Sonpura Market Fire: सोनपुरा के लकड़ी बाजार में आग",
        "सोनपुरा के लकड़ी बाजार में आग",
    );
    check(
        "पोस्ट",
        "Sonpura: लकड़ी बाजार में भीषण आग लगी",
        "Sonpura: लकड़ी बाजार में भीषण आग लगी",
    );
    check("पोस्ट", "ब्रेकिंग: सोनपुरा के बाजार में आग", "सोनपुरा के बाजार में आग");
    check("पोस्ट", "वीडियो | सोनपुरा के बाजार में आग!!!", "सोनपुरा के बाजार में आग!");
    check("पोस्ट", "2. सोनपुरा के बाजार में आग।", "सोनपुरा के बाजार में आग");
    check(
        "Post",
        "<a href=\"https://post.example/1\" target=\"_blank\">Sonpura traders&amp;lt;/b&amp;gt; shops burnt",
        "Sonpura traders shops burnt",
    );
    check(
        "Post",
        "Sonpura traders lose < 9 crore",
        "Sonpura traders lose < 9 crore",
    );
    check(
        "Post",
        "Sonpura traders&amp;#039; shops burnt",
        "Sonpura traders' shops burnt",
    );
    check("પોસ્ટ", "લાઈવ: સોનપુરાના બજારમાં આગ", "સોનપુરાના બજારમાં આગ");
    check("পোস্ট", "ভিডিও | সোনপুরার বাজারে আগুন", "সোনপুরার বাজারে আগুন");
    check("पोस्ट", "पाहा: सोनपुरा बाजारात आग", "सोनपुरा बाजारात आग");
    // What says something stays.
    for whole in [
        "Sonpura fire: Four shops burnt, two hurt",
        "We live here: traders of Sonpura refuse to leave",
        "Live-in couple of Sonpura: court orders protection",
        "सोनपुरा अग्निकांड: चार दुकानें जलीं, दो घायल",
        "Market of Sonpura in T.N.",
        "Fire at 10:30 at Sonpura market",
    ] {
        check("Post", whole, whole);
    }
}

#[test]
fn stray_lines_are_no_headlines() {
    for (title, body) in [
        ("214 लोगों", FIRE),
        ("सोनपुरा", FIRE),
        ("देश", FIRE),
        ("LIVE", FIRE_EN),
        ("Watch Video", FIRE_EN),
        ("Top News Today", FIRE_EN),
        ("Sonpura Post", FIRE_EN),
        ("सोनपुरा के बाजार में आग के", FIRE),
        ("सोनपुरा के बाजार में आग,", FIRE),
        ("Fire at Sonpura timber market and...", FIRE_EN),
        ("Fire at Sonpura timber market and the", FIRE_EN),
        ("सोनपुरा के लकड़ी बाजार में", FIRE),
    ] {
        assert_eq!(shown(&report("a", "Sonpura Post", "", title, body)), None, "{title}");
    }
    // A headline may end in a postposition where no sentence goes on from it.
    let whole = "सोनपुरा के बाजार में लगी आग, जांच पांच मई को";
    assert_eq!(shown(&report("a", "पोस्ट", "", whole, FIRE)).as_deref(), Some(whole));
}

#[test]
fn the_latest_headline_of_the_main_language_is_the_title() {
    let reports = [
        report("a", "एक", "2024-05-01", "सोनपुरा के लकड़ी बाजार में आग", FIRE),
        report("b", "दो", "2024-05-02", "सोनपुरा बाजार की आग बुझी, कई दुकानें जलीं", FIRE),
        report(
            "c",
            "Three",
            "2024-05-03",
            "Fire at Sonpura timber market put out",
            FIRE_EN,
        ),
    ];
    assert_eq!(title_of(&reports, None, &[]), "सोनपुरा बाजार की आग बुझी, कई दुकानें जलीं");
    // One that its body does not bear out gives way to another, and stands where there is none.
    let faulty = [(1, HeadlineVerdict::Overstated)];
    assert_eq!(title_of(&reports, None, &faulty), "सोनपुरा के लकड़ी बाजार में आग");
    assert_eq!(
        title_of(&reports[..1], None, &[(0, HeadlineVerdict::Question)]),
        "सोनपुरा के लकड़ी बाजार में आग"
    );
}

#[test]
fn another_angle_is_no_title() {
    let reports = [
        report("a", "One", "2024-05-01", "Fire at Sonpura timber market", FIRE_EN),
        report(
            "b",
            "Two",
            "2024-05-02",
            "Timber market in Sonpura burnt, traders count losses",
            FIRE_EN,
        ),
        report(
            "c",
            "Three",
            "2024-05-03",
            "Sonpura fire: why markets lack fire engines",
            FIRE_EN,
        ),
    ];
    assert_eq!(
        title_of(&reports, Some(2), &[]),
        "Timber market in Sonpura burnt, traders count losses"
    );
    assert_eq!(
        title_of(&reports, None, &[]),
        "Sonpura fire: why markets lack fire engines"
    );
}

#[test]
fn a_superseded_toll_is_no_title() {
    let hindi = [
        report(
            "a",
            "एक",
            "2024-05-02",
            "मधुपुर में बस पलटी, 3 लोगों की मौत",
            "मधुपुर के पास बस पलट गई। हादसे में 3 लोगों की मौत हो गई।",
        ),
        report(
            "b",
            "दो",
            "2024-05-02",
            "मधुपुर बस हादसे में 7 लोगों की मौत",
            "मधुपुर के पास बस पलटने से मरने वालों की संख्या 7 हो गई। राहत का काम चल रहा है।",
        ),
    ];
    assert_eq!(title_of(&hindi, None, &[]), "मधुपुर बस हादसे में 7 लोगों की मौत");
    let english = [
        report(
            "a",
            "One",
            "2024-05-02",
            "Bus accident at Madhupur leaves 3 people dead",
            "A bus overturned near Madhupur. Three people were killed in the accident.",
        ),
        report(
            "b",
            "Two",
            "2024-05-02",
            "Madhupur bus accident claims 7 lives, 7 people killed",
            "Seven people were killed when a bus overturned near Madhupur.",
        ),
    ];
    assert_eq!(
        title_of(&english, None, &[]),
        "Madhupur bus accident claims 7 lives, 7 people killed"
    );
}

#[test]
fn without_a_headline_the_lead_is_the_title() {
    let check = |body: &str, want: &str| {
        let a = report("a", "पोस्ट", "2024-05-01", "", body);
        assert_eq!(title_of(&[a], None, &[]), want);
    };
    check(
        "सोनपुरा (एजेंसी): सोनपुरा के लकड़ी बाजार में आग लग गई। आग दो घंटे में बुझाई गई।",
        "सोनपुरा के लकड़ी बाजार में आग लग गई",
    );
    check(
        "सोनपुरा के लकड़ी बाजार में मंगलवार रात आग लग गई, जिसमें कई दुकानें जल गईं और व्यापारियों को लाखों रुपये का \
         नुकसान हुआ। दमकल ने आग बुझाई।",
        "सोनपुरा के लकड़ी बाजार में मंगलवार रात आग लग गई, जिसमें कई दुकानें जल गईं",
    );
    check(
        "A fire broke out at the timber market in Sonpura on Tuesday night after a lamp fell over in a shop, officials \
         of the fire department said. It was put out.",
        "A fire broke out at the timber market in Sonpura on Tuesday night",
    );
    // The first line of a text may be its headline, behind the number of a record.
    check(
        "4711 सोनपुरा के बाजार में आग से कई दुकानें राख\n\nसोनपुरा के लकड़ी बाजार में मंगलवार रात आग लग गई। दमकल ने आग बुझाई।",
        "सोनपुरा के बाजार में आग से कई दुकानें राख",
    );
    check(
        "sonpura_2003_4_15\n\nसोनपुरा के बाजार में आग से कई दुकानें राख\n\nसोनपुरा के लकड़ी बाजार में आग लग गई। दमकल ने आग बुझाई।",
        "सोनपुरा के बाजार में आग से कई दुकानें राख",
    );
}

#[test]
fn what_is_cut_ends_cleanly() {
    let body = "सोनपुरा के पुराने लकड़ी बाजार में मंगलवार देर रात बिजली के तार से निकली चिंगारी से भड़की भीषण आग में लाखों \
        रुपये का सामान जलकर पूरी तरह राख हो गया। दमकल ने आग बुझाई।";
    let a = report("a", "पोस्ट", "2024-05-01", "", body);
    let title = title_of(&[a], None, &[]);
    let words = title.trim_end_matches('…');
    assert!(title.chars().count() <= WIDE, "{title}");
    assert!(
        body.starts_with(words) && body[words.len()..].starts_with([' ', '।']),
        "{title}"
    );
    assert!(!crate::propositions::is_dangling(words, Lang::Hi), "{title}");
}

#[test]
fn a_headline_in_dots_keeps_its_whole_clauses() {
    let shown = |title: &str, body: &str| shown(&report("a", "Post", "", title, body));
    let english = "Traders of Sonpura timber market return to shops, find that...";
    let kept = shown(english, FIRE_EN);
    assert_eq!(
        kept.as_deref(),
        Some("Traders of Sonpura timber market return to shops")
    );
    let kept = shown("सोनपुरा के लकड़ी बाजार में लगी आग, व्यापारी बोले...", FIRE);
    assert_eq!(kept.as_deref(), Some("सोनपुरा के लकड़ी बाजार में लगी आग"));
}

#[test]
fn a_scrap_of_a_headline_is_better_than_the_outlet() {
    let a = report("a", "Sonpura Post", "2024-05-01", "Sonpura’s Traders", "");
    assert_eq!(title_of(&[a], None, &[]), "Sonpura’s Traders");
}

#[test]
fn every_story_has_a_title() {
    let check = |body: &str, day: &str, want: &str| {
        let a = report("a", "Sonpura Post", day, "", body);
        assert_eq!(title_of(&[a], None, &[]), want);
    };
    check("", "", "Report by Sonpura Post");
    check("", "2024-05-01", "Report by Sonpura Post, 1 May 2024");
    let mut a = report("a", "सोनपुरा दर्पण", "2024-05-01", "", "");
    a.article.language = Lang::Hi;
    assert_eq!(title_of(&[a], None, &[]), "सोनपुरा दर्पण की रिपोर्ट, 1 मई 2024");
}

#[test]
fn a_headline_on_something_aside_or_ahead_is_no_title() {
    let body =
        "A bus fell off the Ratangarh bridge on Monday and nine people died. Divers searched the river for the bus.";
    let of = |id: &str, day: &str, title: &str| report(id, "East", day, title, body);
    let reports = [
        of("a", "2024-05-06", "Nine dead as bus falls off Ratangarh bridge"),
        of("b", "2024-05-06", "Bus falls off bridge in Ratangarh, nine die"),
        of("c", "2024-05-07", "Minister praises the courage of young divers"),
    ];
    let got = title_of(&reports, None, &[]);
    assert!(got.contains("bridge"), "{got}");
    let match_day = [
        of("a", "2024-05-06", "Will Lions beat Bears in the Ratangarh final?"),
        of("b", "2024-05-06", "Lions beat Bears 3-1 in the Ratangarh final"),
    ];
    assert_eq!(
        title_of(&match_day, None, &[]),
        "Lions beat Bears 3-1 in the Ratangarh final"
    );
}
