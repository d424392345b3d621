//! Pages in the forms of other programs: ninjs, JSON-LD, Web Annotation, CSL-JSON.

use super::answer::{Answer, Manner};
use super::asked::{Asked, Form};
use serde_json::Value;
use sutradhar_view::exchange::{Naming, anno, jsonld, ninjs, superdesk};
use sutradhar_view::{ArticlePage, Citing, ClaimPage, StoryPage, StoryRef};

const NINJS: &str = "application/json";
const JSON_LD: &str = "application/ld+json";
const CSL: &str = "application/vnd.citationstyles.csl+json";
const ANNOTATIONS: &str = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";

fn answer(kind: &'static str, value: &Value) -> Answer {
    Answer {
        kind,
        ..Answer::json(value)
    }
}

/// Whether ninjs is asked for as Superdesk reads it.
fn for_superdesk(asked: &Asked) -> bool {
    asked.filter("profile") == Some("superdesk")
}

/// A story as ninjs or JSON-LD.
pub fn story(story: &StoryPage, asked: &Asked, manner: &Manner) -> Answer {
    let names = Naming::new(manner.base_url.as_deref());
    match asked.form {
        Form::JsonLd => answer(JSON_LD, &jsonld::story(story, &names)),
        _ if for_superdesk(asked) => answer(NINJS, &superdesk::story(story, &names)),
        _ => answer(NINJS, &ninjs::story(story, &names)),
    }
}

/// An article as ninjs, JSON-LD or annotations; where texts are not shown whole, it holds only the lines that are.
pub fn article(article: &ArticlePage, stories: &[StoryRef], asked: &Asked, manner: &Manner) -> Answer {
    let names = Naming::new(manner.base_url.as_deref());
    let whole = manner.full_text;
    match asked.form {
        Form::JsonLd => answer(JSON_LD, &jsonld::article(article, stories, &names)),
        Form::Anno => answer(ANNOTATIONS, &anno::article(article, &names)),
        _ if for_superdesk(asked) => answer(NINJS, &superdesk::article(article, &names, whole)),
        _ => answer(NINJS, &ninjs::article(article, stories, &names, whole)),
    }
}

/// A claim as JSON-LD.
pub fn claim(claim: &ClaimPage, manner: &Manner) -> Answer {
    let names = Naming::new(manner.base_url.as_deref());
    answer(JSON_LD, &jsonld::claim(claim, &names))
}

/// A page as reference managers read it.
pub fn csl(citing: &Citing, asked: &Asked, manner: &Manner) -> Answer {
    let url = manner.base_url.as_ref().map(|base| format!("{base}{}", asked.path));
    Answer {
        kind: CSL,
        ..Answer::json(&citing.csl(url.as_deref()))
    }
}
