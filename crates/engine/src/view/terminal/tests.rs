//! Tests of the terminal pages.
