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

            /// How a part of the kind can be broken by hand.
            pub fn faults(self) -> &'static [Fault] {
                listed(&[$(<$any_state as Kind>::FAULTS,)*], self).unwrap_or(&[])
            }

            /// Whether parts may list it to have their connections filtered.
            pub fn is_filter(self) -> bool {
                listed(&[$(<$any_state as Kind>::IS_FILTER,)*], self).unwrap_or(false)
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

            pub fn route(
                &mut self,
                id: RequestId,
                routing: &mut Rng,
                cx: &mut Ctx<'_>,
            ) -> Option<Route> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(part) => part.route(id, routing, cx),)*
                    Self::Later(part) => part.route(id, routing, cx),
                }
            }

            pub fn timer(&mut self, due: Due, cx: &mut ControlCtx<'_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.timer(due, cx),)*
                    Self::Later(part) => part.timer(due, cx),
                }
            }

            pub fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.message(message, cx),)*
                    Self::Later(part) => part.message(message, cx),
                }
            }

            pub fn breadth(&self) -> usize {
                match self {
                    Self::Vacant => 0,
                    $(Self::$name(part) => part.breadth(),)*
                    Self::Later(part) => part.breadth(),
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

            pub fn start(&mut self, cx: &mut ControlCtx<'_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.start(cx),)*
                    Self::Later(part) => part.start(cx),
                }
            }

            pub fn edited(&mut self, cx: &mut ControlCtx<'_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.edited(cx),)*
                    Self::Later(part) => part.edited(cx),
                }
            }

            pub fn wires_changed(&mut self, before: &[PartIx], cx: &mut ControlCtx<'_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.wires_changed(before, cx),)*
                    Self::Later(part) => part.wires_changed(before, cx),
                }
            }

            pub fn ground_changed(&mut self, cause: EntryId, cx: &mut ControlCtx<'_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.ground_changed(cause, cx),)*
                    Self::Later(part) => part.ground_changed(cause, cx),
                }
            }

            pub fn neighbour_left(&mut self, who: Handle, cx: &mut ControlCtx<'_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.neighbour_left(who, cx),)*
                    Self::Later(part) => part.neighbour_left(who, cx),
                }
            }

            pub fn leave(&mut self, cx: &mut ControlCtx<'_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.leave(cx),)*
                    Self::Later(part) => part.leave(cx),
                }
            }

            pub fn as_targets(&self, me: Handle) -> Vec<Handle> {
                match self {
                    Self::Vacant => Vec::new(),
                    $(Self::$name(part) => part.as_targets(me),)*
                    Self::Later(part) => part.as_targets(me),
                }
            }

            pub fn sizes(&self, now: Instant) -> Option<Sizes> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(part) => part.sizes(now),)*
                    Self::Later(part) => part.sizes(now),
                }
            }

            pub fn launched(&self, now: Instant) -> Vec<Launched> {
                match self {
                    Self::Vacant => Vec::new(),
                    $(Self::$name(part) => part.launched(now),)*
                    Self::Later(part) => part.launched(now),
                }
            }

            pub fn opinions(&self, me: PartId) -> Vec<(InstanceId, TargetOpinion)> {
                match self {
                    Self::Vacant => Vec::new(),
                    $(Self::$name(part) => part.opinions(me),)*
                    Self::Later(part) => part.opinions(me),
                }
            }

            pub fn roles(&self, subnets: &[(PartId, u8)]) -> Option<(PartId, Option<PartId>)> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(part) => part.roles(subnets),)*
                    Self::Later(part) => part.roles(subnets),
                }
            }

            pub fn looks_back(&self) -> usize {
                match self {
                    Self::Vacant => 0,
                    $(Self::$name(part) => part.looks_back(),)*
                    Self::Later(part) => part.looks_back(),
                }
            }

            pub fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
                match self {
                    Self::Vacant => ProbeAnswer::Silent,
                    $(Self::$name(part) => part.probe(probe, cx),)*
                    Self::Later(part) => part.probe(probe, cx),
                }
            }

            pub fn sample(&mut self, cx: &mut PublishCtx<'_, '_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.sample(cx),)*
                    Self::Later(part) => part.sample(cx),
                }
            }

            pub fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.publish(cx),)*
                    Self::Later(part) => part.publish(cx),
                }
            }

            /// What is shown of it now.
            /// `decided`: see [`Vitals::decided`].
            pub fn vitals(&self, now: Instant, decided: u64) -> Vitals {
                let mut vitals = Vitals {
                    decided,
                    ..Vitals::default()
                };
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.vitals(now, &mut vitals),)*
                    Self::Later(part) => part.vitals(now, &mut vitals),
                }
                vitals
            }

            /// What is said of it when it is looked at.
            pub fn particulars(&self, now: Instant) -> Vitals {
                let mut vitals = Vitals::default();
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.particulars(now, &mut vitals),)*
                    Self::Later(part) => part.particulars(now, &mut vitals),
                }
                vitals
            }

            pub fn tally(&self, now: Instant) -> Tally {
                match self {
                    Self::Vacant => Tally::default(),
                    $(Self::$name(part) => part.tally(now),)*
                    Self::Later(part) => part.tally(now),
                }
            }

            pub fn notice(
                &self,
                of: InstanceId,
                now: Instant,
                calendar: &Calendar,
            ) -> Option<Notice> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(part) => part.notice(of, now, calendar),)*
                    Self::Later(part) => part.notice(of, now, calendar),
                }
            }

            pub fn alarms(&self) -> Vec<(AlarmRole, &AlarmMachine)> {
                match self {
                    Self::Vacant => Vec::new(),
                    $(Self::$name(part) => part.alarms(),)*
                    Self::Later(part) => part.alarms(),
                }
            }

            pub fn client_stats(&self) -> Option<&ClientStats> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(part) => part.client_stats(),)*
                    Self::Later(part) => part.client_stats(),
                }
            }

            pub fn viewers(&self, me: PartIx, world: &World) -> Option<Viewers> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(part) => part.viewers(me, world),)*
                    Self::Later(part) => part.viewers(me, world),
                }
            }

            pub fn edge_for(&self, viewer: Region) -> Option<Region> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(part) => part.edge_for(viewer),)*
                    Self::Later(part) => part.edge_for(viewer),
                }
            }

            pub fn price(&self) -> Price {
                match self {
                    Self::Vacant => Price::default(),
                    $(Self::$name(part) => part.price(),)*
                    Self::Later(part) => part.price(),
                }
            }

            pub fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(part) => part.usage(me, world),)*
                    Self::Later(part) => part.usage(me, world),
                }
            }

            pub fn kind(&self) -> Option<KindId> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(_) => Some(KindId::$name),)*
                    Self::Later(part) => Some(part.kind()),
                }
            }

            pub fn fault(
                &mut self,
                fault: Fault,
                begins: bool,
                entry: EntryId,
                cx: &mut ControlCtx<'_>,
            ) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.fault(fault, begins, entry, cx),)*
                    Self::Later(part) => part.fault(fault, begins, entry, cx),
                }
            }

            /// Its lasting faults that go on.
            pub fn broken(&self) -> impl Iterator<Item = &'static str> {
                let faults = self.kind().map_or(&[][..], KindId::faults);
                let lasting = faults.iter().filter(|fault| fault.ends.is_some());
                lasting.map(|fault| fault.word).filter(|word| match self {
                    Self::Vacant => false,
                    $(Self::$name(part) => part.is_broken(word),)*
                    Self::Later(part) => part.is_broken(word),
                })
            }

            pub fn machine(&self, now: Instant) -> Option<Machine> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(part) => part.machine(now),)*
                    Self::Later(part) => part.machine(now),
                }
            }

            pub fn balancing(&self) -> Option<&Balancing> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(part) => part.balancing(),)*
                    Self::Later(part) => part.balancing(),
                }
            }

            pub fn balancing_mut(&mut self) -> Option<&mut Balancing> {
                match self {
                    Self::Vacant => None,
                    $(Self::$name(part) => part.balancing_mut(),)*
                    Self::Later(part) => part.balancing_mut(),
                }
            }

            pub fn inside(&self) -> usize {
                match self {
                    Self::Vacant => 0,
                    $(Self::$name(part) => part.inside(),)*
                    Self::Later(part) => part.inside(),
                }
            }

            pub fn cut_target(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.cut_target(group, slot, cx),)*
                    Self::Later(part) => part.cut_target(group, slot, cx),
                }
            }

            pub fn target_failed(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>) {
                match self {
                    Self::Vacant => {}
                    $(Self::$name(part) => part.target_failed(group, slot, cx),)*
                    Self::Later(part) => part.target_failed(group, slot, cx),
                }
            }

            pub fn usage_usd(&self, used: Usage, span: Span) -> f64 {
                match self {
                    Self::Vacant => 0.0,
                    $(Self::$name(part) => part.usage_usd(used, span),)*
                    Self::Later(part) => part.usage_usd(used, span),
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
