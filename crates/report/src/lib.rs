//! The issued document: components of the legal layout, to DOCX and HTML.
