"""Readers of the sources: each turns one source's files into places."""
