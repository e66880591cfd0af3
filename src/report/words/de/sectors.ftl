measure-answered = beantwortet
measure-within-a-day = beantwortet binnen 24 Stunden
measure-expectation = Kunden mit der Wartezeit zufrieden
measure-correct = richtig, von den geprüften Antworten
measure-consistent = gleiche Antwort auf zwei Kanälen
measure-score = Gesamtwertung

sectors-title = Am meisten wurde in { $best } beantwortet, { $high } aller Anfragen; am wenigsten in { $worst }, { $low }
sectors-alike = Jede Branche beantwortete denselben Anteil aller Anfragen, { $share }
sectors-apart = Die beste und die schlechteste Branche unterscheiden sich mehr als durch Zufall: Ihre 95-%-Intervalle überschneiden sich nicht.
sectors-overlap = Die 95-%-Intervalle der besten und der schlechtesten Branche überschneiden sich, die Reihenfolge der Branchen kann also Zufall sein.
sectors-unknown = Wie weit der Zufall die Branchen verschoben hat, lässt sich nicht sagen: Dazu braucht es je Branche zwei oder mehr Unternehmen.
sectors-left-out = Nur die besten und die schlechtesten Branchen sind gezeigt; alle stehen in der Tabelle der Daten.
sectors-chart = Sechs Maße nach Branche
sectors-chart-note = Punkte sind Branchen mit ihren 95-%-Intervallen, die senkrechte Linie ist das ganze Panel; jede Skala reicht von 0 bis 100.
sectors-panel = alle Branchen
sectors-sector = Branche
sectors-caption = Maße nach Branche, mit 95-%-Intervallen und worauf sie beruhen

heatmap-title = Per { $channel } { $n_number ->
    [one] beantwortete { $n } Unternehmen
   *[other] beantworteten { $n } Unternehmen
} nichts von dem, was zugestellt wurde
heatmap-nobody-silent = Jedes Unternehmen beantwortete etwas auf jedem Kanal, auf dem etwas zugestellt wurde
heatmap-about = Anteil der zugestellten Anfragen, die beantwortet wurden, nach Unternehmen und Kanal; Branchen und Unternehmen nach Wertung, die besten zuerst.
heatmap-chart = Anteil beantwortet nach Unternehmen und Kanal
heatmap-chart-sectors = Anteil beantwortet nach Branche und Kanal
heatmap-chart-note = Je dunkler, desto mehr wurde beantwortet. Ein Strich: nicht angeboten; grau mit Schrägstrich: nichts zugestellt.
heatmap-absent = nicht angeboten
heatmap-unknown = nichts zugestellt
heatmap-caption = Anteil beantwortet von den zugestellten Anfragen
heatmap-fold = Unternehmen von { $first } bis { $last }
heatmap-too-many = Es sind zu viele Unternehmen, um jedes zu zeichnen: Ihre Zahlen stehen in der Tabelle der Daten.
