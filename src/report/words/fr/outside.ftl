outside-title-clear = { $n_names ->
    [one] { $names } va de pair avec la note globale
   *[other] { $names } vont de pair avec la note globale
}
outside-title-none = { $names } : aucun lien avec la note globale au-delà du hasard
outside-known = { $n_count ->
    [one] { $name } ({ $source }) est connue pour { $count } entreprise.
   *[other] { $name } ({ $source }) est connue pour { $count } entreprises.
}
outside-no-source = source non indiquée
outside-too-few = { $n_count ->
    [0] Aucune entreprise n’a à la fois cette note et une note globale : trop peu pour en dire quelque chose (n = { $n }).
    [one] Seule { $n } entreprise a à la fois cette note et une note globale : trop peu pour en dire quelque chose (n = { $n }).
   *[other] Seules { $n } entreprises ont à la fois cette note et une note globale : trop peu pour en dire quelque chose (n = { $n }).
}
outside-equal = Pour les { $n } entreprises qui ont les deux, l’une des deux notes est partout la même : on ne peut rien dire d’un lien (n = { $n }).
outside-higher = Les entreprises mieux placées sur cette note ont en général une note globale plus élevée (rho = { $rho }, n = { $n }, p corrigée { $p }).
outside-lower = Les entreprises mieux placées sur cette note ont en général une note globale plus basse (rho = { $rho }, n = { $n }, p corrigée { $p }).
outside-chance = Aucun lien avec la note globale au-delà du hasard (rho = { $rho }, n = { $n }, p corrigée { $p }).
outside-with = Avec { $metric } : rho = { $rho }, n = { $n }, p corrigée { $p }.
outside-few = Trop peu d’entreprises ont les deux, lui et { $metric }, pour conclure (n = { $n }).
outside-rho = { $rho } ({ $low } à { $high })
outside-chart = { $metric } selon { $name }
outside-chart-said = Nuage de points, un point par entreprise : { $metric } selon { $name }. { $found }
outside-chart-key = Un point par entreprise. { $found }
outside-chart-empty = Aucune entreprise n’a les deux : il n’y a rien à montrer.
outside-pairs = Entreprises qui ont les deux chiffres
outside-head-company = entreprise
outside-head-score = note globale
outside-others = Comparée à d’autres chiffres
outside-others-caption = Corrélation des rangs de Spearman entre { $name } et des chiffres de la vague, propres à chaque entreprise
outside-head-metric = chiffre
outside-head-channel = canal
outside-head-rho = rho (intervalle à 95 %)
outside-head-n = n
outside-head-p = p corrigée
outside-about = Corrélation des rangs de Spearman avec l’intervalle de Bonett et Wright (2000) ; p est corrigée pour tous les chiffres comparés à la même note externe (Holm). Que deux chiffres aillent de pair ne dit pas lequel est la cause, ni si un troisième l’est.
outside-metric-overall-score = Note globale
outside-metric-answered = Réponse reçue, parmi toutes les demandes
outside-metric-answered-same-day = Réponse le jour même
outside-metric-expectation-met = Clients encore satisfaits du délai
outside-metric-promise-kept = Délai de réponse promis tenu
outside-metric-first-contact-resolution = Réglé au premier contact
outside-metric-correct = Réponse juste, parmi les réponses codées
outside-metric-complete = Réponse à chaque partie de la question
outside-metric-consistency-agreement = Paires de réponses concordantes
outside-metric-self-service-found = Trouvé en libre-service
outside-metric-rating = Note du client mystère
outside-metric-net-promoter-score = Net promoter score des clients mystères
outside-metric-resolved = Résolu, selon le client mystère
