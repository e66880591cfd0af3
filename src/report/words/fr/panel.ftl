chart-title = { $title } : { $what }, vague { $wave }
chart-n = n = { $n }
cell-with-n = { $value }, n = { $n }
nothing = –
all-sectors = Tous les secteurs
panel-title = Le plus de réponses par { $best } ({ $best_share }), le moins par { $worst } ({ $worst_share })
panel-title-one = Par { $channel }, { $share } des demandes adressées à toutes les entreprises ont reçu une réponse
panel-title-alike = Tous les canaux ont reçu autant de réponses, { $share }
panel-title-none = On ne peut pas encore dire comment les canaux ont répondu
panel-share = des demandes adressées à toutes les entreprises ont reçu une réponse
card-interval = intervalle à 95 % { $interval }, n = { $n }
card-delivered = Parmi celles qui sont arrivées : { $share }
card-offered = Canal proposé : { $share }
card-median = Délai médian de réponse : { $median }
card-no-median = Délai médian de réponse : non atteint
card-expectation = Attente satisfaite : { $share }
card-correct = Exactes : { $share }
panel-sectors = Secteur par secteur
panel-caption = Part des demandes adressées à toutes les entreprises ayant reçu une réponse, avec intervalle à 95 % et n, tous canaux confondus et par canal ; puis ce que valaient les réponses. Les meilleurs d’abord.
panel-other-sectors = Les autres secteurs
head-sector = secteur
head-expectation = attente satisfaite
head-correct = exactes
head-channel = canal
head-answered = répondu
rates-what = part des réponses par secteur
rates-note = Part des demandes adressées à toutes les entreprises ayant reçu une réponse avant la clôture, avec intervalle à 95 %.
rates-description = Diagramme à points. Part des demandes adressées à toutes les entreprises ayant reçu une réponse avant la clôture, avec intervalle à 95 %, par secteur.
rates-nothing = aucune demande ne compte : il n’y a rien à en dire
rates-skipped = les secteurs intermédiaires ne sont pas dessinés : ils figurent dans le tableau
rates-empty = Des secteurs absents, il n’y a rien à dire, car aucune demande n’y compte.
rates-caption = Part des demandes adressées à toutes les entreprises ayant reçu une réponse avant la clôture, les meilleurs d’abord

waiting-title = Encore sans réponse après un jour : { $channels }
waiting-title-none = On ne peut pas encore dire combien de temps prend une réponse
waiting-channel = { $channel } { $share }
waiting-about = Qui n’a pas eu de réponse attend toujours à la fin de l’observation : ces demandes ne sont pas écartées, comme elles le sont d’une moyenne sur les réponses. Les courbes sont des estimations de Kaplan-Meier. Les chiffres au-dessus disent combien de clients sur 100 seraient encore satisfaits d’une réponse arrivant à ce moment, selon la courbe d’attentes de l’étude.
waiting-what = encore en attente
waiting-note = Part des demandes arrivées encore en attente, selon le temps depuis l’envoi (Kaplan-Meier ; bande : intervalle à 95 %).
waiting-description = Courbes de Kaplan-Meier. Part des demandes arrivées encore en attente d’une réponse, selon le temps depuis l’envoi, sur un axe logarithmique ; la part des clients encore satisfaits y est indiquée.
waiting-nothing = aucune demande n’est arrivée : il n’y a rien à en dire
waiting-facts = { $n } arrivées, { $answered } avec réponse à temps ; médiane { $median }
waiting-facts-no-median = { $n } arrivées, { $answered } avec réponse à temps ; médiane non atteinte
waiting-at-risk = suivies
waiting-satisfied = satisfaits, %
waiting-no-answer = sans réponse { $share }
waiting-no-word = sans un mot { $share }
waiting-said = { $time } : { $share } attendent encore, { $at_risk } suivies, { $satisfied } des clients encore satisfaits
waiting-caption = En attente d’une réponse, et d’un mot quelconque, selon le temps depuis l’envoi ; combien étaient encore suivies ; et combien de clients seraient encore satisfaits
waiting-head-time = après
waiting-head-waiting = pas encore de réponse
waiting-head-word = pas encore un mot
waiting-head-watched = suivies et en attente
waiting-head-satisfied = clients encore satisfaits
waiting-end = fin de l’observation, { $hours }
time-1-min = 1 min
time-10-min = 10 min
time-1-h = 1 h
time-6-h = 6 h
time-24-h = 24 h
time-36-h = 36 h
time-72-h = 72 h
time-7-d = 7 j
time-14-d = 14 j
time-30-d = 30 j
time-90-d = 90 j
time-1-y = 1 an
time-10-y = 10 ans

ladder-title = Sur { $n_number ->
    [one] { $n } demande
   *[other] { $n } demandes
}, { $answered } { $answered_number ->
    [one] a reçu
   *[other] ont reçu
} une réponse ; le silence a suivi { $silent } d’entre elles
ladder-about = Chaque demande a connu une seule issue, selon le meilleur de ce qui est venu avant la clôture. De gauche à droite : réponse ; réponse partielle ou tardive ; un mot sans réponse ; silence ; non arrivée ; canal non proposé.
ladder-what = issue des demandes
ladder-note = Chaque demande prévue, selon son issue ; la meilleure d’abord.
ladder-description = Barres empilées. Issue des demandes prévues sur chaque canal, la meilleure d’abord.
ladder-smaller = et, de gauche à droite : { $parts }
ladder-part = { $what } { $share }
ladder-said = { $what } { $count } ({ $share })
ladder-count = { $count } ({ $share })
ladder-caption = Demandes prévues selon leur issue : nombre et part
ladder-head = issue
ladder-planned = prévues
ladder-answered = partielle ou tardive
ladder-word = un mot sans réponse
ladder-silence = silence
ladder-lost = non arrivée
ladder-absent = canal non proposé
disposition-not-offered = canal non proposé
disposition-not-sent = non envoyée
disposition-in-doubt = peut-être envoyée
disposition-undeliverable = non distribuable
disposition-silent = silence
disposition-acknowledged = accusé de réception seul
disposition-redirected = renvoyée ailleurs
disposition-refused = refusée
disposition-off-point = hors sujet
disposition-partial = réponse partielle
disposition-answered = répondue
disposition-correct = exacte
disposition-wrong = inexacte
disposition-too-late = trop tard
