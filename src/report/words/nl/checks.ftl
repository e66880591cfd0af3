checks-title-untold = Of de opzet standhield, valt niet te zeggen
checks-title-none = Niets wijst erop dat de manier van vragen ongelijk was, of uitmaakte
checks-title-none-of-tested = In wat getoetst kon worden wijst niets erop dat de manier van vragen ongelijk was, of uitmaakte
checks-title-clear = { $n_count ->
    [one] { $count } controle van de opzet vraagt aandacht
   *[other] { $count } controles van de opzet vragen aandacht
}
checks-clear = { $check }, naar { $factor } ({ $channel }): duidelijk, gecorrigeerde p { $p }.
checks-untested = Niet getoetst, omdat er te weinig te vergelijken was: { $list }.
checks-untested-one = { $check }, naar { $factor }
checks-noticed-none = Van geen bedrijf is genoteerd dat het onderzoek is opgemerkt.
checks-noticed = { $n_count ->
    [one] Eén bedrijf lijkt het onderzoek te hebben opgemerkt: { $names }.
   *[other] Deze bedrijven lijken het onderzoek te hebben opgemerkt: { $names }.
}
checks-without = Daarzonder verandert het aandeel { $metric } ({ $channel }) het meest: { $all } met alle bedrijven, { $without } zonder, { $difference } procentpunten.
checks-population = Intervallen en toetsen zien de bedrijven als getrokken uit vele soortgelijke. Waar het panel iedereen omvat om wie het gaat, is wat over precies deze bedrijven wordt gezegd zekerder dan de intervallen aangeven.
checks-all = Elke toets
checks-caption = Toetsen van evenwicht en van effect; bedrijven zijn de eenheden, en alle toetsen vormen één familie (Holm)
checks-head-check = wat
checks-head-factor = naar
checks-what-balance-over-sectors = Ongelijk over de sectoren
checks-what-balance-over-channels = Ongelijk over de kanalen
checks-what-answered = Aandeel beantwoord verschilt
checks-what-hours-to-answer = Tijd tot het antwoord verschilt
checks-factor-wording = formulering
checks-factor-persona = mystery shopper
checks-factor-weekday = weekdag
checks-factor-position = plaats in de volgorde
