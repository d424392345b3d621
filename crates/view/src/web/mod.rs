//! Pages of a server or a static site, as HTML: every page of the design, each a pure function of plain data and a
//! [`Frame`] (language of the labels, addresses of other pages, the style sheet).
//!
//! No inline style, nothing from elsewhere: pages work under `default-src 'none'; style-src 'self'`. No page needs a
//! script; those of a server that can grow old have one of our own, which says so ([`LIVE`]).
//! Citations are native popovers. Text of reports reaches a page only through `parts::esc`; addresses become
//! links only if they are http or https, or come from [`Frame::address`].

mod words;
mod frame;
mod site;
mod style;
mod parts;
mod notes;
mod figure;
mod figures;
mod svg;
mod share;
mod story;
mod rail;
mod part;
mod lens;
mod article;
mod copies;
mod list;
mod months;
mod storylines;
mod claim;
mod entity;
mod outlets;
mod search;
mod about;
mod alone;
mod changes;
mod feed;
mod watch;
#[cfg(test)]
mod tests;

pub use about::{about, method, problem};
pub use alone::{article_alone, story_alone};
pub use article::article;
pub use changes::{changes, feeds, story_changes, with_ending};
pub use claim::claim;
pub use copies::copies;
pub use entity::entity;
pub use feed::{ENTRIES, Feed, JsonFeed, JsonFeedAuthor, JsonFeedItem, opml};
pub use figures::figures;
pub use frame::{Frame, Style, Target, Theme, Ui, path, segment};
pub use list::{home, story_list};
pub use months::{StoryShelf, month, months};
pub use outlets::{outlet, outlets, outlets_from};
pub use part::{PARTS, parts_of, story_part};
pub use search::search;
pub use site::{address as site_address, file as site_file, relative};
pub use story::story;
pub use storylines::{storyline, storylines};
pub use style::{LIVE, LIVE_NAME, STYLE, STYLE_NAME};
pub use watch::watch;

pub(crate) use words::{number, unit_of};
