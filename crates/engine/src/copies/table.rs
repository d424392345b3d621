//! The shingles of one body, to look up.

/// Shingles with the place of each and a mark. Open addressing in one array that is used again for the next body.
#[derive(Default)]
pub struct Table {
    slots: Vec<Slot>,
    len: u32,
}

/// A shingle in the table.
#[derive(Clone, Copy, Default)]
pub struct Slot {
    /// Its hash; nought where the slot is free.
    key: u64,
    /// Where it stands first.
    pub at: u32,
    /// What the user of the table notes about it.
    pub seen: u32,
}

impl Table {
    /// Forgets what it holds and makes room for `n` shingles.
    pub fn clear(&mut self, n: usize) {
        self.slots.clear();
        self.slots.resize((2 * n + 1).next_power_of_two(), Slot::default());
        self.len = 0;
    }

    /// How many different shingles it holds.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Puts one in, if it is not in yet and there is room.
    pub fn insert(&mut self, key: u64, at: u32) {
        let key = key.max(1);
        let place = self.place(key);
        if let Some(slot) = self.slots.get_mut(place).filter(|s| s.key == 0) {
            *slot = Slot {
                key,
                at,
                seen: u32::MAX,
            };
            self.len += 1;
        }
    }

    /// The slot of one, if it is in.
    pub fn get(&mut self, key: u64) -> Option<&mut Slot> {
        let key = key.max(1);
        let place = self.place(key);
        self.slots.get_mut(place).filter(|s| s.key == key)
    }

    /// The slot that holds the key, or the free one where it would stand; none if the table is full of others.
    fn place(&self, key: u64) -> usize {
        let mask = self.slots.len().saturating_sub(1);
        let mut place = key as usize & mask;
        for _ in 0..self.slots.len() {
            match self.slots.get(place) {
                Some(s) if s.key != 0 && s.key != key => place = (place + 1) & mask,
                _ => return place,
            }
        }
        usize::MAX
    }
}
