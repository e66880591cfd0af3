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
waves-in-english = { $topic } (englisch): { $why }
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
