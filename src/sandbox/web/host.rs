//! Where each company's site is found: every company has an address of its own, so that what is kept by
//! host (robots.txt, pauses, cookies) is kept by company.
//!
//! The addresses are those of 127.0.0.0/8, all of which are this machine on Linux and Windows: one listener
//! serves them, bound to the loopback device where that can be had, and whoever comes from elsewhere is
//! turned away. Names (`company.localhost`) would need a resolver that knows them, which many systems lack.
//! Where 127.0.0.1 is the only address of this machine, each company has a port of its own instead.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use tokio::net::{TcpListener, TcpSocket};

/// The listeners, and which company is meant by which of their addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hosts {
    /// Each company has an address; all have this port.
    Addresses(u16),
    /// Each company has a port, counted from this one.
    Ports(u16),
}

/// Companies of each of 127.1.x.x, 127.2.x.x and so on.
const EACH: u32 = 250 * 250;

/// No more ports are opened.
const MOST_PORTS: u16 = 500;

impl Hosts {
    /// Opens what companies need; with a port of 0 a free one.
    pub(super) fn open(port: u16, companies: usize) -> io::Result<(Self, Vec<TcpListener>)> {
        let second = SocketAddr::from((Ipv4Addr::new(127, 1, 0, 1), 0));
        if std::net::TcpListener::bind(second).is_ok() {
            let listener = everywhere(port)?;
            let port = listener.local_addr()?.port();
            return Ok((Self::Addresses(port), vec![listener]));
        }
        let companies = u16::try_from(companies)
            .unwrap_or(u16::MAX)
            .clamp(1, MOST_PORTS);
        let first = if port == 0 { 28_000 } else { port };
        let listeners = (0..companies)
            .map(|nth| {
                listen(SocketAddr::from((
                    Ipv4Addr::LOCALHOST,
                    first.saturating_add(nth),
                )))
            })
            .collect::<io::Result<Vec<_>>>()?;
        Ok((Self::Ports(first), listeners))
    }

    /// Where a company's site is.
    pub(super) fn of(self, company: u32) -> SocketAddr {
        match self {
            Self::Addresses(port) => {
                let rest = company % EACH;
                let number = |n: u32| u8::try_from(n).unwrap_or(u8::MAX);
                let ip = [
                    127,
                    number(1 + company / EACH),
                    number(rest / 250),
                    number(1 + rest % 250),
                ];
                SocketAddr::from((ip, port))
            }
            Self::Ports(first) => {
                let nth = u16::try_from(company).unwrap_or(u16::MAX);
                SocketAddr::from((Ipv4Addr::LOCALHOST, first.saturating_add(nth)))
            }
        }
    }

    /// Which company is asked at an address; `None` for an address that is nobody's.
    pub(super) fn company(self, asked: SocketAddr) -> Option<u32> {
        let IpAddr::V4(ip) = asked.ip() else {
            return None;
        };
        match self {
            Self::Addresses(_) => {
                let [127, block, high @ 0..250, low @ 1..=250] = ip.octets() else {
                    return None;
                };
                let block = u32::from(block).checked_sub(1)?;
                Some(block * EACH + u32::from(high) * 250 + u32::from(low) - 1)
            }
            Self::Ports(first) => asked.port().checked_sub(first).map(u32::from),
        }
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(1024)
}

/// Listens at every address of this machine, on the loopback device only where the system lets us.
fn everywhere(port: u16) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    // Without this whoever is not of this machine is still turned away, only later.
    #[cfg(target_os = "linux")]
    let _ = socket.bind_device(Some(b"lo"));
    socket.bind(SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)))?;
    socket.listen(1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_company_is_found_where_it_is(company in 0..15_000_000_u32) {
            let hosts = Hosts::Addresses(8080);
            let address = hosts.of(company);
            prop_assert!(address.ip().is_loopback());
            prop_assert_eq!(hosts.company(address), Some(company));
        }

        #[test]
        fn any_address_is_somebody_s_or_nobody_s(ip: [u8; 4], port: u16) {
            let asked = SocketAddr::from((ip, port));
            for hosts in [Hosts::Addresses(80), Hosts::Ports(8000)] {
                if let Some(company) = hosts.company(asked)
                    && matches!(hosts, Hosts::Addresses(_))
                {
                    prop_assert_eq!(hosts.of(company).ip(), asked.ip());
                }
            }
        }
    }

    #[test]
    fn ports_stand_in_where_there_is_one_address() {
        let hosts = Hosts::Ports(9000);
        assert_eq!(hosts.of(7).to_string(), "127.0.0.1:9007");
        assert_eq!(hosts.company(hosts.of(7)), Some(7));
        assert_eq!(hosts.company(SocketAddr::from(([127, 0, 0, 1], 80))), None);
    }
}
