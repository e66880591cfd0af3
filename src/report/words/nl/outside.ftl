outside-title-clear = { $n_names ->
    [one] { $names } hangt samen met de totaalscore
   *[other] { $names } hangen samen met de totaalscore
}
outside-title-none = { $names }: niet méér samenhang met de totaalscore dan toeval kan geven
outside-known = { $n_count ->
    [one] { $name } ({ $source }) is bekend van { $count } bedrijf.
   *[other] { $name } ({ $source }) is bekend van { $count } bedrijven.
}
outside-no-source = geen bron genoemd
outside-too-few = { $n_count ->
    [0] Geen bedrijf heeft zowel deze als een totaalscore, te weinig om iets te zeggen (n = { $n }).
    [one] Slechts { $n } bedrijf heeft zowel deze als een totaalscore, te weinig om iets te zeggen (n = { $n }).
   *[other] Slechts { $n } bedrijven hebben zowel deze als een totaalscore, te weinig om iets te zeggen (n = { $n }).
}
outside-equal = Van de { $n } bedrijven die beide hebben, is een van de twee overal gelijk, dus over een samenhang valt niets te zeggen (n = { $n }).
outside-higher = Bedrijven met een hogere waarde hebben doorgaans een hogere totaalscore (rho = { $rho }, n = { $n }, gecorrigeerde p { $p }).
outside-lower = Bedrijven met een hogere waarde hebben doorgaans een lagere totaalscore (rho = { $rho }, n = { $n }, gecorrigeerde p { $p }).
outside-chance = Niet méér samenhang met de totaalscore dan toeval kan geven (rho = { $rho }, n = { $n }, gecorrigeerde p { $p }).
outside-with = Met { $metric }: rho = { $rho }, n = { $n }, gecorrigeerde p { $p }.
outside-few = Te weinig bedrijven hebben het en { $metric } allebei om iets te zeggen (n = { $n }).
outside-rho = { $rho } ({ $low } tot { $high })
outside-chart = { $metric } naar { $name }
outside-chart-said = Spreidingsdiagram, een stip per bedrijf: { $metric } tegen { $name }. { $found }
outside-chart-key = Een stip per bedrijf. { $found }
outside-chart-empty = Geen bedrijf heeft beide, dus er valt niets te tonen.
outside-pairs = Bedrijven met beide cijfers
outside-head-company = bedrijf
outside-head-score = totaalscore
outside-others = Naast andere cijfers gelegd
outside-others-caption = Spearmans rangcorrelatie van { $name } met cijfers van de ronde, die van elk bedrijf zelf
outside-head-metric = cijfer
outside-head-channel = kanaal
outside-head-rho = rho (95%-interval)
outside-head-n = n
outside-head-p = gecorrigeerde p
outside-about = Spearmans rangcorrelatie met het interval van Bonett en Wright (2000); p is gecorrigeerd over alle cijfers die naast dezelfde externe score zijn gelegd (Holm). Dat twee cijfers samengaan, zegt niet welk de oorzaak is, of dat een derde dat is.
outside-metric-overall-score = Totaalscore
outside-metric-answered = Beantwoord, van alle vragen
outside-metric-answered-same-day = Dezelfde dag beantwoord
outside-metric-expectation-met = Klanten die na het wachten nog tevreden zijn
outside-metric-promise-kept = Beloofde reactietijd nagekomen
outside-metric-first-contact-resolution = Bij het eerste contact opgelost
outside-metric-correct = Juist, van de gecodeerde antwoorden
outside-metric-complete = Elk deel van de vraag beantwoord
outside-metric-consistency-agreement = Paren antwoorden die overeenstemmen
outside-metric-self-service-found = Gevonden via zelfbediening
outside-metric-rating = Oordeel van de mystery shopper
outside-metric-net-promoter-score = Net promoter score van de mystery shoppers
outside-metric-resolved = Volgens de mystery shopper opgelost
