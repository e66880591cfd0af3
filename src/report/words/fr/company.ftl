companies-title = { $n_number ->
    [one] L’entreprise en détail
   *[other] Chacune des { $n } entreprises face à son secteur
}
companies-about = Dans les images, le point est l’entreprise avec son intervalle à 95 %, le trait épais son secteur et le trait fin l’ensemble du panel ; les petits points au-dessus sont les autres entreprises du secteur, sans nom.
companies-too-many = Les entreprises sont trop nombreuses pour avoir chacune sa page : leurs chiffres figurent dans les tableaux des données.
companies-back = Le rapport complet

company-standing = Secteur : { $sector }. Score global { $score } : { $place } sur { $n } au classement, { $sector_place } sur { $m } dans son secteur.
company-places = Rangs possibles au classement : { $places }.
company-too-little-known = Secteur : { $sector }. Pas de score global, car moins de la moitié de ce qui compterait est connue.
company-nothing-asked = Secteur : { $sector }. Pas de score global, car rien de ce qui compte n’a été demandé.
company-nothing = Rien n’a été demandé à cette entreprise.
company-caption = Face à son secteur et à l’ensemble du panel
company-measure = mesure
company-own = entreprise
company-sector = secteur
company-panel = panel
company-strip = image, de rien à tout
company-unknown = inconnu
company-not-offered = Par { $channel } : non proposé.
company-ended = Par { $channel } : { $ended }.
company-promises = @{ $handle } sur { $network } promet une réponse en { $minutes } minutes.
company-no-promise = @{ $handle } sur { $network } ne promet aucun délai.
company-no-account = @{ $handle } sur { $network } est introuvable.
company-kept = Promesse tenue : { $share }.
company-contradicts = Réponses qui se contredisent : { $questions }.
company-undecided = Réponses non encore tranchées : { $questions }.
company-agrees = La même réponse sur plusieurs canaux : { $questions }.
company-one-channel = Réponses non comparables, ou sur un seul canal : { $questions }.
company-silent = Aucune réponse sur aucun canal : { $questions }.
company-and-others = d’autres

ended-not-offered = { $n } non proposé
ended-not-sent = { $n } non envoyé
ended-in-doubt = { $n } incertain
ended-undeliverable = { $n } non distribuable
ended-silent = { $n } sans réaction
ended-acknowledged = { $n } avec simple accusé de réception
ended-redirected = { $n } avec renvoi ailleurs
ended-refused = { $n } avec refus
ended-off-point = { $n } hors sujet
ended-partial = { $n } avec réponse partielle
ended-answered = { $n } avec réponse
ended-correct = { $n } exact
ended-wrong = { $n } inexact
ended-too-late = { $n } trop tard
