book-sources = Where each figure is from
