//! What is of this machine or of the network that it stands in: no public page may send us there, neither
//! by a link or redirect nor by a name that resolves to it.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use url::{Host, Url};

/// How a refusal ends.
const NOT_PUBLIC: &str = "which is not public";

/// Whether an address is of this machine or of the network that it stands in, by what it says: a name other
/// than `localhost` is not looked up.
#[must_use]
pub fn is_near(url: &Url) -> bool {
    match url.host() {
        None => true,
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(ip)) => is_near_ip(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => is_near_ip(IpAddr::V6(ip)),
    }
}

/// Whether an IP address is none of the public network (IANA's registries of special-purpose addresses):
/// loopback, private, shared, link-local, multicast, reserved, for documentation. What an IPv6 address
/// carries of IPv4 counts.
#[must_use]
pub fn is_near_ip(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_near_v4(ip),
        IpAddr::V6(ip) => carried(ip).map_or_else(|| is_near_v6(ip), is_near_v4),
    }
}

fn is_near_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        // "This network", the space that providers share (RFC 6598), protocol assignments, benchmarks,
        // 6to4 relays, and all that is reserved, the broadcast address with it.
        || a == 0
        || (a == 100 && b & 0xc0 == 64)
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && b & 0xfe == 18)
        || (a == 192 && b == 88 && c == 99)
        || a >= 240
}

fn is_near_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    // Only 2000::/3 is public; of it not the protocol assignments (Teredo with them) and not what is for
    // documentation.
    first & 0xe000 != 0x2000
        || (first == 0x2001 && second < 0x0200)
        || (first == 0x2001 && second == 0x0db8)
        || (first == 0x3fff && second < 0x1000)
}

/// The IPv4 address that an IPv6 address leads to: mapped, compatible, NAT64 (RFC 6052, both prefixes), 6to4.
fn carried(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let octets = ip.octets();
    let at = |from: usize| {
        let four = octets.get(from..from + 4)?;
        Some(Ipv4Addr::from(<[u8; 4]>::try_from(four).ok()?))
    };
    match ip.segments() {
        [0, 0, 0, 0, 0, 0xffff | 0, ..]
        | [0x64, 0xff9b, 0, 0, 0, 0, ..]
        | [0x64, 0xff9b, 1, ..] => at(12),
        [0x2002, ..] => at(2),
        _ => None,
    }
}

/// The machines that a client speaks to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Reach {
    /// Any.
    #[default]
    Anywhere,
    /// Those of the public network.
    Public(Ground),
}

/// What the public network is. Empty, it is what the system's names and IANA's registries say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ground {
    /// Addresses that count as public all the same: a rehearsal's stand-ins for the open web.
    pub public: Vec<IpAddr>,
    /// Names that are not looked up, with the address of each.
    pub names: Vec<(String, IpAddr)>,
}

impl Ground {
    /// Whether an address is of the public network, as far as it says.
    #[must_use]
    pub fn holds(&self, url: &Url) -> bool {
        let ip = match url.host() {
            Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
            Some(Host::Ipv6(ip)) => IpAddr::V6(ip),
            _ => return !is_near(url),
        };
        self.holds_ip(ip)
    }

    fn holds_ip(&self, ip: IpAddr) -> bool {
        self.public.contains(&ip) || !is_near_ip(ip)
    }
}

/// Looks names up and keeps to the public network, so that no name leads elsewhere: between looking it up
/// and connecting there is no second look.
pub(super) struct Guard(pub Arc<Ground>);

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let ground = Arc::clone(&self.0);
        Box::pin(async move {
            let name = name.as_str().to_owned();
            let known = ground.names.iter().find(|(known, _)| *known == name);
            let found: Vec<SocketAddr> = match known {
                Some((_, ip)) => vec![SocketAddr::new(*ip, 0)],
                None => tokio::net::lookup_host((name.as_str(), 0)).await?.collect(),
            };
            let (public, near): (Vec<_>, Vec<_>) =
                found.into_iter().partition(|at| ground.holds_ip(at.ip()));
            match near.first() {
                Some(at) if public.is_empty() => Err(refusal(&name, &at.ip().to_string()).into()),
                _ => Ok(Box::new(public.into_iter()) as Addrs),
            }
        })
    }
}

/// The sentence that says why nothing was asked of a place.
pub(super) fn refusal(from: &str, to: &str) -> String {
    format!("{from} leads to {to}, {NOT_PUBLIC}")
}

/// Whether a failure was that sentence.
#[must_use]
pub fn is_refusal(reason: &str) -> bool {
    reason.ends_with(NOT_PUBLIC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_told_from_what_is_public() {
        for (from, near) in [
            ("https://acme.example/", false),
            ("https://93.184.216.34/", false),
            ("https://100.128.0.1/", false),
            ("https://198.20.0.1/", false),
            ("https://192.0.1.1/", false),
            ("http://127.0.0.1:8/", true),
            ("http://localhost/", true),
            ("http://a.localhost./", true),
            ("http://192.168.1.1/", true),
            ("http://169.254.169.254/latest", true),
            ("http://0.1.2.3/", true),
            ("http://100.64.0.1/", true),
            ("http://100.127.255.255/", true),
            ("http://192.0.0.8/", true),
            ("http://192.0.2.1/", true),
            ("http://198.18.0.1/", true),
            ("http://198.51.100.1/", true),
            ("http://203.0.113.9/", true),
            ("http://224.0.0.1/", true),
            ("http://255.255.255.255/", true),
            ("http://0x7f.1/", true),
            ("http://2130706433/", true),
            ("http://[::1]/", true),
            ("http://[::]/", true),
            ("http://[::ffff:10.0.0.1]/", true),
            ("http://[::ffff:93.184.216.34]/", false),
            ("http://[64:ff9b::10.0.0.1]/", true),
            ("http://[64:ff9b::93.184.216.34]/", false),
            ("http://[64:ff9b:1::10.0.0.1]/", true),
            ("http://[2002:a00:1::]/", true),
            ("http://[fe80::1]/", true),
            ("http://[fd00::1]/", true),
            ("http://[ff02::1]/", true),
            ("http://[2001:db8::1]/", true),
            ("http://[2001::1]/", true),
            ("http://[2606:2800::1]/", false),
        ] {
            assert_eq!(is_near(&from.parse().unwrap()), near, "{from}");
        }
    }

    #[tokio::test]
    async fn a_name_leads_to_public_addresses_only() {
        let ground = Ground {
            public: vec!["127.0.0.1".parse().unwrap()],
            names: vec![
                ("inside.test".to_owned(), "10.0.0.7".parse().unwrap()),
                ("shop.test".to_owned(), "127.0.0.1".parse().unwrap()),
            ],
        };
        assert!(ground.holds(&"http://127.0.0.1/".parse().unwrap()));
        assert!(!ground.holds(&"http://127.0.0.2/".parse().unwrap()));
        let guard = Guard(Arc::new(ground));
        let ask = |name: &str| guard.resolve(name.parse().unwrap());
        let refused = ask("inside.test").await.err().unwrap().to_string();
        assert_eq!(
            refused,
            "inside.test leads to 10.0.0.7, which is not public"
        );
        assert!(is_refusal(&refused));
        assert_eq!(ask("shop.test").await.unwrap().count(), 1);
    }
}
