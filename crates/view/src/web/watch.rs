//! How the watch of feeds does.

use super::frame::{Frame, page};
use super::parts::{esc, facts, said, section, table};
use super::words;
use crate::labels;
use crate::pages::{FailingFeed, WatchPage};
use std::fmt::Write;

/// The page of the watch.
pub fn watch(p: &WatchPage, f: &Frame<'_>) -> String {
    let title = f.t(labels::FEEDS_WATCHED);
    let mut out = format!("<h1>{title}</h1>\n");
    let all: u64 = p.feeds.iter().map(|(_, n)| n).sum();
    if all == 0 {
        let none = f.either(
            "अभी कोई फ़ीड नहीं। <code>sutradhar feeds add</code> से शुरू करें।",
            "No feed yet. Begin with <code>sutradhar feeds add</code>.",
        );
        let _ = writeln!(out, "<p>{none}</p>");
        return page(f, title, &out);
    }
    let number = |n: u64| words::number(n as f64);
    out.push_str(&facts(&[
        f.either(
            format!("<b>{} फ़ीड</b>", number(all)),
            format!("<b>{} feeds</b>", number(all)),
        ),
        f.either(
            format!("{} में गड़बड़", number(p.failing)),
            format!("{} fail", number(p.failing)),
        ),
        f.either(
            format!("24 घंटे में {} नई ख़बरें", number(p.found_today)),
            format!("{} new items in 24 hours", number(p.found_today)),
        ),
        f.either(
            format!("{} पन्ने रखे गए", number(p.stored_today)),
            format!("{} pages stored", number(p.stored_today)),
        ),
    ]));
    lags(&mut out, p, f);
    section(&mut out, f, "states", labels::STATUS);
    out.push_str(&table(
        f.either("फ़ीड किस हाल में हैं", "How the feeds stand"),
        &[f.t(labels::STATUS), f.t(labels::FEEDS_WATCHED)],
    ));
    for (state, n) in &p.feeds {
        let name = labels::feed_state(state, f.ui.tag());
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td class=\"num\">{}</td></tr>",
            esc(name),
            number(*n)
        );
    }
    out.push_str("</tbody></table></section>\n");
    if !p.failing_feeds.is_empty() {
        section(&mut out, f, "failing", labels::FEEDS_FAILING);
        for feed in &p.failing_feeds {
            failing(&mut out, feed, f);
        }
        out.push_str("</section>\n");
    }
    if !p.slowest_hosts.is_empty() {
        section(&mut out, f, "slowest", labels::HOSTS_SLOWEST);
        out.push_str(&table(
            f.either("एक जवाब में औसतन कितना समय", "Time of an answer on average"),
            &[
                f.either("सर्वर", "Server"),
                f.either("हाल के सवाल", "Questions of late"),
                f.either("सेकंड", "Seconds"),
            ],
        ));
        for host in &p.slowest_hosts {
            let _ = writeln!(
                out,
                "<tr><td lang=\"en\">{}</td><td class=\"num\">{}</td><td class=\"num\">{:.1}</td></tr>",
                esc(&host.host),
                number(host.questions),
                host.milliseconds as f64 / 1000.0
            );
        }
        out.push_str("</tbody></table></section>\n");
    }
    page(f, title, &out)
}

/// How long it takes, where that is known.
fn lags(out: &mut String, p: &WatchPage, f: &Frame<'_>) {
    let mut list = Vec::new();
    if let [Some(half), Some(most)] = p.seconds_to_store {
        list.push(f.either(
            format!("छपने से यहां तक: आधी ख़बरें {half} सेकंड में, 99% {most} में"),
            format!("From print to here: half within {half} s, 99% within {most} s"),
        ));
    }
    if let [Some(half), Some(most)] = p.seconds_to_story {
        list.push(f.either(
            format!("यहां से कहानी तक: आधी {half} सेकंड में, 95% {most} में"),
            format!("From here to a story: half within {half} s, 95% within {most} s"),
        ));
    }
    if p.waiting_for_stories > 0 {
        let n = words::number(p.waiting_for_stories as f64);
        list.push(f.either(
            format!("{n} पन्ने कहानियों में आने बाक़ी"),
            format!("{n} pages not in stories yet"),
        ));
    }
    if !list.is_empty() {
        out.push_str(&facts(&list));
    }
}

fn failing(out: &mut String, feed: &FailingFeed, f: &Frame<'_>) {
    let (what, advice) = labels::feed_problem(&feed.code, f.ui.tag());
    let name = feed.name.as_deref().unwrap_or(&feed.url);
    let _ = writeln!(
        out,
        "<h3 dir=\"auto\">{} <span class=\"rel\">#{}</span></h3>\n<p>{}</p>",
        said(f, name),
        feed.id,
        esc(what)
    );
    let _ = writeln!(out, "<p class=\"rel\"><span lang=\"en\">{}</span></p>", esc(&feed.url));
    if !feed.error.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"rel\"><span lang=\"en\">{}</span></p>",
            esc(&feed.error)
        );
    }
    let again = feed.next.as_deref().map(|at| {
        let at = at.replace('T', " ").replace('Z', " UTC");
        f.either(format!("फिर: {at}"), format!("again: {at}"))
    });
    let times = f.either(format!("{} बार", feed.failures), format!("{} times", feed.failures));
    let rest: Vec<String> = [Some(advice.to_string()), Some(times), again]
        .into_iter()
        .flatten()
        .filter(|t| !t.is_empty())
        .map(|t: String| esc(&t))
        .collect();
    out.push_str(&facts(&rest));
}
