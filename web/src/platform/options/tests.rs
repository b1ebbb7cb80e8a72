use super::*;

fn good(hash: &str, query: &str) -> Options {
    let (options, notices) = read(hash, query);
    assert_eq!(notices, []);
    options
}

#[test]
fn every_option_is_read() {
    let options = good(
        "#embed=1&lang=ko&theme=dark&start=visible&speed=60&seed=42&lock=edit\
         &hide=palette,log&focus=16&lesson=step-scaling&step=3&clock=manual",
        "",
    );
    let expected = Options {
        is_embed: true,
        lang: Some(Lang::Ko),
        theme: Some(Theme::Dark),
        start: Some(Start::Visible),
        speed: Some(Speed::Times(60.0)),
        seed: Some(42),
        lock: Some(Lock::Edit),
        hide: Hide {
            palette: true,
            log: true,
            ..Hide::default()
        },
        focus: Some("16".to_owned()),
        lesson: Some("step-scaling".to_owned()),
        step: Some(3),
        is_clock_manual: true,
        unknown: Vec::new(),
    };
    assert_eq!(options, expected);
    let again = good(&format!("#{}", options.pairs().join("&")), "");
    assert_eq!(again, expected);
}

#[test]
fn the_hash_wins_key_by_key() {
    let options = good("#lang=ko", "?lang=en&theme=light");
    assert_eq!(
        (options.lang, options.theme),
        (Some(Lang::Ko), Some(Theme::Light))
    );
    assert_eq!(good("", "?speed=max").speed, Some(Speed::Max));
    assert!(good("", "?embed").is_embed);
    assert!(!good("#embed=0", "?embed=1").is_embed);
}

#[test]
fn bad_values_are_left_out_and_named() {
    let (options, notices) = read(
        "#speed=-3&theme=pink&hide=palette,menu,x&step=0&lang=fr&seed=1e3",
        "",
    );
    assert_eq!(
        options,
        Options {
            hide: Hide {
                palette: true,
                ..Hide::default()
            },
            ..Options::default()
        }
    );
    let found: Vec<_> = notices.iter().map(|n| (n.key, n.found.as_str())).collect();
    assert_eq!(
        found,
        [
            (OptionKey::Speed, "-3"),
            (OptionKey::Theme, "pink"),
            (OptionKey::Hide, "menu"),
            (OptionKey::Hide, "x"),
            (OptionKey::Step, "0"),
            (OptionKey::Lang, "fr"),
            (OptionKey::Seed, "1e3"),
        ]
    );
    for bad in [
        "speed=nan",
        "speed=inf",
        "speed=1000",
        "lock=",
        "start=now",
        "clock=fast",
        "focus=",
    ] {
        assert_eq!(read(bad, "").1.len(), 1, "{bad}");
    }
    // A bad value in the hash still hides the query's: the author of the link meant the hash.
    assert_eq!(read("#lang=fr", "?lang=ko").0.lang, None);
}

#[test]
fn unknown_pairs_go_back_where_they_came_from() {
    let options = good("#tab=%EA%B0%80&lang=en", "?utm_source=blog&x");
    let url = build_url(
        "https://example.org/swell/?old=1#gone",
        &options,
        Some(&Content::Preset("lunch-rush".to_owned())),
        Place::Hash,
    );
    assert_eq!(
        url,
        "https://example.org/swell/?utm_source=blog&x#tab=%EA%B0%80&lang=en&p=lunch-rush"
    );
    let (again, _) = read("#tab=%EA%B0%80&lang=en&p=lunch-rush", "?utm_source=blog&x");
    assert_eq!(again, options);
}

#[test]
fn a_host_without_fragments_gets_a_query() {
    let options = Options {
        is_embed: true,
        focus: Some("웹 서버 & 1".to_owned()),
        ..Options::default()
    };
    let url = build_url("https://example.org/", &options, None, Place::Query);
    assert_eq!(
        url,
        "https://example.org/?embed=1&focus=%EC%9B%B9%20%EC%84%9C%EB%B2%84%20%26%201"
    );
    let query = url.strip_prefix("https://example.org/").unwrap();
    assert_eq!(good("", query), options);
    assert_eq!(good("", "?focus=a+b").focus.as_deref(), Some("a b"));
    assert_eq!(
        build_url(
            "https://example.org/",
            &Options::default(),
            None,
            Place::Hash
        ),
        "https://example.org/"
    );
}
