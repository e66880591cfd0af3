waves-title-clear = { $n_judged ->
    [one] Het enige vergeleken cijfer is duidelijk veranderd sinds { $base }
   *[other] { $clear } van de { $judged } cijfers duidelijk veranderd sinds { $base }
}
waves-title-none = { $n_judged ->
    [one] Het enige vergeleken cijfer is niet duidelijk veranderd sinds { $base }
   *[other] Geen van de { $judged } cijfers is duidelijk veranderd sinds { $base }
}
waves-title-untold = Over veranderingen sinds { $base } valt niets te zeggen
waves-title-apart = Deze ronde is niet te vergelijken met { $base }
waves-title-unread = De eerdere ronde kon niet worden gelezen
waves-intro = { $n_companies ->
    [one] { $head } wordt naast { $base } gelegd: { $companies } bedrijf zit in beide rondes en wordt met zichzelf vergeleken.
   *[other] { $head } wordt naast { $base } gelegd: { $companies } bedrijven zitten in beide rondes, en elk wordt met zichzelf vergeleken.
}
waves-meaning = Een verandering is duidelijk als de p-waarde, gecorrigeerd voor alle cijfers die samen zijn vergeleken (Holm), onder 0,05 ligt. Ruis wil niet zeggen dat er niets is veranderd, alleen dat toeval evenveel kan doen.
waves-alike = De rondes zijn niet gelijk en toch vergeleken. Een verandering kan hieraan liggen:
waves-pairs = Over de bedrijven in de paren
waves-apart = Wat er verschilt tussen de twee opzetten, zodat geen verschil ertussen iets betekent:
waves-unread = Een rapport van een eerdere ronde kon niet worden gelezen: { $why }
waves-untold = { $n_count ->
    [one] Over { $count } cijfer valt niets te zeggen; de tabel zegt waarom.
   *[other] Over { $count } cijfers valt niets te zeggen; de tabel zegt waarom.
}
waves-better = { $what }: van { $base } naar { $head }, een verbetering ({ $details }).
waves-worse = { $what }: van { $base } naar { $head }, een verslechtering ({ $details }).
waves-changed = { $what }: van { $base } naar { $head } ({ $details }).
waves-details = { $n_companies ->
    [one] verandering { $effect }, { $companies } bedrijf, gecorrigeerde p { $p }
   *[other] verandering { $effect }, { $companies } bedrijven, gecorrigeerde p { $p }
}
waves-not-reached = niet bereikt door de helft
waves-nothing = niets
waves-p-is = = { $p }
waves-p-below = < 0,001
waves-effect-points = { $points } punten
waves-effect-hours = { $hours } h
waves-effect-ratio = { $ratio } maal het tempo
waves-effect-plain = { $number }
waves-effect-endless = onbegrensd sneller
waves-from-to = { $low } tot { $high }
waves-from = vanaf { $low }
waves-clear = duidelijk
waves-noise = ruis
waves-unknown = niet te zeggen
waves-clear-better = duidelijk, beter
waves-clear-worse = duidelijk, slechter
waves-head-what = wat
waves-head-n = n
waves-head-companies = bedrijven
waves-head-effect = verandering
waves-head-interval = 95%-interval
waves-head-p = gecorrigeerde p
waves-head-call = in woorden
waves-caption = { $head } tegenover { $base }, van de bedrijven die het cijfer in beide rondes hebben; de verandering is het verschil met de eerdere ronde, bij mediane tijden de verhouding van het tempo, boven 1 waar antwoorden sneller komen.
waves-share = { $share } (n = { $n })
waves-chart-title = Ronde tegen ronde
waves-chart-key = Lichte stip: { $base }. Donkere stip: { $head }. Blauw: een duidelijke verandering; grijs: ruis, of niet te zeggen.
waves-chart-said = Halterdiagram: elk cijfer in { $base } en in { $head }, verbonden door een lijn.
waves-chart-row = { $what }: { $base } naar { $head }, { $call }.
waves-chart-shares = Aandelen
waves-chart-hours = Tijden
waves-chart-points = Scores
waves-over-heading = Over de rondes van het onderzoek
waves-over-caption = Aandeel van de aangekomen vragen dat is beantwoord, zoals het rapport van elke ronde het geeft
waves-over-title = Aandeel beantwoord, ronde na ronde
waves-over-said = Hellingdiagram van het aandeel van de aangekomen vragen dat is beantwoord, van ronde tot ronde, per kanaal.
waves-over-row = { $channel }: { $values }.
waves-over-value = { $wave } { $share }
waves-over-note = Elk cijfer is van het hele panel van die ronde, zoals haar eigen rapport het geeft; alleen de twee rondes hierboven zijn tegen elkaar getoetst.
waves-over-differs = Ronde { $wave } verschilt van deze in { $topics }: een verandering kan daaraan liggen.
waves-head-channel = kanaal
waves-topic-study = het onderzoek
waves-topic-formula = de formule van de totaalscore
waves-topic-channels = de kanalen
waves-topic-questions = de vragen
waves-topic-panel = het panel
waves-topic-personas = de mystery shoppers
waves-topic-clock = de klok
waves-topic-cut-off = de sluiting
waves-topic-population = de populatie
waves-none = geen
waves-asked-all = elke vraag
waves-asked-count = { $n_count ->
    [one] { $count } vraag
   *[other] { $count } vragen
}
waves-asked-ids = de vragen { $ids }
waves-differ-study = Het zijn rondes van twee onderzoeken: { $base } en { $head }.
waves-differ-formula = De totaalscore wordt volgens een andere formule berekend: eerder { $base }, nu { $head }.
waves-differ-population = Het panel heet uit een andere populatie getrokken te zijn: eerder { $base }, nu { $head }.
waves-differ-personas = Andere mystery shoppers stelden de vragen: eerder { $base }, nu { $head }.
waves-differ-clock = De tijd wordt anders geteld. Eerder: { $base }. Nu: { $head }.
waves-differ-cut-off = In de eerdere ronde is { $base } op antwoord gewacht, in de latere { $head }.
waves-differ-open-base = Het veldwerk van de eerdere ronde was nog niet afgelopen toen erover werd gerapporteerd, stand { $at }.
waves-differ-open-head = Het veldwerk van de latere ronde was nog niet afgelopen toen erover werd gerapporteerd, stand { $at }.
waves-differ-channels-base = Alleen de eerdere ronde vroeg via: { $channels }.
waves-differ-channels-head = Alleen de latere ronde vroeg via: { $channels }.
waves-differ-asked = Via { $channel } stelde de eerdere ronde { $base }, de latere { $head }.
waves-differ-dropped = { $n_ids ->
    [one] { $n } vraag is sinds de eerdere ronde vervallen ({ $ids }).
   *[other] { $n } vragen zijn sinds de eerdere ronde vervallen ({ $ids }).
}
waves-differ-added = { $n_ids ->
    [one] { $n } vraag is sinds de eerdere ronde toegevoegd ({ $ids }).
   *[other] { $n } vragen zijn sinds de eerdere ronde toegevoegd ({ $ids }).
}
waves-differ-reworded = { $n_ids ->
    [one] { $n } vraag is anders geformuleerd dan in de eerdere ronde ({ $ids }).
   *[other] { $n } vragen zijn anders geformuleerd dan in de eerdere ronde ({ $ids }).
}
waves-differ-rekeyed = { $n_ids ->
    [one] Wat als juist geldt, is veranderd voor { $n } vraag ({ $ids }).
   *[other] Wat als juist geldt, is veranderd voor { $n } vragen ({ $ids }).
}
waves-differ-companies-base = { $n_ids ->
    [one] { $n } bedrijf zit alleen in de eerdere ronde ({ $ids }).
   *[other] { $n } bedrijven zitten alleen in de eerdere ronde ({ $ids }).
}
waves-differ-companies-head = { $n_ids ->
    [one] { $n } bedrijf zit alleen in de latere ronde ({ $ids }).
   *[other] { $n } bedrijven zitten alleen in de latere ronde ({ $ids }).
}
waves-differ-companies = Er zitten andere bedrijven in het panel, of de eerdere ronde noemt ze bij naam.
waves-differ-no-company = Een bedrijf zou eerder { $base } zijn en nu { $head }, maar een van de panels kent zo’n bedrijf niet.
waves-differ-twice = Het bedrijf { $base } uit de eerdere ronde zou er nu meer dan één zijn: { $head }.
waves-differ-nobody = Geen enkel bedrijf zit in beide rondes.
waves-pair-merged = { $base } zijn opgegaan in { $head }: in de eerdere ronde tellen ze als één bedrijf.
waves-pair-renumbered = { $base } uit de eerdere ronde heeft nu de id { $head }.
waves-pair-renamed = { $company } heette { $base } en heet nu { $head }.
waves-pair-moved = { $company } zat in de sector { $base } en telt nu in { $head }, in beide rondes.
waves-why-nothing-in-either = in geen van beide rondes is iets gemeten
waves-why-nothing-in-base = in de eerdere ronde is niets gemeten
waves-why-nothing-in-head = in de latere ronde is niets gemeten
waves-why-nobody-in-both = geen bedrijf heeft het cijfer in beide rondes
waves-why-other-channels = het gaat over alle kanalen samen, en die zijn niet dezelfde
waves-why-too-short = sommige zijn minder lang gevolgd dan het cijfer vooruitkijkt
waves-why-too-few = minder dan zes bedrijven: bij zo weinig kan geen verandering duidelijk heten
waves-metric-answered = Beantwoord, van de aangekomen vragen
waves-metric-correct = Juist, van de gecodeerde antwoorden
waves-metric-complete = Elk deel van de vraag beantwoord
waves-metric-first-contact-resolution = Bij het eerste contact opgelost
waves-metric-expectation-met = Klanten die na het wachten nog tevreden zijn
waves-metric-promise-kept = Beloofde reactietijd nagekomen
waves-metric-consistency-coverage = Inhoudelijke reacties, van vragen op meer dan één kanaal
waves-metric-consistency-agreement = Paren antwoorden die overeenstemmen
waves-metric-consistent-companies = Bedrijven waarvan alle antwoorden overeenstemmen
waves-metric-median-hours-to-answer = Mediane tijd tot het antwoord
waves-metric-restricted-mean-hours-to-answer = Gemiddelde wachttijd, van de eerste 72 uur
waves-metric-overall-score = Totaalscore
waves-page-title = { $head } tegenover { $base }
waves-chart-figures = { $base } → { $head } (n = { $base_n } → { $head_n })
