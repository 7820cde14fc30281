"""From text to places: recognise names, tell their roles, and choose which place each one means."""
