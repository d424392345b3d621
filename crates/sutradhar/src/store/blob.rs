//! How values lie in the store: packed, with a checksum in front.
//!
//! A blob is the byte [`SEALED`], eight bytes of blake3 over the rest, the rest. What formats 1 to 3 packed has no
//! checksum: it begins with the mark of zstd and is read as it is.

use super::error::{Result, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::io::Read as _;
use sutradhar_engine::model::Analysis;
use zstd::bulk::Compressor;
use zstd::stream::read::Decoder;
use zstd::zstd_safe::{DCtx, ResetDirective};

/// Level of zstd for what can be made again.
const CACHE_LEVEL: i32 = 1;

/// The first byte of a blob with a checksum; no frame of zstd begins with it.
const SEALED: u8 = 0xC5;

/// How a frame of zstd begins.
const ZSTD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// Bytes of a checksum: one damaged blob in 2^64 is taken for a whole one.
const CHECKSUM: usize = 8;

/// The checksum of some bytes.
pub(super) fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    let mut out = [0; CHECKSUM];
    out.copy_from_slice(&blake3::hash(bytes).as_bytes()[..CHECKSUM]);
    out
}

/// The checksum of some columns of a row, in a fixed order.
pub(super) fn checksum_of(columns: &[&[u8]]) -> [u8; CHECKSUM] {
    let mut hasher = blake3::Hasher::new();
    for column in columns {
        hasher.update(&(column.len() as u64).to_le_bytes());
        hasher.update(column);
    }
    let mut out = [0; CHECKSUM];
    out.copy_from_slice(&hasher.finalize().as_bytes()[..CHECKSUM]);
    out
}

/// Why a blob gives no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Its bytes are not those that were written.
    Damaged,
    /// It is whole, but not a value of today's model.
    Foreign,
}

/// Something in the store that cannot be read, by its name. [`Store::unread`](super::Store::unread) makes an error of
/// it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub(super) what: String,
    pub(super) fault: Fault,
}

/// An analysis as it lies in the store, to be unpacked in another thread.
#[derive(Debug, Clone)]
pub struct Packed {
    pub(super) what: String,
    pub(super) bytes: Vec<u8>,
}

impl Packed {
    /// Unpacks it.
    ///
    /// # Errors
    /// It is damaged, or was written by other stages.
    pub fn analysis(&self) -> std::result::Result<Analysis, Unread> {
        unpack(&self.bytes).map_err(|fault| Unread {
            what: self.what.clone(),
            fault,
        })
    }
}

/// The bytes of a value, with a checksum in front. They are not compressed: for small values that are read often.
pub fn encoded<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    Ok(seal(&serialised(value)?))
}

/// The value of [`encoded`] bytes; `what` names it.
///
/// # Errors
/// They are damaged, or were written by other stages.
pub fn decoded<T: DeserializeOwned>(bytes: &[u8], what: &dyn Fn() -> String) -> std::result::Result<T, Unread> {
    let read = unseal(bytes).and_then(|plain| postcard::from_bytes(plain).map_err(|_| Fault::Foreign));
    read.map_err(|fault| Unread { what: what(), fault })
}

/// The bytes of a value.
pub(super) fn serialised<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(|e| StoreError::Unwritable {
        what: std::any::type_name::<T>(),
        why: e.to_string(),
    })
}

fn seal(payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(1 + CHECKSUM + payload.len());
    out.push(SEALED);
    out.extend_from_slice(&checksum(payload));
    out.extend_from_slice(payload);
    out
}

/// What lies behind the checksum, if it is what was written.
fn unseal(blob: &[u8]) -> std::result::Result<&[u8], Fault> {
    let (sum, payload) = blob
        .strip_prefix(&[SEALED])
        .and_then(|rest| rest.split_at_checked(CHECKSUM))
        .ok_or(Fault::Damaged)?;
    if *sum != checksum(payload) {
        return Err(Fault::Damaged);
    }
    Ok(payload)
}

/// Whether a blob is what was written, as far as its checksum tells; one without a checksum passes.
pub(super) fn is_whole(blob: &[u8]) -> bool {
    blob.starts_with(&ZSTD) || unseal(blob).is_ok()
}

/// Packs a value of the model.
pub(super) fn pack<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    // Making a context costs more than packing a small row, so each thread has one.
    thread_local! {
        static PACKING: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    }
    let plain = serialised(value)?;
    let packed = PACKING.with_borrow_mut(|context| match context {
        Some(context) => context.compress(&plain),
        none => none.insert(Compressor::new(CACHE_LEVEL)?).compress(&plain),
    });
    let packed = packed.map_err(|e| StoreError::Unwritable {
        what: std::any::type_name::<T>(),
        why: e.to_string(),
    })?;
    Ok(seal(&packed))
}

/// Unpacks a value of the model.
pub(super) fn unpack<T: DeserializeOwned>(blob: &[u8]) -> std::result::Result<T, Fault> {
    // Making a context costs more than unpacking a small row, so each thread has one.
    thread_local! {
        static UNPACKING: RefCell<(DCtx<'static>, Vec<u8>)> = RefCell::new((DCtx::create(), Vec::new()));
    }
    let frame = if blob.starts_with(&ZSTD) { blob } else { unseal(blob)? };
    UNPACKING.with_borrow_mut(|(context, plain)| {
        let mut unpacked = || -> std::io::Result<()> {
            context
                .reset(ResetDirective::SessionOnly)
                .map_err(|code| std::io::Error::other(zstd::zstd_safe::get_error_name(code)))?;
            plain.clear();
            Decoder::with_context(frame, context).read_to_end(plain).map(drop)
        };
        unpacked().map_err(|_| Fault::Damaged)?;
        postcard::from_bytes(plain).map_err(|_| Fault::Foreign)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A value that cannot be serialised.
    struct Never;

    impl Serialize for Never {
        fn serialize<S: serde::Serializer>(&self, _: S) -> std::result::Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("never"))
        }
    }

    #[test]
    fn what_cannot_be_serialised_is_an_error() {
        for error in [
            encoded(&Never).unwrap_err(),
            pack(&Never).unwrap_err(),
            super::super::digest(&Never).unwrap_err(),
        ] {
            assert!(error.to_string().contains("Never cannot be written"), "{error}");
        }
    }

    #[test]
    fn blobs_of_older_formats_are_read() {
        let value = vec!["नदी".to_string(); 9];
        let plain = postcard::to_stdvec(&value).unwrap();
        let old = zstd::bulk::compress(&plain, CACHE_LEVEL).unwrap();
        assert_eq!(unpack::<Vec<String>>(&old), Ok(value.clone()));
        assert_eq!(unpack::<Vec<String>>(&pack(&value).unwrap()), Ok(value));
    }

    proptest! {
        #[test]
        fn one_flipped_bit_is_found(text in "\\PC{1,80}", at: prop::sample::Index, bit in 0u8..8) {
            let mut packed = pack(&text).unwrap();
            prop_assert_eq!(unpack::<String>(&packed), Ok(text.clone()));
            let place = at.index(packed.len());
            packed[place] ^= 1 << bit;
            prop_assert_eq!(unpack::<String>(&packed), Err(Fault::Damaged));
            let mut kept = encoded(&text).unwrap();
            let place = at.index(kept.len());
            kept[place] ^= 1 << bit;
            let name = || "a text".to_string();
            let want = Unread { what: name(), fault: Fault::Damaged };
            prop_assert_eq!(decoded::<String>(&kept, &name), Err(want));
        }
    }
}
