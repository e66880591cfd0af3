findings-title = { $share } de { $n_number ->
    [one] { $n } demande adressée
   *[other] { $n } demandes adressées
} à { $companies_number ->
    [one] { $companies } entreprise
   *[other] { $companies } entreprises
} ont reçu une réponse
findings-title-open = À ce jour, { $share } de { $n_number ->
    [one] { $n } demande adressée
   *[other] { $n } demandes adressées
} à { $companies_number ->
    [one] { $companies } entreprise
   *[other] { $companies } entreprises
} ont reçu une réponse
findings-title-nothing = Rien n’a été demandé
findings-title-unknown = On ne sait d’aucune demande qu’elle est partie : il n’y a donc encore rien à dire
findings-intervals = Entre parenthèses : intervalles à 95 % ; n indique sur combien de cas repose un chiffre.
finding-answered = Tous canaux confondus, { $share } des demandes adressées à toutes les entreprises ont reçu une réponse ; parmi celles qui sont arrivées, { $delivered }.
finding-answered-by = Par { $channel }, { $share } des demandes adressées à toutes les entreprises ont reçu une réponse ; parmi celles qui sont arrivées, { $delivered }.
finding-sectors = Sur les { $n } secteurs, { $best } a répondu le plus ({ $best_share }) et { $worst } le moins ({ $worst_share }) ; { $verdict }.
finding-sectors-alike = Les { $n } secteurs ont tous répondu à la même part, { $share }.
sectors-others = { $sector } et d’autres
finding-sectors-apart = leurs intervalles ne se chevauchent pas
finding-sectors-overlap = leurs intervalles se chevauchent : l’écart peut être dû au hasard
finding-sectors-unknown = on ne peut dire quelle part de l’écart revient au hasard
finding-waited = Temps écoulé jusqu’à ce que la moitié des demandes arrivées aient reçu une réponse : { $channels }.
waited-median = { $channel } { $median }
waited-none = { $channel } non atteint, n = { $n }
finding-expectation = D’après ce que les consommateurs disent attendre, le délai de réponse en satisferait { $share } ; le silence ne satisfait personne.
finding-hour = Parmi ceux qui se plaignent sur Twitter, 72 sur 100 attendent une réponse dans l’heure ; { $share } des demandes par Twitter en ont reçu une.
finding-correct = Parmi les réponses que l’on a pu comparer à ce que l’on sait exact, { $share } étaient exactes.
finding-consistent = { $share } des entreprises ont donné la même réponse sur tous les canaux.
finding-pairs = Parmi les paires de réponses d’une entreprise à une même question, { $agree } concordent, { $contradict } se contredisent et { $open } restent indécises.
finding-offered = En moyenne, une entreprise propose { $mean } des { $n } canaux.
finding-offered-by = Sur l’ensemble des demandes, { $share } s’adressaient à des entreprises qui proposent le canal { $channel }.
finding-no-contact = Aucun canal n’est proposé par { $share } des entreprises.
finding-first-contact = La première réaction, hors accusés de réception, a réglé { $share } des demandes arrivées.
finding-promise = Parmi les demandes aux entreprises qui promettent un délai, { $share } ont reçu une réponse dans ce délai.
finding-gate-holds = { $n_number ->
    [one] La seule limite du contrôle est respectée.
   *[other] Les { $n } limites du contrôle sont toutes respectées.
}
finding-gate-broken = { $n_number ->
    [one] La seule limite du contrôle n’est pas respectée.
   *[other] { $broken_number ->
        [one] Sur les { $n } limites du contrôle, { $broken } n’est pas respectée.
       *[other] Sur les { $n } limites du contrôle, { $broken } ne sont pas respectées.
    }
}
finding-ours = De notre fait : non envoyées { $not_sent }, peut-être envoyées { $in_doubt }. Ces demandes n’entrent dans aucune part.
change-better = À la vague précédente, pour les mêmes entreprises : { $base }, donc nettement mieux.
change-worse = À la vague précédente, pour les mêmes entreprises : { $base }, donc nettement moins bien.
change-clear = À la vague précédente, pour les mêmes entreprises : { $base }, un changement net.
change-noise = À la vague précédente, pour les mêmes entreprises : { $base } ; l’écart peut être dû au hasard.
change-unknown = À la vague précédente, pour les mêmes entreprises : { $base } ; on ne peut dire s’il y a eu un changement.
measured = { $value } ({ $low }–{ $high } ; n = { $n })
measured-alone = { $value } (n = { $n })
