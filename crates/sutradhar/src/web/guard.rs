//! Who may ask, and under which name.

use super::{ServeError, ServeOptions};

/// Checks the name under which a request asks, so that a page of somebody else cannot make a browser read a server on
/// this machine under a name of its own (DNS rebinding).
#[derive(Debug, Clone)]
pub struct Guard {
    /// The host of the address under which others see the server.
    host: Option<String>,
    /// Whether only this machine can ask.
    pub local: bool,
}

impl Guard {
    /// The guard of a server.
    ///
    /// # Errors
    /// Others can ask, and no address says under which name; or the address is none.
    pub fn new(options: &ServeOptions) -> Result<Guard, ServeError> {
        let here = options.bind.ip().is_loopback();
        let local = here && !options.public;
        let host = match &options.base_url {
            Some(url) => Some(host_of(url).ok_or_else(|| {
                ServeError::Refused(format!(
                    "{url} is no address of a site: it begins with http:// or https://"
                ))
            })?),
            None => None,
        };
        if !local && host.is_none() {
            return Err(ServeError::Refused(format!(
                "{} is for others to ask: add --public and --base-url https://NAME",
                options.bind
            )));
        }
        if !local && options.assistant.is_some() {
            return Err(ServeError::Refused(
                "--mcp answers only this machine: assistants of others have no way to say who they are yet".to_string(),
            ));
        }
        Ok(Guard { host, local })
    }

    /// Whether a request may ask under this name.
    pub fn admits(&self, host: Option<&str>) -> bool {
        let Some(host) = host else { return false };
        let name = without_port(host).to_ascii_lowercase();
        // The port of a scheme may be named or not.
        let bare = |host: &str| {
            let host = host.to_ascii_lowercase();
            let plain = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80"));
            plain.map_or(host.clone(), str::to_string)
        };
        let own = self.host.as_deref().is_some_and(|own| bare(own) == bare(host));
        let here = matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]" | "::1");
        own || here
    }
}

/// The host of an address, with its port if it names one.
fn host_of(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    (!host.is_empty() && host.chars().all(plain)).then(|| host.to_string())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sutradhar_view::web::Ui;

    fn options(bind: &str, base_url: Option<&str>) -> ServeOptions {
        ServeOptions {
            bind: bind.parse().expect("an address"),
            public: false,
            base_url: base_url.map(str::to_string),
            full_text: false,
            ui: Ui::Hi,
            assistant: None,
        }
    }

    #[test]
    fn only_known_names_are_admitted() {
        let guard = Guard::new(&options("127.0.0.1:8700", None)).expect("local");
        for (host, want) in [
            ("localhost:8700", true),
            ("127.0.0.1", true),
            ("[::1]:8700", true),
            ("evil.invalid", false),
            ("localhost.evil.invalid", false),
            ("127.0.0.1.evil.invalid:80", false),
        ] {
            assert_eq!(guard.admits(Some(host)), want, "{host}");
        }
        assert!(!guard.admits(None));
        let public = Guard::new(&options("0.0.0.0:80", Some("https://news.invalid/x"))).expect("named");
        assert!(public.admits(Some("News.invalid")) && !public.admits(Some("news.invalid.evil")));
        assert!(public.admits(Some("news.invalid:443")) && !public.admits(Some("news.invalid:444")));
        assert!(guard.admits(Some("LocalHost:1")));
        // Behind a proxy of this machine others ask as well.
        let proxied = ServeOptions {
            public: true,
            ..options("127.0.0.1:8700", Some("https://news.invalid"))
        };
        assert!(!Guard::new(&proxied).expect("named").local);
    }

    #[test]
    fn a_public_server_needs_a_name() {
        assert!(Guard::new(&options("0.0.0.0:80", None)).is_err());
        assert!(Guard::new(&options("0.0.0.0:80", Some("javascript:alert(1)"))).is_err());
    }
}
