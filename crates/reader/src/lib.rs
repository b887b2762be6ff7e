//! Reads a Vietnamese administrative report: file to outline, facts, relations, findings, tasks, references.
