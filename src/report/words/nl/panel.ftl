chart-title = { $title }: { $what }, ronde { $wave }
chart-n = n = { $n }
cell-with-n = { $value }, n = { $n }
nothing = –
all-sectors = Alle sectoren
panel-title = { $best } werd het meest beantwoord ({ $best_share }), { $worst } het minst ({ $worst_share })
panel-title-one = Via { $channel } werd { $share } van de vragen aan alle bedrijven beantwoord
panel-title-alike = Elk kanaal werd even vaak beantwoord, { $share }
panel-title-none = Hoe vaak de kanalen werden beantwoord, valt nog niet te zeggen
panel-share = van de vragen aan alle bedrijven werd beantwoord
card-interval = 95%-interval { $interval }, n = { $n }
card-delivered = Van de aangekomen vragen: { $share }
card-offered = Aangeboden: { $share }
card-median = Mediane tijd tot antwoord: { $median }
card-no-median = Mediane tijd tot antwoord: niet bereikt
card-expectation = Aan de verwachting voldaan: { $share }
card-correct = Juist: { $share }
panel-sectors = Sector voor sector
panel-caption = Aandeel van de vragen aan alle bedrijven dat werd beantwoord, met 95%-interval en n, over alle kanalen en per kanaal; daarna wat de antwoorden waard waren. De beste eerst.
panel-other-sectors = De overige sectoren
head-sector = sector
head-expectation = aan verwachting voldaan
head-correct = juist
head-channel = kanaal
head-answered = beantwoord
rates-what = aandeel beantwoord per sector
rates-note = Aandeel van de vragen aan alle bedrijven dat vóór de sluiting werd beantwoord, met 95%-interval.
rates-description = Stippendiagram. Aandeel van de vragen aan alle bedrijven dat vóór de sluiting werd beantwoord, met 95%-interval, per sector.
rates-nothing = geen vraag telt mee, dus er valt niets te zeggen
rates-skipped = de sectoren hiertussen zijn niet getekend: ze staan in de tabel
rates-empty = Over sectoren die ontbreken, valt niets te zeggen, omdat er geen vraag meetelt.
rates-caption = Aandeel van de vragen aan alle bedrijven dat vóór de sluiting werd beantwoord, de beste eerst

waiting-title = Na een dag nog zonder antwoord: { $channels }
waiting-title-none = Hoe lang een antwoord duurt, valt nog niet te zeggen
waiting-channel = { $channel } { $share }
waiting-about = Wie geen antwoord kreeg, wacht nog als de waarneming eindigt: zulke vragen vallen niet weg, zoals bij een gemiddelde over de antwoorden. De curven zijn Kaplan-Meier-schattingen. De cijfers erboven zeggen hoeveel klanten op de 100 nog tevreden zouden zijn met een antwoord dat dan komt, volgens de verwachtingscurve van het onderzoek.
waiting-what = nog wachtend
waiting-note = Aandeel van de aangekomen vragen dat nog wacht, naar tijd sinds verzending (Kaplan-Meier; band: 95%-interval).
waiting-description = Kaplan-Meier-curven. Aandeel van de aangekomen vragen dat nog op antwoord wacht, naar tijd sinds verzending, op een logaritmische as; aangegeven is het aandeel klanten dat nog tevreden zou zijn.
waiting-nothing = er kwam geen vraag aan, dus er valt niets te zeggen
waiting-facts = { $n } aangekomen, { $answered } op tijd beantwoord; mediaan { $median }
waiting-facts-no-median = { $n } aangekomen, { $answered } op tijd beantwoord; mediaan niet bereikt
waiting-at-risk = gevolgd
waiting-satisfied = tevreden, %
waiting-no-answer = geen antwoord { $share }
waiting-no-word = geen woord { $share }
waiting-said = { $time }: { $share } wacht nog, { $at_risk } gevolgd, { $satisfied } van de klanten nog tevreden
waiting-caption = Wachtend op een antwoord, en op welk woord dan ook, naar tijd sinds verzending; hoeveel er nog gevolgd werden; en hoeveel klanten nog tevreden zouden zijn
waiting-head-time = na
waiting-head-waiting = nog geen antwoord
waiting-head-word = nog geen woord
waiting-head-watched = gevolgd en wachtend
waiting-head-satisfied = klanten nog tevreden
waiting-end = einde van de waarneming, { $hours }
time-1-min = 1 min
time-10-min = 10 min
time-1-h = 1 u
time-6-h = 6 u
time-24-h = 24 u
time-36-h = 36 u
time-72-h = 72 u
time-7-d = 7 d
time-14-d = 14 d
time-30-d = 30 d
time-90-d = 90 d
time-1-y = 1 jaar
time-10-y = 10 jaar

ladder-title = Van { $n_number ->
    [one] { $n } vraag
   *[other] { $n } vragen
} { $answered_number ->
    [one] werd { $answered }
   *[other] werden er { $answered }
} beantwoord; stilte volgde op { $silent }
ladder-about = Elke vraag eindigde op één manier, naar het beste dat vóór de sluiting kwam. Van links naar rechts: beantwoord; deels of te laat; een reactie die geen antwoord was; stilte; niet aangekomen; niet aangeboden.
ladder-what = hoe vragen eindigden
ladder-note = Elke geplande vraag, naar hoe zij eindigde; het beste einde eerst.
ladder-description = Gestapelde balken. Hoe de geplande vragen op elk kanaal eindigden, het beste einde eerst.
ladder-smaller = verder, van links: { $parts }
ladder-part = { $what } { $share }
ladder-said = { $what } { $count } ({ $share })
ladder-count = { $count } ({ $share })
ladder-caption = Geplande vragen naar hun einde: aantal en aandeel
ladder-head = geëindigd als
ladder-planned = gepland
ladder-answered = deels of te laat
ladder-word = reactie, geen antwoord
ladder-silence = stilte
ladder-lost = niet aangekomen
ladder-absent = niet aangeboden
disposition-not-offered = niet aangeboden
disposition-not-sent = niet verstuurd
disposition-in-doubt = misschien verstuurd
disposition-undeliverable = onbestelbaar
disposition-silent = stil
disposition-acknowledged = alleen ontvangst bevestigd
disposition-redirected = doorverwezen
disposition-refused = geweigerd
disposition-off-point = naast de vraag
disposition-partial = deels beantwoord
disposition-answered = beantwoord
disposition-correct = juist
disposition-wrong = onjuist
disposition-too-late = te laat
