"""Text in Japanese and English: matching, order, readings, line breaks, addresses, dates in a drawing."""
