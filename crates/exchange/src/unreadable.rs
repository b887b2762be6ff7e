//! Why a file is no workbook that can be read.

/// Why a file cannot be read: one sentence that says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing in it.
    #[error("Tệp rỗng. Hãy chọn tệp Excel đã điền số liệu.")]
    Empty,
    /// More bytes, cells or sheets than any form has.
    #[error(
        "Tệp lớn hơn mọi biểu số liệu (quá nhiều dòng hoặc dung lượng). Hãy chép riêng trang có số liệu sang một tệp .xlsx mới rồi gửi lại."
    )]
    TooLarge,
    /// Encrypted.
    #[error(
        "Tệp được đặt mật khẩu mở. Hãy mở tệp bằng Excel, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc), lưu lại rồi gửi lại."
    )]
    Protected,
    /// The binary format before 2007.
    #[error(
        "Tệp có định dạng cũ (.xls). Hãy mở bằng Excel, chọn Lưu thành, kiểu “Excel Workbook (.xlsx)” rồi gửi lại."
    )]
    OldFormat,
    /// Another format, which the word names.
    #[error("Tệp có định dạng {0}, chưa nhận trực tiếp. Hãy mở tệp, lưu lại thành .xlsx rồi gửi lại.")]
    OtherFormat(&'static str),
    /// A damaged workbook.
    #[error("Tệp Excel bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại thành tệp .xlsx mới rồi gửi lại.")]
    Broken,
    /// Not a workbook at all.
    #[error("Tệp không phải là bảng tính Excel. Hãy gửi tệp .xlsx.")]
    NotAWorkbook,
}
