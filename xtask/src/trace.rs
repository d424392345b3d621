//! One page after each stage, for reading.

use crate::records;
use sutradhar_engine::model::Analysis;

/// Prints what each stage found on one page.
pub fn run(path: &str) -> anyhow::Result<()> {
    let (analyses, _) = records::derive(&[path.to_string()])?;
    for a in &analyses {
        print(a);
    }
    Ok(())
}

fn print(a: &Analysis) {
    let article = &a.article;
    println!("== {} {}", article.id, article.source);
    println!(
        "headline: {}\noutlet: {} | agency: {} | byline: {} | dateline: {} | language: {}",
        article.headline_text(),
        article.outlet.as_deref().unwrap_or("-"),
        article.agency.as_ref().map_or("-", |c| c.name.as_str()),
        article.byline.as_deref().unwrap_or("-"),
        article.dateline.as_deref().unwrap_or("-"),
        article.language.tag()
    );
    println!(
        "published: {} ({}) {}",
        article.published.iso().unwrap_or_default(),
        article.published.basis.name(),
        article.published.why
    );
    for l in &article.lines {
        println!(
            "{:4} {:10} {} [{}]",
            l.n,
            l.class.name(),
            clip(l.span.of(&article.text)),
            l.reason
        );
    }
    for m in &a.mentions {
        println!("  mention {} {} {}", m.kind.name(), a.words(m.span), m.entity);
    }
    for t in &a.times {
        println!("  time {} = {} {}", a.words(t.span), t.value, t.precision.name());
    }
    for q in &a.quantities {
        println!(
            "  figure {} = {} {} {} {}",
            a.words(q.span),
            q.value,
            q.unit,
            q.counted.map_or("", |c| a.words(c)),
            q.status.name()
        );
    }
    for s in &a.statements {
        let chain: Vec<String> = s
            .chain
            .iter()
            .map(|l| format!("{} ({})", l.text, l.kind.name()))
            .collect();
        println!(
            "  statement {} <- {} | {} | {} {}",
            clip(a.words(s.content)),
            chain.join(" <- "),
            s.cue.map_or("", |c| a.words(c)),
            s.form.name(),
            s.polarity.name()
        );
    }
}

fn clip(text: &str) -> String {
    text.trim().chars().take(110).collect()
}
