//! Words that carry no content of their own, as tables the other steps look into.

use std::sync::LazyLock;
use viet::phrases::Phrases;

/// Verbs and joints that end the noun phrase after a figure.
pub(super) static VERBS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "đạt|bằng|chiếm|tăng|giảm|vượt|so với|là|có|được|đã|đang|còn|ước|với|cho|tại|và|do|trong đó|gồm|bao gồm|từ|đến|để|\
         thuộc|của|trên địa bàn|theo|nhưng|trị giá|hiện|tỷ lệ|trong|về|bị|làm|thu|kế hoạch|cao hơn|thấp hơn|nhiều hơn|ít hơn|\
         gấp|tương ứng|tương đương",
    )
});

/// Phrases that state, join or date and name nothing; they fall off both ends of a phrase.
pub(super) static EMPTY: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "và|với|là|có|được|đạt|đã|đang|ước|ước tính|ước đạt|tính|khoảng|trên|hơn|gần|chiếm|bằng|còn|tăng|giảm|vượt|so|so với|cho|\
         của|tại|ở|trong|trong đó|đó|gồm|bao gồm|thì|cũng|nay|từ|đến|tới|dự kiến|cụ thể|như sau|như|toàn huyện|toàn tỉnh|\
         toàn xã|cả tỉnh|cả nước|cả năm|năm|tháng|quý|kỳ|này|ngày|hiện|hiện nay|hiện tại|hiện có|nhiều nhất|vào|theo|khi|mà|\
         tiếp tục|ngoài ra|đồng thời|nhưng|tuy nhiên|riêng|i|ii|iii|iv|các|thêm|do|nhìn chung|phấn đấu|đầu năm|cuối năm|cộng|\
         tổng số|với tổng số|tổng cộng|tỷ lệ|chiếm tỷ lệ|trên địa bàn|đầu kỳ|cuối kỳ|sang|cùng kỳ|lũy kế|kết quả|tính chung|hết|\
         tại thời điểm báo cáo|trở lên|đều|hậu quả|xảy ra|phát hiện|qua đó|nâng|đưa|gấp|trong quý|trong kỳ|trong tháng|thực hiện|\
         kế hoạch|kh|cao hơn|thấp hơn|nhiều hơn|ít hơn|tương ứng|tương đương|ước thực hiện|cao|thấp|rồi|còn lại|trong năm|từ đầu năm|\
         mục tiêu|đó có|nhìn|làm|khiến|cả huyện|cả xã|toàn thành phố",
    )
});

/// Verbs of direction that fall off the end of a phrase but may begin one (`xuống giống`).
pub(super) static TRAILING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "đầu|cuối|trước|sau|mức|lên|xuống|ở|qua|chỉ|vào|ra|về|thu được|hoàn thành|vẫn|duy trì|còn chậm",
    )
});

/// Words that fall off the front of a phrase but may end one (`ngân sách tỉnh`).
pub(super) static LEADING: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::listed("huyện|tỉnh|xã|phường|thị trấn|địa bàn"));

/// Heads that need to be told of what.
pub(super) static GENERIC: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "diện tích|tổng diện tích|số tiền|tổng số tiền|tổng mức đầu tư|kinh phí|tổng kinh phí|trị giá|sản lượng|năng suất|giá trị|\
         tổng giá trị|vốn|tổng vốn|giải ngân|dư nợ|tổng dư nợ|doanh thu|vốn đăng ký|vốn thực hiện|huy động vốn|tổng thu|tổng chi|\
         số hộ|quy mô|chiều dài|tổng chiều dài|tổng trị giá|tổng số|số vụ|số người|thu hoạch|gieo trồng|đóng góp|số lượng|trọng lượng",
    )
});
