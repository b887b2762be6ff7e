//! How each component is set: size, weight, place. One table for Word, PDF and HTML.
//!
//! Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II and the table of sizes and styles in Mục V. Where it leaves a
//! range, the choice here is its middle or its common use.

/// The page, in millimetres: A4; top and bottom 20-25, left 30-35, right 15-20.
pub mod page {
    /// Short side of A4.
    pub const WIDTH: u32 = 210;
    /// Long side of A4.
    pub const HEIGHT: u32 = 297;
    /// Lề trên and lề dưới.
    pub const TOP: u32 = 20;
    /// Lề trái.
    pub const LEFT: u32 = 30;
    /// Lề phải.
    pub const RIGHT: u32 = 20;
    /// Width of the type area of an upright page.
    pub const TEXT: u32 = WIDTH - LEFT - RIGHT;
    /// Width of the issuer's column in the letterhead; the rest is the nation's.
    pub const ISSUER: u32 = 62;
    /// Distance of the page number from the upper edge.
    pub const HEADER: u32 = 10;
    /// First line indent, in tenths of a millimetre: 1,27 cm.
    pub const FIRST_LINE_TENTHS: u32 = 127;
    /// Line spacing of the body in hundredths of a line: between single and 1,5.
    pub const LINE_PERCENT: u32 = 108;
}

/// The typeface of every component.
pub const TYPEFACE: &str = "Times New Roman";

/// Where a line stands between the margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// From the left.
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
    /// To both edges.
    Justify,
}

/// A thin rule under a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// No rule.
    None,
    /// As long as the line above.
    Full,
    /// Between a third and a half of the line above.
    Part,
}

/// What a line is in the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Quốc hiệu
    Nation,
    /// Tiêu ngữ
    Motto,
    /// Cơ quan chủ quản
    Superior,
    /// Cơ quan ban hành
    Issuer,
    /// Số, ký hiệu
    Number,
    /// V/v: trích yếu of an official letter
    Reference,
    /// Độ mật, độ khẩn
    Mark,
    /// Phạm vi lưu hành
    Circulation,
    /// Địa danh, ngày tháng năm
    PlaceDate,
    /// Tên loại
    Kind,
    /// Trích yếu
    Subject,
    /// Kính gửi
    Addressee,
    /// One of several addressees
    AddresseeItem,
    /// Căn cứ
    Basis,
    /// Phần
    Part,
    /// Tiêu đề của phần
    PartTitle,
    /// Mục
    Section,
    /// Khoản
    Clause,
    /// Tiểu khoản: 1.1.
    Subclause,
    /// Điểm
    Point,
    /// Nội dung
    Body,
    /// Ý đánh số: (1)
    Item,
    /// Gạch đầu dòng: -
    Dash,
    /// Dấu cộng: +
    Plus,
    /// Quyền hạn, chức vụ của người ký
    Authority,
    /// Họ tên người ký
    Signer,
    /// The words "Nơi nhận:"
    RecipientsHead,
    /// Nơi nhận
    Recipient,
    /// Phụ lục and its number
    AnnexNumber,
    /// Tiêu đề phụ lục
    AnnexTitle,
    /// Which document the annex belongs to
    AnnexBasis,
    /// Tên bảng
    TableTitle,
    /// Đơn vị tính of a table
    TableUnit,
    /// Table cell
    Cell,
    /// Table cell with its words in the middle
    CentreCell,
    /// Table cell with its words to the right
    RightCell,
    /// Head cell of a table
    HeadCell,
    /// A picture, in its line
    Picture,
    /// Tên hình
    PictureTitle,
    /// Footnote
    Note,
    /// Số trang
    PageNumber,
    /// Địa chỉ at the foot of the first page
    Contact,
    /// Chữ ký số của cơ quan on an attached file
    Stamp,
}

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dress {
    /// Word style id.
    pub style: &'static str,
    /// Word style name.
    pub name: &'static str,
    /// Points.
    pub size: u32,
    /// Heavy.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Shown in capitals, whatever the letters are.
    pub caps: bool,
    /// Place.
    pub align: Align,
    /// First line indented by [`page::FIRST_LINE_TENTHS`].
    pub first_line: bool,
    /// Left indent in millimetres.
    pub indent: u32,
    /// Space above in points.
    pub before: u32,
    /// Space below in points.
    pub after: u32,
    /// Stays on the page of the next line.
    pub keep_next: bool,
    /// Heading level from zero, for the reader's outline pane.
    pub outline: Option<u8>,
    /// Rule below.
    pub rule: Rule,
}

/// A centred line of the letterhead, the common case.
const HEAD: Dress = Dress {
    style: "",
    name: "",
    size: 13,
    bold: false,
    italic: false,
    caps: false,
    align: Align::Centre,
    first_line: false,
    indent: 0,
    before: 0,
    after: 0,
    keep_next: false,
    outline: None,
    rule: Rule::None,
};

/// A paragraph of the body.
const TEXT: Dress = Dress { size: 14, align: Align::Justify, first_line: true, after: 6, ..HEAD };

/// A numbered heading.
const HEADING: Dress = Dress { bold: true, keep_next: true, ..TEXT };

/// A table cell.
const CELL: Dress = Dress { size: 12, align: Align::Left, before: 2, after: 2, ..HEAD };

impl Role {
    /// Every role, in the order of the page.
    pub const ALL: [Self; 43] = [
        Self::Nation,
        Self::Motto,
        Self::Superior,
        Self::Issuer,
        Self::Number,
        Self::Reference,
        Self::Mark,
        Self::Circulation,
        Self::PlaceDate,
        Self::Kind,
        Self::Subject,
        Self::Addressee,
        Self::AddresseeItem,
        Self::Basis,
        Self::Part,
        Self::PartTitle,
        Self::Section,
        Self::Clause,
        Self::Subclause,
        Self::Point,
        Self::Body,
        Self::Item,
        Self::Dash,
        Self::Plus,
        Self::Authority,
        Self::Signer,
        Self::RecipientsHead,
        Self::Recipient,
        Self::AnnexNumber,
        Self::AnnexTitle,
        Self::AnnexBasis,
        Self::TableTitle,
        Self::TableUnit,
        Self::Cell,
        Self::CentreCell,
        Self::RightCell,
        Self::HeadCell,
        Self::Picture,
        Self::PictureTitle,
        Self::Note,
        Self::PageNumber,
        Self::Contact,
        Self::Stamp,
    ];

    /// The table of the layout.
    #[rustfmt::skip]
    pub fn dress(self) -> Dress {
        match self {
            Self::Nation => Dress { style: "QuocHieu", name: "Quốc hiệu", size: 12, bold: true, caps: true, ..HEAD },
            Self::Motto => Dress { style: "TieuNgu", name: "Tiêu ngữ", bold: true, rule: Rule::Full, ..HEAD },
            Self::Superior => Dress { style: "CoQuanChuQuan", name: "Cơ quan chủ quản", size: 12, caps: true, ..HEAD },
            Self::Issuer => Dress { style: "CoQuanBanHanh", name: "Cơ quan ban hành", size: 12, bold: true, caps: true, rule: Rule::Part, ..HEAD },
            Self::Number => Dress { style: "SoKyHieu", name: "Số, ký hiệu", before: 6, ..HEAD },
            Self::Reference => Dress { style: "VeViec", name: "Về việc", size: 12, before: 6, ..HEAD },
            Self::Mark => Dress { style: "DoMatDoKhan", name: "Độ mật, độ khẩn", bold: true, caps: true, before: 6, ..HEAD },
            Self::Circulation => Dress { style: "PhamViLuuHanh", name: "Phạm vi lưu hành", bold: true, caps: true, before: 6, ..HEAD },
            Self::PlaceDate => Dress { style: "DiaDanhNgayThang", name: "Địa danh, ngày tháng", italic: true, before: 6, ..HEAD },
            Self::Kind => Dress { style: "TenLoai", name: "Tên loại văn bản", size: 14, bold: true, caps: true, before: 14, ..HEAD },
            Self::Subject => Dress { style: "Title", name: "Title", size: 14, bold: true, rule: Rule::Part, ..HEAD },
            Self::Addressee => Dress { style: "KinhGui", name: "Kính gửi", size: 14, after: 6, ..HEAD },
            Self::AddresseeItem => Dress { style: "KinhGuiDong", name: "Kính gửi, từng nơi", size: 14, align: Align::Left, indent: 50, after: 3, ..HEAD },
            Self::Basis => Dress { style: "CanCu", name: "Căn cứ", italic: true, ..TEXT },
            Self::Part => Dress { style: "Phan", name: "Phần", size: 14, bold: true, before: 8, after: 0, keep_next: true, outline: Some(0), ..HEAD },
            Self::PartTitle => Dress { style: "TieuDePhan", name: "Tiêu đề phần", size: 14, bold: true, caps: true, after: 6, keep_next: true, ..HEAD },
            Self::Section => Dress { style: "Muc", name: "Mục", caps: true, outline: Some(1), ..HEADING },
            Self::Clause => Dress { style: "Khoan", name: "Khoản", outline: Some(2), ..HEADING },
            Self::Subclause => Dress { style: "TieuKhoan", name: "Tiểu khoản", outline: Some(3), ..HEADING },
            Self::Point => Dress { style: "Diem", name: "Điểm", bold: false, outline: Some(4), ..HEADING },
            Self::Body => Dress { style: "NoiDung", name: "Nội dung", ..TEXT },
            Self::Item => Dress { style: "YDanhSo", name: "Ý đánh số", ..TEXT },
            Self::Dash => Dress { style: "GachDauDong", name: "Gạch đầu dòng", ..TEXT },
            Self::Plus => Dress { style: "DauCong", name: "Dấu cộng", ..TEXT },
            Self::Authority => Dress { style: "QuyenHanChucVu", name: "Quyền hạn, chức vụ", size: 14, bold: true, caps: true, keep_next: true, ..HEAD },
            Self::Signer => Dress { style: "NguoiKy", name: "Họ tên người ký", size: 14, bold: true, before: 72, ..HEAD },
            Self::RecipientsHead => Dress { style: "NoiNhan", name: "Nơi nhận", size: 12, bold: true, italic: true, align: Align::Left, keep_next: true, ..HEAD },
            Self::Recipient => Dress { style: "NoiNhanDong", name: "Nơi nhận, từng nơi", size: 11, align: Align::Left, keep_next: true, ..HEAD },
            Self::AnnexNumber => Dress { style: "PhuLuc", name: "Phụ lục", size: 14, bold: true, keep_next: true, outline: Some(0), ..HEAD },
            Self::AnnexTitle => Dress { style: "TieuDePhuLuc", name: "Tiêu đề phụ lục", size: 14, bold: true, caps: true, keep_next: true, ..HEAD },
            Self::AnnexBasis => Dress { style: "KemTheo", name: "Kèm theo văn bản", size: 14, italic: true, after: 10, keep_next: true, ..HEAD },
            Self::TableTitle => Dress { style: "TenBang", name: "Tên bảng", bold: true, before: 6, after: 4, keep_next: true, ..HEAD },
            Self::TableUnit => Dress { style: "DonViTinh", name: "Đơn vị tính", italic: true, align: Align::Right, after: 2, keep_next: true, ..HEAD },
            Self::Cell => Dress { style: "OBang", name: "Ô bảng", ..CELL },
            Self::CentreCell => Dress { style: "OBangGiua", name: "Ô bảng, giữa", align: Align::Centre, ..CELL },
            Self::RightCell => Dress { style: "OBangSo", name: "Ô bảng, số", align: Align::Right, ..CELL },
            Self::HeadCell => Dress { style: "OTieuDe", name: "Ô tiêu đề bảng", bold: true, align: Align::Centre, keep_next: true, ..CELL },
            Self::Picture => Dress { style: "Hinh", name: "Hình", before: 6, keep_next: true, ..HEAD },
            Self::PictureTitle => Dress { style: "TenHinh", name: "Tên hình", italic: true, before: 2, after: 6, ..HEAD },
            Self::Note => Dress { style: "FootnoteText", name: "footnote text", size: 10, align: Align::Justify, ..HEAD },
            Self::PageNumber => Dress { style: "Header", name: "header", size: 13, ..HEAD },
            Self::Contact => Dress { style: "Footer", name: "footer", size: 11, ..HEAD },
            Self::Stamp => Dress { style: "ChuKySo", name: "Chữ ký số của cơ quan", size: 10, align: Align::Right, ..HEAD },
        }
    }
}

impl Rule {
    /// Length of the rule under a line of `width`.
    pub fn length(self, width: u32) -> u32 {
        match self {
            Self::None => 0,
            Self::Full => width,
            Self::Part => width * 5 / 12,
        }
    }
}

/// Width of `text` in Times New Roman bold, in thousandths of its size; close enough to size a rule by.
pub fn bold_width(text: &str, caps: bool) -> u32 {
    let upper = |c: char| if caps { c.to_uppercase().next().unwrap_or(c) } else { c };
    text.chars().map(upper).map(letter_width).sum()
}

/// Advance of one letter; marks above and below do not widen it.
fn letter_width(c: char) -> u32 {
    match c {
        ' ' | '.' | ',' => 250,
        '-' | 'l' | 'i' | 'ì' | 'í' | 'ị' | 'ỉ' | 'ĩ' | 't' | 'j' | ';' | ':' | '(' | ')' => 320,
        'I' | 'Ì' | 'Í' | 'Ị' | 'Ĩ' | 'Ỉ' => 389,
        'r' | 's' | 'c' | 'e' | 'è' | 'é' | 'ẹ' | 'ẻ' | 'ẽ' | 'ê' | 'ề' | 'ế' | 'ệ' | 'ể' | 'ễ' => {
            430
        }
        'm' | 'M' | 'W' => 880,
        'O' | 'Ò' | 'Ó' | 'Ô' | 'H' | 'K' | 'G' | 'Q' | 'N' | 'D' | 'Đ' => 750,
        c if c.is_uppercase() => 690,
        _ => 530,
    }
}
