# Whether the channels of a company say the same. A case is one company and one question.
consistency-title = { $share } der Unternehmen sagten auf jedem Kanal dasselbe; { $n_number ->
    [0] in keinem von { $of } Fällen widersprechen sich die Kanäle
    [one] in { $n } von { $of } Fällen widersprechen sich die Kanäle
   *[other] in { $n } von { $of } Fällen widersprechen sich die Kanäle
  }
consistency-companies = Unternehmen, die auf eine Frage dieselbe Antwort auf jedem Kanal gaben, auf dem sie gestellt wurde, ohne dass etwas von dem, was sie sagten, widersprüchlich oder unentschieden ist: { $share }. Ein Fall ist ein Unternehmen und eine Frage.
consistency-coverage = Inhaltlich beantwortete Anfragen, von denen an Unternehmen, denen auf zwei oder mehr Kanälen dieselbe Frage gestellt wurde: { $share }.
consistency-pairs = Übereinstimmende Antwortpaare, von denen, die von derselben Sache handeln: { $agree }. Widersprüchlich: { $contradict }; unentschieden: { $open }.
consistency-no-pairs = Auf keine Frage gab es auf zwei Kanälen Antworten, die von derselben Sache handeln; über Übereinstimmung lässt sich also nichts sagen.
consistency-open = { $n_number ->
    [one] In { $n } Fall ist ein Antwortpaar unentschieden
   *[other] In { $n } Fällen ist ein Antwortpaar unentschieden
  }: Bis Menschen entscheiden, sind die Anteile der übereinstimmenden und der widersprüchlichen Paare Mindestwerte. „shopper code export --only unsure“ schreibt diese Paare in ein Arbeitsblatt, „shopper code import“ übernimmt die Entscheidungen.
consistency-too-many = Es sind zu viele Unternehmen, um für jede ihrer Fragen ein Feld zu zeichnen; jeder Fall steht in data/consistency.csv.
consistency-chart = Was die Kanäle zusammen sagen, { $first } bis { $last }
consistency-squares = Ein Raster von Feldern nach Branche: eine Zeile je Unternehmen, ein Feld je Frage. Wie viele Felder jeder Art ein Unternehmen hat:
consistency-bars = Gestapelte Balken, einer je Branche, mit der Zahl der Fälle jeder Art:
consistency-more-questions = Es wurden mehr Fragen gestellt, als sich zeichnen lassen; sie stehen in data/consistency.csv.
consistency-table = Fälle je Unternehmen nach dem, was die Kanäle zusammen sagen
consistency-sectors = Was die Kanäle eines Unternehmens zusammen sagen, Fälle nach Branche
consistency-sectors-table = Fälle nach Branche und der Anteil der Unternehmen, die auf jedem Kanal dasselbe sagten
consistency-company = Unternehmen
consistency-sector = Branche
consistency-all = Alle Branchen
consistency-share = Unternehmen, die auf jedem Kanal dasselbe sagen

accord-same = gleich
accord-contradict = widersprechen sich
accord-undecided = unentschieden
accord-apart = über Verschiedenes
accord-one-channel = nur ein Kanal
accord-silent = keine Antwort
