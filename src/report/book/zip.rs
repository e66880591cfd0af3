//! A ZIP archive that is written from front to back, so that it takes no more memory than the piece at hand (PKWARE,
//! APPNOTE.TXT 6.3). Pieces are packed each on its own, which the processors do side by side: the bytes depend on where
//! the pieces end, and on nothing of the machine.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::{self, Write};

/// Sizes and places are 32 bits wide, but for an extension of which every reader has its own idea.
pub const MOST: u64 = 3 << 30;
/// The first of January 1980, as MS-DOS counts days: no moment of writing.
const DAY: u16 = 0x21;
/// Sizes stand behind the bytes; names are UTF-8.
const FLAGS: u16 = 1 << 3 | 1 << 11;
/// Which version of the format a reader must know.
const VERSION: u16 = 20;
const DEFLATED: u16 = 8;
/// What ends a deflated stream: an empty block that says it is the last.
const LAST: [u8; 2] = [3, 0];

/// An archive under way.
#[derive(Debug)]
pub struct Archive<W: Write> {
    out: W,
    at: u64,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    crc: Crc,
    packed: u64,
    size: u64,
    at: u64,
}

/// A piece of a file, packed.
#[derive(Debug)]
pub struct Piece {
    bytes: Vec<u8>,
    crc: Crc,
    size: u64,
}

impl Piece {
    /// Packs bytes.
    pub fn of(bytes: &[u8]) -> io::Result<Self> {
        Self::at_level(bytes, Compression::fast())
    }

    fn at_level(bytes: &[u8], level: Compression) -> io::Result<Self> {
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut packer = DeflateEncoder::new(Vec::new(), level);
        packer.write_all(bytes)?;
        // Up to a whole byte, so that another piece can follow.
        packer.flush()?;
        Ok(Self {
            bytes: std::mem::take(packer.get_mut()),
            crc,
            size: bytes.len() as u64,
        })
    }
}

impl<W: Write> Archive<W> {
    /// Begins an archive.
    pub const fn new(out: W) -> Self {
        Self {
            out,
            at: 0,
            entries: Vec::new(),
        }
    }

    /// How many bytes there are by now.
    pub const fn len(&self) -> u64 {
        self.at
    }

    /// Begins a file in it.
    pub fn begin(&mut self, name: &str) -> io::Result<()> {
        let entry = Entry {
            name: name.to_owned(),
            crc: Crc::new(),
            packed: 0,
            size: 0,
            at: self.at,
        };
        let mut head = Vec::new();
        head.extend(b"PK\x03\x04");
        for short in [VERSION, FLAGS, DEFLATED, 0, DAY] {
            head.extend(short.to_le_bytes());
        }
        // CRC and sizes, which are not known yet.
        head.extend([0; 12]);
        head.extend(length(name)?.to_le_bytes());
        head.extend([0; 2]);
        head.extend(name.as_bytes());
        self.put(&head)?;
        self.entries.push(entry);
        Ok(())
    }

    /// Adds a piece to the file that was begun last, and says how large that is by now.
    pub fn add(&mut self, piece: &Piece) -> io::Result<u64> {
        self.put(&piece.bytes)?;
        let Some(entry) = self.entries.last_mut() else {
            return Err(io::Error::other("no file was begun"));
        };
        entry.crc.combine(&piece.crc);
        entry.packed += piece.bytes.len() as u64;
        entry.size += piece.size;
        Ok(entry.size)
    }

    /// Ends the file that was begun last.
    pub fn end(&mut self) -> io::Result<()> {
        self.put(&LAST)?;
        let Some(entry) = self.entries.last_mut() else {
            return Err(io::Error::other("no file was begun"));
        };
        entry.packed += LAST.len() as u64;
        let mut tail = b"PK\x07\x08".to_vec();
        tail.extend(entry.sums()?);
        self.put(&tail)
    }

    /// A whole file.
    pub fn file(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.begin(name)?;
        self.add(&Piece::of(bytes)?)?;
        self.end()
    }

    /// A whole file that is packed already, as pictures are.
    pub fn packed_file(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.begin(name)?;
        self.add(&Piece::at_level(bytes, Compression::none())?)?;
        self.end()
    }

    /// Ends the archive.
    pub fn finish(mut self) -> io::Result<W> {
        let mut directory = Vec::new();
        for entry in &self.entries {
            directory.extend(b"PK\x01\x02");
            for short in [VERSION, VERSION, FLAGS, DEFLATED, 0, DAY] {
                directory.extend(short.to_le_bytes());
            }
            directory.extend(entry.sums()?);
            directory.extend(length(&entry.name)?.to_le_bytes());
            directory.extend([0; 12]);
            directory.extend(narrow(entry.at)?.to_le_bytes());
            directory.extend(entry.name.as_bytes());
        }
        let count = u16::try_from(self.entries.len()).map_err(io::Error::other)?;
        let (size, at) = (narrow(directory.len() as u64)?, narrow(self.at)?);
        directory.extend(b"PK\x05\x06");
        directory.extend([0; 4]);
        directory.extend(count.to_le_bytes());
        directory.extend(count.to_le_bytes());
        directory.extend(size.to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend([0; 2]);
        self.put(&directory)?;
        Ok(self.out)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}

impl Entry {
    /// CRC and both sizes.
    fn sums(&self) -> io::Result<Vec<u8>> {
        let mut sums = self.crc.sum().to_le_bytes().to_vec();
        sums.extend(narrow(self.packed)?.to_le_bytes());
        sums.extend(narrow(self.size)?.to_le_bytes());
        Ok(sums)
    }
}

fn length(name: &str) -> io::Result<u16> {
    u16::try_from(name.len()).map_err(io::Error::other)
}

fn narrow(number: u64) -> io::Result<u32> {
    u32::try_from(number).map_err(|_| io::Error::other("a workbook of more than 4 GiB"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::DeflateDecoder;
    use proptest::prelude::*;
    use std::io::Read;

    proptest! {
        #[test]
        fn pieces_come_out_as_one_stream(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..3_000), 0..6)) {
            let mut archive = Archive::new(Vec::new());
            archive.begin("a").unwrap();
            for piece in &pieces {
                archive.add(&Piece::of(piece).unwrap()).unwrap();
            }
            archive.end().unwrap();
            let entry = &archive.entries[0];
            let whole = pieces.concat();
            let mut crc = Crc::new();
            crc.update(&whole);
            prop_assert_eq!((entry.crc.sum(), entry.size), (crc.sum(), whole.len() as u64));
            let packed = &archive.out[31..31 + usize::try_from(entry.packed).unwrap()];
            let mut unpacked = Vec::new();
            DeflateDecoder::new(packed).read_to_end(&mut unpacked).unwrap();
            prop_assert_eq!(unpacked, whole);
        }
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let mut archive = Archive::new(io::sink());
        assert!(archive.end().is_err());
        archive.begin("a").unwrap();
        archive.entries[0].size = 5 << 30;
        assert!(archive.end().is_err());
    }
}
