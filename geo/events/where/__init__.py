"""Which of the places of a text is the event's."""
