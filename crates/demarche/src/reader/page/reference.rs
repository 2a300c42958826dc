//! Character references of HTML: named ones from the standard's table, and numbers.

use web_atoms::NAMED_ENTITIES;

/// Bytes of the longest name of a reference, with its semicolon.
const LONGEST_NAME: usize = 33;

/// What numbers 128 to 159 stand for: pages mean the letters of Windows-1252. Zero marks those that stand for nothing.
const WINDOWS: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019,
    0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
];

/// The character reference that `text`, which begins with `&`, opens with: its one or two characters, and its length in bytes.
pub(super) fn reference(text: &[u8]) -> Option<(char, Option<char>, usize)> {
    let behind = text.get(1..)?;
    if let Some(number) = behind.strip_prefix(b"#") {
        let (letter, length) = numbered(number)?;
        return Some((letter, None, 2 + length));
    }
    let letters = behind
        .iter()
        .take(LONGEST_NAME)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let closed = behind.get(letters) == Some(&b';');
    let name = std::str::from_utf8(&behind[..letters + usize::from(closed)]).ok()?;
    // A few names need no semicolon, and the longest of them counts.
    let shortest = if closed { 2 } else { 1 };
    let (length, (first, second)) = (shortest..=name.len()).rev().find_map(|length| {
        let found = NAMED_ENTITIES.get(&name[..length])?;
        (found.0 != 0).then_some((length, *found))
    })?;
    Some((char::from_u32(first)?, char::from_u32(second).filter(|_| second != 0), 1 + length))
}

/// `233;` or `xE9;`, and its length; the semicolon may be missing.
fn numbered(text: &[u8]) -> Option<(char, usize)> {
    let (mark, radix) = match text.first()? {
        b'x' | b'X' => (1, 16),
        _ => (0, 10),
    };
    let digits = text[mark..]
        .iter()
        .take(10)
        .take_while(|byte| (**byte as char).is_digit(radix))
        .count();
    let number = u32::from_str_radix(std::str::from_utf8(&text[mark..mark + digits]).ok()?, radix).ok()?;
    let meant = match number {
        128..=159 => u32::from(WINDOWS[number as usize - 128]),
        other => other,
    };
    let length = mark + digits + usize::from(text.get(mark + digits) == Some(&b';'));
    Some((char::from_u32(meant).filter(|letter| *letter != '\0').unwrap_or('\u{FFFD}'), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(char, usize)>) {
        assert_eq!(
            reference(text.as_bytes()).map(|(letter, _, length)| (letter, length)),
            expected,
            "{text}"
        );
    }

    #[test]
    fn names_and_numbers_are_decoded() {
        check("&aacute;n", Some(('á', 8)));
        check("&euro; 5", Some(('€', 6)));
        check("&frac12;", Some(('½', 8)));
        check("&nbsp its", Some(('\u{A0}', 5)));
        check("&copy 2020", Some(('©', 5)));
        check("&#233;", Some(('é', 6)));
        check("&#xE9 ", Some(('é', 5)));
        check("&#147;", Some(('“', 6)));
        check("&CounterClockwiseContourIntegral;", Some(('∳', 33)));
    }

    #[test]
    fn what_is_no_reference_is_text() {
        for text in ["&", "& ", "&;", "&#", "&#;", "&#x;", "&nosuch;", "&T "] {
            check(text, None);
        }
        check("&#0;", Some(('\u{FFFD}', 4)));
        check("&#99999999;", Some(('\u{FFFD}', 11)));
    }
}
