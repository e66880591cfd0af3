//! What the sites hold: so much as the study found, where the behaviour says, and nowhere else.

use super::client::{Client, encoded};
use super::{Town, answers, study};
use mystery_shopper::sandbox::{Behaviour, Content, Scenario, web};
use std::collections::{BTreeMap, BTreeSet};
use web::Place;

#[test]
fn of_a_thousand_questions_the_sites_answer_so_many_as_the_study_found() {
    for seed in [1, 7, 2014] {
        let (study, plan) = study(100, seed, &["web-search"]);
        assert_eq!(plan.len(), 1000);
        let behaviour = Behaviour::of_plan(&study, seed, &plan);
        let mut sectors: BTreeMap<&str, u32> = BTreeMap::new();
        let (mut wrong, mut software, mut places) = (0, 0, BTreeSet::new());
        for enquiry in &plan {
            let conduct = behaviour.site_conduct(enquiry.company, enquiry.question);
            let Some(answer) = conduct.answer else {
                continue;
            };
            let sector = enquiry.company(&study).sector.as_str();
            *sectors.entry(sector).or_default() += 1;
            wrong += u32::from(!matches!(answer.content, Content::Stance { stance: 0, .. }));
            places.insert(format!("{:?}", answer.place));
            let site = behaviour.site(enquiry.company).unwrap();
            let can = site.search && !site.search_forbidden;
            assert!(answer.place != Place::Searched || can);
        }
        for company in 0..100 {
            software += u32::from(behaviour.site(company).unwrap().software.is_some());
        }
        assert_eq!(sectors.values().sum::<u32>(), 630, "63 %, seed {seed}");
        assert_eq!(sectors["consumer electronics"], 70, "70 %");
        assert_eq!(software, 53, "53 %");
        // So few companies say the same everywhere that more than a third of what they say is wrong.
        assert!((170..=290).contains(&wrong), "{wrong}");
        assert_eq!(places.len(), 4, "{places:?}");
    }
}

/// All pages of a site that a visitor can come to without searching, by address.
async fn linked_pages(client: &mut Client) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let robots = client.get("/robots.txt").await;
    assert_eq!(robots.status, 200);
    let robots = robots.text();
    let sitemap = robots.split("Sitemap: ").nth(1).unwrap().trim().to_owned();
    let own = format!("http://{}", client.host);
    let sitemap = client.get(sitemap.strip_prefix(&own).unwrap()).await;
    assert_eq!(sitemap.header("content-type"), "application/xml");
    let mut due: Vec<String> = sitemap
        .text()
        .split("<loc>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    due.push("/".to_owned());
    while let Some(next) = due.pop() {
        let path = next.strip_prefix(&own).unwrap_or(&next);
        let path = path.split('#').next().unwrap();
        if !path.starts_with('/') || path == "/opensearch.xml" || pages.contains_key(path) {
            continue;
        }
        let page = client.open(path).await;
        assert_eq!(page.status, 200, "{path}");
        pages.insert(path.to_owned(), page.text());
        due.extend(page.links());
    }
    pages
}

/// The first form that searches: where it leads and the name of its field.
fn search_form(home: &str, host: &str) -> Option<(String, String)> {
    let form = home.split("<form").find(|form| {
        let form = form.split("</form>").next().unwrap();
        form.contains("role=\"search\"")
            || form.contains("name=\"term\"")
            || form.contains("class=\"find\"")
    })?;
    let form = form.split("</form>").next().unwrap();
    let action = form.split("action=\"").nth(1)?.split('"').next()?;
    let action = action
        .strip_prefix(&format!("http://{host}"))
        .unwrap_or(action);
    let field = form
        .split("<input")
        .skip(1)
        .find(|input| !input.contains("type=\"hidden\"") && input.contains("name="))?;
    let name = field.split("name=\"").nth(1)?.split('"').next()?;
    Some((action.to_owned(), name.to_owned()))
}

#[tokio::test]
async fn an_answer_stands_where_the_behaviour_says_and_nowhere_else() {
    let (study, plan) = study(30, 5, &["web-search"]);
    let town = Town::open(&study, &plan, Scenario::default());
    let behaviour = town.market.behaviour();
    let (mut found, mut nothing, mut first) = (BTreeMap::<String, u32>::new(), 0, 0);
    for company in 0..30 {
        let mut client = town.client(company);
        let pages = linked_pages(&mut client).await;
        let site = behaviour.site(company).unwrap();
        let home = client.open("/").await.text();
        let form = search_form(&home, &client.host);
        assert_eq!(form.is_some(), site.search, "{site:?}");
        let robots = client.get("/robots.txt").await.text();
        let forbidden = robots
            .lines()
            .filter(|l| l.starts_with("Disallow: "))
            .count()
            > 2;
        assert_eq!(forbidden, site.search && site.search_forbidden, "{robots}");
        for (index, question) in (0..).zip(&study.questions) {
            if !question.is_for(&study.panel[company as usize].sector) {
                continue;
            }
            let says = |text: &str| answers(question).any(|a| text.contains(a));
            let holding: Vec<&String> = pages
                .iter()
                .filter(|(_, text)| says(text))
                .map(|(path, _)| path)
                .collect();
            let answer = behaviour.site_conduct(company, index).answer;
            // Searched for in each of its wordings.
            let mut offered = Vec::new();
            if let Some((action, name)) = &form {
                for wording in question
                    .wordings
                    .iter()
                    .filter(|w| w.language.as_str() == "en")
                {
                    let asked = wording
                        .text
                        .replace("{company}", &study.panel[company as usize].name);
                    let results = client
                        .get(&format!("{action}?{name}={}", encoded(&asked)))
                        .await;
                    assert_eq!(results.status, 200);
                    let text = results.text();
                    let list = text.split("search-results").nth(1).unwrap_or_default();
                    let list = list.split("</ol>").next().unwrap().to_owned();
                    let mut at = None;
                    for (nth, rest) in list.split("<h2><a href=\"").skip(1).enumerate() {
                        let path = rest.split('"').next().unwrap();
                        let page = client.get(path.split('#').next().unwrap()).await;
                        if says(&page.text()) && at.is_none() {
                            at = Some(nth);
                        }
                    }
                    offered.push(at);
                }
            }
            match answer.map(|a| a.place) {
                None => {
                    nothing += 1;
                    assert!(holding.is_empty(), "{}: {holding:?}", question.id);
                    assert!(offered.iter().all(Option::is_none), "{}", question.id);
                }
                Some(place) => {
                    *found.entry(format!("{place:?}")).or_default() += 1;
                    match place {
                        Place::Searched => assert!(holding.is_empty(), "{holding:?}"),
                        _ => assert_eq!(holding.len(), 1, "{place:?} {}: {holding:?}", question.id),
                    }
                    if place == Place::Searched {
                        assert!(
                            offered.iter().all(Option::is_some),
                            "{} {offered:?}",
                            question.id
                        );
                        let at_top = offered.iter().filter(|at| **at == Some(0)).count();
                        first += u32::from(at_top == offered.len());
                    }
                    if place == Place::Faq && site.marked {
                        let page = &pages[holding[0]];
                        assert!(page.contains("\"@type\":\"FAQPage\""));
                    }
                }
            }
        }
    }
    assert!(nothing > 80, "{nothing}");
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(
        found["Searched"] >= 30 && first * 2 > found["Searched"],
        "{found:?} {first}"
    );
}

#[tokio::test]
async fn the_same_seed_gives_the_same_pages() {
    let (study, plan) = study(10, 3, &["web-search"]);
    let (one, other) = (
        Town::open(&study, &plan, Scenario::default()),
        Town::open(&study, &plan, Scenario::default()),
    );
    for company in 0..10 {
        let (mut a, mut b) = (one.client(company), other.client(company));
        let (pages, others) = (linked_pages(&mut a).await, linked_pages(&mut b).await);
        assert!(pages.len() > 8, "{}", pages.len());
        assert!(pages.keys().eq(others.keys()));
        for (path, text) in pages {
            assert_eq!(
                text.replace(&a.host, "HOST"),
                others[&path].replace(&b.host, "HOST")
            );
        }
    }
}

#[tokio::test]
async fn every_company_has_a_host_of_its_own_and_nobody_else_has_one() {
    let (study, plan) = study(12, 3, &["web-search"]);
    let town = Town::open(&study, &plan, Scenario::default());
    let mut hosts = BTreeSet::new();
    for (company, about) in (0..).zip(&study.panel) {
        let mut client = town.client(company);
        hosts.insert(client.host.clone());
        assert!(client.open("/").await.text().contains(&about.name));
        let page = client.get("/no/such/page/").await;
        assert_eq!(page.status, 404);
        assert_eq!(client.ask("POST", "/", &[], b"a=b").await.status, 405);
        assert_eq!(page.header("date"), "Mon, 02 Nov 2026 09:00:00 GMT");
    }
    assert_eq!(hosts.len(), 12);
    let nobody = town.serving.home(12);
    assert_eq!(Client::new(&nobody).get("/").await.status, 404);
}
