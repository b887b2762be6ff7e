//! Who leads and who helps, where an order names them.

use super::clause::is_order;

/// Words that names of agencies begin with, also behind `các`, `từng`, `mỗi`.
const AGENCIES: [&str; 46] = [
    "cơ quan",
    "phòng",
    "ban",
    "công an",
    "trung tâm",
    "ubnd",
    "ủy ban",
    "uỷ ban",
    "hạt",
    "đơn vị",
    "trường",
    "ngành",
    "chi cục",
    "cục",
    "sở",
    "thanh tra",
    "văn phòng",
    "bộ phận",
    "xã",
    "hội",
    "đoàn",
    "huyện đoàn",
    "thành đoàn",
    "kho bạc",
    "ngân hàng",
    "bệnh viện",
    "trạm y tế",
    "bảo hiểm xã hội",
    "viện kiểm sát",
    "tòa án",
    "toà án",
    "mặt trận",
    "liên đoàn",
    "đài",
    "tổ",
    "chủ đầu tư",
    "điện lực",
    "bộ chỉ huy",
    "đồn biên phòng",
    "chủ tịch",
    "thủ trưởng",
    "người đứng đầu",
    "doanh nghiệp",
    "phường",
    "thị trấn",
    "công chức",
];

/// Whether a text in lower case begins with such a word.
fn is_agency(lower: &str) -> bool {
    let rest = ["các ", "từng ", "mỗi "].iter().find_map(|each| lower.strip_prefix(each)).unwrap_or(lower);
    let bounded = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    AGENCIES.iter().any(|word| rest.strip_prefix(word).is_some_and(bounded))
}

/// Longest name of an agency or list of agencies, in words.
const NAME_WORDS: usize = 14;

/// The agency that `chỉ đạo`, `giao`, `yêu cầu` stand before, or that an order follows: `Phòng Y tế chủ trì …`.
pub(super) fn owner(text: &str) -> Option<String> {
    const LEADS: [&str; 7] =
        ["chỉ đạo sát sao", "chỉ đạo", "giao cho", "phân công", "giao", "yêu cầu", "đề nghị"];
    let lower = text.to_lowercase();
    let named = LEADS.iter().find_map(|lead| {
        let at = find_word(&lower, lead)?;
        agency_at(text.get(at + lead.len()..)?.trim_start())
    });
    named.or_else(|| subject(text))
}

/// The agency that a text begins with, when what it shall do follows.
fn subject(text: &str) -> Option<String> {
    let name = agency_at(text)?;
    let rest = text.get(name.len()..)?.trim_start_matches([':', ',', ' ']);
    let opened = text.get(name.len()..)?.trim_start().starts_with(':');
    (opened || is_order(rest) || leads(rest) || rest.starts_with("có trách nhiệm")).then_some(name)
}

/// The agency that is all of a heading: `1. Phòng Tài chính - Kế hoạch`.
pub(super) fn heading(title: &str) -> Option<String> {
    let title = title.trim().trim_end_matches(':').trim_end();
    let title = title.strip_prefix("Giao ").or_else(|| title.strip_prefix("Đối với ")).unwrap_or(title);
    // A field of work is no agency: its heading may begin with the same word in other use.
    agency_at(title).filter(|name| name == title && name.starts_with(char::is_alphabetic))
}

/// Those after `phối hợp với`.
pub(super) fn support(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
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
        !before.is_some_and(char::is_alphanumeric) && after == Some(' ')
    })
}

/// The name of an agency at the start of a text: up to the verb that says what it shall do.
fn agency_at(text: &str) -> Option<String> {
    // What decides whether a word still belongs to the name stands within a few words behind it.
    let words: Vec<&str> = text.split(' ').take(2 * NAME_WORDS).collect();
    let lower = words.join(" ").to_lowercase();
    if !is_agency(&lower) {
        return None;
    }
    let mut name: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate().take(NAME_WORDS) {
        let rest = words.get(at..)?.join(" ");
        let rest_lower = rest.to_lowercase();
        let new_agency = is_agency(&rest_lower);
        let ended = name.last().is_some_and(|last| last.ends_with(','));
        let small_list = rest_lower.starts_with("thị trấn") || rest_lower.starts_with("phường");
        let joins = joins_name(&words, at);
        if at > 0 && !joins && (is_order(&rest) || leads(&rest) || is_action(word))
            || (ended && !new_agency && !small_list)
        {
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
    let lower = rest.to_lowercase();
    LEADING.iter().any(|verb| lower.starts_with(verb))
}

/// `và` inside a name: a capital follows that begins no other agency (`Giáo dục và Đào tạo`, `HĐND và UBND`).
fn joins_name(words: &[&str], at: usize) -> bool {
    let next = words.get(at + 1).copied().unwrap_or_default();
    let council = at > 0 && words.get(at - 1).is_some_and(|w| *w == "HĐND");
    let agency = is_agency(&next.to_lowercase()) && next != "Xã";
    words.get(at).is_some_and(|w| *w == "và") && next.starts_with(char::is_uppercase) && (council || !agency)
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
        "vận",
        "tham",
    ]
    .contains(&word)
}
