//! Where a redirect sends the browser.

use crate::rules::validate::RedirectConfig;
use alloc::string::String;
use core::fmt::Write;

/// What a request came for, as far as a redirect can keep it.
#[derive(Clone, Copy, Debug)]
pub struct Address<'a> {
    /// `HTTP` or `HTTPS`.
    pub protocol: &'a str,
    pub host: &'a str,
    pub port: u32,
    /// From the `/` on.
    pub path: &'a str,
    pub query: &'a str,
}

/// The header `Location`: it names the port always, and has no `?` without a query.
/// Basis: documented - ALB "Listeners", redirect actions; without a query: model.
pub fn location(config: &RedirectConfig, from: Address<'_>) -> String {
    let field = |own: &Option<String>, keeps: &str| {
        let template = own.as_deref().unwrap_or(keeps);
        let path = from.path.strip_prefix('/').unwrap_or(from.path);
        let mut port = String::new();
        // A `String` takes whatever it is given.
        let _ = write!(port, "{}", from.port);
        template
            .replace("#{protocol}", from.protocol)
            .replace("#{host}", from.host)
            .replace("#{port}", &port)
            .replace("#{path}", path)
            .replace("#{query}", from.query)
    };
    let mut text = field(&config.protocol, "#{protocol}").to_ascii_lowercase();
    text += "://";
    text += &field(&config.host, "#{host}");
    text += ":";
    text += &field(&config.port, "#{port}");
    text += &field(&config.path, "/#{path}");
    let query = field(&config.query, "#{query}");
    if !query.is_empty() {
        text += "?";
        text += &query;
    }
    text
}
