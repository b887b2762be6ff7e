//! Bits in a row.

/// Writes bits, the first into the lowest bit of the first byte.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    held: u64,
    many: u32,
}

impl Writer {
    /// Up to 32 bits.
    pub(crate) fn put(&mut self, value: u64, bits: u32) {
        self.held |= value << self.many;
        self.many += bits;
        while self.many >= 8 {
            self.bytes.push(self.held.to_le_bytes()[0]);
            self.held >>= 8;
            self.many -= 8;
        }
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        if self.many > 0 {
            self.bytes.push(self.held.to_le_bytes()[0]);
        }
        self.bytes
    }
}

/// Reads what a [`Writer`] wrote; zeros behind the end.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    held: u64,
    many: u32,
    /// Bits that were made up behind the end.
    beyond: u32,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, held: 0, many: 0, beyond: 0 }
    }

    fn fill(&mut self) {
        while self.many <= 56 {
            match self.bytes.split_first() {
                Some((first, rest)) => {
                    self.held |= u64::from(*first) << self.many;
                    self.bytes = rest;
                }
                None => self.beyond += 8,
            }
            self.many += 8;
        }
    }

    /// Up to 32 bits.
    pub(crate) fn take(&mut self, bits: u32) -> u64 {
        if self.many < bits {
            self.fill();
        }
        let value = self.held & !(u64::MAX << bits);
        self.held >>= bits;
        self.many -= bits;
        value
    }

    /// Ones before the next zero, which is taken too; no more than `most` of them, and then no zero.
    pub(crate) fn ones(&mut self, most: u32) -> u32 {
        self.fill();
        let ones = self.held.trailing_ones().min(most);
        let taken = ones + u32::from(ones < most);
        self.held >>= taken;
        self.many -= taken;
        ones
    }

    /// Whether more was read than was written.
    pub(crate) fn is_over(&self) -> bool {
        self.beyond > self.many
    }
}
