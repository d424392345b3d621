//! Laws that hold for any page.

use super::*;
use proptest::prelude::*;

fn raw(content: Content) -> RawPage {
    RawPage {
        id: ArticleId::from("a"),
        source: "page".to_string(),
        url: None,
        hints: Hints::default(),
        content,
        notices: Vec::new(),
    }
}

/// Spans lie inside the text on character borders, lines are in order and cover what is not blank.
fn laws(article: &Article) {
    let text = &article.text;
    let want: Vec<(u32, &str)> = text
        .split('\n')
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
        .map(|(i, l)| (i as u32 + 1, l))
        .collect();
    let have: Vec<(u32, &str)> = article.lines.iter().map(|l| (l.n, l.span.of(text))).collect();
    assert_eq!(have, want);
    for span in article
        .headline
        .iter()
        .chain(article.agency.iter().filter_map(|a| a.span.as_ref()))
    {
        assert!(text.get(span.start as usize..span.end as usize).is_some());
    }
    let _ = article.published.iso();
}

/// Strings made of what pages are made of, so that rules meet each other.
fn pagelike() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n\n",
        " ",
        "नगरपुर ।",
        "पानी बढ़ा है।",
        "यह भी पढ़ें",
        ":",
        "FAQ",
        "क्यों?",
        "आईएएनएस",
        "(इनपुट-",
        ")",
        "13 अगस्त 2025",
        "2:09 PM IST",
        "by",
        "admin",
        "• ",
        "...",
        "[…]",
        "टैग: क, ख",
        "UkraineWar",
        "|",
        "©",
        "१९९९",
        "2022 में हुआ था।",
        "फटाफट पढ़ें",
        "\u{a0}",
        "\u{200d}",
        "<p>",
        "</p>",
        "<div class='related'>",
        "</div>",
        "<script type=\"application/ld+json\">",
        "{\"@type\":\"NewsArticle\",\"articleBody\":\"",
        "\"}",
        "</script>",
        "<h1>",
        "<a href=x>",
        "&amp;",
        "&#",
        "<!--",
        "a b c d e f g h i j k l m.",
        "🏷",
        "𝒳",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|v| v.concat())
}

proptest! {
    #[test]
    fn any_text(text in prop_oneof![any::<String>(), pagelike()]) {
        let (article, _) = extract(&raw(Content::Text(text.clone())));
        prop_assert_eq!(&article.text, &text);
        laws(&article);
    }

    #[test]
    fn any_html(text in prop_oneof![any::<String>(), pagelike()]) {
        laws(&extract(&raw(Content::Html(text))).0);
    }

    #[test]
    fn any_record(title in any::<String>(), body in prop_oneof![any::<String>(), pagelike()]) {
        let (article, _) = extract(&raw(Content::Record { title: title.clone(), body: body.clone() }));
        prop_assert_eq!(&article.text, &format!("{title}\n\n{body}"));
        laws(&article);
    }
}

#[test]
fn deep_and_broken_pages_end() {
    for html in [
        "<div>".repeat(100_000),
        "<b><i>".repeat(50_000),
        "<p>a".repeat(60_000),
        "<table><tr><td>".repeat(30_000),
        "<li>".repeat(100_000),
    ] {
        laws(
            &extract(&raw(Content::Html(format!(
                "{html}The river rose over the old bridge on Monday, and the road was closed."
            ))))
            .0,
        );
    }
}

#[test]
fn a_text_page_line_by_line() {
    let page = "राज्य\n\nनगरपुर में नदी का पुल टूटा, सड़क बंद\nमाला रेठवार ब्यूरो\n4 सितंबर 2025, 11:48 AM\n\nनगरपुर । जिले में नदी पर बना पुराना पुल गुरुवार को टूट गया और सड़क दोनों ओर से बंद कर दी गई।\n\nजिलाधिकारी ने कहा कि पुल की मरम्मत में दो महीने लगेंगे और तब तक नाव चलेगी, जिसका किराया नहीं लगेगा।\n\nआईएएनएस\n\nपहाड़ी मेले में उमड़ी भीड़\n\nमेले में इस बार दूर दूर से लोग...\n";
    let (article, _) = extract(&raw(Content::Text(page.to_string())));
    let classes: Vec<&str> = article.lines.iter().map(|l| l.class.name()).collect();
    assert_eq!(
        classes,
        [
            "furniture",
            "headline",
            "byline",
            "date",
            "body",
            "body",
            "credit",
            "teaser",
            "teaser"
        ]
    );
    assert_eq!(article.agency.map(|a| a.name).as_deref(), Some("IANS"));
    assert_eq!(article.dateline.as_deref(), Some("नगरपुर"));
    assert_eq!(article.published.iso().as_deref(), Some("2025-09-04T11:48"));
}

#[test]
fn paragraphs_under_a_label_of_other_stories() {
    let page = "कुसुमपुर की नहर में पानी छोड़ा गया, 40 गांवों को मिलेगी सिंचाई\nसंवाद सूत्र, कुसुमपुर\n6 नवंबर 2025, 9:15 AM\n\nकुसुमपुर। सिंचाई विभाग ने बुधवार को मुख्य नहर में पानी छोड़ दिया, जिससे 40 गांवों के किसान रबी की बुवाई शुरू कर सकेंगे।\n\nअधिशासी अभियंता ललिता धानुक ने कहा कि नहर की सफाई पर 3 करोड़ रुपये खर्च हुए हैं और पानी मार्च के अंत तक चलेगा।\n\nयह भी पढ़ें\nझूलाघाट में नए पुल की नींव रखी गई, मंत्री ने कहा कि काम अगले साल जून तक पूरा हो जाएगा।\nमंडी में प्याज के दाम दो दिन में 15 प्रतिशत बढ़े, व्यापारियों ने कहा कि आवक कम हुई है।\n";
    let (article, _) = extract(&raw(Content::Text(page.to_string())));
    let classes: Vec<&str> = article.lines.iter().map(|l| l.class.name()).collect();
    assert_eq!(
        classes,
        [
            "headline",
            "byline",
            "date",
            "body",
            "body",
            "furniture",
            "teaser",
            "teaser"
        ]
    );
}

#[test]
fn html_summary_and_questions_are_derived() {
    let page = "<title>कुसुमपुर की नहर में पानी छोड़ा गया</title><body><div class=top><h1>कुसुमपुर की नहर में पानी छोड़ा गया</h1><time>6 नवंबर 2025</time></div><div class=fast><h4>फटाफट पढ़ें</h4><small>सारांश एआई से बना है</small><ul><li>नहर में पानी छोड़ा गया.</li><li>चालीस गांवों को लाभ.</li></ul></div><div class=lekh><p>सिंचाई विभाग ने बुधवार को मुख्य नहर में पानी छोड़ दिया, जिससे 40 गांवों के किसान रबी की बुवाई शुरू कर सकेंगे।</p><p>अधिशासी अभियंता ललिता धानुक ने कहा कि नहर की सफाई पर 3 करोड़ रुपये खर्च हुए हैं और पानी मार्च के अंत तक चलेगा।</p></div><div class=q><h3>FAQ</h3><h4>पानी कब तक चलेगा?</h4><p>मार्च के अंत तक.</p></div></body>";
    let (article, _) = extract(&raw(Content::Html(page.to_string())));
    let classes: Vec<&str> = article.lines.iter().map(|l| l.class.name()).collect();
    assert_eq!(
        classes,
        [
            "headline", "date", "summary", "summary", "body", "body", "faq", "faq", "faq"
        ]
    );
}

/// An article with something in the middle and at the end, for the classes of what is not its text.
fn around(middle: &str, end: &str) -> Article {
    let page = format!(
        "<title>कुसुमपुर की नहर में पानी छोड़ा गया</title><body><article class=article-body><h1>कुसुमपुर की नहर में पानी छोड़ा \
         गया</h1><p>सिंचाई विभाग ने बुधवार को मुख्य नहर में पानी छोड़ दिया, जिससे 40 गांवों के किसान बुवाई शुरू कर \
         सकेंगे।</p><p>किसान मोहन कहते हैं कि <span>नहर</span><span class=tooltip>कुसुमपुर की नहर 1962 में बनी</span> \
         पिछले साल दस दिन देर से खुली थी और फसल सूख गई थी।</p>{middle}<p>अधिशासी अभियंता ललिता धानुक ने कहा कि नहर की \
         सफाई पर 3 करोड़ रुपये खर्च हुए हैं और पानी मार्च के अंत तक चलेगा।</p><p>विभाग के अनुसार अगले महीने पक्की नालियां \
         बनेंगी और हर गांव में एक पंप लगेगा।</p>{end}</article></body>"
    );
    let (article, _) = extract(&raw(Content::Html(page)));
    laws(&article);
    article
}

#[test]
fn tips_and_offers_are_no_part_of_the_article() {
    let article = around(
        "<div class=newsletter-signup><p>हर सुबह की खबरें अपने ईमेल पर पाने के लिए यहां अपना पता लिखें और हमसे जुड़ें।</p></div>",
        "<div class=author-bio><p>माला रेठवार बीस साल से खेती और सिंचाई पर लिखती हैं और कुसुमपुर में रहती हैं।</p></div>",
    );
    let body = article.body();
    assert!(body.contains("कहते हैं कि नहर पिछले साल"), "{body}");
    assert!(
        !body.contains("1962") && !body.contains("ईमेल") && !body.contains("बीस साल"),
        "{body}"
    );
}

#[test]
fn the_name_of_an_element_does_not_hide_the_whole_article() {
    // Named for a summary, for subscribers: it holds all there is.
    for name in ["bulletinSummary", "subscription-area"] {
        let page = format!(
            "<title>कुसुमपुर की नहर में पानी छोड़ा गया</title><body><h1>कुसुमपुर की नहर में पानी छोड़ा गया</h1><div \
             id={name}><p>सिंचाई विभाग ने बुधवार को मुख्य नहर में पानी छोड़ दिया, जिससे 40 गांवों के किसान बुवाई शुरू कर \
             सकेंगे।</p><p>किसान मोहन कहते हैं कि नहर पिछले साल दस दिन देर से खुली थी और फसल सूख गई थी।</p><p>अधिशासी \
             अभियंता ललिता धानुक ने कहा कि सफाई पर 3 करोड़ रुपये खर्च हुए हैं और पानी मार्च के अंत तक चलेगा।</p><p>विभाग के \
             अनुसार अगले महीने पक्की नालियां बनेंगी और हर गांव में एक पंप लगेगा।</p></div></body>"
        );
        let (article, _) = extract(&raw(Content::Html(page)));
        let body = article.body();
        for words in ["बुधवार को मुख्य नहर", "दस दिन देर से", "3 करोड़", "पक्की नालियां"]
        {
            assert!(body.contains(words), "{name}: {words} is not in {body}");
        }
    }
}

#[test]
fn how_a_word_is_read_is_no_part_of_it() {
    let read = "<p>नहर के मुहाने पर <ruby>कुसुमपुर<rt>कु-सुम-पुर</rt></ruby> का पुराना फाटक है, जिसे 1962 में लगाया गया था।</p>";
    let body = around(read, "").body();
    assert!(body.contains("पर कुसुमपुर का पुराना"), "{body}");
}

#[test]
fn lists_and_subheadings_are_exported_with_the_body() {
    let article = around(
        "<h3>किसे कितना पानी</h3><ul><li>पूर्वी गांव: 4 घंटे</li><li>पश्चिमी गांव: 3 घंटे</li></ul>",
        "",
    );
    let (body, whole) = (article.body(), article.body_with_subheadings());
    assert!(body.contains("पूर्वी गांव: 4 घंटे") && !body.contains("किसे कितना"), "{body}");
    assert!(
        whole.contains("किसे कितना पानी\n\nपूर्वी गांव: 4 घंटे\n\nपश्चिमी गांव"),
        "{whole}"
    );
}

#[test]
fn html_in_a_legacy_font_is_read_as_unicode() {
    let paragraph = "uxj esa ck&lt;+ vkus ls yksx ijs'kku gSaA ljdkj us dgk fd jkgr lkexzh Hksth tk jgh gSA vf/kdkfj;ksa us crk;k fd unh \
        dk ikuh c&lt;+ x;k gS vkSj dbZ xkao esa fctyh ugha gSA";
    let page = format!(
        "<html><head><title>uxj esa ck&lt;+</title></head><body><nav><a href=/>Home</a> <a href=/s>Sports</a></nav>\
        <article><h1>uxj esa ck&lt;+ ls yksx ijs'kku</h1><p>{paragraph}</p><p>{paragraph}</p></article></body></html>"
    );
    let (article, notices) = extract(&raw(Content::Html(page)));
    laws(&article);
    assert_eq!(article.headline_text(), "नगर में बाढ़ से लोग परेशान");
    assert!(
        article.text.contains("अधिकारियों ने बताया कि नदी का पानी बढ़ गया है"),
        "{}",
        article.text
    );
    assert_eq!(article.language, Lang::Hi);
    assert!(notices.iter().any(|n| n.code == "ING-004"));
}

#[test]
fn a_text_of_too_many_lines_is_cut_with_a_notice() {
    let read = |lines: usize| {
        let (article, notices) = extract(&raw(Content::Text("a\n".repeat(lines))));
        (article.lines.len(), notices.iter().any(|n| n.code == "EXT-004"))
    };
    assert_eq!(read(MAX_LINES - 1), (MAX_LINES - 1, false));
    assert_eq!(read(MAX_LINES * 3), (MAX_LINES, true));
}

#[test]
fn the_credit_of_a_picture_is_none_of_the_text() {
    let record = |body: &str| {
        let page = raw(Content::Record {
            title: "Old bridge of Nagarpur falls".to_string(),
            body: body.to_string(),
        });
        extract(&page).0
    };
    let lead =
        "The old bridge of Nagarpur fell into the river on Monday, and both roads to it were closed by the police.";
    let more =
        "The district magistrate said that boats would go until a new bridge stands, and that they cost nothing.";
    let caption = "People look at the bridge of Nagarpur | Photo Credit:";
    let under_picture = record(&format!("{lead}\n{caption}\nPTI\n{more}"));
    assert_eq!(under_picture.agency, None);
    let line = under_picture
        .lines
        .iter()
        .find(|l| l.span.of(&under_picture.text) == "PTI");
    assert_eq!(line.map(|l| l.class), Some(LineClass::Caption));
    for credit in ["(PTI)", "With inputs from PTI"] {
        let credited = record(&format!("{lead}\n{caption}\n{credit}\n{more}"));
        assert_eq!(credited.agency.map(|a| a.name).as_deref(), Some("PTI"), "{credit}");
    }
    let at_the_end = record(&format!("{lead}\n{more}\nPTI"));
    assert_eq!(at_the_end.agency.map(|a| a.name).as_deref(), Some("PTI"));
    // Initials that no list has are an agency under the text only: inside it they are anything.
    let inside = record(&format!("{lead}\nएमएसएस\n{more}"));
    assert_eq!(inside.agency, None);
    let below = record(&format!("{lead}\n{more}\nएमएसएस"));
    assert_eq!(below.agency.map(|a| a.name).as_deref(), Some("एमएसएस"));
}
