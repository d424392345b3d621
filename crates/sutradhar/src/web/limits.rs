//! How often one address may ask: a token bucket for each.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;
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
}
