"""The report in the alliance's own form, as a Word document."""
