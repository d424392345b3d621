//! Feeds that are watched: what is asked for, when, and how politely; what comes goes the way of every page.
//!
//! [`plan`] knows what is to be asked next and what an answer means, without a socket, a clock or a thread; [`run`]
//! drives it with all three; [`net`] asks one server once within bounds, where [`guard`] lets it; [`manage`] is what
//! people do with feeds.

pub mod address;
pub mod guard;
pub mod manage;
pub mod net;
pub mod plan;
mod robots;
pub mod run;
pub mod starter;
pub mod timing;
