league-title = { $leads }; { $apart }
league-nobody = Geen bedrijf heeft een totaalscore
league-one = { $company } heeft een totaalscore van { $score } punten
league-alike = Alle { $n } bedrijven hebben dezelfde totaalscore, { $score } punten
league-leads = { $company } staat bovenaan met { $score } punten
league-lead = { $companies } delen de eerste plaats met { $score } punten
league-share-first = { $n } bedrijven delen de eerste plaats met { $score } punten
league-apart = van { $n } bedrijven { $n_upper ->
    [one] staat
   *[other] staan
} er { $upper } met zekerheid in de bovenste helft en { $lower } in de onderste
league-apart-none = verder kan de volgorde van de { $n } bedrijven toeval zijn
league-apart-unknown = hoe ver het toeval de plaatsen heeft verschoven, valt niet te zeggen
league-about = De totaalscore loopt van 0 tot 100. Waaruit hij bestaat en met welke gewichten, staat in het codeboek van de data. Een kanaal dat een bedrijf niet aanbiedt, telt als niet beantwoord.
league-mean = Het gemiddelde over de bedrijven is { $mean }.
league-nothing-asked = { $n_number ->
    [one] { $n } bedrijf heeft geen score, omdat er niets is gevraagd dat meetelt.
   *[other] { $n } bedrijven hebben geen score, omdat hun niets is gevraagd dat meetelt.
}
league-too-little-known = { $n_number ->
    [one] { $n } bedrijf heeft geen score, omdat minder dan de helft van wat zou meetellen bekend is.
   *[other] { $n } bedrijven hebben geen score, omdat minder dan de helft van wat zou meetellen bekend is.
}
league-places = Plaatsen bij toeval: waar een bedrijf in 95 van de 100 gevallen zou staan als er andere vragen van dezelfde soort waren gesteld. Twee bedrijven waarvan de plaatsen overlappen, zijn niet van elkaar te onderscheiden. Een bedrijf staat met zekerheid in een helft als al zijn plaatsen daarin liggen.
league-interval = { $low }–{ $high }
league-score-interval = { $score } ({ $interval })
league-joint = gedeeld { $place }
league-range = { $low } t/m { $high }
league-chart = Totaalscore van elk bedrijf, de beste eerst
league-chart-note = Stippen zijn scores van 0 tot 100, lijnen hun 95%-intervallen.
league-left-out = de bedrijven hiertussen staan in de tabel
league-caption = Bedrijven op totaalscore, de beste eerst
league-head-company = bedrijf
league-head-place = plaats
league-head-sector = sector
league-head-score = score
league-head-interval = 95%-interval
league-head-places = plaatsen bij toeval
league-head-sector-place = plaats in de sector
league-others = De overige bedrijven
league-more-in-table = De bedrijven hierna staan in de tabel van de data.
