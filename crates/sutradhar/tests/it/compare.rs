//! Two reports of one event that share no text.

use crate::common::*;

#[test]
fn what_each_has_and_the_other_lacks_is_shown() {
    let place = Place::new();
    let line = |id: &str, outlet: &str, title: &str, body: &str| {
        serde_json::json!({"id": id, "outlet": outlet, "lang": "hi", "title": title, "body": body, "published": "2025-08-03"})
            .to_string()
            + "\n"
    };
    let text = line(
        "one",
        "दैनिक नमूना",
        "नीलमपुर में पुल टूटा, सात की मौत",
        "नीलमपुर में रविवार को पुल टूटने से सात लोगों की मौत हो गई। जिलाधिकारी रमा देवी ने बताया कि राहत दल भेजे गए हैं। \
         मृतकों के परिजनों को पांच लाख रुपये दिए जाएंगे।",
    ) + &line(
        "two",
        "नमूना टाइम्स",
        "पुल हादसा: नीलमपुर में सात लोग मारे गए",
        "रविवार के पुल हादसे में नीलमपुर के सात लोग मारे गए। जांच के लिए तीन सदस्यों की समिति बनाई गई है। \
         विपक्ष के नेता सोहन लाल ने इस्तीफे की मांग की।",
    );
    let other = "{\"id\":\"far\",\"lang\":\"en\",\"title\":\"Chess club wins cup\",\"body\":\"The chess club of Rampur won \
        the state cup after nine games. Its captain thanked the school.\",\"published\":\"2023-02-01\"}\n";
    place.file("d.jsonl", text + other);
    place.ok(&["add", "d.jsonl"]);
    let event = |id: &str| {
        let list = place.ok(&["export", "events"]).out;
        let found = list
            .lines()
            .find(|l| l.contains(&format!("\"{id}\"")))
            .unwrap()
            .to_string();
        serde_json::from_str::<serde_json::Value>(&found).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_string()
    };
    if event("one") != event("two") {
        place.ok(&["merge", &event("one"), &event("two"), "--why", "one bridge"]);
    }
    let ran = place.ok(&["diff", "one", "two"]);
    for (sentence, mark) in [("पांच लाख रुपये", "-"), ("तीन सदस्यों की समिति", "+"), ("सोहन लाल", "+")]
    {
        let line = ran.out.lines().find(|l| l.contains(sentence)).expect(&ran.out);
        assert!(line.trim_start().starts_with(mark), "{line}");
    }
    let json = place.ok(&["diff", "two", "one", "--json"]).json();
    assert_eq!(
        (json["a"].as_str(), json["relation"].as_str()),
        (Some("two"), Some("none"))
    );
    assert!(
        json["only_a"].to_string().contains("समिति") && json["only_b"].to_string().contains("लाख"),
        "{json}"
    );
    let total = |key: &str| json[key].as_array().unwrap().len();
    assert!(total("only_a") <= 3 && total("only_b") <= 3);
    // Reports of two events have nothing to be compared by.
    let none = place.run(&["diff", "one", "far"]);
    assert_eq!(none.status, 1);
    assert!(none.err.contains("no event in common"), "{}", none.err);
}
