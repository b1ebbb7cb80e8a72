//! The palette can be read: every text colour and every mark stands out from every surface of its
//! theme, the states are told apart in every kind of colour vision, and both ways into the dark
//! theme hold the same colours.

#[path = "palette/vision.rs"]
mod vision;

use std::collections::BTreeMap;

type Palette = BTreeMap<String, [f64; 3]>;

const SURFACES: [&str; 3] = ["surface-0", "surface-1", "surface-2"];
const TEXTS: [&str; 7] = [
    "ink",
    "muted",
    "flow-text",
    "ok-text",
    "warn-text",
    "bad-text",
    "decision-text",
];
const MARKS: [&str; 6] = ["flow", "ok", "warn", "bad", "decision", "line"];
/// What state a part is in.
const STATES: [&str; 5] = ["flow", "ok", "warn", "bad", "decision"];
/// CIEDE2000 between two states, at the least.
const APART: f64 = 20.0;
/// Fills that may carry text inside, in the light theme only.
const FILLS: [&str; 3] = ["ok", "bad", "decision"];

fn tokens() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/style/tokens.css");
    std::fs::read_to_string(path).expect("the tokens")
}

/// The colours of the block that begins with `selector`, as shares of red, green and blue.
fn palette(css: &str, selector: &str) -> Palette {
    let at = css
        .find(selector)
        .unwrap_or_else(|| panic!("{selector} is gone"));
    let block = &css[at + selector.len()..];
    let block = &block[..block.find('}').expect("an end")];
    let colour = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        let hex = value.trim().trim_end_matches(';').strip_prefix('#')?;
        let part = |n: usize| u8::from_str_radix(hex.get(n..n + 2)?, 16).ok();
        let rgb = [part(0)?, part(2)?, part(4)?].map(|v| f64::from(v) / 255.0);
        Some((name.to_owned(), rgb))
    };
    block.lines().filter_map(colour).collect()
}

/// WCAG 2.2, "relative luminance".
fn luminance(rgb: [f64; 3]) -> f64 {
    let [r, g, b] = vision::linear(rgb);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// WCAG 2.2, "contrast ratio".
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn check(theme: &str, palette: &Palette) -> Vec<String> {
    let colour = |name: &str| {
        *palette
            .get(name)
            .unwrap_or_else(|| panic!("{theme}: no --{name}"))
    };
    let pairs = |fronts: &[&'static str], backs: &[&'static str], least: f64| {
        let all = fronts
            .iter()
            .flat_map(|f| backs.iter().map(move |b| (*f, *b)));
        all.filter_map(|(front, back)| {
            let ratio = contrast(colour(front), colour(back));
            (ratio < least)
                .then(|| format!("{theme}: --{front} on --{back} is {ratio:.2}, not {least}"))
        })
        .collect::<Vec<_>>()
    };
    let mut bad = pairs(&TEXTS, &SURFACES, 4.5);
    bad.extend(pairs(&MARKS, &SURFACES, 3.0));
    if theme == "light" {
        bad.extend(pairs(&["on-fill"], &FILLS, 4.5));
    }
    bad
}

#[test]
fn every_colour_stands_out_from_every_surface_of_its_theme() {
    let css = tokens();
    let mut bad = check("light", &palette(&css, ":root {"));
    bad.extend(check(
        "dark",
        &palette(&css, ":root[data-theme=\"dark\"] {"),
    ));
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn states_are_told_apart_in_every_kind_of_colour_vision() {
    let css = tokens();
    let mut bad = Vec::new();
    for selector in [":root {", ":root[data-theme=\"dark\"] {"] {
        let palette = palette(&css, selector);
        for (name, vision) in vision::VISIONS {
            let seen = STATES.map(|state| vision::seen(palette[state], vision));
            for (n, a) in seen.iter().enumerate() {
                for (m, b) in seen.iter().enumerate().skip(n + 1) {
                    let apart = vision::apart(*a, *b);
                    if apart < APART {
                        bad.push(format!(
                            "{selector} {name}: {} and {} are {apart:.1} apart",
                            STATES[n], STATES[m]
                        ));
                    }
                }
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn dark_by_choice_and_dark_by_the_system_are_the_same() {
    let css = tokens();
    let chosen = palette(&css, ":root[data-theme=\"dark\"] {");
    let system = palette(&css, ":root:not([data-theme=\"light\"]) {");
    assert!(chosen.len() > 15);
    assert_eq!(chosen, system);
}
