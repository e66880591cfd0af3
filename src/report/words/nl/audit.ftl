audit-title-kept = Beloofde reactietijden zijn bij { $share } van de vragen nagekomen
audit-title-found = { $n_found ->
    [one] { $found } van de { $all } bekeken accounts bestaat
   *[other] { $found } van de { $all } bekeken accounts bestaan
}
audit-title-shown = { $n_shown ->
    [0] Homepages tonen geen contactmogelijkheid die in het panel ontbreekt
    [one] Homepages tonen { $shown } contactmogelijkheid die in het panel ontbreekt
   *[other] Homepages tonen { $shown } contactmogelijkheden die in het panel ontbreken
}
audit-accounts = { $n_all ->
    [one] Er is { $all } account bekeken: { $found } bestaat, { $missing } niet gevonden, { $suspended } geschorst.
   *[other] Er zijn { $all } accounts bekeken: { $found } bestaan, { $missing } niet gevonden, { $suspended } geschorst.
}
audit-active = { $n_count ->
    [one] { $count } daarvan plaatste een bericht in de 30 dagen vóór de audit.
   *[other] { $count } daarvan plaatsten een bericht in de 30 dagen vóór de audit.
}
audit-agents = { $n_count ->
    [one] { $count } noemt in de bio wie er schrijft.
   *[other] { $count } noemen in de bio wie er schrijft.
}
audit-promises = { $n_count ->
    [one] { $count } account belooft een reactietijd.
   *[other] { $count } accounts beloven een reactietijd: { $duration } een tijd, { $same } dezelfde dag, { $next } de volgende werkdag.
}
audit-no-promises = Geen account belooft een reactietijd.
audit-vague = { $n_count ->
    [one] { $count } zegt iets als zo snel mogelijk, wat geen belofte is.
   *[other] { $count } zeggen iets als zo snel mogelijk, wat geen belofte is.
}
audit-kept-all = Van de vragen aan bedrijven die een reactietijd beloven, is { $share } daarbinnen beantwoord.
audit-kept-none = Geen vraag bereikte een bedrijf dat een reactietijd belooft, dus over nagekomen beloften valt niets te zeggen.
audit-measures = Wat de accounts laten zien
audit-measures-caption = Elk account telt als één, hoeveel het ook plaatst; n is het aantal accounts
audit-kept-caption = Nagekomen beloften, van de vragen aan bedrijven die een reactietijd beloven
audit-head-measure = van de accounts
audit-head-channel = kanaal
audit-head-kept = nagekomen
audit-head-n = n
audit-service-account = Zeggen dat ze er voor klanten zijn
audit-default-avatar = Hebben geen eigen afbeelding
audit-dialogue-share = Aandeel berichten dat iemand antwoordt: dialoog, geen zenden
audit-signed-share = Aandeel reacties met initialen of een voornaam
audit-companies = Beloften en wat ervan kwam, bedrijf voor bedrijf
audit-companies-caption = Bedrijven die een reactietijd beloven; n is het aantal vragen aan hen
audit-companies-more = Verdere bedrijven staan in estimates.csv.
audit-head-company = bedrijf
audit-head-promise = belofte in het profiel
audit-minutes = { $n_minutes ->
    [one] { $account }: { $minutes } minuut
   *[other] { $account }: { $minutes } minuten
}
audit-same-day = { $account }: dezelfde dag
audit-next-working-day = { $account }: de volgende werkdag
audit-homes = Het panel naast de homepages
audit-homes-caption = Waarnaar de homepages van de bedrijven verwijzen, naast wat het panel noemt
audit-head-agrees = beide, hetzelfde
audit-head-differs = beide, verschillend
audit-head-not-linked = alleen het panel
audit-head-not-declared = alleen de homepage
audit-head-neither = geen van beide
audit-head-unread = homepage niet gelezen
audit-shown = { $n_count ->
    [one] Via { $channel } toont { $count } homepage een contactmogelijkheid die het panel niet noemt.
   *[other] Via { $channel } tonen { $count } homepages een contactmogelijkheid die het panel niet noemt.
}
audit-how = Een audit bekijkt profielen en homepages van buitenaf; wat hij niet kan zien blijft leeg en telt in geen noemer mee.
