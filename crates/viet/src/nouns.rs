//! Nouns that Vietnamese administrative prose counts by: people, cases, papers, bodies, works, animals, things.
//!
//! The class is open; this is its common core. A phrase here is a unit as a whole (`lượt người`);
//! which words may lengthen it (`hộ gia đình, cá nhân`) is the grammar of `unit_phrase`.

/// Counted nouns, in the spelling of [`crate::fold::key`], parted by `|`.
const PHRASES: &[&str] = &[
    // people
    "người|người lao động|người dân|người bệnh|người có công|người nghiện|người nước ngoài|nhân khẩu|khẩu|lao động|công nhân|công dân|dân|cán bộ|cán bộ quản lý|công chức|công chức cấp huyện|công chức cấp xã|viên chức|giáo viên|học sinh|học viên|sinh viên|trẻ|trẻ em|bé|bé trai|bé gái|tập thể|cháu|em|phụ nữ|hội viên|đoàn viên|đảng viên|đại biểu|cử tri|thành viên|thương binh|bệnh binh|liệt sỹ|liệt sĩ|chiến sỹ|chiến sĩ|quân nhân|thanh niên|bị can|bị cáo|bị hại|đối tượng|nạn nhân|phạm nhân|bệnh nhân|cá nhân|ca|cặp|cặp vợ chồng|chủ rừng|chủ hộ|chủ đầu tư|nhà thầu|nhà đầu tư|chuyên gia|bác sỹ|bác sĩ|y sỹ|điều dưỡng|nghệ nhân|vận động viên|huấn luyện viên|trọng tài|tuyên truyền viên|hòa giải viên|cộng tác viên|tình nguyện viên|báo cáo viên|thí sinh|phóng viên|khách|du khách|hành khách|khách hàng|ứng viên|ứng cử viên|biên chế|chỉ tiêu biên chế|đồng chí|hộ lao động|nông dân|ngư dân|xã viên|thuyền viên|dân quân|chức sắc|chức việc|tín đồ|phật tử|nhà khoa học|nhân viên|thân nhân|người khuyết tật|người cao tuổi",
    // families and turns
    "hộ|hộ gia đình|hộ dân|gia đình|hộ khẩu|nóc nhà|lượt|lượt người|lượt khách|lượt hộ|lượt công dân|lượt xe|lượt bệnh nhân|lượt phương tiện|lượt tàu|lượt tin|lượt hồ sơ|lượt giao dịch|lượt truy cập|lượt hành khách|lượt ha|lần|phiếu|phiếu bầu|ý kiến|cuộc gọi",
    // cases and deeds
    "vụ|vụ việc|vụ án|tin|tin báo|trường hợp|hành vi|cuộc|cuộc họp|cuộc thi|hội nghị|hội thảo|hội thi|hội diễn|lễ hội|buổi|phiên|phiên họp|phiên chợ|phiên tòa|đợt|ca trực|kỳ họp|trận|trận đấu|cơn bão|ổ dịch|ổ bệnh|sự cố|sự kiện|giải|giải thưởng|huy chương|danh hiệu|bằng khen|giấy khen|sáng kiến|đề tài|nhiệm vụ|nội dung|chỉ tiêu|tiêu chí|thủ tục|thủ tục hành chính|tthc|dịch vụ công|mục tiêu|giải pháp|nhóm chỉ tiêu|nhóm nhiệm vụ|chỉ số|lĩnh vực|ngành|ngành nghề|chuyên đề|chuyên án|mô hình|phong trào|tác phẩm|tiết mục|chương trình|đề án|phương án|kế hoạch|hoạt động|vấn đề|kiến nghị|khiếu nại|tố cáo|phản ánh|vướng mắc|sai phạm|vị trí|vị trí việc làm",
    // papers
    "đơn|đơn thư|hồ sơ|bộ hồ sơ|văn bản|giấy|giấy tờ|giấy phép|quyết định|nghị quyết|chỉ thị|tờ trình|báo cáo|công văn|thông báo|biên bản|kết luận|hợp đồng|thẻ|thẻ bảo hiểm y tế|sổ|quyển|cuốn|tờ|trang|tờ rơi|tờ gấp|ấn phẩm|tài liệu|bộ tài liệu|bản tin|bài|tin bài|bài viết|tin, bài|phóng sự|chuyên mục|văn kiện|bản cam kết|bản đồ|mẫu|mẫu xét nghiệm|mẫu nước|dữ liệu|bản ghi|tài khoản|khoản|món vay|gói thầu|nghị định|thông tư|điều ước|câu hỏi|bài thi|bài dự thi|chữ ký số|mã số|mã vùng trồng|nhãn hiệu|tên miền|bộ chỉ tiêu|thư|tờ khai|hóa đơn|bộ",
    // bodies and places
    "xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|thôn|bản|ấp|khóm|khu phố|khu dân cư|tổ dân phố|khối phố|làng|buôn|điểm dân cư|đơn vị|đơn vị cấp xã|đơn vị hành chính|cơ quan|tổ chức|phòng|ban|sở|chi bộ|đảng bộ|tổ chức đảng|chi hội|câu lạc bộ|clb|hội|tổ|tổ hợp tác|nhóm|đội|đoàn|đoàn công tác|hợp tác xã|htx|liên hiệp hợp tác xã|công ty|doanh nghiệp|dn|chi nhánh|văn phòng đại diện|trang trại|gia trại|cơ sở|làng nghề|nhà máy|nhà xưởng|cụm công nghiệp|khu công nghiệp|ngân hàng|trường|trường học|điểm trường|trường mầm non|lớp|lớp học|nhóm lớp|nhóm, lớp|trạm|trạm y tế|bệnh viện|phòng khám|trung tâm|nhà văn hóa|chợ|siêu thị|cửa hàng|điểm|điểm cầu|điểm bầu cử|chốt|địa điểm|địa phương|địa bàn|tuyến|tuyến đường|khu vực|vùng|khu|thành viên|tôn giáo|dân tộc|quốc gia|quốc gia và vùng lãnh thổ|thị trường|di tích|di sản|điểm đến|điểm du lịch|điểm truy cập|nhà trẻ|đơn vị sự nghiệp|khu vực bầu cử|đơn vị bầu cử|cụm|trục|nhà|căn|căn nhà|ngôi nhà|căn hộ|nhà ở|ngôi|phòng học|giường|giường bệnh|chuồng|kho|bến|cảng",
    // works and things
    "dự án|công trình|tiểu dự án|hạng mục|cầu|cống|đập|hồ|hồ chứa|hồ, đập|ao|ao hồ|lồng|lồng cá|bè|lồng bè|giếng|bể|trạm bơm|trạm bts|cột|cột điện|đèn|camera|máy|máy móc|máy cày|máy tính|máy vi tính|thiết bị|bộ thiết bị|chiếc|cái|bộ máy|phương tiện|xe|xe máy|xe mô tô|mô tô|xe ô tô|ô tô|xe đạp|xe tải|tàu|tàu cá|tàu thuyền|thuyền|phương tiện thủy|container|teu|súng|khẩu súng|khẩu pháo|quả|quả mìn|quả bom|viên|bánh|gói|túi|chai|lọ|hộp|thùng|bao|kiện|cuộn|tấm|bức|cờ|băng rôn|pa nô|panô|khẩu hiệu|pa nô, áp phích|áp phích|đĩa|bình|liều|mũi|vắc xin|suất|suất quà|suất học bổng|phần quà|phần|học bổng|món|món quà|rađio|radio|ti vi|tivi|loa|loa truyền thanh|điện thoại|thuê bao|số thuê bao|hiện vật|cổ vật|sản phẩm|mặt hàng|loại|loại hình|chủng loại|giống|thửa|thửa đất|lô|lô đất|ô đất|mảnh|bộ hài cốt|hài cốt|mộ|ngôi mộ|phần mộ|đường dây|cây|gốc|bầu|cành|bông|khóm cây|đàn|tổ ong|bọng|thùng ong|đôi|con|gia súc|gia cầm|lợn|trâu|bò|trứng|con giống|bản sao|bản|máy phát|hố|hố rác|hầm|nhà tiêu|nhà vệ sinh|công tơ|điểm mỏ|mỏ|đầu sách|bản sách|cuốn sách|số báo|tạp chí|chuyến|tour|phòng nghỉ|buồng|phòng khách sạn|khách sạn|nhà nghỉ|homestay|ngày công|giao dịch|tin nhắn|thông điệp|mô-đun|modun|tổ máy|điểm sáng|cổng|trang thông tin điện tử|hệ thống|phần mềm|cơ sở dữ liệu|cơ sở dữ liệu quốc gia|hộ chiếu|căn cước công dân|thẻ căn cước|tổ công tác|đội hình|tổ công nghệ số|tổ công nghệ số cộng đồng|nghề|ngành hàng|chuỗi|chuỗi liên kết|vườn|vườn ươm|nhà lưới|nhà màng|bậc|việc|chuyến bay|tấm gương|tổ hợp|giống cây|máy bay|kỳ thi|môn|môn học|cấp ủy|mạng lưới|thùng rác|lò|trang|tuyến phố|nhịp|hội quán|đồng hồ|giấy chứng nhận|tổ chức tín dụng|tổ chức cơ sở đảng|nhóm hàng|mã số|cụm loa|giải thể thao|phương tiện vận tải|giấy phép lái xe|giấy phép xây dựng|cổ phiếu|lượt phương tiện|lượt học sinh|tổ chức hội|chi đoàn|chi hội phụ nữ|cụm dân cư|cụm thi đua|lượt ý kiến|sổ bảo hiểm|thẻ bhyt|gian hàng|cơ sở lưu trú|dòng họ|cột mốc|điểm nghẽn|nhà ở xã hội|thanh thiếu niên|trẻ sơ sinh|sản phụ|thai phụ|mắt",
];

use crate::phrases::Phrases;
use std::sync::LazyLock;

static TABLE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(PHRASES.iter().flat_map(|line| line.split('|')).map(|phrase| (phrase, ())))
});

/// How many of `words` (each a [`crate::fold::key`]) the longest counted noun at their start takes; 0 = none.
/// A comma at the end of a word counts as a part of it (`nhóm, lớp`).
pub(crate) fn longest<S: AsRef<str>>(words: &[S]) -> usize {
    TABLE.length(|at| words.get(at).map_or("", AsRef::as_ref))
}
