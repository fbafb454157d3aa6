"""Show what a message holds, without keeping it: the decoded document, its schema, its tables for people."""
