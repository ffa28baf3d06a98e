"""One module a format: a file's bytes into a document. Nothing in a file is ever run. Pure."""
