league-title = { $leads } ; { $apart }
league-nobody = Aucune entreprise n’a de score global
league-one = { $company } a un score global de { $score } points
league-alike = Les { $n } entreprises ont toutes le même score global, { $score } points
league-leads = { $company } est en tête avec { $score } points
league-lead = { $companies } se partagent la première place avec { $score } points
league-share-first = { $n } entreprises se partagent la première place avec { $score } points
league-apart = sur { $n } entreprises, { $upper } { $n_upper ->
    [one] se situe
   *[other] se situent
} à coup sûr dans la moitié supérieure et { $lower } dans la moitié inférieure
league-apart-none = au-delà, l’ordre des { $n } entreprises peut être dû au hasard
league-apart-unknown = on ne peut dire de combien le hasard a déplacé les rangs
league-about = Le score global va de 0 à 100. Ses composantes et leurs pondérations figurent dans le dictionnaire des données. Un canal qu’une entreprise ne propose pas compte comme sans réponse.
league-mean = La moyenne des entreprises est de { $mean }.
league-nothing-asked = { $n_number ->
    [one] { $n } entreprise n’a pas de score, car rien de ce qui compte ne lui a été demandé.
   *[other] { $n } entreprises n’ont pas de score, car rien de ce qui compte ne leur a été demandé.
}
league-too-little-known = { $n_number ->
    [one] { $n } entreprise n’a pas de score, car moins de la moitié de ce qui compterait est connue.
   *[other] { $n } entreprises n’ont pas de score, car moins de la moitié de ce qui compterait est connue.
}
league-places = Rangs possibles : où une entreprise se situerait dans 95 cas sur 100 si d’autres demandes du même type avaient été posées. Deux entreprises dont les rangs se chevauchent ne peuvent être départagées. Une entreprise se situe à coup sûr dans une moitié lorsque tous ses rangs s’y trouvent.
league-interval = { $low }–{ $high }
league-score-interval = { $score } ({ $interval })
league-joint = { $place } ex æquo
league-range = { $low } à { $high }
league-chart = Score global de chaque entreprise, de la meilleure à la moins bonne
league-chart-note = Les points sont des scores de 0 à 100, les traits leurs intervalles à 95 %.
league-left-out = les entreprises intermédiaires figurent dans le tableau
league-caption = Entreprises par score global, la meilleure d’abord
league-head-company = entreprise
league-head-place = rang
league-head-sector = secteur
league-head-score = score
league-head-interval = intervalle à 95 %
league-head-places = rangs possibles
league-head-sector-place = rang dans le secteur
league-others = Les autres entreprises
league-more-in-table = Les entreprises suivantes figurent dans le tableau des données.
