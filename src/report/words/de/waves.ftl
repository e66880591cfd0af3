waves-title-clear = { $n_judged ->
    [one] Die einzige verglichene Zahl hat sich seit { $base } klar verändert
   *[other] { $clear } von { $judged } Zahlen seit { $base } klar verändert
}
waves-title-none = { $n_judged ->
    [one] Die einzige verglichene Zahl hat sich seit { $base } nicht klar verändert
   *[other] Keine von { $judged } Zahlen hat sich seit { $base } klar verändert
}
waves-title-untold = Über Veränderungen seit { $base } lässt sich nichts sagen
waves-title-apart = Diese Welle ist mit { $base } nicht vergleichbar
waves-title-unread = Die frühere Welle konnte nicht gelesen werden
waves-intro = { $n_companies ->
    [one] { $head } wird mit { $base } verglichen: { $companies } Unternehmen ist in beiden Wellen und wird mit sich selbst verglichen.
   *[other] { $head } wird mit { $base } verglichen: { $companies } Unternehmen sind in beiden Wellen, und jedes wird mit sich selbst verglichen.
}
waves-meaning = Klar ist eine Veränderung, wenn ihr p-Wert, berichtigt für alle gemeinsam verglichenen Zahlen (Holm), unter 0,05 liegt. Rauschen heißt nicht, dass sich nichts verändert hat, nur dass der Zufall ebenso viel bewirken kann.
waves-alike = Die Wellen sind nicht gleich und wurden dennoch verglichen. Eine Veränderung kann daran liegen:
waves-pairs = Zu den Unternehmen in den Paaren
waves-apart = Worin sich die beiden Anlagen unterscheiden, sodass keine Veränderung zwischen ihnen etwas besagt:
waves-unread = Der Bericht einer früheren Welle konnte nicht gelesen werden: { $why }
waves-untold = { $n_count ->
    [one] Über { $count } Zahl lässt sich nichts sagen; die Tabelle nennt den Grund.
   *[other] Über { $count } Zahlen lässt sich nichts sagen; die Tabelle nennt den Grund.
}
waves-better = { $what }: von { $base } auf { $head }, eine Verbesserung ({ $details }).
waves-worse = { $what }: von { $base } auf { $head }, eine Verschlechterung ({ $details }).
waves-changed = { $what }: von { $base } auf { $head } ({ $details }).
waves-details = { $n_companies ->
    [one] Veränderung { $effect }, { $companies } Unternehmen, berichtigtes p { $p }
   *[other] Veränderung { $effect }, { $companies } Unternehmen, berichtigtes p { $p }
}
waves-not-reached = von der Hälfte nicht erreicht
waves-nothing = nichts
waves-p-is = = { $p }
waves-p-below = < 0,001
waves-effect-points = { $points } Punkte
waves-effect-hours = { $hours } h
waves-effect-ratio = { $ratio }-faches Tempo
waves-effect-plain = { $number }
waves-effect-endless = unbegrenzt schneller
waves-from-to = { $low } bis { $high }
waves-from = ab { $low }
waves-clear = klar
waves-noise = Rauschen
waves-unknown = nicht zu sagen
waves-clear-better = klar, besser
waves-clear-worse = klar, schlechter
waves-head-what = was
waves-head-n = n
waves-head-companies = Unternehmen
waves-head-effect = Veränderung
waves-head-interval = 95-%-Intervall
waves-head-p = berichtigtes p
waves-head-call = in Worten
waves-caption = { $head } gegenüber { $base }, der Unternehmen, die die Zahl in beiden Wellen haben; die Veränderung ist der Abstand zur früheren Welle, bei mittleren Zeiten (Median) das Verhältnis der Raten, über 1, wo Antworten schneller kommen.
waves-share = { $share } (n = { $n })
waves-chart-title = Welle gegen Welle
waves-chart-key = Heller Punkt: { $base }. Dunkler Punkt: { $head }. Blau: eine klare Veränderung; grau: Rauschen, oder nicht zu sagen.
waves-chart-said = Hanteldiagramm: jede Zahl in { $base } und in { $head }, durch eine Linie verbunden.
waves-chart-row = { $what }: { $base } auf { $head }, { $call }.
waves-chart-shares = Anteile
waves-chart-hours = Zeiten
waves-chart-points = Punktwerte
waves-over-heading = Über die Wellen der Studie
waves-over-caption = Anteil der zugestellten Anfragen, die beantwortet wurden, wie ihn der Bericht jeder Welle nennt
waves-over-title = Anteil beantwortet, Welle für Welle
waves-over-said = Liniendiagramm des Anteils der zugestellten Anfragen, die beantwortet wurden, von Welle zu Welle, nach Kanal.
waves-over-row = { $channel }: { $values }.
waves-over-value = { $wave } { $share }
waves-over-note = Jeder Wert gilt für das ganze Panel seiner Welle, wie ihn deren Bericht nennt; nur die beiden Wellen oben wurden gegeneinander getestet.
waves-over-differs = Welle { $wave } unterscheidet sich von dieser in Folgendem: { $topics }. Eine Veränderung kann daran liegen.
waves-head-channel = Kanal
waves-topic-study = die Studie
waves-topic-formula = die Formel der Gesamtwertung
waves-topic-channels = die Kanäle
waves-topic-questions = die Fragen
waves-topic-panel = das Panel
waves-topic-personas = die Testkunden
waves-topic-clock = die Uhr
waves-topic-cut-off = der Stichtag
waves-topic-population = die Grundgesamtheit
waves-none = keine
waves-asked-all = jede Frage
waves-asked-count = { $n_count ->
    [one] { $count } Frage
   *[other] { $count } Fragen
}
waves-asked-ids = die Fragen { $ids }
waves-differ-study = Es sind Wellen zweier Studien: { $base } und { $head }.
waves-differ-formula = Die Gesamtwertung wird nach einer anderen Formel berechnet: früher { $base }, jetzt { $head }.
waves-differ-population = Das Panel soll aus einer anderen Grundgesamtheit gezogen sein: früher { $base }, jetzt { $head }.
waves-differ-personas = Andere Testkunden haben gefragt: früher { $base }, jetzt { $head }.
waves-differ-clock = Die Zeit wird anders gezählt. Früher: { $base }. Jetzt: { $head }.
waves-differ-cut-off = In der früheren Welle wurde { $base } auf Antworten gewartet, in der späteren { $head }.
waves-differ-open-base = Die Feldarbeit der früheren Welle war noch nicht abgeschlossen, als über sie berichtet wurde (Stand: { $at }).
waves-differ-open-head = Die Feldarbeit der späteren Welle war noch nicht abgeschlossen, als über sie berichtet wurde (Stand: { $at }).
waves-differ-channels-base = Nur die frühere Welle fragte über: { $channels }.
waves-differ-channels-head = Nur die spätere Welle fragte über: { $channels }.
waves-differ-asked = Kanal { $channel }: Die frühere Welle stellte { $base }, die spätere { $head }.
waves-differ-dropped = { $n_ids ->
    [one] { $n } Frage ist seit der früheren Welle entfallen ({ $ids }).
   *[other] { $n } Fragen sind seit der früheren Welle entfallen ({ $ids }).
}
waves-differ-added = { $n_ids ->
    [one] { $n } Frage ist seit der früheren Welle hinzugekommen ({ $ids }).
   *[other] { $n } Fragen sind seit der früheren Welle hinzugekommen ({ $ids }).
}
waves-differ-reworded = { $n_ids ->
    [one] { $n } Frage ist anders formuliert als in der früheren Welle ({ $ids }).
   *[other] { $n } Fragen sind anders formuliert als in der früheren Welle ({ $ids }).
}
waves-differ-rekeyed = { $n_ids ->
    [one] Was als richtig gilt, hat sich bei { $n } Frage geändert ({ $ids }).
   *[other] Was als richtig gilt, hat sich bei { $n } Fragen geändert ({ $ids }).
}
waves-differ-companies-base = { $n_ids ->
    [one] { $n } Unternehmen ist nur in der früheren Welle ({ $ids }).
   *[other] { $n } Unternehmen sind nur in der früheren Welle ({ $ids }).
}
waves-differ-companies-head = { $n_ids ->
    [one] { $n } Unternehmen ist nur in der späteren Welle ({ $ids }).
   *[other] { $n } Unternehmen sind nur in der späteren Welle ({ $ids }).
}
waves-differ-companies = Im Panel sind andere Unternehmen, oder die frühere Welle nennt sie beim Namen.
waves-differ-no-company = Ein Unternehmen sollte früher { $base } und jetzt { $head } sein, doch eines der Panels kennt kein solches Unternehmen.
waves-differ-twice = Das Unternehmen { $base } der früheren Welle sollte jetzt mehr als eines sein: { $head }.
waves-differ-nobody = Kein Unternehmen ist in beiden Wellen.
waves-pair-merged = { $base } sind in { $head } aufgegangen: In der früheren Welle zählen sie als ein Unternehmen.
waves-pair-renumbered = { $base } der früheren Welle hat jetzt die Kennung { $head }.
waves-pair-renamed = { $company } hieß { $base } und heißt jetzt { $head }.
waves-pair-moved = { $company } war in der Branche { $base } und zählt jetzt zu { $head }, in beiden Wellen.
waves-why-nothing-in-either = in keiner der beiden Wellen wurde etwas gemessen
waves-why-nothing-in-base = in der früheren Welle wurde nichts gemessen
waves-why-nothing-in-head = in der späteren Welle wurde nichts gemessen
waves-why-nobody-in-both = kein Unternehmen hat die Zahl in beiden Wellen
waves-why-other-channels = sie gilt für alle Kanäle zusammen, und diese sind nicht dieselben
waves-why-too-short = manche wurden nicht so lange beobachtet, wie die Zahl vorausblickt
waves-why-too-few = weniger als sechs Unternehmen: bei so wenigen kann keine Veränderung klar heißen
waves-metric-answered = Beantwortet, von den zugestellten Anfragen
waves-metric-correct = Richtig, von den codierten Antworten
waves-metric-complete = Jeder Teil der Frage beantwortet
waves-metric-first-contact-resolution = Beim ersten Kontakt erledigt
waves-metric-expectation-met = Kunden, die mit der Wartezeit noch zufrieden sind
waves-metric-promise-kept = Versprochene Antwortzeit eingehalten
waves-metric-consistency-coverage = Inhaltliche Antworten, von Fragen auf mehreren Kanälen
waves-metric-consistency-agreement = Übereinstimmende Antwortpaare
waves-metric-consistent-companies = Unternehmen, deren Antworten alle übereinstimmen
waves-metric-median-hours-to-answer = Median der Zeit bis zur Antwort
waves-metric-restricted-mean-hours-to-answer = Mittlere Wartezeit, in den ersten 72 Stunden
waves-metric-overall-score = Gesamtwertung
waves-page-title = { $head } gegenüber { $base }
waves-chart-figures = { $base } → { $head } (n = { $base_n } → { $head_n })
