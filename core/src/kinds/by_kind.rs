//! What is known by kind alone: made from the list, once for each kind that comes first, once for all
//! that come later.

/// Sorts the list: all kinds in its order, those whose code comes first, those whose code comes later.
macro_rules! kinds {
    (@ [$($all:tt)*] [$($first:tt)*] [$($later:tt)*]) => {
        sorted! { all { $($all)* } first { $($first)* } later { $($later)* } }
    };
    (@ [$($all:tt)*] [$($first:tt)*] [$($later:tt)*] #[later] $name:ident($state:path); $($rest:tt)*) => {
        kinds! { @ [$($all)* $name($state) true;] [$($first)*] [$($later)* $name($state);] $($rest)* }
    };
    (@ [$($all:tt)*] [$($first:tt)*] [$($later:tt)*] $name:ident($state:path); $($rest:tt)*) => {
        kinds! { @ [$($all)* $name($state) false;] [$($first)* $name($state);] [$($later)*] $($rest)* }
    };
    ($($list:tt)*) => {
        kinds! { @ [] [] [] $($list)* }
    };
}

/// Everything by kind. A kind whose code comes later adds an arm to none of it: they share one.
macro_rules! sorted {
    (
        all { $($any:ident($any_state:path) $is_later:literal;)* }
        first { $($name:ident($state:path);)* }
        later { $($late:ident($late_state:path);)* }
    ) => {
        /// A part of a running simulation: its state.
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(from = "Read")]
        #[allow(clippy::large_enum_variant)]
        // With a tag of its own: read at every event, it must not have to be worked out.
        #[repr(u8)]
        pub enum LivePart {
            /// A free place of the engine's table, or a part that acts right now.
            #[default]
            Vacant,
            $($name($state),)*
            /// A part of a kind whose code comes later.
            Later(Later),
        }

        /// Asks a part of whichever kind, and says `or` for a free place.
        macro_rules! pass_on {
            ($of:expr, $part:ident => $what:expr, or $none:expr) => {
                match $of {
                    LivePart::Vacant => $none,
                    $(LivePart::$name($part) => $what,)*
                    LivePart::Later($part) => $what,
                }
            };
        }

        /// A part as it is written, whenever its code comes.
        #[derive(Serialize)]
        enum Written<'a> {
            Vacant,
            $($any(&'a $any_state),)*
        }

        #[derive(Deserialize)]
        #[allow(clippy::large_enum_variant)]
        enum Read {
            Vacant,
            $($any($any_state),)*
        }

        impl Serialize for LivePart {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    Self::Vacant => Written::Vacant,
                    $(Self::$name(state) => Written::$name(state),)*
                    Self::Later(part) => {
                        $(if let Some(state) = part.get() {
                            return Written::$late(state).serialize(serializer);
                        })*
                        Written::Vacant
                    }
                }
                .serialize(serializer)
            }
        }

        impl From<Read> for LivePart {
            fn from(read: Read) -> Self {
                match read {
                    Read::Vacant => Self::Vacant,
                    $(Read::$name(state) => Self::$name(state),)*
                    $(Read::$late(state) => Self::Later(Later::of(state)),)*
                }
            }
        }

        /// Which kind a part is of: what everything but its state and its parameters is found by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum KindId {
            $($any,)*
        }

        impl KindId {
            /// In palette order.
            pub const ALL: &'static [Self] = &[$(Self::$any,)*];

            /// Whether its code comes with the second part of a page.
            pub const fn is_later(self) -> bool {
                match self { $(Self::$any => $is_later,)* }
            }

            /// What is constant about the kind.
            pub fn spec(self) -> Spec {
                listed(&[$(<$any_state as Kind>::SPEC,)*], self).unwrap_or(<users::Users as Kind>::SPEC)
            }

            pub(crate) fn of(self) -> Owners {
                listed(&[$(<$any_state as Kind>::OF,)*], self).unwrap_or(Owners::None)
            }

            /// The items of the study notes (spec 19) that the inspector of a part shows.
            pub fn notes(self) -> &'static [&'static str] {
                listed(&[$(<$any_state as Kind>::NOTES,)*], self).unwrap_or(&[])
            }

            /// How a part of the kind can be broken by hand.
            pub fn faults(self) -> &'static [Fault] {
                listed(&[$(<$any_state as Kind>::FAULTS,)*], self).unwrap_or(&[])
            }

            /// Whether parts may list it to have their connections filtered.
            pub fn is_filter(self) -> bool {
                listed(&[$(<$any_state as Kind>::IS_FILTER,)*], self).unwrap_or(false)
            }

            /// Whether AWS itself leads connections from outside to a part of the kind.
            pub fn is_managed(self) -> bool {
                listed(&[$(<$any_state as Kind>::IS_MANAGED,)*], self).unwrap_or(false)
            }

            /// Whether it is a machine that gets a public address where its subnet gives them.
            pub fn gets_address(self) -> bool {
                listed(&[$(<$any_state as Kind>::GETS_ADDRESS,)*], self).unwrap_or(false)
            }

            /// How it comes to a board.
            pub fn drawing(self) -> Drawing {
                listed(&[$(<$any_state as Kind>::DRAWING,)*], self).unwrap_or(<users::Users as Kind>::DRAWING)
            }

            /// What the kind publishes.
            pub fn metrics(self) -> &'static [Metric] {
                listed(&[$(<$any_state as Kind>::METRICS,)*], self).unwrap_or(&[])
            }

            /// How CloudWatch names a part of the kind.
            pub fn dimension(self) -> Option<Dimension> {
                listed(&[$(<$any_state as Kind>::DIMENSION,)*], self).flatten()
            }

            /// Which type of balancer it is.
            pub fn balancer(self) -> Option<LoadBalancerType> {
                listed(&[$(<$any_state as Kind>::BALANCER,)*], self).flatten()
            }

            /// As what a target group registers a part of the kind.
            pub fn target(self) -> Option<TargetType> {
                listed(&[$(<$any_state as Kind>::TARGET,)*], self).flatten()
            }

            /// The namespace that a metric of the kind is in; `None`: that of its owner's.
            pub fn namespace(self, metric: Metric) -> Option<&'static str> {
                match self { $(Self::$any => <$any_state>::namespace(metric),)* }
            }
        }

        /// The default parameters of a kind that comes later. `None`: it does not.
        pub fn later_settings(kind: KindId) -> Option<Box<dyn AnySettings>> {
            match kind {
                $(KindId::$late => Some(later::settings::<$late_state>()),)*
                _ => None,
            }
        }

        params_by_kind! { $($name($state);)* }

        impl LivePart {
            pub fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
                match params {
                    $(Params::$name(params) => Self::$name(<$state>::new(params, setup)),)*
                    Params::Later(params) => Self::Later(Later::new(params, setup)),
                }
            }

            /// Takes over edited parameters. Parameters of another kind change nothing.
            pub fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
                match (self, params) {
                    $((Self::$name(part), Params::$name(params)) => part.edit(params, setup),)*
                    (Self::Later(part), Params::Later(params)) => part.edit(params, setup),
                    _ => {}
                }
            }

            #[inline]
            pub fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
                match self {
                    Self::Vacant => nobody_is_there(input, cx),
                    $(Self::$name(part) => handle_one(part, input, cx),)*
                    Self::Later(part) => handle_later(part, input, cx),
                }
            }

            /// Rank of starting.
            pub fn rank(&self) -> u8 {
                match self {
                    Self::Vacant => u8::MAX,
                    $(Self::$name(_) => <$state as Kind>::START,)*
                    Self::Later(part) => part.rank(),
                }
            }

            pub fn kind(&self) -> Option<KindId> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(_) => Some(KindId::$name),)*
                    Self::Later(part) => Some(part.kind()),
                }
            }
        }

        $(impl Member for $state {
            const ID: KindId = KindId::$name;

            fn of(part: &LivePart) -> Option<&Self> {
                match part {
                    LivePart::$name(state) => Some(state),
                    _ => None,
                }
            }

            fn of_mut(part: &mut LivePart) -> Option<&mut Self> {
                match part {
                    LivePart::$name(state) => Some(state),
                    _ => None,
                }
            }

            fn params(params: &Params) -> Option<&Self::Params> {
                match params {
                    Params::$name(params) => Some(params),
                    _ => None,
                }
            }
        })*

        $(impl Member for $late_state {
            const ID: KindId = KindId::$late;

            fn of(part: &LivePart) -> Option<&Self> {
                match part {
                    LivePart::Later(part) => part.get(),
                    _ => None,
                }
            }

            fn of_mut(part: &mut LivePart) -> Option<&mut Self> {
                match part {
                    LivePart::Later(part) => part.get_mut(),
                    _ => None,
                }
            }

            fn params(params: &Params) -> Option<&Self::Params> {
                match params {
                    Params::Later(params) => params.get::<Self>(),
                    _ => None,
                }
            }
        })*
    };
}
