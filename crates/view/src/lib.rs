//! View: story and article pages as plain data, and their terminal, HTML and Markdown forms.
//!
//! A crate of its own, so that a change of a style sheet leaves every stored analysis as it is: stored results carry a
//! digest of the sources of `text` and `engine`, and none depends on a page. Nothing here reads a file, a clock or a
//! socket.
//!
//! Two steps, both pure: a builder turns model types into a page ([`story_page`], [`article_page`], [`diff_page`]), and a
//! renderer turns a page into text ([`terminal`], [`web`], [`markdown`]) or into a form that other programs exchange
//! ([`exchange`]). The page types are `Serialize`: they *are* the JSON form. A line whose citations point nowhere is left
//! out (law 1), and support is counted by independent origin, never by article (law 2).

mod safe;
mod labels;
mod dates;
mod cite;
mod names;
mod pieces;
mod lineage;
mod figures;
mod whole;
mod word;
mod claims;
mod story;
mod article;
mod diff;
mod excerpt;
mod lens;
mod pages;
mod citing;
mod matters;
mod groups;
mod ledger;
mod changes;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
pub mod terminal;
pub mod markdown;
pub mod web;
pub mod exchange;

pub use article::{ArticlePage, EntityRow, LineRow, NumberRow, StatementRow, TimeRow, article_page};
pub use changes::{ChangeDetail, ChangeEntry, ChangeLine, ChangeQuote, ChangedSide, ChangesPage, change_entries};
pub use cite::Cited;
pub use citing::{Citing, CslItem};
pub use claims::{ClaimRow, DetailRow, Difference, Side, SupportRow};
pub use diff::{DiffPage, DiffRow, DiffSide, diff_page};
pub use figures::FigureRow;
pub use groups::{FigureGroup, figure_groups};
pub use ledger::{FiguresPage, FiguresWanted, StoryFigures, story_figures};
pub use lens::{LensPassage, LensRow, lens};
pub use lineage::{ChangeRow, CopyRow, QuotedLine};
pub use matters::{Matter, matters};
pub use names::{ArticleRow, ChainLink, NamedThing, PublishedRow};
pub use pages::{
    ArticleLine, ClaimPage, EntityPage, Facet, FailingFeed, LastChange, Marked, OutletCard, OutletListPage, OutletPage,
    Problem, SearchPage, SlowHost, StatementLine, StoryCard, StoryListPage, StoryRef, StorylineCard, StorylineListPage,
    StorylinePage, StorylineRef, Total, WatchPage,
};
pub use pieces::{Piece, PieceKind};
pub use story::{
    BackgroundRow, BulletRow, FaqRow, HeadlineRow, LinkReasonRow, NoticeRow, StoryInput, StoryPage, StorylinePosition,
    StorylineStep, TimelineRow, link_note, story_page, storyline_steps,
};
pub use word::{UnsourcedRow, WordNode};

/// Why a claim stands as it does, in English, as the records give it.
pub fn claim_note(reasons: &[sutradhar_engine::model::ClaimReason]) -> String {
    labels::claim_reasons(reasons, false)
}
