"""Support policies as records, and which of them a cooperative may use."""
