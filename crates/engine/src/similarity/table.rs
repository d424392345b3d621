//! The features of a learned score in one table: a name cannot drift from its value.

/// One feature of a learned score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// Its name, as training files have it.
    pub name: &'static str,
    /// What it is.
    pub what: &'static str,
}

/// The place of a feature in its table, known when the program is compiled; a name that is not there does not compile.
pub const fn place_of(table: &[Feature], name: &str) -> usize {
    let mut i = 0;
    while i < table.len() {
        if equal(table[i].name, name) {
            return i;
        }
        i += 1;
    }
    panic!("no such feature")
}

const fn equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    if a.len() != b.len() {
        return false;
    }
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// Makes `FEATURES`, `Features` and a function that reads all values of a pair, of one table of lines
/// `NAME: WHAT = VALUE;`. Values may use the parameter that is named in the head.
///
/// With a second function in the head a line may be `NAME: WHAT => VALUE;` as well: the first function gives 0 for it, the
/// second writes it.
macro_rules! feature_table {
    ($read:ident($p:ident: $pair:ty); $($name:ident: $what:literal = $value:expr;)*) => {
        $crate::similarity::feature_table!(@head $($name: $what;)*);

        /// Reads all features of a pair.
        fn $read($p: $pair) -> Features {
            [$($value),*]
        }
    };
    ($read:ident($p:ident: $pair:ty), $add:ident($l:ident: $late:ty);
     $($name:ident: $what:literal $(= $value:expr)? $(=> $late_value:expr)?;)*) => {
        $crate::similarity::feature_table!(@head $($name: $what;)*);

        /// Reads all features of a pair but for those that come late, which are 0.
        fn $read($p: $pair) -> Features {
            [$($crate::similarity::feature_table!(@or_zero $($value)?)),*]
        }

        /// Writes the features that come late.
        fn $add(features: &mut Features, $l: $late) {
            $($({
                const AT: usize = $crate::similarity::place_of(&FEATURES, stringify!($name));
                features[AT] = $late_value;
            })?)*
        }
    };
    (@head $($name:ident: $what:literal;)*) => {
        /// The features, in order.
        pub const FEATURES: [$crate::similarity::Feature; [$(stringify!($name)),*].len()] =
            [$($crate::similarity::Feature { name: stringify!($name), what: $what }),*];

        /// The values of a pair, in the order of [`FEATURES`].
        pub type Features = [f32; FEATURES.len()];
    };
    (@or_zero) => { 0.0 };
    (@or_zero $value:expr) => { $value };
}

pub(crate) use feature_table;
