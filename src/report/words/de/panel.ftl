chart-title = { $title }: { $what }, Welle { $wave }
chart-n = n = { $n }
cell-with-n = { $value }, n = { $n }
nothing = –
all-sectors = Alle Branchen
panel-title = { $best } wurde am häufigsten beantwortet ({ $best_share }), { $worst } am seltensten ({ $worst_share })
panel-title-one = Per { $channel } wurden { $share } der Anfragen an alle Unternehmen beantwortet
panel-title-alike = Jeder Kanal wurde gleich oft beantwortet, { $share }
panel-title-none = Wie oft die Kanäle beantwortet wurden, lässt sich noch nicht sagen
panel-share = der Anfragen an alle Unternehmen wurden beantwortet
card-interval = 95-%-Intervall { $interval }, n = { $n }
card-delivered = Von den zugestellten: { $share }
card-offered = Angeboten: { $share }
card-median = Mediane Zeit bis zur Antwort: { $median }
card-no-median = Mediane Zeit bis zur Antwort: nicht erreicht
card-expectation = Erwartung erfüllt: { $share }
card-correct = Richtig: { $share }
panel-sectors = Branche für Branche
panel-caption = Anteil der Anfragen an alle Unternehmen, der beantwortet wurde, mit 95-%-Intervall und n, über alle Kanäle und je Kanal; danach, was die Antworten wert waren. Die besten zuerst.
panel-other-sectors = Die übrigen Branchen
head-sector = Branche
head-expectation = Erwartung erfüllt
head-correct = richtig
head-channel = Kanal
head-answered = beantwortet
rates-what = Anteil beantwortet nach Branche
rates-note = Anteil der Anfragen an alle Unternehmen, der bis zum Schluss beantwortet wurde, mit 95-%-Intervall.
rates-description = Punktdiagramm. Anteil der Anfragen an alle Unternehmen, der bis zum Schluss beantwortet wurde, mit 95-%-Intervall, nach Branche.
rates-nothing = keine Anfrage zählt, also lässt sich nichts sagen
rates-skipped = die Branchen dazwischen sind nicht gezeichnet: sie stehen in der Tabelle
rates-empty = Über Branchen, die fehlen, lässt sich nichts sagen, weil keine Anfrage zählt.
rates-caption = Anteil der Anfragen an alle Unternehmen, der bis zum Schluss beantwortet wurde, die besten zuerst

waiting-title = Nach einem Tag noch ohne Antwort: { $channels }
waiting-title-none = Wie lange eine Antwort dauert, lässt sich noch nicht sagen
waiting-channel = { $channel } { $share }
waiting-about = Wer keine Antwort bekam, wartet am Ende der Beobachtung noch: Solche Anfragen fallen nicht weg wie bei einem Mittel über die Antworten. Die Kurven sind Kaplan-Meier-Schätzungen. Die Zahlen darüber sagen, wie viele von 100 Kunden mit einer Antwort, die dann kommt, noch zufrieden wären, nach der Erwartungskurve der Studie.
waiting-what = noch wartend
waiting-note = Anteil der zugestellten Anfragen, der noch wartet, nach Zeit seit dem Senden (Kaplan-Meier; Band: 95-%-Intervall).
waiting-description = Kaplan-Meier-Kurven. Anteil der zugestellten Anfragen, der noch auf eine Antwort wartet, nach Zeit seit dem Senden, auf logarithmischer Achse; angegeben ist der Anteil der Kunden, die noch zufrieden wären.
waiting-nothing = keine Anfrage wurde zugestellt, also lässt sich nichts sagen
waiting-facts = { $n } zugestellt, { $answered } rechtzeitig beantwortet; Median { $median }
waiting-facts-no-median = { $n } zugestellt, { $answered } rechtzeitig beantwortet; Median nicht erreicht
waiting-at-risk = beobachtet
waiting-satisfied = zufrieden, %
waiting-no-answer = keine Antwort { $share }
waiting-no-word = gar kein Wort { $share }
waiting-said = { $time }: { $share } warten noch, { $at_risk } beobachtet, { $satisfied } der Kunden noch zufrieden
waiting-caption = Noch auf eine Antwort wartend, und auf irgendein Wort, nach Zeit seit dem Senden; wie viele noch beobachtet wurden; und wie viele Kunden noch zufrieden wären
waiting-head-time = nach
waiting-head-waiting = noch keine Antwort
waiting-head-word = noch kein Wort
waiting-head-watched = beobachtet und wartend
waiting-head-satisfied = Kunden noch zufrieden
waiting-end = Ende der Beobachtung, { $hours }
time-1-min = 1 min
time-10-min = 10 min
time-1-h = 1 h
time-6-h = 6 h
time-24-h = 24 h
time-36-h = 36 h
time-72-h = 72 h
time-7-d = 7 T
time-14-d = 14 T
time-30-d = 30 T
time-90-d = 90 T
time-1-y = 1 Jahr
time-10-y = 10 Jahre

ladder-title = Von { $n_number ->
    [one] { $n } Anfrage
   *[other] { $n } Anfragen
} { $answered_number ->
    [one] wurde { $answered }
   *[other] wurden { $answered }
} beantwortet; Schweigen folgte auf { $silent }
ladder-about = Jede Anfrage endete auf eine Art, nach dem Besten, das bis zum Schluss kam. Von links nach rechts: beantwortet; teilweise oder zu spät; ein Wort, das keine Antwort war; Schweigen; nicht zugestellt; nicht angeboten.
ladder-what = wie Anfragen endeten
ladder-note = Jede geplante Anfrage, danach, wie sie endete; das beste Ende zuerst.
ladder-description = Gestapelte Balken. Wie die geplanten Anfragen auf jedem Kanal endeten, das beste Ende zuerst.
ladder-smaller = außerdem, von links: { $parts }
ladder-part = { $what } { $share }
ladder-said = { $what } { $count } ({ $share })
ladder-count = { $count } ({ $share })
ladder-caption = Geplante Anfragen nach ihrem Ende: Anzahl und Anteil
ladder-head = Ende
ladder-planned = geplant
ladder-answered = teilweise oder zu spät
ladder-word = ein Wort, keine Antwort
ladder-silence = Schweigen
ladder-lost = nicht zugestellt
ladder-absent = nicht angeboten
disposition-not-offered = nicht angeboten
disposition-not-sent = nicht gesendet
disposition-in-doubt = vielleicht gesendet
disposition-undeliverable = unzustellbar
disposition-silent = Schweigen
disposition-acknowledged = nur Eingang bestätigt
disposition-redirected = weiterverwiesen
disposition-refused = abgelehnt
disposition-off-point = am Punkt vorbei
disposition-partial = teilweise beantwortet
disposition-answered = beantwortet
disposition-correct = richtig
disposition-wrong = falsch
disposition-too-late = zu spät
