//! Pages about the pages: how they are made and counted, what this is, and why a page is not there.

use super::frame::{Frame, Target, page, search_form};
use super::parts::{esc, said};
use crate::labels;
use crate::pages::Problem;
use std::fmt::Write;

/// Headings with paragraphs, in both languages.
type Text = [(&'static str, &'static str, &'static str, &'static str)];

const METHOD: &Text = &[
    (
        "मूल स्रोत क्या है",
        "एक ही एजेंसी की ख़बर दस अख़बार छापें तो वह एक मूल स्रोत है, दस नहीं। किसी अख़बार की अपनी बदली हुई ख़बर \
         भी उसी का हिस्सा है। इसलिए हर जगह पहले मूल स्रोत गिने जाते हैं, ख़बरें उसके बाद कोष्ठक में।",
        "What an origin is",
        "A report of one agency that ten outlets print is one origin, not ten. An outlet's own later version \
         belongs to it as well. So origins are counted first everywhere; reports stand behind them, in brackets.",
    ),
    (
        "हर पंक्ति का हवाला",
        "हर पंक्ति के साथ एक बटन है, जैसे 7:5: सातवीं ख़बर की पांचवीं पंक्ति। दबाने पर छपा हुआ वाक्य खुलता है, और \
         उससे पूरे पन्ने की पंक्ति तक पहुंचा जा सकता है। जिस बात का हवाला नहीं मिलता, वह यहां नहीं लिखी जाती।",
        "A citation for every line",
        "Beside every line stands a button such as 7:5: line five of report seven. It opens the printed sentence, \
         with a way to its line on the page. What cannot be cited is not written here.",
    ),
    (
        "मतभेद और खंडन",
        "मतभेद तब लिखा जाता है जब ख़बरें एक ही बात के लिए अलग संख्या, समय या हां-ना देती हैं। खंडन तब, जब कोई \
         स्रोत बात से इनकार करता है। कौन सही है, यह पन्ना नहीं कहता।",
        "Disputed and denied",
        "Disputed means that reports give another number, time or yes and no for one thing. Denied means that a \
         source denies it. Who is right this page does not say.",
    ),
    (
        "किसके कहने पर",
        "हर कथन की कड़ी रखी जाती है: किसने कहा, किस एजेंसी ने पहुंचाया, किस अख़बार ने छापा। जहां ख़बर किसी का नाम \
         नहीं लेती, वहां लिखा है: स्रोत का नाम नहीं।",
        "On whose word",
        "Each statement keeps its chain: who said it, which agency passed it on, which outlet printed it. Where a \
         report names nobody, the page says so.",
    ),
    (
        "शीर्षक बनाम ख़बर",
        "हर शीर्षक उसी ख़बर के पाठ से मिलाया जाता है। जो बात शीर्षक में है और पाठ में नहीं, वह शब्दों के साथ \
         दिखाई जाती है। शीर्षक किसी बात का सबूत नहीं गिना जाता।",
        "Headlines against texts",
        "Every headline is held against the text of its own report. What the headline says and the text does not \
         is shown with its words. A headline is never counted as evidence.",
    ),
    (
        "तारीख़ें और आंकड़े",
        "हर तारीख़ के साथ लिखा है कि वह पन्ने पर छपी है या अनुमान है। हर आंकड़ा उस दिन का है जिस दिन उसे पहली बार \
         छापा गया; बाद में बदला हो तो वह भी दिखता है।",
        "Dates and figures",
        "With every date it is told whether the page states it or it was inferred. Each figure is as of the day \
         on which it was first printed; that it changed later is shown.",
    ),
];

const ABOUT: &Text = &[
    (
        "यह क्या है",
        "सूत्रधार कई अख़बारों की ख़बरें पढ़कर बताता है कि किस घटना पर कौन क्या कह रहा है, किसके कहने पर, और कहां \
         बातें नहीं मिलतीं। यह सच-झूठ का फ़ैसला नहीं सुनाता और न अंक देता है।",
        "What this is",
        "Sutradhar reads the reports of many outlets and tells who says what on an event, on whose word, and \
         where accounts part. It rules on nobody's truth and gives no scores.",
    ),
    (
        "पढ़ने वाले के बारे में",
        "इन पन्नों में कोई स्क्रिप्ट, कुकी या बाहरी चीज़ नहीं है। पढ़ने के लिए खाता नहीं चाहिए।",
        "About the reader",
        "These pages hold no script, no cookie and nothing from elsewhere. Reading needs no account.",
    ),
    (
        "पाठ किसका है",
        "ख़बरों का पाठ उनके प्रकाशकों का है। यहां उद्धृत अंश दिखाए जाते हैं और मूल पन्ने तक कड़ी दी जाती है।",
        "Whose texts these are",
        "The texts of reports belong to their publishers. Cited passages are shown here, with a link to the \
         publisher's page.",
    ),
];

/// How the pages are made and counted.
pub fn method(f: &Frame<'_>) -> String {
    let mut out = text(f, labels::METHOD, METHOD);
    let name = f.either("आधार के निशान", "Signs of standing");
    let _ = writeln!(
        out,
        "<section aria-labelledby=\"h-signs\"><h2 id=\"h-signs\">{name}</h2><ul class=\"signs\">"
    );
    for s in [
        "disputed",
        "denied",
        "superseded",
        "silent",
        "headline-only",
        "compatible",
        "agreed",
        "single-origin",
    ] {
        let _ = writeln!(out, "<li>{}</li>", super::parts::standing(f, s));
    }
    out.push_str("</ul></section>\n");
    page(f, f.t(labels::METHOD), &out)
}

/// What this is.
pub fn about(f: &Frame<'_>) -> String {
    let out = text(f, labels::ABOUT, ABOUT);
    page(f, f.t(labels::ABOUT), &out)
}

fn text(f: &Frame<'_>, title: labels::Label, list: &Text) -> String {
    let mut out = format!("<h1>{}</h1>\n", f.t(title));
    for (i, (hi, hi_text, en, en_text)) in list.iter().enumerate() {
        let _ = writeln!(
            out,
            "<section aria-labelledby=\"h-{i}\"><h2 id=\"h-{i}\">{}</h2><p class=\"prose\">{}</p></section>",
            f.either(hi, en),
            f.either(hi_text, en_text)
        );
    }
    out
}

/// A page that says why there is none, with ways on.
pub fn problem(p: &Problem, f: &Frame<'_>) -> String {
    let title = match p.status {
        400 => f.either("यह पता समझ में नहीं आया", "This address was not understood"),
        404 => f.either("यह पन्ना नहीं मिला", "There is no such page"),
        410 => f.either("यह पन्ना अब नहीं है", "This page is gone"),
        429 => f.either("थोड़ा रुकें", "Wait a little"),
        503 => f.either("भंडार फिर से बन रहा है", "The store is being made again"),
        500.. => f.either("कुछ गड़बड़ हुई", "Something went wrong"),
        _ => f.either("यह नहीं हो सका", "This could not be done"),
    };
    let mut out = format!("<h1>{title}</h1>\n");
    if !p.detail.is_empty() {
        let _ = writeln!(out, "<p dir=\"auto\">{}</p>", said(f, &p.detail));
    }
    let _ = writeln!(
        out,
        "<p class=\"rel\"><code lang=\"en\">{} · {}</code></p>",
        p.status,
        esc(&p.instance)
    );
    if f.search {
        out.push_str("<div class=\"ask\">");
        search_form(&mut out, f, "");
        out.push_str("</div>\n");
    }
    if let Some(a) = (f.address)(Target::Home) {
        let text = f.either("आज की कहानियां", "Today's stories");
        let _ = writeln!(out, "<p><a class=\"more\" href=\"{}\">{text} →</a></p>", esc(&a));
    }
    page(f, title, &out)
}
