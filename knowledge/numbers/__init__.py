"""Vietnamese numbers as people type them: `reader` reads them, `writing` writes and says them."""
