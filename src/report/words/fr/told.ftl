# What companies said, word for word, and what was made of it.
contradictions-title = { $n_number ->
    [one] { $n } paire de réponses dont l’une contredit l’autre
   *[other] { $n } paires de réponses dont l’une contredit l’autre
  }
contradictions-how = Côte à côte, mot pour mot. Les passages surlignés sont ceux sur lesquels le codage s’appuie.
contradictions-first = Seules les 200 premières, dans l’ordre du plan, sont montrées ; les autres figurent dans data/codings.csv.

contradiction-head = { $company } : { $question }
contradiction-coded = Codé par : { $by }.

told-title = Chaque réponse, mot pour mot, et ce qui en a été tiré
told-how = Par entreprise et par question. Sous chaque réponse figurent ses codes : entre parenthèses, qui les a donnés ou pourquoi, et la certitude de la machine, de 0 à 1. Les réponses longues sont abrégées à 2 000 caractères ou 40 lignes ; la suite figure dans data/answers.csv.
told-files = Elles sont trop nombreuses pour une seule page et figurent sur des pages à part :
told-leaf = Réponses : de { $first } à { $last }
told-leaf-one = Réponses : { $company }
told-report = Le rapport
told-before = La page précédente
told-next = La page suivante

reply-head = { $channel } : { $kind }
reply-when = Demandé le { $asked } ; réponse le { $came }
reply-asked = Demandé le { $asked } ; aucun serveur n’a noté l’heure de la réponse
reply-came = Réponse le { $came }
reply-no-time = Aucun serveur n’a noté l’heure de la demande ni de la réponse
reply-cut = Abrégé
reply-none = Aucune réponse par { $channels }.

coding-judged = { $criterion } : { $code } ({ $by })
coding-item = { $criterion } : { $code } ({ $why })
coding-others = Par { $coder } : { $codes }
coding-not-counted = non compté

kind-answer = réponse
kind-partial = réponse partielle
kind-acknowledgement = accusé de réception
kind-out-of-office = avis d’absence
kind-autoreply = réponse automatique
kind-redirect = renvoi ailleurs
kind-refusal = refus
kind-clarification = question en retour
kind-survey = demande d’évaluation
kind-marketing = publicité
kind-bounce-hard = non remis
kind-bounce-soft = non remis pour l’instant
kind-bounce-delayed = remise retardée
kind-unrelated = sans rapport

criterion-substance = Contenu
criterion-correct = Exactitude
criterion-relation = Face à un autre canal
criterion-greeting-by-name = salutation nominative
criterion-agent-named = agent nommé
criterion-apology = excuses
criterion-empathy = empathie
criterion-understood = question comprise
criterion-all-parts = réponse à toutes les parties
criterion-next-step = prochaine étape
criterion-link = lien
criterion-language-kept = langue conservée
criterion-reading-ease = lisibilité
criterion-grammar-slips = fautes
criterion-words = mots
criterion-rating = note
criterion-recommend = recommandation
criterion-resolved = résolu
criterion-use-again = réutilisation

code-answer = réponse
code-partial = réponse partielle
code-acknowledgement = accusé de réception
code-redirect = renvoi ailleurs
code-refusal = refus
code-clarification = question en retour
code-off-point = hors sujet
code-not-known = inconnu de l’entreprise
code-correct = exact
code-partly = en partie exact
code-wrong = faux
code-unsure = indécis
code-na = sans objet
code-agree = concorde
code-contradict = le contredit
code-incomparable = parle d’autre chose
code-yes = oui
code-no = non
