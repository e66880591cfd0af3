# Whether the channels of a company say the same. A case is one company and one question.
consistency-title = { $share } of the companies said the same on every channel; { $n_number ->
    [0] in none of the { $of } cases do the channels contradict each other
    [one] in { $n } of { $of } cases the channels contradict each other
   *[other] in { $n } of { $of } cases the channels contradict each other
  }
consistency-companies = Companies that gave the same answer to a question on every channel on which it was put, with nothing they said contradicted or undecided: { $share }. A case is one company and one question.
consistency-coverage = Enquiries answered in substance, of those at companies that were asked the same on two channels or more: { $share }.
consistency-pairs = Pairs of answers that agree, of those that speak of the same: { $agree }. Contradicting each other: { $contradict }; undecided: { $open }.
consistency-no-pairs = No question was answered on two channels with answers that speak of the same, so nothing can be said about agreement.
consistency-open = { $n_number ->
    [one] In { $n } case a pair of answers is undecided
   *[other] In { $n } cases a pair of answers is undecided
  }: until people decide, the shares that agree and that contradict each other are the least there can be. “shopper code export --only unsure” writes these pairs into a sheet, and “shopper code import” takes the decisions back.
consistency-too-many = The companies are too many to draw a square for each of their questions; each case stands in data/consistency.csv.
consistency-chart = What the channels say together, { $first } to { $last }
consistency-squares = A grid of squares by sector: a row for each company, a square for each question. How many squares of each kind a company has:
consistency-bars = Stacked bars, one for each sector, with the number of cases of each kind:
consistency-more-questions = More questions were asked than can be drawn; they stand in data/consistency.csv.
consistency-table = Cases of each company by what its channels say together
consistency-sectors = What the channels of a company say together, cases by sector
consistency-sectors-table = Cases by sector, and the share of companies that said the same on every channel
consistency-company = Company
consistency-sector = Sector
consistency-all = All sectors
consistency-share = Companies saying the same on every channel

accord-same = same
accord-contradict = contradict each other
accord-undecided = undecided
accord-apart = of different things
accord-one-channel = one channel only
accord-silent = no answer
