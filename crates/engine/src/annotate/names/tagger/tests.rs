//! The file of the model, the chain, and tags to names.

use super::*;
use proptest::prelude::*;

#[test]
fn the_shipped_model_names_its_source_and_licence() {
    let (note, features) = (&SHIPPED.note, SHIPPED.len());
    assert!(note.contains("IL-NER") && note.contains("CC-BY-4.0"), "{note}");
    assert!(features > 10_000, "{features}");
    assert!(BYTES.len() <= 4 << 20);
}

#[test]
fn a_damaged_model_is_not_read() {
    for bytes in [&BYTES[..BYTES.len() - 1], &BYTES[..100], &BYTES[1..], b"SNER"] {
        assert!(weights::Weights::read(bytes).is_none());
    }
}

#[test]
fn what_is_written_is_read_again() {
    let steps = [[0.5; TAGS]; TAGS + 1];
    let bytes = weights::write("note", &steps, &[(7, [1.0, -2.0, 0.0, 0.0, 0.0, 0.0, 4.0])]);
    let model = weights::Weights::read(&bytes).expect("a model");
    let mut row = [0.0; TAGS];
    model.add(7, &mut row);
    model.add(8, &mut row);
    assert!((row[1] + 2.0).abs() < 0.05 && (row[6] - 4.0).abs() < 0.05, "{row:?}");
    assert_eq!((model.note.as_str(), model.steps), ("note", steps));
}

#[test]
fn tags_to_names() {
    for (tags, want) in [
        (vec![0, 1, 2, 0], vec![(1, 3, 0)]),
        (vec![1, 1, 2], vec![(0, 1, 0), (1, 3, 0)]),
        (vec![3, 6], vec![(0, 1, 1), (1, 2, 2)]),
        (vec![0, 0], vec![]),
    ] {
        assert_eq!(spans(&tags), want, "{tags:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), cut in 0usize..200) {
        let mut good = weights::write("n", &[[0.0; TAGS]; TAGS + 1], &[(1, [1.0; TAGS]), (9, [2.0; TAGS])]);
        good.truncate(good.len().saturating_sub(cut));
        good.extend(bytes);
        let _ = weights::Weights::read(&good);
    }

    #[test]
    fn probabilities_sum_to_one(scores in proptest::collection::vec(proptest::array::uniform7(-20f32..20.0), 0..12)) {
        let steps = [[0.1; TAGS]; TAGS + 1];
        let (all, _) = chain::expected(&scores, &steps);
        prop_assert_eq!(all.len(), chain::best(&scores, &steps).len());
        for row in all {
            prop_assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-3);
        }
    }
}
