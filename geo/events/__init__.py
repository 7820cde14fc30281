"""From places, actors and dates to events: who did what to whom, where and when."""
