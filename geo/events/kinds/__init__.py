"""What kind of event the words tell of: from triggers to ACLED's sub-types."""
