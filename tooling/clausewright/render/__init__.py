"""A document becomes Markdown, plain text, HTML, PDF or JSON: one module a format, one signature."""
