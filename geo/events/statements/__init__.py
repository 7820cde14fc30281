"""Whether a sentence tells that something happened, and who vouches for it."""
