and = et
contents = Sommaire
numbers-drawn = Les chiffres représentés
rows = lignes
nothing-to-say = Rien n’a été demandé : il n’y a donc rien à en dire.

report-title = { $title } : vague { $wave }
fieldwork-dates = Terrain du { $opens } au { $closes }.
fieldwork-open = Le terrain n’est pas terminé : voici l’état au { $date }, et les chiffres changeront.

interval = ({ $low }–{ $high })
interval-open = ({ $low } ou plus)
interval-up-to = (jusqu’à { $high })
interval-hours = ({ $low }–{ $high } h)
interval-hours-open = ({ $low } h ou plus)
value-with-interval = { $value } { $interval }
value-with-n = { $value }, n = { $n }

channel-all = tous les canaux
channel-email = e-mail
channel-twitter = Twitter
channel-web-form = formulaire de contact
channel-web-search = libre-service
channel-chat = chat
channel-bluesky = Bluesky

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

weekday-mon = lun.
weekday-tue = mar.
weekday-wed = mer.
weekday-thu = jeu.
weekday-fri = ven.
weekday-sat = sam.
weekday-sun = dim.

company-number = Entreprise { $number }
sectors-other = Autres secteurs
summary-more = Les graphiques, chaque entreprise et chaque réponse figurent dans report.html ; chaque chiffre se trouve dans data/, avec son dictionnaire dans data/datapackage.json.
