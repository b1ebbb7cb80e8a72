//! What the user sets of a bucket: where it is, who may read it, and what it says of its objects.

use crate::base::codec::string_enum;
use crate::base::id::PartId;
use crate::contract::{Protocol, params};
use crate::rules::cdn::CacheControl;
use crate::rules::regions::Region;
use alloc::string::String;

/// By which of its two doors it is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Endpoint {
    /// The API: HTTPS, signed requests, no index document.
    #[default]
    Rest,
    /// A site: HTTP alone, and nobody can sign anything.
    Website,
}

string_enum!(Endpoint {
    Rest: "rest",
    Website: "website",
});

/// Whom its policy lets read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    #[default]
    Nobody,
    Everybody,
    /// One distribution, which signs its requests.
    Distribution,
}

string_enum!(Policy {
    Nobody: "none",
    Everybody: "public_read",
    Distribution: "distribution",
});

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Versioning {
    #[default]
    Off,
    Enabled,
    Suspended,
}

string_enum!(Versioning {
    Off: "Off",
    Enabled: "Enabled",
    Suspended: "Suspended",
});

params! {
    pub struct Params {
        region: Region = Region::Seoul, "Region" => choice(Region::WORDS);
        endpoint: Endpoint = Endpoint::Rest, "endpoint" => choice(Endpoint::WORDS);
        block_public: bool = true, "BlockPublicAccess" => toggle();
        policy: Policy = Policy::Nobody, "BucketPolicy" => choice(Policy::WORDS);
        reader: Option<PartId> = None, "AWS:SourceArn" if |p| p.policy == Policy::Distribution
            => part(Takes::Protocol(Protocol::Http));
        /// Who has such an address may upload without a permission of its own.
        presigned_uploads: bool = false, "presigned_uploads"
            if |p| p.endpoint == Endpoint::Rest => toggle();
        index_document: String = String::from("index.html"), "IndexDocument"
            if |p| p.endpoint == Endpoint::Website => text();
        versioning: Versioning = Versioning::Off, "Versioning" => choice(Versioning::WORDS);
        /// The script that uploads a new version invalidates the copies of distributions as well.
        invalidates: bool = false, "invalidate_after_deploy" => toggle();
        /// Of all objects, as whoever uploads them says it.
        cache_control: String = String::new(), "Cache-Control" => text();
        /// Of those that users may ask for, how many there are: the most wanted first.
        objects: u32 = 1_000_000, "objects" => whole(0.0..=1_000_000.0, Count);
        stored_gb: f64 = 10.0, "stored_gb" => number(0.0..=1_000_000.0, None);
        /// Folders that the objects are spread over; each has limits of its own.
        prefixes: u32 = 1, "prefixes" => whole(1.0..=1_000.0, Count);
        /// The longest until the first byte; the shortest is half of it.
        latency_ms: f64 = 200.0, "latency_ms" => number(0.0..=10_000.0, Milliseconds);
    }
}

impl Params {
    /// Whether anybody may read, whoever it is. Basis: documented - S3 guide, "Blocking public access".
    pub fn is_public(&self) -> bool {
        self.policy == Policy::Everybody && !self.block_public
    }

    pub fn is_website(&self) -> bool {
        self.endpoint == Endpoint::Website
    }

    pub(super) fn says(&self) -> CacheControl {
        CacheControl::parse(&self.cache_control)
    }
}
