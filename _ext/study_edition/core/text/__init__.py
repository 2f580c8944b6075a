"""Japanese and English text: term matching, sort order, readings, line breaks, URLs, timelines."""
