//! Sectors of government: which department answers for what stands under a heading.

use crate::data::{DataError, YesNo, rows, several, words};
use model::UnitKind;
use serde::Deserialize;
use std::sync::OnceLock;

/// A sector of government.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sector {
    /// Letters that codes of its indicators begin with.
    pub code: String,
    /// Name, in Vietnamese.
    pub name: String,
    /// The department of a district that usually answered for it.
    pub department: String,
    /// The one of a commune (Nghị định 150/2025/NĐ-CP).
    pub in_commune: String,
    /// The one of a province.
    pub in_province: String,
    /// Defence and security: figures are not for everyone.
    pub restricted: bool,
    /// Phrases in headings that point to it, as words.
    headings: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    department: String,
    commune: String,
    province: String,
    restricted: YesNo,
    headings: String,
}

impl Sector {
    /// The department that usually answers for it at a level of government.
    pub fn department_of(&self, level: UnitKind) -> &str {
        match level {
            UnitKind::Commune => &self.in_commune,
            UnitKind::Province => &self.in_province,
            _ => &self.department,
        }
    }
}

/// The sectors, in the order of their file.
pub fn sectors() -> &'static [Sector] {
    static SECTORS: OnceLock<Vec<Sector>> = OnceLock::new();
    // The shipped file is proven sound by a test, so there is no other case to serve.
    SECTORS.get_or_init(|| read(include_str!("../../../catalogue/sectors.csv")).unwrap_or_default())
}

fn read(text: &str) -> Result<Vec<Sector>, DataError> {
    let sector = |row: Row| Sector {
        code: row.code,
        name: row.name,
        department: row.department,
        in_commune: row.commune,
        in_province: row.province,
        restricted: row.restricted == YesNo::Yes,
        headings: several(&row.headings).iter().map(|phrase| heading_words(phrase)).collect(),
    };
    Ok(rows(text)?.into_iter().map(|(_, row)| sector(row)).collect())
}

fn heading_words(text: &str) -> Vec<String> {
    words(text, viet::fold::key)
}

/// The sector that a heading points to: the one whose phrase comes first, and of those the longest phrase.
/// `None` for headings that speak of everything (`Kinh tế`, `Đánh giá chung`).
pub fn sector_of(heading: &str) -> Option<&'static Sector> {
    let heading = heading_words(heading);
    let place = |phrase: &Vec<String>| {
        let at = heading.windows(phrase.len().max(1)).position(|window| window == phrase.as_slice());
        at.map(|at| (at, usize::MAX - phrase.len()))
    };
    let first = |sector: &'static Sector| Some((sector.headings.iter().filter_map(place).min()?, sector));
    sectors().iter().filter_map(first).min_by_key(|(place, _)| *place).map(|(_, sector)| sector)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_sound() {
        let read = read(include_str!("../../../catalogue/sectors.csv")).unwrap();
        assert_eq!(read.len(), 21);
        let levels = [UnitKind::Commune, UnitKind::District, UnitKind::Province];
        let named = |s: &Sector| levels.iter().all(|level| !s.department_of(*level).is_empty());
        assert!(read.iter().all(|s| !s.headings.is_empty() && named(s)));
    }

    #[test]
    fn headings_point_to_departments() {
        let table = [
            ("Nông, lâm nghiệp và thủy sản", Some("Phòng Nông nghiệp và PTNT")),
            ("1.1. Sản xuất NÔNG NGHIỆP", Some("Phòng Nông nghiệp và PTNT")),
            ("Lâm nghiệp", Some("Phòng Nông nghiệp và PTNT")),
            ("Tài nguyên và môi trường", Some("Phòng Tài nguyên và Môi trường")),
            ("Công nghiệp, tiểu thủ công nghiệp", Some("Phòng Kinh tế và Hạ tầng")),
            ("Công tác xây dựng chính quyền", Some("Phòng Nội vụ")),
            ("Đầu tư xây dựng cơ bản", Some("Phòng Kinh tế và Hạ tầng")),
            ("Đầu tư công", Some("Phòng Tài chính - Kế hoạch")),
            ("Tài chính, ngân hàng", Some("Phòng Tài chính - Kế hoạch")),
            ("Giáo dục - đào tạo", Some("Phòng Giáo dục và Đào tạo")),
            ("Y tế, dân số", Some("Trung tâm Y tế huyện")),
            ("Văn hoá, thông tin", Some("Phòng Văn hóa và Thông tin")),
            ("Lao động, thương binh và xã hội", Some("Phòng Lao động - Thương binh và Xã hội")),
            ("Dân tộc, tôn giáo", Some("Phòng Dân tộc")),
            ("Quân sự địa phương", Some("Ban Chỉ huy Quân sự huyện")),
            ("Trật tự an toàn xã hội", Some("Công an huyện")),
            ("Cải cách hành chính", Some("Phòng Nội vụ")),
            ("Thanh tra, khiếu nại, tố cáo", Some("Thanh tra huyện")),
            ("Phổ biến pháp luật", Some("Phòng Tư pháp")),
            ("Công tác chỉ đạo, điều hành", Some("Văn phòng HĐND và UBND")),
            ("Kinh tế", None),
            ("Đánh giá chung", None),
            ("", None),
        ];
        for (heading, department) in table {
            assert_eq!(sector_of(heading).map(|s| s.department.as_str()), department, "{heading}");
        }
    }
}
