//! What a sitemap lists (sitemaps.org).

use super::tags::{Piece, Pieces, resolved};
use flate2::read::GzDecoder;
use std::io::Read;
use url::Url;

/// No more of one is read once it is unpacked, bytes; nor more of its addresses, of no more than so many bytes.
const MOST_BYTES: u64 = 10_000_000;
const MOST: usize = 20_000;
const LONGEST: usize = 1_000;

/// A sitemap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sitemap {
    /// Whether it lists sitemaps, not pages.
    pub index: bool,
    /// The addresses.
    pub addresses: Vec<Url>,
}

/// Reads a sitemap, packed or not: XML, or an address a line.
pub(super) fn read(body: &[u8], base: &Url) -> Sitemap {
    let mut unpacked = Vec::new();
    let body = if body.starts_with(&[0x1f, 0x8b]) {
        // What is broken ends where it breaks.
        let _ = GzDecoder::new(body)
            .take(MOST_BYTES)
            .read_to_end(&mut unpacked);
        &unpacked
    } else {
        body
    };
    let text = String::from_utf8_lossy(body);
    let mut map = Sitemap::default();
    if !text.contains('<') {
        for line in text.lines() {
            map.add(line, base);
        }
        return map;
    }
    let mut inside = false;
    for piece in Pieces::new(&text) {
        match piece {
            Piece::Open(tag) => {
                map.index |= tag.name == "sitemapindex";
                inside = tag.name == "loc";
            }
            Piece::Text(text) if inside => map.add(&resolved(text), base),
            Piece::Close(_) => inside = false,
            _ => {}
        }
    }
    map
}

impl Sitemap {
    fn add(&mut self, address: &str, base: &Url) {
        let address = address.trim();
        if address.is_empty() || address.len() > LONGEST || self.addresses.len() >= MOST {
            return;
        }
        if let Ok(url) = base.join(address)
            && matches!(url.scheme(), "http" | "https")
        {
            self.addresses.push(url);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    fn base() -> Url {
        Url::parse("https://acme.example/sitemap.xml").unwrap()
    }

    #[test]
    fn lists_and_lists_of_lists_are_read_packed_too() {
        let xml = "<?xml version='1.0'?><sitemapindex><sitemap><loc> https://acme.example/a.xml?x=1&amp;y=2 </loc></sitemap></sitemapindex>";
        let map = read(xml.as_bytes(), &base());
        assert!(map.index);
        assert_eq!(
            map.addresses[0].as_str(),
            "https://acme.example/a.xml?x=1&y=2"
        );
        let xml = "<urlset><url><loc>/help/a</loc><lastmod>2026</lastmod></url><url><loc>mailto:x</loc></url></urlset>";
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(xml.as_bytes()).unwrap();
        let map = read(&packed.finish().unwrap(), &base());
        assert_eq!((map.index, map.addresses.len()), (false, 1));
        assert_eq!(
            read(b"https://acme.example/b\n\nx y", &base())
                .addresses
                .len(),
            2
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&body, &base());
            let mut packed = vec![0x1f, 0x8b];
            packed.extend(&body);
            let _ = read(&packed, &base());
        }
    }
}
