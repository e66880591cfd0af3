measure-answered = beantwoord
measure-within-a-day = beantwoord binnen 24 uur
measure-expectation = klanten tevreden met de wachttijd
measure-correct = juist, van de gecontroleerde antwoorden
measure-consistent = zelfde antwoord op twee kanalen
measure-score = totaalscore

sectors-title = Het meest werd beantwoord in { $best }, { $high } van alle vragen; het minst in { $worst }, { $low }
sectors-alike = Elke sector beantwoordde hetzelfde deel van alle vragen, { $share }
sectors-apart = De beste en de slechtste sector verschillen meer dan door toeval: hun 95%-intervallen overlappen niet.
sectors-overlap = De 95%-intervallen van de beste en de slechtste sector overlappen, dus de volgorde van de sectoren kan toeval zijn.
sectors-unknown = Hoe ver het toeval de sectoren heeft verschoven, valt niet te zeggen: daarvoor zijn per sector twee of meer bedrijven nodig.
sectors-left-out = Alleen de beste en de slechtste sectoren worden getoond; alle staan in de tabel van de data.
sectors-chart = Zes maten per sector
sectors-chart-note = Stippen zijn sectoren met hun 95%-intervallen, de verticale lijn is het hele panel; elke schaal loopt van 0 tot 100.
sectors-panel = alle sectoren
sectors-sector = sector
sectors-caption = Maten per sector, met 95%-intervallen en waarop elk cijfer berust

heatmap-title = Via { $channel } { $n_number ->
    [one] beantwoordde { $n } bedrijf
   *[other] beantwoordden { $n } bedrijven
} niets van wat was aangekomen
heatmap-nobody-silent = Elk bedrijf beantwoordde iets op elk kanaal waarop iets is aangekomen
heatmap-about = Aandeel van de aangekomen vragen dat is beantwoord, per bedrijf en kanaal; sectoren en bedrijven op score, de beste eerst.
heatmap-chart = Aandeel beantwoord per bedrijf en kanaal
heatmap-chart-sectors = Aandeel beantwoord per sector en kanaal
heatmap-chart-note = Hoe donkerder, hoe meer er is beantwoord. Een streepje: niet aangeboden; grijs met een streep: niets aangekomen.
heatmap-absent = niet aangeboden
heatmap-unknown = niets aangekomen
heatmap-caption = Aandeel beantwoord van de aangekomen vragen
heatmap-fold = Bedrijven van { $first } tot en met { $last }
heatmap-too-many = Er zijn te veel bedrijven om elk te tekenen: hun cijfers staan in de tabel van de data.
