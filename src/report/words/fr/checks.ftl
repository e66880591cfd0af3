checks-title-untold = On ne peut dire si le plan a tenu
checks-title-none = Rien n’indique que la manière de demander ait été inégale, ni qu’elle ait compté
checks-title-none-of-tested = Dans ce qui a pu être testé, rien n’indique que la manière de demander ait été inégale, ni qu’elle ait compté
checks-title-clear = { $n_count ->
    [one] { $count } contrôle du plan demande attention
   *[other] { $count } contrôles du plan demandent attention
}
checks-clear = { $check }, selon { $factor } ({ $channel }) : net, p corrigée { $p }.
checks-untested = Non testé, faute d’éléments à comparer : { $list }.
checks-untested-one = { $check }, selon { $factor }
checks-noticed-none = Il n’est noté pour aucune entreprise qu’elle ait remarqué l’étude.
checks-noticed = { $n_count ->
    [one] Une entreprise semble avoir remarqué l’étude : { $names }.
   *[other] Ces entreprises semblent avoir remarqué l’étude : { $names }.
}
checks-without = Sans elles, la part qui change le plus est { $metric } ({ $channel }) : { $all } avec toutes les entreprises, { $without } sans, { $difference } points de pourcentage.
checks-population = Les intervalles et les tests considèrent les entreprises comme tirées parmi beaucoup de semblables. Si le panel comprend tous ceux qui intéressent, ce qui est dit d’exactement ces entreprises est plus sûr que ne le font les intervalles.
checks-all = Tous les tests
checks-caption = Tests d’équilibre et d’effet ; les entreprises sont les unités, et tous les tests forment une famille (Holm)
checks-head-check = quoi
checks-head-factor = selon
checks-what-balance-over-sectors = Répartition inégale entre les secteurs
checks-what-balance-over-channels = Répartition inégale entre les canaux
checks-what-answered = La part des réponses diffère
checks-what-hours-to-answer = Le délai de réponse diffère
checks-factor-wording = la formulation
checks-factor-persona = le client mystère
checks-factor-weekday = le jour de la semaine
checks-factor-position = la place dans l’ordre
