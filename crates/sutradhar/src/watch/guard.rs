//! Which addresses of the network may be asked: only those that everybody can reach, unless others were named.
//!
//! Feeds and pages name any address they like, and so does a name server. A watch that follows them must not become a
//! way to ask machines of the own network. So the numbers to which a connection is about to be made are looked at,
//! each time, also at every redirect: [`Guard::admit`] is the one gate.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;
use url::{Host, Url};

/// Ports that are asked unless others are named.
const PORTS: [u16; 2] = [80, 443];

/// A range of network addresses: `10.0.0.0/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    base: IpAddr,
    bits: u8,
}

impl FromStr for Range {
    type Err = String;

    fn from_str(typed: &str) -> Result<Range, String> {
        let wrong = || format!("{typed} is no range of addresses such as 127.0.0.0/8 or fd00::/8");
        let (base, bits) = match typed.split_once('/') {
            Some((base, bits)) => (base, Some(bits.parse::<u8>().map_err(|_| wrong())?)),
            None => (typed, None),
        };
        let base: IpAddr = base.parse().map_err(|_| wrong())?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        match bits <= most {
            true => Ok(Range { base, bits }),
            false => Err(wrong()),
        }
    }
}

impl Range {
    fn holds(&self, ip: IpAddr) -> bool {
        let cut = |wide: u128, width: u8| wide.checked_shr(u32::from(width - self.bits)).unwrap_or(0);
        match (self.base, ip) {
            (IpAddr::V4(a), IpAddr::V4(b)) => {
                cut(u32::from(a).into(), 32) == cut(u32::from(b).into(), 32) || self.bits == 0
            }
            (IpAddr::V6(a), IpAddr::V6(b)) => cut(a.into(), 128) == cut(b.into(), 128) || self.bits == 0,
            _ => false,
        }
    }
}

/// What may be asked.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    /// Ranges of the own network that may be asked all the same, at any port.
    pub private: Vec<Range>,
    /// Ports beside 80 and 443.
    pub ports: Vec<u16>,
}

impl Guard {
    /// An address as typed or named by a page, if it may be asked as far as its letters tell.
    ///
    /// # Errors
    /// One sentence: it is none, it is not of the web, or it carries a password.
    pub fn read(&self, typed: &str, base: Option<&Url>) -> Result<Url, String> {
        let mut url = match base {
            Some(base) => base.join(typed.trim()),
            None => Url::parse(typed.trim()),
        }
        .map_err(|e| format!("{typed} is no address of the web ({e})"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("{url} is not asked: only http and https are"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("an address with a user name or a password in it is not asked".to_string());
        }
        url.set_fragment(None);
        let literal = match url.host() {
            Some(Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
            Some(Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
            Some(Host::Domain(_)) => None,
            None => return Err(format!("{url} names no host")),
        };
        if let Some(ip) = literal {
            let port = url.port_or_known_default().unwrap_or(0);
            self.admit(&[SocketAddr::new(ip, port)])?;
        }
        Ok(url)
    }

    /// Those of some addresses to which a connection may be made.
    ///
    /// # Errors
    /// One sentence, if there are none.
    pub fn admit(&self, found: &[SocketAddr]) -> Result<Vec<SocketAddr>, String> {
        let own = |ip: IpAddr| self.private.iter().any(|range| range.holds(ip));
        let port = |port: u16| PORTS.contains(&port) || self.ports.contains(&port);
        let good = |a: &&SocketAddr| own(a.ip()) || is_public(a.ip()) && port(a.port());
        let kept: Vec<SocketAddr> = found.iter().filter(good).copied().collect();
        match (kept.is_empty(), found.first()) {
            (false, _) => Ok(kept),
            (true, None) => Err("the name leads to no address".to_string()),
            (true, Some(first)) if is_public(first.ip()) => Err(format!(
                "port {} is not asked: only 80 and 443 are, and those of --allow-port",
                first.port()
            )),
            (true, Some(first)) => Err(format!(
                "{} lies in an own or reserved network, which is not asked (--allow-private names exceptions)",
                first.ip()
            )),
        }
    }
}

/// Whether everybody can reach an address: global unicast, and none that leads elsewhere by carrying such an address.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let reserved = match a {
        0 | 10 | 127 => true,
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => matches!(
            (b, c),
            (0, 0) | (0, 2) | (88, 99) | (168, _) | (31, 196) | (52, 193) | (175, 48)
        ),
        198 => matches!((b, c), (18 | 19, _) | (51, 100)),
        203 => (b, c) == (0, 113),
        224.. => true,
        _ => false,
    };
    !reserved
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    // NAT64 and its local form lead to the address of the old kind that they carry.
    if s[0] == 0x64 && s[1] == 0xff9b {
        return s[2..6] == [0; 4] && v4(s[6], s[7]);
    }
    // 6to4.
    if s[0] == 0x2002 {
        return v4(s[1], s[2]);
    }
    // Teredo: the server's address, and the client's with every bit turned.
    if s[0] == 0x2001 && s[1] == 0 {
        return v4(s[2], s[3]) && v4(!s[6], !s[7]);
    }
    let documentation = (s[0] == 0x2001 && s[1] == 0xdb8) || (s[0] == 0x3fff && s[1] < 0x1000);
    let special = s[0] == 0x2001 && s[1] < 0x200;
    // 2000::/3 is all that is handed out; mapped, local, link and multicast addresses lie outside.
    (0x2000..0x4000).contains(&s[0]) && !documentation && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_everybody_reaches_is_public() {
        for ip in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.168.1.1",
            "192.88.99.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::7f00:1",
            "fe80::1",
            "fc00::1",
            "fd00::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "3fff:1::1",
            "2001:2::1",
            "2001:10::1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::1",
            "2002:c0a8:101::",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::808:808",
            "2001:0:7f00:1::f7f7:f7f7",
            "2001:0:808:808::80ff:fffe",
            "100::1",
            "5f00::1",
        ] {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "198.17.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450::1",
            "64:ff9b::808:808",
            "2002:808:808::1",
        ] {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
    }

    #[test]
    fn addresses_are_read_with_care() {
        let guard = Guard::default();
        for bad in [
            "ftp://a.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "http://u:p@a.example/",
            "http://u@a.example/",
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::1]/",
            "http://169.254.169.254/latest",
            "http://[::ffff:10.0.0.1]/",
            "a.example",
            "",
            "http://8.8.8.8:22/",
        ] {
            assert!(guard.read(bad, None).is_err(), "{bad}");
        }
        let url = guard.read(" https://A.example/x#y ", None).unwrap();
        assert_eq!(url.as_str(), "https://a.example/x");
        let next = guard.read("//b.example/z", Some(&url)).unwrap();
        assert_eq!(next.as_str(), "https://b.example/z");
        assert!(guard.read("http://169.254.169.254/", Some(&url)).is_err());
    }

    #[test]
    fn named_ranges_and_ports_are_let_through_and_no_others() {
        let guard = Guard {
            private: vec!["127.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()],
            ports: vec![8080],
        };
        let admit = |a: &str| guard.admit(&[a.parse().unwrap()]).is_ok();
        assert!(admit("127.0.0.9:4711") && admit("[fd12::1]:1") && admit("8.8.8.8:8080") && admit("8.8.8.8:443"));
        assert!(!admit("10.0.0.1:80") && !admit("[::1]:80") && !admit("8.8.8.8:22") && !admit("169.254.169.254:80"));
        let mixed = ["10.0.0.1:80".parse().unwrap(), "8.8.8.8:80".parse().unwrap()];
        assert_eq!(Guard::default().admit(&mixed), Ok(vec![mixed[1]]));
        assert!(Guard::default().admit(&[]).is_err());
        for bad in ["x", "10.0.0.0/33", "10.0.0.0/x", "fd00::/129"] {
            assert!(bad.parse::<Range>().is_err(), "{bad}");
        }
        assert!("0.0.0.0/0".parse::<Range>().unwrap().holds("9.9.9.9".parse().unwrap()));
    }
}
