findings-title = Ce qui a été constaté
findings-intervals = Entre parenthèses : intervalles à 95 % ; n indique sur combien de cas repose un chiffre.
finding-answered = Par { $channel }, { $share } des demandes adressées à toutes les entreprises ont reçu une réponse.
finding-median = Par { $channel }, la moitié des demandes arrivées avaient reçu une réponse en { $median }.
finding-no-median = Par { $channel }, moins de la moitié des demandes arrivées ont reçu une réponse pendant l’observation (n = { $n }).
finding-consistent = { $share } des entreprises ont donné la même réponse sur tous les canaux.
