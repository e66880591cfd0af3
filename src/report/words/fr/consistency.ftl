# Whether the channels of a company say the same. A case is one company and one question.
consistency-title = { $share } des entreprises ont dit la même chose sur tous les canaux ; { $n_number ->
    [0] dans aucun des { $of } cas les canaux ne se contredisent
    [one] dans { $n } cas sur { $of } les canaux se contredisent
   *[other] dans { $n } cas sur { $of } les canaux se contredisent
  }
consistency-companies = Entreprises ayant donné à une question la même réponse sur chaque canal où elle a été posée, sans que rien de ce qu’elles ont dit soit contredit ou indécis : { $share }. Un cas est une entreprise et une question.
consistency-coverage = Demandes ayant reçu une réponse sur le fond, parmi celles adressées aux entreprises interrogées de la même façon sur deux canaux ou plus : { $share }.
consistency-pairs = Paires de réponses concordantes, parmi celles qui parlent de la même chose : { $agree }. Contradictoires : { $contradict } ; indécises : { $open }.
consistency-no-pairs = Aucune question n’a reçu sur deux canaux des réponses parlant de la même chose : rien ne peut donc être dit de leur concordance.
consistency-open = { $n_number ->
    [one] Dans { $n } cas, une paire de réponses est indécise
   *[other] Dans { $n } cas, une paire de réponses est indécise
  } : tant que personne n’a tranché, les parts de paires concordantes et contradictoires sont des minimums. « shopper code export --only unsure » écrit ces paires dans une feuille, et « shopper code import » reprend les décisions.
consistency-too-many = Les entreprises sont trop nombreuses pour dessiner une case par question ; chaque cas figure dans data/consistency.csv.
consistency-chart = Ce que disent ensemble les canaux, de { $first } à { $last }
consistency-squares = Une grille de cases par secteur : une ligne par entreprise, une case par question. Nombre de cases de chaque sorte par entreprise :
consistency-bars = Barres empilées, une par secteur, avec le nombre de cas de chaque sorte :
consistency-more-questions = Il y a plus de questions qu’on ne peut en dessiner ; elles figurent dans data/consistency.csv.
consistency-table = Cas de chaque entreprise selon ce que disent ensemble ses canaux
consistency-sectors = Ce que disent ensemble les canaux d’une entreprise, cas par secteur
consistency-sectors-table = Cas par secteur, et part des entreprises ayant dit la même chose sur tous les canaux
consistency-company = Entreprise
consistency-sector = Secteur
consistency-all = Tous les secteurs
consistency-share = Entreprises disant la même chose sur tous les canaux

accord-same = identique
accord-contradict = se contredisent
accord-undecided = indécis
accord-apart = sur des sujets différents
accord-one-channel = un seul canal
accord-silent = aucune réponse
