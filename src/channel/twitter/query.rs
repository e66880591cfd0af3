//! Search queries: as many conversations in one as X takes.

/// The most characters of a query of the recent search.
const MOST: usize = 512;

/// Queries for everything in the conversations that begin with these posts, and, when `quotes`, for what
/// quotes them. Ids are digits.
pub(super) fn queries(roots: &[&str], quotes: bool) -> Vec<String> {
    let mut queries: Vec<String> = Vec::new();
    let operators = ["conversation_id:", "quotes_of_tweet_id:"];
    let wanted = if quotes { 2 } else { 1 };
    for operator in operators.iter().take(wanted) {
        for root in roots {
            let term = format!("{operator}{root}");
            match queries.last_mut() {
                Some(last) if last.len() + 4 + term.len() <= MOST => {
                    last.push_str(" OR ");
                    last.push_str(&term);
                }
                _ => queries.push(term),
            }
        }
    }
    queries
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_few_roots_are_one_query() {
        assert_eq!(
            queries(&["12", "34"], true),
            [
                "conversation_id:12 OR conversation_id:34 OR quotes_of_tweet_id:12 OR \
                 quotes_of_tweet_id:34"
            ]
        );
        assert_eq!(queries(&["12"], false), ["conversation_id:12"]);
        assert!(queries(&[], true).is_empty());
    }

    proptest! {
        #[test]
        fn every_root_is_asked_for_once_and_no_query_is_too_long(
            ids in proptest::collection::btree_set(1_u64.., 0..200),
        ) {
            let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
            let roots: Vec<&str> = ids.iter().map(String::as_str).collect();
            let queries = queries(&roots, true);
            prop_assert!(queries.iter().all(|q| q.len() <= MOST));
            let mut terms: Vec<&str> = queries.iter().flat_map(|q| q.split(" OR ")).collect();
            prop_assert_eq!(terms.len(), 2 * roots.len());
            terms.sort_unstable();
            terms.dedup();
            prop_assert_eq!(terms.len(), 2 * roots.len());
        }
    }
}
