//! The parameters of a part by kind: one variant for each kind that comes first, one for all that come
//! later.

macro_rules! params_by_kind {
    ($($name:ident($state:path);)*) => {
        /// The parameters of a part of a document.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Params {
            $($name(<$state as Kind>::Params),)*
            /// Of a kind whose code comes later.
            Later(LaterParams),
        }

        impl Params {
            pub fn defaults(kind: KindId) -> Self {
                match kind {
                    $(KindId::$name => Self::$name(Default::default()),)*
                    _ => Self::Later(LaterParams::defaults(kind)),
                }
            }

            pub const fn kind(&self) -> KindId {
                match self {
                    $(Self::$name(_) => KindId::$name,)*
                    Self::Later(params) => params.kind(),
                }
            }

            /// What it lets through, if it is a filter and these faults of it go on.
            pub fn filter(&self, is_broken: &dyn Fn(&str) -> bool) -> Filter {
                match self {
                    $(Self::$name(params) => <$state as Kind>::filter(params, is_broken),)*
                    Self::Later(params) => params.filter(is_broken),
                }
            }

            /// Whether its frame meets the internet by it while these faults go on.
            pub fn is_way_out(&self, is_broken: &dyn Fn(&str) -> bool) -> Option<bool> {
                match self {
                    $(Self::$name(params) => <$state as Kind>::is_way_out(params, is_broken),)*
                    Self::Later(params) => params.is_way_out(is_broken),
                }
            }

            /// What it says of the network that parts stand in.
            pub fn network(&self) -> NetworkSettings<'_> {
                match self {
                    $(Self::$name(params) => <$state as Kind>::network(params),)*
                    Self::Later(params) => params.network(),
                }
            }

            /// The port that it listens on.
            pub fn port(&self) -> u32 {
                match self {
                    $(Self::$name(params) => <$state as Kind>::port(params),)*
                    Self::Later(params) => params.port(),
                }
            }

            /// What those behind it see of a client.
            pub fn forwards(&self) -> Forwards {
                match self {
                    $(Self::$name(params) => <$state as Kind>::forwards(params),)*
                    Self::Later(params) => params.forwards(),
                }
            }

            /// The private address that it is reached by outside of any subnet.
            pub fn address(&self) -> Option<&str> {
                match self {
                    $(Self::$name(params) => <$state as Kind>::address(params),)*
                    Self::Later(params) => params.address(),
                }
            }

            /// The machine that it runs on.
            pub fn host(&self) -> Option<PartId> {
                match self {
                    $(Self::$name(params) => <$state as Kind>::host(params),)*
                    Self::Later(params) => params.host(),
                }
            }

            pub fn fields(&self) -> &'static [Field] {
                match self {
                    $(Self::$name(params) => params.fields(),)*
                    Self::Later(params) => params.fields(),
                }
            }

            /// Whether a field means anything beside the others as they are set.
            pub fn is_shown(&self, field: &Field) -> bool {
                match self {
                    $(Self::$name(params) => params.is_shown(field.path),)*
                    Self::Later(params) => params.is_shown(field.path),
                }
            }

            /// Whether so set it needs code that comes later.
            pub fn needs_later(&self) -> bool {
                match self {
                    $(Self::$name(params) => <$state as Kind>::needs_later(params),)*
                    Self::Later(params) => params.needs_later(),
                }
            }

            /// What an edit of one parameter does to the others.
            pub fn follow(&mut self, path: &str) {
                match self {
                    $(Self::$name(params) => <$state>::follow(params, path),)*
                    Self::Later(params) => params.follow(path),
                }
            }

            /// What holds where the parameters say nothing, or something of old.
            pub fn in_force(&self, state: Option<&LivePart>, path: &str) -> Option<InForce> {
                match self {
                    $(Self::$name(params) => {
                        let state = match state {
                            Some(LivePart::$name(state)) => Some(state),
                            _ => None,
                        };
                        <$state>::in_force(params, state, path)
                    })*
                    Self::Later(params) => {
                        let state = match state {
                            Some(LivePart::Later(state)) => Some(state),
                            _ => None,
                        };
                        params.in_force(state, path)
                    }
                }
            }

            pub fn check(&self, cx: &mut CheckCtx<'_>) {
                match self {
                    $(Self::$name(params) => <$state>::check(params, cx),)*
                    Self::Later(params) => params.check(cx),
                }
            }

            /// All parameters as JSON, defaults included.
            pub fn to_value(&self) -> Value {
                codec::write_record(self.record())
            }

            /// Parameters of the same kind from JSON; what is missing has its default.
            pub fn parse_like(&self, value: Value) -> Result<Self, serde_json::Error> {
                let mut params = Self::defaults(self.kind());
                codec::read_record(params.record_mut(), &value)?;
                Ok(params)
            }

            /// Takes over one parameter, or none. `None`: the kind has none of this name.
            pub fn read(&mut self, name: &str, value: &Value) -> Option<Result<(), serde_json::Error>> {
                codec::read_field(self.record_mut(), name, value)
            }

            fn record(&self) -> &dyn Record {
                match self {
                    $(Self::$name(params) => params,)*
                    Self::Later(params) => params,
                }
            }

            fn record_mut(&mut self) -> &mut dyn Record {
                match self {
                    $(Self::$name(params) => params,)*
                    Self::Later(params) => params,
                }
            }
        }
    };
}
