//! Tests of the Markdown pages.
