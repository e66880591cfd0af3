league-title = { $leads }; { $apart }
league-nobody = Kein Unternehmen hat eine Gesamtwertung
league-one = { $company } hat eine Gesamtwertung von { $score } Punkten
league-alike = Alle { $n } Unternehmen haben dieselbe Gesamtwertung, { $score } Punkte
league-leads = { $company } führt mit { $score } Punkten
league-lead = { $companies } teilen sich mit { $score } Punkten den ersten Platz
league-share-first = { $n } Unternehmen teilen sich mit { $score } Punkten den ersten Platz
league-apart = von { $n } Unternehmen { $n_upper ->
    [one] steht
   *[other] stehen
} { $upper } sicher in der oberen Hälfte und { $lower } in der unteren
league-apart-none = darüber hinaus kann die Reihenfolge der { $n } Unternehmen Zufall sein
league-apart-unknown = wie weit der Zufall die Plätze verschoben hat, lässt sich nicht sagen
league-about = Die Gesamtwertung reicht von 0 bis 100. Woraus sie besteht und mit welchen Gewichten, steht im Codebuch der Daten. Ein Kanal, den ein Unternehmen nicht anbietet, zählt als nicht beantwortet.
league-mean = Das Mittel über die Unternehmen ist { $mean }.
league-nothing-asked = { $n_number ->
    [one] { $n } Unternehmen hat keine Wertung, weil es nichts gefragt wurde, was zählt.
   *[other] { $n } Unternehmen haben keine Wertung, weil sie nichts gefragt wurden, was zählt.
}
league-too-little-known = { $n_number ->
    [one] { $n } Unternehmen hat keine Wertung, weil weniger als die Hälfte dessen bekannt ist, was zählen würde.
   *[other] { $n } Unternehmen haben keine Wertung, weil weniger als die Hälfte dessen bekannt ist, was zählen würde.
}
league-places = Mögliche Plätze: wo ein Unternehmen in 95 von 100 Fällen stünde, wenn andere Anfragen derselben Art gestellt worden wären. Zwei Unternehmen, deren Plätze sich überschneiden, lassen sich nicht unterscheiden. Ein Unternehmen steht sicher in einer Hälfte, wenn alle seine Plätze darin liegen.
league-interval = { $low }–{ $high }
league-score-interval = { $score } ({ $interval })
league-joint = gemeinsam { $place }
league-range = { $low } bis { $high }
league-chart = Gesamtwertung jedes Unternehmens, das beste zuerst
league-chart-note = Punkte sind Wertungen von 0 bis 100, Linien ihre 95-%-Intervalle.
league-left-out = die Unternehmen dazwischen stehen in der Tabelle
league-caption = Unternehmen nach Gesamtwertung, das beste zuerst
league-head-company = Unternehmen
league-head-place = Platz
league-head-sector = Branche
league-head-score = Wertung
league-head-interval = 95-%-Intervall
league-head-places = mögliche Plätze
league-head-sector-place = Platz in der Branche
league-others = Die übrigen Unternehmen
league-more-in-table = Die Unternehmen danach stehen in der Tabelle der Daten.
