//! Who leads and who helps, where an order names them.

use super::clause::is_order;
use super::phrase::{begins_any, opening};
use viet::letter::lower;

/// Words that names of agencies and of their heads begin with, also behind `các`, `từng`, `mỗi`.
const AGENCIES: [&str; 88] = [
    "cơ quan",
    "phòng",
    "ban",
    "công an",
    "trung tâm",
    "ubnd",
    "hđnd",
    "ủy ban",
    "uỷ ban",
    "hội đồng",
    "hạt",
    "đơn vị",
    "trường",
    "nhà trường",
    "nhà thầu",
    "ngành",
    "chi cục",
    "cục",
    "sở",
    "bộ",
    "viện",
    "thanh tra",
    "văn phòng",
    "bộ phận",
    "xã",
    "huyện",
    "thành phố",
    "thị xã",
    "thôn",
    "bản",
    "làng",
    "buôn",
    "ấp",
    "khu phố",
    "hội",
    "đoàn",
    "huyện đoàn",
    "thành đoàn",
    "tỉnh đoàn",
    "kho bạc",
    "ngân hàng",
    "quỹ tín dụng",
    "bệnh viện",
    "trạm",
    "bảo hiểm xã hội",
    "viện kiểm sát",
    "tòa án",
    "toà án",
    "mặt trận",
    "ubmttq",
    "mttq",
    "liên đoàn",
    "đài",
    "tổ",
    "chủ đầu tư",
    "điện lực",
    "bưu điện",
    "bộ chỉ huy",
    "ban chqs",
    "đồn biên phòng",
    "chủ tịch",
    "phó chủ tịch",
    "thủ trưởng",
    "giám đốc",
    "hiệu trưởng",
    "bí thư",
    "trưởng",
    "người đứng đầu",
    "đồng chí",
    "doanh nghiệp",
    "công ty",
    "tổng công ty",
    "hợp tác xã",
    "htx",
    "phường",
    "thị trấn",
    "công chức",
    "cán bộ",
    "lực lượng",
    "đảng ủy",
    "đảng uỷ",
    "huyện ủy",
    "huyện uỷ",
    "tỉnh ủy",
    "tỉnh uỷ",
    "cấp ủy",
    "cấp uỷ",
    "khoa",
];

/// Words that begin like an agency and are none.
const OTHERS: [&str; 47] = [
    "ban hành",
    "ban đầu",
    "ban ngày",
    "ban đêm",
    "tổ chức",
    "tổ hợp",
    "tổ quốc",
    "hội nghị",
    "hội thi",
    "hội thảo",
    "hội thao",
    "hội diễn",
    "hội khỏe",
    "hội khoẻ",
    "hội nhập",
    "hội chợ",
    "hội trường",
    "hội viên",
    "hội họp",
    "đoàn kết",
    "đoàn viên",
    "sở hữu",
    "cục bộ",
    "trường hợp",
    "ngành nghề",
    "hạt giống",
    "phòng chống",
    "phòng ngừa",
    "phòng cháy",
    "phòng trừ",
    "phòng dịch",
    "phòng bệnh",
    "phòng thủ",
    "phòng học",
    "phòng, chống",
    "phòng, trừ",
    "xã hội",
    "bản đồ",
    "bản cam kết",
    "bản sắc",
    "bản lĩnh",
    "bản tin",
    "bộ máy",
    "bộ thủ tục",
    "trưởng thành",
    "viện trợ",
    "khoa học",
];

/// Whether a text in lower case begins with such a word.
pub(super) fn is_agency(lower: &str) -> bool {
    let counted = lower.trim_start_matches(|c: char| c.is_ascii_digit());
    let some = counted.strip_prefix(' ').filter(|_| counted.len() < lower.len()).unwrap_or(lower);
    let rest = ["các ", "từng ", "mỗi "].iter().find_map(|each| some.strip_prefix(each)).unwrap_or(some);
    begins_any(rest, &AGENCIES) && !begins_any(rest, &OTHERS)
}

/// Longest name of an agency or list of agencies, in words.
const NAME_WORDS: usize = 20;

/// Who shall do what a text orders: whom `chỉ đạo`, `giao`, `yêu cầu` charge, else who stands before the order
/// (`Phòng Y tế chủ trì …`, `Công an huyện: …`), else who is asked to.
pub(super) fn owner(text: &str) -> Option<String> {
    const CHARGES: [&str; 7] =
        ["chỉ đạo sát sao", "chỉ đạo", "giao trách nhiệm cho", "giao cho", "phân công", "giao", "yêu cầu"];
    const ASKS: [&str; 2] = ["đề nghị", "kiến nghị"];
    let lower = lower(text);
    let behind = |leads: &[&str]| leads.iter().find_map(|lead| agency_at(rest_behind(text, &lower, lead)?));
    behind(&CHARGES).or_else(|| subject(text)).or_else(|| behind(&ASKS))
}

/// Who is led to do it, where nobody else is named: `đôn đốc các xã nộp …`, `hướng dẫn các trường tổ chức …`.
pub(super) fn urged(text: &str) -> Option<String> {
    told_behind(text, &["đôn đốc", "hướng dẫn", "vận động"])
}

/// The agency behind one of the words, when what it does follows.
fn told_behind(text: &str, leads: &[&str]) -> Option<String> {
    let lower = lower(text);
    leads.iter().find_map(|lead| {
        let rest = rest_behind(text, &lower, lead)?;
        let name = agency_at(rest)?;
        is_told(rest.get(name.len()..)?).then_some(name)
    })
}

/// Who is waited for, or does what is told of a thing: `chờ UBND tỉnh phê duyệt`, `được cơ quan chức năng điều tra`.
pub(super) fn awaited(text: &str) -> Option<String> {
    told_behind(text, &["chờ", "được"])
}

/// The charge that a text begins with, and the words behind the agency that it names: `giao Phòng Y tế | rà soát …`.
pub(super) fn behind_charge(text: &str) -> Option<(&'static str, &str)> {
    const CHARGES: [&str; 6] = ["chỉ đạo", "giao cho", "giao", "yêu cầu", "phân công", "đôn đốc"];
    let tenses = ["đã ", "Đã ", "đang "];
    let text = tenses.iter().find_map(|tense| text.strip_prefix(tense)).unwrap_or(text);
    let opening = opening(text);
    CHARGES.iter().filter(|charge| opening.starts_with(**charge)).find_map(|charge| {
        let rest = text.get(charge.len()..)?.trim_start();
        let name = agency_at(rest)?;
        Some((*charge, rest.get(name.len()..)?.trim_start()))
    })
}

fn rest_behind<'t>(text: &'t str, lower: &str, lead: &str) -> Option<&'t str> {
    text.get(find_word(lower, lead)? + lead.len()..).map(str::trim_start)
}

/// The agency that a text begins with, when what it shall do follows.
fn subject(text: &str) -> Option<String> {
    let name = agency_at(text)?;
    let rest = text.get(name.len()..)?;
    (rest.trim_start().starts_with(':') || is_told(rest)).then_some(name)
}

/// The order behind its own subject: `Phòng Y tế tăng cường …`, `Công an huyện: …`.
pub(super) fn behind<'t>(text: &'t str, owner: &str) -> Option<&'t str> {
    let mut rest = text;
    for word in owner.split(' ') {
        rest = rest.trim_start().strip_prefix(word)?;
    }
    let order = rest.trim_start_matches(|c: char| c == ':' || c == ',' || c.is_whitespace());
    (!order.is_empty()).then_some(order)
}

/// Whether names of agencies are followed by nothing that they shall do.
pub(super) fn only_names(text: &str) -> bool {
    agency_at(text).is_some_and(|name| text.get(name.len()..).is_none_or(|rest| !is_told(rest)))
}

/// What is done with others, behind their names: `phối hợp với các xã | rà soát …`.
pub(super) fn behind_helpers(text: &str) -> &str {
    let with = "phối hợp với ";
    let helped = opening(text).starts_with(with).then(|| text.get(with.len()..)).flatten();
    let order = helped.and_then(|rest| rest.get(agency_at(rest)?.len()..));
    order.map_or(text, str::trim_start)
}

/// A clause behind who does it.
pub(super) fn order(text: &str) -> &str {
    subject(text).and_then(|name| behind(text, &name)).unwrap_or(text)
}

/// Whether a clause begins with who does something.
pub(super) fn acts(text: &str) -> bool {
    subject(text).is_some()
}

/// The agency whose name opens a paragraph with a colon: all of it is its work.
pub(super) fn charged_by_name(text: &str) -> Option<String> {
    let name = agency_at(text)?;
    text.get(name.len()..)?.trim_start().starts_with(':').then_some(name)
}

/// What somebody is charged with, when that is all that is told: `UBND xã đã chỉ đạo các thôn | rà soát …`.
pub(super) fn charged(text: &str) -> Option<&str> {
    let (_, order) = behind_charge(order(text))?;
    (is_order(order) || order.starts_with("tiếp tục")).then_some(order)
}

/// Whether what somebody does or shall do follows a name.
fn is_told(rest: &str) -> bool {
    const TENSES: [&str; 8] = ["đang ", "đã ", "sẽ ", "chưa ", "vẫn ", "còn ", "tiếp tục ", "dự kiến "];
    let rest = rest.trim_start_matches([':', ',', ' ']);
    is_order(rest) || leads(rest) || TENSES.iter().any(|tense| rest.starts_with(tense))
}

/// The agency that is all of a heading (`1. Phòng Tài chính - Kế hoạch`), or that a heading charges with what stands
/// below: `Yêu cầu các phòng, ban thực hiện các nhiệm vụ sau:`.
pub(super) fn heading(title: &str) -> Option<String> {
    let title = title.trim();
    let name = title.trim_end_matches(':').trim_end();
    let charges = ["Giao ", "Yêu cầu ", "Đề nghị ", "Chỉ đạo ", "Phân công ", "Đối với "];
    let name = charges.iter().find_map(|charge| name.strip_prefix(charge)).unwrap_or(name);
    // A field of work is no agency: its heading may begin with the same word in other use.
    let capital = title.starts_with(char::is_uppercase);
    let whole = agency_at(name).filter(|whole| whole == name && capital);
    whole.or_else(|| title.ends_with(':').then(|| owner(title))?)
}

/// Those after `phối hợp với`.
pub(super) fn support(text: &str) -> Vec<String> {
    let lower = lower(text);
    let lead = "phối hợp với";
    let Some(rest) = find_word(&lower, lead).and_then(|at| text.get(at + lead.len()..)) else {
        return Vec::new();
    };
    let names = agency_at(rest.trim_start()).unwrap_or_default();
    names.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A byte offset at which lower-casing kept offsets, of whole words.
fn find_word(lower: &str, phrase: &str) -> Option<usize> {
    lower.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let before = lower.get(..*at).and_then(|before| before.chars().next_back());
        let after = lower.get(at + phrase.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(viet::letter::is_word) && after == Some(' ')
    })
}

/// The name of an agency at the start of a text: up to the verb that says what it shall do.
fn agency_at(text: &str) -> Option<String> {
    if !is_agency(&opening(text)) {
        return None;
    }
    // What decides whether a word still belongs to the name stands within a few words behind it.
    let words: Vec<&str> = text.split(' ').take(2 * NAME_WORDS).collect();
    let mut name: Vec<&str> = Vec::new();
    let mut from = 0;
    for (at, word) in words.iter().enumerate().take(NAME_WORDS) {
        let rest = text.get(from..)?;
        from += word.len() + 1;
        let ended = name.last().is_some_and(|last| last.ends_with(','));
        // Inside a name verbs are written with a capital: `Ban Quản lý dự án`.
        let verb = || is_order(rest) || leads(rest) || is_action(word);
        let goes_on = !word.starts_with(char::is_lowercase) || joins_name(&words, at) || !verb();
        if at > 0 && (!goes_on || (ended && !is_next(&opening(rest)))) {
            break;
        }
        name.push(word);
        if word.ends_with([';', '.', ':', ')']) {
            break;
        }
    }
    let name = name.join(" ").trim_end_matches([',', ';', '.', ':', ')', ' ']).to_owned();
    (!name.is_empty() && name.split(' ').count() < NAME_WORDS).then_some(name)
}

/// Whether a list of agencies goes on: `các cơ quan, đoàn thể`, `các xã, thị trấn`.
fn is_next(lower: &str) -> bool {
    is_agency(lower) || lower.starts_with("đoàn thể")
}

/// What one charged with orders shall do: lead, nothing else.
pub(super) const LEADING: [&str; 8] = [
    "chủ trì",
    "tổng hợp",
    "phụ trách",
    "đầu mối",
    "chịu trách nhiệm",
    "có trách nhiệm",
    "thực hiện",
    "căn cứ",
];

fn leads(rest: &str) -> bool {
    begins_any(&opening(rest), &LEADING)
}

/// `và` inside a name or a list of names: a capital or an agency follows (`Giáo dục và Đào tạo`, `phòng, ban và các xã`), or
/// the second half of the name of a field (`Tài nguyên và môi trường`).
fn joins_name(words: &[&str], at: usize) -> bool {
    const FIELDS: [&str; 14] = [
        "môi trường",
        "đào tạo",
        "phát triển nông thôn",
        "xã hội",
        "thông tin",
        "truyền thông",
        "thể thao",
        "du lịch",
        "công nghệ",
        "hạ tầng",
        "đầu tư",
        "kế hoạch",
        "trẻ em",
        "ptnt",
    ];
    if words.get(at).is_none_or(|w| *w != "và") {
        return false;
    }
    let next = words.get(at + 1).copied().unwrap_or_default();
    let rest = words.get(at + 1..).unwrap_or_default().join(" ");
    let rest = lower(&rest);
    next.starts_with(char::is_uppercase)
        || is_agency(&rest)
        || FIELDS.iter().any(|field| rest.starts_with(field))
}

/// Words that follow an agency and are no part of its name.
fn is_action(word: &str) -> bool {
    [
        "và",
        "để",
        "trong",
        "về",
        "theo",
        "chủ",
        "thường",
        "nắm",
        "cho",
        "tại",
        "trước",
        "làm",
        "nhằm",
        "sớm",
        "kịp",
        "có",
        "cần",
        "phải",
        "sẽ",
        "đang",
        "đã",
        "được",
        "bị",
        "chưa",
        "còn",
        "thì",
        "khi",
        "với",
        "từ",
        "đến",
        "do",
        "là",
        "nghiêm",
        "cùng",
        "vẫn",
        "mới",
        "chậm",
        "không",
    ]
    .contains(&word)
}
