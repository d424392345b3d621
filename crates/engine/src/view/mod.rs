//! View: story and article pages as plain data, and their terminal, HTML and Markdown forms.
