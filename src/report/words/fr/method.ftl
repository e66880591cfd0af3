method-title-nothing = Comment cela a été fait : rien n’a été demandé
method-title = Comment cela a été fait : { $n_enquiries ->
    [one] { $enquiries } demande
   *[other] { $enquiries } demandes
} à { $n_companies ->
    [one] { $companies } entreprise
   *[other] { $companies } entreprises
} par { $channels }
method-design = Plan de l’étude
method-locked = Le plan de l’étude a été verrouillé le { $date }, avant tout envoi ; son SHA-256 est { $design }, celui du plan d’envoi { $plan }.
method-unlocked = Le SHA-256 du plan de l’étude est { $design }, celui du plan d’envoi { $plan } ; il n’a pas été verrouillé.
method-seed = Tout le hasard du plan et des statistiques vient de la graine { $seed }.
method-dates = La vague a duré du { $opens } au { $closes } ; les messages sont lus jusqu’au { $as_of }.
method-panel = { $n_companies ->
    [one] Le panel : { $companies } entreprise
   *[other] Le panel : { $companies } entreprises
} dans { $n_sectors ->
    [one] { $sectors } secteur.
   *[other] { $sectors } secteurs.
}
method-questions = { $n_questions ->
    [one] { $questions } question
   *[other] { $questions } questions
} en { $n_wordings ->
    [one] { $wordings } formulation, utilisée à tour de rôle.
   *[other] { $wordings } formulations, utilisées à tour de rôle.
}
method-asked-all = Par { $channel } : toutes les questions du secteur de l’entreprise.
method-asked-count = { $n_asked ->
    [one] Par { $channel } : { $asked } question par entreprise, tirée de sorte que chacune soit posée aussi souvent.
   *[other] Par { $channel } : { $asked } questions par entreprise, tirées de sorte que chacune soit posée aussi souvent.
}
method-asked-ids = Par { $channel } : les questions { $asked }.
method-personas = { $n_personas ->
    [one] { $personas } client mystère a posé les questions, sous une adresse propre à l’opérateur.
   *[other] { $personas } clients mystères ont posé les questions, sous des adresses propres à l’opérateur.
}
method-exclusions = Exclusions et écarts
method-exclusions-about = Nos propres défaillances, non envoyées ou douteuses, ne sont dans aucun dénominateur sauf celui de l’offre. Une demande non distribuable n’est pas comptée parmi celles arrivées ; une réponse après la clôture compte pour aucune.
method-exclusions-caption = Demandes par canal
method-planned = prévues
method-not-offered = canal non proposé
method-not-sent = non envoyées (de notre fait)
method-in-doubt = douteuses (de notre fait)
method-undeliverable = non distribuables
method-too-late = réponse trop tardive
method-sent-late = envoyées avec plus d’une heure de retard
method-retried = tentées plus d’une fois
method-conduct = Conduite
method-kind-own = Les entreprises sont celles de l’opérateur, ou ses clients ; leur personnel doit avoir été informé.
method-kind-competitor = Les entreprises sont concurrentes de l’opérateur ou de son client.
method-kind-regulator = L’opérateur contrôle les entreprises.
method-pace = Au moins { $spacing } entre deux contacts avec une entreprise ; au plus { $n_daily ->
    [one] { $daily } contact
   *[other] { $daily } contacts
} par jour et { $cap } dans la vague ; envoi dans la plage { $hours }, heure locale de l’entreprise ; au moins { $patience } pour chaque réponse avant la clôture.
method-burden = Les entreprises ont eu { $contacts } contacts, soit environ { $minutes } minutes de leur personnel, à raison de { $each } minutes par demande.
method-consents = { $n_consents ->
    [0] Aucun compte n’a consenti à être interrogé par un programme.
    [one] { $consents } compte a consenti à être interrogé par un programme.
   *[other] { $consents } comptes ont consenti à être interrogés par un programme.
}
method-names = Personne n’a été imité, rien n’a été commandé ni payé ; du nom de ceux qui ont répondu, il ne reste que le fait qu’il y en avait un.
method-coders = Codage
method-nothing-coded = Rien n’a été codé.
method-codes = Qui a codé quoi
method-codes-caption = Codes qui comptent, par critère et codeur
method-no-agreement = Dans cette vague, deux personnes n’ont pas codé les mêmes réponses : l’accord entre codeurs n’est pas connu ; shopper code agree le mesure.
method-agreement = Alpha de Krippendorff : à partir de 0,8 un critère peut être publié, à partir de 0,667 il est provisoire, en dessous il ne convient pas. Une machine est mesurée à ce sur quoi les personnes s’accordent.
method-agreement-caption = Accord entre ceux qui ont codé la même chose
method-head-criterion = critère
method-head-coder = codeur
method-head-codes = codes
method-head-people = personnes
method-head-units = unités
method-head-raw = identiques
method-head-alpha = alpha (intervalle à 95 %)
method-head-kappa = kappa
method-coder-people = personnes
method-coder-human = personnes
method-coder-adjudicated = personnes, après arbitrage
method-coder-rules = règles
method-coder-model = modèle statistique
method-coder-llm = modèle de langage
method-clock = Horaires, jours fériés et attentes
method-hours = Les entreprises qui n’indiquent pas d’horaires sont réputées ouvertes { $hours }, dans leur fuseau horaire, sinon { $zone }.
method-no-hours = Les horaires ne sont connus que des entreprises qui les indiquent.
method-own-hours = { $n_own ->
    [0] Aucune entreprise n’a d’horaires propres.
    [one] { $own } entreprise a ses propres horaires.
   *[other] { $own } entreprises ont leurs propres horaires.
}
method-no-holiday = Aucun jour férié n’est tombé pendant la vague.
method-holidays = Fermé : { $days }.
method-holiday = { $day } ({ $name })
method-no-calendar = Aucun calendrier de jours fériés n’est connu pour { $countries } : chaque jour de semaine y compte.
method-expectation = Ce qu’attendent les clients ({ $channel }), en temps d’attente et part encore satisfaite : { $curve }.
method-limits = Limites
method-limit-draws = Les entreprises du panel sont les tirages : ce qui est dit vaut pour des entreprises semblables, pas au-delà.
method-limit-silence = Le silence est compté jusqu’à la clôture ; ce qui serait venu plus tard n’est pas connu.
method-limit-questions = Des questions courantes ont été posées ; rien n’est dit des réclamations, des commandes ni des urgences.
method-limit-codes = Les codes des machines comportent des erreurs ; leur nombre n’est connu que là où des personnes ont codé la même chose.
method-limit-intervals = Les intervalles portent sur des chiffres isolés et ne sont pas corrigés pour leur nombre.
method-limit-noise = Qu’une chose soit du bruit ne dit pas qu’il n’y a rien.
method-denominators = Dénominateurs
method-of-all = Toutes les entreprises : chaque demande prévue, que l’entreprise propose ou non le canal.
method-of-offering = Entreprises proposant le canal : les demandes prévues auprès de celles qui le proposent.
method-of-delivered = Demandes arrivées : celles qui ont atteint l’entreprise.
method-of-failures = Nos propres défaillances ne sont dans aucun d’eux, sauf que l’offre est une part de tout ce qui était prévu.
method-formula = La note globale : { $formula }.
method-formulas = Chaque mesure avec sa formule
method-formulas-caption = Mesures comme dans le livre de codes, dont les noms et les textes sont en anglais
method-head-metric = mesure
method-head-scale = échelle
method-head-denominator = n compte
method-head-about = ce qu’elle dit et comment elle est calculée (en anglais)
method-head-interval = comment son intervalle à 95 % est obtenu (en anglais)
method-head-source = d’où elle vient (en anglais)
method-scale-count = nombre
method-scale-share = part
method-scale-hours = heures
method-scale-seconds = secondes
method-scale-minutes = minutes
method-scale-points = points
denominator-all-companies = toutes les entreprises
denominator-companies-offering-the-channel = entreprises offrant le canal
denominator-enquiries-delivered = demandes arrivées
denominator-enquiries-answered = demandes ayant reçu une réponse
denominator-enquiries-with-a-promise = demandes avec un délai promis
denominator-answers-coded = réponses codées
denominator-accounts-found = comptes trouvés
denominator-companies = entreprises
denominator-pairs-of-answers = paires de réponses
method-cite = Comment citer
method-citation = { $title }, vague { $wave }. Étude par clients mystères, terrain du { $opens } au { $closes }, graine { $seed }. Calculé avec shopper { $program }.
method-citation-hash = Plan de l’étude { $hash }.
