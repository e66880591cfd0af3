//! Where answers are found.

use super::search_site::{
    Site, accepted, ask, asking, clock, file, onward, page, question, send, status, visit, web,
};
use mystery_shopper::channel::search::Searcher;
use mystery_shopper::model::{Channel, FoundBy, Speaker};

const ANSWER: &str = "<h1>Gift cards</h1><p>Our gift cards are valid for 24 months from the day they are bought.</p>";
const SEARCH: &str = "<nav><a href='/shoes'>Shoes</a></nav><form action='/search' role=search><input name=q type=search></form>";

#[tokio::test]
async fn a_search_form_offers_the_page_that_answers() {
    let (site, outcome, visit) = ask(vec![
        page("/", SEARCH),
        page("/search*", "<nav><a href='/shoes'>Shoes</a></nav><h1>2 results</h1>\
            <h3><a href='/help/gift-cards'>Gift cards: how long are they valid?</a></h3><p>Our gift cards are...</p>\
            <h3><a href='/help/cards'>Paying by card</a></h3><p>We take all cards.</p>"),
        page("/help/gift-cards", ANSWER),
    ])
    .await;
    accepted(&outcome);
    assert!(visit.found, "{visit:?}");
    assert_eq!(
        site.paths(),
        [
            "/robots.txt",
            "/",
            "/search?q=gift+card+validity",
            "/help/gift-cards"
        ]
    );
    assert_eq!(
        (visit.found_by, visit.offered_first, visit.clicks),
        (Some(FoundBy::Search), Some(true), 2)
    );
    assert_eq!(visit.address, format!("{}/help/gift-cards", site.address));
    assert_eq!(
        visit.passage,
        "Our gift cards are valid for 24 months from the day they are bought."
    );
    assert_eq!(
        (visit.query.as_str(), visit.ended.as_str(), visit.seconds),
        ("gift card validity", "found", 0.0)
    );
    assert_eq!(visit.pages.len(), 4);
    assert_eq!(
        visit.bytes,
        visit.pages.iter().map(|p| p.bytes).sum::<u64>()
    );
    let said = &outcome.said[0];
    assert_eq!(
        (said.speaker, said.channel, said.token.as_str()),
        (Speaker::Page, Channel::WebSearch, "k3")
    );
    assert_eq!(said.text, format!("Gift cards\n{}", visit.passage));
    assert_eq!(said.address, visit.address);
    // Politely: two seconds between two questions, and by name.
    let asked = site.asked();
    let times: Vec<i64> = asked
        .iter()
        .map(|a| a.at.duration_since(asked[0].at).as_secs())
        .collect();
    assert_eq!(times, [0, 2, 4, 6]);
    assert!(
        asked
            .iter()
            .all(|a| a.agent.contains("Field Research, research@field.example")),
        "{}",
        asked[0].agent
    );
}

#[tokio::test]
async fn a_search_action_is_used_and_a_second_result_is_no_first() {
    let (site, outcome, visit) = ask(vec![
        page("/", r#"<script type="application/ld+json">{"@type":"WebSite","potentialAction":{"@type":"SearchAction","target":"/find?text={search_term_string}","query-input":"required name=search_term_string"}}</script>"#),
        page("/find?text=gift%20card%20validity", "<ul><li><a href='/blog/cards'>Ten gift ideas for card players</a></li><li><a href='/help/gift'>How long is a gift card valid?</a></li></ul>"),
        page("/blog/cards", "<h1>Ten gift ideas</h1><p>Card players love green tables.</p>"),
        page("/help/gift", ANSWER),
    ])
    .await;
    accepted(&outcome);
    assert_eq!(
        (visit.found_by, visit.offered_first),
        (Some(FoundBy::Search), Some(false)),
        "{visit:?}"
    );
    assert_eq!(site.paths()[2], "/find?text=gift%20card%20validity");
}

#[tokio::test]
async fn a_search_is_described_elsewhere_and_fewer_words_are_tried() {
    let clock = clock();
    let site = Site::serve(&clock, vec![
        page("/", "<link rel=search type='application/opensearchdescription+xml' href='/os.xml'>"),
        file("/os.xml", "application/opensearchdescription+xml", "<OpenSearchDescription><Url type='text/html' template='/s?w={searchTerms}'/></OpenSearchDescription>"),
        page("/s?w=returning%20swimwear", "<a href=/a>Swimwear</a>"),
        page("/s*", "<p>No results</p>"),
        page("/a", "<h1>Swimwear</h1><p>Swimwear can be returned only if the hygiene seal is still in place.</p>"),
    ])
    .await;
    let mut searcher = Searcher::new(&web(), clock).unwrap();
    let dispatch = asking(
        &site.address,
        "returning swimwear",
        "Trying on a bikini",
        "Do special conditions apply to sending back swimwear, for instance concerning the hygiene strip?",
    );
    let outcome = send(&mut searcher, &dispatch).await;
    let visit = visit(&outcome);
    assert!(visit.found, "{visit:?} {:?}", site.paths());
    assert_eq!(visit.query.split(' ').count(), 2, "{}", visit.query);
}

#[tokio::test]
async fn questions_and_answers_in_structured_data_are_read_first() {
    let (site, outcome, visit) = ask(vec![page("/", format!(
        "{SEARCH}<script type='application/ld+json'>{{\"@type\":\"FAQPage\",\"mainEntity\":[\
        {{\"@type\":\"Question\",\"name\":\"Where can I buy a gift card?\",\"acceptedAnswer\":{{\"@type\":\"Answer\",\"text\":\"In any store.\"}}}},\
        {{\"@type\":\"Question\",\"name\":\"Do gift cards expire?\",\"acceptedAnswer\":{{\"@type\":\"Answer\",\"text\":\"<p>Yes, gift cards are valid for <b>two years</b>.</p>\"}}}}]}}</script>"))])
    .await;
    accepted(&outcome);
    assert_eq!(site.paths(), ["/robots.txt", "/"]);
    assert_eq!(
        (visit.found_by, visit.offered_first, visit.clicks),
        (Some(FoundBy::Faq), None, 0)
    );
    assert_eq!(
        outcome.said[0].text,
        "Do gift cards expire?\nYes, gift cards are valid for two years."
    );
}

#[tokio::test]
async fn help_pages_are_looked_through_where_there_is_no_search() {
    let (_, outcome, visit) = ask(vec![
        page("/", "<footer><a href='/help'>Customer service</a><a href='/privacy'>Privacy</a></footer>"),
        onward("/help", "/help/"),
        page("/help/", "<h1>Help</h1><ul><li><a href='/help/returns'>Returns</a></li><li><a href='/help/gift-cards'>Gift cards</a></li></ul>"),
        page("/help/gift-cards", ANSWER),
    ])
    .await;
    accepted(&outcome);
    assert_eq!(
        (visit.found_by, visit.offered_first, visit.clicks),
        (Some(FoundBy::HelpPage), None, 2),
        "{visit:?}"
    );
}

#[tokio::test]
async fn a_packed_sitemap_leads_to_a_page_that_nothing_links_to() {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(b"<urlset><url><loc>/shoes/red</loc></url><url><loc>/info/gift-card-validity</loc></url></urlset>").unwrap();
    let (site, outcome, visit) = ask(vec![
        file("/robots.txt", "text/plain", "Sitemap: /maps.xml\n"),
        page("/", "<p>Welcome</p>"),
        file("/maps.xml", "application/xml", "<sitemapindex><sitemap><loc>/products.xml</loc></sitemap><sitemap><loc>/help.xml.gz</loc></sitemap></sitemapindex>"),
        file("/help.xml.gz", "application/gzip", packed.finish().unwrap()),
        page("/info/gift-card-validity", ANSWER),
    ])
    .await;
    accepted(&outcome);
    assert!(visit.found, "{visit:?}");
    assert_eq!(visit.found_by, Some(FoundBy::HelpPage));
    assert_eq!(site.paths()[2..4], ["/maps.xml", "/help.xml.gz"]);
}

#[tokio::test]
async fn ten_questions_open_the_home_page_once() {
    let clock = clock();
    let site = Site::serve(
        &clock,
        vec![
            page("/", SEARCH),
            page("/search*", "<a href='/help/gift-cards'>Gift cards</a>"),
            page("/help/gift-cards", ANSWER),
        ],
    )
    .await;
    let mut searcher = Searcher::new(&web(), clock.clone()).unwrap();
    for _ in 0..10 {
        let outcome = send(&mut searcher, &question(&site.address)).await;
        accepted(&outcome);
        assert!(visit(&outcome).found);
    }
    assert_eq!(site.paths().len(), 4, "{:?}", site.paths());
    // What was seen an hour ago is looked at again.
    clock
        .sleep_until(clock.now() + jiff::SignedDuration::from_mins(61))
        .await;
    let outcome = send(&mut searcher, &question(&site.address)).await;
    assert_eq!(visit(&outcome).pages.len(), 3);
}

#[tokio::test]
async fn the_makers_of_the_software_are_named() {
    let (_, _, visit) = ask(vec![
        page(
            "/",
            "<script src='https://static.zdassets.com/ekr/snippet.js'></script><p>Hello</p>",
        ),
        status("/sitemap.xml", 404),
    ])
    .await;
    assert_eq!(
        (visit.software.as_str(), visit.found, visit.ended.as_str()),
        ("zendesk", false, "nothing left")
    );
}
