//! The unguessable token of an enquiry, by which its replies are known.

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Characters of a token: 50 bits.
pub const TOKEN_LEN: usize = 10;

/// The first 50 bits of HMAC-SHA256 (RFC 2104) of the enquiry's id, as lower-case base32 (RFC 4648
/// alphabet). Lower case, because mail servers may fold the case of an address.
#[must_use]
pub fn token(key: &[u8], enquiry_id: &str) -> String {
    const ALPHABET: [u8; 32] = *b"abcdefghijklmnopqrstuvwxyz234567";
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("HMAC takes a key of any length");
    };
    mac.update(enquiry_id.as_bytes());
    let digest = mac.finalize().into_bytes();
    let mut bits = digest
        .iter()
        .take(8)
        .fold(0u64, |bits, b| bits << 8 | u64::from(*b));
    let mut token = String::with_capacity(TOKEN_LEN);
    for _ in 0..TOKEN_LEN {
        token.push(char::from(ALPHABET[(bits >> 59) as usize]));
        bits <<= 5;
    }
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_base32_of_the_hmac() {
        // RFC 4231, test case 2: the digest begins 5bdcc146bf60754e6a04.
        assert_eq!(token(b"Jefe", "what do ya want for nothing?"), "lpomcrv7mb");
        assert_ne!(
            token(b"other", "what do ya want for nothing?"),
            "lpomcrv7mb"
        );
        assert_eq!(token(b"", "").len(), TOKEN_LEN);
    }
}
