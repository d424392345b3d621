//! What can go wrong, each with its status and its name.

/// Something that went wrong, as a page and as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Wrong {
    NotFound,
    Gone,
    BadFilter,
    BadCursor,
    NotAcceptable,
    TooLong,
    Method,
    OnlyPost,
    Origin,
    MediaType,
    Version,
    TooMuch,
    Slow,
    Host,
    TooMany,
    Busy,
    Behind,
    Internal,
}

impl Wrong {
    /// All of them.
    pub const ALL: [Wrong; 18] = [
        Wrong::NotFound,
        Wrong::Gone,
        Wrong::BadFilter,
        Wrong::BadCursor,
        Wrong::NotAcceptable,
        Wrong::TooLong,
        Wrong::Method,
        Wrong::OnlyPost,
        Wrong::Origin,
        Wrong::MediaType,
        Wrong::Version,
        Wrong::TooMuch,
        Wrong::Slow,
        Wrong::Host,
        Wrong::TooMany,
        Wrong::Busy,
        Wrong::Behind,
        Wrong::Internal,
    ];

    /// Its status, its name in addresses, and what it is called in Hindi and English.
    pub fn parts(self) -> (u16, &'static str, [&'static str; 2]) {
        match self {
            Wrong::NotFound => (404, "not-found", ["यह पन्ना नहीं मिला", "This page was not found"]),
            Wrong::Gone => (410, "gone", ["यह पन्ना अब नहीं है", "This page is gone"]),
            Wrong::BadFilter => (
                400,
                "bad-filter",
                ["यह छलनी नहीं समझी गई", "This filter is not understood"],
            ),
            Wrong::BadCursor => (400, "bad-cursor", ["अगले पन्ने का पता ग़लत है", "This cursor is none"]),
            Wrong::NotAcceptable => (
                406,
                "not-acceptable",
                ["यह पन्ना इस रूप में नहीं है", "This page has no such form"],
            ),
            Wrong::TooLong => (414, "too-large", ["पता बहुत लंबा है", "The address is too long"]),
            Wrong::Method => (405, "method", ["यहां सिर्फ़ पढ़ा जा सकता है", "Here one can only read"]),
            Wrong::OnlyPost => (
                405,
                "only-post",
                ["यहां सिर्फ़ संदेश भेजे जा सकते हैं", "Here one can only send messages"],
            ),
            Wrong::Origin => (
                403,
                "origin",
                [
                    "दूसरी साइट के पन्ने यहां नहीं पूछ सकते",
                    "Pages of another site may not ask here",
                ],
            ),
            Wrong::MediaType => (415, "media-type", ["संदेश JSON होता है", "A message is JSON"]),
            Wrong::Version => (
                400,
                "protocol-version",
                [
                    "प्रोटोकॉल का यह संस्करण यहां नहीं चलता",
                    "This version of the protocol is not spoken here",
                ],
            ),
            Wrong::TooMuch => (413, "too-much", ["संदेश बहुत बड़ा है", "The message is too large"]),
            Wrong::Slow => (408, "slow", ["संदेश समय पर नहीं आया", "The message did not come in time"]),
            Wrong::Host => (
                421,
                "host",
                ["इस नाम से यह सर्वर नहीं मिलता", "This server does not answer to that name"],
            ),
            Wrong::TooMany => (429, "too-many-requests", ["थोड़ा रुकें", "Wait a little"]),
            Wrong::Busy => (503, "busy", ["सर्वर अभी व्यस्त है", "The server is busy"]),
            Wrong::Behind => (
                503,
                "rebuilding",
                ["भंडार फिर से बन रहा है", "The store is being made again"],
            ),
            Wrong::Internal => (500, "internal", ["कुछ टूट गया", "Something broke"]),
        }
    }
}
