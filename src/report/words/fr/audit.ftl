audit-title-kept = Les délais de réponse promis ont été tenus pour { $share } des demandes
audit-title-found = { $n_found ->
    [one] { $found } des { $all } comptes examinés existe
   *[other] { $found } des { $all } comptes examinés existent
}
audit-title-shown = { $n_shown ->
    [0] Les pages d’accueil ne montrent aucun moyen de contact absent du panel
    [one] Les pages d’accueil montrent { $shown } moyen de contact absent du panel
   *[other] Les pages d’accueil montrent { $shown } moyens de contact absents du panel
}
audit-accounts = { $n_all ->
    [one] { $all } compte a été examiné : { $found } existe, { $missing } introuvable, { $suspended } suspendu.
   *[other] { $all } comptes ont été examinés : { $found } existent, { $missing } introuvables, { $suspended } suspendus.
}
audit-active = { $n_count ->
    [one] Parmi ceux qui existent, { $count } a publié dans les 30 jours précédant l’audit.
   *[other] Parmi ceux qui existent, { $count } ont publié dans les 30 jours précédant l’audit.
}
audit-agents = { $n_count ->
    [one] { $count } nomme dans sa bio la personne qui écrit.
   *[other] { $count } nomment dans leur bio la personne qui écrit.
}
audit-promises = { $n_count ->
    [one] { $count } compte promet un délai de réponse.
   *[other] { $count } comptes promettent un délai de réponse : { $duration } une durée, { $same } le jour même, { $next } le jour ouvré suivant.
}
audit-no-promises = Aucun compte ne promet de délai de réponse.
audit-vague = { $n_count ->
    [one] { $count } dit quelque chose comme « dès que possible », ce qui n’est pas une promesse.
   *[other] { $count } disent quelque chose comme « dès que possible », ce qui n’est pas une promesse.
}
audit-kept-all = Parmi les demandes adressées à des entreprises qui promettent un délai de réponse, { $share } ont reçu une réponse dans ce délai.
audit-kept-none = Aucune demande n’est parvenue à une entreprise qui promet un délai de réponse : on ne peut rien dire des promesses tenues.
audit-measures = Ce que montrent les comptes
audit-measures-caption = Chaque compte pour un, quel que soit le nombre de ses publications ; n est le nombre de comptes
audit-kept-caption = Promesses tenues, parmi les demandes adressées à des entreprises qui promettent un délai de réponse
audit-head-measure = parmi les comptes
audit-head-channel = canal
audit-head-kept = tenues
audit-head-n = n
audit-service-account = Se disent là pour les clients
audit-default-avatar = N’ont pas d’image à eux
audit-dialogue-share = Part des publications qui répondent à quelqu’un : dialogue plutôt que diffusion
audit-signed-share = Part des réponses signées d’initiales ou d’un prénom
audit-companies = Les promesses et ce qu’il en est advenu, entreprise par entreprise
audit-companies-caption = Entreprises qui promettent un délai de réponse ; n est le nombre de demandes qui leur sont parvenues
audit-companies-more = D’autres entreprises figurent dans estimates.csv.
audit-head-company = entreprise
audit-head-promise = promesse du profil
audit-minutes = { $n_minutes ->
    [one] { $account } : { $minutes } minute
   *[other] { $account } : { $minutes } minutes
}
audit-same-day = { $account } : le jour même
audit-next-working-day = { $account } : le jour ouvré suivant
audit-homes = Le panel face aux pages d’accueil
audit-homes-caption = Ce vers quoi renvoient les pages d’accueil des entreprises, face à ce que nomme le panel
audit-head-agrees = les deux, identiques
audit-head-differs = les deux, différents
audit-head-not-linked = le panel seul
audit-head-not-declared = la page d’accueil seule
audit-head-neither = ni l’un ni l’autre
audit-head-unread = page d’accueil non lue
audit-shown = { $n_count ->
    [one] Par { $channel }, { $count } page d’accueil montre un moyen de contact que le panel ne nomme pas.
   *[other] Par { $channel }, { $count } pages d’accueil montrent un moyen de contact que le panel ne nomme pas.
}
audit-how = Un audit regarde profils et pages d’accueil de l’extérieur ; ce qu’il ne peut voir reste vide et n’entre dans aucun dénominateur.
