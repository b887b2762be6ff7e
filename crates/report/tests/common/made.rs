//! Reports of any length, made of the same few sentences.

use report::{Document, Urgency, markup};
use std::fmt::Write;

const HEAD: &str = "\
@superior: UBND tỉnh Sơn Bình
@issuer: UBND huyện Thanh Khê
@number: 7
@notation: BC-UBND
@seat: Thanh Khê
@date: 2024-02-05
@kind: Báo cáo
@subject: Tình hình thực hiện nhiệm vụ tháng 01 năm 2024
@addressee: UBND tỉnh Sơn Bình
@authority: TM. Ủy ban nhân dân
@authority: KT. Chủ tịch
@authority: Phó Chủ tịch
@signer: Người Ký Thay
@recipient: Thường trực HĐND huyện
@recipient: Lưu: VT, KT
@drafter: NVA.15
@circulation: Lưu hành nội bộ
@contact: Địa chỉ: số 1, thị trấn Thanh Khê; điện thoại: 0200 000 000
Căn cứ Chương trình công tác năm 2024 của UBND huyện
Căn cứ kết quả kiểm tra của các phòng
Phần I
Kết quả thực hiện
I. Sản xuất
1. Trồng trọt
1.1. Cây hằng năm
a) Vụ xuân
";

const SENTENCES: [&str; 6] = [
    "Trong kỳ, các xã đã gieo cấy {n} ha lúa, bằng {p}% kế hoạch giao từ đầu năm; nước tưới bảo đảm, sâu bệnh xuất hiện ít và đã được phòng trừ kịp thời ở tất cả các thôn.",
    "Phòng chuyên môn hướng dẫn {n} lượt hộ chăm sóc cây trồng, cấp phát {p} kg hạt giống, kiểm tra các điểm bán vật tư và nhắc nhở những nơi chưa niêm yết giá theo quy định.",
    "- Các bản vùng thấp làm đất được {n} ha bằng máy, chi phí giảm {p}% so với thuê nhân công, thời gian xuống giống sớm hơn tuần trước.",
    "Đàn gia súc có {n} con, đã tiêm phòng {p}% số con trong diện tiêm; chợ phiên hoạt động bình thường, không ghi nhận ổ dịch trên địa bàn các xã giáp ranh.",
    "Thu ngân sách trên địa bàn đạt {n} triệu đồng; chi thường xuyên bảo đảm lương và các chế độ, giải ngân vốn đầu tư đạt {p}% kế hoạch được giao[^{i}].",
    "Công an huyện tổ chức {n} buổi tuyên truyền, {p} lượt tuần tra; trật tự ở các điểm chợ, trường học được giữ vững, không để xảy ra vụ việc phức tạp.",
];

/// A report with so many paragraphs of prose, tables, notes and two annexes.
pub fn made(paragraphs: usize) -> Document {
    let mut text = HEAD.to_owned();
    let mut notes = String::new();
    for (i, sentence) in (1..=paragraphs).zip(SENTENCES.iter().cycle()) {
        let figures = [
            ("{n}", (i * 37 % 900 + 10).to_string()),
            ("{p}", (i * 13 % 89 + 10).to_string()),
            ("{i}", i.to_string()),
        ];
        let words =
            figures.iter().fold((*sentence).to_owned(), |words, (sign, figure)| words.replace(sign, figure));
        let _ = writeln!(text, "{words}");
        if sentence.contains("{i}") {
            let _ = writeln!(
                notes,
                "[^{i}]: Gồm {} triệu đồng vốn tỉnh và {} triệu đồng vốn huyện, chưa tính phần chuyển nguồn của năm trước.",
                i * 3,
                i * 5
            );
        }
        if i % 24 == 3 {
            let table = i / 24 + 1;
            let _ = writeln!(
                text,
                "@table: Bảng {table}. Diện tích theo xã\n| TT | Xã | Kế hoạch | Thực hiện |\n|---"
            );
            for row in 1..=6 {
                let _ = writeln!(text, "| {row} | Xã số {row} | {} | {} |", row * 120, row * 118);
            }
        }
    }
    text += "Trên đây là báo cáo của UBND huyện.\n";
    text += &notes;
    for (number, title) in [("I", "Biểu tổng hợp số hộ"), ("II", "Biểu tổng hợp vốn")] {
        let _ = writeln!(text, "@annex: {number} {title}\n| TT | Thôn, bản | Số hộ | Số người |\n|---");
        for row in 1..=60 {
            let _ = writeln!(text, "| {row} | Thôn số {row} | {} | {} |", row * 7, row * 29);
        }
    }
    let mut document = markup::parse(&text).unwrap();
    document.urgency = Some(Urgency::Urgent);
    if let Some(annex) = document.annexes.last_mut() {
        annex.landscape = true;
    }
    document
}
