//! Addresses of other pages, where pages are written as a set.

use super::shell::escape;

/// Finds the address of a page, relative to the others of its set; `None` where it is not in the set.
pub type Address<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Where the other pages of a set are. A page on its own has none.
#[derive(Clone, Copy)]
pub struct Links<'a> {
    /// The story page of an event's id.
    pub story: Address<'a>,
    /// The page of an article's id.
    pub article: Address<'a>,
    /// The list of stories.
    pub list: Option<&'a str>,
}

impl Links<'static> {
    /// No other pages.
    pub const NONE: Links<'static> = Links {
        story: &|_| None,
        article: &|_| None,
        list: None,
    };
}

impl std::fmt::Debug for Links<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Links")
            .field("list", &self.list)
            .finish_non_exhaustive()
    }
}

/// Whether an address stays inside the set: relative, without a scheme, a host or a way up.
fn is_inside(address: &str) -> bool {
    let file = address.split('#').next().unwrap_or(address);
    !file.contains([':', '\\']) && !file.starts_with('/') && !file.split('/').any(|p| p == "..")
}

/// Words as a link to another page of the set, or as they are. `words` is HTML already.
pub fn local(words: &str, address: Option<String>) -> String {
    match address.filter(|a| is_inside(a)) {
        Some(a) => format!("<a href=\"{}\">{words}</a>", escape(&a)),
        None => words.to_string(),
    }
}

/// The way back to the list, if there is one.
pub fn back(links: &Links<'_>, label: &str) -> String {
    match links.list {
        Some(list) => format!(
            "<p class=\"small back\">{}</p>\n",
            local(&format!("← {}", escape(label)), Some(list.to_string()))
        ),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_inside_the_set() {
        let check = |address: &str, want: bool| assert_eq!(is_inside(address), want, "{address}");
        check("story-e1.html", true);
        check("articles/a1.html#l15", true);
        check("https://example.invalid/", false);
        check("//example.invalid", false);
        check("../x.html", false);
        check("javascript:alert(1)", false);
    }
}
