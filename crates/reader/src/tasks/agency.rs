//! Who leads and who helps, where an order names them.

use super::clause::is_order;
use super::phrase::{begins_any, begins_in};
use super::said::Said;
use std::sync::LazyLock;
use viet::phrases::Phrases;

/// Words that names of agencies and of their heads begin with, also behind `các`, `từng`, `mỗi`.
static AGENCIES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "cơ quan|phòng|ban|công an|trung tâm|ubnd|hđnd|ủy ban|uỷ ban|hội đồng|hạt|đơn vị|trường|nhà trường|\
         nhà thầu|ngành|chi cục|cục|sở|bộ|viện|thanh tra|văn phòng|bộ phận|xã|huyện|thành phố|thị xã|thôn|\
         bản|làng|buôn|ấp|khu phố|hội|đoàn|huyện đoàn|thành đoàn|tỉnh đoàn|kho bạc|ngân hàng|quỹ tín dụng|\
         bệnh viện|trạm|bảo hiểm xã hội|viện kiểm sát|tòa án|toà án|mặt trận|ubmttq|mttq|liên đoàn|đài|tổ|\
         chủ đầu tư|điện lực|bưu điện|bộ chỉ huy|ban chqs|đồn biên phòng|chủ tịch|phó chủ tịch|thủ trưởng|\
         giám đốc|hiệu trưởng|bí thư|trưởng|người đứng đầu|đồng chí|doanh nghiệp|công ty|tổng công ty|\
         hợp tác xã|htx|phường|thị trấn|công chức|cán bộ|lực lượng|đảng ủy|đảng uỷ|huyện ủy|huyện uỷ|\
         tỉnh ủy|tỉnh uỷ|cấp ủy|cấp uỷ|khoa",
    )
});

/// Words that begin like an agency and are none.
static OTHERS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "ban hành|ban đầu|ban ngày|ban đêm|tổ chức|tổ hợp|tổ quốc|hội nghị|hội thi|hội thảo|hội thao|\
         hội diễn|hội khỏe|hội khoẻ|hội nhập|hội chợ|hội trường|hội viên|hội họp|đoàn kết|đoàn viên|sở hữu|\
         cục bộ|trường hợp|ngành nghề|hạt giống|phòng chống|phòng ngừa|phòng cháy|phòng trừ|phòng dịch|\
         phòng bệnh|phòng thủ|phòng học|xã hội|bản đồ|bản cam kết|bản sắc|bản lĩnh|bản tin|bộ máy|\
         bộ thủ tục|trưởng thành|viện trợ|khoa học",
    )
});

/// Whether words in small letters begin with such a word.
pub(super) fn is_agency(lower: &str) -> bool {
    let counted = lower.trim_start_matches(|c: char| c.is_ascii_digit());
    let some = counted.strip_prefix(' ').filter(|_| counted.len() < lower.len()).unwrap_or(lower);
    let rest = ["các ", "từng ", "mỗi "].iter().find_map(|each| some.strip_prefix(each)).unwrap_or(some);
    begins_in(rest, &AGENCIES)
        && !begins_in(rest, &OTHERS)
        && !begins_any(rest, &["phòng, chống", "phòng, trừ"])
}

/// Longest name of an agency or list of agencies, in words.
const NAME_WORDS: usize = 20;

/// Who shall do what words order: whom `chỉ đạo`, `giao`, `yêu cầu` charge, else who stands before the order
/// (`Phòng Y tế chủ trì …`, `Công an huyện: …`), else who is asked to.
pub(super) fn owner(said: Said<'_>) -> Option<Said<'_>> {
    const CHARGES: [&str; 7] =
        ["chỉ đạo sát sao", "chỉ đạo", "giao trách nhiệm cho", "giao cho", "phân công", "giao", "yêu cầu"];
    const ASKS: [&str; 2] = ["đề nghị", "kiến nghị"];
    let behind = |leads: &'static [&str]| named_behind(said, leads).next().map(|(name, _)| name);
    behind(&CHARGES).or_else(|| subject(said)).or_else(|| behind(&ASKS))
}

/// Who is led to do it, where nobody else is named: `đôn đốc các xã nộp …`, `hướng dẫn các trường tổ chức …`.
pub(super) fn urged(said: Said<'_>) -> Option<Said<'_>> {
    told_behind(said, &["đôn đốc", "hướng dẫn", "vận động"])
}

/// Who is waited for, or does what is told of a thing: `chờ UBND tỉnh phê duyệt`, `được cơ quan chức năng điều tra`.
pub(super) fn awaited(said: Said<'_>) -> Option<Said<'_>> {
    told_behind(said, &["chờ", "được"])
}

/// The agency behind one of the words, when what it does follows.
fn told_behind<'t>(said: Said<'t>, leads: &'static [&str]) -> Option<Said<'t>> {
    named_behind(said, leads).find(|(_, rest)| is_told(*rest)).map(|(name, _)| name)
}

/// The agencies behind the first place of each of some words, and what stands behind the name.
fn named_behind<'t>(said: Said<'t>, leads: &'static [&str]) -> impl Iterator<Item = (Said<'t>, Said<'t>)> {
    let led: Vec<&str> = said.words().map(|at| at.rest).filter(|rest| begins_any(rest, leads)).collect();
    leads.iter().filter_map(move |lead| {
        let behind = |rest: &&'t str| rest.strip_prefix(lead).filter(|rest| rest.starts_with(' '));
        let rest = led.iter().find_map(behind)?;
        agency_at(said.last(rest.len()).trim_start())
    })
}

/// The charge that words begin with, and what stands behind the agency that it names: `giao Phòng Y tế | rà soát …`.
pub(super) fn behind_charge(said: Said<'_>) -> Option<(&'static str, Said<'_>)> {
    const CHARGES: [&str; 6] = ["chỉ đạo", "giao cho", "giao", "yêu cầu", "phân công", "đôn đốc"];
    let tenses = ["đã ", "Đã ", "đang "];
    let tense = tenses.iter().find(|tense| said.text.starts_with(**tense)).map_or(0, |tense| tense.len());
    let said = said.behind(tense);
    CHARGES.iter().filter(|charge| said.lower.starts_with(**charge)).find_map(|charge| {
        let (_, rest) = agency_at(said.behind(charge.len()).trim_start())?;
        Some((*charge, rest.trim_start()))
    })
}

/// The agency that words begin with, when what it shall do follows, and what stands behind its name.
fn subject_at(said: Said<'_>) -> Option<(Said<'_>, Said<'_>)> {
    agency_at(said).filter(|(_, rest)| rest.text.trim_start().starts_with(':') || is_told(*rest))
}

fn subject(said: Said<'_>) -> Option<Said<'_>> {
    subject_at(said).map(|(name, _)| name)
}

/// The order behind the name that words begin with: `Phòng Y tế | tăng cường …`, `Công an huyện: | …`.
pub(super) fn behind<'t>(said: Said<'t>, owner: &str) -> Option<Said<'t>> {
    let rest = said.text.strip_prefix(owner)?;
    let order = rest.trim_start_matches(|c: char| c == ':' || c == ',' || c.is_whitespace());
    (!order.is_empty()).then_some(said.last(order.len()))
}

/// Whether names of agencies are followed by nothing that they shall do.
pub(super) fn only_names(said: Said<'_>) -> bool {
    agency_at(said).is_some_and(|(_, rest)| !is_told(rest))
}

/// What is done with others, behind their names: `phối hợp với các xã | rà soát …`.
pub(super) fn behind_helpers(said: Said<'_>) -> Said<'_> {
    let helped = said.lower.strip_prefix("phối hợp với ");
    let order = helped.and_then(|helped| agency_at(said.last(helped.len())));
    order.map_or(said, |(_, rest)| rest.trim_start())
}

/// A clause behind who does it.
pub(super) fn order(said: Said<'_>) -> Said<'_> {
    subject(said).and_then(|name| behind(said, name.text)).unwrap_or(said)
}

/// Whether a clause begins with who does something.
pub(super) fn acts(said: Said<'_>) -> bool {
    subject(said).is_some()
}

/// The agency whose name opens a paragraph with a colon: all of it is its work.
pub(super) fn charged_by_name(said: Said<'_>) -> Option<Said<'_>> {
    let (name, rest) = agency_at(said)?;
    rest.text.trim_start().starts_with(':').then_some(name)
}

/// What somebody is charged with, when that is all that is told: `UBND xã đã chỉ đạo các thôn | rà soát …`.
pub(super) fn charged(said: Said<'_>) -> Option<Said<'_>> {
    let (_, order) = behind_charge(order(said))?;
    (is_order(order.lower) || order.text.starts_with("tiếp tục")).then_some(order)
}

/// Whether what somebody does or shall do follows a name.
fn is_told(rest: Said<'_>) -> bool {
    const TENSES: [&str; 8] = ["đang ", "đã ", "sẽ ", "chưa ", "vẫn ", "còn ", "tiếp tục ", "dự kiến "];
    let rest = rest.last(rest.text.trim_start_matches([':', ',', ' ']).len());
    is_order(rest.lower) || leads(rest.lower) || TENSES.iter().any(|tense| rest.text.starts_with(tense))
}

/// The agency that is all of a heading (`1. Phòng Tài chính - Kế hoạch`), or that a heading charges with what stands
/// below: `Yêu cầu các phòng, ban thực hiện các nhiệm vụ sau:`.
pub(super) fn heading(title: Said<'_>) -> Option<Said<'_>> {
    const CHARGES: [&str; 6] = ["Giao ", "Yêu cầu ", "Đề nghị ", "Chỉ đạo ", "Phân công ", "Đối với "];
    let title = title.trim();
    let name = title.first(title.text.trim_end_matches(':').trim_end().len());
    let charge = CHARGES.iter().find(|charge| name.text.starts_with(**charge));
    let name = name.behind(charge.map_or(0, |charge| charge.len()));
    // A field of work is no agency: its heading may begin with the same word in other use.
    let capital = title.text.starts_with(char::is_uppercase);
    let whole =
        agency_at(name).filter(|(whole, _)| whole.text == name.text && capital).map(|(whole, _)| whole);
    whole.or_else(|| title.text.ends_with(':').then(|| owner(title))?)
}

/// Those after `phối hợp với`.
pub(super) fn support(said: Said<'_>) -> Vec<String> {
    let names = named_behind(said, &["phối hợp với"]).next().map_or("", |(names, _)| names.text);
    names.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The name of an agency that words begin with, up to the verb that says what it shall do, and what stands behind it.
fn agency_at(said: Said<'_>) -> Option<(Said<'_>, Said<'_>)> {
    if !is_agency(said.lower) {
        return None;
    }
    let mut name = said.first(0);
    for (at, word) in said.text.split(' ').take(NAME_WORDS).enumerate() {
        let rest = said.behind(if at == 0 { 0 } else { name.text.len() + 1 });
        // Inside a name verbs are written with a capital: `Ban Quản lý dự án`.
        let verb = || is_order(rest.lower) || leads(rest.lower) || is_action(word);
        let goes_on = !word.starts_with(char::is_lowercase) || joins_name(rest) || !verb();
        if at > 0 && (!goes_on || (name.text.ends_with(',') && !is_next(rest.lower))) {
            break;
        }
        name = said.first(rest.start - said.start + word.len());
        if word.ends_with([';', '.', ':', ')']) {
            break;
        }
    }
    let name = name.first(name.text.trim_end_matches([',', ';', '.', ':', ')', ' ']).len());
    let named = !name.text.is_empty() && name.text.split(' ').nth(NAME_WORDS - 1).is_none();
    named.then(|| (name, said.behind(name.text.len())))
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

fn leads(lower: &str) -> bool {
    begins_any(lower, &LEADING)
}

/// `và` inside a name or a list of names: a capital or an agency follows (`Giáo dục và Đào tạo`, `phòng, ban và các xã`), or
/// the second half of the name of a field (`Tài nguyên và môi trường`).
fn joins_name(rest: Said<'_>) -> bool {
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
    let Some(next) = rest.text.strip_prefix("và ") else { return false };
    let lower = rest.last(next.len()).lower;
    next.starts_with(char::is_uppercase)
        || is_agency(lower)
        || FIELDS.iter().any(|field| lower.starts_with(field))
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
