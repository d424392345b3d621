//! The program: reads pages, keeps them, runs the stages, answers questions.

pub mod read;
pub mod pipeline;
pub mod export;
