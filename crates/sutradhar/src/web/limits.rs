//! How often one address may ask: a token bucket for each.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// Addresses that are remembered; beyond, those that asked for nothing lately are forgotten.
const ADDRESSES: usize = 20_000;

/// Requests a minute, on the long run and at once.
const A_MINUTE: f64 = 240.0;

/// What each address has left.
#[derive(Debug, Default)]
pub struct Buckets {
    left: Mutex<HashMap<IpAddr, (f64, Instant)>>,
}

impl Buckets {
    /// Takes `cost` requests from an address; gives the seconds to wait if it has none left.
    pub fn take(&self, address: IpAddr, cost: f64, now: Instant) -> Result<(), u64> {
        let Ok(mut left) = self.left.lock() else {
            return Ok(());
        };
        if left.len() >= ADDRESSES {
            left.retain(|_, (_, seen)| now.duration_since(*seen).as_secs() < 60);
        }
        let (tokens, seen) = left.entry(address).or_insert((A_MINUTE, now));
        let gained = now.duration_since(*seen).as_secs_f64() * A_MINUTE / 60.0;
        *tokens = (*tokens + gained).min(A_MINUTE);
        *seen = now;
        if *tokens < cost {
            return Err(((cost - *tokens) * 60.0 / A_MINUTE).ceil().max(1.0) as u64);
        }
        *tokens -= cost;
        Ok(())
    }
}

/// Connections that are open, by the address of another machine.
#[derive(Debug, Default)]
pub struct Guests {
    open: Mutex<HashMap<IpAddr, usize>>,
}

/// A place among the connections of an address; it ends with this value.
#[derive(Debug)]
pub struct Guest {
    guests: Arc<Guests>,
    address: Option<IpAddr>,
}

impl Guests {
    /// A place for one more connection, unless its address has too many. This machine has as many as it likes: a proxy
    /// on it asks for others.
    pub fn admit(self: &Arc<Guests>, address: IpAddr) -> Option<Guest> {
        let guests = Arc::clone(self);
        if address.is_loopback() {
            return Some(Guest { guests, address: None });
        }
        let mut open = self.open.lock().ok()?;
        let n = open.entry(address).or_default();
        if *n >= super::CONNECTIONS_EACH {
            return None;
        }
        *n += 1;
        drop(open);
        Some(Guest {
            guests,
            address: Some(address),
        })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let Some(address) = self.address else { return };
        let Ok(mut open) = self.guests.open.lock() else { return };
        if let Some(n) = open.get_mut(&address) {
            *n -= 1;
            if *n == 0 {
                open.remove(&address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn an_address_may_ask_so_often_and_then_has_to_wait() {
        let buckets = Buckets::default();
        let (here, there) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let now = Instant::now();
        for _ in 0..A_MINUTE as usize {
            assert_eq!(buckets.take(here, 1.0, now), Ok(()));
        }
        assert_eq!(buckets.take(here, 1.0, now), Err(1));
        assert_eq!(buckets.take(there, 1.0, now), Ok(()));
        assert_eq!(buckets.take(here, 1.0, now + Duration::from_secs(1)), Ok(()));
        assert_eq!(buckets.take(here, 8.0, now + Duration::from_secs(1)), Err(2));
    }

    #[test]
    fn an_address_has_so_many_connections() {
        let guests = Arc::new(Guests::default());
        let (there, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let held: Vec<Guest> = std::iter::from_fn(|| guests.admit(there)).collect();
        assert_eq!(held.len(), super::super::CONNECTIONS_EACH);
        assert!(guests.admit(other).is_some() && guests.admit(IpAddr::from([127, 0, 0, 1])).is_some());
        drop(held);
        assert!(guests.admit(there).is_some());
        assert!(guests.open.lock().expect("nobody failed").is_empty());
    }
}
