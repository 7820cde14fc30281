"""Who acts: a vocabulary of states, groups and kinds of people, and the recogniser that finds them in text."""
