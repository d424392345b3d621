//! What goes into the store and comes out of it in packed form: packing takes longer than writing, and any thread can
//! do it.

use super::Document;
use super::blob::pack;
use super::error::{Result, StoreError};
use crate::read::files::UNIT_LIMIT;
use crate::read::{Fetched, Raw, RawKind};
use std::cell::RefCell;
use std::path::PathBuf;
use sutradhar_engine::model::*;
use zstd::bulk::Compressor;

/// Level of zstd for raw pages. Level 6 makes them 8 % smaller, for half as much time again as their extraction takes.
const RAW_LEVEL: i32 = 3;

/// A unit on its way in, with the articles that it holds.
#[derive(Debug)]
pub struct Incoming {
    /// The unit.
    pub raw: Raw,
    /// Its line in a file of records, 0 elsewhere.
    pub line: u64,
    /// Its key.
    pub key: [u8; 32],
    /// For each of its articles, the id that it brings and the key of its content.
    pub articles: Vec<(ArticleId, [u8; 32])>,
    /// Its bytes as the store keeps them; `None` until they are packed.
    pub packed: Option<Vec<u8>>,
}

impl Incoming {
    /// A unit, not packed yet.
    pub fn new(raw: Raw, line: u64, articles: Vec<(ArticleId, [u8; 32])>) -> Incoming {
        Incoming {
            key: raw.key(),
            raw,
            line,
            articles,
            packed: None,
        }
    }

    /// Packs its bytes, which takes longer than all else that the store does with them: in any thread.
    ///
    /// # Errors
    /// There is no room for them.
    pub fn pack(&mut self) -> Result<()> {
        let packed = pack_raw(&self.raw.bytes).map_err(|e| StoreError::Unwritable {
            what: "a raw page",
            why: e.to_string(),
        })?;
        self.packed = Some(packed);
        Ok(())
    }
}

pub(super) fn pack_raw(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    thread_local! {
        static PACKER: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    }
    PACKER.with_borrow_mut(|kept| {
        let packer = match kept {
            Some(packer) => packer,
            None => kept.insert(Compressor::new(RAW_LEVEL)?),
        };
        packer.compress(bytes)
    })
}

/// A raw page as it lies in the store, to be unpacked in any thread.
#[derive(Debug)]
pub struct PackedPage {
    pub(super) file: PathBuf,
    pub(super) row: i64,
    pub(super) source: String,
    pub(super) kind: String,
    pub(super) size: i64,
    pub(super) bytes: Vec<u8>,
    pub(super) key: Vec<u8>,
    pub(super) fetched: Fetched,
}

impl PackedPage {
    /// The raw unit.
    ///
    /// # Errors
    /// It is not what was stored.
    pub fn unpack(&self) -> Result<Raw> {
        let damaged = |why: &str| StoreError::Damaged {
            path: self.file.clone(),
            why: format!("raw page {} ({}) {why}", self.row, self.source),
        };
        let kind = RawKind::from_name(&self.kind);
        let kind = kind.ok_or_else(|| damaged(&format!("is of the unknown kind {}", self.kind)))?;
        let size = usize::try_from(self.size)
            .ok()
            .filter(|size| *size as u64 <= UNIT_LIMIT);
        let size = size.ok_or_else(|| damaged("has an impossible size"))?;
        let bytes = zstd::bulk::decompress(&self.bytes, size);
        let bytes = bytes.map_err(|e| damaged(&format!("cannot be unpacked: {e}")))?;
        let raw = Raw {
            source: self.source.clone(),
            kind,
            bytes,
            fetched: self.fetched.clone(),
        };
        if raw.bytes.len() != size || raw.key()[..] != self.key[..] {
            return Err(damaged("is not what was stored"));
        }
        Ok(raw)
    }
}

/// What the stages on one page found, as it will lie in the store, with its search documents.
#[derive(Debug)]
pub struct NewAnalysis {
    pub(super) article: ArticleId,
    pub(super) body: Vec<u8>,
    pub(super) documents: Vec<Document>,
    pub(super) page: Option<([u8; 32], usize)>,
}

impl NewAnalysis {
    /// Packs an analysis; in any thread.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(analysis: &Analysis, documents: Vec<Document>) -> Result<NewAnalysis> {
        Ok(NewAnalysis {
            article: analysis.article.id.clone(),
            body: pack(analysis)?,
            documents,
            page: None,
        })
    }

    /// Says that it was made before the store gave its article an id: it is kept only if that article, of the unit
    /// with this key and with this number in it, got the id that it was made with.
    pub fn made_ahead(mut self, key: [u8; 32], part: usize) -> NewAnalysis {
        self.page = Some((key, part));
        self
    }
}
