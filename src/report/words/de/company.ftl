companies-title = { $n_number ->
    [one] Das Unternehmen für sich
   *[other] Jedes der { $n } Unternehmen neben seiner Branche
}
companies-about = In den Bildern ist der Punkt das Unternehmen mit seinem 95-%-Intervall, der dicke Strich seine Branche und der dünne das ganze Panel; die kleinen Punkte darüber sind die anderen Unternehmen der Branche, ohne Namen.
companies-too-many = Es sind zu viele Unternehmen für eigene Seiten: Ihre Zahlen stehen in den Tabellen der Daten.
companies-back = Der ganze Bericht

company-standing = Branche: { $sector }. Gesamtwertung { $score }: { $place } von { $n } in der Rangliste, { $sector_place } von { $m } in der Branche.
company-places = Durch Zufall möglich: { $places } Platz.
company-too-little-known = Branche: { $sector }. Keine Gesamtwertung, weil weniger als die Hälfte dessen bekannt ist, was zählen würde.
company-nothing-asked = Branche: { $sector }. Keine Gesamtwertung, weil nichts gefragt wurde, was zählt.
company-nothing = Dieses Unternehmen wurde nichts gefragt.
company-caption = Neben seiner Branche und dem ganzen Panel
company-measure = Maß
company-own = Unternehmen
company-sector = Branche
company-panel = Panel
company-strip = Bild, von nichts bis alles
company-unknown = nicht bekannt
company-not-offered = Per { $channel }: nicht angeboten.
company-ended = Per { $channel }: { $ended }.
company-promises = @{ $handle } auf { $network } verspricht eine Antwort binnen { $minutes } Minuten.
company-no-promise = @{ $handle } auf { $network } verspricht keine Frist.
company-no-account = @{ $handle } auf { $network } wurde nicht gefunden.
company-kept = Versprechen gehalten: { $share }.
company-contradicts = Antworten, die sich widersprechen: { $questions }.
company-undecided = Antworten, über die noch niemand entschieden hat: { $questions }.
company-agrees = Dieselbe Antwort auf mehreren Kanälen: { $questions }.
company-one-channel = Antworten, die sich nicht vergleichen lassen, oder nur auf einem Kanal: { $questions }.
company-silent = Auf keinem Kanal beantwortet: { $questions }.
company-and-others = weitere

ended-not-offered = { $n } nicht angeboten
ended-not-sent = { $n } nicht gesendet
ended-in-doubt = { $n } ungewiss
ended-undeliverable = { $n } unzustellbar
ended-silent = { $n } ohne Reaktion
ended-acknowledged = { $n } nur mit Eingangsbestätigung
ended-redirected = { $n } weiterverwiesen
ended-refused = { $n } abgelehnt
ended-off-point = { $n } an der Frage vorbei
ended-partial = { $n } teilweise beantwortet
ended-answered = { $n } beantwortet
ended-correct = { $n } richtig
ended-wrong = { $n } falsch
ended-too-late = { $n } zu spät
