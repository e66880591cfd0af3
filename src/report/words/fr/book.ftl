book-sources = D’où vient chaque chiffre
