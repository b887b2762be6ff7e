//! Tests of the old encodings; encoding exists only here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use super::charts::VIQR_MARKS;
use super::*;
use crate::syllable::tests::any_syllable;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

#[test]
fn fonts() {
    let table = [
        (".VnTime", Some(Encoding::Tcvn3)),
        (".vntimeh", Some(Encoding::Tcvn3Capitals)),
        (".VnArial NarrowH", Some(Encoding::Tcvn3Capitals)),
        ("'.VnCentury Schoolbook'", Some(Encoding::Tcvn3)),
        ("VNI-Times", Some(Encoding::Vni)),
        ("VNI Helve", Some(Encoding::Vni)),
        ("VPS Times", Some(Encoding::Vps)),
        ("Arial", None),
        ("Vnines", None),
        ("", None),
    ];
    for (name, encoding) in table {
        assert_eq!(of_font(name), encoding, "{name}");
    }
}

#[test]
fn one_sentence_in_every_encoding() {
    let says = "Tổng sản lượng lương thực ước đạt 12,5 tấn; đường làng";
    let table = [
        (Encoding::Tcvn3, "Tæng s¶n l\u{ad}îng l\u{ad}¬ng thùc \u{ad}íc ®¹t 12,5 tÊn; ®\u{ad}êng lµng"),
        (Encoding::Vni, "Toång saûn löôïng löông thöïc öôùc ñaït 12,5 taán; ñöôøng laøng"),
        (Encoding::Viqr, "To^?ng sa?n lu+o+.ng lu+o+ng thu+.c u+o+'c dda.t 12,5 ta^'n; ddu+o+`ng la`ng"),
        (Encoding::Windows1258, "TôÒng saÒn lýõòng lýõng thýòc ýõìc ðaòt 12,5 tâìn; ðýõÌng laÌng"),
    ];
    for (encoding, text) in table {
        assert_eq!(encoding.decode(text), says, "{encoding:?}");
        assert_eq!(recognise(text), Some(encoding));
        assert!(encoding.fits(text) && !encoding.fits(says));
    }
    assert_eq!(recognise(says), None);
}

#[test]
fn signs_beside_letters() {
    let table = [
        (Encoding::Tcvn3Capitals, "b¸o c¸o “a”", "BÁO CÁO “A”"),
        (Encoding::Tcvn3, "l\u{f0b5} “tèt” – c\u{103}", "là “tốt” – có"),
        (Encoding::Tcvn3, "ñy ban X·\nñY BAN X· Hµ", "ủy ban Xã\nỦY BAN XÃ HÀ"),
        (Encoding::Tcvn3, "B¶ng 5 m² m3 20°", "Bảng 5 m² m3 20°"),
        (Encoding::Vni, "tre\u{f0fb} “moät” ÑÖÔØNG", "trẻ “một” ĐƯỜNG"),
        (Encoding::Vni, "ùù bø 5ø", "ùù bø 5ø"),
    ];
    for (encoding, text, says) in table {
        assert_eq!(encoding.decode(text), says);
    }
    assert_eq!(Encoding::Tcvn3.decode(&widen(b"B\xb8o c\xb8o \x93t\xe8t\x94")), "Báo cáo “tốt”");
}

#[test]
fn what_is_left_alone() {
    let texts = [
        "Tháng 5: 12 ha lúa",
        "Có là",
        "Cong tac thang 5. Nam 2021? o dau. ta",
        "Bánh mì pâté, Côte d’Azur, garçon déjà vu, Größe",
        "e\u{301} ba\u{301}o ca\u{301}o",
        "value(x) = a(b) + c^2; don't it's U.B.N.D.",
        "«»®©µ",
        "",
    ];
    for text in texts {
        assert_eq!(recognise(text), None, "{text}");
        assert_eq!(restore(text), None, "{text}");
    }
}

#[test]
fn paragraphs_of_a_text_may_differ() {
    let text =
        "B¸o c¸o kÕt qu¶ quý II\nCã 5 x·\nTổng số có 12 hộ\nCoâng taùc y teá\nHà Giang, tháng tám\n12 ha";
    let says = "Báo cáo kết quả quý II\nCó 5 xã\nTổng số có 12 hộ\nCông tác y tế\nHà Giang, tháng tám\n12 ha";
    assert_eq!(restore(text).as_deref(), Some(says));
}

/// How an encoding writes a letter, by search; none where it has no code for it.
fn encode(encoding: Encoding, letter: char) -> Option<String> {
    let after = |bases: &str, marks: &[(String, String)]| {
        let whole = |base: char, mark: &str| {
            let made: String = format!("{base}{mark}").nfc().collect();
            made == letter.to_string()
        };
        bases.chars().chain(bases.to_uppercase().chars()).find_map(|base| {
            let (sign, _) = marks.iter().find(|(_, mark)| whole(base, mark))?;
            let capital = base.is_uppercase() && encoding == Encoding::Vni;
            let sign = if capital { sign.to_uppercase() } else { sign.clone() };
            Some(encode(encoding, base)? + &sign)
        })
    };
    let by_chart = |rows: &[[char; 16]], first: u8| {
        let at = rows.as_flattened().iter().position(|c| *c == letter)?;
        Some(char::from(first + u8::try_from(at).unwrap()).to_string())
    };
    if letter.is_ascii() {
        return Some(letter.to_string());
    }
    match encoding {
        Encoding::Tcvn3 => by_chart(&TCVN3, 0xa0),
        Encoding::Viscii => by_chart(&VISCII, 0x80),
        Encoding::Vps => by_chart(&VPS, 0x80),
        Encoding::Vni => {
            let marks = VNI_MARKS.map(|(sign, mark)| (sign.to_string(), mark.to_owned()));
            let own = VNI_LETTERS.iter().find_map(|(sign, own)| (*own == letter).then(|| sign.to_string()));
            own.or_else(|| after("aeouyơư", &marks))
        }
        Encoding::Windows1258 => {
            let own = WINDOWS_1258.iter().find_map(|(byte, c)| (*c == letter).then(|| char::from(*byte)));
            let same = "âêôÂÊÔ".contains(letter).then_some(letter);
            let tones = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'].map(|tone| {
                let code = WINDOWS_1258.iter().find(|(_, c)| *c == tone).unwrap().0;
                (char::from(code).to_string(), tone.to_string())
            });
            own.or(same).map(String::from).or_else(|| after("aăâeêioôơuưy", &tones))
        }
        Encoding::Viqr if letter == 'đ' => Some("dd".to_owned()),
        Encoding::Viqr if letter == 'Đ' => Some("DD".to_owned()),
        Encoding::Viqr => Some(
            letter
                .nfd()
                .map(|c| VIQR_MARKS.iter().find(|(_, mark)| *mark == c).map_or(c, |(sign, _)| *sign))
                .collect(),
        ),
        Encoding::Tcvn3Capitals => None,
    }
}

/// A vowel alone before a question mark is one letter or two in VIQR.
fn with_onset() -> impl Strategy<Value = crate::syllable::Syllable> {
    any_syllable().prop_filter("an onset", |syllable| !syllable.onset().is_empty())
}

proptest! {
    #[test]
    fn what_is_encoded_decodes(words in prop::collection::vec(with_onset(), 1..12)) {
        let text = words.iter().map(|word| format!("{word} ")).collect::<String>() + "ta";
        for encoding in [Encoding::Tcvn3, Encoding::Vni, Encoding::Viscii, Encoding::Vps, Encoding::Windows1258, Encoding::Viqr] {
            let capitals = !matches!(encoding, Encoding::Tcvn3 | Encoding::Vps | Encoding::Viscii);
            for text in [text.clone(), text.to_uppercase()].iter().take(1 + usize::from(capitals)) {
                let encoded: String = text.chars().map(|c| encode(encoding, c).unwrap()).collect();
                prop_assert_eq!(&encoding.decode(&encoded), text, "{:?} {}", encoding, encoded);
            }
        }
        prop_assert_eq!(recognise(&text), None);
    }

    #[test]
    fn no_text_breaks_it(text in "[a-zàđưứ^.'`?+(\u{80}-\u{ff}\u{1ea0}\u{301} \n]{0,80}") {
        let _ = restore(&text);
        for encoding in [Encoding::Tcvn3Capitals, Encoding::Vni, Encoding::Viscii, Encoding::Vps, Encoding::Windows1258, Encoding::Viqr] {
            let _ = encoding.decode(&text);
        }
    }
}
