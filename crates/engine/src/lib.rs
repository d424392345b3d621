//! The engine: from a page to a story, in the order of the lines below.
//!
//! No module here reads a file, a clock, an environment variable or a socket, and none starts a thread. Stages never
//! fail on content: each gives what it found and puts what was odd into notices.

pub mod model;
pub mod ingest;
pub mod extract;
pub mod annotate;
pub mod attribute;
pub mod similarity;
pub mod propositions;
pub mod copies;
pub mod events;
pub mod storylines;
pub mod claims;
pub mod brief;

pub mod models;

pub use sutradhar_text as text;
