//! The page itself: its security policy names the hash of its one inline script, and nothing else
//! in it needs a wider policy.

const PAGE: &str = include_str!("../../index.html");
const BOOT: &str = include_str!("../boot/boot.js");

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).map(|i| i + start.len()).expect(start);
    let to = text[from..].find(end).map(|i| i + from).expect(end);
    &text[from..to]
}

#[test]
fn the_policy_holds_the_hash_of_the_start_script() {
    let script = between(PAGE, "<script>", "</script>");
    let wanted = base64(&sha256(script.as_bytes()));
    let named = between(PAGE, "'sha256-", "'");
    assert_eq!(named, wanted, "put this hash into the policy of index.html");
}

#[test]
fn nothing_in_the_page_needs_more_than_the_policy_gives() {
    assert_eq!(PAGE.matches("<script").count(), 1, "one inline script only");
    assert!(
        !PAGE.contains(" style="),
        "style attributes are blocked by the policy"
    );
    assert!(
        !PAGE.contains("<style"),
        "inline style sheets are blocked by the policy"
    );
    for handler in [" onclick=", " onload=", " onerror="] {
        assert!(
            !PAGE.contains(handler),
            "inline handlers are blocked by the policy"
        );
    }
    assert!(!policy().contains("http"), "own files only");
    for unsafe_word in ["unsafe-inline", "unsafe-eval'", "strict-dynamic", "*"] {
        let wide = policy().replace("'wasm-unsafe-eval'", "");
        assert!(!wide.contains(unsafe_word), "{unsafe_word}");
    }
}

/// The policy as the page carries it; its first script puts it in force (tests/browser: "strict").
fn policy() -> &'static str {
    between(PAGE, "<meta name=\"policy\" content=\"", "\"")
}

#[test]
fn the_policy_is_in_force_before_anything_is_loaded() {
    let script = PAGE.find("<script>").expect("the start script");
    let loads = ["<link", "src=", "@import"].map(|load| PAGE.find(load));
    assert!(loads.into_iter().flatten().all(|load| load > script));
    assert!(between(PAGE, "<script>", "</script>").contains("Content-Security-Policy"));
}

#[test]
fn every_reason_of_the_poster_has_its_words() {
    let script = between(PAGE, "<script>", "</script>");
    let style = include_str!("../style/poster.css");
    for why in ["file", "origin", "script", "wasm", "late", "error"] {
        let words = format!("<span data-why=\"{why}\">");
        assert!(PAGE.contains(&words), "{why}");
        let shown = format!("[data-why=\"{why}\"] .poster [data-why=\"{why}\"]");
        assert!(style.contains(&shown), "{why}");
        assert!(script.contains(&format!("'{why}'")) || BOOT.contains(&format!("'{why}'")));
    }
}

#[test]
fn the_custom_element_is_small_and_named_as_shared() {
    let script = include_str!("../boot/embed.js");
    assert!(script.len() <= 3_000, "{} bytes", script.len());
    let name = swell_web::share::ELEMENT;
    assert!(script.contains(&format!("customElements.define('{name}'")));
    for shared in [swell_web::share::ELEMENT_SCRIPT, swell_web::share::PICTURE] {
        let copied = format!("rel=\"copy-file\" href=\"web/boot/{shared}\"");
        assert!(PAGE.contains(&copied), "{shared}");
    }
}

#[test]
fn the_page_speaks_both_languages_before_the_program() {
    let poster = between(PAGE, "<div id=\"poster\"", "<noscript>");
    assert!(poster.contains("id=\"crash\""), "the last screen, too");
    let count = |tag: &str| poster.matches(tag).count();
    assert_eq!(count("lang=\"ko\""), count("lang=\"en\""));
    assert!(count("lang=\"ko\"") > 4);
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let mut word = [0_u8; 3];
        word[..chunk.len()].copy_from_slice(chunk);
        let n = u32::from_be_bytes([0, word[0], word[1], word[2]]);
        for i in 0..4 {
            let sign = SIGNS[(n >> (18 - 6 * i)) as usize & 63] as char;
            out.push(if i <= chunk.len() { sign } else { '=' });
        }
    }
    out
}

/// FIPS 180-4, written out: a test needs no dependency for sixty lines.
fn sha256(message: &[u8]) -> [u8; 32] {
    let fraction = |root: f64| ((root - root.floor()) * 4_294_967_296.0) as u32;
    let primes: Vec<u32> = (2..312).filter(|n| (2..*n).all(|d| n % d != 0)).collect();
    let mut state: Vec<u32> = primes
        .iter()
        .take(8)
        .map(|&p| fraction(f64::from(p).sqrt()))
        .collect();
    let k: Vec<u32> = primes
        .iter()
        .take(64)
        .map(|&p| fraction(f64::from(p).cbrt()))
        .collect();
    let mut data = message.to_vec();
    data.push(0x80);
    while data.len() % 64 != 56 {
        data.push(0);
    }
    data.extend((message.len() as u64 * 8).to_be_bytes());
    for block in data.chunks(64) {
        let mut w: Vec<u32> = block
            .chunks(4)
            .map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
            .collect();
        for i in 16..64 {
            let (a, b) = (w[i - 15], w[i - 2]);
            let s0 = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
            let s1 = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
            w.push(
                w[i - 16]
                    .wrapping_add(s0)
                    .wrapping_add(w[i - 7])
                    .wrapping_add(s1),
            );
        }
        let mut v = state.clone();
        for i in 0..64 {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let t1 = v[7]
                .wrapping_add(s1)
                .wrapping_add(choice)
                .wrapping_add(k[i])
                .wrapping_add(w[i]);
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            let t2 = s0.wrapping_add(majority);
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(t1);
            v[0] = t1.wrapping_add(t2);
        }
        for (s, x) in state.iter_mut().zip(v) {
            *s = s.wrapping_add(x);
        }
    }
    let mut out = [0; 32];
    for (slot, word) in out.chunks_mut(4).zip(state) {
        slot.copy_from_slice(&word.to_be_bytes());
    }
    out
}
