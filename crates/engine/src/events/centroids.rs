//! Regions of the space of all languages: an article is looked up by those it lies in, so that reports in other
//! languages and in other words are found. The inverted file of vector search (Sivic and Zisserman 2003), with several
//! regions an article.

use crate::similarity::{Dense, product_wide, terms};
use std::sync::LazyLock;

/// The centres; `regions.md` beside it says where they come from.
static BYTES: &[u8] = include_bytes!("../../data/events/regions.bin");

/// Damaged centres stop the program with their name rather than leave every article without a region.
static CENTRES: LazyLock<Centres> = LazyLock::new(|| match read(BYTES) {
    Some(centres) => centres,
    None => panic!("data/{NAME} is damaged"),
});

/// The file of the centres.
const NAME: &str = "events/regions.bin";

/// The centres that are built in, by name, and whether they can be read.
pub(super) fn models() -> Vec<(&'static str, bool)> {
    vec![(NAME, read(BYTES).is_some())]
}

/// Centres one after the other, and what makes the length of each 1.
struct Centres {
    dim: usize,
    values: Vec<i16>,
    scales: Vec<f32>,
    /// The first numbers of each, which tell most.
    heads: Vec<i16>,
}

/// How many numbers of a centre are looked at first, and how many centres are then looked at whole.
const HEAD: usize = 64;
const LOOKED_AT: usize = 128;

/// Regions that an article is looked up by.
const NEAREST: usize = 12;

/// Reads the layout that `regions.md` describes; `None` if it is something else, or cut off, or goes on after its end.
fn read(bytes: &[u8]) -> Option<Centres> {
    let rest = bytes.strip_prefix(b"SREG")?;
    let number = |at: usize| -> Option<usize> {
        let b: [u8; 4] = rest.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(b)).ok()
    };
    let (count, dim) = (number(0)?, number(4)?);
    let whole = |v: &&[u8]| count > 0 && dim >= HEAD && Some(v.len()) == count.checked_mul(dim);
    let values: Vec<i16> = rest
        .get(8..)
        .filter(whole)?
        .iter()
        .map(|b| i16::from(b.cast_signed()))
        .collect();
    let scales = values
        .chunks_exact(dim)
        .map(|c| 1.0 / (product_wide(c, c) as f32).sqrt());
    let heads = values.chunks_exact(dim).filter_map(|c| c.get(..HEAD));
    Some(Centres {
        scales: scales.collect(),
        heads: heads.flatten().copied().collect(),
        dim,
        values,
    })
}

/// What is around a direction: the regions nearest to it as terms, with how near they are, nearest first; and how near
/// they are on average, 0 in empty space. Where news is crowded, two reports of different happenings are alike too: the
/// correction of hubs in search across languages (Conneau et al. 2018, CSLS), with frozen regions in place of
/// neighbours.
pub fn around(direction: &Dense) -> (Vec<(u32, f32)>, f32) {
    let (values, scale) = direction.values();
    let own = |n: usize| CENTRES.scales.get(n).copied().unwrap_or(0.0);
    let head = values.get(..HEAD).unwrap_or_default();
    let heads = CENTRES.heads.chunks_exact(HEAD).enumerate();
    let mut some: Vec<(usize, f32)> = heads.map(|(n, c)| (n, product_wide(c, head) as f32 * own(n))).collect();
    if some.len() > LOOKED_AT {
        some.select_nth_unstable_by(LOOKED_AT, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        some.truncate(LOOKED_AT);
    }
    let whole = |n: usize| CENTRES.values.get(n * CENTRES.dim..(n + 1) * CENTRES.dim);
    let mut near: Vec<(u32, f32)> = some
        .iter()
        .filter_map(|(n, _)| Some((*n as u32, product_wide(whole(*n)?, &values) as f32 * own(*n) * scale)))
        .filter(|r| r.1 > 0.0)
        .collect();
    let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if near.len() > NEAREST {
        near.select_nth_unstable_by(NEAREST, order);
        near.truncate(NEAREST);
    }
    near.sort_unstable_by(order);
    let hubness = near.iter().map(|r| r.1).sum::<f32>() / NEAREST as f32;
    let terms = near
        .into_iter()
        .map(|(n, near)| (terms::marked(b'^', &n.to_string()), near));
    (terms.collect(), hubness)
}

#[cfg(test)]
mod tests {
    use super::super::Embedder;
    use super::*;

    #[test]
    fn damaged_centres_are_not_read() {
        assert!(read(BYTES).is_some());
        for bytes in [&BYTES[..BYTES.len() - 1], &BYTES[..40], &BYTES[1..], b"SREG"] {
            assert!(read(bytes).is_none());
        }
    }

    #[test]
    fn like_texts_lie_in_like_regions() {
        let mut e = Embedder::default();
        let mut of = |t: &str| {
            let (near, hubness) = around(&e.embed(std::iter::once(t), 50));
            assert!(
                hubness > 0.1 && near.first().is_some_and(|r| r.1 >= hubness),
                "{near:?} {hubness}"
            );
            let mut terms: Vec<u32> = near.iter().map(|r| r.0).collect();
            terms.sort_unstable();
            terms
        };
        let hindi = of("भूकंप से कई मकान गिरे, राहत दल पहुंचा");
        let english = of("Earthquake brings down houses, rescue teams arrive");
        let other = of("Central bank keeps its lending rate unchanged");
        let shared = |a: &[u32], b: &[u32]| a.iter().filter(|t| b.contains(t)).count();
        assert_eq!(hindi.len(), NEAREST);
        assert!(shared(&hindi, &english) > shared(&hindi, &other));
        assert_eq!(around(&Dense::default()), (Vec::new(), 0.0));
    }
}
