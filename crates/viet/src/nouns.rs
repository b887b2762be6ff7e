//! Nouns that Vietnamese administrative prose counts by: people, cases, papers, bodies, works, animals, things.
//!
//! The class is open; this is its common core. A phrase here is a unit as a whole (`lượt người`);
//! which words may lengthen it (`hộ gia đình, cá nhân`) is the grammar of `unit_phrase`.

/// Counted nouns, in the spelling of [`crate::fold::key`], parted by `|`.
const PHRASES: &[&str] = &[
    // people
    "người|người lao động|người dân|người bệnh|người có công|người nghiện|người nước ngoài|nhân khẩu|khẩu|lao động|công nhân|công dân|cán bộ|cán bộ quản lý|công chức|công chức cấp huyện|công chức cấp xã|viên chức|giáo viên|học sinh|học viên|sinh viên|trẻ|trẻ em|trẻ mầm non|cháu|em|phụ nữ|hội viên|đoàn viên|đảng viên|đại biểu|cử tri|thành viên|thương binh|bệnh binh|liệt sỹ|liệt sĩ|chiến sỹ|chiến sĩ|quân nhân|thanh niên|bị can|bị cáo|bị hại|đối tượng|nạn nhân|phạm nhân|bệnh nhân|cá nhân|ca|ca bệnh|ca mắc|ca nhiễm|ca tử vong|cặp|cặp vợ chồng|chủ rừng|chủ hộ|chủ đầu tư|nhà thầu|nhà đầu tư|chuyên gia|bác sỹ|bác sĩ|y sỹ|điều dưỡng|nghệ nhân|vận động viên|huấn luyện viên|trọng tài|tuyên truyền viên|hòa giải viên|cộng tác viên|tình nguyện viên|báo cáo viên|thí sinh|phóng viên|khách|du khách|hành khách|khách hàng|ứng viên|ứng cử viên|biên chế|chỉ tiêu biên chế|vận động viên|đồng chí|hộ lao động|nông dân|ngư dân|xã viên|thuyền viên|dân quân|chức sắc|chức việc|tín đồ|phật tử|nhà khoa học|nhân viên|nhân viên y tế|thân nhân|người khuyết tật|người cao tuổi",
    // families and turns
    "hộ|hộ gia đình|hộ dân|hộ nghèo|hộ cận nghèo|hộ kinh doanh|gia đình|hộ khẩu|nóc nhà|lượt|lượt người|lượt khách|lượt hộ|lượt công dân|lượt xe|lượt bệnh nhân|lượt trẻ|lượt học sinh|lượt học viên|lượt cán bộ|lượt phương tiện|lượt tàu|lượt tin|lượt hồ sơ|lượt giao dịch|lượt truy cập|lượt hành khách|lượt con|lượt ha|lượt cơ sở|lượt đoàn|lượt đơn vị|lượt ý kiến|lần|phiếu|phiếu bầu|ý kiến|cuộc gọi|lượt cuộc",
    // cases and deeds
    "vụ|vụ việc|vụ án|vụ cháy|vụ nổ|vụ tai nạn|vụ vi phạm|vụ tai nạn giao thông|vụ va chạm|việc|án|tin|tin báo|trường hợp|hành vi|cuộc|cuộc kiểm tra|cuộc thanh tra|cuộc họp|cuộc thi|hội nghị|hội thảo|hội thi|hội diễn|lễ hội|buổi|buổi tuyên truyền|phiên|phiên họp|phiên chợ|phiên tòa|đợt|ca trực|kỳ họp|kỳ|trận|trận đấu|cơn bão|điểm sạt lở|ổ dịch|ổ bệnh|sự cố|sự kiện|giải|giải thưởng|huy chương|danh hiệu|bằng khen|giấy khen|sáng kiến|đề tài|nhiệm vụ|nội dung|nội dung trọng tâm|chỉ tiêu|tiêu chí|thủ tục|thủ tục hành chính|tthc|dịch vụ công|mục tiêu|giải pháp|nhóm chỉ tiêu|nhóm nhiệm vụ|chỉ số|khâu|bước|lĩnh vực|ngành|ngành nghề|chuyên đề|chuyên án|mô hình|phong trào|tác phẩm|tiết mục|chương trình|đề án|phương án|kế hoạch|hoạt động|vấn đề|kiến nghị|khiếu nại|tố cáo|phản ánh|vướng mắc|sai phạm|vị trí|vị trí việc làm",
    // papers
    "đơn|đơn thư|đơn kiến nghị|đơn khiếu nại|đơn tố cáo|hồ sơ|bộ hồ sơ|văn bản|văn bản chỉ đạo|giấy|giấy tờ|giấy phép|giấy chứng nhận|giấy phép lái xe|quyết định|nghị quyết|chỉ thị|tờ trình|báo cáo|công văn|thông báo|biên bản|kết luận|hợp đồng|thẻ|thẻ bảo hiểm y tế|sổ|quyển|cuốn|tờ|trang|tờ rơi|tờ gấp|ấn phẩm|tài liệu|bộ tài liệu|bản tin|bài|tin bài|bài viết|tin, bài|phóng sự|chuyên mục|văn kiện|bản cam kết|bản đồ|mẫu|mẫu xét nghiệm|mẫu nước|dữ liệu|bản ghi|tài khoản|khoản|món vay|gói thầu|nghị định|thông tư|luật|điều ước|câu hỏi|bài thi|bài dự thi|chữ ký số|mã số|mã vùng trồng|nhãn hiệu|tên miền|bộ chỉ tiêu|thư|tờ khai|hóa đơn|bộ",
    // bodies and places
    "xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|thôn|bản|ấp|khóm|khu phố|khu dân cư|tổ dân phố|khối phố|làng|buôn|điểm dân cư|đơn vị|đơn vị cấp xã|đơn vị hành chính|cơ quan|tổ chức|phòng|ban|sở|chi bộ|đảng bộ|tổ chức đảng|chi hội|câu lạc bộ|clb|hội|tổ|tổ hợp tác|tổ vay vốn|nhóm|đội|đoàn|đoàn kiểm tra|đoàn công tác|hợp tác xã|htx|liên hiệp hợp tác xã|công ty|doanh nghiệp|dn|chi nhánh|văn phòng đại diện|trang trại|gia trại|cơ sở|cơ sở sản xuất|cơ sở lưu trú|cơ sở kinh doanh|làng nghề|nhà máy|nhà xưởng|cụm công nghiệp|khu công nghiệp|ngân hàng|trường|trường học|điểm trường|trường mầm non|lớp|lớp học|nhóm lớp|nhóm, lớp|trạm|trạm y tế|bệnh viện|phòng khám|trung tâm|nhà văn hóa|chợ|siêu thị|cửa hàng|điểm|điểm cầu|điểm bầu cử|chốt|chốt kiểm soát|địa điểm|địa phương|địa bàn|tuyến|tuyến đường|khu vực|vùng|khu|thành viên|tôn giáo|dân tộc|quốc gia|quốc gia và vùng lãnh thổ|thị trường|nước|di tích|di sản|điểm đến|điểm du lịch|điểm truy cập|nhà trẻ|đơn vị sự nghiệp|khu vực bầu cử|đơn vị bầu cử|cụm|trục|nhà|căn|căn nhà|ngôi nhà|căn hộ|nhà ở|ngôi|phòng học|phòng bệnh|giường|giường bệnh|chuồng|kho|bến|cảng",
    // works and things
    "dự án|công trình|tiểu dự án|hạng mục|cầu|cống|đập|hồ|hồ chứa|hồ, đập|ao|ao hồ|lồng|lồng cá|bè|lồng bè|giếng|bể|trạm bơm|trạm bts|cột|cột điện|bộ đèn|đèn|camera|máy|máy móc|máy cày|máy tính|máy vi tính|thiết bị|bộ thiết bị|chiếc|cái|bộ máy|phương tiện|xe|xe máy|xe mô tô|mô tô|xe ô tô|ô tô|xe đạp|xe tải|tàu|tàu cá|tàu thuyền|thuyền|phương tiện thủy|container|teu|súng|khẩu súng|khẩu pháo|quả|quả mìn|quả bom|viên|viên đạn|bánh|bánh heroin|gói|túi|chai|lọ|hộp|thùng|bao|bao thuốc|gói thuốc|kiện|cuộn|tấm|bức|bức ảnh|lá cờ|cờ|băng rôn|pa nô|panô|khẩu hiệu|pa nô, áp phích|áp phích|đĩa|bình|liều|liều vắc xin|liều vắc-xin|liều vacxin|mũi|mũi tiêm|vắc xin|suất|suất quà|suất học bổng|phần quà|phần|học bổng|quà|món|món quà|rađio|radio|ti vi|tivi|loa|loa truyền thanh|điện thoại|thuê bao|thuê bao điện thoại|thuê bao internet|số thuê bao|hiện vật|cổ vật|sản phẩm|sản phẩm ocop|mặt hàng|loại|loại hình|chủng loại|giống|thửa|thửa đất|lô|lô đất|ô đất|ô|mảnh|đám|bộ hài cốt|hài cốt|mộ|ngôi mộ|phần mộ|đường dây|cây|cây xanh|cây giống|gốc|bầu|bầu giống|cành|bông|hạt|khóm cây|đàn|đàn ong|tổ ong|bọng|thùng ong|đôi|con|con gia súc|con gia cầm|con trâu|con bò|con lợn|gia súc|gia cầm|lợn|trâu|bò|trứng|quả trứng|con giống|bản sao|bản|sào ruộng|máy phát|hố|hố rác|hầm|nhà tiêu|nhà vệ sinh|công tơ|đồng hồ nước|số liệu|điểm mỏ|mỏ|giấy chứng nhận quyền sử dụng đất|đầu sách|bản sách|cuốn sách|số báo|tạp chí|chuyến|chuyến bay|chuyến xe|chuyến tàu|tour|phòng nghỉ|buồng|phòng khách sạn|khách sạn|nhà nghỉ|homestay|công lao động|ngày công|công|giao dịch|tin nhắn|thông điệp|mô-đun|modun|tổ máy|điểm sáng|cổng|trang thông tin điện tử|hệ thống|phần mềm|cơ sở dữ liệu|cơ sở dữ liệu quốc gia|hộ chiếu|căn cước công dân|thẻ căn cước|tổ công tác|đội hình|tổ công nghệ số|tổ công nghệ số cộng đồng|nghề|ngành hàng|chuỗi|chuỗi liên kết|vườn|vườn ươm|nhà lưới|nhà màng",
];

use std::collections::HashMap;
use std::sync::LazyLock;

/// Phrases by first word, longest first, each as its words.
static BY_FIRST: LazyLock<HashMap<&'static str, Vec<Vec<&'static str>>>> = LazyLock::new(|| {
    let mut map: HashMap<&str, Vec<Vec<&str>>> = HashMap::new();
    for phrase in PHRASES.iter().flat_map(|line| line.split('|')) {
        let words: Vec<&str> = phrase.split(' ').collect();
        if let Some(first) = words.first() {
            map.entry(first).or_default().push(words);
        }
    }
    for phrases in map.values_mut() {
        phrases.sort_by_key(|words| std::cmp::Reverse(words.len()));
    }
    map
});

/// How many of `words` (each a [`crate::fold::key`]) the longest counted noun at their start takes; 0 = none.
/// A comma at the end of a word counts as a part of it (`nhóm, lớp`).
pub(crate) fn longest<S: AsRef<str>>(words: &[S]) -> usize {
    let Some(first) = words.first().map(AsRef::as_ref) else { return 0 };
    let fits = |phrase: &&Vec<&str>| {
        phrase.len() <= words.len() && phrase.iter().zip(words).all(|(a, b)| *a == b.as_ref())
    };
    BY_FIRST.get(first).and_then(|all| all.iter().find(fits)).map_or(0, Vec::len)
}
