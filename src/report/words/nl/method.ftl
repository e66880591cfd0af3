method-title-nothing = Hoe het is gedaan: er is niets gevraagd
method-title = Hoe het is gedaan: { $n_enquiries ->
    [one] { $enquiries } vraag
   *[other] { $enquiries } vragen
} aan { $n_companies ->
    [one] { $companies } bedrijf
   *[other] { $companies } bedrijven
} via { $channels }
method-design = Opzet
method-locked = De opzet is vastgelegd op { $date }, voordat er iets werd verzonden; de SHA-256 ervan is { $design }, die van het plan { $plan }.
method-unlocked = De SHA-256 van de opzet is { $design }, die van het plan { $plan }; hij is niet vastgelegd.
method-seed = Al het toeval in het plan en in de statistiek komt uit het startgetal { $seed }.
method-dates = De ronde liep van { $opens } tot { $closes }; berichten zijn gelezen tot { $as_of }.
method-panel = { $n_companies ->
    [one] Het panel: { $companies } bedrijf
   *[other] Het panel: { $companies } bedrijven
} in { $n_sectors ->
    [one] { $sectors } sector.
   *[other] { $sectors } sectoren.
}
method-questions = { $n_questions ->
    [one] { $questions } vraag
   *[other] { $questions } vragen
} in { $n_wordings ->
    [one] { $wordings } formulering, die rouleert.
   *[other] { $wordings } formuleringen, die rouleren.
}
method-asked-all = Via { $channel }: elke vraag van de sector van het bedrijf.
method-asked-count = { $n_asked ->
    [one] Via { $channel }: { $asked } vraag per bedrijf, zo geloot dat elke even vaak wordt gesteld.
   *[other] Via { $channel }: { $asked } vragen per bedrijf, zo geloot dat elke even vaak wordt gesteld.
}
method-asked-ids = Via { $channel }: de vragen { $asked }.
method-personas = { $n_personas ->
    [one] { $personas } mystery shopper vroeg, onder een eigen adres van de uitvoerder.
   *[other] { $personas } mystery shoppers vroegen, onder eigen adressen van de uitvoerder.
}
method-exclusions = Uitsluitingen en afwijkingen
method-exclusions-about = Onze eigen fouten, niet verzonden of twijfelachtig, staan in geen noemer behalve die van het aanbod. Een onbestelbare vraag telt niet als aangekomen; een antwoord na de sluiting telt als geen.
method-exclusions-caption = Vragen per kanaal
method-planned = gepland
method-not-offered = kanaal niet aangeboden
method-not-sent = niet verzonden (van ons)
method-in-doubt = twijfelachtig (van ons)
method-undeliverable = onbestelbaar
method-too-late = te laat beantwoord
method-sent-late = ruim een uur te laat verzonden
method-retried = vaker dan eens geprobeerd
method-conduct = Omgang
method-kind-own = De bedrijven zijn van de uitvoerder zelf, of zijn klanten; hun medewerkers horen te zijn ingelicht.
method-kind-competitor = De bedrijven concurreren met de uitvoerder of zijn klant.
method-kind-regulator = De uitvoerder houdt toezicht op de bedrijven.
method-pace = Minstens { $spacing } tussen twee contacten met een bedrijf; hoogstens { $n_daily ->
    [one] { $daily } contact
   *[other] { $daily } contacten
} per dag en { $cap } in de ronde; verzonden in de uren { $hours } plaatselijke tijd; minstens { $patience } voor elk antwoord vóór de sluiting.
method-burden = De bedrijven hadden { $contacts } contacten, wat hun medewerkers zo’n { $minutes } minuten kostte, gerekend met { $each } minuten per vraag.
method-consents = { $n_consents ->
    [0] Geen account stemde ermee in door een programma te worden bevraagd.
    [one] { $consents } account stemde ermee in door een programma te worden bevraagd.
   *[other] { $consents } accounts stemden ermee in door een programma te worden bevraagd.
}
method-names = Niemand is nagebootst, niets is besteld of betaald; van namen van wie antwoordde blijft alleen over of er een was.
method-coders = Codering
method-nothing-coded = Er is niets gecodeerd.
method-codes = Wie wat codeerde
method-codes-caption = Codes die tellen, per criterium en codeur
method-no-agreement = Geen twee mensen codeerden in deze ronde dezelfde antwoorden, dus hoever codeurs overeenstemmen is niet bekend; shopper code agree meet het.
method-agreement = Krippendorffs alfa: vanaf 0,8 mag een criterium worden gepubliceerd, vanaf 0,667 is het voorlopig, daaronder ongeschikt. Een machine wordt gemeten aan waar mensen het over eens zijn.
method-agreement-caption = Hoever wie hetzelfde codeerden overeenstemmen
method-head-criterion = criterium
method-head-coder = codeur
method-head-codes = codes
method-head-people = mensen
method-head-units = eenheden
method-head-raw = gelijk
method-head-alpha = alfa (95%-interval)
method-head-kappa = kappa
method-coder-people = mensen
method-coder-human = mensen
method-coder-adjudicated = mensen, beslist tussen codeurs
method-coder-rules = regels
method-coder-model = statistisch model
method-coder-llm = taalmodel
method-clock = Openingstijden, feestdagen en verwachtingen
method-hours = Bedrijven die geen tijden noemen gelden als open { $hours }, in hun eigen tijdzone, anders { $zone }.
method-no-hours = Openingstijden zijn alleen bekend van bedrijven die ze noemen.
method-own-hours = { $n_own ->
    [0] Geen bedrijf heeft eigen openingstijden.
    [one] { $own } bedrijf heeft eigen openingstijden.
   *[other] { $own } bedrijven hebben eigen openingstijden.
}
method-no-holiday = Geen feestdag viel in de ronde.
method-holidays = Gesloten op { $days }.
method-holiday = { $day } ({ $name })
method-no-calendar = Van { $countries } is geen kalender van feestdagen bekend: daar telt elke weekdag.
method-expectation = Wat klanten verwachten ({ $channel }), als wachttijden en het aandeel dat dan nog tevreden is: { $curve }.
method-limits = Grenzen
method-limit-draws = De bedrijven van het panel zijn de trekkingen: wat wordt gezegd geldt voor bedrijven als deze, niet verder.
method-limit-silence = Stilte telt tot de sluiting; wat later zou zijn gekomen is niet bekend.
method-limit-questions = Er zijn alledaagse vragen gesteld; over klachten, bestellingen of noodgevallen wordt niets gezegd.
method-limit-codes = Codes van machines bevatten fouten; hoeveel is alleen bekend waar mensen hetzelfde codeerden.
method-limit-intervals = Intervallen gelden voor losse cijfers en zijn niet gecorrigeerd voor hoeveel het er zijn.
method-limit-noise = Dat iets ruis is, zegt niet dat er niets is.
method-denominators = Noemers
method-of-all = Alle bedrijven: elke geplande vraag, of het bedrijf het kanaal nu aanbiedt of niet.
method-of-offering = Bedrijven die het kanaal aanbieden: de vragen gepland bij wie het aanbiedt.
method-of-delivered = Aangekomen vragen: die het bedrijf hebben bereikt.
method-of-failures = Onze eigen fouten staan in geen ervan, behalve dat het aanbod een aandeel is van alles wat gepland was.
method-formula = De totaalscore: { $formula }.
method-formulas = Elke maat met haar formule
method-formulas-caption = Maten zoals in het codeboek, waarvan namen en teksten Engels zijn
method-head-metric = maat
method-head-scale = schaal
method-head-denominator = n telt
method-head-about = wat ze zegt en hoe ze wordt berekend (Engels)
method-head-interval = hoe het 95 %-interval wordt bepaald (Engels)
method-head-source = waar ze vandaan komt (Engels)
method-scale-count = aantal
method-scale-share = aandeel
method-scale-hours = uren
method-scale-seconds = seconden
method-scale-minutes = minuten
method-scale-points = punten
denominator-all-companies = alle bedrijven
denominator-companies-offering-the-channel = bedrijven die het kanaal aanbieden
denominator-enquiries-delivered = aangekomen vragen
denominator-enquiries-answered = beantwoorde vragen
denominator-enquiries-with-a-promise = vragen met een belofte
denominator-answers-coded = gecodeerde antwoorden
denominator-accounts-found = gevonden accounts
denominator-companies = bedrijven
denominator-pairs-of-answers = paren antwoorden
method-cite = Zo te citeren
method-citation = { $title }, ronde { $wave }. Mysteryshoppingonderzoek, veldwerk van { $opens } tot { $closes }, startgetal { $seed }. Gescoord met shopper { $program }.
method-citation-hash = Opzet { $hash }.
