measure-answered = répondu
measure-within-a-day = répondu en 24 heures
measure-expectation = clients satisfaits du délai
measure-correct = exact, parmi les réponses vérifiées
measure-consistent = même réponse sur deux canaux
measure-score = score global

sectors-title = C’est dans le secteur { $best } que l’on a le plus répondu, à { $high } de toutes les demandes ; le moins dans le secteur { $worst }, { $low }
sectors-alike = Chaque secteur a répondu à la même part de toutes les demandes, { $share }
sectors-apart = L’écart entre le meilleur et le moins bon secteur dépasse le hasard : leurs intervalles à 95 % ne se chevauchent pas.
sectors-overlap = Les intervalles à 95 % du meilleur et du moins bon secteur se chevauchent : l’ordre des secteurs peut être dû au hasard.
sectors-unknown = On ne peut dire de combien le hasard a déplacé les secteurs : il faudrait au moins deux entreprises dans chacun.
sectors-left-out = Seuls les meilleurs et les moins bons secteurs sont montrés ; tous figurent dans le tableau des données.
sectors-chart = Six mesures par secteur
sectors-chart-note = Les points sont des secteurs avec leurs intervalles à 95 %, le trait vertical l’ensemble du panel ; chaque échelle va de 0 à 100.
sectors-panel = tous les secteurs
sectors-sector = secteur
sectors-caption = Mesures par secteur, avec intervalles à 95 % et nombre de cas

heatmap-title = Par { $channel }, { $n } { $n_number ->
    [one] entreprise n’a répondu
   *[other] entreprises n’ont répondu
} à rien de ce qui était arrivé
heatmap-nobody-silent = Chaque entreprise a répondu au moins une fois sur chaque canal où une demande est arrivée
heatmap-about = Part des demandes arrivées ayant reçu une réponse, par entreprise et par canal ; secteurs et entreprises par score décroissant.
heatmap-chart = Part de réponses par entreprise et par canal
heatmap-chart-sectors = Part de réponses par secteur et par canal
heatmap-chart-note = Plus c’est foncé, plus il y a eu de réponses. Un tiret : non proposé ; gris barré : rien n’est arrivé.
heatmap-absent = non proposé
heatmap-unknown = rien n’est arrivé
heatmap-caption = Part de réponses aux demandes arrivées
heatmap-fold = Entreprises de { $first } à { $last }
heatmap-too-many = Les entreprises sont trop nombreuses pour être toutes représentées : leurs chiffres figurent dans le tableau des données.
