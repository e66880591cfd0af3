outside-title-clear = { $n_names ->
    [one] { $names } geht mit der Gesamtwertung einher
   *[other] { $names } gehen mit der Gesamtwertung einher
}
outside-title-none = { $names }: kein Zusammenhang mit der Gesamtwertung, der über Zufall hinausgeht
outside-known = { $n_count ->
    [one] { $name } ({ $source }) ist von { $count } Unternehmen bekannt.
   *[other] { $name } ({ $source }) ist von { $count } Unternehmen bekannt.
}
outside-no-source = keine Quelle genannt
outside-too-few = { $n_count ->
    [0] Kein Unternehmen hat sowohl ihn als auch eine Gesamtwertung, zu wenig für eine Aussage (n = { $n }).
    [one] Nur { $n } Unternehmen hat sowohl ihn als auch eine Gesamtwertung, zu wenig für eine Aussage (n = { $n }).
   *[other] Nur { $n } Unternehmen haben sowohl ihn als auch eine Gesamtwertung, zu wenig für eine Aussage (n = { $n }).
}
outside-equal = Bei den { $n } Unternehmen, die beides haben, ist einer der beiden Werte überall gleich; über einen Zusammenhang lässt sich nichts sagen (n = { $n }).
outside-higher = Unternehmen mit höherem Wert haben tendenziell eine höhere Gesamtwertung (rho = { $rho }, n = { $n }, berichtigtes p { $p }).
outside-lower = Unternehmen mit höherem Wert haben tendenziell eine niedrigere Gesamtwertung (rho = { $rho }, n = { $n }, berichtigtes p { $p }).
outside-chance = Kein Zusammenhang mit der Gesamtwertung, der über Zufall hinausgeht (rho = { $rho }, n = { $n }, berichtigtes p { $p }).
outside-with = Mit { $metric }: rho = { $rho }, n = { $n }, berichtigtes p { $p }.
outside-few = Zu wenige Unternehmen haben beides, es und { $metric }, um etwas zu sagen (n = { $n }).
outside-rho = { $rho } ({ $low } bis { $high })
outside-chart = { $metric } nach { $name }
outside-chart-said = Streudiagramm, ein Punkt je Unternehmen: { $metric } über { $name }. { $found }
outside-chart-key = Ein Punkt je Unternehmen. { $found }
outside-chart-empty = Kein Unternehmen hat beides, also lässt sich nichts zeigen.
outside-pairs = Unternehmen mit beiden Zahlen
outside-head-company = Unternehmen
outside-head-score = Gesamtwertung
outside-others = Gegenüber anderen Zahlen
outside-others-caption = Spearmans Rangkorrelation von { $name } mit Zahlen der Welle, jeweils des einzelnen Unternehmens
outside-head-metric = Zahl
outside-head-channel = Kanal
outside-head-rho = rho (95-%-Intervall)
outside-head-n = n
outside-head-p = berichtigtes p
outside-about = Spearmans Rangkorrelation mit dem Intervall von Bonett und Wright (2000); p ist über alle Zahlen berichtigt, die demselben externen Wert gegenübergestellt wurden (Holm). Dass zwei Zahlen zusammengehen, sagt nicht, welche die Ursache ist oder ob es eine dritte ist.
outside-metric-overall-score = Gesamtwertung
outside-metric-answered = Beantwortet, von allen Anfragen
outside-metric-answered-same-day = Am selben Tag beantwortet
outside-metric-expectation-met = Kunden, die mit der Wartezeit noch zufrieden sind
outside-metric-promise-kept = Versprochene Antwortzeit eingehalten
outside-metric-first-contact-resolution = Beim ersten Kontakt erledigt
outside-metric-correct = Richtig, von den codierten Antworten
outside-metric-complete = Jeder Teil der Frage beantwortet
outside-metric-consistency-agreement = Übereinstimmende Antwortpaare
outside-metric-self-service-found = In der Selbstbedienung gefunden
outside-metric-rating = Bewertung durch den Testkunden
outside-metric-net-promoter-score = Net Promoter Score der Testkunden
outside-metric-resolved = Gelöst, nach Ansicht des Testkunden
