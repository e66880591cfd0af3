checks-title-untold = Ob die Anlage gehalten hat, lässt sich nicht sagen
checks-title-none = Nichts deutet darauf hin, dass ungleich gefragt wurde oder dass die Art zu fragen eine Rolle spielte
checks-title-none-of-tested = In dem, was sich prüfen ließ, deutet nichts darauf hin, dass ungleich gefragt wurde oder dass die Art zu fragen eine Rolle spielte
checks-title-clear = { $n_count ->
    [one] { $count } Prüfung der Anlage verdient Beachtung
   *[other] { $count } Prüfungen der Anlage verdienen Beachtung
}
checks-clear = { $check }, nach { $factor } ({ $channel }): klar, berichtigtes p { $p }.
checks-untested = Nicht geprüft, weil zu wenig zu vergleichen war: { $list }.
checks-untested-one = { $check }, nach { $factor }
checks-noticed-none = Von keinem Unternehmen ist vermerkt, dass es die Studie bemerkt hat.
checks-noticed = { $n_count ->
    [one] Ein Unternehmen scheint die Studie bemerkt zu haben: { $names }.
   *[other] Diese Unternehmen scheinen die Studie bemerkt zu haben: { $names }.
}
checks-without = Ohne sie ändert sich der Anteil { $metric } ({ $channel }) am meisten: { $all } mit allen Unternehmen, { $without } ohne, { $difference } Prozentpunkte.
checks-population = Intervalle und Tests betrachten die Unternehmen als aus vielen ähnlichen gezogen. Umfasst das Panel alle, um die es geht, ist das über genau diese Unternehmen Gesagte sicherer, als die Intervalle angeben.
checks-all = Jeder Test
checks-caption = Tests auf Gleichverteilung und auf Wirkung; die Unternehmen sind die Einheiten, und alle Tests bilden eine Familie (Holm)
checks-head-check = was
checks-head-factor = nach
checks-what-balance-over-sectors = Ungleich über die Branchen verteilt
checks-what-balance-over-channels = Ungleich über die Kanäle verteilt
checks-what-answered = Anteil beantwortet unterscheidet sich
checks-what-hours-to-answer = Zeit bis zur Antwort unterscheidet sich
checks-factor-wording = Wortlaut
checks-factor-persona = Testkunde
checks-factor-weekday = Wochentag
checks-factor-position = Platz in der Reihenfolge
