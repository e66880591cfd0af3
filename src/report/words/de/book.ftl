book-sources = Woher jede Zahl stammt
