//! The description of the data that the server gives, for programs.

/// The OpenAPI 3.1 document, made by `cargo xtask schema` from the types that are written.
pub const DOCUMENT: &str = include_str!("openapi.json");
