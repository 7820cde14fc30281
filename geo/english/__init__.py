"""The statistical model of English: words, sentences, grammar and entities, each only where it is asked for."""
