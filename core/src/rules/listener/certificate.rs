//! Which certificate a listener shows to a client that names the server it wants.

use super::values;
use crate::base::codec::{record, string_enum};
use crate::rules::wildcard::wildcard;
use alloc::string::String;
use core::cmp::Reverse;

/// Algorithm of the key; the later one is chosen first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    #[default]
    Rsa,
    Ecdsa,
}

string_enum!(Key {
    Rsa: "RSA",
    Ecdsa: "ECDSA",
});

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hash {
    Md5,
    #[default]
    Sha256,
}

string_enum!(Hash {
    Md5: "MD5",
    Sha256: "SHA256",
});

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Several have `|` in between; `*.` stands for one label.
    pub domains: String,
    pub key: Key,
    pub hash: Hash,
    /// Length of the key.
    pub bits: u32,
    /// From when it was made to when it ends. Units: days.
    pub valid_days: u32,
}

impl Default for Certificate {
    /// As ACM makes them.
    fn default() -> Self {
        Self {
            domains: String::new(),
            key: Key::Rsa,
            hash: Hash::Sha256,
            bits: 2_048,
            valid_days: 395,
        }
    }
}

record!(Certificate {
    domains: "DomainName",
    key: "KeyAlgorithm",
    hash: "SignatureAlgorithm",
    bits: "key_bits",
    valid_days: "valid_days",
});

impl Certificate {
    /// Whether it is one for this server, in any case.
    pub fn is_for(&self, name: impl Iterator<Item = char> + Clone) -> bool {
        values(&self.domains).any(|domain| match domain.strip_prefix("*.") {
            None => wildcard(domain, name.clone(), false),
            Some(rest) => {
                let mut letters = name.clone();
                let has_label = letters.by_ref().take_while(|letter| *letter != '.').count() > 0;
                has_label && wildcard(rest, letters, false)
            }
        })
    }
}

/// The place of the certificate that is shown; `None`: the default one. An empty name is one that was
/// not sent.
/// Basis: documented - ALB "Create an HTTPS listener", certificate choice; that an exact name comes
/// before no other: model.
pub fn certificate<'a>(
    all: impl Iterator<Item = &'a Certificate>,
    name: impl Iterator<Item = char> + Clone,
) -> Option<usize> {
    let fitting = all.enumerate().filter(|(_, one)| one.is_for(name.clone()));
    let best = fitting.min_by_key(|(_, one)| {
        let Certificate {
            key,
            hash,
            bits,
            valid_days,
            ..
        } = one;
        Reverse((*key, *hash, *bits, *valid_days))
    });
    best.map(|(place, _)| place)
}

/// Whether a browser goes on with the certificate that it is shown: the one for the server that it
/// named, else the first, which is the default one.
/// Basis: documented - ALB "Create an HTTPS listener", default certificate.
pub fn is_trusted(all: &[Certificate], name: impl Iterator<Item = char> + Clone) -> bool {
    let shown = certificate(all.iter(), name.clone()).unwrap_or(0);
    all.get(shown).is_some_and(|shown| shown.is_for(name))
}
