# Whether the channels of a company say the same. A case is one company and one question.
consistency-title = { $share } van de bedrijven zei op elk kanaal hetzelfde; { $n_number ->
    [0] in geen van de { $of } gevallen spreken de kanalen elkaar tegen
    [one] in { $n } van de { $of } gevallen spreken de kanalen elkaar tegen
   *[other] in { $n } van de { $of } gevallen spreken de kanalen elkaar tegen
  }
consistency-companies = Bedrijven die op een vraag hetzelfde antwoord gaven op elk kanaal waarop ze werd gesteld, zonder dat iets wat ze zeiden tegengesproken of onbeslist is: { $share }. Een geval is één bedrijf en één vraag.
consistency-coverage = Inhoudelijk beantwoorde vragen, van die aan bedrijven die op twee of meer kanalen hetzelfde gevraagd kregen: { $share }.
consistency-pairs = Paren antwoorden die overeenstemmen, van die welke over hetzelfde gaan: { $agree }. Spreken elkaar tegen: { $contradict }; onbeslist: { $open }.
consistency-no-pairs = Geen vraag kreeg op twee kanalen een antwoord dat over hetzelfde gaat; over overeenstemming valt dus niets te zeggen.
consistency-open = { $n_number ->
    [one] In { $n } geval is een paar antwoorden onbeslist
   *[other] In { $n } gevallen is een paar antwoorden onbeslist
  }: tot mensen beslissen, zijn de aandelen die overeenstemmen en die elkaar tegenspreken het minste wat mogelijk is. “shopper code export --only unsure” zet deze paren in een werkblad en “shopper code import” neemt de beslissingen over.
consistency-too-many = Er zijn te veel bedrijven om voor elk van hun vragen een vakje te tekenen; elk geval staat in data/consistency.csv.
consistency-chart = Wat de kanalen samen zeggen, { $first } tot { $last }
consistency-squares = Een raster van vakjes per sector: een rij per bedrijf, een vakje per vraag. Hoeveel vakjes van elke soort een bedrijf heeft:
consistency-bars = Gestapelde balken, één per sector, met het aantal gevallen van elke soort:
consistency-more-questions = Er zijn meer vragen gesteld dan er te tekenen zijn; ze staan in data/consistency.csv.
consistency-table = Gevallen per bedrijf naar wat de kanalen samen zeggen
consistency-sectors = Wat de kanalen van een bedrijf samen zeggen, gevallen per sector
consistency-sectors-table = Gevallen per sector, en het aandeel bedrijven dat op elk kanaal hetzelfde zei
consistency-company = Bedrijf
consistency-sector = Sector
consistency-all = Alle sectoren
consistency-share = Bedrijven die op elk kanaal hetzelfde zeggen

accord-same = hetzelfde
accord-contradict = spreken elkaar tegen
accord-undecided = onbeslist
accord-apart = over verschillende zaken
accord-one-channel = slechts één kanaal
accord-silent = geen antwoord
