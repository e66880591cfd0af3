//! The country codes of ISO 3166-1.

/// ISO 3166-1 alpha-2, as assigned in 2026, a space between two codes; and `XK`, which the European
/// Union uses for Kosovo.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI \
GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI \
LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF \
PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL \
TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// Whether a text is a country's code.
pub(super) fn is_code(text: &str) -> bool {
    text.len() == 2 && CODES.split(' ').any(|code| code == text)
}

/// What to write instead of something that is no code.
pub(super) fn proposal(text: &str) -> String {
    let upper = text.to_ascii_uppercase();
    if upper == "UK" {
        "the code of the United Kingdom is `GB`".to_owned()
    } else if is_code(&upper) {
        format!("did you mean `{upper}`?")
    } else {
        "use two capital letters of ISO 3166-1, such as `GB` or `NL`".to_owned()
    }
}
