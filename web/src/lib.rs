//! Swell in the browser: a Leptos front end over `swell-core`.
use leptos::prelude::*;

/// Mounts the application on the page's body.
pub fn mount() {
    leptos::mount::mount_to_body(|| view! { <main>"Swell"</main> });
}
