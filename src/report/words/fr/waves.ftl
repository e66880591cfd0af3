waves-title-clear = { $n_judged ->
    [one] Le seul chiffre comparé a nettement changé depuis { $base }
   *[other] Sur { $judged } chiffres, { $clear } en net changement depuis { $base }
}
waves-title-none = { $n_judged ->
    [one] Le seul chiffre comparé n’a pas nettement changé depuis { $base }
   *[other] Aucun des { $judged } chiffres n’a nettement changé depuis { $base }
}
waves-title-untold = On ne peut rien dire des changements depuis { $base }
waves-title-apart = Cette vague n’est pas comparable à { $base }
waves-title-unread = La vague précédente n’a pas pu être lue
waves-intro = { $n_companies ->
    [one] { $head } est comparée à { $base } : { $companies } entreprise figure dans les deux vagues et est comparée à elle-même.
   *[other] { $head } est comparée à { $base } : { $companies } entreprises figurent dans les deux vagues, et chacune est comparée à elle-même.
}
waves-meaning = Un changement est net quand sa valeur p, corrigée pour l’ensemble des chiffres comparés (Holm), est inférieure à 0,05. Le bruit ne dit pas que rien n’a changé, seulement que le hasard peut en faire autant.
waves-alike = Les vagues ne sont pas semblables et ont été comparées malgré tout. Un changement peut venir de ceci :
waves-pairs = À propos des entreprises appariées
waves-apart = Ce qui diffère entre les deux plans, de sorte qu’aucun changement entre eux n’a de sens :
waves-unread = Le rapport d’une vague précédente n’a pas pu être lu : { $why }
waves-untold = { $n_count ->
    [one] De { $count } chiffre on ne peut rien dire ; le tableau indique pourquoi.
   *[other] De { $count } chiffres on ne peut rien dire ; le tableau indique pourquoi.
}
waves-better = { $what } : de { $base } à { $head }, une amélioration ({ $details }).
waves-worse = { $what } : de { $base } à { $head }, une dégradation ({ $details }).
waves-changed = { $what } : de { $base } à { $head } ({ $details }).
waves-details = { $n_companies ->
    [one] changement { $effect }, { $companies } entreprise, p corrigée { $p }
   *[other] changement { $effect }, { $companies } entreprises, p corrigée { $p }
}
waves-not-reached = non atteinte par la moitié
waves-nothing = rien
waves-p-is = = { $p }
waves-p-below = < 0,001
waves-effect-points = { $points } points
waves-effect-hours = { $hours } h
waves-effect-ratio = { $ratio } fois le rythme
waves-effect-plain = { $number }
waves-effect-endless = plus rapide, sans borne
waves-from-to = { $low } à { $high }
waves-from = à partir de { $low }
waves-clear = net
waves-noise = bruit
waves-unknown = on ne peut rien dire
waves-clear-better = net, en mieux
waves-clear-worse = net, en moins bien
waves-head-what = quoi
waves-head-n = n
waves-head-companies = entreprises
waves-head-effect = changement
waves-head-interval = intervalle à 95 %
waves-head-p = p corrigée
waves-head-call = en mots
waves-caption = { $head } face à { $base }, pour les entreprises qui ont le chiffre dans les deux vagues ; le changement est l’écart avec la vague précédente, pour les délais médians le rapport des rythmes, supérieur à 1 quand les réponses viennent plus vite.
waves-share = { $share } (n = { $n })
waves-chart-title = Vague contre vague
waves-chart-key = Point clair : { $base }. Point foncé : { $head }. Bleu : un changement net ; gris : bruit, ou rien à en dire.
waves-chart-said = Diagramme en haltères : chaque chiffre dans { $base } et dans { $head }, reliés par un trait.
waves-chart-row = { $what } : de { $base } à { $head }, { $call }.
waves-chart-shares = Parts
waves-chart-hours = Délais
waves-chart-points = Notes
waves-over-heading = Au fil des vagues de l’étude
waves-over-caption = Part des demandes arrivées qui ont reçu une réponse, selon le rapport de chaque vague
waves-over-title = Part des réponses, vague après vague
waves-over-said = Diagramme de pentes de la part des demandes arrivées qui ont reçu une réponse, de vague en vague, par canal.
waves-over-row = { $channel } : { $values }.
waves-over-value = { $wave } { $share }
waves-over-note = Chaque valeur porte sur tout le panel de sa vague, selon son propre rapport ; seules les deux vagues ci-dessus ont été testées l’une contre l’autre.
waves-over-differs = La vague { $wave } diffère de celle-ci par { $topics } : un changement peut en venir.
waves-head-channel = canal
waves-topic-study = l’étude
waves-topic-formula = la formule de la note globale
waves-topic-channels = les canaux
waves-topic-questions = les questions
waves-topic-panel = le panel
waves-topic-personas = les clients mystères
waves-topic-clock = l’horloge
waves-topic-cut-off = la clôture
waves-topic-population = la population
waves-none = aucune
waves-asked-all = toutes les questions
waves-asked-count = { $n_count ->
    [one] { $count } question
   *[other] { $count } questions
}
waves-asked-ids = les questions { $ids }
waves-differ-study = Ce sont des vagues de deux études : { $base } et { $head }.
waves-differ-formula = La note globale est calculée selon une autre formule : avant { $base }, maintenant { $head }.
waves-differ-population = Le panel est dit tiré d’une autre population : avant { $base }, maintenant { $head }.
waves-differ-personas = D’autres clients mystères ont posé les questions : avant { $base }, maintenant { $head }.
waves-differ-clock = Le temps est compté autrement. Avant : { $base }. Maintenant : { $head }.
waves-differ-cut-off = Les réponses ont été attendues pendant { $base } dans la vague précédente, pendant { $head } dans la suivante.
waves-differ-open-base = Le terrain de la vague précédente n’était pas terminé au moment de son rapport, arrêté au { $at }.
waves-differ-open-head = Le terrain de la vague suivante n’était pas terminé au moment de son rapport, arrêté au { $at }.
waves-differ-channels-base = Canaux de la vague précédente seulement : { $channels }.
waves-differ-channels-head = Canaux de la vague suivante seulement : { $channels }.
waves-differ-asked = Canal { $channel } : la vague précédente a posé { $base }, la suivante { $head }.
waves-differ-dropped = { $n_ids ->
    [one] { $n } question a été retirée depuis la vague précédente ({ $ids }).
   *[other] { $n } questions ont été retirées depuis la vague précédente ({ $ids }).
}
waves-differ-added = { $n_ids ->
    [one] { $n } question a été ajoutée depuis la vague précédente ({ $ids }).
   *[other] { $n } questions ont été ajoutées depuis la vague précédente ({ $ids }).
}
waves-differ-reworded = { $n_ids ->
    [one] { $n } question est formulée autrement que dans la vague précédente ({ $ids }).
   *[other] { $n } questions sont formulées autrement que dans la vague précédente ({ $ids }).
}
waves-differ-rekeyed = { $n_ids ->
    [one] Ce qui est tenu pour juste a changé pour { $n } question ({ $ids }).
   *[other] Ce qui est tenu pour juste a changé pour { $n } questions ({ $ids }).
}
waves-differ-companies-base = { $n_ids ->
    [one] { $n } entreprise ne figure que dans la vague précédente ({ $ids }).
   *[other] { $n } entreprises ne figurent que dans la vague précédente ({ $ids }).
}
waves-differ-companies-head = { $n_ids ->
    [one] { $n } entreprise ne figure que dans la vague suivante ({ $ids }).
   *[other] { $n } entreprises ne figurent que dans la vague suivante ({ $ids }).
}
waves-differ-companies = D’autres entreprises figurent au panel, ou la vague précédente les nomme.
waves-differ-no-company = Une entreprise devait être { $base } avant et { $head } maintenant, mais l’un des panels n’a pas cette entreprise.
waves-differ-twice = L’entreprise { $base } de la vague précédente devait être plusieurs maintenant : { $head }.
waves-differ-nobody = Aucune entreprise ne figure dans les deux vagues.
waves-pair-merged = { $base } sont devenues { $head } : dans la vague précédente, elles comptent pour une seule entreprise.
waves-pair-renumbered = { $base } de la vague précédente a maintenant l’identifiant { $head }.
waves-pair-renamed = { $company } s’appelait { $base } et s’appelle maintenant { $head }.
waves-pair-moved = { $company } était dans le secteur { $base } et compte maintenant dans { $head }, pour les deux vagues.
waves-why-nothing-in-either = rien n’a été mesuré, ni dans une vague ni dans l’autre
waves-why-nothing-in-base = rien n’a été mesuré dans la vague précédente
waves-why-nothing-in-head = rien n’a été mesuré dans la vague suivante
waves-why-nobody-in-both = aucune entreprise n’a ce chiffre dans les deux vagues
waves-why-other-channels = il porte sur tous les canaux ensemble, et ce ne sont pas les mêmes
waves-why-too-short = certaines n’ont pas été observées aussi longtemps que le chiffre le demande
waves-why-too-few = moins de six entreprises : avec si peu, aucun changement ne peut être dit net
waves-metric-answered = Réponse reçue, parmi les demandes arrivées
waves-metric-correct = Réponse juste, parmi les réponses codées
waves-metric-complete = Réponse à chaque partie de la question
waves-metric-first-contact-resolution = Réglé au premier contact
waves-metric-expectation-met = Clients encore satisfaits du délai
waves-metric-promise-kept = Délai de réponse promis tenu
waves-metric-consistency-coverage = Réponses sur le fond, parmi les questions posées sur plusieurs canaux
waves-metric-consistency-agreement = Paires de réponses concordantes
waves-metric-consistent-companies = Entreprises dont toutes les réponses concordent
waves-metric-median-hours-to-answer = Délai médian de réponse
waves-metric-restricted-mean-hours-to-answer = Attente moyenne, sur les 72 premières heures
waves-metric-overall-score = Note globale
waves-page-title = { $head } face à { $base }
waves-chart-figures = { $base } → { $head } (n = { $base_n } → { $head_n })
