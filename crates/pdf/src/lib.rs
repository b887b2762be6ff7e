//! Typesets the issued document as PDF.
