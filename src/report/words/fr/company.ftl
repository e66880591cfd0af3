# Company pages.
