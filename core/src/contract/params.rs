//! The parameters of a kind in one table: Rust name, type, default, JSON name, when it is shown, and
//! how it is edited.

use super::Field;
use crate::base::codec::Record;

/// A set of parameters; see [`params!`].
pub trait Table: Default + Clone + PartialEq + Record {
    fn fields(&self) -> &'static [Field];

    /// Whether a field means anything beside the others as they are set.
    fn is_shown(&self, path: &str) -> bool;
}

/// Makes a structure of parameters from one table. A row is
/// `name: type = default, "JSON name" if |p| shown => editor, …;` where condition and editors may
/// be left out: a parameter without one cannot be edited by itself. Editors are those of
/// `contract/field.rs`; of a structure inside, `at` gives the whole path.
macro_rules! params {
    ($(#[$meta:meta])* pub struct $name:ident { $(
        $(#[$doc:meta])*
        $field:ident: $type:ty = $default:expr, $word:literal
            $(if |$this:ident| $is_shown:expr)? $(=> $($editor:expr),+)?;
    )* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[$doc])* pub $field: $type,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        $crate::base::codec::record!($name { $($field: $word,)* });

        impl $crate::contract::Table for $name {
            fn fields(&self) -> &'static [$crate::contract::Field] {
                #[allow(unused_imports, reason = "no table has all of them")]
                use $crate::contract::field::*;
                #[allow(unused_imports, reason = "no table has all of them")]
                use $crate::contract::Unit::*;
                const { &[$($($($editor.or_at($word),)+)?)*] }
            }

            fn is_shown(&self, path: &str) -> bool {
                let _first = path.split('/').next().unwrap_or(path);
                $($(if _first == $word {
                    let $this = self;
                    return $is_shown;
                })?)*
                true
            }
        }
    };
}

pub(crate) use params;
