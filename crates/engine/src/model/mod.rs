//! The types that stages pass on. Stages exchange nothing else.

mod ids;
mod page;
mod article;
mod days;
mod mention;
mod time;
mod quantity;
mod statement;
mod proposition;
mod analysis;
mod lineage;
mod event;
mod claim;
mod brief;

pub use analysis::*;
pub use article::*;
pub use brief::*;
pub use claim::*;
pub use days::*;
pub use event::*;
pub use ids::*;
pub use lineage::*;
pub use mention::*;
pub use page::*;
pub use proposition::*;
pub use quantity::*;
pub use statement::*;
pub use sutradhar_text::{Lang, Span};
pub use time::*;
